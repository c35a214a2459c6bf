"""Documents as Word: styles, headings, tables with repeated headings, the marking on each page.

The XML is written here: python-docx takes fifty times as long. What a page looks like comes from a
template (``_word_template``), ours or one that an inspectorate puts into its settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Final

from graph.document import (
    Block,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    Terms,
    WritingSpace,
)
from graph.drawing import safe
from tui.export.documents._word_template import Template, chosen_template

NAME = "Word"
SUFFIXES = (".docx",)

_RUN_STYLES: Final = {
    "strong": "Strong",
    "emphasis": "Emphasis",
    "quote": "Evidence Quote",
    "citation": "Evidence Citation",
    "muted": "Muted",
}
_ALIGN: Final = {"centre": '<w:jc w:val="center"/>', "right": '<w:jc w:val="right"/>'}
_BREAK: Final = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

_FIRST_ROW: Final = (
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
    'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)


def render(document: Document) -> bytes:
    """The document in the chosen template. Raises Refused where the template can't be used."""
    template = chosen_template()
    body = _Body(document, template)
    parts = [body.paragraph("Title", (Run(document.title),))]
    for block in document.blocks:
        parts += body.block(block)
    return template.filled("".join(parts), document, numbered=body.numbered)


class _Body:
    """The document's blocks as WordprocessingML, in one go from top to bottom."""

    def __init__(self, document: Document, template: Template) -> None:
        self._template = template
        #: How many numbered lists there are: each counts from one, so each needs its own.
        self.numbered = 0
        anchors = [a for block in document.blocks for a in _anchors(block)]
        self._bookmarks = {anchor: f"T{number}" for number, anchor in enumerate(anchors, 1)}
        self._set: set[str] = set()

    def block(self, block: Block) -> Iterable[str]:
        """One block's paragraphs and tables."""
        match block:
            case Heading():
                yield self.paragraph(f"heading {block.level}", block.text, block.anchor)
            case Paragraph():
                yield self.paragraph("", block.text, block.anchor)
            case Items():
                number = self._template.bullets
                if block.numbered:
                    self.numbered += 1
                    number = self._template.first_numbered + self.numbered - 1
                extra = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
                style = "List Number" if block.numbered else "List Bullet"
                for item in block.items:
                    yield self.paragraph(style, item, extra=extra)
            case Quote():
                said = Run(block.text, "quote")
                text = (said, Run(" "), *block.citation) if block.citation else (said,)
                yield self.paragraph("Quote", text, block.anchor)
            case Terms():
                for term, meaning in block.rows:
                    yield self.paragraph("", (Run(term, "strong"), Run(": "), *meaning))
            case Table():
                yield from self._table(block)
            case WritingSpace():
                yield self.paragraph("Writing Line", ()) * block.lines
            case PageBreak():
                yield _BREAK

    def paragraph(self, style: str, text: Iterable[Run], anchor: str = "", extra: str = "") -> str:
        """A paragraph in a style ("" for the ordinary one)."""
        named = self._template.style(style) if style else ""
        properties = (f'<w:pStyle w:val="{named}"/>' if named else "") + extra
        head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        said = "".join(map(self._run, text))
        return f"<w:p>{head}{self._marked(anchor, said)}</w:p>"

    def _marked(self, anchor: str, said: str) -> str:
        name = self._bookmarks.get(anchor)
        if name is None or anchor in self._set:
            return said
        self._set.add(anchor)
        start = f'<w:bookmarkStart w:id="{name[1:]}" w:name="{name}"/>'
        return f'{start}{said}<w:bookmarkEnd w:id="{name[1:]}"/>'

    def _run(self, run: Run) -> str:
        style = _RUN_STYLES.get(run.style)
        target = self._bookmarks.get(run.to) if run.to else None
        text = f"“{run.text}”" if run.style == "quote" else run.text
        if target:
            made = _run_xml(text, self._template.style("Hyperlink"))
            return f'<w:hyperlink w:anchor="{target}" w:history="1">{made}</w:hyperlink>'
        return _run_xml(text, self._template.style(style) if style else "")

    def _table(self, table: Table) -> Iterable[str]:
        if table.caption:
            yield self.paragraph("caption", (Run(table.caption),))
        columns = len(table.head)
        shares = table.widths or (1,) * columns
        width = self._template.text_width
        widths = [width * share // sum(shares) for share in shares]
        jc = [_ALIGN.get(each, "") for each in table.align] or [""] * columns
        style = self._template.style("Table Text")
        heads = [f'<w:pPr><w:pStyle w:val="{style}"/><w:keepNext/>{each}</w:pPr>' for each in jc]
        plain = [f'<w:pPr><w:pStyle w:val="{style}"/>{each}</w:pPr>' for each in jc]
        cells = [f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr><w:p>' for w in widths]
        high = f'<w:cantSplit/><w:trHeight w:val="{table.lines * 300}" w:hRule="atLeast"/>'
        row_head = f"<w:tr><w:trPr>{high}</w:trPr>" if table.lines > 1 else "<w:tr>"
        made = [
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._template.style("Evidence Table")}"/>',
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
            _FIRST_ROW,
            "</w:tblPr><w:tblGrid>",
            "".join(f'<w:gridCol w:w="{w}"/>' for w in widths),
            "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
        ]
        for number, title in enumerate(table.head):
            said = _run_xml(title, self._template.style("Strong"))
            made.append(f"{cells[number]}{heads[number]}{said}</w:p></w:tc>")
        made.append("</w:tr>")
        for at, row in enumerate(table.rows):
            anchor = table.anchors[at] if table.anchors else ""
            made.append(row_head)
            for number, cell in enumerate(row):
                said = "".join(map(self._run, cell))
                if anchor and not number:
                    said = self._marked(anchor, said)
                made.append(f"{cells[number]}{plain[number]}{said}</w:p></w:tc>")
            made.append("</w:tr>")
        made.append("</w:tbl>")
        yield "".join(made)
        yield "<w:p/>"


def _anchors(block: Block) -> Iterable[str]:
    match block:
        case Heading() | Paragraph() | Quote():
            return (block.anchor,) if block.anchor else ()
        case Table():
            return [anchor for anchor in block.anchors if anchor]
    return ()


@lru_cache(maxsize=64)
def _properties(style: str) -> str:
    return f'<w:rPr><w:rStyle w:val="{escape(style)}"/></w:rPr>' if style else ""


def _run_xml(text: str, style: str) -> str:
    said = escape(safe(text), quote=False)
    return f'<w:r>{_properties(style)}<w:t xml:space="preserve">{said}</w:t></w:r>'
