"""The visit plan as rows of a list: sessions, the asks in them, and what has no session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from evidence.model import GapRef
from evidence.words import spoken
from graph.drawing import Sign, clipped
from graph.gaps import Severity
from graph.plan_parts import Plan, PlannedAsk, PlannedSession, Unplaced
from tui.widgets.lines import FILL, Cell, Line

__all__ = ["PlanRow", "plan_line", "plan_rows"]

_STANDINGS: Final = {
    "hand": (Sign("■", "#", "strong"), "by hand"),
    "planned": (Sign("●", "*", "good"), "planned"),
    "proposed": (Sign("○", "?", "accent"), "proposed"),
}
_SEVERITIES: Final[dict[Severity | None, Sign]] = {
    "high": Sign("▲", "!", "bad"),
    "medium": Sign("◆", "*", "warn"),
    "low": Sign("▽", "-", "muted"),
    None: Sign(" ", " ", "muted"),
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row: a session, an ask in it, something without a session, or a heading."""

    key: str
    session: PlannedSession | None = None
    ask: PlannedAsk | None = None
    left: Unplaced | None = None
    heading: str = ""

    @property
    def kind(self) -> Literal["session", "ask", "left", "heading"]:
        """What the row is."""
        if self.ask is not None:
            return "ask"
        if self.left is not None:
            return "left"
        return "session" if self.session is not None else "heading"


def plan_rows(made: Plan) -> Iterator[PlanRow]:
    """The rows of a plan: sessions in time order with their asks, then what is left."""
    for session in made.sessions:
        yield PlanRow(f"session {session.session.id}", session)
        for ask in session.asks:
            yield PlanRow(f"ask {ask.key}", session, ask)
    for title, found in (
        ("Without a session", made.unplaced),
        ("Asked, answered or dropped, and the gap is still there", made.aside),
    ):
        if found:
            yield PlanRow(title, heading=f"{title} ({len(found)})")
        for each in found:
            yield PlanRow(f"ask {each.key}", left=each)


def plan_line(row: PlanRow, width: int, plain_ascii: bool) -> Line:
    """A row as cells."""
    if row.ask is not None:
        return _of_ask(row.ask, plain_ascii)
    if row.left is not None:
        return _of_left(row.left, plain_ascii)
    if row.session is not None:
        return _of_session(row.session, width, plain_ascii)
    return (Cell(row.heading, FILL, "accent strong"),)


def _of_session(session: PlannedSession, width: int, plain_ascii: bool) -> Line:
    record = session.session
    when = (record.starts or "no time").replace("T", " ")[:16]
    assumed = " assumed" if session.assumed else ""
    left = f"{-session.left} min too many" if session.left < 0 else f"{session.left} left"
    used = f" {session.used} of {session.minutes} min{assumed}, {left}"
    title = record.title or spoken(record.kind)
    return (
        Cell(when, 17, "accent"),
        Cell(f"{record.id} ", None, "strong"),
        Cell(clipped(title, width, plain_ascii), FILL, "strong"),
        Cell(used, None, "bad" if session.left < 0 else "muted"),
    )


def _of_ask(ask: PlannedAsk, plain_ascii: bool) -> Line:
    sign, word = _STANDINGS[ask.standing]
    severity = _SEVERITIES[ask.severity]
    return (
        Cell(f"  {sign.on(plain_ascii)} ", 4, sign.style),
        Cell(f"{severity.on(plain_ascii)} ", 2, severity.style),
        Cell(f"#{ask.number} " if ask.number else "", 4, "muted"),
        Cell(ask.ask or "", 5, "strong"),
        Cell(f"{clipped(_about(ask.gap), 9, plain_ascii)} ", 10, "muted"),
        Cell(ask.wording, FILL),
        Cell(f" {ask.minutes} min", 8, "muted", "right"),
        Cell(f" {word}", 9, sign.style),
    )


def _about(gap: GapRef | None) -> str:
    """What a gap is about, in few words."""
    return " ".join(map(str, gap.about.plain().values())) if gap is not None else ""


def _of_left(left: Unplaced, plain_ascii: bool) -> Line:
    severity = _SEVERITIES[left.severity]
    about = _about(left.gap)
    code = spoken(left.gap.code) if left.gap else "no gap"
    return (
        Cell("    ", 4),
        Cell(f"{severity.on(plain_ascii)} ", 2, severity.style),
        Cell(left.ask or "", 5, "strong"),
        Cell(f"{code} {clipped(about, 12, plain_ascii)} ", None, "strong"),
        Cell(left.why, FILL, "muted"),
    )
