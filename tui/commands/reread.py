"""`triangulate reread`: read sources anew from their files, and find their statements again."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence

from evidence.commands.base import found
from evidence.faults import Fault, Refused
from evidence.folder import InspectionFolder
from evidence.rereading import Reread, read_anew, reader_apart, reread, with_newer_reader
from evidence.words import number_of
from graph.drawing import safe
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import complain

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="the sources to read (default: those that a newer reader reads)",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and stop")


def run(call: Call) -> int:
    """See CommandModule. The code is 2 where a source could not be read."""
    if call.options.dry_run:
        with call.reading() as folder:
            sources = [folder.state.sources[key] for key in _wanted(call, folder)]
            with reader_apart(folder) as read:
                outcomes = [reread(folder, source, read, keep=False) for source in sources]
    else:
        with call.writing() as folder, reader_apart(folder) as read:
            outcomes = read_anew(folder, _wanted(call, folder), read)
    document = {"sources": [outcome.plain() for outcome in outcomes]}
    call.answer(document, _lines(outcomes, call.plain_ascii, dry=call.options.dry_run))
    for outcome in outcomes:
        if outcome.refused is not None:
            complain(Fault(outcome.source, outcome.refused))
    return 2 if any(outcome.refused is not None for outcome in outcomes) else 0


def _wanted(call: Call, folder: InspectionFolder) -> list[str]:
    """The sources named, else those with a newer reader. Raises Refused with every fault."""
    faults: list[Fault] = []
    for key in call.options.sources:
        try:
            found(folder.state.sources, key, "source")
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(faults)
    return list(dict.fromkeys(call.options.sources)) or with_newer_reader(folder)


def _lines(outcomes: Sequence[Reread], plain_ascii: bool, *, dry: bool) -> Iterator[str]:
    if not outcomes:
        yield "No source was read by an older reader than is here."
    for outcome in outcomes:
        if outcome.refused is not None:
            continue
        was = f", before {safe(outcome.was, plain_ascii)}" if outcome.was else ""
        reader = f"{safe(outcome.reader, plain_ascii)}{was}"
        if not outcome.changed:
            yield f"{safe(outcome.source, plain_ascii)}  reads as it did ({reader})"
            continue
        yield (
            f"{safe(outcome.source, plain_ascii)}  {'would be' if dry else 'was'} read anew: "
            f"{outcome.passages} passages, {outcome.words:,} words ({reader})"
        )
        yield f"    {number_of(len(outcome.anchored), 'statement')} found again"
        if outcome.left:
            named = ", ".join(safe(key, plain_ascii) for key in outcome.left)
            left = number_of(len(outcome.left), "statement")
            yield f"    {left} left in the earlier text: {named}"
        for warning in outcome.warnings:
            yield f"    {safe(warning, plain_ascii)}"
