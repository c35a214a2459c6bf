"""`triangulate export`: write a summary of the inspection; the file's ending says the format."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from evidence.faults import refuse
from evidence.folder import now
from graph.drawing import safe
from graph.gaps import gaps
from graph.status import Assessments
from graph.summary import summary
from tui.commands import options, output_file, sheets
from tui.commands.call import Call
from tui.export import format_for
from tui.settings import today

__all__ = ["declare", "run"]

_READERS = ("lead", "panel", "accuracy", "visit")


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("out", metavar="OUT", help="the file to write, such as summary.md")
    parser.add_argument(
        "--for", dest="reader", choices=_READERS, default="lead", help="who will read it"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    out = Path(call.options.out)
    if call.options.reader == "visit":
        return sheets.run(call)
    if call.options.reader != "lead":
        raise refuse("--for", f"{call.options.reader} comes with a later version: leave it out")
    form = format_for(out.name)
    day = today()
    with call.reading() as folder:
        output_file.check_place(out, call.folder)
        state, programme = folder.state, folder.programme
        assessments = Assessments(state, programme, day)
        made = summary(
            state,
            programme,
            assessments,
            gaps(state, programme, assessments, day),
            made_at=now(),
            by=call.who(),
            seq=len(folder.journal),
        )
        output_file.write(out, form.render(made).encode())
    findings = sum(1 for _ in made.findings())
    told = "1 finding" if findings == 1 else f"{findings} findings"
    lines = [f"Wrote {safe(str(out), call.plain_ascii)}: {told}, as {form.NAME}."]
    call.answer({"file": str(out), "format": form.NAME, "findings": findings}, lines)
    return 0
