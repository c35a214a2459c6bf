"""Word documents (.docx), read from their XML: changes as accepted, nothing between the lines lost.

Numbers that Word puts before paragraphs by itself ("1.2") and pictures are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.readers._package import Element, Package, local_name
from evidence.readers._wordml import Inline, Pages, children, first, flow, is_on, value
from evidence.reading import Reading, TextBuilder, Unreadable

NAME = "Word"
VERSION = 1
SUFFIXES = (".docx",)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: Parts are found by their usual names; some programs put a number after each.
_PART = re.compile(
    r"word/(document|styles|footnotes|endnotes|comments|header|footer)([0-9]{0,4})\.xml"
)
_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_CHANGES = ("{*}ins", "{*}del", "{*}moveTo")
_NOT_WORDS = ("separator", "continuationSeparator", "continuationNotice")

_HEADING_NAME = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"toc ?[1-9]", re.IGNORECASE)
#: Level 9 is Word's for body text.
_OUTLINE_LEVELS: dict[str | None, int | None] = {
    **{str(level): level for level in range(9)},
    "9": None,
}
_TITLE_LEVEL = -1
#: A first row with longer cells than this holds no column headings.
_LONGEST_COLUMN_NAME = 120


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The document's words in their order, then notes, comments, headers and footers.

    A comment has its author as speaker and its date as time. Raises Unreadable.
    """
    package = Package(content, "Word", ".docx")
    parts = _parts(package)
    if "document" not in parts:
        raise Unreadable("holds no word/document.xml: it is no Word file (.docx)")
    document = package.xml(parts["document"][0])
    warnings: list[str] = []
    others = {
        kind: roots
        for kind, names in parts.items()
        if kind != "document" and (roots := list(_optional(package, names, warnings)))
    }
    body = _Body(_Styles(others.get("styles", [])))
    container = first(document, "body")
    body.read(document if container is None else container)
    builder = TextBuilder()
    paged = body.pages.number > 1
    number = 0
    for block in body.blocks:
        number += block.counted
        builder.add(
            block.text,
            page=block.page if paged else None,
            paragraph=number if block.counted else None,
            heading=block.heading,
            part=block.part,
        )
    for kind, part in _NOTES.items():
        for root in others.get(kind, [])[:1]:
            _add_notes(builder, root, part)
    for part in ("header", "footer"):
        for text in dict.fromkeys(_text(root) for root in others.get(part, [])):
            builder.add(text, part=part)
    read_parts = [root for kind, roots in others.items() if kind != "styles" for root in roots]
    warnings += _changes([document, *read_parts])
    reading = builder.reading(warnings)
    if not reading.words:
        raise Unreadable("holds no words")
    return reading


def _parts(package: Package) -> dict[str, list[str]]:
    """The names of the parts of each kind, in the order of their numbers."""
    parts: dict[str, list[tuple[int, str]]] = {}
    for name in package.names:
        if found := _PART.fullmatch(name):
            parts.setdefault(found[1], []).append((int(found[2] or 0), name))
    return {kind: [name for _, name in sorted(named)] for kind, named in parts.items()}


def _optional(package: Package, names: Iterable[str], warnings: list[str]) -> Iterator[Element]:
    for name in names:
        try:
            yield package.xml(name)
        except Unreadable as reason:
            warnings.append(f"read without a part: {reason}")


@dataclass(frozen=True, slots=True)
class _Block:
    """A passage to be; ``counted`` among the body's paragraphs."""

    text: str
    page: int | None
    heading: str | None
    part: str = ""
    counted: bool = True


class _Body:
    """Gathers the blocks of the body, each under its headings and on its page."""

    def __init__(self, styles: _Styles) -> None:
        self.blocks: list[_Block] = []
        self.pages = Pages()
        self._styles = styles
        self._headings: list[tuple[int, str]] = []

    def read(self, container: Element) -> None:
        """Take all that a container holds."""
        for element, inline in flow(container, self.pages):
            if inline is None:
                self._table(element)
            else:
                self._paragraph(element, inline)

    def _paragraph(self, element: Element, inline: Inline) -> None:
        text = inline.text.strip()
        style = value(first(element, "pPr", "pStyle")) or ""
        level = self._styles.level(style, value(first(element, "pPr", "outlineLvl")))
        if not text:
            pass
        elif level is not None:
            while self._headings and self._headings[-1][0] >= level:
                self._headings.pop()
            self._add(text, inline.page, part="heading", counted=False)
            self._headings.append((level, " ".join(text.split())))
        elif self._styles.lists_contents(style):
            self._add(text, inline.page, part="contents", counted=False)
        else:
            self._add(text, inline.page)
        for box in inline.boxes:
            self._add(_text(box), inline.page or self.pages.number, part="text box", counted=False)

    def _table(self, table: Element) -> None:
        columns: list[str] = []
        rows = list(_rows(table))
        for number, row in enumerate(rows):
            cells, page = _cells(row, self.pages)
            words = " | ".join(cells)
            if any(cells):
                self._add(words, page, *columns, part="table")
            marked = is_on(first(row, "trPr", "tblHeader"))
            if marked or (number == 0 and len(rows) > 1 and _names_columns(table, cells)):
                columns = [*columns, " ".join(words.split())] if number else [words]

    def _add(
        self, text: str, page: int | None, *below: str, part: str = "", counted: bool = True
    ) -> None:
        if text.strip():
            heading = " > ".join([*(title for _, title in self._headings), *below]) or None
            self.blocks.append(_Block(text, page, heading, part, counted))


