"""A text drawn with its tracked changes, as accepted, or as it was before, and the way back.

Changes are drawing only: whatever is drawn, places are those of the text as it reads.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from evidence.reading import TrackedChange
from tui.widgets.marks import Mark
from tui.widgets.wrapping import Piece, Span

__all__ = ["VIEWS", "Drawn", "View", "drawn"]

View = Literal["changes", "accepted", "before"]
VIEWS: tuple[View, ...] = ("changes", "accepted", "before")


class _Stretch(NamedTuple):
    """Characters of the text and what is drawn for them; ``kind`` is of the mark on it, if any."""

    start: int
    end: int
    text: str
    kind: str = ""


class _Event(NamedTuple):
    """What is drawn before a character, or (``until``) in place of some."""

    at: int
    order: int
    text: str
    kind: str
    until: int


class _Way:
    """From the text to what is drawn, and back."""

    def __init__(self, stretches: Sequence[_Stretch]) -> None:
        self._stretches = stretches
        lengths = list(accumulate((len(each.text) for each in stretches), initial=0))
        self._starts = [each.start for each in stretches]
        self._begins = lengths[:-1]
        self.text = "".join(each.text for each in stretches)
        self.marks = [
            Mark(begin, begin + len(each.text), each.kind)
            for begin, each in zip(self._begins, stretches, strict=True)
            if each.kind
        ]

    def back(self, span: tuple[int, int]) -> Span:
        """The characters drawn here, what was put in beside them aside."""
        start = self._back(span[0], bisect_right(self._begins, span[0]) - 1)
        end = self._back(span[1], bisect_left(self._begins, span[1]) - 1)
        return Span(start, max(start, end))

    def _back(self, offset: int, index: int) -> int:
        index = max(0, index)
        stretch = self._stretches[index]
        return min(stretch.start + offset - self._begins[index], stretch.end)

    def there(self, span: tuple[int, int]) -> Span:
        """Where these characters are drawn, signs around them aside."""
        start = self._there(span[0], bisect_right(self._starts, span[0]) - 1)
        end = self._there(span[1], max(0, bisect_left(self._starts, span[1]) - 1))
        return Span(start, max(start, end))

    def with_signs(self, span: tuple[int, int]) -> Span:
        """Where these characters are drawn, with the signs right before and after them."""
        first = bisect_left(self._starts, span[0])
        if first == len(self._starts) or self._starts[first] > span[0]:
            first -= 1
        last = bisect_right(self._starts, span[1]) - 1
        stretch = self._stretches[last]
        if stretch.start == stretch.end == span[1]:
            return Span(self._there(span[0], first), self._begins[last] + len(stretch.text))
        return Span(self._there(span[0], first), self._there(span[1], last))

    def _there(self, offset: int, index: int) -> int:
        stretch = self._stretches[index]
        return self._begins[index] + min(offset - stretch.start, len(stretch.text))


@dataclass(frozen=True)
class Drawn:
    """A text as it is drawn, in pieces; ``spans`` are the pieces' places in the text itself."""

    text: str
    pieces: Sequence[Piece]
    spans: Sequence[Span]
    marks: Sequence[Mark] = ()
    _way: _Way | None = None

    def to_text(self, span: tuple[int, int]) -> Span:
        """The characters of the text that are drawn here; an empty span where none are."""
        return Span(*span) if self._way is None else self._way.back(span)

    def to_drawn(self, span: tuple[int, int]) -> Span:
        """Where these characters of the text are drawn, the signs around them aside."""
        return Span(*span) if self._way is None else self._way.there(span)

    def find(self, text: str, sought: str) -> list[int]:
        """Where these words are drawn: in the text as it reads, signs aside, or as shown here."""
        parts = [re.escape(part) for part in sought.split()]
        if not parts:
            return []
        pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
        shown = {match.start() for match in pattern.finditer(self.text)}
        if self._way is not None:
            spans = [self._way.there(match.span()) for match in pattern.finditer(text)]
            shown |= {span.start for span in spans if span.start < span.end}
        return sorted(shown)


