"""`triangulate sessions`: the visit's timetable, and taking one in from a table or calendar."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evidence.commands import LoadBundle
from evidence.model import Session
from evidence.state import State
from evidence.timetable import read_timetable, sessions_of
from evidence.words import number_of, spoken
from graph.drawing import wrapped
from graph.sessions import in_time_order
from tui.commands import options
from tui.commands.call import Call

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "--import", dest="file", metavar="FILE", help="take in a timetable: .csv, .tsv or .ics"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    notes: list[str] = []
    file = call.options.file
    with call.writing() if file else call.reading() as folder:
        if file:
            path = Path(file)
            timetable = read_timetable(path.name, path.read_bytes())
            bundle, over = sessions_of(folder.state, timetable)
            if bundle.sessions:
                folder.execute(LoadBundle(bundle, f"the timetable {path.name}"))
            counted = number_of(len(bundle.sessions), "session")
            notes = [f"{counted} taken from {path.name}", *timetable.notes]
            notes += [f"stood already: {title}" for title in over]
        state = folder.state
        listed = in_time_order(state.sessions.values())
    document: dict[str, Any] = {"sessions": [session.plain() for session in listed]}
    if file:
        document["notes"] = notes
    call.answer(document, _lines(state, listed, notes, call.cells, call.plain_ascii))
    return 0


def _lines(
    state: State, listed: Sequence[Session], notes: Sequence[str], cells: int, plain_ascii: bool
) -> Iterator[str]:
    for note in notes:
        yield from wrapped(note, cells, plain_ascii)
    if notes:
        yield ""
    yield number_of(len(listed), "session")
    for session in listed:
        when = (session.starts or "no time yet").replace("T", " ")[:16]
        minutes = "" if session.minutes is None else f", {session.minutes} minutes"
        held = f", held: {session.source}" if session.source else ""
        title = session.title or spoken(session.kind)
        head = f"{session.id} {title} ({spoken(session.kind)}), {when}{minutes}{held}"
        yield from (f"  {line}" for line in wrapped(head, cells - 2, plain_ascii))
        who = "; ".join(state.voices[voice].label for voice in session.voices)
        where = ", ".join(filter(None, (session.site, session.agency)))
        told = " · ".join(filter(None, (who or "nobody named yet", where)))
        yield from (f"      {line}" for line in wrapped(told, cells - 6, plain_ascii))
