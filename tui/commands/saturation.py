"""`triangulate saturation`: what each meeting added, and where another would add more."""

from __future__ import annotations

from argparse import ArgumentParser

from evidence.words import AREAS
from graph.day_lines import saturation_lines
from graph.drawing import plain
from graph.saturation import saturation
from tui.commands import options
from tui.commands.call import Call

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("--area", choices=AREAS, help="only this area")


def run(call: Call) -> int:
    """See CommandModule."""
    with call.reading() as folder:
        found = [
            area
            for area in saturation(folder.state, folder.programme)
            if call.options.area in (None, area.area)
        ]
    lines = (plain(drawn.spans) for drawn in saturation_lines(found, call.cells, call.plain_ascii))
    call.answer({"areas": [area.plain() for area in found]}, lines)
    return 0
