"""Words found by tables are those that the patterns say."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from evidence.word_runs import folded_words, number_of_words

TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="aB9_'’- –“”£\xa0\x1c\n"),
    st.text(alphabet="aé’-ßİ \n"),
)


@given(TEXTS)
def test_folded_words_are_the_runs_of_letters(text: str) -> None:
    """Whatever signs and letters a text has."""
    assert folded_words(text) == re.findall(r"\w+", text.casefold())


@given(TEXTS)
def test_words_joined_by_a_sign_are_one(text: str) -> None:
    """An apostrophe or a hyphen joins; two in a row, or one at an end, do not."""
    assert number_of_words(text) == len(re.findall(r"\w+(?:['’-]\w+)*", text))
