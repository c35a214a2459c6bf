"""A workbook's rows are its passages, sheet by sheet."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.chart
import pytest

from evidence.readers import _excelrows, _sheets
from evidence.readers.spreadsheet import read
from evidence.reading import Unreadable
from tests.evidence.readers.docx import zipped
from tests.evidence.readers.odf import odf
from tests.evidence.readers.shown import shown

FILES = Path(__file__).parent / "files"
GUESSED = " (guessed; change with --column text=NAME)"
WHOLE = f"columns: none reads like prose, so that a row is read whole{GUESSED}"


def xlsx(**sheets: list[list[Any]]) -> bytes:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("name", ["survey.xlsx", "survey.ods"])
def test_every_sheet_is_read_row_by_row(name: str) -> None:
    """Titles, dates, shares, empty rows, a hidden sheet, a comment; a row keeps its number."""
    reading = read((FILES / name).read_bytes(), {})
    zero = "0" if name == "survey.xlsx" else ""  # as the program shows it
    assert reading.warnings == (
        'sheet "Only" is hidden: read as well',
        f'"Survey": columns: text=Comment, speaker=Role{GUESSED}',
        f'"Cases": {WHOLE}',
        f'"Only": {WHOLE}',
    )
    passages = shown(reading)
    assert passages[:-1] == [
        {"text": "Staff survey 2026", "heading": "Survey", "part": "heading"},
        {
            "text": "Caseloads are far too high for us (Team: A; When: 2026-03-01; Share: 45%)",
            "paragraph": 4,
            "speaker": "PO",
            "heading": "Survey",
        },
        {
            "text": "Supervision is regular\nand useful"
            f" (Team: B; When: 2026-03-02 {zero}9:30:00; Share: 1.5)",
            "paragraph": 5,
            "speaker": "SPO",
            "heading": "Survey",
        },
        {"text": "Team: A; Cases: 30", "paragraph": 2, "heading": "Cases"},
        {"text": "Team: B; Cases: 25.5", "paragraph": 3, "heading": "Cases"},
        {"text": "Team: C; Cases: TRUE", "paragraph": 6, "heading": "Cases"},
        {"text": "column 1: Heads; column 2: alone", "paragraph": 1, "heading": "Only"},
    ]
    assert (passages[-1]["text"], passages[-1]["part"]) == ("Is it so?", "comment")


def test_the_options_name_columns_on_the_sheets_that_have_them() -> None:
    """Where no sheet has them, that is refused."""
    content = xlsx(A=[["Words", "Team"], ["Yes", "x"], ["No", "y"]], B=[["Team"], ["z"]])
    reading = read(content, {"text": "Words"})
    assert [each["text"] for each in shown(reading)][:2] == ["Yes (Team: x)", "No (Team: y)"]
    with pytest.raises(Unreadable, match='holds no column "Quote"'):
        read(content, {"text": "Quote"})


def test_headings_without_rows_are_kept() -> None:
    """Nothing of a sheet is dropped."""
    content = xlsx(A=[["Team", "Cases"], ["A", 3]], B=[["Heads", "alone"]])
    assert shown(read(content, {"header": "yes"}))[-1] == {
        "text": "Heads; alone",
        "heading": "B",
        "part": "heading",
    }


def test_values_are_shown_as_in_the_sheet() -> None:
    """Whole numbers, fractions, dates, times, truth, errors."""
    content = xlsx(A=[["k", "v"], *([f"r{n}", v] for n, v in enumerate(
        [3.0, 0.1 + 0.2, date(2026, 3, 1), time(9, 5), False, "#N/A", " x "]
    ))])  # fmt: skip
    assert [each["text"].partition("v: ")[2] for each in shown(read(content, {}))] == [
        "3",
        "0.3",
        "2026-03-01",
        "09:05:00",
        "FALSE",
        "#N/A",
        "x",
    ]


def test_formulas_without_a_result_are_told() -> None:
    """As programs other than Excel write them."""
    content = xlsx(A=[["Team", "Cases"], ["A", "=SUM(1,2)"], ["B", 4]])
    assert read(content, {}).warnings[0] == (
        "1 formula has no result in the file: open it in Excel and save it anew"
    )


def test_rows_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never dropped in silence."""
    monkeypatch.setattr(_sheets, "MOST_ROWS", 3)
    content = xlsx(A=[["k", "v"], *([f"r{n}", n] for n in range(9))])
    assert read(content, {}).warnings[0] == 'sheet "A" from row 4 on is not read: too large'


