"""An area's graph in Graphviz's language."""

from __future__ import annotations

from typing import Final

from graph.stamp import stamp_of
from graph.summary_parts import Reader
from tui.export import Material
from tui.export._graph_file import about, graph_of
from tui.export.documents._stamp import stamp_line

NAME = "Graphviz"
SUFFIXES = (".dot", ".gv")
READERS: Final[tuple[Reader, ...]] = ("lead",)
OF_AREA: Final = True


def render(material: Material) -> bytes:
    """The graph of the area that was named. Raises Refused."""
    from graph.writers import dot

    stamp = stamp_line(stamp_of(material.summary))
    return f"{dot(graph_of(material), about(material))}// {stamp}\n".encode()
