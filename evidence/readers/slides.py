"""Presentations (.pptx): slide by slide in the order they are shown, with their notes.

Pictures are read by their descriptions; charts are named and not read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evidence.readers._package import Element, Package, local_name
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable

NAME = "slides"
VERSION = 1
SUFFIXES = (".pptx", ".pptm", ".ppsx")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_PRESENTATION = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
_RUNNING = {"sldNum": "footer", "dt": "footer", "ftr": "footer", "hdr": "header"}
_EDGES = ("header", "footer")
_SHAPES = ("sp", "grpSp", "graphicFrame", "pic", "cxnSp", "AlternateContent")
_PARAGRAPHS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}p",
    "{http://purl.oclc.org/ooxml/drawingml/main}p",
)
#: Boxes that begin within half an inch of one another in height stand side by side.
_SIDE_BY_SIDE = 457_200
_FARTHEST = 10**9


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """A passage a paragraph or table row, with its slide as page and the slide's title as heading.

    Notes and comments follow their slide. Raises Unreadable.
    """
    package = Package(content, "PowerPoint", ".pptx")
    if _PRESENTATION not in package.names:
        raise Unreadable(
            "holds no ppt/presentation.xml, as a PowerPoint file does: save it as .pptx"
        )
    show = _Show(package)
    names = list(_slides(package))
    for number, name in enumerate(names, start=1):
        show.slide(number, name)
    reading = show.builder.reading(show.warnings)
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


def _slides(package: Package) -> Iterator[str]:
    """The names of the slides' parts, in the order of the show."""
    related = _related(package, _PRESENTATION)
    for identifier in package.xml(_PRESENTATION).iter("{*}sldId"):
        for key, value in identifier.attrib.items():
            if str(key).endswith("}id") and (found := related.get(str(value))):
                yield found[1]


def _related(package: Package, name: str) -> dict[str, tuple[str, str]]:
    """By identifier, the kind and the name of each part that a part refers to."""
    folder, _, file = name.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in package.names:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for relation in package.xml(relations).iter("{*}Relationship"):
        target, mode = relation.get("Target") or "", relation.get("TargetMode")
        if mode != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (relation.get("Type") or "").rpartition("/")[2]
            found[relation.get("Id") or ""] = (kind, path)
    return found


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    part: str = ""


@dataclass
class _Show:
    """Gathers what the slides say."""

    package: Package
    builder: TextBuilder = field(default_factory=TextBuilder)
    warnings: list[str] = field(default_factory=list)
    _number: int = 0
    _authors: dict[str, str] | None = None

    def slide(self, number: int, name: str) -> None:
        """Take a slide; one that is damaged is told and passed over."""
        try:
            root = self.package.xml(name)
            related = _related(self.package, name)
        except Unreadable as reason:
            self.warnings.append(f"slide {number} is not read: {reason}")
            return
        if root.get("show") in ("0", "false"):
            self.warnings.append(f"slide {number} is hidden: read as well")
        title, pieces, charts = _read_tree(root)
        if title:
            self._add(_Piece(title, "heading"), number, None)
        heading = " ".join(title.split()) or None
        for piece in pieces:
            self._add(piece, number, heading)
        for kind, part in related.values():
            self._related_part(kind, part, number, heading)
        if charts:
            count = "a chart" if charts == 1 else f"{charts:,} charts"
            self.warnings.append(f"slide {number} holds {count}: not read")

    def _related_part(self, kind: str, name: str, number: int, heading: str | None) -> None:
        if kind not in ("notesSlide", "comments", "diagramData"):
            return
        try:
            root = self.package.xml(name)
        except Unreadable as reason:
            self.warnings.append(f"slide {number} is read without a part: {reason}")
            return
        if kind == "comments":
            for comment in root.iter("{*}cm"):
                words = "\n".join(str(text.text or "") for text in comment.iter("{*}text", "{*}t"))
                self.builder.add(
                    words.strip(),
                    page=number,
                    time=comment.get("dt") or comment.get("created"),
                    speaker=self._author(comment.get("authorId")),
                    heading=heading,
                    part="comment",
                )
            return
        if kind == "diagramData":
            pieces = [_Piece(text, "diagram") for text in _paragraphs(root)]
        else:
            notes, texts, _ = _read_tree(root)
            said = [notes, *(each.text for each in texts if each.part not in _EDGES)]
            pieces = [_Piece(text, "notes") for text in said]
        for piece in pieces:
            self._add(piece, number, heading)

    def _author(self, identifier: str | None) -> str | None:
        if self._authors is None:
            self._authors = {}
            for name in ("ppt/commentAuthors.xml", "ppt/authors.xml"):
                self._name_authors(name, self._authors)
        return self._authors.get(identifier or "") or None

    def _name_authors(self, name: str, authors: dict[str, str]) -> None:
        if name not in self.package.names:
            return
        try:
            root = self.package.xml(name)
        except Unreadable as reason:
            self.warnings.append(f"read without a part: {reason}")
            return
        for author in root.iter("{*}cmAuthor", "{*}author"):
            authors[author.get("id") or ""] = author.get("name") or ""

    def _add(self, piece: _Piece, number: int, heading: str | None) -> None:
        if piece.text.strip():
            counted = piece.part in ("", "table")
            self._number += counted
            self.builder.add(
                piece.text,
                page=number,
                paragraph=self._number if counted else None,
                heading=heading,
                part=piece.part,
            )


