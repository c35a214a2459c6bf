"""Random valid bundles: a hypothesis strategy for small ones, a seeded maker for large ones."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.oracle import Bundle, Programme, months_before

KINDS = (
    "document",
    "meeting",
    "focus_group",
    "interview",
    "case_review",
    "survey",
    "data",
    "observation",
)
GROUPS = (
    "leaders",
    "middle_managers",
    "practitioners",
    "support_staff",
    "partners",
    "sentencers",
    "supervised_people",
    "parents_carers",
    "victims",
    "inspectors",
    "data_system",
)
STANCES = ("supports", "qualifies", "contradicts")
OUTCOMES = ("upheld", "not_upheld", "stands")
SITES = ("North", "South", "Quayside")
AGENCIES = ("probation", "police", "health")
RECORDERS = ("asha", "ben", "cai")

TODAY = date(2025, 5, 31)
"""The day from which an inspection without a visit date counts back."""
VISITS = (None, TODAY, date(2024, 2, 29), date(2025, 6, 16))


def _question(area: str, *expects: str) -> dict[str, Any]:
    return {"area": area, "expects": list(expects)}


PROBATION: Programme = {
    "questions": {
        "PS.1.1.1": _question(
            "leadership", "document", "meeting", "focus_group", "data", "case_review"
        ),
        "PS.1.1.2": _question("leadership", "document", "meeting", "focus_group", "data"),
        "PS.1.1.3": _question(
            "leadership", "document", "meeting", "focus_group", "survey", "case_review"
        ),
        "PS.1.2.1": _question(
            "people", "document", "data", "meeting", "focus_group", "survey", "case_review"
        ),
        "PS.1.2.2": _question("people", "document", "data", "meeting", "focus_group"),
        "PS.1.2.3": _question(
            "people", "document", "focus_group", "survey", "case_review", "meeting"
        ),
        "PS.1.2.4": _question("people", "document", "survey", "focus_group", "data", "meeting"),
        "PS.1.3.1": _question("services", "document", "data", "meeting", "focus_group"),
        "PS.1.3.2": _question(
            "services", "document", "data", "meeting", "focus_group", "case_review"
        ),
        "PS.1.3.3": _question("services", "document", "meeting", "focus_group", "case_review"),
        "PS.1.4.1": _question("information", "document", "focus_group", "survey"),
        "PS.1.4.3": _question(
            "information", "document", "data", "focus_group", "observation", "case_review"
        ),
        "PS.1.4.4": _question(
            "information", "document", "data", "meeting", "focus_group", "survey"
        ),
        "PS.1.4.2": _question("facilities", "document", "observation", "focus_group", "survey"),
    },
    "stale_after_months": {
        "document": 12,
        "data": 6,
        "survey": 18,
        "meeting": 3,
        "focus_group": 3,
        "case_review": 6,
        "observation": 3,
    },
    "required": {"lines": 2, "kinds": 2},
    "coverage": [],
}
"""The probation programme of the shared draft, `case_sample` read as the kind `case_review`."""


class Rates(NamedTuple):
    """How often, in percent, a record has each feature."""

    withdrawn: int
    doubtful: int
    undated: int
    derived: int
    unvoiced: int
    named: int
    repeats: int
    tied: int
    resolved: int
    flagged: int
    groupless: int


ODD = Rates(
    withdrawn=7,
    doubtful=7,
    undated=15,
    derived=45,
    unvoiced=25,
    named=45,
    repeats=25,
    tied=25,
    resolved=50,
    flagged=15,
    groupless=8,
)
"""Small bundles: every feature is common, so that rules meet each other."""
USUAL = Rates(
    withdrawn=2,
    doubtful=3,
    undated=5,
    derived=15,
    unvoiced=10,
    named=50,
    repeats=5,
    tied=20,
    resolved=10,
    flagged=3,
    groupless=1,
)
"""Large bundles: about what an inspection would hold."""


def _chance(rng: Random, percent: int) -> bool:
    # high numbers say yes, so that hypothesis shrinks towards plain records
    return rng.randrange(100) >= 100 - percent


def _some(rng: Random, values: list[str] | tuple[str, ...], most: int) -> list[str]:
    return rng.sample(list(values), rng.randint(0, min(most, len(values))))


def _ids(rng: Random, letter: str, count: int) -> list[str]:
    # numbers past ten in a random order: neither creation nor text order is the order by id
    numbers = list(range(1, count + count // 2 + 6))
    return [f"{letter}{number}" for number in rng.sample(numbers, count)]


def _present(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], False)}


def _voices(rng: Random, count: int, rates: Rates) -> list[dict[str, Any]]:
    return [
        _present(
            id=vid,
            role=f"role of {vid}",
            group=None if _chance(rng, rates.groupless) else rng.choice(GROUPS),
            people=rng.choice((None, 1, 4, 12)),
        )
        for vid in _ids(rng, "V", count)
    ]


def _dated(rng: Random, kind: str, anchor: date, programme: Programme) -> str:
    limits = programme["stale_after_months"]
    limit = limits.get("meeting" if kind == "interview" else kind, 12)
    days = rng.choice((0, -1, 1, -31, 31, -400, 800))
    return (months_before(anchor, limit) + timedelta(days=days)).isoformat()


def _sources(
    rng: Random,
    count: int,
    *,
    voices: list[str],
    inspection: dict[str, Any],
    anchor: date,
    programme: Programme,
    rates: Rates,
) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    ids = _ids(rng, "S", count)
    for number, sid in enumerate(ids):
        kind = rng.choice(KINDS)
        near = ids[max(0, number - 40) : number]
        made.append(
            _present(
                id=sid,
                title=f"title of {sid}",
                kind=kind,
                dated=(
                    None if _chance(rng, rates.undated) else _dated(rng, kind, anchor, programme)
                ),
                voices=[] if _chance(rng, rates.unvoiced) else _some(rng, voices, 3),
                derived_from=_some(rng, near, 2) if _chance(rng, rates.derived) else [],
                reliability=(
                    "doubtful"
                    if _chance(rng, rates.doubtful)
                    else rng.choice((None, "reliable", "untested"))
                ),
                site=rng.choice((None, *inspection.get("sites", ()))),
                agency=rng.choice((None, *inspection.get("agencies", ()))),
                recorded_by=rng.choice((None, *RECORDERS)),
                clarify="Which year is meant?" if _chance(rng, rates.flagged) else None,
                withdrawn=_chance(rng, rates.withdrawn),
            )
        )
    return made


def _statements(
    rng: Random,
    count: int,
    sources: list[dict[str, Any]],
    programme: Programme,
    rates: Rates,
) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    questions = list(programme["questions"])
    ids = _ids(rng, "E", count)
    for number, sid in enumerate(ids):
        source = rng.choice(sources)
        voices = source.get("voices", [])
        made.append(
            _present(
                id=sid,
                source=source["id"],
                quote=f"quote of {sid}",
                voice=rng.choice(voices) if voices and _chance(rng, rates.named) else None,
                repeats=(
                    rng.choice(ids[:number]) if number and _chance(rng, rates.repeats) else None
                ),
                questions=_some(rng, questions, 2) if _chance(rng, rates.tied) else [],
                recorded_by=rng.choice((None, *RECORDERS)),
                clarify="Who said this?" if _chance(rng, rates.flagged) else None,
                withdrawn=_chance(rng, rates.withdrawn),
            )
        )
    return made


def _links(
    rng: Random, count: int, statements: list[str], findings: list[str]
) -> list[dict[str, Any]]:
    if not statements or not findings:
        return []
    # some findings have support alone, some have all; one statement may take several stances
    leaning = {fid: rng.choice((STANCES, STANCES[:2], STANCES[:1], STANCES)) for fid in findings}
    drawn: dict[tuple[str, str, str], None] = {}
    for _ in range(count):
        fid = rng.choice(findings)
        stance = rng.choice(("supports", *leaning[fid]))
        drawn[rng.choice(statements), fid, stance] = None
    return [
        {"statement": statement, "finding": finding, "stance": stance}
        for statement, finding, stance in drawn
    ]


def _findings(
    rng: Random,
    ids: list[str],
    links: list[dict[str, Any]],
    programme: Programme,
    rates: Rates,
) -> list[dict[str, Any]]:
    linked: dict[str, list[str]] = {fid: [] for fid in ids}
    for link in links:
        if link["statement"] not in linked[link["finding"]]:
            linked[link["finding"]].append(link["statement"])
    # few questions, so that small bundles have two findings under one
    questions = rng.sample(list(programme["questions"]), min(len(ids), len(programme["questions"])))
    made: list[dict[str, Any]] = []
    for fid in ids:
        resolution = None
        if _chance(rng, rates.resolved):
            seen = linked[fid]
            resolution = {
                "outcome": rng.choice(OUTCOMES),
                "reason": f"reason for {fid}",
                "by": rng.choice(RECORDERS),
                "at": "2025-05-30T10:00:00+00:00",
                "seen": list(seen) if _chance(rng, 60) else _some(rng, seen, len(seen)),
            }
        made.append(
            _present(
                id=fid,
                question=rng.choice(questions),
                text=f"text of {fid}",
                polarity=rng.choice((None, "strength", "weakness", "neutral")),
                recommendation=("Review the caseloads." if _chance(rng, rates.flagged) else None),
                resolution=resolution,
            )
        )
    return made


def random_bundle(
    rng: Random,
    *,
    statements: int = 1000,
    findings: int = 100,
    sources: int | None = None,
    voices: int | None = None,
    links: int | None = None,
    programme: Programme = PROBATION,
    programme_id: str = "probation",
    rates: Rates = USUAL,
) -> Bundle:
    """A valid bundle of about these sizes, the same for the same state of the generator.

    Left out, there is a source for 20 statements, a voice for 25, and 6 links for 5 statements.
    """
    visit = rng.choice(VISITS)
    inspection = _present(
        id="I1",
        title="An inspection",
        service="A service",
        programme=programme_id,
        visit_from=visit.isoformat() if visit else None,
        visit_to=(visit + timedelta(days=4)).isoformat() if visit else None,
        sites=_some(rng, SITES, 3),
        agencies=_some(rng, AGENCIES, 3),
    )
    voice_records = _voices(rng, statements // 25 + 1 if voices is None else voices, rates)
    source_records = _sources(
        rng,
        statements // 20 + 1 if sources is None else sources,
        voices=[each["id"] for each in voice_records],
        inspection=inspection,
        anchor=visit or TODAY,
        programme=programme,
        rates=rates,
    )
    statement_records = _statements(
        rng, statements if source_records else 0, source_records, programme, rates
    )
    finding_ids = _ids(rng, "F", findings)
    link_records = _links(
        rng,
        statements * 6 // 5 if links is None else links,
        [each["id"] for each in statement_records],
        finding_ids,
    )
    bundle: Bundle = {
        "format": "triangulate-bundle/1",
        "inspection": inspection,
        "voices": voice_records,
        "sources": source_records,
        "statements": statement_records,
        "findings": _findings(rng, finding_ids, link_records, programme, rates),
        "links": link_records,
    }
    # the order of records means nothing: a record may come before those that it refers to
    for name in ("voices", "sources", "statements", "findings", "links"):
        rng.shuffle(bundle[name])
    _leave_changes(rng, bundle, visit or TODAY, rates)
    return bundle


def _leave_changes(rng: Random, bundle: Bundle, around: date, rates: Rates) -> None:
    """Say of some inspections when they were announced, and of some files when they changed."""
    visit = bundle["inspection"].get("visit_from")
    if _chance(rng, 60):
        told = around - timedelta(days=rng.choice((0, 1, 30)))
        bundle["inspection"]["announced"] = min(told.isoformat(), visit or told.isoformat())
    for source in bundle["sources"]:
        if _chance(rng, rates.flagged):
            changed = around + timedelta(days=rng.choice((-40, -30, -29, -1, 0, 1)))
            source["file"] = {"name": "plan.docx", "changed_at": f"{changed.isoformat()}T10:00:00Z"}


@st.composite
def bundles(
    draw: st.DrawFn,
    *,
    max_statements: int = 8,
    max_sources: int = 5,
    max_voices: int = 5,
    max_findings: int = 3,
    programme: Programme = PROBATION,
    programme_id: str = "probation",
    rates: Rates = ODD,
) -> Bundle:
    """Small valid bundles in which everything that the rules speak of is common."""
    statements = draw(st.integers(0, max_statements))
    return random_bundle(
        draw(st.randoms(use_true_random=False)),
        statements=statements,
        findings=draw(st.integers(1, max_findings)),
        sources=draw(st.integers(1, max_sources)),
        voices=draw(st.integers(0, max_voices)),
        links=draw(st.integers(0, 3 * statements)),
        programme=programme,
        programme_id=programme_id,
        rates=rates,
    )


def todays() -> st.SearchStrategy[date]:
    """Days before, on and after the visits of these bundles."""
    return st.sampled_from([TODAY, TODAY - timedelta(days=1), date(2024, 1, 10), date(2025, 7, 1)])
