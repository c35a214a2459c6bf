"""An index of passages that grows source by source and knows which of them echo one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from threading import RLock

from evidence.echoes.alikeness import (
    LEAST_WORDS,
    SHINGLE,
    SHINGLES_OF_QUOTE,
    Spelling,
    shingles,
    sketch,
    words_in_both,
)
from evidence.reading import Passage, Reading
from evidence.word_runs import folded_words

__all__ = ["EchoIndex", "Repeated"]

#: Passages that stand in more sources than this are a form's own words, not an echo.
MOST_SOURCES = 8
#: A shingle that stands in more passages than this says nothing of any two of them.
_COMMON = 24
#: Passages of one source that are kept for a shingle: rows of a survey say much the same.
_OF_ONE_SOURCE = 3
#: Shingles that two passages must share to be compared.
_SHARED = 2
#: Parts of a file that are its frame.
_FRAME = frozenset({"heading", "header", "footer", "contents", "front matter", "code"})


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


@dataclass(slots=True)
class _Kept:
    """A passage, its words as letters, and whether its sketch tells all it says."""

    source: str
    passage: Passage
    text: str
    spelt: str
    whole: bool


class EchoIndex:
    """Which passages of which sources echo one another. What was added is compared at once."""

    def __init__(self) -> None:
        #: Held by whoever adds or asks, since several threads may.
        self.guard = RLock()
        self._kept: list[_Kept | None] = []
        self._spelling = Spelling()
        #: Where a shingle stands: one passage or several by number; () where it is common.
        self._where: dict[int, int | list[int] | tuple[()]] = {}
        self._numbers: dict[str, range] = {}
        self._words: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        #: By passage, those of other sources that it echoes, with the words in both.
        self._echoes: dict[int, dict[int, int]] = {}

    def __contains__(self, source: str) -> bool:
        return source in self._numbers

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that were added, in their order."""
        return tuple(self._numbers)

    def text(self, source: str) -> str | None:
        """The SHA-256 of the text that a source was added with; None where it was not added."""
        return self._texts.get(source)

    def words(self, source: str) -> int:
        """How many words a source has."""
        return self._words[source]

    def add(self, source: str, reading: Reading, text: str = "") -> None:
        """Add a source's text, of this SHA-256; what was added for it before is forgotten."""
        self.forget(source)
        first = len(self._kept)
        count = 0
        for passage in reading.passages:
            said = reading.text[passage.start : passage.end]
            words = folded_words(said)
            count += len(words)
            if len(words) >= LEAST_WORDS and passage.part not in _FRAME:
                self._add(source, first, passage, said, words)
        self._numbers[source] = range(first, len(self._kept))
        self._words[source] = count
        self._texts[source] = text

    def forget(self, source: str) -> None:
        """Leave a source out; one that was never added is none."""
        self._texts.pop(source, None)
        self._words.pop(source, None)
        for number in self._numbers.pop(source, range(0)):
            self._kept[number] = None
            for other in self._echoes.pop(number, ()):
                self._echoes[other].pop(number, None)

    def echoed(self, source: str) -> dict[str, list[Repeated]]:
        """What of a source stands in others too, by the other source, in the order of its text.

        What stands in very many sources is left out. A passage is named once for each other
        source, with the one that it is most alike.
        """
        found: dict[str, list[Repeated]] = {}
        for number in self._numbers.get(source, ()):
            if self._is_common(number):
                continue
            nearest: dict[str, tuple[int, int]] = {}
            for other, words in self._echoes.get(number, {}).items():
                kept = self._kept[other]
                if kept is None or self._is_common(other):
                    continue
                if words > nearest.get(kept.source, (0, 0))[0]:
                    nearest[kept.source] = (words, other)
            mine = self._kept[number]
            for name, (words, other) in nearest.items():
                theirs = self._kept[other]
                if mine is not None and theirs is not None:
                    found.setdefault(name, []).append(
                        Repeated(mine.passage, mine.text, theirs.passage, theirs.text, words)
                    )
        return found

    def _is_common(self, number: int) -> bool:
        echoes = self._echoes.get(number, {})
        if len(echoes) < MOST_SOURCES:
            return False
        sources = {kept.source for other in echoes if (kept := self._kept[other]) is not None}
        return len(sources) >= MOST_SOURCES

    def _add(self, source: str, first: int, passage: Passage, said: str, words: list[str]) -> None:
        """Keep a passage, and compare it with those that share enough of its shingles.

        ``first`` is the number of the source's first passage.
        """
        number = len(self._kept)
        spelt = self._spelling.of(words)
        runs = shingles(spelt)
        sketched = sketch(runs)
        whole = sketched is runs and len(runs) == len(words) - SHINGLE + 1
        kept = _Kept(source, passage, said, spelt, whole)
        self._kept.append(kept)
        where = self._where
        standing = [(shingle, where[shingle]) for shingle in where.keys() & sketched]
        where.update(dict.fromkeys(sketched, number))
        found: list[int] = []
        for shingle, stands in standing:
            if isinstance(stands, int):
                found.append(stands)
                where[shingle] = [stands, number]
            else:
                found += stands
                where[shingle] = _standing_too(stands, number, first)
        if len(set(found)) == len(found):
            return  # no other shares two
        often = [each for each in Counter(found).items() if each[1] >= _SHARED and each[0] < first]
        for other, count in sorted(often):
            self._compare(number, kept, other, count)

    def _compare(self, number: int, kept: _Kept, other: int, shared: int) -> None:
        """See whether two passages that share so many shingles are echoes."""
        theirs = self._kept[other]
        if theirs is None:
            return
        quotes = shared >= SHINGLES_OF_QUOTE or not (kept.whole and theirs.whole)
        in_both = words_in_both(kept.spelt, theirs.spelt, quotes=quotes)
        if in_both:
            self._echoes.setdefault(number, {})[other] = in_both
            self._echoes.setdefault(other, {})[number] = in_both


def _standing_too(
    standing: list[int] | tuple[()], number: int, first: int
) -> list[int] | tuple[()]:
    """Where a shingle stands once a passage of the source that begins at ``first`` has it too."""
    if not standing or len(standing) >= _COMMON:
        return ()
    if len(standing) < _OF_ONE_SOURCE or standing[-_OF_ONE_SOURCE] < first:
        standing.append(number)
    return standing
