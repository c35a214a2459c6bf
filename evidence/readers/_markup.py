"""The visible text of HTML, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from evidence.readers._body import Block
from evidence.readers._changes import (
    NOBODY,
    STRUCK_THROUGH,
    Context,
    Said,
    Saying,
    joined,
    told,
    told_of_struck,
)
from evidence.readers._edited import (
    Piece,
    context_of,
    is_edited,
    number_struck,
    reasons_for,
    said_of,
    unstruck,
)
from evidence.readers._package import Element
from evidence.readers._pagetree import HEADING, events, name_of, tables_of_data
from evidence.reading import NO_WORDS, TOO_DEEP, Unreadable
from evidence.words import number_of

__all__ = ["blocks_of"]

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body button caption center dd details dialog dir div dl"
        " dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main"
        " menu nav noscript ol optgroup option p pre search section select summary table tbody td"
        " textarea tfoot th thead tr ul",
    )
)
_PARTS = {
    "blockquote": "quote",
    "footer": "footer",
    "nav": "navigation",
    "noscript": "hidden",
    "pre": "code",
    "textarea": "form field",
}
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LOOKS = re.compile(r"line-through|display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_SHEET = 500_000
_BRACES = re.compile(r"([{}])")
_CLASS = re.compile(r"(?:[a-z][a-z0-9]{0,15})?\.(?P<name>[\w-]{1,80})", re.IGNORECASE)
_LOOK = re.compile(
    r"(?P<what>(?<![\w-])(?:display|visibility|text-decoration(?:-line)?))\s*:[^;]*", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_TYPED = ("text", "search", "email", "tel", "url", "number", "date", "")
_LONGEST_STYLE = 10_000
#: A first row with longer cells than this holds no column headings.
_LONGEST_COLUMN_NAME = 120
#: In XHTML these may close themselves, which HTML takes for an opening.
_SELF_CLOSED = re.compile(r"<(script|style|title|textarea|template|iframe|a|div|p)\b([^<>]*)/>")
_NOTHING = Said()
_MOST_REASONS = 3
_NOT_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def blocks_of(markup: str) -> tuple[list[Block], list[str]]:
    """The blocks of a document or a piece of one, and what to warn of.

    Raises Unreadable where nothing can be made of it.
    """
    if "xhtml" in markup[:2_000].lower():
        markup = _SELF_CLOSED.sub(r"<\1\2></\1>", markup)
    markup, damaged = _NOT_XML.subn("\ufffd", markup)
    # A walk that keeps its own stack needs no limit on depth, under which words would be lost.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(markup.encode(), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise Unreadable(NO_WORDS)
    _set_looks_of_classes(root, markup)
    walk = _Walk(is_edited(markup))
    walk.take(root, tables_of_data(root) if "table" in markup.lower() else set())
    warnings = []
    if any(fault.level_name == "FATAL" for fault in parser.error_log):
        if not walk.blocks:
            raise Unreadable(TOO_DEEP)
        warnings.append("is nested too deep: what stands within was not read whole")
    if damaged:
        warnings.append(f"{damaged:,} characters are damaged and shown as \ufffd")
    if hidden := sum(block.part == "hidden" for block in walk.blocks):
        warnings.append(f"{number_of(hidden, 'piece')} of hidden text, read with the part “hidden”")
    if walk.frames:
        warnings.append(f"{walk.frames:,} frames with pages of their own are not read")
    return walk.blocks, [*warnings, *_of_changes(walk)]


def _set_looks_of_classes(root: Element, markup: str) -> None:
    """Write to each element whether a class of its hides it or strikes it through.

    So programs export texts: the looks stand in the page's head, as rules of one class each.
    """
    if "<style" not in markup.lower() or not _LOOKS.search(markup):
        return
    looks: dict[str, dict[str, str]] = {}
    for sheet in root.iter("style"):
        for selectors, said in _rules(str(sheet.text or "")[:_LONGEST_SHEET]):
            if found := {each["what"].lower(): each[0] for each in _LOOK.finditer(said)}:
                for selector in selectors.split(","):
                    if named := _CLASS.fullmatch(selector.strip()):
                        looks.setdefault(named["name"], {}).update(found)
    for element in root.iter("*") if looks else ():
        own: dict[str, str] = {}
        for name in (element.get("class") or "").split():
            own |= looks.get(name, {})
        if own:
            element.set("style", ";".join([*own.values(), element.get("style") or ""]))


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the looks of each rule that holds always, not for printing or a width."""
    first, *rest = sheet.split("/*")
    written = "".join([first, *(comment.partition("*/")[2] for comment in rest)])
    selectors, depth, last = "", 0, ""
    for piece in _BRACES.split(written):
        if piece == "{":
            selectors = "" if depth else last.rpartition(";")[2].strip()
            depth += 1
        elif piece == "}":
            if depth == 1 and selectors and not selectors.startswith("@"):
                yield selectors, last
            depth = max(0, depth - 1)
        last = piece.strip()


