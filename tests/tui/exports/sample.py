"""The sample inspection as every format gives it, made by a given person at a given moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

import evidence.folder
from evidence.folder import InspectionFolder
from evidence.projects import writing
from evidence.sample import make_sample
from graph.summary_parts import READERS, Reader
from tui.export import Format, Material, format_for, formats
from tui.export.documents import _pdf_fonts
from tui.export.making import Wanted, made_material, rendered

#: Who makes everything here, when, and with which version of the program.
BY = "AB"
AT = "2026-03-14T10:00:00+00:00"
DAY = date(2026, 3, 14)
VERSION = "0"
#: The area with the smallest graph.
AREA = "facilities"


@contextmanager
def fixed_sample(path: Path) -> Iterator[InspectionFolder]:
    """The sample inspection, open; nothing in it or made of it depends on clock or machine."""
    with pytest.MonkeyPatch.context() as fixed:
        fixed.setattr(evidence.folder, "now", lambda: AT)
        fixed.setattr(writing, "version", lambda _name: VERSION)
        fixed.setattr(_pdf_fonts, "_of_system", lambda: ())
        _pdf_fonts._registered.cache_clear()
        with make_sample(path, BY) as folder:
            yield folder
    _pdf_fonts._registered.cache_clear()


def exported(folder: InspectionFolder, form: Format, reader: Reader) -> bytes:
    """The file that this reader receives in this format."""
    return rendered(form, material_for(folder, reader))


def material_for(folder: InspectionFolder, reader: Reader, area: str = AREA) -> Material:
    """What this reader's exports are made from."""
    wanted = Wanted(reader, AT, BY, DAY, len(folder.journal), area=area, version=VERSION)
    return made_material(folder, wanted)


def offered() -> list[tuple[Format, Reader]]:
    """Every format with every reader that its ending gives it to."""
    return [
        (form, reader)
        for form in formats()
        for reader in READERS
        if reader in form.READERS and format_for(f"x{form.SUFFIXES[0]}", reader) is form
    ]


def name_of(form: Format, reader: Reader) -> str:
    """The name of such a file: who reads it, and the format's ending."""
    return f"{reader}{form.SUFFIXES[0]}"
