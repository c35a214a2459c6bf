"""Many files: read apart, several at once, and handed on one by one in the order given."""

from __future__ import annotations

import stat
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from evidence.adding.gathering import spelled
from evidence.adding.outcome import Added, SourceDetails, Stored
from evidence.adding.projects import store_project
from evidence.adding.storing import here_already, source_of, store_reply
from evidence.content import sha256_of
from evidence.folder import InspectionFolder
from evidence.projects import is_project
from evidence.reading import Unreadable
from evidence.reading_apart.processes import KeptPart, Limits, ReadingProcesses, Stopped

__all__ = ["AddingFiles"]

#: How many files may be on their way at once, and how many bytes of them.
_MOST_AHEAD = 48
_MOST_BYTES_AHEAD = 16_000_000
#: Threads beside those that wait for a process: they store while the processes read on.
_STORING = 6

#: How many outcomes are taken in together, and within how many seconds they must be there.
_MOST_TOGETHER = 16
_TOGETHER_WITHIN = 0.1

#: How deep files may stand in files: a document in a zip in a zip, but no further.
_MOST_DEPTH = 2
_TOO_DEEP = "stands too deep, in a file in a file in a file: unpack it first"

#: Larger files are recordings, or scans that hold no text.
_MOST_SIZE = 250_000_000


@dataclass(slots=True)
class _Unpacked:
    """How much one of the files given has held so far, all that is inside counted."""

    files: int = 0
    size: int = 0


