"""The numbers of a sentence, held against those of the evidence near it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.suggest.quantities import quantities

__all__ = ["unknown_numbers", "values_in"]

#: Before a number that is not meant to the digit, and how far from it that may be.
_HEDGED = re.compile(
    r"\b(?:about|around|almost|nearly|roughly|some|over|under|below|above|(?:more|less|fewer) than)"
    r"\s+$",
    re.IGNORECASE,
)
_ROUGHLY = 0.15


def values_in(texts: Iterable[str]) -> set[float]:
    """Every number in texts, shares as hundredths too."""
    found: set[float] = set()
    for text in texts:
        for quantity in quantities(text):
            found.add(quantity.value)
            if quantity.of is not None:
                found.add(quantity.of)
            if quantity.share is not None:
                found.add(100 * quantity.share)
    return found


def unknown_numbers(sentence: str, there: set[float]) -> Iterator[str]:
    """The numbers of a sentence, in its words, that are not among these."""
    for quantity in quantities(sentence):
        for value in (quantity.value, quantity.of):
            hedged = _HEDGED.search(sentence, 0, quantity.start) is not None
            if value is not None and not _known(value, there, hedged=hedged):
                yield sentence[quantity.start : quantity.end]
                break


def _known(value: float, there: set[float], *, hedged: bool) -> bool:
    """Whether a number is among these, rounded if it is whole; "about" so much is wider."""
    near = 0.5 if value == int(value) and value > 2 else 0.01
    if hedged:
        near = max(near, _ROUGHLY * value)
    return value <= 2 or any(abs(value - each) < near for each in there)
