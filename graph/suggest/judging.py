"""Which suggestions an inspector has judged already: read from the records, so that undo asks anew.

A suggestion is judged when its subject and target are linked, tied or repeated, or when it was
turned down; and it is void when what it speaks of is gone or withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.model import Refusal, Statement, key_of
from evidence.state import State
from graph.suggest.suggestion import Suggestion, Unmarked

__all__ = ["is_judged", "statement_of", "unjudged"]


def unjudged(state: State, suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Those that wait to be judged, in their order."""
    return (suggestion for suggestion in suggestions if not is_judged(state, suggestion))


def is_judged(state: State, suggestion: Suggestion) -> bool:
    """Whether there is nothing to judge in it any more."""
    if any(key in state.refusals for key in _refusal_keys(suggestion)):
        return True
    source = state.sources.get(suggestion.source)
    if source is None or source.withdrawn:
        return True
    statement = statement_of(state, suggestion)
    if statement is None and isinstance(suggestion.subject, str):
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
    return _taken(state, subject)


def _taken(state: State, passage: Unmarked) -> Statement | None:
    span = (passage.place.start, passage.place.end)
    for statement in state.statements_of_source.get(passage.source, {}).values():
        place = statement.place
        if place is not None and (place.start, place.end) == span:
            return statement
    return None


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
