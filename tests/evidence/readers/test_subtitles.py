"""Subtitles are read in turns, and nothing that was said is dropped."""

from __future__ import annotations

import pytest

from evidence.readers import plain
from evidence.readers.subtitles import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_cues_of_one_speaker_join_without_their_markup(end: str, mark: str) -> None:
    """Numbers, places, tags, blank lines within, numbers that are said."""
    content = """1
00:00:01,000 --> 00:00:02,500 X1:10 X2:20
{\\an8}<i>Jane Doe:</i> Caseloads <font color="#fff">are</font>

2
00:00:02,500 --> 00:00:04,000
Jane Doe: too high &amp; rising:

at 60 each <inaudible>

3
00:00:04,000 --> 00:00:05,000
Bob: How many?

4
00:00:05,000 --> 00:00:06,000
Jane Doe: As I said,
60
"""
    reading = read((mark + content.replace("\n", end)).encode(), {})
    assert reading.warnings == ()
    assert shown(reading) == [
        {
            "text": "Caseloads are too high & rising: at 60 each <inaudible>",
            "paragraph": 1,
            "time": "00:00:01.000",
            "speaker": "Jane Doe",
        },
        {"text": "How many?", "paragraph": 2, "time": "00:00:04.000", "speaker": "Bob"},
        {"text": "As I said, 60", "paragraph": 3, "time": "00:00:05.000", "speaker": "Jane Doe"},
    ]


def test_what_is_malformed_is_kept_with_its_line_told() -> None:
    """Words before any time, and a time that can't be read."""
    reading = read(b"Title\n\n1\n00:00:01,000 --> 00:00:02,000\nfirst\n\n2\nx --> y\nsecond\n", {})
    assert reading.warnings == (
        "line 1: words before any time, kept as text",
        "line 8: a time that can't be read, kept as text",
    )
    assert [each["text"] for each in shown(reading)] == ["Title", "first", "x --> y second"]


@pytest.mark.parametrize("content", [b"", b"1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_a_file_without_words_is_refused(content: bytes) -> None:
    """Times alone say nothing."""
    with pytest.raises(Unreadable, match=r"^holds no words: leave it out"):
        read(content, {})


TEAMS = """0:00:05.120 --> 0:00:08.000
Jane Doe
Good morning.

0:00:08.500 --> 0:00:11.000
Bob Ray
Hello.

0:00:12.000 --> 0:00:15.250
Jane Doe
How are things?
"""
ZOOM = """[Jane Doe] 10:02:13
Good morning.

[Bob Ray] 10:02:20
Hello.

[Jane Doe] 10:02:25
How are things?
"""


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (TEAMS, ["00:00:05.120", "00:00:08.500", "00:00:12.000"]),
        (ZOOM, ["10:02:13.000", "10:02:20.000", "10:02:25.000"]),
    ],
)
def test_the_text_transcripts_of_teams_and_zoom_have_their_speakers(
    text: str, times: list[str]
) -> None:
    """Which the reader of plain text takes."""
    assert shown(plain.read(text.encode(), {})) == [
        {"text": words, "paragraph": number, "time": time, "speaker": name}
        for number, (words, time, name) in enumerate(
            zip(
                ["Good morning.", "Hello.", "How are things?"],
                times,
                ["Jane Doe", "Bob Ray", "Jane Doe"],
                strict=True,
            ),
            start=1,
        )
    ]
