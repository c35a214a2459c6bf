"""Workbooks (.xlsx, .ods): every sheet, a passage a row, in the form that delimited tables have.

Formulas are read by the results that were saved with them; pictures and charts are not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from evidence.readers._sheets import Sheet, excel, opendocument
from evidence.readers._tabular import add_rows, begins_table
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable

NAME = "spreadsheet"
VERSION = 2
SUFFIXES = (".xlsx", ".xlsm", ".ods")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_MOST_NOTES = 20
_MOST_GAPS = 100


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """A passage a row that is not empty, with its number in the sheet, under the sheet's name.

    The options are those of delimited tables, for the sheets that have such columns. Comments and
    text boxes follow. Raises Unreadable.
    """
    is_opendocument = b"content.xml" in content and b"xl/workbook.xml" not in content
    book = opendocument(content) if is_opendocument else excel(content)
    builder = TextBuilder(between="\n")
    notes: list[str] = []
    refused: list[Unreadable] = []
    tables = [table for sheet in book.sheets if sheet.rows for table in _tables(sheet)]
    first = {sheet.name: sheet.numbers[0] for sheet in book.sheets if sheet.rows}
    for table in tables:
        note = _add_table(builder, table, options, refused)
        if note:
            from_row = (
                "" if table.numbers[0] == first[table.name] else f" from row {table.numbers[0]}"
            )
            notes.append(f'"{table.name}"{from_row}: {note}' if len(tables) > 1 else note)
    if options and refused and len(refused) == len(tables):
        raise refused[0]
    for remark in book.remarks:
        builder.add(remark.text, speaker=remark.speaker, heading=remark.place, part=remark.part)
    if len(notes) > _MOST_NOTES:
        notes[_MOST_NOTES:] = [f"and {len(notes) - _MOST_NOTES:,} sheets more"]
    reading = builder.reading((*book.warnings, *notes))
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


def _tables(sheet: Sheet) -> list[Sheet]:
    """The tables of a sheet: what stands below an empty row may have headings of its own."""
    numbers = sheet.numbers
    gaps = [at for at in range(1, len(numbers)) if numbers[at] > numbers[at - 1] + 1]
    begin = [0]
    if len(gaps) > _MOST_GAPS:  # so many rows are empty for looks
        return [sheet]
    for at, end in pairwise([*gaps, len(numbers)]):
        if begins_table(sheet.rows[begin[-1] : at], sheet.rows[at:end]):
            begin.append(at)
    return [
        Sheet(sheet.name, sheet.rows[start:end], numbers[start:end])
        for start, end in pairwise([*begin, len(numbers)])
    ]


def _add_table(
    builder: TextBuilder, sheet: Sheet, options: Mapping[str, str], refused: list[Unreadable]
) -> str:
    """Add a table; the reason why its columns can't be those of the options is kept."""
    heading = sheet.name or None
    for wanted in (options, {"header": options.get("header", "")}):
        try:
            return add_rows(builder, sheet.rows, wanted, heading=heading, numbers=sheet.numbers)
        except Unreadable as reason:
            if wanted is options:
                refused.append(reason)
    for row in sheet.rows:  # headings alone
        builder.add("; ".join(cell for cell in row if cell), heading=heading, part="heading")
    return ""
