"""Which suggestions an inspector has judged already: read from the records, so that undo asks anew.

A suggestion is judged when its subject and target are linked, tied or repeated, or when it was
turned down; and it is void when what it speaks of is gone or withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.model import Refusal, Statement, key_of
from evidence.state import State
from graph.suggest.suggestion import Suggestion, Unmarked

__all__ = ["Judging", "statement_of"]


class Judging:
    """What of many suggestions waits; it keeps what it worked out of each for the next time."""

    def __init__(self) -> None:
        self._refusals: dict[str, tuple[str, ...]] = {}

    def unjudged(self, state: State, suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
        """Those that wait to be judged, in their order."""
        taken = _Taken(state)
        return (each for each in suggestions if not self._is_judged(state, each, taken))

    def _is_judged(self, state: State, suggestion: Suggestion, taken: _Taken) -> bool:
        """Whether there is nothing to judge in it any more."""
        key = suggestion.key
        refusals = self._refusals.get(key)
        if refusals is None:
            refusals = self._refusals[key] = tuple(_refusal_keys(suggestion))
        if any(each in state.refusals for each in refusals):
            return True
        source = state.sources.get(suggestion.source)
        if source is None or source.withdrawn:
            return True
        subject = suggestion.subject
        if isinstance(subject, Unmarked):
            statement = taken.statement(subject)
        else:
            statement = state.statements.get(subject)
            if statement is None:
                return True
        if statement is not None and statement.withdrawn:
            return True
        match suggestion.target_kind:
            case "finding":
                return suggestion.target not in state.findings or _linked(
                    state, statement, suggestion.target
                )
            case "question":
                return statement is not None and suggestion.target in statement.questions
            case "statement":
                return _pair_is_judged(state, statement, state.statements.get(suggestion.target))


def statement_of(state: State, suggestion: Suggestion) -> Statement | None:
    """The statement that is its subject, also where a passage was taken as one meanwhile."""
    subject = suggestion.subject
    if isinstance(subject, str):
        return state.statements.get(subject)
    return _Taken(state).statement(subject)


class _Taken:
    """The statements by the characters that they hold, of each source that is asked about."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._of: dict[str, dict[tuple[int | None, int | None], Statement]] = {}

    def statement(self, passage: Unmarked) -> Statement | None:
        """The first statement of exactly this passage, or None."""
        known = self._of.get(passage.source)
        if known is None:
            known = self._of[passage.source] = {}
            for statement in self._state.statements_of_source.get(passage.source, {}).values():
                place = statement.place
                if place is not None:
                    known.setdefault((place.start, place.end), statement)
        return known.get((passage.place.start, passage.place.end))


def _linked(state: State, statement: Statement | None, finding: str) -> bool:
    if statement is None:
        return False
    links = state.links_of_statement.get(statement.id, {}).values()
    return any(link.finding == finding for link in links)


def _pair_is_judged(state: State, one: Statement | None, other: Statement | None) -> bool:
    """Whether two statements stand to each other already: by a repeat, or on a shared finding."""
    if other is None or other.withdrawn:
        return True
    if one is None:
        return False
    if one.repeats == other.id or other.repeats == one.id:
        return True
    findings = (
        {link.finding for link in state.links_of_statement.get(each.id, {}).values()}
        for each in (one, other)
    )
    return not next(findings).isdisjoint(next(findings))


def _refusal_keys(suggestion: Suggestion) -> Iterator[str]:
    """The keys under which it may have been turned down; of two statements in either order."""
    yield key_of(Refusal(**suggestion.refusal))
    if suggestion.target_kind == "statement" and suggestion.statement is not None:
        yield key_of(Refusal(statement=suggestion.target, other=suggestion.statement))
