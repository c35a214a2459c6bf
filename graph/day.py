"""The end of a day: what changed since a moment, what stands in conflict, what remains to ask.

Two states are compared: as the inspection stood before the day, and as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from evidence.programme import Programme
from evidence.state import State
from evidence.words import Area, id_order
from graph.asks import unasked
from graph.gaps import Gap, gaps
from graph.plan import plan
from graph.plan_parts import Plan
from graph.saturation import AreaSaturation, saturation
from graph.standing import GapCounts, Standings, counted
from graph.status import Assessments

__all__ = ["AskLeft", "Came", "DayReport", "GapMoved", "Moved", "day_report"]


#: What a gap can be about, and where that is kept.
_TABLES = (
    ("finding", "findings"),
    ("question", "questions"),
    ("source", "sources"),
    ("statement", "statements"),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding whose status is another; ``before`` is None where it is new."""

    finding: str
    text: str
    area: Area
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Came:
    """A source that is new or in which statements were taken; ``session`` if one was held as it."""

    source: str
    title: str
    new: bool
    statements: int
    session: str | None


@dataclass(frozen=True, slots=True)
class GapMoved:
    """A gap that closed or opened; ``table`` and ``about`` name a record that it is about."""

    code: str
    about: str
    text: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class AskLeft:
    """An ask that remains; ``missed``: its session was held and it was not put there."""

    id: str
    wording: str
    session: str | None
    title: str
    starts: str | None
    missed: bool


@dataclass(frozen=True, slots=True)
class DayReport:
    """What a day came to. ``conflicting`` are the findings that are so now, new or not."""

    moved: tuple[Moved, ...]
    came: tuple[Came, ...]
    conflicting: tuple[Moved, ...]
    closed: tuple[GapMoved, ...]
    opened: tuple[GapMoved, ...]
    #: The gaps that stand now, by whether anything is under way for them.
    gaps: GapCounts
    left: tuple[AskLeft, ...]
    saturation: tuple[AreaSaturation, ...]
    #: Where the sessions to come could take what remains.
    plan: Plan

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        document: dict[str, Any] = {
            name: [asdict(each) for each in getattr(self, name)]
            for name in ("moved", "came", "conflicting", "closed", "opened", "left")
        }
        document["gaps"] = self.gaps.plain()
        document["plan"] = self.plan.plain()
        document["saturation"] = [area.plain() for area in self.saturation]
        return document


def day_report(before: State, now: State, programme: Programme, today: date) -> DayReport:
    """What changed between two states of one inspection, and what remains; both as of ``today``."""
    then, known = Assessments(before, programme, today), Assessments(now, programme, today)
    moved = tuple(_moved(then, known))
    was = {gap.key: gap for gap in gaps(before, programme, then, today)}
    stands = {gap.key: gap for gap in gaps(now, programme, known, today)}
    standings = Standings(now, today)
    return DayReport(
        moved=moved,
        came=tuple(_came(before, now)),
        conflicting=tuple(_conflicting(then, known)),
        closed=tuple(_told(gap for key, gap in was.items() if key not in stands)),
        opened=tuple(_told(gap for key, gap in stands.items() if key not in was)),
        gaps=counted((gap, standings.of(gap)) for gap in stands.values()),
        left=tuple(_left(now)),
        saturation=saturation(now, programme),
        plan=plan(now, programme, known, today),
    )


def _moved(then: Assessments, known: Assessments) -> Iterator[Moved]:
    for key in sorted(known, key=id_order):
        assessment = known[key]
        before = then[key].status if key in then else None
        if assessment.status != before:
            text = assessment.finding.text
            yield Moved(key, text, assessment.area, before, assessment.status)


def _conflicting(then: Assessments, known: Assessments) -> Iterator[Moved]:
    for key in sorted(known, key=id_order):
        assessment = known[key]
        if assessment.status == "conflicting" and not assessment.accepted:
            before = then[key].status if key in then else None
            yield Moved(key, assessment.finding.text, assessment.area, before, assessment.status)


def _came(before: State, now: State) -> Iterator[Came]:
    sessions = {
        session.source: key
        for key, session in now.sessions.items()
        if session.source is not None
        and (key not in before.sessions or before.sessions[key].source is None)
    }
    for key in sorted(now.sources, key=id_order):
        new = key not in before.sources
        came = now.statements_of_source.get(key, {}).keys() - before.statements.keys()
        if new or came or key in sessions:
            yield Came(key, now.sources[key].label, new, len(came), sessions.get(key))


def _told(found: Iterable[Gap]) -> Iterator[GapMoved]:
    for gap in found:
        about = " ".join(str(value) for value in gap.about.plain().values())
        table = next((name for field, name in _TABLES if getattr(gap.about, field)), "")
        yield GapMoved(gap.code, about, gap.text, table)


def _left(now: State) -> Iterator[AskLeft]:
    """First what was missed, then what is still to come, by the hour of its session."""
    missed = {ask.id for ask in unasked(now)}
    waiting = [ask for ask in now.asks.values() if ask.state in ("open", "planned")]

    def order(key: str) -> tuple[bool, str, tuple[tuple[int, int, str], ...]]:
        session = now.sessions.get(now.asks[key].session or "")
        return (key not in missed, (session and session.starts) or "~", id_order(key))

    for key in sorted((ask.id for ask in waiting), key=order):
        ask = now.asks[key]
        session = now.sessions.get(ask.session or "")
        yield AskLeft(
            id=key,
            wording=ask.wording,
            session=ask.session,
            title=(session.title or session.id) if session is not None else "",
            starts=session.starts if session is not None else None,
            missed=key in missed,
        )
