"""Word and Excel files in LibreOffice, as another program that a reader may have."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest

from evidence.folder import InspectionFolder
from graph.sheet_pages import sheet_pages
from graph.sheets import sheets
from graph.status import Assessments
from graph.summary_parts import READERS
from tests.tui.exports.hostile import SAID, hostile_inspection
from tests.tui.exports.programs import program_named
from tests.tui.exports.sample import DAY, fixed_sample, material_for
from tests.tui.test_export import SMALL, described, material_of
from tui.export import format_for
from tui.export.documents import word
from tui.export.making import rendered

#: What its tests open is made once: they run in one process.
pytestmark = pytest.mark.xdist_group("office")

MARKING = "OFFICIAL-SENSITIVE"
VERY_LONG = "word " * 20_000
WRITTEN = [f"{whose}-{reader}-{kind}" for whose in ("sample", "hostile")
           for reader in READERS for kind in ("docx", "xlsx")]  # fmt: skip

OTHERS = ("sample-sheets-docx", "long-lead-docx", "long-lead-xlsx")


def _summaries(folder: InspectionFolder, whose: str, top: Path) -> None:
    for reader in READERS:
        material = material_for(folder, reader)
        for kind in ("docx", "xlsx"):
            content = rendered(format_for(f"x.{kind}", reader), material)
            (top / f"{whose}-{reader}-{kind}.{kind}").write_bytes(content)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files, and each of them as LibreOffice prints it: it is started once."""
    office = program_named("soffice")
    top = tmp_path_factory.mktemp("office")
    with fixed_sample(top / "sample") as folder:
        _summaries(folder, "sample", top)
        assessments = Assessments(folder.state, folder.programme, DAY)
        found = sheets(folder.state, folder.programme, assessments)
        pages = word.render(sheet_pages(found, folder.state.inspection))
        (top / "sample-sheets-docx.docx").write_bytes(pages)
    # LibreOffice takes a minute to set one cell over a hundred pages: the longest is apart, once
    short = hostile_inspection(top / "hostile", SAID[:-1])
    with InspectionFolder.open(short, read_only=True) as folder:
        _summaries(folder, "hostile", top)
    bundle = described()
    bundle["statements"][0]["quote"] = VERY_LONG
    for kind in ("docx", "xlsx"):
        content = format_for(f"x.{kind}").render(material_of(bundle, SMALL))
        (top / f"long-lead-{kind}.{kind}").write_bytes(content)
    written = [*top.glob("*.docx"), *top.glob("*.xlsx")]
    subprocess.run(
        [office, f"-env:UserInstallation=file://{top}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", top, *written],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return top


def _pages(file: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


def _close(text: str) -> str:
    """Without white space: lines break where the paper ends."""
    return "".join(text.split())


@pytest.mark.parametrize("name", [*WRITTEN, *OTHERS])
def test_each_page_has_the_marking_twice_its_number_and_words(name: str, printed: Path) -> None:
    """In the header and the footer, in any file."""
    pages = _pages(printed / f"{name}.pdf")
    for number, text in enumerate(pages, 1):
        assert text.count(MARKING) >= 2, number
        assert f"Page {number} of {len(pages)}" in text
        assert len(text) > 2 * len(MARKING) + 40, number


@pytest.mark.parametrize("reader", READERS)
def test_word_shows_every_paragraph_table_and_heading(reader: str, printed: Path) -> None:
    """All of its words, its header on each page, and each table with its heads."""
    document: Any = docx.Document(str(printed / f"sample-{reader}-docx.docx"))
    pages = _pages(printed / f"sample-{reader}-docx.pdf")
    header = " ".join(p.text for p in document.sections[0].header.paragraphs).strip()
    whole = _close("".join(pages))
    assert all(_close(header) in _close(page) for page in pages)
    for heading in (p.text for p in document.paragraphs if p.style.name.startswith("Heading")):
        assert _close(heading) in whole
    heads = [
        _close("".join(cell.text for cell in table.rows[0].cells)) for table in document.tables
    ]
    assert len(heads) >= 2
    for head in set(heads):
        assert whole.count(head) >= heads.count(head), head


@pytest.mark.parametrize("reader", READERS)
def test_excel_shows_every_sheet_with_its_heads_and_rows(reader: str, printed: Path) -> None:
    """Its heads at the top of each of its pages, and no flood of empty pages."""
    book = openpyxl.load_workbook(printed / f"sample-{reader}-xlsx.xlsx")
    pages = [_close(page) for page in _pages(printed / f"sample-{reader}-xlsx.pdf")]
    cover, *grids = book.worksheets
    assert _close(str(cover["B2"].value)) in pages[0]
    for sheet in grids:
        heads, *rows = sheet.iter_rows(values_only=True)
        words = " ".join(map(str, heads)).split()
        own = [page for page in pages[1:] if all(word in page for word in words)]
        assert own, sheet.title
        for row in rows:
            first = next(str(value) for value in row if value is not None)
            assert any(_close(first) in page for page in own)
    assert len(pages) < 3 * len(book.worksheets) + 8


def test_a_quote_of_100_000_characters_is_printed_whole(printed: Path) -> None:
    """In Word, over many pages; Excel's cells hold less, and its rows only so much in height."""
    whole = " ".join(_pages(printed / "long-lead-docx.pdf"))
    assert whole.count("word") >= 20_000
