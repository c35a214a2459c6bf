"""A text from which words were taken out, and where each place in it came to be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

__all__ = ["Moved", "apart"]


class Moved:
    """A text with words taken out, and where each place in it came to be."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._times: list[tuple[list[int], list[int], list[int], list[int]]] = []

    def put(self, edits: list[tuple[int, int, str]]) -> None:
        """Put in words at these places, which are in order and apart."""
        pieces, at = [], 0
        for start, end, instead in edits:
            pieces += [self.text[at:start], instead]
            at = end
        self.text = "".join((*pieces, self.text[at:]))
        sizes = [len(instead) for _, _, instead in edits]
        grown = [size - (end - start) for size, (start, end, _) in zip(sizes, edits, strict=True)]
        starts, ends = [edit[0] for edit in edits], [edit[1] for edit in edits]
        self._times.append((starts, ends, sizes, [0, *accumulate(grown)]))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where these two places are now; one inside of what was taken out takes it in whole."""
        for edits in self._times:
            start, end = _now(start, edits, ends=False), _now(end, edits, ends=True)
        return start, end


def _now(at: int, edits: tuple[list[int], ...], *, ends: bool) -> int:
    starts, finishes, sizes, grown = edits
    last = bisect_left(starts, at) - 1
    if last < 0:
        return at
    if at >= finishes[last]:
        return at + grown[last + 1]
    return starts[last] + grown[last] + (sizes[last] if ends else 0)


def apart(edits: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The edits in order, those that overlap as one."""
    found: list[tuple[int, int, str]] = []
    for start, end, instead in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if found and start < found[-1][1]:
            first = found[-1]
            found[-1] = (first[0], max(first[1], end), first[2])
        else:
            found.append((start, end, instead))
    return found
