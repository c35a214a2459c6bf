"""Of the findings that a piece was read beside, which it bears on most, and which way.

In what inspectors linked, a piece hangs on one finding or on none, seldom on two: what speaks for
one finding speaks against the others. So each pair is weighed beside all pairs of its piece, in
both bearings, and beside "none of them" (a conditional logit, McFadden 1974).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from graph.suggest.comparing import Pair
from graph.suggest.suggestion import Bearing
from graph.suggest.weighing import logistic, weights

__all__ = ["BEARINGS", "LEAST", "MOST_CLOSELY", "STRONG", "Standing", "leading", "standings"]

BEARINGS: tuple[Bearing, Bearing] = ("supports", "contradicts")
#: Below this chance nothing is shown: see docs/SUGGESTIONS.md for how it was set.
LEAST = 0.004
#: From this chance of a link on, in whichever bearing, a suggestion is strong; the others are worth
#: a look.
STRONG = 0.5
#: From this chance on a pair is worth the close reader's time; of statements so many at most.
_LEADS, MOST_CLOSELY = 0.02, 800


@dataclass(frozen=True, slots=True)
class Standing:
    """A pair with its likelier bearing, the chance that an inspector links it so, and at all."""

    pair: Pair
    bearing: Bearing
    score: float
    linked: float

    @property
    def strong(self) -> bool:
        """Whether it is rather linked than not."""
        return self.linked >= STRONG


def standings(pairs: Sequence[Pair], shifts: Sequence[float]) -> Iterator[Standing]:
    """Those pairs of one piece that enough speaks for; ``shifts`` are added to their log odds."""
    known, suffix = weights(), _how_read(pairs)
    spoken = [
        [known[f"{bearing}{suffix}"].logit(pair.signs) + shift for bearing in BEARINGS]
        for pair, shift in zip(pairs, shifts, strict=True)
    ]
    most = max(0.0, *(value for row in spoken for value in row))
    grown = [[exp(value - most) for value in row] for row in spoken]
    whole = exp(-most) + sum(map(sum, grown))
    for pair, row in zip(pairs, grown, strict=True):
        chances = [
            logistic(known[f"chance_{bearing}{suffix}"].logit({"standing": _odds(value / whole)}))
            for bearing, value in zip(BEARINGS, row, strict=True)
        ]
        score = max(chances)
        if score >= LEAST:
            yield Standing(pair, BEARINGS[chances.index(score)], score, sum(chances))


def leading(found: Sequence[Sequence[Standing]], most: int) -> Mapping[int, list[Pair]]:
    """The pairs that lead, so many at most, by the place of their piece among the pieces."""
    ordered = sorted(
        (-standing.score, place, standing.pair.claim, standing.pair)
        for place, of_piece in enumerate(found)
        for standing in of_piece
        if standing.score >= _LEADS
    )
    chosen: dict[int, list[Pair]] = {}
    for _, place, _, pair in ordered[:most]:
        chosen.setdefault(place, []).append(pair)
    return chosen


def _how_read(pairs: Sequence[Pair]) -> str:
    """What the models' names end in that weigh a piece's pairs, by how these were read."""
    if any(pair.closely for pair in pairs):
        return "_closely"
    return "" if all(pair.judged for pair in pairs) else "_words"


def _odds(share: float) -> float:
    """The log odds of a share, kept within reason."""
    share = min(max(share, 1e-9), 1 - 1e-9)
    return log(share / (1 - share))
