"""What readers do faster for plain contents reads as what they do for any."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.readers import _excelrows, _wordml
from evidence.readers.word import read
from evidence.reading import Reading, Unreadable
from tests.evidence.readers.docx import docx, p, r

_BY = 'w:author="A" w:date="2026-01-02T10:00:00Z"'
_PIECES = [
    r("some words"),
    r("  "),
    "<w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t><w:t/></w:r>",
    "<w:r><w:rPr><w:t>a text that is none</w:t></w:rPr><w:t>x<w:t>inner</w:t></w:t></w:r>",
    '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:name="a"/>',
    f"<w:bookmarkStart>{r('inside')}</w:bookmarkStart>",
    "<w:r><w:tab/><w:t>after a tab</w:t><w:br/></w:r>",
    '<w:r><w:br w:type="page"/></w:r>',
    f"<w:ins {_BY}>{r('put in')}</w:ins>",
    f"<w:del {_BY}><w:r><w:delText>taken out</w:delText></w:r></w:del>",
    f"<w:hyperlink>{r('a link')}</w:hyperlink>",
]
_PROPERTIES = [
    "",
    '<w:pStyle w:val="a"/>',
    f"<w:rPr><w:b/><w:ins {_BY}/></w:rPr>",
    f"<w:rPr><w:del {_BY}/></w:rPr>",
    "<w:pageBreakBefore/>",
]
_PARAGRAPHS = st.builds(
    p, st.lists(st.sampled_from(_PIECES), min_size=1).map("".join), st.sampled_from(_PROPERTIES)
)


def _read(content: bytes) -> Reading | str:
    try:
        return read(content, {})
    except Unreadable as unreadable:
        return str(unreadable)


@given(st.lists(_PARAGRAPHS, min_size=1, max_size=6).map("".join))
def test_a_plain_paragraph_of_word_reads_as_any_other(body: str) -> None:
    """With its page, its changes, and in a table too."""
    table = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    content = docx(f"{body}{table}{p('The end.')}")
    with patch.object(_wordml, "_plain_words", lambda _, **__: None):
        slowly = _read(content)
    assert _read(content) == slowly


_FORMATS = ["General", "0%", "0.00%", "#,##0", "yyyy-mm-dd", "hh:mm:ss", "[h]:mm"]
_CELLS = st.tuples(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-10_000, 10_000_000),
        st.floats(-1e6, 1e9, allow_nan=False),
        st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
        st.times().map(lambda time: time.replace(microsecond=0)),
        st.text(alphabet="ab \n_x000D_é%"),
        st.just("=1+1"),
    ),
    st.sampled_from(_FORMATS),
)


@pytest.mark.filterwarnings("ignore:Cell")  # openpyxl says which dates are none
@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELLS, max_size=4), max_size=5))
def test_the_cells_of_a_sheet_are_as_openpyxl_has_them(rows: list[list[tuple[Any, str]]]) -> None:
    """Each as its author saw it, and at its place."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for at, row in enumerate(rows, start=1):
        for column, (value, form) in enumerate(row, start=1):
            cell: Any = book.active.cell(at, column, value)
            if isinstance(value, (int, float)):
                cell.number_format = form
    out = io.BytesIO()
    book.save(out)
    plainly: Any = openpyxl.load_workbook(io.BytesIO(out.getvalue()), True, data_only=True).active
    plainly.reset_dimensions()
    expected = [[_shown(cell) for cell in row] for row in plainly.iter_rows()]
    read_fast = _excelrows.rows(_excelrows.opened(out.getvalue()).active, _excelrows.Beside())
    assert list(read_fast) == expected


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        percent = "%" in (cell.number_format or "")
        return f"{format(value * 100, '.12g')}%" if percent else format(value, ".15g")
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, dt.time):
        return value.isoformat("seconds")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(abs(value).total_seconds()), 60)
        minus = "-" if value.days < 0 else ""
        return f"{minus}{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    text = str(value).replace("\r\n", "\n").replace("_x000D_\n", "\n").replace("_x000D_", "")
    return text.strip()
