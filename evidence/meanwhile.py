"""Work that a second core does while this process goes on, where the system can copy a process.

The copy knows all that this process knows, and gives back plain values as JSON. Where there is no
copy (other systems, one core, other threads, which a copy would be without), or where it came to
nothing, the work is done here when it is asked for: what comes of it is the same.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

__all__ = ["Meanwhile"]


class Meanwhile:
    """Work that gives a value of JSON; begun at once where it can be."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._child, self._pipe = _copied(work) if _may_copy() else (0, -1)

    def result(self) -> Any:
        """What came of it: to be asked for once."""
        if not self._child:
            return self._work()
        with os.fdopen(self._pipe, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(self._child, 0)
        return json.loads(told) if status == 0 else self._work()


def _may_copy() -> bool:
    return (
        sys.platform == "linux"
        and len(os.sched_getaffinity(0)) > 1
        and threading.active_count() == 1
    )


def _copied(work: Callable[[], Any]) -> tuple[int, int]:
    """A copy of this process that does the work, and where to read what comes of it."""
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(work()).encode())
    except BaseException:  # noqa: BLE001  # whatever it was, it is met again where it is told
        os._exit(1)
    os._exit(0)
