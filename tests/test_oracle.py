"""Cases worked out by hand from DESIGN section 4, which keep the oracle honest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from tests import oracle
from tests.bundles import PROBATION, TODAY, bundles
from tests.oracle import Bundle, Programme

RECENT = "2025-05-01"


def voice(vid: str, group: str | None) -> dict[str, Any]:
    """A voice."""
    return {"id": vid, "role": f"role of {vid}", "group": group}


def source(sid: str, kind: str = "document", **fields: Any) -> dict[str, Any]:
    """A source of recent date."""
    return {"id": sid, "title": sid, "kind": kind, "dated": RECENT, **fields}


def statement(sid: str, held_by: str, **fields: Any) -> dict[str, Any]:
    """A statement held by that source."""
    return {"id": sid, "source": held_by, "quote": sid, **fields}


def bundle(
    voices: list[dict[str, Any]],
    sources: list[dict[str, Any]],
    statements: list[dict[str, Any]],
    links: dict[str, list[str]],
    **finding: Any,
) -> Bundle:
    """A bundle with the finding F1 and, for each stance, the statements so linked to it."""
    return {
        "format": "triangulate-bundle/1",
        "inspection": {"id": "I1", "visit_from": TODAY.isoformat()},
        "voices": voices,
        "sources": sources,
        "statements": statements,
        "findings": [{"id": "F1", "question": "PS.1.2.1", "text": "Caseloads fall.", **finding}],
        "links": [
            {"statement": sid, "finding": "F1", "stance": stance}
            for stance, linked in links.items()
            for sid in linked
        ],
    }


def assessed(of: Bundle) -> dict[str, Any]:
    """The assessment of F1 without what is the same in every case."""
    found = oracle.assessment(of, "F1", PROBATION, TODAY)
    constant = {name: found.pop(name) for name in ("id", "area", "question", "text")}
    assert constant == {
        "id": "F1",
        "area": "people",
        "question": "PS.1.2.1",
        "text": "Caseloads fall.",
    }
    return found


def status(of: Bundle) -> str:
    """The status of F1."""
    return oracle.status_of(of, "F1", PROBATION, TODAY).status


def rests_on(of: Bundle) -> list[str]:
    """What the status of F1 rests on."""
    return oracle.rests_on(of, "F1", PROBATION, TODAY)


def flows(of: Bundle, *ids: str) -> dict[str, int]:
    """The lines of these statements and the flow through each gate."""
    gates = ("kinds", "recorders", "sites", "agencies", "perspectives")
    through = {gate: oracle.gated(of, ids, gate) for gate in gates}
    return {"lines": oracle.lines(of, ids), **through}


def test_ten_mentions_of_one_voice_are_one_line() -> None:
    """Ten documents that all report the head of service rest on the head of service."""
    numbers = range(1, 11)
    ten = bundle(
        [voice("V1", "leaders")],
        [source(f"S{n}", voices=["V1"], recorded_by=f"inspector {n}") for n in numbers],
        [statement(f"E{n}", f"S{n}") for n in numbers],
        {"supports": [f"E{n}" for n in numbers]},
    )
    assert assessed(ten) == {
        "status": "single_source",
        "accepted": False,
        "lines": {"supports": 1, "qualifies": 0, "contradicts": 0, "support_and_qualify": 1},
        "kinds": 1,
        "perspectives": 1,
        "recorders": 1,
        "tests": {
            "second_line": False,
            "second_kind": False,
            "outside_leadership": False,
            "current": True,
        },
        "rule": 4,
    }
    assert rests_on(ten) == ["V1"]


def test_a_report_made_from_a_plan_is_no_second_line() -> None:
    """An annual report drawn from the business plan leads back to the plan's own voice."""
    papers = bundle(
        [voice("V1", "leaders")],
        [source("S2", voices=["V1"]), source("S10", derived_from=["S2"])],
        [statement("E1", "S2"), statement("E2", "S10")],
        {"supports": ["E1", "E2"]},
    )
    assert oracle.ways(papers, ["E1", "E2"]) == [
        (("source", "S2"), ("voice", "V1")),
        (("source", "S10"), ("source", "S2"), ("voice", "V1")),
    ]
    assert (status(papers), rests_on(papers)) == ("single_source", ["S2", "V1"])


