"""Saturation: what is new in a meeting, and when another is likely to add nothing."""

from __future__ import annotations

from typing import Any

import pytest

from graph.day_lines import saturation_lines
from graph.drawing import plain
from graph.saturation import AreaSaturation, Heard, saturation
from tests.loaded import PROBATION, state_of

PEOPLE, SERVICES = "PS.1.2.1", "PS.1.3.1"


def area_of(question: str) -> str:
    return PROBATION.area_of[question]


def meetings(*points: str) -> dict[str, Any]:
    """Meetings day after day; each letter in one supports the finding of that letter."""
    letters = sorted({letter for made in points for letter in made})
    statements = [
        {"id": f"E{number}{letter}", "source": f"S{number}", "quote": "q"}
        for number, made in enumerate(points, 1)
        for letter in made
    ]
    return {
        "sources": [
            {"id": f"S{n}", "kind": "meeting", "title": f"T{n}", "dated": f"2026-03-{n:02}"}
            for n in range(1, len(points) + 1)
        ],
        "statements": statements,
        "findings": [{"id": f"F{letter}", "question": PEOPLE, "text": "t"} for letter in letters],
        "links": [
            {"statement": each["id"], "finding": f"F{each['id'][-1]}", "stance": "supports"}
            for each in statements
        ],
    }


def of(bundle: dict[str, Any], question: str = PEOPLE) -> AreaSaturation:
    """The saturation of the area of a key question."""
    found = saturation(state_of(bundle), PROBATION)
    return next(each for each in found if each.area == area_of(question))


@pytest.mark.parametrize(
    ("points", "new", "verdict", "ratio"),
    [
        (("ab", "a", "b"), [2, 0, 0], "too_few", None),
        (("ab", "ac", "d", "a", "b", "c"), [2, 1, 1, 0, 0, 0], "adds_nothing", 0.0),
        (("ab", "ac", "d", "a", "b", "e"), [2, 1, 1, 0, 0, 1], "still_adds", 0.25),
        (("abcdefghijklmnopqrst", "a", "a", "a", "a", "u"), [20, 0, 0, 0, 0, 1],
         "adds_nothing", 0.05),
    ],
)  # fmt: skip
def test_the_run_is_held_against_the_base(
    points: tuple[str, ...], new: list[int], verdict: str, ratio: float | None
) -> None:
    """The last two against the first four: a twentieth is still nothing."""
    found = of(meetings(*points))
    assert [each.new for each in found.sessions] == new
    assert (found.verdict, found.ratio) == (verdict, ratio)


def test_a_repeat_or_what_does_not_count_makes_no_point() -> None:
    bundle = meetings("a", "b", "c")
    bundle["statements"][1]["repeats"] = "E1a"
    bundle["statements"][2]["withdrawn"] = True
    assert of(bundle).sessions == (Heard("S1", "T1", "2026-03-01", 1, 1),)


def test_a_side_of_a_finding_and_a_group_on_a_question_are_points_of_their_own() -> None:
    bundle = meetings("a", "a")
    bundle["links"][1]["stance"] = "contradicts"
    bundle["voices"] = [
        {"id": "V1", "group": "partners"},
        {"id": "V2", "group": "practitioners"},
    ]
    for number in (1, 2):
        bundle["sources"][number - 1]["voices"] = [f"V{number}"]
        bundle["statements"][number - 1]["questions"] = [PEOPLE]
    assert [(each.points, each.new) for each in of(bundle).sessions] == [(2, 2), (2, 2)]
    bundle["voices"][1]["group"] = "partners"
    assert [(each.points, each.new) for each in of(bundle).sessions] == [(2, 2), (2, 1)]


def test_a_document_is_no_meeting_and_other_areas_are_apart() -> None:
    bundle = meetings("a", "a")
    bundle["sources"][0]["kind"] = "document"
    assert [each.source for each in of(bundle).sessions] == ["S2"]
    assert of(bundle, SERVICES).sessions == ()


def test_meetings_of_one_day_stand_by_the_hour() -> None:
    bundle = meetings("a", "b")
    for source in bundle["sources"]:
        source["dated"] = "2026-03-01"
    bundle["sessions"] = [
        {"id": "M1", "kind": "meeting", "source": "S1", "starts": "2026-03-01T14:00"},
        {"id": "M2", "kind": "meeting", "source": "S2", "starts": "2026-03-01T09:00"},
    ]
    assert [each.source for each in of(bundle).sessions] == ["S2", "S1"]


def test_the_plot_is_a_bar_a_session_with_its_numbers() -> None:
    """Its glyphs have plain forms."""
    found = of(meetings("ab", "ac", "d", "a", "b", "e"))
    lines = [plain(drawn.spans) for drawn in saturation_lines([found], 78, plain_ascii=True)]
    assert lines[:2] == [
        ". people: another meeting would still add: the last 2 of 6 sessions added 1 to",
        "  the 4 of the first 4 (25%)",
    ]
    assert lines[2].split() == ["base", "S1", "T1", "##", "2", "new", "of", "2"]
    assert lines[3].split() == ["base", "S2", "T2", "#-", "1", "new", "of", "2"]
    assert lines[-1].split() == ["run", "S6", "T6", "#", "1", "new", "of", "1"]
