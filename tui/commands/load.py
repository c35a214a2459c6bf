"""`triangulate load`: take in another program's records, whole or not at all."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from evidence.commands import LoadBundle, parse_bundle
from evidence.faults import Fault, Refused, refuse
from evidence.folder import must_be_inspection
from evidence.model import TABLES, Bundle
from graph.drawing import safe
from tui.commands import options
from tui.commands.call import Call

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("bundle", metavar="BUNDLE.json", help="the bundle; - reads standard input")


def run(call: Call) -> int:
    """See CommandModule."""
    name = call.options.bundle
    must_be_inspection(call.folder)
    bundle = _bundle(name)
    offered = sum(len(getattr(bundle, table)) for table in TABLES)
    with call.writing() as folder:
        entry = folder.execute(LoadBundle(bundle, Path(name).name))
    counts = Counter(change.table for change in entry.changes) if entry else Counter[str]()
    lines = []
    if entry is None:
        lines.append(f"Nothing to load: all of {safe(name, call.plain_ascii)} stands here already.")
    else:
        said = ", ".join(
            "the inspection's description" if table == "inspection" else f"{number} {table}"
            for table, number in counts.items()
        )
        lines.append(f"Loaded {said}: entry {entry.seq}.")
        standing = offered - (counts.total() - counts["inspection"])
        if standing:
            lines.append(f"{standing} more records stood here already.")
    document = {
        "seq": entry.seq if entry else None,
        "loaded": {table: counts[table] for table in TABLES},
        "offered": offered,
    }
    call.answer(document, lines)
    return 0


def _bundle(name: str) -> Bundle:
    """The bundle in this file. Raises Refused, a fault of the whole file under its name."""
    try:
        return parse_bundle(_content(name))
    except Refused as refused:
        raise Refused(
            Fault(name if fault.where == "the file" else fault.where, fault.what)
            for fault in refused.faults
        ) from None


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise refuse(name, f"can't be opened: {error.strerror or error}") from None
