"""The processes that read, as the program has them: started late, used again, ended in time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Semaphore, Timer
from typing import Any, Self, TypeVar

from evidence.durable import UNFINISHED, make_private_folder
from evidence.frames import read_frame, write_frame
from evidence.own_process import OwnProcess, call_of
from evidence.projects.packing import unpacked
from evidence.projects.project import Project
from evidence.reading import Unreadable
from evidence.reading_apart.reply import Reply

__all__ = ["KeptPart", "Limits", "ReadingProcesses", "Stopped"]

_BROKE = "the reader broke down on it: open it in its own program and save it anew"
_MEGABYTE = 1_000_000
#: A project holds its files: so many times its size may be needed beside what reading takes.
_PROJECT_TIMES = 4

#: What is read in nearly every batch.
_USUAL = (".docx", ".pdf", ".xlsx")

T = TypeVar("T")


class Stopped(Exception):
    """Reading was stopped."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds, and bytes of memory.

    A file that needs more than ``memory`` is read again, alone, with ``most_memory``.
    """

    seconds: float = 60
    memory: int = 160 * _MEGABYTE
    most_memory: int = 400 * _MEGABYTE
    parts: int = 5_000
    unpacked: int = 1_000 * _MEGABYTE

    @property
    def too_slow(self) -> str:
        """What is said of a file that took too long."""
        return (
            f"took longer than {self.seconds:g} seconds to read: divide it, or save its text alone"
        )

    @property
    def unpacks_to_more(self) -> str:
        """What is said of a file that holds too much."""
        return f"unpacks to more than {self.unpacked // _MEGABYTE:,} MB: divide it"

    @property
    def too_large(self) -> str:
        """What is said of a file that needed too much memory."""
        most = self.most_memory // _MEGABYTE
        return f"needed more memory than allowed ({most} MB): divide it, or save its text alone"


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A file inside a file, its bytes kept at ``path`` until they are read; or why it can't be."""

    name: str
    derived: bool
    path: Path | None
    size: int = 0
    refused: str | None = None

    def drop(self) -> None:
        """Take away what was kept."""
        if self.path is not None:
            with suppress(OSError):
                self.path.unlink()


