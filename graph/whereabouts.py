"""Which areas and key questions something bears on."""

from __future__ import annotations

from evidence.model import About
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Area, id_order

__all__ = ["areas_of_gap", "areas_of_statement", "questions_about"]


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


def questions_about(about: About, state: State) -> tuple[str, ...]:
    """The key questions that a gap bears on, as far as it is tied to any."""
    if about.question is not None:
        return (about.question,)
    if about.finding is not None:
        finding = state.findings.get(about.finding)
        return (finding.question,) if finding is not None else ()
    if about.statement is not None and about.statement in state.statements:
        findings = (
            state.findings[link.finding].question
            for link in list(state.links_of_statement.get(about.statement, {}).values())
            if link.finding in state.findings
        )
        own = state.statements[about.statement].questions
        return tuple(dict.fromkeys((*own, *sorted(findings, key=id_order))))
    return ()
