"""A document that somebody changed once the service knew of the inspection is a gap."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.gaps import gaps
from graph.status import Assessments
from tests.loaded import PROBATION, state_of

TODAY = date(2026, 2, 20)


def said(inspection: dict[str, str], **file: str) -> list[str]:
    """What the gaps say of one dated document with a voice and this file."""
    bundle: dict[str, Any] = {
        "format": "triangulate-bundle/1",
        "inspection": {"id": "I1", "programme": "probation", **inspection},
        "voices": [{"id": "V1", "role": "Head", "group": "leaders"}],
        "sources": [
            {
                "id": "S1",
                "title": "Plan",
                "kind": "document",
                "dated": "2026-01-01",
                "voices": ["V1"],
                "file": {"name": "plan.docx", **file},
            }
        ],
    }
    state = state_of(bundle)
    found = gaps(state, PROBATION, Assessments(state, PROBATION, TODAY), TODAY)
    return [gap.text for gap in found if gap.code == "clarify"]


TOLD = {"announced": "2026-01-19", "visit_from": "2026-03-09"}


def test_the_gap_names_who_and_when() -> None:
    assert said(TOLD, changed_at="2026-02-03T10:00:00Z", changed_by="Jo") == [
        (
            "S1 Plan: Jo changed it on 2026-02-03, once the inspection was announced (2026-01-19), "
            "and the tracked changes are not accepted yet"
        )
    ]


@pytest.mark.parametrize(
    ("inspection", "changed", "gap"),
    [
        (TOLD, "2026-01-18T23:59", False),
        (TOLD, "2026-01-19T08:00", True),
        ({"visit_from": "2026-03-09"}, "2026-03-08T12:00", False),
        ({"visit_from": "2026-03-09"}, "2026-03-09T12:00", True),
        ({}, "2026-03-09T12:00", False),
    ],
)
def test_it_is_one_from_the_day_that_the_service_knew(
    inspection: dict[str, str], changed: str, gap: bool
) -> None:
    """The day of the announcement counts; where none is noted, the visit's first day does."""
    assert bool(said(inspection, changed_at=changed)) is gap


def test_a_document_without_tracked_changes_is_none() -> None:
    assert said(TOLD) == []
