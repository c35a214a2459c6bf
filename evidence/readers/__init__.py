"""Readers: one module a format, found by being in this folder.

A reader is a module with ``NAME``, ``VERSION`` (raised when what it reads changes), ``SUFFIXES``,
``MEDIA_TYPE`` and one function ``read(content, options) -> Reading``. One whose files may hold
other files gives them as parts and says so with ``HOLDS_FILES = True``. Adding a format is adding a
module; nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path, PurePath
from typing import Protocol, cast

from evidence.reading import Reading, Unreadable

__all__ = ["Reader", "reader_for", "readers", "suffixes"]


#: Endings that are known and not read: what they are, and what they can be saved as.
_OLD = {
    ".doc": ("an old Word file", ".docx"),
    ".dot": ("an old Word template", ".docx"),
    ".xls": ("an old Excel file", ".xlsx"),
    ".xlsb": ("a binary Excel file", ".xlsx"),
    ".ppt": ("an old PowerPoint file", ".pptx"),
    ".pps": ("an old PowerPoint show", ".pptx"),
    ".pages": ("a Pages file", ".docx or .pdf"),
    ".numbers": ("a Numbers file", ".xlsx or .csv"),
    ".key": ("a Keynote file", ".pptx or .pdf"),
    ".odp": ("an OpenDocument presentation", ".pptx or .pdf"),
    ".pub": ("a Publisher file", ".pdf"),
    ".one": ("a OneNote file", ".docx or .pdf"),
    ".wpd": ("a WordPerfect file", ".docx"),
    ".mbox": ("a mailbox", ".eml, a file a message"),
    ".pst": ("an Outlook mailbox", ".msg or .eml, a file a message"),
}


class Reader(Protocol):
    """What a reader's module offers."""

    NAME: str
    VERSION: int
    SUFFIXES: tuple[str, ...]
    MEDIA_TYPE: str

    def read(self, content: bytes, options: Mapping[str, str]) -> Reading:
        """The text and passages of a file's bytes. Raises Unreadable with the reason."""


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader, by name."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if not found.name.startswith("_")
    ]
    return tuple(sorted((cast("Reader", module) for module in modules), key=lambda r: r.NAME))


@cache
def _naming(suffix: str) -> tuple[Reader, ...]:
    """The readers in whose text this ending stands, so that others need not be loaded for a file.

    None where the modules' texts can't be looked at.
    """
    return tuple(
        cast("Reader", importlib.import_module(f"{__name__}.{module.stem}"))
        for folder in __path__
        for module in sorted(Path(folder).glob("[!_]*.py"))
        if f'"{suffix}"' in module.read_text(encoding="utf-8")
    )


def _each() -> Iterator[Reader]:
    """Every reader, loaded only when one is asked for."""
    yield from readers()


def suffixes() -> tuple[str, ...]:
    """The file endings that some reader takes, in lower case with their dot."""
    return tuple(sorted({suffix for reader in readers() for suffix in reader.SUFFIXES}))


def reader_for(name: str) -> Reader:
    """The reader for a file of this name, by its ending.

    Raises Unreadable where there is none.
    """
    suffix = PurePath(name).suffix.lower()
    for reader in chain(_naming(suffix), _each()):
        if suffix in reader.SUFFIXES:
            return reader
    if suffix in _OLD:
        kind, instead = _OLD[suffix]
        raise Unreadable(f"is {kind}: save it as {instead}")
    known = ", ".join(suffixes())
    raise Unreadable(f"no reader for {suffix or 'a file without an ending'}: it reads {known}")
