"""Finding the places of statements again in another reading of the same source.

A statement is found where its very words stand: once in both texts, or else where the words before
and after are the same as they were. Nothing is moved to what only looks alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from evidence.model import Place, Statement
from evidence.reading import Passage, Reading
from evidence.search import place_of

__all__ = ["anchored"]

#: How many characters before and after must be the same where words stand more than once.
_CONTEXTS = (80, 40)


def anchored(old: Reading, new: Reading, statements: Iterable[Statement]) -> dict[str, Place]:
    """The place in the new reading of each statement that is found there without doubt.

    Statements whose place is not one of ``old``, and those that may stand in more than one place,
    are left out.
    """
    same = old.text == new.text
    was, now = _Spaced(old.text), _Spaced(new.text)
    found: dict[str, Place] = {}
    for statement in statements:
        place = statement.place
        if place is None or place.start is None or not _stands(statement, old.text):
            continue
        if same and old.passages == new.passages:
            found[statement.id] = place
            continue
        start = place.start if same else _start_in(was, now, statement.quote, place.start)
        if start is not None:
            found[statement.id] = _place(new, start, start + len(statement.quote))
    return found


def _stands(statement: Statement, text: str) -> bool:
    """Whether the quote is what stands at the statement's place."""
    place = statement.place
    if place is None or place.start is None or place.end is None:
        return False
    return text[place.start : place.end] == statement.quote


class _Spaced:
    """A text, and what stands before and after a place with each run of blanks as one space."""

    def __init__(self, text: str) -> None:
        self.text = text

    def around(self, start: int, end: int, size: int) -> tuple[str, str]:
        """``size`` characters before ``start`` and after ``end``, fewer at an end of the text."""
        room = 4 * size  # blanks may be many
        before = _BLANKS.sub(" ", self.text[max(0, start - room) : start]).strip()[-size:]
        after = _BLANKS.sub(" ", self.text[end : end + room]).strip()[:size]
        return before, after

    def occurrences(self, quote: str) -> list[int]:
        """Where these very words stand, overlapping ones too."""
        return list(_occurrences(self.text, quote))


_BLANKS = re.compile(r"\s+")


def _occurrences(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _start_in(was: _Spaced, now: _Spaced, quote: str, start: int) -> int | None:
    """Where the quote that stood at ``start`` stands now, or None where that is not certain."""
    before, after = was.occurrences(quote), now.occurrences(quote)
    if len(before) == len(after) == 1:
        return after[0]
    for size in _CONTEXTS:
        context = was.around(start, start + len(quote), size)
        same_before = _with(was, before, quote, context, size)
        same_now = _with(now, after, quote, context, size)
        if len(same_before) == len(same_now) == 1:
            return same_now[0]
        if same_now:
            return None
    return None


def _with(
    text: _Spaced, places: Sequence[int], quote: str, context: tuple[str, str], size: int
) -> list[int]:
    return [at for at in places if text.around(at, at + len(quote), size) == context]


def _place(reading: Reading, start: int, end: int) -> Place:
    """The place of these characters, with the page and paragraph of the passage they begin in."""
    index = bisect_right(reading.passages, start, key=lambda passage: passage.start) - 1
    passage = reading.passages[index] if index >= 0 else Passage(start, end)
    fields = place_of(passage).plain() if start < passage.end else {}
    return Place.model_validate({**fields, "start": start, "end": end})
