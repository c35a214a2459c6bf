"""How a file that is to be written may be called: beside its inspection, by reader and form."""

from __future__ import annotations

import os
from pathlib import Path

from graph.stamp import Receiver
from tui.export.preparing import forms, known_endings

__all__ = ["offered", "with_ending"]


def offered(inspection: Path, reader: Receiver, ending: str = ".docx") -> Path:
    """A file beside the inspection's folder, named after it; at home where none may be written.

    Of another ending than was asked for where that says no form for this reader.
    """
    home = inspection.resolve()
    place = home.parent if os.access(home.parent, os.W_OK) else Path.home()
    fits = any(ending == each for _, each in forms(reader))
    return place / f"{home.name}-{reader}{ending if fits else '.docx'}"


def with_ending(out: Path, ending: str) -> Path:
    """The same file with another form's ending in the place of its own."""
    own = (each for each in known_endings("lead") if out.name.lower().endswith(each))
    return out.with_name(
        f"{out.name[: len(out.name) - len(max(own, key=len, default=''))]}{ending}"
    )
