"""Documents in every format: all of what is in them, and nothing that acts."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from evidence.faults import Refused
from graph.drawing import safe
from tests.graph.hostile import texts
from tests.tui.documents.papers import MARKING, STAMP, paper
from tui.export.documents import document_format_for, document_formats, markdown, web, word
from tui.export.documents._stamp import stamp_in, stamp_line
from tui.export.documents._word_template import OWN_TEMPLATE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GOLDEN = Path(__file__).parents[1] / "golden"


def words_of(xml: bytes) -> str:
    """All text of a part of a Word file."""
    return "".join(each.text or "" for each in etree.fromstring(xml).iter(f"{_W}t"))


def word_parts(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_markdown_of_a_document_is_as_it_was() -> None:
    golden = (GOLDEN / "document.md").read_text(encoding="utf-8")
    assert markdown.render(paper()).decode() == golden


def test_a_web_page_of_a_document_is_as_it_was() -> None:
    golden = (GOLDEN / "document.html").read_text(encoding="utf-8")
    body = web.render(paper()).decode().split("<body>")[1]
    assert body == golden


def test_word_opens_in_another_program_with_its_styles_and_tables() -> None:
    """Title, headings, lists, quote, a table with a row of headings that is repeated."""
    document = docx.Document(io.BytesIO(word.render(paper())))
    told = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text]
    said = "We cover for them."
    assert told == [
        ("Title", f"North: {said}"),
        ("Heading 1", f"People {said}"),
        ("Normal", "See F1, nowhere."),
        ("Heading 2", f"F1: {said}"),
        ("Normal", f"{said} and {said}."),
        ("List Number", "one"),
        ("List Number", said),
        ("List Bullet", f"a “{said}”"),
        ("List Number", "again from one"),
        ("Quote", f"“{said}” E4, S3 {said}"),
        ("Normal", f"Service {said}: {said}"),
        ("Caption", f"Points: {said}"),
        ("Normal", f"The end.{said}"),
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Number", "Point", "Response"],
        *([str(n), said, ""] for n in (1, 2, 3)),
    ]
    assert [row._tr.find(f"{_W}trPr/{_W}tblHeader") is not None for row in table.rows] == [
        True, False, False, False,
    ]  # fmt: skip
    names = {s.name for s in document.styles if s.type == WD_STYLE_TYPE.PARAGRAPH}
    assert {"Title", "Heading 1", "Heading 5", "Quote"} <= names


def test_the_marking_is_on_each_page_of_word() -> None:
    """In the header and in the footer, beside the document's own texts and the page's number."""
    parts = word_parts(word.render(paper("x")))
    assert words_of(parts["word/header.xml"]) == f"{MARKING}Head x"
    assert words_of(parts["word/footer.xml"]) == f"Foot xPage 1 of 1{MARKING}"
    assert b" PAGE " in parts["word/footer.xml"]
    assert b" NUMPAGES " in parts["word/footer.xml"]


def test_each_numbered_list_of_word_counts_from_one() -> None:
    parts = word_parts(word.render(paper()))
    used = re.findall(rb'<w:numId w:val="(\d+)"/>', parts["word/document.xml"])
    numbered = list(dict.fromkeys(used))
    assert len(numbered) == 3  # two numbered lists, and the bullets
    numbering = etree.fromstring(parts["word/numbering.xml"])
    assert {number.decode() for number in numbered} <= {
        each.get(f"{_W}numId") for each in numbering.findall(f"{_W}num")
    }


def test_a_link_of_word_leads_to_a_bookmark_that_is_there() -> None:
    """And what leads to nothing in the document is plain text."""
    body = etree.fromstring(word_parts(word.render(paper()))["word/document.xml"])
    marked = {each.get(f"{_W}name") for each in body.iter(f"{_W}bookmarkStart")}
    led = [each.get(f"{_W}anchor") for each in body.iter(f"{_W}hyperlink")]
    assert len(led) == 1
    assert set(led) <= marked


def test_a_web_page_links_only_what_leads_somewhere() -> None:
    """Plain words are no links."""
    assert web.render(paper()).decode().count("<a ") == 1


def test_the_same_document_is_the_same_bytes() -> None:
    for form in document_formats():
        assert form.render(paper()) == form.render(paper()), form.NAME


def test_what_word_wrote_can_be_its_next_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its styles and its page changed, its old words gone and the new marking in place."""
    monkeypatch.setenv("TRIANGULATE_CONFIG", str(tmp_path))
    own = docx.Document(io.BytesIO(word.render(paper("old words"))))
    own.styles["Heading 1"].font.name = "Georgia"
    own.sections[0].page_width = own.sections[0].page_width + 10_000
    own.save(str(tmp_path / OWN_TEMPLATE))
    made = word.render(paper("new words"))
    parts = word_parts(made)
    assert b"old words" not in b"".join(parts.values())
    again = docx.Document(io.BytesIO(made))
    assert again.styles["Heading 1"].font.name == "Georgia"
    assert again.sections[0].page_width == own.sections[0].page_width
    assert again.sections[0].header.paragraphs[0].text in ("", MARKING)
    assert MARKING in words_of(parts["word/header.xml"])
    assert again.paragraphs[0].text == "North: new words"


