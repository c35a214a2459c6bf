"""The same tracked changes, as LibreOffice saves them in each of the formats that keep them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.readers import reader_for
from evidence.readers._changes import Author, Context, Said, Saying, joined, told
from evidence.reading import TrackedChange

FILES = Path(__file__).parent / "files"
AFTER = [
    "Staffing",
    "Caseloads are very high.",
    "Managers meet monthly.",
    "A new paragraph.",
    "Team | Note",
    "North | new cell",
    "The end.",
    "Counted twice in May.",
]


@pytest.mark.parametrize("name", ["changes.odt", "changes.docx", "changes.rtf"])
def test_every_format_tells_the_same_changes(name: str) -> None:
    """Replaced words, a paragraph gone and one put in, in a table and in a note."""
    reading = reader_for(name).read((FILES / name).read_bytes(), {})
    assert reading.text.split("\n\n") == AFTER
    assert reading.warnings == (
        "7 tracked changes (by Jo, Al, 2026-02-03 to 2026-02-07), read as accepted",
    )
    changes = [
        (change.kind, change.words.strip(), change.by, (change.at or "")[:16])
        for change in reading.changes
        if change.words.strip()
    ]
    if name.endswith(".rtf"):  # LibreOffice says there of the whole paragraph that it was put in
        changes.remove(("inserted", "Managers meet monthly.", "Al", "2026-02-05T09:00"))
    assert changes == [
        ("deleted", "rather", "Jo", "2026-02-03T10:00"),
        ("inserted", "very", "Al", "2026-02-04T11:00"),
        ("deleted", "This paragraph went.", "Jo", "2026-02-03T10:05"),
        ("inserted", "A new paragraph.", "Al", "2026-02-05T09:00"),
        ("deleted", "old cell", "Jo", "2026-02-06T09:00"),
        ("inserted", "twice", "Al", "2026-02-07T09:00"),
    ]


JO, AL = Author("Jo", "2026-02-03"), Author("Al", "2026-02-04")


def test_runs_that_one_author_changed_in_one_go_are_one_change() -> None:
    """Also what was put in and taken out again; another author or moment begins another."""
    saying = Saying()
    for words in ("a", "b"):
        saying.say(words, Context(JO))
    saying.say("c", Context(AL))
    for words in ("d", "e"):
        saying.say(words, Context(JO, AL))
    saying.say("f", Context(None, AL))
    assert saying.said == Said(
        "abc",
        (
            TrackedChange("inserted", 0, 2, "ab", "Jo", "2026-02-03"),
            TrackedChange("inserted", 2, 3, "c", "Al", "2026-02-04"),
            TrackedChange("inserted", 3, 3, "de", "Jo", "2026-02-03"),
            TrackedChange("deleted", 3, 3, "de", "Al", "2026-02-04"),
            TrackedChange("deleted", 3, 3, "f", "Al", "2026-02-04"),
        ),
    )


def test_white_space_that_is_cut_off_takes_its_changes_along() -> None:
    saying = Saying()
    saying.say("  ", Context(JO))
    saying.say(" word ", Context(AL))
    saying.say("gone", Context(None, JO))
    assert saying.said.stripped() == Said(
        "word",
        (
            TrackedChange("inserted", 0, 4, "word", "Al", "2026-02-04"),
            TrackedChange("deleted", 4, 4, "gone", "Jo", "2026-02-03"),
        ),
    )


def test_what_a_blank_line_lost_is_a_line_of_its_own() -> None:
    lost = Said("", (TrackedChange("deleted", 0, 0, "gone"),))
    assert joined("\n", [lost, Said("a"), lost, Said("b")]) == Said(
        "a\nb",
        (TrackedChange("deleted", 0, 0, "gone\n"), TrackedChange("deleted", 1, 1, "\ngone")),
    )


def test_what_a_blank_row_lost_is_told_cell_by_cell() -> None:
    """Though nothing of the row is left."""
    cells = [Said("", (TrackedChange("deleted", 0, 0, word, "Ann"),)) for word in ("old", "older")]
    assert joined(" | ", cells).changes == (TrackedChange("deleted", 0, 0, "old | older", "Ann"),)


def test_a_warning_names_three_people_and_the_days() -> None:
    one = TrackedChange("deleted", 0, 0, "x", "Jo", "2026-02-03T10:00")
    assert told(()) == []
    assert told((replace(one, by=None, at=None),)) == ["1 tracked change, read as accepted"]
    four = [replace(one, by=name) for name in "ABCD"]
    assert told(four) == [
        "4 tracked changes (by A, B, C and 1 more, 2026-02-03), read as accepted",
    ]
