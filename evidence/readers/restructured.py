"""reStructuredText: its blocks where they stand in the source, and who speaks in a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evidence.readers._decoding import decoded
from evidence.readers._hearing import Hearing, numbered
from evidence.readers._marked import (
    ASIDE,
    FIELD,
    LETTERED,
    marked_opening,
    named_field,
    speakers_of,
)
from evidence.readers._speech import Opening, lone_name
from evidence.readers.plain import of_numbered
from evidence.reading import NO_WORDS, Passage, Reading, Unreadable
from evidence.words import number_of

NAME = "reStructuredText"
VERSION = 3
SUFFIXES = (".rst", ".rest")
MEDIA_TYPE = "text/x-rst"

_ADORNED = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\s*")
_BORDER = re.compile(r"\s*(?:=+(?: +=+)+|-+(?: +-+)+|\+[-=+]*\+)\s*")
_EXPLICIT = re.compile(r"(?P<indent>\s*)(?:\.\.|__)(?:\s+(?P<rest>\S.*)|\s*)")
_DIRECTIVE = re.compile(r"(?P<name>[\w.+:-]+?)::(?:\s|$)")
_TARGET = re.compile(r"[_|\[]")
_ITEM = re.compile(r"\s*(?:[-*+•]|(?:[0-9]{1,3}|#|[a-z])[.)]|\([0-9a-z]{1,3}\))[ \t]+(?=\S)")
_LINE_BLOCK = re.compile(r"\s*\| ?")
_MARK = re.compile(r"[*`|\s]*")

#: Directives that only say how the page looks or what it links to.
_OF_LOOKS = frozenset(
    (
        *("rst-class", "class", "role", "default-role", "highlight", "contents", "sectnum", "raw"),
        *("meta", "toctree", "only", "tabularcolumns", "index", "target-notes", "default-domain"),
    )
)


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The source as it stands, a passage a paragraph, list item, table row, heading or directive.

    In a transcript a passage is what was said, without the name before it; a paragraph without a
    name is still the last speaker's, unless it stands in brackets or italics. Directives and
    comments are no speech and are passages of their own; those that only say how a page looks, and
    the targets of links, are no passages. Raises Unreadable.
    """
    text, warnings = decoded(content)
    if (lines := numbered(text)) is not None:
        return of_numbered([li for li in lines if not _ADORNED.fullmatch(li.words)], warnings)
    blocks = list(_Source(text).blocks())
    shown = [block for block in blocks if block.part != "looks"]
    passages: list[Passage] = []
    number = 0
    for passage in _spoken(text, shown):
        running = passage.part not in ("heading", "directive", "comment")
        number += running
        passages.append(passage._replace(paragraph=number if running else None))
    if left := len(blocks) - len(shown):
        of_looks = number_of(left, "directive")
        warnings += (f"{of_looks} or links that say how the page looks are not shown",)
    reading = Reading(text, tuple(passages), warnings)
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class _Block:
    """A block by its place, white space aside; ``level`` is a heading's adornment."""

    start: int
    end: int
    part: str = ""
    level: str = ""
    term: str | None = None


