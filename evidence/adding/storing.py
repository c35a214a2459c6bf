"""One file: read, stored under its hash, and taken in as a source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Protocol

from evidence.adding.dating import sent_on
from evidence.adding.outcome import Added, SourceDetails, Stored
from evidence.commands import AddSource
from evidence.commands.base import made
from evidence.content import sha256_of
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Source, SourceFile
from evidence.reading import Unreadable
from evidence.reading_apart.reply import Reply, read_here

__all__ = ["add_content", "here_already", "source_of", "store_content", "store_reply", "take_in"]


class Read(Protocol):
    """A way to read a file's bytes: in this process, or apart from it."""

    def __call__(self, name: str, content: bytes, options: Mapping[str, str], digest: str) -> Reply:
        """What reading it came to. Raises Unreadable."""


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


def store_content(
    folder: InspectionFolder,
    name: str,
    content: bytes,
    details: SourceDetails,
    *,
    shown: str | None = None,
    read: Read = read_here,
) -> Stored | Added:
    """Read a file's bytes and store them, the journal untouched; else the reason it can't be."""
    file = shown or name
    digest = sha256_of(content)
    source = source_of(folder, digest)
    if source is not None:
        return here_already(file, source)
    try:
        reply = read(name, content, details.options, digest)
    except Unreadable as unreadable:
        return Added(file, refused=str(unreadable))
    return store_reply(folder, name, content, digest, reply, details, file)


def store_reply(
    folder: InspectionFolder,
    name: str,
    content: bytes,
    digest: str,
    reply: Reply,
    details: SourceDetails,
    file: str,
) -> Stored | Added:
    """Store a file and what was read from it, the journal untouched; else why it can't be."""
    try:
        text = sha256_of(reply.text)
        sent = None
        if not details.fields.get("dated"):
            sent = sent_on(reply.reader, reply.text)
        command = AddSource(
            title=details.title or PurePosixPath(name).stem,
            kind=details.kind,
            file=made(
                SourceFile,
                name=name,
                sha256=digest,
                media_type=reply.media_type,
                text=text,
                **reply.changed,
                columns=tuple(details.options.items()) or None,
            ),
            voices=details.voices,
            derived_from=details.derived_from,
            details={**details.fields, "dated": sent} if sent else details.fields,
        )
        folder.check(command)
        folder.keep(content, reply.text, (digest, text))
    except OSError as error:
        return Added(file, refused=f"could not be stored: {error.strerror or error}")
    except Refused as refused:
        return Added(file, refused=str(refused))
    return Stored(
        file,
        command,
        reply.reader,
        reply.passages,
        reply.words,
        (*reply.warnings, f"dated {sent}, as its header says") if sent else reply.warnings,
        reply.text,
        len(reply.parts),
    )


def take_in(folder: InspectionFolder, stored: Stored) -> Added:
    """Take in a file that was stored; refused where the same file came in meanwhile."""
    file = stored.command.file
    source = source_of(folder, file.sha256) if file is not None and file.sha256 else None
    if source is not None:
        return here_already(stored.file, source)
    try:
        entry = folder.execute(stored.command)
    except Refused as refused:
        return Added(stored.file, refused=str(refused))
    return stored.became(entry)


def here_already(file: str, source: Source) -> Added:
    """What is said of a file whose bytes are those of a source."""
    return Added(
        file, refused=f"is here already as {source.id} ({source.label})", already=source.id
    )


def source_of(folder: InspectionFolder, digest: str) -> Source | None:
    """The source whose file has this SHA-256."""
    standing = folder.state.sources_of_file.get(digest, {})
    return next(iter(tuple(standing.values())), None)  # a copy: this may be another thread
