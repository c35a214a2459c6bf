"""The summary as an Excel workbook: a sheet each for findings, evidence, matrix, gaps, sources.

Each sheet has filters, heads that stay in view, and the marking at the top and bottom of its pages.
Every text is written as text: no cell is a formula, a link or a number that a text looked like.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from graph.drawing import safe
from graph.stamp import stamp_of
from graph.summary_parts import READERS as ALL_READERS
from graph.summary_parts import Summary
from tui.export import Material
from tui.export._cells import Grid, Value, calm, grids

NAME = "Excel"
SUFFIXES = (".xlsx",)
READERS: Final = ALL_READERS

#: The same time in each file, so that the same summary is the same bytes.
_LINE: Final = 15.0
#: As high as Excel lets a row be.
_TALLEST: Final = 409.0
_THEN: Final = datetime(1980, 1, 1, tzinfo=UTC)


def render(material: Material) -> bytes:
    """The workbook; its own properties carry the stamp."""
    import xlsxwriter

    summary = material.summary
    packed = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(packed, settings) as book:
        book.set_properties({"title": calm(summary.meta.title), "created": _THEN})
        for name, text in stamp_of(summary):
            book.set_custom_property(f"triangulate-{name}", text, "text")
        heads = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECF2", "border": 1}
        )
        cells = book.add_format({"text_wrap": True, "valign": "top"})
        _cover(book, summary, heads, cells)
        for grid in grids(summary):
            material.progress(f"writing {grid.name.lower()}", 0.4)
            _sheet(book, grid, summary, heads, cells)
    return packed.getvalue()


def _cover(book: Any, summary: Summary, heads: Any, cells: Any) -> None:
    """What this is: the marking, what was summarised, when and by whom, and what is left out."""
    meta = summary.meta
    sheet = book.add_worksheet("About")
    _page(sheet, summary)
    visit = " to ".join(filter(None, (meta.visit_from, meta.visit_to)))
    facts = [
        ("Marking", meta.marking),
        ("Inspection", meta.title),
        ("Service", meta.service),
        ("Visit", visit),
        ("Programme", f"{meta.programme_title} ({meta.programme})"),
        ("Wording", meta.wording_note if meta.reader != "accuracy" else ""),
        ("For", meta.reader),
        ("Made", f"{meta.made_at} by {meta.by}, from entry {meta.seq} of the journal"),
        ("Program", f"Triangulate {meta.version}".strip()),
    ]
    if meta.reader != "accuracy":
        facts += [("Left out", line) for line in summary.left_out]
    widths = (14, 90)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    for row, (name, text) in enumerate(fact for fact in facts if fact[1]):
        sheet.set_row(row, _height((name, text), widths))
        sheet.write_string(row, 0, name, heads)
        sheet.write_string(row, 1, calm(text), cells)


def _sheet(book: Any, grid: Grid, summary: Summary, heads: Any, cells: Any) -> None:
    from tui.export._sheet_rows import RowSheet

    sheet = book.add_worksheet(grid.name, RowSheet)
    _page(sheet, summary)
    widths = [width for _, width in grid.columns]
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheet.fill(
        (
            (2 * _LINE, heads, [name for name, _ in grid.columns]),
            *(
                (_height(row, widths), cells, [calm(v) if isinstance(v, str) else v for v in row])
                for row in grid.rows
            ),
        )
    )
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(grid.rows)), len(grid.columns) - 1)
    sheet.repeat_rows(0)


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """Points enough for the longest cell: not every program measures wrapped text by itself."""
    longest = max(
        [
            len(text) / width
            for text, width in zip(row, widths, strict=True)
            if isinstance(text, str)
        ]
    )
    return min(_TALLEST, _LINE * (1 + int(longest * 1.25)))


def _page(sheet: Any, summary: Summary) -> None:
    """How it prints: across, as wide as the paper, with the marking above and below."""
    marking = safe(summary.meta.marking)[:100].replace("&", "&&")
    title = safe(summary.meta.title)[:80].replace("&", "&&")
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{title}&C&B {marking}" if marking else f"&L{title}")
    sheet.set_footer(f"&C&B {marking}&RPage &P of &N" if marking else "&RPage &P of &N")
