"""`triangulate gaps`: what is missing or unsettled, and what would close it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evidence.commands import DismissGap, RecallGap
from evidence.faults import refuse
from evidence.words import AREAS
from graph.drawing import wrapped
from graph.gaps import CODES, PHASES, Gap, every_gap
from graph.review import Wanted
from graph.standing import Standing, Standings, counted
from graph.status import Assessments
from tui.commands import options
from tui.commands.call import Call
from tui.settings import today

if TYPE_CHECKING:
    from evidence.folder import InspectionFolder

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("--area", choices=AREAS, help="only what this area lacks")
    parser.add_argument(
        "--code", action="append", choices=CODES, help="only this kind of gap; may be repeated"
    )
    parser.add_argument("--question", metavar="ID", help="only what bears on this key question")
    parser.add_argument("--source", metavar="ID", help="only what this source is part of")
    parser.add_argument("--phase", choices=PHASES, help="only what is to be closed then")
    parser.add_argument(
        "--dismissed", action="store_true", help="also those that were set aside, and why"
    )
    parser.add_argument("--dismiss", metavar="GAP", help="set this gap aside, such as 'stale F3'")
    parser.add_argument("--reason", metavar="TEXT", help="why it is set aside")
    parser.add_argument("--recall", metavar="GAP", help="take up again what was set aside")


def run(call: Call) -> int:
    """See CommandModule."""
    day, given = today(), call.options
    changes = given.dismiss is not None or given.recall is not None
    with call.writing() if changes else call.reading() as folder:
        state, programme = folder.state, folder.programme
        shown = f"`triangulate programmes --show {programme.id}` lists them"
        if given.question is not None and given.question not in programme.questions:
            raise refuse(
                "--question", f'no key question "{given.question}" in {programme.id}: {shown}'
            )
        if given.source is not None and given.source not in state.sources:
            raise refuse("--source", f'no source "{given.source}": `triangulate dump` lists them')
        found = every_gap(state, programme, Assessments(state, programme, day), day)
        if changes:
            _set(folder, found, given)
            found = every_gap(state, programme, Assessments(state, programme, day), day)
        wanted = Wanted(
            codes=frozenset(given.code or ()),
            area=given.area,
            question=given.question,
            source=given.source,
            phase=given.phase,
        )
        aside = sum(gap.dismissed is not None for gap in found)
        found = [
            gap
            for gap in found
            if (gap.dismissed is None or given.dismissed) and wanted.holds(state, programme, gap)
        ]
        standings = Standings(state, day)
        standing = [(gap, standings.of(gap)) for gap in found]
    document = {"gaps": [gap.plain() | stands.plain() for gap, stands in standing]}
    call.answer(document, _lines(standing, aside, call))
    return 0


def _set(folder: InspectionFolder, found: Sequence[Gap], given: Namespace) -> None:
    """Set a gap aside, or take one up again. Raises Refused."""
    if given.recall is not None:
        dismissal = folder.state.dismissals.get(" ".join(given.recall.split()))
        if dismissal is None:
            raise refuse(
                "--recall",
                f'no gap "{given.recall}" is set aside: `gaps --dismissed` lists those that are',
            )
        folder.execute(RecallGap(dismissal.gap))
    if given.dismiss is not None:
        named = " ".join(given.dismiss.split())
        gap = next((gap for gap in found if gap.key == named), None)
        if gap is None:
            raise refuse("--dismiss", f'no gap "{named}": a gap is named as `gaps` lists it')
        folder.execute(DismissGap(gap.reference, given.reason or ""))


def _lines(found: Sequence[tuple[Gap, Standing]], aside: int, call: Call) -> Iterator[str]:
    cells, plain_ascii = call.cells, call.plain_ascii
    shows = "" if call.options.dismissed else " (--dismissed shows them)"
    count = str(counted(found))
    yield f"{count}; {aside} more set aside{shows}" if aside else count
    code = None
    indent = " " * 4
    for gap, standing in found:
        if gap.code != code:
            code = gap.code
            yield ""
            yield f"{code} ({gap.severity})"
        text = f"{standing.told}: {gap.text}" if standing.told else gap.text
        first, *others = wrapped(text, cells - len(indent), plain_ascii)
        yield f"  - {first}"
        yield from (indent + line for line in others)
        settled = wrapped(f"to settle: {gap.settles}", cells - len(indent) - 2, plain_ascii)
        yield from (f"{indent}  {line}" for line in settled)
        if gap.dismissed is not None:
            who = ", ".join(filter(None, (gap.dismissed.by, (gap.dismissed.at or "")[:10])))
            told = f"set aside{f' ({who})' if who else ''}: {gap.dismissed.reason}"
            lines = wrapped(told, cells - len(indent) - 2, plain_ascii)
            yield from (f"{indent}  {line}" for line in lines)
