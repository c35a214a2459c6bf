"""How a gap stands: a question about it settles nothing, and every gap is counted once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.gaps import every_gap
from graph.standing import GapCounts, Standing, Standings, counted
from graph.status import Assessments
from tests.graph.example import example
from tests.loaded import PROBATION, state_of

TODAY = date(2026, 3, 10)
HELD, GONE, TO_COME, ANY_TIME = "M1", "M2", "M3", "M4"
SESSIONS: list[dict[str, Any]] = [
    {"id": HELD, "kind": "focus_group", "source": "S3", "starts": "2026-03-10T10:00"},
    {"id": GONE, "kind": "meeting", "starts": "2026-03-09T10:00"},
    {"id": TO_COME, "kind": "meeting", "starts": "2026-03-10T16:00"},
    {"id": ANY_TIME, "kind": "meeting"},
]


def conflict(*asks: tuple[str, str | None]) -> Standing:
    """How the conflict stands with asks of these states in these sessions."""
    told = example()
    told["sessions"] = SESSIONS
    told["asks"] = [
        {
            "id": f"A{number}",
            "state": state,
            "gap": {"code": "conflict", "about": {"finding": "F1"}},
        }
        | ({} if session is None else {"session": session})
        for number, (state, session) in enumerate(asks, 1)
    ]
    state = state_of(told)
    found = every_gap(state, PROBATION, Assessments(state, PROBATION, TODAY), TODAY)
    gap = next(gap for gap in found if gap.code == "conflict")
    return Standings(state, TODAY).of(gap)


@pytest.mark.parametrize(
    ("asks", "stands"),
    [
        ([], Standing("open")),
        ([("dropped", TO_COME)], Standing("open")),
        ([("open", None)], Standing("to_place", None, "to place")),
        ([("planned", TO_COME)], Standing("placed", TO_COME, "placed in M3")),
        ([("open", ANY_TIME)], Standing("placed", ANY_TIME, "placed in M4")),
        ([("planned", HELD)], Standing("to_place", HELD, "not asked in M1", missed=True)),
        ([("planned", GONE)], Standing("to_place", GONE, "not asked in M2", missed=True)),
        ([("asked", HELD)], Standing("asked", HELD, "asked in M1")),
        ([("answered", HELD)], Standing("asked", HELD, "answered in M1")),
        ([("answered", None)], Standing("asked", None, "answered")),
        ([("answered", HELD), ("planned", TO_COME)], Standing("placed", TO_COME, "placed in M3")),
        ([("planned", HELD), ("open", None)], Standing("to_place", HELD, "not asked in M1", True)),
        ([("asked", HELD), ("open", None)], Standing("to_place", None, "to place")),
    ],
)
def test_a_gap_stands_as_what_is_under_way_for_it(
    asks: list[tuple[str, str | None]], stands: Standing
) -> None:
    """What is still to come goes before what was, and what was missed before what has no place."""
    assert conflict(*asks) == stands


def test_every_gap_is_counted_once_however_it_stands() -> None:
    """Whatever is asked, the number of gaps is the same; only one set aside is not counted."""
    told = example()
    told["sessions"] = SESSIONS
    told["asks"] = [
        {"id": "A1", "state": "planned", "session": TO_COME,
         "gap": {"code": "conflict", "about": {"finding": "F1"}}},
    ]  # fmt: skip
    bare, asked = state_of(example()), state_of(told)
    counts = []
    for state in (bare, asked):
        found = every_gap(state, PROBATION, Assessments(state, PROBATION, TODAY), TODAY)
        standings = Standings(state, TODAY)
        counts.append(counted((gap, standings.of(gap)) for gap in found))
        assert counts[-1].all == len(found)
    assert counts[0].all == counts[1].all
    assert (counts[0].open - counts[1].open, counts[1].placed) == (1, 1)


def test_counts_are_told_in_the_words_of_the_screens() -> None:
    """Ways that no gap stands are left out, but for the open ones."""
    assert str(GapCounts(high=2, open=4, placed=8)) == "12 gaps (2 high): 4 open, 8 placed"
    assert str(GapCounts(asked=1)) == "1 gap: 0 open, 1 asked"
    assert GapCounts(1, 2, 3, 4, 5, 6).plain() == {
        "all": 20, "high": 1, "open": 2, "planned": 3, "to_place": 4, "placed": 5, "asked": 6,
    }  # fmt: skip
