"""Documents as PDF: an outline of the headings, the marking on each page, tables that wrap."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

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
from graph.drawing import clipped, safe
from tui.export.documents._pdf_fonts import Fonts
from tui.export.documents._stamp import stamp_line

NAME = "PDF"
SUFFIXES = (".pdf",)

_SIZES: Final = {0: 20.0, 1: 15.0, 2: 13.0, 3: 11.5, 4: 10.5, 5: 10.0}
_BODY, _SMALL, _LEADING = 9.5, 8.0, 1.35
_SIDE, _TOP, _LINE = 51.0, 76.0, 18.0
#: A text may be longer than a page, which a table's row can't: it goes on in the next row. This
#: many characters for each point of a column's width fit on a page, wide ones too.
_FITTING: Final = 4.0
#: A paragraph of more characters is several: breaking it over pages takes the square of its length.
_MOST_AT_ONCE: Final = 3000
_INK, _RULE, _TINT, _ACCENT = "#1b1b1b", "#8a8a8a", "#e6ecf2", "#1f3a5f"
_MOST_LACKING: Final = 40
_MOST_IN_OUTLINE: Final = 200
#: What stands on each page's edge is one line.
_EDGE: Final = 100
#: A heading of more characters is not held on the page of what follows.
_LONG: Final = 600


def render(document: Document) -> bytes:
    """The document; what could not be drawn is said at its end."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    fonts = Fonts()
    composing = _Composing(document, fonts)
    story = list(composing.story())
    story += composing.what_lacks()
    packed = io.BytesIO()
    width, height = A4
    pages = BaseDocTemplate(
        packed,
        pagesize=A4,
        invariant=1,
        title=document.title,
        subject=document.header,
        keywords=stamp_line(document.stamp) if document.stamp else "",
        lang=document.language,
        allowSplitting=1,
    )
    frame = Frame(_SIDE, _TOP, width - 2 * _SIDE, height - 2 * _TOP, 0, 0, 0, 0)
    edges = composing.edges(width, height)

    def begun(canvas: Any, _pages: Any) -> None:
        edges(canvas)

    pages.addPageTemplates([PageTemplate("page", [frame], onPage=begun)])
    pages.afterFlowable = composing.placed(pages)
    pages.build(story)
    return packed.getvalue()


