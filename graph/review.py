"""Going through the gaps: which of them are wanted, and how many are left before the visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.model import About
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Area
from graph.counting import counting_on
from graph.gaps import Gap, Phase
from graph.whereabouts import areas_of_gap, questions_about

__all__ = ["Left", "Wanted", "left_to_do", "sources_of_gap"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gaps are looked at: of these codes, this area, key question, source and phase."""

    codes: frozenset[str] = frozenset()
    area: Area | None = None
    question: str | None = None
    source: str | None = None
    phase: Phase | None = None

    def holds(self, state: State, programme: Programme, gap: Gap) -> bool:
        """Whether a gap is one of them; what is not said holds for every gap."""
        if self.codes and gap.code not in self.codes:
            return False
        if self.phase is not None and gap.phase != self.phase:
            return False
        if self.area is not None and self.area not in areas_of_gap(state, programme, gap.about):
            return False
        if self.question is not None and not _bears_on(state, programme, gap.about, self.question):
            return False
        return self.source is None or self.source in sources_of_gap(state, gap.about)


def _bears_on(state: State, programme: Programme, about: About, question: str) -> bool:
    if about.area is not None:
        return programme.area_of[question] == about.area
    if about.source is not None:
        statements = state.statements_of_source.get(about.source, {})
        tied = (questions_about(About(statement=each), state) for each in statements)
        return any(question in each for each in tied)
    return question in questions_about(about, state)


def sources_of_gap(state: State, about: About) -> set[str]:
    """The sources that a gap is about, or whose statements bear on what it is about."""
    if about.source is not None:
        return {about.source}
    statements: Iterable[str] = ()
    if about.statement is not None:
        statements = (about.statement,)
    elif about.finding is not None:
        links = state.links_of_finding.get(about.finding, {})
        statements = [link.statement for link in links.values()]
    elif about.question is not None:
        statements = counting_on(state, about.question)
    return {state.statements[each].source for each in statements if each in state.statements}


@dataclass(frozen=True, slots=True)
class Left:
    """How many gaps are left to look at before the visit, and how many of them are high."""

    gaps: int
    high: int

    def __str__(self) -> str:
        """In words, as "14 left (3 high)"."""
        return f"{self.gaps} left ({self.high} high)"


def left_to_do(found: Iterable[Gap], done: Iterable[str]) -> Left:
    """What is left of gaps that are not planned, set aside, or done with, by their keys."""
    over = set(done)
    left = [
        gap for gap in found if not gap.planned and gap.dismissed is None and gap.key not in over
    ]
    return Left(len(left), sum(gap.severity == "high" for gap in left))
