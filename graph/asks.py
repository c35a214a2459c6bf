"""The asks of the sessions: in which order they are numbered, and which were never put."""

from __future__ import annotations

from evidence.model import Ask
from evidence.state import State
from evidence.words import id_order

__all__ = ["asks_of", "unasked"]

#: Asks that nobody has put to anybody yet.
_WAITING = frozenset({"open", "planned"})


def asks_of(state: State, session: str) -> tuple[Ask, ...]:
    """The asks of a session in the order in which they are numbered, here and on its sheet."""
    asks = state.asks_of_session.get(session, {})
    return tuple(asks[key] for key in sorted(asks, key=id_order))


def unasked(state: State, session: str | None = None) -> tuple[Ask, ...]:
    """The asks of sessions that were held, or of one of them, that were not put there."""
    return tuple(
        ask
        for key in sorted(state.sessions, key=id_order)
        if session in (None, key) and state.sessions[key].source is not None
        for ask in asks_of(state, key)
        if ask.state in _WAITING
    )
