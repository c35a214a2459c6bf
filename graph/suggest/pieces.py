"""What is compared: every statement that may count, and every passage that nobody has marked.

A long passage is cut between sentences, so that a piece says one thing and can be marked as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence.faults import Fault, Refused
from evidence.folder import InspectionFolder
from evidence.model import Place, Source
from evidence.reading import Passage
from evidence.search import place_of
from evidence.state import State
from graph.suggest.lexical import terms
from graph.suggest.suggestion import Unmarked

__all__ = ["Piece", "Pieces", "said", "statement_pieces", "unmarked_pieces"]

#: A passage longer than this is cut, into pieces that are no longer if its sentences allow it.
_READABLE = 420
#: What says less than this many words of weight is no evidence of anything.
_LEAST_TERMS = 4
#: Parts of a file that say nothing themselves; what a message quotes was said in another one.
_SILENT_PARTS = frozenset({"heading", "contents", "front matter", "header", "code", "quoted"})

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that may bear on something, where it is from, and the questions it is tied to."""

    subject: str | Unmarked
    source: str
    text: str
    questions: tuple[str, ...] = ()
    heading: str = ""
    site: str = ""

    @property
    def key(self) -> str:
        """What names it among all."""
        return self.subject if isinstance(self.subject, str) else self.subject.key


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces, statements first, and the stored texts that could not be read."""

    all: tuple[Piece, ...]
    unread: tuple[Fault, ...] = ()


def said(text: str) -> str:
    """A text as the models read it: in one line."""
    return _SPACES.sub(" ", text).strip()


def statement_pieces(state: State) -> Iterator[Piece]:
    """The statements that may count: neither they nor their sources are withdrawn."""
    for statement in state.statements.values():
        source = state.sources[statement.source]
        if not (statement.withdrawn or source.withdrawn):
            yield Piece(
                statement.id,
                source.id,
                statement.quote,
                statement.questions,
                site=source.site or "",
            )


def unmarked_pieces(folder: InspectionFolder, unread: list[Fault]) -> Iterator[Piece]:
    """What stands in the sources and no statement holds; sources that can't be read are told."""
    for source in folder.state.sources.values():
        if source.withdrawn:
            continue
        try:
            reading = folder.reading(source)
        except Refused as refused:
            unread += refused.faults
            continue
        if reading is None:
            continue
        taken = _taken(folder.state, source)
        for passage in reading.passages:
            if passage.part in _SILENT_PARTS:
                continue
            for start, end in _cut(reading.text, passage):
                if not _overlaps(start, end, taken):
                    text = reading.text[start:end]
                    if len(terms(text)) >= _LEAST_TERMS:
                        place = place_of(passage).with_fields(start=start, end=end)
                        yield Piece(
                            Unmarked(source.id, place),
                            source.id,
                            text,
                            heading=passage.heading or "",
                            site=source.site or "",
                        )


def _taken(state: State, source: Source) -> list[tuple[int, int]]:
    places: Iterable[Place] = (
        statement.place
        for statement in state.statements_of_source.get(source.id, {}).values()
        if statement.place is not None and not statement.withdrawn
    )
    return sorted(
        (place.start, place.end)
        for place in places
        if place.start is not None and place.end is not None
    )


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(begin < end and start < stop for begin, stop in taken)


def _cut(text: str, passage: Passage) -> Iterator[tuple[int, int]]:
    """The passage's extent, or those of its pieces."""
    if passage.end - passage.start <= _READABLE:
        yield _trimmed(text, passage.start, passage.end)
        return
    begin = stop = passage.start
    ends = [m.end() for m in _SENTENCE_END.finditer(text, passage.start, passage.end)]
    for end in (*ends, passage.end):
        if stop > begin and end - begin > _READABLE:
            yield _trimmed(text, begin, stop)
            begin = stop
        stop = end
    if stop > begin:
        yield _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
