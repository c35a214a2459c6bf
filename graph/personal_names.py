"""Where a text seems to name a person: by rules that say why, careful not to cry wolf.

A rule-based detector misses names: it is a second pair of eyes and never a promise. What it goes
by are titles, given names, pairs of capitalised words that are no organisation, place, role or word
of the programme, initials before a surname, and initials after "case" and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from graph.lone_names import is_said_small, seems_lone_name, surnames_in_capitals
from graph.name_words import ABBREVIATIONS, GIVEN, GIVEN_WORDS, NOBODY, SURNAMES

__all__ = ["NameRules", "bare"]

#: A capitalised word; bounded, so that a long text of capitals takes no longer than it must. What
#: may stand before it is looked at second: first comes what most characters are not.
_CAP: Final = (
    r"[^\W\d_a-zß-öø-ÿ](?<![^\W\d_].)"
    r"(?:[^\W\d_]|['’-](?=[^\W\d_])){0,40}[a-zß-öø-ÿ][^\W\d_]{0,40}"
)
_TITLE: Final = (
    r"(?:[Mm]rs?|[Mm]s|[Mm]iss|[Mm]x|[Dd]r|[Pp]rof(?:essor)?|Sir|Dame|Lord|Lady|Judge|Magistrate|"
    r"PC|DC|DS|DI|PCSO|Sergeant|Constable|Cllr|Councillor|Rev(?:erend)?)"
)
_TITLED: Final = re.compile(
    rf"(?=[MmDdPpSLJCR])\b{_TITLE}\.?[ \t\u00a0]+(?:[A-Z]\.?[ \t]+)?"
    rf"{_CAP}(?:[ \t\u00a0]+{_CAP}){{0,2}}"
)
_WORDS: Final = re.compile(rf"{_CAP}(?:[ \t\u00a0]+{_CAP})*")
#: One of these stands wherever there are initials, or two words in capitals.
_OF_CAPITALS: Final = re.compile(r"[A-Z](?:\.| ?[A-Z])")
_INITIAL: Final = re.compile(rf"\b(?:[A-Z]\.[ \t]?){{1,3}}{_CAP}")
_CASE: Final = re.compile(
    r"\b(?:[Cc]ase(?: of)?|[Cc]lient|[Pp]o[Pp]|[Ss]upervisee|[Pp]erson on probation|[Oo]ffender|"
    r"[Ss]ervice user|[Vv]ictim|[Cc]hild|[Yy]oung person)[ :(,]+"
    r"(?P<who>[A-Z]\.[ ]?[A-Z]\.?|[A-Z]{2})(?![\w/&-])"
)
_CAPITALS: Final = re.compile(r"\b([A-Z]{3,}) ([A-Z][A-Z'’-]{2,})\b")
_POSSESSIVE: Final = re.compile(r"['’]s$")
_ORDINARY: Final = re.compile(r"[a-zß-ÿ](?<!\w.)[\w'’-]*")
_STARTS: Final = re.compile(r"(?:^|[.!?:;\n\t|•(\[“”\"‘'–—-])[\s“”\"‘'(\[*_>#-]*$")

_SOMEWHERE: Final = re.compile(r" (?:in|at|near) ([A-Z][a-zß-ÿ]{2,30})(?![\w'’])")

#: Given names after which they are a place all the same.
_OF_PLACES: Final = frozenset({"victoria", "albert", "george", "james", "grace", "rose", "ivy"})
_AFTER_TITLE: Final = frozenset({"justice", "chancellor", "advocate", "mayor", "president"})


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or line begins there."""
    return start == 0 or bool(_STARTS.search(text[max(0, start - 8) : start]))


def bare(words: str) -> str:
    """A name without the title before it."""
    return re.sub(rf"^{_TITLE}\.?[ \t\u00a0]+", "", words)


