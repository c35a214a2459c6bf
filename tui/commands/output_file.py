"""A file that a command writes: whole and renamed, never over an inspection's own files."""

from __future__ import annotations

from pathlib import Path

from evidence.content import SOURCES, TEXTS
from evidence.durable import write_whole
from evidence.faults import refuse
from evidence.folder import CHECKPOINT, JOURNAL
from evidence.one_writer import HOLDER, LOCK

__all__ = ["check_place", "write"]

_OWN = frozenset({CHECKPOINT, HOLDER, JOURNAL, LOCK})


def check_place(out: Path, inspection: Path) -> None:
    """Raise Refused where writing ``out`` would harm the inspection, or can't be done."""
    place, home = out.resolve(), inspection.resolve()
    kept = place.parent in (home / SOURCES, home / TEXTS)
    own = place.parent == home and (place.name in _OWN or place.name.startswith(JOURNAL))
    if kept or own:
        raise refuse(str(out), "belongs to the inspection itself: choose another place")
    if place.is_dir():
        raise refuse(str(out), "is a folder: name a file in it")
    if not place.parent.is_dir():
        raise refuse(str(out), "its folder does not exist: make it, or choose another place")


def write(out: Path, content: bytes) -> None:
    """Write the file. Raises Refused; what stood there stands then unchanged."""
    try:
        write_whole(out, content)
    except OSError as error:
        raise refuse(
            str(out), f"can't be written: {error.strerror or error}; nothing there was changed"
        ) from None
