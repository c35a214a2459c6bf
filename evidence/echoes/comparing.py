"""Passages compared with those before them: by what numpy can tell, then by the exact measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from evidence.echoes.alikeness import (
    LEAST_WORDS,
    QUOTE,
    SHARE,
    SHINGLES_OF_QUOTE,
    words_in_both,
)
from evidence.echoes.postings import Postings
from evidence.echoes.spelling import Sketches, Spelling, sketches, words_of
from evidence.reading import Reading

__all__ = ["Comparing", "Taken"]

#: Parts of a file that are its frame.
_FRAME = frozenset({"heading", "header", "footer", "contents", "front matter", "code"})


@dataclass(frozen=True, slots=True)
class Taken:
    """The passages of a text that may be echoes, by number, and how many words all have.

    ``places`` are where they stand among all passages. ``echoes`` are those of them that echo one
    of another text: its number, that of the other, and how many words stand in both.
    """

    numbers: range
    places: list[int]
    words: int
    echoes: list[tuple[int, int, int]]


class Comparing:
    """Passages by number, each of which was compared with those of the texts before its own."""

    def __init__(self) -> None:
        self._spelling = Spelling()
        self._postings = Postings()
        #: The words of each passage, a letter a word; none of one that is left out.
        self._spelt: list[str] = []
        #: Whether the sketch of a passage tells all that it says.
        self._whole: list[bool] = []

    def take(self, reading: Reading) -> Taken:
        """Take the passages of a text."""
        words = words_of(reading.text, reading.passages)
        body = np.array([passage.part not in _FRAME for passage in reading.passages], np.bool_)
        chosen = np.flatnonzero(body & (words.counts >= LEAST_WORDS))
        spelt = self._spelling.of(words, chosen)
        sketched = sketches(spelt)
        first = len(self._spelt)
        self._spelt += spelt.texts()
        self._whole += sketched.whole.tolist()
        return Taken(
            range(first, len(self._spelt)),
            chosen.tolist(),
            int(words.counts.sum()),
            list(self._echoes(sketched, first)),
        )

    def leave_out(self, numbers: range) -> None:
        """Compare no more with the passages of these numbers."""
        for number in numbers:
            self._spelt[number] = ""

    def _echoes(self, sketched: Sketches, first: int) -> Iterator[tuple[int, int, int]]:
        for shared in self._postings.add(sketched, first):
            numbers, others, times = (each.tolist() for each in shared)
            mine = [self._spelt[number] for number in numbers]
            theirs = [self._spelt[other] for other in others]
            for at in _may_be_alike(mine, theirs):
                number, other = numbers[at], others[at]
                whole = self._whole[number] and self._whole[other]
                quotes = times[at] >= SHINGLES_OF_QUOTE or not whole
                if words := words_in_both(mine[at], theirs[at], quotes=quotes):
                    yield number, other, words


def _may_be_alike(some: Sequence[str], others: Sequence[str]) -> list[int]:
    """Which of these pairs share so many words that one may echo the other."""
    alike = cpdist(some, others, scorer=LCSseq.similarity, score_cutoff=LEAST_WORDS)
    words = np.minimum(
        np.fromiter(map(len, some), np.int64, len(some)),
        np.fromiter(map(len, others), np.int64, len(others)),
    )
    least = np.maximum(LEAST_WORDS, np.ceil(SHARE * words))
    found: list[int] = np.flatnonzero(alike >= np.minimum(least, QUOTE)).tolist()
    return found
