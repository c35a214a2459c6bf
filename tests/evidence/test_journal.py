"""The journal: torn lines are set aside, damage refuses, a failed append leaves nothing."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evidence.commands import AddVoice
from evidence.faults import Refused
from evidence.folder import CHECKPOINT, JOURNAL, InspectionFolder
from evidence.journal import Entry, Journal
from evidence.verifying import verify
from tests.evidence.inspections import BY, crash, dump, files_of, new_folder, reopened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An inspection of four entries, its checkpoint standing at the first, left by a crash."""
    folder = new_folder(tmp_path / "i")
    for role in ("a", "b", "c"):
        folder.execute(AddVoice(role))
    crash(folder)
    return tmp_path / "i"


def roles(folder: InspectionFolder) -> list[str]:
    return [voice.role for voice in folder.state.voices.values()]


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    """Put the journal's changed bytes in place; gives them."""
    journal = path / JOURNAL
    content = change(journal.read_bytes())
    journal.write_bytes(content)
    return content


def last_line(content: bytes) -> int:
    """Where the last line starts."""
    return content.rindex(b"\n", 0, -1) + 1


def test_a_last_line_torn_at_any_byte_is_set_aside_and_reported(path: Path) -> None:
    """Whatever is left of it, the entries before it are there, and work goes on."""
    whole = (path / JOURNAL).read_bytes()
    start = last_line(whole)
    checkpoint = (path / CHECKPOINT).read_bytes()
    for cut in range(start + 1, len(whole)):
        (path / JOURNAL).write_bytes(whole[:cut])
        (path / CHECKPOINT).write_bytes(checkpoint)
        with InspectionFolder.open(path, read_only=True) as reader:
            assert roles(reader) == ["a", "b"]
            assert reader.notices == [
                (
                    f"The journal's last line ({cut - start} bytes after entry 3) is not whole and "
                    "was left out: it is being written, or was torn by a crash."
                )
            ]
        folder = reopened(path)
        (aside,) = path.glob(f"{JOURNAL}.torn-*")
        assert folder.notices == [
            (
                f"The journal's last line was torn ({cut - start} bytes after entry 3): it is set "
                f"aside in {aside.name}. Everything up to entry 3 is here."
            )
        ]
        assert aside.read_bytes() == whole[start:cut]
        assert aside.stat().st_mode & 0o777 == 0o600
        assert (path / JOURNAL).read_bytes() == whole[:start]
        assert roles(folder) == ["a", "b"]
        crash(folder)
        aside.unlink()


def test_a_last_line_with_a_changed_byte_is_set_aside_too(path: Path) -> None:
    """At each of its bytes; work after it is sound after another crash."""
    whole = (path / JOURNAL).read_bytes()
    start = last_line(whole)
    for at in range(start, len(whole)):
        (path / JOURNAL).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        folder = reopened(path)
        assert roles(folder) == ["a", "b"]
        folder.execute(AddVoice("d"))
        crash(folder)
        (aside,) = path.glob(f"{JOURNAL}.torn-*")
        assert len(aside.read_bytes()) == len(whole) - start
        aside.unlink()
    with reopened(path) as folder:
        assert (roles(folder), folder.notices) == (["a", "b", "d"], [])
    assert verify(path).ok


@pytest.mark.parametrize("entry", [1, 2, 3])
def test_a_changed_byte_before_the_last_line_refuses_and_names_the_entry(
    path: Path, entry: int
) -> None:
    """Also where it is a line's end, so that two entries run together; nothing is touched."""
    (path / CHECKPOINT).unlink()
    lines = (path / JOURNAL).read_bytes().splitlines(keepends=True)
    begin = sum(len(line) for line in lines[: entry - 1])
    for at in {*range(begin, begin + len(lines[entry - 1]), 7), begin + len(lines[entry - 1]) - 1}:
        whole = b"".join(lines)
        damaged = whole[:at] + bytes([whole[at] ^ 2]) + whole[at + 1 :]
        (path / JOURNAL).write_bytes(damaged)
        before = files_of(path)
        for read_only in (False, True):
            with pytest.raises(Refused) as refused:
                InspectionFolder.open(path, by=BY, read_only=read_only)
            assert str(refused.value) == (
                f"{path / JOURNAL}: is damaged at entry {entry} (byte {begin}): "
                "restore it from a copy; nothing was changed"
            )
        assert files_of(path) == before
    assert not (path / "holder.json").exists()


