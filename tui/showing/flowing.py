"""Text in several styles, wrapped into lines: words found, words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from evidence.plain_text import shown
from tui.widgets.cells import cells
from tui.widgets.lines import Cell, Line

__all__ = ["Piece", "flowing", "with_found"]

#: A stretch of text and its style.
Piece = tuple[str, str]

_TOKEN = re.compile(r"\s+|\S+")
_MOST = 6_000
"""Characters that are shown; the reading pane shows all."""


def with_found(text: str, words: Sequence[str], style: str = "accent strong") -> list[Piece]:
    """A text with the places in this style where one of these words stands, in any case."""
    if not words:
        return [(text, "")]
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces: list[Piece] = []
    at = 0
    for match in re.finditer(pattern, text, re.IGNORECASE):
        pieces += [(text[at : match.start()], ""), (match[0], style)]
        at = match.end()
    return [piece for piece in (*pieces, (text[at:], "")) if piece[0]]


def flowing(pieces: Iterable[Piece], width: int, plain_ascii: bool = False) -> Iterator[Line]:
    """The pieces as lines of at most ``width`` cells, broken at blanks and where there is none."""
    line: list[Cell] = []
    used = 0
    space = False
    left = _MOST
    for text, style in pieces:
        for token in _TOKEN.findall(text[:left]):
            if token.isspace():
                space = used > 0
                continue
            for part in _parts(token, width, plain_ascii):
                wide = cells(shown(part, plain_ascii))
                if used and used + space + wide > width:
                    yield tuple(line)
                    line, used, space = [], 0, False
                if space:
                    line.append(Cell(" ", 1))
                    used += 1
                    space = False
                line.append(Cell(part, None, style))
                used += wide
        left -= len(text)
        if left <= 0:
            line.append(Cell(" ..." if plain_ascii else " …", None, "muted"))
            break
    if line:
        yield tuple(line)


def _parts(token: str, width: int, plain_ascii: bool) -> Iterator[str]:
    """A word, or where it is wider than a line, its parts."""
    if cells(shown(token, plain_ascii)) <= width:
        yield token
        return
    part = ""
    for character in token:
        if part and cells(shown(part + character, plain_ascii)) > width:
            yield part
            part = ""
        part += character
    yield part
