"""Which characters a program counted: positions as it gives them, as code points of our text.

The standard counts Unicode code points, the end not included. Programs also count a line's end as
two characters, a byte order mark as one, or half characters of UTF-16. Which it was shows where the
selections fall: on the words that name them, and on the bounds of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Counting", "Span", "counting_of"]

_SPACE = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
_LEAST_NAME = 4
#: By how much more than the white space around one selection another way must fall better.
_MORE_LIKELY = 0.75


@dataclass(frozen=True, slots=True)
class Span:
    """A selection as the project gives it: two positions, and the name that it has there."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting: ``place`` gives the code points of the text with LF that a span means.

    ``said`` is empty for the standard's way, else says how it was counted.
    """

    said: str
    offset: int
    positions: Sequence[int] | None
    after_end: bool
    length: int

    def place(self, span: Span) -> tuple[int, int] | None:
        """Where the span starts and ends, or None where that lies outside of the text."""
        start, end = self._at(span.start), self._at(span.end + (0 if self.after_end else 1))
        if start is None or end is None or start > end:
            return None
        return start, end

    def _at(self, position: int) -> int | None:
        position -= self.offset
        if self.positions is None:
            return position if 0 <= position <= self.length else None
        return self.positions[position] if 0 <= position < len(self.positions) else None


def counting_of(raw: str, spans: Sequence[Span]) -> tuple[str, Counting]:
    """The text with LF alone and no mark at its start, and how the spans count its characters."""
    marked = raw.startswith("\ufeff")
    body = raw[1:] if marked else raw
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    standard = Counting("", 0, None, after_end=True, length=len(text))
    fits = _fits(text, standard, spans)
    if all(fit >= _best(span) for fit, span in zip(fits, spans, strict=True)):
        return text, standard  # nothing falls better: the others need not be tried
    return text, max(
        _countings(body, text, marked),
        key=lambda way: sum(_fits(text, way, spans)) - _MORE_LIKELY * bool(way.said),
    )


def _countings(body: str, text: str, marked: bool) -> Iterable[Counting]:
    """The ways of counting that differ in this text, the standard's first."""
    ways: list[tuple[str, Sequence[int] | None]] = [("", None)]
    # XML makes CRLF to LF, and programs save texts anew: what was counted may show no more.
    long = body if len(body) != len(text) else text.replace("\n", "\r\n")
    if len(long) != len(text):
        ways.append(("with each line's end as two characters", _through(long, _one)))
    if any(character > "\uffff" for character in text):
        ways.append(("in halves of UTF-16", _through(text, _halves)))
        if len(long) != len(text):
            ways.append(("in halves of UTF-16, each line's end as two", _through(long, _halves)))
    for offset in (0, 1) if marked else (0,):
        for said, positions in ways:
            mark = "with the byte order mark" if offset else ""
            for after_end in (True, False):
                inclusive = "" if after_end else "with the last character included"
                how = ", ".join(filter(None, (said, mark, inclusive)))
                yield Counting(how, offset, positions, after_end, len(text))


def _one(_: str) -> int:
    return 1


def _halves(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _through(counted: str, width: Callable[[str], int]) -> list[int]:
    """For each position in ``counted``, by this width, the code point of the text with LF."""
    positions: list[int] = []
    at = 0
    for number, character in enumerate(counted):
        positions += [at] * width(character)
        if not (character == "\r" and counted[number + 1 : number + 2] == "\n"):
            at += 1
    return [*positions, at]


def _fits(text: str, way: Counting, spans: Sequence[Span]) -> Iterable[float]:
    """For each span how well it falls."""
    for span in spans:
        place = way.place(span)
        if place is None or place[0] == place[1]:
            yield -6
            continue
        start, end = place
        fit = 0.0 if way.after_end else -1.5  # against the standard: only names can tell
        name = _SPACE.sub(" ", _ELLIPSIS.sub("", span.name)).strip()
        if len(name) >= _LEAST_NAME:
            said = _SPACE.sub(" ", text[start:end]).strip()
            whole = _ELLIPSIS.search(span.name) is None
            if text[start:end] == span.name:
                fit += 6
            elif said == name:
                fit += 5
            elif not whole and said.startswith(name):
                fit += 4
            elif said.startswith(name[:20]):
                fit += 1
        fit += _is_bound(text, start) + _is_bound(text, end)
        fit -= (text[start].isspace() + text[end - 1].isspace()) / 4
        yield fit


def _best(span: Span) -> float:
    """How well a span can fall at most."""
    if len(_ELLIPSIS.sub("", span.name).strip()) < _LEAST_NAME:
        return 2
    return 6 if _ELLIPSIS.search(span.name) else 8


def _is_bound(text: str, at: int) -> bool:
    """Whether no word goes on over this position."""
    if at in (0, len(text)):
        return True
    return not (text[at - 1].isalnum() and text[at].isalnum())
