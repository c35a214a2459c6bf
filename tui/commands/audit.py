"""`triangulate audit`: each sentence of a draft report, held against the evidence."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from graph.audit.values import Audit
from graph.drawing import safe, wrapped
from tui.auditing import audit_of, told_of
from tui.commands import options
from tui.commands.call import Call
from tui.commands.progress_line import progress_line
from tui.settings import today
from tui.showing.audit_lines import explained, sign_and_word

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("draft", metavar="DRAFT", help="the draft: .docx, .md or what is read")
    parser.add_argument(
        "--since",
        metavar="DAY|ENTRY",
        help="the draft is of the evidence before this day, or as of this entry (default: by its "
        "stamp, when Word saved it last, or when the file was changed last)",
    )
    parser.add_argument("--all", action="store_true", help="print those without a flag as well")


def run(call: Call) -> int:
    """See CommandModule."""
    with call.reading() as folder, progress_line() as told:
        found = audit_of(
            folder,
            Path(call.options.draft),
            today(),
            since=call.options.since,
            watch=lambda done, of: told(f"sentence {done} of {of}", done / of),
        )
    call.answer(found.plain(), _lines(found, call))
    return 1 if found.flagged else 0


def _lines(found: Audit, call: Call) -> Iterator[str]:
    plain_ascii, cells = call.plain_ascii, call.cells
    yield told_of(found)
    for line in filter(None, (found.since, found.lacking)):
        yield from wrapped(line, cells, plain_ascii)
    if found.passed_over:
        counted: dict[str, int] = {}
        for each in found.passed_over:
            counted[each.why] = counted.get(each.why, 0) + 1
        told = ", ".join(f"{why}: {number}" for why, number in counted.items())
        yield from wrapped(f"not audited: {told}", cells, plain_ascii)
    shown = found.sentences if call.options.all else (*found.flagged, *found.worth_a_look)
    for audited in shown:
        sign, word = sign_and_word(audited)
        yield ""
        yield f"{sign.on(plain_ascii)} {word}"
        for number, (text, _, label) in enumerate(explained(audited)):
            own = len(audited.reasons) or len(audited.looks)
            indent = 2 if number <= own else 4
            for line in wrapped(f"{label}: {text}", cells - indent, plain_ascii):
                yield f"{' ' * indent}{safe(line, plain_ascii)}"
