"""`triangulate sheets`: a page for each session, to print or to keep open."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from evidence.faults import refuse
from evidence.words import number_of
from graph.drawing import safe
from graph.sheet_pages import sheet_pages
from graph.sheets import sheets
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
    parser.add_argument("out", metavar="OUT", help="the file to write, such as sheets.docx")
    parser.add_argument("--session", metavar="ID", help="the sheet of this session only")
    parser.add_argument(
        "--unchecked", action="store_true", help="write it although something of the check is open"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    out = Path(call.options.out)
    session: str | None = call.options.session
    form = document_format_for(out.name)
    with call.reading() as folder:
        output_file.check_place(out, call.folder)
        state, programme = folder.state, folder.programme
        if session is not None and session not in state.sessions:
            known = ", ".join(state.sessions) or "there is none"
            raise refuse("--session", f'no session "{session}": {known}')
        found = sheets(state, programme, Assessments(state, programme, today()), session)
        pages = sheet_pages(found, state.inspection)
        write_checked(folder, pages, out, unchecked=call.options.unchecked)
    asks = sum(len(sheet.asks) for sheet in found)
    count = number_of(len(found), "session")
    told = f"Wrote {safe(str(out), call.plain_ascii)}: {count}, {asks} asks, as {form.NAME}."
    document = {
        "file": str(out),
        "format": form.NAME,
        "sheets": [sheet.plain() for sheet in found],
    }
    call.answer(document, [told])
    return 0
