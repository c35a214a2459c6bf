"""An area's graph in the forms that other programs read: GraphML, GEXF, Cytoscape's, Graphviz's."""

from __future__ import annotations

import io
import json
import re
from typing import Any, Final
from xml.sax.saxutils import escape

import networkx as nx  # type: ignore[import-untyped]

from graph.area import AreaGraph, Node

__all__ = ["cytoscape", "dot", "gexf", "graphml"]

#: What says where a statement or a source comes from.
_WHERE = ("place", "dated", "sha256")

#: What one area is told of itself: names and texts.
About = dict[str, str]
#: Characters of a string of Graphviz, of four bytes each at most.
_LONGEST: Final = 4_000


def graphml(graph: AreaGraph, about: About) -> bytes:
    """The graph as GraphML, UTF-8; labels must be safe."""
    packed = io.BytesIO()
    nx.write_graphml(_plain(graph, about), packed, named_key_ids=True)
    return packed.getvalue()


def gexf(graph: AreaGraph, about: About) -> bytes:
    """The graph as GEXF 1.2, UTF-8; labels must be safe.

    networkx writes this day into it, which is left out: the same graph is the same bytes.
    """
    packed = io.BytesIO()
    nx.write_gexf(_plain(graph, {}), packed)
    text = packed.getvalue().decode()
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
    described = escape(json.dumps(about, ensure_ascii=True))
    return re.sub(
        r"<creator>[^<]*</creator>",
        lambda _: f"<creator>Triangulate</creator><description>{described}</description>",
        text,
        count=1,
    ).encode()


def cytoscape(graph: AreaGraph, about: About) -> dict[str, Any]:
    """The graph as Cytoscape reads it (.cyjs), as JSON values."""
    document: dict[str, Any] = nx.cytoscape_data(_plain(graph, about))
    return document


def dot(graph: AreaGraph, about: About) -> str:
    """The graph as Graphviz's language; every text is quoted, so that none is read as markup."""
    lines = ["digraph area {", "  rankdir=LR;", "  node [shape=box];"]
    if about:
        lines.append(f"  label={_quoted(' | '.join(f'{k}: {v}' for k, v in about.items()))};")
    for node, attributes in graph.nodes(data=True):
        where = ", ".join(attributes[name] for name in _WHERE if attributes.get(name))
        text = f"{node.id} {attributes['label']}{f' ({where})' if where else ''}"
        lines.append(f"  {_quoted(_name(node))} [label={_quoted(text)}];")
    for start, target, relation in graph.edges(keys=True):
        lines.append(
            f"  {_quoted(_name(start))} -> {_quoted(_name(target))} [label={_quoted(relation)}];"
        )
    return "\n".join([*lines, "}", ""])


def _plain(graph: AreaGraph, about: About) -> Any:
    """The same graph with texts for nodes and nothing but plain values."""
    made = nx.MultiDiGraph(**about)
    for node, attributes in graph.nodes(data=True):
        made.add_node(_name(node), id=_name(node), record=node.id, **attributes)
    for start, target, relation, attributes in graph.edges(keys=True, data=True):
        made.add_edge(_name(start), _name(target), key=relation, **attributes)
    return made


def _name(node: Node) -> str:
    """Ids are unique only within a table."""
    return f"{node.table}/{node.id}"


def _quoted(text: str) -> str:
    """A string of Graphviz: only quotes and backslashes mean anything in it.

    Its reader takes no more than 16,384 bytes between two quotes: a long text is several, joined.
    """
    parts = [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)] or [""]
    escaped = (part.replace("\\", "\\\\").replace('"', '\\"') for part in parts)
    return " + ".join(f'"{part}"' for part in escaped)
