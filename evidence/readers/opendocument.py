"""OpenDocument texts (.odt), read from their XML: changes as accepted, notes after the body.

Numbers that the program puts before paragraphs by itself are not read; pictures by what is said of
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from evidence.readers._body import Block, add_body
from evidence.readers._changes import (
    NOBODY,
    STRUCK_THROUGH,
    Context,
    Said,
    Saying,
    all_inserted,
    joined,
    told_of,
)
from evidence.readers._odf import Aside, Inline, Tracking, attribute, child, opened
from evidence.readers._package import Element, Package, local_name
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable
from evidence.words import number_of

NAME = "OpenDocument text"
VERSION = 4
SUFFIXES = (".odt", ".ott")
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_TITLE_LEVEL = 0
_NOTES = ("footnote", "endnote", "comment")
#: A first row with longer cells than this holds no column headings.
_LONGEST_COLUMN_NAME = 120
_NOT_READ = frozenset({"tracked-changes", "forms"})


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The document's words in their order, then notes, comments, headers and footers.

    A comment has its author as speaker and its date as time. Raises Unreadable.
    """
    package, root = opened(content, "OpenDocument text", ".odt")
    text = child(child(root, "body"), "text")
    if text is None:
        raise Unreadable("holds no text, but is another OpenDocument file: save it as .odt or .pdf")
    styles, warnings = _styles(package)
    body = _Body(_titles(root, styles), Tracking.of(root))
    body.read(text)
    builder = TextBuilder()
    add_body(builder, body.blocks)
    for part in _NOTES:
        for aside in body.notes:
            if aside.part == part:
                said = _text(aside.element, body.tracking, aside.context)
                builder.add(
                    said.text,
                    speaker=aside.speaker,
                    time=aside.time,
                    part=part,
                    changes=said.changes,
                )
    for part, said in dict.fromkeys(_heads(styles)):
        builder.add(said.text, part=part, changes=said.changes)
    warnings += _not_words(text)
    if body.tracking.hidden_places:
        warnings.append(
            f"hidden text in {number_of(body.tracking.hidden_places, 'place')}, read as well"
        )
    reading = builder.reading(warnings)
    if not reading.words:
        raise Unreadable(NO_WORDS)
    notes = told_of(reading, by_hand=bool(body.tracking.struck))
    return replace(reading, warnings=(*warnings, *notes))


def _not_words(text: Element) -> Iterator[str]:
    """What to say of what stands in frames and is no text."""
    held = [{local_name(each) for each in frame} for frame in text.iter("{*}frame")]
    objects = sum("object" in names for names in held)
    pictures = sum("image" in names and "object" not in names for names in held)
    if pictures:
        yield f"{number_of(pictures, 'picture')} not read"
    if objects:
        yield f"{number_of(objects, 'chart or formula', 'charts or formulas')} not read"


def _styles(package: Package) -> tuple[Element | None, list[str]]:
    if "styles.xml" not in package.names:
        return None, []
    try:
        return package.xml("styles.xml"), []
    except Unreadable as reason:
        return None, [f"read without a part: {reason}"]


def _titles(root: Element, styles: Element | None) -> frozenset[str]:
    """The names of the paragraph styles that make a title."""
    parents = {
        attribute(style, "name"): attribute(style, "parent-style-name")
        for part in (root, styles)
        if part is not None
        for style in part.iter("{*}style")
    }
    return frozenset({"Title", *(name for name in parents if name and parents[name] == "Title")})


def _heads(styles: Element | None) -> Iterator[tuple[str, Said]]:
    if styles is None:
        return
    for page in styles.iter("{*}master-page"):
        for element in page:
            name = local_name(element).partition("-")[0]
            if name in ("header", "footer") and attribute(element, "display") != "false":
                yield name, _text(element, Tracking.of(styles))


