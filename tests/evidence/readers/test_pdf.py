"""PDF is read as a person reads it: column by column, paragraph by paragraph, nothing lost."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.readers import _pdfpieces
from evidence.readers._pdfpage import document
from evidence.readers.pdf import read
from evidence.reading import Unreadable
from tests.evidence.readers.pdf_pages import Set, lines, pdf
from tests.evidence.readers.shown import shown

FILES = Path(__file__).parent / "files"
REAL = Path(__file__).parents[4] / "shared" / "real"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the folder ../shared is not here")

LEFT = (
    "Caseloads are higher than at our",
    "last inspection, and officers told",
    "us that there is no time to train.",
    "Managers have begun to recruit and",
    "twelve people joined in the spring.",
)
RIGHT = (
    "Supervision is held every month for",
    "all those who are newly qualified,",
    "and it is reflective, though some of",
    "the meetings have been postponed in",
    "the weeks before the inspection.",
)


def texts(content: bytes) -> list[str]:
    """What the passages say."""
    return [passage["text"] for passage in shown(read(content, {}))]


def letters(content: bytes) -> Counter[str]:
    """The characters that pdfium finds, white space aside."""
    document = pdfium.PdfDocument(content)
    found: Counter[str] = Counter()
    for page in document:
        found.update("".join(page.get_textpage().get_text_range().split()))
    return found


def lost(content: bytes) -> Counter[str]:
    """What pdfium finds and the reading does not hold, hyphens at line ends aside."""
    held = Counter("".join(read(content, {}).text.split()))
    found = letters(content)
    for mark in "\x02\ufffe-\u00ad":
        found.pop(mark, None)
        held.pop(mark, None)
    return (found - held) + (held - found)


def test_a_report_in_two_columns_reads_as_its_author_wrote_it() -> None:
    """A file by LibreOffice: a title across, columns, headings, running heads, pages."""
    content = (FILES / "two-columns.pdf").read_bytes()
    passages = shown(read(content, {}))
    title = "Northvale Probation Delivery Unit"
    headings = ["Leadership", "Staffing", "Cases", "Unpaid work", "Interventions", "Courts"]
    assert [each["text"] for each in passages if each.get("part") == "heading"] == [
        title,
        *headings,
        *headings,
    ]
    body = [each for each in passages if not each.get("part")]
    assert len(body) == 14
    assert [each["text"] for each in body[1:7]] == [each["text"] for each in body[12:6:-1]]
    assert body[1] == {
        "text": "Caseloads at Northvale are higher than at our last inspection, and practitioners "
        "told us that self-assessment tools are of little use when there is no time to complete "
        "them. Managers have responded with a recruitment campaign, which has brought in twelve "
        "probation services officers since the spring.",
        "page": 1,
        "paragraph": 2,
        "heading": f"{title} > Leadership",
    }
    heads = [(each["page"], each["text"]) for each in passages if each.get("part") == "header"]
    feet = [(each["page"], each["text"]) for each in passages if each.get("part") == "footer"]
    assert heads == [(1, "Inspection of Northvale"), (2, "Inspection of Northvale")]
    assert feet == [(1, "Page 1 of 2"), (2, "Page 2 of 2")]
    assert not lost(content)


def woven(*columns: list[Set]) -> list[Set]:
    """Lines of columns in the order that runs across them."""
    return [line for row in zip(*columns, strict=True) for line in row]


@pytest.mark.parametrize("order", ["across", "columns", "second first"])
def test_columns_are_read_one_after_the_other_however_the_file_orders_them(order: str) -> None:
    """Written row by row across the gutter, column by column, or the right one first."""
    left, right = lines(50, 700, *LEFT), lines(250, 700, *RIGHT)
    words = {"across": woven(left, right), "columns": left + right, "second first": right + left}
    page = [(50.0, 740.0, 10.0, "This line runs over both of the columns that stand below it.")]
    assert texts(pdf(page + words[order])) == [
        page[0][3],
        " ".join(LEFT),
        " ".join(RIGHT),
    ]


def test_three_columns_woven_together_come_apart() -> None:
    """The gutters are found one in the other."""
    page = woven(lines(20, 700, *LEFT), lines(210, 700, *RIGHT), lines(400, 700, *LEFT))
    assert texts(pdf(page)) == [" ".join(LEFT), " ".join(RIGHT), " ".join(LEFT)]


def test_a_table_stays_in_its_rows() -> None:
    """Short cells are no columns of prose; a tab stands between them."""
    rows = [("Team", "Cases", "Grade"), ("A", "30", "Good"), ("B", "25", "Inadequate today")]
    page = [
        (60.0 + 150 * column, 700.0 - 14 * row, 10.0, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    assert shown(read(pdf(page), {})) == [
        {"text": "\t".join(cells), "page": 1, "paragraph": number, "part": "table"}
        for number, cells in enumerate([("Team", "Cases", "Grade"), *rows[1:]], start=1)
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The officers have a respon-", "sibility to assess the risk", "a responsibility to"),
        ("The officers made a self-", "assessment of the risk here", "a self-assessment of"),
        ("The officers work full-", "time with people in the unit", "work full-time with"),
        ("The officers met Jean-", "Paul and the others in the unit", "met Jean-Paul and"),
        ("The officers of 2016-", "17 were asked for their views", "of 2016-17 were"),
        ("Well-being, they said of well-", "being, is a word for others", "of well-being, is"),
        ("The day-to-day and the day-to-", "day are the same to all", "the day-to-day are"),
        ("A dash stands at the end -", "and what follows it goes on", "the end - and what"),
        ("A rehabilitation or rehabili-", "tation centre was near", "or rehabilitation centre"),
    ],
)
def test_words_divided_at_a_line_end_are_whole_again(first: str, second: str, whole: str) -> None:
    """A hyphen that belongs to the word stays."""
    (text,) = texts(pdf(lines(50, 700, first, second)))
    assert whole in text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("See www.example.org/the-case-", "load of officers", "org/the-case-load of"),
        (
            "See https://www.example.org/",
            "reports/all-of-them.pdf for",
            "org/reports/all-of-them.pdf for",
        ),
        ("See https://www.example.org/a", "/b and more", "org/a/b and"),
        ("See (https://www.example.org/one?a=1&", "b=2) and more", "a=1&b=2) and"),
        ("See https://www.example.", "org.uk/reports for more", "example.org.uk/reports for"),
        ("See https://www.example.org/long", "name_of_a.html for more", "longname_of_a.html for"),
        ("Write to ann.ray@north-", "west.example.org today", "ray@north-west.example.org today"),
        ("Write to the office of ann-", "ray@example.org today", "of ann-ray@example.org today"),
        ("Write to ann.ray", "@example.org today", "to ann.ray@example.org today"),
        ("Write to ann.ray@example.", "org today", "ray@example.org today"),
        ("Write to ann.ray@the-long-na", "me.example.org today", "the-long-name.example.org today"),
        # What may be a word of its own stays one.
        ("See https://www.example.org/", "and the report", "org/ and the"),
        ("See https://www.example.org/plan", "and/or the report", "plan and/or the"),
        ("See https://www.example.org/plan", "50% of the cases", "plan 50% of"),
        ("See www.example.org/plan.", "This is a report", "plan. This is"),
        ("Have you seen www.example.org/plan?", "yes, they said", "plan? yes, they"),
        ("See https://www.example.org/plan", "https://www.example.org/b", "plan https://www"),
        ("See https://www.example.org/plan", "12/03/2026 and more", "plan 12/03/2026"),
        ("See (www.example.org/a)", "/b is another", "org/a) /b is"),
        ("Write to ann.ray@example.org.", "she will answer", "org. she will"),
        ("There were 5 cases and/or", "well-being matters", "and/or well-being matters"),
    ],
)
def test_an_address_divided_at_a_line_end_is_whole_again(
    first: str, second: str, whole: str
) -> None:
    """Without a space, and with a hyphen that is its own."""
    (text,) = texts(pdf(lines(50, 700, first, second)))
    assert whole in text


def test_an_address_may_take_three_lines() -> None:
    """What goes on may go on again."""
    content = pdf(
        lines(50, 700, "See https://www.example.org/the-", "case-load-", "of-all.pdf today.")
    )
    assert texts(content) == ["See https://www.example.org/the-case-load-of-all.pdf today."]


def test_paragraphs_are_told_by_space_indent_bullets_and_a_short_line() -> None:
    """And a line that is only a little shorter does not end one."""
    page = [
        *lines(50, 700, "A first paragraph has a line this long and", "ends here."),
        *lines(
            50, 670, "A second one stands after some space and it", "ends on a line that is full,"
        ),
        *lines(50, 646, "or is it not? The next is told by its indent,"),
        (64.0, 634.0, 10.0, "which opens it as in books and runs on"),
        *lines(50, 622, "for two lines.", "Here the line before was short.", "• One item", "• Two"),
    ]
    assert texts(pdf(page)) == [
        "A first paragraph has a line this long and ends here.",
        (
            "A second one stands after some space and it ends on a line that is full, or is it "
            "not? The next is told by its indent,"
        ),
        "which opens it as in books and runs on for two lines.",
        "Here the line before was short.",
        "• One item",
        "• Two",
    ]


def test_a_paragraph_goes_on_over_the_page_past_the_running_heads() -> None:
    """It is one passage, on the page where it begins."""
    pages = [
        [
            (50.0, 770.0, 8.0, "Inspection of Northvale"),
            *lines(50, 650, *said),
            (300.0, 20.0, 8.0, f"Page {number}"),
        ]
        for number, said in [
            (1, ("Nothing else stands on this page", "than this, and the sentence goes")),
            (2, ("on here, as it does in reports.", "The end of it, in brief.")),
        ]
    ]
    reading = shown(read(pdf(*pages), {}))
    assert [(each["page"], each["text"]) for each in reading if "paragraph" in each] == [
        (
            1,
            (
                "Nothing else stands on this page than this, and the sentence goes on here, as it "
                "does in reports. The end of it, in brief."
            ),
        ),
    ]
    assert [each["text"] for each in reading if each.get("part") in ("header", "footer")] == [
        "Inspection of Northvale",
        "Page 1",
        "Inspection of Northvale",
        "Page 2",
    ]


def test_lines_of_the_text_that_differ_in_numbers_are_no_running_heads() -> None:
    """Only numbers that rise with the pages are a page's, and even so not among lines of text."""
    said = [
        [
            f"We saw {40 + 7 * page * page} pupils of year {page} there",
            f"in {page} rooms and spoke with all of their",
            "teachers about it.",
        ]
        for page in range(1, 5)
    ]
    pages = [
        [*lines(60, 760, *each), (60, 30, 8, f"Report of 2{page + 4} pages, page {page + 4}")]
        for page, each in enumerate(said, start=1)
    ]
    assert [(each["text"], each.get("part")) for each in shown(read(pdf(*pages), {}))] == [
        told
        for page, each in enumerate(said, start=1)
        for told in (
            (" ".join(each), None),
            (f"Report of 2{page + 4} pages, page {page + 4}", "footer"),
        )
    ]