def test_a_template_of_word_itself_lends_its_styles_and_lacks_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that another program made, once it has a place for the marking."""
    monkeypatch.setenv("TRIANGULATE_CONFIG", str(tmp_path))
    own = docx.Document()
    control = (
        f'<w:sdt xmlns:w="{_W[1:-1]}"><w:sdtPr><w:tag w:val="triangulate-marking"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>here</w:t></w:r></w:sdtContent></w:sdt>"
    )
    own.sections[0].header.paragraphs[0]._p.append(etree.fromstring(control))
    own.save(str(tmp_path / OWN_TEMPLATE))
    again = docx.Document(io.BytesIO(word.render(paper())))
    assert {"Marking", "Evidence Table", "Writing Line"} <= {s.name for s in again.styles}
    assert again.paragraphs[1].style is not None
    assert again.paragraphs[1].style.name == "Heading 1"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK no zip", "is no Word file"),
        (b"", "is no Word file"),
        (None, "needs a content control with the tag triangulate-marking on every page"),
    ],
)
def test_a_template_that_cannot_show_the_marking_is_refused(
    content: bytes | None, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line that names the file."""
    monkeypatch.setenv("TRIANGULATE_CONFIG", str(tmp_path))
    file = tmp_path / OWN_TEMPLATE
    if content is None:
        docx.Document().save(str(file))
    else:
        file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        word.render(paper())
    (fault,) = refused.value.faults
    assert fault.where == str(file)
    assert why in fault.what


class Page(HTMLParser):
    """The elements of a web page, its text, and where its links lead."""

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


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=y>', "-->", "]]>",
                        "</style><b>", "http://x.org", "=1+1", "\x00\x1b\ufffe\uffff", "\u202e",
                        "a" * 100_000]) | texts())  # fmt: skip
def test_no_text_acts_in_any_format(said: str) -> None:
    """A page has the elements it has with a calm text, Word's XML is whole, nothing is lost."""
    said = f"x{said}"
    calm, page = Page(web.render(paper("x")).decode()), Page(web.render(paper(said)).decode())
    assert page.elements == calm.elements
    names = {name for name, _ in page.attributes}
    assert names == {name for name, _ in calm.attributes}
    assert all((v or "").startswith("#at-") for name, v in page.attributes if name == "href")
    assert safe(said) in page.text
    parts = word_parts(word.render(paper(said)))
    assert safe(said) in words_of(parts["word/document.xml"])
    for name, content in parts.items():
        assert name.endswith((".xml", ".rels"))
        etree.fromstring(content)
    tokens = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .parse(markdown.render(paper(said)).decode())
    )
    inner = [child for token in tokens for child in (token.children or ())]
    assert {"html_inline", "link_open", "image"}.isdisjoint(token.type for token in inner)
    # the stamp's comment is the only block of HTML
    assert [t.content.strip()[:21] for t in tokens if t.type == "html_block"] == [
        "<!-- triangulate-stam"
    ]


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=5))
def test_a_stamp_is_read_as_it_was_written(stamp: dict[str, str]) -> None:
    """Also out of a comment, which nothing in it can end."""
    line = stamp_line(stamp)
    assert "--" not in line
    assert not set("<>&\n") & set(line)
    assert stamp_in(f"text\n<!-- {line} -->\n") == stamp


def test_a_file_carries_its_stamp() -> None:
    """As a comment at the end of Markdown and of a page, as properties in Word."""
    assert stamp_in(markdown.render(paper()).decode()) == dict(STAMP)
    assert stamp_in(web.render(paper()).decode()) == dict(STAMP)
    custom = etree.fromstring(word_parts(word.render(paper()))["docProps/custom.xml"])
    assert {p.get("name"): "".join(p.itertext()) for p in custom} == {
        f"triangulate-{name}": value for name, value in STAMP
    }


def test_an_ending_that_says_no_format_is_refused_with_those_that_do() -> None:
    with pytest.raises(Refused, match=r"\.docx"):
        document_format_for("sheet.doc")
    assert document_format_for("SHEET.DOCX") is word