class _Composing:
    """The document's blocks as reportlab's flowables."""

    def __init__(self, document: Document, fonts: Fonts) -> None:
        self._document = document
        self._fonts = fonts
        anchors = (anchor for block in document.blocks for anchor in _anchors(block))
        self._anchors = {a: f"T{number}" for number, a in enumerate(dict.fromkeys(anchors))}
        self._set: set[str] = set()
        self._styles = dict(self._made_styles())
        self._level = -1
        self._headings = 0

    def story(self) -> Iterator[Any]:
        """Everything from the title to the last block."""
        yield self._paragraph("title", self._fonts.markup(self._document.title))
        for block in self._document.blocks:
            yield from self._block(block)

    def what_lacks(self) -> Iterator[Any]:
        """What the fonts of this machine could not do, if anything."""
        lacking = sorted(self._fonts.lacking)
        told = []
        if lacking:
            shown = ", ".join(f"U+{ord(character):04X}" for character in lacking[:_MOST_LACKING])
            more = (
                f" and {len(lacking) - _MOST_LACKING} more" if len(lacking) > _MOST_LACKING else ""
            )
            told.append(
                f"No font on the machine that made this file could draw {len(lacking)} of its "
                f"characters ({shown}{more}): their numbers stand in their places. The Word "
                "document and the web page hold them as they are."
            )
        if self._fonts.right_to_left:
            told.append(
                "Text in scripts that run from right to left stands here in the order in which "
                "it is stored, with its letters unjoined: read it in the Word document or the "
                "web page."
            )
        for text in told:
            yield self._paragraph("body", f"<b>Note.</b> {self._fonts.markup(text)}")

    def edges(self, width: float, height: float) -> Any:
        """What draws the marking, header, footer and page number around a page."""
        document, fonts = self._document, self._fonts
        above = [
            self._paragraph("marking", fonts.markup(clipped(document.marking, _EDGE))),
            self._paragraph("aside", fonts.markup(clipped(document.header, _EDGE))),
        ]
        below = self._paragraph("aside", fonts.markup(clipped(document.footer, _EDGE)))
        room = width - 2 * _SIDE

        def draw(canvas: Any) -> None:
            canvas.saveState()
            top = height - 28
            for paragraph in above:
                _, high = paragraph.wrap(room, 40)
                paragraph.drawOn(canvas, _SIDE, top - high)
                top -= high + 1
            _, high = below.wrap(room - 70, 40)
            below.drawOn(canvas, _SIDE, 44)
            canvas.setFont(fonts.plain, _SMALL)
            canvas.drawRightString(width - _SIDE, 46, f"Page {canvas.getPageNumber()}")
            _, high = above[0].wrap(room, 40)
            above[0].drawOn(canvas, _SIDE, 26)
            canvas.restoreState()

        return draw

    def placed(self, pages: Any) -> Any:
        """What is called for each flowable once it stands on a page: headings go to the outline."""

        def after(flowable: Any) -> None:
            entry = getattr(flowable, "outline", None)
            if entry is None:
                return
            level, text, name = entry
            # an outline may go down one level at a time only
            self._level = min(level, self._level + 1)
            pages.canv.bookmarkPage(name)
            pages.canv.addOutlineEntry(text, name, self._level, closed=self._level > 0)

        return after

    def _made_styles(self) -> Iterator[tuple[str, Any]]:
        from reportlab.lib.styles import ParagraphStyle

        def style(name: str, size: float = _BODY, **more: Any) -> tuple[str, Any]:
            given = {"spaceAfter": 5, "textColor": _INK, "splitLongWords": 1, **more}
            return name, ParagraphStyle(
                name, fontName=self._fonts.plain, fontSize=size, leading=size * _LEADING, **given
            )

        yield style("title", _SIZES[0], textColor=_ACCENT, spaceAfter=10)
        for level in range(1, 6):
            yield style(
                f"heading {level}", _SIZES[level], textColor=_ACCENT, spaceBefore=9, keepWithNext=1
            )
        yield style("body")
        yield style("item", leftIndent=14, bulletIndent=2, spaceAfter=3)
        yield style("quote", leftIndent=14, rightIndent=14, spaceBefore=3)
        for each, alignment in (("left", 0), ("centre", 1), ("right", 2)):
            yield style(f"cell {each}", _SMALL, spaceAfter=0, alignment=alignment)
        yield style("caption", spaceBefore=6, keepWithNext=1)
        yield style("marking", 10.0, alignment=1, spaceAfter=0)
        yield style("aside", _SMALL, spaceAfter=0)

    def _paragraph(self, style: str, markup: str, **more: Any) -> Any:
        from reportlab.platypus import Paragraph as Text

        bold = style == "marking" or style.startswith(("title", "heading"))
        return Text(f"<b>{markup}</b>" if bold else markup, self._styles[style], **more)

    def _block(self, block: Block) -> Iterator[Any]:
        from reportlab.platypus import HRFlowable, Spacer
        from reportlab.platypus import PageBreak as NewPage

        match block:
            case Heading():
                text = self._anchored(block.anchor) + self._runs(block.text)
                made = self._paragraph(f"heading {block.level}", text)
                if sum(len(run.text) for run in block.text) > _LONG:
                    made.keepWithNext = 0
                self._headings += 1
                said = safe("".join(run.text for run in block.text))[:_MOST_IN_OUTLINE]
                made.outline = (block.level - 1, said, f"O{self._headings}")
                yield made
            case Paragraph():
                yield from self._parted("body", block.text, self._anchored(block.anchor))
            case Items():
                for number, item in enumerate(block.items, 1):
                    bullet = f"{number}." if block.numbered else "•"
                    yield from self._parted("item", item, bulletText=bullet)
            case Quote():
                cited = (Run(block.text, "quote"), Run(" "), *block.citation)
                yield from self._parted("quote", cited, self._anchored(block.anchor))
            case Terms():
                for term, meaning in block.rows:
                    text = f"<b>{self._fonts.markup(term)}</b>: {self._runs(meaning)}"
                    yield self._paragraph("body", text)
            case Table():
                yield from self._table(block)
            case WritingSpace():
                for _ in range(block.lines):
                    yield Spacer(1, _LINE)
                    yield HRFlowable(width="100%", thickness=0.5, color=_RULE)
            case PageBreak():
                yield NewPage()

    def _parted(
        self, style: str, text: tuple[Run, ...], before: str = "", **more: Any
    ) -> Iterator[Any]:
        """A paragraph, or several where breaking it over pages would take long."""
        for number, piece in enumerate(_pieces(text)):
            markup = (before if not number else "") + self._runs(piece)
            yield self._paragraph(style, markup, **(more if not number else {}))

    def _table(self, table: Table) -> Iterator[Any]:
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import LongTable, Spacer

        if table.caption:
            caption = self._paragraph("caption", f"<b>{self._fonts.markup(table.caption)}</b>")
            caption.keepWithNext = int(len(table.caption) < _LONG)
            yield caption
        shares = table.widths or (1,) * len(table.head)
        room = A4[0] - 2 * _SIDE
        widths = [room * share / sum(shares) for share in shares]
        styles = [f"cell {each}" for each in table.align or ("left",) * len(table.head)]
        heads = [f"<b>{self._fonts.markup(text)}</b>" for text in table.head]
        rows = [list(map(self._paragraph, styles, heads))]
        heights: list[float | None] = [None]
        for at, row in enumerate(table.rows):
            anchor = self._anchored(table.anchors[at]) if table.anchors else ""
            for number, cells in enumerate(_parts(row, widths)):
                made = [self._runs(cell) for cell in cells]
                if not number:
                    made[0] = anchor + made[0]
                rows.append(list(map(self._paragraph, styles, made)))
                heights.append(self._height(rows[-1], widths, table.lines))
        style = [
            ("GRID", (0, 0), (-1, -1), 0.5, _RULE),
            ("BACKGROUND", (0, 0), (-1, 0), _TINT),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
        yield LongTable(rows, colWidths=widths, rowHeights=heights, repeatRows=1, style=style)
        yield Spacer(1, 8)

    def _height(self, cells: list[Any], widths: list[float], lines: int) -> float | None:
        """The height of a row that leaves space to write in; None for as high as its text."""
        if lines < 2:
            return None
        needed = max(cell.wrap(w - 6, 10_000)[1] for cell, w in zip(cells, widths, strict=True))
        return float(max(needed + 5, lines * _LINE))

    def _runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        text = self._fonts.markup(f"“{run.text}”" if run.style == "quote" else run.text)
        if run.style == "strong":
            text = f"<b>{text}</b>"
        elif run.style == "emphasis":
            text = f"<i>{text}</i>"
        elif run.style in ("citation", "muted"):
            text = f'<font color="#404040">{text}</font>'
        name = self._anchors.get(run.to) if run.to else None
        return f'<a href="#{name}" color="#1f4e8c">{text}</a>' if name else text

    def _anchored(self, anchor: str) -> str:
        name = self._anchors.get(anchor) if anchor else None
        if name is None or name in self._set:
            return ""
        self._set.add(name)
        return f'<a name="{name}"/>'


def _parts(
    row: tuple[tuple[Run, ...], ...], widths: list[float]
) -> Iterator[tuple[tuple[Run, ...], ...]]:
    """A row as one or more, none with more text in a cell than fits on a page in its width."""
    columns = [
        list(_pieces(cell, max(20, int(width * _FITTING))))
        for cell, width in zip(row, widths, strict=True)
    ]
    for number in range(max(map(len, columns), default=0)):
        yield tuple(pieces[number] if number < len(pieces) else () for pieces in columns)


def _pieces(text: tuple[Run, ...], most: int = _MOST_AT_ONCE) -> Iterator[tuple[Run, ...]]:
    if sum(len(run.text) for run in text) <= most:
        yield text
        return
    for run in text:
        for start in range(0, len(run.text), most):
            yield (Run(run.text[start : start + most], run.style, run.to),)


def _anchors(block: Block) -> Iterable[str]:
    match block:
        case Heading() | Paragraph() | Quote():
            return (block.anchor,) if block.anchor else ()
        case Table():
            return [anchor for anchor in block.anchors if anchor]
    return ()