def test_a_heading_with_its_grade_is_a_heading() -> None:
    """Where it stands alone between paragraphs; the rows of a table are no headings."""
    page = [
        *lines(60, 700, *LEFT),
        (60, 620, 14, "Outcomes for pupils"),
        (400, 620, 14, "Inadequate"),
        *lines(60, 590, *RIGHT),
        (60, 500, 14, "Leadership"),
        (400, 500, 14, "Good"),
        (60, 480, 14, "Teaching"),
        (400, 480, 14, "Good"),
    ]
    assert [
        (each["text"][:20], each.get("part"), each.get("heading"))
        for each in shown(read(pdf(page), {}))
    ] == [
        (" ".join(LEFT)[:20], None, None),
        ("Outcomes for pupils\tInadequate"[:20], "heading", None),
        (" ".join(RIGHT)[:20], None, "Outcomes for pupils Inadequate"),
        ("Leadership\tGood", "table", "Outcomes for pupils Inadequate"),
        ("Teaching\tGood", "table", "Outcomes for pupils Inadequate"),
    ]


def test_a_row_s_last_cell_goes_on_in_the_lines_below_it() -> None:
    """Under the cell, and no further than the next row."""
    page = [
        (60, 700, 10, "Interviewer"),
        *lines(200, 700, "How does it seem to you", "when you come in?"),
        (60, 676, 10, "Head teacher"),
        *lines(200, 676, "Well: it is early, and", "quiet. Then the buses", "come."),
        *lines(60, 600, "After the table."),
    ]
    assert texts(pdf(page)) == [
        "Interviewer\tHow does it seem to you when you come in?",
        "Head teacher\tWell: it is early, and quiet. Then the buses come.",
        "After the table.",
    ]


