"""`triangulate open`: open an inspection in the app; without a folder, this one or a picker."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from evidence.faults import refuse
from evidence.folder import is_inspection, must_be_inspection
from tui import settings
from tui.commands import options
from tui.commands.call import Call

__all__ = ["declare", "in_app", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="the inspection's folder")
    parser.add_argument("--read-only", action="store_true", help="look, and change nothing")
    options.worker(parser)
    options.drawing(parser)


def run(call: Call) -> int:
    """See CommandModule."""
    if call.options.folder is None:
        here = Path()
        return in_app(call, here if is_inspection(here) else None)
    must_be_inspection(call.folder)
    return in_app(call, call.folder, read_only=call.options.read_only)


def in_app(call: Call, folder: Path | None, *, read_only: bool = False) -> int:
    """Run the app until it is left; gives its exit code. Raises Refused without a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise refuse("", "the screens need a terminal: see `triangulate --help` for the commands")
    from tui.app import run as run_app

    by = settings.who(call.options.by)
    return run_app(folder, by=by, read_only=read_only, plain_ascii=call.plain_ascii)
