"""What the whole inspection adds up to, worked out in a thread beside the screen that shows it.

On a large inspection this takes longer than a key press may, so a screen shows what was last
worked out until the new is there. The thread reads the very state that the app may change
meanwhile, but keeps nothing of it: it has assessments of its own, and what it made is thrown away
and made again when the inspection has another version by then. So a torn reading, also one that
ended in an error, is never shown, and a key press never waits for a lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from weakref import WeakKeyDictionary

from textual.message import Message

from evidence.model import About
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Area, spoken
from graph.counting import counting_on
from graph.gaps import Gap, every_gap
from graph.matrix import Matrix, convergence
from graph.plan import plan
from graph.plan_parts import Plan
from graph.requests import RequestList, request_list
from graph.standing import GapCounts, Standings, counted
from graph.status import Assessments, Status, count_by_area
from graph.whereabouts import questions_about
from tui.screens.base import InspectionScreen
from tui.session import WorkSession

__all__ = [
    "AreaSummary",
    "KnownGap",
    "Reckoning",
    "ReckoningScreen",
    "reckoning_of",
    "what_about",
]

_TRIES = 3


@dataclass(frozen=True, slots=True)
class KnownGap:
    """A gap with what a list of thousands asks of each: its key, and text to search."""

    gap: Gap
    key: str
    searched: str


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """One area in numbers; without an area, the gaps of sources and statements alone.

    ``answered`` key questions have evidence that counts; ``unheard`` says whose voice is missing.
    """

    area: Area | None
    gaps: GapCounts
    findings: int = 0
    statuses: tuple[tuple[Status, int], ...] = ()
    questions: int = 0
    answered: int = 0
    statements: int = 0
    sources: int = 0
    unheard: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Everything that depends on all of the evidence, at one version of the inspection.

    ``aside`` are the gaps that were set aside; the plan and the requests are there if asked for.
    """

    version: int
    gaps: tuple[KnownGap, ...]
    areas: tuple[AreaSummary, ...]
    matrix: Matrix
    aside: tuple[KnownGap, ...] = ()
    plan: Plan | None = None
    requests: RequestList | None = None


def what_about(about: About) -> str:
    """The ids that a gap is about, or the area, site or agency, with spaces between."""
    return " ".join(str(value) for value in about.plain().values())


def reckoning_of(
    state: State, programme: Programme, today: date, version: int = 0, *, planning: bool = False
) -> Reckoning:
    """Everything that depends on all of the evidence; the state is only read.

    The plan and the requests are worked out with ``planning`` alone: not every screen shows them.
    """
    assessments = Assessments(state, programme, today)
    every = every_gap(state, programme, assessments, today)
    found = tuple(_known_gap(gap, state) for gap in every if gap.dismissed is None)
    return Reckoning(
        version,
        found,
        _areas(state, programme, assessments, found, Standings(state, today)),
        convergence(state, programme),
        tuple(_known_gap(gap, state) for gap in every if gap.dismissed is not None),
        plan(state, programme, assessments, today, every) if planning else None,
        request_list(state, programme, assessments, every, today) if planning else None,
    )


def _known_gap(gap: Gap, state: State) -> KnownGap:
    about = what_about(gap.about)
    tied = " ".join(questions_about(gap.about, state))
    text = f"{gap.severity} {spoken(gap.code)} {about} {tied} {gap.text}"
    if gap.about.finding is not None:
        text += f" {state.findings[gap.about.finding].text}"
    return KnownGap(gap, gap.key, text.casefold())


def _areas(
    state: State,
    programme: Programme,
    assessments: Assessments,
    found: Iterable[KnownGap],
    standings: Standings,
) -> tuple[AreaSummary, ...]:
    statuses = count_by_area(assessments, programme)
    by_area: dict[Area | None, list[KnownGap]] = {area: [] for area in (*statuses, None)}
    unheard: dict[Area, str] = {}
    for known in found:
        gap, area = known.gap, known.gap.about.area
        if gap.code == "no_voice" and area is not None:
            unheard[area] = gap.lacking
        elif gap.about.question is not None:
            area = programme.area_of[gap.about.question]
        elif gap.about.finding is not None:
            area = assessments[gap.about.finding].area
        by_area[area].append(known)

    def counts(area: Area | None) -> GapCounts:
        return counted((known.gap, standings.of(known.gap, known.key)) for known in by_area[area])

    made = []
    for area in dict.fromkeys(programme.area_of[question] for question in programme.questions):
        evidence = [counting_on(state, q.id) for q in programme.questions_in(area)]
        statements = set().union(*evidence)
        made.append(
            AreaSummary(
                area,
                counts(area),
                sum(statuses[area].values()),
                tuple(statuses[area].items()),
                len(evidence),
                sum(bool(originals) for originals in evidence),
                len(statements),
                len({state.statements[statement].source for statement in statements}),
                unheard.get(area, ""),
            )
        )
    return (*made, AreaSummary(None, counts(None)))


_known: WeakKeyDictionary[WorkSession, Reckoning] = WeakKeyDictionary()


class ReckoningScreen(InspectionScreen):
    """A screen that shows what the whole inspection adds up to, as last worked out.

    ``show_reckoning`` is called when there is something new to show, ``reckoning`` is what is
    known, also of a version before, and ``working_out`` is true while a newer one is made.
    """

    class Reckoned(Message):
        """A thread has worked it out, or could not because of this error."""

        def __init__(self, work: WorkSession, version: int, outcome: Reckoning | Exception) -> None:
            super().__init__()
            self.work = work
            self.version = version
            self.outcome = outcome

    #: Whether the screen shows the plan or the requests.
    PLANNING: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.working_out = False
        self._failed = 0

    def show_reckoning(self, work: WorkSession) -> None:
        """Show what is known now."""
        raise NotImplementedError

    @property
    def reckoning(self) -> Reckoning | None:
        """What was last worked out; None where nothing was yet."""
        return _known.get(self.work) if self.work is not None else None

    def refresh_from(self, work: WorkSession) -> None:
        """Show what is known, and have it worked out anew where it is not of this version."""
        known = self.reckoning
        lacking = known is None or (self.PLANNING and known.plan is None)
        stale = known is not None and known.version != work.version
        if (lacking or stale) and not self.working_out:
            self.working_out = True
            self._start(work)
        self.show_reckoning(work)

    def _start(self, work: WorkSession) -> None:
        version, planning = work.version, self.PLANNING

        def reckon() -> None:
            outcome: Reckoning | Exception
            try:
                outcome = reckoning_of(
                    work.state, work.programme, work.today, version, planning=planning
                )
            except Exception as error:  # noqa: BLE001  (of a torn reading anything may come)
                outcome = error
            self.post_message(self.Reckoned(work, version, outcome))

        self.run_worker(reckon, thread=True, group="reckoning", exit_on_error=False)

    def on_reckoning_screen_reckoned(self, event: Reckoned) -> None:
        """Keep what was worked out if it is of the version there is now, else start anew."""
        self.working_out = False
        work = self.work
        if work is None:
            return
        if isinstance(event.outcome, Reckoning):
            self._failed = 0
            if work is event.work and work.version == event.version:
                _known[work] = event.outcome
        elif work is event.work and work.version == event.version:
            self._failed += 1
            if self._failed >= _TRIES:
                raise event.outcome
        if self.is_current:
            self.refresh_from(work)
