"""Progress on standard error: one line that is written over, where a person is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tui.export import Progress, no_progress

__all__ = ["progress_line"]

#: What is done within this time needs no line.
_PATIENCE: Final = 0.6
_CLEAR: Final = "\r\x1b[K"


@contextmanager
def progress_line() -> Iterator[Progress]:
    """A progress that is shown in a terminal after a moment and gone at the end; else nothing."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    began = time.monotonic()
    shown = False

    def told(doing: str, part: float) -> None:
        nonlocal shown
        if time.monotonic() - began > _PATIENCE:
            shown = True
            sys.stderr.write(f"{_CLEAR}{round(100 * part):3}% {doing} … (ctrl+c stops)")
            sys.stderr.flush()

    try:
        yield told
    finally:
        if shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