@dataclass
class _Body:
    """Gathers the blocks of the body, each under its headings."""

    titles: frozenset[str]
    tracking: Tracking
    blocks: list[Block] = field(default_factory=list)
    notes: list[Aside] = field(default_factory=list)
    _headings: list[tuple[int, str]] = field(default_factory=list)

    def read(self, container: Element, part: str = "") -> None:
        """Take all that a container holds."""
        for element in container:
            name = local_name(element)
            if name in ("p", "h"):
                self._paragraph(element, name, part)
            elif name == "table":
                self._table(element)
            elif name == "index-body":
                self.read(element, "contents")
            elif name.endswith("-source") or name in _NOT_READ:
                continue
            elif name == "frame":
                self._asides(_inline_of_frame(element, self.tracking))
            elif name in ("change-start", "change-end"):
                self.tracking.pass_by(element)
            elif name == "change":
                self._add(self._removed(element), part)
            else:
                self.read(element, part)

    def _removed(self, mark: Element) -> Said:
        saying = Saying()
        saying.say(*self.tracking.removed_at(mark))
        return saying.said

    def _paragraph(self, element: Element, name: str, part: str) -> None:
        inline = Inline.of(element, self.tracking)
        said = inline.said
        if self.tracking.struck and (struck := said.unstruck()):
            self._add(struck, STRUCK_THROUGH)
            said = Said()
        title = attribute(element, "style-name") in self.titles
        if (name == "h" or title) and said.text and not part:
            level = attribute(element, "outline-level") or "1"
            depth = int(level) if level in "123456789" and name == "h" else _TITLE_LEVEL
            while self._headings and self._headings[-1][0] >= depth:
                self._headings.pop()
            self._add(said, "heading")
            self._headings.append((depth, " ".join(said.text.split())))
        else:
            self._add(said, part)
        self._asides(inline)

    def _asides(self, inline: Inline) -> None:
        for aside in inline.asides:
            if aside.part in _NOTES:
                self.notes.append(aside)
            else:
                self._add(self._of_aside(aside), aside.part)

    def _of_aside(self, aside: Aside) -> Said:
        said = self._words(aside.element)
        inserted = aside.context.inserted
        return said if inserted is None else all_inserted(said, inserted)

    def _table(self, table: Element) -> None:
        columns: list[str] = []
        rows = list(_rows(table, marked=False))
        for number, (row, marked) in enumerate(rows):
            said, cells = self._row(row)
            self._add(said, "table", *columns)
            if marked or (number == 0 and len(rows) > 1 and _names_columns(cells)):
                columns = [*columns, " ".join(said.text.split())]

    def _row(self, row: Element) -> tuple[Said, list[str]]:
        cells = [self._words(cell) for cell in row if local_name(cell) == "table-cell"]
        texts = [cell.text for cell in cells]
        return joined(" | ", cells, all_of_them=any(texts)), texts

    def _words(self, container: Element) -> Said:
        """All that a container says, a line a paragraph or row; its notes are gathered."""
        lines: list[Said] = []
        if local_name(container) in ("title", "desc"):
            return Said(" ".join((container.text or "").split()))
        for element in container:
            name = local_name(element)
            if name in ("p", "h"):
                inline = Inline.of(element, self.tracking)
                lines.append(inline.said)
                for aside in inline.asides:
                    if aside.part in _NOTES:
                        self.notes.append(aside)
                    else:
                        lines.append(self._of_aside(aside))
            elif name == "table":
                lines += [self._row(row)[0] for row, _ in _rows(element, marked=False)]
            elif name in ("change-start", "change-end"):
                self.tracking.pass_by(element)
            elif name == "change":
                lines.append(self._removed(element))
            elif name not in _NOT_READ and name not in ("creator", "date"):
                lines.append(self._words(element))
        return joined("\n", lines)

    def _add(self, said: Said, part: str, *below: str) -> None:
        if said:
            path = [*(title for _, title in self._headings), *below]
            self.blocks.append(Block(said, " > ".join(path) or None, part))


def _inline_of_frame(frame: Element, tracking: Tracking) -> Inline:
    inline = Inline(tracking)
    inline.read(frame)
    return inline


def _rows(table: Element, *, marked: bool) -> Iterator[tuple[Element, bool]]:
    """A table's rows, and whether each is marked as a heading."""
    for element in table:
        name = local_name(element)
        if name == "table-row":
            yield element, marked
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element, marked=marked or name == "table-header-rows")


def _names_columns(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(len(cell) <= _LONGEST_COLUMN_NAME for cell in filled)


def _text(container: Element, tracking: Tracking, context: Context = NOBODY) -> Said:
    said = _Body(frozenset(), tracking)._words(container)  # noqa: SLF001  # the same module's
    return said if context.inserted is None else all_inserted(said, context.inserted)
