"""A visit's timetable from a file: a table (.csv, .tsv) or a calendar (.ics).

What the columns were taken for is said. Voices are named by their id, by GROUP, GROUP:ROLE or
GROUP:ROLE:PEOPLE, several with a semicolon between; people's names are not taken from calendars.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from evidence.calendar_file import events
from evidence.faults import Fault, Refused, refuse
from evidence.model import BUNDLE_FORMAT, Bundle
from evidence.readers._decoding import decoded
from evidence.state import State
from evidence.words import GROUPS, KINDS, Kind, spoken

__all__ = ["Row", "Timetable", "kind_of", "read_timetable", "sessions_of"]

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "session", "name", "meeting", "subject", "summary", "what", "event"),
    "kind": ("kind", "type", "format"),
    "date": ("date", "day", "starts", "start", "when", "start date", "date and time", "datetime"),
    "time": ("time", "start time", "at", "from"),
    "ends": ("ends", "end", "end time", "to", "until", "finish", "finishes"),
    "minutes": ("minutes", "mins", "duration", "length", "min"),
    "voices": ("voices", "voice", "who", "with", "group", "groups", "participants"),
    "site": ("site", "location", "place", "office", "where", "venue", "room"),
    "agency": ("agency", "organisation", "organization", "provider", "partner"),
}
_KINDS: tuple[tuple[str, Kind], ...] = (
    (r"focus[ -]?group|forum", "focus_group"),
    (r"interview|one[ -]to[ -]one|1:1", "interview"),
    (r"case (?:review|assessment|discussion|reading|sample)", "case_review"),
    (r"walk[ -]?(?:round|around|through)|observ|tour|shadow", "observation"),
    (r"survey", "survey"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d+)\s*(?:m|min|mins|minutes)?\.?", re.IGNORECASE)
_HOURS = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:h|hr|hrs|hour|hours)\.?(?:\s*(\d+)\s*(?:m|min|mins|minutes)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A session as a file has it; ``where`` is its place in the file."""

    where: str
    title: str
    kind: Kind
    starts: str | None = None
    minutes: int | None = None
    voices: tuple[str, ...] = ()
    site: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The sessions of a file, and notes on how it was read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read_timetable(name: str, content: bytes) -> Timetable:
    """The timetable in a file of this name. Raises Refused with every fault and its place."""
    text, warnings = decoded(content)
    suffix = PurePath(name).suffix.lower()
    if suffix == ".ics":
        rows, notes, faults = _of_calendar(text)
    elif suffix in (".csv", ".tsv"):
        rows, notes, faults = _of_table(text, suffix)
    else:
        raise refuse(name, "is no timetable: it takes a table (.csv, .tsv) or a calendar (.ics)")
    if faults:
        raise Refused(Fault(f"{name}: {where}", what) for where, what in faults)
    if not rows:
        raise refuse(name, "holds no session: give each a row with a title, or an event")
    return Timetable(tuple(rows), (*warnings, *notes))


def sessions_of(state: State, timetable: Timetable) -> tuple[Bundle, tuple[str, ...]]:
    """The sessions as records, with the voices that they need and that do not stand yet.

    A session of the same title, kind and start as one that stands is passed over; the titles of
    those are given. Raises Refused where a voice can't be told.
    """
    known = {(s.title, s.kind, s.starts) for s in state.sessions.values()}
    voices = _Voices(state)
    number = int(state.next_id("sessions")[1:])
    sessions: list[dict[str, Any]] = []
    over: list[str] = []
    for row in timetable.rows:
        like = (row.title, row.kind, row.starts)
        if like in known:
            over.append(row.title)
            continue
        known.add(like)
        given = {
            "starts": row.starts,
            "minutes": row.minutes,
            "voices": [each for name in row.voices if (each := voices.named(name, row.where))],
            "site": row.site,
            "agency": row.agency,
        }
        kept = {field: value for field, value in given.items() if value not in (None, "", [])}
        sessions.append({"id": f"M{number}", "title": row.title, "kind": row.kind, **kept})
        number += 1
    if voices.faults:
        raise Refused(voices.faults)
    bundle = {"format": BUNDLE_FORMAT, "voices": voices.made, "sessions": sessions}
    return Bundle.model_validate(bundle), tuple(over)


class _Voices:
    """Voices as rows name them: those that stand, and those to be made."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._known = {(v.group, v.role): v.id for v in reversed(state.voices.values())}
        self._number = int(state.next_id("voices")[1:])
        self.made: list[dict[str, Any]] = []
        self.faults: list[Fault] = []

    def named(self, name: str, where: str) -> str | None:
        """The id of the voice of this name; None, and a fault, where it can't be told."""
        if name in self._state.voices:
            return name
        said, role, people = (*(part.strip() for part in name.split(":", 2)), "", "")[:3]
        group = "_".join(said.casefold().split())
        if group not in GROUPS:
            known = ", ".join(spoken(each) for each in GROUPS)
            self.faults.append(Fault(where, f'no voice or group "{said}": the groups are {known}'))
            return None
        if people and not (people.isascii() and people.isdigit() and len(people) < 10):
            self.faults.append(Fault(where, f'"{people}" is not a number of people, such as 6'))
            return None
        if (group, role) not in self._known:
            voice = {"id": f"V{self._number}", "group": group}
            voice |= {"role": role} if role else {}
            self.made.append(voice | ({"people": int(people)} if people else {}))
            self._known[group, role] = voice["id"]
            self._number += 1
        return self._known[group, role]


