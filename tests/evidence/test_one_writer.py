"""One writer at a time, any number of readers beside it, and nobody else's eyes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from evidence.checkpoint import read_checkpoint
from evidence.commands import AddVoice
from evidence.durable import write_whole
from evidence.faults import Refused
from evidence.folder import CHECKPOINT, JOURNAL, InspectionFolder, is_inspection
from evidence.journal import Journal
from evidence.model import Inspection
from evidence.one_writer import holder_of
from evidence.verifying import verify
from tests.evidence.inspections import BY, crash, dump, files_of, new_folder, peopled, reopened

ROOT = Path(__file__).parents[2]

HOLDING = """
import sys
from pathlib import Path
from evidence.folder import InspectionFolder
folder = InspectionFolder.open(Path(sys.argv[1]), by="CD")
print("open", flush=True)
sys.stdin.read()
"""

WRITING = """
import sys
from pathlib import Path
from evidence.checkpoint import read_checkpoint
from evidence.commands import AddVoice
from evidence.folder import InspectionFolder
folder = InspectionFolder.open(Path(sys.argv[1]), by="CD")
print("open", flush=True)
while True:
    folder.execute(AddVoice("x"))
    folder.checkpoint()
"""


@contextmanager
def another_process(script: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a script on an inspection until it is killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path: Path) -> None:
    """In the same process and from another one; the first is not disturbed."""
    path = tmp_path / "i"
    with new_folder(path) as folder:
        holder = holder_of(path)
        assert holder is not None
        with pytest.raises(Refused) as refused:
            reopened(path)
        assert str(refused.value) == (
            f"{path}: is open for writing by AB (since {holder.since[:10]} {holder.since[11:16]}, "
            f"on {holder.host}, process {os.getpid()}): close it there, or look with "
            "`triangulate open --read-only`"
        )
        folder.execute(AddVoice("x"))
    with another_process(HOLDING, path) as process:
        with pytest.raises(Refused, match=rf"by CD \(since .*, process {process.pid}\)"):
            reopened(path)
        (path / "holder.json").unlink()
        with pytest.raises(Refused, match="by somebody else"):
            reopened(path)


def test_a_writer_that_was_killed_holds_no_lock(tmp_path: Path) -> None:
    """Nobody has to remove a file by hand after a crash."""
    path = tmp_path / "i"
    new_folder(path).close()
    with another_process(HOLDING, path):
        pass
    assert holder_of(path) is not None
    with reopened(path) as folder:
        folder.execute(AddVoice("x"))
    assert holder_of(path) is None


def test_a_reader_beside_a_writer_sees_what_is_acknowledged_and_changes_nothing(
    tmp_path: Path,
) -> None:
    """It needs no lock, writes no file, and every change is refused it."""
    path = tmp_path / "i"
    with peopled(path) as writer:
        before = files_of(path)
        with InspectionFolder.open(path, read_only=True) as reader:
            assert reader.read_only
            assert dump(reader) == dump(writer)
            acts: list[Callable[[], object]] = [
                lambda: reader.execute(AddVoice("x")),
                reader.undo,
                reader.redo,
            ]
            for act in acts:
                with pytest.raises(Refused, match="is open for reading only"):
                    act()
            reader.checkpoint()
        assert files_of(path) == before
        assert not writer.read_only


def test_readers_never_trip_over_a_writer(tmp_path: Path) -> None:
    """While another process appends and rewrites the checkpoint without rest, all is well."""
    path = tmp_path / "i"
    new_folder(path).close()
    seen = [0]
    with another_process(WRITING, path):
        until = time.monotonic() + 3
        while time.monotonic() < until:
            with InspectionFolder.open(path, read_only=True) as reader:
                assert len(reader.state.voices) == len(reader.journal) - 1
                seen.append(len(reader.journal))
            assert verify(path).faults == ()
    assert seen == sorted(seen)
    assert seen[-1] > seen[1]


def test_what_is_written_between_a_readers_two_looks_is_in_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checkpoint is read first: one that is newer than the journal read would refuse."""
    path = tmp_path / "i"
    writer = new_folder(path)
    looks: list[str] = []

    def write_after(look: str, read: Any) -> Any:
        def looked(place: Path) -> Any:
            found = read(place)
            looks.append(look)
            if place.parent == path and len(looks) < 3:
                writer.execute(AddVoice("x"))
                writer.checkpoint()
            return found

        return looked

    monkeypatch.setattr(
        "evidence.folder.read_checkpoint", write_after("checkpoint", read_checkpoint)
    )
    monkeypatch.setattr("evidence.folder.Journal", write_after("journal", Journal))
    with InspectionFolder.open(path, read_only=True) as reader:
        assert looks == ["checkpoint", "journal"]
        assert len(reader.state.voices) == 1
    writer.close()


