"""One person writes in an inspection at a time: the lock, and who holds it."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from evidence.durable import write_whole
from evidence.faults import refuse

__all__ = ["HOLDER", "LOCK", "Holder", "holder_of", "take_lock"]

LOCK = "lock"
HOLDER = "holder.json"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has an inspection open for writing, since when and where."""

    by: str
    since: str
    host: str
    process: int

    def __str__(self) -> str:
        since = self.since.replace("T", " ")[:16]
        return f"{self.by} (since {since}, on {self.host}, process {self.process})"


def holder_of(path: Path) -> Holder | None:
    """Who has this inspection open for writing, as far as is known."""
    try:
        return Holder(**json.loads((path / HOLDER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def take_lock(path: Path, by: str, since: str) -> FileLock:
    """The right to write in this folder. Raises Refused, saying who has it."""
    lock = FileLock(path / LOCK, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        holder = holder_of(path)
        who = str(holder) if holder else "somebody else"
        raise refuse(
            str(path),
            f"is open for writing by {who}: close it there, or look with `triangulate open "
            "--read-only`",
        ) from None
    except OSError as error:
        raise refuse(str(path), f"can't be locked: {error.strerror or error}") from None
    holder = Holder(by, since, platform.node(), os.getpid())
    document = json.dumps(
        {"by": holder.by, "since": holder.since, "host": holder.host, "process": holder.process}
    )
    try:
        write_whole(path / HOLDER, document.encode())
    except OSError as error:
        lock.release()
        raise refuse(str(path), f"can't be written in: {error.strerror or error}") from None
    return lock
