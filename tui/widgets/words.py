"""The words and sentences of a stretch of text, for choosing a part of it by keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tui.widgets.wrapping import Span

__all__ = ["sentences", "sentences_from", "stripped", "words", "words_near"]

_TITLES: Final = "".join(rf"(?<!\b{title})" for title in ("Mr", "Ms", "Dr", "St", "Mrs", "Prof"))
_SENTENCE: Final = re.compile(
    rf"\S.*?(?:{_TITLES}[.!?…]+[\"'”’)\]»]*(?=\s|$)|[。！？]+[\"”’」』）]*|(?=\n\s*\n)|$)",
    re.DOTALL,
)
# Chinese and Japanese write no spaces: there each character is a word.
_WORD: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\s\u3040-\u30ff\u3400-\u9fff]+")


def words(text: str, start: int, end: int) -> list[Span]:
    """The words of `text[start:end]` in order, each with the punctuation that touches it."""
    return [Span(*match.span()) for match in _WORD.finditer(text, start, end)]


#: What begins where no word goes on from the character before.
_BREAK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\\s]")
_NEAR: Final = 2_000


def words_near(text: str, start: int, end: int, at: int) -> tuple[list[Span], Span]:
    """The words of `text[start:end]` for some way before and after a character, each whole.

    With them comes the stretch that was looked at.
    """
    first = start
    if at - start > _NEAR:
        broken = _BREAK.search(text, at - _NEAR, at)
        spaces = (text.rfind(space, start, at - _NEAR) for space in " \n")
        first = broken.start() if broken else max(start, *spaces)
    last = _BREAK.search(text, at + _NEAR, end) if at + _NEAR < end else None
    looked = Span(first, last.start() if last else end)
    return words(text, *looked), looked


def sentences_from(text: str, start: int, end: int, at: int) -> Iterator[Span]:
    """The sentences of a very long `text[start:end]` from some way before a character on.

    Where the first of them begins is not exact; sentences further on are.
    """
    first = max(start, text.rfind(". ", start, max(start, at - _NEAR)) + 1)
    for match in _SENTENCE.finditer(text, first, end):
        yield stripped(text, *match.span())


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]` in order, without the white space between them."""
    found = (Span(*match.span()) for match in _SENTENCE.finditer(text, start, end))
    return [stripped(text, *span) for span in found]


def stripped(text: str, start: int, end: int) -> Span:
    """The stretch without white space at either end; empty at `start` if there is nothing else."""
    part = text[start:end]
    if not part.strip():
        return Span(start, start)
    return Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))
