"""Quoted words are led back to where they were first said."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.model import Source
from evidence.originals import Original, original_of
from evidence.reading import Passage, Reading
from tests.loaded import state_of

MAIL = {"file": {"name": "a.eml", "media_type": "message/rfc822"}}
FIRST = "We count the cases every\nmonth. Yes."
READINGS = {
    "S1": Reading(FIRST, (Passage(0, len(FIRST), paragraph=1, speaker="Ann"),)),
    "S2": Reading(
        "So.\n\nWe count the cases every month.\n\nYes.\n\nOld words of nobody here.",
        (
            Passage(0, 3),
            Passage(5, 36, part="quoted"),
            Passage(38, 42, part="quoted"),
            Passage(44, 69, part="quoted"),
        ),
    ),
    "S3": Reading("Yes.", (Passage(0, 4),)),
}


def found(words: str, *statements: dict[str, Any], start: int = 5, **s1: Any) -> Original | None:
    """What is found of words quoted in S2, with these statements taken."""
    state = state_of(
        {
            "format": "triangulate-bundle/1",
            "sources": [
                {"id": "S1", "kind": "document", **MAIL, **s1},
                {"id": "S2", "kind": "document", **MAIL},
                {"id": "S3", "kind": "document"},
            ],
            "statements": list(statements),
        }
    )

    def reading(source: Source) -> Reading:
        return READINGS[source.id]

    return original_of(state, reading, "S2", start, words)


def taken(key: str, source: str, quote: str, start: int, **more: Any) -> dict[str, Any]:
    """A statement at a place."""
    place = {"start": start, "end": start + len(quote)}
    return {"id": key, "source": source, "quote": quote, "place": place, **more}


WORDS = "We count the cases every month."


def test_the_place_is_found_whatever_the_lines() -> None:
    """With the speaker there; the quote is the text at its place."""
    original = found("we COUNT the  cases every month.")
    assert original is not None
    assert (original.source, original.statement, original.speaker) == ("S1", None, "Ann")
    assert original.quote == FIRST[:31]
    assert (original.place.start, original.place.end, original.place.paragraph) == (0, 31, 1)


def test_the_shortest_statement_that_holds_the_words_is_the_original() -> None:
    """One that was withdrawn, or holds only a part, is not."""
    whole = taken("E1", "S1", FIRST, 0)
    close = taken("E2", "S1", FIRST[:31], 0)
    part = taken("E3", "S1", FIRST[:20], 0)
    gone = taken("E4", "S1", FIRST[:31], 0, withdrawn=True)
    original = found(WORDS, whole, close, part, gone)
    assert original is not None
    assert original.statement == "E2"
    original = found(WORDS, whole, part, gone)
    assert original is not None
    assert original.statement == "E1"


def test_words_that_are_quoted_twice_are_one_utterance() -> None:
    """Where nobody has the original, the first that was taken stands for it."""
    words = "Old words of nobody here."
    assert found(words, start=44) is None
    again = taken("E1", "S1", words, 0)
    original = found(words, again, start=44)
    assert original is not None
    assert original.statement == "E1"
    assert found(words, taken("E1", "S2", words, 44), start=44) is None


@pytest.mark.parametrize(("words", "more"), [("Yes.", {}), (WORDS, {"withdrawn": True}), (" ", {})])
def test_a_few_words_or_a_withdrawn_source_are_no_original(words: str, more: Any) -> None:
    """A yes may stand anywhere."""
    assert found(words, start=38, **more) is None
