"""`triangulate export` to another program's project: written, with what the format can't carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath

from evidence.folder import now
from evidence.meanwhile import Meanwhile
from evidence.projects.writing import Exported
from evidence.words import number_of
from graph.drawing import safe
from graph.handing_over import still_open
from tui.commands import output_file
from tui.commands.call import Call
from tui.export.checking import found_for
from tui.export.projects import PROJECTS, made_project
from tui.settings import today

__all__ = ["run"]


def run(call: Call, out: Path) -> int:
    """Write the inspection to ``out`` as its ending says. Raises Refused."""
    suffix = PurePath(out.name).suffix.lower()
    with call.reading() as folder:
        output_file.check_place(out, call.folder)
        day = today()
        checked = Meanwhile(lambda: still_open(found_for(folder, "lead", day)))
        waiting = cache(checked.result)
        made = made_project(folder, out.name, now(), call.who(), day.isoformat(), waiting)
        output_file.write(out, made.content)
        findings = len(folder.state.findings)
    document = {
        "file": str(out),
        "format": PROJECTS[suffix],
        "findings": findings,
        "open": waiting(),
        "left_out": list(made.left_out),
        "losses": [loss.plain() for loss in made.losses],
    }
    call.answer(document, (*_lines(call, out, suffix, made), *_open_lines(waiting())))
    return 0


def _lines(call: Call, out: Path, suffix: str, made: Exported) -> Iterator[str]:
    yield f"Wrote {safe(str(out), call.plain_ascii)} as {PROJECTS[suffix]}."
    if made.losses:
        counts = Counter((loss.kind, loss.what) for loss in made.losses)
        yield "The format has no place for:"
        for (kind, what), number in counts.items():
            one = next(loss for loss in made.losses if (loss.kind, loss.what) == (kind, what))
            where = one.where if number == 1 else f"{number}, the first of them {one.where}"
            yield f"    {safe(f'{kind}: {where}: {what}', call.plain_ascii)}"
    yield from (f"Left out: {line}" for line in made.left_out)


def _open_lines(waiting: int) -> Iterator[str]:
    if waiting:
        number = number_of(waiting, "thing")
        yield f"It holds every record. `triangulate check` finds {number} open in it."
