"""Words and what they weigh: the terms of a text, and BM25 over many texts.

Plain Python, so that it works where nothing is installed beside the program.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import log

__all__ = ["STOP_WORDS", "LexicalIndex", "Term", "stem", "terms"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

STOP_WORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being
    below between both but by can could did do does doing down during each every few for from
    further get had has have having he her here hers him his how i if in into is it its itself
    just let many may me might more most much must my no nor not now of off on once one only or
    other our ours out over own per said same say says she should so some such than that the
    their theirs them then there these they this those through to too under until up upon us
    very was we were what when where whether which while who whom whose why will with within
    without would yes you your yours there's it's i've i'm don't didn't that's they're we've
    we're can't couldn't isn't wasn't i'd you'd he'd she'd we'd they'd i'll you'll she'll he'll
    they'll it'll you've they've hasn't haven't aren't doesn't hadn't won't wouldn't
    """.split()  # noqa: SIM905
)

#: Endings from the longest, what stands in their place, and how many letters must be left.
_ENDINGS = (
    ("ational", "ate", 3), ("isations", "is", 3), ("isation", "is", 3), ("ization", "is", 3),
    ("fulness", "ful", 3), ("iveness", "iv", 3), ("ousness", "ous", 3), ("ments", "", 4),
    ("ingly", "", 3), ("ities", "", 3), ("ations", "", 3), ("ation", "", 3), ("ment", "", 4),
    ("ness", "", 4), ("able", "", 4), ("ible", "", 4), ("edly", "", 3), ("ance", "", 4),
    ("ence", "", 4), ("ions", "", 4), ("ies", "y", 3), ("ing", "", 3), ("ers", "", 4),
    ("ors", "", 4), ("ion", "", 4), ("ity", "", 4), ("ed", "", 3), ("es", "", 3), ("er", "", 4),
    ("or", "", 4), ("ly", "", 3), ("s", "", 3), ("e", "", 3),
)  # fmt: skip


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word in small letters without its ending, so that its forms are one term."""
    word = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) < 4 or not word.isalpha() or word.endswith("ss"):
        return word
    if word.endswith("s") and not word.endswith(("us", "is", "ies")):
        word = word[:-1]
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return f"{word[:-1]}i" if word.endswith("y") and len(word) > 3 else word


@dataclass(frozen=True, slots=True)
class Term:
    """A word that says something: its stem, and where it stands."""

    stem: str
    start: int
    end: int


def terms(text: str) -> list[Term]:
    """The words of a text that say something, in order; numbers are among them."""
    return [
        Term(stem(match[0]), match.start(), match.end())
        for match in _WORD.finditer(text)
        if match[0].casefold().replace("’", "'") not in STOP_WORDS
    ]


class LexicalIndex:
    """Texts by number, found by their words with BM25 (Robertson and Zaragoza 2009)."""

    def __init__(self, texts: Iterable[str] = (), *, k1: float = 1.2, b: float = 0.6) -> None:
        self._k1, self._b = k1, b
        self._texts_with: dict[str, tuple[array[int], array[int]]] = {}
        self._lengths = array("H")
        self._total = 0
        for text in texts:
            self.add(text)

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, text: str) -> int:
        """Take in one more text; gives its number."""
        number = len(self._lengths)
        counted = Counter(term.stem for term in terms(text))
        length = min(sum(counted.values()), 65_535)
        self._lengths.append(length)
        self._total += length
        for word, times in counted.items():
            texts, counts = self._texts_with.setdefault(word, (array("I"), array("I")))
            texts.append(number)
            counts.append(times)
        return number

    def weight(self, word: str) -> float:
        """How much a stem says: the inverse of how many of the texts hold it; never below 0."""
        holding = len(self._texts_with[word][0]) if word in self._texts_with else 0
        return log(1 + (len(self._lengths) - holding + 0.5) / (holding + 0.5))

    def scores(self, text: str) -> dict[int, float]:
        """The texts that share words with this one, each with its BM25 score."""
        found: dict[int, float] = {}
        average = self._total / max(len(self._lengths), 1) or 1.0
        base, slope = self._k1 * (1 - self._b), self._k1 * self._b / average
        lengths = self._lengths
        for word in {term.stem for term in terms(text)}:
            if word not in self._texts_with:
                continue
            weight = self.weight(word) * (self._k1 + 1)
            for number, times in zip(*self._texts_with[word], strict=True):
                gained = weight * times / (times + base + slope * lengths[number])
                found[number] = found.get(number, 0.0) + gained
        return found

    def best(self, text: str, most: int) -> list[tuple[int, float]]:
        """The texts that share most with this one, best first; equals in their order."""
        return nlargest(most, self.scores(text).items(), key=lambda item: (item[1], -item[0]))
