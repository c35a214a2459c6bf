"""Words of a sentence whose matter is nowhere in an inspection: what tells the unsupported.

A sentence that summarises or rewords shares few words with any one text, and what is made up may
share many. But what is made up names things of which nothing that was said speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from graph.suggest.lexical import stem, terms
from graph.suggest.meanings import Meanings

__all__ = ["Vocabulary"]

#: A word whose meaning is as near as this to one of the inspection's own is not foreign to it.
_AKIN = 0.54
#: A word that begins with so many letters of another is of its family: "partners", "partnership".
_FAMILY = 6
#: What is done or how it is, mostly; what is made up is told by the things that it names.
_NO_THING = re.compile(r"\d|(?:ed|ly|[^u]est|ful|less|able|ible|ous|wards?)$")


class Vocabulary:
    """The words of every text of an inspection, by form and, where it can be told, by meaning."""

    def __init__(self, texts: Iterable[str], meanings: Meanings) -> None:
        self._words: dict[str, str] = {}
        for text in texts:
            for term in terms(text):
                self._words.setdefault(term.stem, text[term.start : term.end].lower())
        self._families = {word[:_FAMILY] for word in self._words.values() if len(word) >= _FAMILY}
        self._meanings = meanings
        self._vectors: Any = None

    def foreign(self, sentence: str) -> list[str]:
        """The things that a sentence names and of which no text speaks, in its own words."""
        return [
            word
            for term in terms(sentence)
            if term.stem not in self._words and term.stem not in _reports_own()
            for word in [sentence[term.start : term.end]]
            if not _NO_THING.search(word.lower()) and not self._akin(word.lower())
        ]

    def _akin(self, word: str) -> bool:
        """Whether some word of the inspection is of its family, or means nearly the same."""
        if word[:_FAMILY] in self._families:
            return True
        vector = self._meanings.vector(word)
        if vector is None or not self._words:
            return False
        if self._vectors is None:
            self._vectors = self._meanings.vectors(list(self._words.values()))
        return bool((self._vectors @ vector).max() >= _AKIN)


@cache
def _reports_own() -> frozenset[str]:
    """The stems with which a report links, weighs and sums up, whatever it is about."""
    words = (files("graph.audit") / "reports_own.txt").read_text(encoding="utf-8").split()
    return frozenset(map(stem, words))
