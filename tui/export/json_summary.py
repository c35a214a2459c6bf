"""The summary as JSON, for another program."""

from __future__ import annotations

from graph.summary_parts import Summary
from tui.commands.printing import json_text

NAME = "JSON"
SUFFIXES = (".json",)

FORMAT = "triangulate-summary/1"


def render(summary: Summary) -> str:
    """The summary's fields as they are, after the name of the format."""
    return json_text({"format": FORMAT, **summary.plain()})
