"""Markdown: its blocks, each where it stands in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from evidence.readers._decoding import decoded
from evidence.readers._hearing import Hearing
from evidence.readers._marked import ASIDE, marked_opening, speakers_of
from evidence.reading import NO_WORDS, TOO_DEEP, Passage, Reading, Unreadable

NAME = "Markdown"
VERSION = 3
SUFFIXES = (".md", ".markdown")
MEDIA_TYPE = "text/markdown"

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<inside>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)

_LINE_ENDS = re.compile(r"\n\s*")
#: How many blocks may stand in one another; the parser passes over what is deeper.
_DEEPEST = 60


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The source as it stands, a passage a paragraph, list item, table row, heading or code block.

    A passage leaves out the marker before it. In a transcript it is what was said, without the name
    before it; a paragraph without a name is still the last speaker's, unless it stands in brackets
    or italics. Raises Unreadable.
    """
    text, warnings = decoded(content)
    source = _Source(text)
    found, whole = _passages(source)
    if not whole:
        warnings += ("blocks nested too deep in one another were not read",)
    passages: list[Passage] = []
    number = 0
    for passage in _spoken(text, found):
        running = passage.part not in ("heading", "front matter")
        number += running
        passages.append(passage._replace(paragraph=number if running else None))
    reading = Reading(text, tuple(passages), warnings)
    if not reading.words:
        raise Unreadable(NO_WORDS if whole else TOO_DEEP)
    return reading


def _spoken(text: str, passages: list[Passage]) -> Iterator[Passage]:
    """The passages, in a transcript one for each name at a line's start, with who speaks."""
    lines = [
        [(start, marked_opening(text, start, passage.end)) for start in _line_starts(text, passage)]
        for passage in passages
    ]
    speakers = speakers_of([opened for each in lines for _, opened in each])
    if not speakers:
        yield from passages
        return
    hearing = Hearing()
    speaker: str | None = None
    for passage, each in zip(passages, lines, strict=True):
        turns = [(start, opened) for start, opened in each if opened.name in speakers]
        if not each:
            speaker = None if passage.part == "heading" else speaker
            hearing.heard(text[passage.start : passage.end])
            yield passage
            continue
        end = turns[0][0] if turns else passage.end
        words = text[passage.start : end]
        if words.strip():
            told = hearing.heard(words) or ASIDE.fullmatch(words.strip())
            last = passage.start + len(words.rstrip())
            yield passage._replace(end=last, speaker=None if told else speaker)
        ends = [*(start for start, _ in turns), passage.end][1:]
        for (_, opened), after in zip(turns, ends, strict=True):
            speaker = hearing.name(opened.name)
            last = opened.words + len(text[opened.words : after].rstrip())
            if opened.words < last:
                place = passage._replace(start=opened.words, end=last)
                yield place._replace(speaker=speaker, time=opened.time)


def _line_starts(text: str, passage: Passage) -> list[int]:
    """Where the lines of running text start."""
    if passage.part:
        return []
    return [
        passage.start,
        *(found.end() for found in _LINE_ENDS.finditer(text, passage.start, passage.end)),
    ]


class _Source:
    """A text by its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text) + 1]

    def line(self, number: int) -> tuple[int, int]:
        """Where a line starts and ends."""
        return self.starts[number], self.starts[number + 1] - 1

    def lines(self, first: int, after: int) -> tuple[int, int]:
        """Where the words of these lines start and end, white space aside."""
        return self._trimmed(self.starts[first], self.starts[max(first, after)] - 1)

    def content(self, first: int, content: str) -> tuple[int, int]:
        """Where a block's content stands in its lines, markers aside where it is found verbatim."""
        pieces = content.split("\n")
        last = min(first + len(pieces) - 1, len(self.starts) - 2)
        start, first_end = self.line(first)
        last_start, end = self.line(last)
        if (found := self.text.find(pieces[0], start, first_end)) >= 0:
            start = found
        # In one line search from where the first piece stands, else from the line's end: a closing
        # marker repeats no words.
        if (found := self.text.rfind(pieces[-1], max(start, last_start), end)) >= 0:
            end = found + len(pieces[-1])
        return self._trimmed(start, end)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return start, end


