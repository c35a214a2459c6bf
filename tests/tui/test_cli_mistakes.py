"""Mistakes in the input: each is one clear line with exit code 2, and changes nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.graph.example import example
from tests.tui.program import Program
from tests.tui.test_cli_keeping import kept
from tui.export.preparing import known_endings

COMMANDS = ("status", "gaps", "dump", "history", "verify", "undo", "redo", "open")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_no_inspection_is_told(program: Program, command: str) -> None:
    for folder, what in (
        (program.folder, "is no inspection"),
        (program.folder / "nowhere", "does not exist"),
    ):
        ran = program(command, folder)
        assert (ran.code, ran.out, ran.faults) == (
            2,
            "",
            [f"triangulate: {folder}: {what}: make one with `triangulate new`"],
        )
    assert list(program.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("bundle", "faults"),
    [
        (
            {"statements": [{"id": "E1", "source": "S9", "quote": "q"}]},
            ['statements[0].source: no source "S9"'],
        ),
        (
            {
                "sources": [
                    {"id": "S1", "kind": "document", "derived_from": ["S2"]},
                    {"id": "S2", "kind": "document", "derived_from": ["S1"]},
                ]
            },
            ["sources[1].derived_from: goes round in a circle: S1 -> S2 -> S1"],
        ),
        (
            {"findings": [{"id": "F1", "question": "PS.9", "text": "t"}]},
            ['findings[0].question: no key question "PS.9" in the programme probation'],
        ),
        (
            {"voices": [{"id": "V1", "group": "bosses"}], "sources": [{"id": "S1"}]},
            ["voices[0].group: input should be 'leaders', ", "sources[0].kind: is missing"],
        ),
        ({"voices": [{"id": "V\x1b[2J"}]}, ["voices[0].id: is no id: "]),
        ({"format": "other"}, ["format: input should be 'triangulate-bundle/1'"]),
        ({"odd": []}, ["odd: no such field here"]),
    ],
)
def test_a_bad_bundle_is_refused_whole(
    program: Program, bundle: dict[str, Any], faults: list[str]
) -> None:
    """Every fault is named with its path."""
    folder = program.new()
    file = program.written("bad.json", bundle)
    before = kept(folder)
    ran = program("load", folder, file)
    assert (ran.code, ran.out, len(ran.faults)) == (2, "", len(faults))
    for line, fault in zip(ran.faults, faults, strict=True):
        assert line.startswith(f"triangulate: {fault}")
    assert kept(folder) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is no JSON ("),
        (b"{", "is no JSON ("),
        (b"[]", "input should be an object"),
        (b'{"format": "\xff"}', "is no JSON ("),
        (b"[" * 100_000, "is no JSON ("),
    ],
)
def test_what_is_no_bundle_is_told(program: Program, content: bytes, says: str) -> None:
    folder = program.new()
    file = program.folder / "odd.json"
    file.write_bytes(content)
    ran = program("load", folder, file)
    assert (ran.code, ran.out, len(ran.faults)) == (2, "", 1)
    assert ran.err.startswith(f"triangulate: {file}: {says}")


def test_a_record_that_stands_with_other_content_is_a_fault(program: Program) -> None:
    folder = program.new(bundle=example())
    file = program.written("other.json", {"voices": [{"id": "V1", "role": "Somebody else"}]})
    ran = program("load", folder, file)
    assert (ran.code, ran.faults) == (
        2,
        ['triangulate: voices[0]: "V1" stands in the inspection with other content'],
    )


def test_a_file_that_is_not_there_is_told(program: Program) -> None:
    folder = program.new()
    before = kept(folder)
    nowhere = program.folder / "none.json"
    ran = program("load", folder, nowhere)
    assert (ran.code, ran.faults) == (
        2,
        [f"triangulate: {nowhere}: can't be opened: No such file or directory"],
    )
    ran = program("load", folder, program.folder)
    assert ran.faults == [f"triangulate: {program.folder}: can't be opened: Is a directory"]
    assert kept(folder) == before


def test_a_new_inspection_needs_a_programme_dates_and_an_empty_folder(program: Program) -> None:
    def new(folder: Path, *words: str) -> list[str]:
        said = {"--title": "T", "--service": "S", "--programme": "probation"}
        said |= dict(zip(words[::2], words[1::2], strict=True))
        ran = program("new", folder, *(word for pair in said.items() for word in pair))
        assert (ran.code, ran.out) == (2, "")
        return ran.faults

    nowhere = program.folder / "new"
    (fault,) = new(nowhere, "--programme", "youths")
    assert fault.startswith('triangulate: programme: no programme "youths": there are ')
    assert "probation" in fault
    (fault,) = new(nowhere, "--visit-from", "9 March")
    assert fault == (
        "triangulate: visit_from: is no ISO 8601 date, such as 2026-03-09 (here: '9 March')"
    )
    (program.folder / "file").write_text("", encoding="utf-8")
    assert new(program.folder) == [
        f"triangulate: {program.folder}: is not empty: choose a new or an empty folder"
    ]
    assert new(program.folder / "file") == [
        f"triangulate: {program.folder / 'file'}: is a file: choose a folder"
    ]
    assert not nowhere.exists()
    folder = program.new()
    assert new(folder) == [
        f"triangulate: {folder}: holds an inspection already: open it, or choose another folder"
    ]


def test_a_new_inspection_has_what_was_said_of_it(program: Program) -> None:
    folder = program.folder / "new"
    ran = program.done(
        "new", folder, "--title", "Youth justice in Ålesund", "--service", "S",
        "--programme", "probation", "--visit-from", "2025-03-09", "--visit-to", "2025-03-20",
        "--site", "North", "--site", "South", "--agency", "police", "--marking", "OFFICIAL",
        "--json",
    )  # fmt: skip
    assert ran.document == {
        "folder": str(folder),
        "inspection": {
            "id": "youth-justice-in-alesund-2025",
            "title": "Youth justice in Ålesund",
            "service": "S",
            "programme": "probation",
            "visit_from": "2025-03-09",
            "visit_to": "2025-03-20",
            "marking": "OFFICIAL",
            "sites": ["North", "South"],
            "agencies": ["police"],
        },
    }
    assert program.done("dump", folder).document["inspection"] == ran.document["inspection"]
    assert (folder.stat().st_mode & 0o777, (folder / "journal.jsonl").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_what_can_not_be_written_is_told_and_leaves_what_stood(program: Program) -> None:
    """An export or a dump never harms the inspection, nor a file that it can't replace."""
    folder = program.new(bundle=example())
    (program.folder / "there").mkdir()
    before = kept(folder)
    for out, says in (
        (program.folder / "no" / "out.json", "its folder does not exist: make it, or choose"),
        (folder / "inspection.json", "belongs to the inspection itself: choose another place"),
        (folder / "journal.jsonl", "belongs to the inspection itself: choose another place"),
        (program.folder / "there", "is a folder: name a file in it"),
    ):
        ran = program("dump", folder, out)
        assert (ran.code, ran.out, len(ran.faults)) == (2, "", 1)
        assert ran.err.startswith(f"triangulate: {out}: {says}")
    ran = program("export", folder, folder / "inspection.json")
    assert (ran.code, len(ran.faults)) == (2, 1)
    ran = program("export", folder, program.folder / "out.odp")
    assert ran.faults == [
        f"triangulate: out.odp: its ending must say the format: {', '.join(known_endings('lead'))}"
    ]
    assert kept(folder) == before
    assert not (program.folder / "out.md").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_in_is_told(program: Program) -> None:
    closed = program.folder / "closed"
    closed.mkdir(mode=0o500)
    ran = program("new", closed / "x", "--title", "T", "--service", "S", "--programme", "probation")
    assert (ran.code, len(ran.faults)) == (2, 1)
    assert "can't be made" in ran.err


