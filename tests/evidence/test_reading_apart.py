"""Read apart, no file can harm the program: each costs one line, and the next is read as ever."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evidence.content import reading_from_bytes, sha256_of
from evidence.frames import read_frame, write_frame
from evidence.reading import Unreadable
from evidence.reading_apart.processes import Limits, ReadingProcesses, Stopped
from evidence.reading_apart.reply import read_here
from tests.evidence.hostile_readers import CALL

LIMITS = Limits(memory=60_000_000, most_memory=200_000_000)


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[ReadingProcesses]:
    """One process that does what a file tells it to do, within limits on memory."""
    with ReadingProcesses(tmp_path / "kept", LIMITS, 1, CALL) as started:
        yield started


BROKE = "! the reader broke down on it: open it in its own program and save it anew"


def read(processes: ReadingProcesses, content: str) -> str:
    """The text that was read, or why there is none."""
    raw = content.encode()
    try:
        reply, _ = processes.read("a.odd", raw, {}, sha256_of(raw))
    except Unreadable as unreadable:
        return f"! {unreadable}"
    return reading_from_bytes(reply.text).text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("crash", BROKE),
        ("leave", BROKE),
        ("fault", BROKE),
        ("recursion", "! is nested too deep to be read: save its text alone"),
        ("unreadable is broken", "! is broken"),
        ("print", "print"),
    ],
)
def test_whatever_a_file_does_costs_a_line_and_the_next_is_read(
    processes: ReadingProcesses, content: str, said: str
) -> None:
    assert read(processes, content) == said
    assert read(processes, "The heating failed.") == "The heating failed."


@pytest.mark.parametrize("content", ["loop", "sleep 600"])
def test_what_never_ends_is_ended_and_the_next_is_read(tmp_path: Path, content: str) -> None:
    with ReadingProcesses(tmp_path, Limits(seconds=3), 1, CALL) as processes:
        assert (
            read(processes, content)
            == "! took longer than 3 seconds to read: divide it, or save its text alone"
        )
        processes.limits = Limits()  # the next may take its time to start
        assert read(processes, "The heating failed.") == "The heating failed."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_file_that_needs_too_much_memory_is_refused_and_a_large_one_read(
    processes: ReadingProcesses,
) -> None:
    """First with little, then alone with more, and no further."""
    assert read(processes, "memory 20000000") == "20000000 bytes"
    assert read(processes, "memory 100000000") == "100000000 bytes"
    assert (
        read(processes, "memory 900000000")
        == "! needed more memory than allowed (200 MB): divide it, or save its text alone"
    )
    assert read(processes, "Well.") == "Well."


def test_a_process_is_used_again_and_another_started_only_when_needed(
    processes: ReadingProcesses,
) -> None:
    first = read(processes, "pid")
    assert read(processes, "unreadable x") == "! x"
    assert read(processes, "pid") == first
    read(processes, "crash")
    assert read(processes, "pid") != first


def test_processes_that_were_begun_are_those_that_read(tmp_path: Path) -> None:
    """As many as there is something to read for; what none of them knows costs nothing."""
    with ReadingProcesses(tmp_path / "kept", LIMITS, 2, CALL) as processes:
        processes.begin(["a.odd"])
        processes.begin(["a.odd", "b.pdf", "folder", "c.unheard"])
        with ThreadPoolExecutor(2) as threads:
            said = list(threads.map(lambda _: read(processes, "pid"), range(6)))
        assert 1 <= len(set(said)) <= 2
        assert not any(each.startswith("!") for each in said)


def test_stopping_ends_what_is_being_read(tmp_path: Path) -> None:
    """At once, not when its time is over; nothing is read any more."""
    with ThreadPoolExecutor(1) as thread:
        processes = ReadingProcesses(tmp_path, Limits(seconds=600), 1, CALL)
        assert read(processes, "Well.") == "Well."
        reading = thread.submit(read, processes, "loop")
        processes.stop()
        with pytest.raises(Stopped):
            reading.result()
    with pytest.raises(Stopped):
        read(processes, "Well.")


def test_the_files_inside_are_kept_for_their_owner_alone(processes: ReadingProcesses) -> None:
    """In a private folder, until they are dropped."""
    _, parts = processes.read("a.odd", b"mail one two", {}, "")
    assert [(part.name, part.derived, part.size) for part in parts] == [
        ("one.odd", True, 3),
        ("two.odd", True, 3),
    ]
    for part, content in zip(parts, (b"one", b"two"), strict=True):
        assert part.path is not None
        assert part.path.read_bytes() == content
        assert part.path.stat().st_mode & 0o777 == 0o600
        assert part.path.parent.stat().st_mode & 0o777 == 0o700
        part.drop()
        assert not part.path.exists()


def test_files_beyond_the_limits_are_not_unpacked_and_leave_nothing(tmp_path: Path) -> None:
    for limits, said in (
        (Limits(parts=2), "holds 3 files: more than 2 are not unpacked, so divide it"),
        (Limits(unpacked=5), "unpacks to more than 0 MB: divide it"),
    ):
        with ReadingProcesses(tmp_path, limits, 1, CALL) as processes:
            assert read(processes, "mail one two three") == f"! {said}"
            assert read(processes, "Well.") == "Well."
        assert list(tmp_path.iterdir()) == []


def test_reading_apart_is_reading_here(tmp_path: Path) -> None:
    """The same text to the byte, the same words and warnings, by the program's own process."""
    sample = Path(__file__).parents[2] / "evidence" / "sample" / "files"
    with ReadingProcesses(tmp_path) as processes:
        for file in sorted(sample.iterdir())[:8]:
            content = file.read_bytes()
            digest = sha256_of(content)
            apart, parts = processes.read(file.name, content, {}, digest)
            assert (apart, parts) == (read_here(file.name, content, {}, digest), ())


def test_where_no_process_can_be_started_it_is_said(tmp_path: Path) -> None:
    with ReadingProcesses(tmp_path, count=1, call=[str(tmp_path / "none")]) as processes:
        said = read(processes, "x")
    assert said == (
        "! no process could be started (No such file or directory): close other programs and add it"
        " again"
    )


@pytest.mark.parametrize("raw", [b"", b"\0\0", b"\xff" * 40, b"\0\0\0\2" + b"\0" * 8 + b"[]"])
def test_what_is_no_frame_is_known_as_such(raw: bytes) -> None:
    """A process that was taken over can send anything."""
    with pytest.raises((EOFError, ValueError)):
        read_frame(io.BytesIO(raw))


def test_a_frame_comes_as_it_went() -> None:
    stream = io.BytesIO()
    write_frame(stream, {"name": "\ud800ä\x1b"}, b"\0body")
    stream.seek(0)
    assert read_frame(stream) == ({"name": "\ud800ä\x1b"}, b"\0body")
    with pytest.raises(EOFError):
        read_frame(stream)
