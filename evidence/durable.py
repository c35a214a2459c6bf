"""Writing to disk so that a crash leaves the old or the new, never half: the only place for it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

#: Only the inspector's own account may look into an inspection.
FOLDER_MODE = 0o700
FILE_MODE = 0o600

#: Windows would write two bytes for each line's end.
AS_IT_IS: int = getattr(os, "O_BINARY", 0)

#: How the name of a file ends that is being written, or kept for a moment only.
UNFINISHED = ".unfinished"


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it where they lack, that only its owner may enter."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(FOLDER_MODE)


def sync_folder(path: Path) -> None:
    """Have the names in a folder on disk; where folders can't be synced (Windows), nothing."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(handle: int) -> None:
    """Have a file's bytes and length on disk."""
    getattr(os, "fdatasync", os.fsync)(handle)


def write_all(handle: int, content: bytes) -> None:
    """Write all of these bytes where a file is open. Raises OSError."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def write_whole(path: Path, content: bytes, *, named: bool = True) -> None:
    """Put ``content`` at ``path``, whole or not at all; on return it is on disk.

    Where it need not be ``named`` yet, its name is so only once its folder is synced. Raises
    OSError; the file that stood there stands then unchanged.
    """
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}{UNFINISHED}")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | AS_IT_IS, FILE_MODE)
    try:
        try:
            write_all(handle, content)
            sync_file(handle)
        finally:
            os.close(handle)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    if named:
        sync_folder(path.parent)


def remove_unfinished(folder: Path) -> None:
    """Take away what writers that were killed left half-written; nobody may be writing here."""
    for left in folder.glob(f".*{UNFINISHED}"):
        with suppress(OSError):
            left.unlink()
