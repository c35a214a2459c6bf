"""`triangulate check`: what may not be handed over as it is, and what was done about it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence

from evidence.words import spoken
from graph.drawing import wrapped
from graph.handing_over import MISSES, Found, still_open
from graph.stamp import RECEIVERS, Receiver
from tui.commands import options
from tui.commands.call import Call
from tui.export.checking import found_for
from tui.settings import today

__all__ = ["declare", "open_lines", "run"]

_DONE = {"redact": "redacted", "paraphrase": "paraphrased", "keep": "kept"}


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "--for", dest="reader", choices=RECEIVERS, default="lead", help="who would receive it"
    )


def run(call: Call) -> int:
    """See CommandModule. Gives 1 while something is open."""
    reader: Receiver = call.options.reader
    with call.reading() as folder:
        found = found_for(folder, reader, today())
    waiting = still_open(found)
    document = {"for": reader, "open": waiting, "found": [each.plain() for each in found]}
    call.answer(document, _lines(found, reader, call.cells, call.plain_ascii))
    return 1 if waiting else 0


def open_lines(found: Sequence[Found], cells: int, plain_ascii: bool) -> Iterator[str]:
    """What is open, a few lines each."""
    for each in found:
        if each.open:
            yield from _told(each, cells, plain_ascii)


def _lines(
    found: Sequence[Found], reader: Receiver, cells: int, plain_ascii: bool
) -> Iterator[str]:
    settled = [each for each in found if not each.open]
    yield f"For {reader}: {len(found) - len(settled)} open, {len(settled)} settled. {MISSES}"
    yield from open_lines(found, cells, plain_ascii)
    if len(found) > len(settled):
        yield "Settle each: `triangulate clear FOLDER ID WORDS --redact`, --paraphrase or --keep."
    if settled:
        yield ""
        yield "Settled"
    for each in settled:
        yield from _told(each, cells, plain_ascii)


def _told(found: Found, cells: int, plain_ascii: bool) -> Iterator[str]:
    words = found.words if len(found.words) <= 200 else f"{found.words[:199]}…"
    head = f"{found.about}  {spoken(found.check)}: “{words}” ({found.why})"
    first, *others = wrapped(head, cells - 4, plain_ascii)
    yield f"  - {first}"
    yield from (f"    {line}" for line in others)
    if found.context and found.context != " ".join(found.words.split())[:200]:
        yield from (
            f"    {line}" for line in wrapped(f"… {found.context} …", cells - 4, plain_ascii)
        )
    if found.done is not None:
        done = found.done
        who = ", ".join(filter(None, (done.by, (done.at or "")[:10])))
        text = f"{_DONE[done.action]}{f' ({who})' if who else ''}"
        text += f" at {done.about}" if done.about != found.about else ""
        text += f": “{done.instead}”" if done.instead else ""
        text += f"; {done.reason}" if done.reason else ""
        yield from (f"    {line}" for line in wrapped(text, cells - 4, plain_ascii))
