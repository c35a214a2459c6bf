"""How many cells of a terminal a text takes once shown, and which characters share one."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from rich._unicode_data import load as load_cell_table
from rich.cells import cell_len, get_character_cell_size

from evidence.plain_text import HIDDEN, HIDDEN_LOW, ascii_sign, shown, sign

__all__ = ["Cluster", "Widths", "cells", "clusters", "uneven", "wide_run", "widths_of"]


def _of_width(*widths: int, above: int) -> str:
    """The characters below U+10000 to which rich gives one of these widths, as inside a set."""
    return "".join(
        f"\\u{first:04x}-\\u{min(last, 0xFFFF):04x}"
        for first, last, width in load_cell_table("auto").widths
        if width in widths and above <= first <= 0xFFFF
    )


@cache
def uneven() -> re.Pattern[str]:
    """Finds the next character that may not take one cell when shown; a newline is not one."""
    hidden = HIDDEN_LOW.replace(r"\x00-\x1f", r"\x00-\x09\x0b-\x1f")
    return re.compile(f"[{hidden}{_of_width(0, 2, above=0x80)}\\U00010000-\\U0010ffff]")


@cache
def wide_run() -> re.Pattern[str]:
    """Matches a run of characters that take two cells each, such as Chinese."""
    return re.compile(f"[{_of_width(2, above=0x2E80)}]*")


class Widths(dict[str, int]):
    """The cells each character takes once shown; filled as characters are met."""

    def __init__(self, *, plain_ascii: bool) -> None:
        super().__init__()
        self.plain_ascii = plain_ascii
        self._stands_for = ascii_sign if plain_ascii else sign

    def __missing__(self, character: str) -> int:
        if HIDDEN.match(character):
            width = cell_len(self._stands_for(character))
        else:
            width = get_character_cell_size(character)
        self[character] = width
        return width


_WIDTHS: Final = Widths(plain_ascii=False)
_ASCII_WIDTHS: Final = Widths(plain_ascii=True)


def widths_of(plain_ascii: bool) -> Widths:
    """The table of widths for one of the two ways of showing."""
    return _ASCII_WIDTHS if plain_ascii else _WIDTHS


def cells(text: str) -> int:
    """The cells that a text already passed through `shown` takes."""
    return len(text) if text.isascii() else cell_len(text)


class Cluster(NamedTuple):
    """One thing on the screen: the characters `start` to `end` drawn as `sign` from cell `x`."""

    start: int
    end: int
    x: int
    width: int
    sign: str


def clusters(text: str, start: int, end: int, plain_ascii: bool = False) -> list[Cluster]:
    """`text[start:end]` as drawn on one line, in order, without holes in offsets or in cells.

    Each cluster is a character with the combining marks that follow it. Newlines are signs here as
    any other character: a caller who breaks lines at them ends before them.
    """
    table = widths_of(plain_ascii)
    stands_for = ascii_sign if plain_ascii else sign
    made: list[Cluster] = []
    x = 0
    for offset in range(start, end):
        character = text[offset]
        width = table[character]
        drawn = stands_for(character) if HIDDEN.match(character) else character
        if width == 0 and made:
            last = made[-1]
            made[-1] = last._replace(end=offset + 1, sign=last.sign + drawn)
            continue
        if not made:
            drawn = shown(character, plain_ascii)
            width = max(1, cells(drawn))  # a mark newer than Python's tables has none
        made.append(Cluster(offset, offset + 1, x, width, drawn))
        x += width
    return made
