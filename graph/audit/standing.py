"""What a draft's sentence stands on: what it cites, what says it, and whether that counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.audit.draft import Sentence
from graph.audit.ground import Ground
from graph.audit.matching import Moment
from graph.audit.near import Near
from graph.audit.telling import leans_back
from graph.audit.values import Reason
from graph.counting import counts, why_not

__all__ = ["Held", "Standing"]

#: A sentence stands on texts that hold this share of its words between them.
_TOGETHER = 0.5
_BETWEEN = 5
#: With its words in several, one of them must be this near.
_NEAR_TOGETHER = 0.45
#: A sentence that leans on the one before it must itself be as near as this to something.
_LEANING = 0.38


@dataclass(frozen=True, slots=True)
class Held:
    """What a sentence is held against, nearest first, after what it cites.

    ``meant`` are those that tell of which findings it speaks, and on which side.
    """

    cited: Sequence[Near]
    all: Sequence[Near]
    meant: Sequence[Near]


class Standing:
    """What there is to stand on in an inspection."""

    def __init__(self, now: Moment, ground: Ground) -> None:
        self._now, self._state, self._ground = now, now.state, ground

    def held(self, sentence: Sentence, before: Sentence | None, near: Sequence[Near]) -> Held:
        """What a sentence cites, and those of the texts ``near`` it that it can stand on."""
        kinds = {"F": "finding", "E": "statement", "S": "source"}
        found = (self._ground.of(sentence.text, kinds[key[0]], key) for key in sentence.cited)
        cited = [item for item in found if item is not None]
        leant = False
        nearest = [item for item in near if item.supports]
        if not nearest and self._together(sentence, near[:_BETWEEN]):
            nearest = list(near[:_BETWEEN])
        if not nearest and before is not None and self._leans(sentence, near):
            both = self._ground.near(f"{before.text} {sentence.text}")
            nearest = [item for item in both[:_BETWEEN] if item.supports]
            leant = True
        held = cited + [item for item in nearest if item.id not in sentence.cited]
        # What only both sentences are near to says nothing of which side this one is on.
        return Held(cited, held, cited if leant else held)

    def unknown(self, sentence: Sentence) -> Iterator[Reason]:
        """What a sentence cites and is not there."""
        state = self._state
        for key in sentence.cited:
            if not (key in state.findings or key in state.statements or key in state.sources):
                yield Reason("unsupported", f"it cites {key}, which is not in the inspection")

    def stands(self, item: Near) -> bool:
        """Whether there is evidence in it that counts."""
        match item.kind:
            case "finding":
                finding = self._state.findings.get(item.id)
                return finding is not None and self._now.known[item.id].sides.any()
            case "statement":
                statement = self._state.statements.get(item.id)
                return statement is not None and counts(self._state, item.id)
            case "source":
                source = self._state.sources.get(item.id)
                return source is None or not source.withdrawn

    def unsupported(self, held: Sequence[Near]) -> Iterator[Reason]:
        """Why these are no support."""
        for item in held[:2]:
            if item.kind == "finding":
                yield Reason("unsupported", f"{item.id} has no evidence that counts")
            elif item.kind == "statement" and item.id in self._state.statements:
                why = why_not(self._state, item.id) or "withdrawn"
                yield Reason("unsupported", f"{item.id} does not count: {why}")
            else:
                yield Reason("unsupported", f"{item.id} is gone or withdrawn")

    def _leans(self, sentence: Sentence, near: Sequence[Near]) -> bool:
        """Whether what it says is to be looked for together with the sentence before it."""
        return (
            self._ground.reads_meanings
            and bool(near)
            and near[0].nearness >= _LEANING
            and leans_back(sentence.text)
        )

    def _together(self, sentence: Sentence, near: Sequence[Near]) -> bool:
        """Whether these say between them what no single one does."""
        if near and near[0].meaning is not None:
            closest = max(item.meaning or 0.0 for item in near)
            if closest < _NEAR_TOGETHER:
                return False
        if self._ground.together(sentence.text, near) < _TOGETHER:
            return False
        # By words alone too much is foreign for this to tell.
        return not self._ground.reads_meanings or not self._ground.foreign(sentence.text)
