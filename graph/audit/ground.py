"""What a draft can stand on: findings, statements, and what was done; and how near a sentence is.

Nearness is told in two ways, both of them shares of 1: by words (how much of what the sentence
says, by weight, stands in the text), and by meaning, where the encoder is installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from heapq import nlargest
from typing import TYPE_CHECKING

from evidence.state import State
from graph.audit.foreign import Vocabulary
from graph.audit.near import Near
from graph.audit.telling import content_of, parts_of
from graph.suggest.lexical import terms
from graph.suggest.matter import Matter
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["Ground"]

#: A text, what its words weigh, and its meaning.
_Read = tuple[str, dict[str, float], "Matrix | None"]

_MOST = 16


class Ground:
    """Every text that a sentence may stand on, also those that stood when the draft was written."""

    def __init__(self, state: State, before: State | None, meanings: Meanings) -> None:
        found: dict[tuple[str, str], Near] = {}
        for each in (before, state):
            if each is None:
                continue
            for finding in each.findings.values():
                found[finding.id, finding.text] = Near("finding", finding.id, finding.text)
            for statement in each.statements.values():
                near = Near("statement", statement.id, statement.quote)
                found[statement.id, statement.quote] = near
            for source in each.sources.values():
                if not source.withdrawn:
                    text = f"{source.kind.replace('_', ' ')} {source.title or ''}"
                    found[source.id, text] = Near("source", source.id, text)
        about = state.inspection
        # What is inspected, where and with whom is no evidence, and a report says it all the same.
        text = ", ".join(filter(None, (about.title, about.service, *about.sites, *about.agencies)))
        found["", text] = Near("source", "", text)
        self._about = {
            (item.kind, item.id, item.text): frozenset(
                term.stem for term in terms(f"{item.text} {_around(item, before, state)}")
            )
            for item in found.values()
        }
        self._every = frozenset[str]().union(*self._about.values())
        self.items: list[Near] = list(found.values())
        self._meanings = meanings
        texts = [said(item.text) for item in self.items]
        around = [_around(item, before, state) for item in self.items]
        self._vocabulary = Vocabulary([*(i.text for i in self.items), *around], meanings)
        self._matter = Matter(texts, meanings.vectors(texts))
        self._stems = [frozenset(term.stem for term in terms(text)) for text in texts]
        self._reads: dict[str, list[_Read]] = {}
        self._at = {(item.kind, item.id): number for number, item in enumerate(self.items)}

    @property
    def reads_meanings(self) -> bool:
        """Whether nearness is told by meaning as well."""
        return self._meanings.there

    def near(self, sentence: str) -> list[Near]:
        """The texts nearest to a sentence, or to a part of it, nearest first."""
        numbers: set[int] = set()
        read = self._read(sentence)
        for text, _, vector in read:
            scores = self._matter.index.scores(text)
            numbers |= {n for n, _ in nlargest(_MOST, scores.items(), key=lambda each: each[1])}
            numbers |= {n for n, _ in self._matter.nearest(text, vector, _MOST)}
        found = [self._measured(number, read) for number in sorted(numbers)]
        return sorted(found, key=lambda each: (-each.nearness, each.id))

    def of(self, sentence: str, kind: str, key: str) -> Near | None:
        """How near a sentence is to one text; None where there is no such text."""
        number = self._at.get((kind, key))  # type: ignore[arg-type]  # any text may be asked for
        return None if number is None else self._measured(number, self._read(sentence))

    def foreign(self, sentence: str, near: Sequence[Near] | None = None) -> list[str]:
        """The things that a sentence names and of which none of these texts speaks, or none at all.

        A statement speaks of what its source is, and of who made it.
        """
        if near is None:
            return self._vocabulary.foreign(sentence, self._every)
        there = {stem for item in near for stem in self._about[item.kind, item.id, item.text]}
        return self._vocabulary.foreign(sentence, there)

    def together(self, sentence: str, items: Sequence[Near]) -> float:
        """How much of a sentence, by weight, stands in these texts between them."""
        weights = self._weights(sentence)
        there: set[str] = set()
        for item in items:
            there |= {term.stem for term in terms(item.text)}
        whole = sum(weights.values())
        return sum(w for stem, w in weights.items() if stem in there) / whole if whole else 0.0

    def _weights(self, sentence: str) -> dict[str, float]:
        return {term.stem: self._matter.index.weight(term.stem) for term in terms(sentence)}

    def _read(self, sentence: str) -> list[_Read]:
        """A sentence, what it claims without who says it, and its parts, made ready."""
        if sentence not in self._reads:
            content = content_of(sentence)
            texts = list(dict.fromkeys((sentence, content, *parts_of(content))))
            vectors = [self._meanings.vector(said(text)) for text in texts]
            weights = [self._weights(text) for text in texts]
            self._reads[sentence] = list(zip(texts, weights, vectors, strict=True))
        return self._reads[sentence]

    def _measured(self, number: int, read: Sequence[_Read]) -> Near:
        """How near one text is to what of a sentence is nearest to it."""
        found = (self._nearness(number, *each) for each in read)
        return max(found, key=lambda each: each.nearness)

    def _nearness(
        self, number: int, part: str, weights: dict[str, float], vector: Matrix | None
    ) -> Near:
        whole = sum(weights.values()) or 1.0
        shared = sum(w for stem, w in weights.items() if stem in self._stems[number])
        vectors = self._matter.vectors
        meaning = None
        if vectors is not None and vector is not None:
            meaning = float(vectors[number] @ vector)
        return replace(self.items[number], words=shared / whole, meaning=meaning, part=part)


def _around(item: Near, before: State | None, state: State) -> str:
    """Whose a statement is, and of which source."""
    if item.kind != "statement":
        return ""
    of = state if item.id in state.statements or before is None else before
    statement = of.statements[item.id]
    source = of.sources[statement.source]
    voices = (statement.voice,) if statement.voice else source.voices
    who = (f"{of.voices[key].role} {of.voices[key].group or ''}" for key in voices)
    told = f"{source.title} {source.kind} {source.site or ''} {' '.join(who)}"
    return told.replace("_", " ")
