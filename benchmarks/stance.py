"""How well stances are told: by words alone, by the model, by the model and the rules.

    python -m benchmarks.stance DEV-PAIRS.jsonl TRAINING-PAIRS.jsonl

The held-out pairs were trained on by none of the three. On the training pairs only the part by
words is tried, fitted to four fifths and tried on the fifth, lines that share a finding together:
the model was trained on them.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.fitting import logistic_fit
from graph.suggest.cues import cues, read
from graph.suggest.evaluation import LABELS, Figures, LabelledPair, labelled_pairs, measured
from graph.suggest.lexical import LexicalIndex
from graph.suggest.runtime import models
from graph.suggest.stance import between, shares_of
from graph.suggest.weighing import log_softmax

SIGNS = (
    "negated", "opposed", "excepted", "claim_broken", "claim_kept", "numbers_differ", "same_number",
)  # fmt: skip


def by_words(pairs: Sequence[LabelledPair]) -> Any:
    """What words alone show of each pair: shared weight, length, negations, cues."""
    index = LexicalIndex(pair.evidence for pair in pairs)
    rows = []
    for pair in pairs:
        here, there = read(pair.evidence), read(pair.finding)
        whole = sum(map(index.weight, there.stems)) or 1.0
        names = {cue.name for cue in cues(here, there)}
        rows.append(
            [
                sum(map(index.weight, here.stems & there.stems)) / whole,
                np.log1p(len(here.terms)),
                float(len(here.negations)),
                float(bool(there.negations)),
                float(len(here.quantities) > 0),
                *(float(name in names) for name in SIGNS),
            ]
        )
    return np.array(rows)


def shares(train: Any, labels: Sequence[str], tried: Any) -> Any:
    """Shares of E, N, C for the rows that are tried: a model for each label, brought to one."""
    columns = []
    for label in LABELS:
        right = np.array([each == label for each in labels], dtype=float)
        weights, bias = logistic_fit(train, right, 10.0)
        columns.append(1 / (1 + np.exp(-(tried @ weights + bias))))
    found = np.stack(columns, axis=1)
    return found / found.sum(axis=1, keepdims=True)


def told(what: str, figures: Figures) -> None:
    """Print a row of the table in docs/SUGGESTIONS.md."""
    values = (
        figures.accuracy, figures.macro_f1, figures.conflict_precision, figures.conflict_recall,
        figures.conflict_auc,
    )  # fmt: skip
    cells = " | ".join("-" if value is None else f"{100 * value:.1f}" for value in values)
    print(f"| {what} | {figures.pairs} | {cells} |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dev", type=Path)
    parser.add_argument("training", type=Path)
    given = parser.parse_args()
    dev, training = labelled_pairs(given.dev), labelled_pairs(given.training)
    rows, labels = by_words(training), [pair.label for pair in training]
    folds = np.array([zlib.crc32(pair.finding.encode()) % 5 for pair in training])
    crossed = np.zeros((len(training), 3))
    for fold in range(5):
        kept = folds != fold
        chosen = [label for label, keep in zip(labels, kept, strict=True) if keep]
        crossed[~kept] = shares(rows[kept], chosen, rows[~kept])
    print("| part | pairs | accuracy | macro-F1 | precision | recall | AUC |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    told("words alone, training pairs crossed", measured(labels, crossed.tolist()))
    known = [pair.label for pair in dev]
    told("words alone, held out", measured(known, shares(rows, labels, by_words(dev)).tolist()))
    texts = [(pair.evidence, pair.finding) for pair in dev]
    quick, close = models().judge(texts).tolist(), models().judge_closely(texts).tolist()
    both = [between(one, other) for one, other in zip(quick, close, strict=True)]
    for who, rows in (("quick reader", quick), ("close reader", close), ("both readers", both)):
        told(f"{who}, held out", measured(known, [np.exp(log_softmax(r)).tolist() for r in rows]))
    ruled = [shares_of(pair, row) for pair, row in zip(texts, both, strict=True)]
    told("both readers and rules, held out", measured(known, ruled))


if __name__ == "__main__":
    main()
