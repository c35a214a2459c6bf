"""Workbooks (.xlsx, .ods): every sheet, a passage a row, in the form that delimited tables have.

Formulas are read by the results that were saved with them; pictures and charts are not read.
"""

from __future__ import annotations

from collections.abc import Mapping

from evidence.readers._sheets import Sheet, excel, opendocument
from evidence.readers._tabular import add_rows
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable

NAME = "spreadsheet"
VERSION = 1
SUFFIXES = (".xlsx", ".xlsm", ".ods")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_MOST_NOTES = 20


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
    filled = [sheet for sheet in book.sheets if sheet.rows]
    for sheet in filled:
        note = _add_sheet(builder, sheet, options, refused)
        if note:
            notes.append(f'"{sheet.name}": {note}' if len(filled) > 1 else note)
    if options and refused and len(refused) == len(filled):
        raise refused[0]
    for remark in book.remarks:
        builder.add(remark.text, speaker=remark.speaker, heading=remark.place, part=remark.part)
    if len(notes) > _MOST_NOTES:
        notes[_MOST_NOTES:] = [f"and {len(notes) - _MOST_NOTES:,} sheets more"]
    reading = builder.reading((*book.warnings, *notes))
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


def _add_sheet(
    builder: TextBuilder, sheet: Sheet, options: Mapping[str, str], refused: list[Unreadable]
) -> str:
    """Add a sheet; the reason why its columns can't be those of the options is kept."""
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