def test_a_table_of_who_spoke_and_what_was_said_has_its_speakers() -> None:
    """Known by one who can be nothing else; grades that come back are no speakers."""
    for names, known in (
        (("Interviewer", "Head"), True),
        (("Good", "Requires Improvement"), False),
    ):
        page: list[Set] = []
        for number in range(6):
            page.append((60, 700 - 24 * number, 10, names[number % 2]))
            page.append((240, 700 - 24 * number, 10, f"It is what was said as turn {number}."))
        assert [(each.get("speaker"), each["text"]) for each in shown(read(pdf(page), {}))] == [
            (names[number % 2], f"It is what was said as turn {number}.")
            if known
            else (None, f"{names[number % 2]}\tIt is what was said as turn {number}.")
            for number in range(6)
        ]


def test_the_numbers_of_lines_in_the_margin_stand_apart() -> None:
    """They are kept, and break no sentence."""
    said = [f"line {number} of what was said in this meeting" for number in range(1, 13)]
    page = woven(
        lines(20, 700, *map(str, range(1, 13))),
        lines(50, 700, *said),
    )
    assert shown(read(pdf(page), {})) == [
        {"text": " ".join(said), "page": 1, "paragraph": 1},
        {"text": " ".join(map(str, range(1, 13))), "page": 1, "part": "line numbers"},
    ]


