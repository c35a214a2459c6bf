"""What comes nearest to a question asked as it is spoken, where nothing holds all of its words.

Words that say little are left out, and endings with them; what holds more and rarer words comes
first. No model is asked: it takes no longer than finding words does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log
from typing import Final, TypeVar

from evidence.corpus import Corpus
from evidence.model import Place
from evidence.search import Hit
from evidence.state import State
from evidence.words import id_order
from graph.suggest.lexical import terms

__all__ = ["NEAREST", "Nearest", "nearest", "words_of"]

_Key = TypeVar("_Key")

#: What is said of what was found so.
NEAREST: Final = "Nothing holds all of these words; what holds most of them, best first:"
#: So many findings, statements and passages are given.
_MOST: Final = 40
#: What weighs less than this share of the best of its sort is not near.
_SHARE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Nearest:
    """What holds most of these parts of words, by how much they say; of each sort the best first.

    Of hits the statements come first, then the passages that nobody took.
    """

    words: tuple[str, ...]
    findings: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()


def words_of(question: str) -> tuple[str, ...]:
    """What a question is looked for by: its words that say something, without their endings."""
    found = {
        _common(question[term.start : term.end].casefold(), term.stem) for term in terms(question)
    }
    return tuple(sorted(found - {""}))


def _common(word: str, stem: str) -> str:
    """The letters that a word and its stem begin with: other forms of the word hold them too."""
    stem = stem.removesuffix("i") if len(stem) > 4 else stem  # of "policies", and of "policy"
    return next((stem[:end] for end in range(len(stem), 0, -1) if word.startswith(stem[:end])), "")


def nearest(state: State, corpus: Corpus, sources: Iterable[str], question: str) -> Nearest:
    """What comes nearest to a question, in the findings, the statements and these known texts."""
    words = words_of(question)
    taken: dict[str, set[str]] = {}
    for statement in list(state.statements.values()):
        taken.setdefault(statement.source, set()).add(statement.quote.strip())
    findings = {f.id: _held(f.text, words) for f in list(state.findings.values())}
    statements = {s.id: _held(s.quote, words) for s in list(state.statements.values())}
    passages = {
        (source, number): held
        for source in sources
        for number, held in corpus.holding(source, words, frozenset(taken.get(source, ())))
    }
    every = [*findings.values(), *statements.values(), *passages.values()]
    weights = [
        log(1 + len(every) / holding) if (holding := sum(held[at] for held in every)) else 0.0
        for at in range(len(words))
    ]

    def weight(held: tuple[bool, ...]) -> float:
        return sum(each for each, there in zip(weights, held, strict=True) if there)

    def near(found: dict[_Key, tuple[bool, ...]]) -> Iterator[_Key]:
        best = max(found.values(), key=weight, default=(False,) * len(words))
        least, several = _SHARE * weight(best), min(2, sum(best))
        kept = [(weight(held), key) for key, held in found.items() if sum(held) >= several > 0]
        kept = [each for each in kept if each[0] >= least]
        yield from (key for _, key in sorted(kept, key=lambda each: -each[0])[:_MOST])

    taken_hits = (state.statements[key] for key in near(statements))
    return Nearest(
        words,
        tuple(near(dict(sorted(findings.items(), key=lambda each: id_order(each[0]))))),
        (
            *(Hit(each.source, each.id, each.quote, each.place or Place()) for each in taken_hits),
            *(corpus.hit(source, number) for source, number in near(passages)),
        ),
    )


def _held(text: str, words: tuple[str, ...]) -> tuple[bool, ...]:
    folded = text.casefold()
    return tuple(word in folded for word in words)
