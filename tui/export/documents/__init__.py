"""Documents as files: one module a format, found by being in this folder.

A format is a module with ``NAME``, ``SUFFIXES`` and ``render(document) -> bytes``. Adding a format
is adding a module; nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import PurePath
from typing import Protocol, cast

from evidence.faults import refuse
from graph.document import Document

__all__ = ["DocumentFormat", "document_format_for", "document_formats"]


class DocumentFormat(Protocol):
    """What a format's module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def render(self, document: Document) -> bytes:
        """The document as this format's file."""


@cache
def document_formats() -> tuple[DocumentFormat, ...]:
    """Every format, by name."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if not found.name.startswith("_")
    ]
    return tuple(
        sorted((cast("DocumentFormat", module) for module in modules), key=lambda f: f.NAME)
    )


def document_format_for(name: str) -> DocumentFormat:
    """The format for a file of this name, by its ending. Raises Refused where there is none."""
    suffix = PurePath(name).suffix.lower()
    for known in document_formats():
        if suffix in known.SUFFIXES:
            return known
    endings = ", ".join(suffix for known in document_formats() for suffix in known.SUFFIXES)
    raise refuse(name, f"its ending must say the format: {endings}")
