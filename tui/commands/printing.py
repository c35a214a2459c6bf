"""Printing: lines and JSON on standard output, notes and faults on standard error, all safe.

What is printed may hold text from anyone. Lines come with hidden characters shown already; in JSON
they are escaped, so that a terminal obeys none and a program reads them as they are.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from evidence.faults import Fault
from evidence.plain_text import HIDDEN, shown

_LEAST_CELLS = 40
#: The width of lines that go into a file or another program.
_PLAIN_CELLS = 100


def speak_utf8() -> None:
    """Have standard output and error in UTF-8 whatever the locale; what can't be, escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def cells() -> int:
    """How wide lines may be."""
    return max(_LEAST_CELLS, shutil.get_terminal_size((_PLAIN_CELLS, 24)).columns)


def json_text(document: Mapping[str, Any], indent: int | None = None) -> str:
    """A document as JSON, each member and each record of a list on a line of its own."""
    if indent is not None:
        return _escaped(json.dumps(document, ensure_ascii=False, indent=indent)) + "\n"
    members = ",\n".join(
        f"{json.dumps(name)}: {_member(value)}" for name, value in document.items()
    )
    return _escaped(f"{{{members}}}\n")


def _member(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def _escaped(text: str) -> str:
    return HIDDEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\n":  # between members: inside a text it is escaped already
        return character
    escape = json.dumps(character)[1:-1]
    return escape if escape != character else f"\\u{ord(character):04x}"


def print_lines(lines: Iterable[str]) -> None:
    """Print lines that are safe already."""
    for line in lines:
        sys.stdout.write(f"{line}\n")


def print_document(document: Mapping[str, Any], indent: int | None = None) -> None:
    """Print a document as JSON."""
    sys.stdout.write(json_text(document, indent))


def note(text: str) -> None:
    """Say on standard error what is good to know."""
    sys.stderr.write(f"note: {shown(text)}\n")


def complain(what: str | Fault) -> None:
    """Say on standard error what is wrong, in a line; nothing where the terminal is gone."""
    with suppress(OSError):
        sys.stderr.write(f"triangulate: {shown(str(what))}\n")
