"""Speakers: whose voice each of those is whom a transcript names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence.commands.base import Command, Context, Effect, amended, found, made
from evidence.faults import Fault, Refused, refuse
from evidence.model import LETTERS, Source, Speaker, Statement, Voice
from evidence.state import Change, State, adding
from evidence.words import Group, number_of


@dataclass(frozen=True, slots=True)
class NewVoice:
    """A voice to be made, unless one of this group and role is there."""

    group: Group | None = None
    role: str = ""
    people: int | None = None


@dataclass(frozen=True, slots=True)
class MapSpeakers(Command):
    """Say whose voice each speaker of a source is.

    That is a voice's id, one to be made, or None for no voice any more. The voices become voices
    of the source, and of the statements already taken from these speakers. Speakers that are not
    named stay as they are.
    """

    source: str
    voices: Mapping[str, str | NewVoice | None]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        source = found(state.sources, self.source, "source")
        unknown = [
            Fault(name, f"there is no voice {voice}")
            for name, voice in self.voices.items()
            if isinstance(voice, str) and voice not in state.voices
        ]
        if unknown:
            raise Refused(unknown)
        changes, given = _with_new_voices(state, self.voices)
        mapped = {each.name: each.voice for each in source.speakers}
        for name, voice in given.items():
            if voice is None:
                mapped.pop(name, None)
            else:
                mapped[name] = voice
        speakers = [Speaker(name=name, voice=voice).plain() for name, voice in mapped.items()]
        voices = tuple(dict.fromkeys((*source.voices, *mapped.values())))
        fields: dict[str, Any] = {"speakers": speakers or None, "voices": voices or None}
        if source.with_fields(**fields) != source:
            changes.append(amended("sources", source, **fields))
        taken = list(_of_statements(state, source, given))
        if not changes and not taken:
            raise refuse(source.id, "has its speakers so already: nothing to change")
        number = len(given)
        says = f"said whose voice {number_of(number, 'speaker')} of {source.label}"
        says += f" {'is' if number == 1 else 'are'}"
        if taken:
            says += f", and of {number_of(len(taken), 'statement')}"
        return Effect((*changes, *taken), (source.id,), says)


def _with_new_voices(
    state: State, voices: Mapping[str, str | NewVoice | None]
) -> tuple[list[Change], dict[str, str | None]]:
    """The voices that are to be made, and for each speaker the id of its voice."""
    ids = {(voice.group, voice.role): voice.id for voice in state.voices.values()}
    number = int(state.next_id("voices").removeprefix(LETTERS["voices"]))
    changes: list[Change] = []
    given: dict[str, str | None] = {}
    for name, voice in voices.items():
        if not isinstance(voice, NewVoice):
            given[name] = voice
            continue
        known = (voice.group, voice.role)
        if known not in ids:
            while f"V{number}" in state.voices:
                number += 1
            fields = {"role": voice.role or None, "group": voice.group, "people": voice.people}
            changes.append(adding("voices", made(Voice, id=f"V{number}", **fields)))
            ids[known] = f"V{number}"
            number += 1
        given[name] = ids[known]
    return changes, given


def _of_statements(state: State, source: Source, given: Mapping[str, str | None]) -> list[Change]:
    """The changes that give the speakers' voices to the statements taken from them."""

    def speaker_of(statement: Statement) -> str | None:
        return statement.place.speaker if statement.place is not None else None

    return [
        amended("statements", statement, voice=given[name])
        for statement in state.statements_of_source.get(source.id, {}).values()
        if (name := speaker_of(statement)) in given
        and name is not None
        and given[name] is not None
        and statement.voice != given[name]
    ]
