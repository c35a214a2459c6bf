"""Gaps: what is missing or unsettled, why, and whether only fieldwork can bring it (DESIGN 4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from evidence.model import About, Dismissal, GapRef, Source, day_of
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Group, Kind, id_order, spoken
from graph.counting import counting_links, counts, original
from graph.lines import Network, kind_gate, network
from graph.status import Assessment, Assessments

Code = Literal[
    "conflict",
    "no_evidence",
    "no_voice",
    "leadership_only",
    "circular",
    "one_kind",
    "stale",
    "clarify",
    "expected_missing",
    "prior_action",
    "coverage",
    "orphan",
]
CODES: tuple[Code, ...] = get_args(Code)
Severity = Literal["high", "medium", "low"]
#: When a gap is to be closed: before fieldwork, by it, or it is over and the gap still open.
Phase = Literal["before", "during", "after"]
PHASES: tuple[Phase, ...] = get_args(Phase)

SEVERITY: dict[Code, Severity] = {
    "conflict": "high",
    "no_evidence": "high",
    "no_voice": "high",
    "leadership_only": "high",
    "circular": "medium",
    "one_kind": "medium",
    "stale": "medium",
    "clarify": "medium",
    "expected_missing": "medium",
    "prior_action": "medium",
    "coverage": "medium",
    "orphan": "low",
}


def severity_of(code: str) -> Severity:
    """How grave gaps of a code are; medium where another program has codes of its own."""
    return next((severity for known, severity in SEVERITY.items() if known == code), "medium")


_PRACTITIONERS: tuple[Group, ...] = ("practitioners",)
_SUPERVISED: tuple[Group, ...] = ("supervised_people", "parents_carers", "victims")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing or unsettled. ``planned``: only fieldwork can bring it, still to come.

    ``kind`` is the kind of evidence that is missing, where the gap is about one; ``lacking`` whose
    voice, where nobody of some group is heard, and ``unheard`` those groups, one of each tuple
    enough; ``settles`` says what would close it. ``dismissed``: an inspector set it aside.
    """

    code: Code
    about: About
    text: str
    settles: str
    planned: bool = False
    kind: Kind | None = None
    lacking: str = ""
    unheard: tuple[tuple[Group, ...], ...] = ()
    phase: Phase = "before"
    dismissed: Dismissal | None = None

    @property
    def severity(self) -> Severity:
        """How grave it is, by its code."""
        return SEVERITY[self.code]

    @property
    def reference(self) -> GapRef:
        """What names this gap in a record that is about it."""
        given = {"kind": self.kind} if self.kind else {}
        return GapRef(code=self.code, about=self.about, **given)

    @property
    def key(self) -> str:
        """What names this gap among all: the code, what it is about, and the kind."""
        return self.reference.key

    def plain(self) -> dict[str, Any]:
        """The gap as `gaps --json` gives it."""
        document: dict[str, Any] = {
            "code": self.code,
            "about": self.about.plain(),
            "severity": self.severity,
            "planned": self.planned,
            "phase": self.phase,
            "text": self.text,
            "settles": self.settles,
        }
        if self.kind is not None:
            document["kind"] = self.kind
        if self.dismissed is not None:
            given = {"reason": self.dismissed.reason, "by": self.dismissed.by}
            document["dismissed"] = {**given, "at": self.dismissed.at}
        return document


def gaps(state: State, programme: Programme, assessments: Assessments, today: date) -> list[Gap]:
    """Every gap that is not set aside, the gravest codes first, then in the programme's order."""
    found = every_gap(state, programme, assessments, today)
    return [gap for gap in found if gap.dismissed is None]


def every_gap(
    state: State, programme: Programme, assessments: Assessments, today: date
) -> list[Gap]:
    """Every gap, also those set aside, the gravest codes first, then in the programme's order.

    A conflict to which evidence came after it was set aside is there again.
    """
    begins = state.inspection.visit_from
    before_visit = begins is None or today < day_of(begins)
    evidence = {
        question: _bearing_on(state, assessments, question) for question in programme.questions
    }
    found = [
        *_of_findings(state, programme, assessments, before_visit=before_visit),
        *_of_questions(state, programme, evidence, before_visit=before_visit),
        *_of_areas(state, programme, evidence, before_visit=before_visit),
        *_of_coverage(state, programme, evidence),
        *_of_sources_and_statements(state),
    ]
    phase = _phase(state, today)
    aside = {dismissal.gap.code for dismissal in state.dismissals.values()}
    placed = [
        replace(
            gap,
            phase="during" if gap.planned else phase,
            dismissed=_dismissal(state, gap) if gap.code in aside else None,
        )
        for gap in found
    ]
    return sorted(placed, key=lambda gap: CODES.index(gap.code))


