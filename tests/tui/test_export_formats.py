"""Each format of an export, opened again by another library, and fed with what could do harm."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from evidence.faults import Refused
from graph.drawing import safe
from graph.summary_parts import READERS, Reader
from tests.graph.hostile import texts
from tests.tui.exchange import read_argdown
from tests.tui.test_export import SMALL, described, material_of
from tui.export import endings, format_for
from tui.export._cells import MOST, calm
from tui.export.stamped import stamp_of_content

ACTING = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "]]>", "-->",
    "\x00\x1b[31m\ufffe\uffff", "\u202eevil\u2066", "שלום", "مرحبا", "日本語", "e\u0301",
    "&amp;&#60;", "${x}", "{{x}}", '"; drop', "\\", "https://x.org", "#at-F1",
)  # fmt: skip


def hostile(said: str) -> dict[str, Any]:
    """A small inspection in which this text stands wherever a text can stand."""
    bundle = described()
    bundle["inspection"] |= {"title": said, "service": said}
    for voice in bundle["voices"]:
        voice["role"] = said
    for source in bundle["sources"]:
        source |= {"title": said, "clarify": said}
    for statement in bundle["statements"]:
        statement |= {"quote": said, "place": {"page": said, "speaker": said}}
    for finding in bundle["findings"]:
        finding |= {"text": said, "recommendation": said}
        if "resolution" in finding:
            finding["resolution"]["reason"] = said
    for link in bundle["links"]:
        link["note"] = said
    return bundle


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def made(ending: str, said: str, reader: Reader = "lead") -> bytes:
    """An export of a hostile inspection."""
    return format_for(f"x{ending}", reader).render(material_of(hostile(said), SMALL, reader))


def _opens(ending: str, content: bytes, said: str) -> None:
    """The file is whole, and what acts in its format is not in it."""
    shown = safe(said)
    match ending:
        case ".docx":
            document = docx.Document(io.BytesIO(content))
            assert any(shown.strip() in p.text for p in document.paragraphs)
        case ".xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert all(cell.data_type in "sn" for cell in cells)
            assert not any(cell.hyperlink for cell in cells)
            assert {str(cell.value) for cell in cells} >= {calm(said)}
        case ".csv":
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
            assert not any(cell.lstrip()[:1] in {*"=+-@＝＋－＠"} for row in rows for cell in row)
        case ".pdf":
            assert len(pypdfium2.PdfDocument(content)) > 0
        case ".html" | ".htm":
            page, quiet = Page(content.decode()), Page(made(ending, "x").decode())
            assert [e for e in page.elements if e != "tspan"] == [
                e for e in quiet.elements if e != "tspan"
            ]
            assert {n for n, _ in page.attributes} == {n for n, _ in quiet.attributes}
            assert all((v or "").startswith("#") for n, v in page.attributes if n == "href")
            assert shown in page.text
        case ".svg" | ".graphml" | ".gexf":
            root = etree.fromstring(content)
            assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
        case ".json" | ".cyjs" | ".jsonld" | ".anno.json" | ".prov.json":
            json.loads(content)
        case ".argdown":
            assert shown.strip() in read_argdown(content.decode())[0]["F1"]


@pytest.mark.parametrize("ending", endings("lead"))
def test_no_text_acts_in_any_format(ending: str) -> None:
    """Whatever it is, the file opens, holds it as it was said, and has nothing more in it."""
    for said in ACTING:
        _opens(ending, made(ending, said), said)


@pytest.mark.parametrize("ending", endings("lead"))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=texts().map(lambda text: f"x{text}"))
def test_any_text_is_held_as_it_was_said(ending: str, said: str) -> None:
    """Also what nobody thought of."""
    _opens(ending, made(ending, said), said)


@pytest.mark.parametrize("ending", endings("lead"))
def test_a_quote_of_100_000_characters_is_exported(ending: str) -> None:
    """In words and as one word; only Excel, whose cells are smaller, cuts it, and says so."""
    for said in ("word " * 20_000, "w" * 100_000):
        bundle = described()
        bundle["statements"][0]["quote"] = said
        content = format_for(f"x{ending}").render(material_of(bundle, SMALL))
        if ending == ".pdf":
            assert len(pypdfium2.PdfDocument(content)) > 10
        elif ending in (".xlsx", ".docx"):
            assert safe(said).strip()[:30_000] in _text(ending, content)
        elif ending not in (".svg", ".jsonl"):  # the one has no quotes, the other is the journal
            # Graphviz has a long text in parts
            assert safe(said).strip() in content.decode().replace('" + "', "")


@pytest.mark.parametrize("reader", READERS)
def test_every_format_carries_its_stamp(reader: Reader) -> None:
    """Of this reader, entry and person."""
    material = material_of(described(), SMALL, reader)
    for ending in endings(reader):
        stamp = stamp_of_content(f"x{ending}", format_for(f"x{ending}", reader).render(material))
        assert stamp is not None, ending
        assert (stamp.reader, stamp.seq, stamp.by) == (reader, 2, "AB")


@pytest.mark.parametrize("reader", READERS)
def test_every_format_says_the_marking(reader: Reader) -> None:
    """Whoever opens the file meets it."""
    material = material_of(described(), SMALL, reader)
    for ending in endings(reader):
        content = format_for(f"x{ending}", reader).render(material)
        if ending in (".docx", ".xlsx", ".pdf"):
            continue  # packed: shown elsewhere
        assert b"OFFICIAL-SENSITIVE" in content, ending


def test_a_workbook_has_a_sheet_each_with_filters_frozen_heads_and_the_marking() -> None:
    """Findings, evidence, matrix, gaps, sources; the marking is above and below when printed."""
    content = format_for("x.xlsx").render(material_of(described(), SMALL))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["About", "Findings", "Evidence", "Matrix", "Gaps", "Sources"]
    for sheet in book:
        assert "OFFICIAL-SENSITIVE" in sheet.oddHeader.center.text
        assert "OFFICIAL-SENSITIVE" in sheet.oddFooter.center.text
        if sheet.title != "About":
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref
            assert sheet.print_title_rows == "$1:$1"
    findings = [[cell.value for cell in row][3:7] for row in book["Findings"].iter_rows()]
    assert findings == [
        ["Finding", "Text", "Put as", "Status"],
        ["F1", "There are enough staff.", "strength", "conflicting"],
        ["F2", "Staff are content.", "neutral", "silent"],
    ]
    evidence = [[cell.value for cell in row][:5] for row in book["Evidence"].iter_rows()]
    assert evidence[1] == ["PS.1.2.1", "F1", "supports", "E1", "Every post is filled."]
    assert len(evidence) == 7


def test_what_a_cell_can_not_hold_is_cut_and_said() -> None:
    """At Excel's limit."""
    cut = calm("x" * 40_000)
    assert len(cut) == MOST
    assert cut.endswith(" … (cut: 40,000 characters in all)")


