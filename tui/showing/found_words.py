"""Words sought in a text, and which of the places found is looked at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from tui.widgets.marks import Mark

__all__ = ["FoundWords"]

_MOST_MARKED = 5_000
"""Places that are marked in the text; going through them has no such end."""


@dataclass(frozen=True, slots=True)
class FoundWords:
    """Where words stand in a text, in order; ``at`` is the index of the place looked at."""

    sought: str = ""
    starts: tuple[int, ...] = ()
    at: int = -1

    @property
    def place(self) -> int:
        """The start of the place looked at; there must be one."""
        return self.starts[self.at]

    @property
    def told(self) -> str:
        """Which place of how many this is."""
        return f"{self.at + 1} of {len(self.starts)}: “{self.sought}”"

    def from_place(self, offset: int) -> FoundWords:
        """Looking at the first place from here on, or else at the first of all."""
        at = bisect_left(self.starts, offset)
        return FoundWords(self.sought, self.starts, at if at < len(self.starts) else 0)

    def step(self, step: int) -> FoundWords:
        """Looking at the next place or the one before, round the end."""
        return FoundWords(self.sought, self.starts, (self.at + step) % len(self.starts))

    def marks(self, text: str, kind: str) -> Iterator[Mark]:
        """The words found, as marks of this kind."""
        words = re.compile(r"\s+".join(map(re.escape, self.sought.split())), re.IGNORECASE)
        for start in self.starts[:_MOST_MARKED]:
            match = words.match(text, start)
            if match:
                yield Mark(start, match.end(), kind)
