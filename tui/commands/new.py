"""`triangulate new`: begin an inspection in a new or empty folder."""

from __future__ import annotations

import re
import unicodedata
from argparse import ArgumentParser

from evidence.commands.base import made
from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from evidence.programme import load_programme
from graph.drawing import safe
from tui import settings
from tui.commands import options
from tui.commands.call import Call
from tui.settings import today

__all__ = ["declare", "inspection_id", "run"]

_LONGEST_ID = 48


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("--title", required=True, help="what the inspection is called")
    parser.add_argument("--service", required=True, help="the service that is inspected")
    parser.add_argument(
        "--programme", required=True, help="the kind of inspection, such as probation"
    )
    parser.add_argument(
        "--announced", metavar="DATE", help="the day when the service was told of the inspection"
    )
    parser.add_argument("--visit-from", metavar="DATE", help="the visit's first day: 2026-03-09")
    parser.add_argument("--visit-to", metavar="DATE", help="the visit's last day")
    parser.add_argument(
        "--site", action="append", dest="sites", metavar="SITE", help="a site; may be repeated"
    )
    parser.add_argument(
        "--agency",
        action="append",
        dest="agencies",
        metavar="AGENCY",
        help="an agency that takes part; may be repeated",
    )
    parser.add_argument("--marking", help="the protective marking (default OFFICIAL-SENSITIVE)")


def run(call: Call) -> int:
    """See CommandModule."""
    own = settings.own_programmes()
    programme = load_programme(call.options.programme, own)
    for name in ("title", "service"):
        if not getattr(call.options, name).strip():
            raise refuse(f"--{name}", "is blank: say what it is called")
    fields = {
        name: value
        for name in (
            "title", "service", "programme", "announced", "visit_from", "visit_to", "marking",
            "sites", "agencies",
        )
        if (value := getattr(call.options, name))
    }  # fmt: skip
    described = made(Inspection, **fields)
    year = (described.visit_from or today().isoformat())[:4]
    inspection = made(Inspection, id=inspection_id(call.options.title, year), **fields)
    with InspectionFolder.create(call.folder, inspection, by=call.who(), own_programmes=own):
        settings.remember(call.folder)
    title = safe(inspection.title or "", call.plain_ascii)
    lines = [
        f"{title}: begun in {safe(str(call.folder), call.plain_ascii)}",
        f"programme: {programme.title} ({programme.id}, {len(programme.questions)} key questions)",
    ]
    if programme.recalled:
        lines.append(safe(programme.wording_note, call.plain_ascii))
    call.answer({"folder": str(call.folder), "inspection": inspection.plain()}, lines)
    return 0


def inspection_id(title: str, year: str) -> str:
    """A short id that can be read and kept: the title's letters and the year."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters)
    while len("-".join(words)) > _LONGEST_ID - 5:
        words.pop()
    return "-".join([*(words or ["inspection"]), *([] if year in words else [year])])
