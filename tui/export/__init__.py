"""Exports: one module a format, found by being in this folder.

A format is a module with ``NAME``, ``SUFFIXES``, ``READERS`` and ``render(material) -> bytes``;
``OF_AREA`` where it is of one area, which has to be named. Adding a format is adding a module;
nothing else changes. Every format of ``documents`` is one too: it renders the reader's document,
where no module here has the ending for that reader.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, cast

from evidence.faults import refuse
from evidence.programme import Programme
from evidence.state import State
from graph.clearing import Clearing
from graph.handing_over import Found
from graph.papers import paper
from graph.status import Assessments
from graph.summary_parts import READERS, Reader, Summary
from tui.export.documents import DocumentFormat, document_formats

__all__ = [
    "Format",
    "Material",
    "Progress",
    "endings",
    "format_for",
    "formats",
    "is_of_area",
    "no_progress",
]

#: Told what is being done, and how far it is, from 0 to 1. May raise to stop.
Progress = Callable[[str, float], None]


def no_progress(doing: str, part: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Material:
    """What an export is made from.

    The summary is already what its reader may have, cleared; only formats that are for the lead
    inspector alone look at the rest, and tell of it what ``clearing`` leaves. ``history`` gives the
    journal's lines; ``found`` is what the check found before anything was taken out; ``origin``
    tells the inspection from every other, by its first entry.
    """

    summary: Summary
    state: State
    programme: Programme
    assessments: Assessments
    area: str | None = None
    history: Callable[[], list[bytes]] = list
    progress: Progress = no_progress
    clearing: Clearing = field(default_factory=lambda: Clearing(()))
    found: tuple[Found, ...] = ()
    origin: str = ""


class Format(Protocol):
    """What a format's module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]
    #: For whom it can be written.
    READERS: tuple[Reader, ...]

    def render(self, material: Material) -> bytes:
        """The file. Raises Refused."""


@dataclass(frozen=True, slots=True)
class _AsDocument:
    """A format of documents, as a format of exports."""

    form: DocumentFormat
    READERS: tuple[Reader, ...] = READERS

    @property
    def NAME(self) -> str:  # noqa: N802  # as a module has it
        return self.form.NAME

    @property
    def SUFFIXES(self) -> tuple[str, ...]:  # noqa: N802
        return self.form.SUFFIXES

    def render(self, material: Material) -> bytes:
        """The reader's document."""
        material.progress("composing", 0.3)
        document = paper(material.summary)
        material.progress("writing", 0.6)
        return self.form.render(document)


@cache
def formats() -> tuple[Format, ...]:
    """Every format, by name; those of documents last."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if not found.name.startswith("_") and not found.ispkg
    ]
    found = [cast("Format", module) for module in modules if hasattr(module, "SUFFIXES")]
    papers = [cast("Format", _AsDocument(form)) for form in document_formats()]
    return (*sorted(found, key=lambda form: form.NAME), *papers)


def is_of_area(form: Format) -> bool:
    """Whether the format is a drawing or graph of one area, which has to be named."""
    return bool(getattr(form, "OF_AREA", False))


def endings(reader: Reader) -> list[str]:
    """Every ending that says a format for this reader."""
    known = (suffix for form in formats() if reader in form.READERS for suffix in form.SUFFIXES)
    return sorted(set(known))


def format_for(name: str, reader: Reader = "lead") -> Format:
    """The format of a file of this name for this reader, by its ending; the longest ending wins.

    Raises Refused where there is none.
    """
    lowered = name.lower()
    found = [
        (len(suffix), form)
        for form in formats()
        for suffix in form.SUFFIXES
        if lowered.endswith(suffix) and len(lowered) > len(suffix)
    ]
    fitting = [(length, form) for length, form in found if reader in form.READERS]
    if fitting:
        longest = max(length for length, _ in fitting)
        return next(form for length, form in fitting if length == longest)
    told = ", ".join(endings(reader))
    if found:
        raise refuse(name, f"{found[0][1].NAME} is not written for {reader}: there are {told}")
    raise refuse(name, f"its ending must say the format: {told}")
