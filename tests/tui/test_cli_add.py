"""Adding files from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.program import TODAY, Program
from tests.tui.test_cli_keeping import kept

NOTES = "The heating failed twice.\n\nNobody came for a week.\n"


@pytest.fixture
def notes(program: Program) -> Path:
    """A file of two passages."""
    file = program.folder / "notes.txt"
    file.write_text(NOTES, encoding="utf-8")
    return file


def test_a_file_becomes_a_source_with_what_is_said_of_it(program: Program, notes: Path) -> None:
    folder = program.new(bundle={"sources": [{"id": "S7", "kind": "document"}]})
    ran = program.done(
        "add", folder, notes, "--kind", "observation", "--dated", "2026-02-01", "--title", "Walk",
        "--voice", "inspectors:On site:2", "--derived-from", "S7", "--site", "North",
        "--agency", "police", "--reliability", "reliable", "--recorded-by", "MK", "--json",
    )  # fmt: skip
    assert ran.document == {
        "files": [
            {
                "file": str(notes),
                "source": "S8",
                "reader": "plain text",
                "passages": 2,
                "words": 9,
                "warnings": [],
                "refused": None,
                "statements": 0,
            }
        ]
    }
    dumped = program.done("dump", folder).document
    assert dumped["voices"] == [{"id": "V1", "role": "On site", "group": "inspectors", "people": 2}]
    source = dumped["sources"][1]
    assert source.pop("file")["name"] == "notes.txt"
    assert len(source.pop("received")) == len(TODAY)
    assert source == {
        "id": "S8", "title": "Walk", "kind": "observation", "dated": "2026-02-01",
        "voices": ["V1"], "derived_from": ["S7"], "reliability": "reliable", "site": "North",
        "agency": "police", "recorded_by": "MK",
    }  # fmt: skip
    assert program.done("verify", folder).code == 0


def test_one_bad_file_stops_nothing(program: Program, notes: Path) -> None:
    """The good are in, each bad one is a line, and the exit code is 2."""
    folder = program.new()
    other = program.folder / "other.md"
    other.write_text("# Minutes\n\nAll was well.\n", encoding="utf-8")
    odd = program.folder / "odd.xyz"
    odd.write_bytes(b"?")
    empty = program.folder / "empty.txt"
    empty.write_bytes(b"")
    nowhere = program.folder / "nowhere.txt"
    files = (notes, odd, empty, nowhere, program.folder, other, notes)
    ran = program("add", folder, *files, "--kind", "document", "--json")
    assert ran.code == 2
    rows = ran.document["files"]
    assert [row["source"] for row in rows] == ["S1", None, None, None, None, "S2", None]
    assert [line.removeprefix("triangulate: ").split(": ")[0] for line in ran.faults] == [
        str(odd), str(empty), str(nowhere), str(program.folder), str(notes),
    ]  # fmt: skip
    assert rows[-1]["refused"] == "is here already as S1 (notes)"
    printed = program("add", folder, notes, program.folder / "odd.xyz", "--kind", "document")
    assert (printed.code, printed.out) == (2, "0 of 2 files are in.\n")


def test_files_that_can_not_be_added_leave_no_voice_behind(program: Program, notes: Path) -> None:
    folder = program.new()
    program.done("add", folder, notes, "--kind", "document")
    before = kept(folder)
    ran = program(
        "add", folder, notes, "/nowhere", "--kind", "document", "--voice", "partners:Police"
    )
    assert (ran.code, len(ran.faults)) == (2, 2)
    assert kept(folder) == before


def test_a_voice_of_the_same_group_and_role_is_that_voice(program: Program, notes: Path) -> None:
    folder = program.new(
        bundle={"voices": [{"id": "V5", "role": "North team", "group": "practitioners"}]}
    )
    program.done(
        "add", folder, notes, "--kind", "document", "--voice", "practitioners:North team",
        "--voice", "V5", "--voice", "practitioners:South team:4", "--voice", "victims",
    )  # fmt: skip
    dumped = program.done("dump", folder).document
    assert dumped["sources"][0]["voices"] == ["V5", "V6", "V7"]
    assert dumped["voices"][1:] == [
        {"id": "V6", "role": "South team", "group": "practitioners", "people": 4},
        {"id": "V7", "role": "", "group": "victims"},
    ]


def test_every_mistake_in_what_is_said_is_told_at_once(program: Program, notes: Path) -> None:
    folder = program.new()
    before = kept(folder)
    ran = program(
        "add", folder, notes, "/nowhere", "--kind", "document", "--dated", "soon", "--title", "T",
        "--voice", "V9", "--voice", "partners:Police:many", "--derived-from", "S9",
        "--column", "quote",
    )  # fmt: skip
    assert (ran.code, ran.out) == (2, "")
    assert [line[: line.index(": ", 13)] for line in ran.faults] == [
        "triangulate: --title",
        "triangulate: --dated",
        "triangulate: --derived-from S9",
        "triangulate: --voice V9",
        "triangulate: --voice partners:Police:many",
        "triangulate: --column quote",
    ]
    assert kept(folder) == before


def test_take_makes_each_passage_a_statement(program: Program, notes: Path) -> None:
    """In one entry, so that one undo takes them back; each quote is exact."""
    folder = program.new()
    ran = program.done("add", folder, notes, "--kind", "observation", "--take")
    assert ran.out == f"S1  {notes}: 2 passages, 9 words, 2 statements (plain text)\n"
    statements = program.done("dump", folder).document["statements"]
    assert [(s["id"], s["quote"], s["recorded_by"]) for s in statements] == [
        ("E1", "The heating failed twice.", "AB"),
        ("E2", "Nobody came for a week.", "AB"),
    ]
    assert program.done("verify", folder, "--json").document["checked"]["quotes"] == 2
    program.done("undo", folder)
    assert program.done("dump", folder).document["statements"] == []


def test_a_table_can_be_told_its_columns(program: Program) -> None:
    folder = program.new()
    table = program.folder / "survey.csv"
    table.write_text(
        "team,remark\nNorth,We are too few for the work.\nSouth,It is fine with us here.\n",
        encoding="utf-8",
    )
    program.done("add", folder, table, "--kind", "survey", "--take", "--column", "text=team")
    statements = program.done("dump", folder).document["statements"]
    assert [statement["quote"] for statement in statements] == [
        "North (remark: We are too few for the work.)",
        "South (remark: It is fine with us here.)",
    ]
