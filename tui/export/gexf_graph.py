"""An area's graph as GEXF."""

from __future__ import annotations

from typing import Final

from graph.summary_parts import Reader
from tui.export import Material
from tui.export._graph_file import about, graph_of, stamp_comment

NAME = "GEXF"
SUFFIXES = (".gexf",)
READERS: Final[tuple[Reader, ...]] = ("lead",)
OF_AREA: Final = True


def render(material: Material) -> bytes:
    """The graph of the area that was named. Raises Refused."""
    from graph.writers import gexf

    return gexf(graph_of(material), about(material)) + stamp_comment(material)
