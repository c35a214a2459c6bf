"""Tracked changes are drawing only: whatever is drawn, places are those of the text as it reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.readers import word
from evidence.reading import Reading, TrackedChange
from tests.evidence.readers.docx import docx
from tui.showing.changes_drawn import VIEWS, Drawn, View, drawn
from tui.widgets.wrapping import Piece, Span

JO = ("Jo", "2026-02-03T10:00:00Z")
#: "Cases are rather high." became "Cases are very high.", and a paragraph after it went.
TEXT = "Cases are very high.\n\nMore."
PIECES = [Piece(0, 20, "¶1"), Piece(22, 27, "¶2")]
CHANGES = (
    TrackedChange("deleted", 10, 10, "rather", *JO),
    TrackedChange("inserted", 10, 14, "very", *JO),
    TrackedChange("deleted", 20, 20, "\nGone.", "Al"),
)


def pieces_of(found: Drawn) -> list[str]:
    """What each piece shows."""
    return [found.text[piece.start : piece.end] for piece in found.pieces]


def test_the_three_views() -> None:
    """Words are in brackets with who and when, told once where the next change has the same."""
    assert pieces_of(drawn(TEXT, PIECES, CHANGES, "changes")) == [
        "Cases are [−rather− Jo, 2026-02-03][+very+] high.\n[−Gone.− Al]",
        "More.",
    ]
    assert pieces_of(drawn(TEXT, PIECES, CHANGES, "accepted")) == ["Cases are very high.", "More."]
    assert pieces_of(drawn(TEXT, PIECES, CHANGES, "before")) == [
        "Cases are rather high.\nGone.",
        "More.",
    ]
    plain = drawn(TEXT, PIECES, CHANGES[:1], "changes", plain_ascii=True)
    assert pieces_of(plain)[0] == "Cases are [-rather- Jo, 2026-02-03]very high."


def test_paragraphs_that_were_divided_or_put_in_are_as_they_were_before() -> None:
    """One again where only the end between them was put in; gone where all of it was."""
    text = "One.\n\nTwo.\n\nNew.\n\nEnd."
    pieces = [Piece(0, 4, "1"), Piece(6, 10, "2"), Piece(12, 16, "3"), Piece(18, 22, "4")]
    changes = (
        TrackedChange("inserted", 4, 6, "\n\n", "Jo"),
        TrackedChange("inserted", 10, 12, "\n\n", "Jo"),
        TrackedChange("inserted", 12, 16, "New.", "Jo"),
    )
    before = drawn(text, pieces, changes, "before")
    assert pieces_of(before) == ["One.Two.", "End."]
    assert list(before.spans) == [Span(0, 16), Span(18, 22)]
    assert pieces_of(drawn(text, pieces, changes, "changes")) == [
        *("One.[+¶+ Jo]", "Two.[+¶+ Jo]", "[+New.+ Jo]", "End."),
    ]


def test_what_was_put_in_and_taken_out_again_stood_there_neither_before_nor_after() -> None:
    changes = (
        TrackedChange("inserted", 5, 5, "fleeting", "Jo"),
        TrackedChange("deleted", 5, 5, "fleeting", "Al"),
    )
    pieces = [Piece(0, 6)]
    assert pieces_of(drawn("Stays.", pieces, changes, "before")) == ["Stays."]
    assert pieces_of(drawn("Stays.", pieces, changes, "changes")) == [
        "Stays[−fleeting− Al; put in by Jo]."
    ]


def test_words_are_found_across_the_signs_and_among_what_was_taken_out() -> None:
    """What reads "are very high" is found, and so is "rather", which only stood there before."""
    found = drawn(TEXT, PIECES, CHANGES, "changes")
    assert found.find(TEXT, "ARE very  high") == [found.text.index("are [")]
    assert found.find(TEXT, "rather") == [found.text.index("rather")]
    assert found.find(TEXT, "nowhere") == found.find(TEXT, " ") == []


RUNS = st.lists(
    st.tuples(
        st.sampled_from(["", "", "ins", "del", "end"]), st.text("ab ", min_size=1, max_size=4)
    ),
    min_size=1,
    max_size=12,
)


def reading_of(runs: list[tuple[str, str]]) -> Reading:
    """A Word file of these runs, as they stand, put in, or taken out; "end" ends a paragraph."""
    body = ""
    inside = "<w:r><w:t>so</w:t></w:r>"
    for kind, words in runs:
        run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
        if kind == "end":
            body += f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{inside}</w:p>"
            inside = run
        else:
            inside += f'<w:{kind} w:author="{words}">{run}</w:{kind}>' if kind else run
    return word.read(docx(f"{body}<w:p>{inside}</w:p>"), {})


@given(runs=RUNS, view=st.sampled_from(VIEWS))
def test_every_character_leads_from_the_text_to_what_is_drawn_and_back(
    runs: list[tuple[str, str]], view: View
) -> None:
    """What is drawn of a stretch is that stretch, and pieces are in order and apart."""
    reading = reading_of(runs)
    pieces = [Piece(passage.start, passage.end) for passage in reading.passages]
    found = drawn(reading.text, pieces, reading.changes, view)
    end = 0
    for piece, span in zip(found.pieces, found.spans, strict=True):
        assert end <= piece.start < piece.end <= len(found.text)
        end = piece.end
        assert reading.text[span.start : span.end]
    for at in range(len(reading.text)):
        there = found.to_drawn((at, at + 1))
        if there.start < there.end:
            assert found.text[there.start : there.end] == reading.text[at]
            assert found.to_text(there) == (at, at + 1)
        else:
            assert view == "before"


@given(runs=RUNS)
def test_nothing_but_signs_is_drawn_beside_the_text(runs: list[tuple[str, str]]) -> None:
    """A selection of all that is drawn is all of the text, in every piece."""
    reading = reading_of(runs)
    pieces = [Piece(passage.start, passage.end) for passage in reading.passages]
    found = drawn(reading.text, pieces, reading.changes, "changes")
    assert [found.to_text((piece.start, piece.end)) for piece in found.pieces] == [
        Span(piece.start, piece.end) for piece in pieces
    ]
