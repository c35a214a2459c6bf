"""The lanes drawing shows every node and every arrow, and can be read back."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from networkx import MultiDiGraph

import graph.lanes
from evidence.words import AREAS
from graph.area import Node, area_by_source, area_graph, finding_graph
from graph.drawing import RELATIONS, TABLES, Drawn, plain
from graph.lanes import Bus, Mark, Row, lanes, legend, lines, packed, spans, text
from tests.bundles import bundles
from tests.graph.example import example
from tests.graph.hostile import assert_fits, hostile_bundles
from tests.loaded import PROBATION, state_of

NONE, PASS, HUB = Mark("none"), Mark("pass"), Mark("hub")
GOES_ON, ENDS, HERE = "├|", "└`", "●*"


def disputed() -> Any:
    """The graph of the example's disputed finding."""
    return finding_graph(state_of(example()), "F1")


def simple() -> Any:
    """A finding on two statements of one source."""
    bundle = {
        "voices": [{"id": "V1", "role": "Head of service"}],
        "sources": [{"id": "S1", "title": "Board minutes", "kind": "document", "voices": ["V1"]}],
        "statements": [
            {"id": "E1", "source": "S1", "quote": "The strategy was agreed in May."},
            {"id": "E2", "source": "S1", "quote": "All staff have seen it."},
        ],
        "findings": [{"id": "F1", "question": "PS.1.1.1", "text": "Staff know the strategy."}],
        "links": [
            {"statement": statement, "finding": "F1", "stance": "supports"}
            for statement in ("E1", "E2")
        ],
    }
    return finding_graph(state_of(bundle), "F1")


def test_the_drawing_is_a_value() -> None:
    """Rows in order with their marks, and buses that share a column where no row is shared."""
    drawing = lanes(simple())
    assert drawing.rows == (
        Row(Node("voices", "V1"), "", "Head of service", "", (HUB, NONE)),
        Row(
            Node("sources", "S1"),
            "document",
            "Board minutes",
            "",
            (Mark("last", "voiced_by"), HUB),
        ),
        Row(
            Node("statements", "E1"),
            "statement",
            "The strategy was agreed in May.",
            "",
            (Mark("first", "supports"), Mark("middle", "from")),
        ),
        Row(
            Node("statements", "E2"),
            "statement",
            "All staff have seen it.",
            "",
            (Mark("middle", "supports"), Mark("last", "from")),
        ),
        Row(Node("findings", "F1"), "neutral", "Staff know the strategy.", "", (HUB, NONE)),
    )  # fmt: skip
    assert drawing.buses == (
        Bus(0, "voiced_by", ((1, "voiced_by"),), 0),
        Bus(1, "from", ((2, "from"), (3, "from")), 1),
        Bus(4, "supports", ((2, "supports"), (3, "supports")), 0),
    )
    assert drawing.columns == 2


def test_the_documentation_shows_what_is_drawn() -> None:
    drawn = "\n".join(f"    {plain(line.spans)}" for line in lines(lanes(simple()), 77))
    assert drawn in (graph.lanes.__doc__ or "")


def test_both_sides_and_their_origins_are_seen() -> None:
    assert text(lanes(disputed()), 77) == [
        "●          ◇ V1 Head of service",
        "└·● ●      □ S1 Board minutes, document",
        "┌+│ └›●    “ E1 Every post is filled.",
        "│ └↩● │    □ S2 Annual report, document",
        "│ ┌~└›└=   “ E2 All posts were filled.",
        "│ │ ●      ◇ V2 Practitioners, North",
        "│ │ ├·●    □ S3 North team, focus group",
        "│ │ └·└›┌− “ E3 Two of us have left and nobody came.",
        "● ●     ●  ◆ F1 There are enough staff.",
        "",
        "◆ finding  “ statement  □ source  ◇ voice  + supports  ~ qualifies",
        "− contradicts  › belongs to  · said by  ↩ derived from  = repeats",
        "● the row it leads to",
    ]


def test_a_terminal_without_glyphs_gets_the_same_in_ascii() -> None:
    assert text(lanes(disputed()), 53, plain_ascii=True) == [
        "*          o V1 Head of service",
        "`.* *      # S1 Board minutes, document",
        ',+| `>*    " E1 Every post is filled.',
        "| `<* |    # S2 Annual report, document",
        '| ,~`>`=   " E2 All posts were filled.',
        "| | *      o V2 Practitioners, North",
        "| | |.*    # S3 North team, focus group",
        '| | `.`>,- " E3 Two of us have left and nobody came.',
        "* *     *  ! F1 There are enough staff.",
        "",
        '! finding  " statement  # source  o voice  + supports',
        "~ qualifies  - contradicts  > belongs to  . said by",
        "< derived from  = repeats  * the row it leads to",
    ]


