"""The sheets of workbooks: their rows of cells as the author saw them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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
_MOST_TITLES = 10
_MOST_FILLED = 200_000

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

    def begun(self) -> bool:
        """Whether there is a row of more than a title's one cell."""
        return any(sum(map(bool, row)) > 1 for row in self.rows[:_MOST_TITLES])

    def fill(self, column: int, first: int, last: int) -> int:
        """Say in each row of a cell that reaches over rows what it says; returns how many rows.

        Headings that reach over rows are left as they are.
        """
        at = bisect_left(self.numbers, first)
        after = bisect_right(self.numbers, last)
        above = self.rows[at][column - 1 : column] if at < after else []
        if self.numbers[at : at + 1] != [first] or not above or not above[0]:
            return 0
        if not Sheet(self.name, self.rows[:at][:_MOST_TITLES]).begun():
            return 0
        for row in self.rows[at + 1 : after]:
            row.extend([""] * (column - len(row)))
            row[column - 1] = row[column - 1] or above[0]
        return after - at


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
            beside = _excelrows.Beside()
            for number, row in enumerate(_excelrows.rows(worksheet, beside), start=1):
                if not book.spend(len(row) // 16, sheet, number):
                    break
                kept = sheet.add(number, row)
                if kept and not book.spend(kept, sheet, number + 1):
                    break
            filled = 0
            for merged in beside.merged:
                filled += sheet.fill(*merged) + 1
                if filled > _MOST_FILLED:
                    break
            book.warnings += _hidden(sheet, beside.hidden_rows, beside.hidden_columns)
        if len(opened_book.sheetnames) > len(opened_book.worksheets):
            book.warnings.append("sheets that are charts are not read")


def _hidden(sheet: Sheet, hidden_rows: set[int], hidden_columns: Sequence[range]) -> Iterator[str]:
    """What is told of the rows and columns of a sheet that its author does not see."""
    rows = sum(1 for number in sheet.numbers if number in hidden_rows) if hidden_rows else 0
    columns = sum(
        1
        for each in hidden_columns
        for column in each[: _MOST_TITLES * 10]
        if any(len(row) >= column and row[column - 1] for row in sheet.rows)
    )
    counts = [number_of(rows, "row")] * bool(rows) + [number_of(columns, "column")] * bool(columns)
    if counts:
        yield f'sheet "{sheet.name}": {" and ".join(counts)} hidden: read as well'


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
    for word, pattern in (("chart", r"xl/charts/chart\w*\.xml"), ("picture", r"xl/media/.+")):
        if count := sum(1 for name in package.names if re.fullmatch(pattern, name)):
            book.warnings.append(f"{number_of(count, word)} not read")
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
    spans: dict[int, tuple[str, int]] = {}
    hidden_rows: set[int] = set()
    for row in _rows(table, book):
        cells: list[str] = []
        for cell in row:
            if local_name(cell) not in ("table-cell", "covered-table-cell"):
                continue
            text = _cell_text(cell, book, f"row {number + 1}")
            if text and (over := repeated(cell, "number-rows-spanned")) > 1 and sheet.begun():
                spans[len(cells)] = text, number + over
            elif not text and number < spans.get(len(cells), ("", 0))[1]:
                text = spans[len(cells)][0] if local_name(cell) == "covered-table-cell" else ""
            times = min(repeated(cell, "number-columns-repeated"), MOST_CELLS)
            if text and times > 1 and not book.spend(times, sheet, number + 1):
                return
            # A repeat of empty cells reaches to the sheet's edge, and matters only before others.
            cells += [text] * (times if text else min(times, 16_384))
        times = repeated(row, "number-rows-repeated")
        if not any(cells):
            number += times
            continue
        if attribute(row, "visibility") in ("collapse", "filter"):
            hidden_rows.update(range(number + 1, number + min(times, MOST_ROWS) + 1))
        for _ in range(times):
            number += 1
            if not book.spend(len(cells), sheet, number):
                return
            sheet.add(number, list(cells))
    book.warnings += _hidden(sheet, hidden_rows, ())


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
