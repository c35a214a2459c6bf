"""The history as lines of JSON: the journal's own entries, as they stand on disk."""

from __future__ import annotations

from typing import Final

from graph.summary_parts import Reader
from tui.export import Material

NAME = "history"
SUFFIXES = (".jsonl",)
READERS: Final[tuple[Reader, ...]] = ("lead",)


def render(material: Material) -> bytes:
    """Every entry up to the one that the summary is of, an entry a line."""
    return b"".join(material.history())
