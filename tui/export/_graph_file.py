"""What graph files have in common: the area's whole graph, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.drawing import safe
from graph.nameless import nameless
from graph.stamp import stamp_of
from tui.export import Material
from tui.export._area import wanted_area
from tui.export.documents._stamp import stamp_line

if TYPE_CHECKING:
    from graph.area import AreaGraph

__all__ = ["about", "graph_of", "stamp_comment"]


def graph_of(material: Material) -> AreaGraph:
    """The graph of the area that was named, as it may be handed over. Raises Refused."""
    from graph.area import area_graph

    graph = area_graph(material.state, material.programme, wanted_area(material))
    return nameless(graph, material.state, material.programme, material.clearing.text)


def about(material: Material) -> dict[str, str]:
    """The marking and the title."""
    meta = material.summary.meta
    return {"marking": safe(meta.marking), "title": safe(meta.title)}


def stamp_comment(material: Material) -> bytes:
    """The stamp as a comment of XML, to stand after the root."""
    return f"\n<!-- {stamp_line(stamp_of(material.summary))} -->\n".encode()
