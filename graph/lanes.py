"""The lanes drawing: a row for every node, and beside the rows a bus for each bundle of arrows.

A bus gathers the arrows of one relation that lead to one node. It runs in a column of two cells
from the first of its rows to the last, with ``●`` at the node that the arrows lead to and the
relation's glyph at each node that they come from::

    ●    ◇ V1 Head of service
    └·●  □ S1 Board minutes, document
    ┌+├› “ E1 The strategy was agreed in May.
    ├+└› “ E2 All staff have seen it.
    ●    ◆ F1 Staff know the strategy.

Buses that share no row share a column. Where the columns would leave too little room for the
labels, the buses with few arrows over many rows become marks behind the label instead: ``+→F1``.
Nothing is left out without a mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import chain
from typing import Final, Literal, NamedTuple

from evidence.words import STANCES, id_order, spoken
from graph.area import AreaGraph, Node, Relation
from graph.drawing import (
    RELATIONS,
    TABLES,
    Drawn,
    Line,
    Sign,
    Span,
    clipped,
    cut,
    keyed,
    padded,
    plain,
    safe,
    width,
)

__all__ = [
    "Bus",
    "Lanes",
    "Mark",
    "Row",
    "lanes",
    "legend",
    "lines",
    "packed",
    "spans",
    "text",
]

Shape = Literal["none", "pass", "first", "middle", "last", "hub"]

_SHAPES: Final[dict[Shape, tuple[str, str]]] = {
    "none": (" ", " "),
    "pass": ("│", "|"),
    "first": ("┌", ","),
    "middle": ("├", "|"),
    "last": ("└", "`"),
    "hub": ("●", "*"),
}
_MEANINGS: Final[dict[str, str]] = {
    "supports": "supports",
    "qualifies": "qualifies",
    "contradicts": "contradicts",
    "bears_on": "tied to",
    "from": "belongs to",
    "under": "belongs to",
    "said_by": "said by",
    "voiced_by": "said by",
    "derived_from": "derived from",
    "repeats": "repeats",
}
_NODES: Final = {
    "questions": "key question",
    "findings": "finding",
    "statements": "statement",
    "sources": "source",
    "voices": "voice",
}
_COLUMN: Final = 2  # cells: the bus, and the relation's glyph
_LABEL: Final = 36  # cells that the columns leave to a row's name and label
_LEAST: Final = 16  # cells that references leave to a label
_NAME: Final = 10  # cells to which names are filled up, so that labels begin together


class Mark(NamedTuple):
    """What a bus is on one row: its shape there, and the relation where an arrow joins it."""

    shape: Shape
    relation: Relation | None = None


_NOTHING: Final = Mark("none")


@dataclass(frozen=True, slots=True)
class Row:
    """A node, its mark in each column, and the arrows shown as references: relation and target."""

    node: Node
    kind: str
    label: str
    note: str
    cells: tuple[Mark, ...]
    references: tuple[tuple[Relation, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class Bus:
    """The arrows of one relation to one node: rows by number; no column: shown as references."""

    hub: int
    relation: Relation
    members: tuple[tuple[int, Relation], ...]
    column: int | None

    @property
    def first(self) -> int:
        """The topmost row."""
        return min(self.hub, self.members[0][0])

    @property
    def last(self) -> int:
        """The lowest row."""
        return max(self.hub, self.members[-1][0])


@dataclass(frozen=True, slots=True)
class Lanes:
    """The drawing: rows from top to bottom, and the buses beside them in ``columns`` columns."""

    rows: tuple[Row, ...]
    buses: tuple[Bus, ...]
    columns: int


def lanes(graph: AreaGraph, columns: int | None = None) -> Lanes:
    """The drawing of an area's or a finding's graph, with as few columns as show every arrow.

    With ``columns`` it has no more than these, and the buses left over are references. Voices
    stand above their sources, origins above what is derived from them, statements below their
    source, and a finding below its evidence. The order does not depend on that of the graph.
    """
    order = _Order(graph).rows()
    number = {node: row for row, node in enumerate(order)}
    bundles: dict[tuple[int, str], list[tuple[int, Relation]]] = {}
    for start, target, relation in graph.edges(keys=True):
        bundle = (number[target], RELATIONS[relation].glyph)
        bundles.setdefault(bundle, []).append((number[start], relation))
    buses = []
    for (hub, _), members in sorted(bundles.items()):
        members.sort()
        buses.append(Bus(hub, members[0][1], tuple(members), None))
    rows = []
    for node in order:
        found = graph.nodes[node]
        rows.append(Row(node, found["kind"], found["label"], found["note"], ()))
    return packed(Lanes(tuple(rows), tuple(buses), 0), columns)


def packed(drawing: Lanes, columns: int | None = None) -> Lanes:
    """The same drawing in as few columns as it needs, or in no more than ``columns``."""
    placed = _columns(drawing.buses, columns)
    buses = tuple(
        Bus(bus.hub, bus.relation, bus.members, column)
        for bus, column in zip(drawing.buses, placed, strict=True)
    )
    count = 1 + max((column for column in placed if column is not None), default=-1)
    cells = [[_NOTHING] * count for _ in drawing.rows]
    references: list[list[tuple[Relation, Node]]] = [[] for _ in drawing.rows]
    for bus in buses:
        if bus.column is None:
            for row, relation in bus.members:
                references[row].append((relation, drawing.rows[bus.hub].node))
            continue
        first, last = bus.first, bus.last
        for row in range(first, last):
            cells[row][bus.column] = Mark("pass")
        for row, relation in bus.members:
            shape: Shape = "first" if row == first else "last" if row == last else "middle"
            cells[row][bus.column] = Mark(shape, relation)
        cells[bus.hub][bus.column] = Mark("hub")
    return Lanes(
        tuple(
            Row(row.node, row.kind, row.label, row.note, tuple(marks), tuple(behind))
            for row, marks, behind in zip(drawing.rows, cells, references, strict=True)
        ),
        buses,
        count,
    )


def _columns(buses: tuple[Bus, ...], limit: int | None) -> list[int | None]:
    """A column for each bus so that no two share a cell; None for those over the limit.

    Interval colouring from the top: a bus takes the first column that is free. Where all are
    taken, the one of least worth among those that meet there goes.
    """
    placed: list[int | None] = [None] * len(buses)
    if limit is not None and limit <= 0:
        return placed
    free: list[int] = []
    used = 0
    running: dict[int, int] = {}  # bus -> column
    ends: list[tuple[int, int]] = []
    for number in sorted(range(len(buses)), key=lambda n: (buses[n].first, -buses[n].last, n)):
        bus = buses[number]
        while ends and ends[0][0] < bus.first:
            _, ended = heappop(ends)
            if ended in running:
                heappush(free, running.pop(ended))
        if free:
            column = heappop(free)
        elif limit is None or used < limit:
            column = used
            used += 1
        else:
            weakest = min((*running, number), key=lambda n: _worth(buses[n], n))
            if weakest == number:
                continue
            column = running.pop(weakest)
            placed[weakest] = None
        placed[number] = running[number] = column
        heappush(ends, (bus.last, number))
    return placed


def _worth(bus: Bus, number: int) -> tuple[float, int, int]:
    """What a bus is worth beside others: many arrows on few rows."""
    return len(bus.members) ** 2 / (bus.last - bus.first), -bus.last, -number


class _Order:
    """The order of the rows: what belongs together stands together, origins first."""

    def __init__(self, graph: AreaGraph) -> None:
        self._nodes: list[Node] = list(graph)
        self._placed: dict[Node, None] = {}
        self._out: dict[Node, dict[str, list[Node]]] = {node: {} for node in self._nodes}
        self._in: dict[Node, list[tuple[str, Node]]] = {node: [] for node in self._nodes}
        for start, target, relation in graph.edges(keys=True):
            self._out[start].setdefault(relation, []).append(target)
            self._in[target].append((relation, start))
        self._statements: dict[Node, list[Node]] = {}
        for node in sorted(self._of("statements"), key=self._side):
            for source in self._onward(node, "from"):
                self._statements.setdefault(source, []).append(node)

    def rows(self) -> list[Node]:
        """Every node of the graph, once."""
        for question in self._of("questions"):
            self._placed.setdefault(question)
            findings = [start for relation, start in self._in[question] if relation == "under"]
            for finding in sorted(findings, key=_by_id):
                self._finding(finding)
            self._evidence(question)
        for finding in sorted(self._of("findings"), key=_by_id):
            self._finding(finding)
        for source in sorted(self._of("sources"), key=_by_id):
            self._source(source)
        for node in sorted(self._nodes, key=_by_id):
            self._placed.setdefault(node)
        return list(self._placed)

    def _of(self, table: str) -> list[Node]:
        return [node for node in self._nodes if node.table == table]

    def _onward(self, node: Node, relation: Relation) -> list[Node]:
        return self._out[node].get(relation, [])

    def _side(self, statement: Node) -> tuple[int, object]:
        return min(map(_rank, self._out[statement]), default=0), _by_id(statement)

    def _finding(self, finding: Node) -> None:
        if finding not in self._placed:
            self._evidence(finding)
            self._placed.setdefault(finding)

    def _evidence(self, hub: Node) -> None:
        """What bears on a finding or question: its sources, those that support it first."""
        best: dict[Node, int] = {}
        for relation, start in self._in[hub]:
            side = _rank(relation)
            for source in self._sources(start):
                best[source] = min(side, best.get(source, side))
        for source in sorted(best, key=lambda node: (best[node], _by_id(node))):
            self._source(source)

    def _sources(self, node: Node) -> Iterator[Node]:
        """The source itself, or those of a statement and of what it repeats."""
        if node.table == "sources":
            yield node
        while node.table == "statements":
            yield from self._onward(node, "from")
            repeated = self._onward(node, "repeats")
            if not repeated:
                return
            node = repeated[0]

    def _source(self, source: Node) -> None:
        """A source below its voices and what it is derived from, and above its statements."""
        waiting = [(source, False)]
        while waiting:
            node, ready = waiting.pop()
            if node in self._placed:
                continue
            if not ready:
                waiting.append((node, True))
                origins = sorted(self._onward(node, "derived_from"), key=_by_id, reverse=True)
                waiting += [(origin, False) for origin in origins]
                continue
            statements = self._statements.get(node, [])
            voices = set(self._onward(node, "voiced_by"))
            voices.update(chain.from_iterable(self._onward(s, "said_by") for s in statements))
            self._placed.update(dict.fromkeys(sorted(voices - self._placed.keys(), key=_by_id)))
            self._placed.update(dict.fromkeys((node, *statements)))


def _by_id(node: Node) -> tuple[object, str]:
    return id_order(node.id), node.table


def _rank(relation: str) -> int:
    return STANCES.index(relation) if relation in STANCES else len(STANCES)


def lines(drawing: Lanes, cells: int, plain_ascii: bool = False) -> list[Drawn]:
    """The drawing in lines of at most ``cells``, each about its node.

    It is packed anew where its columns leave too little room. A row has more than one line only
    where its references do not fit behind its label.
    """
    drawing = _for(drawing, cells)
    names = [safe(row.node.id, plain_ascii) for row in drawing.rows]
    name_cells = min(_NAME, max(map(width, names), default=0))
    gutter = _COLUMN * drawing.columns + (1 if drawing.columns else 0)
    made: list[Drawn] = []
    for number, (row, name) in enumerate(zip(drawing.rows, names, strict=True)):
        sign = TABLES[row.node.table]
        line: Line = [span for mark in row.cells for span in _drawn(mark, row.note, plain_ascii)]
        line.append((" " if line else "", ""))
        line += [(f"{sign.on(plain_ascii)} ", sign.style), (padded(name, name_cells), "strong")]
        room = cells - sum(width(part) for part, _ in line)
        behind, below = _split(row.references, room - _LEAST, plain_ascii)
        room -= sum(width(part) for part, _ in behind)
        label = _label(row, room, plain_ascii)
        gap = room - sum(width(part) for part, _ in label) if behind else 0
        line += [*label, (" " * gap, ""), *behind]
        made.append(Drawn(row.node, cut(line, cells, plain_ascii)))
        if below:
            running = {bus.column for bus in drawing.buses if bus.first <= number < bus.last}
            indent: Line = [
                span
                for column in range(drawing.columns)
                for span in _drawn(Mark("pass") if column in running else _NOTHING, "", plain_ascii)
            ]
            indent.append((" " * 2, ""))
            made += [
                Drawn(row.node, cut([*indent, *marks], cells, plain_ascii))
                for marks in _rows_of(below, cells - gutter - 1, plain_ascii)
            ]
    return made


def _for(drawing: Lanes, cells: int) -> Lanes:
    """The drawing with no more columns than leave room for labels in lines of ``cells``."""
    fitting = max(0, (cells - min(_LABEL, cells // 2) - 1) // _COLUMN)
    return packed(drawing, fitting) if drawing.columns > fitting else drawing


@lru_cache(maxsize=256)
def _drawn(mark: Mark, note: str, plain_ascii: bool) -> tuple[Span, ...]:
    """A bus on one row; what does not count has no colour."""
    shape = _SHAPES[mark.shape][plain_ascii]
    if mark.relation is None:
        return ((f"{shape} ", "accent" if mark.shape == "hub" else "muted"),)
    sign = RELATIONS[mark.relation]
    return (shape, "muted"), (sign.on(plain_ascii), "muted" if note else sign.style)


def _label(row: Row, room: int, plain_ascii: bool) -> Line:
    note = f" ({row.note})" if row.note else ""
    kind = f", {spoken(row.kind)}" if row.node.table == "sources" else ""
    label = clipped(row.label, room - len(note) - 1, plain_ascii)
    made = [(note, "warn"), (f" {label}", "muted" if note else "")]
    if len(note) + 1 + width(label) + len(kind) <= room:
        made.append((kind, "muted"))
    return cut(made, room, plain_ascii)


def _reference(relation: Relation, target: Node, plain_ascii: bool) -> Line:
    sign = RELATIONS[relation]
    arrow = ">" if plain_ascii else "→"
    return [
        (f" {sign.on(plain_ascii)}", sign.style),
        (f"{arrow}{safe(target.id, plain_ascii)}", "accent"),
    ]


def _split(
    references: Iterable[tuple[Relation, Node]], room: int, plain_ascii: bool
) -> tuple[Line, list[tuple[Relation, Node]]]:
    """The marks that fit behind a label, and the references for which there is no room."""
    behind: Line = []
    below: list[tuple[Relation, Node]] = []
    for relation, target in references:
        mark = _reference(relation, target, plain_ascii)
        room -= sum(width(part) for part, _ in mark)
        if room >= 0:
            behind += mark
        else:
            below.append((relation, target))
    return behind, below


def _rows_of(
    references: list[tuple[Relation, Node]], room: int, plain_ascii: bool
) -> Iterator[Line]:
    """References as rows of marks; one that is longer than a row has a row to itself."""
    while references:
        marks, left = _split(references, room, plain_ascii)
        if not marks:
            marks, left = _reference(*references[0], plain_ascii), references[1:]
        yield marks
        references = left


def legend(drawing: Lanes, cells: int, plain_ascii: bool = False) -> list[Line]:
    """What the drawing's glyphs mean, in lines of at most ``cells``."""
    drawing = _for(drawing, cells)
    tables = {row.node.table for row in drawing.rows}
    items = [(sign, _NODES[table]) for table, sign in TABLES.items() if table in tables]
    relations = {relation for bus in drawing.buses for _, relation in bus.members}
    meanings = {
        RELATIONS[relation]: meaning
        for relation, meaning in _MEANINGS.items()
        if relation in relations
    }
    items += meanings.items()
    if drawing.columns:
        items.append((Sign(*_SHAPES["hub"], "accent"), "the row it leads to"))
    if any(row.references for row in drawing.rows):
        items.append((Sign("→", ">", "accent"), "leads to the row of that id"))
    return keyed(items, cells, plain_ascii)


def spans(drawing: Lanes, cells: int, plain_ascii: bool = False) -> list[Line]:
    """The drawing and what its glyphs mean, as lines of spans."""
    drawn = [line.spans for line in lines(drawing, cells, plain_ascii)]
    return [*drawn, [], *legend(drawing, cells, plain_ascii)] if drawn else []


def text(drawing: Lanes, cells: int, plain_ascii: bool = False) -> list[str]:
    """The drawing and what its glyphs mean, as lines of text."""
    return [plain(line) for line in spans(drawing, cells, plain_ascii)]
