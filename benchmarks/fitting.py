"""Fits again what suggestions weigh: weights.json and bearing.npy in graph/suggest.

    python -m benchmarks.fitting TRAINING-PAIRS.jsonl [--kept FOLDER]

Three things are fitted, the same each time. The line through the encoder's vectors that tells good
news from bad follows what the model of stance says of the training pairs' texts. What is added to
a finding's vector so that near is what bears on it, for or against, is learned from the training
pairs and from those of benchmarks/pairs: each piece of evidence is to be nearer to its finding than
to the others. The weights of signs are fitted to the links of three inspections: the sample and the
two in benchmarks/inspections, each once as it is and once with no statement tied to a key question.
``benchmarks.in_use`` fits these to two of them, and looks at the queue of the third.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.labelled import NAMES, TIED, Labelled, labelled
from graph.suggest import weighing
from graph.suggest.choosing import BEARINGS
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.weighing import Weights

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "graph" / "suggest" / "weights.json"
BEARING = ROOT / "graph" / "suggest" / "bearing.npy"
#: Pairs written by hand: see their README.
PAIRS = Path(__file__).parent / "pairs"
#: What the model of stance is asked of a text, to learn whether it is good news or bad.
GOOD_NEWS = ("This is working well.", "There are serious problems.")

WORDS = ("words", "shared", "place_of_claim", "place_of_piece", "first_claim", *TIED)
NEAR = (*WORDS, "meaning", "meaning_for_piece", "meaning_for_both")
#: Whether two texts are about one thing: before the model reads the pair, and without it.
ABOUT: Mapping[str, tuple[str, ...]] = {"about": NEAR, "about_words": WORDS}
#: What is weighed for both bearings alike, and what for each by itself.
CHOICE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "": (NEAR, ("direction", "leaning", "neither")),
    "_closely": (
        NEAR,
        (
            "direction", "leaning", "neither", "direction_closely", "neither_closely",
            "direction_before", "neither_before",
        ),
    ),
    "_words": (WORDS, ("negated", "excepted", "opposed")),
}  # fmt: skip
#: Added by hand: what the pairs show too seldom for it to be fitted.
GIVEN = {"other_site": -1.5, "other_period": -0.7, "other_team": -0.7, "same_number": 0.5}
DENIES = {"numbers_differ": 0.7, "claim_broken": 0.4}
#: What the rules add to the model's reading of one pair: less than half of what each cue says of
#: the training pairs' labels by itself, since the model has seen the same words; and another team
#: or period speaks against any bearing.
_SCOPE = {"other_team": -1.5, "other_period": -1.5, "other_site": -1.0}
RULES: Mapping[str, Mapping[str, float]] = {
    "rules_supports": _SCOPE,
    "rules_contradicts": {
        "excepted": 0.5, "negated": 0.3, "claim_broken": 0.35, "numbers_differ": 1.5,
        "opposed": 0.2, **_SCOPE,
    },
}  # fmt: skip
PULL = 10.0
#: Learning what bears: rounds over the pairs, and how sharply one is chosen.
_ROUNDS, _SHARP = 15, 20.0


def good_news(training: Path, meanings: Meanings) -> list[float]:
    """The line that tells good news from bad, its bias last."""
    rows = [json.loads(line) for line in training.read_text(encoding="utf-8").splitlines()]
    texts = sorted({said(row[side]) for row in rows for side in "ab"})
    news = np.zeros(len(texts))
    for sign, claim in zip((0.5, -0.5), GOOD_NEWS, strict=True):
        read = np.array(meanings.stances([(text, claim) for text in texts]))
        news += sign * (read[:, 0] - read[:, 2])
    vectors = np.asarray(meanings.vectors(texts), dtype=np.float64)
    wide = np.hstack([vectors, np.ones((len(texts), 1))])
    line = np.linalg.solve(wide.T @ wide + np.eye(wide.shape[1]), wide.T @ news)
    return [round(float(value), 4) for value in line]


def logistic_fit(rows: Any, right: Any, pull: float) -> tuple[Any, float]:
    """Weights and bias of a logistic model, by Newton's steps on standardised columns."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    wide = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    back = pull * np.eye(wide.shape[1])
    back[-1, -1] = 1e-6
    found = np.zeros(wide.shape[1])
    for _ in range(60):
        share = 1 / (1 + np.exp(-wide @ found))
        bend = share * (1 - share) + 1e-9
        slope = wide.T @ (right - share) - back @ found
        found += np.linalg.solve((wide * bend[:, None]).T @ wide + back, slope)
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ mean)


@dataclass(frozen=True, slots=True)
class Choices:
    """What each piece chooses among: its signs in each bearing to each claim, supports first.

    ``stands`` is what is given by hand, far below nothing where there is no such pair; ``chosen``
    the share of the piece's choice that each option has, "none" last.
    """

    signs: Any
    stands: Any
    chosen: Any

    def chances(self, weights: Any) -> Any:
        """The chance of each option of each piece, "none" last."""
        none = np.zeros((len(self.signs), 1))
        spoken = np.concatenate([self.signs @ weights + self.stands, none], axis=1)
        grown = np.exp(spoken - spoken.max(1, keepdims=True))
        return grown / grown.sum(1, keepdims=True)