def test_a_transcript_has_its_speakers() -> None:
    """A turn may run over lines."""
    page = lines(
        50,
        700,
        "Chair: Good morning to you all, and thanks for",
        "coming.",
        "Officer: Thank you.",
        "Chair: How are things?",
        "Officer: Busy.",
    )
    assert shown(read(pdf(page), {})) == [
        {
            "text": "Good morning to you all, and thanks for coming.",
            "page": 1,
            "paragraph": 1,
            "speaker": "Chair",
        },
        {"text": "Thank you.", "page": 1, "paragraph": 2, "speaker": "Officer"},
        {"text": "How are things?", "page": 1, "paragraph": 3, "speaker": "Chair"},
        {"text": "Busy.", "page": 1, "paragraph": 4, "speaker": "Officer"},
    ]


def test_pages_of_a_transcript_side_by_side_are_read_one_after_the_other() -> None:
    """The numbers of their lines apart, those of both."""
    page: list[Set] = []
    for at in range(12):
        for side, left in enumerate((60, 330)):
            page.append((left - (6 if at > 8 else 0), 700 - 16 * at, 9, str(at + 1)))
            said = f"MR {'AB'[at % 2]}: These are the words {12 * side + at + 1} said."
            page.append((left + 20, 700 - 16 * at, 9, said))
    *turns, numbers = shown(read(pdf(page), {}))
    assert [(each["speaker"], each["text"]) for each in turns] == [
        (f"MR {'AB'[at % 2]}", f"These are the words {at + 1} said.") for at in range(24)
    ]
    counted = " ".join(map(str, range(1, 13)))
    assert numbers == {"text": f"{counted} {counted}", "page": 1, "part": "line numbers"}


def test_a_turn_begins_with_its_name_however_full_the_line_before_is() -> None:
    """Words of one are never given to another because no room was left."""
    turns = ("SIR JOHN:  One moment, please, Mr Doe.", "MR DOE:  Yes, sir, of course I wait.") * 3
    said = shown(read(pdf(lines(60, 700, *turns)), {}))
    assert [(each["speaker"], each["text"]) for each in said] == [
        ("SIR JOHN", "One moment, please, Mr Doe."),
        ("MR DOE", "Yes, sir, of course I wait."),
    ] * 3


