"""`triangulate graph`: an area's graph as lanes, as an outline, or as the convergence matrix."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from evidence.faults import refuse
from evidence.programme import Programme
from evidence.state import State
from evidence.words import AREAS, KINDS
from graph import matrix as matrices
from graph import outline as outlines
from graph.status import Assessments
from tui.commands import options
from tui.commands.call import Call
from tui.settings import today

__all__ = ["declare", "run"]

_FORMS = ("lanes", "outline", "matrix")


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("--area", choices=(*AREAS, "all"), help="the area; a matrix may show all")
    parser.add_argument("--form", choices=_FORMS, default="lanes", help="how to draw it")


def run(call: Call) -> int:
    """See CommandModule."""
    form, area = call.options.form, call.options.area
    if form == "matrix":
        area = None if area == "all" else area
    elif area in (None, "all"):
        raise refuse("--area", f"name one, for {form}: {', '.join(AREAS)}")
    with call.reading() as folder:
        state, programme = folder.state, folder.programme
        if area is not None and area not in programme.area_of.values():
            known = f"there are {', '.join(dict.fromkeys(programme.area_of.values()))}"
            raise refuse("--area", f"the programme {programme.id} has no area {area}: {known}")
        draw = {"lanes": _lanes, "outline": _outline, "matrix": _matrix}[form]
        document, lines = draw(state, programme, area, call)
        call.answer({"area": area or "all", "form": form, **document}, lines)
    return 0


_Drawing = tuple[dict[str, Any], Iterator[str]]


def _lanes(state: State, programme: Programme, area: str, call: Call) -> _Drawing:
    from graph.area import area_graph
    from graph.lanes import lanes, text

    graph = area_graph(state, programme, area)
    document = {
        "nodes": [
            {"table": node.table, "id": node.id, **attributes}
            for node, attributes in graph.nodes(data=True)
        ],
        "arrows": [
            {
                "from": {"table": start.table, "id": start.id},
                "to": {"table": target.table, "id": target.id},
                **attributes,
            }
            for start, target, attributes in graph.edges(data=True)
        ],
    }
    return document, iter(text(lanes(graph), call.cells, call.plain_ascii))


def _outline(state: State, programme: Programme, area: str, call: Call) -> _Drawing:
    assessments = Assessments(state, programme, today())
    drawing = outlines.outline(state, programme, area, lambda finding: assessments[finding].status)
    document = {"rows": [asdict(row) for row in drawing.rows]}
    return document, iter(outlines.text(drawing, call.cells, call.plain_ascii))


def _matrix(state: State, programme: Programme, area: str | None, call: Call) -> _Drawing:
    drawing = matrices.convergence(state, programme, area)
    rows = [
        {
            "question": row.question,
            "area": row.area,
            "text": row.text,
            "cells": {kind: asdict(cell) for kind, cell in zip(KINDS, row.cells, strict=True)},
        }
        for row in drawing.rows
    ]
    return {"rows": rows}, iter(matrices.text(drawing, call.cells, call.plain_ascii))
