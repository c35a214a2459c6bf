"""Word documents (.docx), read from their XML: changes as accepted, nothing between the lines lost.

Numbers that Word puts before paragraphs by itself ("1.2") are not read; pictures by what is said of
them. What is struck through by hand within other words is read as taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.readers._changes import (
    NOBODY,
    STRUCK_THROUGH,
    Context,
    Said,
    all_deleted,
    all_inserted,
    joined,
    told_of,
)
from evidence.readers._package import Element, Package
from evidence.readers._speech import speakers_of_rows
from evidence.readers._turns import Turn, turns
from evidence.readers._wordml import (
    Inline,
    Notes,
    Pages,
    children,
    first,
    flow,
    is_on,
    mark_of,
    value,
    within,
)
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable
from evidence.words import number_of

NAME = "Word"
VERSION = 4
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: Parts are found by their usual names; some programs put a number after each.
_PART = re.compile(
    r"word/(document|styles|footnotes|endnotes|comments|header|footer)([0-9]{0,4})\.xml"
)
_DIAGRAM = re.compile(r"word/diagrams/data[0-9]{1,4}\.xml")
#: What strikes words through or hides them, by hand.
_EDITED = re.compile(rb"<[a-z0-9]{1,9}:(?:d?strike|vanish)\b")
_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_NOT_WORDS = ("separator", "continuationSeparator", "continuationNotice")

_HEADING_NAME = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"toc ?[1-9]", re.IGNORECASE)
#: Level 9 is Word's for body text.
_OUTLINE_LEVELS: dict[str | None, int | None] = {
    **{str(level): level for level in range(9)},
    "9": None,
}
_TITLE_LEVEL = -1
_BETWEEN = " | "
#: A first row with longer cells than this holds no column headings.
_LONGEST_COLUMN_NAME = 120


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The document's words in their order, then notes, comments, headers and footers.

    A comment has its author as speaker and its date as time. In the transcript of a meeting a
    passage is what was said, with its speaker and time. Raises Unreadable.
    """
    package = Package(content, "Word", ".docx")
    parts = _parts(package)
    if "document" not in parts:
        raise Unreadable("holds no word/document.xml, as a Word file does: save it as .docx")
    name = parts["document"][0]
    document = package.xml(name)
    warnings: list[str] = []
    others = {
        kind: roots
        for kind, names in parts.items()
        if kind != "document" and (roots := list(_optional(package, names, warnings)))
    }
    body = _Body(_Styles(others.get("styles", [])))
    body.notes.edited = _EDITED.search(package.content(name)) is not None
    container = first(document, "body")
    body.read(document if container is None else container)
    builder = TextBuilder()
    paged = body.pages.number > 1
    number = 0
    for block, turn in _turns(body.blocks):
        counted = block.counted and bool(turn.said.text.strip())
        number += counted
        builder.add(
            turn.said.text,
            changes=turn.said.changes,
            break_inserted=turn.said.break_inserted,
            page=block.page if paged else None,
            paragraph=number if counted else None,
            time=turn.time,
            speaker=turn.speaker,
            heading=block.heading,
            part=block.part,
        )
    for kind, part in _NOTES.items():
        for root in others.get(kind, [])[:1]:
            _add_notes(builder, root, part, body.notes)
    for part in ("header", "footer"):
        for said in dict.fromkeys(_text(root) for root in others.get(part, [])):
            builder.add(said.text, changes=said.changes, part=part)
    for name in package.names:
        if _DIAGRAM.fullmatch(name):
            for root in _optional(package, [name], warnings):
                builder.add("\n".join(_diagram(root)), part="text box")
    if embedded := sum(1 for _ in document.iter("{*}altChunk")):
        warnings.append(f"{number_of(embedded, 'document')} put into this one as a file: not read")
    warnings += _not_words(body.notes)
    reading = builder.reading(warnings)
    if not reading.words:
        raise Unreadable(
            "holds no words: its tracked changes took all of them out, so ask whether they stand"
            if reading.changes
            else NO_WORDS
        )
    notes = told_of(reading, by_hand=body.notes.edited)
    return replace(reading, warnings=(*reading.warnings, *notes))


def _not_words(notes: Notes) -> Iterator[str]:
    """What to say of what is no plain text."""
    for count, word in ((notes.pictures, "picture"), (notes.charts, "chart")):
        if count:
            yield f"{number_of(count, word)} not read"
    if notes.hidden:
        yield f"hidden text in {number_of(notes.hidden, 'place')}, read as well"


def _diagram(root: Element) -> Iterator[str]:
    """The words of a diagram, a line a shape."""
    for point in root.iter("{*}pt"):
        words = "".join([str(each.text or "") for each in point.iter("{*}t")]).strip()
        if words:
            yield words


def _turns(blocks: Sequence[_Block]) -> Iterator[tuple[_Block, Turn]]:
    """Each block with what is said in it: where this is a transcript, with its speaker and time."""
    found = turns([None if block.part else block.said for block in blocks])
    for at, block in enumerate(blocks):
        if found is None or block.part:
            yield block, Turn(block.said, block.speaker)
        else:
            for turn in found[at]:
                yield block, turn


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

    said: Said
    page: int | None
    heading: str | None
    part: str = ""
    counted: bool = True
    speaker: str | None = None


