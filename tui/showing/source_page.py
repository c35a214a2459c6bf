"""A source as it is read: its text in pieces with their places, and where statements stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import is_

from evidence.model import Statement
from evidence.reading import Passage, Reading
from tui.showing.changes_drawn import Drawn, View, drawn
from tui.widgets.marks import Mark, Marks
from tui.widgets.wrapping import Piece, Span

__all__ = ["SourcePage", "place_label"]

_BETWEEN = "\n\n"


def place_label(passage: Passage, *, plain_ascii: bool = False) -> str:
    """A passage's place in a few characters: time and speaker, or page and paragraph."""
    if passage.time or passage.speaker:
        time = (passage.time or "").partition(".")[0]
        time = time[:10] if "T" in time else time  # of a date and time, the date
        return " ".join(part for part in (time, passage.speaker or "") if part)
    parts = []
    if passage.page is not None:
        parts.append(f"p. {passage.page}")
    if passage.paragraph is not None:
        parts.append(f"{'par ' if plain_ascii else '¶'}{passage.paragraph}")
    return " ".join(parts)


class SourcePage:
    """The stored text of a source, followed by the statements that stand nowhere in it.

    A source without a stored text is read as its statements. ``own`` is the length of the stored
    text: from what stands after it nothing can be quoted. ``drawn`` is how all of it looks in the
    chosen view of its tracked changes; every other place here is one of the text as it reads.
    """

    def __init__(
        self, reading: Reading | None, text: str | None = None, *, plain_ascii: bool = False
    ) -> None:
        """Show this reading, whose text is of this SHA-256."""
        self._text = text
        self._reading = reading or Reading("", ())
        self._plain_ascii = plain_ascii
        self._own_pieces = [
            Piece(p.start, p.end, place_label(p, plain_ascii=plain_ascii))
            for p in self._reading.passages
        ]
        self._sought: dict[tuple[str, str], Span | None] = {}
        self._loose: list[tuple[str, str]] = []
        self._held: list[Statement] = []
        self._where = Marks()
        self.own = len(self._reading.text)
        self.text = self._reading.text
        self.pieces: Sequence[Piece] = self._own_pieces
        self.spans: dict[str, Span] = {}
        self.view: View = "changes"
        self.drawn = self._drawn()

    @property
    def has_changes(self) -> bool:
        """Whether somebody left changes in it to be accepted or refused."""
        return bool(self._reading.changes)

    def show(self, view: View) -> None:
        """Draw the text in this view from now on."""
        self.view = view
        self.drawn = self._drawn()

    def _drawn(self) -> Drawn:
        return drawn(
            self.text, self.pieces, self._reading.changes, self.view, plain_ascii=self._plain_ascii
        )

    def hold(self, statements: Mapping[str, Statement]) -> bool:
        """Place these statements and no others; True where the text is another one for it."""
        records = list(statements.values())
        if len(records) == len(self._held) and all(map(is_, records, self._held)):
            return False
        self._held = records
        self.spans = {}
        loose: list[tuple[str, str]] = []
        for key, statement in statements.items():
            span = self._standing(statement)
            if span is None:
                loose.append((key, statement.quote))
            else:
                self.spans[key] = span
        changed = loose != self._loose
        if changed:
            self._loose = loose
            self._grow(statements)
            self.drawn = self._drawn()
        start = self.own + (len(_BETWEEN) if self.own else 0)
        for key, quote in loose:
            self.spans[key] = Span(start, start + len(quote))
            start += len(quote) + len(_BETWEEN)
        self._where = Marks(Mark(*span, key) for key, span in self.spans.items())
        return changed

    def passage_at(self, offset: int) -> Passage | None:
        """The passage of the stored text in which a character stands."""
        passages = self._reading.passages
        index = bisect_right(passages, offset, key=lambda passage: passage.start) - 1
        return passages[index] if index >= 0 and offset < passages[index].end else None

    def statements_on(self, start: int, end: int) -> list[str]:
        """The statements that share a character with these, in the order in which they stand."""
        return [mark.kind for mark in self._where.on(Span(start, end))]

    def in_order(self) -> list[str]:
        """Every statement, in the order in which they stand."""
        return sorted(self.spans, key=lambda key: (*self.spans[key], key))

    def _grow(self, statements: Mapping[str, Statement]) -> None:
        parts = [self._reading.text] if self.own else []
        parts += [quote for _, quote in self._loose]
        self.text = _BETWEEN.join(parts)
        pieces = list(self._own_pieces)
        start = self.own + (len(_BETWEEN) if self.own else 0)
        for key, quote in self._loose:
            place = statements[key].place
            time = f" {place.time}" if place is not None and place.time is not None else ""
            pieces.append(Piece(start, start + len(quote), f"{key}{time}"))
            start += len(quote) + len(_BETWEEN)
        self.pieces = pieces

    def _standing(self, statement: Statement) -> Span | None:
        """Where the quote stands: at its place, else where these very words are found.

        A statement whose place is in another text stands nowhere in this one.
        """
        if statement.text is not None and statement.text != self._text:
            return None
        text, quote, place = self._reading.text, statement.quote, statement.place
        if not text:
            return None
        if place is not None and place.start is not None and place.end is not None:
            span = Span(place.start, place.end)
            if text[span.start : span.end] == quote:
                return span
        sought = (statement.id, quote)
        if sought not in self._sought:
            start = text.find(quote)
            self._sought[sought] = Span(start, start + len(quote)) if start >= 0 else None
        return self._sought[sought]
