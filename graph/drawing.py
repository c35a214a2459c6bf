"""What every drawing is made of: spans of text with a style word, cut to the cells of a terminal.

A line is a list of spans; a span is a text and one of the style words ``muted``, ``good``,
``bad``, ``warn``, ``accent``, ``strong`` or nothing. A style never says what the text does not:
each has its glyph or word beside it. Text from evidence passes ``safe`` before it is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from evidence.plain_text import shown

__all__ = [
    "RELATIONS",
    "STATUSES",
    "TABLES",
    "Drawn",
    "Line",
    "Sign",
    "Span",
    "clipped",
    "cut",
    "keyed",
    "padded",
    "plain",
    "safe",
    "width",
    "wrapped",
]

Span: TypeAlias = tuple[str, str]
Line: TypeAlias = list[Span]


class Drawn(NamedTuple):
    """One line of a drawing, and the record that it shows by table and id (None: no record)."""

    about: tuple[str, str] | None
    spans: Line


class Sign(NamedTuple):
    """A glyph of one cell, what stands for it in ASCII, and its style."""

    glyph: str
    ascii: str
    style: str = ""

    def on(self, plain_ascii: bool) -> str:
        """The glyph for a terminal with or without more than ASCII."""
        return self.ascii if plain_ascii else self.glyph


#: The sign of each relation of the area graph.
RELATIONS: Final = {
    "supports": Sign("+", "+", "good"),
    "qualifies": Sign("~", "~", "warn"),
    "contradicts": Sign("−", "-", "bad"),
    "under": Sign("›", ">", "muted"),
    "bears_on": Sign("?", "?", "muted"),
    "from": Sign("›", ">", "muted"),
    "said_by": Sign("·", ".", "muted"),
    "voiced_by": Sign("·", ".", "muted"),
    "derived_from": Sign("↩", "<", "accent"),
    "repeats": Sign("=", "=", "accent"),
}

#: The sign of each table of records.
TABLES: Final = {
    "questions": Sign("?", "?", "accent"),
    "findings": Sign("◆", "!", "accent"),
    "statements": Sign("“", '"', "muted"),
    "sources": Sign("□", "#", "muted"),
    "voices": Sign("◇", "o", "muted"),
}

#: The sign of each status of a finding.
STATUSES: Final = {
    "silent": Sign("○", ".", "muted"),
    "single_source": Sign("◔", "1", "warn"),
    "partly_corroborated": Sign("◑", "%", "warn"),
    "corroborated": Sign("●", "*", "good"),
    "conflicting": Sign("≠", "!", "bad"),
    "not_supported": Sign("−", "-", "bad"),
}

# Characters looked at for each cell there is: a text of any length costs no more than that.
_MOST: Final = 8
_BREAK: Final = re.compile("[ \t]*(?:\r\n|[\t\n\r\u2028\u2029])[ \t]*")
_NEWLY_WIDE: Final = re.compile(
    "[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d376\U0001f1e6-\U0001f1ff]"
)
_PLAIN: Final = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‹": "<",
        "›": ">",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "…": "...",
        "•": "*",
        "·": ".",
        "×": "x",
        "⁄": "/",
        "→": ">",
        "£": "GBP ",
        "€": "EUR ",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "ı": "i",
    }
)


def safe(text: str, plain_ascii: bool = False) -> str:
    """A text from outside as one line in which no character is obeyed by a terminal.

    A line break or a tab is a space; every other control, direction or zero width character is a
    sign that can be seen (``evidence.plain_text``). With ``plain_ascii`` letters lose their marks,
    and what has no near letter is ``?``.
    """
    if not text.isprintable():
        text = _BREAK.sub(" ", text)
    line = shown(text, plain_ascii)
    if not plain_ascii or line.isascii():
        return line
    letters = unicodedata.normalize("NFKD", line.translate(_PLAIN)).translate(_PLAIN)
    return "".join(
        letter if letter.isascii() else "?"
        for letter in letters
        if not unicodedata.category(letter).startswith("M")
    )


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    # What Unicode made wide after this Python's tables: 2 is never too little.
    return 2 if category == "Cn" or _NEWLY_WIDE.match(character) else 1


def width(text: str) -> int:
    """The cells that a text which passed ``safe`` takes, never fewer than a terminal gives it."""
    return len(text) if text.isascii() else _width(text)


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    return sum(map(_cells, text))


def _head(text: str, cells: int) -> str:
    """The longest beginning of a text that takes no more than these cells."""
    if text.isascii():
        return text[:cells]
    taken = 0
    for number, character in enumerate(text):
        taken += _cells(character)
        if taken > cells:
            return text[:number]
    return text


def clipped(text: str, cells: int, plain_ascii: bool = False) -> str:
    """A text from outside, made safe, in at most ``cells``; what does not fit ends in … (or ~)."""
    if cells <= 0:
        return ""
    most = _MOST * cells
    line = safe(text[:most], plain_ascii)
    if width(line) <= cells and len(text) <= most:
        return line
    return _head(line, cells - 1).rstrip() + ("~" if plain_ascii else "…")


def padded(text: str, cells: int) -> str:
    """A safe text with spaces after it to fill ``cells``; longer text stays as it is."""
    return text + " " * (cells - width(text))


def wrapped(text: str, cells: int, plain_ascii: bool = False, used: int = 0) -> list[str]:
    """A text from outside, made safe, as lines of at most ``cells``, broken between words.

    The first line has ``used`` cells fewer; where no word fits there, it is empty.
    """
    cells = max(cells, 2)
    made: list[str] = []
    line, left = "", cells - used
    for word in safe(text, plain_ascii).split(" "):
        joined = f"{line} {word}" if line else word
        if width(joined) <= left:
            line = joined
            continue
        if line or not made:
            made.append(line)
        line, left = word, cells
        while width(line) > cells:
            head = _head(line, cells)
            made.append(head)
            line = line[len(head) :]
    return [*made, line] if line or not made else made


def plain(line: Iterable[Span]) -> str:
    """A line's text without its styles, and without spaces at its end."""
    return "".join(text for text, _ in line).rstrip()


def cut(line: Iterable[Span], cells: int, plain_ascii: bool = False) -> Line:
    """A line of safe spans in at most ``cells``, neighbours of one style joined."""
    made: Line = []
    left = cells
    for text, style in line:
        if left <= 0:
            break
        fitting = text if width(text) <= left else clipped(text, left, plain_ascii)
        left -= width(fitting)
        if made and made[-1][1] == style:
            made[-1] = (made[-1][0] + fitting, style)
        elif fitting:
            made.append((fitting, style))
    return made


def keyed(items: Iterable[tuple[Sign, str]], cells: int, plain_ascii: bool = False) -> list[Line]:
    """A key to a drawing: signs with their meanings, in lines of at most ``cells``."""
    made: list[Line] = []
    taken = cells
    for sign, meaning in items:
        glyph = sign.on(plain_ascii)
        needed = len(glyph) + 1 + len(meaning)
        if taken + 2 + needed > cells:
            made.append([])
            taken = -2
        made[-1] += [(" " * (2 if taken > 0 else 0), ""), (glyph, sign.style)]
        made[-1].append((f" {meaning}", "muted"))
        taken += 2 + needed
    return [cut(line, cells, plain_ascii) for line in made]
