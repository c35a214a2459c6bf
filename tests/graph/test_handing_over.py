"""The check before handing over: what it finds in the records is what it finds in the summary."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings

from graph.gaps import gaps
from graph.handing_over import found_in, found_in_records
from graph.status import Assessments
from graph.summary import summary
from tests.bundles import bundles
from tests.loaded import PROBATION, state_of

TODAY = date(2026, 3, 1)


@settings(max_examples=150, deadline=None)
@given(bundles())
def test_the_records_hold_what_the_lead_inspector_receives(bundle: dict[str, Any]) -> None:
    """Name by name and number by number; what was withdrawn or set aside belongs to nobody."""
    for number, statement in enumerate(bundle["statements"]):
        statement["quote"] += f" Mrs Harcourt rang on 01632 96{number:04}."
    for number, link in enumerate(bundle["links"]):
        link["note"] = f"Dr Okonjo will ring on 01632 97{number:04}."
    orphans = [{"code": "orphan", "about": {"statement": s["id"]}} for s in bundle["statements"]]
    bundle["dismissals"] = [{"gap": gap} for gap in orphans[::2]]
    state = state_of(bundle)
    assessments = Assessments(state, PROBATION, TODAY)
    found = gaps(state, PROBATION, assessments, TODAY)
    whole = summary(state, PROBATION, assessments, found, made_at="", by="", seq=1)
    ours = [(found.key, found.why, found.done) for found in found_in_records(state, PROBATION)]
    assert ours == [(f.key, f.why, f.done) for f in found_in(whole, state, PROBATION)]
