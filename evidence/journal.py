"""The journal: every change that was ever made, one line each, appended and synced.

A line is a JSON object that ends with its checksum: the SHA-256 of the checksum before it and of
the line up to it. So each entry vouches for all before it, and any program that reads JSON lines
can read the journal. A last line that is not whole was never acknowledged: it is set aside, and
said. Anything else that does not fit is damage: the journal then refuses to open, naming the place.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evidence.durable import (
    AS_IT_IS,
    FILE_MODE,
    make_private_folder,
    sync_file,
    sync_folder,
    write_all,
)
from evidence.faults import Refused, refuse
from evidence.state import Change

_TAIL = b',"checksum":"'
_TAIL_LENGTH = len(_TAIL) + 64 + len(b'"}')


@dataclass(frozen=True, slots=True)
class Entry:
    """One acknowledged command: its number from 1, when, who, what, and what it changed.

    ``about`` are the ids that it concerns, ``says`` tells it in a line; ``of`` is, for an undo or
    a redo, the number of the entry undone or redone.
    """

    seq: int
    at: str
    by: str
    command: str
    about: tuple[str, ...]
    says: str
    changes: tuple[Change, ...]
    of: int | None = None

    def to_bytes(self) -> bytes:
        """The entry as JSON, without its checksum."""
        document: dict[str, Any] = {
            "seq": self.seq,
            "at": self.at,
            "by": self.by,
            "command": self.command,
            "about": list(self.about),
            "says": self.says,
        }
        if self.of is not None:
            document["of"] = self.of
        document["changes"] = [change.plain() for change in self.changes]
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, line: bytes) -> Entry:
        """The entry of a journal's line. Raises Refused where it is none."""
        try:
            plain = json.loads(line)
            return cls(
                plain["seq"],
                plain["at"],
                plain["by"],
                plain["command"],
                tuple(plain["about"]),
                plain["says"],
                tuple(Change.from_plain(change) for change in plain["changes"]),
                plain.get("of"),
            )
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            raise refuse(
                "journal",
                f"an entry with a sound checksum can't be understood ({type(error).__name__}): "
                "was it written by a newer version of the program?",
            ) from None


@dataclass(frozen=True, slots=True)
class Head:
    """What an entry's line says of itself, without its changes."""

    seq: int
    at: str
    by: str
    command: str
    about: tuple[str, ...]
    says: str
    of: int | None


def _checksum(before: str, body: bytes) -> str:
    return hashlib.sha256(before.encode() + body).hexdigest()