def test_repeats_in_opendocument_count_and_are_bounded() -> None:
    """A sheet's empty edge costs nothing, and a bomb of repeated words is told."""
    edge = '<table:table-cell table:number-columns-repeated="16384"/>'
    far = f'<table:table-row table:number-rows-repeated="1048000">{edge}</table:table-row>'
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('', 'Team')}{cell.format('', 'Cases')}</table:table-row>"
    twice = (
        f'<table:table-row table:number-rows-repeated="2">{cell.format("", "A")}'
        f"{cell.format('', '3')}{edge}</table:table-row>"
    )
    sheet = f'<table:table table:name="S">{row}{twice}{far}</table:table>'
    assert shown(read(odf("spreadsheet", sheet), {"header": "yes"})) == [
        {"text": "Team: A; Cases: 3", "paragraph": 2, "heading": "S"},
        {"text": "Team: A; Cases: 3", "paragraph": 3, "heading": "S"},
    ]
    many = cell.format(' table:number-columns-repeated="99999999"', "x")
    bomb = (
        f"<table:table table:name='S'>{row}<table:table-row>{many}</table:table-row></table:table>"
    )
    assert read(odf("spreadsheet", bomb), {}).warnings[0] == (
        'sheet "S" from row 2 on is not read: too large'
    )


def changed(content: bytes, name: str, new: bytes) -> bytes:
    """The workbook with a part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts: dict[str, str | bytes] = {each: package.read(each) for each in package.namelist()}
    return zipped({**parts, name: new})


GOOD = xlsx(A=[["Team", "Cases"], ["A", 3]])
SHEET = "xl/worksheets/sheet1.xml"
HOSTILE: dict[str, tuple[bytes, str]] = {
    "text": (b"words", r"^is no Excel file \(\.xlsx\), or is cut short: ask for another copy$"),
    "other zip": (zipped({"a": "b"}), "holds no xl/workbook.xml"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "^this is an old Excel file"),
    "entities": (changed(GOOD, SHEET, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "type"),
    "damage": (changed(GOOD, SHEET, b"<worksheet><sheetData><row>"), "^is damaged: open it"),
    "bomb": (changed(GOOD, SHEET, b" " * 5_000_000), "unpacks to far more"),
    "blank": (xlsx(A=[]), "^holds no words: leave it out"),
    "ods without a sheet": (odf("text", ""), "^holds no spreadsheet"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(case: str) -> None:
    """Other files, old formats, entities, damage, bombs."""
    content, reason = HOSTILE[case]
    with pytest.raises(Unreadable, match=reason):
        read(content, {})


def test_a_lack_of_memory_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads may try again with more."""

    def lacks(content: bytes) -> Any:
        raise MemoryError

    monkeypatch.setattr(_excelrows, "opened", lacks)
    with pytest.raises(MemoryError):
        read(xlsx(Log=[["Date", "Comment"], ["1 May", "It was said."]]), {})


