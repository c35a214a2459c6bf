"""Echoes, speakers and reading anew from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.commands import TakeStatement
from evidence.folder import InspectionFolder
from evidence.model import Place
from evidence.readers import plain
from tests.evidence.echoes.test_index import OTHER, VISION
from tests.tui.program import Program
from tests.tui.screens.test_sources_anew import read_by_an_older_reader

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
        [
            (
                "triangulate: S1: no statement of it is offered as a repeat of one of S1: "
                "`echoes` lists what is"
            )
        ],
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
            (
                "triangulate: --speaker Nobody: nobody of this name speaks in S1: "
                "`speakers` lists who does"
            ),
        ],
    )
    assert program("speakers", folder, "S1", "--speaker", "Sam Other=nonsense").code == 2
    (program.folder / "more.vtt").write_text(TALK.replace("fine", "good"))
    ran = program(
        "add", folder, program.folder / "more.vtt", "--kind", "meeting", "--speaker", "Me=leaders"
    )
    assert (ran.code, ran.faults) == (
        2,
        [
            (
                "triangulate: --speaker Me: nobody of this name speaks in what was added: "
                "`speakers` lists who does"
            )
        ],
    )


def test_a_source_is_read_anew_by_a_newer_reader(program: Program) -> None:
    """First as a dry run; the sources named are read whatever their reader."""
    folder = read_by_an_older_reader(program.folder / "i")
    dry = program.done("reread", folder, "--dry-run", "--json").document["sources"]
    assert [(row["source"], row["changed"]) for row in dry] == [("S1", True)]
    assert program.done("reread", folder, "--dry-run", "--json").document["sources"] == dry
    ran = program.done("reread", folder)
    readers = f"{plain.NAME}/{plain.VERSION}, before {plain.NAME}/0"
    assert ran.out.splitlines() == [
        f"S1  was read anew: 4 passages, 10 words ({readers})",
        "    0 statements found again",
    ]
    assert program.done("reread", folder, "--json").document == {"sources": []}
    told = program.done("reread", folder, "S1").out
    assert told.startswith(f"S1  reads as it did ({plain.NAME}/{plain.VERSION}")
    told = program("reread", folder, "S7").faults
    assert told == ["triangulate: S7: there is no source of this id: `triangulate dump` lists all"]
    program.done("verify", folder)


def test_what_is_left_in_an_earlier_text_is_listed(program: Program) -> None:
    """A line with the statements' ids; `gaps` names each; undo takes the reading back."""
    folder = read_by_an_older_reader(program.folder / "i")
    with InspectionFolder.open(folder, by="AB") as opened:
        opened.execute(TakeStatement("S1", "Caseloads are high.", Place(start=0, end=19)))
        opened.execute(TakeStatement("S1", "They were higher.", Place(start=21, end=38)))
    told = program.done("reread", folder).out.splitlines()
    assert told[1:] == [
        "    1 statement found again",
        "    1 statement left in the earlier text: E2",
    ]
    assert "E2 stands in an earlier reading of S1" in program.done("gaps", folder).out
    program.done("verify", folder)
    program.done("undo", folder)
    assert program("verify", folder).code == 0
