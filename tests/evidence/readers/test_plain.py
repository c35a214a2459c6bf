"""Plain text is read in paragraphs, and a transcript in turns."""

from __future__ import annotations

import pytest

from evidence.readers.plain import read
from evidence.reading import Passage, Reading, Unreadable
from tests.evidence.readers.shown import shown


def test_paragraphs_stand_between_blank_lines_with_exact_offsets() -> None:
    """Hard-wrapped lines stay, white space around a paragraph does not belong to it."""
    text = "One line\nand the next.  \n \n\n   Second.\n"
    assert read(text.encode(), {}) == Reading(
        text, (Passage(0, 22, paragraph=1), Passage(31, 38, paragraph=2)), ()
    )


def test_a_transcript_has_its_speakers_and_times_in_their_places() -> None:
    """What was said starts after the name; the turn goes on to the next name."""
    text = (
        "Focus group\n\n"
        "[00:12:03] Chair: Good morning.\nWelcome to all.\n"
        "Senior probation officer: Two things. First: caseloads\n"
        "are high.\n\n"
        "And a second paragraph.\n\n"
        "[Pause]\n\n"
        "00:13:00 CHAIR (Mr. J. Doe (Leeds)): Go on.\n\n"
        "Senior probation officer [14:05]: Yes.\n"
        "Chair:\nThank you.\n"
    )
    officer = "Senior probation officer"
    assert shown(read(text.encode(), {})) == [
        {"text": "Focus group", "paragraph": 1},
        {
            "text": "Good morning.\nWelcome to all.",
            "paragraph": 2,
            "time": "00:12:03.000",
            "speaker": "Chair",
        },
        {
            "text": "Two things. First: caseloads\nare high.",
            "paragraph": 3,
            "speaker": officer,
        },
        {"text": "And a second paragraph.", "paragraph": 4, "speaker": officer},
        {"text": "[Pause]", "paragraph": 5},
        {
            "text": "Go on.",
            "paragraph": 6,
            "time": "00:13:00.000",
            "speaker": "CHAIR (Mr. J. Doe (Leeds))",
        },
        {"text": "Yes.", "paragraph": 7, "time": "00:14:05.000", "speaker": officer},
        {"text": "Thank you.", "paragraph": 8, "speaker": "Chair"},
    ]


def test_names_with_a_time_on_a_line_of_their_own_are_speakers() -> None:
    """As Teams and Otter write them."""
    text = "Jane Doe   0:05\nHello.\n\nBob Ray   0:09\nHi.\n\nJane Doe   1:00:12\nBye.\n"
    assert shown(read(text.encode(), {})) == [
        {"text": "Hello.", "paragraph": 1, "time": "00:00:05.000", "speaker": "Jane Doe"},
        {"text": "Hi.", "paragraph": 2, "time": "00:00:09.000", "speaker": "Bob Ray"},
        {"text": "Bye.", "paragraph": 3, "time": "01:00:12.000", "speaker": "Jane Doe"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Date: 3 March\nVenue: Leeds\nDate: 4 March\nVenue: York",
        "Strengths: many.\n\nWeaknesses: some.\n\nThreats: none.",
        "Chair: one label\n\nChair: and another, too few",
        "He left. She said: yes\nHe left. She said: no\nHe left. She said: yes",
    ],
)
def test_a_form_or_a_list_of_points_has_no_speakers(text: str) -> None:
    """Fields of a form, points that come once each, two labels alone, sentences with a colon."""
    assert all("speaker" not in passage for passage in shown(read(text.encode(), {})))


def test_times_start_passages_without_names_too() -> None:
    """As speech recognition writes them; a time of day in prose is no time of a recording."""
    text = "[00:00.500 --> 00:04.000] Hello there\n[00:61] x\n[00:05] again\n\n12:30 Lunch"
    assert shown(read(text.encode(), {})) == [
        {"text": "Hello there\n[00:61] x", "paragraph": 1, "time": "00:00:00.500"},
        {"text": "again", "paragraph": 2, "time": "00:00:05.000"},
        {"text": "12:30 Lunch", "paragraph": 3},
    ]


