"""The numbers of a sentence, held against those of the evidence near it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.suggest.lexical import stem, terms
from graph.suggest.quantities import Quantity, quantities

__all__ = ["Figures", "shares_in", "tells_figure", "unknown_numbers"]

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
_IN = re.compile(r"\s+(?:[a-z]+\s+)?in\s+(?:every\s+)?$", re.IGNORECASE)
_SHARE_ROUGHLY = 0.05
#: A number of a text is of a sentence's measure where so many words near it are near one there.
_IN_COMMON, _REACH = 2, 60
_MONTHS = "january february march april may june july august september october november december"
_WHEN = frozenset(map(stem, (*_MONTHS.split(), "since", "year", "month", "week", "day", "cent")))
_FRACTION = re.compile(
    r"\b(?:(a|one|two|three|four)[\s-])?(half|third|quarter|fifth|tenth)s?"
    r"(?= (?:of|had|have|has|were|was|are|is|did|do|said|say)\b)",
    re.IGNORECASE,
)
#: "More than half" is a claim, and held against shares as such.
_BOUND = re.compile(r"\b(?:(?:more|less|fewer) than|over|under)\s+$", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b")
_ORDINALS = {
    word: float(number)
    for number, word in enumerate(
        ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=3
    )
}
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole that a text gives, in its words."""

    share: float
    words: str


def shares_in(text: str) -> list[Share]:
    """Every share of a text: those it gives in one, and the parts of a whole it begins with."""
    found = [Share(share, words) for share, words, _ in _fractions(text)]
    whole: Quantity | None = None
    told = quantities(text)
    found += [
        Share(one.value / other.value, text[one.start : other.end])
        for one, other in _rates(text, told)
    ]
    for quantity in told:
        if quantity.share is not None:
            found.append(Share(quantity.share, text[quantity.start : quantity.end]))
        elif _WHOLE.search(text, 0, quantity.start):
            whole = quantity
        elif whole is not None and whole.value and quantity.value <= whole.value:
            found.append(Share(quantity.value / whole.value, text[whole.start : quantity.end]))
    return found


def _fractions(text: str) -> Iterator[tuple[float, str, tuple[int, int]]]:
    """The fractions of something that a text gives, with its words and where they stand."""
    for match in _FRACTION.finditer(text):
        parts = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[match[2].lower()]
        many = {"two": 2, "three": 3, "four": 4}.get((match[1] or "").lower(), 1)
        yield many / parts, match[0], match.span()


def _rates(text: str, told: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """The pairs of neighbouring numbers that are a share: "six in ten"."""
    for one, other in pairwise(told):
        if _IN.fullmatch(text, one.end, other.start) and 0 < one.value < other.value <= 10:
            yield one, other


class Figures:
    """The numbers of texts, apart from shares: what a number of a sentence may be.

    With those that follow: how many there were in all, how long it was from one time of day to
    another, and how many times a third report makes.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._numbers: set[float] = set()
        self._percents: set[float] = set()
        self._shares: set[float] = set()
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Take in one more text."""
        counted = []
        for quantity in quantities(text):
            if quantity.unit == "%":
                self._percents.add(quantity.value)
            else:
                counted.append(quantity.value)
                self._numbers |= {quantity.value, *filter(None, (quantity.of,))}
        shares = {each.share for each in shares_in(text)}
        self._shares |= shares
        self._percents |= {100 * share for share in shares}
        if len(counted) > 1:
            self._numbers.add(sum(counted))
        self._numbers |= {_ORDINALS[match[0].lower()] for match in _ORDINAL.finditer(text)}
        hours = [int(hour) + int(minute) / 60 for hour, minute in _TIME_OF_DAY.findall(text)]
        self._numbers |= {later - one for one, later in pairwise(hours) if later > one}

    def add_alike(self, text: str, sentence: str) -> None:
        """Take in the numbers of a text around which it has words of a sentence's around a number.

        That is how the same measure is told in a text that is about something else besides.
        """
        told = [_around(sentence, quantity) for quantity in quantities(sentence)]
        for quantity in quantities(text):
            here = _around(text, quantity)
            if any(len(here & there) >= _IN_COMMON for there in told):
                (self._percents if quantity.unit == "%" else self._numbers).add(quantity.value)
                self._numbers |= {*filter(None, (quantity.of,))}

    def has(self, quantity: Quantity, *, hedged: bool = False) -> bool:
        """Whether a quantity is among these, and its whole if it has one."""
        if quantity.unit == "%":
            return _known(quantity.value, self._percents, hedged=hedged)
        both = filter(None, (quantity.value, quantity.of))
        return all(_known(value, self._numbers, hedged=hedged) for value in both)

    def has_share(self, share: float) -> bool:
        """Whether a rate in words, such as six in ten, is roughly among these."""
        return any(abs(share - each) < _SHARE_ROUGHLY for each in self._shares)


def unknown_numbers(sentence: str, there: Figures) -> Iterator[str]:
    """The numbers of a sentence, in its words, that are not among these, nor its rates."""
    told = quantities(sentence)
    rates = list(_rates(sentence, told))
    parts = {id(each) for pair in rates for each in pair}
    for one, other in rates:
        if not there.has_share(one.value / other.value):
            yield sentence[one.start : other.end]
    fractions = list(_fractions(sentence))
    for share, words, (start, _) in fractions:
        if not (_BOUND.search(sentence, 0, start) or there.has_share(share)):
            yield words
    for quantity in told:
        within = any(start <= quantity.start < end for _, _, (start, end) in fractions)
        if id(quantity) not in parts and not within:
            hedged = _HEDGED.search(sentence, 0, quantity.start) is not None
            # "97 per cent, and none above 115": the second is a percentage too.
            bare = not quantity.unit and quantity.of is None and any(q.unit == "%" for q in told)
            as_rate = replace(quantity, unit="%") if bare else quantity
            if not (there.has(quantity, hedged=hedged) or there.has(as_rate, hedged=hedged)):
                yield sentence[quantity.start : quantity.end]


def tells_figure(sentence: str, text: str) -> bool:
    """Whether a sentence gives so many of so many, as a text has it: the evidence itself."""
    told = quantities(sentence)
    there = Figures([text])
    return any(each.of is not None for each in told) and all(map(there.has, told))


def _around(text: str, quantity: Quantity) -> set[str]:
    """The stems near a number that are no numbers or dates themselves."""
    before = text[max(0, quantity.start - _REACH) : quantity.start]
    after = text[quantity.end : quantity.end + _REACH]
    near = {term.stem for term in (*terms(before), *terms(after))}
    return {each for each in near if not each[0].isdigit()} - _WHEN


def _known(value: float, there: Collection[float], *, hedged: bool) -> bool:
    """Whether a number is among these, rounded if it is whole; "about" so much is wider."""
    near = 0.5 if value == int(value) and value > 2 else 0.01
    if hedged:
        near = max(near, _ROUGHLY * value)
    return value <= 2 or any(abs(value - each) < near for each in there)
