"""The visit plan: which ask goes into which session, and why (DESIGN 4.7).

Every gap that is open takes part: with the asks that were made from it, or with a question that is
offered. An ask fits a session that would settle its gap (``graph.fitting``). Placed are those asks
that together weigh most within the minutes of the sessions (``graph.placing``): a grave gap weighs
as much as ten medium ones, a medium one as much as ten slight ones. Of plans that weigh the same
the one is taken whose sessions suit best: a kind that the key question expects, voices not heard
yet, what was planned before, and no session fuller than it has to be.

What an inspector placed stays where it is, also where that is too much for a session; the rest is
planned around it. Sessions held are not planned into, nor are those of days gone by while others
are still to come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from evidence.commands import Placing
from evidence.model import Ask, GapRef, Session
from evidence.programme import Programme
from evidence.state import State
from evidence.words import id_order
from graph.asks import rank
from graph.fitting import Fitting
from graph.gaps import Gap, Severity, every_gap
from graph.placing import Item, placement
from graph.plan_parts import Plan, PlannedAsk, PlannedSession, Standing, Unplaced
from graph.status import Assessments
from graph.whereabouts import questions_about
from graph.wording import offered_wording

__all__ = [
    "ASSUMED_MINUTES",
    "USUAL_MINUTES",
    "WEIGHTS",
    "begins",
    "in_time_order",
    "placings",
    "plan",
    "sessions_to_come",
]

#: How long an ask takes, where it does not say.
USUAL_MINUTES = 10
#: How long a session takes, where nobody said.
ASSUMED_MINUTES = 60
WEIGHTS: dict[Severity, int] = {"high": 100, "medium": 10, "low": 1}
#: How little a session is liked for an ask that is not planned into it: what stands stays.
_MOVED = 5


def placings(made: Plan) -> tuple[Placing, ...]:
    """What accepting a plan changes: the asks that it raises, moves, or takes out of a session."""
    moved = [
        Placing(session.session.id, ask.ask, ask.gap, ask.wording)
        for session, ask in made.asks()
        if ask.standing == "proposed"
    ]
    return (*moved, *(Placing(None, each.ask) for each in made.unplaced if each.leaves))


def plan(
    state: State,
    programme: Programme,
    assessments: Assessments,
    today: date,
    found: Sequence[Gap] | None = None,
) -> Plan:
    """The best plan of what the inspection holds; ``found`` are its gaps, if they are known."""
    known = every_gap(state, programme, assessments, today) if found is None else found
    sessions = in_time_order(sessions_to_come(state, today))
    fitting = Fitting(state, programme, assessments)
    wanted, aside = _wanted(state, programme, known, fitting)
    return _placed(sessions, wanted, tuple(aside), fitting)


# -- sessions -------------------------------------------------------------------------------------


def begins(session: Session) -> datetime | None:
    """When a session begins, by the clock there; None where nobody said."""
    if session.starts is None:
        return None
    return datetime.fromisoformat(session.starts).replace(tzinfo=None)


def in_time_order(sessions: Iterable[Session]) -> list[Session]:
    """Sessions as they follow each other; those without a time at the end."""

    def place(session: Session) -> tuple[Any, ...]:
        start = begins(session)
        return (start is None, start.isoformat() if start else "", id_order(session.id))

    return sorted(sessions, key=place)


def sessions_to_come(state: State, today: date) -> list[Session]:
    """The sessions that can be planned into: not held, and not of a day gone by.

    Where every day of the timetable is gone, none of them says that a session was: whoever looks
    at a visit afterwards sees the plan as it was.
    """
    left = [session for session in state.sessions.values() if session.source is None]
    days = {session.id: start.date() for session in left if (start := begins(session))}
    if not any(day >= today for day in days.values()):
        return left
    return [session for session in left if days.get(session.id, today) >= today]


# -- what is to be asked --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Something to be asked: an ask that stands, a gap without one, or both."""

    key: str
    ask: Ask | None
    gap: Gap | None
    reference: GapRef | None
    wording: str

    @property
    def minutes(self) -> int:
        given = self.ask.minutes if self.ask is not None else None
        return USUAL_MINUTES if given is None else given

    @property
    def severity(self) -> Severity | None:
        return self.gap.severity if self.gap is not None else None

    def unplaced(self, why: str, leaves: str | None = None) -> Unplaced:
        ask = self.ask.id if self.ask is not None else None
        parts = (self.key, ask, self.reference, self.severity, self.wording, self.minutes)
        return Unplaced(*parts, why, leaves)