def _of_changes(walk: _Walk) -> Iterator[str]:
    """What to say of the words that were put in, taken out or struck through."""
    changes = [change for block in walk.blocks for change in block.said.changes]
    named = [change for change in changes if change.by or change.at]
    unnamed = [change for change in changes if not change.by and not change.at]
    yield from told([*named, *unnamed[walk.struck :]])
    if walk.reasons:
        more = len(walk.reasons) - _MOST_REASONS
        reasons = ", ".join(list(walk.reasons)[:_MOST_REASONS])
        yield f"what is said of changes: {reasons}{f' and {more} more' if more > 0 else ''}"
    yield from told_of_struck(
        walk.struck, sum(block.part == STRUCK_THROUGH for block in walk.blocks)
    )


@dataclass
class _Row:
    """A table's row: its cells, whether all are headings, and what of it is struck through."""

    cells: list[Said] = field(default_factory=list)
    heads: bool = True
    stands: bool = False
    struck: int = 0


@dataclass
class _Walk:
    """Gathers blocks while it goes through the tree."""

    edited: bool
    blocks: list[Block] = field(default_factory=list)
    frames: int = 0
    struck: int = 0
    reasons: dict[str, None] = field(default_factory=dict)
    _inline: list[Piece] = field(default_factory=list)
    _contexts: list[Context] = field(default_factory=lambda: [NOBODY])
    _aside: list[Block] = field(default_factory=list)
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _rows: list[_Row] = field(default_factory=list)
    _columns: list[str | None] = field(default_factory=list)

    def take(self, root: Element, tables: set[Element]) -> None:
        """Read all below an element; of its tables these show data."""
        for event, element in events(root):
            name = name_of(element)
            if event == "title":
                self._flush()
                title = _collapsed("".join(map(str, element.itertext())))
                self._add(Said(title), "title")
            elif event == "start":
                self._open(element, name, element in tables)
                self._words(element.text)
            elif event == "end":
                self._close(element, name, element in tables)
            else:
                self._words(element.tail)
        self._flush()

    def _open(self, element: Element, name: str, data: bool) -> None:
        if _is_hidden(element):
            self._flush()
            self._parts.append("hidden")
        if self.edited and (context := context_of(element, name)) is not None:
            self._contexts.append(context.within(self._contexts[-1]))
            if name in ("ins", "del"):
                self.reasons |= dict.fromkeys(reasons_for(element))
        if name == "br":
            self._inline.append(("\n", self._contexts[-1]))
        elif name == "img" and (alt := _collapsed(element.get("alt") or "")):
            self._aside.append(Block(self._as_marked(alt), None, "picture"))
        elif name == "input" and (value := _collapsed(element.get("value") or "")):
            kind = (element.get("type") or "").lower()
            part = "hidden" if kind == "hidden" else "form field"
            if kind in _TYPED or kind == "hidden":
                self._aside.append(Block(self._as_marked(value), None, part))
        elif name in ("iframe", "frame") and (element.get("src") or element.get("srcdoc")):
            self.frames += 1
        elif name in _BLOCKS:
            self._flush()
            if name in _PARTS:
                self._parts.append(_PARTS[name])
            if data:
                self._columns.append(None)
            elif self._columns and name == "tr":
                self._rows.append(_Row(stands=not self.edited))
            elif self._columns and name in ("td", "th") and self._rows:
                self._rows[-1].cells.append(_NOTHING)
                self._rows[-1].heads &= name == "th"

    def _close(self, element: Element, name: str, data: bool) -> None:
        if name in _BLOCKS:
            self._flush(HEADING.fullmatch(name))
            if name in _PARTS:
                self._parts.pop()
            if data:
                self._columns.pop()
            elif self._columns and name == "tr" and self._rows:
                self._row(self._rows.pop())
        if self.edited and context_of(element, name) is not None:
            self._contexts.pop()
        if _is_hidden(element):
            self._flush()
            self._parts.pop()

    def _words(self, text: str | None) -> None:
        if text:
            typed = "code" in self._parts
            said = text.replace("\r\n", "\n").replace("\r", "\n") if typed else _spaced(text)
            self._inline.append((said, self._contexts[-1]))

    def _as_marked(self, text: str) -> Said:
        saying = Saying()
        saying.say(text, self._contexts[-1])
        return saying.said

    def _flush(self, heading: re.Match[str] | None = None) -> None:
        """End the block that stands open."""
        if self._inline:
            pieces, self._inline = self._inline, []
            self._keep(pieces, heading)
        if self._aside:
            aside, self._aside = self._aside, []
            for block in aside:
                self._add(block.said, block.part)

    def _keep(self, pieces: list[Piece], heading: re.Match[str] | None) -> None:
        row = self._rows[-1] if self._rows and self._rows[-1].cells else None
        alone = unstruck(pieces) if self.edited else None
        said = said_of(
            pieces if row or not alone else alone,
            edited=self.edited,
            typed="code" in self._parts,
        )
        if inserted := self._contexts[-1].inserted:
            said = replace(said, end_inserted=inserted)
        if self.edited and (row or not alone):
            struck = number_struck(pieces)
            if row:
                row.struck += struck
                row.stands |= alone is None and bool(said)
            else:
                self.struck += struck
        if row:
            row.cells[-1] = joined("\n", (row.cells[-1], said)) if row.cells[-1] else said
        elif alone:
            self._add(said, self._parts[-1] if self._parts else STRUCK_THROUGH)
        elif heading and not self._parts and said.text:
            level = int(heading[1])
            while self._headings and self._headings[-1][0] >= level:
                self._headings.pop()
            self._add(said, "heading")
            self._headings.append((level, " ".join(said.text.split())))
        else:
            self._add(said, self._parts[-1] if self._parts else "")

    def _row(self, row: _Row) -> None:
        if not any(row.cells):
            return
        cells = row.cells if row.stands else [_restored(cell) for cell in row.cells]
        texts = [cell.text for cell in cells]
        said = joined(" | ", cells, all_of_them=any(texts))
        hidden = "hidden" in self._parts
        part = "hidden" if hidden else "table" if row.stands else STRUCK_THROUGH
        self._add(said, part, self._columns[-1])
        self.struck += row.struck if row.stands else 0
        names = row.heads and len(cells) > 1 and any(texts)
        if names and all(len(text) <= _LONGEST_COLUMN_NAME for text in texts):
            self._columns[-1] = " ".join(said.text.split())

    def _add(self, said: Said, part: str, columns: str | None = None) -> None:
        if not said.changes and not said.text.strip():
            return
        path = [title for _, title in self._headings] if part != "title" else []
        heading = " > ".join([*path, columns] if columns else path) or None
        self.blocks.append(Block(said, heading, part))


def _restored(cell: Said) -> Said:
    """What was struck through in a cell, as its text."""
    return Said("".join([each.words for each in cell.changes if each.kind == "deleted"]))


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and bool(_HIDDEN_STYLE.search(style[:_LONGEST_STYLE]))


def _spaced(text: str) -> str:
    """The text with one space wherever it has white space."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACES.sub(" ", text)
    return text


def _collapsed(text: str) -> str:
    return _spaced(text).strip()
