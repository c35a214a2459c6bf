"""The asks of the sessions: in which order they are numbered, and which were never put."""

from __future__ import annotations

from evidence.model import Ask, GapRef
from evidence.state import State
from evidence.words import id_order
from graph.gaps import severity_of

__all__ = ["asks_of", "loose_answers", "numbers_of", "rank", "unasked"]

#: Asks that nobody has put to anybody yet.
_WAITING = frozenset({"open", "planned"})
_RANKS = {"high": 0, "medium": 1, "low": 2}


def rank(gap: GapRef | None) -> int:
    """How far in front an ask stands in its session: by how grave its gap is, or was."""
    return _RANKS[severity_of(gap.code) if gap is not None else "medium"]


def asks_of(state: State, session: str) -> tuple[Ask, ...]:
    """The asks of a session in the order in which they are numbered: the gravest first.

    It is the same in the plan, on the session's sheet, and in Capture.
    """
    asks = state.asks_of_session.get(session, {}).values()
    return tuple(sorted(asks, key=lambda ask: (rank(ask.gap), id_order(ask.id))))


def numbers_of(state: State, session: str) -> dict[str, int]:
    """The number of each ask of a session, by its id, from 1."""
    return {ask.id: number for number, ask in enumerate(asks_of(state, session), 1)}


def unasked(state: State, session: str | None = None) -> tuple[Ask, ...]:
    """The asks of sessions that were held, or of one of them, that were not put there."""
    return tuple(
        ask
        for key in sorted(state.sessions, key=id_order)
        if session in (None, key) and state.sessions[key].source is not None
        for ask in asks_of(state, key)
        if ask.state in _WAITING
    )


def loose_answers(state: State, session: str) -> tuple[str, ...]:
    """The statements that answered an ask of a session about a finding, and bear on none yet."""
    found = (
        ask.answer
        for ask in asks_of(state, session)
        if ask.answer in state.statements and ask.gap is not None and ask.gap.about.finding
    )
    return tuple(
        dict.fromkeys(key for key in found if key and not state.links_of_statement.get(key))
    )
