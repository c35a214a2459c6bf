"""A table's rows are its passages, its prose first."""

from __future__ import annotations

import pytest

from evidence.readers.table import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown

GUESSED = " (guessed; change with --column text=NAME)"
SURVEY = (
    "Team;Role;Comment;Length of service\n"
    'A;PO;"Caseloads, they are ""far"" too high";3 years\n'
    ";;;\n\n"
    'B;SPO;"Supervision is;\nregular";\n'
    "C;PO;;1 year;extra\n"
    "D;PSO;=SUM(A1) is what I was told\n"
)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_row_is_its_comment_and_then_the_other_columns(delimiter: str, encoding: str) -> None:
    """Whatever divides the cells; quotes, line breaks, ragged and empty rows, formulas."""
    text = SURVEY.replace(",", "~").replace(";", delimiter).replace("~", ",")
    reading = read(text.replace("Caseloads,", "Caseloads").encode(encoding), {})
    assert reading.warnings == (f"columns: text=Comment, speaker=Role{GUESSED}",)
    assert shown(reading) == [
        {
            "text": 'Caseloads they are "far" too high (Team: A; Length of service: 3 years)',
            "paragraph": 1,
            "speaker": "PO",
        },
        {"text": f"Supervision is{delimiter}\nregular (Team: B)", "paragraph": 2, "speaker": "SPO"},
        {
            "text": "Team: C; Length of service: 1 year; column 5: extra",
            "paragraph": 3,
            "speaker": "PO",
        },
        {"text": "=SUM(A1) is what I was told (Team: D)", "paragraph": 4, "speaker": "PSO"},
    ]


def test_columns_can_be_named() -> None:
    """By heading or by number; what is not named is guessed."""
    content = (
        b'"Who\nsaid it",At,Words,Note\nPO,00:12:03,Yes,a long remark about what was said there\n'
    )
    content += b"SPO,later,No,\n"
    reading = read(content, {"text": "words", "voice": "1", "time": "At"})
    assert reading.warnings == ("columns: text=Words, speaker=Who said it, time=At",)
    assert shown(reading) == [
        {
            "text": "Yes (Note: a long remark about what was said there)",
            "paragraph": 1,
            "time": "00:12:03.000",
            "speaker": "PO",
        },
        {"text": "No (At: later)", "paragraph": 2, "speaker": "SPO"},
    ]
    with pytest.raises(
        Unreadable, match='no column "Quote": name one that it has, Who said it, At, Words, Note'
    ):
        read(content, {"text": "Quote"})


def test_without_prose_a_row_is_read_whole() -> None:
    """Data keep their headings."""
    reading = read(b"Team,Cases\nA,30\nB,25\n", {})
    assert reading.warnings == (
        f"columns: none reads like prose, so that a row is read whole{GUESSED}",
    )
    assert shown(reading) == [
        {"text": "Team: A; Cases: 30", "paragraph": 1},
        {"text": "Team: B; Cases: 25", "paragraph": 2},
    ]


@pytest.mark.parametrize(
    ("content", "options", "texts"),
    [
        (b"A,1\nB,2\n", {}, ["column 1: A; column 2: 1", "column 1: B; column 2: 2"]),
        (
            b"Team,Unit\nB,C\n",
            {"header": "no"},
            ["column 1: Team; column 2: Unit", "column 1: B; column 2: C"],
        ),
        (b"1,2\n3,4\n", {"header": "yes"}, ["1: 3; 2: 4"]),
    ],
)
def test_headings_are_guessed_unless_told(
    content: bytes, options: dict[str, str], texts: list[str]
) -> None:
    """A first row with a value in it is data."""
    assert [row["text"] for row in shown(read(content, options))] == texts


def test_one_column_of_prose_is_not_cut_at_its_commas() -> None:
    """No delimiter gives most rows the same number of cells."""
    content = b"Comment\nGood, but slow going\nYes, no, maybe, later, who knows\nFine I suppose\n"
    assert [row["text"] for row in shown(read(content, {}))] == [
        "Good, but slow going",
        "Yes, no, maybe, later, who knows",
        "Fine I suppose",
    ]


