"""reStructuredText: hearings with their speakers, and any other page by its blocks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.readers.restructured import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown

HEARING = """.. raw:: html

   <a id="x">Official page</a>

12 May 2031
===========

.. a comment
   on two lines

*(10.04 am)*

**Mr Smith**: Good morning, can you see: us?

**The Chair**: Yes.

Jane Doe
--------

*JANE DOE (sworn).*

Questioned by Mr Smith
^^^^^^^^^^^^^^^^^^^^^^

**Mr Smith**: My name is Smith.
It goes on.

.. rst-class:: indented

**Jane Doe**: Yes.

And more of it.

Q. Is it so?

**A.** It is.

.. note::

   Kept, not spoken.
"""


def test_a_hearing_has_its_speakers_under_its_headings() -> None:
    """Names in bold, Q and A as whoever asks and answers; directions and comments are no speech."""
    day = "12 May 2031"
    asked = f"{day} > Jane Doe > Questioned by Mr Smith"
    reading = read(HEARING.encode(), {})
    assert reading.text == HEARING
    assert shown(reading) == [
        {"text": day, "part": "heading"},
        {"text": "a comment\n   on two lines", "heading": day, "part": "comment"},
        {"text": "*(10.04 am)*", "paragraph": 1, "heading": day},
        {
            "text": "Good morning, can you see: us?",
            "paragraph": 2,
            "speaker": "Mr Smith",
            "heading": day,
        },
        {"text": "Yes.", "paragraph": 3, "speaker": "The Chair", "heading": day},
        {"text": "Jane Doe", "heading": day, "part": "heading"},
        {"text": "*JANE DOE (sworn).*", "paragraph": 4, "heading": f"{day} > Jane Doe"},
        {"text": "Questioned by Mr Smith", "heading": f"{day} > Jane Doe", "part": "heading"},
        {
            "text": "My name is Smith.\nIt goes on.",
            "paragraph": 5,
            "speaker": "Mr Smith",
            "heading": asked,
        },
        {"text": "Yes.", "paragraph": 6, "speaker": "Jane Doe", "heading": asked},
        {"text": "And more of it.", "paragraph": 7, "speaker": "Jane Doe", "heading": asked},
        {"text": "Is it so?", "paragraph": 8, "speaker": "Mr Smith", "heading": asked},
        {"text": "It is.", "paragraph": 9, "speaker": "JANE DOE", "heading": asked},
        {"text": "note::\n\n   Kept, not spoken.", "heading": asked, "part": "directive"},
    ]
    assert reading.warnings == ("2 directives or links that say how the page looks are not shown",)


def test_speakers_are_known_in_fields_definitions_and_before_a_colon() -> None:
    """Also where the name stands out in italics with its colon, or alone on its line."""
    for form in (
        ":Mr Smith: {}\n:Jane Doe: {}\n:Mr Smith: {}\n",
        "Mr Smith\n   {}\n\nJane Doe\n   {}\n\nMr Smith\n   {}\n",
        "MR SMITH: {}\n\nJANE DOE: {}\n\nMR SMITH: {}\n",
        "*Mr Smith:* {}\n\n*Jane Doe:* {}\n\n*Mr Smith:* {}\n",
        "**Mr Smith:** {}\n\n**Jane Doe:** {}\n\n**Mr Smith:** {}\n",
        "**Mr Smith**:\n\n{}\n\n**Jane Doe**:\n\n{}\n\n**Mr Smith**:\n\n{}\n",
    ):
        said = [
            ((each.get("speaker") or "").casefold(), each["text"])
            for each in shown(read(form.format("One.", "Two.", "Three.").encode(), {}))
        ]
        assert said == [("mr smith", "One."), ("jane doe", "Two."), ("mr smith", "Three.")], form


def test_a_page_of_one_speech_and_the_thanks_for_it_has_its_speakers() -> None:
    """Each is named once, with a title; a word in bold without one is nobody."""
    text = "End\n===\n\n**Ms Doe**: My Lady.\n\nIt is so.\n\n**Lady Poe**: Thank you.\n\n*(5 pm)*\n"
    assert [(each.get("speaker"), each["text"]) for each in shown(read(text.encode(), {}))] == [
        (None, "End"),
        ("Ms Doe", "My Lady."),
        ("Ms Doe", "It is so."),
        ("Lady Poe", "Thank you."),
        (None, "*(5 pm)*"),
    ]
    text = "**Leadership**: good.\n\nMore.\n\n**Behaviour**: poor.\n"
    assert all(each.get("speaker") is None for each in shown(read(text.encode(), {})))


def test_questions_and_lines_may_have_numbers() -> None:
    """The question's is no part of the name, the line's none of the text."""
    text = "**Q1** **Chair:** One.\n\n**Ann Ray:** Two.\n\nQ2 **Chair:** Three.\n"
    assert [(each["speaker"], each["text"]) for each in shown(read(text.encode(), {}))] == [
        ("Chair", "One."),
        ("Ann Ray", "Two."),
        ("Chair", "Three."),
    ]
    lines = "\n".join(f"{at:>2}   {'QA'[at % 2]}.  Words {at}." for at in range(1, 25))
    said = shown(read(f"Day 3\n=====\n\n{lines}\n".encode(), {}))
    assert [each["text"] for each in said] == ["Day 3", *(f"Words {at}." for at in range(1, 25))]


def test_any_other_page_is_read_by_its_blocks() -> None:
    """Lists, line blocks, literal blocks, both kinds of table, notes, headings over and under."""
    page = (
        "=====\nTitle\n=====\n\nA page::\n\n   code here\n\n- one\n- two\n  more\n\n1. first\n\n"
        "| line\n| block\n\n"
        "====  ====\nTeam  Note\n====  ====\nNorth high\n====  ====\n\n"
        "+---+---+\n| a | b |\n+---+---+\n\n"
        ".. [1] A footnote.\n.. _there: http://example.org\n\n----\n\n**Method**: it is bold.\n"
    )
    assert [(each["text"], each.get("part")) for each in shown(read(page.encode(), {}))] == [
        ("Title", "heading"),
        ("A page::", None),
        ("code here", "literal"),
        ("one", None),
        ("two\n  more", None),
        ("first", None),
        ("line", None),
        ("block", None),
        ("Team  Note", "table"),
        ("North high", "table"),
        ("a | b", "table"),
        ("[1] A footnote.", "footnote"),
        ("**Method**: it is bold.", None),
    ]


PIECES = st.sampled_from(
    [
        *(
            "word",
            "**Mr Doe**: hi",
            "Mr Doe\n  hi",
            ":Mr Doe: hi",
            "Q. so",
            "A. no",
            "====",
            "----",
        ),
        *(".. note:: x", "..", "| a |", "+--+", "- item", "::", "  in", "*(aside)*", "\n", "\n\n"),
    ]
)


@settings(deadline=None)
@given(pieces=st.lists(PIECES, max_size=20))
def test_no_word_is_lost(pieces: list[str]) -> None:
    """Every letter of the source is in a passage, but for names, adornments and looks."""
    text = "\n".join(pieces)
    try:
        reading = read(text.encode(), {})
    except Unreadable:
        return
    assert reading.text == text
    kept = "".join(reading.text[each.start : each.end] for each in reading.passages)
    for word in ("word", "hi", "so", "no", "item", "aside", "in"):
        assert kept.count(word) >= sum(word in piece.split() for piece in pieces)
