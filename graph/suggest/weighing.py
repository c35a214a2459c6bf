"""What the signs weigh: light logistic models whose weights stand in ``weights.json``.

``benchmarks/fitting.py`` makes that file again from labelled inspections, the same every time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any

__all__ = ["Signs", "Weights", "fitted", "log_softmax", "logistic", "probe", "shipped", "weights"]

#: What was measured of a pair, by name.
Signs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: what each sign adds, and what stands without any."""

    of: Mapping[str, float]
    bias: float

    def logit(self, signs: Signs) -> float:
        """How much speaks for it, in log odds; a sign that was not measured adds nothing."""
        return self.bias + sum(
            weight * signs[name] for name, weight in self.of.items() if name in signs
        )


@cache
def shipped() -> dict[str, Any]:
    """What ``weights.json`` holds."""
    text = files("graph.suggest").joinpath("weights.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


@cache
def weights() -> Mapping[str, Weights]:
    """Every model that ships with the program, by name."""
    return {
        name: Weights(model["weights"], model["bias"])
        for name, model in shipped()["models"].items()
    }


@cache
def probe() -> tuple[float, ...]:
    """The line through the encoder's vectors that tells good news from bad; its bias comes last."""
    return tuple(shipped()["good_news"])


def logistic(value: float) -> float:
    """Log odds as a number between 0 and 1."""
    if value >= 0:
        return 1 / (1 + exp(-value))
    grown = exp(value)
    return grown / (1 + grown)


def log_softmax(row: Sequence[float]) -> tuple[float, ...]:
    """Logits as logarithms of shares that sum to one."""
    most = max(row)
    whole = most + log(sum(exp(value - most) for value in row))
    return tuple(value - whole for value in row)


def fitted(
    rows: Sequence[Sequence[float]],
    right: Sequence[bool],
    standing: Sequence[float],
    *,
    pull: float,
    steps: int = 60,
) -> list[float]:
    """What to add to each sign so that ``standing`` log odds fit what was ``right``.

    The further from nothing added, the stronger it is pulled back; without rows it is nothing.
    """
    if not rows:
        return []
    width = len(rows[0])
    added = [0.0] * width
    for _ in range(steps):
        slope = [-pull * value for value in added]
        bend = [pull] * width
        for row, yes, stood in zip(rows, right, standing, strict=True):
            share = logistic(stood + sum(a * x for a, x in zip(added, row, strict=True)))
            rest = (1.0 if yes else 0.0) - share
            steep = share * (1 - share)
            for column, value in enumerate(row):
                slope[column] += rest * value
                bend[column] += steep * value * value
        moved = [s / (b * width) for s, b in zip(slope, bend, strict=True)]
        added = [a + m for a, m in zip(added, moved, strict=True)]
        if max(map(abs, moved)) < 1e-4:
            break
    return added
