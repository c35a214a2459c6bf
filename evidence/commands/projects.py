"""A project of another program, brought in whole as one entry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from evidence.commands.base import Command, Context, Effect, made
from evidence.commands.bundle import LoadBundle
from evidence.model import LETTERS, Bundle, Finding, Link, Place, Source, SourceFile, Statement
from evidence.projects.project import Project, ProjectSource, Selection
from evidence.reading import Passage
from evidence.state import Change, State, adding
from evidence.words import STANCES, Kind

__all__ = ["BringProject", "Meaning", "RestoreProject", "ids_after"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code of another program is here.

    ``question``: its statements are tied to that key question. ``finding``: to the key question of
    that finding. ``finding-under``: a finding with the code's name is written under that question,
    and its statements are tied to it. A stance: its statements bear on that finding so.
    """

    sort: Literal["question", "finding", "finding-under", "supports", "qualifies", "contradicts"]
    id: str


@dataclass(frozen=True, slots=True)
class BringProject(Command):
    """Take in a project's texts as sources, its selections as statements.

    ``files`` are the sources' stored files in their order; ``file`` is the project's own, with what
    an inspection has no record for as its text. ``meanings`` says what codes are
    here, by their keys; ``plain`` are codes whose name says it already, and is no label then.
    """

    project: Project
    kind: Kind
    files: tuple[SourceFile, ...]
    file: SourceFile
    title: str
    meanings: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    voices: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        changes: list[Change] = []
        sources, statements = ids_after(state, "sources"), ids_after(state, "statements")
        findings, written = self._findings(state)
        changes += [adding("findings", finding) for finding in written]
        links: dict[str, Change] = {}
        names = self.project.labels
        for given, file in zip(self.project.sources, self.files, strict=True):
            source = self._source(next(sources), given, file, context)
            changes.append(adding("sources", source))
            starts = [passage.start for passage in given.reading.passages]
            for selection in given.selections:
                tied, labels = self._tied(selection, findings, names)
                statement = made(
                    Statement,
                    id=next(statements),
                    source=source.id,
                    quote=selection.quote,
                    place=_place(selection, given.reading.passages, starts),
                    questions=tied or None,
                    labels=labels or None,
                    recorded_by=selection.by or context.by,
                    recorded_at=selection.at or context.at,
                )
                changes.append(adding("statements", statement))
                for link in self._links(statement.id, selection, context):
                    links[f"{link.statement} {link.finding} {link.stance}"] = adding("links", link)
        taken = sum(change.table == "statements" for change in changes)
        changes += links.values()
        notes = made(
            Source,
            id=next(sources),
            title=self.title,
            kind="document",
            received=context.at[:10],
            recorded_by=context.by,
            file=self.file,
            withdrawn=True,
            withdrawn_reason="notes of another program's project: no evidence, kept to be read",
        )
        changes.append(adding("sources", notes))
        about = tuple(change.key for change in changes if change.table == "sources")
        says = f"brought in {self.project.name}: {len(about) - 1} sources, {taken} statements"
        return Effect(tuple(changes), about, says)

    def _source(
        self, identifier: str, given: ProjectSource, file: SourceFile, context: Context
    ) -> Source:
        fields: dict[str, Any] = {
            "recorded_by": given.by or context.by,
            "received": context.at[:10],
            **self.details,
        }
        return made(
            Source,
            id=identifier,
            title=given.title,
            kind=self.kind,
            file=file,
            voices=self.voices or None,
            derived_from=self.derived_from or None,
            **fields,
        )

    def _findings(self, state: State) -> tuple[dict[str, str], list[Finding]]:
        """The key question of each finding that a code means, and the findings to be written."""
        ids = ids_after(state, "findings")
        written: dict[tuple[str, str], Finding] = {}
        questions = {key: finding.question for key, finding in state.findings.items()}
        standing = {(finding.question, finding.text) for finding in state.findings.values()}
        for code in self.project.codes:
            for meaning in self.meanings.get(code.key, ()):
                key = (meaning.id, code.name)
                if meaning.sort == "finding-under" and key not in standing | written.keys():
                    written[key] = made(Finding, id=next(ids), question=meaning.id, text=code.name)
        return questions, list(written.values())

    def _tied(
        self, selection: Selection, questions: Mapping[str, str], names: Mapping[str, str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The key questions and the labels of a selection."""
        tied: dict[str, None] = {}
        labels: dict[str, None] = {}
        for code in selection.codes:
            for meaning in self.meanings.get(code, ()):
                if meaning.sort in ("question", "finding-under"):
                    tied[meaning.id] = None
                elif meaning.id in questions:
                    tied[questions[meaning.id]] = None
            if code not in self.plain:
                labels[names[code]] = None
        return tuple(tied), tuple(labels)

    def _links(self, statement: str, selection: Selection, context: Context) -> Iterator[Link]:
        for code in selection.codes:
            for meaning in self.meanings.get(code, ()):
                if meaning.sort in STANCES:
                    yield made(
                        Link,
                        statement=statement,
                        finding=meaning.id,
                        stance=meaning.sort,
                        by=context.by,
                        at=context.at,
                    )


@dataclass(frozen=True, slots=True)
class RestoreProject(Command):
    """Take in again the records that a project of ours carries.

    They say themselves whose accounts they are: ``voices`` is nothing to them.
    """

    bundle: Bundle
    called: str
    voices: tuple[str, ...] = ()
    file: SourceFile | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command; an effect without changes says that all of it stood already."""
        return LoadBundle(self.bundle, self.called).carry_out(state, context)


def ids_after(state: State, table: str) -> Iterator[str]:
    """Ids of this table that were never given out, one after another."""
    letter = LETTERS[table]
    first = state.next_id(table)
    number = int(first[len(letter) :])
    while True:
        if f"{letter}{number}" not in state.table(table):
            yield f"{letter}{number}"
        number += 1


def _place(selection: Selection, passages: tuple[Passage, ...], starts: list[int]) -> Place | None:
    """Where a selection stands: its offsets, and what the passage says in which it begins."""
    fields: dict[str, Any] = {}
    if selection.start is not None:
        fields |= {"start": selection.start, "end": selection.end}
        at = bisect_right(starts, selection.start) - 1
        if at >= 0 and selection.start < passages[at].end:
            passage = passages[at]
            for name in ("page", "paragraph", "time", "speaker"):
                if getattr(passage, name) is not None:
                    fields[name] = getattr(passage, name)
    if selection.page is not None:
        fields["page"] = selection.page
    return made(Place, **fields) if fields else None
