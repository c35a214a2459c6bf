"""A line of a list or a drawing, as a plain value: cells of text with a style by meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from rich.cells import set_cell_size

from evidence.plain_text import shown
from graph.drawing import Drawn
from tui.widgets.cells import cells

__all__ = ["FILL", "STYLES", "Cell", "Line", "fitted", "line_of", "line_width", "spans"]

STYLES: Final = ("muted", "strong", "good", "bad", "warn", "accent")
"""The style names a cell may carry, alone or several with a space between."""

FILL: Final = -1
"""A cell width that means: what the other cells leave."""


_MOST: Final = 8
"""Characters looked at for each cell there is: a text of any length costs no more than that."""


class Cell(NamedTuple):
    """A stretch of text in one style; with a width it is cut (with …) or padded to it."""

    text: str
    width: int | None = None
    style: str = ""
    align: Literal["left", "right"] = "left"


Line: TypeAlias = tuple[Cell, ...]


def line_of(drawn: Drawn) -> Line:
    """A drawn line as a list shows it."""
    return tuple(Cell(text, None, style) for text, style in drawn.spans)


def fitted(
    text: str, width: int, align: Literal["left", "right"] = "left", plain_ascii: bool = False
) -> str:
    """`text`, already `shown`, in exactly `width` cells; what does not fit ends in … (or ~)."""
    if width <= 0:
        return ""
    taken = cells(text)
    if taken == width:
        return text
    if taken > width:
        return set_cell_size(text, width - 1) + ("~" if plain_ascii else "…")
    pad = " " * (width - taken)
    return pad + text if align == "right" else text + pad


def line_width(line: Line, plain_ascii: bool = False) -> int:
    """The cells a line needs to be seen whole."""
    return sum(
        cells(shown(cell.text, plain_ascii)) if cell.width is None or cell.width < 0 else cell.width
        for cell in line
    )


def spans(line: Line, width: int, plain_ascii: bool = False) -> Iterator[tuple[str, str]]:
    """The (text, style) pairs of a line in at most `width` cells, every text safe to write."""
    most = _MOST * max(1, width)
    texts = [shown(cell.text[:most], plain_ascii) for cell in line]
    fixed = 0
    fills = 0
    for cell, text in zip(line, texts, strict=True):
        if cell.width is None:
            fixed += cells(text)
        elif cell.width == FILL:
            fills += 1
        else:
            fixed += cell.width
    spare = max(0, width - fixed)
    left = width
    for cell, text in zip(line, texts, strict=True):
        if left <= 0:
            return
        if cell.width is None:
            wanted = cells(text)
        elif cell.width == FILL:
            wanted = -(-spare // fills)
            spare -= wanted
            fills -= 1
        else:
            wanted = cell.width
        taken = min(wanted, left)
        left -= taken
        if taken:
            yield fitted(text, taken, cell.align, plain_ascii), cell.style
