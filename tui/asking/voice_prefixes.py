"""Whose account a typed line is: the first letters of a role or group, then a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.model import Voice
from evidence.words import spoken

__all__ = ["fitting_voices", "prefixes"]

_WORD = re.compile(r"\w+")


def _names(voice: Voice) -> list[str]:
    """What a prefix may begin, best first: the role, the group, the role's words, the id."""
    role = voice.role.casefold().strip()
    group = spoken(voice.group) if voice.group else ""
    words = [word for word in _WORD.findall(role) if len(word) > 2]
    return [name for name in (role, group, *words, voice.id.casefold()) if name and ":" not in name]


def fitting_voices(prefix: str, voices: Sequence[Voice]) -> list[str]:
    """The voices that a prefix fits; one that it names in full is alone."""
    folded = prefix.casefold()
    whole = [voice.id for voice in voices if folded in _names(voice)]
    if len(whole) == 1:
        return whole
    return [voice.id for voice in voices if any(name.startswith(folded) for name in _names(voice))]


def prefixes(voices: Sequence[Voice]) -> dict[str, str]:
    """For each voice the shortest prefix that fits it and no other; at the worst its id."""
    found: dict[str, str] = {}
    for voice in voices:
        names = _names(voice)
        starts = (name[:length] for length in range(1, 13) for name in names)
        found[voice.id] = next(
            (
                start
                for start in starts
                if start == start.strip() and fitting_voices(start, voices) == [voice.id]
            ),
            voice.id,
        )
    return found
