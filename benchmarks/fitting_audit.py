"""Fits again what the audit of a draft weighs: weights.json in graph/audit.

    python -m benchmarks.fitting_audit [--kept FOLDER]

The weights are fitted to the labelled drafts, the same each time: to the sound sentences, and to
those that were made up and that no rule flags (a figure that no evidence has is told by a rule).
``benchmarks.auditing`` judges each inspection by weights fitted to the drafts of the two others.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.fitting import logistic_fit
from benchmarks.labelled_drafts import Judged, every_draft, judged
from graph.audit.signs import SIGNS
from graph.suggest.meanings import Meanings
from graph.suggest.weighing import Weights

WEIGHTS = Path(__file__).parents[1] / "graph" / "audit" / "weights.json"
PULL = 1.0


def fit(rows: Sequence[Judged]) -> Weights:
    """Weights of the signs of sentences, sound or made up."""
    rows = [row for row in rows if row.signs and row.fault in (None, "unsupported")]
    signs = [sign for sign in SIGNS if sign in rows[0].signs]
    seen = np.array([[row.signs[sign] for sign in signs] for row in rows])
    made_up = np.array([float(row.fault is not None) for row in rows])
    found, bias = logistic_fit(seen, made_up, PULL)
    weights = {sign: round(float(value), 4) for sign, value in zip(signs, found, strict=True)}
    return Weights(weights, round(bias, 4))


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", type=Path, help="a folder in which what the models say is kept")
    given = parser.parse_args()
    found: dict[str, Mapping[str, object]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        reading = Meanings.of(given.kept or Path(scratch))
        for name, meanings in (("", reading), ("_words", Meanings(None, None))):
            rows = [
                r
                for d in every_draft()
                for r in judged(d, meanings, Path(scratch), every_sign=True)
            ]
            weighed = fit(rows)
            found[f"unsupported{name}"] = {"weights": weighed.of, "bias": weighed.bias}
    rows_told = ",\n".join(f'"{name}": {json.dumps(each)}' for name, each in found.items())
    WEIGHTS.write_text(f"{{{rows_told}}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
