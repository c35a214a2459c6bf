"""What a reader makes of a file: the text, its passages with their places, and warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Unreadable(Exception):
    """The file can't be read; the message says why in a line."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text with its place: ``text[start:end]`` is what it says, in code points.

    ``paragraph`` counts passages of running text from 1 (in a table: its row, for a .csv: the row
    of data); ``page`` from 1; ``time`` is "HH:MM:SS.mmm"; ``heading`` is what it stands under,
    outermost first, joined by " > "; ``part`` names what is not body text (heading, table, cue,
    footnote and so on) and is empty for body text.
    """

    start: int
    end: int
    page: int | None = None
    paragraph: int | None = None
    time: str | None = None
    speaker: str | None = None
    heading: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A change that its author left to be accepted or refused; the text reads as if accepted.

    An insertion stands at ``text[start:end]``; a deletion was taken out at ``start`` (there
    ``end`` is the same). ``words`` is what was put in or taken out; ``at`` is ISO 8601.
    """

    kind: Literal["inserted", "deleted"]
    start: int
    end: int
    words: str
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a file; ``derived`` where it becomes a source derived from the outer one.

    ``name`` may hold folders, with "/" between; ``refused`` says why there is no content.
    """

    name: str
    content: bytes
    derived: bool = False
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's text, its passages in order without overlap, and what was not read well.

    ``changes`` are its tracked changes in the order of the text; ``parts`` the files inside it. A
    file that only wraps others has no passages.
    """

    text: str
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()
    changes: tuple[TrackedChange, ...] = ()
    parts: Sequence[Part] = ()
    _words: int = field(default=-1, init=False, repr=False, compare=False)

    @property
    def words(self) -> int:
        """How many words the passages hold."""
        if self._words < 0:  # counted once: a reader asks, and whoever tells of it asks again
            found = (_WORD.findall(self.text, each.start, each.end) for each in self.passages)
            object.__setattr__(self, "_words", sum(map(len, found)))
        return self._words


class TextBuilder:
    """Grows a text passage by passage, keeping each one's exact offsets."""

    def __init__(self, between: str = "\n\n") -> None:
        self._between = between
        self._parts: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []

    def add(
        self,
        text: str,
        *,
        page: int | None = None,
        paragraph: int | None = None,
        time: str | None = None,
        speaker: str | None = None,
        heading: str | None = None,
        part: str = "",
    ) -> None:
        """Append a passage, set off from the one before; a blank text adds nothing."""
        if not text.strip():
            return
        if self._passages:
            self._parts.append(self._between)
            self._length += len(self._between)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._passages.append(
            Passage(start, self._length, page, paragraph, time, speaker, heading, part)
        )

    def reading(self, warnings: Iterable[str] = ()) -> Reading:
        """What has been gathered."""
        return Reading("".join(self._parts), tuple(self._passages), tuple(warnings))
