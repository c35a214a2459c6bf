"""How much two passages say in the same words: the exact measure that confirms an echo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from rapidfuzz.distance import LCSseq

__all__ = ["LEAST_WORDS", "QUOTE", "SHARE", "SHINGLE", "SHINGLES_OF_QUOTE", "words_in_both"]

#: Words of a shingle: after edits of 30 % a third of them still stand.
SHINGLE = 3
#: Words that must stand in both, in their order, for one passage to echo another.
LEAST_WORDS = 8
#: The part of the shorter passage that must stand in the other.
SHARE = 0.6
#: Words that make a quote where two longer passages share only a part, and how close it must be.
QUOTE, _QUOTE_SHARE = 16, 0.75
#: How far the next shared shingle may be, in words, to belong to the same quote.
_GAP = 6
#: Places where a quote begins a shared shingle, at least: else it would have a wider gap.
SHINGLES_OF_QUOTE = 1 + ceil((QUOTE - SHINGLE) / _GAP)


def words_in_both(
    one: Sequence[str], other: Sequence[str], least: int = LEAST_WORDS, *, quotes: bool = True
) -> int:
    """How many words of an echo two passages share; 0 where neither echoes the other.

    Either most of the shorter stands in the other, ``least`` words or more in their order, or a
    quote of some length stands in both; without ``quotes`` it is known that none does. A passage
    is a list of words, or a string with a letter for each.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    most = max(least, ceil(SHARE * len(short)))
    # Nothing below can find more than this: nearly all that share words by chance end here.
    if not LCSseq.similarity(short, long, score_cutoff=min(most, QUOTE) if quotes else most):
        return 0
    if one == other:
        return len(one) if len(one) >= least else 0
    pairs = _shared_places(short, long)
    if not pairs:
        return 0
    apart = sorted([j - i for i, j in pairs])
    middle = apart[(len(apart) - 1) // 2]
    slack = len(short) // 3 + 2
    window = long[max(0, middle - slack) : max(0, middle + len(short) + slack)]
    common = LCSseq.similarity(short, window, score_cutoff=most)
    return common or (sum(_quotes(short, long, pairs)) if quotes else 0)


def _shared_places(short: Sequence[str], long: Sequence[str]) -> list[tuple[int, int]]:
    """Where each run of three words that stands in both begins in the one and in the other."""
    runs = list(zip(long, long[1:], long[2:], strict=False))
    place = dict(zip(runs, range(len(runs)), strict=True))
    mine = enumerate(zip(short, short[1:], short[2:], strict=False))
    if len(place) == len(runs):
        return [(at, place[run]) for at, run in mine if run in place]
    places: dict[tuple[str, ...], list[int]] = {}
    for number, run in enumerate(runs):
        places.setdefault(run, []).append(number)
    return [(at, number) for at, run in mine for number in places.get(run, ())]


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
        if common >= max(QUOTE, _QUOTE_SHARE * max(len(mine), len(theirs))):
            yield common
        if pair is not None:
            first = last = pair
