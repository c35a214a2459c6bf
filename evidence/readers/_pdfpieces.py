"""Pieces of lines on a page of a PDF: which letters stand together, and where.

A page has thousands of letters, and asking pdfium for a letter's box takes longer than all else
that is done with it. Where a stretch of words is one text object, set evenly, the boxes of its
first and its last letter, or one for each different letter, say as much as those of all.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from struct import Struct
from typing import Any
from unicodedata import bidirectional

import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # it ships no types

__all__ = ["FULL", "Piece", "Taking"]

#: A gap this wide, in heights of the type, may lie between two columns.
_GAP = 0.9
#: Bullets that fonts of symbols put where Unicode has no meaning.
_BULLETS = {0xF0B7: "•", 0xF06E: "■", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF06C: "●"}
_HYPHEN = "\u00ad"
#: How pdfium says that a hyphen ends a line, and that a letter has no meaning.
_TRANSLATED = {"\x02": _HYPHEN, "\ufffe": _HYPHEN, "\0": "\ufffd"}

#: Shorter stretches are read letter by letter.
_SHORTEST = 7
#: Where text objects hold fewer letters than this, no stretch of words is one.
_LETTERS_OF_AN_OBJECT = 8
#: How much wider than its letters a stretch may be, in heights of the type, and how much narrower.
#: In one that is wider, some gap might part it; in one that is narrower, letters might lie over
#: one another with a gap beside them.
_WIDER, _NARROWER = 0.6, 0.2
#: How narrow a space may be in heights of the type, where the font has none.
_SPACE = 0.15
#: What it costs to find that a stretch can't be taken whole, in letters; and how much may be lost
#: on a page by trying before it is read letter by letter.
_COST, _CREDIT = 5, 200
#: Type of no height tells nothing.
_SMALLEST = 1e-3
#: Of the type of a line, letters are less than this high only where they are set smaller.
FULL = 0.86
_BOLD = 600
#: Letters of a page that are asked how they are turned.
_ASKED_FOR_ANGLE = 60

_LINES = re.compile(r"[^\n\r]+")
_WORDS = re.compile(r"\S+")


def _straight(name: str, gives: Any) -> Any:
    """A function of pdfium that takes numbers, and addresses as ``c_void_p``, without a look.

    A call takes a third of the time that one of the binding's takes.
    """
    address = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(gives)(address)


_box_of = _straight("FPDFText_GetLooseCharBox", ctypes.c_int)
_objects_of = _straight("FPDFText_CountRects", ctypes.c_int)
_object_of = _straight("FPDFText_GetTextObject", ctypes.c_void_p)
_font_of = _straight("FPDFTextObj_GetFont", ctypes.c_void_p)
_origin_of = _straight("FPDFText_GetCharOrigin", ctypes.c_int)
_weight_of = _straight("FPDFText_GetFontWeight", ctypes.c_int)
_text_of = _straight("FPDFText_GetText", ctypes.c_int)
_code_of = _straight("FPDFText_GetUnicode", ctypes.c_uint)
_angle_of = _straight("FPDFText_GetCharAngle", ctypes.c_float)

#: A box as pdfium gives it: left, top, right, bottom.
_as_box = Struct("4f").unpack_from

_Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(slots=True)
class Piece:
    """Words on one line without a wide gap between; y grows upwards.

    ``space`` says whether a space stood before it on its line.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool = False
    space: bool = False

    @property
    def height(self) -> float:
        """How high the type is."""
        height = self.top - self.bottom
        return height if height > 0.1 else 0.1  # noqa: FURB136  (a call of max takes longer)

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.top + self.bottom) / 2

    def beside(self, other: Piece) -> bool:
        """Whether the two stand on one line."""
        apart = abs(self.top + self.bottom - other.top - other.bottom) / 2
        return apart < 0.4 * min(self.height, other.height)


def _address_of(buffer: bytearray) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(buffer)))


