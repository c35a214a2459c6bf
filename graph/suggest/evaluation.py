"""How well stances are told, on labelled pairs that anybody can bring."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, cast

from evidence.faults import Fault, Refused, refuse
from graph.suggest.pieces import said
from graph.suggest.runtime import Watch, lacking
from graph.suggest.stance import stances

__all__ = ["Figures", "Label", "LabelledPair", "figures", "labelled_pairs", "measured"]

Label = Literal["E", "C", "N"]
LABELS: tuple[Label, ...] = ("E", "N", "C")


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Evidence, a finding, and what people say: E supports, C contradicts, N neither."""

    evidence: str
    finding: str
    label: Label


@dataclass(frozen=True, slots=True)
class Figures:
    """How often the labels were met; shares are between 0 and 1, None where nothing can be told."""

    pairs: int
    accuracy: float
    macro_f1: float
    conflict_precision: float | None
    conflict_recall: float | None
    conflict_auc: float | None
    pairs_per_second: float

    def plain(self) -> dict[str, Any]:
        """The figures as JSON values."""
        return {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def labelled_pairs(path: Path) -> list[LabelledPair]:
    """The pairs of a file of JSON lines. Raises Refused with every bad line's number, or OSError.

    Blank lines are passed over.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise refuse(str(path), "is not in UTF-8: save it in that encoding") from None
    pairs: list[LabelledPair] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            wrong = _wrong(line)
            if isinstance(wrong, str):
                faults.append(Fault(f"{path}: line {number}", wrong))
            else:
                pairs.append(wrong)
    if faults:
        raise Refused(faults)
    if not pairs:
        raise refuse(str(path), 'holds no pairs: write {"a": ..., "b": ..., "label": "E"} a line')
    return pairs


def _wrong(line: str) -> LabelledPair | str:
    """The pair of a line, or what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return "is no JSON"
    if not isinstance(row, dict):
        return 'is no object: write {"a": ..., "b": ..., "label": "E"}'
    for name in ("a", "b"):
        text = row.get(name)
        if not isinstance(text, str) or not text.strip():
            return f'"{name}" is no text'
    if row.get("label") not in LABELS:
        return '"label" is none of E (supports), C (contradicts), N (neither)'
    return LabelledPair(said(row["a"]), said(row["b"]), cast("Label", row["label"]))


def figures(pairs: Sequence[LabelledPair], watch: Watch | None = None) -> Figures:
    """The figures of the shipped models and rules. Raises Refused where the models are not there.

    The time is that of reading the pairs, without loading the models.
    """
    missing = lacking()
    if missing:
        raise refuse("--evaluate", missing)
    stances([(pairs[0].evidence, pairs[0].finding)])
    began = perf_counter()
    shares = stances([(pair.evidence, pair.finding) for pair in pairs], watch)
    taken = perf_counter() - began
    return measured([pair.label for pair in pairs], shares, len(pairs) / max(taken, 1e-9))


def measured(
    labels: Sequence[Label], shares: Sequence[Sequence[float]], pairs_per_second: float = 0.0
) -> Figures:
    """The figures of shares of E, N and C, beside the labels; of equal shares the first counts."""
    said_of = [LABELS[max(range(3), key=lambda place: row[place])] for row in shares]
    each = []
    for label in LABELS:
        right = sum(a == b == label for a, b in zip(labels, said_of, strict=True))
        named, there = said_of.count(label), list(labels).count(label)
        each.append((right / named if named else None, right / there if there else None))
    against = [row[2] for row, label in zip(shares, labels, strict=True) if label == "C"]
    others = [row[2] for row, label in zip(shares, labels, strict=True) if label != "C"]
    precision, recall = each[2]
    return Figures(
        len(labels),
        sum(a == b for a, b in zip(labels, said_of, strict=True)) / len(labels),
        sum(_f1(*of) for of in each) / 3,
        precision,
        recall,
        _area(against, others),
        pairs_per_second,
    )


def _f1(precision: float | None, recall: float | None) -> float:
    if not precision or not recall:
        return 0.0
    return 2 * precision * recall / (precision + recall)


def _area(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """How often one of the first stands above one of the second; equals count half."""
    if not higher or not lower:
        return None
    ordered = sorted([(value, 1) for value in higher] + [(value, 0) for value in lower])
    ranks, place = 0.0, 0
    while place < len(ordered):
        stop = place
        while stop < len(ordered) and ordered[stop][0] == ordered[place][0]:
            stop += 1
        ranks += sum(mark for _, mark in ordered[place:stop]) * (place + 1 + stop) / 2
        place = stop
    least = len(higher) * (len(higher) + 1) / 2
    return (ranks - least) / (len(higher) * len(lower))
