"""What a summary holds that may not be handed over as it is, and what was done about each.

Looked at are the words that this reader receives: statements with their notes and places, findings
with recommendations and reasons, the titles and files of sources, roles, and what is said of the
inspection. The programme's own words are not looked at.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from evidence.model import About, Clearance, Finding, GapRef
from evidence.programme import Programme
from evidence.state import State
from evidence.words import CHECKS, Check, Kind, id_order, spoken
from graph.clearing import Clearing, clearing_of
from graph.document import Document, texts_of_document
from graph.evidence_items import EvidenceItems, source_summary
from graph.for_reader import NOT_QUOTED
from graph.identifying import Telling
from graph.looking import Looking, identifying_in
from graph.personal_names import bare
from graph.summary_parts import EvidenceItem, FindingSummary, SourceSummary, Summary

__all__ = [
    "MISSES",
    "Found",
    "found_in",
    "found_in_document",
    "found_in_records",
    "same_words",
    "still_open",
]

#: What is said wherever the check is shown, whether something is open or not.
MISSES: Final = "The check misses things: read it too."
_WRITTEN: Final[frozenset[Kind]] = frozenset({"document", "data", "survey"})
_AROUND: Final = 40


@dataclass(frozen=True, slots=True)
class Found:
    """Words that may tell who somebody is: where, why, and what was done, if anything.

    ``about`` is the statement, source or finding, or "inspection"; ``done`` the clearance of these
    very words there, or another by which they are taken out everywhere; ``context`` the text
    around them.
    """

    check: Check
    about: str
    words: str
    why: str
    context: str
    done: Clearance | None = None

    @property
    def open(self) -> bool:
        """Whether nothing was done about it."""
        return self.done is None

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by in a list."""
        return (self.check, self.about, self.words)

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "check": self.check,
            "about": self.about,
            "words": self.words,
            "why": self.why,
            "context": self.context,
            "done": self.done.plain() if self.done else None,
        }


def found_in(
    summary: Summary, state: State, programme: Programme, looking: Looking | None = None
) -> tuple[Found, ...]:
    """What the check finds in what a reader would receive, before anything is taken out of it.

    What is open comes first; then in the order of the checks and of the records. ``looking``, if
    given, began before with this state.
    """
    words = {finding.id: _words_of(finding) for finding in summary.findings()}
    meta = summary.meta
    received = _Received(meta.title, meta.service, words, summary.evidence, summary.sources)
    known = looking.tellings() if looking is not None else {}
    return _OfReceived(received, state, programme, known).found()


def found_in_records(state: State, programme: Programme) -> tuple[Found, ...]:
    """What ``found_in`` finds in the lead inspector's summary of this state, without making it.

    She receives every statement but those that belong to nothing and were withdrawn or set aside.
    Only the context of words that stand in two notes on one statement may be that of the other.
    """
    items = EvidenceItems(state, programme)
    told: list[EvidenceItem] = []
    for key in state.statements:
        links = state.links_of_statement.get(key, {}).values()
        told += [items.of(key, link) for link in links]
        if not links and not _is_set_aside(state, key):
            told.append(items.of(key))
    words = {finding.id: _words_of(finding) for finding in state.findings.values()}
    sources = [source_summary(state, key, programme) for key in state.sources]
    meta = state.inspection
    received = _Received(meta.title or "", meta.service or "", words, lambda: told, sources)
    return _OfReceived(received, state, programme).found()


def _is_set_aside(state: State, key: str) -> bool:
    """Whether a statement that belongs to nothing is of no matter."""
    statement = state.statements[key]
    if statement.questions:
        return False
    gap = GapRef(code="orphan", about=About(statement=key)) if state.dismissals else None
    withdrawn = statement.withdrawn or state.sources[statement.source].withdrawn
    return withdrawn or (gap is not None and gap.key in state.dismissals)


def _words_of(finding: Finding | FindingSummary) -> tuple[str, ...]:
    """The texts of a finding."""
    reason = finding.resolution.reason if finding.resolution is not None else ""
    return finding.text, finding.recommendation or "", reason


def found_in_document(document: Document, state: State, programme: Programme) -> tuple[Found, ...]:
    """What the check finds in a document that quotes nobody, such as session sheets.

    Each is said to be about the record in which the words stand, or about the inspection.
    """
    return _OfDocument(document, state, programme).found()


def still_open(found: tuple[Found, ...]) -> int:
    """How many of these nothing was done about."""
    return sum(each.open for each in found)


def same_words(words: str, found: Iterable[Found]) -> tuple[Found, ...]:
    """What is open of the same words, wherever they stand: in any case, with a title or without."""
    wanted = _alike(words)
    return tuple(each for each in found if each.open and _alike(each.words) == wanted)


def _alike(words: str) -> str:
    return " ".join(bare(words).split()).casefold()


