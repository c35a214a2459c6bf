"""The numbers of a sentence, held against those of the evidence near it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph.suggest.quantities import Quantity, quantities

__all__ = ["shares_in", "unknown_numbers", "values_in"]

#: Before a number that is not meant to the digit, and how far from it that may be.
_HEDGED = re.compile(
    r"\b(?:about|around|almost|nearly|roughly|some|over|under|below|above|(?:more|less|fewer) than)"
    r"\s+$",
    re.IGNORECASE,
)
_ROUGHLY = 0.15
#: "Of 94 women, six were ...": the whole comes first, and what follows are parts of it.
_WHOLE = re.compile(r"\bof\s+$", re.IGNORECASE)
#: "Six in ten" is a share, and neither a six nor a ten.
_IN = re.compile(r"\s+in\s+(?:every\s+)?$", re.IGNORECASE)
_SHARE_ROUGHLY = 0.05


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole that a text gives, in its words."""

    share: float
    words: str


def shares_in(text: str) -> list[Share]:
    """Every share of a text: those it gives in one, and the parts of a whole it begins with."""
    found: list[Share] = []
    whole: Quantity | None = None
    for quantity in quantities(text):
        if quantity.share is not None:
            found.append(Share(quantity.share, text[quantity.start : quantity.end]))
        elif _WHOLE.search(text, 0, quantity.start):
            whole = quantity
        elif whole is not None and whole.value and quantity.value <= whole.value:
            found.append(Share(quantity.value / whole.value, text[whole.start : quantity.end]))
    return found


def values_in(texts: Iterable[str]) -> set[float]:
    """Every number in texts, shares as hundredths too."""
    found: set[float] = set()
    for text in texts:
        for quantity in quantities(text):
            found.add(quantity.value)
            if quantity.of is not None:
                found.add(quantity.of)
        found |= {100 * each.share for each in shares_in(text)}
    return found


def unknown_numbers(sentence: str, there: set[float], shares: Collection[float]) -> Iterator[str]:
    """The numbers of a sentence, in its words, that are not among these, nor its rates."""
    told = quantities(sentence)
    rates = [
        (one, other)
        for one, other in pairwise(told)
        if _IN.fullmatch(sentence, one.end, other.start) and 0 < one.value < other.value <= 10
    ]
    parts = {id(each) for pair in rates for each in pair}
    for one, other in rates:
        share = one.value / other.value
        if not any(abs(share - each) < _SHARE_ROUGHLY for each in shares):
            yield sentence[one.start : other.end]
    for quantity in told:
        if id(quantity) in parts:
            continue
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
