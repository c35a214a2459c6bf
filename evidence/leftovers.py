"""Files that systems and programs leave behind beside evidence, and nobody handed in."""

from __future__ import annotations

__all__ = ["is_leftover"]

_NAMES = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


def is_leftover(path: str) -> bool:
    """Whether a step of this path is hidden, or made by a system or by a program at work."""
    return any(
        step in _NAMES or step.startswith("~$") or (step.startswith(".") and step.strip("."))
        for step in path.replace("\\", "/").split("/")
    )
