"""What a reader makes of a file: the text, its passages with their places, and warnings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, NamedTuple

from evidence.word_runs import number_of_words

#: Why a file that says nothing is not read.
NO_WORDS = "holds no words: leave it out, or ask for a copy that has its text"
#: Why a file is not read whose parts stand in one another without end.
TOO_DEEP = "is nested too deep to be read: save its text alone"


class Unreadable(Exception):
    """The file can't be read; the message says why in a line, and what to do."""


class Passage(NamedTuple):
    """A piece of a text with its place: ``text[start:end]`` is what it says, in code points.

    ``paragraph`` counts passages of running text from 1 (in a table: its row, for a .csv: the row
    of data); ``page`` from 1; ``time`` is "HH:MM:SS.mmm"; ``heading`` is what it stands under,
    outermost first, joined by " > "; ``part`` names what is not body text (heading, table, cue,
    footnote and so on) and is empty for body text. A tuple, since a file has thousands.
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
    ``end`` is the same). ``words`` is what was put in or taken out; ``at`` is ISO 8601. What was
    put in and taken out again is an insertion whose ``end`` is its ``start``, and a deletion of
    the same words right after it.
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
            said = "\n".join([self.text[each.start : each.end] for each in self.passages])
            object.__setattr__(self, "_words", number_of_words(said))
        return self._words


def latest_change(reading: Reading) -> TrackedChange | None:
    """The tracked change of the latest moment, None where none has a moment that can be read."""
    dated: list[tuple[datetime, int]] = []
    for index, change in enumerate(reading.changes):
        with suppress(ValueError):
            # Programs write local time and call it UTC: the clock is all there is to compare.
            moment = datetime.fromisoformat(change.at or "").replace(tzinfo=None)
            dated.append((moment, index))
    return reading.changes[max(dated)[1]] if dated else None


def last_changed(reading: Reading) -> dict[str, str]:
    """The fields of a source's file that tell of its latest tracked change; none without one."""
    change = latest_change(reading)
    if change is None or change.at is None:
        return {}
    by = " ".join((change.by or "").split())
    return {"changed_at": change.at} | ({"changed_by": by} if by else {})


class TextBuilder:
    """Grows a text passage by passage, keeping each one's exact offsets."""

    def __init__(self, between: str = "\n\n") -> None:
        self._between = between
        self._parts: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []
        self._changes: list[TrackedChange] = []
        self._break_inserted: TrackedChange | None = None

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
        changes: Iterable[TrackedChange] = (),
        break_inserted: TrackedChange | None = None,
    ) -> None:
        """Append a passage, set off from the one before; a blank text adds no passage.

        ``changes`` have their offsets in ``text``. Of a blank text the deletions are kept: they
        stand where the passage before ends. ``break_inserted`` is the change that put in the end
        of this passage, so that what follows once was one with it.
        """
        if not text or text.isspace():
            self._removed(changes)
            return
        if self._passages:
            self._parts.append(self._between)
            self._length += len(self._between)
            if self._break_inserted is not None:
                first = self._length - len(self._between)
                put_in = replace(
                    self._break_inserted, start=first, end=self._length, words=self._between
                )
                self._changes.append(put_in)
        self._break_inserted = break_inserted
        start = self._length
        if changes:
            self._changes += [
                replace(change, start=start + change.start, end=start + change.end)
                for change in changes
            ]
        self._parts.append(text)
        self._length += len(text)
        self._passages.append(
            Passage(start, self._length, page, paragraph, time, speaker, heading, part)
        )

    def _removed(self, changes: Iterable[TrackedChange]) -> None:
        """Keep what was deleted with nothing left where it stood, as a line of its own."""
        for change in changes:
            if change.start == change.end and change.words.strip():
                words = change.words.strip("\n")
                words = f"\n{words}" if self._passages else f"{words}\n"
                at = self._length
                self._changes.append(replace(change, start=at, end=at, words=words))

    def reading(self, warnings: Iterable[str] = (), parts: Iterable[Part] = ()) -> Reading:
        """What has been gathered."""
        return Reading(
            "".join(self._parts),
            tuple(self._passages),
            tuple(warnings),
            tuple(self._changes),
            tuple(parts),
        )
