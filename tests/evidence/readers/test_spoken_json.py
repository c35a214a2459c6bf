"""Transcripts as JSON come back turn by turn."""

from __future__ import annotations

import json
from typing import Any

import pytest

from evidence.readers.spoken_json import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown


def test_turns_keep_their_speaker_and_stand_under_their_topic() -> None:
    """As committee meetings are published; what nobody said is named and left out."""
    meeting = {
        "topic_list": [{"topic": "Staffing", "relevant_text_span": [["0", "0"], ["x"], None]}, 1],
        "general_query_list": [{"query": "Summarise.", "answer": "It was short."}],
        "meeting_transcripts": [
            {"speaker": "The Chair", "content": "Welcome. "},
            {"speaker": "Jane  Doe", "content": "Thank you."},
            {"speaker": "", "content": "(pause)"},
            {"speaker": "Jane Doe", "content": " "},
        ],
    }
    reading = read(json.dumps(meeting).encode(), {})
    assert shown(reading) == [
        {"text": "Welcome.", "paragraph": 1, "speaker": "The Chair", "heading": "Staffing"},
        {"text": "Thank you.", "paragraph": 2, "speaker": "Jane Doe"},
        {"text": "(pause)", "paragraph": 3},
    ]
    assert reading.warnings == (
        "not read, since nobody says it in the meeting: general_query_list",
    )


def test_other_names_and_times_are_known() -> None:
    turns = [
        {"Speaker": {"name": "A"}, "Text": "One.", "start": 61.5},
        {"Speaker": "B", "Text": "Two.", "start": "00:02:03"},
        {"Speaker": "B", "Text": "Half \ud83d of it.", "start": -1},
    ]
    assert shown(read(json.dumps({"results": [{"turns": turns}]}).encode(), {})) == [
        {"text": "One.", "paragraph": 1, "speaker": "A", "time": "00:01:01.500"},
        {"text": "Two.", "paragraph": 2, "speaker": "B", "time": "00:02:03.000"},
        {"text": "Half \ufffd of it.", "paragraph": 3, "speaker": "B"},
    ]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"format": "triangulate-bundle/1"}, "triangulate load"),
        ({"a": [1, 2]}, "holds no list of turns with speaker and words: save it as"),
        ([{"text": "nobody says it"}], "holds no list of turns with speaker and words: save it as"),
        ("words", "holds no list of turns with speaker and words: save it as"),
        (None, "holds no list of turns with speaker and words: save it as"),
    ],
)
def test_what_is_no_transcript_is_refused_with_the_reason(document: Any, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(json.dumps(document).encode(), {})


def test_json_made_to_do_harm_is_refused() -> None:
    for content in (b"[" * 100_000, b'{"a": ' * 5_000, b"[1", b"9" * 10_000):
        with pytest.raises(Unreadable):
            read(content, {})


def test_what_programs_that_listen_write_is_read_with_its_times() -> None:
    """In thousandths too, with numbers for voices or none, and once, though it holds each word."""
    words = [{"text": "Good", "start": 61_000, "end": 61_400, "speaker": "A"}] * 9
    turns = [
        {"speaker": "A", "start": 61_000, "end": 62_000, "text": "Good morning.", "words": words},
        {"speaker": "B", "start": 400_000, "end": 401_000, "text": "Morning to you."},
    ]
    said = shown(read(json.dumps({"words": words, "utterances": turns}).encode(), {}))
    assert [(each["text"], each["speaker"], each["time"]) for each in said] == [
        ("Good morning.", "A", "00:01:01.000"),
        ("Morning to you.", "B", "00:06:40.000"),
    ]
    numbered = [{"speaker": at, "start": 61.5 * at, "transcript": "So it is."} for at in (0, 1)]
    said = shown(read(json.dumps({"results": {"utterances": numbered}}).encode(), {}))
    assert [(each["speaker"], each["time"]) for each in said] == [
        ("Speaker 0", "00:00:00.000"),
        ("Speaker 1", "00:01:01.500"),
    ]
    nobody = {"text": "So. It is.", "segments": [{"start": 2.0, "end": 3.0, "text": " So. It is."}]}
    assert shown(read(json.dumps(nobody).encode(), {})) == [
        {"text": "So. It is.", "paragraph": 1, "time": "00:00:02.000"}
    ]
    spelt = [{"participantName": "Jo", "speech": "So it is.", "startTime": "PT1M1.5S"}]
    assert shown(read(json.dumps(spelt).encode(), {})) == [
        {"text": "So it is.", "paragraph": 1, "time": "00:01:01.500", "speaker": "Jo"}
    ]
