"""Words that exports may not carry: taken out of a summary, and looked for in what was written.

Words are found whatever white space, hidden characters or composed letters stand in them. Several
words, and words with a digit or an ``@``, are found in any case; a single word as it is written
or in capitals only, so that to redact a Mr Will does not take every "will".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from evidence.model import Clearance
from evidence.state import State

__all__ = ["REDACTED", "Clearing", "clearing_of"]

#: What stands in the place of redacted words.
REDACTED: Final = "[redacted]"

#: Fields of a summary that name records or hold a closed list's word, never anybody's words.
_NOT_TEXT: Final = frozenset(
    {
        "aspect", "area", "code", "counts", "dated", "day", "derived_from", "group", "journal",
        "kind", "lines", "made_at", "outcome", "polarity", "reader", "received", "repeats",
        "seq", "severity", "sha256", "source", "statement", "status", "tests", "version",
        "wording",
    }
)  # fmt: skip

#: Characters that nobody sees, which may stand between two letters.
_HIDDEN: Final = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
_ODD: Final = re.compile(_HIDDEN[:-1])
_GAP: Final = rf"{_HIDDEN}[\s_]+{_HIDDEN}"
#: Longer words than this are quotes: they are found by their letters alone.
_LONG: Final = 120
_MANY_TIMES: Final = 4
_AS_NUMBER: Final = re.compile(r"[\d@]")

T = TypeVar("T")


class Clearing:
    """What is to be redacted or paraphrased in everything that is handed over."""

    def __init__(self, clearances: Iterable[Clearance]) -> None:
        acting = [each for each in clearances if each.action != "keep"]
        acting.sort(key=lambda each: (-len(each.words), each.words, each.key))
        self._instead = [each.instead or REDACTED for each in acting]
        self._words = [each.words for each in acting]
        parts = [f"(?P<w{number}>{_pattern(words)})" for number, words in enumerate(self._words)]
        self._found = re.compile("|".join(parts)) if parts else None
        self._first = {_folded(words.replace("_", " ").split()[0]) for words in self._words}
        self._packed = [_packed(words) for words in self._words if _AS_NUMBER.search(words)]

    def __bool__(self) -> bool:
        return self._found is not None

    def text(self, text: str) -> str:
        """The text as it may be handed over."""
        if self._found is None or not self._may_stand_in(text):
            return text
        for _ in range(_MANY_TIMES):  # what is put in can make words with what stands beside it
            cleared = self._found.sub(self._put, text)
            if cleared == text:
                break
            text = cleared
        return text

    def covers(self, words: str) -> bool:
        """Whether all of these words is taken out wherever they stand."""
        return self._found is not None and self._found.fullmatch(words) is not None

    def of(self, value: T) -> T:
        """A summary, or a part of one, as it may be handed over."""
        return value if self._found is None else _told(value, self.text)

    def leaks(self, text: str) -> Iterator[str]:
        """Which of the words stand in a text all the same, each once."""
        if self._found is None:
            return
        told = {self._words[int(str(m.lastgroup)[1:])] for m in self._found.finditer(text)}
        if self._packed:
            packed = _packed(text)
            numbers = (words for words in self._words if _AS_NUMBER.search(words))
            told |= {w for w, p in zip(numbers, self._packed, strict=True) if p and p in packed}
        yield from sorted(told)

    def _may_stand_in(self, text: str) -> bool:
        """Whether to look for the words at all: much faster than looking, and never wrongly no."""
        if _ODD.search(text) or not unicodedata.is_normalized("NFC", text):
            return True
        folded = _folded(text)
        return any(first in folded for first in self._first)

    def _put(self, match: re.Match[str]) -> str:
        return self._instead[int(str(match.lastgroup)[1:])]


def clearing_of(state: State) -> Clearing:
    """What the inspectors had redacted and paraphrased in this state."""
    return Clearing(state.clearances.values())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")


def _pattern(words: str) -> str:
    tokens = re.split(r"[\s_]+", words.strip())
    said = _GAP.join(_token(token, len(words) <= _LONG) for token in tokens)
    before = r"(?<![^\W_])" if words.strip()[0].isalnum() else ""
    after = r"(?![^\W_])" if words.strip()[-1].isalnum() else ""
    if len(tokens) > 1 or _AS_NUMBER.search(words):
        said = f"(?i:{said})"
    elif words.upper() != words:
        said = f"(?:{said}|{_token(words.strip().upper(), True)})"
    return f"{before}{said}{after}"


def _token(token: str, hidden_between: bool) -> str:
    between = _HIDDEN if hidden_between else ""
    return between.join(_letter(letter) for letter in unicodedata.normalize("NFC", token))


def _letter(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    if letter in "'’":
        return "['’]"
    whole = re.escape(letter)
    return whole if apart == letter else f"(?:{whole}|{re.escape(apart)})"


def _packed(text: str) -> str:
    """The letters and digits alone: a number broken over lines or cells is still the number."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _told(value: Any, say: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return say(value)
    if isinstance(value, tuple):
        made = tuple(_told(each, say) for each in value)
        same = all(a is b for a, b in zip(made, value, strict=True))
        return value if same else made
    if isinstance(value, dict):
        return {name: _told(each, say) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in fields(value):
            standing = getattr(value, field.name)
            if field.name == "id" or field.name in _NOT_TEXT:
                continue
            made = _told(standing, say)
            if made is not standing and made != standing:
                changed[field.name] = made
        return replace(value, **changed) if changed else value
    return value
