"""The numbers of a sentence, held against those of texts."""

from __future__ import annotations

import pytest

from graph.audit.figures import Figures, tells_figure, unknown_numbers


@pytest.mark.parametrize(
    ("text", "sentence", "unknown"),
    [
        ("71 of 118 places were taken up", "Of 118 places, 71 were taken up.", []),
        ("71 of 118 places were taken up", "Of 118 places, 94 were taken up.", ["94"]),
        ("94 per cent completed it", "In all, 94 were taken up.", ["94"]),
        ("71 of 118 places were taken up", "Six places in ten were taken up.", []),
        ("71 of 118 places were taken up", "Three in ten were taken up.", ["Three in ten"]),
        ("agree 13, disagree 31, no view 8", "Thirteen of 52 agreed.", []),
        ("agree 13, disagree 31, no view 8", "Thirteen of 61 agreed.", ["Thirteen of 61"]),
        ("no access from 09.40 to 13.05", "It was shut for more than three hours.", []),
        ("no access from 09.40 to 13.05", "It was shut for seven hours.", ["seven"]),
        ("Fourth report this year", "It was reported four times.", []),
        ("mean 97 per cent; none above 115 per cent", "It was 97 per cent, none above 115.", []),
        ("23 of the 45 left", "Half of the practitioners left.", []),
        ("23 of the 45 left", "Three quarters of practitioners left.", ["Three quarters"]),
        ("23 of the 45 left", "More than half of practitioners left.", []),
    ],
)
def test_a_number_is_held_against_figures_of_the_same_measure(
    text: str, sentence: str, unknown: list[str]
) -> None:
    """Shares against shares, counts against counts, and what follows from either."""
    assert list(unknown_numbers(sentence, Figures([text]))) == unknown


def test_a_number_of_a_text_about_something_else_counts_only_beside_the_same_words() -> None:
    """A long text may have the measure among others."""
    sentence = "The local authority cut its share by four per cent."
    for text, unknown in (
        ("Rooms were booked; the authority gave notice to cut its share by four per cent", []),
        ("Of the visits that were announced, four per cent were late", ["four per cent"]),
    ):
        there = Figures(["The budget"])
        there.add_alike(text, sentence)
        assert list(unknown_numbers(sentence, there)) == unknown


def test_so_many_of_so_many_is_the_evidence_itself() -> None:
    """A rate claims how things are; cases counted are told as they were read."""
    quote = "It suited the child in eight of ten cases."
    assert tells_figure("In eight of the ten cases the work fitted the child.", quote)
    assert not tells_figure("In six of the ten cases the work fitted the child.", quote)
    assert not tells_figure("It fits the child 80 per cent of the time.", quote)
