"""Summaries as documents: what each reader receives to read, in the order in which she needs it."""

from __future__ import annotations

from graph.document import Document
from graph.drawing import clipped
from graph.papers import accuracy, lead, panel
from graph.stamp import stamp_of
from graph.summary_parts import Summary

__all__ = ["paper"]

_BLOCKS = {"lead": lead.blocks, "panel": panel.blocks, "accuracy": accuracy.blocks}
_NAMES = {
    "lead": "Triangulation summary for the lead inspector",
    "panel": "Triangulation summary for the panel",
    "accuracy": "Factual accuracy check",
}


def paper(summary: Summary) -> Document:
    """A summary as its reader's document."""
    meta = summary.meta
    name = _NAMES[meta.reader]
    return Document(
        title=meta.title or "Inspection",
        marking=meta.marking,
        header=" · ".join(filter(None, (name, clipped(meta.service, 80)))),
        footer=f"Made {meta.made_at[:10]} from entry {meta.seq} of the journal",
        blocks=tuple(_BLOCKS[meta.reader](summary)),
        stamp=stamp_of(summary),
    )
