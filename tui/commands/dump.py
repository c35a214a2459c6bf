"""`triangulate dump`: give every record as one bundle."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from evidence.commands import bundle_of
from graph.drawing import safe
from tui.commands import options, output_file
from tui.commands.call import Call
from tui.commands.printing import json_text, print_lines

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "out", nargs="?", metavar="OUT.json", help="the file to write; left out, it is printed"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    out = call.options.out
    with call.reading() as folder:
        if out is not None:
            output_file.check_place(Path(out), call.folder)
        text = json_text(bundle_of(folder.state))
    if out is None:
        sys.stdout.write(text)
        return 0
    output_file.write(Path(out), text.encode())
    if not call.options.json:
        print_lines([f"Wrote {safe(out, call.plain_ascii)}."])
    return 0
