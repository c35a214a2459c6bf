"""Findings in conflict, or decided against, of which a sentence tells one side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence.state import State
from evidence.words import spoken
from graph.audit.beside import numbered
from graph.audit.figures import tells_figure
from graph.audit.ground import Ground
from graph.audit.matching import Matched
from graph.audit.values import Reason

__all__ = ["Conflicts"]


class Conflicts:
    """What stands on both sides of an inspection's findings."""

    def __init__(self, state: State, ground: Ground) -> None:
        self._state, self._ground = state, ground

    def conflicting(self, sentence: str, matched: Sequence[Matched]) -> Iterator[Reason]:
        """Of the findings that a sentence speaks of, those of which it tells one side only."""
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

    def _gives_figures(self, sentence: str, matched: Matched) -> bool:
        """Whether a sentence tells, to the number, a piece of evidence on the finding."""
        links = self._state.links_of_finding.get(matched.assessment.finding.id, {}).values()
        quotes = (self._state.statements[link.statement].quote for link in links)
        return any(tells_figure(sentence, quote) for quote in quotes)

    def _opposed(self, sentence: str, matched: Matched) -> bool:
        """Whether what stands on the finding's other side is about what the sentence says."""
        sides = matched.assessment.sides
        other = sides.support_and_qualify if matched.stance == "contradicts" else sides.contradicts
        found = (self._ground.of(sentence, "statement", key) for key in other)
        return any(item.about for item in found if item is not None)
