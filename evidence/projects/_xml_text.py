"""Text inside XML: whatever it holds, it is one value, and what XML can't hold is a sign."""

from __future__ import annotations

import re

__all__ = ["attributes", "plain_lines", "within"]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WITHIN = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_QUOTED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;",
     "\r": "&#13;"}
)  # fmt: skip
_PLAIN = re.compile(r"[\w .,:;!?'’“”()/+-]*")


def within(text: str) -> str:
    """The text as it stands inside of an element."""
    return text if _PLAIN.fullmatch(text) else _NOT_XML.sub("\ufffd", text).translate(_WITHIN)


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _NOT_XML.sub("\ufffd", text).translate(_QUOTED)


def attributes(**values: str | int | None) -> str:
    """Attributes of these names, with a space before each; those of None left out."""
    told = [(name, value) for name, value in values.items() if value is not None]
    return "".join([f' {name}="{_quoted(str(value))}"' for name, value in told])


def plain_lines(text: str) -> tuple[str, int]:
    """The text as other programs count it, and how many characters had to be another.

    Each code point is still one: a line ends in LF alone, and what XML can't hold is U+FFFD.
    """
    changed = text.replace("\r\n", " \n").replace("\r", "\n")
    changed = _NOT_XML.sub("\ufffd", changed)
    if changed.startswith("\ufeff"):  # would be taken for a byte order mark
        changed = f"\ufffd{changed[1:]}"
    if changed == text:
        return text, 0
    return changed, sum(a != b for a, b in zip(text, changed, strict=True))
