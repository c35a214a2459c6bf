"""`triangulate status`: how each finding is known, why, and what would settle it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence.model import Inspection
from evidence.words import AREAS, Area, id_order, spoken
from graph.drawing import STATUSES, wrapped
from graph.gaps import gaps
from graph.standing import Standings, counted
from graph.status import Assessment, Assessments, Status, count_by_area
from tui.commands import options
from tui.commands.call import Call
from tui.settings import today

__all__ = ["declare", "run"]

_LABEL = 12


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("--area", choices=AREAS, help="only this area")


def run(call: Call) -> int:
    """See CommandModule."""
    with call.reading() as folder:
        state, programme = folder.state, folder.programme
        assessments = Assessments(state, programme, today())
        areas = count_by_area(assessments, programme)
        wanted = [
            assessments[finding]
            for question in programme.questions
            if call.options.area in (None, programme.area_of[question])
            for finding in sorted(state.findings_of_question.get(question, {}), key=id_order)
        ]
        counts = {area: n for area, n in areas.items() if call.options.area in (None, area)}
        if call.options.json:
            document: dict[str, Any] = {
                "findings": [assessment.plain() for assessment in wanted],
                "areas": counts,
            }
            call.answer(document, ())
        else:
            lines = [*_lines(state.inspection, wanted, counts, call)]
            if call.options.area is None:
                found = gaps(state, programme, assessments, today())
                standings = Standings(state, today())
                lines += ["", str(counted((gap, standings.of(gap)) for gap in found))]
            call.answer({}, lines)
    return 0


def _lines(
    inspection: Inspection,
    assessments: Sequence[Assessment],
    counts: Mapping[Area, Mapping[Status, int]],
    call: Call,
) -> Iterator[str]:
    plain_ascii = call.plain_ascii
    title = " - ".join(filter(None, (inspection.title, inspection.marking)))
    yield from wrapped(title, call.cells, plain_ascii)
    for area, found in counts.items():
        said = ", ".join(f"{number} {spoken(status)}" for status, number in found.items() if number)
        yield ""
        yield from wrapped(f"{area.upper()}: {said or 'no findings'}", call.cells, plain_ascii)
        for assessment in assessments:
            if assessment.area == area:
                yield from _finding(assessment, call.cells, plain_ascii)


def _finding(assessment: Assessment, cells: int, plain_ascii: bool) -> Iterator[str]:
    sign = STATUSES[assessment.status].on(plain_ascii)
    accepted = " (accepted)" if assessment.accepted else ""
    supports = assessment.supports
    sides = (
        f"{supports.lines} for, {assessment.qualifies.lines} qualifying, "
        f"{assessment.contradicts.lines} against"
    )
    counted = (
        f"kinds {supports.kinds}, perspectives {supports.perspectives}, "
        f"recorders {supports.recorders}"
    )
    parts = [
        ("", f"{assessment.finding.id}  {assessment.finding.text}"),
        ("why", assessment.reason),
        ("lines", f"{sides}; for it: {counted}"),
        ("fails", ", ".join(spoken(test) for test in assessment.failed)),
        ("rests on", ", ".join(assessment.rests_on)),
        *(("settles", str(settling)) for settling in assessment.settles),
    ]
    yield ""
    yield f"  {sign} {spoken(assessment.status)}{accepted}  ({assessment.finding.question})"
    for label, text in parts:
        if not text:
            continue
        indent = " " * (_LABEL + 4) if label else " " * 4
        first, *others = wrapped(text, cells - len(indent), plain_ascii)
        yield f"    {label.ljust(_LABEL)}{first}" if label else f"{indent}{first}"
        for line in others:
            yield indent + line
