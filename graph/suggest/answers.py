"""What answered an ask, offered to the finding that was asked about: how it bears is not said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from evidence.programme import Programme
from evidence.state import State
from evidence.words import id_order
from graph.suggest.suggestion import Reason, Suggestion, Suggestions

__all__ = ["answers", "with_answers"]


def answers(state: State, programme: Programme) -> Iterator[Suggestion]:
    """For each ask about a finding that a statement answered, that this bears on the finding.

    Also what is judged already; it is read from the records, so that undo offers it anew.
    """
    for key in sorted(state.asks, key=id_order):
        ask = state.asks[key]
        statement = state.statements.get(ask.answer or "")
        about = ask.gap.about if ask.gap is not None else None
        finding = state.findings.get((about.finding if about is not None else None) or "")
        if statement is None or finding is None:
            continue
        asked = f"it answers {ask.id}, which was asked about {finding.id}"
        yield Suggestion(
            statement.id,
            statement.source,
            statement.quote,
            finding.id,
            "finding",
            finding.text,
            "answers",
            1.0,
            (Reason(f"{asked}: {ask.wording}" if ask.wording else asked),),
            finding.question,
            programme.area_of.get(finding.question),
            strong=True,
        )


def with_answers(found: Suggestions, state: State, programme: Programme) -> Suggestions:
    """These suggestions, in front of them what answered an ask; nothing is there twice."""
    offered = {item.key: item for item in answers(state, programme)}
    rest = (item for item in found.items if item.key not in offered)
    return replace(found, items=(*offered.values(), *rest))
