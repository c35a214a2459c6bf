"""An area's graph as Cytoscape's JSON."""

from __future__ import annotations

import json
from typing import Final

from graph.stamp import stamp_of
from graph.summary_parts import Reader
from tui.export import Material
from tui.export._graph_file import about, graph_of

NAME = "Cytoscape"
SUFFIXES = (".cyjs",)
READERS: Final[tuple[Reader, ...]] = ("lead",)
OF_AREA: Final = True


def render(material: Material) -> bytes:
    """The graph of the area that was named. Raises Refused."""
    from graph.writers import cytoscape

    stamp = dict(stamp_of(material.summary))
    document = {"stamp": stamp, **cytoscape(graph_of(material), about(material))}
    return f"{json.dumps(document, ensure_ascii=True, indent=1)}\n".encode()