def choices(of: Labelled, suffix: str) -> Choices:
    """The choices of an inspection."""
    both, each = CHOICE[suffix]
    pieces = 1 + max(pair.piece for pair in of.pairs)
    claims = 1 + max(pair.claim for pair in of.pairs)
    signs = np.zeros((pieces, 2 * claims, len(both) + 2 * len(each) + 2))
    stands = np.full((pieces, 2 * claims), -1e3)
    chosen = np.zeros((pieces, 2 * claims + 1))
    for pair, stance in zip(of.pairs, of.stances, strict=True):
        for side, given in enumerate((GIVEN, {**GIVEN, **DENIES})):
            option = pair.claim + side * claims
            row = signs[pair.piece, option]
            row[: len(both)] = [pair.signs.get(name, 0.0) for name in both]
            start = len(both) + side * len(each)
            row[start : start + len(each)] = [pair.signs.get(name, 0.0) for name in each]
            row[-2 + side] = 1.0
            stands[pair.piece, option] = sum(given.get(name, 0.0) for name in pair.signs)
        if stance == "qualifies":
            chosen[pair.piece, [pair.claim, pair.claim + claims]] += 0.5
        elif stance is not None:
            chosen[pair.piece, pair.claim + BEARINGS.index(stance) * claims] += 1.0
    whole = chosen.sum(1, keepdims=True)
    chosen /= np.maximum(whole, 1.0)
    chosen[:, -1] = whole[:, 0] == 0
    return Choices(signs, stands, chosen)


def choice_fit(some: Sequence[Choices], pull: float) -> Any:
    """Weights of a conditional logit, by Newton's steps; the last two are each bearing's own."""
    rows = np.concatenate([each.signs.reshape(-1, each.signs.shape[-1]) for each in some])
    spread = rows.std(0) + 1e-9
    spread[-2:] = 1.0
    scaled = [Choices(each.signs / spread, each.stands, each.chosen) for each in some]
    back = pull * np.eye(len(spread))
    back[-2:, -2:] = 1e-3 * np.eye(2)
    found = np.zeros(len(spread))
    found[-2:] = -3.0

    def loss(weights: Any) -> float:
        fit = sum((each.chosen * np.log(each.chances(weights) + 1e-12)).sum() for each in scaled)
        return float(0.5 * weights @ back @ weights - fit)

    for _ in range(30):
        slope, bend = back @ found, back + 1e-9 * np.eye(len(spread))
        for each in scaled:
            share = each.chances(found)[:, :-1]
            slope = slope + np.einsum("ijd,ij->d", each.signs, share - each.chosen[:, :-1])
            weighed = share[:, :, None] * each.signs
            mean = weighed.sum(1)
            bend = bend + np.tensordot(weighed, each.signs, ((0, 1), (0, 1))) - mean.T @ mean
        step, size, stood = np.linalg.solve(bend, slope), 1.0, loss(found)
        while loss(found - size * step) > stood and size > 1e-5:
            size /= 2
        found = found - size * step
        if stood - loss(found) < 1e-4:
            break
    return found / spread


