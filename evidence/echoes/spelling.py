"""The words of a text as numbers, and the runs of three of them, for all its passages at once.

Numpy does what is done for each word; only one that was never met is looked at in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from evidence.echoes.alikeness import SHINGLE
from evidence.reading import Passage
from evidence.word_runs import folded, folded_in_place

__all__ = [
    "Numbers",
    "Sketches",
    "Spelling",
    "Spelt",
    "Words",
    "first_of_each",
    "ranges",
    "sketches",
    "words_of",
]

#: Shingles up to which a passage is sketched whole.
_WHOLE = 56
#: Shingles are numbers of so many bits.
_BITS = 30

#: Characters that words may be written as.
_CODES = 0x110000
#: Words that are known at sight, by a part of their key: more than a language's common ones.
_AT_SIGHT = 17
#: Words that are looked at together: those that are new in one lot are known in the next.
_LOT = 8192
#: A word is read eight letters at a time; one of more than this is looked at by itself.
_EIGHT, _LONGEST = 8, 64

_START, _END = attrgetter("start"), attrgetter("end")

Numbers = NDArray[np.int64]
_Keys = NDArray[np.uint64]
_Letters = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of passages: where each begins and ends in ``said``, folded and in UTF-8.

    The words of one passage are ``counts`` from its ``first`` on.
    """

    said: bytes
    begins: Numbers
    ends: Numbers
    first: Numbers
    counts: Numbers


@dataclass(frozen=True, slots=True)
class Spelt:
    """Passages with a letter for each word; ``ends`` are where each passage's letters end."""

    letters: _Letters
    ends: Numbers

    def texts(self) -> list[str]:
        """Each passage's letters as a string: so they are compared fast."""
        text = self.letters.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        ends = self.ends.tolist()
        return [text[begin:end] for begin, end in pairwise([0, *ends])]


@dataclass(frozen=True, slots=True)
class Sketches:
    """Some shingles of each passage, each once, by the number of the passage and then their own.

    All of a short passage, of a long one the smaller half: what two passages share they share in
    their sketches too, so that an index of many takes less memory. ``whole`` are the passages of
    which they tell all: none is left out, and none stands there twice.
    """

    passages: Numbers
    shingles: Numbers
    whole: NDArray[np.bool_]


def words_of(text: str, passages: Sequence[Passage]) -> Words:
    """The words of these passages of a text, which are in order and do not overlap."""
    starts = np.fromiter(map(_START, passages), np.int64, len(passages))
    stops = np.fromiter(map(_END, passages), np.int64, len(passages))
    said = folded_in_place(text)
    if said is None:
        each_said = [folded(text[each.start : each.end]) for each in passages]
        said = b" ".join(each_said)
        lengths = np.fromiter(map(len, each_said), np.int64, len(passages))
        stops = np.cumsum(lengths + 1) - 1
        starts = stops - lengths
    letters = np.frombuffer(said, np.uint8) != ord(" ")
    begin, end = letters.copy(), letters.copy()
    begin[1:] &= ~letters[:-1]
    end[:-1] &= ~letters[1:]
    for cuts in (starts, stops):  # passages part words, however close they stand
        before, after = cuts[cuts > 0] - 1, cuts[cuts < len(said)]
        begin[after], end[before] = letters[after], letters[before]
    begins = np.flatnonzero(begin)
    first = np.searchsorted(begins, starts)
    return Words(
        said, begins, np.flatnonzero(end) + 1, first, np.searchsorted(begins, stops) - first
    )