def test_only_the_owner_may_look_in(tmp_path: Path) -> None:
    """Folders 0700 and files 0600, whatever the umask."""
    before = os.umask(0)
    try:
        with peopled(tmp_path / "a" / "i") as folder:
            folder.sources.put(b"x")
            folder.texts.put(b"y")
            folder.checkpoint()
            modes = {
                str(each.relative_to(tmp_path / "a")): oct(each.stat().st_mode & 0o777)
                for each in (tmp_path / "a").rglob("*")
            }
    finally:
        os.umask(before)
    folders = {name: mode for name, mode in modes.items() if (tmp_path / "a" / name).is_dir()}
    assert set(folders.values()) == {"0o700"}
    assert {modes[name] for name in modes.keys() - folders.keys()} == {"0o600"}


def test_an_inspection_is_made_in_a_new_or_an_empty_folder_only(tmp_path: Path) -> None:
    """Nothing of anybody else is mixed with it or overwritten."""
    (tmp_path / "empty").mkdir(0o755)
    new_folder(tmp_path / "empty").close()
    assert (tmp_path / "empty").stat().st_mode & 0o777 == 0o700
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    for place, what in (
        ("empty", "holds an inspection already: open it, or choose another folder"),
        ("full", "is not empty: choose a new or an empty folder"),
        ("full/x", "is a file: choose a folder"),
        ("full/x/y", "can't be made: Not a directory"),
    ):
        with pytest.raises(Refused) as refused:
            new_folder(tmp_path / place)
        assert str(refused.value) == f"{tmp_path / place}: {what}"
    with pytest.raises(Refused, match='no programme "x": there are '):
        InspectionFolder.create(tmp_path / "n", Inspection(programme="x"), by=BY)
    assert not (tmp_path / "n").exists()


def test_making_one_on_a_full_disk_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once there is room, the same command works."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for name in ("evidence.journal.sync_file", "evidence.journal.sync_folder"):
        with monkeypatch.context() as patch:
            patch.setattr(name, full)
            with pytest.raises(Refused, match="No space left on device"):
                new_folder(tmp_path / "i")
        assert not is_inspection(tmp_path / "i")
        assert list((tmp_path / "i").iterdir()) == []
    new_folder(tmp_path / "i").close()
    with monkeypatch.context() as patch:
        patch.setattr("evidence.durable.sync_file", full)
        with pytest.raises(Refused, match=r"can't be written in: No space left on device$"):
            reopened(tmp_path / "i")
    reopened(tmp_path / "i").close()


def test_a_folder_that_can_not_be_locked_or_looked_into_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the system's reason; it can still be read where that is possible."""
    path = tmp_path / "i"
    new_folder(path).close()

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr("evidence.folder.FileLock.acquire", denied)
        with pytest.raises(Refused, match=r"can't be locked: Permission denied$"):
            reopened(path)
        InspectionFolder.open(path, read_only=True).close()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_file", denied)
        with pytest.raises(Refused, match=r"can't be looked into: Permission denied$"):
            reopened(path)


def test_an_inspection_reached_by_a_link_is_the_same_one(tmp_path: Path) -> None:
    """A symbolic link to the folder leads to its lock and journal, not to others."""
    (tmp_path / "link").symlink_to(tmp_path / "i", target_is_directory=True)
    with new_folder(tmp_path / "i") as folder:
        with pytest.raises(Refused, match="is open for writing by AB"):
            reopened(tmp_path / "link")
        folder.execute(AddVoice("x"))
    with reopened(tmp_path / "link") as folder:
        folder.execute(AddVoice("y"))
    assert (tmp_path / "link").is_symlink()
    with reopened(tmp_path / "i") as folder:
        assert len(folder.state.voices) == 2


