"""`triangulate plan`: which ask goes into which session, why, and what has no session."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator

from evidence.commands import PlaceAsks
from evidence.model import GapRef
from evidence.words import number_of, spoken
from graph.drawing import safe, wrapped
from graph.plan import placings, plan
from graph.plan_parts import Plan, PlannedSession
from graph.status import Assessments
from tui.commands import options
from tui.commands.call import Call
from tui.settings import today

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "--accept", action="store_true", help="put the asks into the sessions as the plan has it"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    day = today()
    opening = call.writing() if call.options.accept else call.reading()
    with opening as folder:
        state, programme = folder.state, folder.programme
        made = plan(state, programme, Assessments(state, programme, day), day)
        if call.options.accept and made.proposed:
            folder.execute(PlaceAsks(placings(made)))
            made = plan(state, programme, Assessments(state, programme, day), day)
    call.answer(made.plain(), _lines(made, call.cells, call.plain_ascii))
    return 0


def _lines(made: Plan, cells: int, plain_ascii: bool) -> Iterator[str]:
    placed = sum(len(session.asks) for session in made.sessions)
    asks = number_of(placed, "ask")
    yield f"{asks} in {len(made.sessions)} sessions, {len(made.unplaced)} without one"
    if not made.proven:
        yield (
            f"asks differ in length: what is placed weighs {made.weight}, no plan more than "
            f"{made.most}"
        )
    for session in made.sessions:
        yield ""
        yield from wrapped(_heading(session), cells, plain_ascii)
        for ask in session.asks:
            how = {"hand": "by hand", "planned": "planned", "proposed": "proposed"}[ask.standing]
            called = f"{ask.ask} " if ask.ask else ""
            head = f"  - {called}{ask.wording} ({ask.minutes} min, {how})"
            yield from _hung(head, cells, plain_ascii)
            yield from _hung(f"      {_named(ask.gap)}{ask.why}", cells, plain_ascii)
    for title, found in (("Without a session", made.unplaced), ("Asked before", made.aside)):
        if found:
            yield ""
            yield title
        for each in found:
            called = f"{each.ask} " if each.ask and each.ask not in each.why else ""
            yield from _hung(f"  - {called}{_named(each.gap)}{each.why}", cells, plain_ascii)


def _heading(session: PlannedSession) -> str:
    held = session.session
    when = (held.starts or "no time yet").replace("T", " ")[:16]
    assumed = " assumed" if session.assumed else ""
    over = f", {-session.left} too many" if session.left < 0 else f", {session.left} left"
    used = f"{session.used} of {session.minutes} minutes{assumed}{over}"
    return f"{held.id} {held.title or spoken(held.kind)} ({spoken(held.kind)}), {when}: {used}"


def _named(gap: GapRef | None) -> str:
    if gap is None:
        return ""
    about = " ".join(str(value) for value in gap.about.plain().values())
    return f"{spoken(gap.code)} {about}: "


def _hung(text: str, cells: int, plain_ascii: bool) -> Iterator[str]:
    """A text in lines, those after the first set in as far as its first word."""
    indent = " " * (len(text) - len(text.lstrip(" -")))
    lead = text[: len(indent)]
    first, *others = wrapped(text[len(indent) :], cells - len(indent), plain_ascii)
    yield safe(lead, plain_ascii) + first
    yield from (indent + line for line in others)