@dataclass
class _Source:
    """A source by its lines."""

    text: str
    lines: list[_Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        start = 0
        for line in self.text.split("\n"):
            self.lines.append(_Line(start, line))
            start += len(line) + 1

    def blocks(self) -> Iterator[_Block]:
        """The blocks in their order."""
        at = 0
        literal = False
        while at < len(self.lines):
            line = self.lines[at]
            if line.blank:
                at += 1
                continue
            if explicit := _EXPLICIT.fullmatch(line.text):
                after = self._indented(at + 1, len(explicit["indent"]))
                yield from self._explicit(at, after, explicit["rest"] or "")
            elif heading := self._heading(at):
                block, after = heading
                if block is not None:
                    yield block
            elif _BORDER.fullmatch(line.text):
                after = self._paragraph(at)
                for row in range(at, after):
                    if not _BORDER.fullmatch(self.lines[row].text):
                        yield from self._block(row, row + 1, "table", _MARK)
            elif literal and line.indent:
                after = self._indented(at, line.indent - 1)
                yield from self._block(at, after, "literal")
            else:
                after = self._paragraph(at)
                yield from self._running(at, after)
            said = self.lines[after - 1].text.rstrip()
            literal = said.endswith("::") and not _EXPLICIT.fullmatch(line.text)
            at = after

    def _indented(self, at: int, more_than: int) -> int:
        """After the lines from here on that are indented by more than this, or blank."""
        after = at
        while at < len(self.lines):
            if not self.lines[at].blank:
                if self.lines[at].indent <= more_than:
                    break
                after = at + 1
            at += 1
        return after

    def _paragraph(self, at: int) -> int:
        """After the lines from here on without a blank one between."""
        at += 1
        while at < len(self.lines) and not self.lines[at].blank:
            if _EXPLICIT.fullmatch(self.lines[at].text) or self._heading(at):
                break
            at += 1
        return at

    def _explicit(self, at: int, after: int, rest: str) -> Iterator[_Block]:
        found = _DIRECTIVE.match(rest)
        if found:
            part = "looks" if found["name"] in _OF_LOOKS else "directive"
        else:
            target = rest.startswith("_") or (_TARGET.match(rest) and "::" not in rest)
            part = "looks" if not rest or target else "comment"
            if rest.startswith("["):
                part = "footnote"
        if not rest and any(not line.blank for line in self.lines[at + 1 : after]):
            part = "comment"
        first = self.lines[at]
        skipped = first.text.find(rest) if rest else len(first.text)
        yield from self._block(at, after, part, skip=skipped)

    def _heading(self, at: int) -> tuple[_Block | None, int] | None:
        """The heading that begins here and where it ends; no block for a line across the page."""
        here, below = self.lines[at], self._line(at + 1)
        adorned = _ADORNED.fullmatch(here.text)
        if adorned:
            under = self._line(at + 2)
            if not below.blank and under.text.rstrip() == here.text.rstrip():
                return self._titled(at + 1, f"{adorned[1]}over"), at + 3
            return (None, at + 1) if below.blank else None
        if here.blank or here.indent or here.text.startswith(".. "):
            return None
        found = _ADORNED.fullmatch(below.text)
        if found and len(below.text.rstrip()) >= min(len(here.text.rstrip()), 4):
            return self._titled(at, found[1]), at + 2
        return None

    def _line(self, at: int) -> _Line:
        return self.lines[at] if at < len(self.lines) else _Line(len(self.text), "")

    def _titled(self, at: int, level: str) -> _Block:
        start, end = self._trimmed(self.lines[at].start, self._end(at + 1))
        return _Block(start, end, "heading", level)

    def _running(self, at: int, after: int) -> Iterator[_Block]:
        """A paragraph, the items of a list, the lines of a line block, or a term with its text."""
        first = self.lines[at]
        below = self._line(at + 1)
        name = lone_name(self.text, *self._trimmed(first.start, self._end(at + 1)))
        letter = LETTERED.fullmatch(first.text.strip())
        if (name or letter) and at + 1 < after and below.indent > first.indent:
            end = min(after, self._indented(at + 1, first.indent))
            yield from self._block(at, end, term=letter["name"] if letter else name)
            if end < after:
                yield from self._running(end, after)
            return
        begins = at
        for row in range(at + 1, after + 1):
            starts = row < after and (
                _ITEM.match(self.lines[row].text)
                or _LINE_BLOCK.match(self.lines[row].text)
                or FIELD.match(self.lines[row].text)
            )
            if row == after or starts:
                words = self.lines[begins].text
                mark = _ITEM if _ITEM.match(words) and not words.startswith("*(") else _LINE_BLOCK
                yield from self._block(begins, row, "", mark)
                begins = row

    def _block(
        self,
        at: int,
        after: int,
        part: str = "",
        mark: re.Pattern[str] | None = None,
        *,
        skip: int = 0,
        term: str | None = None,
    ) -> Iterator[_Block]:
        start = self.lines[at].start + skip
        if mark is not None and (found := mark.match(self.text, start, self._end(at + 1))):
            start = found.end()
        start, end = self._trimmed(start, self._end(after))
        if part == "table":
            end = start + len(self.text[start:end].rstrip("| \t"))
        if start < end:
            yield _Block(start, end, part, term=term)

    def _end(self, after: int) -> int:
        last = self.lines[after - 1]
        return last.start + len(last.text)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        part = self.text[start:end]
        return start + len(part) - len(part.lstrip()), max(
            start, end - len(part) + len(part.rstrip())
        )


def _spoken(text: str, blocks: Sequence[_Block]) -> Iterator[Passage]:
    """The blocks as passages, in a transcript with their speakers and under their headings."""
    opened = [None if block.part else _opened(text, block) for block in blocks]
    speakers = speakers_of([each for each in opened if each])
    hearing = Hearing()
    levels: list[str] = []
    path: list[str] = []
    speaker: str | None = None
    for block, begins in zip(blocks, opened, strict=True):
        words = text[block.start : block.end]
        if block.part == "heading":
            if block.level not in levels:
                levels.append(block.level)
            del path[levels.index(block.level) :]
            yield Passage(block.start, block.end, heading=" > ".join(path) or None, part="heading")
            path += [""] * (levels.index(block.level) - len(path)) + [" ".join(words.split())]
            hearing.heard(words)
            speaker = None
            continue
        start, time, part = block.start, None, block.part
        who: str | None = None
        if begins is not None:
            time = begins.time
            if begins.name in speakers:
                speaker = hearing.name(begins.name)
                start = begins.words
            told = bool(speakers) and begins.name not in speakers and hearing.heard(words)
            aside = begins.name not in speakers and ASIDE.fullmatch(words)
            who = None if told or aside else speaker
        if start < block.end:
            under = " > ".join(filter(None, path)) or None
            yield Passage(start, block.end, None, None, time, who, under, part)


def _opened(text: str, block: _Block) -> Opening:
    """The name that a block begins with, marked in some way or followed by a colon."""
    if block.term is not None:
        below = text.index("\n", block.start)
        skipped = len(text[below : block.end]) - len(text[below : block.end].lstrip())
        return Opening(block.term, None, block.start, below + skipped)
    return named_field(text, block.start, block.end) or marked_opening(text, block.start, block.end)
