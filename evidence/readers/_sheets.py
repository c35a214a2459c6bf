"""The sheets of workbooks: their rows of cells as the author saw them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from evidence.readers._odf import Inline, attribute, child, opened, repeated
from evidence.readers._package import Element, Package, local_name
from evidence.readers._tabular import Row
from evidence.reading import Unreadable
from evidence.words import number_of

__all__ = ["Remark", "Sheet", "Workbook", "excel", "opendocument"]

MOST_ROWS = 1_048_576
MOST_CELLS = 5_000_000

_UNRECKONED = re.compile(
    rb"<c\b[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)


@dataclass(slots=True)
class Sheet:
    """A sheet's rows that are not empty, each with its number."""

    name: str
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def add(self, number: int, cells: list[str]) -> int:
        """Take a row, the empty cells at its end aside; returns how many are left."""
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            self.rows.append(cells)
            self.numbers.append(number)
        return len(cells)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a cell, or what stands in a box over the cells."""

    part: str
    text: str
    place: str | None = None
    speaker: str | None = None


@dataclass(slots=True)
class Workbook:
    """All sheets in their order, with what stands beside their cells."""

    sheets: list[Sheet] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    room: int = MOST_CELLS

    def spend(self, cells: int, sheet: Sheet, row: int) -> bool:
        """Whether there is room for so many cells more; where there is not, it is told."""
        self.room -= cells + 1
        if self.room < 0 or row > MOST_ROWS:
            self.warnings.append(f'sheet "{sheet.name}" from row {row:,} on is not read: too large')
            return False
        return True


# Excel


def excel(content: bytes) -> Workbook:
    """An Excel workbook. Raises Unreadable."""
    package = Package(content, "Excel", ".xlsx")
    if "xl/workbook.xml" not in package.names:
        raise Unreadable("holds no xl/workbook.xml, as an Excel file does: save it as .xlsx")
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            beginning = package.content(name)[:1_000].replace(b"\0", b"")
            if b"<!DOCTYPE" in beginning.upper():
                raise Unreadable(
                    f"its {name} declares a document type, as no Excel file does: ask who sent it"
                )
    book = Workbook()
    try:
        _read_excel(content, book)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # noqa: BLE001  # openpyxl raises whatever it meets in a damaged file
        raise Unreadable("is damaged: open it in Excel and save it anew") from None
    _excel_remarks(package, book)
    return book


def _read_excel(content: bytes, book: Workbook) -> None:
    import warnings  # openpyxl says with them what it passes over in styles

    from evidence.readers import _excelrows  # openpyxl loads slowly

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened_book = _excelrows.opened(content)
        for each in opened_book.worksheets:
            worksheet: Any = each
            sheet = Sheet(" ".join(str(worksheet.title).split()))
            book.sheets.append(sheet)
            if worksheet.sheet_state != "visible":
                book.warnings.append(f'sheet "{sheet.name}" is hidden: read as well')
            for number, row in enumerate(_excelrows.rows(worksheet), start=1):
                if not book.spend(len(row) // 16, sheet, number):
                    break
                kept = sheet.add(number, row)
                if kept and not book.spend(kept, sheet, number + 1):
                    break
        if len(opened_book.sheetnames) > len(opened_book.worksheets):
            book.warnings.append("sheets that are charts are not read")


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("_x000D_\n", "\n").replace("_x000D_", "").strip()


def _excel_remarks(package: Package, book: Workbook) -> None:
    unreckoned = 0
    for name in package.names:
        if name.startswith("xl/worksheets/sheet"):
            sheet = package.content(name)
            unreckoned += len(_UNRECKONED.findall(sheet)) if b"<f" in sheet else 0
        try:
            if re.fullmatch(r"xl/comments/?\w*\.xml", name):
                book.remarks += _excel_comments(package.xml(name))
            elif re.fullmatch(r"xl/drawings/drawing\w*\.xml", name):
                for box in package.xml(name).iter("{*}txBody"):
                    lines = [
                        "".join(str(text.text or "") for text in paragraph.iter("{*}t"))
                        for paragraph in box.iter("{*}p")
                    ]
                    book.remarks.append(Remark("text box", "\n".join(filter(None, lines))))
        except Unreadable as reason:
            book.warnings.append(f"read without a part: {reason}")
    if unreckoned:
        cells = number_of(unreckoned, "formula has", "formulas have")
        book.warnings.append(f"{cells} no result in the file: open it in Excel and save it anew")


def _excel_comments(root: Element) -> Iterator[Remark]:
    authors = [str(author.text or "").strip() for author in root.iter("{*}author")]
    for comment in root.iter("{*}comment"):
        text = "".join(str(each.text or "") for each in comment.iter("{*}t"))
        number = comment.get("authorId") or ""
        known = number.isascii() and number.isdecimal() and len(number) < 6
        author = authors[int(number)] if known and int(number) < len(authors) else ""
        yield Remark("comment", _clean(text), comment.get("ref"), author or None)


# OpenDocument


def opendocument(content: bytes) -> Workbook:
    """An OpenDocument spreadsheet. Raises Unreadable."""
    _, root = opened(content, "OpenDocument spreadsheet", ".ods")
    spreadsheet = child(child(root, "body"), "spreadsheet")
    if spreadsheet is None:
        raise Unreadable("holds no spreadsheet, but is another OpenDocument file: save it as .ods")
    book = Workbook()
    hidden = {
        attribute(style, "name")
        for style in root.iter("{*}style")
        for properties in style
        if attribute(properties, "display") == "false"
        and local_name(properties) == "table-properties"
    }
    for table in spreadsheet:
        if local_name(table) == "table":
            sheet = Sheet(" ".join((attribute(table, "name") or "").split()))
            book.sheets.append(sheet)
            if attribute(table, "style-name") in hidden:
                book.warnings.append(f'sheet "{sheet.name}" is hidden: read as well')
            _read_table(table, sheet, book)
    return book


def _read_table(table: Element, sheet: Sheet, book: Workbook) -> None:
    number = 0
    for row in _rows(table, book):
        cells: list[str] = []
        for cell in row:
            if local_name(cell) not in ("table-cell", "covered-table-cell"):
                continue
            text = _cell_text(cell, book, f"row {number + 1}")
            times = min(repeated(cell, "number-columns-repeated"), MOST_CELLS)
            if text and times > 1 and not book.spend(times, sheet, number + 1):
                return
            # A repeat of empty cells reaches to the sheet's edge, and matters only before others.
            cells += [text] * (times if text else min(times, 16_384))
        times = repeated(row, "number-rows-repeated")
        if not any(cells):
            number += times
            continue
        for _ in range(times):
            number += 1
            if not book.spend(len(cells), sheet, number):
                return
            sheet.add(number, list(cells))


def _rows(table: Element, book: Workbook) -> Iterator[Element]:
    for element in table:
        name = local_name(element)
        if name == "table-row":
            yield element
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element, book)
        elif name == "shapes":
            for box in element.iter("{*}text-box", "{*}custom-shape"):
                lines = [Inline.of(each).text for each in box.iter("{*}p")]
                book.remarks.append(Remark("text box", "\n".join(filter(None, lines))))


def _cell_text(cell: Element, book: Workbook, place: str) -> str:
    lines: list[str] = []
    for element in cell:
        name = local_name(element)
        if name == "p":
            lines.append(Inline.of(element).text)
        elif name == "annotation":
            said = [Inline.of(each).text for each in element.iter("{*}p")]
            creator = child(element, "creator")
            author = str(creator.text or "").strip() if creator is not None else ""
            book.remarks.append(Remark("comment", "\n".join(said), place, author or None))
    return "\n".join(lines).strip()
