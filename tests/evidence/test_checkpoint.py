"""The checkpoint: plain TinyDB, sealed, written whole, never more than the journal's copy."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from evidence.checkpoint import SealedStorage, Stamp, read_checkpoint, write_checkpoint
from evidence.commands import AddVoice
from evidence.faults import Refused
from evidence.folder import CHECKPOINT, JOURNAL, InspectionFolder
from evidence.model import TABLES
from evidence.state import State
from tests.evidence.inspections import BY, crash, dump, files_of, new_folder, peopled, reopened


def test_plain_tinydb_opens_it_and_finds_every_record(tmp_path: Path) -> None:
    """Nobody needs this program to read what was written with it."""
    with peopled(tmp_path / "i") as folder:
        dumped = dump(folder)
    with TinyDB(tmp_path / "i" / CHECKPOINT) as database:
        assert {table: database.table(table).all() for table in TABLES} == {
            table: dumped.get(table, []) for table in TABLES
        }
        assert database.table("inspection").all() == [dumped["inspection"]]
        assert database.table("voices").search(where("group") == "leaders") == [
            {"id": "V1", "role": "head of service", "group": "leaders", "people": 1}
        ]


def test_commands_never_write_it(tmp_path: Path) -> None:
    """It is the same file, untouched, until it is asked for or the inspection is closed."""
    folder = new_folder(tmp_path / "i")
    file = tmp_path / "i" / CHECKPOINT
    before = file.stat()
    for _ in range(20):
        folder.execute(AddVoice("x"))
    folder.undo()
    folder.redo()
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    folder.checkpoint()
    written = file.stat()
    assert written.st_ino != before.st_ino
    folder.checkpoint()
    folder.close()
    folder.close()
    assert file.stat().st_ino == written.st_ino


def hand_edit(content: bytes) -> bytes:
    return content.replace(b"practitioners", b"practiti0ners", 1)


def with_plain_tinydb(file: Path) -> None:
    with TinyDB(file) as database:
        database.table("voices").insert({"id": "V9"})


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


CHANGES: list[tuple[Callable[[Path], Any], str]] = [
    (lambda f: f.write_bytes(hand_edit(f.read_bytes())), "was changed outside the program"),
    (with_plain_tinydb, "was changed outside the program"),
    (lambda f: f.write_bytes(f.read_bytes()[:-20]), "is no checkpoint"),
    (lambda f: f.write_bytes(b""), "is no checkpoint"),
    (lambda f: f.write_bytes(b"[]"), "is no checkpoint"),
    (lambda f: f.write_bytes(b"\xff"), "is no checkpoint"),
    (lambda f: f.write_bytes(b"[" * 100_000), "is no checkpoint"),
    (as_folder, "can't be read: Is a directory"),
]


@pytest.mark.parametrize(("change", "what"), CHANGES, ids=lambda v: "")
def test_one_that_was_changed_is_reported_rebuilt_and_kept(
    tmp_path: Path, change: Callable[[Path], Any], what: str
) -> None:
    """The journal knows better; what somebody wrote by hand is not thrown away."""
    path = tmp_path / "i"
    with peopled(path) as folder:
        before = dump(folder)
    sound = (path / CHECKPOINT).read_bytes()
    change(path / CHECKPOINT)
    changed = files_of(path)
    with InspectionFolder.open(path, read_only=True) as reader:
        assert dump(reader) == before
        assert reader.notices == [f"The checkpoint {what}: it was read from its journal."]
    assert files_of(path) == changed
    with reopened(path) as folder:
        assert dump(folder) == before
        assert folder.can_undo
        (kept,) = path.glob(f"{CHECKPOINT}.damaged-*")
        assert folder.notices == [
            f"The checkpoint {what}: it was read from its journal.",
            f"The checkpoint that stood there is kept as {kept.name}.",
        ]
    assert (path / CHECKPOINT).read_bytes() == sound
    if kept.is_file():
        assert kept.read_bytes() == changed[CHECKPOINT]


def test_the_checkpoint_of_another_inspection_refuses(tmp_path: Path) -> None:
    """Two halves of two inspections are not made into one."""
    for name in ("a", "b"):
        peopled(tmp_path / name).close()
    (tmp_path / "a" / CHECKPOINT).write_bytes((tmp_path / "b" / CHECKPOINT).read_bytes())
    with new_folder(tmp_path / "c", title="Other") as other:
        for _ in range(12):
            other.execute(AddVoice("x"))
    (tmp_path / "a" / CHECKPOINT).write_bytes((tmp_path / "c" / CHECKPOINT).read_bytes())
    before = files_of(tmp_path / "a")
    with pytest.raises(Refused) as refused:
        reopened(tmp_path / "a")
    assert str(refused.value) == (
        f"{tmp_path / 'a'}: {CHECKPOINT} and {JOURNAL} are not of one inspection: "
        "restore both from the same copy"
    )
    assert files_of(tmp_path / "a") == before


def test_another_format_or_shape_is_not_read(tmp_path: Path) -> None:
    """A sound seal over what this program does not know is refused with the reason."""
    file = tmp_path / CHECKPOINT
    write_checkpoint(file, State(), Stamp(0, "", format="triangulate-checkpoint/9"))
    with pytest.raises(Refused, match='has the format "triangulate-checkpoint/9"'):
        read_checkpoint(file)
    with TinyDB(file, storage=SealedStorage) as database:
        database.storage.write({"_checkpoint": {"1": {"seq": 0, "moon": 1}}, "voices": {}})
    with pytest.raises(Refused, match="can't be understood"):
        read_checkpoint(file)
    assert read_checkpoint(tmp_path / "none") is None


def test_a_full_disk_at_the_checkpoint_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing says so in a notice, lets go of the lock, and leaves no half a file."""
    folder = peopled(tmp_path / "i")
    before = dump(folder)
    names = set(files_of(tmp_path / "i"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("evidence.durable.sync_file", full)
    with pytest.raises(OSError, match="No space left"):
        folder.checkpoint()
    folder.close()
    monkeypatch.undo()
    assert folder.notices == [
        (
            "The checkpoint could not be written (No space left on device): nothing is lost, but "
            "the next opening reads the whole journal."
        )
    ]
    assert set(files_of(tmp_path / "i")) == names
    with reopened(tmp_path / "i") as folder:
        assert dump(folder) == before


def test_opening_after_a_long_tail_writes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the opening after that is quick again; for reading only, nothing is written."""
    monkeypatch.setattr("evidence.folder._LONG_TAIL", 5)
    crash(peopled(tmp_path / "i"))
    before = files_of(tmp_path / "i")
    InspectionFolder.open(tmp_path / "i", read_only=True).close()
    assert files_of(tmp_path / "i") == before
    crash(reopened(tmp_path / "i"))
    standing = read_checkpoint(tmp_path / "i" / CHECKPOINT)
    assert standing is not None
    assert standing[1].seq == 16


def test_looking_into_the_past_keeps_nothing_from_the_collector(tmp_path: Path) -> None:
    """Only opening puts records beyond the garbage collector, and closing gives them back."""
    gc.unfreeze()
    with peopled(tmp_path / "i") as folder:
        folder.state_at(5)
        assert gc.get_freeze_count() == 0
    with InspectionFolder.open(tmp_path / "i", by=BY) as folder:
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()
