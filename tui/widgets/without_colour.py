"""No colours at all where NO_COLOR asks for none: Textual's own filter paints greys instead."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

__all__ = ["WithoutColour"]


class WithoutColour(LineFilter):
    """Takes every colour off what is drawn; bold, underline and reverse stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """See LineFilter."""
        return [
            Segment(text, style and _without_colour(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    # What a click there means, which Rich drops with the colours, is kept.
    return style.without_color + Style.from_meta(style.meta)