class NameRules:
    """The rules, for texts in which ``known`` words name organisations, places and roles.

    ``ordinary`` gives every text: a word that stands in them in small letters may begin a sentence
    without being a name.
    """

    def __init__(self, known: Iterable[str], ordinary: Iterable[str]) -> None:
        self._known = {word.casefold() for text in known for word in re.findall(r"[\w'’-]+", text)}
        self._texts = ordinary
        self._small: dict[str, bool] = {}
        #: Words alone that are never names, so that they need not be looked at again.
        self._passed: set[str] = set()

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        # the same words come again and again: they are looked at once
        said = set("\n".join(self._texts).split())
        return frozenset(_ORDINARY.findall("\n".join(said)))

    @cached_property
    def _places(self) -> frozenset[str]:
        """What these texts say that something is in, at or near."""
        return frozenset(place for text in self._texts for place in _SOMEWHERE.findall(text))

    def names(self, text: str) -> Iterator[tuple[str, int, str]]:
        """Each seeming name with where it begins, and why it seems one."""
        taken = bytearray(len(text))
        for match, why in self._candidates(text):
            start, end = match
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield text[start:end], start, why

    def _candidates(self, text: str) -> Iterator[tuple[tuple[int, int], str]]:
        for match in _TITLED.finditer(text):
            words = bare(match[0]).split()
            if words[0].casefold() not in _AFTER_TITLE and not self._nobody(words[0]):
                yield (match.start(), self._name_end(text, match)), "a title before a name"
        if _OF_CAPITALS.search(text):
            yield from self._capitals(text)
        for match in _WORDS.finditer(text):
            if match[0] not in self._passed:
                yield from self._sequence(text, match)

    def _capitals(self, text: str) -> Iterator[tuple[tuple[int, int], str]]:
        """Initials, and names in capitals."""
        for match in _CASE.finditer(text):
            who = match["who"]
            if who.replace(".", "").replace(" ", "") not in ABBREVIATIONS:
                yield match.span("who"), "initials where a case is told of"
        for match in _INITIAL.finditer(text):
            surname = match[0].split(".")[-1].strip()
            if len(surname) > 2 and not self._nobody(surname):
                yield match.span(), "initials before a surname"
        for match in _CAPITALS.finditer(text):
            first, second = match[1].casefold(), match[2].casefold()
            if self._given(first) and second not in NOBODY and second not in self._known:
                yield match.span(), "a given name with a surname, in capitals"
        for span in surnames_in_capitals(text, self._said_small):
            yield span, "a surname in capitals before a comma, as in a list"

    def _name_end(self, text: str, match: re.Match[str]) -> int:
        """Where a titled name ends: before the first word that is nobody's."""
        first = match.start() + len(match[0]) - len(bare(match[0]))
        end = first
        for number, word in enumerate(re.finditer(r"\S+", text[first : match.end()])):
            if number and self._nobody(word[0]):
                break
            end = first + word.end()
        possessive = _POSSESSIVE.search(text[match.start() : end])
        return end - (len(possessive[0]) if possessive else 0)

    def _sequence(self, text: str, match: re.Match[str]) -> Iterator[tuple[tuple[int, int], str]]:
        """A name among capitalised words that stand side by side."""
        if len(match[0].split()) == 1 and _POSSESSIVE.sub("", match[0]).casefold() not in GIVEN:
            yield from self._lone(text, *match.span())
            return
        words = [(m[0], match.start() + m.start()) for m in re.finditer(r"\S+", match[0])]
        begins = _begins(text, match.start())
        if begins and not self._given(words[0][0]) and self._said_small(words[0][0].casefold()):
            words = words[1:]
            begins = False
        if not words:
            return
        first, at = words[0]
        if any(word.casefold() in NOBODY for word, _ in words) and not (
            len(words) == 2
            and self._given(first)
            and first.casefold() not in _OF_PLACES
            and words[1][0].casefold() in SURNAMES
        ):
            return
        end = words[-1][1] + len(words[-1][0])
        possessive = _POSSESSIVE.search(text[at:end])
        end -= len(possessive[0]) if possessive else 0
        if len(words) == 1:
            name = text[at:end].casefold()
            if name in GIVEN and name not in GIVEN_WORDS and name not in self._known:
                yield (at, end), "a given name"
            else:
                yield from self._lone(text, at, at + len(first))
            return
        if self._given(first):
            yield (at, end), "a given name with a surname"
        elif (
            len(words) <= 3
            and not self._is_known(first)
            and not any(self._is_ordinary(word) for word, _ in words)
            and not all(self._said_small(word.casefold()) for word, _ in words)
        ):
            yield (at, end), "capitalised words side by side that no list knows"

    def _lone(self, text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], str]]:
        """A word alone that no list has, where it acts as somebody's name."""
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        word = text[start:end]
        small = self._said_small(word.casefold())
        if small and word.casefold() not in GIVEN_WORDS:
            self._passed.add(word)
            return
        begins = _begins(text, start)
        if word not in self._places and seems_lone_name(
            text, start, end, begins=begins, said_small=small
        ):
            yield (start, end), "a word alone, which acts as a name"

    def _said_small(self, word: str) -> bool:
        """Whether a word is no name: one of the language, of these texts, or what names a place."""
        told = self._small.get(word)
        if told is None:
            told = word in self._known or is_said_small(word, self._ordinary)
            self._small[word] = told
        return told

    def _given(self, word: str) -> bool:
        return word.casefold() in GIVEN or word.casefold() in GIVEN_WORDS

    def _nobody(self, word: str) -> bool:
        return word.casefold() in NOBODY or word.casefold() in self._known

    def _is_known(self, word: str) -> bool:
        return word.casefold() in self._known

    def _is_ordinary(self, word: str) -> bool:
        lowered = word.casefold()
        return lowered in NOBODY or lowered in self._ordinary
