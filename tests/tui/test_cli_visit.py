"""The commands of the visit: session sheets, the end of the day, saturation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.example import QUESTION, example
from tests.tui.program import TODAY, Program


def visited() -> dict[str, Any]:
    """The example with a held session, one to come, and an ask in each."""
    return example() | {
        "sessions": [
            {"id": "M1", "kind": "focus_group", "title": "North team", "source": "S3"},
            {"id": "M2", "kind": "meeting", "title": "Board", "starts": "2026-03-11T09:00"},
        ],
        "asks": [
            {"id": "A1", "session": "M1", "state": "planned", "wording": "How are posts filled?",
             "gap": {"code": "conflict", "about": {"finding": "F1"}}},
            {"id": "A2", "session": "M2", "state": "planned", "wording": "How are staff?",
             "gap": {"code": "one_kind", "about": {"question": QUESTION}}},
        ],
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_sheets_are_written_in_each_format(program: Program, ending: str) -> None:
    """One session or all; `export --for visit` has them too, and the requests."""
    folder, out = program.new(bundle=visited()), program.folder / f"sheets.{ending}"
    ran = program.done("sheets", folder, out)
    assert ran.out.startswith(f"Wrote {out}: 2 sessions, 2 asks, as ")
    every = out.read_bytes()
    one = program.done("sheets", folder, out, "--session", "M2", "--json").document
    assert [sheet["session"] for sheet in one["sheets"]] == ["M2"]
    assert one["sheets"][0]["asks"][0]["wording"] == "How are staff?"
    assert out.read_bytes() != every
    program.done("export", folder, out, "--for", "visit")
    if ending == "md":
        text = out.read_text(encoding="utf-8")
        shown, request, own = text.partition("## What the service is asked to send")
        assert request
        for session in ("M1", "M2"):
            assert shown.count(f"\n## {session} ") == own.count(f"\n## {session} for the ins") == 1
        sheets = every.decode().split("\n", 4)[4].rpartition("\n\n")[0]
        table, *_ = sheets.partition("## M2 for the inspector")
        assert shown.endswith(table)
        assert sheets.removeprefix(table) in own
        assert "How are posts filled?" in text
        assert "Two of us have left" not in text


def test_a_session_that_is_not_there_is_named(program: Program) -> None:
    folder = program.new(bundle=visited())
    ran = program("sheets", folder, program.folder / "s.md", "--session", "M9")
    assert (ran.code, ran.faults) == (
        2,
        ['triangulate: --session: no session "M9": M1, M2'],
    )


def test_the_day_counts_from_its_beginning_or_from_an_entry(program: Program) -> None:
    """What was missed and what is to come are told apart."""
    folder = program.new(bundle=visited())
    whole = program.done("day", folder, "--since", TODAY, "--json").document
    assert whole["after"] == 0
    assert [moved["after"] for moved in whole["moved"]] == ["conflicting", "silent"]
    assert [(ask["id"], ask["missed"]) for ask in whole["left"]] == [("A1", True), ("A2", False)]
    after = program.done("day", folder, "--since", "2", "--json").document
    assert (after["after"], after["moved"], after["came"]) == (2, [], [])
    assert [conflict["finding"] for conflict in after["conflicting"]] == ["F1"]
    lines = program.done("day", folder, "--since", "1").out.splitlines()
    assert lines[0] == "After entry 1:"
    assert "Not asked where it was planned (1)" in lines
    assert "! A1 How are posts filled? [M1 North team]" in lines


@pytest.mark.parametrize(
    ("since", "fault"),
    [
        ("99", "--since: there is no entry 99: they go from 1 to 2"),
        ("tuesday", '--since: "tuesday" is no day such as 2026-03-09, nor the number of an entry'),
    ],
)
def test_what_is_neither_day_nor_entry_is_refused(program: Program, since: str, fault: str) -> None:
    ran = program("day", program.new(bundle=visited()), "--since", since)
    assert (ran.code, ran.faults) == (2, [f"triangulate: {fault}"])


def test_saturation_tells_each_area(program: Program) -> None:
    folder = program.new(bundle=visited())
    document = program.done("saturation", folder, "--area", "people", "--json").document
    assert document == {
        "areas": [
            {
                "area": "people",
                "sessions": [
                    {"source": "S3", "title": "North team", "dated": None, "points": 2, "new": 2}
                ],
                "base": 2,
                "run": 2,
                "ratio": None,
                "verdict": "too_few",
                "text": "too few to tell: 1 session, 6 are needed",
            }
        ]
    }
    lines = program.done("saturation", folder, "--ascii").out
    assert "people: too few to tell" in lines
    assert lines.isascii()