def test_a_single_line_of_two_million_characters_is_one_passage() -> None:
    """Also where it looks like the beginning of a label over and over."""
    text = "A (b [00:1 " * 200_000
    assert read(text.encode(), {}).passages == (Passage(0, len(text) - 1, paragraph=1),)


@pytest.mark.parametrize("content", [b"", b" \n\n", b"---\n***", "\u200b".encode()])
def test_a_file_without_words_is_refused(content: bytes) -> None:
    """Blank, or marks alone."""
    with pytest.raises(Unreadable, match=r"^holds no words: leave it out"):
        read(content, {})


@pytest.mark.parametrize(
    ("opens", "time"),
    [
        ("{}: (00:0{})\n", True),
        ("{} (0:00:0{} - 0:00:10)\n", True),
        ("#00:00:0{1}-0# {0}: ", True),
        ("0:0:{1}.0 --> 0:0:{1}.5\n{0}\n", True),
        ("0:00:0{1} From {0} to Everyone: ", True),
        ("Q{1} {0}: ", False),
        ("Q.{1}   {0}: ", False),
        ("Q{1}\t{0} (Anytown): ", False),
    ],
)
def test_names_stand_in_many_ways_with_times_and_numbers(opens: str, *, time: bool) -> None:
    """As programs and committees write them; the number of a question is nobody's name."""
    said = [("Jane Doe", 1, "One."), ("Sam Poe", 2, "Two: and more."), ("Jane Doe", 3, "Three.")]
    text = "\n\n".join(opens.format(name, at) + words for name, at, words in said)
    assert [
        ((each["speaker"]).partition(" (")[0], each.get("time"), each["text"])
        for each in shown(read(text.encode(), {}))
    ] == [(name, f"00:00:0{at}.000" if time else None, words) for name, at, words in said]


def test_titled_names_before_a_full_stop_speak() -> None:
    """As in the transcripts of Congress."""
    text = (
        "    The Chairman. Thank you all.\n    Senator Doe. I thank Mr. Poe. He knows\nit.\n"
        "    Dr. Poe. Yes.\n    Senator Doe. Why?\n"
    )
    assert [(each["speaker"], each["text"]) for each in shown(read(text.encode(), {}))] == [
        ("The Chairman", "Thank you all."),
        ("Senator Doe", "I thank Mr. Poe. He knows\nit."),
        ("Dr. Poe", "Yes."),
        ("Senator Doe", "Why?"),
    ]


def test_the_fields_at_the_head_of_a_transcript_say_nothing() -> None:
    """Those present, the witness, the number that stands for an interview's participant."""
    text = (
        "Oral evidence: Workforce\nMembers present: Ann Ray (Chair)\nParticipant: P7\n"
        "Witness\nI: Professor Doe\n\nChair: Good morning.\n\nProfessor Doe: Yes.\n\nChair: So."
    )
    assert [(each.get("speaker"), each["text"]) for each in shown(read(text.encode(), {}))][1:] == [
        ("Chair", "Good morning."),
        ("Professor Doe", "Yes."),
        ("Chair", "So."),
    ]


def test_times_alone_on_every_other_line_are_times() -> None:
    """Of a film's transcript; a time or two in a text are not."""
    text = "0:00\ngood morning\n0:04\nto the board\n1:02:03\nthat is all\n"
    assert shown(read(text.encode(), {})) == [
        {"text": "good morning", "paragraph": 1, "time": "00:00:00.000"},
        {"text": "to the board", "paragraph": 2, "time": "00:00:04.000"},
        {"text": "that is all", "paragraph": 3, "time": "01:02:03.000"},
    ]
    assert len(shown(read(b"12:30\nLunch.\n13:30\nThe board meets.\nIt ends.", {}))) == 1


