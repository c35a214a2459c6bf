"""The area graph: what bears on an area's findings, and where it comes from, in networkx.

Nodes are the area's key questions and findings, the statements linked or tied to them (with those
that they repeat), the sources of these, what those are derived from, and their voices. Arrows run
from what is said to what it bears on (``supports``, ``qualifies``, ``contradicts``, ``bears_on``,
``under``) and to where it comes from (``from``, ``said_by``, ``voiced_by``, ``derived_from``,
``repeats``). An arrow's key is its relation.

Every node has the attributes ``table``, ``kind``, ``label``, ``counts`` and ``note`` (why it does
not count, in a word); every arrow has ``relation`` and ``counts``. All are plain values, so that
networkx can write the graph in any of its formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

# networkx has no types; the alias below is the one place where other modules meet it.
import networkx as nx  # type: ignore[import-untyped]

from evidence.model import Link
from evidence.programme import Programme
from evidence.state import Change, State
from evidence.words import STANCES, id_order
from graph.counting import counts, original

__all__ = [
    "RELATIONS",
    "AreaGraph",
    "Node",
    "Relation",
    "area_by_source",
    "area_graph",
    "finding_graph",
    "update_area_graph",
]

AreaGraph: TypeAlias = nx.MultiDiGraph
Relation = Literal[
    "supports",
    "qualifies",
    "contradicts",
    "under",
    "bears_on",
    "from",
    "said_by",
    "voiced_by",
    "derived_from",
    "repeats",
]
RELATIONS: tuple[Relation, ...] = get_args(Relation)


class Node(NamedTuple):
    """A record in the graph: ids are unique only within a table."""

    table: str
    id: str


class Arrow(NamedTuple):
    """One arrow that leaves a node."""

    target: Node
    relation: Relation
    counts: bool = True


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which questions and findings a graph is about, and what each of its nodes is in it."""

    state: State
    questions: Mapping[str, str]
    finding: str | None = None

    def findings(self) -> list[str]:
        """The findings of this scope, by id."""
        if self.finding is not None:
            return [self.finding]
        found = chain.from_iterable(
            self.state.findings_of_question.get(question, {}) for question in self.questions
        )
        return sorted(found, key=id_order)

    def holds(self, finding: str) -> bool:
        """Whether a finding is one of this scope."""
        record = self.state.findings.get(finding)
        if record is None:
            return False
        return finding == self.finding if self.finding else record.question in self.questions

    def enters(self, node: Node) -> bool:
        """Whether a node belongs to the graph by itself, and not only as another's target."""
        match node.table:
            case "questions":
                return node.id in self.questions
            case "findings":
                return self.holds(node.id)
            case "statements":
                return next(self._bearing(node.id), None) is not None
        return False

    def stands(self, node: Node) -> bool:
        """Whether the node can be in the graph: a finding of the scope, else any record."""
        if node.table in ("questions", "findings"):
            return self.enters(node)
        return node.id in self.state.table(node.table)

    def attributes(self, node: Node) -> dict[str, Any]:
        """The node's attributes."""
        state, identifier = self.state, node.id
        kind, note = node.table.removesuffix("s"), ""
        match node.table:
            case "questions":
                label = self.questions[identifier]
            case "findings":
                label = state.findings[identifier].text
                kind = state.findings[identifier].polarity
            case "statements":
                label = state.statements[identifier].quote
                if state.statements[identifier].withdrawn:
                    note = "withdrawn"
                elif not counts(state, identifier):
                    note = "not counted"
            case "sources":
                source = state.sources[identifier]
                label, kind = source.label, source.kind
                if source.withdrawn:
                    note = "withdrawn"
                elif source.reliability == "doubtful":
                    note = "doubtful"
            case _:
                voice = state.voices[identifier]
                label, kind = voice.label, voice.group or ""
        return {
            "table": node.table,
            "kind": kind,
            "label": label,
            "counts": not note,
            "note": note,
        }

    def arrows(self, node: Node) -> Iterator[Arrow]:
        """The arrows that leave the node, in order."""
        state, identifier = self.state, node.id
        if node.table == "findings":
            question = state.findings[identifier].question
            if question in self.questions:
                yield Arrow(Node("questions", question), "under")
        elif node.table == "statements":
            statement = state.statements[identifier]
            yield from self._bearing(identifier)
            yield Arrow(Node("sources", statement.source), "from")
            if statement.voice is not None:
                yield Arrow(Node("voices", statement.voice), "said_by")
            if statement.repeats is not None:
                yield Arrow(Node("statements", statement.repeats), "repeats")
        elif node.table == "sources":
            source = state.sources[identifier]
            for voice in sorted(set(source.voices), key=id_order):
                yield Arrow(Node("voices", voice), "voiced_by")
            for origin in sorted(set(source.derived_from), key=id_order):
                yield Arrow(Node("sources", origin), "derived_from")

    def _bearing(self, statement: str) -> Iterator[Arrow]:
        """A statement's arrows to the findings and questions of this scope."""
        state = self.state
        links = [
            link
            for link in state.links_of_statement.get(statement, {}).values()
            if self.holds(link.finding)
        ]
        tied = [q for q in self.questions if q in state.statements[statement].questions]
        if not links and not tied:
            return
        counting = counts(state, statement)
        for link in sorted(links, key=_link_order):
            yield Arrow(Node("findings", link.finding), link.stance, counting)
        for question in tied:
            yield Arrow(Node("questions", question), "bears_on", counting)


