"""What is taken out of texts, whatever stands in them."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model import Clearance
from graph.clearing import Clearing, _pattern

WORDS = st.text("aBcÉ é1@-", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


def clearing(*words: str, instead: str | None = None) -> Clearing:
    """A clearing of these words."""
    action = "paraphrase" if instead else "redact"
    return Clearing(
        Clearance(check="name", about="E1", words=each, action=action, instead=instead)
        for each in words
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs Jones came", "[redacted] came"),
        ("MRS  \n JONES's", "[redacted]'s"),
        ("Interview_Mrs_Jones.docx", "Interview_[redacted].docx"),
        ("Mrs Jo\u200bn\u00ades", "[redacted]"),
        ("Mrs Jonesy and xMrs Jones", "Mrs Jonesy and xMrs Jones"),
    ],
)
def test_words_are_taken_out_however_they_are_written(text: str, expected: str) -> None:
    """Case, white space, hidden characters; never a part of another word."""
    assert clearing("Mrs Jones").text(text) == expected


def test_one_word_is_taken_as_written_or_in_capitals() -> None:
    """To redact somebody called Will leaves what will be."""
    assert clearing("Will").text("Will and WILL will") == "[redacted] and [redacted] will"


def test_a_word_in_small_letters_is_taken_in_any_case() -> None:
    """What is no name begins a sentence or a heading with a capital; parts of words stay."""
    made = clearing("vision")
    assert made.text("Vision: our vision, VISION, visions") == (
        "[redacted]: our [redacted], [redacted], visions"
    )
    assert made.covers("Vision")
    assert list(made.leaks("A Vision")) == ["vision"]


def test_letters_with_accents_are_one_however_they_are_composed() -> None:
    apart = unicodedata.normalize("NFD", "José")
    assert clearing("José").text(apart) == "[redacted]"
    assert clearing(apart).text("José") == "[redacted]"


def test_the_longest_words_go_first() -> None:
    assert clearing("Ann", "Ann Lee", instead="X").text("Ann Lee, Ann") == "X, X"


@given(st.lists(WORDS, min_size=1, max_size=4), st.text("aBcÉ é1@- .x", max_size=60))
def test_nothing_that_was_taken_out_stands_in_the_text(words: list[str], text: str) -> None:
    """Whatever words and text."""
    made = clearing(*words)
    told = made.text(f"{text} {words[0]} {text}")
    for each in words:
        assert not re.search(_pattern(each), told)


@given(
    st.lists(WORDS, min_size=1, max_size=4), st.text("aBcÉ é1@- .x_\u200bİıſ\u0301", max_size=60)
)
def test_what_may_stand_in_a_text_is_never_one_too_few(words: list[str], text: str) -> None:
    """Looking for those words alone that may stand in it finds what looking for all finds."""
    made = clearing(*words)
    for told in (text, f"{text}{words[0]}", words[0].upper(), f"{words[0]}_{text}"):
        every = {each for each in words if re.search(_pattern(each), told)}
        assert every <= {made._words[number] for number in made._may_stand_in(told)}


@given(
    st.lists(WORDS, min_size=1, max_size=4),
    st.lists(st.text("aBcÉ é1@- .x_\u200bİıſ\u0301", max_size=30), max_size=6),
)
def test_what_was_looked_at_before_makes_no_difference(words: list[str], texts: list[str]) -> None:
    """Text after text is told, and searched for leaks, as each would be alone."""
    made = clearing(*words)
    for each in (*texts, *(f"{text} {words[0]}" for text in texts), *texts):
        assert made.text(each) == clearing(*words).text(each)
        every = {word for word in words if re.search(_pattern(word), each)}
        assert every <= {*made.leaks(each)} == {*clearing(*words).leaks(each)}


def test_a_number_broken_over_lines_is_a_leak() -> None:
    assert list(clearing("01632 960123").leaks("ring 0163\n2 960 123")) == ["01632 960123"]
    assert list(clearing("Mrs Jones").leaks("Mr Jones")) == []
