"""`triangulate redo`: do again what was undone."""

from __future__ import annotations

from argparse import ArgumentParser

from graph.drawing import safe
from tui.commands import options
from tui.commands.call import Call
from tui.commands.history import entry_plain

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)


def run(call: Call) -> int:
    """See CommandModule."""
    with call.writing() as folder:
        entry = folder.redo()
    said = safe(entry.says, call.plain_ascii)
    call.answer(
        {"entry": entry_plain(entry)}, [f"{said[:1].upper()}{said[1:]}: entry {entry.seq}."]
    )
    return 0
