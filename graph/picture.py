"""Where the parts of an area's graph stand in a drawing: voices, sources, findings, questions.

Four columns from left to right, as evidence flows. Within a column the parts are ordered by what
they lead to (Sugiyama, Tagawa and Toda 1981, "Methods for visual understanding of hierarchical
system structures", IEEE Transactions on Systems, Man and Cybernetics 11(2): the barycentre), so
that few lines cross. Everything is plain numbers; nothing here knows how it is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.words import id_order, number_of
from graph.drawing import wrapped

if TYPE_CHECKING:  # networkx is loaded where a graph is built
    from graph.area import AreaGraph, Node

__all__ = ["Box", "Curve", "Picture", "picture"]

_COLUMNS = ("voices", "sources", "findings", "questions")
_WIDTH, _GAP, _BETWEEN = 230.0, 130.0, 12.0
_LINE, _PAD = 15.0, 7.0
_MOST_LINES, _CELLS = 4, 34
#: Where the lines of each stance end, so that two between the same boxes can be told apart.
_SHIFT = {"supports": 0.0, "qualifies": -5.0, "contradicts": 5.0}


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the graph, where it stands, and its text in lines."""

    table: str
    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    label: str
    counts: bool
    status: str = ""
    #: Of a source: when it is dated, and its file's SHA-256.
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line between two boxes, from left to right; one within a column bends out to its left."""

    relation: str
    start: tuple[float, float]
    end: tuple[float, float]
    label: str
    #: How far it bends to the left, where both ends are in one column.
    bend: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing, as wide and high as it is."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]


def picture(graph: AreaGraph, status: Mapping[str, str]) -> Picture:
    """The drawing of a graph by source (``graph.area.area_by_source``); statuses by finding."""
    columns = _ordered(graph)
    rows = {column: [_lines(graph, node) for node in nodes] for column, nodes in columns.items()}
    heights = {
        column: sum(_high(lines) + _BETWEEN for lines in found) for column, found in rows.items()
    }
    tallest = max(heights.values(), default=0.0)
    boxes: dict[Node, Box] = {}
    for number, (column, nodes) in enumerate(columns.items()):
        y = _BETWEEN + (tallest - heights[column]) / 2
        for node, lines in zip(nodes, rows[column], strict=True):
            attributes = graph.nodes[node]
            boxes[node] = Box(
                node.table,
                node.id,
                _BETWEEN + number * (_WIDTH + _GAP),
                y,
                _WIDTH,
                _high(lines),
                tuple(lines),
                attributes["label"],
                attributes["counts"],
                status.get(node.id, "") if node.table == "findings" else "",
                ", ".join(attributes[name] for name in ("dated", "sha256") if name in attributes),
            )
            y += _high(lines) + _BETWEEN
    return Picture(
        2 * _BETWEEN + 4 * _WIDTH + 3 * _GAP,
        tallest + 2 * _BETWEEN,
        tuple(boxes.values()),
        tuple(_curves(graph, boxes)),
    )


def _lines(graph: AreaGraph, node: Node) -> list[str]:
    text = f"{node.id} {graph.nodes[node]['label']}"
    lines = wrapped(text[: _CELLS * (_MOST_LINES + 1)], _CELLS)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: _CELLS - 1]}…"]
    return lines


def _high(lines: list[str]) -> float:
    return len(lines) * _LINE + 2 * _PAD


def _ordered(graph: AreaGraph) -> dict[str, list[Node]]:
    """The nodes of each column from top to bottom."""
    columns: dict[str, list[Node]] = {column: [] for column in _COLUMNS}
    for node in graph.nodes:
        if node.table in columns:
            columns[node.table].append(node)
    onward: defaultdict[Node, list[Node]] = defaultdict(list)
    for start, target, relation in graph.edges(keys=True):
        if relation == "voiced_by":
            onward[target].append(start)
        elif relation != "derived_from":
            onward[start].append(target)
    place = {node: float(at) for at, node in enumerate(columns["questions"])}
    for column in ("findings", "sources", "voices"):
        columns[column].sort(key=lambda node: (_middle(onward[node], place), id_order(node.id)))
        # on one scale with the columns to the right, however many there are in each
        size = max(1, len(columns[column]))
        place.update({node: at / size for at, node in enumerate(columns[column])})
        if column == "findings":
            size = max(1, len(columns["questions"]))
            place.update({node: at / size for at, node in enumerate(columns["questions"])})
    return columns


def _middle(targets: list[Node], place: Mapping[Node, float]) -> float:
    known = [place[target] for target in targets if target in place]
    return sum(known) / len(known) if known else float("inf")


def _curves(graph: AreaGraph, boxes: Mapping[Node, Box]) -> list[Curve]:
    """The lines. What bears on a question is drawn only from what bears on no finding."""
    made = []
    bearing = {start for start, _, relation in graph.edges(keys=True) if relation in _SHIFT}
    for start, target, relation, attributes in graph.edges(keys=True, data=True):
        if start not in boxes or target not in boxes:
            continue
        if relation == "bears_on" and start in bearing:
            continue
        one, other = boxes[start], boxes[target]
        number = attributes.get("statements", 0)
        told = f" ({number_of(number, 'statement')})" if number else ""
        label = f"{one.id} {relation.replace('_', ' ')} {other.id}{told}"
        if relation == "voiced_by":
            one, other = other, one
        if one.x == other.x:
            bend = 30.0 + min(60.0, abs(one.y - other.y) / 8)
            made.append(Curve(relation, _left(one), _left(other), label, bend))
        else:
            shift = _SHIFT.get(relation, 0.0)
            x, y = _left(other)
            made.append(Curve(relation, _right(one), (x, y + shift), label))
    return made


def _left(box: Box) -> tuple[float, float]:
    return box.x, box.y + box.height / 2


def _right(box: Box) -> tuple[float, float]:
    return box.x + box.width, box.y + box.height / 2
