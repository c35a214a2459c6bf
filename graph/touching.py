"""Which findings a change may touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evidence.state import Change, State

__all__ = ["touched_findings"]


def touched_findings(state: State, changes: Iterable[Change]) -> set[str] | None:
    """The findings whose assessment these changes, now applied, may touch; None: every one."""
    findings: set[str] = set()
    statements: set[str] = set()
    sources: set[str] = set()
    for change in changes:
        match change.table:
            case "inspection":
                return None
            case "findings":
                findings.add(change.key)
            case "links":
                for link in (change.before, change.after):
                    if link is not None:
                        findings.add(link.finding)  # type: ignore[attr-defined]
            case "statements":
                statements.add(change.key)
            case "sources":
                sources.add(change.key)
            case "voices":
                sources.update(state.sources_of_voice.get(change.key, {}))
            case _:
                pass
    _grow(sources, state.derived_sources)
    for source in sources:
        statements.update(state.statements_of_source.get(source, {}))
    _grow(statements, state.repeats_of)
    for statement in statements:
        for link in state.links_of_statement.get(statement, {}).values():
            findings.add(link.finding)
    return findings


def _grow(found: set[str], onward: Mapping[str, Iterable[str]]) -> None:
    """Add all that can be reached."""
    waiting = list(found)
    while waiting:
        for other in onward.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
