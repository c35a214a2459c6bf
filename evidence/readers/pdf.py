"""PDF documents, read page by page in the order of reading, by pdfium.

Lines are joined into paragraphs, and words that a line's end divided are whole again. Pictures are
not read: a page that holds nothing else is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise

from evidence.readers._addresses import goes_on
from evidence.readers._layout import Line, blocks, rows
from evidence.readers._line_numbers import line_numbers
from evidence.readers._pdfpage import Page, PageDamaged, document
from evidence.readers._running_heads import running
from evidence.readers._speech import (
    may_open,
    names_speaker,
    opening,
    openings,
    speakers_of_rows,
    speaks,
)
from evidence.reading import Reading, TextBuilder, Unreadable

NAME = "PDF"
VERSION = 4
SUFFIXES = (".pdf",)
MEDIA_TYPE = "application/pdf"

_MOST_PAGES = 5_000
_MOST_CHARACTERS = 20_000_000
_MOST_NAMED = 12
_LONGEST_HEADING = 200

_BULLET = re.compile(
    r"(?:[•■▪●➢✓◦○‣–—*▶►]|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)])\s", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?:;][”’\"')\]]*$")
_DIVIDED = re.compile(r"(?P<word>\w[\w’'-]*)(?P<hyphen>[-\u00ad\u2010])$")
_HYPHENS = ("-", "\u00ad", "\u2010")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
#: Beginnings and ends that keep their hyphen in English: self-assessment, full-time.
_KEPT_BEFORE = re.compile(
    "self|well|non|half|ex|cross|long|short|high|low|multi|all|co|part|full|post|pre|anti|semi|one"
    "|two|three|four|five|six|first|second|third|good|best"
)
_KEPT_AFTER = re.compile(
    "based|led|up|to|to-day|going|related|time|term|wide|free|year|old|off|in|out|on|by|the|and"
    "|quality|level|risk|class|making|being|specific|informed|centred|focused|focussed"
)


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The pages' paragraphs; running heads, numbers of lines, comments and form fields apart.

    In a transcript the speaker's name goes to the passage's place. Raises Unreadable.
    """
    pages, warnings = _pages(content)
    numbers = line_numbers(pages)
    for page in pages:
        chosen = {id(piece) for piece in numbers.get(page.number, ())}
        page.pieces = [piece for piece in page.pieces if id(piece) not in chosen]
    heads = running(pages)
    arranged = [
        _arranged(page, heads, " ".join(piece.text for piece in numbers.get(page.number, ())))
        for page in pages
    ]
    flow = _Flow([line for page in arranged for block in page.blocks for line in block])
    paragraphs = [piece for page in arranged for piece in flow.paragraphs(page)]
    speakers = _speakers(paragraphs)
    builder = TextBuilder()
    number = 0
    _name_rows(paragraphs)
    for piece in _joined_over_pages(_split_turns(paragraphs, speakers), flow):
        number += piece.part in ("", "table")
        builder.add(
            piece.text,
            page=piece.page,
            paragraph=number if piece.part in ("", "table") else None,
            time=piece.time,
            speaker=piece.speaker,
            heading=piece.heading,
            part=piece.part,
        )
    reading = builder.reading(warnings)
    if not reading.words:
        raise Unreadable(
            "holds no text on any page (a scan?): make it searchable by text recognition"
        )
    return reading


# The pages


def _pages(content: bytes) -> tuple[list[Page], list[str]]:
    pages: list[Page] = []
    warnings: list[str] = []
    empty: list[int] = []
    damaged: list[int] = []
    length = last = 0
    with document(content) as (count, page_of):
        while last < min(count, _MOST_PAGES) and length <= _MOST_CHARACTERS:
            last += 1
            try:
                page = page_of(last)
            except PageDamaged:
                damaged.append(last)
                continue
            if not page.pieces:
                empty.append(last)
            if page.unknown:
                warnings.append(
                    f"page {last}: {page.unknown:,} characters have no meaning in its fonts and"
                    " may be wrong"
                )
            if page.unread_notes:
                warnings.append(
                    f"page {last}: {page.unread_notes:,} comments are not read: too many"
                )
            length += sum(len(piece.text) for piece in page.pieces)
            pages.append(page)
    if len(warnings) > _MOST_NAMED:
        more = len(warnings) - _MOST_NAMED
        warnings[_MOST_NAMED:] = [f"and {more:,} pages more like these"]
    warnings += _named(
        empty, "holds no text (a scan?): not read", "hold no text (scans?): not read"
    )
    warnings += _named(damaged, "is damaged: not read", "are damaged: not read")
    if last < count:
        warnings.append(f"pages {last + 1:,} to {count:,} are beyond the limit: not read")
    return pages, warnings


