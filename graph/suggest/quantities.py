"""The quantities that a text names: how much of what, and where it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.suggest.lexical import STOP_WORDS, stem

__all__ = ["Quantity", "quantities"]

_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "  # noqa: SIM905
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_WORDS = "|".join([*_TENS, *sorted(_SMALL, key=len, reverse=True)])
_VALUE = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|(?:{_WORDS})(?:-(?:{_WORDS}))?"
_NUMBER = re.compile(rf"(?<![\w.£$/-])(£?)({_VALUE})(?![\w])", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_OF = re.compile(
    rf"\s+(?:out\s+)?of\s+(?:the\s+|those\s+|our\s+|these\s+)?(?:last\s+)?({_VALUE})(?![\w%])",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s+(?:and a half\s+)?([^\W\d_]+)(?:\s+([^\W\d_]+))?")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DATED = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b(?:\s+\d{{4}})?|(?:{_MONTHS})\s+\d{{4}}"
    r"|(?:19|20)\d\d(?:[-–/]\d{2,4})?|\d{1,2}[.:]\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?)",
    re.IGNORECASE,
)
_SPAN_OF_TIME = re.compile(r"(minute|hour|day|week|month|year)s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: ``unit`` is "%", "£", a span of time, or the stem of what is counted.

    ``of`` is the whole where it is so many of so many.
    """

    value: float
    unit: str
    start: int
    end: int
    of: float | None = None

    @property
    def share(self) -> float | None:
        """The part of a whole that it names, between 0 and 1, where it names one."""
        if self.unit == "%" and self.value <= 100:
            return self.value / 100
        if self.of and self.value <= self.of:
            return self.value / self.of
        return None


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a text, in order; dates and times of day are none."""
    dated = [match.span() for match in _DATED.finditer(text)]
    found: list[Quantity] = []
    reached = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start < reached or any(begin < end and start < stop for begin, stop in dated):
            continue
        value = _value(match[2])
        if value is None:
            continue
        whole: float | None = None
        percent = _PERCENT.match(text, end)
        parts = _OF.match(text, end)
        if percent:
            unit, end = "%", percent.end()
        elif match[1]:
            unit = "£"
        elif parts:
            whole, end = _value(parts[1]), parts.end()
            unit = _counted(text, end)
        else:
            if match[2].casefold() in {"one", "zero"}:
                continue  # most often a pronoun
            unit = _counted(text, end)
        found.append(Quantity(value, unit, start, end, whole))
        reached = end
    return found


def _value(word: str) -> float | None:
    word = word.casefold().replace(",", "")
    if word[0].isdigit():
        return float(word)
    first, _, second = word.partition("-")
    if second and (first not in _TENS or second not in _SMALL):
        return None
    if first in _TENS:
        return float(_TENS[first] + _SMALL.get(second, 0))
    return float(_SMALL[first])


def _counted(text: str, end: int) -> str:
    following = _NEXT.match(text, end)
    if following is None:
        return ""
    words = [word for word in following.groups() if word]
    if words[0].casefold() in {"working", "calendar", "full"}:
        words = words[1:]
    if not words or words[0].casefold() in STOP_WORDS:
        return ""
    time = _SPAN_OF_TIME.fullmatch(words[0])
    return time[1].casefold() if time else stem(words[0])
