"""The words and sentences of a stretch of text, for choosing a part of it by keys."""

from __future__ import annotations

import re
from typing import Final

from tui.widgets.wrapping import Span

__all__ = ["sentences", "stripped", "words"]

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
