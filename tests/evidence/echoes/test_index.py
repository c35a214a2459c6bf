"""Which passages are echoes of one another, and which only look so."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.echoes import EchoIndex, echoes_among, echoes_of
from evidence.model import Source
from evidence.reading import Reading, TextBuilder

VISION = (
    "Every member of staff knows our vision for good work and can say what it means for the "
    "people they supervise in each of our three offices."
)
OTHER = "Caseloads in the south of the county rose by a third after the two courts had merged."
LONG = " ".join(f"word{number}" for number in range(40))


def text(*passages: str, part: str = "") -> Reading:
    """A reading of these passages."""
    builder = TextBuilder()
    for number, passage in enumerate(passages, 1):
        builder.add(passage, paragraph=number, part=part)
    return builder.reading()


def index_of(**readings: Reading) -> EchoIndex:
    """An index of these sources."""
    index = EchoIndex()
    for source, reading in readings.items():
        index.add(source, reading)
    return index


def pairs(index: EchoIndex, source: str) -> list[tuple[int | None, str, int | None, int]]:
    """What is echoed: paragraph, other source, its paragraph, words."""
    return [
        (each.passage.paragraph, other, each.other.paragraph, each.words)
        for other, repeated in index.echoed(source).items()
        for each in repeated
    ]


def test_a_copied_passage_is_an_echo_on_both_sides() -> None:
    """Its place in both, and the words that stand in both; case and signs do not matter."""
    index = index_of(S1=text(OTHER, VISION), S2=text(VISION.upper().replace(",", " –")))
    assert pairs(index, "S2") == [(1, "S1", 2, 27)]
    assert pairs(index, "S1") == [(2, "S2", 1, 27)]


def test_a_sentence_quoted_in_minutes_is_an_echo() -> None:
    """Also inside a passage that says much else."""
    minutes = f"The chair opened it. The head said: “{VISION}” A discussion followed, {LONG}."
    assert pairs(index_of(S1=text(VISION), S2=text(minutes)), "S2") == [(1, "S1", 1, 27)]


def test_a_quote_that_two_long_passages_share_is_an_echo() -> None:
    """Where each says more beside it."""
    one = f"{LONG} {VISION} {LONG.replace('word', 'further')}"
    other = f"{LONG.replace('word', 'before')} {VISION} {LONG.replace('word', 'after')}"
    assert pairs(index_of(S1=text(one), S2=text(other)), "S2") == [(1, "S1", 1, 27)]


@pytest.mark.parametrize("part", [0.0, 0.1, 0.2, 0.3])
def test_copies_are_found_when_up_to_a_third_of_their_words_are_edited(part: float) -> None:
    """Ninety-five of a hundred at least, and nothing else is named."""
    chance = random.Random(3)
    words = [f"w{number}" for number in range(3_000)]
    origins = [chance.choices(words, k=chance.randint(15, 60)) for _ in range(100)]
    copies = []
    for origin in origins:
        copy = list(origin)
        for place in chance.sample(range(len(copy)), round(part * len(copy))):
            copy[place] = chance.choice(words)
        copies.append(copy)
    index = index_of(S1=text(*map(" ".join, origins)), S2=text(*map(" ".join, copies)))
    named = [(mine, theirs) for mine, _, theirs, _ in pairs(index, "S2")]
    assert all(mine == theirs for mine, theirs in named)
    assert len(named) >= 95


def test_frames_short_passages_and_what_stands_everywhere_are_no_echoes() -> None:
    """Headings and headers, form labels, and words that more than eight sources have."""
    assert not index_of(S1=text(VISION, part="heading"), S2=text(VISION)).echoed("S2")
    label = text("Name of the officer:")
    assert not index_of(S1=label, S2=label).echoed("S1")
    few = index_of(**{f"S{number}": text(VISION, OTHER) for number in range(8)})
    assert len(few.echoed("S1")) == 7
    many = index_of(**{f"S{number}": text(VISION, LONG) for number in range(40)})
    assert [many.echoed(source) for source in many.sources] == [{}] * 40


def test_a_source_does_not_echo_itself() -> None:
    assert index_of(S1=text(VISION, VISION)).echoed("S1") == {}


def test_a_source_that_is_read_anew_echoes_what_it_says_now() -> None:
    """What it said before is forgotten, and so is a source that goes."""
    index = index_of(S1=text(VISION), S2=text(VISION))
    index.add("S2", text(OTHER), "sha")
    assert (index.echoed("S1"), index.text("S2")) == ({}, "sha")
    index.add("S2", text(VISION))
    index.forget("S1")
    assert (index.echoed("S2"), index.sources, "S1" in index) == ({}, ("S2",), False)


passages = st.lists(st.sampled_from([VISION, OTHER, LONG, "Short.", f"{OTHER} {LONG}"]), max_size=3)


@given(st.lists(passages, min_size=2, max_size=4), st.randoms())
def test_the_order_of_arrival_changes_no_echo(
    texts: list[list[str]], chance: random.Random
) -> None:
    """Whatever comes first, the same passages echo the same others."""
    readings = {f"S{number}": text(*each) for number, each in enumerate(texts)}
    order = list(readings)
    chance.shuffle(order)
    one, other = index_of(**readings), index_of(**{name: readings[name] for name in order})
    for source in readings:
        assert sorted(pairs(one, source)) == sorted(pairs(other, source))


def test_the_earlier_dated_is_likely_the_origin() -> None:
    """Else the one that came first; the share is of the words of the source that repeats."""
    index = index_of(S1=text(VISION), S2=text(VISION, OTHER))
    sources = {
        "S1": Source(id="S1", kind="document", dated="2026-02-01"),
        "S2": Source(id="S2", kind="document", dated="2025-02-01"),
    }
    (echo,) = echoes_among(index, sources)
    assert (echo.source, echo.other, echo.share, round(echo.other_share, 2)) == (
        *("S1", "S2"),
        *(1.0, 0.61),
    )
    assert echo.told == "S1 repeats 1 passage (100 %) of S2"
    undated = {key: Source(id=key, kind="document") for key in sources}
    (echo,) = echoes_of(index, undated, "S1")
    assert echo.told == "S2 repeats 1 passage (61 %) of S1"
    assert echo.turned().turned() == echo
