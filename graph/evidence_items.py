"""Statements and sources as a summary tells them: where they come from, as far as may be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from evidence.model import Link, Source, Statement, Voice
from evidence.programme import Programme
from evidence.state import State
from evidence.words import spoken
from graph.attribution import (
    Attribution,
    is_small,
    may_be_attributed,
    source_may_be_named,
    voice_as_told,
    voice_may_be_named,
)
from graph.counting import why_not
from graph.outline import place_words
from graph.summary_parts import EvidenceItem, Resting, SourceSummary, VoiceSummary

__all__ = ["EvidenceItems", "source_summary"]

#: Kinds in which nobody was heard: who issued them is no secret.
_ON_PAPER: Final = frozenset({"document", "data", "survey"})


class EvidenceItems:
    """The statements of one state, each made once."""

    def __init__(self, state: State, programme: Programme) -> None:
        self._state = state
        self._programme = programme
        self._items: dict[tuple[str, bool], EvidenceItem] = {}

    def of(
        self, identifier: str, link: Link | None = None, *, witness: bool = False
    ) -> EvidenceItem:
        """A statement with where it comes from: the same value wherever the same is said of it."""
        found = self._items.get((identifier, witness))
        if found is None:
            found = self._items[identifier, witness] = self._item(identifier, witness=witness)
        return replace(found, note=link.note) if link is not None and link.note else found

    def resting(self, key: str) -> Resting:
        """A source or voice that a status rests on, as far as it may be told."""
        state, fewest = self._state, self._programme.small_group
        source = state.sources.get(key)
        if source is None:
            named = voice_may_be_named(state, key, fewest)
            return Resting(key if named else "", voice_as_told(state, key, fewest), is_source=False)
        if source_may_be_named(state, key, fewest):
            return Resting(key, source.label, is_source=True)
        article = "an" if source.kind[0] in "aeiou" else "a"
        return Resting("", f"{article} {spoken(source.kind)} with few people", is_source=True)

    def _item(self, identifier: str, *, witness: bool) -> EvidenceItem:
        statement = self._state.statements[identifier]
        source = self._state.sources[statement.source]
        attribution = may_be_attributed(self._state, identifier, self._programme.small_group)
        place = statement.place
        if place is not None and not attribution:
            place = place.with_fields(speaker=None)
        return EvidenceItem(
            statement=statement.id,
            quote=statement.quote,
            source=source.id if attribution.source_named else "",
            source_title=source.label if attribution.source_named else "",
            kind=source.kind,
            dated=source.dated,
            place=place_words(place) if place else "",
            voice=self._voice(statement, source, attribution),
            witness=witness,
            not_counted=why_not(self._state, identifier) or "",
            repeats=statement.repeats,
            not_attributed=attribution.reason,
            wording=statement.wording,
        )

    def _voice(
        self, statement: Statement, source: Source, attribution: Attribution
    ) -> VoiceSummary | None:
        """The statement's voice, or the one that its source has alone, as far as it may be told."""
        if not attribution:
            return VoiceSummary("", attribution.said_as, None, None, small=True)
        voices = statement.said_by(source.voices)
        if len(voices) != 1:
            return None
        voice: Voice = self._state.voices[voices[0]]
        return VoiceSummary(voice.id, voice.label, voice.group, voice.people, small=False)


def source_summary(state: State, identifier: str, programme: Programme) -> SourceSummary:
    """A source, for the appendix."""
    source = state.sources[identifier]
    counted = [state.voices[voice].people for voice in source.voices]
    return SourceSummary(
        id=source.id,
        title=source.label,
        kind=source.kind,
        dated=source.dated,
        received=source.received,
        voices=tuple(state.voices[voice].label for voice in source.voices),
        derived_from=source.derived_from,
        reliability=source.reliability,
        file=source.file.name if source.file else None,
        sha256=source.file.sha256 if source.file else None,
        statements=len(state.statements_of_source.get(identifier, {})),
        withdrawn=source.withdrawn,
        withdrawn_reason=source.withdrawn_reason,
        few=source.kind not in _ON_PAPER
        and any(is_small(number, programme.small_group) for number in counted),
    )
