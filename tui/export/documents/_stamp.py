"""The stamp of a document in one line, written so that nothing in it can end a comment."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

__all__ = ["stamp_in", "stamp_line"]

_BEGIN: Final = "triangulate-stamp "
_FOUND: Final = re.compile(rf"{_BEGIN}(\{{[^\n]*?\}})(?=\s*(?:--|$))", re.MULTILINE)


def stamp_line(stamp: Mapping[str, str] | tuple[tuple[str, str], ...]) -> str:
    """The stamp as one line of ASCII, without ``<``, ``>``, ``&`` or two hyphens side by side."""
    text = json.dumps(dict(stamp), ensure_ascii=True)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _BEGIN + text.replace("--", "-\\u002d")


def stamp_in(text: str) -> dict[str, str] | None:
    """The last stamp in a text that ``stamp_line`` wrote; None where there is none."""
    for found in reversed(_FOUND.findall(text)):
        try:
            read = json.loads(found)
        except ValueError:
            continue
        if isinstance(read, dict):
            return {str(name): str(value) for name, value in read.items()}
    return None
