"""Which areas something bears on."""

from __future__ import annotations

from evidence.model import About
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Area

__all__ = ["areas_of_gap", "areas_of_statement"]


def areas_of_statement(state: State, programme: Programme, statement: str) -> set[Area]:
    """The areas of the key questions that a statement is tied to, itself or by a finding."""
    questions = set(state.statements[statement].questions)
    for link in state.links_of_statement.get(statement, {}).values():
        questions.add(state.findings[link.finding].question)
    return {programme.area_of[question] for question in questions}


def areas_of_gap(state: State, programme: Programme, about: About) -> set[Area]:
    """The areas of what a gap is about; of a source, those of its statements. It may be none."""
    found: set[Area] = set()
    if about.area is not None:
        found.add(about.area)
    if about.question is not None:
        found.add(programme.area_of[about.question])
    if about.finding is not None:
        found.add(programme.area_of[state.findings[about.finding].question])
    statements = set() if about.statement is None else {about.statement}
    if about.source is not None:
        statements.update(state.statements_of_source.get(about.source, {}))
    for statement in statements:
        found |= areas_of_statement(state, programme, statement)
    return found
