"""Which files were meant: those named, those that a pattern fits, those within a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from evidence.folder import is_inspection
from evidence.leftovers import is_leftover
from evidence.projects import is_project

__all__ = ["Gathered", "gathered", "spelled"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files to be added, in order, and what was left out within the folders named."""

    files: tuple[Path, ...]
    left_out: tuple[Path, ...] = ()


def spelled(path: Path) -> str:
    """A path as text: what is no text in a file's name, whatever it was meant as, is U+FFFD."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def gathered(named: Iterable[Path]) -> Gathered:
    """The files meant by these names: a folder stands for all within it, in the names' order.

    So does a pattern (``*.docx``), as a shell would have it, for what it fits. A folder that is
    another program's project is as one file. Left out within a folder are hidden files, links to
    folders or to what lies outside, and other inspections. What can't be looked into stays as it
    was named, so that adding it says why.
    """
    files: list[Path] = []
    left_out: list[Path] = []
    for path in (each for name in named for each in _fitting(name)):
        if _is_folder(path):
            within = list(_within(path, path.resolve(), left_out))
            files += within or [path]
        else:
            files.append(path)
    return Gathered(tuple(files), tuple(left_out))


def _fitting(name: Path) -> list[Path]:
    """The files that a pattern fits; the name itself where it is none, or fits nothing."""
    try:
        if not has_magic(str(name)) or os.path.lexists(name):
            return [name]
    except ValueError:  # no file can have this name
        return [name]
    found = glob(str(name), recursive=True)  # noqa: PTH207  (it may be absolute)
    return [Path(each) for each in sorted(found)] or [name]


def _within(folder: Path, named: Path, left_out: list[Path]) -> Iterator[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in paths:
        inner = _is_folder(path)
        if is_leftover(path.name) or _leads_out(path, named) or (inner and _is_closed(path)):
            left_out.append(path)
        elif inner:
            yield from _within(path, named, left_out)
        else:
            yield path


def _leads_out(path: Path, named: Path) -> bool:
    """Whether this is a link to what was not handed in."""
    try:
        return path.is_symlink() and not path.resolve().is_relative_to(named)
    except (OSError, RuntimeError):  # a link to itself
        return True


def _is_closed(folder: Path) -> bool:
    return folder.is_symlink() or is_inspection(folder)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not is_project(path)
    except OSError:
        return False