class Taking:
    """Takes the pieces from a page's words (pdfium's).

    ``unknown`` counts the characters without meaning. ``size`` is the page's as it is read: turned
    so that most of its words are level.
    """

    def __init__(self, words: Any, size: tuple[float, float], rotation: int) -> None:
        """The page has this size as it is shown, which is turned by this rotation."""
        self.pieces: list[Piece] = []
        self.unknown = 0
        self._handle = ctypes.cast(words.raw, ctypes.c_void_p)
        self._rect = bytearray(16)
        self._here = _address_of(self._rect)
        self._text = self._whole_text(words.count_chars())
        self._turn = self._read_turned()
        self.size = size if (self._turn - rotation) % 180 == 0 else (size[1], size[0])
        self._fonts: dict[int, dict[str, float] | None] = {}
        self._letters: list[str] = []
        self._left = self._right = self._bottom = self._top = 0.0
        self._closest = self._widest = self._tall = 0.0
        self._first = 0
        self._space = self._spaced = False
        self._saved = _CREDIT  # letters not asked for, less what was tried in vain
        self._take()

    def _whole_text(self, count: int) -> str:
        """The letters of the page, a character for each that pdfium counts."""
        buffer = bytearray(2 * count + 2)
        text = ""
        if _text_of(self._handle, 0, count, _address_of(buffer)) == count + 1:
            text = buffer[:-2].decode("utf-16-le", "surrogatepass")
            if len(text) != count:  # two halves are counted as two
                text = "".join(map(chr, memoryview(buffer).cast("H")[:count]))
        else:  # some letter is written as none or as two
            codes = (_code_of(self._handle, at) for at in range(count))
            text = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)
        for said, meant in _TRANSLATED.items():
            text = text.replace(said, meant)
        return text

    def _read_turned(self) -> int:
        """By how many degrees the page is to be turned so that most of its words are level.

        What the page itself says is not asked: programs set words upright on a page shown turned,
        and turned words on a page shown upright.
        """
        asked = range(0, len(self._text), max(1, len(self._text) // _ASKED_FOR_ANGLE))
        angles = Counter(
            _angle_of(self._handle, at) for at in asked if not self._text[at].isspace()
        )
        turns: Counter[int] = Counter()
        for angle, times in angles.items():
            turns[round(-angle / (pi / 2)) * 90 % 360] += times
        return max(turns, key=turns.__getitem__, default=0)

    def _take(self) -> None:
        count = len(self._text)
        objects = _objects_of(self._handle, 0, count) if count and not self._turn else count
        by_stretches = count >= _LETTERS_OF_AN_OBJECT * objects
        for line in _LINES.finditer(self._text):
            said, first = line[0], line.start()
            start, end = first + len(said) - len(said.lstrip()), first + len(said.rstrip())
            if start >= end:
                continue
            self._space = start > first
            if by_stretches and end - start >= _SHORTEST and self._saved >= 0:
                whole = self._whole(start, end)
                if whole is not None:  # as nearly every line: a piece of its own
                    self._keep(*whole, start, self._space)
                    continue
            words = [found.span() for found in _WORDS.finditer(self._text, start, end)]
            if by_stretches and len(words) > 1:
                self._take_halves(words)
            else:
                self._take_letters(words)
            self._close()

    def _take_halves(self, words: Sequence[tuple[int, int]]) -> None:
        half = len(words) // 2
        self._take_stretch(words[:half])
        self._space = True
        self._take_stretch(words[half:])

    def _take_stretch(self, words: Sequence[tuple[int, int]]) -> None:
        """Take words of a line, whole where they are evenly set, else in ever smaller stretches."""
        start, end = words[0][0], words[-1][1]
        if end - start < _SHORTEST or self._saved < 0:
            self._take_letters(words)
        elif (whole := self._whole(start, end)) is not None:
            self._extend(whole[0], start, whole[1])
        elif len(words) > 1:
            self._take_halves(words)
        else:
            self._take_letters(words)

    def _whole(self, start: int, end: int) -> tuple[str, _Box] | None:
        """A stretch of words and its box, if no gap can part it.

        That is so where one text object holds it, about as wide as its letters and spaces are.
        """
        self._saved -= _COST
        handle, here, rect = self._handle, self._here, self._rect
        said = text = self._text[start:end]
        holder = _object_of(handle, start)
        # From left to right, what stands between two letters of an object is of it too.
        is_one = said.isascii() and holder and holder == _object_of(handle, end - 1)
        if not is_one and _objects_of(handle, start, end - start) != 1:
            return None
        _box_of(handle, start, here)
        left, top, right, bottom = _as_box(rect)
        _box_of(handle, end - 1, here)
        last_left, last_top, last_right, last_bottom = _as_box(rect)
        height = top - bottom
        if height <= _SMALLEST or not left < right <= last_right > last_left >= left:
            return None
        if "  " in said or not said.isprintable():  # no other space is printable
            text = " ".join(said.split())
        width = None
        if bottom == last_bottom and top == last_top:
            font = _font_of(ctypes.c_void_p(holder)) or 0
            width = self._width(said, text, start, font, (bottom, top))
        if width is None:
            distinct = {letter: at for at, letter in enumerate(said, start)}
            if 2 * len(distinct) > end - start or not self._is_level(start, end - 1):
                return None
            boxes = {letter: self._box(at) for letter, at in distinct.items()}
            wide = {letter: box[2] - box[0] for letter, box in boxes.items()}
            wide[" "] = max(wide.get(" ", 0.0), _SPACE * height)
            width = sum(map(wide.__getitem__, text))
            printed = [box for letter, box in boxes.items() if not letter.isspace()]
            bottom, top = min(box[1] for box in printed), max(box[3] for box in printed)
        if not -_NARROWER <= (last_right - left - width) / height <= _WIDER:
            return None
        self._saved += end - start
        return text, (left, bottom, last_right, top)

    def _is_level(self, first: int, last: int) -> bool:
        """Whether two letters stand on one line, which is level."""
        x, y, other = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        return bool(
            _origin_of(self._handle, first, ctypes.byref(x), ctypes.byref(y))
            and _origin_of(self._handle, last, ctypes.byref(x), ctypes.byref(other))
            and abs(y.value - other.value) < _SMALLEST
        )

    def _width(
        self, said: str, text: str, start: int, font: int, reach: tuple[float, float]
    ) -> float | None:
        """How wide the letters of a stretch are, as they are in its font.

        None where they don't all ``reach`` from there to there: in many fonts some rise higher.
        """
        height = reach[1] - reach[0]
        widths = self._fonts.setdefault(font, {})
        if widths is None:
            return None
        try:
            if said is text:  # nearly always, and all letters are known
                return height * sum(map(widths.__getitem__, text))
        except KeyError:
            pass
        if not self._learn(font, widths, said, start, reach):
            return None
        return height * sum(map(widths.__getitem__, text))

    def _learn(
        self,
        font: int,
        widths: dict[str, float],
        said: str,
        start: int,
        reach: tuple[float, float],
    ) -> bool:
        """Learn how wide a font's letters are, in heights of the type; whether all could be."""
        for at, letter in enumerate(said, start):
            if letter in widths:
                continue
            left, lower, right, upper = self._box(at)
            if letter.isspace():
                widths[letter] = widths[" "] = max((right - left) / (reach[1] - reach[0]), _SPACE)
            elif letter == _HYPHEN:  # pdfium puts it where there may be none
                return False
            elif (lower, upper) != reach:
                self._fonts[font] = None
                return False
            else:
                widths[letter] = (right - left) / (reach[1] - reach[0])
        return True

    def _extend(self, text: str, start: int, box: _Box) -> None:
        """Add letters that stand together to the piece, or begin another with them."""
        left, bottom, right, top = box
        if self._letters and not (
            self._closest <= left - self._right <= self._widest or self._leftwards(text, right)
        ):
            self._close()
        if self._letters:
            if self._space:
                self._letters.append(" ")
            self._left, self._right = min(self._left, left), max(self._right, right)
            # Smaller letters that stand high or low, as a note's mark does, make no line taller.
            if self._tall < FULL * (top - bottom):
                self._bottom, self._top = bottom, top
            elif top - bottom >= FULL * self._tall:
                self._bottom, self._top = min(self._bottom, bottom), max(self._top, top)
            self._tall = max(self._tall, top - bottom)
        else:
            self._left, self._bottom, self._right, self._top = box
            self._first, self._spaced = start, self._space
            self._tall = top - bottom
        height = max(self._top - self._bottom, 0.1)
        self._closest, self._widest = -2 * height, _GAP * height
        self._letters.append(text)
        self._space = False

    def _leftwards(self, text: str, right: float) -> bool:
        """Whether letters that are written from right to left go on where the piece begins."""
        gap = self._left - right
        return self._closest <= gap <= self._widest and bidirectional(text[0]) in ("R", "AL")

    def _take_letters(self, words: Sequence[tuple[int, int]]) -> None:
        """Take words of a line letter by letter, the least done for each."""
        ask, handle, here, rect = _box_of, self._handle, self._here, self._rect
        text, turn, letters = self._text, self._turn, self._letters
        space = self._space
        left_most, right_most = self._left, self._right
        bottom_most, top_most = self._bottom, self._top
        closest, widest = self._closest, self._widest
        for start, end in words:
            for at in range(start, end):
                if turn:
                    left, bottom, right, top = self._box(at)
                else:
                    ask(handle, at, here)
                    left, top, right, bottom = _as_box(rect)
                if (
                    bottom >= bottom_most
                    and top <= top_most
                    and closest <= left - right_most <= widest
                    and letters
                ):
                    if space:
                        letters.append(" ")
                        space = False
                    letters.append(text[at])
                    if right > right_most:  # noqa: PLR1730  (a call of max takes longer)
                        right_most = right
                    if left < left_most:  # noqa: PLR1730
                        left_most = left
                    continue
                self._left, self._right, self._space = left_most, right_most, space
                self._extend(text[at], at, (left, bottom, right, top))
                left_most, right_most, space = self._left, self._right, False
                bottom_most, top_most = self._bottom, self._top
                closest, widest = self._closest, self._widest
            space = True
        self._left, self._right, self._space = left_most, right_most, False

    def _close(self) -> None:
        """End the piece, if one is begun."""
        if self._letters:
            box = self._left, self._bottom, self._right, self._top
            self._keep("".join(self._letters), box, self._first, self._spaced)
            self._letters.clear()

    def _keep(self, text: str, box: _Box, first: int, spaced: bool) -> None:
        """Keep a piece whose first letter is of this number."""
        bold = _weight_of(self._handle, first) >= _BOLD
        left, bottom, right, top = box
        self.pieces.append(Piece(self._mended(text), left, right, bottom, top, bold, spaced))

    def _box(self, at: int) -> _Box:
        """A letter's box as the page is shown."""
        _box_of(self._handle, at, self._here)
        left, top, right, bottom = _as_box(self._rect)
        if not self._turn:
            return left, bottom, right, top
        width, height = self.size
        if self._turn == 90:
            return bottom, height - right, top, height - left
        if self._turn == 180:
            return width - right, height - top, width - left, height - bottom
        return width - top, left, width - bottom, right

    def _mended(self, text: str) -> str:
        """The text with halves of characters joined, and what has no meaning shown as such."""
        if text.isascii() and text.isprintable():
            return text
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        mended = []
        for at, letter in enumerate(text):
            code = ord(letter)
            if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFFFD, 0xFFFF):
                self.unknown += 1
                mended.append("\ufffd")
            elif 0xE000 <= code <= 0xF8FF:
                alone = at == 0 and text[1:2] in ("", " ")
                if code not in _BULLETS and not alone:
                    self.unknown += 1
                mended.append(_BULLETS.get(code, "•" if alone else letter))
            else:
                mended.append(letter)
        return "".join(mended)
