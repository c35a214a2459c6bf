"""Projects of other programs in `triangulate add`: what their codes are here."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from evidence.adding import Codes
from evidence.adding.projects import codes_of, read_codes
from evidence.faults import refuse
from tui.commands.call import Call

__all__ = ["codes", "declare"]


def declare(parser: ArgumentParser) -> None:
    """Say what is asked of projects."""
    parser.add_argument(
        "--code",
        action="append",
        default=[],
        metavar="NAME=MEANING",
        help="of a project, what a code is here: question:ID, finding:ID, finding-under:QUESTION, "
        "supports:ID, qualifies:ID or contradicts:ID; may be repeated",
    )
    parser.add_argument(
        "--codes", metavar="MAP.json", help='the same from a file: {"NAME": "question:PS.1.1.1"}'
    )


def codes(call: Call) -> Codes:
    """What codes are here, as the call says. Raises Refused with every fault."""
    pairs = read_codes(Path(call.options.codes)) if call.options.codes else []
    for given in call.options.code:
        name, equals, meaning = given.rpartition("=")
        if not equals or not name.strip():
            raise refuse(f"--code {given}", "write NAME=question:ID, or another meaning")
        pairs.append((name, meaning))
    return codes_of(pairs)
