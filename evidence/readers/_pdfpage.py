"""What stands where on the pages of a PDF, as pdfium finds it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from evidence.reading import Unreadable

__all__ = ["Note", "Page", "PageDamaged", "Piece", "document", "words_between"]

#: pdfium keeps state of its own, and may be asked by one thread at a time.
_ONE_AT_A_TIME = Lock()

#: A gap this wide, in heights of the type, may lie between two columns.
_GAP = 0.9
#: Bullets that fonts of symbols put where Unicode has no meaning.
_BULLETS = {0xF0B7: "•", 0xF06E: "■", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF06C: "●"}

_MOST_NOTES = 2_000
_MOST_NOTE = 100_000
_NOTE_KINDS = {
    pdfium_c.FPDF_ANNOT_TEXT: "comment",
    pdfium_c.FPDF_ANNOT_FREETEXT: "comment",
    pdfium_c.FPDF_ANNOT_HIGHLIGHT: "comment",
    pdfium_c.FPDF_ANNOT_UNDERLINE: "comment",
    pdfium_c.FPDF_ANNOT_SQUIGGLY: "comment",
    pdfium_c.FPDF_ANNOT_STRIKEOUT: "comment",
    pdfium_c.FPDF_ANNOT_WIDGET: "form field",
}


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
        return max(self.top - self.bottom, 0.1)

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.top + self.bottom) / 2

    def beside(self, other: Piece) -> bool:
        """Whether the two stand on one line."""
        return abs(self.middle - other.middle) < 0.4 * min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class Note:
    """A comment or a filled-in field on a page."""

    part: str
    text: str
    name: str | None


@dataclass(slots=True)
class Page:
    """A page's pieces in the order of the file, and what stands on it besides."""

    number: int
    height: float
    pieces: list[Piece]
    notes: list[Note] = field(default_factory=list)
    unknown: int = 0
    unread_notes: int = 0


class PageDamaged(Exception):
    """A page can't be read."""


@contextmanager
def document(content: bytes) -> Iterator[tuple[int, Callable[[int], Page]]]:
    """How many pages a file has, and what gives a page by its number from 1.

    Raises Unreadable for no PDF, a damaged one or one with a password; a page, PageDamaged.
    """
    with _ONE_AT_A_TIME:
        try:
            opened: Any = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
                raise Unreadable("is protected by a password: save it without one") from None
            raise Unreadable("is no PDF, or is damaged") from None
        try:
            yield len(opened), lambda number: _page(opened, number)
        finally:
            opened.close()


def words_between(content: bytes, page: int, corners: Sequence[int | None]) -> str:
    """The words of a page, by its number from 1, between two corners in points from lower left.

    Empty where there are none, or the page can't be read.
    """
    if any(corner is None for corner in corners):
        return ""
    x1, y1, x2, y2 = (corner or 0 for corner in corners)
    with _ONE_AT_A_TIME:
        try:
            opened: Any = pdfium.PdfDocument(content)
        except pdfium.PdfiumError:
            return ""
        try:
            words: Any = opened[page - 1].get_textpage() if 1 <= page <= len(opened) else None
            if words is None:
                return ""
            left, right, bottom, top = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            found: str = words.get_text_bounded(left, bottom, right, top)
        except (pdfium.PdfiumError, OSError, ValueError):
            return ""
        finally:
            opened.close()
    return found.replace("\r\n", "\n").strip()


def _page(opened: Any, number: int) -> Page:
    try:
        page: Any = opened[number - 1]
        words: Any = page.get_textpage()
        found = Page(number, page.get_height(), [])
        _take(words, page.get_rotation(), page.get_size(), found)
        found.notes = list(_notes(page, found))
        words.close()
        page.close()
    except (pdfium.PdfiumError, OSError, ValueError):
        raise PageDamaged from None
    return found


