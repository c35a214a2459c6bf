"""A document with one of every block, and texts that would act if they could."""

from __future__ import annotations

from graph.document import (
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    Terms,
    WritingSpace,
    runs,
)

MARKING = "OFFICIAL-SENSITIVE"
STAMP = (("seq", "7"), ("by", "A -- B <c> & d"))


def paper(said: str = "We cover for them.", rows: int = 3) -> Document:
    """The document; ``said`` stands wherever a text can stand."""
    table = Table(
        head=("Number", "Point", "Response"),
        rows=tuple((runs(str(n)), runs(said), ()) for n in range(1, rows + 1)),
        widths=(1, 5, 4),
        align=("right", "left", "left"),
        anchors=tuple(f"P{n}" for n in range(1, rows + 1)),
        lines=3,
        caption=f"Points: {said}",
    )
    return Document(
        title=f"North: {said}",
        marking=MARKING,
        header=f"Head {said}",
        footer=f"Foot {said}",
        stamp=STAMP,
        blocks=(
            Heading(1, runs(f"People {said}"), "people"),
            Paragraph(runs("See ", Run("F1", to="F1"), ", ", Run("nowhere", to="F9"), ".")),
            Heading(2, runs("F1: ", said), "F1"),
            Paragraph(runs(Run(said, "strong"), " and ", Run(said, "emphasis"), ".")),
            Items((runs("one"), runs(said)), numbered=True),
            Items((runs("a ", Run(said, "quote")),)),
            Items((runs("again from one"),), numbered=True),
            Quote(said, runs(Run(f"E4, S3 {said}", "citation")), "E4"),
            Terms(((f"Service {said}", runs(said)),)),
            table,
            WritingSpace(2),
            PageBreak(),
            Paragraph(runs("The end.", Run(said, "muted"))),
        ),
    )
