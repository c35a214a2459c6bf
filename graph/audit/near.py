"""A text that a sentence may stand on, and what its nearness to the sentence comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Near"]

#: A sentence stands on a text that holds this share of its words, or is this near in both ways.
_WORDS, _NEAR = 0.45, 0.46
#: Words that are shared by chance mean something else: below this they are no support.
_LEAST_MEANING = 0.4
#: What holds nearly all of its words is what the sentence repeats.
_VERBATIM = 0.9
#: From here on a text is what the sentence says, and not only about the same.
_SAME_WORDS, _SAME_MEANING, _SAME_FINDING = 0.55, 0.75, 0.6
#: From here on a text is about the same thing as the sentence.
_ABOUT_WORDS, _ABOUT_MEANING = 0.25, 0.55


@dataclass(frozen=True, slots=True)
class Near:
    """A text that a sentence may stand on. ``meaning`` is None without the encoder.

    ``part`` is what of the sentence it is nearest to.
    """

    kind: Literal["statement", "finding", "source"]
    id: str
    text: str
    words: float = 0.0
    meaning: float | None = None
    part: str = ""

    @property
    def nearness(self) -> float:
        """Both in one, for their order."""
        return self.words if self.meaning is None else (self.words + 2 * self.meaning) / 3

    @property
    def supports(self) -> bool:
        """Whether a sentence can stand on it."""
        if self.meaning is None:
            return self.words >= _WORDS
        by_words = self.words >= _SAME_WORDS and self.meaning >= _LEAST_MEANING
        return self.nearness >= _NEAR or by_words

    @property
    def verbatim(self) -> bool:
        """Whether the sentence repeats it."""
        return self.words >= _VERBATIM

    @property
    def same(self) -> bool:
        """Whether it says what the sentence says, or the contrary, and is not only about it."""
        least = _SAME_FINDING if self.kind == "finding" else _SAME_MEANING
        return self.words >= _SAME_WORDS or (self.meaning or 0.0) >= least

    @property
    def says_it(self) -> bool:
        """Whether it says so by its meaning, or by nearly all of the words."""
        return self.verbatim or (self.same if self.meaning is None else self._means_it)

    @property
    def says_so(self) -> bool:
        """Whether a sentence is not only about it, but says it, as far as that can be told."""
        return self.says_it if self.kind == "finding" else self.same

    @property
    def _means_it(self) -> bool:
        return (self.meaning or 0.0) >= _SAME_MEANING

    @property
    def about(self) -> bool:
        """Whether it is about the same thing as the sentence."""
        if self.meaning is None:
            return self.shares_words
        return self.meaning >= _ABOUT_MEANING

    @property
    def shares_words(self) -> bool:
        """Whether it has some of the sentence's words."""
        return self.words >= _ABOUT_WORDS
