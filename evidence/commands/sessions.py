"""Sessions and asks: what is planned for the visit, what was asked, what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.commands.base import Command, Context, Effect, amended, found, made, shortened
from evidence.faults import refuse
from evidence.model import Ask, GapRef, Session, Source
from evidence.state import State, adding
from evidence.words import Kind


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
class HoldSession(Command):
    """Begin a session: it becomes a source, dated today, into which statements are taken."""

    session: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        session = found(state.sessions, self.session, "session")
        if session.source is not None:
            raise refuse(session.id, f"was held already: its source is {session.source}")
        today = context.at[:10]
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
