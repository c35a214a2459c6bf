"""Holding a draft's sentences against the inspection: what supports each, and what is wrong.

The machine proposes: a flag is a reason to look, with the evidence beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.state import State
from evidence.words import Stance, spoken
from graph.audit import claims
from graph.audit.draft import PassedOver, Sentence
from graph.audit.figures import unknown_numbers, values_in
from graph.audit.ground import Ground, Near
from graph.audit.heard import overclaimed
from graph.audit.values import Audit, Audited, Beside, Reason
from graph.counting import counting_links, counts, why_not
from graph.status import Assessment, Assessments
from graph.suggest.cues import cues, read
from graph.suggest.lexical import terms
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.quantities import quantities
from graph.suggest.stance import shares_of

__all__ = ["Moment", "audit", "auditing"]

#: A sentence stands on a text that holds this share of its words, or is this near in both ways,
#: or on texts that hold this share between them.
_WORDS, _NEAR, _TOGETHER = 0.45, 0.46, 0.5
_BETWEEN = 5
#: Words that are shared by chance mean something else: below this they are no support.
_LEAST_MEANING = 0.4
#: With its words in several, one of them must be this near.
_NEAR_TOGETHER = 0.45
#: A sentence that leans on the one before it must itself be as near as this to something.
_LEANING = 0.38
#: What holds nearly all of its words is what the sentence repeats.
_VERBATIM = 0.9
#: From here on a text is what the sentence says, and not only about the same.
_SAME_WORDS, _SAME_MEANING, _SAME_FINDING = 0.55, 0.75, 0.6
#: From here on a text is about the same thing as the sentence.
_ABOUT_WORDS, _ABOUT_MEANING = 0.25, 0.55
_DENIES = 0.8
#: Words of a title that name a source where they all stand in a sentence.
_LEAST_NAMED = 2
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Moment:
    """The inspection at one moment, with what it adds up to."""

    state: State
    known: Assessments


@dataclass(frozen=True, slots=True)
class _Matched:
    """A finding that a sentence speaks of: on which side it is, and through which statement."""

    assessment: Assessment
    stance: Stance
    through: str | None = None


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
    found: Sequence[Sentence], now: Moment, then: Moment | None, meanings: Meanings
) -> Iterator[Audited]:
    """The sentences one by one as they are judged, so that whoever waits can tell how far it is."""
    judge = _Judge(now, then, meanings)
    for number, sentence in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        answered = (
            following is not None
            and following.paragraph == sentence.paragraph
            and claims.answers_back(following.text)
        )
        before = found[number - 1] if number else None
        if before is not None and before.heading != sentence.heading:
            before = None
        yield judge.audited(sentence, before, answered=answered)


class _Judge:
    """What is known of an inspection for the length of one audit."""

    def __init__(self, now: Moment, then: Moment | None, meanings: Meanings) -> None:
        self._now, self._then, self._meanings = now, then, meanings
        self._state = now.state
        self._ground = Ground(now.state, then.state if then else None, meanings)

    def audited(self, sentence: Sentence, before: Sentence | None, *, answered: bool) -> Audited:
        """One sentence, with what is wrong with it. ``answered``: the next tells the other side."""
        near = self._ground.near(sentence.text)
        unknown = [key for key in sentence.cited if not self._there(key)]
        cited = self._cited(sentence)
        nearest = [item for item in near if _supports(item)]
        if not nearest and self._stands_together(sentence, near[:_BETWEEN]):
            nearest = near[:_BETWEEN]
        if not nearest and before is not None and self._leans(sentence, near):
            both = self._ground.near(f"{before.text} {sentence.text}")
            nearest = [item for item in both[:_BETWEEN] if _supports(item)]
        held = cited + [item for item in nearest if item.id not in sentence.cited]
        matched = list(self._matched(sentence, held, cited))
        reasons = [
            Reason("unsupported", f"it cites {key}, which is not in the inspection")
            for key in unknown
        ]
        stale = list(self._stale(sentence, held, matched))
        reasons += stale
        standing = [item for item in held if self._stands(item)]
        if not stale:
            # Words may be found anywhere: what is cited and does not count is told all the same.
            fallen = [item for item in cited if item not in standing]
            reasons += self._unsupported(fallen if standing else held)
            if not held:
                nothing = "nothing in the inspection says it, or comes near"
                reasons.append(Reason("unsupported", nothing))
        reasons += self._numbers(sentence, held, matched)
        told = claims.gives_both_sides(sentence.text) or claims.is_account(sentence.text)
        if not told and not answered:
            reasons += self._conflicting(sentence, matched)
        about = standing or [item for item in near if _about(item) and self._stands(item)]
        if about:
            statements = self._statements(about, matched)
            around = [i.id for i in near if i.kind == "statement" and self._stands(i)]
            settled = [
                each.assessment.finding.text
                for each in matched
                if each.through is None and each.assessment.status == "corroborated"
            ]
            reasons += overclaimed(self._state, sentence.text, statements, around, settled)
        beside = self._beside(held or near[:3], matched)
        return Audited(sentence, tuple(dict.fromkeys(reasons)), beside)

    def _leans(self, sentence: Sentence, near: Sequence[Near]) -> bool:
        """Whether what it says is to be looked for together with the sentence before it."""
        return (
            self._meanings.there
            and bool(near)
            and near[0].nearness >= _LEANING
            and claims.leans_back(sentence.text)
        )

    def _stands_together(self, sentence: Sentence, near: Sequence[Near]) -> bool:
        """Whether these say between them what no single one does."""
        if near and near[0].meaning is not None:
            closest = max(item.meaning or 0.0 for item in near)
            if closest < _NEAR_TOGETHER:
                return False
        return self._ground.together(sentence.text, near) >= _TOGETHER

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

    def _matched(
        self, sentence: Sentence, held: Sequence[Near], cited: Sequence[Near]
    ) -> Iterator[_Matched]:
        """The findings that a sentence speaks of, each once."""
        seen: set[str] = set()
        statements = [item for item in held if item.kind == "statement"]
        findings = [item for item in held if item.kind == "finding"]
        best = [item for item in statements if item in cited]
        best += [item for item in statements[:1] if _same(item) and item not in cited]
        sides = {
            link.finding: link.stance
            for item in best
            for link in self._state.links_of_statement.get(item.id, {}).values()
        }
        for item in findings:
            if (item in cited or _same(item)) and item.id in self._state.findings:
                seen.add(item.id)
                # On which side a statement is that says the same, an inspector has judged.
                stance = None if _verbatim(item) else sides.get(item.id)
                stance = stance or self._stance(sentence, item)
                yield _Matched(self._now.known[item.id], stance)
        for item in best:
            for link in self._state.links_of_statement.get(item.id, {}).values():
                if link.finding not in seen:
                    seen.add(link.finding)
                    yield _Matched(self._now.known[link.finding], link.stance, item.id)

    def _stance(self, sentence: Sentence, finding: Near) -> Stance:
        """Whether a sentence says what the finding says, or the contrary."""
        pair = said(sentence.text), said(finding.text)
        names = {cue.name for cue in cues(read(pair[0]), read(pair[1]))}
        if self._meanings.there:
            supports, _, contradicts = shares_of(pair, self._meanings.stances([pair])[0])
            least = 0.0 if "opposed" in names else _DENIES
            return "contradicts" if contradicts > max(least, supports) else "supports"
        return "contradicts" if names & {"negated", "opposed"} else "supports"

    def _statements(self, standing: Sequence[Near], matched: Sequence[_Matched]) -> list[str]:
        """The statements that bear a sentence out: those it is near, and its findings' own."""
        found = {item.id: None for item in standing if item.kind == "statement"}
        for each in matched:
            if each.through is None:
                for link in counting_links(self._state, each.assessment.finding.id):
                    if (link.stance == "contradicts") == (each.stance == "contradicts"):
                        found[link.statement] = None
        return list(found)

    # -- what is wrong ------------------------------------------------------------------------

    def _conflicting(self, sentence: Sentence, matched: Sequence[_Matched]) -> Iterator[Reason]:
        for each in matched:
            if each.through is not None and not self._opposed(sentence, each):
                continue
            finding, status = each.assessment.finding, each.assessment.status
            accepted = finding.resolution is not None and finding.resolution.outcome == "stands"
            if each.stance == "contradicts" and self._gives_figures(sentence, each):
                continue
            against = ", ".join(sorted(each.assessment.sides.contradicts, key=_number)[:4])
            if status == "conflicting" and not accepted:
                other = ", ".join(sorted(each.assessment.sides.supports, key=_number)[:4])
                text = f"{finding.id} is in conflict: {other or 'nothing'} for, {against} against"
                yield Reason("conflicting", text)
            elif status == "not_supported" and each.stance != "contradicts":
                text = f"{finding.id} is not supported: against it {against or 'it was decided'}"
                yield Reason("conflicting", text)
            elif (
                each.stance == "contradicts"
                and each.through is None
                and status in ("corroborated", "partly_corroborated", "single_source")
            ):
                text = f"it seems to deny {finding.id}, which is {spoken(status)}"
                yield Reason("conflicting", text)

    def _gives_figures(self, sentence: Sentence, matched: _Matched) -> bool:
        """Whether a sentence tells, to the number, a piece of evidence against the finding."""
        told = [quantity.value for quantity in quantities(sentence.text)]
        against = [
            values_in([self._state.statements[key].quote])
            for key in matched.assessment.sides.contradicts
        ]
        return bool(told) and any(set(told) <= there for there in against)

    def _opposed(self, sentence: Sentence, matched: _Matched) -> bool:
        """Whether what stands on the finding's other side is about what the sentence says."""
        sides = matched.assessment.sides
        other = sides.support_and_qualify if matched.stance == "contradicts" else sides.contradicts
        found = (self._ground.of(sentence.text, "statement", key) for key in other)
        return any(
            item.words >= _ABOUT_WORDS or (item.meaning or 0.0) >= _ABOUT_MEANING
            for item in found
            if item is not None
        )

    def _numbers(
        self, sentence: Sentence, held: Sequence[Near], matched: Sequence[_Matched]
    ) -> Iterator[Reason]:
        """Numbers that nothing near has; of what was done nobody keeps count."""
        if not held or held[0].kind == "source":
            return
        texts = [item.text for item in held]
        for each in matched:
            links = self._state.links_of_finding.get(each.assessment.finding.id, {}).values()
            texts += [self._state.statements[link.statement].quote for link in links]
        there = values_in(texts)
        for words in unknown_numbers(sentence.text, there):
            yield Reason("unsupported", f"“{words}”: no evidence near it has this number")

    def _stale(
        self, sentence: Sentence, held: Sequence[Near], matched: Sequence[_Matched]
    ) -> Iterator[Reason]:
        if self._then is None:
            return
        before = self._then.state
        words = {term.stem for term in terms(sentence.text)}
        for source in before.sources.values():
            now_there = self._state.sources.get(source.id)
            if source.withdrawn or (now_there is not None and not now_there.withdrawn):
                continue
            title = {term.stem for term in terms(source.title or "")}
            if len(title) >= _LEAST_NAMED and title <= words:
                yield Reason("stale", f"it names {source.id}, which was withdrawn since")
        for item in held:
            if item.kind != "statement" or item.id not in before.statements or not _same(item):
                continue
            now = self._state.statements.get(item.id)
            if not counts(before, item.id):
                continue
            if now is None or not counts(self._state, item.id):
                why = why_not(self._state, item.id) if now is not None else "taken away"
                yield Reason("stale", f"{item.id} counted when it was written: now {why}")
            elif now.quote != before.statements[item.id].quote:
                yield Reason("stale", f"{item.id} was worded otherwise when it was written")
        for each in matched:
            yield from self._moved(each)

    def _moved(self, matched: _Matched) -> Iterator[Reason]:
        """What changed of a finding since: its words, its status, or what stands against it."""
        assert self._then is not None  # noqa: S101  # asked only where there is a moment before
        finding = matched.assessment.finding
        old = self._then.state.findings.get(finding.id)
        if old is None:
            return
        before, now = self._then.known[finding.id], matched.assessment
        if old.text != finding.text:
            yield Reason("stale", f"{finding.id} was worded otherwise when it was written")
        if before.status != now.status:
            text = f"{finding.id} was {spoken(before.status)}, and is {spoken(now.status)}"
            yield Reason("stale", text)
        new = (now.sides.contradicts | now.sides.qualifies) - (
            before.sides.contradicts | before.sides.qualifies
        )
        if new:
            came = ", ".join(sorted(new, key=_number)[:4])
            text = f"against {finding.id}, or qualifying it, came since: {came}"
            yield Reason("stale", text)

    # -- what stands beside it ----------------------------------------------------------------

    def _beside(self, held: Sequence[Near], matched: Sequence[_Matched]) -> tuple[Beside, ...]:
        """Findings first, then statements for and against them, then what else is near."""
        found: dict[str, Beside] = {}
        for each in matched:
            finding = each.assessment.finding
            status = spoken(each.assessment.status)
            found[finding.id] = Beside("findings", finding.id, finding.text, status)
        for item in held:
            self._add(found, item)
            if len(found) >= _SHOWN:
                break
        for each in matched:
            sides = each.assessment.sides
            for stance, side in (("contradicts", sides.contradicts), ("supports", sides.supports)):
                for key in sorted(side, key=_number)[:3]:
                    if key not in found or found[key].stance is None:
                        found[key] = self._statement(key, stance)  # type: ignore[arg-type]
        return tuple(found.values())

    def _add(self, found: dict[str, Beside], item: Near) -> None:
        if item.id in found or not item.id:
            return
        if item.kind == "finding" and item.id in self._state.findings:
            status = spoken(self._now.known[item.id].status)
            found[item.id] = Beside("findings", item.id, item.text, status)
        elif item.kind == "statement" and item.id in self._state.statements:
            found[item.id] = self._statement(item.id, None)
        elif item.kind == "source" and item.id in self._state.sources:
            source = self._state.sources[item.id]
            found[item.id] = Beside("sources", item.id, source.label, spoken(source.kind))

    def _statement(self, key: str, stance: Stance | None) -> Beside:
        statement = self._state.statements[key]
        source = self._state.sources[statement.source]
        not_counting = why_not(self._state, key)
        note = f"{source.id} {source.label}"
        if not_counting:
            note += f" ({not_counting})"
        return Beside("statements", key, statement.quote, note, stance)


def _supports(item: Near) -> bool:
    if item.meaning is None:
        return item.words >= _WORDS
    return item.nearness >= _NEAR or (item.words >= _SAME_WORDS and item.meaning >= _LEAST_MEANING)


def _verbatim(item: Near) -> bool:
    return item.words >= _VERBATIM


def _same(item: Near) -> bool:
    least = _SAME_FINDING if item.kind == "finding" else _SAME_MEANING
    return item.words >= _SAME_WORDS or (item.meaning or 0.0) >= least


def _about(item: Near) -> bool:
    """Whether a text is about the same thing as the sentence."""
    if item.meaning is None:
        return item.words >= _ABOUT_WORDS
    return item.meaning >= _ABOUT_MEANING


def _number(key: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, key))
    return int(digits or 0), key
