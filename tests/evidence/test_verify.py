"""Verifying names every byte that is not what was stored, and says what it looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evidence.commands import AddSource, TakeStatement
from evidence.content import reading_to_bytes, sha256_of
from evidence.faults import Fault, Refused
from evidence.folder import CHECKPOINT, JOURNAL, InspectionFolder
from evidence.model import Place, SourceFile
from evidence.reading import Passage, Reading
from evidence.verifying import Verified, verify
from tests.evidence.inspections import crash, dump, files_of, load, new_folder, peopled, reopened

TEXT = Reading("Caseloads are high. Morale is low.", (Passage(0, 19), Passage(20, 34)))
ORIGINAL = b"Caseloads are high. Morale is low."
SOURCE_SHA = sha256_of(ORIGINAL)
TEXT_SHA = sha256_of(reading_to_bytes(TEXT, "fake", 1, SOURCE_SHA))


def with_file(path: Path) -> InspectionFolder:
    """An inspection with one document's file and a statement quoted from it."""
    folder = new_folder(path)
    assert folder.store(ORIGINAL, TEXT, "fake", 1) == (SOURCE_SHA, TEXT_SHA)
    folder.execute(AddSource("t", "document", SourceFile(sha256=SOURCE_SHA, text=TEXT_SHA)))
    folder.execute(TakeStatement("S1", "Morale is low.", Place(start=20, end=34)))
    return folder


def test_a_sound_inspection_is_ok_and_says_what_was_checked(tmp_path: Path) -> None:
    """Numbers for each kind of thing, and nothing is changed by looking."""
    with_file(tmp_path / "i").close()
    before = files_of(tmp_path / "i")
    found = verify(tmp_path / "i")
    assert found == Verified(
        {
            "journal_entries": 3,
            "checkpoint_records": 3,
            "originals": 1,
            "texts": 1,
            "quotes": 1,
        },
        (),
    )
    assert found.plain() == {"ok": True, "checked": found.checked, "faults": [], "notices": []}
    assert files_of(tmp_path / "i") == before


def flip(file: Path, at: int = 10) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


FAULTS: list[tuple[Callable[[Path], Any], str, str]] = [
    (
        lambda p: flip(p / "sources" / SOURCE_SHA),
        f"S1: sources/{SOURCE_SHA}",
        "its bytes are not the ones that were stored: restore it from a copy",
    ),
    (
        lambda p: (p / "sources" / SOURCE_SHA).unlink(),
        f"S1: sources/{SOURCE_SHA}",
        "is missing: restore it from a copy",
    ),
    (
        lambda p: flip(p / "texts" / TEXT_SHA),
        f"S1: texts/{TEXT_SHA}",
        "its bytes are not the ones that were stored: restore it from a copy",
    ),
    (
        lambda p: (p / "texts" / TEXT_SHA).unlink(),
        f"S1: texts/{TEXT_SHA}",
        "is missing: restore it from a copy",
    ),
    (
        lambda p: as_folder(p / "texts" / TEXT_SHA),
        f"S1: texts/{TEXT_SHA}",
        "can't be read: Is a directory",
    ),
    (
        lambda p: flip(p / JOURNAL),
        f"{{path}}/{JOURNAL}",
        "is damaged at entry 1 (byte 0): restore it from a copy; nothing was changed",
    ),
    (
        lambda p: flip(p / CHECKPOINT, -40),
        f"{{path}}/{CHECKPOINT}",
        "was changed outside the program",
    ),
    (lambda p: flip(p / CHECKPOINT, 1), f"{{path}}/{CHECKPOINT}", "is no checkpoint"),
]


@pytest.mark.parametrize(("damage", "where", "what"), FAULTS, ids=lambda v: "")
def test_damage_is_one_fault_that_names_the_place(
    tmp_path: Path, damage: Callable[[Path], Any], where: str, what: str
) -> None:
    """The file, and where one is known the source that needs it."""
    with_file(tmp_path / "i").close()
    damage(tmp_path / "i")
    found = verify(tmp_path / "i")
    assert not found.ok
    assert found.faults == (Fault(where.format(path=tmp_path / "i"), what),)
    assert found.notices == ()


def test_a_damaged_original_does_not_hide_a_damaged_text(tmp_path: Path) -> None:
    """Both of a source's files are looked at."""
    with_file(tmp_path / "i").close()
    flip(tmp_path / "i" / "sources" / SOURCE_SHA)
    (tmp_path / "i" / "texts" / TEXT_SHA).unlink()
    assert [fault.where for fault in verify(tmp_path / "i").faults] == [
        f"S1: sources/{SOURCE_SHA}",
        f"S1: texts/{TEXT_SHA}",
    ]