def _named(numbers: Sequence[int], one: str, many: str) -> list[str]:
    if len(numbers) <= _MOST_NAMED:
        return [f"page {number} {one}" for number in numbers]
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    names = ", ".join("-".join(map(str, span)) for span in spans)
    return [f"pages {names} {many}"]


@dataclass(slots=True)
class _Arranged:
    """A page with its body in order, and the rest by its part."""

    page: Page
    blocks: list[list[Line]]
    header: list[str]
    footer: list[str]
    line_numbers: str


def _arranged(page: Page, heads: Mapping[int, str], numbers: str) -> _Arranged:
    apart: dict[str, list[str]] = {"header": [], "footer": []}
    running_heads = [piece for piece in page.pieces if id(piece) in heads]
    for part, texts in apart.items():
        pieces = [piece for piece in running_heads if heads[id(piece)] == part]
        pieces.sort(key=lambda piece: (-round(piece.middle / 3), piece.left))
        texts += ["\t".join(piece.text for piece in row) for row in rows(pieces)]
    body = [piece for piece in page.pieces if id(piece) not in heads]
    return _Arranged(page, blocks(body), apart["header"], apart["footer"], numbers)


# The paragraphs


@dataclass(slots=True)
class _Paragraph:
    text: str
    page: int
    part: str = ""
    heading: str | None = None
    speaker: str | None = None
    time: str | None = None
    lines: list[str] = field(default_factory=list)
    room: float = 0.0
    may_go_on: bool = False
    last_page: int = 0

    def __post_init__(self) -> None:
        self.last_page = self.page