def test_a_second_table_has_its_own_headings() -> None:
    """Below an empty row, where its first row has words in a column of values, or is the same."""
    first = [["Team", "Cases"], ["North", 12], ["South", 9]]
    second = [["Month", "Visits"], ["May", 3], ["June", 4]]
    reading = read(xlsx(A=[*first, [], ["Visits in spring"], *second]), {})
    assert [each["text"] for each in shown(reading)] == [
        "Team: North; Cases: 12",
        "Team: South; Cases: 9",
        "Visits in spring",
        "Month: May; Visits: 3",
        "Month: June; Visits: 4",
    ]
    assert [each.get("paragraph") for each in shown(reading)] == [2, 3, None, 7, 8]
    assert reading.warnings == (f'"A": {WHOLE}', f'"A" from row 5: {WHOLE}')
    again = read(
        xlsx(A=[["Item", "Said"], ["Ann", "yes"], [], ["Item", "Said"], ["Ben", "no"]]), {}
    )
    assert [each["text"] for each in shown(again)] == [
        "Item: Ann; Said: yes",
        "Item: Ben; Said: no",
    ]
    gap = read(xlsx(A=[*first, [], ["West", 7], ["East", 8]]), {})
    assert [each["text"] for each in shown(gap)][2:] == [
        "Team: West; Cases: 7",
        "Team: East; Cases: 8",
    ]
    answers = [["Item", "Said"], ["Ann", "yes"], [], ["Ben", "not sure"], ["Cay", "no"]]
    assert [each["text"] for each in shown(read(xlsx(A=answers), {}))][1:] == [
        "Item: Ben; Said: not sure",
        "Item: Cay; Said: no",
    ]


@pytest.mark.parametrize(
    ("value", "written", "seen"),
    [
        (42, "00000", "00042"),
        (1234.5, '"£"#,##0.00', "£1,234.50"),
        (1234.567, "£#,##0.00", "£1234.567"),
        (-7, '_-[$£-809]* #,##0.00_-;-[$£-809]* #,##0.00_-;_-[$£-809]* "-"??_-', "-£7.00"),
        (5.5, "#,##0.00[$€-407]", "5.50€"),
        (5_000_000, '£0.0,,"m"', "5000000"),
        (1234, "#,##0", "1234"),
        (0.125, "0.0%", "12.5%"),
        (1.5, "00", "1.5"),
        (timedelta(hours=36, minutes=5), "[h]:mm", "36:05:00"),
    ],
)
def test_a_number_keeps_its_zeros_and_its_currency(value: object, written: str, seen: str) -> None:
    """As its author saw it, and no digit is rounded away."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Team", "Value"])
    sheet.append(["North", value])
    sheet["B2"].number_format = written
    file = io.BytesIO()
    book.save(file)
    assert [each["text"] for each in shown(read(file.getvalue(), {}))] == [
        f"Team: North; Value: {seen}"
    ]


def _merged_and_hidden(ending: str) -> bytes:
    if ending == ".ods":
        cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
        rows = [
            cell.format("", "Team") + cell.format("", "Note"),
            cell.format(' table:number-rows-spanned="2"', "West") + cell.format("", "one"),
            "<table:covered-table-cell/>" + cell.format("", "two"),
            cell.format("", "East") + cell.format("", "three"),
        ]
        looks = ["", "", "", ' table:visibility="filter"']
        body = "".join(
            f"<table:table-row{look}>{row}</table:table-row>"
            for look, row in zip(looks, rows, strict=True)
        )
        return odf("spreadsheet", f'<table:table table:name="A">{body}</table:table>')
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "A"
    for row in (["Team", "Note"], ["West", "one"], [None, "two"], ["East", "three"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[4].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_cell_over_two_rows_is_said_in_each_and_what_is_hidden_is_told(ending: str) -> None:
    """The second row is as much the West's as the first, and nobody saw the last."""
    reading = read(_merged_and_hidden(ending), {})
    assert [each["text"] for each in shown(reading)] == [
        "Team: West; Note: one",
        "Team: West; Note: two",
        "Team: East; Note: three",
    ]
    assert reading.warnings == ('sheet "A": 1 row hidden: read as well', WHOLE)


def test_charts_and_pictures_are_told() -> None:
    """They are not read, and that is not left out in silence; nor are hidden columns."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (["Team", "Cases", "Kept"], ["North", 12, "x"], ["South", 9, "y"]):
        sheet.append(row)
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "E2")
    sheet.column_dimensions["C"].hidden = True
    file = io.BytesIO()
    book.save(file)
    assert read(file.getvalue(), {}).warnings == (
        'sheet "Sheet": 1 column hidden: read as well',
        "1 chart not read",
        WHOLE,
    )
