"""Holding a draft's sentences against the inspection: what supports each, and what is wrong.

The machine proposes: a flag is a reason to look, with the evidence beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from evidence.words import spoken
from graph.audit import claims, telling
from graph.audit.beside import beside, numbered
from graph.audit.draft import PassedOver, Sentence
from graph.audit.figures import Figures, tells_figure, unknown_numbers
from graph.audit.ground import Ground
from graph.audit.heard import overclaimed
from graph.audit.matching import Matched, Matching, Moment
from graph.audit.near import Near
from graph.audit.signs import Signs, signs_of
from graph.audit.since import stale
from graph.audit.values import Audit, Audited, Reason
from graph.counting import counting_links, counts, why_not
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.stance import shares_of
from graph.suggest.weighing import Weights

__all__ = ["Moment", "audit", "auditing"]

#: A sentence stands on texts that hold this share of its words between them.
_TOGETHER = 0.5
_BETWEEN = 5
#: With its words in several, one of them must be this near.
_NEAR_TOGETHER = 0.45
#: A sentence that leans on the one before it must itself be as near as this to something.
_LEANING = 0.38
#: The model's share from which on a text is taken to say what a sentence says.
_SAYS = 0.4
#: What is said of all is held against statements as near as this, though none says it.
_BESIDE = 0.36
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

    ``weighed`` are other weights than the program's, to try them; ``every_sign`` has all signs seen,
    also where nothing hangs on them, to fit weights.
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

    def audited(self, sentence: Sentence, before: Sentence | None, *, answered: bool) -> Audited:
        """One sentence, with what is wrong with it. ``answered``: the next tells the other side."""
        near = self._ground.near(sentence.text)
        leant = False
        unknown = [key for key in sentence.cited if not self._there(key)]
        cited = self._cited(sentence)
        nearest = [item for item in near if item.supports]
        if not nearest and self._stands_together(sentence, near[:_BETWEEN]):
            nearest = near[:_BETWEEN]
        if not nearest and before is not None and self._leans(sentence, near):
            both = self._ground.near(f"{before.text} {sentence.text}")
            nearest = [item for item in both[:_BETWEEN] if item.supports]
            leant = True
        held = cited + [item for item in nearest if item.id not in sentence.cited]
        # What only both sentences are near to says nothing of which side this one is on.
        meant = cited if leant else held
        matched = list(self._matching.matched(sentence.text, near, meant, cited))
        reasons = [
            Reason("unsupported", f"it cites {key}, which is not in the inspection")
            for key in unknown
        ]
        standing = [item for item in held if self._stands(item)]
        moved: list[Reason] = []
        if self._then is not None:
            moved = list(stale(sentence, held, standing, matched, self._now, self._then))
        reasons += moved
        looks: tuple[str, ...] = ()
        if not moved:
            # Words may be found anywhere: what is cited and does not count is told all the same.
            fallen = [item for item in cited if item not in standing]
            no_support = list(self._unsupported(fallen if standing else held))
            if cited or any(item.says_it if item.kind == "finding" else item.same for item in held):
                reasons += no_support
            else:
                looks = tuple(reason.text for reason in no_support)
        reasons += self._numbers(sentence, near, held, matched)
        told = telling.gives_both_sides(sentence.text) or telling.is_account(sentence.text)
        if not told and not answered:
            reasons += self._conflicting(sentence, matched)
        about = standing or [item for item in near if item.about and self._stands(item)]
        if not about and claims.leaves_no_exception(sentence.text):
            about = [i for i in near if i.nearness >= _BESIDE and self._stands(i)]
        if about:
            statements = self._statements(about, matched)
            around = [i.id for i in near if i.kind == "statement" and self._stands(i)]
            settled = [
                each.assessment.finding.text
                for each in matched
                if each.through is None
                and each.plainly
                and each.assessment.status == "corroborated"
            ]
            says = partial(self._says, sentence.text)
            reasons += overclaimed(self._state, sentence.text, statements, around, settled, says)
        signs: Mapping[str, float] = {}
        if not cited and not moved and not reasons:
            seen = self._signs(sentence, near)
            signs = seen.values
            if seen.unborne(self._weighed):
                reasons.append(Reason("unsupported", _unborne(near, seen)))
            elif not held:
                looks = (_FAR,)
        self._before = sentence, near
        there = beside(self._now, held or near[:3], matched)
        return Audited(sentence, tuple(dict.fromkeys(reasons)), there, looks, signs)

    def _signs(self, sentence: Sentence, near: Sequence[Near]) -> Signs:
        """What tells whether anything bears a sentence out, beside the one before it."""
        before: list[Near] = []
        if self._before is not None and self._before[0].paragraph == sentence.paragraph:
            before = [item for item in self._before[1] if item.kind != "source"]
        return signs_of(
            sentence.text, near, before, self._ground, self._meanings, self._weighed,
            every=self._every_sign,
        )  # fmt: skip

    def _leans(self, sentence: Sentence, near: Sequence[Near]) -> bool:
        """Whether what it says is to be looked for together with the sentence before it."""
        return (
            self._meanings.there
            and bool(near)
            and near[0].nearness >= _LEANING
            and telling.leans_back(sentence.text)
        )

    def _stands_together(self, sentence: Sentence, near: Sequence[Near]) -> bool:
        """Whether these say between them what no single one does."""
        if near and near[0].meaning is not None:
            closest = max(item.meaning or 0.0 for item in near)
            if closest < _NEAR_TOGETHER:
                return False
        if self._ground.together(sentence.text, near) < _TOGETHER:
            return False
        # By words alone too much is foreign for this to tell.
        return not self._meanings.there or not self._ground.foreign(sentence.text)

    def _says(self, sentence: str, text: str) -> bool:
        """Whether a text says what a sentence does, as the model reads it; without it, it may."""
        if not self._meanings.there:
            return True
        content = telling.content_of(sentence)
        pairs = [(said(text), said(each)) for each in (content, *telling.parts_of(content))]
        rows = zip(pairs, self._meanings.stances(pairs), strict=True)
        return any(shares_of(pair, row)[0] >= _SAYS for pair, row in rows)

    # -- what it stands on --------------------------------------------------------------------

    def _there(self, key: str) -> bool:
        state = self._state
        return key in state.findings or key in state.statements or key in state.sources

    def _cited(self, sentence: Sentence) -> list[Near]:
        kinds = {"F": "finding", "E": "statement", "S": "source"}
        found = (self._ground.of(sentence.text, kinds[key[0]], key) for key in sentence.cited)
        return [item for item in found if item is not None]

    def _stands(self, item: Near) -> bool:
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

    def _unsupported(self, held: Sequence[Near]) -> Iterator[Reason]:
        """Why these are no support."""
        for item in held[:2]:
            if item.kind == "finding":
                yield Reason("unsupported", f"{item.id} has no evidence that counts")
            elif item.kind == "statement" and item.id in self._state.statements:
                why = why_not(self._state, item.id) or "withdrawn"
                yield Reason("unsupported", f"{item.id} does not count: {why}")
            else:
                yield Reason("unsupported", f"{item.id} is gone or withdrawn")

    def _statements(self, standing: Sequence[Near], matched: Sequence[Matched]) -> list[str]:
        """The statements that bear a sentence out: those it is near, and its findings' own."""
        found = {item.id: None for item in standing if item.kind == "statement"}
        for each in matched:
            if each.through is None and each.plainly:
                for link in counting_links(self._state, each.assessment.finding.id):
                    if (link.stance == "contradicts") == (each.stance == "contradicts"):
                        found[link.statement] = None
        return list(found)

    # -- what is wrong ------------------------------------------------------------------------

    def _conflicting(self, sentence: Sentence, matched: Sequence[Matched]) -> Iterator[Reason]:
        for each in matched:
            if each.through is not None and not self._opposed(sentence, each):
                continue
            finding, status = each.assessment.finding, each.assessment.status
            accepted = finding.resolution is not None and finding.resolution.outcome == "stands"
            if not each.plainly and (each.stance == "contradicts" or not each.sure):
                continue
            if self._gives_figures(sentence, each):
                continue
            against = ", ".join(sorted(each.assessment.sides.contradicts, key=numbered)[:4])
            if status == "conflicting" and not accepted:
                other = ", ".join(sorted(each.assessment.sides.supports, key=numbered)[:4])
                text = f"{finding.id} is in conflict: {other or 'nothing'} for, {against} against"
                yield Reason("conflicting", text)
            elif status == "not_supported" and each.stance != "contradicts":
                text = f"{finding.id} is not supported: against it {against or 'it was decided'}"
                yield Reason("conflicting", text)
            elif (
                each.stance == "contradicts"
                and each.sure
                and each.through is None
                and status in ("corroborated", "partly_corroborated", "single_source")
            ):
                text = f"it seems to deny {finding.id}, which is {spoken(status)}"
                yield Reason("conflicting", text)

    def _gives_figures(self, sentence: Sentence, matched: Matched) -> bool:
        """Whether a sentence tells, to the number, a piece of evidence on the finding."""
        links = self._state.links_of_finding.get(matched.assessment.finding.id, {}).values()
        quotes = (self._state.statements[link.statement].quote for link in links)
        return any(tells_figure(sentence.text, quote) for quote in quotes)

    def _opposed(self, sentence: Sentence, matched: Matched) -> bool:
        """Whether what stands on the finding's other side is about what the sentence says."""
        sides = matched.assessment.sides
        other = sides.support_and_qualify if matched.stance == "contradicts" else sides.contradicts
        found = (self._ground.of(sentence.text, "statement", key) for key in other)
        return any(item.about for item in found if item is not None)

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
        there = Figures(self._with_title(item) for item in held)
        for each in matched:
            for link in self._state.links_of_finding.get(each.assessment.finding.id, {}).values():
                there.add(self._state.statements[link.statement].quote)
        for item in near:
            there.add_alike(item.text, sentence.text)
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