def test_a_focus_group_corroborates_the_papers() -> None:
    """Practitioners add a line, a kind and a perspective, and the status rests on each of them."""
    heard = bundle(
        [voice("V1", "leaders"), voice("V2", "practitioners")],
        [
            source("S2", voices=["V1"], recorded_by="asha"),
            source("S10", derived_from=["S2"], recorded_by="ben"),
            source("S3", "focus_group", voices=["V2"]),
        ],
        [statement("E1", "S2"), statement("E2", "S10"), statement("E3", "S3", voice="V2")],
        {"supports": ["E1", "E2", "E3"]},
    )
    assert assessed(heard) == {
        "status": "corroborated",
        "accepted": False,
        "lines": {"supports": 2, "qualifies": 0, "contradicts": 0, "support_and_qualify": 2},
        "kinds": 2,
        "perspectives": 2,
        "recorders": 1,
        "tests": {
            "second_line": True,
            "second_kind": True,
            "outside_leadership": True,
            "current": True,
        },
        "rule": 5,
    }
    assert rests_on(heard) == ["S2", "S3", "V1", "V2"]


@pytest.mark.parametrize("fault", [{"reliability": "doubtful"}, {"withdrawn": True}])
def test_a_faulty_source_says_nothing_but_stands_on_the_way(fault: dict[str, Any]) -> None:
    """A doubtful or withdrawn source makes no conflict, but keeps the line of what draws on it."""
    papers = bundle(
        [voice("V1", "partners")],
        [source("S1", voices=["V1"], **fault), source("S2", "data", derived_from=["S1"])],
        [statement("E1", "S1"), statement("E2", "S2")],
        {"supports": ["E2"], "contradicts": ["E1"]},
    )
    assert oracle.sides(papers, "F1") == {
        "supports": {"E2"},
        "qualifies": set(),
        "contradicts": set(),
    }
    assert oracle.ways(papers, ["E2"]) == [(("source", "S2"), ("source", "S1"), ("voice", "V1"))]
    assert (status(papers), rests_on(papers)) == ("single_source", ["S1", "S2", "V1"])


def test_a_named_voice_narrows_a_source_to_that_voice() -> None:
    """Minutes that name the one who spoke lead neither to the others nor to what they draw on."""
    voices = [voice("V1", "leaders"), voice("V2", "practitioners"), voice("V3", "partners")]
    sources = [
        source("S1", "meeting", voices=["V1", "V2"], derived_from=["S3"]),
        source("S2", "interview", voices=["V1"]),
        source("S3", voices=["V3"]),
    ]
    named = [statement("E1", "S1", voice="V1"), statement("E2", "S2")]
    unnamed = [*named, statement("E3", "S1")]
    whole = bundle(voices, sources, unnamed, {})
    assert oracle.lines(whole, ["E1", "E2"]) == 1
    assert oracle.groups_reached(whole, ["E1", "E2"]) == {"leaders"}
    assert oracle.lines(whole, ["E1", "E2", "E3"]) == 2
    assert oracle.groups_reached(whole, ["E1", "E3"]) == {"leaders", "practitioners", "partners"}


def test_derivation_widens_a_source_that_is_also_entered() -> None:
    """A source entered for one named voice leads to all its voices when another draws on it."""
    minutes = bundle(
        [voice("V1", "leaders"), voice("V2", "practitioners")],
        [
            source("S1", "meeting", voices=["V1", "V2"]),
            source("S2", derived_from=["S1"]),
            source("S3", "interview", voices=["V1"]),
        ],
        [statement("E1", "S1", voice="V1"), statement("E2", "S2"), statement("E3", "S3")],
        {},
    )
    assert oracle.lines(minutes, ["E1", "E3"]) == 1
    assert oracle.lines(minutes, ["E1", "E2", "E3"]) == 2


