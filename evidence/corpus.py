"""Every text of an inspection, folded once and kept, so that words are found as they are typed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from evidence.faults import Fault, Refused
from evidence.folder import InspectionFolder
from evidence.model import Finding, Place
from evidence.reading import Passage
from evidence.search import Hit, place_of
from evidence.state import State
from evidence.words import id_order

__all__ = ["Corpus", "findings_with", "statements_with"]


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text folded passage by passage: ``starts`` is where each passage begins in ``folded``."""

    sha256: str
    text: str
    passages: Sequence[Passage]
    folded: str
    starts: Sequence[int]


class Corpus:
    """The texts of an inspection. ``catch_up`` reads what is not known yet."""

    def __init__(self) -> None:
        self._texts: dict[str, _Folded] = {}
        self._guard = Lock()
        #: The texts that could not be read.
        self.unread: tuple[Fault, ...] = ()

    def catch_up(
        self, folder: InspectionFolder, go_on: Callable[[], bool] = lambda: True
    ) -> Iterator[str]:
        """The sources whose texts are known, each as soon as it is, in their order."""
        unread: list[Fault] = []
        for key, source in list(folder.state.sources.items()):
            sha256 = source.file.text if source.file is not None else None
            if sha256 is None:
                continue
            if not go_on():
                return
            known = self._texts.get(key)
            if known is None or known.sha256 != sha256:
                try:
                    reading = folder.reading(source)
                except Refused as refused:
                    unread += [Fault(key, str(fault)) for fault in refused.faults]
                    continue
                if reading is None:
                    continue
                folded = [
                    reading.text[passage.start : passage.end].casefold()
                    for passage in reading.passages
                ]
                starts, at = [], 0
                for each in folded:
                    starts.append(at)
                    at += len(each) + 1
                made = _Folded(sha256, reading.text, reading.passages, "\n".join(folded), starts)
                with self._guard:
                    self._texts[key] = made
            yield key
        self.unread = tuple(unread)

    def passages_with(
        self, source: str, words: Sequence[str], taken: frozenset[str] = frozenset()
    ) -> Iterator[Hit]:
        """The passages of a source that hold all of these folded words; those taken are left out.

        ``taken`` are the texts, stripped, of what was taken as a statement.
        """
        text = self._texts.get(source)
        if text is None or not words or any(word not in text.folded for word in words):
            return
        longest = max(words, key=len)
        at = text.folded.find(longest)
        while at >= 0:
            number = bisect_right(text.starts, at) - 1
            end = text.starts[number + 1] if number + 1 < len(text.starts) else len(text.folded) + 1
            piece = text.folded[text.starts[number] : end - 1]
            if all(word in piece for word in words):
                found = self.hit(source, number)
                if found.text.strip() not in taken:
                    yield found
            at = text.folded.find(longest, end)

    def holding(
        self, source: str, words: Sequence[str], taken: frozenset[str] = frozenset()
    ) -> Iterator[tuple[int, tuple[bool, ...]]]:
        """Each passage of a source by its number, and which of these folded words it holds.

        ``taken`` are the texts, stripped, of what was taken as a statement: they are left out.
        """
        text = self._texts.get(source)
        if text is None:
            return
        for number, passage in enumerate(text.passages):
            end = text.starts[number + 1] if number + 1 < len(text.starts) else len(text.folded) + 1
            piece = text.folded[text.starts[number] : end - 1]
            held = tuple(word in piece for word in words)
            if any(held) and text.text[passage.start : passage.end].strip() in taken:
                continue
            yield number, held

    def hit(self, source: str, number: int) -> Hit:
        """The passage of this number of a source whose text is known."""
        text = self._texts[source]
        passage = text.passages[number]
        return Hit(source, None, text.text[passage.start : passage.end], place_of(passage))


def findings_with(state: State, words: Sequence[str], *, most: bool = True) -> list[Finding]:
    """The findings that these folded words are about, the likeliest first.

    One of this very id comes first, then those that hold all of the words, parts of words
    included; where none does and ``most`` are enough, those that hold most of them.
    """
    if not words:
        return []
    findings = list(state.findings.values())  # a copy: this may be another thread
    named = [f for f in findings if list(words) == [f.id.casefold()]]
    holding = {f.id: sum(word in f.text.casefold() for word in words) for f in findings}
    for least in (len(words), max(2, -(-2 * len(words) // 3)))[: 1 + most]:
        found = [f for f in findings if holding[f.id] >= least and f not in named]
        if found or named:
            return [*named, *sorted(found, key=lambda f: (-holding[f.id], id_order(f.id)))]
    return []


def statements_with(state: State, words: Sequence[str]) -> Iterator[Hit]:
    """The statement of this very id, then those whose words hold all of these folded words."""
    if not words:
        return
    wanted = [s for s in list(state.statements.values()) if [s.id.casefold()] == list(words)]
    named = {s.id for s in wanted}
    for statement in list(state.statements.values()):
        if statement.id not in named:
            folded = statement.quote.casefold()
            if all(word in folded for word in words):
                wanted.append(statement)
    for statement in wanted:
        place = statement.place or Place()
        yield Hit(statement.source, statement.id, statement.quote, place)
