"""Finding words in everything said: the query side of the TinyDB tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from evidence.faults import Fault, Refused
from evidence.folder import InspectionFolder
from evidence.model import Place, Source
from evidence.reading import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement, or (``statement`` None) a passage that nobody took, holding the words."""

    source: str
    statement: str | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the words, and the stored texts that could not be looked through."""

    hits: list[Hit]
    unread: tuple[Fault, ...] = ()


def place_of(passage: Passage) -> Place:
    """A passage's place as a statement carries it."""
    fields: dict[str, Any] = {"start": passage.start, "end": passage.end}
    for name in ("page", "paragraph", "time", "speaker"):
        value = getattr(passage, name)
        if value is not None:
            fields[name] = value
    return Place(**fields)


def _holds(words: Sequence[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def search(folder: InspectionFolder, query: str) -> Found:
    """Statements and passages that hold each of the query's words, in any case, parts included.

    Statements come first; a passage that was taken as it stands is not named twice.
    """
    words = query.casefold().split()
    if not words:
        return Found([])
    holding: Any = partial(_holds, words)
    with TinyDB(storage=MemoryStorage) as tables:
        statements = tables.table("statements")
        statements.insert_multiple(
            {"id": s.id, "source": s.source, "quote": s.quote}
            for s in folder.state.statements.values()
        )
        found = [row["id"] for row in statements.search(where("quote").test(holding))]
    hits = []
    unread: list[Fault] = []
    taken: set[tuple[str, str]] = set()
    for identifier in found:
        statement = folder.state.statements[identifier]
        place = statement.place or Place()
        hits.append(Hit(statement.source, identifier, statement.quote, place))
        taken.add((statement.source, statement.quote.strip()))
    for source in folder.state.sources.values():
        hits += _passages_with(folder, source, words, taken, unread)
    return Found(hits, tuple(unread))


def _passages_with(
    folder: InspectionFolder,
    source: Source,
    words: Sequence[str],
    taken: set[tuple[str, str]],
    unread: list[Fault],
) -> Iterable[Hit]:
    try:
        reading = folder.reading(source)
    except Refused as refused:
        unread += refused.faults
        return
    if reading is None:
        return
    for passage in reading.passages:
        text = reading.text[passage.start : passage.end]
        if _holds(words, text) and (source.id, text.strip()) not in taken:
            yield Hit(source.id, None, text, place_of(passage))
