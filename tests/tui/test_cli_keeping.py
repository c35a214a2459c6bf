"""History, undo, verify, the lock and the torn line, from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from evidence.folder import CHECKPOINT, JOURNAL
from tests.graph.example import example
from tests.tui.program import Program

HOLD = """
import sys
from pathlib import Path
from evidence.folder import InspectionFolder
with InspectionFolder.open(Path(sys.argv[1]), by="MK"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Somebody else has the inspection open for writing."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        assert process.stdin is not None
        process.stdin.close()


def kept(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def tear(folder: Path) -> int:
    """Cut the journal's last line short, as a crash does; gives the bytes left of it."""
    journal = folder / JOURNAL
    content = journal.read_bytes()
    begin = content.rstrip(b"\n").rfind(b"\n") + 1
    journal.write_bytes(content[: begin + 40])
    return 40


def test_history_tells_every_entry(program: Program) -> None:
    folder = program.new(bundle=example())
    entries = program.done("history", folder, "--json").document["entries"]
    assert [(e["seq"], e["by"], e["command"], e["about"]) for e in entries] == [
        (1, "AB", "new_inspection", []),
        (2, "AB", "load_bundle", []),
    ]
    assert set(entries[0]) == {"seq", "at", "by", "command", "about", "says"}
    lines = program.done("history", folder).out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["1", "2"]
    assert lines[1].endswith("AB  loaded 17 records from inspection.json")


def test_history_shows_the_inspection_as_it_stood(program: Program) -> None:
    folder = program.new(bundle=example())
    before = program.done("history", folder, "--at", "1", "--json").document
    assert (before["at"], len(before["entries"]), before["bundle"]["statements"]) == (1, 1, [])
    after = program.done("history", folder, "--at", "2", "--json").document
    assert after["bundle"] == program.done("dump", folder).document
    printed = program.done("history", folder, "--at", "2").out
    assert "After entry 2: 2 voices, 4 sources, 5 statements, 2 findings, 4 links" in printed
    assert "  ≠ conflicting               1\n" in printed
    for number in (0, 3):
        ran = program("history", folder, "--at", number)
        assert (ran.code, ran.faults) == (
            2,
            [f"triangulate: history: there is no entry {number}: they go from 1 to 2"],
        )


def test_undo_and_redo_are_entries_of_their_own(program: Program) -> None:
    folder = program.new(bundle=example())
    dumped = program.done("dump", folder).document
    undone = program.done("undo", folder, "--json").document["entry"]
    assert (undone["seq"], undone["command"], undone["of"]) == (3, "undo", 2)
    assert program.done("dump", folder).document["statements"] == []
    ran = program("undo", folder)
    assert (ran.code, ran.faults) == (2, ["triangulate: undo: there is nothing to undo"])
    assert program.done("redo", folder).out == (
        "Redid 2: loaded 17 records from inspection.json: entry 4.\n"
    )
    assert program.done("dump", folder).document == dumped
    assert program("redo", folder).faults == ["triangulate: redo: there is nothing to redo"]


def test_verify_says_what_it_checked(program: Program) -> None:
    folder = program.new(bundle=example())
    checked = {
        "journal_entries": 2, "checkpoint_records": 18, "originals": 0, "texts": 0, "quotes": 0,
    }  # fmt: skip
    assert program.done("verify", folder, "--json").document == {
        "ok": True, "checked": checked, "faults": [], "notices": [],
    }  # fmt: skip
    assert program.done("verify", folder).out.endswith("Everything is as it was written.\n")


def test_verify_finds_a_changed_byte(program: Program) -> None:
    """A changed file of the inspection is named, with exit code 1 and nothing changed."""
    notes = program.folder / "notes.txt"
    notes.write_text("The heating failed twice.\n", encoding="utf-8")
    folder = program.new(bundle=example())
    program.done("add", folder, notes, "--kind", "observation")
    files = [
        folder / JOURNAL,
        folder / CHECKPOINT,
        *folder.glob("sources/*"),
        *folder.glob("texts/*"),
    ]
    assert len(files) == 4
    for file in files:
        whole = file.read_bytes()
        file.write_bytes(whole[:99].replace(b"e", b"i") + whole[99:])
        before = kept(folder)
        ran = program("verify", folder, "--json")
        assert (ran.code, ran.err, ran.document["ok"]) == (1, "", False)
        assert len(ran.document["faults"]) == 1
        assert program("verify", folder).out.splitlines()[-2] == "1 fault:"
        assert kept(folder) == before
        file.write_bytes(whole)
    assert program.done("verify", folder).code == 0


@pytest.mark.parametrize("command", ["status", "gaps", "history", "dump", "undo"])
def test_a_torn_last_line_is_set_aside_and_reported(program: Program, command: str) -> None:
    """By any command; everything before it is there, and the next has nothing to report."""
    folder = program.new()
    (folder / CHECKPOINT).unlink()
    voices: dict[str, Any] = {"voices": [{"id": "V1"}]}
    program.done("load", folder, program.written("a.json", voices))
    (folder / CHECKPOINT).unlink()
    program.done("load", folder, program.written("b.json", {"voices": [{"id": "V2"}]}))
    (folder / CHECKPOINT).unlink()
    length = tear(folder)
    ran = program(command, folder)
    assert ran.code == 0
    assert len(ran.faults) == 1
    assert ran.err.startswith(
        f"note: The journal's last line was torn ({length} bytes after entry 2): it is set aside "
        "in journal.jsonl.torn-"
    )
    assert len(list(folder.glob("journal.jsonl.torn-*"))) == 1
    if command == "dump":
        assert ran.document["voices"] == voices["voices"]
    assert program.done("status", folder).code == 0


def test_a_torn_line_is_left_to_whoever_is_writing(program: Program) -> None:
    folder = program.new(bundle=example())
    (folder / CHECKPOINT).unlink()
    with held(folder):
        (folder / CHECKPOINT).unlink(missing_ok=True)
        whole = (folder / JOURNAL).read_bytes()
        with (folder / JOURNAL).open("ab") as journal:
            journal.write(b'{"seq":3')
        ran = program("status", folder, "--json")
        assert ran.code == 0
        assert ran.err.startswith("note: The journal's last line (8 bytes after entry 2) is not")
        assert len(ran.document["findings"]) == 2
        verified = program("verify", folder)
        assert verified.code == 0
        assert verified.out.endswith("Everything else is as it was written.\n")
        assert "The journal's last line is not whole" in verified.err
        (folder / JOURNAL).write_bytes(whole)


def test_an_inspection_that_somebody_writes_in_can_be_read_and_not_changed(
    program: Program,
) -> None:
    folder = program.new(bundle=example())
    status = program.done("status", folder, "--json").out
    notes = program.folder / "notes.txt"
    notes.write_text("The heating failed twice.\n", encoding="utf-8")
    with held(folder):
        before = kept(folder)
        for words in (
            ("undo", folder),
            ("load", folder, program.written("more.json", {"voices": [{"id": "V9"}]})),
            ("add", folder, notes, "--kind", "document"),
        ):
            ran = program(*words)
            assert (ran.code, ran.out, len(ran.faults)) == (2, "", 1)
            assert ran.err.startswith(f"triangulate: {folder}: is open for writing by MK (since ")
        assert program.done("status", folder, "--json").out == status
        assert kept(folder) == before


def test_a_damaged_checkpoint_is_told_and_read_from_the_journal(program: Program) -> None:
    folder = program.new(bundle=example())
    (folder / CHECKPOINT).write_bytes(b"{}")
    ran = program("status", folder, "--json")
    assert (ran.code, len(json.loads(ran.out)["findings"])) == (0, 2)
    assert ran.err == "note: The checkpoint is no checkpoint: it was read from its journal.\n"


def test_a_damaged_journal_opens_nowhere_and_is_changed_by_nothing(program: Program) -> None:
    folder = program.new(bundle=example())
    journal = folder / JOURNAL
    content = journal.read_bytes()
    journal.write_bytes(content.replace(b"began", b"begun", 1))
    before = kept(folder)
    damage = "is damaged at entry 1 (byte 0): restore it from a copy; nothing was changed"
    for command in ("status", "gaps", "dump", "undo"):
        ran = program(command, folder)
        assert (ran.code, ran.out, ran.faults) == (
            2,
            "",
            [f"triangulate: {journal}: {damage}"],
        )
    assert {n: c for n, c in kept(folder).items() if n != "lock"} == {
        n: c for n, c in before.items() if n != "lock"
    }


@pytest.mark.parametrize("name", ["undo", "redo", "new_inspection"])
def test_a_bundle_may_be_called_what_a_command_is(program: Program, name: str) -> None:
    """The journal names the command, not the file: it can be undone as any other."""
    folder = program.new()
    program.done("load", folder, program.written(name, {"voices": [{"id": "V1"}]}))
    (entry,) = program.done("history", folder, "--json").document["entries"][1:]
    assert entry["command"] == "load_bundle"
    program.done("undo", folder)
    assert program.done("dump", folder).document["voices"] == []
