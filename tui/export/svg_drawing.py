"""An area's graph as a drawing: SVG, for a page, a slide or a wall."""

from __future__ import annotations

from typing import Final

from evidence.faults import refuse
from graph.stamp import stamp_of
from graph.summary_parts import Reader
from tui.export import Material
from tui.export._area import wanted_area
from tui.export._drawing import STYLE, drawn, key, picture_of
from tui.export.documents._html_text import plain_text
from tui.export.documents._stamp import stamp_line

NAME = "SVG"
SUFFIXES = (".svg",)
READERS: Final[tuple[Reader, ...]] = ("lead",)
OF_AREA: Final = True

_EDGE: Final = 56


def render(material: Material) -> bytes:
    """The drawing of one area, with the marking above and below."""
    area = wanted_area(material)
    meta = material.summary.meta
    found = picture_of(material, area)
    if not found.boxes:
        raise refuse("--area", f"{area} has nothing to draw yet")
    inner = drawn(found, f"{area.capitalize()}: {meta.title}", extra=f' y="{_EDGE}"')
    width, height = found.width, found.height + 2 * _EDGE
    half = f"{width / 2:.0f}"
    marking = plain_text(meta.marking)
    bold = 'text-anchor="middle" font-weight="bold"'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" \
width="{width:.0f}" height="{height:.0f}" font-family="Arial, Helvetica, sans-serif">
<style>{STYLE}</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="{half}" y="18" {bold}>{marking}</text>
<text x="12" y="34" font-size="14">{plain_text(f"{area.capitalize()}: {meta.title}")}</text>
<text x="12" y="50" font-size="11">{plain_text(key())}</text>
{inner}
<text x="{half}" y="{height - 14:.0f}" {bold}>{marking}</text>
<!-- {stamp_line(stamp_of(material.summary))} -->
</svg>
""".encode()