def chance_fit(some: Sequence[Choices], suffix: str, pull: float) -> dict[str, Weights]:
    """How the log odds of a choice stand to how often it is right, for each bearing.

    They are tried on inspections that they were not fitted to; of one alone nothing is known.
    """
    found = {}
    for side, bearing in enumerate(BEARINGS):
        odds, right = [], []
        for aside, each in enumerate(some):
            rest = [other for place, other in enumerate(some) if place // 2 != aside // 2]
            if not rest:
                return {f"chance_{b}{suffix}": Weights({"standing": 1.0}, 0.0) for b in BEARINGS}
            claims = each.stands.shape[1] // 2
            half = slice(side * claims, (side + 1) * claims)
            there = each.stands[:, half] > -1e2
            share = np.clip(each.chances(choice_fit(rest, pull))[:, half][there], 1e-9, 1 - 1e-9)
            odds.append(np.log(share / (1 - share)))
            right.append(each.chosen[:, half][there] == 1.0)
        weights, bias = logistic_fit(
            np.concatenate(odds)[:, None], np.concatenate(right).astype(float), 1.0
        )
        found[f"chance_{bearing}{suffix}"] = Weights({"standing": float(weights[0])}, bias)
    return found


def fit(
    inspections: Sequence[Labelled],
    by_words: Sequence[Labelled],
    meanings: Meanings,
    pull: float = PULL,
) -> dict[str, Any]:
    """Every model, fitted to inspections, and to the same by words alone; they are those in use.

    What the close reader is given hangs on the models that are fitted first.
    """
    models: dict[str, Weights] = {name: Weights(given, 0.0) for name, given in RULES.items()}
    for suffix, some in (("", inspections), ("_words", by_words)):
        both_ways = [each for one in some for each in (one, one.untied())]
        signs = ABOUT[f"about{suffix}"]
        pairs = [pair for each in both_ways for pair in each.pairs]
        rows = np.array([[pair.signs.get(sign, 0.0) for sign in signs] for pair in pairs])
        right = [stance is not None for each in both_ways for stance in each.stances]
        weights, bias = logistic_fit(rows, np.array(right, dtype=float), pull)
        models[f"about{suffix}"] = Weights(dict(zip(signs, weights, strict=True)), bias)
        models |= choosing_fit(both_ways, suffix, pull)
    _use(models)
    closely = [each.closely(meanings) for one in inspections for each in (one, one.untied())]
    models |= choosing_fit(closely, "_closely", pull)
    return _use(models)


def choosing_fit(some: Sequence[Labelled], suffix: str, pull: float) -> dict[str, Weights]:
    """The models of a piece's choice, in each bearing, and of how often it is right."""
    models: dict[str, Weights] = {}
    some_choices = [choices(each, suffix) for each in some]
    found = choice_fit(some_choices, pull)
    both, each_side = CHOICE[suffix]
    for side, (bearing, given) in enumerate(
        zip(BEARINGS, (GIVEN, {**GIVEN, **DENIES}), strict=True)
    ):
        start = len(both) + side * len(each_side)
        names = (*both, *each_side)
        values = (*found[: len(both)], *found[start : start + len(each_side)])
        weighed = {**dict(zip(names, values, strict=True)), **given}
        models[f"{bearing}{suffix}"] = Weights(weighed, float(found[-2 + side]))
    return models | chance_fit(some_choices, suffix, pull)


def _use(models: Mapping[str, Weights]) -> dict[str, Any]:
    """Have the program weigh with these, and give them as they are written."""
    document = {
        name: {
            "weights": {sign: round(float(value), 4) for sign, value in model.of.items()},
            "bias": round(float(model.bias), 4),
        }
        for name, model in models.items()
    }
    weighing.shipped()["models"] = document
    weighing.weights.cache_clear()
    return document


def bearing_fit(training: Sequence[Path], meanings: Meanings) -> Any:
    """What is added to a claim's vector so that what bears on it is near, by Adam's steps.

    Each evidence that bears on a claim is to choose it among those of its batch, and each claim
    its evidence. Fifteen rounds and a pull of a hundredth were chosen on a fifth of these pairs
    that was left out.
    """
    lines = (line for path in training for line in path.read_text(encoding="utf-8").splitlines())
    rows = [row for row in map(json.loads, lines) if row["label"] != "N"]
    for row in rows:
        row.setdefault("b", row.get("finding"))
    said_of = [[said(row[side]) for row in rows] for side in "ab"]
    evidence, claims = (np.asarray(meanings.vectors(texts)) for texts in said_of)
    named = [np.unique(texts, return_inverse=True)[1] for texts in said_of]
    found = np.zeros((evidence.shape[1],) * 2, dtype=np.float32)
    steep, rough = np.zeros_like(found), np.zeros_like(found)
    chance, step = np.random.default_rng(0), 0
    for done in range(_ROUNDS):
        order = chance.permutation(len(rows))
        for start in range(0, len(order), 512):
            some = order[start : start + 512]
            here, there = evidence[some], claims[some]
            near = _SHARP * (here @ there.T + here @ found @ there.T)
            same = np.logical_or(*(each[some][:, None] == each[some] for each in named))
            near[same & ~np.eye(len(some), dtype=bool)] = -1e4
            off = (_shares(near, 1) + _shares(near, 0)) / 2 - np.eye(len(some))
            slope = _SHARP * (here.T @ off @ there) / len(some) + 0.01 * found
            step += 1
            steep, rough = 0.9 * steep + 0.1 * slope, 0.99 * rough + 0.01 * slope * slope
            moved = (steep / (1 - 0.9**step)) / (np.sqrt(rough / (1 - 0.99**step)) + 1e-6)
            found -= 0.001 * (1 - done / _ROUNDS) * moved
    return found.astype(np.float16)


def _shares(values: Any, axis: int) -> Any:
    grown = np.exp(values - values.max(axis, keepdims=True))
    return grown / grown.sum(axis, keepdims=True)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("training", type=Path)
    parser.add_argument("--kept", type=Path, help="a folder in which what the models say is kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        meanings = Meanings.of(given.kept or Path(scratch))
        np.save(BEARING, bearing_fit([given.training, *sorted(PAIRS.glob("*.jsonl"))], meanings))
        line = good_news(given.training, meanings)
        WEIGHTS.write_text(_document(line, {}), encoding="utf-8")
        models = fit(
            [labelled(name, meanings) for name in NAMES],
            [labelled(name, meanings, "_words") for name in NAMES],
            meanings,
        )
    WEIGHTS.write_text(_document(line, models), encoding="utf-8")


def _document(line: Sequence[float], models: Mapping[str, Any]) -> str:
    rows = ",\n".join(f'"{name}": {json.dumps(model)}' for name, model in models.items())
    return f'{{"good_news": {json.dumps(line)},\n"models": {{\n{rows}\n}}}}\n'


if __name__ == "__main__":
    main()
