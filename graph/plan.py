"""The visit plan: which ask goes into which session, and why (DESIGN 4.7).

Every gap that is open takes part: with the asks that were made from it, or with a question that is
offered. An ask fits a session that would settle its gap (``graph.fitting``). Placed are those asks
that together weigh most within the minutes of the sessions (``graph.placing``): a grave gap weighs
as much as ten medium ones, a medium one as much as ten slight ones. Two gaps of one finding that
fall into one session are one ask there, for both reasons. Of plans that weigh the same
the one is taken whose sessions suit best: a kind that the key question expects, voices not heard
yet, what was planned before, and no session fuller than it has to be.

What an inspector placed stays where it is, also where that is too much for a session; the rest is
planned around it. Sessions held are not planned into, nor are those of days gone by while others
are still to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from evidence.commands import Placing
from evidence.model import Session
from evidence.programme import Programme
from evidence.state import State
from evidence.words import id_order
from graph.asks import numbers_of, rank
from graph.fitting import Fit, Fitting
from graph.gaps import Gap, every_gap
from graph.placing import Item, placement
from graph.plan_parts import Plan, PlannedAsk, PlannedSession, Standing, Unplaced
from graph.sessions import in_time_order, sessions_to_come
from graph.status import Assessments
from graph.to_ask import USUAL_MINUTES, WEIGHTS, ToAsk, to_ask

__all__ = [
    "ASSUMED_MINUTES",
    "USUAL_MINUTES",
    "WEIGHTS",
    "placings",
    "plan",
]

#: How long a session takes, where nobody said.
ASSUMED_MINUTES = 60
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
    wanted, aside = to_ask(state, programme, known, fitting)
    return _placed(state, sessions, wanted, tuple(aside), fitting)


# -- placing --------------------------------------------------------------------------------------


def _placed(
    state: State,
    sessions: Sequence[Session],
    wanted: Sequence[ToAsk],
    aside: tuple[Unplaced, ...],
    fitting: Fitting,
) -> Plan:
    there = {session.id: session for session in sessions}
    minutes = {s.id: ASSUMED_MINUTES if s.minutes is None else s.minutes for s in sessions}
    hand = {each.key: each for each in wanted if _by_hand(each, there) is not None}
    rooms = {key: each.ask.session for key, each in hand.items() if each.ask and each.ask.session}
    left = dict(minutes)
    for key, room in rooms.items():
        left[room] -= hand[key].minutes
    room_left = {session: max(0, room) for session, room in left.items()}
    free = {each.key: each for each in wanted if each.key not in hand}
    _put_together(hand, free, _standing(wanted, there, fitting))
    while True:
        fits = {key: _fits(each, sessions, fitting) for key, each in free.items()}
        items = [
            Item(
                key,
                each.minutes,
                each.weight,
                {session: dislike for session, (_, dislike) in fits[key].items()},
                each.ask.session if each.ask is not None else None,
            )
            for key, each in free.items()
            if fits[key]
        ]
        best = placement(items, room_left)
        # Put together they fit fewer sessions and take less time, so that all is placed anew.
        if not _put_together(hand, free, {**rooms, **best.rooms}):
            break
    asks: dict[str, list[PlannedAsk]] = {session.id: [] for session in sessions}
    for key, each in hand.items():
        session = there[rooms[key]]
        known = [fit for gap in _gaps(each) if (fit := fitting.fit(gap, session)) is not None]
        why = _also(known)
        asks[session.id].append(_planned(each, "hand", _kept(each, why or None)))
    unplaced = []
    for key, each in free.items():
        room_taken = best.rooms.get(key)
        if room_taken is not None:
            stays = each.ask is not None and each.ask.session == room_taken
            why = fits[key][room_taken][0]
            asks[room_taken].append(_planned(each, "planned" if stays else "proposed", why))
            continue
        for one in each.parted():
            open_to = [there[session] for session in _fits(one, sessions, fitting)]
            leaves = one.ask.session if one.ask is not None else None
            unplaced.append(one.unplaced(_why_not(one, open_to, sessions, fitting), leaves))
    made = []
    for s in sessions:
        ordered = _in_order(asks[s.id], numbers_of(state, s.id))
        made.append(PlannedSession(s, minutes[s.id], s.minutes is None, tuple(ordered)))
    return Plan(tuple(made), tuple(unplaced), aside, best.worth, best.most)


def _in_order(asks: Iterable[PlannedAsk], numbers: Mapping[str, int]) -> list[PlannedAsk]:
    """The asks of a session as they are numbered; those that are proposed come as they will."""

    def place(ask: PlannedAsk) -> tuple[Any, ...]:
        return (rank(ask.gap), ask.ask is None, id_order(ask.ask or ""))

    return [replace(ask, number=numbers.get(ask.ask or "")) for ask in sorted(asks, key=place)]


def _standing(
    wanted: Sequence[ToAsk], there: Mapping[str, Session], fitting: Fitting
) -> dict[str, str]:
    """The sessions of the asks that stand, and of gaps that would be settled in one of them too.

    An accepted plan stays as it is: what it put together is together from the beginning.
    """
    rooms = {
        each.key: each.ask.session
        for each in wanted
        if each.ask is not None and each.ask.session in there and each.ask.session is not None
    }
    asked: dict[str, list[str]] = {}
    for each in wanted:
        if each.key in rooms and each.finding is not None:
            asked.setdefault(each.finding, []).append(rooms[each.key])
    for each in wanted:
        if each.ask is None and each.gap is not None and each.finding in asked:
            fitted = (r for r in asked[each.finding] if fitting.fit(each.gap, there[r]) is not None)
            room = next(fitted, None)
            if room is not None:
                rooms[each.key] = room
    return rooms


def _put_together(hand: dict[str, ToAsk], free: dict[str, ToAsk], rooms: Mapping[str, str]) -> bool:
    """Make one ask of those about one finding in one session; False where there are none such.

    An ask that stands stays what it is: only gaps without one are put to another.
    """
    first: dict[tuple[str, str], str] = {}
    standing = sorted({**hand, **free}.values(), key=lambda each: each.ask is None)
    found = False
    for each in standing:
        room = rooms.get(each.key)
        if room is None or each.finding is None:
            continue
        leader = first.setdefault((room, each.finding), each.key)
        if leader != each.key and each.ask is None:
            among = hand if leader in hand else free
            together = among[leader]
            among[leader] = replace(together, also=(*together.also, *_gaps(each)))
            del free[each.key]
            found = True
    return found


def _also(fits: Iterable[Fit]) -> str:
    """Every reason once."""
    return "; also: ".join(dict.fromkeys(fit.why for fit in fits))


def _gaps(each: ToAsk) -> tuple[Gap, ...]:
    return ((each.gap,) if each.gap is not None else ()) + each.also


def _by_hand(each: ToAsk, there: dict[str, Session]) -> Session | None:
    """The session to come that an inspector put an ask into."""
    if each.ask is None or each.ask.session is None or each.ask.placed == "plan":
        return None
    return there.get(each.ask.session)


def _fits(each: ToAsk, sessions: Sequence[Session], fitting: Fitting) -> dict[str, tuple[str, int]]:
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
        fits = [fitting.fit(gap, session) for gap in _gaps(each)]
        known = [fit for fit in fits if fit is not None]
        if len(known) == len(fits):
            found[session.id] = (_also(known), max(fit.dislike for fit in known) + moved)
    return found


def _planned(each: ToAsk, standing: Standing, why: str) -> PlannedAsk:
    ask = each.ask.id if each.ask is not None else None
    parts = (each.key, ask, each.reference, each.severity, each.wording, each.minutes)
    return PlannedAsk(*parts, standing, why, tuple(gap.reference for gap in each.also))


def _kept(each: ToAsk, why: str | None) -> str:
    """Why an ask that an inspector placed is where it is."""
    if each.gap is None:
        gone = "; its gap is no longer there" if each.reference is not None else ""
        return f"an inspector put it here{gone}"
    return f"an inspector put it here: {why}" if why else "an inspector put it here"


def _why_not(
    each: ToAsk, open_to: Sequence[Session], sessions: Sequence[Session], fitting: Fitting
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