def _rows(table: Element) -> Iterator[Element]:
    """A table's rows, without those that a tracked change deleted."""
    for row in children(table, "tr"):
        if first(row, "trPr", "del") is None:
            yield row


def _cells(row: Element, pages: Pages) -> tuple[list[str], int | None]:
    """What a row's cells say, and the page that it begins on."""
    cells: list[str] = []
    begins: list[int] = []
    ends = [pages.number]
    for cell in children(row, "tc"):
        # A row that runs over a page says so in each of its cells.
        beside = replace(pages)
        text, page = _words(cell, beside)
        cells.append(text)
        ends.append(beside.number)
        if page is not None:
            begins.append(page)
    pages.number = max(ends)
    if any(cells):
        pages.words()
    return cells, min(begins, default=None)


def _names_columns(table: Element, cells: Sequence[str]) -> bool:
    """Whether a table's first row holds its column headings, though it is not marked so."""
    look = first(table, "tblPr", "tblLook")
    if value(look, "firstRow") in ("0", "false", "off"):
        return False
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(len(cell) <= _LONGEST_COLUMN_NAME for cell in filled)


def _words(container: Element, pages: Pages) -> tuple[str, int | None]:
    """All that a container says, a line a paragraph or row, and the page that it begins on."""
    lines: list[str] = []
    begins: int | None = None
    for element, inline in flow(container, pages):
        if inline is None:
            for row in _rows(element):
                cells, page = _cells(row, pages)
                lines.append(" | ".join(cells) if any(cells) else "")
                begins = begins or page
        else:
            lines += [inline.text.strip(), *map(_text, inline.boxes)]
            begins = begins or inline.page
    return "\n".join(line for line in lines if line), begins


def _text(container: Element) -> str:
    return _words(container, Pages())[0]


def _add_notes(builder: TextBuilder, root: Element, part: str) -> None:
    for note in children(root, part):
        if value(note, "type") not in _NOT_WORDS:
            speaker, date = value(note, "author"), value(note, "date")
            builder.add(_text(note), speaker=speaker or None, time=date or None, part=part)


def _changes(roots: Sequence[Element]) -> list[str]:
    """What to warn of: tracked changes, and documents within the document."""
    found = [local_name(parent) for root in roots for parent in _parents_of_changes(root)]
    # A change of words counts; marks in properties (of a paragraph's end, a row) where none does.
    marks = sum(1 for name in found if name in ("rPr", "trPr"))
    count = sum(1 for name in found if not name.endswith("Pr")) or marks
    warnings: list[str] = []
    if count:
        changes = "1 tracked change" if count == 1 else f"{count:,} tracked changes"
        warnings.append(f"{changes}, read as accepted; the deleted words are not shown yet")
    if embedded := sum(1 for root in roots for _ in root.iter("{*}altChunk")):
        warnings.append(f"{embedded} documents embedded in this one are not read")
    return warnings


def _parents_of_changes(root: Element) -> Iterator[Element]:
    for change in root.iter(*_CHANGES):
        parent = change.getparent()
        if parent is not None:
            yield parent


class _Styles:
    """Which paragraph styles are headings, in whatever language they are named."""

    def __init__(self, roots: Sequence[Element]) -> None:
        self._styles = {
            identifier: style
            for root in roots[:1]
            for style in children(root, "style")
            if (identifier := value(style, "styleId"))
        }
        self._levels: dict[str, int | None] = {}

    def level(self, style: str, own: str | None) -> int | None:
        """The heading level, from 0, of a paragraph with this style and its ``own`` level."""
        if own in _OUTLINE_LEVELS:
            return _OUTLINE_LEVELS[own]
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def lists_contents(self, style: str) -> bool:
        """Whether this is the style of a line in the table of contents."""
        return bool(_CONTENTS_NAME.fullmatch(self._name(style)))

    def _name(self, style: str) -> str:
        return value(first(self._styles.get(style), "name")) or style

    def _level(self, style: str) -> int | None:
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            known = self._styles.get(style)
            outline = value(first(known, "pPr", "outlineLvl"))
            if outline in _OUTLINE_LEVELS:
                return _OUTLINE_LEVELS[outline]
            name = self._name(style)
            if found := _HEADING_NAME.fullmatch(name):
                return int(found[1]) - 1
            if name.casefold() == "title":
                return _TITLE_LEVEL
            style = value(first(known, "basedOn")) or ""
        return None
