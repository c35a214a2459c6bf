"""What a line typed in Capture says: whose it is, which asks it answers, and how it was worded.

Before the words may stand, in any order, ``p:`` for a voice and ``#3`` for an ask; a quotation mark
at the very start says that the words are a quote. What can't be understood stays part of the words.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from evidence.model import Voice
from evidence.words import NO_VOICE, Wording
from tui.asking.voice_prefixes import fitting_voices

__all__ = ["Standing", "TypedLine", "is_unclear", "read_line"]

_VOICE = re.compile(r"([^\s:#\"“][^:\"“]{0,60}?)\s*:(?!//)\s*", re.DOTALL)
_ASK = re.compile(r"#(?=\D{0,9}\d)([\w-]{1,40})[:,]?(?:\s+|$)")
#: What stands first in, or behind, what is no name: "10:30", "3 of them: ...", "Ratio 3: 4".
_FIGURE = re.compile(r"\d")
_WORDS_OF_A_PREFIX = 3
_NO_ASK = "no ask '"
_MARKS = {'"': '"', "“": "”", "”": "”", "«": "»", "„": "“"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for lines that do not say otherwise."""

    voice: str | None = None
    wording: Wording | None = None


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line taken apart. ``words`` is empty where nothing was said.

    ``chosen`` is the voice that a prefix names; ``asks`` are ids. ``several`` are the voices that a
    prefix fits alike, ``unknown`` the prefixes and asks that are not there: both are still words.
    ``unclear`` tells that in few words, to be kept with the statement. Words after a prefix that
    names no one voice have none: they are not put into anybody's mouth.
    """

    words: str
    voice: str | None = None
    chosen: str | None = None
    asks: tuple[str, ...] = ()
    wording: Wording | None = None
    several: tuple[str, ...] = ()
    unknown: tuple[str, ...] = field(default=())
    unclear: str | None = None


def read_line(
    line: str,
    voices: Sequence[Voice],
    asks: Sequence[str] = (),
    known: Container[str] = (),
    standing: Standing = Standing(),
) -> TypedLine:
    """A typed line taken apart.

    ``asks`` are those of the session, ``#1`` the first of them; ``known`` holds every ask that may
    be named by its id.
    """
    rest = line.strip()
    chosen: str | None = None
    answered: list[str] = []
    several: tuple[str, ...] = ()
    unknown: list[str] = []
    nobody = ""
    while True:
        if found := _ASK.match(rest):
            ask = _ask_of(found[1], asks, known)
            if ask is None:
                unknown.append(f"#{found[1]}")
                # What stands behind it stays in the words as well, but still says whose they are.
                if chosen is None and (said := _prefix(rest[found.end() :])):
                    fitting = fitting_voices(said[1], voices)
                    chosen = fitting[0] if len(fitting) == 1 else None
                    nobody = "" if chosen else f"{said[1]}:"
                break
            answered.append(ask)
        elif chosen is None and (found := _VOICE.match(rest)):
            fitting = fitting_voices(found[1], voices)
            if len(fitting) != 1:
                several = tuple(fitting)
                if several or _prefix(rest):
                    nobody = f"{found[1]}:"
                    unknown += [] if several else [nobody]
                break
            chosen = fitting[0]
        else:
            break
        rest = rest[found.end() :]
    words, wording = _unquoted(rest.strip())
    only = voices[0].id if len(voices) == 1 else None
    here = standing.voice if any(voice.id == standing.voice for voice in voices) else None
    asked = next((name for name in unknown if name.startswith("#")), None)
    return TypedLine(
        words,
        voice=chosen or (None if nobody else here or only),
        chosen=chosen,
        asks=tuple(dict.fromkeys(answered)),
        wording=wording or standing.wording,
        several=several,
        unknown=tuple(unknown),
        unclear=f"{NO_VOICE}{nobody}'" if nobody else f"{_NO_ASK}{asked}'" if asked else None,
    )


def is_unclear(flag: str | None) -> bool:
    """Whether a statement is flagged for a prefix that named nothing, not by an inspector."""
    return (flag or "").startswith((NO_VOICE, _NO_ASK))


def _ask_of(name: str, asks: Sequence[str], known: Container[str]) -> str | None:
    if name.isascii() and name.isdigit():
        number = int(name)
        return asks[number - 1] if 1 <= number <= len(asks) else None
    return next((each for each in (name, name.upper()) if each in known or each in asks), None)


def _prefix(text: str) -> re.Match[str] | None:
    """The prefix at the beginning of a text that looks like the name of a voice, if one does."""
    found = _VOICE.match(text)
    if found is None or len(found[1].split()) > _WORDS_OF_A_PREFIX:
        return None
    figures = _FIGURE.match(found[1]) or _FIGURE.match(text, found.end())
    return None if figures else found


def _unquoted(words: str) -> tuple[str, Wording | None]:
    """The words without a quotation mark that opens them, and that they are then a quote."""
    closing = _MARKS.get(words[:1])
    if closing is None or not words[1:].strip():
        return words, None
    inner = words[1:].strip()
    if inner.endswith(closing) and inner.count(closing) == 1 and inner[:-1].strip():
        return inner[:-1].strip(), "quote"
    return (words if closing in inner else inner), "quote"
