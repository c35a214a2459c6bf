"""Frames, rules, bars and arrows that the widgets draw, put as ASCII on terminals of no more."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

__all__ = ["AsciiLines"]


def _drawn_as() -> dict[int, str]:
    """What each sign becomes, as many cells wide as it was."""
    signs = dict.fromkeys(range(9472, 9600), "+")
    signs |= dict.fromkeys(map(ord, "─━┄┅┈┉╌╍═╴╶╸╺"), "-")
    signs |= dict.fromkeys(map(ord, "│┃┆┇┊┋╎╏║╵╷╹╻"), "|")
    signs |= dict.fromkeys(range(9600, 9632), "#")
    signs |= dict.fromkeys(map(ord, "▏▎▍▌▐▕▊▉▋"), "|")
    signs |= {ord("▁"): "_", ord("▔"): "-", ord("▲"): "^", ord("▼"): "v", ord("▶"): ">"}
    signs |= {ord("◀"): "<", ord("↑"): "^", ord("↓"): "v", ord("←"): "<", ord("→"): ">"}
    return signs | {ord("…"): "~", ord("•"): "*", ord("·"): ".", ord("🔎"): "> "}


_SIGNS = _drawn_as()


class AsciiLines(LineFilter):
    """Puts what is drawn into ASCII, where it is one of the signs that widgets draw with."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """See LineFilter."""
        return [
            segment
            if segment.text.isascii()
            else Segment(segment.text.translate(_SIGNS), segment.style, segment.control)
            for segment in segments
        ]
