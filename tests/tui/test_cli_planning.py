"""Planning from the command line: the plan, the timetable, requests, and gaps set aside."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.tui.program import Program


def visit() -> dict[str, Any]:
    """Leaders say something; two sessions are planned."""
    return {
        "voices": [
            {"id": "V1", "role": "Head of service", "group": "leaders"},
            {"id": "V2", "role": "Practitioners, North", "group": "practitioners"},
        ],
        "sources": [
            {"id": "S1", "title": "Workforce plan", "kind": "document", "voices": ["V1"],
             "dated": "2024-02-01"},
            {"id": "S2", "title": "A letter", "kind": "document"},
        ],
        "statements": [{"id": "E1", "source": "S1", "quote": "Every post is filled."}],
        "findings": [{"id": "F1", "question": "PS.1.2.1", "text": "There are enough staff."}],
        "links": [{"statement": "E1", "finding": "F1", "stance": "supports"}],
        "sessions": [
            {"id": "M1", "title": "Head", "kind": "meeting", "voices": ["V1"], "minutes": 0},
            {"id": "M2", "title": "Team", "kind": "focus_group", "voices": ["V2"], "minutes": 20},
        ],
        "asks": [
            {"id": "A1", "gap": {"code": "leadership_only", "about": {"finding": "F1"}},
             "wording": "How are posts filled?", "session": "M2"},
        ],
    }  # fmt: skip


def test_the_plan_is_whole(program: Program) -> None:
    """Sessions with their asks, each with its reason, and what has no session."""
    folder = program.new(bundle=visit())
    document = program.done("plan", folder, "--json").document
    assert [session["id"] for session in document["sessions"]] == ["M1", "M2"]
    assert document["sessions"][0] == {
        "id": "M1", "asks": [], "minutes": 0, "assumed": False, "used": 0,
    }  # fmt: skip
    first, *along, second = document["sessions"][1]["asks"]
    why = "an inspector put it here: not of the leadership: Practitioners, North"
    why += "; also: a focus group is another kind of evidence; also: what is said there is current"
    assert first == {
        "gap": "leadership_only",
        "about": {"finding": "F1"},
        "wording": "How are posts filled?",
        "minutes": 10,
        "ask": "A1",
        "placed": "hand",
        "why": why,
    }
    assert [(each["gap"], each["minutes"], each["together_with"]) for each in along] == [
        ("one_kind", 0, "leadership_only"),
        ("stale", 0, "leadership_only"),
    ]
    assert (second["ask"], second["placed"], second["minutes"]) == (None, "plan", 10)
    about = {tuple(each["about"].items()) for each in document["unplaced"]}
    assert (("source", "S2"),) in about
    assert all(set(each) >= {"gap", "about", "why"} for each in document["unplaced"])
    gaps = program.done("gaps", folder, "--json").document["gaps"]
    assert len(gaps) == 2 + len(along) + len(document["unplaced"])


def test_accepting_the_plan_is_one_change(program: Program) -> None:
    """Then nothing is proposed any more; undo takes it back."""
    folder = program.new(bundle=visit())
    assert "proposed)" in program.done("plan", folder).out
    accepted = program.done("plan", folder, "--accept").out
    assert "proposed)" not in accepted
    assert "A2 " in accepted
    entries = program.done("history", folder, "--json").document["entries"]
    assert entries[-1]["command"] == "place_asks"
    assert program.done("plan", folder, "--accept").out == accepted
    assert len(program.done("history", folder, "--json").document["entries"]) == len(entries)
    program.done("undo", folder)
    assert "proposed)" in program.done("plan", folder).out


def test_a_plan_of_an_empty_inspection_is_empty_sessions(program: Program) -> None:
    folder = program.new()
    document = program.done("plan", folder, "--json").document
    assert document["sessions"] == []
    assert document["unplaced"]


def test_an_over_full_session_and_assumed_minutes_are_said(program: Program) -> None:
    bundle = visit()
    bundle["sessions"] = [
        {"id": "M1", "title": "Head", "kind": "meeting"},
        {"id": "M2", "title": "Team", "kind": "focus_group", "minutes": 5},
    ]
    out = program.done("plan", program.new(bundle=bundle)).out
    assert "of 60 minutes assumed" in out
    assert "M2 Team (focus group), no time yet: 10 of 5 minutes, 5 too many" in out


def test_a_gap_set_aside_is_left_out_and_shown_when_asked_for(program: Program) -> None:
    """With who, when and why; named by its code and what it is about, and recalled so."""
    folder = program.new(bundle=visit())
    before = program.done("gaps", folder, "--json").document["gaps"]
    after = program.done(
        "gaps", folder, "--dismiss", "stale F1", "--reason", "a new one is coming", "--json"
    ).document["gaps"]
    assert after == [gap for gap in before if gap["code"] != "stale"]
    assert program.done("gaps", folder, "--json").document["gaps"] == after
    every = program.done("gaps", folder, "--dismissed", "--json").document["gaps"]
    (gap,) = [gap for gap in every if "dismissed" in gap]
    dismissed = gap.pop("dismissed")
    assert gap in before
    assert (dismissed["reason"], dismissed["by"], dismissed["at"][:2]) == (
        "a new one is coming", "AB", "20",
    )  # fmt: skip
    assert "1 more set aside" in program.done("gaps", folder).out
    shown = program.done("gaps", folder, "--dismissed", "--code", "stale").out
    assert "a new one is coming" in shown
    program.done("gaps", folder, "--recall", "stale F1")
    assert program.done("gaps", folder, "--json").document["gaps"] == before
    for words, fault in (
        (("--dismiss", "stale F9", "--reason", "x"), 'no gap "stale F9"'),
        (("--dismiss", "stale F1"), "say why"),
        (("--recall", "stale F1"), "is set aside: `gaps --dismissed` lists those that are"),
    ):
        ran = program("gaps", folder, *words)
        assert ran.code == 2
        assert fault in ran.err


def test_a_conflict_set_aside_is_back_once_evidence_comes(program: Program) -> None:
    bundle = visit()
    bundle["statements"].append({"id": "E2", "source": "S2", "quote": "Two have left."})
    bundle["links"].append({"statement": "E2", "finding": "F1", "stance": "contradicts"})
    folder = program.new(bundle=bundle)
    conflicts = ("gaps", folder, "--code", "conflict", "--json")
    program.done("gaps", folder, "--dismiss", "conflict F1", "--reason", "settled by letter")
    assert program.done(*conflicts).document["gaps"] == []
    later = {
        "statements": [{"id": "E3", "source": "S2", "quote": "Four have left."}],
        "links": [{"statement": "E3", "finding": "F1", "stance": "contradicts"}],
    }
    program.done("load", folder, program.written("later.json", later))
    assert len(program.done(*conflicts).document["gaps"]) == 1
    program.done("undo", folder)
    assert program.done(*conflicts).document["gaps"] == []


@pytest.mark.parametrize(
    ("option", "value", "about"),
    [
        ("--question", "PS.1.2.1", {"finding": "F1"}),
        ("--source", "S1", {"finding": "F1"}),
        ("--source", "S2", {"source": "S2"}),
        ("--area", "people", {"finding": "F1"}),
    ],
)
def test_gaps_can_be_chosen(
    program: Program, option: str, value: str, about: dict[str, str]
) -> None:
    """By key question, source and area: those that bear on it, and no others."""
    folder = program.new(bundle=visit())
    every = program.done("gaps", folder, "--json").document["gaps"]
    some = program.done("gaps", folder, option, value, "--json").document["gaps"]
    assert about in [gap["about"] for gap in some]
    assert 0 < len(some) < len(every)
    assert [gap for gap in every if gap in some] == some


def test_phases_part_the_gaps(program: Program) -> None:
    """What is planned is for fieldwork; after the visit everything that is open is after it."""
    folder = program.new(bundle=visit())

    def of(phase: str) -> list[dict[str, Any]]:
        return list(program.done("gaps", folder, "--phase", phase, "--json").document["gaps"])

    every = program.done("gaps", folder, "--json").document["gaps"]
    assert all(gap["planned"] for gap in of("during"))
    assert len(of("before")) + len(of("during")) == len(every)
    assert of("after") == []
    dates = {"inspection": {"visit_from": "2026-01-05", "visit_to": "2026-01-09"}}
    program.done("load", folder, program.written("dates.json", dates))
    assert {gap["phase"] for gap in program.done("gaps", folder, "--json").document["gaps"]} == {
        "after"
    }


def test_an_unknown_question_or_source_is_said(program: Program) -> None:
    folder = program.new(bundle=visit())
    for option in ("--question", "--source"):
        ran = program("gaps", folder, option, "X9")
        assert (ran.code, len(ran.faults)) == (2, 1)
        assert "X9" in ran.err


def test_a_timetable_is_taken_in_and_listed(program: Program, tmp_path: Path) -> None:
    """As one change, in the order of time, with how it was read."""
    folder = program.new(bundle=visit())
    file = tmp_path / "visit.csv"
    file.write_text("Title,When,Mins,Who\nPartners,2026-03-09 10:00,45,partners:Police\n")
    out = program.done("sessions", folder, "--import", file).out
    assert "1 session taken from visit.csv" in out
    assert "columns: title=Title, date=When, minutes=Mins, voices=Who" in out
    document = program.done("sessions", folder, "--json").document
    assert [session["id"] for session in document["sessions"]] == ["M3", "M1", "M2"]
    assert document["sessions"][0] == {
        "id": "M3", "title": "Partners", "kind": "meeting", "starts": "2026-03-09T10:00",
        "minutes": 45, "voices": ["V3"],
    }  # fmt: skip
    assert "stood already: Partners" in program.done("sessions", folder, "--import", file).out
    program.done("undo", folder)
    assert len(program.done("sessions", folder, "--json").document["sessions"]) == 2
    file.write_text("Title,When\n,someday\n")
    ran = program("sessions", folder, "--import", file)
    assert (ran.code, ran.faults) == (2, ["triangulate: visit.csv: row 2: has no title"])
    assert program("sessions", folder, "--import", tmp_path / "none.csv").code == 2


def test_requests_are_proposed_made_and_written(program: Program, tmp_path: Path) -> None:
    """One a document, with the gaps that it closes; the letter that nobody signed is not named."""
    folder = program.new(bundle=visit())
    proposed = program.done("requests", folder, "--json").document["proposed"]
    wordings = [each["wording"] for each in proposed]
    assert len(set(wordings)) == len(wordings)
    assert "The present edition of: Workforce plan" in wordings
    assert not any("letter" in wording.casefold() for wording in wordings)
    equality = [each for each in proposed if each["wording"] == "Business plan"]
    assert [gap["code"] for gap in equality[0]["gaps"]] == ["no_evidence", "expected_missing"]
    out = tmp_path / "requests.md"
    made = program.done("requests", folder, "--accept", "--out", out, "--json").document
    assert [each["wording"] for each in made["requests"]] == wordings
    assert made["proposed"] == []
    page = out.read_text(encoding="utf-8")
    assert "| R1 | Business plan | Key question PS.1.1.1: Does the strategy" in page
    assert "no\\_evidence" not in page
    program.done("requests", folder, "--out", tmp_path / "requests.docx")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "requests.docx").read_bytes())) as file:
        assert "Business plan" in file.read("word/document.xml").decode()
    assert program.done("history", folder, "--json").document["entries"][-1]["command"] == (
        "make_requests"
    )
    program.done("undo", folder)
    assert program.done("requests", folder, "--json").document["proposed"] == proposed
    ran = program("requests", folder, "--out", tmp_path / "requests.xyz")
    assert (ran.code, len(ran.faults)) == (2, 1)
