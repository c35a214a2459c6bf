"""`triangulate verify`: check an inspection against its hashes, or an export against it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from evidence.faults import refuse
from evidence.folder import InspectionFolder, is_inspection
from evidence.verifying import Verified, verify
from evidence.words import number_of, spoken
from graph.drawing import safe
from tui import settings
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import note
from tui.export.verifying import held_against

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "--export", metavar="FILE", help="an export, to be held against the inspection instead"
    )


def run(call: Call) -> int:
    """See CommandModule. Nothing is changed, not even a torn last line set aside."""
    if call.options.export is not None:
        return _export(call, Path(call.options.export), call.folder)
    if call.folder.is_file():
        return _export(call, call.folder, _inspection_of(call.folder))
    verified = verify(call.folder)
    call.answer(verified.plain(), _lines(verified, call.plain_ascii))
    for notice in verified.notices:
        note(notice)
    return 0 if verified.ok else 1


def _inspection_of(file: Path) -> Path:
    """The inspection that a file lies in or beside: the nearest. Raises Refused."""
    for place in file.resolve().parents:
        if is_inspection(place):
            return place
    beside = [each for each in sorted(file.resolve().parent.iterdir()) if is_inspection(each)]
    if len(beside) == 1:
        return beside[0]
    raise refuse(
        str(file), "say which inspection it is of: `triangulate verify FOLDER --export FILE`"
    )


def _export(call: Call, file: Path, inspection: Path) -> int:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise refuse(str(file), f"can't be read: {error.strerror or error}") from None
    own = settings.own_programmes()
    with InspectionFolder.open(inspection, read_only=True, own_programmes=own) as folder:
        held = held_against(folder, file.name, content)
    document = {
        "ok": held.ok,
        "verdict": held.verdict,
        "says": list(held.lines),
        "stamp": asdict(held.stamp) if held.stamp else None,
        "inspection": str(inspection),
    }
    shown = (safe(line, call.plain_ascii) for line in held.lines)
    call.answer(document, [f"{safe(str(file), call.plain_ascii)}: {held.verdict}", *shown])
    return 0 if held.ok else 1


def _lines(verified: Verified, plain_ascii: bool) -> Iterator[str]:
    widest = max(map(len, verified.checked))
    yield "Checked:"
    for name, number in verified.checked.items():
        yield f"  {spoken(name).ljust(widest)}  {number:>8,}"
    if verified.ok:
        whole = "Everything else" if verified.notices else "Everything"
        yield f"{whole} is as it was written."
        return
    yield f"{number_of(len(verified.faults), 'fault')}:"
    for fault in verified.faults:
        yield f"  {safe(str(fault), plain_ascii)}"
