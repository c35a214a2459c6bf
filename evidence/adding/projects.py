"""Bringing in projects of other programs: read, stored, and taken in whole as one entry."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.adding.gathering import spelled
from evidence.adding.outcome import Added, Codes, SourceDetails, Stored
from evidence.adding.storing import here_already, source_of, take_in
from evidence.commands.base import made
from evidence.commands.projects import BringProject, Meaning, RestoreProject
from evidence.content import reading_to_bytes, sha256_of
from evidence.faults import Fault, Refused, refuse
from evidence.folder import InspectionFolder
from evidence.journal import Entry
from evidence.model import SourceFile
from evidence.projects import content_of, read_project
from evidence.projects.project import Loss, Project
from evidence.reading import Reading, TextBuilder, Unreadable
from evidence.words import number_of

__all__ = [
    "Brought",
    "StoredProject",
    "add_project",
    "codes_of",
    "notes_of",
    "read_codes",
    "store_project",
]

_SORTS = (
    "question",
    "finding",
    "finding-under",
    "supports",
    "qualifies",
    "contradicts",
)
_MEDIA_TYPE = "application/octet-stream"
_MOST_KINDS = 3
_FORM = 'write {"CODE": "question:ID", "OTHER": ["supports:F3"]}'


def codes_of(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[Meaning, ...]]:
    """What codes are here, from pairs of a name and a meaning such as ``supports:F3``.

    Raises Refused with every fault.
    """
    found: dict[str, list[Meaning]] = {}
    faults: list[Fault] = []
    for name, told in pairs:
        sort, colon, identifier = told.strip().partition(":")
        if not colon or sort not in _SORTS or not identifier.strip():
            known = ", ".join(f"{each}:ID" for each in _SORTS)
            faults.append(Fault(f"code {name}", f'"{told}" says no meaning: write {known}'))
        else:
            found.setdefault(name.strip(), []).append(Meaning(sort, identifier.strip()))  # type: ignore[arg-type]
    if faults:
        raise Refused(faults)
    return {name: tuple(meanings) for name, meanings in found.items()}


@dataclass(frozen=True, slots=True)
class Brought(Added):
    """What became of a project: the sources that it is now, and what has no record here."""

    sources: tuple[str, ...] = ()
    statements: int = 0
    losses: tuple[Loss, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        return {
            **Added.plain(self),
            "sources": list(self.sources),
            "statements": self.statements,
            "losses": [loss.plain() for loss in self.losses],
        }


@dataclass(frozen=True, slots=True)
class StoredProject(Stored):
    """A project that was read and stored, and the command that would bring it in."""

    command: BringProject | RestoreProject  # type: ignore[assignment]  # in place of AddSource
    project: Project = field(kw_only=True)

    def became(self, entry: Entry | None) -> Brought:
        """What became of the project with this entry of the journal."""
        if entry is None:
            return Brought(self.file, refused="is here already: all of its records stand")
        ids = tuple(change.key for change in entry.changes if change.table == "sources")
        foreign = isinstance(self.command, BringProject)
        short = _in_short(self.project, ids[-1]) if foreign else ()
        return Brought(
            self.file,
            source=ids[0] if ids else None,
            reader=self.reader,
            passages=self.passages,
            words=self.words,
            warnings=(*self.warnings, *short),
            sources=ids,
            statements=sum(change.table == "statements" for change in entry.changes),
            losses=self.project.losses if foreign else (),
        )


def add_project(folder: InspectionFolder, path: Path, details: SourceDetails) -> Added:
    """Bring in a project; what can't be is refused with the reason, and changes nothing."""
    stored = store_project(folder, path, details)
    return stored if isinstance(stored, Added) else take_in(folder, stored)


def store_project(
    folder: InspectionFolder,
    path: Path,
    details: SourceDetails,
    read: Callable[[Path], Project] = read_project,
) -> StoredProject | Added:
    """Read a project and store its files, the journal untouched: the long part.

    ``read`` reads it in this process, or apart from it. What can't be brought in is refused with
    the reason.
    """
    from evidence.projects.restoring import restored  # few files are projects

    file = spelled(path)
    try:
        content = content_of(path)
        standing = source_of(folder, sha256_of(content))
        if standing is not None:
            return here_already(file, standing)
        project = read(path)
        own, why = restored(folder, project, path.name)
        command: BringProject | RestoreProject
        if own is not None:
            own.store(folder)
            command, warnings = own.command, own.warnings
        else:
            command, keep = _command(folder, path, project, content, details)
            folder.check(command)
            for each, reading in keep:
                folder.store(each, reading, project.reader, project.version)
            warnings = (*((why,) if why else ()), *_twice(folder, project))
    except Unreadable as unreadable:
        return Added(file, refused=str(unreadable))
    except OSError as error:
        return Added(file, refused=f"can't be read or stored: {error.strerror or error}")
    except UnicodeEncodeError:
        return Added(file, refused="its text holds half a character (a lone surrogate)")
    except Refused as refused:
        return Added(file, refused=str(refused))
    passages = sum(len(source.reading.passages) for source in project.sources)
    words = sum(source.reading.words for source in project.sources)
    return StoredProject(file, command, project.reader, passages, words, warnings, project=project)


