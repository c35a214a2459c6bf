"""Voices as they are named on the command line: an id, GROUP, GROUP:ROLE or GROUP:ROLE:PEOPLE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.commands import AddVoice
from evidence.faults import Fault
from evidence.folder import InspectionFolder
from evidence.state import State
from evidence.words import GROUPS, Group

__all__ = ["NamedVoice", "made_voices", "named_voices"]


@dataclass(frozen=True, slots=True)
class NamedVoice:
    """A voice that stands (``id``), or one to be made."""

    id: str | None = None
    group: Group | None = None
    role: str = ""
    people: int | None = None


def named_voices(state: State, names: Iterable[str]) -> tuple[list[NamedVoice], list[Fault]]:
    """The voices that these name, each once, and what is wrong with the names.

    A group and role that a voice has already name that voice.
    """
    voices: dict[NamedVoice, None] = {}
    faults: list[Fault] = []
    for name in names:
        if name in state.voices:
            voices[NamedVoice(name)] = None
            continue
        group, role, people = (*(part.strip() for part in name.split(":", 2)), "", "")[:3]
        if group not in GROUPS:
            known = ", ".join(GROUPS)
            faults.append(
                Fault(f"--voice {name}", f'no voice or group "{group}": the groups are {known}')
            )
        elif people and not (people.isascii() and people.isdigit()):
            faults.append(
                Fault(f"--voice {name}", f'"{people}" is not a number of people, such as 6')
            )
        else:
            wanted = NamedVoice(None, group, role, int(people) if people else None)
            voices[_standing(state, wanted) or wanted] = None
    return list(voices), faults


def _standing(state: State, wanted: NamedVoice) -> NamedVoice | None:
    for voice in state.voices.values():
        if (voice.group, voice.role) == (wanted.group, wanted.role):
            return NamedVoice(voice.id)
    return None


def made_voices(folder: InspectionFolder, voices: Sequence[NamedVoice]) -> tuple[str, ...]:
    """The voices' ids, once those that do not stand yet are made. Raises Refused."""
    identifiers = []
    for voice in voices:
        identifier = voice.id
        if identifier is None:
            entry = folder.execute(AddVoice(voice.role, voice.group, voice.people))
            identifier = entry.about[0] if entry else ""
        identifiers.append(identifier)
    return tuple(dict.fromkeys(identifiers))