def test_what_a_killed_writer_left_half_written_is_taken_away(tmp_path: Path) -> None:
    """Copies of evidence do not pile up unseen."""
    path = tmp_path / "i"
    with peopled(path) as folder:
        folder.sources.put(b"x")
    left = [path / f".{CHECKPOINT}.abc.unfinished", path / "sources" / ".0f.abc.unfinished"]
    for each in left:
        each.write_bytes(b"{")
    InspectionFolder.open(path, read_only=True).close()
    assert all(each.exists() for each in left)
    reopened(path).close()
    assert not any(each.exists() for each in left)


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the rename fails, the old file stands and nothing lies beside it."""
    write_whole(tmp_path / "f", b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="Input/output error"):
        write_whole(tmp_path / "f", b"new")
    assert files_of(tmp_path) == {"f": b"old"}


def test_work_from_threads_is_done_one_after_the_other(tmp_path: Path) -> None:
    """Eight threads, each entry its own number and id, and none after closing."""
    from concurrent.futures import ThreadPoolExecutor

    folder = new_folder(tmp_path / "i")
    with ThreadPoolExecutor(8) as threads:
        entries = list(threads.map(lambda _: folder.execute(AddVoice("x")), range(80)))
    assert sorted(entry.about[0] for entry in entries if entry) == sorted(
        f"V{number}" for number in range(1, 81)
    )
    crash(folder)
    with reopened(tmp_path / "i") as again:
        assert dump(again) == dump(folder)
        assert (tmp_path / "i" / JOURNAL).read_bytes().count(b"\n") == 81


def test_a_reader_sees_that_its_writer_went_on_and_catches_up(tmp_path: Path) -> None:
    """Entry for entry, told to whoever listens; what was read before is read no more."""
    path = tmp_path / "i"
    with peopled(path) as writer, InspectionFolder.open(path, read_only=True) as reader:
        heard: list[tuple[int, str]] = []
        reader.listen(lambda entry: heard.append((entry.seq, entry.command)))
        known = len(reader.journal)
        assert (reader.later(), reader.catch_up(), writer.later()) == (0, 0, 0)
        writer.execute(AddVoice("x"))
        writer.undo()
        assert (reader.later(), heard) == (2, [])
        assert reader.catch_up() == 2
        assert heard == [(known + 1, "add_voice"), (known + 2, "undo")]
        assert dump(reader) == dump(writer)
        assert (reader.later(), reader.can_redo) == (0, True)
        assert reader.history() == writer.history()


def test_what_is_being_written_waits_until_it_is_whole(tmp_path: Path) -> None:
    """Half a line is no entry, also for whoever opened before it."""
    path = tmp_path / "i"
    with peopled(path) as writer, InspectionFolder.open(path, read_only=True) as reader:
        known = (path / JOURNAL).read_bytes()
        writer.execute(AddVoice("x"))
        whole = (path / JOURNAL).read_bytes()
        (path / JOURNAL).write_bytes(whole[:-20])
        assert (reader.later(), reader.catch_up()) == (0, 0)
        (path / JOURNAL).write_bytes(whole)
        assert (reader.later(), reader.catch_up()) == (1, 1)
        assert dump(reader) == dump(writer)
        assert whole.startswith(known)


def test_a_journal_that_does_not_go_on_is_not_caught_up_with(tmp_path: Path) -> None:
    """Damage in what came, and another journal in its place: what was read stands."""
    path = tmp_path / "i"
    with peopled(path) as writer, InspectionFolder.open(path, read_only=True) as reader:
        before = dump(reader)
        known = (path / JOURNAL).read_bytes()
        writer.execute(AddVoice("x"))
        writer.execute(AddVoice("y"))
        whole = (path / JOURNAL).read_bytes()
        at = len(known) + 30
        (path / JOURNAL).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        for _ in range(2):
            with pytest.raises(Refused, match=rf"damaged at entry 17 \(byte {len(known)}\)"):
                reader.catch_up()
        (path / JOURNAL).write_bytes(known[:-1])
        with pytest.raises(Refused, match="is shorter than it was: close and open it again"):
            reader.later()
        assert (dump(reader), len(reader.journal)) == (before, 16)
        (path / JOURNAL).write_bytes(whole)
        assert reader.catch_up() == 2