def _twice(folder: InspectionFolder, project: Project) -> Iterable[str]:
    for source in project.sources:
        standing = source_of(folder, sha256_of(source.original))
        if standing is not None:
            yield f"{source.title} is the same file as {standing.id} ({standing.label})"


def _in_short(project: Project, notes: str) -> Iterable[str]:
    yield from project.decided
    counts = Counter(loss.kind for loss in project.losses)
    if counts:
        said = ", ".join(f"{number} x {kind}" for kind, number in counts.most_common(_MOST_KINDS))
        others = " and others" if len(counts) > _MOST_KINDS else ""
        things = number_of(counts.total(), "thing")
        yield f"an inspection has no record for {things} ({said}{others}): {notes} lists each"


def _command(
    folder: InspectionFolder,
    path: Path,
    project: Project,
    content: bytes,
    details: SourceDetails,
) -> tuple[BringProject, list[tuple[bytes, Reading]]]:
    meanings, plain = _meanings(folder, project, details.codes)
    keep: list[tuple[bytes, Reading]] = []

    def stored(name: str, original: bytes, media_type: str, reading: Reading) -> SourceFile:
        keep.append((original, reading))
        digest = sha256_of(original)
        text = sha256_of(reading_to_bytes(reading, project.reader, project.version, digest))
        return made(SourceFile, name=name, sha256=digest, media_type=media_type, text=text)

    files = tuple(
        stored(source.file, source.original, source.media_type, source.reading)
        for source in project.sources
    )
    notes = stored(path.name, content, _MEDIA_TYPE, notes_of(project))
    command = BringProject(
        project=project,
        kind=details.kind,
        files=files,
        file=notes,
        title=f"Notes of {details.title or project.name}",
        meanings=meanings,
        plain=plain,
        voices=details.voices,
        derived_from=details.derived_from,
        details=details.fields,
    )
    return command, keep


def _meanings(
    folder: InspectionFolder, project: Project, codes: Codes
) -> tuple[dict[str, tuple[Meaning, ...]], frozenset[str]]:
    """What each code is here by its key, and the codes whose name says it. Raises Refused."""
    named: dict[str, list[str]] = {}
    for code in project.codes:
        for name in {code.name.strip(), " > ".join(part.strip() for part in code.path)}:
            named.setdefault(name, []).append(code.key)
    faults: list[Fault] = []
    meanings: dict[str, tuple[Meaning, ...]] = {}
    questions = folder.programme.questions
    for name, told in codes.items():
        keys = named.get(name, [])
        if len(keys) != 1:
            what = "is the name of several codes: write Parent > Child" if keys else "is no code"
            faults.append(Fault(f"code {name}", f"{what} of {project.name}"))
            continue
        for meaning in told:
            under = meaning.sort in ("question", "finding-under")
            if under and meaning.id not in questions:
                what = f'no key question "{meaning.id}" in the programme {folder.programme.id}'
                faults.append(Fault(f"code {name}", what))
            elif not under and meaning.id not in folder.state.findings:
                faults.append(
                    Fault(
                        f"code {name}",
                        f'no finding "{meaning.id}": `triangulate status` lists them',
                    )
                )
        meanings[keys[0]] = told
    if faults:
        raise Refused(faults)
    plain = set()
    said = {
        form: question.id
        for question in questions.values()
        for form in (question.id, question.text, f"{question.id} {question.text}")
    }
    for code in project.codes:
        question = said.get(code.name.strip())
        if question is not None and code.key not in meanings:
            meanings[code.key] = (Meaning("question", question),)
            plain.add(code.key)
    return meanings, frozenset(plain)


def notes_of(project: Project) -> Reading:
    """What the project says beside its texts, and what an inspection has no record for."""
    builder = TextBuilder()
    count = 0

    def add(text: str, heading: str, part: str = "") -> None:
        nonlocal count
        count += not part
        builder.add(text, heading=heading, part=part, paragraph=None if part else count)

    add(f"Notes of {project.name} ({project.reader})", "", "heading")
    for decided in project.decided:
        add(decided, "How it was read")
    for code in project.codes:
        described = f": {code.description}" if code.description else ""
        add(f"{' > '.join(code.path)}{described}", "Codes")
    for note in project.notes:
        add(note.title, "Notes", "heading")
        add(note.text, note.title)
    for loss in project.losses:
        add(f"{loss.kind}: {loss.where}: {loss.what}", "What an inspection has no record for")
    return builder.reading()


def read_codes(path: Path) -> list[tuple[str, str]]:
    """The pairs of a file that says what codes are here. Raises Refused.

    The file is JSON: an object of code names, each with a meaning or a list of them.
    """
    try:
        document: Any = json.loads(path.read_bytes())
    except OSError as error:
        raise refuse(str(path), f"can't be opened: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise refuse(str(path), f"is no JSON: {_FORM}") from None
    pairs = []
    if not isinstance(document, dict):
        raise refuse(str(path), _FORM)
    for name, told in document.items():
        for each in told if isinstance(told, list) else [told]:
            if not isinstance(each, str):
                raise refuse(f"{path}: {name}", _FORM)
            pairs.append((name, each))
    return pairs
