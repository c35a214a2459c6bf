"""How keys change a selection, and what counts as a word or a sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.marks import Mark, Marks
from tui.widgets.selection import Selection, by_piece, by_word, of_piece
from tui.widgets.words import sentences, stripped, words
from tui.widgets.wrapping import Piece, Span

TEXT = "One two three.\n\nFour five.\n\n   \n\nSix."
PIECES = [Piece(0, 14), Piece(16, 26), Piece(28, 31), Piece(33, 37)]


def read(selection: Selection) -> str:
    return TEXT[slice(*selection.span)]


def test_sentences_end_at_their_stops_and_not_at_a_title() -> None:
    text = "Dr. Smith said so. “We don’t know!” he added… Then\n\nno stop  "
    assert [text[slice(*span)] for span in sentences(text, 0, len(text))] == [
        "Dr. Smith said so.",
        "“We don’t know!”",
        "he added…",
        "Then",
        "no stop",
    ]


def test_words_keep_their_punctuation_and_chinese_is_read_by_character() -> None:
    text = "It’s (very) 很好 so"
    assert [text[slice(*span)] for span in words(text, 0, len(text))] == [
        "It’s",
        "(very)",
        "很",
        "好",
        "so",
    ]


def test_a_stretch_of_white_space_is_empty_when_stripped() -> None:
    assert stripped(TEXT, 28, 31) == Span(28, 28)


def test_a_word_more_and_a_word_less() -> None:
    one = Selection(0, 3)
    two = by_word(TEXT, PIECES, one, 1)
    assert read(two) == "One two"
    assert by_word(TEXT, PIECES, two, -1) == one
    assert by_word(TEXT, PIECES, one, -1) == one
    assert by_word(TEXT, PIECES, Selection(0, 14), 1) == Selection(0, 14)


def test_the_other_end_moves_by_words_too() -> None:
    turned = Selection(0, 7).turned
    assert read(by_word(TEXT, PIECES, turned, 1)) == "two"
    assert read(by_word(TEXT, PIECES, by_word(TEXT, PIECES, turned, 1), -1)) == "One two"


def test_a_piece_more_passes_over_empty_pieces_and_a_piece_less_goes_back() -> None:
    first = of_piece(TEXT, PIECES[0])
    second = by_piece(TEXT, PIECES, first, 1)
    assert read(second) == "One two three.\n\nFour five."
    third = by_piece(TEXT, PIECES, second, 1)
    assert third.span == Span(0, 37)
    assert by_piece(TEXT, PIECES, third, 1) == third
    assert by_piece(TEXT, PIECES, third, -1) == second
    assert by_piece(TEXT, PIECES, second, -1) == first


def test_a_piece_less_than_one_grows_backwards() -> None:
    second = of_piece(TEXT, PIECES[1])
    grown = by_piece(TEXT, PIECES, second, -1)
    assert read(grown) == "One two three.\n\nFour five."
    assert by_piece(TEXT, PIECES, grown, 1) == Selection(26, 16)
    part = Selection(4, 7)
    assert read(by_piece(TEXT, PIECES, part, 1)) == "two three."
    assert read(by_piece(TEXT, PIECES, part, -1)) == "One two"


@given(st.integers(0, 36), st.integers(1, 20), st.lists(st.sampled_from("hlJKo"), max_size=12))
def test_a_selection_is_never_empty_and_never_leaves_the_text(
    start: int, length: int, keys: list[str]
) -> None:
    selection = Selection(start, min(37, start + length))
    for key in keys:
        match key:
            case "o":
                selection = selection.turned
            case "h" | "l":
                selection = by_word(TEXT, PIECES, selection, 1 if key == "l" else -1)
            case _:
                selection = by_piece(TEXT, PIECES, selection, 1 if key == "J" else -1)
        begin, end = selection.span
        assert 0 <= begin < end <= len(TEXT)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=12),
    st.integers(0, 30),
    st.integers(1, 10),
)
def test_the_marks_on_a_span_are_those_that_share_a_character_with_it(
    places: list[tuple[int, int]], start: int, length: int
) -> None:
    marks = [Mark(place, place + size) for place, size in places]
    span = Span(start, start + length)
    wanted = [m for m in marks if m.start < m.end and m.start < span.end and m.end > span.start]
    assert Marks(marks).on(span) == sorted(wanted)


@given(
    text=st.text("ab 。案\n", min_size=1, max_size=60),
    repeat=st.sampled_from([1, 400]),
    at=st.integers(0, 10_000),
    step=st.sampled_from([1, -1]),
)
def test_a_word_in_a_long_text_is_the_same_word(text: str, repeat: int, at: int, step: int) -> None:
    """Looking only near the head finds what looking at all of the words does."""
    long = text * repeat
    pieces = [Piece(0, len(long))]
    for anchor, head in ((0, at % len(long)), (len(long), at % len(long))):
        selection = Selection(anchor, head)
        at_end = head >= anchor
        edges = [word.end if at_end else word.start for word in words(long, 0, len(long))]
        if step > 0:
            wanted = [edge for edge in edges if edge > head and (at_end or edge < anchor)][:1]
        else:
            wanted = [edge for edge in edges if edge < head and (edge > anchor or not at_end)][-1:]
        moved = by_word(long, pieces, selection, step)
        assert moved == (Selection(anchor, wanted[0]) if wanted else selection)
