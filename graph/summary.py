"""The summary of an inspection: every area with its findings and their evidence, as plain data.

It is what an export renders and a screen may page through. Nothing here is worked out anew: it
gathers what status, gaps and matrix say, in the programme's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.model import Link
from evidence.programme import Programme
from evidence.state import State
from evidence.words import STANCES, Area, id_order
from graph.caveats import caveats
from graph.counting import original
from graph.evidence_items import EvidenceItems, source_summary
from graph.gaps import Gap
from graph.matrix import convergence
from graph.status import Assessment, Assessments, count_by_area
from graph.summary_parts import (
    AreaSummary,
    Changes,
    EvidenceItem,
    FindingSummary,
    GapSummary,
    Meta,
    QuestionSummary,
    Settled,
    StandardSummary,
    Summary,
)

__all__ = ["summary"]


def summary(
    state: State,
    programme: Programme,
    assessments: Assessments,
    gaps: Sequence[Gap],
    *,
    made_at: str,
    by: str,
    seq: int,
    day: str = "",
    version: str = "",
    journal: str = "",
    changes: Changes | None = None,
) -> Summary:
    """The whole summary of a state, as the lead inspector has it.

    ``made_at`` (ISO 8601), ``by``, ``seq``, ``day``, the program's ``version`` and the checksum of
    the ``journal``'s entry are told, not found. ``graph.for_reader`` takes from it what another
    reader may have.
    """
    inspection = state.inspection
    meta = Meta(
        inspection=inspection.id,
        title=inspection.title or "",
        service=inspection.service or "",
        visit_from=inspection.visit_from,
        visit_to=inspection.visit_to,
        marking=inspection.marking,
        programme=programme.id,
        programme_title=programme.title,
        wording_note=programme.wording_note if programme.recalled else "",
        made_at=made_at,
        by=by,
        seq=seq,
        day=day,
        version=version,
        journal=journal,
    )
    gathering = _Gathering(state, programme, assessments, EvidenceItems(state, programme))
    counts = count_by_area(assessments, programme)
    orphans = (gap.about.statement for gap in gaps if gap.code == "orphan")
    return Summary(
        meta=meta,
        areas=tuple(
            AreaSummary(area, found, gathering.standards(area)) for area, found in counts.items()
        ),
        matrix=convergence(state, programme),
        gaps=tuple(_gap(gap) for gap in gaps),
        orphans=tuple(gathering.evidence.of(each) for each in orphans if each is not None),
        sources=tuple(
            source_summary(state, key, programme) for key in sorted(state.sources, key=id_order)
        ),
        changes=changes,
    )


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Takes together what belongs to each question and finding."""

    state: State
    programme: Programme
    assessments: Assessments
    evidence: EvidenceItems

    def standards(self, area: Area) -> tuple[StandardSummary, ...]:
        """The standards of an area."""
        found: dict[str, tuple[str, list[QuestionSummary]]] = {}
        for question in self.programme.questions_in(area):
            standard = self.programme.standard_of[question.id]
            ids = sorted(self.state.findings_of_question.get(question.id, {}), key=id_order)
            findings = tuple(self.finding(self.assessments[finding]) for finding in ids)
            gathered = QuestionSummary(
                question.id, question.text, findings, self.tied(question.id, ids)
            )
            found.setdefault(standard.id, (standard.title, []))[1].append(gathered)
        return tuple(
            StandardSummary(identifier, title, tuple(questions))
            for identifier, (title, questions) in found.items()
        )

    def tied(self, question: str, findings: Iterable[str]) -> tuple[EvidenceItem, ...]:
        """What is tied to a question and linked to none of these findings."""
        linked = {
            link.statement
            for finding in findings
            for link in self.state.links_of_finding.get(finding, {}).values()
        }
        alone = set(self.state.statements_of_question.get(question, {})) - linked
        return tuple(self.evidence.of(statement) for statement in sorted(alone, key=id_order))

    def finding(self, assessment: Assessment) -> FindingSummary:
        """A finding with its evidence."""
        finding = assessment.finding
        links = list(self.state.links_of_finding.get(finding.id, {}).values())
        sides = {stance: self.side(assessment, links, stance) for stance in STANCES}
        resolution = finding.resolution
        return FindingSummary(
            id=finding.id,
            text=finding.text,
            polarity=finding.polarity,
            recommendation=finding.recommendation,
            status=assessment.status,
            accepted=assessment.accepted,
            reopened=assessment.reopened,
            rule=assessment.rule,
            reason=assessment.reason,
            tests=dict(assessment.tests),
            lines={
                "supports": assessment.supports.lines,
                "qualifies": assessment.qualifies.lines,
                "contradicts": assessment.contradicts.lines,
                "support_and_qualify": assessment.support_and_qualify.lines,
            },
            kinds=assessment.supports.kinds,
            perspectives=assessment.supports.perspectives,
            recorders=assessment.supports.recorders,
            supports=sides["supports"],
            qualifies=sides["qualifies"],
            contradicts=sides["contradicts"],
            rests_on=tuple(self.evidence.resting(key) for key in assessment.rests_on),
            settles=assessment.settles,
            resolution=None
            if resolution is None
            else Settled(resolution.outcome, resolution.reason, resolution.by, resolution.at),
            caveats=tuple(caveats(assessment)),
        )

    def side(
        self, assessment: Assessment, links: Iterable[Link], stance: str
    ) -> tuple[EvidenceItem, ...]:
        """The evidence of one stance: the witness first, what does not count last."""
        network = {
            "supports": assessment.supports,
            "qualifies": assessment.qualifies,
            "contradicts": assessment.contradicts,
        }[stance]
        shown = {way[0] for way in network.witness}
        linked = {link.statement: link for link in links if link.stance == stance}
        items = []
        for identifier, link in linked.items():
            first = original(self.state, identifier)
            # what only repeats it stands in its place where it is not linked itself
            witness = first in shown and (first == identifier or first not in linked)
            items.append(self.evidence.of(identifier, link, witness=witness))
        return tuple(
            sorted(items, key=lambda i: (bool(i.not_counted), not i.witness, id_order(i.statement)))
        )


def _gap(gap: Gap) -> GapSummary:
    about = {name: str(value) for name, value in gap.about.plain().items()}
    return GapSummary(gap.code, about, gap.severity, gap.planned, gap.text, gap.settles)
