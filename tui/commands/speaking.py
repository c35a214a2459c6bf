"""Speakers as they are named on the command line: NAME=VOICE, the voice as `--voice` has it."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.commands import NewVoice
from evidence.faults import Fault
from evidence.state import State
from tui.commands.voices import named_voices

__all__ = ["speakers_named"]


def speakers_named(
    state: State, given: Iterable[str]
) -> tuple[dict[str, str | NewVoice | None], list[Fault]]:
    """The voice of each speaker named, and what is wrong with what was given.

    A role and group that a voice has already name that voice.
    """
    speakers: dict[str, str | NewVoice | None] = {}
    faults: list[Fault] = []
    for pair in given:
        name, equals, voice = (part.strip() for part in pair.partition("="))
        if not equals or not name or not voice:
            faults.append(Fault(f"--speaker {pair}", "write NAME=VOICE, such as NAME=V3"))
            continue
        named, wrong = named_voices(state, [voice])
        faults += [Fault(f"--speaker {pair}", fault.what) for fault in wrong]
        for each in named:
            speakers[name] = each.id or NewVoice(each.group, each.role, each.people)
    return speakers, faults
