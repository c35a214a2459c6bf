"""`triangulate verify`: check every record and file of an inspection against its hash."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator

from evidence.verifying import Verified, verify
from evidence.words import spoken
from graph.drawing import safe
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import note

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)


def run(call: Call) -> int:
    """See CommandModule. Nothing is changed, not even a torn last line set aside."""
    verified = verify(call.folder)
    call.answer(verified.plain(), _lines(verified, call.plain_ascii))
    for notice in verified.notices:
        note(notice)
    return 0 if verified.ok else 1


def _lines(verified: Verified, plain_ascii: bool) -> Iterator[str]:
    widest = max(map(len, verified.checked))
    yield "Checked:"
    for name, number in verified.checked.items():
        yield f"  {spoken(name).ljust(widest)}  {number:>8,}"
    if verified.ok:
        yield "Everything is as it was written."
        return
    count = len(verified.faults)
    yield f"{count} fault{'' if count == 1 else 's'}:"
    for fault in verified.faults:
        yield f"  {safe(str(fault), plain_ascii)}"
