"""A document as plain data: what a reader receives, before it is Word, a page or a web page.

Summaries, session sheets and requests are built as documents here; ``tui/export/documents`` renders
them. Texts are as they came: each renderer makes them safe for its format. A heading's level 1 is
the first below the document's title. An ``anchor`` names a place that a run can lead ``to``; any
text without spaces will do (an id of a record), each given once in a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = [
    "Align",
    "Block",
    "Document",
    "Heading",
    "Items",
    "PageBreak",
    "Paragraph",
    "Quote",
    "Run",
    "Runs",
    "Style",
    "Table",
    "Terms",
    "WritingSpace",
    "plain",
    "runs",
    "texts_of_document",
]

#: ``quote`` is what somebody said, to the word; ``citation`` says where it stands.
Style = Literal["plain", "strong", "emphasis", "quote", "citation", "muted"]
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; ``to`` is the anchor that it leads to, if any."""

    text: str
    style: Style = "plain"
    to: str = ""


Runs: TypeAlias = tuple[Run, ...]


def runs(*parts: str | Run) -> Runs:
    """The parts as runs, plain texts among them; empty ones are left out."""
    made = []
    for part in parts:
        if isinstance(part, str):
            if part:
                made.append(Run(part))
        elif part.text:
            made.append(part)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 5."""

    level: int
    text: Runs
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs; ``anchor`` where something else refers to it."""

    text: Runs
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered if the order matters; each item one line of runs."""

    items: tuple[Runs, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, set apart, with where it stands."""

    text: str
    citation: Runs = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Words with what they mean or what they are: a definition list."""

    rows: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings, repeated on every page that it runs over.

    ``widths`` are the columns' shares of the width (all alike if empty), ``align`` how each column
    stands (left if empty). ``anchors``, if given, has one for each row ("" for none). A row is at
    least ``lines`` high: more than one leaves space to write in by hand.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...] = ()
    align: tuple[Align, ...] = ()
    anchors: tuple[str, ...] = ()
    lines: int = 1
    caption: str = ""


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """Ruled lines to write on by hand."""

    lines: int = 3


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, where the format has pages."""


Block: TypeAlias = Heading | Paragraph | Items | Quote | Terms | Table | WritingSpace | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader receives.

    The ``marking`` stands at the top and bottom of every page, ``header`` and ``footer`` beside it.
    ``stamp`` is what the file carries about itself, by name, for a program to read again; it is not
    shown, and a document without one carries none.
    """

    title: str
    blocks: tuple[Block, ...]
    marking: str = ""
    header: str = ""
    footer: str = ""
    language: str = "en-GB"
    stamp: tuple[tuple[str, str], ...] = ()


def texts_of_document(document: Document) -> Iterator[str]:
    """Every text of a document but its stamp: a paragraph, a cell, an item at a time."""
    yield from (document.title, document.header, document.footer)
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                yield plain(block.text)
            case Items():
                yield from map(plain, block.items)
            case Quote():
                yield from (block.text, plain(block.citation))
            case Terms():
                for term, meaning in block.rows:
                    yield from (term, plain(meaning))
            case Table():
                yield from (block.caption, *block.head)
                for row in block.rows:
                    yield from map(plain, row)


def plain(said: Runs) -> str:
    """Runs as the text that is read."""
    return "".join(run.text for run in said)
