"""Adding files: each read, stored under its hash, and taken in as a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.commands import AddSource
from evidence.commands.base import made
from evidence.content import reading_to_bytes, sha256_of
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Source, SourceFile
from evidence.readers import reader_for
from evidence.reading import Unreadable
from evidence.words import Kind


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: its source and how it was read, or why it was refused."""

    file: str
    source: str | None = None
    reader: str | None = None
    passages: int = 0
    words: int = 0
    warnings: tuple[str, ...] = ()
    refused: str | None = None

    def plain(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        return {
            "file": self.file,
            "source": self.source,
            "reader": self.reader,
            "passages": self.passages,
            "words": self.words,
            "warnings": list(self.warnings),
            "refused": self.refused,
        }


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """What is said of the sources that a batch of files becomes."""

    kind: Kind
    title: str | None = None
    voices: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


def can_be_added(folder: InspectionFolder, path: Path, options: Mapping[str, str]) -> bool:
    """Whether this file can be read and is not here yet; nothing is changed."""
    try:
        content = path.read_bytes()
        reader_for(path.name).read(content, options)
    except (OSError, Unreadable):
        return False
    return _standing(folder, sha256_of(content)) is None


def add_file(folder: InspectionFolder, path: Path, details: SourceDetails) -> Added:
    """Read a file and take it in; what can't be is refused with the reason, and changes nothing."""
    stored = store_file(folder, path, details)
    return stored if isinstance(stored, Added) else take_in(folder, stored)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was read and stored, and the command that would take it in as a source."""

    file: str
    command: AddSource
    reader: str
    passages: int
    words: int
    warnings: tuple[str, ...]


def add_content(
    folder: InspectionFolder,
    name: str,
    content: bytes,
    details: SourceDetails,
    *,
    shown: str | None = None,
) -> Added:
    """Take in a file's bytes under a name; ``shown`` is what the outcome calls it."""
    stored = store_content(folder, name, content, details, shown=shown)
    return stored if isinstance(stored, Added) else take_in(folder, stored)


def store_file(folder: InspectionFolder, path: Path, details: SourceDetails) -> Stored | Added:
    """Read a file and store it, the journal untouched: the long part, for another thread.

    What can't be read is refused with the reason.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return Added(str(path), refused=f"can't be opened: {error.strerror or error}")
    return store_content(folder, path.name, content, details, shown=str(path))


def store_content(
    folder: InspectionFolder,
    name: str,
    content: bytes,
    details: SourceDetails,
    *,
    shown: str | None = None,
) -> Stored | Added:
    """Read a file's bytes and store them, the journal untouched; else the reason it can't be."""
    file = shown or name
    digest = sha256_of(content)
    source = _standing(folder, digest)
    if source is not None:
        return Added(file, refused=f"is here already as {source.id} ({source.label})")
    try:
        reader = reader_for(name)
        reading = reader.read(content, details.options)
    except Unreadable as unreadable:
        return Added(file, refused=str(unreadable))
    try:
        text = sha256_of(reading_to_bytes(reading, reader.NAME, reader.VERSION, digest))
        command = AddSource(
            title=details.title or Path(name).stem,
            kind=details.kind,
            file=made(
                SourceFile, name=name, sha256=digest, media_type=reader.MEDIA_TYPE, text=text
            ),
            voices=details.voices,
            derived_from=details.derived_from,
            details=details.fields,
        )
        folder.check(command)
        folder.store(content, reading, reader.NAME, reader.VERSION)
    except OSError as error:
        return Added(file, refused=f"could not be stored: {error.strerror or error}")
    except UnicodeEncodeError:
        return Added(file, refused="its text holds half a character (a lone surrogate)")
    except Refused as refused:
        return Added(file, refused=str(refused))
    return Stored(
        file, command, reader.NAME, len(reading.passages), reading.words, reading.warnings
    )


def take_in(folder: InspectionFolder, stored: Stored) -> Added:
    """Take in a file that was stored; refused where the same file came in meanwhile."""
    file = stored.command.file
    source = _standing(folder, file.sha256) if file is not None and file.sha256 else None
    if source is not None:
        return Added(stored.file, refused=f"is here already as {source.id} ({source.label})")
    try:
        entry = folder.execute(stored.command)
    except Refused as refused:
        return Added(stored.file, refused=str(refused))
    return Added(
        stored.file,
        source=entry.about[0] if entry else None,
        reader=stored.reader,
        passages=stored.passages,
        words=stored.words,
        warnings=stored.warnings,
    )


def _standing(folder: InspectionFolder, digest: str) -> Source | None:
    """The source whose file has this SHA-256."""
    for source in list(folder.state.sources.values()):  # a copy: this may be another thread
        if source.file is not None and source.file.sha256 == digest:
            return source
    return None
