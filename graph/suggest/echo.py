"""Near-identical wording: which texts of different sources say the same in the same words.

Whether one echoes the other is measured as ``evidence.echoes`` measures it for whole sources.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.echoes.alikeness import SHINGLE, words_in_both
from graph.suggest.suggestion import Spans, merged

__all__ = ["Echo", "echoes"]

#: The least number of common shingles with which two texts are compared.
_LEAST_SHARED = 3
#: The least share of the shorter one's words: two people's sentences on one thing share half.
_LEAST_SHARE = 2 / 3
#: A shingle that more texts hold is a turn of phrase, or a form.
_COMMONPLACE = 20

_WORD = re.compile(r"\w+")
_Shingle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Echo:
    """Two texts by number, the share of the shorter one's words in both, and where these stand."""

    one: int
    other: int
    share: float
    marked: Spans
    other_marked: Spans


def echoes(texts: Sequence[str], sources: Sequence[str]) -> Iterator[Echo]:
    """Every two texts of different sources that are nearly the same, by their numbers."""
    words = [[word.casefold() for word in _WORD.findall(text)] for text in texts]
    holding: defaultdict[_Shingle, list[int]] = defaultdict(list)
    for number, own in enumerate(words):
        for shingle in set(_shingles(own)):
            holding[shingle].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holding.values():
        if 1 < len(numbers) <= _COMMONPLACE:
            for place, one in enumerate(numbers):
                for other in numbers[place + 1 :]:
                    if sources[one] != sources[other]:
                        shared[one, other] += 1
    for (one, other), count in sorted(shared.items()):
        if count < _LEAST_SHARED:
            continue
        share = words_in_both(words[one], words[other]) / min(len(words[one]), len(words[other]))
        if share >= _LEAST_SHARE:
            common = set(_shingles(words[one])) & set(_shingles(words[other]))
            yield Echo(
                one,
                other,
                share,
                _standing(texts[one], common),
                _standing(texts[other], common),
            )


def _shingles(words: Sequence[str]) -> list[_Shingle]:
    """Each run of words that an echo is sought by, in order."""
    return [tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]


def _standing(text: str, common: set[_Shingle]) -> Spans:
    """Where these shingles stand."""
    words = list(_WORD.finditer(text))
    runs = _shingles([word[0].casefold() for word in words])
    return merged(
        (words[start].start(), words[start + SHINGLE - 1].end())
        for start, run in enumerate(runs)
        if run in common
    )
