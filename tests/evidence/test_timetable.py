"""Timetables from tables and calendars: how they are read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.commands import LoadBundle
from evidence.faults import Refused
from evidence.timetable import Row, kind_of, read_timetable, sessions_of
from tests.evidence.inspections import dump, peopled

TABLE = """\
Session;Date;Start time;Finish;Duration;Who;Location;Organisation;Notes
Senior leaders;Mon 9 March 2026;10am;;1h 30;leaders:Head of service:1;HQ;;x
Focus group of practitioners;10/03/2026;14:30;15.45;;"practitioners:North:8; middle managers";;;
"Walk-round; North";2026-03-10;;;;;North;Police;
"""


def table(text: str, name: str = "t.csv") -> tuple[Row, ...]:
    return read_timetable(name, text.encode()).rows


def calendar(*lines: str, head: str = "") -> bytes:
    event = "\r\n".join(lines)
    begin = f"BEGIN:VCALENDAR\r\n{head}BEGIN:VEVENT\r\n"
    return f"{begin}{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()


def event(*lines: str, head: str = "") -> Row:
    (row,) = read_timetable("v.ics", calendar(*lines, head=head)).rows
    return row


def faults(name: str, content: bytes) -> list[str]:
    with pytest.raises(Refused) as found:
        read_timetable(name, content)
    return [str(fault) for fault in found.value.faults]


def test_a_table_is_read_by_its_headings_and_says_how() -> None:
    timetable = read_timetable("t.csv", TABLE.encode())
    assert timetable.rows == (
        Row("row 2", "Senior leaders", "meeting", "2026-03-09T10:00", 90,
            ("leaders:Head of service:1",), "HQ"),
        Row("row 3", "Focus group of practitioners", "focus_group", "2026-03-10T14:30", 75,
            ("practitioners:North:8", "middle managers")),
        Row("row 4", "Walk-round; North", "observation", "2026-03-10", None, (), "North", "Police"),
    )  # fmt: skip
    columns = (
        "columns: title=Session, date=Date, time=Start time, ends=Finish, minutes=Duration, "
        "voices=Who, site=Location, agency=Organisation"
    )
    assert timetable.notes == (columns, "columns not taken: Notes")


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ("2026-03-09 14:30", "2026-03-09T14:30"),
        ("2026-03-09T14:30", "2026-03-09T14:30"),
        ("9/3/2026 2.30pm", "2026-03-09T14:30"),
        ("9th Mar 2026, 1430", "2026-03-09T14:30"),
        ("Tuesday 10 March 2026 12am", "2026-03-10T00:00"),
        ("09.03.2026", "2026-03-09"),
        ("", None),
    ],
)
def test_dates_and_times_are_read_as_people_write_them(said: str, starts: str | None) -> None:
    """The day comes before the month."""
    assert table(f'title,starts\nx,"{said}"\n')[0].starts == starts


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("60", 60), ("45 min", 45), ("1h30", 90), ("1.5 hours", 90), ("1:15", 75), ("", None)],
)
def test_lengths_are_read_as_people_write_them(said: str, minutes: int | None) -> None:
    assert table(f"title,duration\nx,{said}\n")[0].minutes == minutes


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",2026-03-09,", "row 2: has no title"),
        ("x,32/3/2026,", 'row 2: "32/3/2026" is no date, such as 2026-03-09 or 9/3/2026'),
        ("x,2026-03-09 25:00,", 'row 2: "25:00" is no time of day, such as 14:30'),
        ("x,,soon", 'row 2: "soon" is no number of minutes'),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: str, fault: str) -> None:
    """And nothing of the file is taken."""
    assert faults("t.csv", f"title,date,minutes\n{row}\ny,,\n".encode()) == [f"t.csv: {fault}"]


def test_what_is_no_timetable_is_refused() -> None:
    assert faults("t.csv", b"a,b\n1,2\n") == ["t.csv: row 1: no column is the title: it has a, b"]
    assert faults("t.csv", b"") == [
        "t.csv: holds no session: give each a row with a title, or an event"
    ]
    assert faults("t.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR") == [
        "t.ics: holds no session: give each a row with a title, or an event"
    ]
    assert "is no timetable" in faults("t.docx", b"x")[0]


def test_a_calendar_is_unfolded_and_its_signs_are_unescaped() -> None:
    row = event(
        "SUMMARY;LANGUAGE=en:Interview\\, women's cen",
        " tre\\; second\\nroom",
        'DTSTART;TZID="GMT Standard Time":20260309T100000',
        'DTEND;TZID="GMT Standard Time":20260309T104500',
        "CATEGORIES:Partners,Red",
        "LOCATION:Fernhollow",
        'ATTENDEE;CN="A: Name":mailto:a@example.org',
    )  # fmt: skip
    title = "Interview, women's centre; second room"
    assert row == Row(
        f"event 1 “{title}”",
        title,
        "interview",
        "2026-03-09T10:00",
        45,
        ("partners",),
        "Fernhollow",
    )


def test_times_in_utc_come_into_the_zone_of_the_calendar() -> None:
    """Summer time included; without a zone they stay in UTC."""
    lines = ("SUMMARY:x", "DTSTART:20260610T130000Z", "DURATION:PT1H15M")
    here = event(*lines, head="X-WR-TIMEZONE:Europe/London\r\n")
    assert (here.starts, here.minutes) == ("2026-06-10T14:00", 75)
    assert event(*lines).starts == "2026-06-10T13:00+00:00"


def test_parts_of_an_event_are_not_taken_for_it() -> None:
    """An alarm's length is no session's."""
    row = event(
        "SUMMARY:x", "DTSTART:20260610T130000", "BEGIN:VALARM", "DURATION:PT5M", "SUMMARY:ring",
        "END:VALARM",
    )  # fmt: skip
    assert (row.title, row.minutes) == ("x", None)


def test_what_repeats_or_lasts_all_day_is_said() -> None:
    lines = ("SUMMARY:x", "DTSTART;VALUE=DATE:20260610", "RRULE:FREQ=DAILY")
    timetable = read_timetable("v.ics", calendar(*lines))
    assert timetable.rows[0].starts == "2026-06-10"
    assert timetable.notes == (
        "event 1 “x” lasts all day: its time and minutes are left open",
        "event 1 “x” repeats: only its first time is taken",
    )


def test_an_event_that_cannot_be_read_is_named_and_one_called_off_left_out() -> None:
    assert faults("v.ics", calendar("SUMMARY:x", "DTSTART:20261340T990000")) == [
        'v.ics: event 1 “x”: "20261340T990000" is no date and time'
    ]
    assert faults("v.ics", calendar("DTSTART:20260610T130000")) == ["v.ics: event 1: has no title"]
    off = calendar("SUMMARY:x", "DTSTART:20260610T130000", "STATUS:CANCELLED")
    assert faults("v.ics", off) == [
        "v.ics: holds no session: give each a row with a title, or an event"
    ]


@pytest.mark.parametrize(
    ("said", "title", "kind"),
    [
        ("Focus group", "", "focus_group"),
        ("focus-groups", "", "focus_group"),
        ("", "One-to-one with the head", "interview"),
        ("", "Case assessment", "case_review"),
        ("", "Tour of the building", "observation"),
        ("Teams", "Closing", "meeting"),
    ],
)
def test_the_kind_is_guessed_from_the_words(said: str, title: str, kind: str) -> None:
    assert kind_of(said, title) == kind


def test_sessions_come_with_their_voices_as_one_change(tmp_path: Path) -> None:
    """Voices that stand are used; what stands already is passed over; undo takes all back."""
    text = (
        "title,voices,minutes\n"
        "One,V1; practitioners:practitioners,30\n"
        "Two,partners:Police:3,\n"
        "Three,partners:Police; V2,\n"
    )
    with peopled(tmp_path / "i") as folder:
        before = dump(folder)
        bundle, over = sessions_of(folder.state, read_timetable("t.csv", text.encode()))
        folder.execute(LoadBundle(bundle, "a timetable"))
        after = dump(folder)
        assert after["voices"][2:] == [
            {"id": "V3", "role": "Police", "group": "partners", "people": 3}
        ]
        assert [(s["title"], s["voices"]) for s in after["sessions"][1:]] == [
            ("One", ["V1", "V2"]), ("Two", ["V3"]), ("Three", ["V3", "V2"]),
        ]  # fmt: skip
        bundle, over = sessions_of(folder.state, read_timetable("t.csv", text.encode()))
        assert (bundle.sessions, over) == ((), ("One", "Two", "Three"))
        folder.undo()
        assert dump(folder) == before


def test_a_voice_that_cannot_be_told_is_named(tmp_path: Path) -> None:
    text = "title,voices\nOne,Mrs Smith\nTwo,partners:Police:some\n"
    with peopled(tmp_path / "i") as folder, pytest.raises(Refused) as found:
        sessions_of(folder.state, read_timetable("t.csv", text.encode()))
    first, second = map(str, found.value.faults)
    assert first.startswith('row 2: no voice or group "Mrs Smith": the groups are leaders,')
    assert second == 'row 3: "some" is not a number of people, such as 6'
