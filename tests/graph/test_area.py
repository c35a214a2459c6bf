"""The area graph: what belongs to it, and that editing it in place gives what building it gives."""

from __future__ import annotations

from random import Random
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Link, Statement, Voice
from evidence.state import Change, State, adding
from evidence.words import AREAS, STANCES
from graph.area import Node, area_by_source, area_graph, finding_graph, update_area_graph
from graph.counting import counts, original, sides
from graph.lanes import lanes
from tests.bundles import bundles
from tests.graph.example import OTHER, QUESTION, example
from tests.loaded import PROBATION, state_of

V1, V2 = Node("voices", "V1"), Node("voices", "V2")
S1, S2, S3, S4 = (Node("sources", f"S{n}") for n in range(1, 5))
E1, E2, E3, E4, E5 = (Node("statements", f"E{n}") for n in range(1, 6))
F1, F2 = Node("findings", "F1"), Node("findings", "F2")
Q1, Q2 = Node("questions", QUESTION), Node("questions", OTHER)


def whole(graph: Any) -> tuple[Any, Any]:
    """The graph as a value, whatever the order in which it was made."""
    arrows = {(start, target, key): found for start, target, key, found in _arrows(graph)}
    return dict(graph.nodes(data=True)), arrows


def _arrows(graph: Any) -> Any:
    return graph.edges(keys=True, data=True)


def test_an_area_holds_its_questions_and_all_that_bears_on_them() -> None:
    """Each relation is there once, and arrows of what does not count say so."""
    graph = area_graph(state_of(example()), PROBATION, "people")
    questions = [Node("questions", question.id) for question in PROBATION.questions_in("people")]
    assert list(graph) == [
        *questions, F1, F2, E1, E2, E3, E4, E5, S1, S2, S3, S4, V1, V2
    ]  # fmt: skip
    assert list(graph.edges(keys=True, data="counts")) == [
        (F1, Q1, "under", True),
        (F2, Q2, "under", True),
        (E1, F1, "supports", True),
        (E1, S1, "from", True),
        (E2, F1, "qualifies", True),
        (E2, S2, "from", True),
        (E2, E1, "repeats", True),
        (E3, F1, "contradicts", True),
        (E3, S3, "from", True),
        (E3, V2, "said_by", True),
        (E4, Q1, "bears_on", True),
        (E4, S3, "from", True),
        (E5, F2, "supports", False),
        (E5, S4, "from", True),
        (S1, V1, "voiced_by", True),
        (S2, S1, "derived_from", True),
        (S3, V2, "voiced_by", True),
    ]
    assert graph.nodes[S4] == {
        "table": "sources",
        "kind": "survey",
        "label": "Old survey",
        "counts": False,
        "note": "doubtful",
    }
    assert graph.nodes[E5]["note"] == "not counted"
    assert graph.graph == {"area": "people"}


def test_a_finding_has_only_its_own_evidence_and_where_that_comes_from() -> None:
    """Another finding's statements are not there, nor what is tied to the question."""
    graph = finding_graph(state_of(example()), "F1")
    assert set(graph) == {F1, E1, E2, E3, S1, S2, S3, V1, V2}
    assert set(graph.predecessors(F1)) == {E1, E2, E3}


def test_what_a_linked_statement_repeats_is_there_without_a_link_of_its_own() -> None:
    """The original and its source come with the statement that repeats it."""
    bundle = example()
    bundle["links"] = [{"statement": "E2", "finding": "F1", "stance": "supports"}]
    graph = finding_graph(state_of(bundle), "F1")
    assert set(graph) == {F1, E2, E1, S1, S2, V1}


def test_an_area_without_such_a_name_is_empty() -> None:
    assert not area_graph(state_of(example()), PROBATION, "weather")


def test_sources_stand_for_their_statements() -> None:
    """What does not count is left out, and a repetition speaks for the original's source."""
    graph = area_by_source(state_of(example()), PROBATION, "people")
    assert set(graph.edges(keys=True)) == {
        (F1, Q1, "under"),
        (F2, Q2, "under"),
        (S1, F1, "supports"),
        (S1, F1, "qualifies"),
        (S3, F1, "contradicts"),
        (S3, Q1, "bears_on"),
        (S1, V1, "voiced_by"),
        (S3, V2, "voiced_by"),
    }
    assert graph.edges[S1, F1, "supports"]["statements"] == 1


@given(bundles(max_statements=14))
@settings(deadline=None)
def test_arrows_are_those_of_the_records(bundle: dict[str, Any]) -> None:
    """Every link under the area is an arrow, and no other; it counts where the link counts."""
    state = state_of(bundle)
    for area in AREAS:
        graph = area_graph(state, PROBATION, area)
        found = {
            (start.id, relation, target.id): found["counts"]
            for start, target, relation, found in _arrows(graph)
            if relation in STANCES
        }
        assert found == {
            (link.statement, link.stance, link.finding): counts(state, link.statement)
            for link in state.links.values()
            if PROBATION.area_of[state.findings[link.finding].question] == area
        }
        assert nx.is_directed_acyclic_graph(graph)
        for node in graph:
            if node.table not in ("questions", "findings"):
                assert nx.ancestors(graph, node) or graph.out_degree(node)


