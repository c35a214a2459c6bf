"""Rich text (.rtf), read by its control words: changes as accepted, notes after the body.

Numbers and bullets that the program puts before paragraphs by itself and pictures are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from evidence.readers._body import Block, add_body
from evidence.readers._changes import (
    NOBODY,
    STRUCK,
    STRUCK_THROUGH,
    Author,
    Context,
    Said,
    Saying,
    joined,
    told_of,
)
from evidence.readers._rtftext import (
    MARKS,
    SYMBOLS,
    codec_of_charset,
    codec_of_page,
    letters,
    mended,
    moment,
    tokens,
)
from evidence.reading import NO_WORDS, TOO_DEEP, Reading, TextBuilder, Unreadable
from evidence.words import number_of

NAME = "rich text"
VERSION = 3
SUFFIXES = (".rtf",)
MEDIA_TYPE = "application/rtf"

#: Destinations that hold words of the document apart from its body.
_ASIDES = {
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "text box",
    "header": "header",
    "headerl": "header",
    "headerr": "header",
    "headerf": "header",
    "footer": "footer",
    "footerl": "footer",
    "footerr": "footer",
    "footerf": "footer",
}
#: Destinations that hold no words, or the same words again.
_SKIPPED = frozenset(
    (
        *("colortbl", "info", "pict", "objdata", "fldinst", "listtext", "pntext", "nonshppict"),
        *("shprslt", "sn", "sv", "xe", "rxe", "tc", "tcn", "upr", "nonesttables", "filetbl"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "bkmkstart", "bkmkend"),
        *("listtable", "listoverridetable", "rsidtbl", "generator", "themedata"),
        *("private", "comment", "atnid", "atrfstart", "atrfend", "atnref", "atndate"),
    )
)
#: Destinations marked as ones that may be unknown, and that are read all the same.
_KEPT = frozenset(("shpinst", "ud", "result", "atnauthor", "shpgrp", "fldrslt"))
_NOTES = ("footnote", "endnote", "comment")
_RUNNING = ("header", "footer")
_HEADING_NAME = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_TITLE_LEVEL = -1
_LONGEST_COLUMN_NAME = 120
#: What says who put words in or took them out, and when.
_REVISIONS = {
    "revauth": "revised_by",
    "revdttm": "revised_at",
    "revauthdel": "deleted_by",
    "revdttmdel": "deleted_at",
}
_MOST_GROUPS = 10_000


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The document's words in their order, then notes, comments, headers and footers.

    A comment has its author as speaker. Raises Unreadable.
    """
    source = content.removeprefix(b"\xef\xbb\xbf").lstrip().decode("latin-1")
    if not source.startswith("{\\rtf"):
        raise Unreadable("is no RTF file: ask for another copy")
    document = _Document()
    document.read(source)
    builder = TextBuilder()
    add_body(builder, document.blocks)
    for part in _NOTES:
        for block in document.apart:
            if block.part == part:
                said = block.said
                builder.add(said.text, speaker=block.speaker, part=part, changes=said.changes)
    for part in _RUNNING:
        for said in dict.fromkeys(block.said for block in document.apart if block.part == part):
            builder.add(said.text, part=part, changes=said.changes)
    reading = builder.reading()
    if not reading.words:
        raise Unreadable(NO_WORDS)
    notes = told_of(reading, by_hand=document.by_hand)
    return replace(reading, warnings=(*notes, *document.warnings()))


@dataclass(slots=True)
class _State:
    """What holds within a group; ``skips`` is whether its words are no words of the document."""

    skips: bool = False
    table: str = ""
    codec: str = ""
    fallback: int = 1
    deleted: bool = False
    deleted_by: int = 0
    deleted_at: int = 0
    revised: bool = False
    revised_by: int = 0
    revised_at: int = 0
    hidden: bool = False
    struck: bool = False
    in_table: bool = False
    style: int | None = None
    level: int | None = None
    opens: _Stream | None = None
    author: bool = False
    outer_skips: bool = False


