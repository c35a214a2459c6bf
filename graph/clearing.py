"""Words that exports may not carry: taken out of a summary, and looked for in what was written.

Words are found whatever white space, hidden characters or composed letters stand in them. Several
words, words with a digit or an ``@``, and a word in small letters are found in any case; another
single word as it is written or in capitals only, so that to redact a Mr Will does not take every
"will".
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
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
_UNSEEN: Final = (
    0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x2065), 0xFEFF,
)  # fmt: skip
_HIDDEN: Final = f"[{''.join(map(chr, _UNSEEN))}]*"
#: These, and the letters that case makes of two others.
_ODD: Final = re.compile(f"{_HIDDEN[:-2]}\u0130\u0131\u017f]")
_PLAINLY: Final = dict.fromkeys(map(chr, _UNSEEN), "") | {
    "\u0130": "i",
    "\u0131": "i",
    "\u017f": "s",
}
_RUN: Final = re.compile(r"[^\W_]+")
#: What is neither letter nor digit.
_BETWEEN: Final = bytes(n for n in range(128) if not chr(n).isalnum())
#: Longer words than this are quotes: they are found by their letters alone.
_LONG: Final = 120
_MANY_TIMES: Final = 4
_AS_NUMBER: Final = re.compile(r"[\d@]")
_DIGITS: Final = re.compile(rb"\d\d*")

T = TypeVar("T")


class Clearing:
    """What is to be redacted or paraphrased in everything that is handed over."""

    def __init__(self, clearances: Iterable[Clearance]) -> None:
        acting = [each for each in clearances if each.action != "keep"]
        acting.sort(key=lambda each: (-len(each.words), each.words, each.key))
        self._instead = [each.instead or REDACTED for each in acting]
        self._words = [each.words for each in acting]
        self._needed = [frozenset(_runs(words)) for words in self._words]
        #: The words by their longest run of letters, which stands in few texts.
        self._by_run: dict[str, list[int]] = {}
        for number, needed in enumerate(self._needed):
            self._by_run.setdefault(max(needed, key=len, default=""), []).append(number)
        #: Numbers and addresses as they are packed, each with the longest number in it.
        self._packed = [
            (words, packed, max(_DIGITS.findall(packed), key=len, default=b""))
            for words in self._words
            if _AS_NUMBER.search(words) and (packed := _packed(words))
        ]
        #: What stands between white space, and holds none of those runs.
        self._passed: set[str] = set()
        self._patterns: dict[tuple[tuple[int, ...], bool], re.Pattern[str]] = {}
        self._told: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._words)

    def text(self, text: str) -> str:
        """The text as it may be handed over."""
        told = self._told.get(text)
        if told is None:
            told = self._told[text] = self._cleared(text)
        return told

    def _cleared(self, text: str) -> str:
        for _ in range(_MANY_TIMES):  # what is put in can make words with what stands beside it
            found = self._searching(text)
            cleared = found.sub(self._put, text) if found is not None else text
            if cleared == text:
                break
            text = cleared
        return text

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where words stand that are to be taken out, in order, and what is put in their place.

        What is put in can make words with what stands beside it: it is to be looked at again.
        """
        found = self._searching(text)
        hits = found.finditer(text) if found is not None else ()
        return [(*hit.span(), self._put(hit)) for hit in hits]

    def covers(self, words: str) -> bool:
        """Whether all of these words is taken out wherever they stand."""
        found = self._searching(words)
        return found is not None and found.fullmatch(words) is not None

    def of(self, value: T) -> T:
        """A summary, or a part of one, as it may be handed over."""
        return _Retelling(self.text).of(value) if self else value

    def leaks(self, text: str) -> Iterator[str]:
        """Which of the words stand in a text all the same, each once."""
        found = self._searching(text)
        told: set[str] = set()
        if found is not None and found.search(text):
            # each by itself, since one may stand within another
            may = (self._words[number] for number in self._may_stand_in(text))
            told = {words for words in may if re.search(_pattern(words), text)}
        if self._packed:
            packed = _packed(text)
            digits = b" ".join(set(_DIGITS.findall(packed)))  # far less to look through
            told |= {words for words, p, number in self._packed if number in digits and p in packed}
        yield from sorted(told)

    def _searching(self, text: str) -> re.Pattern[str] | None:
        """What finds those of the words that may stand in a text; None where none may."""
        may = self._may_stand_in(text)
        if not may:
            return None
        hidden = _ODD.search(text) is not None
        if (may, hidden) not in self._patterns:
            parts = [f"(?P<w{number}>{_pattern(self._words[number], hidden)})" for number in may]
            self._patterns[may, hidden] = re.compile("|".join(parts))
        return self._patterns[may, hidden]

    def _may_stand_in(self, text: str) -> tuple[int, ...]:
        """The words whose every run of letters is one of the text: few, and never one too few.

        Runs are cut where a word may begin and end; where characters may hide between letters,
        they may be part of longer ones.
        """
        chunks = set(text.split())
        fresh = chunks - self._passed
        among = " ".join(fresh)
        if _ODD.search(among) or not unicodedata.is_normalized("NFC", among):
            plain = _ODD.sub(lambda found: _PLAINLY[found[0]], among)
            plain = unicodedata.normalize("NFC", plain).casefold()
            return self._numbers(run for run in self._by_run if run in plain)
        hits = self._by_run.keys() & {*_runs(among), ""} if fresh else None
        if not hits:
            self._passed |= fresh
            return ()
        few = self._numbers(hits)
        if all(len(self._needed[number]) < 2 for number in few):
            return few
        runs = _runs(" ".join(chunks))
        return tuple(number for number in few if self._needed[number] <= runs)

    def _numbers(self, runs: Iterable[str]) -> tuple[int, ...]:
        """The words of which these are the longest runs, in their order."""
        return tuple(sorted(number for run in runs for number in self._by_run[run]))

    def _put(self, match: re.Match[str]) -> str:
        return self._instead[int(str(match.lastgroup)[1:])]


