"""`triangulate export` to another program's project: written, with what the format can't carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath

from evidence.folder import now
from evidence.projects.writing import Exported, codebook_of, project_of
from graph.drawing import safe
from tui.commands import output_file
from tui.commands.call import Call

__all__ = ["SUFFIXES", "run"]

_NAMES = {".qdpx": "REFI-QDA project", ".qdc": "REFI-QDA codebook"}
SUFFIXES = tuple(_NAMES)


def run(call: Call, out: Path) -> int:
    """Write the inspection to ``out`` as its ending says. Raises Refused."""
    suffix = PurePath(out.name).suffix.lower()
    with call.reading() as folder:
        output_file.check_place(out, call.folder)
        made = (
            codebook_of(folder.state, folder.programme)
            if suffix == ".qdc"
            else project_of(folder, now(), call.who())
        )
        output_file.write(out, made.content)
        findings = len(folder.state.findings)
    document = {
        "file": str(out),
        "format": _NAMES[suffix],
        "findings": findings,
        "losses": [loss.plain() for loss in made.losses],
    }
    call.answer(document, _lines(call, out, suffix, made))
    return 0


def _lines(call: Call, out: Path, suffix: str, made: Exported) -> Iterator[str]:
    yield f"Wrote {safe(str(out), call.plain_ascii)} as {_NAMES[suffix]}."
    if made.losses:
        counts = Counter((loss.kind, loss.what) for loss in made.losses)
        yield "The format has no place for:"
        for (kind, what), number in counts.items():
            one = next(loss for loss in made.losses if (loss.kind, loss.what) == (kind, what))
            where = one.where if number == 1 else f"{number}, the first of them {one.where}"
            yield f"    {safe(f'{kind}: {where}: {what}', call.plain_ascii)}"
