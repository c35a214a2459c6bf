"""A line that is typed and not kept yet: beside the journal, so that a crash does not take it."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from evidence.durable import write_whole

__all__ = ["DRAFT", "Draft", "DraftFile"]

DRAFT = "capture.draft"
_MOST = 100_000


class Draft(NamedTuple):
    """What was typed, and in which session."""

    session: str
    line: str


class DraftFile:
    """The draft of an inspection's folder, of whoever writes there. It is no part of the evidence.

    Threads may write it: what was given last is what stands there in the end.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / DRAFT
        self._lock = Lock()
        self._latest: Draft | None = None

    def read(self) -> Draft | None:
        """The draft that stands there; None where there is none, or none that can be read."""
        if not self._path.is_file():
            return None
        try:
            with self._path.open("rb") as stream:
                found = json.loads(stream.read(_MOST))
            session, line = found["session"], found["line"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return Draft(session, line) if isinstance(session, str) and isinstance(line, str) else None

    def give(self, draft: Draft | None) -> None:
        """Say what is to stand there, nothing for None; ``write`` puts it there."""
        self._latest = draft

    def write(self) -> None:
        """Have what was given last on disk, for its owner only; a full disk loses nothing else."""
        with self._lock, suppress(OSError):
            draft = self._latest
            if draft is None:
                self._path.unlink(missing_ok=True)
            else:
                write_whole(self._path, json.dumps(draft._asdict()).encode())
