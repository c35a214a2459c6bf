"""The picture of an area's graph as SVG: for a file of its own, and inside a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from graph.drawing import RELATIONS, STATUSES, TABLES
from graph.nameless import nameless
from graph.picture import Box, Curve, Picture, picture
from tui.export import Material
from tui.export.documents._html_text import plain_text

__all__ = ["STYLE", "drawn", "key", "picture_of"]

#: How it looks, in light and dark; a line's kind is told by its dashes and its sign, not by colour.
STYLE: Final = """
.graph text { font: 12px Arial, Helvetica, sans-serif; fill: var(--ink, #1b1b1b); }
.graph .box { fill: var(--paper, #fff); stroke: var(--rule, #8a8a8a); }
.graph .findings .box { fill: var(--tint, #e6ecf2); stroke: var(--accent, #1f3a5f); }
.graph .voices .box { stroke-dasharray: 2 2; }
.graph .idle .box { stroke-dasharray: 1 4; }
.graph path { fill: none; stroke: var(--rule, #8a8a8a); stroke-width: 1.3; }
.graph .supports path { stroke: var(--good, #1b6e3c); stroke-width: 2; }
.graph .qualifies path { stroke: var(--warn, #8a5a00); stroke-width: 2; stroke-dasharray: 8 4; }
.graph .contradicts path { stroke: var(--bad, #a8201a); stroke-width: 2; stroke-dasharray: 2 4; }
.graph .derived_from path { stroke-dasharray: 10 3 2 3; }
.graph .sign { text-anchor: middle; font-weight: bold; paint-order: stroke;
  stroke: var(--paper, #fff); stroke-width: 4px; }
.graph a:focus-visible .box, .graph a:hover .box { stroke-width: 3; }
"""

_TOLD: Final = ("supports", "qualifies", "contradicts", "derived_from", "bears_on")


def picture_of(material: Material, area: str) -> Picture:
    """The picture of an area, by source, as it may be handed over."""
    from graph.area import area_by_source

    graph = area_by_source(material.state, material.programme, area)
    shown = nameless(graph, material.state, material.programme, material.clearing.text)
    findings = (node.id for node in shown.nodes if node.table == "findings")
    return picture(shown, {f: material.assessments[f].status for f in findings})


def drawn(
    found: Picture, name: str, leads_to: Callable[[Box], str] | None = None, extra: str = ""
) -> str:
    """The picture as an element of SVG; ``leads_to`` gives the address of a box, or ""."""
    size = f"{found.width:.0f} {found.height:.0f}"
    wide, high = size.split()
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" class="graph" role="group"',
        f' aria-label="{plain_text(name)}" viewBox="0 0 {size}"',
        f' width="{wide}" height="{high}"{extra}>',
        f"<title>{plain_text(name)}</title>",
        *(_curve(curve) for curve in found.curves),
    ]
    for box in found.boxes:
        lines += _box(box, leads_to(box) if leads_to else "")
    return "\n".join([*lines, "</svg>"])


def key() -> str:
    """What the lines and signs mean, in a sentence."""
    told = {
        "supports": "supports",
        "qualifies": "qualifies (long dashes)",
        "contradicts": "contradicts (dots)",
        "derived_from": "is derived from",
        "bears_on": "bears on the question alone",
    }
    signs = ", ".join(f"{RELATIONS[name].glyph} {said}" for name, said in told.items())
    return (
        f"From left to right: voices {TABLES['voices'].glyph}, sources {TABLES['sources'].glyph}, "
        f"findings with the sign of their status, key questions. Lines: {signs}."
    )


def _curve(curve: Curve) -> str:
    (x, y), (to_x, to_y) = curve.start, curve.end
    if curve.bend:
        way = f"M{x:.0f} {y:.0f}C{x - curve.bend:.0f} {y:.0f} {to_x - curve.bend:.0f} {to_y:.0f}"
        middle = (x - curve.bend * 0.75, (y + to_y) / 2)
    else:
        half = (x + to_x) / 2
        way = f"M{x:.0f} {y:.0f}C{half:.0f} {y:.0f} {half:.0f} {to_y:.0f}"
        # near its end: where lines meet, their signs are apart
        middle = (x + (to_x - x) * 0.84, y + (to_y - y) * 0.94)
    sign = ""
    if curve.relation in _TOLD:
        glyph = RELATIONS[curve.relation].glyph
        sign = f'<text class="sign" x="{middle[0]:.0f}" y="{middle[1] + 4:.0f}">{glyph}</text>'
    return (
        f'<g class="{curve.relation}"><title>{plain_text(curve.label)}</title>'
        f'<path d="{way} {to_x:.0f} {to_y:.0f}"/>{sign}</g>'
    )


def _box(box: Box, address: str) -> Iterator[str]:
    idle = "" if box.counts else " idle"
    if address:
        yield f'<a href="{plain_text(address)}" class="{box.table}{idle}">'
    else:
        yield f'<g class="{box.table}{idle}">'
    sign = STATUSES[box.status] if box.status in STATUSES else TABLES[box.table]
    word = f" ({box.status.replace('_', ' ')})" if box.status else ""
    origin = f" ({box.origin})" if box.origin else ""
    yield f"<title>{plain_text(f'{box.id} {box.label}{word}{origin}')}</title>"
    yield (
        f'<rect class="box" x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" '
        f'height="{box.height:.0f}" rx="4"/>'
    )
    spans = "".join(
        f'<tspan x="{box.x + 8:.0f}" dy="{0 if not number else 15}">'
        f"{f'{sign.glyph} ' if not number else ''}{plain_text(line)}</tspan>"
        for number, line in enumerate(box.lines)
    )
    yield f'<text x="{box.x + 8:.0f}" y="{box.y + 19:.0f}">{spans}</text>'
    yield "</a>" if address else "</g>"