class Spelling:
    """Gives each word a letter of its own, in nearly every case the same in every run."""

    def __init__(self) -> None:
        self._letters: dict[bytes, int] = {}
        self._taken: set[int] = set()
        self._keys = np.zeros(1 << _AT_SIGHT, np.uint64)
        self._letter_of_key = np.zeros(1 << _AT_SIGHT, np.uint32)

    def of(self, words: Words, chosen: Numbers) -> Spelt:
        """The passages of these numbers."""
        counts = words.counts[chosen]
        those = ranges(words.first[chosen], counts)
        begins, ends = words.begins[those], words.ends[those]
        lots = [
            self._spelt(words.said, begins[at : at + _LOT], ends[at : at + _LOT])
            for at in range(0, len(those), _LOT)
        ]
        letters = np.concatenate(lots) if lots else np.zeros(0, np.uint32)
        return Spelt(letters, np.cumsum(counts))

    def _spelt(self, said: bytes, begins: Numbers, ends: Numbers) -> _Letters:
        keys = _keys(said, begins, ends)
        places = keys * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - _AT_SIGHT)
        letters: _Letters = self._letter_of_key[places]
        for at in np.flatnonzero((self._keys[places] != keys) | (keys == 0)).tolist():
            letter = self._letter(said[begins[at] : ends[at]])
            letters[at] = self._letter_of_key[places[at]] = letter
            self._keys[places[at]] = keys[at]
        return letters

    def _letter(self, word: bytes) -> int:
        letter = self._letters.get(word)
        if letter is None:
            letter = crc32(word) % _CODES
            while letter in self._taken and len(self._letters) < _CODES:
                letter = (letter + 1) % _CODES
            self._taken.add(letter)
            self._letters[word] = letter
        return letter


def _keys(said: bytes, begins: Numbers, ends: Numbers) -> _Keys:
    """A number for each word: its letters, of a longer one mixed; 0 for one too long."""
    eights = np.ndarray((len(said) + 1,), "<u8", said + bytes(_EIGHT), strides=(1,))
    masks = np.array([(1 << 8 * letters) - 1 for letters in range(_EIGHT + 1)], np.uint64)
    left = ends - begins
    keys: _Keys = eights[begins] & masks[np.minimum(left, _EIGHT)]
    longer = np.flatnonzero(left > _EIGHT)
    for done in range(_EIGHT, _LONGEST, _EIGHT):
        if not len(longer):
            return keys
        more = eights[begins[longer] + done] & masks[np.minimum(left[longer] - done, _EIGHT)]
        mixed = (keys[longer] + more * np.uint64(0xC2B2AE3D27D4EB4F)) * np.uint64(
            0x9E3779B185EBCA87
        )
        keys[longer] = mixed ^ mixed >> np.uint64(29)
        longer = longer[left[longer] > done + _EIGHT]
    keys[longer] = 0
    return keys


def sketches(spelt: Spelt) -> Sketches:
    """The sketches of spelt passages, those numbered from 0."""
    counts = np.diff(spelt.ends, prepend=0)
    passage = np.repeat(np.arange(len(counts)), counts)
    runs = np.flatnonzero(passage[SHINGLE - 1 :] == passage[: 1 - SHINGLE])
    passage = passage[runs]
    each = passage << _BITS | _mixed([spelt.letters[runs + at] for at in range(SHINGLE)])
    each.sort()
    each = each[first_of_each(each)]
    passage = each >> _BITS
    number = np.bincount(passage, minlength=len(counts))
    kept = np.where(number <= _WHOLE, number, np.maximum(_WHOLE, number // 2))
    rank = np.arange(len(each)) - np.repeat(np.cumsum(number) - number, number)
    each, passage = each[rank < kept[passage]], passage[rank < kept[passage]]
    whole = (number == kept) & (number == counts - (SHINGLE - 1))
    return Sketches(passage, each & (1 << _BITS) - 1, whole)


def _mixed(letters: Sequence[_Letters]) -> Numbers:
    """A number for the letters of each shingle, mixed as xxHash mixes."""
    prime_1, prime_2 = np.uint64(11400714785074694791), np.uint64(14029467366897019727)
    prime_5 = 2870177450012600261
    mixed: _Keys = np.full(len(letters[0]), prime_5, np.uint64)
    for each in letters:
        mixed += each * prime_2
        mixed = (mixed << np.uint64(31) | mixed >> np.uint64(33)) * prime_1
    mixed += np.uint64(len(letters) ^ prime_5 ^ 3527539)
    return (mixed & np.uint64((1 << _BITS) - 1)).astype(np.int64)


def first_of_each(numbers: Numbers) -> Numbers:
    """Where each of these numbers, which are sorted, stands first."""
    differs = np.ones(len(numbers), np.bool_)
    differs[1:] = numbers[1:] != numbers[:-1]
    return np.flatnonzero(differs)


def ranges(first: Numbers, counts: Numbers) -> Numbers:
    """So many numbers from each first on, one range after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(first - before, counts) + np.arange(counts.sum())
