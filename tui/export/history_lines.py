"""The history as lines of JSON: the journal's own, as they stand on disk, and the stamp.

Each line ends with its checksum, so that the history can be checked by itself. The last line is no
entry: it holds the marking and the stamp.
"""

from __future__ import annotations

import json
from typing import Final

from graph.stamp import stamp_of
from graph.summary_parts import Reader
from tui.export import Material

NAME = "history"
SUFFIXES = (".jsonl",)
READERS: Final[tuple[Reader, ...]] = ("lead",)


def render(material: Material) -> bytes:
    """Every entry up to the one that the summary is of, an entry a line, and the stamp's line."""
    summary = material.summary
    last = {"marking": summary.meta.marking, "stamp": dict(stamp_of(summary))}
    return b"".join((*material.history(), f"{json.dumps(last)}\n".encode()))