def test_lines_swapped_left_out_or_repeated_are_damage(path: Path) -> None:
    """Each entry vouches for all before it, so that sound lines in another order are not sound."""
    (path / CHECKPOINT).unlink()
    one, two, three, four = (path / JOURNAL).read_bytes().splitlines(keepends=True)
    for lines, entry in (
        ([one, three, two, four], 2),
        ([one, three, four], 2),
        ([one, two, two, three, four], 3),
        ([two, three, four], 1),
    ):
        (path / JOURNAL).write_bytes(b"".join(lines))
        with pytest.raises(Refused, match=f"is damaged at entry {entry} "):
            reopened(path)


@pytest.mark.parametrize("garbage", [b"x", b"\0" * 4096, b"\n", b'{"seq":5}\n', b'{"seq":5,"che'])
def test_garbage_after_the_last_entry_is_set_aside(path: Path, garbage: bytes) -> None:
    """As a crash of the machine may leave it; every entry is there."""
    rewrite(path, lambda content: content + garbage)
    with reopened(path) as folder:
        assert roles(folder) == ["a", "b", "c"]
        assert len(folder.notices) == 1
    (aside,) = path.glob(f"{JOURNAL}.torn-*")
    assert aside.read_bytes() == garbage


def test_damage_that_is_gone_at_a_second_look_was_none(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader may see a writer put a torn line aside and write on, half of each."""
    whole = (path / JOURNAL).read_bytes()
    looks = iter([whole[:-30] + b"\n" + whole[-30:], whole])
    monkeypatch.setattr("evidence.journal._content", lambda _: next(looks))
    with InspectionFolder.open(path, read_only=True) as reader:
        assert (roles(reader), reader.notices) == (["a", "b", "c"], [])


def test_two_lines_of_garbage_are_no_torn_append(path: Path) -> None:
    """One append is one line: more is somebody's doing, and refuses."""
    rewrite(path, lambda content: content + b"x\ny\n")
    before = files_of(path)
    with pytest.raises(Refused, match="is damaged at entry 5 "):
        reopened(path)
    assert files_of(path) == before


def test_garbage_made_of_checksums_is_read_in_one_pass(path: Path) -> None:
    """Ten megabytes that look like line ends a million times neither hang nor open as empty."""
    rewrite(path, lambda content: content + b',"checksum":"' * 800_000)
    with reopened(path) as folder:
        assert roles(folder) == ["a", "b", "c"]


def test_a_journal_shorter_than_the_checkpoint_refuses(path: Path) -> None:
    """Entries that the checkpoint knows were acknowledged: their loss is never passed over."""
    reopened(path).close()
    rewrite(path, lambda content: b"".join(content.splitlines(keepends=True)[:2]))
    before = files_of(path)
    with pytest.raises(Refused) as refused:
        reopened(path)
    assert str(refused.value) == (
        f"{path / JOURNAL}: ends at entry 2, but {CHECKPOINT} knows 4: restore the journal from a "
        f"copy, or move {CHECKPOINT} away to open what is left"
    )
    assert files_of(path) == before
    (path / CHECKPOINT).rename(path / "away.json")
    with reopened(path) as folder:
        assert roles(folder) == ["a"]


def test_a_torn_line_that_the_checkpoint_knows_is_kept_in_both(path: Path) -> None:
    """The checkpoint with the lost entry is kept aside, and work goes on through another crash."""
    reopened(path).close()
    known = (path / CHECKPOINT).read_bytes()
    rewrite(path, lambda content: content[:-5])
    folder = reopened(path)
    (kept,) = path.glob(f"{CHECKPOINT}.damaged-*")
    assert kept.read_bytes() == known
    assert folder.notices[:2] == [
        (
            "The checkpoint knows entry 4, of which the journal has no whole line: it was read "
            "from its journal."
        ),
        f"The checkpoint that stood there is kept as {kept.name}.",
    ]
    assert roles(folder) == ["a", "b"]
    crash(folder)
    folder = reopened(path)
    folder.execute(AddVoice("d"))
    crash(folder)
    with reopened(path) as folder:
        assert (roles(folder), folder.notices) == (["a", "b", "d"], [])


def test_a_journal_without_a_whole_entry_refuses_and_is_left_alone(path: Path) -> None:
    """There is nothing to show, and it is not taken for an empty inspection."""
    rewrite(path, lambda content: content[:20])
    before = files_of(path)
    with pytest.raises(Refused, match="holds no whole entry: restore it from a copy"):
        reopened(path)
    assert files_of(path) == before


def test_an_entry_of_a_newer_program_refuses_and_changes_nothing(path: Path) -> None:
    """A sound line that says what we do not know is not skipped."""
    journal = Journal(path / JOURNAL)
    entry = Entry(5, "2026", BY, "add_moon", (), "", ())
    body = entry.to_bytes()

    def newer(self: Entry) -> bytes:
        return body.replace(b'"changes":[]', b'"changes":[{"table":"moons","key":"1"}]')

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Entry, "to_bytes", newer)
        journal.append(entry)
    before = files_of(path)
    with pytest.raises(Refused, match="was it written by a newer version of the program"):
        reopened(path)
    assert files_of(path) == before


