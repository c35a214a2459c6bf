"""`triangulate export`: write a summary of the inspection; the file's ending says the format."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from evidence.faults import refuse
from evidence.folder import InspectionFolder, now
from evidence.words import AREAS
from graph.drawing import safe
from graph.handing_over import still_open
from graph.summary_parts import READERS, Reader
from tui.commands import exporting_project, options, output_file, sheets
from tui.commands.call import Call
from tui.commands.check import open_lines
from tui.commands.progress_line import progress_line
from tui.export import Material, format_for
from tui.export.making import Wanted, made_material, program_version, rendered
from tui.export.stamped import stamp_of_file
from tui.settings import today

__all__ = ["declare", "run", "since_entry"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("out", metavar="OUT", help="the file to write, such as summary.docx")
    parser.add_argument(
        "--for", dest="reader", choices=(*READERS, "visit"), default="lead", help="who will read it"
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
    """See CommandModule."""
    out, reader = Path(call.options.out), call.options.reader
    if out.suffix.lower() in exporting_project.SUFFIXES:
        return exporting_project.run(call, out)
    if reader == "visit":
        return sheets.run(call)
    form = format_for(out.name, reader)
    with call.reading() as folder:
        output_file.check_place(out, call.folder)
        wanted = Wanted(
            reader=reader,
            made_at=now(),
            by=call.who(),
            day=today(),
            seq=len(folder.journal),
            since=since_entry(folder, reader, out, call.options.since),
            area=call.options.area,
            version=program_version(),
        )
        with progress_line() as progress:
            material = made_material(folder, wanted, progress)
            waiting = still_open(material.found)
            stopped = waiting and reader != "lead" and not call.options.unchecked
            content = b"" if stopped else rendered(form, material)
        if stopped:
            return _stopped(call, material, waiting)
        output_file.write(out, content)
    summary = material.summary
    findings, points = sum(1 for _ in summary.findings()), len(summary.points)
    number, what = (points, "statement") if reader == "accuracy" else (findings, "finding")
    told = f"{number} {what}{'' if number == 1 else 's'}"
    document: dict[str, object] = {"file": str(out), "format": form.NAME, "for": reader}
    document |= {"findings": findings, "statements": points} if points else {"findings": findings}
    document |= {"since": wanted.since or None, "left_out": list(summary.left_out)}
    if waiting:
        document |= {"open": waiting}
    lines = [f"Wrote {safe(str(out), call.plain_ascii)}: {told}, as {form.NAME}, for {reader}."]
    lines += [f"Left out: {line}" for line in summary.left_out]
    if wanted.since:
        lines.append(f"It tells what changed since entry {wanted.since} of the journal.")
    if waiting:
        lines.append(f"Before you hand it on: `triangulate check` finds {_things(waiting)} open.")
    if form.NAME == "history" and material.clearing:
        lines.append("The history holds the records as they are, redacted words too.")
    call.answer(document, lines)
    return 0


def _stopped(call: Call, material: Material, waiting: int) -> int:
    """Say why nothing was written; gives 1."""
    reader = call.options.reader
    document = {
        "file": None,
        "for": reader,
        "open": waiting,
        "found": [each.plain() for each in material.found if each.open],
    }
    lines = [
        f"Nothing was written: for {reader}, the check finds {_things(waiting)} open.",
        *open_lines(material.found, call.cells, call.plain_ascii),
        "Settle each: `triangulate clear FOLDER ID WORDS --redact`, --paraphrase or --keep; or",
        "write it all the same with --unchecked, which its stamp then says.",
    ]
    call.answer(document, lines)
    return 1


def _things(number: int) -> str:
    return f"{number} thing{'' if number == 1 else 's'}"


def since_entry(folder: InspectionFolder, reader: Reader, out: Path, given: str | None) -> int:
    """The entry since which changes are told; 0 for none.

    As given; else, for the lead inspector, where ``out`` is an earlier export of this inspection
    that is now replaced, the entry that it was made from. Raises Refused.
    """
    last = len(folder.journal)
    if given is None:
        return _replaced(folder, out) if reader == "lead" else 0
    if given == "no":
        return 0
    if reader != "lead":
        raise refuse("--since", f"what changed is told to the lead inspector, not for {reader}")
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
        raise refuse("--since", f"the inspection had not begun before {day}")
    return max(before)


def _replaced(folder: InspectionFolder, out: Path) -> int:
    """The entry from which the export was made that stands at ``out``; 0 where none of ours does.

    One for another reader told her nothing of most: it is not what the lead inspector saw.
    """
    if not out.is_file():
        return 0
    stamp = stamp_of_file(out)
    if stamp is None or stamp.reader != "lead" or not 1 <= stamp.seq <= len(folder.journal):
        return 0
    return stamp.seq if folder.journal.checksum_at(stamp.seq) == stamp.journal else 0
