"""What the service is asked to send: what is proposed, what is never named, what arrived."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evidence.model import Inspection
from evidence.programme import load_programme
from evidence.state import Change
from graph.document import Table
from graph.gaps import every_gap
from graph.request_document import request_document
from graph.requests import RequestList, arrivals, due_day, request_list
from graph.status import Assessments
from tests.graph.test_wording import state_of

PROBATION = load_programme("probation")
TODAY = date(2026, 2, 1)


def listed(bundle: dict[str, Any], **inspection: Any) -> RequestList:
    state = state_of(bundle)
    described = Inspection(**{"title": "North", "service": "N", **inspection})
    state.apply([Change("inspection", "inspection", state.inspection, described)])
    assessments = Assessments(state, PROBATION, TODAY)
    found = every_gap(state, PROBATION, assessments, TODAY)
    return request_list(state, PROBATION, assessments, found, TODAY)


def wordings(bundle: dict[str, Any]) -> list[str]:
    return [proposal.wording for proposal in listed(bundle).proposed]


def source(identifier: str, **more: Any) -> dict[str, Any]:
    return {"id": identifier, "kind": "document", **more}


def test_a_document_is_asked_for_once_with_all_its_gaps() -> None:
    """The same wording under several key questions is one proposal."""
    made = listed({})
    (logs,) = [each for each in made.proposed if each.wording == "Policy register"]
    assert [gap.key for gap in logs.gaps] == [
        "no_evidence PS.1.4.1", "expected_missing PS.1.4.1 document",
    ]  # fmt: skip
    every = [proposal.wording.casefold() for proposal in made.proposed]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"voices": ["V1"]}, True),
        ({"voices": ["V1"], "reliability": "doubtful"}, False),
        ({"voices": ["V2"]}, False),
        ({"voices": ["V1", "V2"]}, False),
        ({}, False),
        ({"kind": "data"}, True),
        ({"voices": ["V1"], "kind": "meeting"}, False),
    ],
)
def test_what_may_have_come_in_confidence_is_never_named(more: dict[str, Any], named: bool) -> None:
    """An undated paper is asked about only where it is the service's own."""
    bundle = {
        "voices": [
            {"id": "V1", "role": "Head", "group": "leaders"},
            {"id": "V2", "role": "Somebody", "group": "supervised_people"},
        ],
        "sources": [source("S1", title="Zebra paper", **more)],
    }
    assert any("Zebra" in wording for wording in wordings(bundle)) is named


def test_an_inspectors_flag_is_hers() -> None:
    """It is in no proposal, neither as wording nor as reason."""
    flagged = source("S1", title="Plan", voices=["V1"], clarify="He may be hiding something")
    bundle = {"voices": [{"id": "V1", "group": "leaders"}], "sources": [flagged]}
    said = [f"{each.wording} {each.why}" for each in listed(bundle).proposed]
    assert any(text.startswith("Of Plan: its date") for text in said)
    assert not any("hiding" in text for text in said)


def test_what_is_requested_or_dropped_is_not_proposed_again() -> None:
    requests = [
        {"id": "R1", "wording": "policy register", "state": "dropped"},
        {"id": "R2", "wording": "Risk register", "state": "sent"},
    ]
    found = wordings({"requests": requests})
    assert "Policy register" not in found
    assert "Risk register" not in found
    assert "Continuity plan" in found


def test_what_arrived_is_offered_by_the_words_of_its_name() -> None:
    """Not what was withdrawn, nor what answers another request, nor one word of two."""
    sources = [
        source("S1", title="Risk register, March"),
        source("S2", title="Register of gifts"),
        source("S3", title="Risk register, old", withdrawn=True),
        source("S4", file={"name": "risk-register.docx"}),
        source("S5", title="The risk register"),
    ]
    requests = [
        {"id": "R1", "wording": "Risk register"},
        {"id": "R2", "wording": "x", "state": "received", "sources": ["S5"]},
    ]
    state = state_of({"sources": sources, "requests": requests})
    assert [each.id for each in arrivals(state, state.requests["R1"])] == ["S1", "S4"]


@pytest.mark.parametrize(
    ("visit_from", "due"),
    [
        (None, None),
        ("2026-03-09", "2026-02-23"),
        ("2026-02-10", "2026-02-10"),
        ("2026-02-01", None),
        ("2025-01-01", None),
    ],
)
def test_what_is_asked_for_is_due_two_weeks_before_the_visit(
    visit_from: str | None, due: str | None
) -> None:
    """Or by its first day, where that is nearer; afterwards no day is offered."""
    given = {"visit_from": visit_from} if visit_from else {}
    assert listed({}, **given).due == due
    assert due_day(state_of({}), TODAY) is None


def test_the_document_says_what_why_and_by_when_and_nothing_of_the_gaps() -> None:
    """What was dropped is left out; what arrived stands below."""
    requests = [
        {"id": "R1", "wording": "Plan", "why": "It is expected.", "by_when": "2026-01-01",
         "gaps": [{"code": "no_evidence", "about": {"question": "PS.1.1.1"}}]},
        {"id": "R2", "wording": "Log", "state": "received", "sources": ["S1"]},
        {"id": "R3", "wording": "Never mind", "state": "dropped"},
    ]  # fmt: skip
    made = listed({"sources": [source("S1", title="Log of March")], "requests": requests})
    document = request_document(made)
    waiting, arrived = (block for block in document.blocks if isinstance(block, Table))
    rows = [["".join(run.text for run in cell) for cell in row] for row in waiting.rows]
    assert rows == [["R1", "Plan", "It is expected.", "2026-01-01 overdue"]]
    rows = [["".join(run.text for run in cell) for cell in row] for row in arrived.rows]
    assert rows == [["R2", "Log", "Log of March"]]
    assert (document.title, document.marking) == ("Requests: North", "OFFICIAL-SENSITIVE")