def _take(words: Any, turn: int, size: tuple[float, float], page: Page) -> None:
    """Gather the pieces of the page, its unknown characters counted.

    Called for each letter of a page, it is written for speed: it asks pdfium for a letter's box
    and for nothing else, and makes no object before a piece is whole.
    """
    handle, text = words.raw, _text(words)
    rect = pdfium_c.FS_RECTF()
    here = ctypes.byref(rect)
    ask = pdfium_c.FPDFText_GetLooseCharBox
    letters: list[str] = []
    p_left = p_right = p_bottom = p_top = closest = widest = 0.0
    first = 0
    space = p_space = False

    def close() -> None:
        if letters:
            bold = pdfium_c.FPDFText_GetFontWeight(handle, first) >= 600
            mended = _mended("".join(letters), page)
            page.pieces.append(Piece(mended, p_left, p_right, p_bottom, p_top, bold, p_space))
            letters.clear()

    for found in _WORDS.finditer(text):
        word = found[0]
        if word in "\n\r":
            close()
            space = False
            continue
        if word.isspace():
            space = True
            continue
        for at, letter in enumerate(word, found.start()):
            ask(handle, at, here)
            if turn:
                left, bottom, right, top = _turned(rect, turn, size)
            else:
                left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
            if letters and not closest <= left - p_right <= widest:
                close()
            if letters:
                if space:
                    letters.append(" ")
                if right > p_right:  # noqa: PLR1730  (a call of max takes longer)
                    p_right = right
                if left < p_left:  # noqa: PLR1730
                    p_left = left
                if bottom >= p_bottom and top <= p_top:
                    letters.append(letter)
                    space = False
                    continue
                p_bottom, p_top = min(p_bottom, bottom), max(p_top, top)
            else:
                p_left, p_right, p_bottom, p_top = left, right, bottom, top
                first, p_space = at, space
            height = max(p_top - p_bottom, 0.1)
            closest, widest = -2 * height, _GAP * height
            letters.append(letter)
            space = False
    close()


#: Ends of lines, white space, and words.
_WORDS = re.compile(r"[\n\r]|[^\S\n\r]+|\S+")

#: How pdfium says that a hyphen ends a line, and that a letter has no meaning.
_TRANSLATED = {0x02: "\u00ad", 0xFFFE: "\u00ad", 0x00: "\ufffd"}


def _text(words: Any) -> str:
    """The letters of a page, a character for each that pdfium counts."""
    count = words.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(words, 0, count, buffer) == count + 1:
        text = "".join(map(chr, buffer[:count]))
    else:  # some letter is written as none or as two
        codes = (pdfium_c.FPDFText_GetUnicode(words, at) for at in range(count))
        text = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)
    return text.translate(_TRANSLATED)


def _mended(text: str, page: Page) -> str:
    """The text with halves of characters joined, and what has no meaning shown as such."""
    if text.isascii() and text.isprintable():
        return text
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    mended = []
    for at, letter in enumerate(text):
        code = ord(letter)
        if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFFFD, 0xFFFF):
            page.unknown += 1
            mended.append("\ufffd")
        elif 0xE000 <= code <= 0xF8FF:
            alone = at == 0 and text[1:2] in ("", " ")
            if code not in _BULLETS and not alone:
                page.unknown += 1
            mended.append(_BULLETS.get(code, "•" if alone else letter))
        else:
            mended.append(letter)
    return "".join(mended)


def _turned(rect: Any, turn: int, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """A box as the page is shown: left, bottom, right, top."""
    width, height = size
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    if turn == 90:
        return bottom, height - right, top, height - left
    if turn == 180:
        return width - right, height - top, width - left, height - bottom
    if turn == 270:
        return width - top, left, width - bottom, right
    return left, bottom, right, top


def _notes(page: Any, found: Page) -> Iterator[Note]:
    count = pdfium_c.FPDFPage_GetAnnotCount(page)
    found.unread_notes = max(0, count - _MOST_NOTES)
    for at in range(min(count, _MOST_NOTES)):
        note = pdfium_c.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        try:
            part = _NOTE_KINDS.get(pdfium_c.FPDFAnnot_GetSubtype(note))
            if part is None:
                continue
            key = b"V" if part == "form field" else b"Contents"
            if pdfium_c.FPDFAnnot_GetStringValue(note, key, None, 0) > 2 * _MOST_NOTE:
                found.unread_notes += 1
            text = _string(note, key)
            # A tick is a name, "Off" where it is not set.
            if text.strip() and (part == "comment" or text != "Off"):
                yield Note(part, text, " ".join(_string(note, b"T").split()) or None)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(note)


def _string(note: Any, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < size <= 2 * _MOST_NOTE:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium_c.FPDFAnnot_GetStringValue(note, key, buffer, size)
    text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").strip()
