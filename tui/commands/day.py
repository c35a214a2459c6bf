"""`triangulate day`: what changed since a day or an entry, and what remains to ask."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date

from evidence.faults import refuse
from graph.day_lines import day_lines
from graph.drawing import plain
from tui.commands import options
from tui.commands.call import Call
from tui.settings import today
from tui.showing.days import entry_before, report_since

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "--since",
        metavar="DAY|ENTRY",
        help="from this day on, or after this entry (default: today)",
    )


def run(call: Call) -> int:
    """See CommandModule."""
    since: str | None = call.options.since
    day = today()
    with call.reading() as folder:
        if since is not None and since.isascii() and since.isdigit() and len(since) < 8:
            seq = int(since)
        else:
            seq = entry_before(folder, _day(since) if since is not None else day)
        report = report_since(folder, seq, day)
    lines = (plain(drawn.spans) for drawn in day_lines(report, call.cells, call.plain_ascii))
    call.answer({"after": seq, **report.plain()}, [f"After entry {seq}:", *lines])
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse(
            "--since", f'"{text}" is no day such as 2026-03-09, nor the number of an entry'
        ) from None
