"""How much two passages say in the same words: the exact measure that confirms an echo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median_low
from zlib import crc32

from rapidfuzz.distance import LCSseq

__all__ = ["LEAST_WORDS", "SHINGLE", "shingles", "sketch", "words_in_both", "words_of"]

#: Words of a shingle: after edits of 30 % a third of them still stand.
SHINGLE = 3
#: Shingles up to which a passage is sketched whole.
_WHOLE = 48
#: Words that must stand in both, in their order, for one passage to echo another.
LEAST_WORDS = 8
#: The part of the shorter passage that must stand in the other.
_SHARE = 0.6
#: Words that make a quote where two longer passages share only a part, and how close it must be.
_QUOTE, _QUOTE_SHARE = 16, 0.75
#: How far the next shared shingle may be, in words, to belong to the same quote.
_GAP = 6

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded, without signs: what is compared."""
    return _WORD.findall(text.casefold())


def shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Each run of three words, in order."""
    return zip(words, words[1:], words[2:], strict=False)


def sketch(words: Sequence[str]) -> list[int]:
    """Numbers that stand for some of the shingles: of a long passage the smaller half of them.

    What two passages share they share in their sketches too, so that an index of many takes less
    memory; the same in every run.
    """
    numbers = sorted({crc32(" ".join(each).encode()) for each in shingles(words)})
    return numbers[: max(_WHOLE, len(numbers) // 2)]


def words_in_both(one: Sequence[str], other: Sequence[str], least: int = LEAST_WORDS) -> int:
    """How many words of an echo two passages share; 0 where neither echoes the other.

    Either most of the shorter stands in the other, ``least`` words or more in their order, or a
    quote of some length stands in both.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    places: dict[tuple[str, ...], list[int]] = {}
    for number, shingle in enumerate(shingles(long)):
        places.setdefault(shingle, []).append(number)
    pairs = [(i, j) for i, each in enumerate(shingles(short)) for j in places.get(each, ())]
    if not pairs:
        return 0
    middle = median_low(j - i for i, j in pairs)
    slack = len(short) // 3 + 2
    window = long[max(0, middle - slack) : max(0, middle + len(short) + slack)]
    common = LCSseq.similarity(short, window)
    if common >= max(least, _SHARE * len(short)):
        return common
    return sum(_quotes(short, long, pairs))


def _quotes(
    short: Sequence[str], long: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """The words of each quote that stands in both."""
    first = last = pairs[0]
    for pair in (*pairs[1:], None):
        if pair is not None:
            along, aside = pair[0] - last[0], (pair[1] - pair[0]) - (last[1] - last[0])
            if along == 0:
                continue  # the same words once more in the other: the first place will do
            if along <= _GAP and abs(aside) <= _GAP and pair[1] > last[1]:
                last = pair
                continue
        mine = short[first[0] : last[0] + SHINGLE]
        theirs = long[first[1] : last[1] + SHINGLE]
        common = LCSseq.similarity(mine, theirs)
        if common >= max(_QUOTE, _QUOTE_SHARE * max(len(mine), len(theirs))):
            yield common
        if pair is not None:
            first = last = pair