def _link_order(link: Link) -> tuple[Any, int]:
    return id_order(link.finding), STANCES.index(link.stance)


def area_graph(state: State, programme: Programme, area: str) -> AreaGraph:
    """The graph of one area, with questions in the programme's order and the rest by id."""
    scope = _scope(state, programme, area)
    return _built(scope, nx.MultiDiGraph(area=area))


def finding_graph(state: State, finding: str) -> AreaGraph:
    """The graph of one finding alone: what is linked to it, and where that comes from.

    Raises KeyError where there is no such finding.
    """
    record = state.findings[finding]
    return _built(_Scope(state, {}, record.id), nx.MultiDiGraph(finding=finding))


def update_area_graph(
    graph: AreaGraph, state: State, programme: Programme, area: str, changes: Iterable[Change]
) -> None:
    """Edit an area's graph in place, so that it has the nodes and arrows of a new one.

    ``state`` is as it stands after the changes. Only what they touch is looked at; new nodes come
    last, so the order may differ from a new graph's.
    """
    scope = _scope(state, programme, area)
    waiting = [node for change in changes for node in _touched(state, change)]
    loose: list[Node] = []
    while waiting:
        node = waiting.pop()
        if not scope.stands(node):
            if node in graph:
                loose += graph.successors(node)
                graph.remove_node(node)
            continue
        if node not in graph and not scope.enters(node):
            continue
        graph.add_node(node, **scope.attributes(node))
        wanted = list(scope.arrows(node))
        keys = {(arrow.target, arrow.relation) for arrow in wanted}
        for _, target, relation in list(graph.out_edges(node, keys=True)):
            if (target, relation) not in keys:
                graph.remove_edge(node, target, relation)
                loose.append(target)
        waiting += [arrow.target for arrow in wanted if arrow.target not in graph]
        _draw(graph, node, wanted)
        loose.append(node)
    while loose:
        node = loose.pop()
        if node in graph and not graph.in_degree(node) and not scope.enters(node):
            loose += graph.successors(node)
            graph.remove_node(node)


def area_by_source(state: State, programme: Programme, area: str) -> AreaGraph:
    """The graph of one area with sources in the place of their statements.

    A source supports a finding where an original of its own does, by a statement that counts; the
    arrow's ``statements`` says how many. Sources on which nothing counting rests are left out.
    """
    scope = _scope(state, programme, area)
    made = nx.MultiDiGraph(area=area)
    findings = [Node("findings", finding) for finding in scope.findings()]
    nodes = [*(Node("questions", question) for question in scope.questions), *findings]
    made.add_nodes_from((node, scope.attributes(node)) for node in nodes)
    for node in findings:
        _draw(made, node, scope.arrows(node))
    waiting: list[Node] = []
    for (source, target, relation), statements in sorted(_held(scope).items(), key=_held_order):
        made.add_edge(
            source, target, relation, relation=relation, counts=True, statements=len(statements)
        )
        waiting.append(source)
    met: set[Node] = set()
    while waiting:
        node = waiting.pop()
        if node in met:
            continue
        met.add(node)
        made.add_node(node, **scope.attributes(node))
        arrows = list(scope.arrows(node))
        _draw(made, node, arrows)
        waiting += [arrow.target for arrow in arrows]
    return made


