"""The evidence as one table of comma-separated values: each link of each finding in a row.

For the service, the statements to check. The marking is the first line and the stamp the last, each
after a ``#``: a program that reads the table leaves such lines out, as many can. Each row ends
with the SHA-256 of its source's file, since there is no other table for it.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from graph.stamp import stamp_of
from graph.summary_parts import READERS as ALL_READERS
from tui.export import Material
from tui.export._cells import calm, grids
from tui.export.documents._stamp import stamp_line

NAME = "CSV"
SUFFIXES = (".csv",)
READERS: Final = ALL_READERS

#: The table of each reader.
_TABLE: Final = {"lead": "Evidence", "panel": "Evidence", "accuracy": "Statements to check"}
_SOURCE: Final = {"lead": "Source", "panel": "Source", "accuracy": "Document"}


def render(material: Material) -> bytes:
    """The table in UTF-8, with the mark by which Excel knows it."""
    summary = material.summary
    grid = next(grid for grid in grids(summary) if grid.name == _TABLE[summary.meta.reader])
    text = io.StringIO(newline="")
    marking = calm(summary.meta.marking)
    if marking:
        text.write(f"# {marking}\r\n")
    writer = csv.writer(text, lineterminator="\r\n")
    names = [name for name, _ in grid.columns]
    source = names.index(_SOURCE[summary.meta.reader])
    hashes = {each.id: each.sha256 or "" for each in summary.sources}
    writer.writerow([*names, "SHA-256"])
    writer.writerows(
        [
            *(value if isinstance(value, int) else calm(value, None) for value in row),
            hashes.get(str(row[source]), ""),
        ]
        for row in grid.rows
    )
    text.write(f"# {stamp_line(stamp_of(summary))}\r\n")
    return text.getvalue().encode("utf-8-sig")