def _read_tree(root: Element) -> tuple[str, list[_Piece], int]:
    """A slide's title, its other pieces in the order of reading, and how many charts it holds."""
    title = ""
    placed: list[tuple[tuple[int, int, int], list[_Piece]]] = []
    running: list[_Piece] = []
    charts = sum(1 for _ in root.iter("{*}chart"))
    tree = next(root.iter("{*}spTree"), None)
    for order, shape in enumerate(_shapes(tree) if tree is not None else ()):
        kind = _placeholder(shape)
        if kind in _TITLES and not title:
            title = "\n".join(_paragraphs(shape))
        elif kind in _RUNNING:
            running += [_Piece(text, _RUNNING[kind]) for text in _paragraphs(shape)]
        else:
            placed.append((_place(shape, order), list(_pieces(shape))))
    placed.sort(key=lambda each: each[0])
    return title, [*(piece for _, pieces in placed for piece in pieces), *running], charts


def _shapes(tree: Element) -> Iterator[Element]:
    """The shapes of a tree; of two alternatives the first, and a group whole."""
    for element in tree:
        name = local_name(element)
        if name == "AlternateContent":
            for choice in element:
                yield from _shapes(choice)
                break
        elif name in _SHAPES:
            yield element


def _placeholder(shape: Element) -> str:
    """What a shape stands for, such as "title"; empty for a box of its own."""
    if local_name(shape) != "sp":
        return ""
    holder = next(shape.iter("{*}ph"), None)
    return (holder.get("type") or "body") if holder is not None else ""


def _place(shape: Element, order: int) -> tuple[int, int, int]:
    """Where a shape is read: one without a place of its own is where the layout begins."""
    offset = next(shape.iter("{*}off"), None)
    if offset is None:
        return (-_FARTHEST, 0, order)
    across, down = (_whole(offset.get(name)) for name in ("x", "y"))
    return (down // _SIDE_BY_SIDE, across, order)


def _whole(written: str | None) -> int:
    digits = (written or "0").removeprefix("-")
    known = digits.isascii() and digits.isdecimal() and len(digits) < 12
    return int(written or "0") if known else 0


def _pieces(shape: Element) -> Iterator[_Piece]:
    name = local_name(shape)
    if name == "grpSp":
        for each in _shapes(shape):
            yield from _pieces(each)
        return
    properties = next(shape.iter("{*}cNvPr"), None)
    described = properties.get("descr") if properties is not None else None
    table = next(shape.iter("{*}tbl"), None) if name == "graphicFrame" else None
    if table is not None:
        for row in table.iter("{*}tr"):
            cells = ["\n".join(_paragraphs(cell)) for cell in row if local_name(cell) == "tc"]
            yield _Piece(" | ".join(cells) if any(cells) else "", "table")
    else:
        for text in _paragraphs(shape):
            yield _Piece(text)
    if described and name in ("pic", "graphicFrame"):
        yield _Piece(" ".join(described.split()), "picture")


def _paragraphs(container: Element) -> Iterator[str]:
    for paragraph in container.iter(*_PARAGRAPHS):
        words: list[str] = []
        for element in paragraph.iter("{*}t", "{*}br", "{*}tab"):
            name = local_name(element)
            words.append(str(element.text or "") if name == "t" else "\n" if name == "br" else "")
        if text := "".join(words).strip():
            yield text
