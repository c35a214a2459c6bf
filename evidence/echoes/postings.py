"""Where each shingle stands: an index of passages by number that grows by a source at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from evidence.echoes.spelling import Numbers, Sketches, first_of_each, ranges

__all__ = ["Postings", "Shared"]

#: A shingle that stands in more passages than this says nothing of any two of them.
_COMMON = 24
#: Passages of one source that are kept for a shingle: rows of a survey say much the same.
_OF_ONE_SOURCE = 3
#: Shingles that two passages must share to be compared.
_SHARED = 2

#: Pairs of passages that are counted together.
_LOT = 500_000
_LOW = (1 << 32) - 1
_NONE = -1
_TOO_MANY = 255
#: What part of the places may be taken before there are twice as many.
_FULL = 0.6
_FEWEST = 1 << 12

Shared = tuple[Numbers, Numbers, Numbers]
"""For each pair a passage that is new, one that was there, and how many shingles they share."""

_Shorts = NDArray[np.int32]


class Postings:
    """For each shingle the passages that it stands in, until they are too many.

    A shingle has its place in a table: its own, or the next one that is free. ``_last`` there is
    its latest posting, and each posting knows the one before.
    """

    def __init__(self) -> None:
        self._taken = self._postings = 0
        self._make_places(_FEWEST)
        self._passage, self._before = np.zeros((2, _FEWEST), np.int32)

    def add(self, sketches: Sketches, first: int) -> list[Shared]:
        """Add a source's passages, the one numbered 0 in ``sketches`` as ``first``, all new.

        Gives the pairs of one of them and one that was there that share enough to be compared, in
        their order.
        """
        each = sketches.shingles << 32 | sketches.passages
        each.sort()
        shingles, passages = each >> 32, each & _LOW
        begin = first_of_each(shingles)
        times = np.diff(begin, append=len(shingles))
        places = self._places(shingles[begin].astype(np.int32))
        counts = self._count[places].astype(np.int64)
        which = np.repeat(np.arange(len(begin)), times)
        nth = np.arange(len(shingles)) - begin[which]
        # So many stand there before this one, those of its own source too as far as they are kept.
        before = counts[which] + np.minimum(nth, _OF_ONE_SOURCE)
        before_last = counts[which] + np.minimum(np.maximum(nth - 1, 0), _OF_ONE_SOURCE)
        seen = np.flatnonzero((counts[which] > 0) & ((nth == 0) | (before_last < _COMMON)))
        seen = seen[counts[which[seen]] != _TOO_MANY]
        each = passages[seen] << 32 | which[seen]
        each.sort()
        shared = list(self._shared(each >> 32, each & _LOW, places, counts, first))
        for number in range(_OF_ONE_SOURCE):
            kept = (nth == number) & (before < _COMMON)
            self._append(places[which[kept]], passages[kept] + first)
        most = counts + np.minimum(times - 1, _OF_ONE_SOURCE)
        after = counts + np.minimum(times, _OF_ONE_SOURCE)
        self._count[places] = np.where(most < _COMMON, after, _TOO_MANY)
        return shared

    def _shared(
        self, passages: Numbers, which: Numbers, places: Numbers, counts: Numbers, first: int
    ) -> Iterator[Shared]:
        """The pairs, for passages that each have one ``which`` of the shingles at these places."""
        others, begin = self._standing(places, counts)
        until = np.cumsum(counts[which])
        at = 0
        while at < len(which):
            done = until[at] - counts[which[at]]
            end = int(np.searchsorted(until, done + _LOT, "right"))
            end = int(np.searchsorted(passages, passages[max(at, end - 1)], "right"))
            these = which[at:end]
            mine = np.repeat(passages[at:end], counts[these])
            pairs = mine << 32 | others[ranges(begin[these], counts[these])]
            pairs.sort()
            begins = first_of_each(pairs)
            times = np.diff(begins, append=len(pairs))
            often = times >= _SHARED
            pairs = pairs[begins[often]]
            yield (pairs >> 32) + first, pairs & _LOW, times[often]
            at = end

    def _standing(self, places: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
        """The passages at these places, one place after the other, and where each one's begin."""
        counts = np.where(counts == _TOO_MANY, 0, counts)
        begin = np.cumsum(counts) - counts
        found = np.zeros(counts.sum(), np.int64)
        left = np.flatnonzero(counts)
        posting = self._last[places[left]]
        number = 0
        while len(left):
            found[begin[left] + number] = self._passage[posting]
            number += 1
            more = counts[left] > number
            left, posting = left[more], self._before[posting[more]]
        return found, begin

    def _append(self, places: Numbers, passages: Numbers) -> None:
        """A posting more at each of these places, no two of which are the same."""
        end = self._postings + len(places)
        if end > len(self._passage):
            more = np.zeros(max(end, len(self._passage)), np.int32)
            self._passage = np.concatenate((self._passage, more))
            self._before = np.concatenate((self._before, more))
        new = np.arange(self._postings, end)
        self._passage[new], self._before[new] = passages, self._last[places]
        self._last[places] = new
        self._postings = end

    # The table

    def _make_places(self, number: int) -> None:
        self._shingle = np.full(number, _NONE, np.int32)
        self._last = np.zeros(number, np.int32)
        self._count = np.zeros(number, np.uint8)

    def _places(self, shingles: _Shorts) -> Numbers:
        """The places of these shingles, each named once; one that is new gets one."""
        size = len(self._shingle)
        if self._taken + len(shingles) > _FULL * size:
            while self._taken + len(shingles) > _FULL * size:
                size *= 2
            standing = np.flatnonzero(self._shingle != _NONE)
            before = self._shingle[standing], self._last[standing], self._count[standing]
            self._make_places(size)
            places = self._found(before[0])
            self._last[places], self._count[places] = before[1:]
        taken = self._found(shingles)
        self._taken += int(np.count_nonzero(self._count[taken] == 0))
        return taken

    def _found(self, shingles: _Shorts) -> Numbers:
        table, last = self._shingle, len(self._shingle) - 1
        places = shingles.astype(np.int64) & last
        left, here = np.arange(len(shingles)), places
        while len(left):
            free = table[here] == _NONE
            table[here[free]] = shingles[free]  # of several the last one has it
            others = np.flatnonzero(table[here] != shingles)
            left, shingles = left[others], shingles[others]
            places[left] = here = (here[others] + 1) & last
        return places
