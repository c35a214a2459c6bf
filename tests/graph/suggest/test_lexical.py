"""Words, their weights, and finding by them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.suggest.lexical import LexicalIndex, stem, terms

TEXTS = (
    "Supervision takes place each month.",
    "The car park was resurfaced.",
    "Monthly supervision is recorded by managers.",
)


def test_forms_of_a_word_are_one_term() -> None:
    """And what says nothing is no term."""
    assert len({stem(word) for word in ("record", "records", "recorded", "recording")}) == 1
    assert [term.stem for term in terms("They are in the alarm’s office")] == ["alarm", "offic"]


def test_the_text_that_shares_most_is_found_first() -> None:
    """By its number; texts without a common word are not found."""
    assert [number for number, _ in LexicalIndex(TEXTS).best("recorded supervision", 9)] == [2, 0]


def test_a_text_taken_in_later_is_found_as_if_it_had_been_there() -> None:
    """An index grows by a text at a time."""
    grown = LexicalIndex(TEXTS[:2])
    grown.add(TEXTS[2])
    assert grown.scores("supervision") == LexicalIndex(TEXTS).scores("supervision")


@given(st.text(max_size=300))
def test_every_term_stands_where_it_says(text: str) -> None:
    """Whatever the text is."""
    for term in terms(text):
        assert term.stem == stem(text[term.start : term.end])


@given(
    st.lists(st.text("abc d", max_size=30), min_size=1, max_size=8), st.text("abcd ", max_size=9)
)
def test_more_of_the_best_begins_with_the_best(texts: list[str], query: str) -> None:
    """And no score is below nothing."""
    index = LexicalIndex(texts)
    assert index.best(query, 2) == index.best(query, 99)[:2]
    assert all(score > 0 for _, score in index.best(query, 99))