def test_each_line_is_json_for_any_other_program(path: Path) -> None:
    """With the numbers from 1, and a checksum at its end."""
    lines = [json.loads(line) for line in (path / JOURNAL).read_text("utf-8").splitlines()]
    assert [(line["seq"], line["command"]) for line in lines] == [
        (1, "new_inspection"),
        (2, "add_voice"),
        (3, "add_voice"),
        (4, "add_voice"),
    ]
    assert [list(line)[-2:] for line in lines] == [["changes", "checksum"]] * 4


def failing(name: str, number: int) -> Callable[..., Any]:
    def fail(*_: object) -> Any:
        raise OSError(number, os.strerror(number))

    fail.__name__ = name
    return fail


def half_then_full(handle: int, content: memoryview) -> int:
    if len(content) > 40:
        return real_write(handle, content[: len(content) // 2])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


real_write = os.write


@pytest.mark.parametrize(
    ("name", "fails"),
    [
        ("write", failing("write", errno.ENOSPC)),
        ("write", half_then_full),
        ("fdatasync", failing("fdatasync", errno.EIO)),
    ],
    ids=["full", "full half way", "no sync"],
)
@pytest.mark.parametrize("act", ["execute", "several", "undo", "redo"])
def test_what_can_not_be_written_did_not_happen(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fails: Callable[..., Any], act: str
) -> None:
    """Journal and state stand as before, and the next command works."""
    folder = reopened(path)
    folder.undo()
    acts: dict[str, Callable[[], Any]] = {
        "execute": lambda: folder.execute(AddVoice("d")),
        "several": lambda: folder.execute_each([AddVoice("d"), AddVoice("e")]),
        "undo": folder.undo,
        "redo": folder.redo,
    }
    before = files_of(path), dump(folder), folder.history()
    with monkeypatch.context() as patch:
        patch.setattr(os, name, fails)
        with pytest.raises(Refused) as refused:
            acts[act]()
    assert str(refused.value).endswith("): nothing was changed")
    assert (files_of(path), dump(folder), folder.history()) == before
    acts[act]()
    now = dump(folder)
    crash(folder)
    with reopened(path) as folder:
        assert dump(folder) == now


def test_a_short_write_is_carried_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes seven bytes at a time gets all of them."""
    folder = reopened(path)
    monkeypatch.setattr(os, "write", lambda handle, content: real_write(handle, content[:7]))
    folder.execute(AddVoice("d" * 500))
    monkeypatch.undo()
    crash(folder)
    with reopened(path) as folder:
        assert roles(folder) == ["a", "b", "c", "d" * 500]


def test_a_journal_that_somebody_else_wrote_into_is_not_written_over(path: Path) -> None:
    """A program that ignores the lock is noticed before the next append."""
    folder = reopened(path)
    before = rewrite(path, lambda content: content + b"x")
    with pytest.raises(Refused, match="was changed by somebody else since it was opened"):
        folder.execute(AddVoice("d"))
    assert (path / JOURNAL).read_bytes() == before
    crash(folder)


def test_a_missing_journal_is_no_inspection(path: Path) -> None:
    """The checkpoint alone is not taken for the whole."""
    (path / JOURNAL).unlink()
    with pytest.raises(Refused, match=r"is no inspection: make one with `triangulate new`$"):
        reopened(path)
    with pytest.raises(Refused, match=r"does not exist: make one with `triangulate new`$"):
        reopened(path / "nowhere")
    with pytest.raises(Refused, match=r"can't be read: No such file or directory$"):
        Journal(path / JOURNAL)