def test_files_are_checked_by_name_where_the_journal_can_not_be_read(tmp_path: Path) -> None:
    """A damaged journal does not hide a damaged original, nor make sound files look idle."""
    with_file(tmp_path / "i").close()
    flip(tmp_path / "i" / JOURNAL)
    flip(tmp_path / "i" / "sources" / SOURCE_SHA)
    found = verify(tmp_path / "i")
    assert [fault.where for fault in found.faults] == [
        str(tmp_path / "i" / JOURNAL),
        f"sources/{SOURCE_SHA}",
    ]
    assert (found.checked["texts"], found.notices) == (1, ())


def test_a_checkpoint_that_is_sound_but_not_of_this_journal_is_a_fault(tmp_path: Path) -> None:
    """Another inspection's, or one that is ahead of a journal cut short."""
    for name in ("a", "b"):
        with_file(tmp_path / name).close()
    with reopened(tmp_path / "b") as other:
        other.execute(AddSource("u", "data"))
    (tmp_path / "a" / CHECKPOINT).write_bytes((tmp_path / "b" / CHECKPOINT).read_bytes())
    assert verify(tmp_path / "a").faults == (Fault(CHECKPOINT, f"does not fit {JOURNAL}"),)


def test_a_sealed_checkpoint_that_says_other_than_the_journal_is_a_fault(tmp_path: Path) -> None:
    """The journal is what counts: each table that differs is named."""
    folder = with_file(tmp_path / "i")
    folder.state._put("sources", "S1", folder.state.sources["S1"].with_fields(title="other"))
    folder.close()
    assert verify(tmp_path / "i").faults == (
        Fault(CHECKPOINT, "its sources are not what the journal says"),
    )


def test_a_quote_that_does_not_stand_at_its_place_is_a_fault(tmp_path: Path) -> None:
    """A statement says what its source says, there."""
    with with_file(tmp_path / "i") as folder:
        folder.execute(TakeStatement("S1", "Morale is high.", Place(start=20, end=34)))
    assert verify(tmp_path / "i").faults == (
        Fault("E2", "its quote is not what stands at its place"),
    )


def test_what_is_no_fault_is_noted(tmp_path: Path) -> None:
    """Idle files, a torn last line, a checkpoint that is not there yet."""
    folder = with_file(tmp_path / "i")
    folder.sources.put(b"left over")
    folder.texts.put(b"left over")
    crash(folder)
    (tmp_path / "i" / CHECKPOINT).unlink()
    with (tmp_path / "i" / JOURNAL).open("ab") as stream:
        stream.write(b"{torn")
    found = verify(tmp_path / "i")
    assert found.ok
    assert found.notices == (
        "The journal's last line is not whole (5 bytes).",
        f"There is no {CHECKPOINT} yet: it is written when the program closes.",
        "1 files in sources/ belong to no source: left by an import that was stopped or undone.",
        "1 files in texts/ belong to no source: left by an import that was stopped or undone.",
    )


def test_a_text_that_is_no_reading_is_a_fault(tmp_path: Path) -> None:
    """Sound bytes that this program can't understand."""
    with new_folder(tmp_path / "i") as folder:
        text = folder.texts.put(b"[]")
        folder.execute(AddSource("t", "document", SourceFile(text=text)))
        with pytest.raises(Refused, match=f"^texts/{text}: can't be understood$"):
            folder.reading(folder.state.sources["S1"])
    assert verify(tmp_path / "i").faults == (Fault(f"S1: texts/{text}", "can't be understood"),)


def test_a_source_that_another_program_named_a_file_of_is_no_fault(tmp_path: Path) -> None:
    """A bundle brings names and hashes, not the files."""
    with new_folder(tmp_path / "i") as folder:
        file = {"name": "plan.docx", "sha256": "0" * 64, "media_type": "text/plain"}
        load(folder, {"sources": [{"id": "S1", "kind": "document", "file": file}]})
        assert folder.reading(folder.state.sources["S1"]) is None
        assert dump(folder)["sources"][0]["file"] == file
    assert verify(tmp_path / "i").ok


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    """There is nothing to verify."""
    with pytest.raises(Refused, match="is no inspection"):
        verify(tmp_path)


def test_an_inspection_left_by_a_crash_is_ok(tmp_path: Path) -> None:
    """The checkpoint may be older than the journal."""
    crash(peopled(tmp_path / "i"))
    found = verify(tmp_path / "i")
    assert (found.ok, found.notices) == (True, ())
    assert (found.checked["journal_entries"], found.checked["checkpoint_records"]) == (16, 1)
