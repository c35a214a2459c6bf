"""Excel workbooks opened by openpyxl, and the rows of their sheets, a string a cell at once.

openpyxl makes a value, a record and an object of each cell, and a tree of objects of each string.
Here a cell goes to what its author saw, and openpyxl is asked for all that is not plain.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet._reader import INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import iterparse

__all__ = ["Beside", "opened", "rows"]

_TEXT_TAG = INLINE_STRING.removesuffix("is") + "t"
_STRING_TAG = INLINE_STRING.removesuffix("is") + "si"
_TRUE = ("1", "true")
_DIGITS = "0123456789"
#: In a number that is no whole one.
_PARTED = re.compile(r"[.eE]")
#: In a format: colours and conditions, quoting, the country of a currency, and room left free.
_BESIDE = re.compile(r'\[(?!\$)[^\]]*\]|(?<=[£$€])-[0-9A-Fa-f]+(?=\])|[\[\]"\\ ]|[_*].')
_ZEROS = re.compile(r"0{2,15}")
_MONEY = re.compile(
    r"[+(-]?(?:\$?(?P<before>[£€]|\$))?[#,]*0(?P<decimals>\.0+)?(?:\$?(?P<after>[£€]|\$))?\)?"
)
#: A plain coordinate is no longer than "XFD1048576".
_LONGEST_PLAIN = 10


def opened(content: bytes) -> Any:
    """The workbook in these bytes, to be read only. Raises whatever openpyxl meets in it."""
    reader = _Opening(
        io.BytesIO(content), read_only=True, keep_vba=False, data_only=True, keep_links=False
    )
    reader.read()
    return reader.wb


class _Opening(ExcelReader):
    """openpyxl's opening of a file, with its strings read as they are."""

    def read_strings(self) -> None:
        """Read the strings that cells share."""
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == _STRING_TAG:
                    self.shared_strings.append(_text(node).replace("x005F_", ""))
                    node.clear()


@dataclass(slots=True)
class Beside:
    """What a sheet says of its cells, known once its rows were read: all counted from 1.

    ``merged`` has the column, the first row and the last of each cell that reaches over rows.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def rows(worksheet: Any, beside: Beside) -> Iterator[list[str]]:
    """The cells of each row from the first on, those that are not there empty, as they are shown.

    ``worksheet`` is one of a workbook that openpyxl opened to be read only.
    """
    number = 1
    book = worksheet.parent
    with worksheet._get_source() as source:  # noqa: SLF001  (it has no public name)
        parser: Any = _Shown(
            source,
            worksheet._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        parser.book = book
        for at, cells in parser.parse():
            while number < at:  # rows that are missing
                number += 1
                yield []
            if number == at:
                number += 1
                yield _in_place(cells)
        _look_beside(parser, beside)


def _look_beside(parser: Any, beside: Beside) -> None:
    for number, attributes in parser.row_dimensions.items():
        if attributes.get("hidden") in _TRUE:
            beside.hidden_rows.add(int(number))
    for attributes in parser.column_dimensions.values():
        if attributes.get("hidden") in _TRUE:
            beside.hidden_columns.append(range(int(attributes["min"]), int(attributes["max"]) + 1))
    merged = getattr(parser, "merged_cells", None)
    for cells in merged.mergeCell if merged is not None else ():
        if cells.max_row > cells.min_row:
            beside.merged.append((cells.min_col, cells.min_row, cells.max_row))


def _in_place(cells: list[tuple[int, str]]) -> list[str]:
    """A row's cells at their columns, up to that of the last one."""
    if not cells:
        return []
    width = cells[-1][0]
    row = [""] * width
    for column, shown in cells:
        if 1 <= column <= width:
            row[column - 1] = shown
    return row


@dataclass(frozen=True, slots=True)
class _Look:
    """What a format makes of a number, as far as its meaning goes: "12%", "£1,200.50", "0042"."""

    percent: bool = False
    digits: int = 0
    before: str = ""
    after: str = ""
    decimals: int = 0

    def shown(self, number: float) -> str:
        """The number, no digit of it rounded away."""
        if self.percent:
            return f"{format(number * 100, '.12g')}%"
        if self.digits:
            whole = float(number).is_integer()
            return f"{int(number):0{self.digits}d}" if whole else format(number, ".15g")
        size = abs(number)
        written = format(size, f",.{self.decimals}f")
        if float(written.replace(",", "")) != size:
            written = format(size, ".15g")
        return f"{'-' if number < 0 else ''}{self.before}{written}{self.after}"