def kind_of(said: str, title: str = "") -> Kind:
    """The kind of session that a word, else a title, speaks of; a meeting unless told otherwise."""
    word = "_".join(said.casefold().replace("-", " ").split())
    for kind in KINDS:
        if word in (kind, f"{kind}s"):
            return kind
    for pattern, kind in _KINDS:
        if re.search(pattern, f"{said} {title}", re.IGNORECASE):
            return kind
    return "meeting"


_Read = tuple[list[Row], list[str], list[tuple[str, str]]]


def _of_calendar(text: str) -> _Read:
    rows, notes, faults = [], [], []
    for event in events(text):
        where = f"event {event.number}" + (f" “{event.title}”" if event.title else "")
        faults += [(where, fault) for fault in event.faults]
        notes += [f"{where} {note}" for note in event.notes]
        if not event.title:
            faults.append((where, "has no title"))
        groups = ["_".join(each.casefold().split()) for each in event.categories]
        rows.append(
            Row(
                where,
                event.title,
                kind_of("", f"{event.title} {' '.join(event.categories)}"),
                event.starts,
                event.minutes,
                tuple(dict.fromkeys(group for group in groups if group in GROUPS)),
                event.location,
            )
        )
    return rows, notes, faults


def _of_table(text: str, suffix: str) -> _Read:
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = "\t" if suffix == ".tsv" else max(",;\t", key=first.count)
    cells = [
        (number, [cell.strip() for cell in row])
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=between), 1
        )
        if any(cell.strip() for cell in row)
    ]
    if not cells:
        return [], [], []
    headings = cells[0][1]
    columns = _columns(headings)
    if "title" not in columns:
        named = ", ".join(heading for heading in headings if heading) or "nothing"
        return [], [], [("row 1", f"no column is the title: it has {named}")]
    rows: list[Row] = []
    faults: list[tuple[str, str]] = []
    for number, row in cells[1:]:
        try:
            rows.append(_row(f"row {number}", row, columns))
        except ValueError as error:
            faults.append((f"row {number}", str(error)))
    used = ", ".join(f"{name}={headings[column]}" for name, column in columns.items())
    others = [h for number, h in enumerate(headings) if h and number not in columns.values()]
    notes = [f"columns: {used}"]
    if others:
        notes.append(f"columns not taken: {', '.join(others)}")
    return rows, notes, faults


def _columns(headings: Iterable[str]) -> dict[str, int]:
    """Which column, from 0, holds what, by its heading."""
    folded = [" ".join(heading.casefold().replace("_", " ").split()) for heading in headings]
    found: dict[str, int] = {}
    for name, called in _COLUMNS.items():
        for word in called:
            if word in folded and folded.index(word) not in found.values():
                found[name] = folded.index(word)
                break
    return found


def _row(where: str, row: list[str], columns: Mapping[str, int]) -> Row:
    """A row as a session. Raises ValueError, with the fault."""

    def cell(name: str) -> str:
        column = columns.get(name)
        return row[column] if column is not None and column < len(row) else ""

    title = " ".join(cell("title").split())
    if not title:
        raise ValueError("has no title")
    starts, begin = _starts(cell("date"), cell("time"))
    minutes = _minutes(cell("minutes"))
    if minutes is None and cell("ends") and begin is not None:
        end = _clock(cell("ends").split()[-1] if " " in cell("ends") else cell("ends"))
        minutes = (end.hour - begin.hour) * 60 + end.minute - begin.minute
        if minutes < 0:
            raise ValueError("ends before it starts")
    voices = [each.strip() for each in re.split(r"[;|\n]", cell("voices")) if each.strip()]
    return Row(
        where,
        title,
        kind_of(cell("kind"), title),
        starts,
        minutes,
        tuple(dict.fromkeys(voices)),
        cell("site"),
        cell("agency"),
    )


def _starts(day: str, clock: str) -> tuple[str | None, time | None]:
    """A date, with a time of its own or beside it, as ISO 8601. Raises ValueError."""
    if not day:
        if clock:
            raise ValueError(f'"{clock}" is a time without a date')
        return None, None
    rest = _WEEKDAY.sub("", day)
    found, after = _day(rest)
    clock = clock or after
    if not clock:
        return found.isoformat(), None
    at = _clock(clock)
    return datetime.combine(found, at).isoformat(timespec="minutes"), at


def _day(text: str) -> tuple[date, str]:
    """The date that a text begins with, and what follows it. Raises ValueError."""
    try:
        for pattern in (_DAY_FIRST, _DAY_NAMED):
            match = pattern.match(text)
            if match:
                month = match[2].casefold()
                number = _MONTHS.index(month) + 1 if month.isalpha() else int(month)
                return date(int(match[3]), number, int(match[1])), text[match.end() :].strip(" ,T")
        return date.fromisoformat(text[:10]), text[10:].strip(" ,T")
    except ValueError:
        raise ValueError(f'"{text}" is no date, such as 2026-03-09 or 9/3/2026') from None


def _clock(text: str) -> time:
    """A time of day. Raises ValueError."""
    said = text.strip()
    match = re.fullmatch(r"(\d{2})(\d{2})()", said) or _CLOCK.match(said)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (-1, 0)
    half = (match[3] or "").casefold() if match else ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(f'"{text}" is no time of day, such as 14:30') from None


def _minutes(text: str) -> int | None:
    """How many minutes a text says. Raises ValueError."""
    if not text:
        return None
    hours, clock = _HOURS.fullmatch(text), re.fullmatch(r"(\d+):(\d{2})(?::\d{2})?", text)
    if hours:
        return round(float(hours[1]) * 60) + int(hours[2] or 0)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    plain = _MINUTES.fullmatch(text)
    if plain is None:
        raise ValueError(f'"{text}" is no number of minutes')
    return int(plain[1])
