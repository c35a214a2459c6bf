"""An index of passages that grows source by source and knows which of them echo one another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING

from evidence.reading import Passage, Reading

if TYPE_CHECKING:
    from evidence.echoes.comparing import Comparing, Taken

__all__ = ["EchoIndex", "Repeated"]

#: Passages that stand in more sources than this are a form's own words, not an echo.
MOST_SOURCES = 8


@dataclass(frozen=True, slots=True)
class Repeated:
    """A passage that says what one of another source says; ``words`` stand in both."""

    passage: Passage
    text: str
    other: Passage
    other_text: str
    words: int

    def turned(self) -> Repeated:
        """The same, seen from the other source."""
        return Repeated(self.other, self.other_text, self.passage, self.text, self.words)


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A source that was added, and its passages that may be echoes."""

    name: str
    reading: Reading
    text: str
    taken: Taken

    def passage(self, number: int) -> Passage:
        """The passage that has this number in the index."""
        return self.reading.passages[self.taken.places[number - self.taken.numbers.start]]

    def said(self, number: int) -> str:
        """What the passage of this number says."""
        passage = self.passage(number)
        return self.reading.text[passage.start : passage.end]


class EchoIndex:
    """Which passages of which sources echo one another. What was added is compared at once."""

    def __init__(self) -> None:
        #: Held by whoever adds or asks, since several threads may.
        self.guard = RLock()
        self._sources: dict[str, _Source] = {}
        #: All that was ever added, by the number of its first passage; None where it is forgotten.
        self._firsts: list[int] = []
        self._by_first: list[_Source | None] = []
        self._comparing: Comparing | None = None
        #: By passage, those of other sources that it echoes, with the words in both.
        self._echoes: dict[int, dict[int, int]] = {}

    def __contains__(self, source: str) -> bool:
        return source in self._sources

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that were added, in their order."""
        return tuple(self._sources)

    def text(self, source: str) -> str | None:
        """The SHA-256 of the text that a source was added with; None where it was not added."""
        return self._sources[source].text if source in self._sources else None

    def words(self, source: str) -> int:
        """How many words a source has."""
        return self._sources[source].taken.words

    def add(self, source: str, reading: Reading, text: str = "") -> None:
        """Add a source's text, of this SHA-256; what was added for it before is forgotten."""
        self.forget(source)
        if self._comparing is None:
            from evidence.echoes.comparing import Comparing  # numpy loads slowly

            self._comparing = Comparing()
        taken = self._comparing.take(reading)
        added = _Source(source, reading, text, taken)
        self._sources[source] = added
        self._firsts.append(taken.numbers.start)
        self._by_first.append(added)
        for number, other, words in taken.echoes:
            self._echoes.setdefault(number, {})[other] = words
            self._echoes.setdefault(other, {})[number] = words

    def forget(self, source: str) -> None:
        """Leave a source out; one that was never added is none."""
        gone = self._sources.pop(source, None)
        if gone is None or self._comparing is None:
            return
        self._by_first[self._by_first.index(gone)] = None
        self._comparing.leave_out(gone.taken.numbers)
        for number in gone.taken.numbers:
            for other in self._echoes.pop(number, ()):
                self._echoes[other].pop(number, None)

    def echoed(self, source: str) -> dict[str, list[Repeated]]:
        """What of a source stands in others too, by the other source, in the order of its text.

        What stands in very many sources is left out. A passage is named once for each other
        source, with the one that it is most alike.
        """
        found: dict[str, list[Repeated]] = {}
        if (mine := self._sources.get(source)) is None:
            return found
        for number in mine.taken.numbers:
            if number not in self._echoes or self._is_common(number):
                continue
            nearest: dict[str, tuple[int, int]] = {}
            for other, words in self._echoes[number].items():
                theirs = self._source_of(other)
                if theirs is None or self._is_common(other):
                    continue
                if words > nearest.get(theirs.name, (0, 0))[0]:
                    nearest[theirs.name] = (words, other)
            for name, (words, other) in nearest.items():
                theirs = self._sources[name]
                repeated = Repeated(
                    mine.passage(number),
                    mine.said(number),
                    theirs.passage(other),
                    theirs.said(other),
                    words,
                )
                found.setdefault(name, []).append(repeated)
        return found

    def _is_common(self, number: int) -> bool:
        echoes = self._echoes[number]
        if len(echoes) < MOST_SOURCES:
            return False
        sources = {source.name for each in echoes if (source := self._source_of(each)) is not None}
        return len(sources) >= MOST_SOURCES

    def _source_of(self, number: int) -> _Source | None:
        """The source that a passage is of; None where that is forgotten."""
        return self._by_first[bisect_right(self._firsts, number) - 1]
