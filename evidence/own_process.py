"""A process of the program's own, beside this one, that does one thing over its pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

__all__ = ["OwnProcess", "call_of"]


def call_of(module: str, *given: str) -> list[str]:
    """The command that runs one of the program's modules."""
    # -P: nothing is loaded from the folder that somebody happens to be in.
    return [sys.executable, "-P", "-m", module, *given]


class OwnProcess:
    """A process that this command begins: what is written to ``requests`` it reads."""

    def __init__(self, call: Sequence[str]) -> None:
        """Begin it. Raises OSError."""
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            call,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            # Ctrl+C is for the program, which ends its processes in good order.
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self.requests = cast("BinaryIO", self._process.stdin)
        self.replies = cast("BinaryIO", self._process.stdout)

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        with suppress(OSError):
            self.requests.close()
        self._process.wait()

    def release(self) -> None:
        """Close what is left of it once it was ended; nobody may be waiting for a reply."""
        self.replies.close()


def _surroundings() -> dict[str, str]:
    """The environment of such a process: it finds the modules that this one has."""
    places = [place for place in sys.path if Path(place).is_absolute()]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(places),
        # glibc would set 64 MB of addresses aside for each thread, and they count as memory taken.
        "MALLOC_ARENA_MAX": "1",
        # It would give memory back with every file, and take it again with the next, page by page.
        "MALLOC_TRIM_THRESHOLD_": "16000000",
        "MALLOC_MMAP_THRESHOLD_": "4000000",
    }
