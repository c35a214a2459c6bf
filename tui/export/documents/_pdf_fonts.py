"""Fonts for PDF: whatever on this machine can draw the text, and a word for what nothing can.

A PDF carries its fonts. reportlab brings one for western languages; fonts of the system, and those
put into ``fonts`` in the folder of settings, draw the rest. What none of them can draw is written
as its number, and counted, so that the document can say so: nothing is left out silently.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from graph.drawing import STATUSES, safe
from tui import settings

__all__ = ["Fonts"]

#: Where systems keep their fonts, and the files in them that draw many scripts.
_PLACES: Final = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts"),
    "darwin": ("/Library/Fonts", "/System/Library/Fonts/Supplemental", "~/Library/Fonts"),
    "win32": (r"%WINDIR%\Fonts",),
}
_NAMES: Final = (
    "DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "arial.ttf", "segoeui.ttf",
    "seguisym.ttf", "Arial Unicode.ttf", "ARIALUNI.TTF", "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf", "NotoSansDevanagari-Regular.ttf", "NotoSansBengali-Regular.ttf",
    "NotoSansGurmukhi-Regular.ttf", "NotoSansTamil-Regular.ttf", "Nirmala.ttf",
    "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "NotoSansSymbols2-Regular.ttf",
)  # fmt: skip
#: What stands for our own signs where no font has them.
_INSTEAD: Final = {
    **{sign.glyph: sign.ascii for sign in STATUSES.values()},
    "▸": ">", "†": "+", "→": "->", "‹": "<", "›": ">", "⏎": "<LF>", "·": ".", "−": "-",
}  # fmt: skip
_LONG: Final = 200
_ONE_WORD: Final = re.compile(r"\S{200}(?=\S)")
_SHAPED: Final = ("AL", "R")


class Fonts:
    """The fonts of one document: text as reportlab's markup, and what could not be drawn."""

    def __init__(self) -> None:
        self._chain = _registered()
        #: How often each character was met that no font has.
        self.lacking: dict[str, int] = {}
        #: Whether there was text that runs from right to left.
        self.right_to_left = False

    @property
    def plain(self) -> str:
        """The name of the font that texts begin with."""
        return self._chain[0][0]

    def markup(self, text: str) -> str:
        """A text from outside as markup in which nothing acts, in fonts that can draw it."""
        shown = safe(text)
        if shown.isascii() and len(shown) < _LONG:
            return escape(shown, quote=False)
        if _ONE_WORD.search(shown):  # reportlab takes the square of a word's length to break it
            broken = _ONE_WORD.sub(lambda found: f"{found[0]}\n", shown)
            return "<br/>".join(self._markup(part) for part in broken.split("\n"))
        return self._markup(shown)

    def _markup(self, shown: str) -> str:
        made: list[str] = []
        name, part = self.plain, ""
        for character in shown:
            found, drawn = self._font_of(character)
            if found != name:
                made.append(self._in_font(name, part))
                name, part = found, ""
            part += drawn
        made.append(self._in_font(name, part))
        return "".join(made)

    def _in_font(self, name: str, part: str) -> str:
        text = escape(part, quote=False)
        return text if name == self.plain or not text else f'<font name="{name}">{text}</font>'

    def _font_of(self, character: str) -> tuple[str, str]:
        """The font that has a character, and what is drawn for it."""
        if unicodedata.bidirectional(character) in _SHAPED:
            self.right_to_left = True
        for name, drawable in self._chain:
            if ord(character) in drawable:
                return name, character
        if character in _INSTEAD:
            return self.plain, _INSTEAD[character]
        self.lacking[character] = self.lacking.get(character, 0) + 1
        return self.plain, f"[U+{ord(character):04X}]"


@cache
def _registered() -> list[tuple[str, Any]]:
    """The fonts that can be embedded, by name, each with the characters that it has."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    found = []
    for number, path in enumerate([*_own(), *_of_system(), Path("Vera.ttf")]):
        name = f"T{number}"
        try:
            font = TTFont(name, str(path))
        except (TTFError, OSError, ValueError, KeyError, IndexError):
            continue  # no TrueType, or one that may not be embedded
        pdfmetrics.registerFont(font)
        bold = _beside(path)
        if bold is not None:
            try:
                pdfmetrics.registerFont(TTFont(f"{name}B", str(bold)))
            except (TTFError, OSError, ValueError, KeyError, IndexError):
                bold = None
        thick = f"{name}B" if bold is not None else name
        pdfmetrics.registerFontFamily(name, normal=name, bold=thick, italic=name, boldItalic=thick)
        found.append((name, font.face.charToGlyph))
    return found


def _beside(path: Path) -> Path | None:
    """The bold form of a font that is kept beside it."""
    if path.name == "Vera.ttf":
        return Path("VeraBd.ttf")
    stem = path.stem.removesuffix("-Regular")
    names = (f"{stem}-Bold.ttf", f"{stem} Bold.ttf", f"{stem}bd.ttf", f"{stem}b.ttf")
    return next((path.with_name(name) for name in names if path.with_name(name).is_file()), None)


def _own() -> list[Path]:
    return sorted((settings.config_folder() / "fonts").glob("*.ttf"))


def _of_system() -> Iterable[Path]:
    """The fonts of the system that are known to draw many scripts, in our order."""
    there: dict[str, Path] = {}
    for place in _PLACES.get(sys.platform, _PLACES["linux"]):
        top = Path(os.path.expandvars(place)).expanduser()
        for path in top.rglob("*.[tT][tT][fF]") if top.is_dir() else ():
            there.setdefault(path.name, path)
    return [there[name] for name in _NAMES if name in there]
