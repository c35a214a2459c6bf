"""`triangulate export`: write a summary of the inspection; the file's ending says the format."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from evidence.faults import refuse
from evidence.folder import InspectionFolder, now
from evidence.words import AREAS, number_of
from graph.drawing import safe
from graph.stamp import RECEIVERS, Receiver
from tui.commands import exporting_project, options, output_file
from tui.commands.call import Call
from tui.commands.check import open_lines
from tui.commands.progress_line import progress_line
from tui.export.preparing import Order, Prepared, form_name, prepared, replaced_entry
from tui.export.projects import is_project
from tui.settings import today

__all__ = ["declare", "run", "since_entry"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("out", metavar="OUT", help="the file to write, such as summary.docx")
    parser.add_argument(
        "--for", dest="reader", choices=RECEIVERS, default="lead", help="who will read it"
    )
    parser.add_argument(
        "--since",
        metavar="N|DATE|no",
        help="tell what changed since this entry or day; where OUT is there, since it was made",
    )
    parser.add_argument(
        "--unchecked",
        action="store_true",
        help="write it although something of the check is open; its stamp says so",
    )
    parser.add_argument("--area", choices=AREAS, help="the area, for a drawing or graph of one")


def run(call: Call) -> int:
    """See CommandModule. Gives 1 where nothing was written since something is open."""
    out, reader = Path(call.options.out), call.options.reader
    form_name(out.name, reader)
    with call.reading() as folder:
        output_file.check_place(out, call.folder)
        order = Order(
            out,
            reader,
            made_at=now(),
            by=call.who(),
            day=today(),
            since=since_entry(folder, reader, out, call.options.since),
            area=call.options.area,
            unchecked=call.options.unchecked,
        )
        with progress_line() as progress:
            made = prepared(folder, order, progress)
        if made.content is None:
            return _stopped(call, made)
        output_file.write(out, made.content)
        findings = len(folder.state.findings)
    if is_project(out.name):
        exporting_project.tell(call, out, made, findings)
        return 0
    document: dict[str, object] = {"file": str(out), "format": made.form, "for": reader}
    document |= _counted(made) | {"since": order.since or None, "left_out": list(made.left_out)}
    if made.open:
        document |= {"open": made.open}
    named = safe(str(out), call.plain_ascii)
    still = f"; {made.open} of its check open" if made.open else ""
    lines = [f"Wrote {named}: {made.holds}, as {made.form}, for {reader}{still}."]
    lines += [f"Left out: {line}" for line in made.left_out]
    if order.since:
        lines.append(f"It tells what changed since entry {order.since} of the journal.")
    if made.open:
        lines.append("Before you hand it on: `triangulate check` lists what is open.")
    if made.form == "history" and made.material is not None and made.material.clearing:
        lines.append("The history holds the records as they are, redacted words too.")
    call.answer(document, lines)
    return 0


def _counted(made: Prepared) -> dict[str, object]:
    """What is in it, in numbers."""
    if made.material is None:
        return {"holds": made.holds}
    summary = made.material.summary
    findings: dict[str, object] = {"findings": sum(1 for _ in summary.findings())}
    return findings | ({"statements": len(summary.points)} if summary.points else {})


def _stopped(call: Call, made: Prepared) -> int:
    """Say why nothing was written; gives 1."""
    reader = call.options.reader
    document = {
        "file": None,
        "for": reader,
        "open": made.open,
        "found": [each.plain() for each in made.found if each.open],
    }
    waiting = number_of(made.open, "thing")
    lines = [
        f"Nothing was written: for {reader}, the check finds {waiting} open.",
        *open_lines(made.found, call.cells, call.plain_ascii),
        "Settle each: `triangulate clear FOLDER ID WORDS --redact`, --paraphrase or --keep; or",
        "write it all the same with --unchecked, which its stamp then says.",
    ]
    call.answer(document, lines)
    return 1


def since_entry(folder: InspectionFolder, reader: Receiver, out: Path, given: str | None) -> int:
    """The entry since which changes are told; 0 for none.

    As given; else, for the lead inspector, where ``out`` is an earlier export of this inspection
    that is now replaced, the entry that it was made from. Raises Refused.
    """
    last = len(folder.journal)
    if given is None:
        return replaced_entry(folder, out) if reader == "lead" else 0
    if given == "no":
        return 0
    if reader != "lead":
        raise refuse(
            "--since", f"what changed is told to the lead inspector, not for {reader}: leave it out"
        )
    if given.isdecimal():
        if not 1 <= int(given) <= last:
            raise refuse("--since", f"there is no entry {given}: they go from 1 to {last}")
        return int(given)
    try:
        day = date.fromisoformat(given).isoformat()
    except ValueError:
        raise refuse(
            "--since", f'"{given}" is neither an entry nor a date, such as 2026-03-09'
        ) from None
    before = [head.seq for head in folder.history() if head.at[:10] < day]
    if not before:
        raise refuse("--since", f"the inspection had not begun before {day}: name a later day")
    return max(before)