def _wanted(
    state: State, programme: Programme, known: Sequence[Gap], fitting: Fitting
) -> tuple[list[_Wanted], list[Unplaced]]:
    """What is to be asked, the gravest first, and what was asked already or set aside."""
    asks = _asks_of(state, known)
    wanted: list[_Wanted] = []
    aside: list[Unplaced] = []
    offered: Counter[tuple[str, ...]] = Counter()

    def question(gap: Gap) -> str:
        """A question on this gap, another one each time for the same key question."""
        if fitting.desk(gap):
            return ""
        on = questions_about(gap.about, state) or (gap.key,)
        offered[on] += 1
        return offered_wording(state, programme, gap.reference, offered[on] - 1).text

    for gap in known:
        if gap.dismissed is not None:
            continue
        made = asks.pop(gap.key, [])
        waiting = [ask for ask in made if ask.state in ("open", "planned")]
        for ask in waiting:
            wording = ask.wording or question(gap)
            key = gap.key if ask is waiting[0] else ask.id
            wanted.append(_Wanted(key, ask, gap, gap.reference, wording))
        if made and not waiting:
            last = made[-1]
            given = _Wanted(last.id, last, gap, gap.reference, last.wording)
            aside.append(given.unplaced(f"{last.id} was {last.state}, and the gap is still there"))
        elif not made:
            wanted.append(_Wanted(gap.key, None, gap, gap.reference, question(gap)))
    dismissed = {gap.key for gap in known if gap.dismissed is not None}
    for key, left in asks.items():
        wanted += [
            _Wanted(ask.id, ask, None, ask.gap, ask.wording)
            for ask in left
            if ask.state in ("open", "planned") and key not in dismissed
        ]
    return wanted, aside


def _asks_of(state: State, known: Sequence[Gap]) -> dict[str, list[Ask]]:
    """The asks by the key of their gap, or by their own id where that is not there.

    An ask that does not say which kind is missing is of the first gap with its code and subject.
    """
    if not state.asks:
        return {}
    keys = {gap.key for gap in known}
    loose: dict[str, str] = {}
    for gap in known:
        if gap.kind is not None:
            loose.setdefault(GapRef(code=gap.code, about=gap.about).key, gap.key)
    found: dict[str, list[Ask]] = {}
    for identifier in sorted(state.asks, key=id_order):
        ask = state.asks[identifier]
        key = ask.gap.key if ask.gap is not None else identifier
        key = key if key in keys else loose.get(key, identifier)
        found.setdefault(key, []).append(ask)
    return found


# -- placing --------------------------------------------------------------------------------------


