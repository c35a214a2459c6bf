"""Projects of other programs for qualitative analysis: one module a format, found by being here.

A format is a module with ``NAME``, ``VERSION``, ``SUFFIXES`` and two functions:
``recognises(path)`` and ``read(name, content, beside) -> Project``. ``beside`` gives the bytes of a
file in the folder that the project is, or None. Adding a format is adding a module; nothing else
changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePath
from typing import Protocol, cast

from evidence.projects.project import Project
from evidence.reading import Unreadable

__all__ = [
    "Beside",
    "ProjectFormat",
    "content_of",
    "format_of",
    "formats",
    "is_project",
    "read_project",
    "suffixes",
]

#: The bytes of a file that lies in the project's folder, by its name there; None where it is not.
Beside = Callable[[str], bytes | None]

_MOST = 500_000_000


class ProjectFormat(Protocol):
    """What a format's module offers."""

    NAME: str
    VERSION: int
    SUFFIXES: tuple[str, ...]

    def recognises(self, path: Path) -> bool:
        """Whether this file or folder, which has one of the endings, is such a project."""

    def read(self, name: str, content: bytes, beside: Beside) -> Project:
        """The project. Raises Unreadable with the reason."""


@cache
def formats() -> tuple[ProjectFormat, ...]:
    """Every format, by name."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in _modules()]
    return tuple(
        sorted(
            (cast("ProjectFormat", module) for module in modules if hasattr(module, "recognises")),
            key=lambda known: known.NAME,
        )
    )


def _modules() -> list[pkgutil.ModuleInfo]:
    return [found for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")]


def suffixes() -> tuple[str, ...]:
    """The endings that a project's file or folder may have, in lower case with their dot."""
    return tuple(sorted({suffix for known in formats() for suffix in known.SUFFIXES}))


def is_project(path: Path) -> bool:
    """Whether this file or folder is a project that can be brought in."""
    return format_of(path) is not None


def format_of(path: Path) -> ProjectFormat | None:
    """The format of the project that this file or folder is; None where it is none."""
    suffix = PurePath(path.name).suffix.lower()
    if not _is_named(suffix):
        return None
    for known in formats():
        if suffix in known.SUFFIXES and known.recognises(path):
            return known
    return None


@cache
def _is_named(suffix: str) -> bool:
    """Whether some format's text names this ending, so that for others none need be loaded."""
    if not suffix:
        return False
    try:
        texts = [
            module.read_text(encoding="utf-8")
            for folder in __path__
            for module in Path(folder).glob("[!_]*.py")
        ]
    except OSError:
        return True
    return not texts or any(f'"{suffix}"' in text for text in texts)


def read_project(path: Path) -> Project:
    """The project in a file or a folder. Raises Unreadable with the reason, or OSError."""
    known = format_of(path)
    if known is None:
        raise Unreadable("is no project that can be read: export it as .qdpx")
    return known.read(path.name, content_of(path), _beside(path))


def content_of(path: Path) -> bytes:
    """The bytes of a project's file, or of the database in its folder.

    Raises OSError, and Unreadable where they are more than any project's.
    """
    file = path / "data.qda" if path.is_dir() else path
    if file.stat().st_size > _MOST:
        raise Unreadable(f"is larger than {_MOST // 1_000_000} MB: save it without recordings")
    return file.read_bytes()


def _beside(path: Path) -> Beside:
    """What gives the files of a project's folder; nothing outside of it, through no link."""
    home = path.resolve()

    def content(name: str) -> bytes | None:
        if not path.is_dir():
            return None
        try:
            file = (home / name).resolve()
            if not file.is_relative_to(home) or not file.is_file():
                return None
            return None if file.stat().st_size > _MOST else file.read_bytes()
        except (OSError, ValueError):
            return None

    return content
