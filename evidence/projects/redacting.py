"""An inspection as its project may show it: words taken out of every record and every text.

A text gets shorter or longer by it, and everything that has a place in it moves along: statements,
passages, passages that were turned down. What can't be looked into is left out: the files that
sources came in, and changes that are tracked, whose words may stand in two halves.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from evidence.content import reader_of, reading_from_bytes, reading_to_bytes, sha256_of
from evidence.faults import Refused, refuse
from evidence.model import (
    TABLES,
    Clearance,
    Place,
    Record,
    Refusal,
    Source,
    SourceFile,
    Statement,
    fields_of_words,
)
from evidence.programme import Programme
from evidence.projects.moving import Moved, apart
from evidence.reading import Passage, Reading
from evidence.state import State
from evidence.words import number_of

__all__ = ["Inspected", "Kept", "Redaction", "redacted"]

_MANY_TIMES = 4

R = TypeVar("R", bound=Record)


class Kept(Protocol):
    """Files by their SHA-256."""

    def get(self, digest: str) -> bytes:
        """The bytes. Raises Refused."""


class Inspected(Protocol):
    """What a project is written from: an inspection that is open, or what may be shown of it."""

    @property
    def state(self) -> State:
        """Its records."""

    @property
    def programme(self) -> Programme:
        """What it is held against."""

    @property
    def texts(self) -> Kept:
        """The readings."""

    @property
    def sources(self) -> Kept:
        """The files that sources came in."""

    @property
    def journal(self) -> Sized:
        """Its entries."""


class Redaction(Protocol):
    """What is to be taken out of texts, and what is put in its place."""

    def text(self, text: str) -> str:
        """The text as it may be shown."""

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """What is to go: from where to where, in order and apart, and what is put there."""


class _Files(dict[str, bytes]):
    """Files by their SHA-256, in memory."""

    def get(self, digest: str) -> bytes:  # type: ignore[override]  # as a folder of contents has it
        """The bytes. Raises Refused."""
        if digest not in self:
            raise refuse(digest, "is left out")
        return self[digest]


@dataclass(frozen=True)
class _Redacted:
    """See Inspected; ``left_out`` says in sentences what does not go along."""

    state: State
    programme: Programme
    texts: _Files
    sources: _Files
    journal: Sized
    left_out: tuple[str, ...]


def redacted(inspected: Inspected, redaction: Redaction, *, texts: bool = True) -> _Redacted:
    """What a project may be written from: nothing in it holds what is to be taken out.

    ``texts``: also with the texts, and with the places in them.
    """
    return _Redacting(inspected, redaction).done(texts=texts)


@dataclass
class _Text:
    """A reading with words taken out, by its new SHA-256."""

    sha256: str
    content: bytes
    moved: Moved
    before: str


@dataclass
class _Redacting:
    """Takes words out of one inspection."""

    inspected: Inspected
    redaction: Redaction
    texts: dict[str, _Text] = field(default_factory=dict)
    tracked: int = 0

    def done(self, *, texts: bool) -> _Redacted:
        """See ``redacted``."""
        was = self.inspected.state
        for key, statements in self._by_text() if texts else ():
            self._read(key, statements)
        state = State()
        state.inspection = self._said(was.inspection)
        for table in TABLES:
            told = (self._told(record) for record in was.table(table).values())
            state.take_in(table, [record for record in told if record is not None])
        files = _Files({text.sha256: text.content for text in self.texts.values()})
        journal, programme = self.inspected.journal, self._programme()
        return _Redacted(state, programme, files, _Files(), journal, (*self._left_out(),))

    def _left_out(self) -> Iterator[str]:
        state = self.inspected.state
        files = sum(bool(each.file and each.file.sha256) for each in state.sources.values())
        if files:
            told = "file that a source came in" if files == 1 else "files that sources came in"
            yield f"{files} {told}: words are redacted, and may stand in them."
        if self.tracked:
            yield f"The tracked changes of {number_of(self.tracked, 'text')}."
        cleared = sum(each.action != "keep" for each in state.clearances.values())
        yield f"{number_of(cleared, 'record')} of what was redacted or paraphrased."

    # -- texts --------------------------------------------------------------------------------

    def _by_text(self) -> Iterator[tuple[str, list[Statement]]]:
        """Every reading of every source, with the statements that have a place in it."""
        state = self.inspected.state
        found: dict[str, list[Statement]] = {}
        for source in state.sources.values():
            if source.file is not None:
                for key in (source.file.text, *source.file.earlier):
                    if key is not None:
                        found.setdefault(key, [])
        for statement in state.statements.values():
            if (key := self._text_of(statement)) in found:
                found[key or ""].append(statement)
        yield from found.items()

    def _text_of(self, statement: Statement) -> str | None:
        file = self.inspected.state.sources[statement.source].file
        return statement.text or (file.text if file is not None else None)

    def _read(self, key: str, statements: list[Statement]) -> None:
        try:
            content = self.inspected.texts.get(key)
            reading = reading_from_bytes(content)
        except (Refused, ValueError, KeyError, TypeError):
            return
        self.tracked += bool(reading.changes)
        moved = Moved(reading.text)
        places = {
            place for each in statements if (place := _place_in(each, reading.text)) is not None
        }
        for _ in range(_MANY_TIMES):  # what is put in can make words with what stands beside it
            edits = list(self.redaction.spans(moved.text))
            for start, end in {moved.place(*place) for place in places}:
                edits += [
                    (start + first, start + last, instead)
                    for first, last, instead in self.redaction.spans(moved.text[start:end])
                ]
            if not edits:
                break
            moved.put(apart(edits))
        say = self.redaction.text
        shown = Reading(
            moved.text, tuple(self._passages(reading, moved)), tuple(map(say, reading.warnings))
        )
        reader, version = reader_of(content[:500]) or ("", 0)
        packed = reading_to_bytes(shown, say(reader), version, "")
        self.texts[key] = _Text(sha256_of(packed), packed, moved, reading.text)

    def _passages(self, reading: Reading, moved: Moved) -> Iterator[Passage]:
        """The passages where they are now; of two that one redaction joins, the first has it."""
        say, at = self.redaction.text, 0
        for passage in reading.passages:
            start, end = moved.place(passage.start, passage.end)
            start = max(start, at)
            if start < end:
                at = end
                yield passage._replace(
                    start=start, end=end,
                    speaker=say(passage.speaker) if passage.speaker else passage.speaker,
                    heading=say(passage.heading) if passage.heading else passage.heading,
                )  # fmt: skip

    # -- records ------------------------------------------------------------------------------

    def _told(self, record: Record) -> Record | None:
        """The record as it may be shown; None of one that may not."""
        match record:
            case Statement():
                return self._statement(record)
            case Source():
                said = self._said(record)
                file = self._file(said.file) if said.file is not None else None
                return said if file is None else said.model_copy(update={"file": file})
            case Refusal() if record.source is not None and record.place is not None:
                return self._refusal(record, record.place)
            case Clearance():
                may = record.action == "keep" and self._say(record.words) == record.words
                return self._said(record) if may else None
        return self._said(record)

    def _statement(self, statement: Statement) -> Statement:
        """With its quote as it stands in its text now; without a place in a text left out."""
        said = self._said(statement)
        text = self.texts.get(self._text_of(statement) or "")
        where = _place_in(statement, text.before) if text is not None else None
        if text is None or where is None:
            update: dict[str, Any] = {"place": _without_offsets(said.place)} if said.place else {}
            if statement.text is not None:
                update["text"] = text.sha256 if text is not None else None
            return _given(said, update)
        start, end = text.moved.place(*where)
        update = {"quote": text.moved.text[start:end]}
        update["place"] = (said.place or Place()).model_copy(update={"start": start, "end": end})
        if statement.text is not None:
            update["text"] = text.sha256
        return _given(said, update)

    def _file(self, file: SourceFile) -> SourceFile:
        """Without its own hash, by which what was redacted in it could be guessed and tried."""
        text = self.texts.get(file.text or "")
        earlier = tuple(self.texts[key].sha256 for key in file.earlier if key in self.texts)
        update: dict[str, Any] = {"text": text.sha256 if text is not None else None}
        if file.earlier:
            update["earlier"] = earlier
        return _given(file, update | {"sha256": None})

    def _refusal(self, refusal: Refusal, place: Place) -> Refusal | None:
        file = self.inspected.state.sources[refusal.source or ""].file
        text = self.texts.get(file.text or "") if file is not None else None
        if text is None or place.start is None or place.end is None:
            return None
        start, end = text.moved.place(place.start, place.end)
        said = self._said(refusal)
        where = (said.place or place).model_copy(update={"start": start, "end": end})
        return said.model_copy(update={"place": where})

    def _said(self, record: R) -> R:
        """A record with its words as they may be shown."""
        update: dict[str, Any] = {}
        words = fields_of_words(type(record))
        for name in record.model_fields_set:
            standing = getattr(record, name)
            made = self._value(standing, words=name in words)
            if made is not standing:
                update[name] = made
        return record.model_copy(update=update) if update else record

    def _value(self, value: Any, *, words: bool) -> Any:
        if isinstance(value, str):
            return self._say(value) if words else value
        if isinstance(value, Record):
            return self._said(value)
        if isinstance(value, tuple):
            made = tuple([self._value(each, words=words) for each in value])
            if all(map(operator.is_, made, value)):
                return value
            once = words and all(isinstance(each, str) for each in made)
            return tuple(dict.fromkeys(made)) if once else made
        return value

    def _say(self, text: str) -> str:
        said = self.redaction.text(text)
        return text if said == text else said

    def _programme(self) -> Programme:
        """With the titles of key questions as they may be shown."""
        whole = self.inspected.programme
        if all(self._say(question.text) == question.text for question in whole.questions.values()):
            return whole
        plain = whole.model_dump()
        for domain in plain["domains"]:
            for standard in domain["standards"]:
                for question in standard["questions"]:
                    question["text"] = self._say(question["text"])
        return Programme.model_validate(plain)


def _place_in(statement: Statement, text: str) -> tuple[int, int] | None:
    """Where a statement's quote stands in a text; None where it does not stand at its place."""
    place = statement.place
    if place is None or place.start is None or place.end is None:
        return None
    stands = text[place.start : place.end] == statement.quote
    return (place.start, place.end) if stands else None


def _without_offsets(place: Place) -> Place:
    return _given(place, {"start": None, "end": None})


def _given(record: R, update: Mapping[str, Any]) -> R:
    """A record with these fields changed; those that are None as if they were never given."""
    gone = {name for name, value in update.items() if value is None}
    made = record.model_copy(update=update)
    made.model_fields_set.difference_update(gone)
    return made
