"""Whatever a text holds, what is shown of it obeys nothing and hides nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from evidence.plain_text import shown
from tests.tui.widgets.stage import HOSTILE
from tui.widgets.cells import cells, clusters, uneven, wide_run, widths_of
from tui.widgets.lines import FILL, Cell, fitted, line_width, spans

ODD = st.sampled_from(
    "\x00\x07\x1b\x7f\x85\x9b\t\n\r \xad\u0301\u0338\u061c\u200b\u200d\u200e\u202e\u2066\u2069"
    "\u2028\ufe0f\ufeff\u3164\u115f\ud800日本한👩🇬🏽⚕é’[]\U000e0041"
)
# Characters that Python's tables know: rich's are newer, and the two disagree on some of the rest.
ASSIGNED = st.characters(exclude_categories=("Cn",))
TEXT = st.text(st.one_of(ODD, ODD, ASSIGNED), max_size=40)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_control_characters_are_shown_as_their_pictures() -> None:
    assert shown("\x1b[31m\x00\t\n\x7f") == "␛[31m␀␉⏎␡"


def test_directions_and_zero_width_characters_are_shown_by_name() -> None:
    assert shown("a\u202eb\u200bc\u2066d\ufeff") == "a‹RLO›b‹ZWSP›c‹LRI›d‹BOM›"


def test_plain_ascii_signs_have_only_ascii() -> None:
    assert shown("\x1b\u202e\n\xad\x9b", plain_ascii=True) == "<ESC><RLO><LF><SHY><U+009B>"


def test_markup_is_text() -> None:
    assert shown("[red]x[/]") == "[red]x[/]"


def test_a_combining_mark_with_nothing_before_it_sits_on_a_circle() -> None:
    assert shown("\u0301a") == "◌\u0301a"
    assert [c.sign for c in clusters("\u0301a", 0, 2)] == ["◌\u0301", "a"]


def test_text_without_anything_odd_is_the_same_object() -> None:
    text = "An ordinary sentence."
    assert shown(text) is text


@given(TEXT, st.booleans())
def test_shown_never_leaves_a_control_or_direction_character(text: str, plain: bool) -> None:
    for character in shown(text, plain):
        category = unicodedata.category(character)
        assert category not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in BIDI
        assert character not in "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\xad"


@given(TEXT)
def test_what_is_shown_can_be_written_to_a_terminal(text: str) -> None:
    assert shown(text).encode().decode() == shown(text)


def test_every_hidden_character_of_unicode_is_replaced() -> None:
    allowed = set(
        "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\U000110bd\U000110cd"
    )
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            assert character in allowed or character not in shown("a" + character)


def test_a_character_that_is_not_uneven_takes_one_cell() -> None:
    odd = uneven()
    for code in range(0x110000):
        character = chr(code)
        if character != "\n" and not odd.match(character):
            assert widths_of(plain_ascii=False)[character] == 1


def test_a_wide_run_holds_only_characters_of_two_cells() -> None:
    run = wide_run()
    for code in range(0x80, 0x110000):
        character = chr(code)
        if run.fullmatch(character):
            assert widths_of(plain_ascii=False)[character] == 2


@given(TEXT, st.booleans())
def test_clusters_cover_every_offset_and_every_cell(text: str, plain: bool) -> None:
    made = clusters(text, 0, len(text), plain)
    assert "".join(cluster.sign for cluster in made) == shown(text, plain)
    offset = x = 0
    for cluster in made:
        assert (cluster.start, cluster.x) == (offset, x)
        assert cluster.width == cell_len(cluster.sign)
        offset, x = cluster.end, x + cluster.width
    assert (offset, x) == (len(text), cells(shown(text, plain)))


@given(TEXT, st.integers(0, 30), st.sampled_from(["left", "right"]), st.booleans())
def test_fitted_text_takes_exactly_its_cells(
    text: str, width: int, align: str, plain: bool
) -> None:
    made = fitted(shown(text, plain), width, "left" if align == "left" else "right", plain)
    assert cells(made) == width


@given(st.lists(st.tuples(TEXT, st.sampled_from([None, FILL, 0, 3, 12]))), st.integers(1, 40))
def test_a_line_never_takes_more_than_its_width(
    parts: list[tuple[str, int | None]], width: int
) -> None:
    line = tuple(Cell(text, room) for text, room in parts)
    assert sum(cells(text) for text, _ in spans(line, width)) <= width


def test_a_filling_cell_takes_what_the_others_leave() -> None:
    line = (Cell("ab", 4), Cell("middle", FILL), Cell("z", style="bad"))
    assert list(spans(line, 14)) == [("ab  ", ""), ("middle   ", ""), ("z", "bad")]
    assert list(spans(line, 9)) == [("ab  ", ""), ("mid…", ""), ("z", "bad")]
    assert line_width(line) == 11


@pytest.mark.parametrize("text", HOSTILE)
def test_a_flood_of_text_in_a_cell_is_cut_before_it_is_looked_at(text: str) -> None:
    line = (Cell(text * 100_000, FILL),)
    assert sum(cells(part) for part, _ in spans(line, 20)) == 20