@dataclass(slots=True)
class _Stream:
    """Words on their way to a paragraph, in the body or in something apart from it."""

    part: str = ""
    saying: Saying = field(default_factory=Saying)
    lines: list[Said] = field(default_factory=list)
    cells: list[Said] = field(default_factory=list)

    def taken(self) -> Said:
        """The words since the last paragraph."""
        said = self.saying.said.lettered(mended).stripped()
        self.saying = Saying()
        return said


class _Document:
    """Follows the control words and gathers what they say."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.apart: list[Block] = []
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = self._default_font = 0
        self._levels: dict[int, int] = {}
        self._state = _State()
        self._groups: list[_State] = []
        self._streams = [_Stream()]
        self._bytes = bytearray()
        self._skip = 0
        self._starred = False
        self._headings: list[tuple[int, str]] = []
        self._boxes: list[Block] = []
        self._rows: list[tuple[list[Said], bool, list[Block]]] = []
        self._row_is_head = False
        self._author = ""
        self.by_hand = False
        self._hidden = self._damaged = self._pictures = 0
        self._style_name: list[str] = []
        self._authors: list[str] = []
        self._cut_short = True

    def read(self, source: str) -> None:
        """Take the whole source."""
        for kind, said, number in tokens(source):
            if kind == "text":
                self._text(said)
            elif kind == "byte":
                if self._skip:
                    self._skip -= 1
                else:
                    self._bytes.append(int(said, 16))
            elif kind == "brace":
                self._flush_bytes()
                self._skip = 0
                if said == "{":
                    self._open()
                elif self._close():
                    break
            elif self._skip:
                self._skip -= 1
            else:
                self._flush_bytes()
                if kind == "symbol":
                    self._symbol(said)
                else:
                    self._word(said, number)
        self._flush_bytes()
        while self._state.skips and self._groups:  # what stands before a picture is not within it
            self._state = self._groups.pop()
        while len(self._streams) > 1:
            self._end_aside(self._streams.pop())
        self._state.in_table &= bool(self._rows or self._streams[0].cells)
        self._cell_left_open()
        self._paragraph()
        self._end_table()
        self._end_boxes()

    def _cell_left_open(self) -> None:
        if self._state.in_table and self._streams[0].saying.said:
            self._cell()

    def warnings(self) -> list[str]:
        """What was not read as it may be meant."""
        found = []
        if self._hidden:
            places = number_of(self._hidden, "place")
            found.append(f"hidden text in {places}, read as well")
        if self._damaged:
            found.append(f"{self._damaged:,} characters are damaged and shown as \ufffd")
        if self._pictures > 0:
            found.append(f"{number_of(self._pictures, 'picture')} not read")
        if self._cut_short:
            found.append("ends before its last group does: it may be cut short")
        return found

    # Groups

    def _open(self) -> None:
        if len(self._groups) >= _MOST_GROUPS:
            raise Unreadable(TOO_DEEP)
        self._groups.append(self._state)
        self._state = replace(self._state, opens=None)
        self._starred = False

    def _close(self) -> bool:
        """Leave a group; whether it was the document."""
        state = self._state
        if state.table == "stylesheet" and state.style is not None:
            self._name_style(state.style, "".join(self._style_name), state.level)
        if state.table == "revtbl" and self._groups and self._groups[-1].table == "revtbl":
            name = mended("".join(self._style_name)).strip().removesuffix(";")
            self._authors.append(name.strip())
        self._style_name.clear()
        if not self._groups:
            return True
        self._state = self._groups.pop()
        if state.opens is not None and state.opens is self._streams[-1]:
            self._end_aside(self._streams.pop())
        if not self._groups:
            self._cut_short = False
        return not self._groups

    def _destination(self, word: str) -> bool:
        """Whether the word names where this group's words go."""
        state = self._state
        starred, self._starred = self._starred, False
        if word in ("fonttbl", "stylesheet", "revtbl"):
            state.table, state.skips = word, True
        elif word == "ud":
            state.skips = state.outer_skips
        elif word in _SKIPPED:
            self._pictures += (word == "pict") - (word == "nonshppict")  # which is one again
            state.outer_skips = state.skips or word != "upr"
            state.skips = True
        elif word in _ASIDES and not state.skips:
            state.opens = _Stream(_ASIDES[word])
            state.in_table = state.hidden = state.struck = False
            self._streams.append(state.opens)
        elif word == "atnauthor" and not state.skips:
            state.author, state.skips, self._author = True, True, ""
        elif starred and word not in _KEPT:
            state.skips = True
        else:
            return word in _KEPT
        return True

    def _end_aside(self, stream: _Stream) -> None:
        stream.lines.append(stream.taken())
        if any(stream.cells):
            stream.lines.append(_row_of(stream.cells))
        said = joined("\n", stream.lines)
        if stream.part == "text box":
            self._boxes.append(Block(said, part="text box"))
        elif said:
            author = mended(self._author).strip() or None if stream.part == "comment" else None
            self.apart.append(Block(said, None, stream.part, author))

    # Words

    def _text(self, text: str) -> None:
        if self._skip:
            dropped = min(self._skip, len(text))
            self._skip -= dropped
            text = text[dropped:]
        if not text:
            return
        if text.isascii() and not self._bytes:
            self._say(text)
        else:
            self._bytes += text.encode("latin-1")

    def _flush_bytes(self) -> None:
        if self._bytes:
            text = letters(bytes(self._bytes), self._state.codec or self._codec)
            self._bytes.clear()
            if not self._state.skips:
                self._damaged += text.count("\ufffd")
            self._say("".join(letter for letter in text if letter >= " " or letter in "\t\n"))

    def _say(self, text: str) -> None:
        state = self._state
        if state.table in ("stylesheet", "revtbl"):
            self._style_name.append(text)
        elif state.author:
            self._author += text
        elif not state.skips:
            self._streams[-1].saying.say(text, self._context())

    def _context(self) -> Context:
        """Whose insertion or deletion words now are."""
        state = self._state
        if not (state.deleted or state.revised):
            return STRUCK if state.struck else NOBODY
        return Context(
            self._author_of(state.revised_by, state.revised_at) if state.revised else None,
            self._author_of(state.deleted_by, state.deleted_at)
            if state.deleted
            else (STRUCK.deleted if state.struck else None),
        )

    def _author_of(self, number: int, at: int) -> Author:
        known = 0 <= number < len(self._authors) and self._authors[number] != "Unknown"
        return Author((self._authors[number] or None) if known else None, moment(at))

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in SYMBOLS:
            self._say(SYMBOLS[symbol])
        elif symbol in "\r\n":
            self._paragraph()

    def _word(self, word: str, number: int | None) -> None:
        if self._destination(word):
            return
        state = self._state
        on = number != 0
        match word:
            case "u":
                self._say(_character(number or 0))
                self._skip = state.fallback
            case "uc":
                state.fallback = min(max(number or 0, 0), 100)
            case "par" | "sect" | "page":
                self._paragraph()
            case "cell":
                self._cell()
            case "row":
                self._row()
            case "trowd":
                self._row_is_head = False
            case "trhdr":
                self._row_is_head = True
            case "intbl":
                state.in_table = True
            case "pard":
                state.in_table, state.style, state.level = False, None, None
            case "plain":
                state.deleted = state.revised = state.hidden = state.struck = False
                state.codec = self._fonts.get(self._default_font, "")
            case "s":
                state.style = number
            case "outlinelevel":
                state.level = number
            case "deleted":
                state.deleted = on
            case "revised":
                state.revised = on
            case "strike" | "striked":
                state.struck = on
                self.by_hand |= on
            case "v":
                state.hidden = on
                self._hidden += on and not state.skips
            case "ftnalt":
                if self._streams[-1].part == "footnote":
                    self._streams[-1].part = "endnote"
            case _ if word in MARKS:
                self._say(MARKS[word])
            case _:
                self._encoding(word, number)

    def _encoding(self, word: str, number: int | None) -> None:
        """What says which letters bytes stand for, or who changed something and when."""
        state = self._state
        match word:
            case "f" if state.table == "fonttbl":
                self._font = number or 0
            case "f":
                state.codec = self._fonts.get(number or 0, "")
            case "fcharset" if state.table == "fonttbl":
                self._fonts[self._font] = codec_of_charset(number or 0, "")
            case "deff":
                self._default_font = number or 0
            case "ansicpg":
                self._codec = codec_of_page(number or 0)
            case "mac":
                self._codec = "mac_roman"
            case "revauth" | "revdttm" | "revauthdel" | "revdttmdel":
                setattr(state, _REVISIONS[word], number or 0)
            case "pc" | "pca":
                self._codec = "cp437" if word == "pc" else "cp850"

    # Paragraphs and tables

    def _paragraph(self) -> None:
        stream = self._streams[-1]
        state = self._state
        if state.skips:
            return
        if state.deleted or (state.in_table and len(self._streams) == 1):
            stream.saying.say("\n", self._context())
            return
        context = self._context()
        said = replace(stream.taken(), end_inserted=context.inserted)
        text = said.text
        if len(self._streams) > 1:
            stream.lines.append(said)
            return
        if text or not state.in_table:
            self._end_table()
        level = state.level
        if level is None and state.style is not None:
            level = self._levels.get(state.style)
        if text and level is not None and level < 9:
            while self._headings and self._headings[-1][0] >= level:
                self._headings.pop()
            self._add(said, "heading")
            self._headings.append((level, " ".join(text.split())))
        elif self.by_hand and (struck := said.unstruck()):
            self._add(struck, STRUCK_THROUGH)
        else:
            self._add(said, "")
        self._end_boxes()

    def _cell(self) -> None:
        if not self._state.skips:
            stream = self._streams[-1]
            lines = [line.stripped() for line in stream.taken().lines()]
            stream.cells.append(joined("\n", lines))

    def _row(self) -> None:
        if self._state.skips:
            return
        stream = self._streams[-1]
        cells, stream.cells = stream.cells, []
        if len(self._streams) > 1:
            stream.lines.append(_row_of(cells))
        else:
            self._rows.append((cells, self._row_is_head, self._boxes))
            self._boxes = []

    def _end_table(self) -> None:
        stream = self._streams[0]
        if any(stream.cells):
            self._rows.append((stream.cells, False, []))
            stream.cells = []
        rows, self._rows = self._rows, []
        columns: list[str] = []
        for number, (cells, marked, boxes) in enumerate(rows):
            said = _row_of(cells)
            self._add(said, "table", *columns)
            for box in boxes:
                self._add(box.said, box.part)
            texts = [cell.text for cell in cells]
            if marked or (number == 0 and len(rows) > 1 and _names_columns(texts)):
                columns = [*columns, " ".join(" | ".join(texts).split())]

    def _end_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._add(box.said, box.part)

    def _add(self, said: Said, part: str, *below: str) -> None:
        if said:
            path = [*(title for _, title in self._headings), *below]
            self.blocks.append(Block(said, " > ".join(path) or None, part))

    def _name_style(self, style: int, name: str, level: int | None) -> None:
        name = name.strip(" ;")
        if level is not None:
            self._levels[style] = level
        elif found := _HEADING_NAME.match(name):
            self._levels[style] = int(found[1]) - 1
        elif name.casefold() == "title":
            self._levels[style] = _TITLE_LEVEL


def _character(number: int) -> str:
    code = number + 0x1_0000 if number < 0 else number
    if not 0x20 <= code <= 0x10FFFF:
        return "\t" if code == 9 else "\n" if code in (10, 13) else "\ufffd"
    return chr(code)


def _row_of(cells: Sequence[Said]) -> Said:
    return joined(" | ", cells, all_of_them=any(cell.text for cell in cells))


def _names_columns(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(len(cell) <= _LONGEST_COLUMN_NAME for cell in filled)
