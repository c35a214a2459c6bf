"""Words of a sentence whose matter is not in the texts near it: what tells the unsupported.

A sentence that summarises or rewords shares few words with any one text, and what is made up may
share many. But what is made up names things of which nothing near it speaks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from graph.suggest.lexical import Term, stem, terms
from graph.suggest.meanings import Meanings

__all__ = ["Vocabulary", "checkable"]

#: A word whose meaning is as near as this to one of a text's is not foreign to it.
_AKIN = 0.55
#: A word that begins with so many letters of another is of its family: "partners", "partnership".
_FAMILY = 6
#: What is done or how it is, mostly; what is made up is told by the things that it names.
_NO_THING = re.compile(r"\d|(?:ed|ly|[^u]est|ful|less|able|ible|ous|wards?)$")


class Vocabulary:
    """The words of every text of an inspection, by form and, where it can be told, by meaning."""

    def __init__(self, texts: Iterable[str], meanings: Meanings) -> None:
        self._number: dict[str, int] = {}
        self._words: list[str] = []
        for text in texts:
            for term in terms(text):
                if self._number.setdefault(term.stem, len(self._words)) == len(self._words):
                    self._words.append(text[term.start : term.end].lower())
        self._meanings = meanings
        self._vectors: Any = None
        self._nearest: dict[str, Any] = {}

    def foreign(self, sentence: str, there: Collection[str]) -> list[str]:
        """The things that a sentence names and of which none of these stems speaks."""
        known = [self._number[each] for each in there if each in self._number]
        families = {w[:_FAMILY] for w in (self._words[n] for n in known) if len(w) >= _FAMILY}
        return [
            word
            for term in checkable(sentence)
            if term.stem not in there
            for word in [sentence[term.start : term.end]]
            if not _NO_THING.search(word.lower())
            and word[:_FAMILY].lower() not in families
            and not self._akin(word.lower(), known)
        ]

    def _akin(self, word: str, known: list[int]) -> bool:
        """Whether one of the words known by their numbers means nearly the same."""
        if not self._meanings.there or not known:
            return False
        if word not in self._nearest:
            if self._vectors is None:
                self._vectors = self._meanings.vectors(self._words)
            self._nearest[word] = self._vectors @ self._meanings.vector(word)
        return bool(self._nearest[word][known].max() >= _AKIN)


def checkable(sentence: str) -> list[Term]:
    """The words of a sentence that are about what is inspected, and not the report's own."""
    return [term for term in terms(sentence) if term.stem not in _reports_own()]


@cache
def _reports_own() -> frozenset[str]:
    """The stems with which a report links, weighs and sums up, whatever it is about."""
    words = (files("graph.audit") / "reports_own.txt").read_text(encoding="utf-8").split()
    return frozenset(map(stem, words))
