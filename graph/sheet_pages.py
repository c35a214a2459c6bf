"""Session sheets as a document: pages to lie on the table together, then the inspector's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence.model import Inspection
from evidence.words import number_of
from graph.attribution import MARK
from graph.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Terms,
    WritingSpace,
    runs,
)
from graph.sheets import AskOnSheet, AtHand, Sheet

__all__ = ["sheet_pages"]

_NO_TIME = "not set yet"


def sheet_pages(
    pages: Sequence[Sheet], inspection: Inspection, between: Sequence[Block] = ()
) -> Document:
    """These sheets as one document, each session from a new page on.

    First all that may lie on a table, and ``between`` after it; last what is the inspector's alone,
    so that it comes off in one piece.
    """
    shown = [tuple(_to_ask(sheet)) for sheet in pages]
    shown = shown or [(Paragraph(runs("No session is planned yet.")),)]
    own = [tuple(_for_the_inspector(sheet)) for sheet in pages if sheet.asks]
    blocks: list[Block] = []
    for page in (*shown, tuple(between), *own):
        if page:
            blocks += [PageBreak()] if blocks else []
            blocks += page
    title = " · ".join(filter(None, ("Session sheets", inspection.title)))
    return Document(title, tuple(blocks), marking=inspection.marking)


def _to_ask(sheet: Sheet) -> Iterator[Block]:
    yield Heading(1, runs(f"{sheet.session} {sheet.title}"), sheet.session)
    yield Terms(tuple(_facts(sheet)))
    if sheet.unattributed:
        told = f"{MARK.glyph} So few that a reader could tell who spoke: {sheet.unattributed}. "
        yield Paragraph(runs(Run(told, "strong"), "Paraphrase, and attribute to nobody."))
    if not sheet.asks:
        yield Paragraph(runs("Nothing is planned to be asked here."))
        yield WritingSpace(12)
    for ask in sheet.asks:
        minutes = f"  ({number_of(ask.minutes, 'minute')})" if ask.minutes else ""
        done = f"  [{ask.state}]" if ask.state in ("asked", "answered") else ""
        yield Heading(2, runs(f"#{ask.number}  {ask.wording or ask.id}{minutes}{done}"))
        yield WritingSpace(5)


def _facts(sheet: Sheet) -> Iterator[tuple[str, Runs]]:
    yield "What", runs(sheet.kind)
    when = (sheet.starts or "").replace("T", " ")[:16] or _NO_TIME
    lasts = f", {number_of(sheet.minutes, 'minute')}" if sheet.minutes else ""
    yield "When", runs(f"{when}{lasts}")
    yield "Who", runs(", ".join(sheet.voices) or "nobody named yet")
    where = ", ".join(filter(None, (sheet.site, sheet.agency)))
    if where:
        yield "Where", runs(where)


def _for_the_inspector(sheet: Sheet) -> Iterator[Block]:
    yield Heading(1, runs(f"{sheet.session} for the inspector: not to be shown"))
    for ask in sheet.asks:
        about = f"  {ask.about}" if ask.about else ""
        yield Heading(2, runs(f"#{ask.number} {ask.id}{about}"))
        if ask.text:
            status = f"  ({ask.status})" if ask.status else ""
            yield Paragraph(runs(ask.text, Run(status, "muted")))
        rows = tuple(_looked_for(ask))
        if rows:
            yield Terms(rows)


def _looked_for(ask: AskOnSheet) -> Iterator[tuple[str, Runs]]:
    for term, found in (("Would corroborate", ask.corroborates), ("Would refute", ask.refutes)):
        if found:
            yield term, runs("; ".join(found))
    if ask.at_hand:
        yield "At hand", runs("; ".join(map(_document, ask.at_hand)))


def _document(at_hand: AtHand) -> str:
    places = f" ({'; '.join(at_hand.places)})" if at_hand.places else ""
    return f"{at_hand.source} {at_hand.title}{places}"
