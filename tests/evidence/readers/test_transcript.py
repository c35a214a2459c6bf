"""WebVTT is read in turns, and nothing that was said is dropped."""

from __future__ import annotations

import pytest

from evidence.readers.transcript import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown


def test_cues_of_one_speaker_join_and_markup_goes() -> None:
    """Voices, classes, tags, times within, entities; notes and styles are not spoken."""
    content = """WEBVTT - Focus group
Kind: captions

NOTE
not spoken

STYLE
::cue { color: red }

REGION
id:one

intro
00:01.000 --> 00:02.000 align:start position:10%
<v.loud Jane Doe>Hello <b>there</b> &amp;
you &lt;all&gt;<v Bob>No <inaudible></v> Who?

00:00:03.000 --> 00:00:04.000
<v Jane Doe><lang en>Caseloads <00:00:03.500><c.red>are</c> high

00:00:05.000 --> 00:00:06.000
<v Jane Doe>5 < 6&nbsp;and AT&T.</v>
"""
    start = "00:00:01.000"
    reading = read(content.encode(), {})
    assert reading.warnings == ()
    assert shown(reading) == [
        {"text": "Hello there & you <all>", "paragraph": 1, "time": start, "speaker": "Jane Doe"},
        {"text": "No <inaudible>", "paragraph": 2, "time": start, "speaker": "Bob"},
        {"text": "Who?", "paragraph": 3, "time": start},
        {
            "text": "Caseloads are high 5 < 6\xa0and AT&T.",
            "paragraph": 4,
            "time": "00:00:03.000",
            "speaker": "Jane Doe",
        },
    ]


def test_names_before_a_colon_are_speakers() -> None:
    """As Zoom writes them; a cue without a name is nobody's."""
    content = b"""WEBVTT

1
00:00:01.000 --> 00:00:02.000
Mary Smith: Two things: first

2
00:00:02.000 --> 00:00:03.000
Mary Smith: and then

3
00:00:03.000 --> 00:00:04.000
(unclear)
"""
    assert shown(read(content, {})) == [
        {
            "text": "Two things: first and then",
            "paragraph": 1,
            "time": "00:00:01.000",
            "speaker": "Mary Smith",
        },
        {"text": "(unclear)", "paragraph": 2, "time": "00:00:03.000"},
    ]


def test_a_long_turn_is_broken_at_a_cue_and_at_a_pause() -> None:
    """After 600 characters, and after 20 seconds of silence."""
    cues = "".join(f"00:{n:02}:00.000 --> 00:{n:02}:50.000\n<v A>{'x' * 299}\n\n" for n in range(4))
    cues += "00:04:10.000 --> 00:04:12.000\n<v A>after a pause\n"
    turns = shown(read(f"WEBVTT\n\n{cues}".encode(), {}))
    assert [(turn["time"], len(turn["text"])) for turn in turns] == [
        ("00:00:00.000", 899),
        ("00:03:00.000", 299),
        ("00:04:10.000", 13),
    ]


def test_what_is_malformed_is_kept_with_its_line_told() -> None:
    """A time that can't be read, words outside a cue, a missing blank line, no header."""
    content = b"""00:00:01,000 --> 00:00:02,000
first
2
00:00:02.000 --> 00:00:03.000
second

bad --> 00:00:09.000
third

fourth
"""
    reading = read(content, {})
    assert reading.warnings == (
        "line 1: does not begin with WEBVTT",
        "line 7: a time that can't be read, kept as text",
        "line 10: words outside any cue, kept as text",
    )
    assert shown(reading) == [
        {"text": "first second", "paragraph": 1, "time": "00:00:01.000"},
        {"text": "bad --> 00:00:09.000 third", "paragraph": 2},
        {"text": "fourth", "paragraph": 3},
    ]


def test_the_warnings_are_bounded() -> None:
    """Twenty faults are told, and how many there are besides."""
    reading = read(b"WEBVTT\n\n" + b"word\n\n" * 1_000, {})
    assert len(reading.warnings) == 21
    assert reading.warnings[-1] == "and 980 faults more"


@pytest.mark.parametrize("content", [b"", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bob>\n"])
def test_a_file_without_words_is_refused(content: bytes) -> None:
    """A speaker alone says nothing."""
    with pytest.raises(Unreadable, match=r"^holds no words: leave it out"):
        read(content, {})


def test_captions_that_roll_up_the_screen_are_said_once() -> None:
    """As a machine writes them: each line in two cues or three, with the time of each word."""
    text = (
        "WEBVTT\nKind: captions\n\n00:00:00.160 --> 00:00:02.500 align:start\n \n"
        "good<00:00:00.500><c> morning</c>\n\n00:00:02.500 --> 00:00:02.510 align:start\n"
        "good morning\n \n\n00:00:02.510 --> 00:00:05.000 align:start\ngood morning\n"
        "welcome<00:00:03.000><c> all</c>\n\n00:00:05.000 --> 00:00:05.010\nwelcome all\n \n"
    )
    reading = read(text.encode(), {})
    assert reading.text == "good morning welcome all"
    assert reading.warnings == ()
    again = "WEBVTT\n\n" + "".join(
        f"00:00:0{at}.000 --> 00:00:0{at}.900\nYes.\n\n" for at in range(1, 5)
    )
    assert read(again.encode(), {}).text == "Yes. Yes. Yes. Yes."


def test_a_name_in_brackets_before_a_colon_speaks() -> None:
    """As programs that listen write it."""
    text = "WEBVTT\n\n" + "".join(
        f"00:00:0{at}.000 --> 00:00:0{at}.900\n[SPEAKER_0{at % 2}]: Words {at}.\n\n"
        for at in range(1, 4)
    )
    reading = read(text.encode(), {})
    assert [each.speaker for each in reading.passages] == ["SPEAKER_01", "SPEAKER_00", "SPEAKER_01"]
    assert reading.text == "Words 1.\n\nWords 2.\n\nWords 3."