class Journal:
    """The journal of one inspection, open for reading, and for appending by its one writer."""

    def __init__(self, path: Path) -> None:
        """Read and check the journal. Raises Refused where it is missing or damaged.

        A torn last line is noted in ``torn`` and left alone until ``set_torn_aside``.
        """
        self.path = path
        self._ends: list[int] = [0]
        self._checksums: list[str] = [""]
        self.torn = b""
        content = _content(path)
        try:
            self._check(content)
        except Refused:
            # Read while its writer set a torn line aside? Damage is the same at a second look.
            again = _content(path)
            if again == content:
                raise
            self._ends, self._checksums = [0], [""]
            self._check(again)

    @classmethod
    def create(cls, path: Path) -> Journal:
        """A new, empty journal. Raises FileExistsError."""
        make_private_folder(path.parent)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
        sync_folder(path.parent)
        return cls(path)

    def later(self) -> int:
        """How many lines its writer added since it was read: a look at its length, as a rule.

        Raises Refused where it can't be looked at, or is shorter than it was.
        """
        known = self._ends[-1]
        try:
            size = self.path.stat().st_size
            if size == known:
                return 0
            with self.path.open("rb") as stream:
                stream.seek(known)
                added = stream.read()
        except OSError as error:
            raise refuse(str(self.path), f"can't be read: {error.strerror or error}") from None
        if size < known:
            raise refuse(str(self.path), "is shorter than it was: close and open it again")
        return added.count(b"\n")

    def read_on(self) -> None:
        """Read and check what its writer added since.

        Raises Refused, with nothing read, where that does not go on from what was read before.
        """
        known, torn = len(self), self.torn
        self.torn = b""
        try:
            self._check(_content(self.path)[self._ends[-1] :], self._ends[-1])
        except Refused:
            self.torn = torn
            del self._ends[known + 1 :], self._checksums[known + 1 :]
            raise

    def _check(self, content: bytes, before: int = 0) -> None:
        """Take in the lines of what stands after ``before`` bytes that were checked already."""
        start = 0
        while start < len(content):
            newline = content.find(b"\n", start)
            end = len(content) if newline < 0 else newline + 1
            line = content[start : end - 1] if newline >= 0 else content[start:]
            body, tail = line[:-_TAIL_LENGTH], line[-_TAIL_LENGTH:]
            checksum = _checksum(self._checksums[-1], body)
            if newline < 0 or tail != _TAIL + checksum.encode() + b'"}':
                if end < len(content) or _holds_entry(line, self._checksums[-1]):
                    raise refuse(
                        str(self.path),
                        f"is damaged at entry {len(self) + 1} (byte {before + start}): "
                        "restore it from a copy; nothing was changed",
                    )
                self.torn = content[start:]
                return
            self._ends.append(before + end)
            self._checksums.append(checksum)
            start = end

    def __len__(self) -> int:
        """How many entries there are, which is also the last one's number."""
        return len(self._ends) - 1

    def checksum_at(self, seq: int) -> str:
        """The checksum of an entry, which vouches for all up to it; of 0 it is empty."""
        return self._checksums[seq]

    def set_torn_aside(self) -> Path:
        """Move a torn last line into a file of its own beside the journal; gives that file."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.path.with_name(f"{self.path.name}.torn-{stamp}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | AS_IT_IS, FILE_MODE)
        try:
            write_all(handle, self.torn)
            sync_file(handle)
        finally:
            os.close(handle)
        sync_folder(aside.parent)
        os.truncate(self.path, self._ends[-1])
        self.torn = b""
        return aside

    def append(self, *entries: Entry) -> None:
        """Add entries, all or none; on return they are on disk.

        Raises OSError where they could not be written, and Refused where somebody else wrote into
        the journal; it stands then as before.
        """
        ends, checksums, lines = [self._ends[-1]], [self._checksums[-1]], []
        for entry in entries:
            body = entry.to_bytes()[:-1]
            checksums.append(_checksum(checksums[-1], body))
            lines.append(body + _TAIL + checksums[-1].encode() + b'"}\n')
            ends.append(ends[-1] + len(lines[-1]))
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | AS_IT_IS)
        try:
            if os.fstat(handle).st_size != self._ends[-1]:
                raise refuse(
                    str(self.path),
                    "was changed by somebody else since it was opened: close and open it again",
                )
            try:
                write_all(handle, b"".join(lines))
                sync_file(handle)
            except BaseException:
                os.ftruncate(handle, self._ends[-1])
                with suppress(OSError):
                    sync_file(handle)
                raise
        finally:
            os.close(handle)
        self._ends += ends[1:]
        self._checksums += checksums[1:]

    def entry(self, seq: int) -> Entry:
        """The entry of this number."""
        with self.path.open("rb") as stream:
            stream.seek(self._ends[seq - 1])
            return Entry.from_bytes(stream.read(self._ends[seq] - self._ends[seq - 1]))

    def entries(self, after: int = 0, up_to: int | None = None) -> Iterator[Entry]:
        """The entries after one number, up to and with another (default: the last)."""
        for line in self.lines(after, up_to):
            yield Entry.from_bytes(line)

    def heads(self, after: int = 0, up_to: int | None = None) -> list[Head]:
        """What the entries after one number say of themselves, without their changes."""
        found = []
        for line in self.lines(after, up_to):
            # The changes stand last: cut them off unread, since a loaded bundle's fill megabytes.
            plain = json.loads(line[: line.index(b',"changes":[')] + b"}")
            found.append(
                Head(
                    plain["seq"],
                    plain["at"],
                    plain["by"],
                    plain["command"],
                    tuple(plain["about"]),
                    plain["says"],
                    plain.get("of"),
                )
            )
        return found

    def lines(self, after: int = 0, up_to: int | None = None) -> Iterator[bytes]:
        """The lines of these entries as they stand on disk, checksums and ends too."""
        last = len(self) if up_to is None else min(up_to, len(self))
        if after >= last:
            return
        with self.path.open("rb") as stream:
            stream.seek(self._ends[after])
            for seq in range(after, last):
                yield stream.read(self._ends[seq + 1] - self._ends[seq])


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise refuse(str(path), f"can't be read: {error.strerror or error}") from None


def _holds_entry(line: bytes, before: str) -> bool:
    """Whether a line that does not fit begins with a whole entry and goes on after it.

    Then it was no append that was cut short: the end of an acknowledged line was changed.
    """
    digest = hashlib.sha256(before.encode())
    done = 0
    while (tail := line.find(_TAIL, done)) >= 0:
        digest.update(line[done:tail])
        done = tail
        end = tail + _TAIL_LENGTH
        if line[tail:end] == _TAIL + digest.hexdigest().encode() + b'"}':
            return len(line) > end + 1
        digest.update(line[done : done + 1])
        done += 1
    return False


#: What makes an inspection can't be undone.
_FIRST = ("new_inspection", "make_sample")


def undo_stacks(
    heads: Sequence[Head], undo: Sequence[int] = (), redo: Sequence[int] = ()
) -> tuple[list[int], list[int]]:
    """What can be undone and what redone after these entries: numbers, the next one last.

    ``undo`` and ``redo`` are what could be before them. What made the inspection can't be undone.
    """
    undoable, redoable = list(undo), list(redo)
    for head in heads:
        if head.command == "undo":
            redoable.append(undoable.pop())
        elif head.command == "redo":
            undoable.append(redoable.pop())
        elif head.command not in _FIRST:
            undoable.append(head.seq)
            redoable.clear()
    return undoable, redoable