class _Flow:
    """Makes paragraphs of lines, by what is usual in this document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        bold = total = 0
        for (height, is_bold), letters in _letters_by_type(lines).items():
            sizes[round(height, 0)] += letters
            total += letters
            bold += is_bold * letters
        self._lines = [line.text for line in lines]
        self._size = sizes.most_common(1)[0][0] if sizes else 10.0
        self._bold_heads = 5 * bold < total
        self._headings: list[tuple[float, str]] = []
        self._alone: frozenset[int] = frozenset()
        names = Counter(each.name for each in openings(self._lines) if each.name)
        self._names_again = {name for name, times in names.items() if times > 1}

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word and compound stands in the document; many have no divided word."""
        said = "\n".join(self._lines).casefold()
        words = Counter(_WORD.findall(said))
        words.update(_COMPOUND.findall(said))
        return words

    def paragraphs(self, arranged: _Arranged) -> Iterator[_Paragraph]:
        """All that a page says, its header first and its footer last."""
        number = arranged.page.number
        for text in arranged.header:
            yield _Paragraph(text, number, "header")
        self._alone = _rows_alone(arranged.blocks)
        for block in arranged.blocks:
            pitch = _pitch(block)
            begun: list[Line] = []
            for line, right in zip(block, _margins(block, pitch), strict=True):
                if begun and self._begins(begun, line, pitch, right):
                    yield self._paragraph(begun, number)
                    begun = []
                begun.append(line)
            last = self._paragraph(begun, number)
            last.may_go_on = len(block) > 1
            last.room = _room(begun[-1], begun[-1], right)
            yield last
        for note in arranged.page.notes:
            yield _Paragraph(
                note.text,
                number,
                note.part,
                heading=note.name if note.part == "form field" else None,
                speaker=note.name if note.part == "comment" else None,
            )
        if arranged.line_numbers:
            yield _Paragraph(arranged.line_numbers, number, "line numbers")
        for text in arranged.footer:
            yield _Paragraph(text, number, "footer")

    def _begins(self, begun: Sequence[Line], line: Line, pitch: float, right: float) -> bool:
        last = begun[-1]
        if line.cells > 1:
            return True
        if self._names_again and may_open(line.text) and self._opens_again(line.text):
            return True
        if begun[0].cells > 1:
            return not _goes_on_in_cell(begun[0], last, line, pitch)
        if last.top - line.top > 1.3 * pitch:
            return True
        height = line.height
        if height != last.height and abs(height - last.height) > 0.15 * max(height, last.height):
            return True
        if _BULLET.match(line.text):
            return True
        other_type = height != last.height or line.bold != last.bold
        if other_type and self._is_head(last) != self._is_head(line):
            return True
        indented = line.left - last.left
        if len(begun) > 1 and abs(indented) > 0.6 * height:
            hanging = bool(_BULLET.match(begun[0].text))
            if indented < 0 if hanging else 0 < indented < 5 * height:
                return True
        # A line was ended on purpose where the next word would have stood on it.
        if last.text.endswith(_HYPHENS):
            return False
        if _room(last, line, right) <= _needs(line.text):
            return False
        return bool(_ENDS.search(last.text)) or not line.text[0].islower()

    def _opens_again(self, text: str) -> bool:
        """Whether a line begins with a name that others begin with too: a turn of its own."""
        return opening(text, 0, len(text)).name in self._names_again

    def _is_head(self, line: Line) -> bool:
        larger = line.height > 1.12 * self._size
        return larger or (line.bold and self._bold_heads)

    def _paragraph(self, lines: Sequence[Line], page: int) -> _Paragraph:
        texts = [line.text for line in lines]
        text = self.joined(texts)
        if lines[0].cells > 1 and not (id(lines[0]) in self._alone and len(lines) == 1):
            return _Paragraph(text, page, "table", self._path(), lines=texts)
        is_head = (
            all(self._is_head(line) for line in lines)
            and len(text) <= _LONGEST_HEADING
            and not text.endswith((".", ",", ";", ":"))
            and any(letter.isalpha() for letter in text)
            and opening(text, 0, len(text)).name is None
        )
        if not is_head:
            part = "table" if lines[0].cells > 1 else ""
            return _Paragraph(text, page, part, self._path(), lines=texts)
        level = round(lines[0].height) + 0.5 * lines[0].bold
        while self._headings and self._headings[-1][0] <= level:
            self._headings.pop()
        heading = _Paragraph(text, page, "heading", self._path(), lines=texts)
        self._headings.append((level, " ".join(text.split())))
        return heading

    def _path(self) -> str | None:
        return " > ".join(title for _, title in self._headings) or None

    def joined(self, lines: Iterable[str]) -> str:
        """Lines as one text, the words and addresses that their ends divide made whole."""
        parts: list[str] = []
        for line in lines:
            if not parts:
                parts.append(line)
                continue
            if goes_on(parts[-1], line):
                parts[-1] += line  # whole, since it may go on once more
                continue
            divided = _DIVIDED.search(parts[-1]) if parts[-1].endswith(_HYPHENS) else None
            if divided is None:
                parts += [" ", line]
            else:
                if self._is_one_word(divided, line):
                    parts[-1] = parts[-1][:-1]
                parts.append(line)
        return "".join(parts).replace("\u00ad", "-")

    def _is_one_word(self, divided: re.Match[str], line: str) -> bool:
        """Whether a hyphen at a line's end only divides a word."""
        after = _FIRST_WORD.match(line)
        if after is None or not line[0].islower():
            return False
        before = divided["word"].casefold()
        rest = after[0].casefold()
        whole = self._words[before + rest.partition("-")[0]]
        compound = self._words[f"{before}-{rest}"]
        if whole or compound:
            return whole >= compound
        if "-" in before or _KEPT_BEFORE.fullmatch(before) or _KEPT_AFTER.fullmatch(rest):
            return False
        return divided["hyphen"] != "-" or "-" not in rest


def _letters_by_type(lines: Iterable[Line]) -> Counter[tuple[float, bool]]:
    """How many letters there are of each height, bold and not."""
    letters: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        letters[line.height, line.bold] += len(line.text)
    return letters


def _rows_alone(found: Sequence[Sequence[Line]]) -> frozenset[int]:
    """The rows of cells, by identity, with running text before and after: a heading and its grade.

    At a page's end a row is not alone, for a table may begin there.
    """
    lines = [line for block in found for line in block]
    return frozenset(
        id(line)
        for at, line in enumerate(lines[:-1])
        if line.cells > 1 and lines[at + 1].cells == 1 and (at == 0 or lines[at - 1].cells == 1)
    )


def _goes_on_in_cell(row: Line, last: Line, line: Line, pitch: float) -> bool:
    """Whether a line goes on in the last cell of the row above it."""
    return (
        abs(line.left - row.last_cell) < 0.3 * line.height
        and last.top - line.top <= 1.3 * pitch
        and abs(line.height - last.height) <= 0.15 * line.height
    )