@dataclass(slots=True)
class _Waiting:
    """A file to be read: where it is, what it is called, and in what it was found."""

    file: str
    name: str
    path: Path | None
    depth: int = 0
    outer: str | None = None  # the SHA-256 of the file that it derives from
    refused: str | None = None
    within: _Unpacked = field(default_factory=_Unpacked)
    part: KeptPart | None = None
    size: int = 0
    reading: Future[_Done] | None = None

    def drop(self) -> None:
        """Take away what was kept of it until it is read."""
        if self.part is not None:
            self.part.drop()


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a file, and the files that were inside it.

    ``put`` are the SHA-256 of what was stored in ``sources/`` and ``texts/`` and was not there.
    """

    outcome: Stored | Added
    digest: str = ""
    parts: tuple[KeptPart, ...] = ()
    put: tuple[str, str] | None = None


class AddingFiles:
    """Files on their way into an inspection: iterate, and take in what was stored.

    Each step gives the outcome of the next file in the order given, those inside a file right
    after it: ``Stored``, to be taken in before the next step, or ``Added`` where there is nothing
    to take in. ``stop`` may be called from any thread: the iteration then ends with what is whole.
    ``total`` grows with the files found inside files.
    """

    def __init__(
        self,
        folder: InspectionFolder,
        files: Iterable[Path],
        details: SourceDetails,
        *,
        limits: Limits | None = None,
        processes: ReadingProcesses | None = None,
    ) -> None:
        self._folder = folder
        self._details = details
        self._line = deque(_given(path) for path in files)
        self._processes = processes or ReadingProcesses(folder.sources.path, limits)
        self._limits = self._processes.limits
        self._threads = ThreadPoolExecutor(self._processes.count + _STORING, "reading")
        self.total = len(self._line)
        self.done = 0
        self.stopped = False

    @property
    def current(self) -> str:
        """The file whose outcome comes next."""
        return self._line[0].file if self._line else ""

    def stop(self) -> None:
        """Read no more; what is being read is given up."""
        self.stopped = True
        self._processes.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._processes.stop()
        self._threads.shutdown(cancel_futures=True)
        for waiting in self._line:
            if waiting.reading is not None and not waiting.reading.cancelled():
                self._take_back(waiting.reading)
            waiting.drop()
        self._line.clear()

    def __iter__(self) -> Iterator[Stored | Added]:
        for outcomes in self.together(1):
            yield from outcomes

    def together(self, most: int = _MOST_TOGETHER) -> Iterator[tuple[Stored | Added, ...]]:
        """The outcomes, so many in a step at most, all to be taken in before the next one.

        Those that are to be had soon come together. What is inside a file never comes with it.
        """
        while self._line and not self.stopped:
            outcomes: list[Stored | Added] = []
            until = monotonic() + _TOGETHER_WITHIN
            with suppress(Stopped, CancelledError):
                while self._line and len(outcomes) < most:
                    self._read_ahead()
                    reading = self._begun(self._line[0])
                    if outcomes and not wait([reading], max(0.0, until - monotonic())).done:
                        break
                    outcomes.append(self._next(reading.result()))
                    if outcomes[-1].inside:
                        break
            if not outcomes:
                return
            yield tuple(outcomes)

    def _next(self, done: _Done) -> Stored | Added:
        """The outcome of the file that comes next, and its parts into the line."""
        waiting = self._line.popleft()
        waiting.drop()
        inside = self._inside(waiting, done)
        self._line.extendleft(reversed(inside))
        self.total += len(inside)
        self.done += 1
        return self._with_origin(waiting, done.outcome)

    def _take_back(self, reading: Future[_Done]) -> None:
        """Take away what was stored of a file that will not be taken in."""
        if reading.exception() is not None:
            return
        done = reading.result()
        for part in done.parts:
            part.drop()
        if done.put is not None and source_of(self._folder, done.digest) is None:
            self._folder.sources.remove(done.put[0])
            self._folder.texts.remove(done.put[1])

    def _read_ahead(self) -> None:
        """Have as many of the next files read as may be on their way at once."""
        size = 0
        for number, waiting in enumerate(self._line):
            size += waiting.size
            if number >= _MOST_AHEAD or (number and size > _MOST_BYTES_AHEAD):
                return
            self._begun(waiting)

    def _begun(self, waiting: _Waiting) -> Future[_Done]:
        """The reading of a file, begun if it was not."""
        if waiting.reading is None:
            waiting.reading = self._threads.submit(self._read, waiting)
        return waiting.reading

    def _read(self, waiting: _Waiting) -> _Done:
        """Read a file and store it: the long part, in a thread. Raises Stopped."""
        file = waiting.file
        if waiting.refused is not None or waiting.path is None:
            return _Done(Added(file, refused=waiting.refused or "is missing"))
        if not waiting.depth and is_project(waiting.path):
            read = self._processes.read_project
            return _Done(store_project(self._folder, waiting.path, self._details, read))
        try:
            content = _content(waiting.path)
        except OSError as error:
            return _Done(Added(file, refused=f"can't be opened: {error.strerror or error}"))
        except Unreadable as unreadable:
            return _Done(Added(file, refused=str(unreadable)))
        digest = sha256_of(content)
        standing = source_of(self._folder, digest)
        options = self._details.options
        try:
            reply, parts = self._processes.read(
                waiting.name, content, options, digest, parts_only=standing is not None
            )
        except Unreadable as unreadable:
            if standing is not None:
                return _Done(here_already(file, standing), digest)
            return _Done(Added(file, refused=str(unreadable)))
        if standing is not None:
            return _Done(here_already(file, standing), digest, parts)
        if not reply.passages and parts:
            added = Added(file, reader=reply.reader, warnings=reply.warnings, inside=len(parts))
            return _Done(added, "", parts)
        details = self._details
        if waiting.depth:
            details = replace(details, title=None)
        was_there = self._folder.sources.has(digest)
        outcome = store_reply(self._folder, waiting.name, content, digest, reply, details, file)
        if isinstance(outcome, Added):
            return _Done(outcome, digest, parts)
        put = None if was_there else (digest, sha256_of(reply.text))
        return _Done(replace(outcome, inside=len(parts)), digest, parts, put)

    def _inside(self, outer: _Waiting, done: _Done) -> list[_Waiting]:
        """The files inside a file, each to be read next, or refused beyond the limits."""
        found = []
        within = outer.within
        for part in done.parts:
            within.files += 1
            within.size += part.size
            waiting = _Waiting(
                f"{outer.file}/{part.name}",
                _last_step(part.name),
                part.path,
                outer.depth + 1,
                done.digest if part.derived else outer.outer,
                part.refused,
                within,
                part,
                part.size,
            )
            if waiting.refused is None:
                waiting.refused = self._refusal(waiting)
            found.append(waiting)
        return _told_once(found)

    def _refusal(self, waiting: _Waiting) -> str | None:
        within = waiting.within
        if waiting.depth > _MOST_DEPTH:
            return _TOO_DEEP
        if within.files > self._limits.parts:
            return f"is one of more than {self._limits.parts:,} files inside one"
        if within.size > self._limits.unpacked:
            return f"is beyond what one file may hold: it {self._limits.unpacks_to_more}"
        return None

    def _with_origin(self, waiting: _Waiting, outcome: Stored | Added) -> Stored | Added:
        """The outcome, derived from the source that the file around it became."""
        if waiting.outer is None or not isinstance(outcome, Stored):
            return outcome
        outer = source_of(self._folder, waiting.outer)
        if outer is None:
            return outcome
        command = replace(outcome.command, derived_from=(outer.id,))
        return replace(outcome, command=command)


def _given(path: Path) -> _Waiting:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0
    return _Waiting(spelled(path), spelled(Path(path.name)), path, size=size)


def _content(path: Path) -> bytes:
    """A file's bytes. Raises OSError, and Unreadable for what is no file or larger than any."""
    try:
        status = path.stat()
    except ValueError:
        raise Unreadable("can't be the name of a file: check how it is written") from None
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("is a folder without a file in it that could be read: name the files")
    if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
        raise Unreadable("is no ordinary file, but a pipe or a device: add a file")
    if status.st_size > _MOST_SIZE:
        raise Unreadable(f"is larger than {_MOST_SIZE // 1_000_000} MB: divide it")
    return path.read_bytes()


def _last_step(name: str) -> str:
    """The file's own name, whatever folders stand before it."""
    return name.rstrip("/").rpartition("/")[2] or name


def _told_once(found: list[_Waiting]) -> list[_Waiting]:
    """The files found in a file, those beyond the limits in one line: a bomb is no report."""
    kept: list[_Waiting] = []
    first: dict[str, _Waiting] = {}
    beyond: Counter[str] = Counter()
    for waiting in found:
        if waiting.refused is None or waiting.part is None or waiting.part.refused is not None:
            kept.append(waiting)
            continue
        beyond[waiting.refused] += 1
        if beyond[waiting.refused] == 1:
            first[waiting.refused] = waiting
            kept.append(waiting)
        else:
            waiting.drop()
    for refused, waiting in first.items():
        if beyond[refused] > 1:
            waiting.refused = f"{refused} (and {beyond[refused] - 1:,} more beside it)"
    return kept
