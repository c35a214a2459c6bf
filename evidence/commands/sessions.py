"""Sessions and asks: what is planned for the visit, what was asked, what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.commands.base import Command, Context, Effect, amended, found, made, shortened
from evidence.faults import refuse
from evidence.model import Ask, GapRef, Session, Source
from evidence.state import Change, State, adding
from evidence.words import Kind, number_of


@dataclass(frozen=True, slots=True)
class PlanSession(Command):
    """Plan a meeting or focus group; ``details`` are starts, minutes, voices, site, agency."""

    title: str
    kind: Kind
    details: Mapping[str, Any] = field(default_factory=dict)

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        session = made(
            Session,
            id=state.next_id("sessions"),
            title=self.title,
            kind=self.kind,
            **self.details,
        )
        change = adding("sessions", session)
        return Effect((change,), (session.id,), f"planned {session.title or session.id}")


@dataclass(frozen=True, slots=True)
class AmendSession(Command):
    """Change what is planned for a session."""

    session: str
    fields: Mapping[str, Any]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        session = found(state.sessions, self.session, "session")
        if {"id", "source"} & set(self.fields):
            raise refuse(session.id, "its id stays, and holding it has a command of its own")
        change = amended("sessions", session, **self.fields)
        says = f"changed {', '.join(sorted(self.fields))} of {session.title or session.id}"
        return Effect((change,), (session.id,), says)


@dataclass(frozen=True, slots=True)
class RemoveSession(Command):
    """Take a session that was not held off the timetable; its asks stand without one again."""

    session: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        session = found(state.sessions, self.session, "session")
        if session.source is not None:
            raise refuse(session.id, f"was held: its source is {session.source}")
        changes = [
            amended("asks", ask, **_unplaced(ask))
            for ask in state.asks_of_session.get(session.id, {}).values()
        ]
        changes.append(Change("sessions", session.id, session, None))
        about = (session.id, *(change.key for change in changes[:-1]))
        return Effect(tuple(changes), about, f"removed {session.title or session.id}")


@dataclass(frozen=True, slots=True)
class HoldSession(Command):
    """Begin a session: it becomes a source into which statements are taken.

    It is dated ``dated``, the inspection's own day; where nobody says, the day by the clock.
    """

    session: str
    dated: str | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        session = found(state.sessions, self.session, "session")
        if session.source is not None:
            raise refuse(session.id, f"was held already: its source is {session.source}")
        today = self.dated or context.at[:10]
        source = made(
            Source,
            id=state.next_id("sources"),
            title=session.title or session.id,
            kind=session.kind,
            dated=today,
            received=today,
            voices=session.voices or None,
            site=session.site,
            agency=session.agency,
            recorded_by=context.by,
        )
        changes = (
            adding("sources", source),
            amended("sessions", session, source=source.id),
        )
        return Effect(changes, (session.id, source.id), f"held {session.title or session.id}")


@dataclass(frozen=True, slots=True)
class RaiseAsk(Command):
    """Make a question for a session from a gap."""

    gap: GapRef
    wording: str
    session: str | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        ask = made(
            Ask,
            id=state.next_id("asks"),
            gap=self.gap,
            wording=self.wording,
            session=self.session,
            state="planned" if self.session else "open",
        )
        says = f"raised {ask.id}: {shortened(self.wording)}"
        return Effect((adding("asks", ask),), (ask.id,), says)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an ask is to go: one that stands by its id, or a new one from a gap and a wording."""

    session: str | None
    ask: str | None = None
    gap: GapRef | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class PlaceAsks(Command):
    """Put asks into sessions as a plan has it, raising those that do not stand yet: one entry.

    Without a session, an ask is taken out of the one that it is in.
    """

    placings: tuple[Placing, ...]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        changes: list[Change] = []
        number = int(state.next_id("asks")[1:])
        for placing in self.placings:
            if placing.session is not None:
                found(state.sessions, placing.session, "session")
            if placing.ask is None:
                ask = made(
                    Ask,
                    id=f"A{number}",
                    gap=placing.gap,
                    wording=placing.wording,
                    session=placing.session,
                    placed="plan" if placing.session else None,
                    state="planned" if placing.session else "open",
                )
                number += 1
                changes.append(adding("asks", ask))
                continue
            standing = found(state.asks, placing.ask, "ask")
            fields = {"session": placing.session, "placed": "plan", "state": "planned"}
            if placing.session is None:
                fields = _unplaced(standing)
            if standing.session != placing.session:
                changes.append(amended("asks", standing, **fields))
        if not changes:
            raise refuse("", "the plan stands so already: nothing to change")
        sessions = {placing.session for placing in self.placings if placing.session}
        asks = number_of(len(changes), "ask")
        says = f"placed {asks} in {number_of(len(sessions), 'session')}"
        return Effect(tuple(changes), tuple(change.key for change in changes), says)


def _unplaced(ask: Ask) -> dict[str, Any]:
    """The fields of an ask that is taken out of its session."""
    left = {"state": "open"} if ask.state == "planned" else {}
    return {"session": None, "placed": None, **left}


@dataclass(frozen=True, slots=True)
class AmendAsk(Command):
    """Change an ask's wording, its session or its state (dropped, asked)."""

    ask: str
    fields: Mapping[str, Any]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        ask = found(state.asks, self.ask, "ask")
        if "id" in self.fields:
            raise refuse(ask.id, "can't be given another id")
        change = amended("asks", ask, **self.fields)
        return Effect((change,), (ask.id,), f"changed {', '.join(sorted(self.fields))} of {ask.id}")


@dataclass(frozen=True, slots=True)
class AnswerAsk(Command):
    """Say which statement answers an ask."""

    ask: str
    statement: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        ask = found(state.asks, self.ask, "ask")
        found(state.statements, self.statement, "statement")
        change = amended("asks", ask, state="answered", answer=self.statement)
        return Effect((change,), (ask.id, self.statement), f"{self.statement} answers {ask.id}")
