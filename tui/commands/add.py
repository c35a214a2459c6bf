"""`triangulate add`: take files in as sources; what can't be read is told, and stops nothing."""

from __future__ import annotations

from argparse import ArgumentParser

from evidence.content import SOURCES
from evidence.reading_apart.processes import ReadingProcesses
from evidence.words import KINDS, RELIABILITIES
from tui.commands import options
from tui.commands.call import Call

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="files, or folders of files, to take in"
    )
    parser.add_argument(
        "--kind",
        choices=KINDS,
        help="what kind of source; captions are taken as a meeting and mail as a document without",
    )
    parser.add_argument(
        "--voice",
        action="append",
        default=[],
        metavar="V",
        help="whose account it is: the id of a voice, or GROUP, GROUP:ROLE or GROUP:ROLE:PEOPLE, "
        "such as practitioners:Practitioners in Wexcombe:8; may be repeated",
    )
    parser.add_argument("--dated", metavar="DATE", help="the day it is from: 2026-03-09")
    parser.add_argument(
        "--derived-from",
        action="append",
        default=[],
        metavar="ID",
        help="a source that it is made from; may be repeated",
    )
    parser.add_argument("--title", help="what it is called (default: the file's name)")
    parser.add_argument("--site", help="the site that it is about")
    parser.add_argument("--agency", help="the agency that it comes from")
    parser.add_argument("--reliability", choices=RELIABILITIES, help="default untested")
    parser.add_argument("--recorded-by", metavar="NAME", help="who recorded it (default: you)")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="text=NAME",
        help="of a table, which column holds the text (or voice, time); may be repeated",
    )
    options.speakers(parser)
    parser.add_argument("--take", action="store_true", help="take every passage as a statement")
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


def run(call: Call) -> int:
    """See CommandModule.

    The code is 2 where a file was refused, 130 where it was stopped; the others are in. A file
    that is here already is told, and is no refusal.
    """
    with ReadingProcesses(call.folder / SOURCES) as processes:
        processes.begin(call.options.files)
        from tui.commands.adding_files import added  # meanwhile, since it loads slowly

        return added(call, processes)
