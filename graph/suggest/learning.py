"""What an inspector's decisions in this inspection teach about what to show next.

Every link is a pair that was confirmed, every refusal one that was turned down. A light logistic
model over the signs is fitted to them in milliseconds; with nothing decided it changes nothing.
Words near to what was confirmed for a finding move up for it, words near to what was turned down
move down. Nothing is kept, and nothing leaves the machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.suggest.comparing import Comparison, Pair
from graph.suggest.weighing import Signs, fitted, weights

__all__ = ["Lessons"]

_LEARNED = ("meaning_for_piece", "words", "shared", "same_question", "other_question", "likeness")
#: What likeness to decided pairs weighs before anything was learned about it.
_LIKENESS = 1.0
#: How strongly what is learned is pulled back to nothing: about as many decisions' worth.
_PULL = 6.0
#: More decisions than these teach no more.
_MOST_DECISIONS = 600


@dataclass(slots=True)
class Lessons:
    """What was learned: what is added for each sign, and the vectors of what was decided."""

    added: Mapping[str, float] = field(default_factory=dict)
    confirmed: Mapping[str, Any] = field(default_factory=dict)
    refused: Mapping[str, Any] = field(default_factory=dict)
    means: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def learned(
        cls, comparison: Comparison, decided: Sequence[tuple[Pair, bool]], shown: Iterable[Pair]
    ) -> Lessons:
        """From pairs with whether they were confirmed; ``shown`` are pairs still to be judged."""
        vectors = comparison.matter.vectors
        sides: tuple[defaultdict[str, list[Any]], ...] = (defaultdict(list), defaultdict(list))
        if vectors is not None:
            for pair, yes in decided:
                claim = comparison.claims[pair.claim].id
                sides[0 if yes else 1][claim].append(vectors[pair.piece])
        lessons = cls({}, _stacked(sides[0]), _stacked(sides[1]))
        if not any(yes for _, yes in decided) or all(yes for _, yes in decided):
            return lessons  # of one side only: nothing to tell apart
        some = list(decided)[-_MOST_DECISIONS:]
        waiting = [lessons.row(comparison, pair) for pair in shown]
        means = [sum(column) / len(waiting) for column in zip(*waiting, strict=True)]
        if not means:
            return lessons
        model = weights()["about" if vectors is not None else "about_words"]
        rows = [_centred(lessons.row(comparison, pair, own=True), means) for pair, _ in some]
        added = fitted(
            rows, [yes for _, yes in some], [model.logit(p.signs) for p, _ in some], pull=_PULL
        )
        lessons.added = dict(zip(_LEARNED, added, strict=True))
        lessons.means = dict(zip(_LEARNED, means, strict=True))
        return lessons

    def row(self, comparison: Comparison, pair: Pair, *, own: bool = False) -> list[float]:
        """The signs that are learned from; ``own`` leaves out the likeness to the pair itself."""
        signs: Signs = {**pair.signs, "likeness": self.likeness(comparison, pair, own=own)}
        return [signs.get(name, 0.0) for name in _LEARNED]

    def likeness(self, comparison: Comparison, pair: Pair, *, own: bool = False) -> float:
        """How much nearer a piece is to what was confirmed for the finding than to the refused."""
        vectors = comparison.matter.vectors
        if vectors is None:
            return 0.0
        vector, claim = vectors[pair.piece], comparison.claims[pair.claim].id
        return _nearest(self.confirmed.get(claim), vector, own=own) - _nearest(
            self.refused.get(claim), vector, own=own
        )

    def shift(self, comparison: Comparison, pair: Pair) -> float:
        """What to add to a pair's log odds."""
        row = self.row(comparison, pair)
        shift = _LIKENESS * row[-1]
        for name, value in zip(_LEARNED, row, strict=True):
            shift += self.added.get(name, 0.0) * (value - self.means.get(name, 0.0))
        return shift


def _stacked(vectors: Mapping[str, list[Any]]) -> dict[str, Any]:
    if not vectors:
        return {}
    import numpy as np

    return {claim: np.stack(rows) for claim, rows in vectors.items()}


def _nearest(rows: Any, vector: Any, *, own: bool) -> float:
    """The closest of these rows, above what any two texts of one inspection share; 0 if none."""
    if rows is None:
        return 0.0
    near = rows @ vector
    if own:
        near = near[near < 0.999]
    return max(0.0, float(near.max()) - 0.3) if len(near) else 0.0


def _centred(row: Sequence[float], means: Sequence[float]) -> list[float]:
    return [value - mean for value, mean in zip(row, means, strict=True)]
