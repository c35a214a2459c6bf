"""The end of a day: two states compared."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from graph.asks import asks_of, unasked
from graph.day import AskLeft, Came, GapMoved, Moved, day_report
from graph.day_lines import day_lines
from graph.drawing import plain, width
from tests.graph.example import QUESTION, example
from tests.loaded import PROBATION, state_of

TODAY = date(2026, 3, 10)


def gap(**about: str) -> dict[str, object]:
    return {"code": "one_kind", "about": about}


def test_what_moved_came_closed_opened_and_remains() -> None:
    """A conflict that came, a session held, and an ask that was forgotten there."""
    before = example()
    before["links"] = before["links"][:2]
    before["sessions"] = [
        {"id": "M1", "kind": "focus_group", "title": "North team", "starts": "2026-03-10T10:00"},
        {"id": "M2", "kind": "meeting", "title": "Later", "starts": "2026-03-11T10:00"},
    ]
    before["asks"] = [
        {"id": "A1", "gap": gap(finding="F1"), "wording": "One?"},
        {"id": "A2", "gap": gap(finding="F1"), "wording": "Two?", "session": "M2",
         "state": "planned"},
        {"id": "A3", "gap": gap(finding="F1"), "wording": "Three?", "session": "M1",
         "state": "planned"},
        {"id": "A4", "gap": gap(finding="F1"), "wording": "Four?", "session": "M1",
         "state": "asked"},
    ]  # fmt: skip
    now = deepcopy(before)
    now["links"] = example()["links"][:3]
    now["sources"].append({"id": "S5", "kind": "focus_group", "title": "North", "voices": ["V2"]})
    now["statements"].append({"id": "E9", "source": "S5", "quote": "q", "questions": [QUESTION]})
    now["sessions"][0]["source"] = "S5"
    report = day_report(state_of(before), state_of(now), PROBATION, TODAY)
    conflict = Moved("F1", "There are enough staff.", "people", "single_source", "conflicting")
    assert report.moved == report.conflicting == (conflict,)
    assert report.came == (Came("S5", "North", True, 1, "M1"),)
    assert (
        GapMoved("orphan", "E3", "E3 has no link and no key question", "statements")
        in report.closed
    )
    assert "conflict" in [moved.code for moved in report.opened]
    assert report.left == (
        AskLeft("A3", "Three?", "M1", "North team", "2026-03-10T10:00", True),
        AskLeft("A2", "Two?", "M2", "Later", "2026-03-11T10:00", False),
        AskLeft("A1", "One?", None, "", None, False),
    )
    lines = [plain(drawn.spans) for drawn in day_lines(report, 60, plain_ascii=True)]
    assert "Findings that moved (1)" in lines
    assert "! F1 single source > conflicting: There are enough staff." in lines
    assert "Not asked where it was planned (1)" in lines
    assert all(width(line) <= 60 and line.isascii() for line in lines)


def test_statements_that_hang_on_nothing_are_told_at_once() -> None:
    """A session's notes are one line of the day's gaps, and its first line can be opened."""
    now = example()
    now["statements"] += [{"id": f"E{n}", "source": "S3", "quote": "q"} for n in (7, 8, 9)]
    report = day_report(state_of(example()), state_of(now), PROBATION, TODAY)
    drawn = [each for each in day_lines(report, 100) if "orphan" in plain(each.spans)]
    told = "- orphan: 3 statements have no link and no key question: E7, E8, E9"
    assert [(plain(each.spans), each.about) for each in drawn] == [(told, ("statements", "E7"))]
    assert f"- {report.gaps}" in [plain(each.spans) for each in day_lines(report, 100)]


def test_nothing_changed_between_a_state_and_itself() -> None:
    state = state_of(example())
    report = day_report(state, state, PROBATION, TODAY)
    assert (report.moved, report.came, report.closed, report.opened) == ((), (), (), ())


def test_asks_are_numbered_by_their_ids_and_unasked_only_where_a_session_was_held() -> None:
    bundle = example()
    bundle["sessions"] = [
        {"id": "M1", "kind": "meeting", "source": "S3"},
        {"id": "M2", "kind": "meeting"},
    ]
    states = ("planned", "asked", "answered", "dropped", "open")
    bundle["asks"] = [
        {"id": f"A{number}", "session": "M1", "state": state}
        for number, state in zip((10, 2, 3, 4, 5), states, strict=True)
    ]
    bundle["asks"].append({"id": "A1", "session": "M2", "state": "planned"})
    state = state_of(bundle)
    assert [ask.id for ask in asks_of(state, "M1")] == ["A2", "A3", "A4", "A5", "A10"]
    assert [ask.id for ask in unasked(state)] == ["A5", "A10"]
    assert unasked(state, "M2") == ()
