"""Every character is on exactly one line, and the way back from a cell leads to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.widgets.test_cells import ASSIGNED, ODD
from tui.widgets.wrapping import Layout, Piece, Span, wrapped

TEXT = st.text(
    st.one_of(ODD, st.sampled_from("ab  \n"), st.sampled_from("ab  \n"), ASSIGNED),
    max_size=120,
)


@st.composite
def texts_in_pieces(draw: st.DrawFn) -> tuple[str, list[Piece]]:
    """A text and pieces of it in order, perhaps with text between them."""
    text = draw(TEXT)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    if len(edges) % 2:
        edges.append(len(text))
    pieces = [Piece(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    return text, pieces or [Piece(0, len(text))]


def lines(layout: Layout, text: str) -> list[str]:
    return [text[slice(*layout.span(line))] for line in range(layout.height)]


def test_lines_break_after_the_last_space_that_fits() -> None:
    text = "one two three four"
    assert lines(wrapped(text, [Piece(0, len(text))], 8), text) == ["one two ", "three ", "four"]


def test_a_space_that_does_not_fit_hangs_at_the_end() -> None:
    text = "one two   three"
    assert lines(wrapped(text, [Piece(0, len(text))], 7), text) == ["one two   ", "three"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    text = "abcdefghij kl"
    assert lines(wrapped(text, [Piece(0, len(text))], 4), text) == ["abcd", "efgh", "ij ", "kl"]


def test_newlines_break_and_one_at_the_end_adds_no_line() -> None:
    text = "a\n\nb\r\nc\n"
    assert lines(wrapped(text, [Piece(0, len(text))], 9), text) == ["a", "", "b", "c"]


def test_wide_characters_break_anywhere_and_never_cross_the_edge() -> None:
    text = "日本語日本語x日"
    assert lines(wrapped(text, [Piece(0, len(text))], 5), text) == ["日本", "語日", "本語x", "日"]


def test_a_character_wider_than_the_line_stands_alone_with_its_marks() -> None:
    text = "日\u0301\u0302\u202ex"
    assert lines(wrapped(text, [Piece(0, 5)], 1), text) == ["日\u0301\u0302", "\u202e", "x"]


def test_spaces_hang_after_wide_characters_too() -> None:
    text = "日本  語"
    assert lines(wrapped(text, [Piece(0, 5)], 4), text) == ["日本  ", "語"]


def test_a_blank_line_follows_each_piece_where_asked() -> None:
    text = "ab\n\ncd"
    layout = wrapped(text, [Piece(0, 2), Piece(4, 6)], 9, gap=1)
    assert lines(layout, text) == ["ab", "", "cd", ""]
    assert [layout.piece_of(line) for line in range(4)] == [0, 0, 1, 1]
    assert layout.lines_of(1) == range(2, 3)


@pytest.mark.parametrize("character", ["\u0301", "\u202e", "\x1b", "日", "\ufe0f", "x", "\n", "\t"])
def test_a_flood_of_one_character_is_wrapped_into_bounded_lines(character: str) -> None:
    text = character * 5000
    layout = wrapped(text, [Piece(0, 5000)], 20)
    assert max(end - start for start, end in map(layout.span, range(layout.height))) <= 160


@given(texts_in_pieces(), st.integers(1, 30), st.integers(0, 1), st.booleans())
def test_every_character_of_a_piece_is_on_one_line_in_order(
    given_text: tuple[str, list[Piece]], width: int, gap: int, plain: bool
) -> None:
    text, pieces = given_text
    layout = wrapped(text, pieces, width, gap, plain)
    for index, piece in enumerate(pieces):
        offset = piece.start
        own = layout.lines_of(index)
        assert len(own) >= 1
        for line in own:
            assert layout.piece_of(line) == index
            span = layout.span(line)
            assert text[offset : span.start] in {"", "\n", "\r\n"}
            assert "\n" not in text[slice(*span)]
            offset = span.end
        assert text[offset : piece.end] in {"", "\n", "\r\n"}


@given(texts_in_pieces(), st.integers(1, 30), st.booleans())
def test_nothing_but_spaces_is_drawn_beyond_the_width(
    given_text: tuple[str, list[Piece]], width: int, plain: bool
) -> None:
    text, pieces = given_text
    layout = wrapped(text, pieces, width, 0, plain)
    for line in range(layout.height):
        drawn = layout.clusters(line)
        for cluster in drawn[1:]:
            beyond = cluster.x + cluster.width > width
            assert not beyond or text[cluster.start] == " "


@given(texts_in_pieces(), st.integers(1, 30), st.integers(0, 1), st.booleans())
def test_from_an_offset_to_the_screen_and_back(
    given_text: tuple[str, list[Piece]], width: int, gap: int, plain: bool
) -> None:
    text, pieces = given_text
    layout = wrapped(text, pieces, width, gap, plain)
    for piece in pieces:
        for offset in range(piece.start, piece.end):
            line, x = layout.place(offset)
            span = layout.at(line, x)
            if text[offset] == "\n" or text.startswith("\r\n", offset):
                assert span.start <= offset <= span.start + 1
                assert span.start == span.end
            else:
                assert span.start <= offset < span.end


@given(texts_in_pieces(), st.integers(1, 30), st.booleans())
def test_from_the_screen_to_an_offset_and_back(
    given_text: tuple[str, list[Piece]], width: int, plain: bool
) -> None:
    text, pieces = given_text
    layout = wrapped(text, pieces, width, 0, plain)
    for line in range(layout.height):
        for cluster in layout.clusters(line):
            for x in range(cluster.x, cluster.x + cluster.width):
                assert layout.at(line, x) == Span(cluster.start, cluster.end)
                assert layout.place(cluster.start) == (line, cluster.x)


@given(st.text("ab c\n", max_size=150), st.integers(1, 20))
def test_the_fast_way_breaks_as_the_measured_way(text: str, width: int) -> None:
    pieces = [Piece(0, len(text))]
    fast = wrapped(text, pieces, width)
    measured = wrapped(text.replace("c", "\x1b"), pieces, width)
    assert [fast.span(line) for line in range(fast.height)] == [
        measured.span(line) for line in range(measured.height)
    ]