@given(bundles(max_statements=14))
@settings(deadline=None)
def test_the_sides_of_a_finding_are_its_sources_arrows(bundle: dict[str, Any]) -> None:
    """The sources of a side's originals are those with an arrow of that stance, with the count."""
    state = state_of(bundle)
    graphs = {area: area_by_source(state, PROBATION, area) for area in AREAS}
    for identifier, finding in state.findings.items():
        graph = graphs[PROBATION.area_of[finding.question]]
        found = sides(state, identifier)
        for stance in STANCES:
            expected: dict[str, int] = {}
            for statement in getattr(found, stance):
                source = state.statements[original(state, statement)].source
                expected[source] = expected.get(source, 0) + 1
            arrows = graph.in_edges(Node("findings", identifier), keys=True, data=True)
            assert expected == {
                start.id: attributes["statements"]
                for start, _, relation, attributes in arrows
                if relation == stance
            }


def random_edit(rng: Random, state: State) -> list[Change]:
    """A change as an inspector might make it, with those that keep the records whole."""

    def edited(table: str, key: str, **fields: Any) -> list[Change]:
        before: Any = state.table(table)[key]
        return [Change(table, key, before, before.with_fields(**fields))]

    def without_finding(key: str) -> list[Change]:
        links = state.links_of_finding.get(key, {})
        gone = [Change("links", name, link, None) for name, link in links.items()]
        return [*gone, Change("findings", key, state.findings[key], None)]

    statements, sources = list(state.statements), list(state.sources)
    findings, questions = list(state.findings), list(PROBATION.questions)
    what = rng.randrange(13)
    if what == 0 and state.links:
        key = rng.choice(list(state.links))
        return [Change("links", key, state.links[key], None)]
    if what == 1 and statements and findings:
        link = Link(
            statement=rng.choice(statements),
            finding=rng.choice(findings),
            stance=rng.choice(STANCES),
        )
        change = adding("links", link)
        return [] if change.key in state.links else [change]
    if what == 2 and statements:
        key = rng.choice(statements)
        return edited("statements", key, withdrawn=not state.statements[key].withdrawn)
    if what == 3:
        key = rng.choice(sources)
        return edited("sources", key, withdrawn=not state.sources[key].withdrawn)
    if what == 4:
        return edited("sources", rng.choice(sources), reliability=rng.choice(("doubtful", None)))
    if what == 5 and findings:
        return edited("findings", rng.choice(findings), question=rng.choice(questions))
    if what == 6 and findings:
        return without_finding(rng.choice(findings))
    if what == 7 and statements:
        tied = rng.sample(questions, rng.randint(0, 3))
        return edited("statements", rng.choice(statements), questions=tied)
    if what == 8 and len(sources) > 1:
        # by number only, so that no circle closes
        one, other = sorted(rng.sample(sources, 2))
        standing = set(state.sources[other].derived_from)
        safe = all(s < key for key in sources for s in state.sources[key].derived_from)
        return edited("sources", other, derived_from=sorted(standing ^ {one})) if safe else []
    if what == 9:
        new = Voice(id=f"V{100 + len(state.voices)}", role="new")
        key = rng.choice(sources)
        voices = [*state.sources[key].voices, new.id]
        return [adding("voices", new), *edited("sources", key, voices=voices)]
    if what == 10 and statements:
        repeated = rng.choice(statements)
        new_statement = Statement(
            id=f"E{100 + len(statements)}",
            source=rng.choice(sources),
            quote="new",
            repeats=rng.choice((None, repeated)),
            questions=(rng.choice(questions),),
        )
        return [adding("statements", new_statement)]
    if what == 11 and statements:
        return edited("statements", rng.choice(statements), repeats=None)
    if what == 12 and state.voices:
        return edited("voices", rng.choice(list(state.voices)), role=f"role {rng.random()}")
    return []


@given(bundles(max_statements=12), st.randoms(use_true_random=False), st.integers(1, 12))
@settings(deadline=None, max_examples=200)
def test_editing_in_place_gives_what_building_anew_gives(
    bundle: dict[str, Any], rng: Random, edits: int
) -> None:
    """After each edit, and after all are undone, the graphs and their drawings are equal."""
    state = state_of(bundle)
    graphs = {area: area_graph(state, PROBATION, area) for area in AREAS}
    done: list[Change] = []

    def apply(changes: list[Change]) -> None:
        state.apply(changes)
        for area, graph in graphs.items():
            update_area_graph(graph, state, PROBATION, area, changes)
            anew = area_graph(state, PROBATION, area)
            assert whole(graph) == whole(anew)
            assert lanes(graph) == lanes(anew)

    for _ in range(edits):
        changes = random_edit(rng, state)
        apply(changes)
        done += changes
    apply([change.inverse() for change in reversed(done)])


@given(bundles(max_statements=12))
@settings(deadline=None)
def test_a_graph_of_nothing_grows_into_the_whole_and_back(bundle: dict[str, Any]) -> None:
    """Loading and undoing the load are edits like any other."""
    loaded = state_of(bundle)
    changes = [
        adding(table, record)
        for table in ("voices", "sources", "statements", "findings", "links")
        for record in loaded.table(table).values()
    ]
    state = State()
    graph = area_graph(state, PROBATION, "people")
    empty = whole(graph)
    state.apply(changes)
    update_area_graph(graph, state, PROBATION, "people", changes)
    assert whole(graph) == whole(area_graph(loaded, PROBATION, "people"))
    back = [change.inverse() for change in reversed(changes)]
    state.apply(back)
    update_area_graph(graph, state, PROBATION, "people", back)
    assert whole(graph) == empty
