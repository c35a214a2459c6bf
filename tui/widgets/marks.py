"""Marks on a text, and which of them lie on a line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from tui.widgets.wrapping import Span

__all__ = ["Mark", "MarkKind", "Marks"]


class Mark(NamedTuple):
    """The characters `start` to `end` of the text bear a mark of this kind."""

    start: int
    end: int
    kind: str = ""


class MarkKind(NamedTuple):
    """How a kind of mark looks: a glyph of one cell beside the line, and a style of `lines`.

    One that is told by the text itself has no glyph.
    """

    glyph: str
    style: str = "accent"


class Marks:
    """Marks in order of their start, found by place without looking at all of them."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._marks = sorted(mark for mark in marks if mark.start < mark.end)
        self._ends = list(accumulate((mark.end for mark in self._marks), max))

    def on(self, span: Span) -> list[Mark]:
        """The marks that share a character with the span, in order."""
        found: list[Mark] = []
        index = bisect_left(self._marks, (span.end,)) - 1
        while index >= 0 and self._ends[index] > span.start:
            if self._marks[index].end > span.start:
                found.append(self._marks[index])
            index -= 1
        return found[::-1]