_PLAIN = _Look()


def _look(written: str) -> _Look:
    """The look that a number's format gives it; plain where it says nothing of what is counted."""
    first = _BESIDE.sub("", written.split(";", 1)[0])
    if "%" in first:
        return _Look(percent=True)
    if _ZEROS.fullmatch(first):
        return _Look(digits=len(first))
    money = _MONEY.fullmatch(first)
    if money is None or not (money["before"] or money["after"]):
        return _PLAIN
    decimals = len(money["decimals"] or ".") - 1
    return _Look(before=money["before"] or "", after=money["after"] or "", decimals=decimals)


class _Shown(WorkSheetParser):
    """openpyxl's parser of a sheet, whose cells are a column and a string each."""

    book: Any

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._columns: dict[str, int] = {}
        self._looks: dict[Any, _Look] = {}

    def parse_cell(self, element: Any) -> Any:
        """A cell's column, and as a string what its author saw in it."""
        coordinate = element.get("r")
        if coordinate:
            self.col_counter = self._column(coordinate)
        else:
            self.col_counter += 1
        style = element.get("s", 0)
        if style:
            style = int(style)
        kind = element.get("t", "n")
        if kind == "inlineStr":
            child = element.find(INLINE_STRING)
            return self.col_counter, "" if child is None else _clean(_text(child))
        value = element.findtext(VALUE_TAG, None) or None
        return self.col_counter, "" if value is None else self._shown(value, kind, style)

    def _column(self, coordinate: str) -> int:
        letters = coordinate.rstrip(_DIGITS)
        plain = len(letters) < len(coordinate) <= _LONGEST_PLAIN
        if plain and letters in self._columns:
            return self._columns[letters]
        column: int = coordinate_to_tuple(coordinate)[1]
        self._columns[letters] = column
        return column

    def _shown(self, value: str, kind: str, style: Any) -> str:
        if kind == "n":
            number = float(value) if _PARTED.search(value) else int(value)
            if style not in self.date_formats:
                return self._number(number, style)
            try:
                moment = from_excel(number, self.epoch, timedelta=style in self.timedelta_formats)
            except (OverflowError, ValueError):
                return "#VALUE!"
            return _moment(moment)
        if kind == "s":
            return _clean(self.shared_strings[int(value)])
        if kind == "b":
            return "TRUE" if int(value) else "FALSE"
        if kind == "d":
            moment = from_ISO8601(value)  # type: ignore[no-untyped-call]
            return _moment(moment)
        return _clean(value)

    def _number(self, number: float, style: Any) -> str:
        look = self._looks.get(style)
        if look is None:
            look = self._looks[style] = _look(self._format(style))
        return format(number, ".15g") if look is _PLAIN else look.shown(number)

    def _format(self, style: Any) -> str:
        identifier = self.book._cell_styles[style].numFmtId  # noqa: SLF001
        if identifier < BUILTIN_FORMATS_MAX_SIZE:
            # Those of money are another country's where Excel is set to another.
            return (BUILTIN_FORMATS.get(identifier, "General") or "").replace("$", "")
        return str(self.book._number_formats[identifier - BUILTIN_FORMATS_MAX_SIZE])  # noqa: SLF001


def _text(child: Any) -> str:
    """The text of a string, which may be in pieces with looks of their own."""
    if len(child) == 1 and child[0].tag == _TEXT_TAG and not child.attrib:
        return child[0].text or ""
    text: Any = Text.from_tree(child)
    return str(text.content)


def _moment(value: Any) -> str:
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, dt.timedelta):
        seconds = round(abs(value).total_seconds())
        minus = "-" if value < dt.timedelta(0) else ""
        return f"{minus}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, dt.time):
        return value.isoformat("seconds")
    return _clean(str(value))


def _clean(text: str) -> str:
    if "\r" in text or "_x000D_" in text:
        text = text.replace("\r\n", "\n").replace("_x000D_\n", "\n").replace("_x000D_", "")
    return text.strip()
