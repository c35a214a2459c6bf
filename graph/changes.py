"""What differs between an inspection as it stood and as it stands: for who saw it before."""

from __future__ import annotations

from evidence.state import State
from evidence.words import id_order
from graph.status import Assessments
from graph.summary_parts import ChangedFinding, Changes

__all__ = ["changes_since"]


def changes_since(
    before: State,
    known_before: Assessments,
    now: State,
    known_now: Assessments,
    *,
    seq: int,
    at: str,
) -> Changes:
    """What differs; ``before`` is the state after entry ``seq`` of the journal, made at ``at``."""
    return Changes(
        seq=seq,
        at=at,
        findings=tuple(_findings(before, known_before, now, known_now)),
        new_statements=_new(before.statements, now.statements),
        withdrawn_statements=_withdrawn(before.statements, now.statements),
        new_sources=_new(before.sources, now.sources),
        withdrawn_sources=_withdrawn(before.sources, now.sources),
    )


def _findings(
    before: State, known_before: Assessments, now: State, known_now: Assessments
) -> list[ChangedFinding]:
    made = []
    for finding in sorted({*before.findings, *now.findings}, key=id_order):
        old, new = before.findings.get(finding), now.findings.get(finding)
        standing = new or old
        assert standing is not None  # noqa: S101  # it is in one of the two
        changed = ChangedFinding(
            id=finding,
            text=standing.text,
            before=known_before[finding].status if old else None,
            now=known_now[finding].status if new else None,
            reworded=bool(old and new and old.text != new.text),
            resolved=bool(new and new.resolution and (not old or old.resolution != new.resolution)),
        )
        if changed.before != changed.now or changed.reworded or changed.resolved:
            made.append(changed)
    return made


def _new(before: dict, now: dict) -> tuple[str, ...]:  # type: ignore[type-arg]
    return tuple(sorted(now.keys() - before.keys(), key=id_order))


def _withdrawn(before: dict, now: dict) -> tuple[str, ...]:  # type: ignore[type-arg]
    """What no longer stands, or stands withdrawn: it did stand before."""
    return tuple(
        key
        for key in sorted(before, key=id_order)
        if not before[key].withdrawn and (key not in now or now[key].withdrawn)
    )
