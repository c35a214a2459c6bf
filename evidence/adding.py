"""Adding files: each read, stored under its hash, and taken in as a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.commands import AddSource
from evidence.content import sha256_of
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import SourceFile
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


def add_file(folder: InspectionFolder, path: Path, details: SourceDetails) -> Added:
    """Read a file and take it in; what can't be is refused with the reason, and changes nothing."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return Added(str(path), refused=f"can't be opened: {error.strerror or error}")
    return add_content(folder, path.name, content, details, shown=str(path))


def add_content(
    folder: InspectionFolder,
    name: str,
    content: bytes,
    details: SourceDetails,
    *,
    shown: str | None = None,
) -> Added:
    """Take in a file's bytes under a name; ``shown`` is what the outcome calls it."""
    file = shown or name
    digest = sha256_of(content)
    for source in folder.state.sources.values():
        if source.file is not None and source.file.sha256 == digest:
            return Added(file, refused=f"is here already as {source.id} ({source.label})")
    try:
        reader = reader_for(name)
        reading = reader.read(content, details.options)
    except Unreadable as unreadable:
        return Added(file, refused=str(unreadable))
    try:
        digest, text = folder.store(content, reading, reader.NAME, reader.VERSION)
        entry = folder.execute(
            AddSource(
                title=details.title or Path(name).stem,
                kind=details.kind,
                file=SourceFile(name=name, sha256=digest, media_type=reader.MEDIA_TYPE, text=text),
                voices=details.voices,
                derived_from=details.derived_from,
                details=details.fields,
            )
        )
    except OSError as error:
        return Added(file, refused=f"could not be stored: {error.strerror or error}")
    except Refused as refused:
        return Added(file, refused=str(refused))
    return Added(
        file,
        source=entry.about[0] if entry else None,
        reader=reader.NAME,
        passages=len(reading.passages),
        words=reading.words,
        warnings=reading.warnings,
    )
