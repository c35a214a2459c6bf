"""The summary as JSON, for another program."""

from __future__ import annotations

from typing import Final

from graph.stamp import stamp_of
from graph.summary_parts import READERS as ALL_READERS
from tui.commands.printing import json_text
from tui.export import Material

NAME = "JSON"
SUFFIXES = (".json",)
READERS: Final = ALL_READERS

FORMAT = "triangulate-summary/1"


def render(material: Material) -> bytes:
    """The summary's fields as they are, after the name of the format and the stamp."""
    summary = material.summary
    stamp = dict(stamp_of(summary))
    return json_text({"format": FORMAT, "stamp": stamp, **summary.plain()}).encode()
