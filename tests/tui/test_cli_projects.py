"""Projects of other programs from the command line: in, out, and in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.evidence.projects.qdpx import project, qdpx, selection, text_source
from tests.tui.program import Program


@pytest.fixture
def study(program: Program) -> Path:
    """A project of one text with two selections and a memo."""
    note = (
        '<Notes><Note guid="N1" name="Memo"><PlainTextContent>Ask again</PlainTextContent></Note>'
        "</Notes>"
    )
    inside = selection(0, 22, "C1") + selection(23, 46, "C1")
    file = program.folder / "study.qdpx"
    file.write_bytes(qdpx(project(text_source(inside), more=note)))
    return file


def test_a_project_is_added_as_any_file(program: Program, study: Path) -> None:
    """With its voice, among other files; what has no record is told, and listed in JSON."""
    folder = program.new()
    notes = program.folder / "notes.txt"
    notes.write_text("The heating failed twice.", encoding="utf-8")
    ran = program.done(
        "add", folder, study, notes, "--kind", "interview", "--voice", "practitioners:North:6",
        "--code", "Caseload=question:PS.1.1.1", "--json",
    )  # fmt: skip
    row, other = ran.document["files"]
    assert (row["sources"], row["statements"]) == (["S1", "S2"], 2)
    assert row["losses"] == [{"kind": "note", "where": "Memo", "what": "kept as a note"}]
    assert row["warnings"] == ["an inspection has no record for 1 thing (1 x note): S2 lists each"]
    assert other["source"] == "S3"
    dumped = program.done("dump", folder).document
    assert [source.get("voices") for source in dumped["sources"]] == [["V1"], None, ["V1"]]
    assert [each["questions"] for each in dumped["statements"]] == [["PS.1.1.1"]] * 2
    assert program.done("verify", folder).code == 0
    program.done("undo", folder)
    program.done("undo", folder)
    dumped = program.done("dump", folder).document
    assert (dumped["sources"], dumped["statements"]) == ([], [])


def test_a_project_is_told_in_a_line(program: Program, study: Path) -> None:
    """With its sources and statements; again, it is here already."""
    folder = program.new()
    ran = program.done("add", folder, study, "--kind", "interview")
    assert ran.out == (
        f"S1  {study}: 1 passage, 12 words, 2 statements, 2 sources (REFI-QDA project)\n"
        "    an inspection has no record for 1 thing (1 x note): S2 lists each\n"
        "1 source undated, and so never current: --dated says the day.\n"
    )
    again = program("add", folder, study, "--kind", "interview")
    assert (again.code, again.err) == (0, "")
    assert "is here already as S2 (Notes of Study)" in again.out


def test_what_codes_are_may_come_from_a_file(program: Program, study: Path) -> None:
    """And mistakes in it are told before anything is read."""
    folder = program.new()
    codes = program.folder / "map.json"
    codes.write_text('{"Caseload": "finding-under:PS.1.1.1"}', encoding="utf-8")
    program.done("add", folder, study, "--kind", "interview", "--codes", codes)
    assert program.done("dump", folder).document["findings"] == [
        {"id": "F1", "question": "PS.1.1.1", "text": "Caseload"}
    ]
    for words in (("--code", "Caseload"), ("--code", "=question:X"), ("--code", "A=proves:F1"),
                  ("--codes", program.folder / "none.json")):  # fmt: skip
        ran = program("add", folder, study, "--kind", "interview", *words)
        assert (ran.code, len(ran.faults)) == (2, 1)


def test_the_sample_goes_out_as_a_project_and_comes_back(program: Program) -> None:
    """With what the format has no place for, on the way out; the same records again."""
    sample, out = program.folder / "sample", program.folder / "sample.qdpx"
    program.done("demo", sample, "--no-open")
    ran = program.done("export", sample, out, "--json")
    assert (ran.document["format"], ran.document["findings"]) == ("REFI-QDA project", 42)
    kinds = {loss["kind"] for loss in ran.document["losses"]}
    assert {"original", "session", "ask", "page, paragraph, time, speaker"} <= kinds
    folder = program.new("other")
    program.done("add", folder, out, "--kind", "document")
    one, other = (program.done("dump", each).document for each in (sample, folder))
    assert one.pop("inspection") is not None
    assert other.pop("inspection") is not None
    assert other == one
    assert program.done("verify", folder).code == 0


def test_a_codebook_is_written_by_its_ending(program: Program) -> None:
    """In words: what a codebook has no place for."""
    folder = program.new(bundle={"voices": [{"id": "V1"}]})
    out = program.folder / "codes.QDC"
    ran = program.done("export", folder, out)
    assert ran.out == (
        f"Wrote {out} as REFI-QDA codebook.\n"
        "The format has no place for:\n"
        "    voice: 1 voices: a codebook holds codes only\n"
    )
    assert b"urn:QDA-XML:codebook:1.0" in out.read_bytes()
    refused = program("export", folder, folder / "journal.jsonl.qdpx")
    assert (refused.code, len(refused.faults)) == (2, 1)


@pytest.mark.parametrize("reader", ["panel", "accuracy", "visit"])
def test_a_project_is_written_for_nobody_but_the_lead_inspector(
    program: Program, reader: str
) -> None:
    """It holds every record, and what others may not have is not taken out of it."""
    folder, out = program.new(), program.folder / "x.qdpx"
    ran = program("export", folder, out, "--for", reader)
    assert (ran.code, out.exists()) == (2, False)
    assert ran.faults == [
        "triangulate: x.qdpx: a REFI-QDA project holds every record: it is written for lead alone"
    ]


@pytest.mark.parametrize("name", ["sample.qdpx", "sample.qdc"])
def test_a_project_is_held_against_its_inspection(program: Program, name: str) -> None:
    """To the byte while the inspection is at the same entry; later, that it has gone on."""
    sample, out = program.folder / "sample", program.folder / name
    program.done("demo", sample, "--no-open")
    program.done("export", sample, out, "--unchecked")
    held = program.done("verify", sample, "--export", out, "--json").document
    assert (held["verdict"], held["stamp"]["seq"]) == ("current", 2)
    program.done("clear", sample, "E1", "vision", "--keep", "--reason", "It names nobody.")
    later = program("verify", sample, "--export", out, "--json")
    assert (later.code, json.loads(later.out)["verdict"]) == (1, "outdated")


def test_a_codebook_that_was_changed_is_told(program: Program) -> None:
    """A single letter is enough."""
    sample, out = program.folder / "sample", program.folder / "sample.qdc"
    program.done("demo", sample, "--no-open")
    program.done("export", sample, out)
    out.write_bytes(out.read_bytes().replace(b"vision", b"Vision", 1))
    held = program("verify", sample, "--export", out, "--json")
    assert (held.code, json.loads(held.out)["verdict"]) == (1, "altered")