def test_the_numbers_of_questions_stand_apart_from_who_asks() -> None:
    """As committees set them: in the margin, before the name."""
    asks = [
        (50, "Q1", "Chair: Good morning, and welcome to", "this session."),
        (50, "", "Professor Doe: Thank you, Chair. There", "are three things."),
        (50, "Q12", "Chair: What are they, and why are they", "so few?"),
    ]
    page: list[Set] = []
    for at, (left, number, *said) in enumerate(asks):
        page += [(left, 700 - 40 * at, 10, number)] if number else []
        page += lines(100, 700 - 40 * at, *said)
    assert [(each["speaker"], each["text"]) for each in shown(read(pdf(page), {}))] == [
        ("Chair", "Good morning, and welcome to this session."),
        ("Professor Doe", "Thank you, Chair. There are three things."),
        ("Chair", "What are they, and why are they so few?"),
    ]


def test_comments_and_fields_are_read_after_their_page() -> None:
    """With who wrote a comment, and a field's name above what it holds."""
    notes = [
        "/Subtype/Text/Contents(Is this so?)/T(Jo)",
        "/Subtype/Widget/FT/Tx/T(Team)/V(North)",
        "/Subtype/Widget/FT/Btn/T(Tick)/V/Off",
        "/Subtype/Link",
    ]
    page = lines(50, 700, "Some words.")
    assert shown(read(pdf(page, notes=notes), {})) == [
        {"text": "Some words.", "page": 1, "paragraph": 1},
        {"text": "Is this so?", "page": 1, "speaker": "Jo", "part": "comment"},
        {"text": "North", "page": 1, "heading": "Team", "part": "form field"},
    ]


def test_a_page_without_text_is_named_and_a_file_of_such_pages_refused() -> None:
    """As scans are."""
    words = lines(50, 700, "Some words.")
    assert read(pdf(words, [], words), {}).warnings == ("page 2 holds no text (a scan?): not read",)
    many = read(pdf(words, *[[]] * 20, words, []), {}).warnings
    assert many == ("pages 2-21, 23 hold no text (scans?): not read",)
    with pytest.raises(Unreadable, match=r"^holds no text on any page \(a scan\?\)"):
        read(pdf([], []), {})