def test_a_page_s_number_above_its_numbered_lines_is_no_line() -> None:
    """The first page's too, which is 1 as the first line is."""
    lines = "".join(
        f"{page}\n" + "".join(f"{at:>2}  words {at} of {page}\n" for at in range(1, 26))
        for page in (1, 2)
    )
    assert shown(read(lines.encode(), {})) == [
        {
            "text": " ".join(f"words {at} of {page}" for at in range(1, 26)),
            "page": page,
            "paragraph": page,
        }
        for page in (1, 2)
    ]


def _spoken(text: str) -> list[tuple[str | None, str | None, str]]:
    """Who says what when."""
    reading = read(text.encode(), {})
    return [(p.speaker, p.time, reading.text[p.start : p.end]) for p in reading.passages]


def test_a_sentence_with_a_colon_within_what_somebody_says_names_no_speaker() -> None:
    """A pronoun goes on as no name does, and where each name has a time the others are none."""
    assert _spoken("ANN: Two things.\nBEN: Yes.\nANN: Why?\nI ask: why?\nBEN: No.\n") == [
        ("ANN", None, "Two things."),
        ("BEN", None, "Yes."),
        ("ANN", None, "Why?\nI ask: why?"),
        ("BEN", None, "No."),
    ]
    timed = "[00:01:00] Ann: Go on.\n[00:02:00] Ben: Two.\nCost: high.\n[00:03:00] Ann: Thanks.\n"
    assert _spoken(timed) == [
        ("Ann", "00:01:00.000", "Go on."),
        ("Ben", "00:02:00.000", "Two.\nCost: high."),
        ("Ann", "00:03:00.000", "Thanks."),
    ]


@pytest.mark.parametrize(
    "turn",
    [
        "{clock} {name}\n{words}\n",
        "{name}\n{clock}\n{words}\n",
        "{name} [{clock}] {words}\n",
        "{name}    {clock}    {words}\n",
        "{name}\t{clock}\t{words}\n",
        "[03/02/2026, {clock}] {name}: {words}\n",
        "\u200e[3.2.26, {clock}] ~\u202f{name}: {words}\n",
    ],
)
def test_names_stand_beside_their_times_as_programs_write_them(turn: str) -> None:
    """Time and name on a line, each on its own, in columns, or after the day as in a chat."""
    said = [("Ann Bell", "00:00:05", "One."), ("Ben Cole", "00:10:00", "Two: yes.")]
    said.append(("Ann Bell", "01:02:03", "Three."))
    text = "\n".join(turn.format(name=n, clock=at, words=words) for n, at, words in said)
    assert _spoken(text) == [(n, f"{at}.000", words) for n, at, words in said]


def test_a_chat_has_hours_of_either_half_and_numbers_for_names() -> None:
    """What has no colon is nobody's, and the hour of "9:05 pm" is the twenty-first."""
    chat = (
        "03/02/2026, 9:00 am - Messages are encrypted\n"
        "03/02/2026, 9:05 pm - Ann: One.\n"
        "03/02/2026, 9:06\u202fPM - +44 1632 960001: Two.\n"
        "03/02/2026, 21:07 - Ann: Three.\n"
    )
    assert _spoken(chat) == [
        (None, "09:00:00.000", "Messages are encrypted"),
        ("Ann", "21:05:00.000", "One."),
        ("+44 1632 960001", "21:06:00.000", "Two."),
        ("Ann", "21:07:00.000", "Three."),
    ]


def test_what_a_program_writes_below_a_transcript_is_nobodys() -> None:
    """The last speaker did not say who made the transcript."""
    text = "Ann  0:05\nOne.\n\nBen  0:10\nTwo.\n\nAnn  0:15\nThree.\n\nTranscribed by https://a.example\n"
    assert _spoken(text)[-2:] == [
        ("Ann", "00:00:15.000", "Three."),
        (None, None, "Transcribed by https://a.example"),
    ]
