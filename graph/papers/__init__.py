"""Summaries as documents: what each reader receives to read, in the order in which she needs it."""

from __future__ import annotations

from dataclasses import replace

from graph.document import Document
from graph.drawing import clipped
from graph.papers import accuracy, lead, panel
from graph.stamp import stamp_of
from graph.summary_parts import Summary

__all__ = ["cover", "paper"]

_BLOCKS = {"lead": lead.blocks, "panel": panel.blocks, "accuracy": accuracy.blocks}
_NAMES = {
    "lead": "Triangulation summary for the lead inspector",
    "panel": "Triangulation summary for the panel",
    "accuracy": "Factual accuracy check",
}


def paper(summary: Summary) -> Document:
    """A summary as its reader's document."""
    return replace(cover(summary), blocks=tuple(_BLOCKS[summary.meta.reader](summary)))


def cover(summary: Summary) -> Document:
    """The same without its blocks: title, marking, header, footer and stamp."""
    meta = summary.meta
    name = _NAMES[meta.reader]
    return Document(
        title=meta.title or "Inspection",
        marking=meta.marking,
        header=" · ".join(filter(None, (name, clipped(meta.service, 80)))),
        footer=f"Made {meta.made_at[:10]} from entry {meta.seq} of the journal",
        blocks=(),
        stamp=stamp_of(summary),
    )