def test_a_repeat_counts_as_its_original_whatever_stands_between() -> None:
    """A chain of repeats is one original, and a withdrawn link of the chain is not asked."""
    statements = [
        statement("E1", "S1", voice="V1"),
        statement("E2", "S2", repeats="E1", withdrawn=True),
        statement("E3", "S3", repeats="E2"),
    ]
    sources = [
        source("S1", "interview", voices=["V1"]),
        source("S2", reliability="doubtful"),
        source("S3", "data"),
    ]
    whole = bundle(
        [voice("V1", "victims")],
        sources,
        statements,
        {"supports": ["E1", "E3"], "qualifies": ["E2"]},
    )
    assert oracle.original(whole, "E3") == "E1"
    assert [link["statement"] for link in oracle.counting_links(whole, "F1")] == ["E1", "E3"]
    assert oracle.sides(whole, "F1") == {
        "supports": {"E1"},
        "qualifies": set(),
        "contradicts": set(),
    }
    assert (status(whole), rests_on(whole)) == ("single_source", ["S1", "V1"])
    sources[0]["withdrawn"] = True
    assert status(whole) == "silent"


def test_each_gate_lets_one_line_through_and_what_has_no_value_none() -> None:
    """Four lines are three kinds, two recorders, one site, no agency and one perspective."""
    whole = bundle(
        [voice("V1", "practitioners"), voice("V2", "practitioners"), voice("V3", None)],
        [
            source("S1", "interview", voices=["V1"], recorded_by="asha", site="North"),
            source("S2", "interview", voices=["V2"], recorded_by="ben", site="North"),
            source("S3", "survey", voices=["V3"], recorded_by="ben"),
            source("S4", "data"),
        ],
        [statement(f"E{n}", f"S{n}") for n in (1, 2, 3, 4)],
        {},
    )
    assert flows(whole, "E1", "E2", "E3", "E4") == {
        "lines": 4,
        "kinds": 3,
        "recorders": 2,
        "sites": 1,
        "agencies": 0,
        "perspectives": 1,
    }
    assert flows(whole, "E3", "E4")["perspectives"] == 0
    assert oracle.groups_reached(whole, ["E3", "E4"]) == set()


@pytest.mark.parametrize(
    ("outcome", "seen", "expected"),
    [
        ("upheld", ["E1", "E2"], oracle.Verdict("single_source", 4)),
        ("not_upheld", ["E1", "E2"], oracle.Verdict("not_supported", 3)),
        ("stands", ["E1", "E2"], oracle.Verdict("conflicting", 2, accepted=True)),
        ("upheld", ["E1"], oracle.Verdict("conflicting", 2)),
        ("stands", ["E2"], oracle.Verdict("conflicting", 2)),
    ],
)
def test_a_link_that_a_resolution_did_not_see_reopens_it(
    outcome: str, seen: list[str], expected: oracle.Verdict
) -> None:
    """A resolution acts while it has seen every counting link, and a gap shows when it has not."""
    disputed = bundle(
        [voice("V1", "partners"), voice("V2", "sentencers")],
        [source("S1", voices=["V1"]), source("S2", voices=["V2"])],
        [statement("E1", "S1"), statement("E2", "S2")],
        {"supports": ["E1"], "contradicts": ["E2"]},
        resolution={"outcome": outcome, "reason": "Read again.", "by": "asha", "seen": seen},
    )
    assert oracle.status_of(disputed, "F1", PROBATION, TODAY) == expected
    conflict = ("conflict", (("finding", "F1"),), False)
    open_conflict = expected == oracle.Verdict("conflicting", 2)
    assert (conflict in oracle.gaps(disputed, PROBATION, TODAY)) is open_conflict


@pytest.mark.parametrize(
    ("visit", "kind", "dated", "current"),
    [
        ("2025-05-31", "meeting", "2025-02-28", True),
        ("2025-05-31", "interview", "2025-02-27", False),
        ("2024-02-29", "document", "2023-02-28", True),
        ("2024-02-29", "document", "2024-12-01", True),
        (None, "survey", "2023-11-30", True),
        (None, "survey", "2023-11-29", False),
        (None, "survey", None, False),
    ],
)
def test_a_month_limit_is_held_to_the_end_of_the_month(
    visit: str | None, kind: str, dated: str | None, current: bool
) -> None:
    """Months count back from the visit, or from today, to the same day or the month's last."""
    one = bundle(
        [], [source("S1", kind, dated=dated)], [statement("E1", "S1")], {"supports": ["E1"]}
    )
    one["inspection"] = {"id": "I1", "visit_from": visit}
    assert oracle.tests_of(one, "F1", PROBATION, TODAY)["current"] is current


