"""Events of an iCalendar file (.ics, RFC 5545), as far as a timetable needs them.

Times stay as the clock there shows them: one with a time zone keeps its own, one in UTC is brought
to the zone that the calendar names for itself, and stays in UTC where it names none. What repeats
is taken once, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["Event", "events"]

_ESCAPED = re.compile(r"\\([\\;,nN])")
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?")
_DURATION = re.compile(
    r"[+]?P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_PARAMETERS = re.compile(r"""(?:[^";:]|"[^"]*")+""")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``number`` counts from 1 in the file; ``notes`` say what was not taken."""

    number: int
    title: str = ""
    starts: str | None = None
    minutes: int | None = None
    location: str = ""
    categories: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Lines:
    """The properties of one event as they stand in the file."""

    values: dict[str, tuple[str, str]] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)


def events(text: str) -> Iterator[Event]:
    """The events of a calendar in their order; those that were called off are left out."""
    zone: ZoneInfo | None = None
    open_parts: list[str] = []
    lines = _Lines()
    number = 0
    for name, parameters, value in _properties(text):
        if name == "BEGIN":
            open_parts.append(value.upper())
            if value.upper() == "VEVENT":
                lines = _Lines()
        elif name == "END":
            if open_parts and open_parts[-1] == value.upper():
                open_parts.pop()
            if value.upper() == "VEVENT":
                number += 1
                if lines.values.get("STATUS", ("", ""))[1].upper() != "CANCELLED":
                    yield _event(number, lines, zone)
        elif name == "X-WR-TIMEZONE" and open_parts[-1:] == ["VCALENDAR"]:
            zone = _zone(value)
        elif open_parts[-1:] == ["VEVENT"]:
            if name == "CATEGORIES":
                lines.categories += [_plain(each) for each in re.split(r"(?<!\\),", value)]
            lines.values.setdefault(name, (parameters, value))


def _properties(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, parameters and value of each line, once folded lines are put together."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text.removeprefix("\ufeff"))
    for line in re.split(r"\r\n|\n|\r", unfolded):
        head = _PARAMETERS.match(line)
        if head is None:
            continue
        end = head.end()
        parameters = []
        while end < len(line) and line[end] == ";":
            found = _PARAMETERS.match(line, end + 1)
            if found is None:
                break
            parameters.append(found[0])
            end = found.end()
        if end < len(line) and line[end] == ":":
            yield head[0].strip().upper(), ";".join(parameters), line[end + 1 :]


def _event(number: int, lines: _Lines, zone: ZoneInfo | None) -> Event:
    """The event of these lines."""

    def text(name: str) -> str:
        return " ".join(_plain(lines.values.get(name, ("", ""))[1]).split())

    faults: list[str] = []
    notes: list[str] = []
    start = _moment(lines, "DTSTART", zone, faults)
    end = _moment(lines, "DTEND", zone, faults)
    minutes = None
    whole_day = start is not None and "T" not in lines.values["DTSTART"][1]
    if whole_day:
        notes.append("lasts all day: its time and minutes are left open")
    elif "DURATION" in lines.values:
        given = lines.values["DURATION"][1]
        parts = _DURATION.fullmatch(given)
        if parts is None:
            faults.append(f'"{given}" is no duration')
        else:
            length = timedelta(**{k: int(v) for k, v in parts.groupdict().items() if v})
            minutes = int(length.total_seconds() // 60)
    elif start is not None and end is not None:
        same = (start.tzinfo is None) == (end.tzinfo is None)
        length = end - start if same else end.replace(tzinfo=None) - start.replace(tzinfo=None)
        minutes = int(length.total_seconds() // 60)
        if minutes < 0:
            faults.append("ends before it starts")
    if "RRULE" in lines.values or "RDATE" in lines.values:
        notes.append("repeats: only its first time is taken")
    if start is None and not faults:
        faults.append("has no time")
    shown = start.date().isoformat() if start and whole_day else _written(start)
    return Event(
        number,
        text("SUMMARY"),
        shown,
        minutes if minutes is None or minutes >= 0 else None,
        text("LOCATION"),
        tuple(each for each in map(str.strip, lines.categories) if each),
        tuple(faults),
        tuple(notes),
    )


def _moment(lines: _Lines, name: str, zone: ZoneInfo | None, faults: list[str]) -> datetime | None:
    """A time of the event as the clock there shows it; with an offset only where it is UTC."""
    if name not in lines.values:
        return None
    _, value = lines.values[name]
    parts = _STAMP.fullmatch(value.strip())
    made = None
    if parts is not None:
        year, month, day, hour, minute, second = (int(parts[n] or 0) for n in range(1, 7))
        with suppress(ValueError):
            # the clock there: its zone is told apart below
            made = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    if parts is None or made is None:
        faults.append(f'"{value}" is no date and time')
        return None
    if parts[7]:
        there = made.replace(tzinfo=UTC)
        return there.astimezone(zone).replace(tzinfo=None) if zone is not None else there
    return made


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
