"""`triangulate requests`: what the service is asked to send, and what could be asked for."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from evidence.commands import MakeRequests
from evidence.words import number_of, spoken
from graph.drawing import wrapped
from graph.gaps import gaps
from graph.request_document import request_document
from graph.requests import RequestLine, RequestList, request_list
from graph.status import Assessments
from tui.commands import options, output_file
from tui.commands.call import Call
from tui.commands.checked_file import write_checked
from tui.export.documents import document_format_for
from tui.settings import today

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "--accept", action="store_true", help="make a request of everything that is proposed"
    )
    parser.add_argument("--out", metavar="OUT", help="write the list for the service")
    parser.add_argument(
        "--unchecked", action="store_true", help="write it although something of the check is open"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    day = today()
    with call.writing() if call.options.accept else call.reading() as folder:
        state, programme = folder.state, folder.programme

        def listed() -> RequestList:
            assessments = Assessments(state, programme, day)
            found = gaps(state, programme, assessments, day)
            return request_list(state, programme, assessments, found, day)

        made = listed()
        if call.options.accept and made.proposed:
            folder.execute(MakeRequests(made.commands()))
            made = listed()
        if call.options.out:
            out = Path(call.options.out)
            document_format_for(out.name)
            output_file.check_place(out, call.folder)
            document = request_document(made)
            write_checked(folder, document, out, unchecked=call.options.unchecked)
    call.answer(made.plain(), _lines(made, call.cells, call.plain_ascii))
    return 0


def _lines(made: RequestList, cells: int, plain_ascii: bool) -> Iterator[str]:
    waiting = sum(1 for _ in made.wanted())
    yield f"{number_of(len(made.lines), 'request')}, {waiting} not answered yet"
    for line in made.lines:
        yield from (f"  {each}" for each in wrapped(_said(line), cells - 2, plain_ascii))
        for text in (line.request.why, *_arrived(line)):
            if text:
                yield from (f"      {each}" for each in wrapped(text, cells - 6, plain_ascii))
    if made.proposed:
        yield ""
        yield f"Could be requested (--accept requests them), {len(made.proposed)}"
    for proposal in made.proposed:
        codes = ", ".join(dict.fromkeys(spoken(gap.code) for gap in proposal.gaps))
        text = f"{proposal.wording} ({len(proposal.gaps)}: {codes})"
        first, *others = wrapped(text, cells - 4, plain_ascii)
        yield f"  - {first}"
        yield from (f"    {each}" for each in others)
        yield from (f"      {each}" for each in wrapped(proposal.why, cells - 6, plain_ascii))


def _said(line: RequestLine) -> str:
    request = line.request
    by = f", by {request.by_when}" if request.by_when else ""
    overdue = ", overdue" if line.overdue else ""
    return f"{request.id} {request.wording} ({request.state}{by}{overdue})"


def _arrived(line: RequestLine) -> Iterator[str]:
    if line.arrived:
        yield f"arrived: {', '.join(f'{key} {label}' for key, label in line.arrived)}"
    if line.may_be:
        yield f"may have arrived: {', '.join(f'{key} {label}' for key, label in line.may_be)}"