def _held(scope: _Scope) -> dict[tuple[Node, Node, Relation], set[str]]:
    """The originals by which each source bears on each finding and question of this scope."""
    state = scope.state
    found: dict[tuple[Node, Node, Relation], set[str]] = {}
    for target, statements in _borne(scope):
        for statement, relation in statements:
            if counts(state, statement):
                first = original(state, statement)
                source = Node("sources", state.statements[first].source)
                found.setdefault((source, target, relation), set()).add(first)
    return found


def _borne(scope: _Scope) -> Iterator[tuple[Node, Iterable[tuple[str, Relation]]]]:
    """Each finding and question of this scope with what is linked or tied to it, and how."""
    for finding in scope.findings():
        links = scope.state.links_of_finding.get(finding, {}).values()
        yield Node("findings", finding), [(link.statement, link.stance) for link in links]
    for question in scope.questions:
        tied = scope.state.statements_of_question.get(question, {})
        yield Node("questions", question), [(statement, "bears_on") for statement in tied]


def _held_order(held: tuple[tuple[Node, Node, Relation], set[str]]) -> tuple[Any, ...]:
    source, target, relation = held[0]
    return id_order(source.id), target.table, id_order(target.id), RELATIONS.index(relation)


def _scope(state: State, programme: Programme, area: str) -> _Scope:
    return _Scope(state, {question.id: question.text for question in programme.questions_in(area)})


def _built(scope: _Scope, graph: AreaGraph) -> AreaGraph:
    state = scope.state
    findings = scope.findings()
    statements: set[str] = {
        link.statement
        for finding in findings
        for link in state.links_of_finding.get(finding, {}).values()
    }
    for question in scope.questions:
        statements.update(state.statements_of_question.get(question, {}))
    statements = _closed(statements, lambda key: _one(state.statements[key].repeats))
    sources = _closed(
        {state.statements[key].source for key in statements},
        lambda key: state.sources[key].derived_from,
    )
    voices = {voice for key in sources for voice in state.sources[key].voices}
    voices.update(v for key in statements if (v := state.statements[key].voice) is not None)
    nodes = [Node("questions", question) for question in scope.questions]
    nodes += [Node("findings", finding) for finding in findings]
    for table, keys in (("statements", statements), ("sources", sources), ("voices", voices)):
        nodes += [Node(table, key) for key in sorted(keys, key=id_order)]
    graph.add_nodes_from((node, scope.attributes(node)) for node in nodes)
    for node in nodes:
        _draw(graph, node, scope.arrows(node))
    return graph


def _draw(graph: AreaGraph, node: Node, arrows: Iterable[Arrow]) -> None:
    for target, relation, counting in arrows:
        graph.add_edge(node, target, relation, relation=relation, counts=counting)


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _closed(keys: set[str], onward: Callable[[str], Iterable[str]]) -> set[str]:
    """The keys with all to which ``onward`` leads from them."""
    found, waiting = set(keys), list(keys)
    while waiting:
        for key in onward(waiting.pop()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def _touched(state: State, change: Change) -> Iterator[Node]:
    """The nodes whose attributes or arrows a change may have changed."""
    statements: Iterable[str] = ()
    match change.table:
        case "links":
            for link in (change.before, change.after):
                if isinstance(link, Link):
                    yield Node("statements", link.statement)
            return
        case "findings":
            # what is linked to a finding that came or went under this area
            statements = {
                link.statement for link in state.links_of_finding.get(change.key, {}).values()
            }
        case "sources":
            statements = state.statements_of_source.get(change.key, {})
        case "statements":
            statements = (change.key,)
        case "voices":
            pass
        case _:
            return
    # whether a statement counts depends on the one that it repeats
    again = _closed(set(statements), lambda key: state.repeats_of.get(key, {}))
    yield Node(change.table, change.key)
    yield from (Node("statements", key) for key in again)