def _margins(block: Sequence[Line], pitch: float) -> list[float]:
    """For each line, how far to the right the lines reach that are set closely with it."""
    margins: list[float] = []
    together: list[Line] = []
    for line in block:
        if together and (
            together[-1].top - line.top > 1.3 * pitch
            or abs(line.height - together[-1].height) > 0.15 * line.height
        ):
            margins += [max(each.right for each in together)] * len(together)
            together = []
        together.append(line)
    return margins + [max(each.right for each in together)] * len(together)


def _room(last: Line, line: Line, right: float) -> float:
    """How many letters would still stand on a line that ends before ``right``."""
    return (right - last.right) / max((line.right - line.left) / max(len(line.text), 1), 0.1)


def _needs(text: str) -> float:
    """How many letters a text's first word takes, with some to spare."""
    return 1.15 * (len(text.partition(" ")[0]) + 2)


def _pitch(block: Sequence[Line]) -> float:
    """From line to line, as the most narrowly set half of a block has it."""
    drops = sorted(one.top - other.top for one, other in pairwise(block) if one.top > other.top)
    usual = 1.25 * max(line.height for line in block)
    return min(drops[len(drops) // 3], 1.6 * usual) if drops else usual


# Speakers


def _speakers(paragraphs: Sequence[_Paragraph]) -> Counter[str]:
    """The names that speak, and how often each does; none where this is no transcript."""
    body = [piece for piece in paragraphs if not piece.part]
    lines = [line for piece in body for line in piece.lines]
    opened = openings(lines)
    if not speaks(openings(piece.text for piece in body), len(body)) and not speaks(
        opened, len(lines)
    ):
        return Counter()
    return Counter(each.name for each in opened if each.name)


def _name_rows(paragraphs: Iterable[_Paragraph]) -> None:
    """Give its speaker to each row of a table of who spoke and what was said, its words alone."""
    inside = [
        piece for piece in paragraphs if piece.part not in ("header", "footer", "line numbers")
    ]
    for part, group in groupby(inside, key=lambda piece: piece.part):
        rows = list(group) if part == "table" else []
        cells = [row.text.split("\t") for row in rows]
        for row, (_, *words), speaker in zip(
            rows, cells, speakers_of_rows(cells) or (), strict=False
        ):
            if speaker:
                row.speaker, row.text = speaker, words[0]


def _split_turns(paragraphs: Iterable[_Paragraph], speakers: Counter[str]) -> Iterator[_Paragraph]:
    """In a transcript, a passage a turn or paragraph of it, with its speaker."""
    speaker: str | None = None
    waiting: str | None = None
    for piece in paragraphs:
        if not speakers or piece.part:
            if piece.part == "heading":
                speaker = None
            yield piece
            continue
        begins = opening(piece.text, 0, len(piece.text))
        time = begins.time if begins.name or begins.after_time else None
        start = begins.after_time
        if begins.name and names_speaker(begins.name, speakers[begins.name]):
            speaker, start = begins.name, begins.words
        piece.time, piece.text = time or waiting, piece.text[start:]
        aside = piece.text.startswith(("[", "(")) and piece.text.endswith(("]", ")"))
        piece.speaker = None if aside else speaker
        waiting = piece.time if not piece.text.strip() else None
        yield piece


def _joined_over_pages(paragraphs: Iterable[_Paragraph], flow: _Flow) -> Iterator[_Paragraph]:
    """A paragraph that a column's or page's end divides as one, on the page where it begins."""
    held: _Paragraph | None = None
    between: list[_Paragraph] = []
    for piece in paragraphs:
        if not piece.text.strip():
            continue
        if held is not None and piece.part in ("header", "footer", "line numbers"):
            between.append(piece)
            continue
        if (
            held is not None
            and not piece.part
            and not held.part
            and held.may_go_on
            and held.last_page <= piece.page <= held.last_page + 1
            and piece.text[0].islower()
            and not _BULLET.match(piece.text)
            and not _ENDS.search(held.text)
            and held.room <= _needs(piece.text)
            and piece.speaker == held.speaker
        ):
            held.text = flow.joined([held.text, piece.text])
            held.last_page = piece.page
            held.may_go_on, held.room = piece.may_go_on, piece.room
            continue
        if held is not None:
            yield held
        yield from between
        between = []
        held = piece
    if held is not None:
        yield held
    yield from between