@dataclass
class _Headings:
    """The headings that a place stands under."""

    open: list[tuple[int, str]] = field(default_factory=list)

    def path(self, *below: str) -> str | None:
        return " > ".join([*(title for _, title in self.open), *below]) or None

    def close(self, level: int) -> None:
        """Leave the headings of this level and below."""
        while self.open and self.open[-1][0] >= level:
            self.open.pop()


def _parser() -> MarkdownIt:
    # Blocks only: what is inside them stays as it is written. Without "reference", a definition is
    # a paragraph like any other, and its words are kept.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _passages(source: _Source) -> tuple[list[Passage], bool]:
    """The passages in order, and whether the parser read all of the source."""
    passages: list[Passage] = []
    body = reached = 0
    front = _FRONT_MATTER.match(source.text)
    if front:
        body = 2 + front["inside"].count("\n")
        start, end = source.lines(1, body - 1)
        if start < end:
            passages.append(Passage(start, end, part="front matter"))
    tokens = _parser().parse(source.text[source.starts[body] :])
    for passage in _blocks(tokens, source, body):
        # Where the parser gives lines to two blocks, they are the first one's.
        start = max(passage.start, reached)
        if source.text[start : passage.end].strip():
            reached = passage.end
            passages.append(passage._replace(start=start))
    return passages, all(
        token.level < _DEEPEST - 1
        for token in tokens
        if token.type in ("blockquote_open", "list_item_open")
    )


def _blocks(tokens: list[Token], source: _Source, body: int) -> Iterator[Passage]:
    """The blocks of the tokens, whose lines count from line ``body`` of the source."""
    headings = _Headings()
    columns: str | None = None
    quotes = 0
    for at, token in enumerate(tokens):
        first, after = (body + line for line in token.map or (0, 0))
        match token.type:
            case "heading_open":
                level = int(token.tag[1:])
                headings.close(level)
                title = tokens[at + 1].content
                start, end = source.content(first, title)
                yield Passage(start, end, heading=headings.path(), part="heading")
                headings.open.append((level, " ".join(title.split())))
            case "paragraph_open":
                start, end = source.content(first, tokens[at + 1].content)
                part = "quote" if quotes else ""
                yield Passage(start, end, heading=headings.path(), part=part)
            case "blockquote_open" | "blockquote_close":
                quotes += token.nesting
            case "table_open":
                columns = None
            case "tr_open":
                cells = _cells(tokens, at)
                start, end = _row(source, first, cells)
                below = [columns] if columns else []
                yield Passage(start, end, heading=headings.path(*below), part="table")
                columns = columns or " | ".join(cells)
            case "fence":
                start, end = source.lines(first + 1, first + 1 + token.content.count("\n"))
                yield Passage(start, end, heading=headings.path(), part="code")
            case "code_block" | "html_block":
                part = "code" if token.type == "code_block" else "html"
                start, end = source.lines(first, after)
                yield Passage(start, end, heading=headings.path(), part=part)


def _cells(tokens: list[Token], at: int) -> list[str]:
    """The contents of the row that opens at a token."""
    cells: list[str] = []
    while tokens[at].type != "tr_close":
        if tokens[at].type == "inline":
            cells.append(tokens[at].content)
        at += 1
    return cells


def _row(source: _Source, number: int, cells: list[str]) -> tuple[int, int]:
    """Where a row's first cell starts and its last one ends."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return source.line(number)[0], source.line(number)[0]
    line_start, line_end = source.line(number)
    start = source.text.find(filled[0], line_start, line_end)
    end = source.text.rfind(filled[-1], line_start, line_end)
    # A cell with an escaped bar is not found as it stands: then the whole line, bars and all.
    whole_start, whole_end = source.lines(number, number + 1)
    return (
        start if start >= 0 else whole_start,
        end + len(filled[-1]) if end >= 0 else whole_end,
    )