class _Checking(ABC):
    """The check of one inspection; where it looks is for those below to say."""

    def __init__(self, state: State, programme: Programme) -> None:
        self._state = state
        self._programme = programme
        self._clearing: Clearing = clearing_of(state)
        self._acting = [c for c in state.clearances.values() if c.action != "keep"]
        self._identifying = identifying_in(state, programme)
        self._known: Mapping[str, list[Telling]] = {}

    def found(self) -> tuple[Found, ...]:
        once: dict[tuple[str, str, str], Found] = {}
        for found in (*self._in_texts(), *self._of_few()):
            once.setdefault(found.key, found)
        for clearance in self._state.clearances.values():
            if clearance.check == "other":
                by_hand = Found(
                    "other", clearance.about, clearance.words, "said by hand", "", clearance
                )
                once.setdefault(by_hand.key, by_hand)
        order = {check: number for number, check in enumerate(CHECKS)}
        return tuple(
            sorted(
                once.values(),
                key=lambda f: (not f.open, order[f.check], id_order(f.about), f.words),
            )
        )

    def _in_texts(self) -> Iterator[Found]:
        """Names, addresses and numbers."""
        seen: set[tuple[str, str]] = set()
        for about, text in self._texts():
            if not text or (about, text) in seen:
                continue
            seen.add((about, text))
            known = self._known.get(text)
            for telling in self._identifying.in_text(text) if known is None else known:
                yield self._made(about, telling, text)

    @abstractmethod
    def _texts(self) -> Iterator[tuple[str, str]]:
        """Every text with the record it is of."""

    @abstractmethod
    def _of_few(self) -> Iterator[Found]:
        """What is told of so few people that a reader could tell who they are."""

    def _made(self, about: str, telling: Telling, text: str) -> Found:
        words = telling.words
        before, after = text[: telling.start], text[telling.start + len(words) :]
        context = f"{before[-_AROUND:]}{words[:200]}{after[:_AROUND]}"
        found = Found(telling.check, about, words, telling.why, " ".join(context.split()))
        clearance = self._state.clearances.get(
            Clearance(check=found.check, about=about, words=words, action="keep").key
        )
        if clearance is None:
            clearance = self._taken_out(words)
        if clearance is None:
            return found
        return Found(found.check, about, words, found.why, found.context, clearance)

    def _taken_out(self, words: str) -> Clearance | None:
        """A clearance by which all of these words is taken out, wherever it was said."""
        if not self._clearing:
            return None
        for said in (words, bare(words)):
            if self._clearing.covers(said):
                return next((c for c in self._acting if Clearing([c]).covers(said)), None)
        return None


@dataclass(frozen=True, slots=True)
class _Received:
    """What somebody receives: the words of findings by id, statements and sources."""

    title: str
    service: str
    findings: Mapping[str, Iterable[str]]
    evidence: Callable[[], Iterable[EvidenceItem]]
    sources: Iterable[SourceSummary]


class _OfReceived(_Checking):
    """What somebody receives of an inspection."""

    def __init__(
        self,
        received: _Received,
        state: State,
        programme: Programme,
        known: Mapping[str, list[Telling]] = MappingProxyType({}),
    ) -> None:
        super().__init__(state, programme)
        self._received = received
        self._known = known

    def _of_few(self) -> Iterator[Found]:
        yield from self._in_evidence()
        yield from self._in_sources()

    def _texts(self) -> Iterator[tuple[str, str]]:
        received = self._received
        yield "inspection", received.title
        yield "inspection", received.service
        for finding, words in received.findings.items():
            for text in words:
                yield finding, text
        for item in received.evidence():
            if item.quote != NOT_QUOTED:
                yield item.statement, item.quote
            yield item.statement, item.note
            if not item.place[:1].isdigit():
                yield item.statement, item.place
        for source in received.sources:
            yield source.id, source.title
            yield source.id, (source.file or "").replace("_", " ")
            yield source.id, source.withdrawn_reason or ""
            for role in source.voices:
                yield source.id, role

    def _in_evidence(self) -> Iterator[Found]:
        """Words of few people, and roles that nobody counted with their site and day."""
        for item in self._received.evidence():
            if item.quote == NOT_QUOTED:
                continue
            if item.not_attributed:
                ours = item.voice is not None and item.voice.label == "an inspector"
                if item.kind not in _WRITTEN and item.wording != "paraphrase" and not ours:
                    why = f"words of {item.not_attributed}"
                    yield self._made(item.statement, Telling("few", item.quote, 0, why), item.quote)
            elif item.kind not in _WRITTEN:
                yield from self._uncounted(item)

    def _uncounted(self, item: EvidenceItem) -> Iterator[Found]:
        source = self._state.sources[self._state.statements[item.statement].source]
        voice = item.voice
        if (
            voice is None
            or voice.people is not None
            or voice.group in ("data_system", None)
            or not (source.site and source.dated)
        ):
            return
        why = (
            f"{voice.label}, {source.site} and {source.dated} together can single someone out: "
            "nobody counted how many they are"
        )
        yield self._made(item.statement, Telling("singled_out", item.quote, 0, why), item.quote)

    def _in_sources(self) -> Iterator[Found]:
        """Sources in which few were heard, named by a title together with site and day."""
        for summary in self._received.sources:
            source = self._state.sources[summary.id]
            groups = {self._state.voices[voice].group for voice in source.voices}
            if groups == {"inspectors"}:
                continue
            if summary.few and summary.title and source.site and source.dated:
                why = (
                    f"few were heard in this {spoken(source.kind)}: its title, {source.site} and "
                    f"{source.dated} together can single someone out"
                )
                telling = Telling("singled_out", summary.title, 0, why)
                yield self._made(summary.id, telling, summary.title)


class _OfDocument(_Checking):
    """What stands in a document."""

    def __init__(self, document: Document, state: State, programme: Programme) -> None:
        super().__init__(state, programme)
        self._document = document

    def _texts(self) -> Iterator[tuple[str, str]]:
        for text in texts_of_document(self._document):
            yield self._record_of(text), text

    def _record_of(self, text: str) -> str:
        """The record whose words a text is, by its finding, source or voice."""
        state = self._state
        words = [
            *((f.id, f.text) for f in state.findings.values()),
            *((s.id, s.title or "") for s in state.sources.values()),
            *((v.id, v.role) for v in state.voices.values()),
        ]
        return next((key for key, said in words if said and said in text), "inspection")

    def _of_few(self) -> Iterator[Found]:
        """Nobody's words stand in it, and whom a session is with is what it is for."""
        return iter(())