def test_where_columns_lack_long_buses_of_few_arrows_become_references() -> None:
    """An arrow without a column is a mark that names the row it leads to."""
    drawn = [plain(line.spans) for line in lines(lanes(disputed(), 2), 60)]
    assert drawn == [
        "●    ◇ V1 Head of service",
        "└·●  □ S1 Board minutes, document",
        "● └› “ E1 Every post is filled.                         +→F1",
        "│ ●  □ S2 Annual report, document                       ↩→S1",
        "└=└› “ E2 All posts were filled.                        ~→F1",
        "●    ◇ V2 Practitioners, North",
        "├·●  □ S3 North team, focus group",
        "└·└› “ E3 Two of us have left and nobody came.          −→F1",
        "     ◆ F1 There are enough staff.",
    ]


def test_references_that_do_not_fit_behind_a_label_stand_below_it() -> None:
    drawing = lanes(disputed(), 0)
    drawn = lines(drawing, 28)
    assert [plain(line.spans) for line in drawn][5:7] == [
        "“ E2 All posts were fi… =→E1",
        "   ›→S2 ~→F1",
    ]
    assert drawn[5].about == drawn[6].about == ("statements", "E2")
    assert legend(drawing, 77)[-1][-1] == (" leads to the row of that id", "muted")


def test_what_does_not_count_says_so_and_has_no_colour() -> None:
    drawn = spans(lanes(finding_graph(state_of(example()), "F2")), 77)
    assert drawn[1] == [
        ("└›┌+", "muted"),
        (" ", ""),
        ("“ ", "muted"),
        ("E5", "strong"),
        (" (not counted)", "warn"),
        (" Nine in ten are content.", "muted"),
    ]
    counted = spans(lanes(disputed()), 77)[2]
    assert counted[:2] == [("┌", "muted"), ("+", "good")]


def test_an_empty_graph_is_an_empty_drawing() -> None:
    drawing = lanes(area_graph(state_of({}), PROBATION, "weather"))
    assert (drawing.rows, drawing.buses, drawing.columns) == ((), (), 0)
    assert text(drawing, 77) == []


def graphs_of(bundle: dict[str, Any]) -> list[Any]:
    """Every graph that may be drawn of a bundle."""
    state = state_of(bundle)
    areas = [area_graph(state, PROBATION, area) for area in AREAS]
    findings = [finding_graph(state, finding) for finding in state.findings]
    return [*areas, *(area_by_source(state, PROBATION, area) for area in AREAS), *findings]


def read_back(drawn: list[Drawn], columns: int) -> set[tuple[Any, Any, str]]:
    """The arrows that a reader finds in a drawing: from, to, and the relation's glyph."""
    found: set[tuple[Any, Any, str]] = set()
    rows = [line for n, line in enumerate(drawn) if n == 0 or drawn[n - 1].about != line.about]
    texts = [plain(line.spans).ljust(2 * columns) for line in rows]
    by_name = {line.about[1]: line.about for line in rows if line.about}
    for line in drawn:
        for glyph, name in re.findall(r"(\S)→(\S+)", plain(line.spans)):
            found.add((line.about, by_name[name], glyph))
    for column in range(0, 2 * columns, 2):
        hub: Any = None
        members: list[tuple[Any, str]] = []
        for number, line in enumerate(rows):
            shape, glyph = texts[number][column : column + 2]
            if shape in HERE:
                assert hub is None
                hub = line.about
            elif shape != " " and glyph != " ":
                members.append((line.about, glyph))
            below = texts[number + 1][column] if number + 1 < len(rows) else " "
            # a bus goes on where the next row joins it from above, or to its hub
            if below in GOES_ON + ENDS + "│|" or (below in HERE and hub is None and members):
                continue
            assert bool(members) == (hub is not None)
            found |= {(start, hub, sign) for start, sign in members}
            hub, members = None, []
    return found


def arrows_of(drawn: MultiDiGraph) -> set[tuple[Any, Any, str]]:
    """The same of the graph itself."""
    return {
        (start, target, RELATIONS[relation].glyph)
        for start, target, relation in drawn.edges(keys=True)
    }


