"""The sessions of a visit in their order, and those that are still to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from evidence.model import Session
from evidence.state import State
from evidence.words import id_order

__all__ = ["begins", "in_time_order", "sessions_to_come"]


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
