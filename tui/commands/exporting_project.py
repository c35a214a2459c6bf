"""`triangulate export` to another program's project: what is said of it once it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evidence.words import number_of
from graph.drawing import safe
from tui.commands.call import Call
from tui.export.preparing import Prepared
from tui.export.projects import loss_lines

__all__ = ["tell"]


def tell(call: Call, out: Path, made: Prepared, findings: int) -> None:
    """Say what was written, and what the format can't carry."""
    document = {
        "file": str(out),
        "format": made.form,
        "findings": findings,
        "open": made.open,
        "left_out": list(made.left_out),
        "losses": [loss.plain() for loss in made.losses],
    }
    call.answer(document, (safe(line, call.plain_ascii) for line in _lines(out, made)))


def _lines(out: Path, made: Prepared) -> Iterator[str]:
    yield f"Wrote {out} as {made.form}."
    if made.losses:
        yield "The format has no place for:"
        yield from (f"    {line}" for line in loss_lines(made.losses))
    yield from (f"Left out: {line}" for line in made.left_out)
    if made.open:
        number = number_of(made.open, "thing")
        yield f"It holds every record. `triangulate check` finds {number} open in it."
