"""Rich text is read by its control words, whole and in the right letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.readers import rtf
from evidence.readers.rtf import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown
from tests.evidence.readers.test_laws import one_of, try_to_read, unhurried

FILES = Path(__file__).parent / "files"


def texts(inside: str) -> list[str]:
    """What the passages of a document say."""
    reading = read(("{\\rtf1\\ansi\\ansicpg1252 " + inside + "}").encode("latin-1"), {})
    return [each["text"] for each in shown(reading)]


def test_a_report_by_libreoffice_is_read_whole() -> None:
    """Headings, lists, a table, a box, a note, a comment, running heads, changes as accepted."""
    reading = read((FILES / "report.rtf").read_bytes(), {})
    teams = "Report > Staffing > Teams"
    assert reading.warnings == ("2 tracked changes (by Jo, 2026-03-01), read as accepted",)
    assert shown(reading) == [
        {"text": "Report", "part": "heading"},
        {"text": "Staffing", "heading": "Report", "part": "heading"},
        {
            "text": "Caseloads are far too high,  they\tsay\nso.",
            "paragraph": 1,
            "heading": "Report > Staffing",
        },
        {"text": "one", "paragraph": 2, "heading": "Report > Staffing"},
        {"text": "inner", "paragraph": 3, "heading": "Report > Staffing"},
        {"text": "two", "paragraph": 4, "heading": "Report > Staffing"},
        {"text": "Teams", "heading": "Report > Staffing", "part": "heading"},
        {"text": "Team | Cases", "paragraph": 5, "heading": teams, "part": "table"},
        {
            "text": "A | 30\nor so",
            "paragraph": 6,
            "heading": f"{teams} > Team | Cases",
            "part": "table",
        },
        {"text": "Box here.", "paragraph": 7, "heading": teams},
        {"text": "In the box\ntwice", "heading": teams, "part": "text box"},
        {"text": "Says the survey.", "part": "footnote"},
        {"text": "Is it so?", "speaker": "Jo", "part": "comment"},
        {"text": "OFFICIAL", "part": "header"},
        {"text": "Page 1", "part": "footer"},
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r"Caf\'e9 \'80 \'93x\'94", "Café € “x”"),
        ("Caf\xe9", "Café"),
        (r"\u8217?s \u-4051? \u233\'e9", "’s � é".replace("�", "\uf02d")),
        (r"\uc2\u233ab\u234\'41\'42c", "éêc"),
        (r"\uc0\u233 b", "éb"),
        (r"\u55357?\u56832? \u55357?x", "\U0001f600 \ufffdx"),
        (r"{\fonttbl{\f1\fcharset204 A;}{\f2\fcharset128 B;}}\f1 \'cf\'f0{\f2 \'93\'fa\'96\'7b}",
         "Пр日本"),
        (r"{\fonttbl{\f1\fcharset2 Symbol;}}{\f1 \'b7} x \u61623?", "• x •"),
        (r"\ansicpg65001 Ca\'c3\'a9 " + "caf\xc3\xa9", "Caé café"),
        (r"a\~b\_c\-d\{e\}\\ \emdash \ldblquote x\rdblquote\tab y\line z",
         "a\xa0b\u2011cd{e}\\ —“x”\ty\nz"),
        ("one\r\n two\\\r\nthree", "one two"),
        (r"{\upr{ansi}{\*\ud{\u233?}}} x", "é x"),
        (r"a{\*\unknown no}{\pict 00ff}b{\bin4 }}}}c", "abc"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}} y", "link y"),
        (r"{\deleted gone}stays", "stays"),
    ],
)  # fmt: skip
def test_letters_are_what_the_author_saw(inside: str, text: str) -> None:
    """Code pages, fonts' character sets, Unicode with its fallback, signs, fields, changes."""
    assert texts(inside)[0] == text


def test_a_note_in_a_cell_and_a_cut_file_lose_no_words() -> None:
    """What is open when the file ends is read, with a warning."""
    content = rb"{\rtf1 \trowd\intbl A{\footnote Note}\cell B\cell\row\trowd\intbl C\cell D"
    reading = read(content, {})
    assert reading.warnings == ("ends before its last group does: it may be cut short",)
    assert [each["text"] for each in shown(reading)] == ["A | B", "C | D", "Note"]


def test_hidden_words_are_kept_and_told() -> None:
    """As are damaged ones."""
    reading = read(rb"{\rtf1 a {\v b} c}", {})
    assert [each["text"] for each in shown(reading)] == ["a b c"]
    assert reading.warnings == ("hidden text in 1 place, read as well",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", "^is no RTF file: ask for another copy$"),
        (rb"{\rtf1 }", "^holds no words: leave it out"),
        (rb"{\rtf1 " + b"{" * 20_000, "^is nested too deep to be read: save its text alone$"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, reason: str) -> None:
    """With its reason."""
    with pytest.raises(Unreadable, match=reason):
        read(content, {})


PIECES = (
    r"{¦}¦word ¦\par ¦\cell ¦\row ¦\intbl ¦\trowd ¦\pard ¦\u233?¦\u-10179 ¦\'e9¦\'¦\uc3 ¦\uc-1 "
    r"¦{\footnote ¦{\*\annotation ¦{\*\atnauthor ¦{\shp{\*\shpinst{\shptxt ¦\f1 ¦\s1 ¦\bin9 "
    r"¦{\fonttbl{\f1\fcharset128 ¦{\stylesheet{\s1 heading 1;}}¦{\upr{a}{\*\ud ¦\deleted ¦\v "
    r"¦{\header ¦\*¦\¦é¦\ansicpg932 ¦\outlinelevel0 "
)  # fmt: skip


@unhurried
@given(inside=st.lists(one_of(PIECES), max_size=40).map("".join))
def test_any_control_words_are_read_or_refused(inside: str) -> None:
    """In any order, with groups left open or closed too often."""
    try_to_read(rtf, ("{\\rtf1 " + inside).encode("latin-1"))


@pytest.mark.parametrize("cut", [r"{\pict abc", r"{\pict\bin99999 abc}} more", r"{\*\x {\y z"])
def test_a_file_cut_within_a_picture_keeps_what_stands_before_it(cut: str) -> None:
    """The last paragraph is not the picture's."""
    reading = read(rf"{{\rtf1 first\par last words {cut}".encode(), {})
    assert [each["text"] for each in shown(reading)] == ["first", "last words"]
    assert reading.warnings[-1] == "ends before its last group does: it may be cut short"