class _Body:
    """Gathers the blocks of the body, each under its headings and on its page."""

    def __init__(self, styles: _Styles) -> None:
        self.blocks: list[_Block] = []
        self.pages = Pages()
        self.notes = Notes()
        self._styles = styles
        self._headings: list[tuple[int, str]] = []

    def read(self, container: Element) -> None:
        """Take all that a container holds."""
        for element, inline in flow(container, self.pages, self.notes):
            if isinstance(inline, Context):
                self._table(element, inline)
            else:
                self._paragraph(element, inline)
            for words in self.notes.described():
                self._add(Said(words), self.pages.number, part="picture", counted=False)

    def _paragraph(self, element: Element, inline: Inline) -> None:
        said = inline.said
        if self.notes.edited and (struck := said.unstruck()):
            self._add(struck, inline.page, part=STRUCK_THROUGH, counted=False)
            said = Said()
        style = value(first(element, "pPr", "pStyle")) or ""
        level = self._styles.level(style, value(first(element, "pPr", "outlineLvl")))
        if not said.text:
            self._add(said, inline.page, counted=False)
        elif level is not None:
            while self._headings and self._headings[-1][0] >= level:
                self._headings.pop()
            self._add(said, inline.page, part="heading", counted=False)
            self._headings.append((level, " ".join(said.text.split())))
        elif self._styles.lists_contents(style):
            self._add(said, inline.page, part="contents", counted=False)
        else:
            self._add(said, inline.page)
        for box, around in inline.boxes:
            page = inline.page or self.pages.number
            self._add(_text(box, around, self.notes), page, part="text box", counted=False)

    def _table(self, table: Element, around: Context) -> None:
        columns: list[str] = []
        rows = list(within(table, "tr", context=around))
        left = [row for row, context in rows if _row_context(row, context).deleted is None]
        read = [(row, *_row(row, self.pages, self.notes, context)) for row, context in rows]
        speakers = speakers_of_rows([cells for _, _, cells, _ in read])
        if speakers is not None:
            for (_, said, cells, page), speaker in zip(read, speakers, strict=True):
                turn = said.after(len(cells[0]) + len(_BETWEEN)) if speaker else said
                self._add(turn, page, part="table", speaker=speaker)
            return
        for row, said, cells, page in read:
            self._add(said, page, *columns, part="table")
            if not any(cells):
                continue
            begins = row is left[0]
            marked = is_on(first(row, "trPr", "tblHeader"))
            if marked or (begins and len(left) > 1 and _names_columns(table, cells)):
                words = " ".join(said.text.split())
                columns = [words] if begins else [*columns, words]

    def _add(
        self,
        said: Said,
        page: int | None,
        *below: str,
        part: str = "",
        counted: bool = True,
        speaker: str | None = None,
    ) -> None:
        if said:
            heading = " > ".join([*(title for _, title in self._headings), *below]) or None
            counted = counted and bool(said.text.strip())
            self.blocks.append(_Block(said, page, heading, part, counted, speaker))


def _row_context(row: Element, around: Context) -> Context:
    return mark_of(first(row, "trPr")).within(around)


def _row(
    row: Element, pages: Pages, notes: Notes, around: Context
) -> tuple[Said, list[str], int | None]:
    """What a row says, what each of its cells does, and the page that it begins on.

    A row that a tracked change deleted says nothing, and keeps what it said.
    """
    context = _row_context(row, around)
    cells: list[Said] = []
    begins: list[int] = []
    ends = [pages.number]
    for cell, around_cell in within(row, "tc", context=context):
        # A row that runs over a page says so in each of its cells.
        beside = pages.beside()
        own = mark_of(first(cell, "tcPr")).within(around_cell)
        said, page = _words(cell, beside, notes, own)
        cells.append(said)
        ends.append(beside.number)
        if page is not None:
            begins.append(page)
    if context.deleted is not None:
        return all_deleted(cells, _BETWEEN, context.deleted), [], None
    pages.number = max(ends)
    texts = [cell.text for cell in cells]
    if any(texts):
        pages.words()
        said = joined(_BETWEEN, cells, all_of_them=True)
    else:
        said = joined(_BETWEEN, cells)
    if context.inserted is not None:
        said = all_inserted(said, context.inserted)
    return said, texts, min(begins, default=None)


def _names_columns(table: Element, cells: Sequence[str]) -> bool:
    """Whether a table's first row holds its column headings, though it is not marked so."""
    look = first(table, "tblPr", "tblLook")
    if value(look, "firstRow") in ("0", "false", "off"):
        return False
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(len(cell) <= _LONGEST_COLUMN_NAME for cell in filled)


def _words(
    container: Element, pages: Pages, notes: Notes, context: Context = NOBODY
) -> tuple[Said, int | None]:
    """All that a container says, a line a paragraph or row, and the page that it begins on."""
    lines: list[Said] = []
    begins: int | None = None
    for element, inline in flow(container, pages, notes, context):
        if isinstance(inline, Context):
            for row, around in within(element, "tr", context=inline):
                said, _, page = _row(row, pages, notes, around)
                lines.append(said)
                begins = begins or page
        else:
            lines.append(inline.said)
            lines += [_text(box, around, notes) for box, around in inline.boxes]
            begins = begins or inline.page
    return joined("\n", lines), begins


def _text(container: Element, context: Context = NOBODY, notes: Notes | None = None) -> Said:
    return _words(container, Pages(), notes or Notes(), context)[0]


def _add_notes(builder: TextBuilder, root: Element, part: str, notes: Notes) -> None:
    for note, around in within(root, part):
        if value(note, "type") in _NOT_WORDS:
            continue
        speaker, date = value(note, "author"), value(note, "date")
        context = notes.context(part, value(note, "id")).within(around)
        said = _text(note, context)
        builder.add(
            said.text, speaker=speaker or None, time=date or None, part=part, changes=said.changes
        )


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
