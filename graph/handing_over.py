"""What a summary holds that may not be handed over as it is, and what was done about each.

Looked at are the words that this reader receives: statements with their notes and places, findings
with recommendations and reasons, the titles and files of sources, roles, and what is said of the
inspection. The programme's own words are not looked at.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from evidence.model import Clearance
from evidence.programme import Programme
from evidence.state import State
from evidence.words import CHECKS, Check, Kind, id_order, spoken
from graph.clearing import Clearing, clearing_of
from graph.document import Document, texts_of_document
from graph.for_reader import NOT_QUOTED
from graph.identifying import Identifying, Telling
from graph.personal_names import bare
from graph.summary_parts import EvidenceItem, Summary

__all__ = ["MISSES", "Found", "found_in", "found_in_document", "same_words", "still_open"]

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


def found_in(summary: Summary, state: State, programme: Programme) -> tuple[Found, ...]:
    """What the check finds in what a reader would receive, before anything is taken out of it.

    What is open comes first; then in the order of the checks and of the records.
    """
    return _OfSummary(summary, state, programme).found()


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
        inspection = state.inspection
        sites = {*inspection.sites, *(s.site for s in state.sources.values() if s.site)}
        agencies = {*inspection.agencies, *(s.agency for s in state.sources.values() if s.agency)}
        questions = (q.text for q in programme.questions.values())
        self._identifying = Identifying(
            (
                *sites, *agencies, inspection.title or "", inspection.service or "",
                programme.title, *questions, *(v.role for v in state.voices.values()),
            ),
            sorted(sites),
            [statement.quote for statement in state.statements.values()]
            + [finding.text for finding in state.findings.values()],
        )  # fmt: skip

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
            for telling in self._identifying.in_text(text):
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


class _OfSummary(_Checking):
    """What a summary's reader receives."""

    def __init__(self, summary: Summary, state: State, programme: Programme) -> None:
        super().__init__(state, programme)
        self._summary = summary

    def _of_few(self) -> Iterator[Found]:
        yield from self._in_evidence()
        yield from self._in_sources()

    def _texts(self) -> Iterator[tuple[str, str]]:
        summary = self._summary
        yield "inspection", summary.meta.title
        yield "inspection", summary.meta.service
        for finding in summary.findings():
            yield finding.id, finding.text
            yield finding.id, finding.recommendation or ""
            if finding.resolution is not None:
                yield finding.id, finding.resolution.reason
        for item in summary.evidence():
            if item.quote != NOT_QUOTED:
                yield item.statement, item.quote
            yield item.statement, item.note
            if not item.place[:1].isdigit():
                yield item.statement, item.place
        for source in summary.sources:
            yield source.id, source.title
            yield source.id, (source.file or "").replace("_", " ")
            yield source.id, source.withdrawn_reason or ""
            for role in source.voices:
                yield source.id, role

    def _in_evidence(self) -> Iterator[Found]:
        """Words of few people, and roles that nobody counted with their site and day."""
        for item in self._summary.evidence():
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
        for summary in self._summary.sources:
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
