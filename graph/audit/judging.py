"""Holding a draft's sentences against the inspection: what supports each, and what is wrong.

The machine proposes: a flag is a reason to look, with the evidence beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from graph.audit import claims, telling
from graph.audit.beside import beside
from graph.audit.conflicts import Conflicts
from graph.audit.draft import PassedOver, Sentence
from graph.audit.figures import Figures, unknown_numbers
from graph.audit.ground import Ground
from graph.audit.heard import overclaimed, unheard
from graph.audit.matching import Matched, Matching, Moment
from graph.audit.near import Near
from graph.audit.signs import Signs, signs_of
from graph.audit.since import stale
from graph.audit.standing import Standing
from graph.audit.values import Audit, Audited, Reason
from graph.counting import counting_links
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.stance import shares_of
from graph.suggest.weighing import Weights

__all__ = ["Moment", "audit", "auditing"]

#: The model's share from which on a text is taken to say what a sentence says.
_SAYS = 0.4
#: What is said of all is held against statements as near as this, though none says it.
_BESIDE = 0.36
#: So many of the texts that a sentence is held against may have any of its numbers; those further
#: off only the ones of the same measure.
_TOLD_OF = 6
_FAR = "no single text says it: see whether those beside it do"


def audit(
    found: Sequence[Sentence],
    passed_over: Sequence[PassedOver],
    now: Moment,
    then: Moment | None,
    meanings: Meanings,
    since: str = "",
) -> Audit:
    """Every sentence held against the inspection as it is, and as it was when it was written."""
    told = tuple(auditing(found, now, then, meanings))
    return Audit(told, tuple(passed_over), since, meanings.lacking)


def auditing(
    found: Sequence[Sentence],
    now: Moment,
    then: Moment | None,
    meanings: Meanings,
    weighed: Weights | None = None,
    *,
    every_sign: bool = False,
) -> Iterator[Audited]:
    """The sentences one by one as they are judged, so that whoever waits can tell how far it is.

    ``weighed`` are other weights than the program's, to try them; with ``every_sign`` all signs are
    seen, also where nothing hangs on them, to fit weights.
    """
    judge = _Judge(now, then, meanings, weighed, every_sign=every_sign)
    for number, sentence in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        answered = (
            following is not None
            and following.paragraph == sentence.paragraph
            and telling.answers_back(following.text)
        )
        before = found[number - 1] if number else None
        if before is not None and before.heading != sentence.heading:
            before = None
        yield judge.audited(sentence, before, answered=answered)


class _Judge:
    """What is known of an inspection for the length of one audit."""

    def __init__(
        self,
        now: Moment,
        then: Moment | None,
        meanings: Meanings,
        weighed: Weights | None,
        *,
        every_sign: bool,
    ) -> None:
        self._now, self._then, self._meanings = now, then, meanings
        self._weighed, self._every_sign = weighed, every_sign
        self._before: tuple[Sentence, Sequence[Near]] | None = None
        self._state = now.state
        self._ground = Ground(now.state, then.state if then else None, meanings)
        self._matching = Matching(now, self._ground, meanings)
        self._standing = Standing(now, self._ground)
        self._conflicts = Conflicts(now.state, self._ground)

    def audited(self, sentence: Sentence, before: Sentence | None, *, answered: bool) -> Audited:
        """One sentence, with what is wrong with it. ``answered``: the next tells the other side."""
        near = self._ground.near(sentence.text)
        held = self._standing.held(sentence, before, near)
        matched = list(self._matching.matched(sentence.text, near, held.meant, held.cited))
        standing = [item for item in held.all if self._standing.stands(item)]
        moved: list[Reason] = []
        if self._then is not None:
            moved = list(stale(sentence, held.all, standing, matched, self._now, self._then))
        reasons = [*self._standing.unknown(sentence), *moved]
        looks: tuple[str, ...] = ()
        if not moved:
            # Words may be found anywhere: what is cited and does not count is told all the same.
            fallen = [item for item in held.cited if item not in standing]
            no_support = list(self._standing.unsupported(fallen if standing else held.all))
            if held.cited or any(item.says_so for item in held.all):
                reasons += no_support
            else:
                looks = tuple(reason.text for reason in no_support)
        reasons += self._numbers(sentence, near, held.all, matched)
        told = telling.gives_both_sides(sentence.text) or telling.is_account(sentence.text)
        if not told and not answered:
            reasons += self._conflicts.conflicting(sentence.text, matched)
        reasons += self._overclaimed(sentence.text, near, standing, matched)
        signs: Mapping[str, float] = {}
        if not held.cited and not moved and not reasons:
            seen = self._signs(sentence, near)
            signs = seen.values
            if seen.unborne(self._weighed):
                reasons.append(Reason("unsupported", _unborne(near, seen)))
            elif not held.all:
                looks = (_FAR,)
            elif not looks:
                said = [item.id for item in held.all if item.kind == "statement"]
                if nobody := unheard(self._state, sentence.text, said):
                    looks = (f"told in the name of {nobody}, and nothing beside it is theirs",)
        self._before = sentence, near
        there = beside(self._now, held.all or near[:3], matched)
        return Audited(sentence, tuple(dict.fromkeys(reasons)), there, looks, signs)

    def _overclaimed(
        self,
        sentence: str,
        near: Sequence[Near],
        standing: Sequence[Near],
        matched: Sequence[Matched],
    ) -> Iterator[Reason]:
        """What it says of all, most, few or none beyond what was heard."""
        there = [item for item in near if self._standing.stands(item)]
        about = standing or [item for item in there if item.about]
        if not about and claims.leaves_no_exception(sentence):
            about = [item for item in there if item.nearness >= _BESIDE]
        if about:
            statements = self._statements(about, matched)
            around = [item.id for item in there if item.kind == "statement"]
            settled = [
                each.assessment.finding.text
                for each in matched
                if each.through is None
                and each.plainly
                and each.assessment.status == "corroborated"
            ]
            says = partial(self._says, sentence)
            yield from overclaimed(self._state, sentence, statements, around, settled, says)

    def _signs(self, sentence: Sentence, near: Sequence[Near]) -> Signs:
        """What tells whether anything bears a sentence out, beside the one before it."""
        before: list[Near] = []
        if self._before is not None and self._before[0].paragraph == sentence.paragraph:
            before = [item for item in self._before[1] if item.kind != "source"]
        return signs_of(
            sentence.text, near, before, self._ground, self._meanings, self._weighed,
            every=self._every_sign,
        )  # fmt: skip

    def _says(self, sentence: str, text: str) -> bool:
        """Whether a text says what a sentence does, as the model reads it; without it, it may."""
        if not self._meanings.there:
            return True
        content = telling.content_of(sentence)
        pairs = [(said(text), said(each)) for each in (content, *telling.parts_of(content))]
        rows = zip(pairs, self._meanings.stances(pairs), strict=True)
        return any(shares_of(pair, row)[0] >= _SAYS for pair, row in rows)

    def _statements(self, standing: Sequence[Near], matched: Sequence[Matched]) -> list[str]:
        """The statements that bear a sentence out: those it is near, and its findings' own."""
        found = {item.id: None for item in standing if item.kind == "statement"}
        for each in matched:
            if each.through is None and each.plainly:
                for link in counting_links(self._state, each.assessment.finding.id):
                    if (link.stance == "contradicts") == (each.stance == "contradicts"):
                        found[link.statement] = None
        return list(found)

    def _numbers(
        self,
        sentence: Sentence,
        near: Sequence[Near],
        held: Sequence[Near],
        matched: Sequence[Matched],
    ) -> Iterator[Reason]:
        """Numbers that nothing near has; of what was done nobody keeps count."""
        if not held or held[0].kind == "source":
            return
        there = Figures(self._with_title(item) for item in held[:_TOLD_OF])
        for each in matched:
            for link in self._state.links_of_finding.get(each.assessment.finding.id, {}).values():
                there.add(self._state.statements[link.statement].quote)
        for item in near:
            there.add_alike(self._with_title(item), sentence.text)
        for words in unknown_numbers(sentence.text, there):
            yield Reason("unsupported", f"“{words}”: no evidence near it has this number")

    def _with_title(self, item: Near) -> str:
        """A text, and what its source says of itself: "the first 24 cases"."""
        statement = self._state.statements.get(item.id) if item.kind == "statement" else None
        title = self._state.sources[statement.source].title if statement else ""
        return f"{item.text}\n{title}"


def _unborne(near: Sequence[Near], seen: Signs) -> str:
    """Why nothing is taken to bear a sentence out."""
    named = ", ".join(f"“{word}”" for word in seen.foreign[:3])
    nearest = next((item.id for item in near if item.kind != "source"), "")
    text = "nothing in the inspection says it"
    if nearest:
        text = f"{text}: {nearest} comes nearest, and does not"
    return f"{text}; nothing near it speaks of {named}" if named else text
