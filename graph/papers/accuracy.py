"""The inspected service's document: its own statements, to be checked, with room to answer."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.words import spoken
from graph.document import Block, Heading, Paragraph, Run, Table, runs
from graph.papers.blocks import appendix, head
from graph.summary_parts import Summary

__all__ = ["blocks"]

_READING = (
    "These statements are quoted from documents and data that the service submitted. Please check "
    "that each is accurate, and answer beside it: agreed, or what is wrong and where the right "
    "fact can be found. A statement keeps its number in every later version."
)


def blocks(summary: Summary) -> Iterator[Block]:
    """The document from top to bottom."""
    yield from head(summary, _READING)
    yield Heading(1, runs("Statements to check"))
    if not summary.points:
        yield Paragraph(runs("None."))
    else:
        yield Table(
            head=("Number", "Statement", "Document and place", "Dated", "Response"),
            rows=tuple(
                (
                    runs(Run(item.statement, "strong")),
                    runs(Run(item.quote, "quote")),
                    runs(
                        Run(item.source, to=item.source),
                        f" {item.source_title} ({spoken(item.kind)})",
                        f", {item.place}" if item.place else "",
                    ),
                    runs(item.dated or "undated"),
                    (),
                )
                for item in summary.points
            ),
            widths=(11, 36, 24, 14, 30),
            anchors=tuple(item.statement for item in summary.points),
            lines=3,
        )
    yield from appendix(summary.sources, brief=True)
