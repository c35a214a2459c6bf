"""Who speaks, where a text's markup sets the names off: in bold, in italics, before a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from evidence.readers._speech import (
    CLOCK,
    Opening,
    clock,
    labels,
    names_speaker,
    opening,
    speaks,
    timed_names,
    titled,
)

__all__ = ["ASIDE", "FIELD", "LETTERED", "marked_opening", "named_field", "speakers_of"]

#: What nobody says: in brackets, or in italics.
ASIDE = re.compile(r"\*?[\[(].*[\])]\*?|\*[^*].*[^*]\*|\*[^*]\*", re.DOTALL)
LETTERED = re.compile(r"(?P<name>[QA])[.:]?")

#: ``**Mr Doe**: words`` or ``*Mr Doe:* words``, however the name stands out.
_MARKED_NAME = re.compile(
    rf"(?:[\[(](?P<before>{CLOCK})[\])][^\S\n]+)?"
    r"(?P<mark>\*{1,2}|_{1,2})(?:(?P<letter>[QA])[:.]?(?P=mark)[:.]?"
    rf"|(?P<name>[^*\n:]{{1,80}}?)(?:[^\S\n]?[\[(](?P<within>{CLOCK})[\])])?"
    rf"(?::(?P=mark):?(?:[^\S\n]?[\[(](?P<after>{CLOCK})[\])]:?)?|(?P=mark)\s?:"
    rf"|(?P=mark)[^\S\n]?[\[(](?P<beside>{CLOCK})[\])][^\S\n]?:?))(?:[^\S\n]+|\n|$)"
)
#: ``**Q12**`` or ``Q12`` before the name of whoever asks.
_QUESTION = re.compile(r"(?:\*\*Q\.?[ ]?[0-9]{1,4}[.:]?\*\*|Q[0-9]{1,4}[.:]?)[^\S\n]+(?=\*)")
#: ``:Mr Doe: words``
FIELD = re.compile(r":(?P<name>[^:\n]{1,80}):(?:[^\S\n]+|$)")


def marked_opening(text: str, start: int, end: int) -> Opening:
    """The name that ``text[start:end]`` begins with, marked in some way or followed by a colon."""
    number = _QUESTION.match(text, start, end)
    if found := _MARKED_NAME.match(text, number.end() if number else start, end):
        named = found["letter"] or _name(found["name"].strip())
        time = found["before"] or found["within"] or found["after"] or found["beside"]
        return Opening(named, clock(time or ""), start, found.end())
    plain = opening(text, start, end)
    if plain.name and plain.name.startswith("*"):
        return replace(plain, name=None)
    return plain


def named_field(text: str, start: int, end: int) -> Opening | None:
    """The name that a field (``:Mr Doe: words``) begins with; None where it is none."""
    found = FIELD.match(text, start, end)
    return Opening(_name(found["name"].strip()), None, start, found.end()) if found else None


def _name(written: str) -> str | None:
    letter = LETTERED.fullmatch(written)
    return letter["name"] if letter else opening(f"{written}:", 0, len(written) + 1).name


def speakers_of(opened: Sequence[Opening]) -> frozenset[str | None]:
    """The names that speak: of a few in a long hearing too, where one comes back."""
    names = Counter(each.name for each in opened if each.name)
    known = {name for name, times in names.items() if name and names_speaker(name, times)}
    known -= labels(opened)
    if (timed := timed_names(opened)) is not None:
        known &= timed
    if names.total() >= 3 and speaks(opened, min(len(opened), names.total())):
        return frozenset(known)
    # A page of one speech, or of one and the thanks for it, names each speaker once.
    return frozenset(name for name in known if titled(name))
