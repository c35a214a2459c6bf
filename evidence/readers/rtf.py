"""Rich text (.rtf), read by its control words: changes as accepted, notes after the body.

Numbers and bullets that the program puts before paragraphs by itself and pictures are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from evidence.readers._rtftext import (
    MARKS,
    SYMBOLS,
    codec_of_charset,
    codec_of_page,
    letters,
    mended,
    tokens,
)
from evidence.reading import Reading, TextBuilder, Unreadable

NAME = "rich text"
VERSION = 1
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
        *("listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata"),
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
_MOST_GROUPS = 10_000


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The document's words in their order, then notes, comments, headers and footers.

    A comment has its author as speaker. Raises Unreadable.
    """
    source = content.removeprefix(b"\xef\xbb\xbf").lstrip().decode("latin-1")
    if not source.startswith("{\\rtf"):
        raise Unreadable("is no RTF file")
    document = _Document()
    document.read(source)
    builder = TextBuilder()
    number = 0
    for block in document.blocks:
        counted = block.part in ("", "table")
        number += counted
        builder.add(
            block.text,
            paragraph=number if counted else None,
            heading=block.heading,
            part=block.part,
        )
    for part in _NOTES:
        for block in document.apart:
            if block.part == part:
                builder.add(block.text, speaker=block.speaker, part=part)
    for part in _RUNNING:
        for text in dict.fromkeys(block.text for block in document.apart if block.part == part):
            builder.add(text, part=part)
    reading = builder.reading(document.warnings())
    if not reading.words:
        raise Unreadable("holds no words")
    return reading


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    heading: str | None = None
    part: str = ""
    speaker: str | None = None


@dataclass(slots=True)
class _State:
    """What holds within a group; ``skips`` is whether its words are no words of the document."""

    skips: bool = False
    table: str = ""
    codec: str = ""
    fallback: int = 1
    deleted: bool = False
    hidden: bool = False
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
    words: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    def taken(self) -> str:
        """The words since the last paragraph."""
        text = mended("".join(self.words)).strip()
        self.words.clear()
        return text


class _Document:
    """Follows the control words and gathers what they say."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self.apart: list[_Block] = []
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
        self._boxes: list[_Block] = []
        self._rows: list[tuple[list[str], bool, list[_Block]]] = []
        self._row_is_head = False
        self._author = ""
        self._changes = self._hidden = self._damaged = 0
        self._style_name: list[str] = []
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
        while len(self._streams) > 1:
            self._end_aside(self._streams.pop())
        self._state.in_table &= bool(self._rows or self._streams[0].cells)
        self._cell_left_open()
        self._paragraph()
        self._end_table()
        self._end_boxes()

    def _cell_left_open(self) -> None:
        if self._state.in_table and self._streams[0].words:
            self._cell()

    def warnings(self) -> list[str]:
        """What was not read as it may be meant."""
        told = []
        if self._changes:
            changes = "change" if self._changes == 1 else "changes"
            told.append(
                f"{self._changes:,} tracked {changes}, read as accepted; the deleted words are not"
                " shown yet"
            )
        if self._hidden:
            told.append(f"hidden text in {self._hidden:,} places, read as well")
        if self._damaged:
            told.append(f"{self._damaged:,} characters are damaged and shown as \ufffd")
        if self._cut_short:
            told.append("ends before its last group does: it may be cut short")
        return told

    # Groups

    def _open(self) -> None:
        if len(self._groups) >= _MOST_GROUPS:
            raise Unreadable("is nested too deep to be read")
        self._groups.append(self._state)
        self._state = replace(self._state, opens=None)
        self._starred = False

    def _close(self) -> bool:
        """Leave a group; whether it was the document."""
        state = self._state
        if state.table == "stylesheet" and state.style is not None:
            self._name_style(state.style, "".join(self._style_name), state.level)
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
        if word in ("fonttbl", "stylesheet"):
            state.table, state.skips = word, True
        elif word == "ud":
            state.skips = state.outer_skips
        elif word in _SKIPPED:
            state.outer_skips = state.skips or word != "upr"
            state.skips = True
        elif word in _ASIDES and not state.skips:
            state.opens = _Stream(_ASIDES[word])
            state.in_table = state.deleted = state.hidden = False
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
            stream.lines.append(" | ".join(stream.cells))
        text = "\n".join(line for line in stream.lines if line)
        if stream.part == "text box":
            self._boxes.append(_Block(text, part="text box"))
        elif text:
            author = self._author.strip() or None if stream.part == "comment" else None
            self.apart.append(_Block(text, None, stream.part, author))

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
        if state.table == "stylesheet":
            self._style_name.append(text)
        elif state.author:
            self._author += text
        elif not state.skips and not state.deleted:
            self._streams[-1].words.append(text)

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
                state.deleted = state.hidden = False
                state.codec = self._fonts.get(self._default_font, "")
            case "s":
                state.style = number
            case "outlinelevel":
                state.level = number
            case "deleted":
                state.deleted = on
                self._changes += on and not state.skips
            case "revised":
                self._changes += on and not state.skips
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
        """What says which letters bytes stand for."""
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
            case "pc" | "pca":
                self._codec = "cp437" if word == "pc" else "cp850"

    # Paragraphs and tables

    def _paragraph(self) -> None:
        stream = self._streams[-1]
        state = self._state
        if state.skips:
            return
        if state.in_table and len(self._streams) == 1:
            stream.words.append("\n")
            return
        text = stream.taken()
        if len(self._streams) > 1:
            stream.lines.append(text)
            return
        if text or not state.in_table:
            self._end_table()
        level = state.level
        if level is None and state.style is not None:
            level = self._levels.get(state.style)
        if text and level is not None and level < 9:
            while self._headings and self._headings[-1][0] >= level:
                self._headings.pop()
            self._add(text, "heading")
            self._headings.append((level, " ".join(text.split())))
        elif text:
            self._add(text, "")
        self._end_boxes()

    def _cell(self) -> None:
        if not self._state.skips:
            stream = self._streams[-1]
            text = "\n".join(line.strip() for line in stream.taken().split("\n") if line.strip())
            stream.cells.append(text)

    def _row(self) -> None:
        if self._state.skips:
            return
        stream = self._streams[-1]
        cells, stream.cells = stream.cells, []
        if len(self._streams) > 1:
            stream.lines.append(" | ".join(cells) if any(cells) else "")
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
            words = " | ".join(cells)
            if any(cells):
                self._add(words, "table", *columns)
            for box in boxes:
                self._add(box.text, box.part)
            if marked or (number == 0 and len(rows) > 1 and _names_columns(cells)):
                columns = [*columns, " ".join(words.split())]

    def _end_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._add(box.text, box.part)

    def _add(self, text: str, part: str, *below: str) -> None:
        if text.strip():
            path = [*(title for _, title in self._headings), *below]
            self.blocks.append(_Block(text, " > ".join(path) or None, part))

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


def _names_columns(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(len(cell) <= _LONGEST_COLUMN_NAME for cell in filled)
