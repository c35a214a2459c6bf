"""Signs that nothing bears a sentence out, weighed together: each is something that can be told.

``benchmarks/fitting_audit.py`` fits the weights to drafts of which every sentence is known to be
sound or made up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from graph.audit.foreign import checkable
from graph.audit.ground import Ground
from graph.audit.near import Near
from graph.audit.telling import content_of, gives_both_sides, is_account, leans_back
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.stance import shares_of
from graph.suggest.weighing import Weights, logistic

__all__ = ["SIGNS", "Signs", "signs_of", "weights"]

#: What is weighed; "said" only where the models are installed.
SIGNS = ("nearness", "said", "foreign", "account", "leans", "sides", "little")
#: So many of the nearest texts are read as to whether they say it, so many for their words, and
#: so many of those near the sentence before.
_READ, _SPOKEN, _BEFORE = 6, 8, 4
#: Nearer than the first, a text says what it says of the sentence; further off than the second,
#: the model's word is of nothing.
_OF_IT, _OF_NOTHING = 0.5, 0.2
#: Shares nearer to none or all than this say no more.
_SURE = 0.03
#: A sentence is flagged from this chance on that nothing bears it out; by words alone, which tell
#: less, from the second on.
_LIKELY, _LIKELY_BY_WORDS = 0.2, 0.3
#: So few words about what is inspected claim little that could be looked for.
_LITTLE = 2


@dataclass(frozen=True, slots=True)
class Signs:
    """What was seen of a sentence, by name, and the things of which nothing near it speaks."""

    values: Mapping[str, float]
    foreign: tuple[str, ...]

    def unborne(self, weighed: Weights | None = None) -> bool:
        """Whether it is likely enough that nothing bears the sentence out for it to be flagged."""
        read = "said" in self.values
        known = weighed or weights()["unsupported" if read else "unsupported_words"]
        return logistic(known.logit(self.values)) >= (_LIKELY if read else _LIKELY_BY_WORDS)


def signs_of(
    sentence: str,
    near: Sequence[Near],
    before: Sequence[Near],
    ground: Ground,
    meanings: Meanings,
    weighed: Weights | None = None,
    *,
    every: bool = False,
) -> Signs:
    """The signs of a sentence, of the texts near it and near the one ``before`` it.

    No text is read where that could not make it flagged by these weights, unless ``every`` sign is
    asked for.
    """
    texts = [item for item in near if item.kind != "source"]
    foreign = tuple(ground.foreign(sentence, [*texts[:_SPOKEN], *before[:_BEFORE]]))
    values = {
        "nearness": texts[0].nearness if texts else 0.0,
        "foreign": float(len(foreign)),
        "account": float(is_account(sentence)),
        "leans": float(leans_back(sentence)),
        "sides": float(gives_both_sides(sentence)),
        "little": float(len(checkable(sentence)) <= _LITTLE),
    }
    if not meanings.there:
        return Signs(values, foreign)
    unread = Signs({**values, "said": _log_odds(0.0)}, foreign)
    if not every and not unread.unborne(weighed):
        return unread
    return Signs({**values, "said": _said(sentence, texts[:_READ], meanings)}, foreign)


def _said(sentence: str, texts: Sequence[Near], meanings: Meanings) -> float:
    """How far the text that says it most does so, as the model reads it, in log odds."""
    content = content_of(sentence)
    if 2 * len(content.split()) < len(sentence.split()):
        content = sentence
    pairs = [
        (said(item.text), said(content if item.part == sentence else item.part)) for item in texts
    ]
    share = 0.0
    for item, pair, row in zip(texts, pairs, meanings.stances(pairs), strict=True):
        of_it = min(1.0, max(0.0, (item.nearness - _OF_NOTHING) / (_OF_IT - _OF_NOTHING)))
        share = max(share, of_it * shares_of(pair, row)[0])
    return _log_odds(share)


def _log_odds(share: float) -> float:
    share = min(max(share, _SURE), 1 - _SURE)
    return log(share / (1 - share))


@cache
def weights() -> Mapping[str, Weights]:
    """The weights that ship with the program, with the models and by words alone."""
    text = (files("graph.audit") / "weights.json").read_text(encoding="utf-8")
    return {name: Weights(each["weights"], each["bias"]) for name, each in json.loads(text).items()}
