"""What can be seen in two texts without a model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.suggest.cues import cues, read
from graph.suggest.quantities import Quantity, quantities

SITES = ("Wexcombe", "Pellbridge")


def seen(subject: str, target: str, site: str = "") -> dict[str, str]:
    """The cues of two texts: name and reason."""
    found = cues(read(subject, SITES, site), read(target, SITES))
    return {cue.name: cue.reason.text for cue in found}


@pytest.mark.parametrize(
    ("subject", "target", "told"),
    [
        (
            "The average caseload is 45 cases for each practitioner.",
            "Practitioners have an average caseload of 31 cases.",
            {"numbers_differ": "numbers differ: 45 / 31"},
        ),
        (
            "The team had 214 referrals in the year.",
            "Of 214 referrals few led to housing.",
            {"same_number": "the same figure: 214"},
        ),
        (
            "Supervision does not take place here.",
            "Supervision takes place here.",
            {"negated": "one side is negated: not … take"},
        ),
        (
            "Waiting times have risen.",
            "Waiting times fell.",
            {},
        ),
        (
            "Audit: the rate of completion fell.",
            "The rate of completion rose.",
            {"opposed": "opposite words: fell / rose"},
        ),
        (
            "All but the east team do, except on Fridays.",
            "Every team meets on Fridays.",
            {"excepted": "maybe an exception: “Every” and “except”"},
        ),
        (
            "81 of 132 meetings were recorded",
            "Every meeting is recorded.",
            {"claim_broken": "a figure against a claim: “Every” and 81 of 132"},
        ),
        (
            "At Pellbridge the doors are locked.",
            "At Wexcombe the doors are locked.",
            {"other_site": "other site: Pellbridge / Wexcombe, so maybe not comparable"},
        ),
        (
            "Team 1 was happy with it.",
            "Team 2 was happy with it.",
            {"other_team": "other team: Team 1 / Team 2, so maybe not comparable"},
        ),
        (
            "In 2023 the plan was late.",
            "In 2025 the plan was late.",
            {"other_period": "other year: 2023 / 2025, so maybe not comparable"},
        ),
    ],
)
def test_a_cue_names_what_a_person_would_check(
    subject: str, target: str, told: dict[str, str]
) -> None:
    """With the very words, and nothing else."""
    assert seen(subject, target) == told


def test_a_text_that_names_no_site_is_about_that_of_its_source() -> None:
    """The same site speaks for being about one thing, another for caution."""
    target = "The Pellbridge office is hard to reach."
    assert "same_site" in seen("Two buses and a hill.", target, "Pellbridge")
    assert "other_site" in seen("Two buses and a hill.", target, "Wexcombe")


def test_quantities_are_read_in_figures_and_words_but_dates_are_none() -> None:
    """With what is counted, and the whole where there is one."""
    text = "On 14 May 2025, sixty-one per cent, or seven of the twelve, waited five working days."
    assert [(q.value, q.unit, q.of) for q in quantities(text)] == [
        (61.0, "%", None), (7.0, "", 12.0), (5.0, "day", None),
    ]  # fmt: skip


def test_a_share_is_known_of_percentages_and_parts_only() -> None:
    """Five days are no share of anything."""
    assert Quantity(25, "%", 0, 4).share == 0.25
    assert Quantity(3, "", 0, 4, 4).share == 0.75
    assert Quantity(5, "day", 0, 4).share is None


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_mark_stands_in_its_text(subject: str, target: str) -> None:
    """Whatever the texts hold."""
    for cue in cues(read(subject), read(target)):
        for spans, text in ((cue.reason.marked, subject), (cue.reason.target_marked, target)):
            assert all(0 <= start < end <= len(text) for start, end in spans)