@given(bundles(max_statements=20, max_sources=8), st.integers(56, 140))
@settings(deadline=None, max_examples=150)
def test_a_reader_finds_every_node_once_and_every_arrow(bundle: dict[str, Any], cells: int) -> None:
    """In any width, the lines alone give the graph back."""
    for drawn_graph in graphs_of(bundle):
        drawing = lanes(drawn_graph)
        assert sorted(row.node for row in drawing.rows) == sorted(drawn_graph)
        shown = lines(drawing, cells)
        fitting = (cells - min(36, cells // 2) - 1) // 2
        columns = packed(drawing, min(fitting, drawing.columns)).columns
        assert read_back(shown, columns) == arrows_of(drawn_graph)
        assert_fits([plain(line.spans) for line in shown], cells, plain_ascii=False)


@given(bundles(max_statements=20, max_sources=8), st.integers(0, 12))
@settings(deadline=None)
def test_every_arrow_is_on_a_bus_or_a_reference(bundle: dict[str, Any], columns: int) -> None:
    """With few columns as with many, and no two buses share a cell."""
    for drawn_graph in graphs_of(bundle):
        whole = lanes(drawn_graph)
        drawing = packed(whole, columns)
        assert drawing.columns <= columns
        assert drawing == lanes(drawn_graph, columns)
        assert packed(drawing) == whole
        node = [row.node for row in drawing.rows]
        held = {
            (node[row], node[bus.hub], relation)
            for bus in drawing.buses
            for row, relation in bus.members
        }
        assert held == set(drawn_graph.edges(keys=True))
        aside = [bus for bus in drawing.buses if bus.column is None]
        assert sum(len(bus.members) for bus in aside) == sum(
            len(row.references) for row in drawing.rows
        )
        taken: set[tuple[int, int]] = set()
        for bus in drawing.buses:
            if bus.column is not None:
                cells = {(row, bus.column) for row in range(bus.first, bus.last + 1)}
                assert taken.isdisjoint(cells)
                taken |= cells


@given(bundles(max_statements=16))
@settings(deadline=None)
def test_no_drawing_has_more_columns_than_meet_on_a_row(bundle: dict[str, Any]) -> None:
    """Interval colouring from the top is as narrow as can be."""
    for drawn_graph in graphs_of(bundle):
        drawing = lanes(drawn_graph)
        meeting = [
            sum(bus.first <= row <= bus.last for bus in drawing.buses)
            for row in range(len(drawing.rows))
        ]
        assert drawing.columns == max(meeting, default=0)


@given(bundles(max_statements=16))
@settings(deadline=None)
def test_evidence_stands_above_what_rests_on_it(bundle: dict[str, Any]) -> None:
    """Origins above what is derived from them, sources above statements, findings last."""
    for drawn_graph in graphs_of(bundle):
        row = {each.node: n for n, each in enumerate(lanes(drawn_graph).rows)}
        for start, target, relation in drawn_graph.edges(keys=True):
            if relation in ("derived_from", "from", "said_by", "voiced_by", "under"):
                assert row[target] < row[start]
            if relation in ("supports", "qualifies", "contradicts") and "finding" in (
                drawn_graph.graph
            ):
                assert row[start] < row[target]


@given(hostile_bundles(), st.integers(0, 100), st.booleans())
@settings(deadline=None)
def test_hostile_text_neither_breaks_nor_widens_a_drawing(
    bundle: dict[str, Any], cells: int, plain_ascii: bool
) -> None:
    for drawn_graph in graphs_of(bundle):
        assert_fits(text(lanes(drawn_graph), cells, plain_ascii), cells, plain_ascii)


def test_long_ids_of_any_script_are_drawn() -> None:
    """An id may have a hundred characters of two cells each."""
    drawn_graph = disputed()
    name = "界" * 100
    drawn_graph.add_node(
        Node("sources", name), table="sources", kind="data", label="x", counts=True, note=""
    )
    drawn_graph.add_edge(Node("sources", "S1"), Node("sources", name), "derived_from")
    for cells in range(120):
        for columns in (0, 9):
            assert_fits(text(lanes(drawn_graph, columns), cells), cells, plain_ascii=False)


def test_a_chain_of_any_length_is_drawn() -> None:
    """A thousand sources, each derived from the one before, need no recursion."""
    count = 1500
    sources: list[dict[str, Any]] = [{"id": "S0", "kind": "document"}]
    sources += [
        {"id": f"S{n}", "kind": "document", "derived_from": [f"S{n - 1}"]} for n in range(1, count)
    ]
    bundle = {
        "sources": sources,
        "statements": [{"id": "E1", "source": f"S{count - 1}", "quote": "It is said."}],
        "findings": [{"id": "F1", "question": "PS.1.1.1", "text": "So it is."}],
        "links": [{"statement": "E1", "finding": "F1", "stance": "supports"}],
    }
    drawing = lanes(finding_graph(state_of(bundle), "F1"))
    assert [row.node.id for row in drawing.rows] == [*(f"S{n}" for n in range(count)), "E1", "F1"]
    assert drawing.columns == 2


def test_every_table_has_a_sign() -> None:
    assert set(TABLES) == {row.node.table for row in lanes(_people()).rows}


def _people() -> Any:
    return area_graph(state_of(example()), PROBATION, "people")
