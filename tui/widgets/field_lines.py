"""Names and values as lines: each value wrapped beside its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.wrapping import Piece, wrapped

__all__ = ["field_lines"]


def field_lines(
    fields: Iterable[tuple[str, str, str]],
    width: int,
    *,
    names: int = 13,
    plain_ascii: bool = False,
) -> Iterator[Line]:
    """Lines of at most ``width`` cells for each (name, value, style); empty values are left out."""
    for name, value, style in fields:
        text = " ".join(value.split())
        if not text:
            continue
        room = max(1, width - names)
        layout = wrapped(text, [Piece(0, len(text))], room, 0, plain_ascii)
        for number in range(layout.height):
            start, end = layout.span(number)
            told = name if number == 0 else ""
            yield (Cell(told, names, "muted"), Cell(text[start:end], FILL, style))