def test_pages_beyond_the_limit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never dropped in silence."""
    monkeypatch.setattr("evidence.readers.pdf._MOST_PAGES", 2)
    words = lines(50, 700, "Some words.")
    assert read(pdf(words, words, words, words), {}).warnings == (
        "pages 3 to 4 are beyond the limit: not read",
    )


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    """Words set along the turned page, line by line."""
    content = pdf(lines(50, 500, "First line of the", "turned page."), turn=turn)
    assert texts(content) == ["First line of the turned page."]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_words_set_sideways_on_a_page_are_read_as_they_are_set(turn: int) -> None:
    """A wide table on an upright page, which says nothing of it; and its running head."""
    each = lines(50, 500, "First line of the", "turned page.")
    head = (50, 780 if turn == 180 else 580, 8, "A wide table")
    content = pdf(*[[*each, head]] * 2, turn=turn, shown=0)
    said = [(each["text"], each.get("part")) for each in shown(read(content, {}))]
    assert said == [("A wide table", "header"), ("First line of the turned page.", None)] * 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "^is no PDF, or is damaged: ask for another copy$"),
        (b"%PDF-1.7\n%%EOF", "^is no PDF, or is damaged: ask for another copy$"),
        (b"words", "^is no PDF, or is damaged: ask for another copy$"),
        ((FILES / "password.pdf").read_bytes(), "^is protected by a password"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    """Nothing, damage, a password."""
    with pytest.raises(Unreadable, match=reason):
        read(content, {})


PLACES = st.tuples(
    st.integers(0, 58).map(lambda n: n * 10.0),
    st.integers(0, 79).map(lambda n: n * 10.0),
    st.sampled_from([8.0, 10.0, 20.0]),
    st.text("abcdeé (1.:-•", min_size=1, max_size=30),
)


@settings(deadline=None, max_examples=60)
@given(pages=st.lists(st.lists(PLACES, max_size=25), min_size=1, max_size=4))
def test_no_letter_is_lost_wherever_it_stands(pages: list[list[Set]]) -> None:
    """Words set anywhere, over one another too."""
    content = pdf(*pages)
    try:
        assert not lost(content)
    except Unreadable:
        assert not any(letter.isalnum() for letter in letters(content))


@real
def test_a_real_report_keeps_its_columns_apart() -> None:
    """The first page of an inspection report has its findings in two columns."""
    content = (REAL / "ofsted-report-103980.pdf").read_bytes()
    reading = read(content, {})
    said = [passage["text"] for passage in shown(reading)]
    assert (
        "■ Leadership of the school over the last two years has been weak. The school is heavily "
        "reliant on external support."
    ) in said
    assert "■ Attendance and punctuality are poor." in said
    feet = [each for each in shown(reading) if each.get("part") == "footer"]
    assert len(feet) == 12
    symbols = {"\uf06e", "\uf03c", "■", "•"}
    assert not {letter for letter in lost(content) if letter not in symbols}


@real
def test_a_real_interview_has_its_two_speakers() -> None:
    """Numbers of lines and pages apart from what was said."""
    passages = shown(read((REAL / "interview-P1.pdf").read_bytes(), {}))
    body = [each for each in passages if not each.get("part")]
    assert {each["speaker"] for each in body} == {"Dan", "Participant"}
    assert len(body) == 94
    assert {each.get("part", "") for each in passages} == {"", "heading", "footer", "line numbers"}


# Stretches of words, taken whole

#: One text object with a gap in it: the marks are put in the place of as many letters.
GAPPED = (
    pdf([(60, 700, 10, "@Caseloads are high@@@@@@@@and rising here@")])
    .replace(b"(@Case", b"[(Case")
    .replace(b"@@@@@@@@", b")-4000.(")
    .replace(b"here@) Tj", b"here)] TJ")
)


def test_a_wide_gap_inside_one_text_object_parts_the_words() -> None:
    """What one operator sets with a gap between is two cells."""
    assert texts(GAPPED) == ["Caseloads are high\tand rising here"]


@pytest.mark.parametrize(
    "content",
    [
        GAPPED,
        (FILES / "two-columns.pdf").read_bytes(),
        pdf(lines(60, 700, *LEFT), lines(60, 700, *RIGHT)),
        pdf([*lines(60, 700, *LEFT), *lines(330, 700, *RIGHT, size=9)]),
        pdf(lines(60, 700, *LEFT), turn=90),
    ],
    ids=["gap", "two columns", "pages", "sizes", "turned"],
)
def test_stretches_stand_where_their_letters_stand(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page read in stretches has the pieces that reading it letter by letter gives."""

    def pieces() -> list[list[_pdfpieces.Piece]]:
        with document(content) as (count, page_of):
            return [page_of(number + 1).pieces for number in range(count)]

    by_stretches = pieces()
    monkeypatch.setattr(_pdfpieces, "_SHORTEST", sys.maxsize)
    assert by_stretches == pieces() != []


@pytest.mark.parametrize("apart", [0, 30])
def test_a_note_s_mark_makes_no_heading_of_its_line(apart: float) -> None:
    """Small letters that stand high or low make their line no taller, and end no paragraph."""
    page: list[Set] = [
        (50, 700, 10, "The first line of it goes on over the width of the page and"),
        (50, 688, 10, "the next one has a mark"),
        (155 + apart / 10, 695, 6, "12"),
        (162 + apart / 10, 688, 10, "that stands above its words, and goes"),
        (50, 676, 10, "on to the last one of the three, which ends here."),
    ]
    (passage,) = shown(read(pdf(page), {}))
    assert "part" not in passage
    assert str(passage["text"]).endswith("which ends here.")


def test_words_that_run_from_right_to_left_are_whole() -> None:
    """Each letter stands to the left of the one before; the words are in the order of reading."""
    meant = "שלום עולם טוב"
    codes = {letter: chr(0x41 + at) for at, letter in enumerate(sorted(set(meant) - {" "}))}
    page: list[Set] = []
    left = 400.0
    for letter in meant:
        left -= 7
        if letter != " ":
            page.append((left, 700, 10, codes[letter]))
    content = pdf(page, meanings={code: letter for letter, code in codes.items()})
    assert [each["text"] for each in shown(read(content, {}))] == [meant]
