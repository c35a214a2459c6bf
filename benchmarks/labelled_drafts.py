"""Draft reports of which every sentence is known to be sound, or planted with a fault."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.labelled import NAMES, inspection
from evidence.commands import Command, LinkStatement, WithdrawStatement
from evidence.folder import InspectionFolder
from evidence.readers import reader_for
from graph.audit.draft import Sentence, sentences
from graph.audit.judging import Moment, auditing
from graph.audit.values import Audit, Flag
from graph.status import Assessments
from graph.suggest.meanings import Meanings
from graph.suggest.weighing import Weights
from tests.graph.audit.test_audit import CHANGED, DRAFT, PLANTED, planted_in

__all__ = ["Draft", "Judged", "every_draft", "judged", "moment", "own_draft", "read"]

DRAFTS = Path(__file__).parent / "drafts"
_TODAY = date(2026, 3, 20)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, the inspection it is of, and what is wrong with which of its sentences.

    ``changes`` came after it was written.
    """

    name: str
    inspection: str
    text: str
    planted: Mapping[str, Flag]
    changes: tuple[Command, ...] = ()

    def fault(self, sentence: str) -> Flag | None:
        """What is wrong with a sentence; None where it is sound."""
        return self.planted.get(sentence)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, what is wrong with it, and what the audit says."""

    text: str
    fault: Flag | None
    flags: tuple[Flag, ...] = ()
    looks: bool = False
    reasons: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    signs: Mapping[str, float] = field(default_factory=dict)


def own_draft(draft: Path, answers: Path, of: str) -> Draft:
    """A draft in Markdown with its answers beside it."""
    known = json.loads(answers.read_text(encoding="utf-8"))
    planted = {_bare(each["sentence"]): each["fault"] for each in known["planted"]}
    return Draft(draft.stem, of, draft.read_text(encoding="utf-8"), planted)


def every_draft() -> Iterator[Draft]:
    """Those of the tests, all of the sample, and those in ``drafts``."""
    changes = (
        WithdrawStatement("E217", "It was said of another unit."),
        LinkStatement("E172", "F27", "contradicts"),
    )
    text = DRAFT.read_text(encoding="utf-8")
    planted = {
        sentence.text: flag
        for sentence in read(text)
        for begins, flag in PLANTED.items()
        if sentence.text.startswith(begins)
    }
    yield Draft("tests", "sample", text, planted, changes)
    for path in sorted((DRAFT.parent / "drafts").glob("*.txt")):
        text, planted = planted_in(path.stem)
        yield Draft(path.stem, "sample", text, planted, CHANGED.get(path.stem, CHANGED[""]))
    for name in NAMES:
        yield own_draft(DRAFTS / f"{name}.md", DRAFTS / f"{name}.json", name)


def read(text: str) -> list[Sentence]:
    """The sentences of a draft in Markdown."""
    return sentences(reader_for("draft.md").read(text.encode(), {}))[0]


def moment(folder: InspectionFolder, seq: int) -> Moment:
    """The inspection after an entry."""
    state = folder.state_at(seq)
    return Moment(state, Assessments(state, folder.programme, _TODAY))


def judged(
    draft: Draft,
    meanings: Meanings,
    scratch: Path,
    weighed: Weights | None = None,
    *,
    every_sign: bool = False,
) -> list[Judged]:
    """Every sentence of a draft, those that are passed over too; by these weights, if given."""
    with (
        tempfile.TemporaryDirectory(dir=scratch) as place,
        inspection(draft.inspection, Path(place)) as folder,
    ):
        then = len(folder.journal)
        for change in draft.changes:
            folder.execute(change)
        found, passed = sentences(reader_for("draft.md").read(draft.text.encode(), {}))
        before = moment(folder, then) if draft.changes else None
        now = moment(folder, len(folder.journal))
        each_told = auditing(found, now, before, meanings, weighed, every_sign=every_sign)
        told = Audit(tuple(each_told), tuple(passed))
    rows = [
        Judged(
            each.sentence.text,
            draft.fault(each.sentence.text),
            each.flags,
            bool(each.looks and not each.reasons),
            tuple(f"{reason.flag}: {reason.text}" for reason in each.reasons),
            tuple(f"{b.id} {b.stance or ''} {b.text[:160]} [{b.note}]" for b in each.beside),
            each.signs,
        )
        for each in told.sentences
    ]
    no_text = {"heading", "contents", "front matter", "header", "code", "comment", "a table"}
    rows += [
        Judged(each.text, draft.fault(each.text))
        for each in told.passed_over
        if each.why not in no_text
    ]
    lost = set(draft.planted) - {row.text for row in rows}
    if lost:
        raise SystemExit(f"{draft.name}: no such sentence: {sorted(lost)}")
    return rows


def _bare(text: str) -> str:
    """A sentence as it is read: without its citations."""
    found = read(text)
    return found[0].text if found else " ".join(text.split())
