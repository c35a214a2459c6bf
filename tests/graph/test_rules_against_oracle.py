"""Every rule of DESIGN 4.1 to 4.6 agrees with its slow twin on random inspections."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given, settings

from graph.gaps import gaps
from graph.status import Assessments
from tests import oracle
from tests.bundles import PROBATION as PLAIN_PROBATION
from tests.bundles import bundles, todays
from tests.loaded import PROBATION, state_of

ORACLE_FIELDS = {
    "id", "area", "question", "text", "status", "accepted", "lines", "kinds", "perspectives",
    "recorders", "tests", "rule",
}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(bundles(), todays())
def test_every_assessment_agrees_with_the_oracle(bundle: dict[str, Any], today: date) -> None:
    """Status, rule, lines, kinds, perspectives, recorders and tests are the same."""
    assessments = Assessments(state_of(bundle), PROBATION, today)
    for identifier, assessment in assessments.items():
        ours = {k: v for k, v in assessment.plain().items() if k in ORACLE_FIELDS}
        assert ours == oracle.assessment(bundle, identifier, PLAIN_PROBATION, today)


@settings(max_examples=150, deadline=None)
@given(bundles(), todays())
def test_what_a_status_rests_on_agrees_with_the_oracle(bundle: dict[str, Any], today: date) -> None:
    """The same sources and voices are named as those whose loss changes the status."""
    assessments = Assessments(state_of(bundle), PROBATION, today)
    for identifier, assessment in assessments.items():
        theirs = oracle.rests_on(bundle, identifier, PLAIN_PROBATION, today)
        assert sorted(assessment.rests_on) == sorted(theirs)


@settings(max_examples=150, deadline=None)
@given(bundles(), todays())
def test_the_gaps_agree_with_the_oracle(bundle: dict[str, Any], today: date) -> None:
    """The same gaps, about the same things, planned or not."""
    state = state_of(bundle)
    found = gaps(state, PROBATION, Assessments(state, PROBATION, today), today)
    ours = []
    for gap in found:
        about = gap.about.plain() | ({"kind": gap.kind} if gap.kind else {})
        ours.append((gap.code, tuple(sorted(about.items())), gap.planned))
    assert sorted(ours) == oracle.gaps(bundle, PLAIN_PROBATION, today)


@settings(max_examples=200, deadline=None)
@given(bundles())
def test_a_witness_is_as_many_disjoint_ways_as_there_are_lines(bundle: dict[str, Any]) -> None:
    """Each way starts at a statement of its first source and shares no source or voice."""
    state = state_of(bundle)
    for assessment in Assessments(state, PROBATION, date(2026, 3, 1)).values():
        for network in (assessment.supports, assessment.contradicts, assessment.qualifies):
            assert len(network.witness) == network.lines
            met: set[str] = set()
            for statement, *way in network.witness:
                assert statement in network.entered[way[0]]
                assert met.isdisjoint(way)
                met.update(way)
                for here, there in pairwise(way):
                    assert there in network.voices[here] or there in network.derived[here]
                last = state.sources.get(way[-1])
                assert last is None or not (last.voices or last.derived_from)
