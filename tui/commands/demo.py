"""`triangulate demo`: make the sample inspection, once, and open it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from evidence.faults import refuse
from evidence.folder import InspectionFolder, is_inspection
from graph.drawing import safe
from tui import settings
from tui.commands import options
from tui.commands.call import Call
from tui.commands.open import in_app

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    parser.add_argument(
        "folder",
        nargs="?",
        default="sample-inspection",
        metavar="FOLDER",
        help="where (default ./sample-inspection)",
    )
    parser.add_argument("--no-open", action="store_true", help="only make it")
    options.worker(parser)
    options.output(parser)


def is_sample(folder: Path) -> bool:
    """Whether the inspection in this folder began as the sample."""
    with InspectionFolder.open(folder, read_only=True) as opened:
        return any(head.command == "make_sample" for head in opened.history(up_to=2))


def run(call: Call) -> int:
    """See CommandModule."""
    made = not is_inspection(call.folder)
    if made:
        from evidence.sample import make_sample

        call.options.by = call.who()  # asked once: the screens need not ask again
        make_sample(call.folder, call.options.by, settings.own_programmes()).close()
        settings.remember(call.folder)
    elif not is_sample(call.folder):
        what = "holds an inspection that is not the sample: open it, or name another folder"
        raise refuse(str(call.folder), what)
    if not call.options.no_open:
        return in_app(call, call.folder)
    where = safe(str(call.folder), call.plain_ascii)
    begun = "The sample inspection is made" if made else "The sample inspection stands already"
    lines = [f"{begun}: {where}", f"See it with `triangulate open {where}`."]
    call.answer({"folder": str(call.folder), "made": made}, lines)
    return 0