def test_a_title_above_the_table_is_kept_apart() -> None:
    """As spreadsheets export it."""
    content = b"Survey 2026,,\n\nTeam,Unit,Cases\nA,x,3\nB,y,4\n"
    assert shown(read(content, {})) == [
        {"text": "Survey 2026", "part": "heading"},
        {"text": "Team: A; Unit: x; Cases: 3", "paragraph": 1},
        {"text": "Team: B; Unit: y; Cases: 4", "paragraph": 2},
    ]


def test_an_open_quotation_mark_does_not_swallow_the_rest() -> None:
    """Each line is a row then, with a warning."""
    reading = read(b'Team,No\nA,"1\nB,2\nC,3\n', {})
    assert reading.warnings[0] == (
        "a quotation mark is never closed, so that each line was read as a row"
    )
    assert [passage.paragraph for passage in reading.passages] == [1, 2, 3]


def test_a_hundred_thousand_rows_and_a_very_wide_one_are_read() -> None:
    """Nothing is compared with everything."""
    rows = "".join(f"T{n},{n},the caseload of officer number {n} is high\n" for n in range(100_000))
    assert len(read(b"Team,No,Comment\n" + rows.encode(), {}).passages) == 100_000
    wide = "\n".join(["a,b"] * 2_000 + [",".join(["x"] * 500_000)])
    assert len(read(wide.encode(), {}).passages) == 2_001


@pytest.mark.parametrize("content", [b"", b",,\n,,\n"])
def test_a_file_without_words_is_refused(content: bytes) -> None:
    """Empty cells alone."""
    with pytest.raises(Unreadable, match=r"^holds no words: leave it out"):
        read(content, {})


def test_headings_in_two_rows_are_one_name_a_column() -> None:
    """A question with its choices below it, as survey programs export them; no row is an answer."""
    content = (
        b"Id,What works?,Which apply?,,How well?\n"
        b",Open-Ended Response,Training,Support,Response\n"
        b"1,The team is kind to everybody here.,Training,,Well\n"
        b"2,Nothing that I would call good.,,Support,Badly\n"
    )
    assert [each["text"] for each in shown(read(content, {}))] == [
        (
            "The team is kind to everybody here. "
            "(Id: 1; Which apply? > Training: Training; How well?: Well)"
        ),
        (
            "Nothing that I would call good. "
            "(Id: 2; Which apply? > Support: Support; How well?: Badly)"
        ),
    ]
    years = b"Team,Staff,,Cases,\n,2024,2025,2024,2025\nNorth,5,6,70,80\nSouth,4,3,60,50\n"
    assert [each["text"] for each in shown(read(years, {}))] == [
        "Team: North; Staff > 2024: 5; Staff > 2025: 6; Cases > 2024: 70; Cases > 2025: 80",
        "Team: South; Staff > 2024: 4; Staff > 2025: 3; Cases > 2024: 60; Cases > 2025: 50",
    ]


def test_marks_of_a_survey_program_are_no_answers() -> None:
    """The question stands in the second row, and either of the names chooses the column."""
    content = (
        b"ResponseId,Q1,Q2\nResponse ID,What works?,And why?\n"
        b'"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
        b"R_1,The team is kind to everybody here.,They have time for me.\n"
    )
    row = (
        "The team is kind to everybody here. "
        "(ResponseId: R_1; Q2 > And why?: They have time for me.)"
    )
    assert [each["text"] for each in shown(read(content, {"text": "Q1"}))] == [row]
    assert [each["text"] for each in shown(read(content, {"text": "what works?"}))] == [row]


def test_a_first_answer_is_no_second_row_of_headings() -> None:
    """An answer may leave out a number that others give."""
    content = b"Name,Score,Note\nAnn,,fine\nBen,4,good\nCay,5,good\n"
    assert [each["text"] for each in shown(read(content, {}))] == [
        "Name: Ann; Note: fine",
        "Name: Ben; Score: 4; Note: good",
        "Name: Cay; Score: 5; Note: good",
    ]


def test_hours_of_the_day_are_no_minutes_of_a_recording() -> None:
    """Half past ten is not ten minutes and a half; a recording begins near its start."""
    day = read(b"Time,Note\n09:30,opened late again\n14:15,closed early again\n", {})
    assert [each["time"] for each in shown(day)] == ["09:30:00.000", "14:15:00.000"]
    recording = read(b"Time,Note\n00:05,began\n09:30,ended\n", {})
    assert [each["time"] for each in shown(recording)] == ["00:00:05.000", "00:09:30.000"]
