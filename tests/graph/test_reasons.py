"""What a status says of itself is true of the evidence that stands below it."""

from __future__ import annotations

import pytest

from graph.status import Assessment
from tests.graph.example import example
from tests.loaded import assessments_of


def disputed(outcome: str, *seen: str) -> Assessment:
    """The disputed finding of the example, resolved by somebody who saw these statements."""
    told = example()
    told["findings"][0]["resolution"] = {
        "outcome": outcome,
        "reason": "Read again.",
        "seen": list(seen or ("E1", "E2", "E3")),
    }
    return assessments_of(told)["F1"]


def test_judged_against_is_not_contradicted_by_everything() -> None:
    """Evidence for it stands there still: it is the inspector who judged."""
    found = disputed("not_upheld")
    assert (found.status, found.rule) == ("not_supported", 3)
    assert found.sides.supports
    assert found.reason == "Evidence stands on both sides; an inspector judged against it."


def test_without_evidence_for_it_everything_contradicts_it() -> None:
    """A resolution of what was a conflict once says nothing of what is none now."""
    told = example()
    told["links"] = [{"statement": "E3", "finding": "F1", "stance": "contradicts"}]
    assert assessments_of(told)["F1"].reason == "Everything that counts contradicts it."


_ONE_LINE = "All that supports or qualifies it comes down to one line."
_BOTH = "Counting evidence stands on both sides."


@pytest.mark.parametrize(
    ("outcome", "seen", "reason"),
    [
        ("upheld", (), f"A conflict resolved as upheld. {_ONE_LINE}"),
        ("stands", (), f"{_BOTH} An inspector accepted the disagreement as the finding."),
        (
            "upheld",
            ("E1", "E2"),
            f"{_BOTH} It was resolved, but evidence that came later reopens it.",
        ),
    ],
)
def test_a_resolution_is_told_with_the_rule(
    outcome: str, seen: tuple[str, ...], reason: str
) -> None:
    """So is one that later evidence reopened."""
    assert disputed(outcome, *seen).reason == reason


def test_a_resolution_is_told_also_where_tests_fail() -> None:
    """Two leaders, each in a document, and nobody else."""
    told = example()
    told["voices"].append({"id": "V3", "role": "Deputy head", "group": "leaders"})
    told["sources"].append({"id": "S6", "title": "Plan", "kind": "document", "voices": ["V3"]})
    told["statements"].append({"id": "E6", "source": "S6", "quote": "No post is vacant."})
    told["links"].append({"statement": "E6", "finding": "F1", "stance": "supports"})
    told["findings"][0]["resolution"] = {
        "outcome": "upheld",
        "reason": "Read again.",
        "seen": ["E1", "E2", "E3", "E6"],
    }
    found = assessments_of(told)["F1"]
    assert found.rule == 6
    assert found.reason.startswith("A conflict resolved as upheld. More than one line, but ")
