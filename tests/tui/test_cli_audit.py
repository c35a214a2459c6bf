"""`triangulate audit`: what it prints, when it ends with 1, and since when a draft is."""

from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest

from evidence.reading_apart.processes import Limits, ReadingProcesses
from tests.tui.program import Program

SOUND = "Staff do not have protected time for learning."
CONFLICT = "Offices are safe for staff and for people on probation."


@pytest.fixture
def sample(program: Program, tmp_path: Path) -> Path:
    """The sample inspection's folder."""
    folder = tmp_path / "sample"
    program.done("demo", folder, "--no-open")
    return folder


def test_it_ends_with_1_where_something_is_flagged(program: Program, sample: Path) -> None:
    """And prints the sentence, the reason and the statements."""
    draft = sample.parent / "draft.md"
    draft.write_text(SOUND, encoding="utf-8")
    assert program("audit", sample, draft).code == 0
    draft.write_text(f"{SOUND}\n\n{CONFLICT}\n", encoding="utf-8")
    ran = program("audit", sample, draft)
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "2 sentences, 1 flagged: 1 conflicting"
    assert f"  2: {CONFLICT}" in ran.out
    assert (
        "  conflicting: F38 is in conflict: E65, E67, E121 for, E71, E72, E209 against" in ran.out
    )
    assert "    E71 contradicts: " in ran.out
    assert SOUND not in ran.out
    assert f"  1: {SOUND}" in program("audit", sample, draft, "--all").out
    document = program("audit", sample, draft, "--json").document
    assert [row["flags"] for row in document["sentences"]] == [[], ["conflicting"]]


def test_a_draft_is_of_the_entry_after_which_it_was_saved(program: Program, sample: Path) -> None:
    """By the file's date, by Word's, by its stamp, or as it is said."""
    draft = sample.parent / "draft.md"
    draft.write_text(SOUND, encoding="utf-8")
    assert "of entry 2 (by when the file was last changed" in program("audit", sample, draft).out
    os.utime(draft, (0, 0))
    assert "older than the inspection" in program("audit", sample, draft).out
    ran = program("audit", sample, draft, "--since", "1", "--json")
    assert ran.document["since"] == (
        "the draft is taken to be of entry 1 (as --since 1 says): 1 of 2 entries came after it"
    )
    written = docx.Document()
    written.add_paragraph(SOUND)
    word = sample.parent / "draft.docx"
    written.save(str(word))
    assert "by when it was last saved in Word" in program("audit", sample, word, "--json").out
    out = sample.parent / "lead.docx"
    program.done("export", sample, out)
    assert "by the stamp of the export" in program("audit", sample, out, "--json").out


def test_a_mistake_is_one_line(program: Program, sample: Path) -> None:
    """A draft that is not there or of no known form, and a --since that is nothing."""
    draft = sample.parent / "draft.md"
    draft.write_text(SOUND, encoding="utf-8")
    unknown = sample.parent / "draft.xyz"
    unknown.write_text(SOUND, encoding="utf-8")
    for words in (
        (sample.parent / "none.md",),
        (unknown,),
        (draft, "--since", "9"),
        (draft, "--since", "soon"),
    ):
        ran = program("audit", sample, *words)
        assert (ran.code, ran.out, len(ran.faults)) == (2, "", 1)


def test_hostile_text_in_a_draft_is_only_text(program: Program, sample: Path) -> None:
    """No escape reaches the terminal."""
    draft = sample.parent / "draft.md"
    draft.write_text("The \x1b[31mgolden [bold]unicorns[/] were fed daily.", encoding="utf-8")
    ran = program("audit", sample, draft)
    assert ran.code == 1
    assert "\x1b" not in ran.out


def test_a_draft_is_read_apart_like_any_other_file(
    program: Program, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own within its limits: what breaks them is refused in a line."""
    within = Limits(seconds=0.01)
    monkeypatch.setattr(ReadingProcesses.__init__, "__defaults__", (within, None, None))
    draft = sample.parent / "draft.md"
    draft.write_text(f"{SOUND}\n\n" * 20_000, encoding="utf-8")
    ran = program("audit", sample, draft)
    assert ran.code == 2
    (line,) = ran.faults
    assert line.startswith(f"triangulate: {draft}: took longer than 0.01 seconds to read")