@pytest.mark.parametrize(
    ("said", "shown"),
    [("=1", "'=1"), (" -1", "' -1"), ("\t1", "' 1"), ("1=1", "1=1"), ("", ""), ("＝1", "'＝1")],
)
def test_a_formula_is_told_to_be_text(said: str, shown: str) -> None:
    assert calm(said) == shown


def test_a_pdf_has_an_outline_the_marking_on_each_page_and_its_words() -> None:
    """Read by another program."""
    bundle = described()
    for number in range(20, 120):
        quote = f"Number {number}. " + "We cover for them. " * 9
        bundle["statements"].append({"id": f"E{number}", "source": "S3", "quote": quote})
    content = format_for("x.pdf").render(material_of(bundle, SMALL))
    document = pypdfium2.PdfDocument(content)
    assert len(document) > 3
    for page in document:
        said = page.get_textpage().get_text_range()
        assert said.count("OFFICIAL-SENSITIVE") == 2
        assert re.search(r"Page \d+", said)
    titles = [entry.get_title() for entry in document.get_toc()]
    assert titles[:2] == ["At a glance", "What each kind of evidence says"]
    assert "F1: There are enough staff." in titles
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert all(f"Number {number}." in text for number in range(20, 120))


def test_a_pdf_says_what_it_could_not_draw() -> None:
    """A sign of no script stands as its number, with a word at the end."""
    text = "".join(
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(made(".pdf", "x\U000e8000\U0010fffd שלום"))
    )
    assert "[U+10FFFD]" in text
    assert "could draw" in text
    assert "right to left" in text


def test_a_page_to_explore_allows_only_its_own_style_and_script() -> None:
    """Each is named by its hash; no element has a style or a handler of its own."""
    page = Page(format_for("x.html").render(material_of(described(), SMALL)).decode())
    contents = [value or "" for name, value in page.attributes if name == "content"]
    (policy,) = [value for value in contents if "default-src" in value]
    assert "default-src 'none'" in policy
    assert policy.count("'sha256-") == 2
    assert "unsafe" not in policy
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")} | (names & {"style", "src"})


def test_words_of_few_people_name_nobody_in_any_format() -> None:
    """Neither their role nor the meeting's title; for the panel not their words either."""
    bundle = described()
    bundle["voices"].append({"id": "V9", "role": "Zebra keeper", "group": "partners", "people": 1})
    bundle["sources"].append(
        {"id": "S9", "kind": "interview", "title": "Interview: Zebra keeper", "voices": ["V9"],
         "dated": "2026-02-01"}
    )  # fmt: skip
    bundle["statements"].append({"id": "E9", "source": "S9", "quote": "Xylophones are missing."})
    bundle["links"].append({"statement": "E9", "finding": "F1", "stance": "contradicts"})
    for ending in endings("panel"):
        content = format_for(f"x{ending}", "panel").render(material_of(bundle, SMALL, "panel"))
        text = _text(ending, content)
        assert "E9" in text, ending
        assert "Zebra" not in text, ending
        assert "Xylophones" not in text, ending
    for ending in endings("accuracy"):
        content = format_for(f"x{ending}", "accuracy").render(
            material_of(bundle, SMALL, "accuracy")
        )
        text = _text(ending, content)
        assert "E1" in text
        for never in ("E9", "Zebra", "Xylophones", "F1", "conflicting", "corroborated", "E3",
                      "Two of us", "As the board minuted it", "The minutes are firm"):  # fmt: skip
            assert never not in text, (ending, never)


def _text(ending: str, content: bytes) -> str:
    """All text of a file."""
    if ending == ".docx":
        document = docx.Document(io.BytesIO(content))
        cells = (cell.text for t in document.tables for row in t.rows for cell in row.cells)
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    if ending == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
        )
    if ending == ".pdf":
        pages = pypdfium2.PdfDocument(content)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r'"digest": "[0-9a-f]+"', "", content.decode())


def test_a_drawing_needs_an_area_of_the_programme() -> None:
    """Named, and with something to draw."""
    from dataclasses import replace

    material = material_of(described(), SMALL)
    form = format_for("x.svg")
    for area, says in ((None, "name one"), ("facilities", "has no area facilities: there are ")):
        with pytest.raises(Refused, match=says):
            form.render(replace(material, area=area))
