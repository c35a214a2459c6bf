"""Spans of text: safe to write, cut to the cells there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from graph.drawing import RELATIONS, STATUSES, TABLES, clipped, cut, keyed, plain, safe, wrapped
from graph.status import STATUSES as EVERY_STATUS
from tests.graph.hostile import ODDITIES, assert_fits, texts


@pytest.mark.parametrize(
    ("text", "glyphs", "ascii_only"),
    [
        ("plain words", "plain words", "plain words"),
        ("one\r\n two\tthree\u2028four", "one two three four", "one two three four"),
        ("\x1b[31mred", "␛[31mred", "<ESC>[31mred"),
        ("a\u202eb\u200bc", "a‹RLO›b‹ZWSP›c", "a<RLO>b<ZWSP>c"),
        ("Café – “naïve” £3½m…", "Café – “naïve” £3½m…", 'Cafe - "naive" GBP 31/2m...'),
        ("世界", "世界", "??"),
        ("", "", ""),
    ],
)
def test_no_character_of_a_text_is_obeyed(text: str, glyphs: str, ascii_only: str) -> None:
    """Breaks are spaces, controls are signs, and in ASCII letters lose their marks."""
    assert (safe(text), safe(text, plain_ascii=True)) == (glyphs, ascii_only)


def test_what_does_not_fit_ends_in_a_sign_that_says_so() -> None:
    assert clipped("caseloads", 9) == "caseloads"
    assert clipped("caseloads", 8) == "caseloa…"
    assert clipped("caseloads", 8, plain_ascii=True) == "caseloa~"
    assert clipped("in the North", 8) == "in the…"
    assert clipped("世界世界", 5) == "世界…"
    assert clipped("世界世界", 4) == "世…"
    assert clipped("anything", 0) == ""
    assert clipped("a" + "\u0301" * 100, 4).endswith("…")


def test_long_words_are_broken_and_the_first_line_may_be_shorter() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("one two three", 7, used=4) == ["one", "two", "three"]
    assert wrapped("one two", 7, used=7) == ["", "one two"]
    assert wrapped("abcdefghij kl", 4) == ["", "abcd", "efgh", "ij", "kl"]
    assert wrapped("", 4) == [""]


def test_spans_of_one_style_are_joined_and_cut_as_one_line() -> None:
    line = [("ab", "good"), ("cd", "good"), ("", "bad"), ("efgh", "muted"), ("never", "")]
    assert cut(line, 7) == [("abcd", "good"), ("ef…", "muted")]
    assert plain(cut(line, 100)) == "abcdefghnever"


def test_each_sign_takes_one_cell_and_no_two_stances_share_one() -> None:
    signs = [*RELATIONS.values(), *TABLES.values(), *STATUSES.values()]
    assert {cell_len(sign.glyph) for sign in signs} == {len(sign.ascii) for sign in signs} == {1}
    assert all(sign.ascii.isascii() for sign in signs)
    assert list(STATUSES) == list(EVERY_STATUS)
    assert len({STATUSES[status].glyph for status in STATUSES}) == len(STATUSES)
    assert len({STATUSES[status].ascii for status in STATUSES}) == len(STATUSES)


def test_a_key_has_as_many_lines_as_it_needs() -> None:
    items = [(RELATIONS["supports"], "supports"), (RELATIONS["repeats"], "repeats")]
    assert [plain(line) for line in keyed(items, 21)] == ["+ supports  = repeats"]
    assert [plain(line) for line in keyed(items, 20)] == ["+ supports", "= repeats"]


@given(texts(), st.integers(0, 40), st.booleans())
def test_any_text_fits_its_cells(text: str, cells: int, plain_ascii: bool) -> None:
    """Neither a clipped text, nor a wrapped one, nor a cut line is wider than asked."""
    assert_fits([clipped(text, cells, plain_ascii)], cells, plain_ascii)
    assert_fits(wrapped(text, cells, plain_ascii), max(2, cells), plain_ascii)
    spans = [(safe(text, plain_ascii), "good")] * 3
    assert_fits([plain(cut(spans, cells, plain_ascii))], cells, plain_ascii)


@given(st.lists(st.sampled_from(ODDITIES)).map("".join))
def test_a_text_that_is_safe_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)
