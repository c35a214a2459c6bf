"""A source as it is read, and the prefixes of voices: whole values, without an app."""

from __future__ import annotations

from evidence.model import Place, Statement
from evidence.readers import plain
from evidence.reading import Passage, Reading
from tui.showing.found_words import FoundWords
from tui.showing.source_page import SourcePage, place_label
from tui.widgets.marks import Mark
from tui.widgets.wrapping import Piece, Span

TEXT = "One is said.\n\nTwo is said twice.\n\nThree."
READING = Reading(
    TEXT,
    (
        Passage(0, 12, page=1, paragraph=1),
        Passage(14, 32, time="00:01:02.500", speaker="Manager"),
        Passage(34, 40, heading="End"),
    ),
)


def statement(key: str, quote: str, start: int | None = None, end: int | None = None) -> Statement:
    place = Place(start=start, end=end)
    return Statement(id=key, source="S1", quote=quote, place=place)


def test_a_page_labels_each_passage_with_its_place() -> None:
    page = SourcePage(READING)
    assert page.text == TEXT
    assert list(page.pieces) == [
        Piece(0, 12, "p. 1 ¶1"),
        Piece(14, 32, "00:01:02 Manager"),
        Piece(34, 40, ""),
    ]
    assert place_label(READING.passages[0], plain_ascii=True) == "p. 1 par 1"


def test_statements_stand_at_their_place_or_where_their_words_are() -> None:
    page = SourcePage(READING)
    changed = page.hold(
        {
            "E1": statement("E1", "said twice", start=21, end=31),
            "E2": statement("E2", "Three."),
            "E3": statement("E3", "is said", start=0, end=7),
        }
    )
    assert not changed
    assert page.spans == {"E1": Span(21, 31), "E2": Span(34, 40), "E3": Span(4, 11)}
    assert page.in_order() == ["E3", "E1", "E2"]
    assert page.statements_on(14, 40) == ["E1", "E2"]


def test_statements_that_stand_nowhere_follow_the_text() -> None:
    page = SourcePage(READING)
    typed = Statement(id="E1", source="S1", quote="Typed.", place=Place(time="10:00:00"))
    assert page.hold({"E1": typed})
    assert page.text == f"{TEXT}\n\nTyped."
    assert page.pieces[-1] == Piece(42, 48, "E1 10:00:00")
    assert page.spans == {"E1": Span(42, 48)}
    assert page.own == len(TEXT)
    assert page.passage_at(43) is None
    assert page.hold({})
    assert page.text == TEXT


def test_a_source_without_a_text_is_read_as_its_statements() -> None:
    page = SourcePage(None)
    page.hold({"E1": statement("E1", "One."), "E2": statement("E2", "Two.")})
    assert page.text == "One.\n\nTwo."
    assert list(page.pieces) == [Piece(0, 4, "E1"), Piece(6, 10, "E2")]
    assert page.own == 0


def test_every_passage_of_a_real_reading_can_be_found_by_its_offset() -> None:
    reading = plain.read(b"A first line.\n\nA second one.\n\n\nA third.", {})
    page = SourcePage(reading)
    for passage in reading.passages:
        assert page.passage_at(passage.start) is passage
        assert page.passage_at(passage.end - 1) is passage


def test_found_words_are_gone_through_round_the_end() -> None:
    found = FoundWords("two words", (3, 20, 40))
    assert found.from_place(4).place == 20
    assert found.from_place(41).place == 3
    assert found.from_place(0).step(-1).told == "3 of 3: “two words”"
    marked = FoundWords("two words", (1,)).marks(" TWO\n words", "found")
    assert list(marked) == [Mark(1, 11, "found")]
