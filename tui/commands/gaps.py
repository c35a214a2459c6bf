"""`triangulate gaps`: what is missing or unsettled, and what would close it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence

from evidence.words import AREAS
from graph.drawing import wrapped
from graph.gaps import CODES, Gap, gaps
from graph.status import Assessments
from graph.whereabouts import areas_of_gap
from tui.commands import options
from tui.commands.call import Call
from tui.settings import today

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("--area", choices=AREAS, help="only what this area lacks")
    parser.add_argument(
        "--code", action="append", choices=CODES, help="only this kind of gap; may be repeated"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    day, area, codes = today(), call.options.area, call.options.code
    with call.reading() as folder:
        state, programme = folder.state, folder.programme
        found = [
            gap
            for gap in gaps(state, programme, Assessments(state, programme, day), day)
            if (not codes or gap.code in codes)
            and (area is None or area in areas_of_gap(state, programme, gap.about))
        ]
    document = {"gaps": [gap.plain() for gap in found]}
    call.answer(document, _lines(found, call.cells, call.plain_ascii))
    return 0


def _lines(found: Sequence[Gap], cells: int, plain_ascii: bool) -> Iterator[str]:
    planned = sum(gap.planned for gap in found)
    count = f"{len(found)} gap{'' if len(found) == 1 else 's'}"
    yield f"{count}, {planned} of them planned for fieldwork" if planned else count
    code = None
    indent = " " * 4
    for gap in found:
        if gap.code != code:
            code = gap.code
            yield ""
            yield f"{code} ({gap.severity})"
        text = f"{'planned: ' if gap.planned else ''}{gap.text}"
        first, *others = wrapped(text, cells - len(indent), plain_ascii)
        yield f"  - {first}"
        yield from (indent + line for line in others)
        settled = wrapped(f"to settle: {gap.settles}", cells - len(indent) - 2, plain_ascii)
        yield from (f"{indent}  {line}" for line in settled)