def _bearing_on(state: State, assessments: Assessments, question: str) -> set[str]:
    """The originals that bear on a key question, as ``counting_on`` has them: sides are known."""
    tied = state.statements_of_question.get(question, {})
    found = {original(state, statement) for statement in tied if counts(state, statement)}
    for finding in state.findings_of_question.get(question, {}):
        sides = assessments[finding].sides
        found.update(sides.supports, sides.qualifies, sides.contradicts)
    return found


def _phase(state: State, today: date) -> Phase:
    """Where the visit stands; without a first day it is still to come."""
    begins, ends = state.inspection.visit_from, state.inspection.visit_to
    if begins is None or today < day_of(begins):
        return "before"
    return "after" if ends is not None and today > day_of(ends) else "during"


def _dismissal(state: State, gap: Gap) -> Dismissal | None:
    """How the gap was set aside; None where it was not, or evidence came since to a conflict."""
    dismissal = state.dismissals.get(gap.key)
    if dismissal is None or gap.code != "conflict" or gap.about.finding is None:
        return dismissal
    counting = counting_links(state, gap.about.finding)
    return dismissal if all(dismissal.saw(link) for link in counting) else None


def _of_findings(
    state: State, programme: Programme, assessments: Assessments, *, before_visit: bool
) -> Iterator[Gap]:
    for question in programme.questions:
        for identifier in sorted(state.findings_of_question.get(question, {}), key=id_order):
            yield from _of_finding(assessments[identifier], before_visit=before_visit)


def _of_finding(assessment: Assessment, *, before_visit: bool) -> Iterator[Gap]:
    finding = assessment.finding
    about = About(finding=finding.id)
    supports = assessment.sides.supports
    settling = {settling.test: settling for settling in assessment.settles}

    def needed(test: str, otherwise: str) -> str:
        if test not in settling:
            return otherwise
        wanted = settling[test]
        words = [spoken(word) for word in (*wanted.kinds, *wanted.groups)]
        return f"{wanted.text}: {', '.join(words)}" if words else wanted.text

    if assessment.status == "conflicting" and not assessment.accepted:
        sides = assessment.sides
        text = (
            f"{finding.id} has evidence on both sides: {len(sides.support_and_qualify)} for it or "
            f"qualifying it, {len(sides.contradicts)} against it"
        )
        if assessment.reopened:
            text += "; it was resolved, and later evidence reopens it"
        yield Gap("conflict", about, text, needed("conflict", "a resolution"))
    if supports and not assessment.tests["outside_leadership"]:
        text = f"{finding.id} is supported by nobody outside leadership"
        yield Gap(
            "leadership_only",
            about,
            text,
            needed("outside_leadership", "support from outside leadership"),
        )
    if len(supports) > 1 and assessment.supports.lines == 1:
        text = f"{finding.id} has {len(supports)} supporting statements, but they are one line"
        yield Gap("circular", about, text, needed("second_line", "an independent voice"))
    if assessment.supports.kinds == 1:
        yield Gap(
            "one_kind",
            about,
            f"{finding.id} is supported by {_single_kind(assessment.state, supports)}",
            needed("second_kind", "support of another kind"),
            planned=before_visit,
        )
    if supports and not assessment.tests["current"]:
        text = f"{finding.id} is supported, but by nothing current"
        yield Gap("stale", about, text, needed("current", "current support"))
    if finding.recommendation and not assessment.tests["current"]:
        text = f"{finding.id} follows up “{finding.recommendation}” without current evidence"
        yield Gap("prior_action", about, text, needed("current", "current evidence of action"))


def _of_questions(
    state: State,
    programme: Programme,
    evidence: dict[str, set[str]],
    *,
    before_visit: bool,
) -> Iterator[Gap]:
    for question in programme.questions.values():
        about = About(question=question.id)
        originals = evidence[question.id]
        expected = ", ".join(spoken(kind) for kind in question.expects)
        if not originals:
            text = f"nothing that counts bears on {question.id}: {question.text}"
            settles = f"evidence of the kinds expected: {expected}" if expected else "any evidence"
            yield Gap("no_evidence", about, text, settles)
        elif _of_one_kind(network(state, originals)):
            yield Gap(
                "one_kind",
                about,
                f"{question.id} has {_single_kind(state, originals)}",
                f"another of the kinds expected: {expected}" if expected else "another kind",
                planned=before_visit,
            )
        present = {state.sources[state.statements[s].source].kind for s in originals}
        if "interview" in present:
            present.add("meeting")  # an interview does what a meeting is expected to do
        for kind, examples in question.expects.items():
            if kind not in present:
                yield Gap(
                    "expected_missing",
                    about,
                    f"{question.id} expects {spoken(kind)} evidence and has none",
                    f"{spoken(kind)}: {', '.join(examples)}" if examples else spoken(kind),
                    planned=before_visit and kind not in ("document", "data"),
                    kind=kind,
                )


