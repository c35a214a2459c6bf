"""One file: read, stored under its hash, and taken in as a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Protocol

from evidence.adding.dating import sent_on
from evidence.adding.outcome import Added, SourceDetails, Stored
from evidence.commands import AddSource
from evidence.commands.base import Command, made
from evidence.content import sha256_of
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.journal import Entry
from evidence.model import Source, SourceFile
from evidence.reading import Unreadable
from evidence.reading_apart.reply import Reply, read_here

__all__ = [
    "add_content",
    "here_already",
    "source_of",
    "store_content",
    "store_reply",
    "take_in",
    "take_in_each",
]


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
        len(reply.parts),
    )


def take_in(folder: InspectionFolder, stored: Stored) -> Added:
    """Take in a file that was stored; refused where the same file came in meanwhile."""
    (added,) = take_in_each(folder, [stored])
    return added


def take_in_each(folder: InspectionFolder, stored: Sequence[Stored]) -> list[Added]:
    """Take in files that were stored, as ``take_in`` each of them, on disk together at return."""
    found: list[Added] = []
    begun = 0
    digests: set[str] = set()
    for at, each in enumerate(stored):
        digest = _digest(each)
        if digest in digests:  # the same file once more: it is here once those before it are
            found += _taken_in(folder, stored[begun:at])
            begun = at
            digests.clear()
        digests.add(digest)
    return found + _taken_in(folder, stored[begun:])


def _taken_in(folder: InspectionFolder, stored: Sequence[Stored]) -> list[Added]:
    """Take in files no two of which are the same."""
    standing = [source_of(folder, _digest(each)) for each in stored]
    pairs = list(zip(stored, standing, strict=True))
    outcomes = iter(_executed(folder, [each.command for each, source in pairs if source is None]))
    return [
        here_already(each.file, source) if source is not None else _became(each, next(outcomes))
        for each, source in pairs
    ]


def _executed(
    folder: InspectionFolder, commands: Sequence[Command]
) -> list[Entry | Refused | None]:
    with suppress(Refused):
        return folder.execute_each(commands)
    outcomes: list[Entry | Refused | None] = []
    for command in commands:  # one that can't be written is no reason to refuse the others
        try:
            outcomes.append(folder.execute(command))
        except Refused as refused:
            outcomes.append(refused)
    return outcomes


def _became(stored: Stored, outcome: Entry | Refused | None) -> Added:
    if isinstance(outcome, Refused):
        return Added(stored.file, refused=str(outcome))
    return stored.became(outcome)


def _digest(stored: Stored) -> str:
    file = stored.command.file
    return (file.sha256 if file is not None else None) or f"none of {stored.file}"


def here_already(file: str, source: Source) -> Added:
    """What is said of a file whose bytes are those of a source."""
    return Added(
        file, refused=f"is here already as {source.id} ({source.label})", already=source.id
    )


def source_of(folder: InspectionFolder, digest: str) -> Source | None:
    """The source whose file has this SHA-256."""
    standing = folder.state.sources_of_file.get(digest, {})
    return next(iter(tuple(standing.values())), None)  # a copy: this may be another thread
