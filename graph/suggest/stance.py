"""The stance of evidence to a finding: what readers say, put right where a rule knows better."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from graph.suggest.cues import cues, read
from graph.suggest.runtime import Watch, models
from graph.suggest.weighing import log_softmax, weights

__all__ = ["between", "shares_of", "stances"]


def stances(
    pairs: Sequence[tuple[str, str]], watch: Watch | None = None
) -> list[tuple[float, float, float]]:
    """For each pair of evidence and finding the shares of supports, neither, contradicts.

    Both readers have a say, each as much: the close one knows inspections better, the quick one
    has seen more of other matters.
    """
    quick, close = models().judge(pairs), models().judge_closely(pairs, watch)
    return [
        shares_of(pair, between(one, other))
        for pair, one, other in zip(pairs, quick.tolist(), close.tolist(), strict=True)
    ]


def between(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """Half way between what two readers say, in logarithms of shares."""
    both = zip(log_softmax(one), log_softmax(other), strict=True)
    return tuple((here + there) / 2 for here, there in both)


def shares_of(pair: tuple[str, str], logits: Sequence[float]) -> tuple[float, float, float]:
    """The shares of one pair, from the model's logits and what can be seen in the texts."""
    names = {cue.name: 1.0 for cue in cues(read(pair[0]), read(pair[1]))}
    known = weights()
    supports, neither, contradicts = log_softmax(logits)
    moved = (
        supports + known["rules_supports"].logit(names),
        neither,
        contradicts + known["rules_contradicts"].logit(names),
    )
    return tuple(exp(value) for value in log_softmax(moved))  # type: ignore[return-value]  # three
