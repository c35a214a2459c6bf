"""Echoes, speakers and reading anew from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.readers import transcript
from tests.evidence.echoes.test_index import OTHER, VISION
from tests.tui.program import Program

TALK = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Maria Example>Caseloads are high in the north.

00:00:06.000 --> 00:00:09.000
<v Sam Other>They are fine here.
"""


@pytest.fixture
def plan(program: Program) -> Path:
    """An inspection with a plan of two passages."""
    folder = program.new()
    (program.folder / "plan.txt").write_text(f"{VISION}\n\n{OTHER}\n")
    program.done("add", folder, program.folder / "plan.txt", "--kind", "document", "--take")
    return folder


def added(program: Program, folder: Path, name: str, content: str, *more: str) -> object:
    """What `add --json` says of one file."""
    (program.folder / name).write_text(content)
    ran = program("add", folder, program.folder / name, "--kind", "meeting", "--json", *more)
    return ran.document["files"][0]


def test_adding_says_what_a_file_echoes(program: Program, plan: Path) -> None:
    """In a line, and with --json as a list for each file."""
    (program.folder / "minutes.txt").write_text(f"The head said: {VISION}\n")
    ran = program.done("add", plan, program.folder / "minutes.txt", "--kind", "meeting")
    assert "    echoes S1 (1 passage, 90 %)" in ran.out.splitlines()
    file = added(program, plan, "notes.txt", "Nothing that anybody said before was said.")
    assert isinstance(file, dict)
    assert (file["echoes"], file["speakers"]) == ([], [])
    file = added(program, plan, "again.txt", OTHER)
    assert isinstance(file, dict)
    assert file["echoes"] == [{"source": "S4", "other": "S1", "passages": 1, "share": 1.0}]


def test_echoes_are_listed_and_answered(program: Program, plan: Path) -> None:
    """Each answer takes what it answers off the list; --unrelated all of it."""
    added(program, plan, "minutes.txt", VISION, "--take")
    added(program, plan, "again.txt", OTHER, "--take")
    (first, second) = program.done("echoes", plan, "--json").document["echoes"]
    assert (first["source"], first["other"], first["share"]) == ("S2", "S1", 1.0)
    assert first["offers"] == {
        "derived_from": True,
        "repeats": [{"statement": "E3", "other": "E1"}],
    }
    assert first["passages"][0]["place"]["paragraph"] == 1
    assert (second["source"], second["other"]) == ("S3", "S1")
    told = program.done("echoes", plan, "--source", "S2").out
    assert "S2 repeats 1 passage (100 %) of S1: minutes" in told
    assert "S3" not in told
    assert "is S2 derived from S1" not in program.done("echoes", plan, "--derived", "S2", "S1").out
    left = program.done("echoes", plan, "--repeats", "S2", "S1", "--json").document["echoes"]
    assert [echo["source"] for echo in left] == ["S3"]
    ran = program.done("echoes", plan, "--unrelated", "S3", "S1")
    assert ran.out == "No passage of a source stands in another that nobody has spoken of yet.\n"


def test_mistakes_about_echoes_are_told(program: Program, plan: Path) -> None:
    """A source that is not there, and repeats that are not offered."""
    assert program("echoes", plan, "--source", "S9").code == 2
    ran = program("echoes", plan, "--repeats", "S1", "S1")
    assert (ran.code, ran.faults) == (
        2,
        ["triangulate: S1: no statement of it is offered as a repeat of one of S1"],
    )


def test_speakers_are_named_while_adding(program: Program) -> None:
    """They become voices; those who have none yet are told, and statements have them."""
    folder = program.new()
    file = added(
        program, folder, "talk.vtt", TALK, "--take",
        "--speaker", "Maria Example=practitioners:Team A practitioner",
    )  # fmt: skip
    assert isinstance(file, dict)
    assert file["speakers"] == ["Sam Other"]
    listed = program.done("speakers", folder, "S1", "--json").document
    assert listed == {
        "source": "S1",
        "speakers": [
            {"name": "Maria Example", "turns": 1, "words": 6, "voice": "V1"},
            {"name": "Sam Other", "turns": 1, "words": 4, "voice": None},
        ],
    }
    told = program.done("speakers", folder, "S1", "--speaker", "Sam Other=V1").out
    assert "Sam Other: 1 turn, 4 words; V1 Team A practitioner" in told
    dumped = program.done("dump", folder).document
    assert [statement["voice"] for statement in dumped["statements"]] == ["V1", "V1"]
    assert [voice["role"] for voice in dumped["voices"]] == ["Team A practitioner"]


def test_mistakes_about_speakers_are_told(program: Program) -> None:
    """A name that nobody has, a voice that is none, and what is no pair."""
    folder = program.new()
    added(program, folder, "talk.vtt", TALK)
    ran = program("speakers", folder, "S1", "--speaker", "Nobody=leaders", "--speaker", "Sam")
    assert (ran.code, ran.faults) == (
        2,
        [
            "triangulate: --speaker Sam: write NAME=VOICE, such as NAME=V3",
            "triangulate: --speaker Nobody: nobody of this name speaks in S1",
        ],
    )
    assert program("speakers", folder, "S1", "--speaker", "Sam Other=nonsense").code == 2
    (program.folder / "more.vtt").write_text(TALK.replace("fine", "good"))
    ran = program(
        "add", folder, program.folder / "more.vtt", "--kind", "meeting", "--speaker", "Me=leaders"
    )
    assert (ran.code, ran.faults) == (
        2,
        ["triangulate: --speaker Me: nobody of this name speaks in what was added"],
    )


def test_a_source_is_read_anew_by_a_newer_reader(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First as a dry run; the sources named are read whatever their reader."""
    folder = program.new()
    added(program, folder, "talk.vtt", TALK, "--take")
    assert program.done("reread", folder).out.startswith("No source was read by an older reader")
    monkeypatch.setattr(transcript, "VERSION", transcript.VERSION + 1)
    dry = program.done("reread", folder, "--dry-run", "--json").document["sources"]
    assert [row["source"] for row in dry] == ["S1"]
    assert program.done("reread", folder, "--dry-run", "--json").document["sources"] == dry
    ran = program.done("reread", folder)
    assert ran.out == (
        f"S1  reads as it did ({transcript.NAME}/{transcript.VERSION}, before "
        f"{transcript.NAME}/{transcript.VERSION - 1})\n"
    )
    assert program.done("reread", folder, "--json").document == {"sources": []}
    assert program.done("reread", folder, "S1", "--json").document["sources"][0]["unanchored"] == []
    assert program("reread", folder, "S7").faults == [
        "triangulate: S7: there is no source of this id"
    ]
    program.done("verify", folder)
