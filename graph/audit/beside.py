"""The records that stand beside an audited sentence: what it was held against."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.state import State
from evidence.words import Stance, spoken
from graph.audit.matching import Matched, Moment
from graph.audit.near import Near
from graph.audit.values import Beside
from graph.counting import why_not

__all__ = ["beside", "numbered"]

_SHOWN = 6


def beside(now: Moment, held: Sequence[Near], matched: Sequence[Matched]) -> tuple[Beside, ...]:
    """Findings first, then statements for and against them, then what else is near."""
    found: dict[str, Beside] = {}
    for each in matched:
        finding = each.assessment.finding
        status = spoken(each.assessment.status)
        found[finding.id] = Beside("findings", finding.id, finding.text, status)
    for item in held:
        _add(now, found, item)
        if len(found) >= _SHOWN:
            break
    for each in matched:
        sides = each.assessment.sides
        for stance, side in (("contradicts", sides.contradicts), ("supports", sides.supports)):
            for key in sorted(side, key=numbered)[:3]:
                if key not in found or found[key].stance is None:
                    found[key] = _statement(now.state, key, stance)  # type: ignore[arg-type]
    return tuple(found.values())


def _add(now: Moment, found: dict[str, Beside], item: Near) -> None:
    if item.id in found or not item.id:
        return
    if item.kind == "finding" and item.id in now.state.findings:
        status = spoken(now.known[item.id].status)
        found[item.id] = Beside("findings", item.id, item.text, status)
    elif item.kind == "statement" and item.id in now.state.statements:
        found[item.id] = _statement(now.state, item.id, None)
    elif item.kind == "source" and item.id in now.state.sources:
        source = now.state.sources[item.id]
        found[item.id] = Beside("sources", item.id, source.label, spoken(source.kind))


def _statement(state: State, key: str, stance: Stance | None) -> Beside:
    statement = state.statements[key]
    source = state.sources[statement.source]
    not_counting = why_not(state, key)
    note = f"{source.id} {source.label}"
    if not_counting:
        note += f" ({not_counting})"
    return Beside("statements", key, statement.quote, note, stance)


def numbered(key: str) -> tuple[int, str]:
    """Ids in the order of their numbers."""
    digits = "".join(filter(str.isdigit, key))
    return int(digits or 0), key
