"""Which findings a sentence speaks of, and on which side of each it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.state import State
from evidence.words import Stance
from graph.audit.ground import Ground
from graph.audit.near import Near
from graph.status import Assessment, Assessments
from graph.suggest.cues import cues, read
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.stance import shares_of

__all__ = ["Matched", "Matching", "Moment"]

#: Of the findings near a sentence, those this much further off than the nearest are not meant.
_MARGIN = 0.06
#: So much nearer than every statement a finding is meant whatever they bear on.
_NEARER = 0.03
#: A finding in good or bad news like the sentence's may be meant from here on.
_TOWARDS_MEANING, _TOWARDS_NEARNESS = 0.54, 0.45
#: A statement as near as this tells whether it is its finding that is meant, and which side.
_TELLING = 0.44
_TOLD_BY = 3
#: From here on the model's word is taken for a contradiction.
_DENIES = 0.8
#: Good news and bad this far from neither are told apart.
_PLAIN_NEWS = 0.6


@dataclass(frozen=True, slots=True)
class Moment:
    """The inspection at one moment, with what it adds up to."""

    state: State
    known: Assessments


@dataclass(frozen=True, slots=True)
class Matched:
    """A finding that a sentence speaks of: on which side it is, and through which statement.

    ``plainly`` where the finding says the same or the contrary, and is not only near; ``sure``
    where all that tells the side agrees.
    """

    assessment: Assessment
    stance: Stance
    through: str | None = None
    plainly: bool = True
    sure: bool = True


class Matching:
    """The findings of an inspection, to be matched to sentences."""

    def __init__(self, now: Moment, ground: Ground, meanings: Meanings) -> None:
        self._now, self._state = now, now.state
        self._ground, self._meanings = ground, meanings

    def matched(
        self, text: str, near: Sequence[Near], held: Sequence[Near], cited: Sequence[Near]
    ) -> Iterator[Matched]:
        """The findings that a sentence speaks of, each once."""
        seen: set[str] = set()
        statements = [item for item in held if item.kind == "statement"]
        best = [item for item in statements if item in cited]
        best += [item for item in statements[:1] if item.same and item not in cited]
        telling = best + [item for item in self._telling(near) if item not in best]
        agreeing = [i for i in telling if i in cited or not self._speaks_against(i, text)]
        for item in self._meant(near, held, cited):
            seen.add(item.id)
            # On which side a statement is that says the same, an inspector has judged.
            judged = None if item.verbatim else self._judged(item, agreeing)
            stance, sure = (judged, True) if judged else self._stance(text, item, agreeing)
            plainly = item in cited or item.same
            yield Matched(self._now.known[item.id], stance, plainly=plainly, sure=sure)
        for item in best:
            for link in self._state.links_of_statement.get(item.id, {}).values():
                if link.finding not in seen:
                    seen.add(link.finding)
                    yield Matched(self._now.known[link.finding], link.stance, item.id)

    def _speaks_against(self, statement: Near, text: str) -> bool:
        """Whether a statement, as the model reads it, says the contrary of a sentence."""
        if not self._meanings.there:
            return False
        pair = said(statement.text), said(text)
        return shares_of(pair, self._meanings.stances([pair])[0])[2] > _DENIES

    def _judged(self, finding: Near, agreeing: Sequence[Near]) -> Stance | None:
        """The side that statements nearer than the finding are on, if they are on one."""
        sides = {
            link.stance
            for item in agreeing
            if item.same or item.nearness >= finding.nearness
            for link in self._state.links_of_statement.get(item.id, {}).values()
            if link.finding == finding.id
        }
        return sides.pop() if len(sides) == 1 else None

    def _meant(
        self, near: Sequence[Near], held: Sequence[Near], cited: Sequence[Near]
    ) -> Iterator[Near]:
        """The findings that are cited, and those nearest by a margin of which others speak too."""
        findings = [item for item in held if item.kind == "finding"]
        findings += [item for item in near if item.kind == "finding" and item not in findings]
        there = [item for item in findings if item.id in self._state.findings]
        yield from (item for item in there if item in cited)
        others = [item for item in there if item not in cited]
        nearest = max((item.nearness for item in others), default=0.0)
        for item in others:
            meant = (item.same and item in held) or self._towards(item)
            clearly = item.says_it or self._spoken_of(item, near)
            if meant and clearly and item.nearness >= nearest - _MARGIN:
                yield item

    def _towards(self, item: Near) -> bool:
        """Whether a finding may be meant though it is not near enough to say the same."""
        return (item.meaning or 0.0) >= _TOWARDS_MEANING and item.nearness >= _TOWARDS_NEARNESS

    def _telling(self, near: Sequence[Near]) -> list[Near]:
        """The statements so near that they tell what a sentence is about."""
        telling = [i for i in near if i.kind == "statement" and i.nearness >= _TELLING]
        if telling and telling[0].same:
            return telling[:1]
        return [i for i in telling if i.id in self._state.links_of_statement][:_TOLD_BY]

    def _spoken_of(self, finding: Near, near: Sequence[Near]) -> bool:
        """Whether it is nearer than every statement, or those nearest bear on it."""
        telling = self._telling(near)
        if not telling or finding.nearness >= telling[0].nearness + _NEARER:
            return True
        return any(
            link.finding == finding.id
            for item in telling
            for link in self._state.links_of_statement.get(item.id, {}).values()
        )

    def _stance(self, text: str, finding: Near, agreeing: Sequence[Near]) -> tuple[Stance, bool]:
        """Whether a sentence says what the finding says, or the contrary; and whether surely."""
        pair = said(text), said(finding.text)
        if not self._meanings.there:
            names = {cue.name for cue in cues(read(pair[0]), read(pair[1]))}
            denied = bool(names & {"negated", "opposed"})
            return ("contradicts" if denied else "supports"), not denied
        supports, _, contradicts = shares_of(pair, self._meanings.stances([pair])[0])
        denied = contradicts > max(_DENIES, supports)
        news = self._same_news(*pair, self._state.findings[finding.id].polarity)
        if abs(news) > _PLAIN_NEWS:
            return ("contradicts" if news < 0 else "supports"), denied == (news < 0)
        sides = {
            link.stance
            for item in agreeing
            for link in self._state.links_of_statement.get(item.id, {}).values()
            if link.finding == finding.id
        }
        if sides == {"contradicts"} and not finding.says_it:
            return "contradicts", denied
        return ("contradicts" if denied else "supports"), False

    def _same_news(self, text: str, finding: str, polarity: str) -> float:
        """How far a sentence is good or bad news as the finding is; below 0, the other way."""
        own, its = self._meanings.valence(self._meanings.vectors([text, finding])) or (0.0, 0.0)
        sign = {"strength": 1.0, "weakness": -1.0}.get(polarity, 1.0 if its > 0 else -1.0)
        return own * sign
