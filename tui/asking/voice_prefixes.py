"""Whose account a typed line is: the first letters of a role or group, then a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from evidence.model import Voice
from evidence.words import spoken

__all__ = ["Said", "prefixes", "said"]

_PREFIXED = re.compile(r"\s*([^\s:][^:]{0,60}?)\s*:(.*)", re.DOTALL)
_WORD = re.compile(r"\w+")


class Said(NamedTuple):
    """A typed line: whose it is, what it says, and the voices that its prefix fits alike."""

    voice: str | None
    quote: str
    several: tuple[str, ...] = ()


def _names(voice: Voice) -> list[str]:
    """What a prefix may begin, best first: the role, the group, the role's words, the id."""
    role = voice.role.casefold().strip()
    group = spoken(voice.group) if voice.group else ""
    words = [word for word in _WORD.findall(role) if len(word) > 2]
    return [name for name in (role, group, *words, voice.id.casefold()) if name and ":" not in name]


def _fitting(prefix: str, voices: Sequence[Voice]) -> list[str]:
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
                if start == start.strip() and _fitting(start, voices) == [voice.id]
            ),
            voice.id,
        )
    return found


def said(line: str, voices: Sequence[Voice]) -> Said:
    """A typed line without the prefix that names its voice.

    A line without one is the only voice's, or nobody's in particular. One whose prefix fits several
    keeps it, so that nothing typed is lost. The quote is empty where nothing was said.
    """
    only = voices[0].id if len(voices) == 1 else None
    match = _PREFIXED.fullmatch(line)
    fitting = _fitting(match[1], voices) if match else []
    if match and len(fitting) == 1:
        return Said(fitting[0], match[2].strip())
    return Said(only, line.strip(), tuple(fitting))
