"""What stands where on the pages of a PDF, as pdfium finds it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from evidence.readers._pdfpieces import Piece, Taking
from evidence.reading import Unreadable

__all__ = ["Note", "Page", "PageDamaged", "document", "words_between"]

#: pdfium keeps state of its own, and may be asked by one thread at a time.
_ONE_AT_A_TIME = Lock()

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
            raise Unreadable("is no PDF, or is damaged: ask for another copy") from None
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
        taking = Taking(words, page.get_size(), page.get_rotation())
        found = Page(number, taking.size[1], taking.pieces, unknown=taking.unknown)
        found.notes = list(_notes(page, found))
        words.close()
        page.close()
    except (pdfium.PdfiumError, OSError, ValueError):
        raise PageDamaged from None
    return found


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
