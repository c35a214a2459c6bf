"""Reading a source anew from its stored original, and finding its statements in the new text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from evidence.adding.storing import Read
from evidence.anchoring import anchored
from evidence.commands import RereadSource
from evidence.content import reader_of, reading_from_bytes, sha256_of
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Place, Source, Statement
from evidence.readers import reader_for
from evidence.reading import Unreadable
from evidence.reading_apart.processes import ReadingProcesses, Stopped
from evidence.reading_apart.reply import Reply, read_here

__all__ = ["Reread", "read_anew", "reader_apart", "reread", "with_newer_reader"]

#: The bytes at the beginning of a kept reading that name its reader.
_BEGINNING = 400


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one source: what it is read by, and where its statements are now.

    ``command`` makes the new text the one that is read, None where it is that already or can't be
    read; ``changed`` where it says something else than before. ``left`` are statements that could
    not be found again for certain.
    """

    source: str
    was: str = ""
    reader: str = ""
    passages: int = 0
    words: int = 0
    warnings: tuple[str, ...] = ()
    anchored: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    changed: bool = False
    command: RereadSource | None = None
    refused: str | None = None

    def plain(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        return {
            "source": self.source,
            "was": self.was,
            "reader": self.reader,
            "changed": self.changed,
            "passages": self.passages,
            "words": self.words,
            "warnings": list(self.warnings),
            "anchored": list(self.anchored),
            "unanchored": list(self.left),
            "refused": self.refused,
        }


def with_newer_reader(folder: InspectionFolder) -> list[str]:
    """The sources whose text was read by another reader, or an older version, than is here now."""
    found = []
    for source in list(folder.state.sources.values()):
        file = source.file
        if file is None or file.text is None or file.sha256 is None or not file.name:
            continue
        was = reader_of(folder.texts.beginning(file.text, _BEGINNING))
        try:
            reader = reader_for(file.name)
        except Unreadable:
            continue
        if (
            was is not None
            and was != (reader.NAME, reader.VERSION)
            and folder.sources.has(file.sha256)
        ):
            older = was[0] != reader.NAME or was[1] < reader.VERSION
            if older:
                found.append(source.id)
    return found


@contextmanager
def reader_apart(folder: InspectionFolder) -> Iterator[Read]:
    """A way to read files in processes of their own, within limits, while this lasts."""
    with ReadingProcesses(folder.sources.path) as processes:

        def read(name: str, content: bytes, options: Mapping[str, str], digest: str) -> Reply:
            try:
                reply, parts = processes.read(name, content, options, digest)
            except Stopped:
                raise Unreadable("was stopped") from None
            for part in parts:
                part.drop()  # they are sources of their own since the file was added
            return reply

        yield read


def reread(
    folder: InspectionFolder, source: Source, read: Read = read_here, *, keep: bool = True
) -> Reread:
    """Read a source anew; nothing is changed before the outcome's command is done.

    With ``keep`` the new text is stored, so that the command may be done; without, nothing is.
    """
    file = source.file
    if file is None or file.text is None or file.sha256 is None or not file.name:
        return Reread(source.id, refused="has no file that could be read anew")
    was = "/".join(map(str, reader_of(folder.texts.beginning(file.text, _BEGINNING)) or ()))
    try:
        content = folder.sources.get(file.sha256)
        reply = read(file.name, content, dict(file.columns), file.sha256)
        reading = reading_from_bytes(reply.text)
    except Unreadable as unreadable:
        return Reread(source.id, was, refused=str(unreadable))
    except Refused as refused:
        return Reread(source.id, was, refused=str(refused))
    text = sha256_of(reply.text)
    name = f"{reply.reader}/{reply.version}"
    if text == file.text:
        return Reread(source.id, was, name, reply.passages, reply.words, reply.warnings)
    places: dict[str, Place] = {}
    placed = _placed(folder, source)
    texts = dict.fromkeys([file.text, *(each.text for each in placed if each.text is not None)])
    changed = True
    for standing in texts:
        there = [each for each in placed if (each.text or file.text) == standing]
        try:
            old = folder.reading(source, standing)
        except Refused:
            continue  # its words can't be compared: they stay where they were
        if standing == file.text and old is not None:
            changed = (old.text, old.passages) != (reading.text, reading.passages)
        if old is not None:
            places |= anchored(old, reading, there)
    if keep:
        try:
            folder.keep(content, reply.text)
        except (OSError, Refused) as error:
            return Reread(source.id, was, refused=f"could not be stored: {error}")
    return Reread(
        source.id,
        was,
        name,
        reply.passages,
        reply.words,
        reply.warnings,
        tuple(places),
        tuple(statement.id for statement in placed if statement.id not in places),
        changed,
        RereadSource(source.id, text, places),
    )


def _placed(folder: InspectionFolder, source: Source) -> list[Statement]:
    """The statements of a source that have a place in a text of it."""
    return [
        statement
        for statement in list(folder.state.statements_of_source.get(source.id, {}).values())
        if statement.place is not None
        and statement.place.start is not None
        and statement.place.end is not None
    ]


def read_anew(
    folder: InspectionFolder, sources: Iterable[str], read: Read = read_here
) -> list[Reread]:
    """Read these sources anew, each as one change of its own. What can't be is told, and left."""
    outcomes = []
    for key in sources:
        outcome = reread(folder, folder.state.sources[key], read)
        if outcome.command is not None:
            folder.execute(outcome.command)
        outcomes.append(outcome)
    return outcomes