class ReadingProcesses:
    """Up to ``count`` processes that read, each one file at a time; for use from any thread.

    ``kept`` is a private folder in which the files inside a file are put until they are read.
    ``call`` starts a process (default: the program's own).
    """

    def __init__(
        self,
        kept: Path,
        limits: Limits | None = None,
        count: int | None = None,
        call: Sequence[str] | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.count = count or min(2, os.cpu_count() or 1)
        self._kept = kept
        self._call = call or call_of("evidence.reading_apart.worker")
        self._free = Semaphore(self.count)
        self._alone = Lock()
        self._guard = Lock()
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()
        self._stopped = False

    def begin(self, names: Sequence[str]) -> None:
        """Have processes load what reads files of these names, before any is to be read.

        A name without an ending may be a folder's, which holds what most folders hold.
        """
        endings = {Path(name).suffix.lower() for name in names}
        if "" in endings:
            endings = endings - {""} | set(_USUAL)
        with suppress(Unreadable), self._guard:
            while len(self._idle) < self.count and len(self._idle) < len(names):
                process = _Process(self._call)
                self._idle.append(process)
                process.load(sorted(f"file{ending}" for ending in endings))

    def read(
        self,
        name: str,
        content: bytes,
        options: Mapping[str, str],
        digest: str,
        *,
        parts_only: bool = False,
    ) -> tuple[Reply, tuple[KeptPart, ...]]:
        """Read a file of this name; waits while all processes are busy.

        With ``parts_only`` it is read only if it may hold others, and is Unreadable otherwise.
        Raises Unreadable with the reason, and Stopped.
        """
        head = {
            "name": name,
            "options": dict(options),
            "digest": digest,
            "parts_only": parts_only,
            "seconds": self.limits.seconds,
        }
        try:
            return self._read({**head, "memory": self.limits.memory}, content)
        except MemoryError:
            pass
        try:
            with self._alone:
                return self._read({**head, "memory": self.limits.most_memory}, content, last=True)
        except MemoryError:
            raise Unreadable(self.limits.too_large) from None

    def read_project(self, path: Path) -> Project:
        """Read a project of another program, which may be a folder; as ``read`` otherwise.

        Raises Unreadable with the reason, and Stopped.
        """
        head = {"project": str(path.absolute()), "seconds": self.limits.seconds}
        size = path.stat().st_size if path.is_file() else 0
        head["memory"] = self.limits.most_memory + _PROJECT_TIMES * size
        try:
            with self._alone, self._free:
                return self._with_process(
                    lambda process: process.ask_project(head, self.limits), last=True
                )
        except MemoryError:
            raise Unreadable(self.limits.too_large) from None

    def stop(self) -> None:
        """End every process at once; what they were reading raises Stopped."""
        with self._guard:
            self._stopped = True
            idle, busy = list(self._idle), list(self._busy)
            self._idle.clear()
        for process in (*idle, *busy):
            process.end()
        for process in idle:
            process.release()

    close = stop

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(
        self, head: Mapping[str, Any], content: bytes, *, last: bool = False
    ) -> tuple[Reply, tuple[KeptPart, ...]]:
        with self._free:
            return self._with_process(
                lambda process: process.ask(head, content, self.limits, self._kept), last=last
            )

    def _with_process(self, asked: Callable[[_Process], T], *, last: bool = False) -> T:
        process = self._taken()
        try:
            return asked(process)
        except Unreadable:
            if self._stopped:
                raise Stopped from None
            raise
        finally:
            if last:
                process.end()  # it gives back no memory that it took
            self._give_back(process)

    def _taken(self) -> _Process:
        with self._guard:
            if self._stopped:
                raise Stopped
            process = self._idle.pop() if self._idle else _Process(self._call)
            self._busy.add(process)
            return process

    def _give_back(self, process: _Process) -> None:
        with self._guard:
            self._busy.discard(process)
            if not process.ended and not self._stopped:
                self._idle.append(process)
                return
        process.end()
        process.release()


class _Process:
    """A process that reads, ended for good once anything is out of order."""

    def __init__(self, call: Sequence[str]) -> None:
        self.ended = False
        self._late = False
        try:
            self._process = OwnProcess(call)
        except OSError as error:
            raise Unreadable(
                f"no process could be started ({error.strerror or error}): close other programs"
                " and add it again"
            ) from None

    def load(self, names: Sequence[str]) -> None:
        """Have it load what reads files of these names."""
        with suppress(OSError):  # whatever is wrong with it is told with the first file
            write_frame(self._process.requests, {"load": names})

    def ask(
        self, head: Mapping[str, Any], content: bytes, limits: Limits, kept: Path
    ) -> tuple[Reply, tuple[KeptPart, ...]]:
        """What this file came to.

        Raises Unreadable with the reason, MemoryError where it needed more than it was allowed.
        """
        parts: list[KeptPart] = []

        def received() -> tuple[Reply, tuple[KeptPart, ...]]:
            about, text = self._next("reader")
            self._take_parts(int(about["parts"]), parts, limits, kept)
            return _reply(about, text), tuple(parts)

        try:
            return self._asked(head, content, limits, received)
        except BaseException:
            _drop(parts)
            raise

    def ask_project(self, head: Mapping[str, Any], limits: Limits) -> Project:
        """What a project came to; raises as ``ask`` does."""

        def received() -> Project:
            _, told = self._next("project")
            _, files = self._next("files")
            return unpacked(told, files)

        return self._asked(head, b"", limits, received)

    def _asked(
        self, head: Mapping[str, Any], content: bytes, limits: Limits, received: Callable[[], T]
    ) -> T:
        watch = Timer(limits.seconds, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            write_frame(self._process.requests, head, content)
            return received()
        except BaseException as error:
            if not isinstance(error, _Whole):
                self.end()
            if isinstance(error, _OUT_OF_ORDER):
                raise Unreadable(limits.too_slow if self._late else _BROKE) from None
            raise
        finally:
            watch.cancel()

    def _next(self, wanted: str) -> tuple[dict[str, Any], bytes]:
        """The next of its replies, if it holds what is wanted; else why not, raised."""
        about, body = read_frame(self._process.replies)
        if wanted in about:
            return about, body
        if "memory" in about:
            raise MemoryError
        raise _Whole(str(about["refused"]) if "refused" in about else _BROKE)

    def _take_parts(self, number: int, parts: list[KeptPart], limits: Limits, kept: Path) -> None:
        if number > limits.parts:
            raise Unreadable(
                f"holds {number:,} files: more than {limits.parts:,} are not unpacked, so divide it"
            )
        unpacked = 0
        for _ in range(number):
            about, content = self._next("name")
            unpacked += len(content)
            if unpacked > limits.unpacked:
                raise Unreadable(limits.unpacks_to_more)
            refused = about["refused"]
            path = None if refused is not None else _kept(content, kept)
            parts.append(
                KeptPart(str(about["name"]), about["derived"] is True, path, len(content), refused)
            )

    def _too_late(self) -> None:
        self._late = True
        self.end()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.ended = True
        self._process.end()

    def release(self) -> None:
        """Close what is left of a process that was ended; nobody may be waiting for a reply."""
        self._process.release()


class _Whole(Unreadable):
    """The file can't be read, and the process that said so is sound."""


#: What the pipe of a process gives that died, or says what makes no sense.
_OUT_OF_ORDER = (OSError, EOFError, ValueError, KeyError, TypeError, RecursionError)


def _reply(about: Mapping[str, Any], text: bytes) -> Reply:
    return Reply(
        str(about["reader"]),
        int(about["version"]),
        str(about["media_type"]),
        int(about["passages"]),
        int(about["words"]),
        tuple(str(warning) for warning in about["warnings"]),
        text,
        changed={str(name): str(value) for name, value in about["changed"].items()},
    )


def _kept(content: bytes, folder: Path) -> Path:
    """Put the bytes of a part where only their owner can read them. Raises Unreadable."""
    try:
        make_private_folder(folder)
        handle, name = tempfile.mkstemp(UNFINISHED, ".part.", folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
    except OSError as error:
        raise Unreadable(f"could not be unpacked: {error.strerror or error}") from None
    return Path(name)


def _drop(parts: Sequence[KeptPart]) -> None:
    for part in parts:
        part.drop()
