"""The measure of two passages, and a shortcut that must not change it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.echoes.alikeness import SHINGLES_OF_QUOTE, words_in_both

#: Few words, so that passages share many by chance; stretches, so that some share a quote.
WORDS = st.lists(
    st.one_of(
        st.lists(st.sampled_from("abcdefgh"), max_size=6),
        st.integers(0, 30).map(lambda at: [f"w{number}" for number in range(at, at + 9)]),
    ),
    max_size=8,
).map(lambda stretches: [word for stretch in stretches for word in stretch])


@given(WORDS, WORDS)
def test_few_shared_shingles_hold_no_quote(one: list[str], other: list[str]) -> None:
    """Where no shingle stands twice in a passage; that is why quotes need not be looked for."""
    mine, theirs = (set(zip(words, words[1:], words[2:], strict=False)) for words in (one, other))
    whole = all(
        len(found) == max(0, len(words) - 2) for found, words in ((mine, one), (theirs, other))
    )
    if whole and len(mine & theirs) < SHINGLES_OF_QUOTE:
        assert words_in_both(one, other, quotes=False) == words_in_both(one, other)
