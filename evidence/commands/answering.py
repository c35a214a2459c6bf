"""Which asks a statement answers: those of its own session that are about what it bears on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.commands.base import amended, found
from evidence.model import Ask
from evidence.state import Change, State

__all__ = ["answer_changes", "asks_about", "questions_of"]

_CLOSED = frozenset({"answered", "dropped"})


def asks_about(
    state: State, source: str, *, finding: str | None = None, question: str | None = None
) -> Iterator[Ask]:
    """The asks still open, of the sessions that are held as this source, about one of these.

    An ask about a key question is also answered by what bears on a finding under it.
    """
    if finding is not None and question is None:
        question = state.findings[finding].question if finding in state.findings else None
    for session in state.sessions.values():
        if session.source != source:
            continue
        for ask in state.asks_of_session.get(session.id, {}).values():
            about = ask.gap.about if ask.gap is not None else None
            if ask.state in _CLOSED or about is None:
                continue
            if (finding is not None and about.finding == finding) or (
                question is not None and about.question == question
            ):
                yield ask


def answer_changes(asks: Iterable[Ask], statement: str) -> tuple[Change, ...]:
    """The changes that close these asks; one that has an answer keeps it."""
    return tuple(
        amended("asks", ask, state="answered", answer=statement)
        for ask in asks
        if ask.state not in _CLOSED
    )


def questions_of(state: State, asks: Iterable[str]) -> tuple[str, ...]:
    """The key questions that these asks are about themselves. Raises Refused for an unknown ask."""
    named = (found(state.asks, ask, "ask") for ask in asks)
    questions = (ask.gap.about.question for ask in named if ask.gap is not None)
    return tuple(dict.fromkeys(question for question in questions if question is not None))