def test_the_sample_is_made_once(program: Program) -> None:
    folder = program.folder / "sample"
    first = program.done("demo", folder, "--no-open", "--json").document
    assert first == {"folder": str(folder), "made": True}
    before = kept(folder)
    assert program.done("demo", folder, "--no-open", "--json").document["made"] is False
    assert kept(folder) == before
    (program.folder / "full").mkdir()
    (program.folder / "full" / "a").write_text("", encoding="utf-8")
    ran = program("demo", program.folder / "full", "--no-open")
    assert (ran.code, len(ran.faults)) == (2, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--title", " "], "triangulate: --title: is blank: say what it is called"),
        (
            ["--visit-from", "2026-03-09", "--visit-to", "2026-03-02"],
            "triangulate: visit_to: 2026-03-02 is before the visit begins (2026-03-09)",
        ),
    ],
)
def test_an_inspection_that_makes_no_sense_is_not_begun(
    program: Program, words: list[str], told: str
) -> None:
    """A blank title, a visit that ends before it begins: one line, and no folder."""
    folder = program.folder / "visit"
    given = ["--title", "T", "--service", "S", "--programme", "probation", *words]
    ran = program("new", folder, *given)
    assert (ran.code, ran.faults) == (2, [told])
    assert not (folder / "journal.jsonl").exists()
