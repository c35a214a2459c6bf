"""What numpy finds of many passages at once is what a plain reading finds of each."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evidence.echoes.alikeness import words_in_both
from evidence.echoes.comparing import Comparing
from evidence.echoes.postings import Postings
from evidence.echoes.spelling import Sketches, Spelling, sketches, words_of
from evidence.reading import Passage, Reading
from evidence.word_runs import folded_words

#: Pieces of a text that are words, parts of words and signs, within ASCII and beyond.
PIECES = st.sampled_from(
    ["staff", "Staff", "know ", " a_1", "’s", "’", " – ", "é", "ß ", "İ", ", ", "\n", "x" * 30]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(alphabet="ab -", max_size=60))


def cut(text: str, places: list[int]) -> list[Passage]:
    """Passages of a text between these places, every third stretch left out."""
    edges = sorted({min(place, len(text)) for place in places})
    return [Passage(*each) for number, each in enumerate(pairwise(edges)) if number % 3 != 2]


def scribbled(seed: int) -> str:
    """Up to 200 letters, of few or many."""
    chance = random.Random(seed)
    return "".join(chance.choices("abcdefgh"[: chance.randint(1, 8)], k=chance.randint(0, 200)))


@given(st.lists(st.tuples(TEXTS, st.lists(st.integers(0, 80), max_size=12)), max_size=4))
def test_passages_are_spelt_with_a_letter_for_each_word(
    texts: list[tuple[str, list[int]]],
) -> None:
    """The same for the same word in every text, wherever a passage begins and ends."""
    spelling = Spelling()
    said: list[list[str]] = []
    spelt: list[str] = []
    for text, places in texts:
        passages = cut(text, places)
        words = words_of(text, passages)
        said += [folded_words(text[each.start : each.end]) for each in passages]
        assert words.counts.tolist() == [len(each) for each in said[len(spelt) :]]
        spelt += spelling.of(words, np.arange(len(passages))).texts()
    letters = {
        word: letter
        for words, text in zip(said, spelt, strict=True)
        for word, letter in zip(words, text, strict=True)
    }
    assert len(set(letters.values())) == len(letters)
    assert ["".join(map(letters.__getitem__, words)) for words in said] == spelt


def test_words_beyond_all_measure_are_told_apart() -> None:
    """Also those that differ in one letter far from their beginning."""
    words = [f"{'x' * length}{end}" for length in (6, 7, 8, 15, 16, 63, 64, 200) for end in "ab"]
    text = " ".join(words)
    whole = [Passage(0, len(text))]
    (spelt,) = Spelling().of(words_of(text, whole), np.arange(1)).texts()
    assert len(set(spelt)) == len(words)


@given(st.lists(st.integers(0, 10**9).map(scribbled), max_size=5))
def test_a_sketch_has_the_smaller_shingles_of_a_passage(passages: list[str]) -> None:
    """All of a short one, half of a long one; it says whether it tells all."""
    text = "\n".join(" ".join(each) for each in passages)
    starts = [0]
    for each in passages:
        starts.append(starts[-1] + len(" ".join(each)) + 1)
    places = [Passage(begin, end - 1) for begin, end in pairwise(starts)]
    found = sketches(Spelling().of(words_of(text, places), np.arange(len(places))))
    by_passage: dict[int, list[int]] = {at: [] for at in range(len(passages))}
    for passage, shingle in zip(found.passages.tolist(), found.shingles.tolist(), strict=True):
        by_passage[passage].append(shingle)
    for at, said in enumerate(passages):
        runs = [said[place : place + 3] for place in range(len(said) - 2)]
        number = len(set(runs))
        assert by_passage[at] == sorted(set(by_passage[at]))
        assert len(by_passage[at]) == (number if number <= 56 else max(56, number // 2))
        assert found.whole[at] == (number <= 56 and number == len(said) - 2)


class PlainPostings:
    """The same as ``Postings``, a passage and a shingle after the other."""

    def __init__(self) -> None:
        self.where: dict[int, list[int] | None] = {}

    def add(self, sketches: list[set[int]], first: int) -> list[tuple[int, int, int]]:
        """See Postings."""
        shared: list[tuple[int, int, int]] = []
        for number, sketch in enumerate(sketches, first):
            times: Counter[int] = Counter()
            for shingle in sketch:
                standing = self.where.setdefault(shingle, [])
                if standing is None:
                    continue
                times.update(each for each in standing if each < first)
                if len(standing) >= 24:
                    self.where[shingle] = None
                elif sum(each >= first for each in standing) < 3:
                    standing.append(number)
            shared += sorted((number, *each) for each in times.items() if each[1] >= 2)
        return shared


@given(
    st.lists(st.lists(st.sets(st.integers(0, 6), max_size=4), max_size=9), max_size=16),
    st.sampled_from([1, 1 << 12, (1 << 30) - 7]),
)
def test_postings_find_what_shares_shingles(sources: list[list[set[int]]], apart: int) -> None:
    """Until a shingle is common; of one source three at most. Places in the table may collide."""
    postings, plain = Postings(), PlainPostings()
    first = 0
    for number, passages in enumerate(sources):
        each = [{(shingle * apart) % (1 << 30) for shingle in sketch} for sketch in passages]
        flat = [(at, shingle) for at, sketch in enumerate(each) for shingle in sorted(sketch)]
        at, shingles = np.array(flat, np.int64).reshape(-1, 2).T
        found = postings.add(Sketches(at, shingles, np.ones(len(each), np.bool_)), first)
        pairs = [pair for lot in found for pair in zip(*(of.tolist() for of in lot), strict=True)]
        assert pairs == plain.add(each, first), number
        first += len(each)


def test_a_table_that_is_full_gets_more_places() -> None:
    """And knows what it knew."""
    postings = Postings()
    shingles = np.arange(0, 60_000, dtype=np.int64)
    first = Sketches(shingles // 100, shingles * 7919 % (1 << 30), np.ones(600, np.bool_))
    assert not any(len(numbers) for numbers, _, _ in postings.add(first, 0))
    ((numbers, others, times),) = postings.add(first, 600)
    assert (numbers - 600).tolist() == others.tolist() == list(range(600))
    assert set(times.tolist()) == {100}


WORDS = st.lists(
    st.one_of(
        st.lists(st.sampled_from("abcdefgh"), max_size=9),
        st.integers(0, 30).map(lambda at: [f"w{number}" for number in range(at, at + 9)]),
    ),
    max_size=8,
).map(lambda stretches: [word for stretch in stretches for word in stretch])


@given(WORDS, WORDS)
def test_what_is_compared_at_once_is_as_alike(one: list[str], other: list[str]) -> None:
    """Where two passages share shingles enough to be compared, and have words enough."""
    comparing = Comparing()
    for words in (one, other):
        text = " ".join(words)
        taken = comparing.take(Reading(text, (Passage(0, len(text)),)))
    runs = [set(zip(words, words[1:], words[2:], strict=False)) for words in (one, other)]
    long_enough = min(len(one), len(other)) >= 8 and all(len(each) <= 56 for each in runs)
    if long_enough and len(runs[0] & runs[1]) >= 2:
        alike = words_in_both(other, one)
        assert taken.echoes == ([(1, 0, alike)] if alike else [])
