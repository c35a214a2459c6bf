"""The end of a day and saturation in lines: what a screen shows and a command prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from evidence.words import number_of, spoken
from graph.day import AskLeft, DayReport, GapMoved, Moved
from graph.drawing import STATUSES, Drawn, Line, Sign, cut, safe, wrapped
from graph.plan_parts import Plan
from graph.saturation import BASE, RUN, AreaSaturation

__all__ = ["day_lines", "saturation_lines"]

_MISSED: Final = Sign("!", "!", "bad")
_TO_COME: Final = Sign("○", ".", "warn")
_BAR: Final = Sign("█", "#", "accent")
_OLD: Final = Sign("░", "-", "muted")
_VERDICTS: Final = {
    "adds_nothing": Sign("●", "*", "good"),
    "still_adds": Sign("○", ".", "warn"),
    "too_few": Sign("·", ".", "muted"),
}
_BAR_CELLS: Final = 24
_TITLE_CELLS: Final = 34


def day_lines(report: DayReport, cells: int, plain_ascii: bool = False) -> list[Drawn]:
    """The report in lines of at most ``cells``; the first line of each item is about its record."""
    arrow = ">" if plain_ascii else "→"
    made = [*_part("Findings that moved", len(report.moved))]
    for moved in report.moved:
        came = f"{spoken(moved.before)} {arrow} " if moved.before else "new: "
        made += _finding(moved, f"{came}{spoken(moved.after)}", cells, plain_ascii)
    made += _part("In conflict now", len(report.conflicting))
    for moved in report.conflicting:
        since = "" if moved.before == "conflicting" else "new: "
        made += _finding(moved, f"{since}conflicting", cells, plain_ascii)
    made += _part("Sources and statements that came", len(report.came))
    for came_in in report.came:
        held = f", session {came_in.session} held" if came_in.session else ""
        count = number_of(came_in.statements, "statement")
        what = f"{'new, ' if came_in.new else ''}{count}{held}"
        text = f"{came_in.source} {came_in.title}: {what}"
        made += _record(("sources", came_in.source), Sign("□", "#"), text, cells, plain_ascii)
    missed = [ask for ask in report.left if ask.missed]
    coming = [ask for ask in report.left if not ask.missed]
    made += _part("Not asked where it was planned", len(missed))
    made += _asks(missed, _MISSED, cells, plain_ascii)
    made += _part("Still to ask", len(coming))
    made += _asks(coming, _TO_COME, cells, plain_ascii)
    made += _to_come(report.plan, cells, plain_ascii)
    for heading, found in (
        ("Gaps that closed", report.closed),
        ("Gaps that opened", report.opened),
    ):
        made += _part(heading, len(found))
        for gap, text in _together(found):
            about = (gap.table, gap.about) if gap.table else None
            made += _record(about, Sign("-", "-", "muted"), text, cells, plain_ascii)
    made += [Drawn(None, []), Drawn(None, [("Gaps that stand", "strong")])]
    made += _record(None, Sign("-", "-", "muted"), str(report.gaps), cells, plain_ascii)
    made += [Drawn(None, []), Drawn(None, [("What another meeting would add", "strong")])]
    made += saturation_lines(report.saturation, cells, plain_ascii)
    return made[1:]  # each part begins with an empty line


def _together(found: Sequence[GapMoved]) -> Iterator[tuple[GapMoved, str]]:
    """Each gap with what is said of it; the statements that hang on nothing are said at once."""
    orphans = [gap for gap in found if gap.code == "orphan"]
    for gap in found:
        if gap.code != "orphan" or len(orphans) == 1:
            yield gap, f"{spoken(gap.code)}: {gap.text}"
        elif gap is orphans[0]:
            ids = ", ".join(each.about for each in orphans)
            yield gap, f"orphan: {len(orphans)} statements have no link and no key question: {ids}"


def _to_come(plan: Plan, cells: int, plain_ascii: bool) -> list[Drawn]:
    """The sessions to come, what is in each and what the plan would put there."""
    made = _part("Sessions to come", len(plan.sessions))
    for each in plan.sessions:
        session = each.session
        starts = f" {session.starts.replace('T', ' ')[:16]}" if session.starts else ""
        proposed = [ask for ask in each.asks if ask.standing == "proposed"]
        text = (
            f"{session.id} {session.title or spoken(session.kind)}{starts}: {len(each.asks)} to "
            f"ask, {len(proposed)} of them proposed; {each.used} of {each.minutes} minutes"
        )
        made += _record(None, _TO_COME, text, cells, plain_ascii)
    if plan.unplaced:
        text = f"{len(plan.unplaced)} fit no session: the visit plan says why"
        made += _record(None, _MISSED, text, cells, plain_ascii)
    return made


def _part(heading: str, number: int) -> list[Drawn]:
    title = Drawn(None, [(f"{heading} ({number})", "strong")])
    return [Drawn(None, []), title]


def _finding(moved: Moved, word: str, cells: int, plain_ascii: bool) -> list[Drawn]:
    sign = STATUSES[moved.after]
    text = f"{moved.finding} {word}: {moved.text}"
    return _record(("findings", moved.finding), sign, text, cells, plain_ascii)


def _asks(asks: Sequence[AskLeft], sign: Sign, cells: int, plain_ascii: bool) -> Iterator[Drawn]:
    for ask in asks:
        starts = f" {ask.starts.replace('T', ' ')[:16]}" if ask.starts else ""
        where = f"{ask.session} {ask.title}{starts}" if ask.session else "in no session yet"
        text = f"{ask.id} {ask.wording} [{where}]"
        yield from _record(("asks", ask.id), sign, text, cells, plain_ascii)


def _record(
    about: tuple[str, str] | None, sign: Sign, text: str, cells: int, plain_ascii: bool
) -> list[Drawn]:
    first, *others = wrapped(text, cells - 2, plain_ascii)
    head = Drawn(about, [(f"{sign.on(plain_ascii)} ", sign.style), (first, "")])
    return [head, *(Drawn(None, [("  ", ""), (line, "")]) for line in others)]


def saturation_lines(
    areas: Iterable[AreaSaturation], cells: int, plain_ascii: bool = False
) -> list[Drawn]:
    """A plot for each area: a bar a session, its new points before those that were known."""
    made: list[Drawn] = []
    for area in areas:
        sign = _VERDICTS[area.verdict]
        head: Line = [
            (f"{sign.on(plain_ascii)} ", sign.style),
            (f"{area.area}: ", "strong"),
        ]
        first, *others = wrapped(area.told, cells - 2, plain_ascii, used=len(area.area) + 2)
        made.append(Drawn(None, [*head, (first, "")]))
        made += [Drawn(None, [("  ", ""), (line, "")]) for line in others]
        most = max((each.points for each in area.sessions), default=1)
        last = len(area.sessions) - RUN
        for number, each in enumerate(area.sessions):
            unit = min(1.0, _BAR_CELLS / most)
            new = round(each.new * unit) or (each.new > 0)
            old = max(round(each.points * unit) - new, 0)
            title = safe(f"{each.source} {each.title}", plain_ascii)
            part = "base" if number < BASE else "run" if number >= last else ""
            line: Line = [
                (f"  {part:4} ", "muted"),
                (f"{title[:_TITLE_CELLS]:{_TITLE_CELLS}} ", ""),
                (_BAR.on(plain_ascii) * new, _BAR.style),
                (_OLD.on(plain_ascii) * old, _OLD.style),
                (f" {each.new} new of {each.points}", ""),
            ]
            made.append(Drawn(("sources", each.source), cut(line, cells, plain_ascii)))
    return made