def test_loss_of_the_only_voice_leaves_no_origin_behind() -> None:
    """A source that loses its voices is not its own origin, and its contradiction falls."""
    disputed = bundle(
        [voice("V1", "partners"), voice("V2", "victims")],
        [
            source("S1", voices=["V1"]),
            source("S2", voices=["V1", "V2"]),
            source("S3", voices=["V2"]),
        ],
        [statement("E1", "S1"), statement("E2", "S2"), statement("E3", "S3")],
        {"supports": ["E1"], "contradicts": ["E3"], "qualifies": ["E2"]},
    )
    assert status(disputed) == "conflicting"
    assert rests_on(disputed) == ["S3", "V2"]


def test_every_gap_of_a_small_inspection_is_told() -> None:
    """One leader's undated plan, said twice, leaves these gaps and no others."""
    programme: Programme = {
        "questions": {
            "Q1": {"area": "people", "expects": ["document", "data", "meeting"]},
            "Q2": {"area": "services", "expects": ["survey"]},
        },
        "stale_after_months": {"document": 12, "meeting": 3},
        "required": {"lines": 2, "kinds": 2},
        "coverage": ["sites"],
    }
    small = bundle(
        [voice("V1", "leaders"), voice("V2", "practitioners"), voice("V3", "victims")],
        [
            source("S1", dated=None, voices=["V1"], site="North"),
            source("S2", "interview", voices=["V2", "V3"]),
        ],
        [
            statement("E1", "S1"),
            statement("E2", "S1"),
            statement("E3", "S2", questions=["Q2"]),
            statement("E4", "S2", clarify="Which team?"),
        ],
        {"supports": ["E1", "E2"]},
        question="Q1",
        recommendation="Review the caseloads.",
    )
    small["inspection"] = {"id": "I1", "visit_from": "2025-06-02", "sites": ["North", "South"]}
    expected = {
        ("circular", (("finding", "F1"),), False),
        ("clarify", (("source", "S1"),), False),
        ("clarify", (("statement", "E4"),), False),
        ("coverage", (("question", "Q1"), ("site", "South")), False),
        ("coverage", (("question", "Q2"), ("site", "North")), False),
        ("coverage", (("question", "Q2"), ("site", "South")), False),
        ("expected_missing", (("kind", "data"), ("question", "Q1")), False),
        ("expected_missing", (("kind", "meeting"), ("question", "Q1")), True),
        ("expected_missing", (("kind", "survey"), ("question", "Q2")), True),
        ("leadership_only", (("finding", "F1"),), False),
        ("no_voice", (("area", "people"),), True),
        ("one_kind", (("finding", "F1"),), True),
        ("one_kind", (("question", "Q1"),), True),
        ("one_kind", (("question", "Q2"),), True),
        ("orphan", (("statement", "E4"),), False),
        ("prior_action", (("finding", "F1"),), False),
        ("stale", (("finding", "F1"),), False),
    }
    assert set(oracle.gaps(small, programme, TODAY)) == expected
    begun = {(code, about, False) for code, about, _ in expected}
    assert set(oracle.gaps(small, programme, date(2025, 6, 2))) == begun


@given(bundles())
@settings(deadline=None)
def test_no_side_has_more_lines_than_statements_or_fewer_than_one(random: Bundle) -> None:
    """Each side with evidence has a line, and no gate lets through more than there are lines."""
    for finding in random["findings"]:
        for ids in oracle.sides(random, finding["id"]).values():
            found = flows(random, *ids)
            assert min(1, len(ids)) <= found["lines"] <= len(ids)
            assert max(found.values()) == found["lines"]
