"""Text from evidence inside Markdown: it reads as it was said, and nothing in it acts."""

from __future__ import annotations

import re
from typing import Final

from graph.drawing import safe

__all__ = ["line_begins", "plain_text"]

#: Each acts somewhere in a line: in CommonMark, a table, strike-through, maths or an address.
_ACTING: Final = re.compile(r"[\\`*_\[\]|~$#@]")
#: Markup is written as entities: a renderer that passes HTML through sees none.
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
#: What begins a list, a rule or an underline if it comes first in a line.
_FIRST: Final = re.compile(r"^(?=[+=-])")
_NUMBERED: Final = re.compile(r"^(\d{1,9})(?=[.)])")
#: Where an address would be made a link without being asked: "https://", "www.", "x.org".
_LINKED: Final = re.compile(r":(?=//)|(?<=\w)\.(?=[^\W\d_])")


def plain_text(text: str) -> str:
    """The text as Markdown that shows it in one line; hidden characters are visible signs."""
    line = safe(text).strip()
    line = _ACTING.sub(lambda found: f"\\{found[0]}", line).translate(_ENTITIES)
    line = _LINKED.sub(lambda found: f"\\{found[0]}", line)
    return line_begins(line)


def line_begins(line: str) -> str:
    """A line of Markdown that begins no list, rule or underline by what a text begins with."""
    return _NUMBERED.sub(r"\1\\", _FIRST.sub(r"\\", line))