def clearing_of(state: State) -> Clearing:
    """What the inspectors had redacted and paraphrased in this state."""
    return Clearing(state.clearances.values())


def _runs(text: str) -> set[str]:
    """The runs of letters and digits, in whatever case they stand."""
    return set(_RUN.findall(unicodedata.normalize("NFC", text).casefold()))


def _pattern(words: str, hidden: bool = True) -> str:
    """What finds the words; ``hidden``: also with characters between letters that nobody sees."""
    between = _HIDDEN if hidden and len(words) <= _LONG else ""
    tokens = re.split(r"[\s_]+", words.strip())
    gap = rf"{_HIDDEN}[\s_]+{_HIDDEN}" if hidden else r"[\s_]+"
    said = gap.join(_token(token, between) for token in tokens)
    before = r"(?<![^\W_])" if words.strip()[0].isalnum() else ""
    after = r"(?![^\W_])" if words.strip()[-1].isalnum() else ""
    if len(tokens) > 1 or _AS_NUMBER.search(words) or words.islower():
        said = f"(?i:{said})"
    elif words.upper() != words:
        shouted = _token(words.strip().upper(), _HIDDEN if hidden else "")
        said = f"(?:{said}|{shouted})"
    return f"{before}{said}{after}"


def _token(token: str, between: str) -> str:
    return between.join(_letter(letter) for letter in unicodedata.normalize("NFC", token))


def _letter(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    if letter in "'’":
        return "['’]"
    whole = re.escape(letter)
    return whole if apart == letter else f"(?:{whole}|{re.escape(apart)})"


def _packed(text: str) -> bytes:
    """The letters and digits of ASCII: a number broken over lines or cells is still the number."""
    return text.encode("ascii", "ignore").lower().translate(None, _BETWEEN)


class _Retelling:
    """Goes through a value once, however often a part of it stands in it."""

    def __init__(self, say: Callable[[str], str]) -> None:
        self._say = say
        self._told: dict[int, Any] = {}

    def of(self, value: Any) -> Any:
        """The value with its texts as they may be said; what says the same is the very same."""
        if isinstance(value, str):
            return self._say(value)
        if isinstance(value, tuple):
            made = tuple([self.of(each) for each in value])
            return value if all(map(operator.is_, made, value)) else made
        if isinstance(value, dict):
            return {name: self.of(each) for name, each in value.items()}
        if id(value) not in self._told:
            self._told[id(value)] = self._part(value)
        return self._told[id(value)]

    def _part(self, value: Any) -> Any:
        changed = {}
        for name in _of_texts(value.__class__):
            standing = getattr(value, name)
            if not standing:
                continue
            said = standing.__class__ is str
            made = self._say(standing) if said else self.of(standing)
            if made is not standing and made != standing:
                changed[name] = made
        return replace(value, **changed) if changed else value


@cache
def _of_texts(kind: type) -> tuple[str, ...]:
    """The fields of a summary's part that may hold somebody's words; none of a plain value."""
    if not is_dataclass(kind):
        return ()
    return tuple(f.name for f in fields(kind) if f.name != "id" and f.name not in _NOT_TEXT)
