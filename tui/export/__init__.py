"""Exports: one module a format, found by being in this folder.

A format is a module with ``NAME``, ``SUFFIXES`` and ``render(summary) -> str``. Adding a format is
adding a module; nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import PurePath
from typing import Protocol, cast

from evidence.faults import refuse
from graph.summary_parts import Summary

__all__ = ["Format", "format_for", "formats"]


class Format(Protocol):
    """What a format's module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def render(self, summary: Summary) -> str:
        """The summary in this format."""


@cache
def formats() -> tuple[Format, ...]:
    """Every format, by name."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if not found.name.startswith("_") and not found.ispkg
    ]
    return tuple(sorted((cast("Format", module) for module in modules), key=lambda f: f.NAME))


def format_for(name: str) -> Format:
    """The format for a file of this name, by its ending. Raises Refused where there is none."""
    suffix = PurePath(name).suffix.lower()
    for known in formats():
        if suffix in known.SUFFIXES:
            return known
    endings = ", ".join(suffix for known in formats() for suffix in known.SUFFIXES)
    raise refuse(name, f"its ending must say the format: {endings}")
