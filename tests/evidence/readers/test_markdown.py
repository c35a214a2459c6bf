"""Markdown's source stays as it is; its blocks are the passages."""

from __future__ import annotations

import pytest

from evidence.readers.markdown import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown

SOURCE = """---
title: Plan
---
# Staffing #

Caseloads are
**too** high.

- one
  wrapped
  1. inner

     again

> said
> so

Recruitment
-----------

| Team | Posts |
|------|-------|
| A    | 3\\|4  |
| B    | 5     |

```py
code
```

    indented

[note]: http://example.org "Kept"

<p>raw</p>
"""


def test_each_block_is_a_passage_without_its_marker() -> None:
    """Headings, paragraphs, items, quotes, rows, code, HTML, and what other readers drop."""
    reading = read(SOURCE.encode(), {})
    under = "Staffing > Recruitment"
    assert reading.text == SOURCE
    assert reading.warnings == ()
    assert shown(reading) == [
        {"text": "title: Plan", "part": "front matter"},
        {"text": "Staffing", "part": "heading"},
        {"text": "Caseloads are\n**too** high.", "paragraph": 1, "heading": "Staffing"},
        {"text": "one\n  wrapped", "paragraph": 2, "heading": "Staffing"},
        {"text": "inner", "paragraph": 3, "heading": "Staffing"},
        {"text": "again", "paragraph": 4, "heading": "Staffing"},
        {"text": "said\n> so", "paragraph": 5, "heading": "Staffing", "part": "quote"},
        {"text": "Recruitment", "heading": "Staffing", "part": "heading"},
        {"text": "Team | Posts", "paragraph": 6, "heading": under, "part": "table"},
        {
            "text": "A    | 3\\|4  |",
            "paragraph": 7,
            "heading": f"{under} > Team | Posts",
            "part": "table",
        },
        {
            "text": "B    | 5",
            "paragraph": 8,
            "heading": f"{under} > Team | Posts",
            "part": "table",
        },
        {"text": "code", "paragraph": 9, "heading": under, "part": "code"},
        {"text": "indented", "paragraph": 10, "heading": under, "part": "code"},
        {"text": '[note]: http://example.org "Kept"', "paragraph": 11, "heading": under},
        {"text": "<p>raw</p>", "paragraph": 12, "heading": under, "part": "html"},
    ]


def test_what_is_nested_too_deep_is_told() -> None:
    """The parser passes over it, and the reading says so."""
    reading = read(("word\n\n" + "> " * 100 + "deep").encode(), {})
    assert read(("> " * 59 + "deep").encode(), {}).warnings == ()
    assert reading.warnings == ("blocks nested too deep in one another were not read",)
    with pytest.raises(Unreadable, match=r"^is nested too deep to be read: save its text alone$"):
        read(("> " * 100 + "deep").encode(), {})


def test_a_file_without_words_is_refused() -> None:
    """Rules and markers are no words."""
    with pytest.raises(Unreadable, match=r"^holds no words: leave it out"):
        read(b"***\n\n- \n", {})


def test_a_transcript_has_its_speakers_in_bold() -> None:
    """A turn a paragraph or a line; what stands in italics or below a heading is nobody's."""
    text = (
        "# Interview\n\n**Interviewer:** How is it?\n**P1**: Fine.\n\nAnd quiet.\n\n*(pause)*\n\n"
        "**Interviewer:** Why?\n\n- **P1:** Well.\n\n## After\n\nWords.\n"
    )
    assert [(each.get("speaker"), each["text"]) for each in shown(read(text.encode(), {}))] == [
        (None, "Interview"),
        ("Interviewer", "How is it?"),
        ("P1", "Fine."),
        ("P1", "And quiet."),
        (None, "*(pause)*"),
        ("Interviewer", "Why?"),
        ("P1", "Well."),
        (None, "After"),
        (None, "Words."),
    ]
    text = "**Strengths:** good food.\n\n**Gaps:** no time.\n\nMore words.\n"
    assert all("speaker" not in each for each in shown(read(text.encode(), {})))


@pytest.mark.parametrize(
    "turn",
    [
        "**{name}** [{clock}]: {words}",
        "**{name}** ({clock})\n{words}",
        "**{name} ({clock}):** {words}",
        "**{name}:** [{clock}] {words}",
        "[{clock}] **{name}:** {words}",
    ],
)
def test_a_name_in_bold_has_its_time_beside_it(turn: str) -> None:
    """Before, within or after the marks, and after the colon."""
    said = [("Ann", "00:00:05", "One."), ("P03", "00:00:10", "Two."), ("Ann", "00:00:15", "Three.")]
    text = "\n\n".join(turn.format(name=n, clock=at, words=words) for n, at, words in said)
    assert shown(read(text.encode(), {})) == [
        {"text": words, "paragraph": number, "time": f"{at}.000", "speaker": name}
        for number, (name, at, words) in enumerate(said, start=1)
    ]
