"""`triangulate history`: every change, and the inspection as it stood after one of them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from evidence.commands import bundle_of
from evidence.journal import Entry, Head
from evidence.model import TABLES
from evidence.programme import Programme
from evidence.state import State
from evidence.words import spoken
from graph.drawing import STATUSES, clipped, padded, safe, width, wrapped
from graph.status import STATUSES as STATUS_WORDS
from graph.status import Assessments
from tui.commands import options
from tui.commands.call import Call
from tui.settings import today

__all__ = ["declare", "entry_plain", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "--at", type=int, metavar="N", help="up to entry N, and the inspection as it stood then"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    at = call.options.at
    with call.reading() as folder:
        state = None if at is None else folder.state_at(at)
        heads = folder.history(at)
        programme = folder.programme
    document: dict[str, Any] = {"entries": [entry_plain(head) for head in heads]}
    lines = list(_entries(heads, call.cells, call.plain_ascii))
    if state is not None:
        document = {"at": at, **document, "bundle": bundle_of(state)}
        lines += ["", *_as_it_stood(state, programme, at, call.cells, call.plain_ascii)]
    call.answer(document, lines)
    return 0


def entry_plain(entry: Entry | Head) -> dict[str, Any]:
    """What an entry says of itself, as JSON values."""
    document: dict[str, Any] = {
        "seq": entry.seq,
        "at": entry.at,
        "by": entry.by,
        "command": entry.command,
        "about": list(entry.about),
        "says": entry.says,
    }
    return document if entry.of is None else {**document, "of": entry.of}


def _entries(heads: Iterable[Head], cells: int, plain_ascii: bool) -> Iterator[str]:
    rows = [
        (str(head.seq), head.at.replace("T", " ")[:16], clipped(head.by, 16, plain_ascii), head)
        for head in heads
    ]
    number = max((len(row[0]) for row in rows), default=0)
    name = max((width(row[2]) for row in rows), default=0)
    for seq, at, by, head in rows:
        begin = f"{seq.rjust(number)}  {safe(at, plain_ascii)}  {padded(by, name)}  "
        yield begin + clipped(head.says, max(20, cells - width(begin)), plain_ascii)


def _as_it_stood(
    state: State, programme: Programme, at: int, cells: int, plain_ascii: bool
) -> Iterator[str]:
    counts = (f"{len(state.table(table))} {table}" for table in TABLES)
    yield from wrapped(f"After entry {at}: {', '.join(counts)}.", cells, plain_ascii)
    assessments = Assessments(state, programme, today())
    found = Counter(assessment.status for assessment in assessments.values())
    for status in STATUS_WORDS:
        sign = STATUSES[status].on(plain_ascii)
        yield f"  {sign} {spoken(status).ljust(20)} {found[status]:>6}"