def _of_one_kind(found: Network) -> bool:
    """Whether exactly one kind of evidence speaks, without counting how many more do."""
    return found.at_least(1, kind_gate) and not found.at_least(2, kind_gate)


def _single_kind(state: State, originals: Iterable[str]) -> str:
    """What a count of one kind comes from: one kind, or several behind which one voice stands."""
    kinds = {state.sources[state.statements[statement].source].kind for statement in originals}
    shown = ", ".join(spoken(kind) for kind in sorted(kinds))
    if len(kinds) == 1:
        return f"one kind of evidence: {shown}"
    return f"one independent kind of evidence, since one voice stands behind {shown}"


def _of_areas(
    state: State,
    programme: Programme,
    evidence: dict[str, set[str]],
    *,
    before_visit: bool,
) -> Iterator[Gap]:
    for area in dict.fromkeys(programme.area_of[question] for question in programme.questions):
        originals: set[str] = set()
        for question in programme.questions_in(area):
            originals |= evidence[question.id]
        heard = network(state, originals).groups
        lacking, unheard = [], []
        if heard.isdisjoint(_PRACTITIONERS):
            lacking.append("practitioners")
            unheard.append(_PRACTITIONERS)
        if heard.isdisjoint(_SUPERVISED):
            lacking.append("supervised people, parents, carers or victims")
            unheard.append(_SUPERVISED)
        if lacking:
            yield Gap(
                "no_voice",
                About(area=area),
                f"{area} is without the voice of {' and of '.join(lacking)}",
                f"a statement by {' and one by '.join(lacking)}",
                planned=before_visit,
                lacking=" and of ".join(lacking),
                unheard=tuple(unheard),
            )


def _of_coverage(
    state: State, programme: Programme, evidence: dict[str, set[str]]
) -> Iterator[Gap]:
    for dimension in programme.coverage:
        field = "site" if dimension == "sites" else "agency"
        places = getattr(state.inspection, dimension)
        for question, originals in evidence.items():
            covered = {getattr(state.sources[state.statements[s].source], field) for s in originals}
            for place in places:
                if place not in covered:
                    yield Gap(
                        "coverage",
                        About.model_validate({field: place, "question": question}),
                        f"{place} has no evidence on {question}",
                        f"evidence on {question} from {place}",
                    )


def _of_sources_and_statements(state: State) -> Iterator[Gap]:
    for identifier in sorted(state.sources, key=id_order):
        source = state.sources[identifier]
        if source.withdrawn:
            continue
        reasons = []
        if source.clarify:
            reasons.append(f"flagged: {source.clarify}")
        if source.dated is None:
            reasons.append("it has no date")
        if not source.voices:
            reasons.append("nobody is named as its voice")
        if changed := _changed_since_announced(state, source):
            reasons.append(changed)
        if reasons:
            text = f"{identifier} {source.label}: {'; '.join(reasons)}"
            settles = "ask whoever gave it, then correct the source"
            yield Gap("clarify", About(source=identifier), text, settles)
    for identifier in sorted(state.statements, key=id_order):
        statement = state.statements[identifier]
        if statement.withdrawn or state.sources[statement.source].withdrawn:
            continue
        tied = statement.questions or state.links_of_statement.get(identifier)
        if tied and not statement.clarify and not state.is_left_behind(statement):
            continue
        about = About(statement=identifier)
        if statement.clarify:
            text = f"{identifier} is flagged: {statement.clarify}"
            yield Gap("clarify", about, text, "ask whoever said it, then correct the statement")
        elif state.is_left_behind(statement):
            source = state.sources[statement.source]
            text = (
                f"{identifier} stands in an earlier reading of {source.id} {source.label}: the "
                "newer one does not hold its words at one certain place"
            )
            settles = "read both, then take the passage anew or withdraw it"
            yield Gap("clarify", about, text, settles)
        if not tied:
            text = f"{identifier} has no link and no key question"
            yield Gap(
                "orphan", about, text, "tie it to a finding or a key question, or withdraw it"
            )


def _changed_since_announced(state: State, source: Source) -> str:
    """What is said of changes, not accepted yet, made when the service knew of the inspection.

    It knew from the day when the inspection was announced; where nobody noted that day, certainly
    from the visit's first day on.
    """
    inspection, file = state.inspection, source.file
    since = inspection.announced or inspection.visit_from
    if since is None or file is None or file.changed_at is None:
        return ""
    day = day_of(file.changed_at)
    if day < day_of(since):
        return ""
    knew = "the inspection was announced" if inspection.announced else "the visit had begun"
    who = file.changed_by or "somebody"
    return (
        f"{who} changed it on {day.isoformat()}, once {knew} ({since}), and the tracked changes "
        "are not accepted yet"
    )
