"""Exports of 10,000 statements and 1,000 findings, beside the bare libraries.

Run with a format's ending to see its peak of memory alone: `python -m benchmarks.exports .docx`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.large_inspection import made
from evidence.folder import InspectionFolder
from tui.export import Material, format_for
from tui.export.making import Wanted, made_material, rendered

TODAY = date(2026, 3, 1)
ENDINGS = (".docx", ".xlsx", ".html", ".csv", ".json", ".md", ".pdf")


def material_of(path: Path) -> tuple[Material, float]:
    """What the exports are made from, and the seconds that it takes from opening on."""
    began = time.process_time()
    with InspectionFolder.open(path, read_only=True) as folder:
        wanted = Wanted("lead", "2026-03-01T10:00", "AB", TODAY, len(folder.journal))
        material = made_material(folder, wanted)
    return material, time.process_time() - began


def bare(ending: str, material: Material) -> float | None:
    """The seconds of the bare library for the quotes alone, in a row or paragraph each."""
    quotes = [item.quote for item in material.summary.evidence()]
    began = time.process_time()
    match ending:
        case ".docx":
            import docx

            document = docx.Document()
            for quote in quotes[:1000]:
                document.add_paragraph(quote)
            document.save(io.BytesIO())
            return (time.process_time() - began) * len(quotes) / 1000
        case ".xlsx":
            import xlsxwriter

            with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}) as book:
                sheet = book.add_worksheet()
                for row, quote in enumerate(quotes):
                    sheet.write_string(row, 0, quote)
        case ".json":
            json.dumps(quotes)
        case _:
            return None
    return time.process_time() - began


def main() -> None:
    """Print the table."""
    chosen = sys.argv[1:] or ENDINGS
    with tempfile.TemporaryDirectory() as temporary:
        path = made(Path(temporary) / "large", 10_000, 1_000)
        material, taken = material_of(path)
        items = sum(1 for _ in material.summary.evidence())
        print(f"open, assess and summarise: {taken:.2f} s; {items:,} statements on findings")
        for ending in chosen:
            began = time.process_time()
            size = len(rendered(format_for(f"x{ending}"), material))
            taken = time.process_time() - began
            beside = bare(ending, material)
            ratio = f"{taken / beside:6.1f} x the bare library ({beside:.2f} s)" if beside else ""
            print(f"{ending:<6} {taken:7.2f} s {size / 1e6:7.1f} MB  {ratio}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of memory: {peak:.0f} MB")


if __name__ == "__main__":
    main()