def drawn(
    text: str,
    pieces: Sequence[Piece],
    changes: Sequence[TrackedChange],
    view: View,
    *,
    plain_ascii: bool = False,
) -> Drawn:
    """The text in one of the three views; without changes it is drawn as it stands."""
    if not changes or view == "accepted":
        return Drawn(text, pieces, [Span(piece.start, piece.end) for piece in pieces])
    if view == "changes":
        events = sorted(_signs(pieces, changes, plain_ascii=plain_ascii))
    else:
        events = sorted(_undone(changes))
        pieces = _joined(pieces, changes)
    way = _Way(list(_stretches(text, events)))
    placed = list(_placed(way, pieces))
    return Drawn(
        way.text, [piece for piece, _ in placed], [span for _, span in placed], way.marks, way
    )


def _stretches(text: str, events: Iterable[_Event]) -> Iterator[_Stretch]:
    """The whole text, cut where something is drawn that does not stand in it."""
    at = 0
    kind = ""
    for event in events:
        if event.at > at:
            yield _Stretch(at, event.at, text[at : event.at], kind)
        at = max(at, event.at)
        if event.kind == "opens":
            kind = "inserted"
        elif event.kind == "closes":
            yield _Stretch(at, at, event.text, "inserted")
            kind = ""
            continue
        sign = "inserted" if event.kind == "opens" else event.kind
        if event.text or event.until > at:
            yield _Stretch(at, max(at, event.until), event.text, sign)
        at = max(at, event.until)
    if at < len(text) or not text:
        yield _Stretch(at, len(text), text[at:], kind)


def _signs(
    pieces: Sequence[Piece], changes: Sequence[TrackedChange], *, plain_ascii: bool
) -> Iterator[_Event]:
    """What stands around words that were put in, and the words that were taken out."""
    minus = "-" if plain_ascii else "−"
    end_sign = "/" if plain_ascii else "¶"
    starts = [piece.start for piece in pieces]
    last: tuple[int, str] | None = None
    put_in: TrackedChange | None = None
    for number, change in enumerate(changes, start=1):
        index = max(0, bisect_right(starts, change.start) - 1)
        if change.kind == "inserted" and change.start == change.end:
            put_in = change
            continue
        who = ", ".join(filter(None, (change.by, (change.at or "")[:10])))
        if put_in is not None:
            who += f"; put in by {put_in.by or 'somebody'}"
            put_in = None
        who, last = "" if last == (index, who) else who, (index, who)
        tail = f" {who}]" if who else "]"
        if change.kind == "deleted":
            words = change.words.strip("\n") or end_sign
            before = "\n" if change.words.startswith("\n") and words != end_sign else ""
            after = "\n" if change.words.endswith("\n") and words != end_sign else ""
            sign = f"{before}[{minus}{words}{minus}{tail}{after}"
            yield _Event(change.start, 2 * number, sign, "deleted", change.start)
            continue
        for at in range(index, len(pieces)):
            piece = pieces[at]
            if piece.start >= change.end:
                break
            start, end = max(change.start, piece.start), min(change.end, piece.end)
            if start < end:
                yield _Event(start, 2 * number, "[+", "opens", start)
                yield _Event(end, -1, f"+{tail}", "closes", end)
            elif change.start == piece.end:
                yield _Event(piece.end, 2 * number, f"[+{end_sign}+{tail}", "inserted", piece.end)


def _undone(changes: Sequence[TrackedChange]) -> Iterator[_Event]:
    """Words that were put in are drawn no more, and those taken out are drawn again."""
    taken_back = False
    for number, change in enumerate(changes):
        if change.kind == "inserted":
            taken_back = change.start == change.end
            if not taken_back:
                yield _Event(change.start, number, "", "", change.end)
        elif taken_back:
            taken_back = False
        else:
            yield _Event(change.start, number, change.words, "deleted", change.start)


def _joined(pieces: Sequence[Piece], changes: Sequence[TrackedChange]) -> list[Piece]:
    """The pieces, those made one that were one before somebody divided them."""
    divided = {change.start for change in changes if change.kind == "inserted"}
    ends = {change.start: change.end for change in changes if change.kind == "inserted"}
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and last.end in divided and ends[last.end] >= piece.start:
            found[-1] = Piece(last.start, piece.end, last.label)
        else:
            found.append(piece)
    return found


def _placed(way: _Way, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Span]]:
    """Where pieces are drawn, with what was taken out beside them; one that is gone is left out."""
    reached = 0
    for piece in pieces:
        start, end = way.with_signs((piece.start, piece.end))
        start = max(start, reached)
        if way.text[start:end].strip():
            reached = end
            yield Piece(start, end, piece.label), Span(piece.start, piece.end)
