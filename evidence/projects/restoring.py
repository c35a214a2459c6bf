"""Our own export brought in again: its records as they were, with what others changed since.

The note that carries the records holds what REFI-QDA has no place for. Where it and the project
differ, somebody worked on the project elsewhere, and the project is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from evidence.commands.projects import RestoreProject
from evidence.content import reading_from_bytes, sha256_of
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import LETTERS, Bundle, Link, Statement
from evidence.projects._guids import Guids, codes_of_statement
from evidence.projects._refi_texts import found_once
from evidence.projects.project import Project, Selection
from evidence.words import STANCES

__all__ = ["Restored", "restored"]

_WITHDRAWN = "taken out of the project in another program"


@dataclass(frozen=True, slots=True)
class Restored:
    """Our records, the files that they name, and what was found changed."""

    command: RestoreProject
    originals: tuple[bytes, ...]
    texts: tuple[bytes, ...]
    warnings: tuple[str, ...]

    def store(self, folder: InspectionFolder) -> None:
        """Keep the files. Raises OSError."""
        for content in self.originals:
            folder.sources.put(content)
        for content in self.texts:
            folder.texts.put(content)


def restored(
    folder: InspectionFolder, project: Project, called: str
) -> tuple[Restored | None, str]:
    """The records that a project of ours carries; else None, and why it is read as any other."""
    if project.records is None:
        return None, ""
    try:
        document = json.loads(project.records)
        bundle = Bundle.model_validate(document["bundle"])
        guid = Guids(UUID(document["namespace"]))
    except (ValueError, KeyError, TypeError, ValidationError, RecursionError):
        return None, "its own records can't be understood: it is read as any project"
    files = {key: content for key, content in project.files.items() if sha256_of(content) == key}
    warnings: list[str] = []
    bundle = _with_changes(folder, bundle, project, guid, files, warnings)
    command = RestoreProject(bundle, called)
    try:
        folder.check(command)
    except Refused as refused:
        why = refused.faults[0]
        return None, f"its own records do not fit here ({why}): it is read as any project"
    originals, texts = [], []
    for source in bundle.sources:
        if source.file is not None:
            originals += [files[key] for key in (source.file.sha256,) if key in files]
            named = (source.file.text, *source.file.earlier)
            texts += [files[key] for key in named if key in files]
    return Restored(command, tuple(originals), tuple(texts), tuple(warnings)), ""


def _with_changes(
    folder: InspectionFolder,
    bundle: Bundle,
    project: Project,
    guid: Guids,
    files: Mapping[str, bytes],
    warnings: list[str],
) -> Bundle:
    """The records with what was changed in the project since; the same bundle where nothing was."""
    selections = {each.key: each for source in project.sources for each in source.selections}
    links: dict[str, list[Link]] = {}
    for link in bundle.links:
        links.setdefault(link.statement, []).append(link)
    meanings = _meanings(folder, bundle, guid, project)
    statements: list[Statement] = []
    kept: list[Link] = []
    changed = gone = 0
    for statement in bundle.statements:
        own = links.get(statement.id, [])
        codes = codes_of_statement(guid, statement, own)
        selection = selections.pop(guid("statement", statement.id), None)
        if selection is None:
            gone += not statement.withdrawn
            fields = {"withdrawn": True, "withdrawn_reason": _WITHDRAWN}
            statements.append(statement if statement.withdrawn else statement.with_fields(**fields))
            kept += own
        elif set(selection.codes) == codes.keys():
            statements.append(statement)
            kept += own
        else:
            changed += 1
            statements.append(_tied(statement, selection, meanings))
            kept += _links(statement.id, own, selection, meanings)
    sources = _sources(bundle, guid)
    numbers = _after(folder, bundle, "statements")
    new = lost = 0
    for source in project.sources:
        for selection in source.selections:
            if selection.key not in selections:
                continue
            if source.key not in sources:
                lost += 1
                continue
            new += 1
            made = _new(next(numbers), sources[source.key], selection, bundle, files)
            statements.append(_tied(made, selection, meanings))
            kept += _links(made.id, [], selection, meanings)
    for count, what in (
        (changed, "statements were coded anew in another program"),
        (new, "statements were added in another program"),
        (gone, "statements were taken out in another program: they are withdrawn here"),
        (lost, "selections are in sources that another program added: add those by themselves"),
    ):
        if count:
            warnings.append(f"{count} {what}")
    if not changed and not new and not gone:
        return bundle
    return bundle.model_copy(update={"statements": tuple(statements), "links": tuple(kept)})


_Meanings = Mapping[str, tuple[str, ...]]


def _meanings(
    folder: InspectionFolder, bundle: Bundle, guid: Guids, project: Project
) -> dict[str, tuple[str, ...]]:
    """What each code of the project is: a question, a stance with its finding, or a label."""
    found: dict[str, tuple[str, ...]] = {code.key: ("label", code.name) for code in project.codes}
    for question in folder.programme.questions:
        found[guid("question", question)] = ("question", question)
    for finding in bundle.findings:
        for stance in STANCES:
            key = f"{stance} {finding.id}"
            found[guid("stance", key)] = (stance, finding.id)
    for statement in bundle.statements:
        for question in statement.questions:
            found[guid("question", question)] = ("question", question)
    return found


def _tied(statement: Statement, selection: Selection, meanings: _Meanings) -> Any:
    told = [meanings[code] for code in selection.codes if code in meanings]
    return statement.with_fields(
        questions=[key for sort, key in told if sort == "question"] or None,
        labels=[key for sort, key in told if sort == "label"] or None,
    )


def _links(
    statement: str, own: list[Link], selection: Selection, meanings: _Meanings
) -> Iterator[Link]:
    standing = {(link.stance, link.finding): link for link in own}
    for code in selection.codes:
        sort, key = meanings.get(code, ("", ""))
        if sort in STANCES:
            fields = {"statement": statement, "finding": key, "stance": sort}
            yield standing.get((sort, key)) or Link.model_validate(fields)


def _sources(bundle: Bundle, guid: Guids) -> dict[str, str]:
    """The source of each text in the project, by its GUID."""
    found = {}
    for source in bundle.sources:
        for of in ("source", "notes", "pdf"):
            found[guid(of, source.id)] = source.id
    return found


def _after(folder: InspectionFolder, bundle: Bundle, table: str) -> Iterator[str]:
    letter = LETTERS[table]
    taken = {record.id for record in getattr(bundle, table)} | set(folder.state.table(table))
    number = int(folder.state.next_id(table)[1:])
    while True:
        if f"{letter}{number}" not in taken:
            yield f"{letter}{number}"
        number += 1


def _new(
    identifier: str,
    source: str,
    selection: Selection,
    bundle: Bundle,
    files: Mapping[str, bytes],
) -> Statement:
    """A statement that was selected in another program, placed in the text that is stored here."""
    file = next(each.file for each in bundle.sources if each.id == source)
    fields: dict[str, Any] = {"id": identifier, "source": source, "quote": selection.quote}
    if file is not None and file.text is not None and file.text in files:
        text = reading_from_bytes(files[file.text]).text
        place = (selection.start, selection.end)
        if text[place[0] : place[1]] != selection.quote:
            place = found_once(selection.quote, text) or (None, None)
        if place[0] is not None:
            start, end = place
            fields["quote"] = text[start:end]
            fields["place"] = {"start": start, "end": end}
    said = {"recorded_by": selection.by, "recorded_at": selection.at}
    fields |= {name: value for name, value in said.items() if value is not None}
    return Statement.model_validate(fields)
