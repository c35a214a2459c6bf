"""What can't be read is refused with what is wrong and what to do about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import evidence
from evidence.reading import NO_WORDS

ROOM = Path(evidence.__file__).parent

#: What is told of a system's own failure, of a stop, and of a file that is here: nothing is to do.
WITHOUT = ("can't be read: ", "could not be unpacked: ", "was stopped", "is here already")


def reasons() -> Iterator[str]:
    """Every reason of an Unreadable that is written where it is raised, with … for what varies."""
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and getattr(called, "id", "") == "Unreadable":
                for each in node.args:
                    choices = [each.body, each.orelse] if isinstance(each, ast.IfExp) else [each]
                    yield from filter(None, map(written, choices))


def written(node: ast.expr) -> str:
    """The text of a literal, empty for what is none."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in parts)


def test_each_refusal_of_a_file_says_what_to_do() -> None:
    """After a colon, or after what follows from it."""
    told = [*reasons(), NO_WORDS]
    assert len(told) > 40
    assert [
        reason
        for reason in told
        if not reason.startswith(WITHOUT) and ": " not in reason and ", so " not in reason
    ] == []
