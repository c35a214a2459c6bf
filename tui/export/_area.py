"""The area of a drawing or graph of one."""

from __future__ import annotations

from evidence.faults import refuse
from tui.export import Material

__all__ = ["wanted_area"]


def wanted_area(material: Material) -> str:
    """The area that was named. Raises Refused where there is none, or none of the programme's."""
    areas = list(dict.fromkeys(material.programme.area_of.values()))
    if material.area is None:
        raise refuse("--area", f"name one, for a drawing or graph: {', '.join(areas)}")
    if material.area not in areas:
        known = f"there are {', '.join(areas)}"
        what = f"the programme {material.programme.id} has no area {material.area}: {known}"
        raise refuse("--area", what)
    return material.area