def _placed(
    sessions: Sequence[Session],
    wanted: Sequence[_Wanted],
    aside: tuple[Unplaced, ...],
    fitting: Fitting,
) -> Plan:
    there = {session.id: session for session in sessions}
    minutes = {s.id: ASSUMED_MINUTES if s.minutes is None else s.minutes for s in sessions}
    asks: dict[str, list[PlannedAsk]] = {session.id: [] for session in sessions}
    left = dict(minutes)
    for each in wanted:
        session = _by_hand(each, there)
        if session is not None:
            fit = fitting.fit(each.gap, session) if each.gap is not None else None
            asks[session.id].append(_planned(each, "hand", _kept(each, fit.why if fit else None)))
            left[session.id] -= each.minutes
    free = [each for each in wanted if _by_hand(each, there) is None]
    fits = {each.key: _fits(each, sessions, fitting) for each in free}
    items = [
        Item(
            each.key,
            each.minutes,
            WEIGHTS[each.severity or "medium"],
            {session: dislike for session, (_, dislike) in fits[each.key].items()},
            each.ask.session if each.ask is not None else None,
        )
        for each in free
        if fits[each.key]
    ]
    best = placement(items, {session: max(0, room) for session, room in left.items()})
    unplaced = []
    for each in free:
        ask = each.ask
        room = best.rooms.get(each.key)
        if room is not None:
            stays = ask is not None and ask.session == room
            why = fits[each.key][room][0]
            asks[room].append(_planned(each, "planned" if stays else "proposed", why))
        else:
            leaves = ask.session if ask is not None else None
            open_to = [there[session] for session in fits[each.key]]
            unplaced.append(each.unplaced(_why_not(each, open_to, sessions, fitting), leaves))
    for planned in asks.values():
        # As ``asks_of`` numbers them; what is only proposed comes after what stands, as it will.
        planned.sort(key=lambda ask: (rank(ask.gap), ask.ask is None, id_order(ask.ask or "")))
    made = tuple(
        PlannedSession(s, minutes[s.id], s.minutes is None, tuple(asks[s.id])) for s in sessions
    )
    return Plan(made, tuple(unplaced), aside, best.worth, best.most)


def _by_hand(each: _Wanted, there: dict[str, Session]) -> Session | None:
    """The session to come that an inspector put an ask into."""
    if each.ask is None or each.ask.session is None or each.ask.placed == "plan":
        return None
    return there.get(each.ask.session)


def _fits(
    each: _Wanted, sessions: Sequence[Session], fitting: Fitting
) -> dict[str, tuple[str, int]]:
    """The sessions that an ask fits: why, and how little it is liked there."""
    if each.gap is None and each.reference is not None:
        return {}
    before = each.ask.session if each.ask is not None else None
    found = {}
    for session in sessions:
        moved = 0 if before == session.id else _MOVED
        if each.gap is None:
            found[session.id] = ("it is from no gap: any session will do", moved)
            continue
        fit = fitting.fit(each.gap, session)
        if fit is not None:
            found[session.id] = (fit.why, fit.dislike + moved)
    return found


def _planned(each: _Wanted, standing: Standing, why: str) -> PlannedAsk:
    ask = each.ask.id if each.ask is not None else None
    parts = (each.key, ask, each.reference, each.severity, each.wording, each.minutes)
    return PlannedAsk(*parts, standing, why)


def _kept(each: _Wanted, why: str | None) -> str:
    """Why an ask that an inspector placed is where it is."""
    if each.gap is None:
        gone = "; its gap is no longer there" if each.reference is not None else ""
        return f"an inspector put it here{gone}"
    return f"an inspector put it here: {why}" if why else "an inspector put it here"


def _why_not(
    each: _Wanted, open_to: Sequence[Session], sessions: Sequence[Session], fitting: Fitting
) -> str:
    """Why an ask is in no session, and which session it would need."""
    if each.gap is None:
        if each.reference is not None:
            return "its gap is no longer there: drop it, or put it into a session by hand"
        if not sessions:
            return "no session is to come"
    else:
        desk = fitting.desk(each.gap)
        if desk:
            return desk
    needed = fitting.needed(each.gap) if each.gap is not None else "of any kind"
    if not open_to:
        return f"no session {needed}: {each.minutes} minutes would be needed"
    names = ", ".join(session.id for session in open_to[:4])
    more = f" and {len(open_to) - 4} more" if len(open_to) > 4 else ""
    return f"no time left in {names}{more}: {each.minutes} minutes more {needed} would be needed"
