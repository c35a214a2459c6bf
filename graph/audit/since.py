"""What changed in an inspection after a draft was written, as far as a sentence rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence.words import spoken
from graph.audit.beside import numbered
from graph.audit.draft import Sentence
from graph.audit.matching import Matched, Moment
from graph.audit.near import Near
from graph.audit.values import Reason
from graph.counting import counts, why_not
from graph.suggest.lexical import terms

__all__ = ["stale"]

#: Words of a title that name a source where they all stand in a sentence.
_LEAST_NAMED = 2


def stale(
    sentence: Sentence,
    held: Sequence[Near],
    standing: Sequence[Near],
    matched: Sequence[Matched],
    now: Moment,
    then: Moment,
) -> Iterator[Reason]:
    """What a sentence rests on that is not as it was.

    Of what it is ``held`` against, what says the same; and all, where nothing is left ``standing``.
    """
    before, state = then.state, now.state
    words = {term.stem for term in terms(sentence.text)}
    for source in before.sources.values():
        now_there = state.sources.get(source.id)
        if source.withdrawn or (now_there is not None and not now_there.withdrawn):
            continue
        title = {term.stem for term in terms(source.title or "")}
        if len(title) >= _LEAST_NAMED and title <= words:
            yield Reason("stale", f"it names {source.id}, which was withdrawn since")
    for item in held:
        if (
            item.kind != "statement"
            or item.id not in before.statements
            or (standing and not item.same)
        ):
            continue
        there = state.statements.get(item.id)
        if not counts(before, item.id):
            continue
        if any(each.same and each.nearness >= item.nearness for each in standing):
            continue  # something that still stands says it as well
        if there is None or not counts(state, item.id):
            why = why_not(state, item.id) if there is not None else "taken away"
            yield Reason("stale", f"{item.id} counted when it was written: now {why}")
        elif item.same and there.quote != before.statements[item.id].quote:
            yield Reason("stale", f"{item.id} was worded otherwise when it was written")
    for each in matched:
        if each.plainly:
            yield from _moved(each, then)


def _moved(matched: Matched, then: Moment) -> Iterator[Reason]:
    """What changed of a finding since: its words, its status, or what stands against it."""
    finding = matched.assessment.finding
    old = then.state.findings.get(finding.id)
    if old is None:
        return
    before, now = then.known[finding.id], matched.assessment
    if old.text != finding.text:
        yield Reason("stale", f"{finding.id} was worded otherwise when it was written")
    if before.status != now.status:
        text = f"{finding.id} was {spoken(before.status)}, and is {spoken(now.status)}"
        yield Reason("stale", text)
    new = (now.sides.contradicts | now.sides.qualifies) - (
        before.sides.contradicts | before.sides.qualifies
    )
    if new:
        came = ", ".join(sorted(new, key=numbered)[:4])
        text = f"against {finding.id}, or qualifying it, came since: {came}"
        yield Reason("stale", text)
