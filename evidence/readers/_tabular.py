"""Rows of cells as passages: which cells name the columns, which one is prose, who speaks.

A row's text is its prose cell followed by what stands in the other columns: ``Caseloads are too
high (Team: A; Length of service: 3 years)``. So a quote from the cell is exact, nothing of the row
is lost, and a row is one passage. Without a prose column it is ``Team: A; Cases: 30``. The speaker
and the time within a recording go to the passage's place and are not repeated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.readers._speech import clock
from evidence.reading import NO_WORDS, TextBuilder, Unreadable

__all__ = ["SAMPLE_ROWS", "Row", "add_rows", "begins_table"]

SAMPLE_ROWS = 1_000
_SAMPLE_COLUMNS = 1_000
_LONGEST_SHOWN = 60

_TEXT_NAMES = re.compile(
    r"\b(?:comments?|responses?|answers?|statements?|text|quotes?|feedback|said)\b", re.IGNORECASE
)
_VOICE_NAMES = ("role", "job title", "voice", "speaker", "respondent", "participant", "who")
_TIME_NAMES = re.compile(r"\b(?:time|timestamp|timecode|start)\b", re.IGNORECASE)
_PROSE_AVERAGE = 25
_NAMED_PROSE_AVERAGE = 10
_LABEL_AVERAGE = 60

_VALUE = re.compile(
    r"[£$€]?\s*[-+]?[0-9][0-9.,]*\s*%?|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[T ][0-9:.Z+]+)?"
)

_SENTENCE_WORDS = 5
_MOST_TITLES = 10
_NOTHING_KNOWN = re.compile(r"n/?a|none|nil|-+|unknown|not known|tb[ac]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[-–/][0-9]{2,4})?")
#: What survey programs write below a question, of which kind its answer is.
_ANSWER_KIND = re.compile(r"open-ended response|response", re.IGNORECASE)
_MARK = re.compile(r'\{"ImportId": ?"[^{}]*\}')

#: Hours and minutes, which recordings write as minutes and seconds; offices open at seven.
_TWO_PARTS = re.compile(r"([0-9]{1,2}):[0-5][0-9]")
_FIRST_HOUR, _LAST_HOUR = 7, 23

Row = list[str]
"""A row's cells, without white space around them."""


def add_rows(
    builder: TextBuilder,
    rows: list[Row],
    options: Mapping[str, str],
    *,
    heading: str | None = None,
    numbers: Sequence[int] | None = None,
) -> str:
    """Add a table's rows, its titles first, and return a note of what the columns were taken for.

    A row is numbered from 1 below the headings, or as ``numbers`` has it for each of the rows.
    Raises Unreadable where there is no row, or where the options name a column that is not there.
    """
    titles, headings, below = _beginning(rows, options.get("header", ""))
    if not below:
        raise Unreadable("holds headings and no rows: ask for those" if headings else NO_WORDS)
    columns, note = _columns(headings, below, options)
    for title in titles:
        builder.add("; ".join(cell for cell in title if cell), heading=heading, part="heading")
    first = len(rows) - len(below)
    apart = {columns.voice, columns.text}
    told = _times(below, columns.time)
    for at, row in enumerate(below):
        time = told[at] if told else None
        builder.add(
            _row_text(row, headings, apart | {columns.time} if time else apart, columns.text),
            paragraph=numbers[first + at] if numbers else at + 1,
            time=time,
            speaker=_cell(row, columns.voice) or None,
            heading=heading,
        )
    return note


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column, from 0, holds what."""

    text: int | None
    voice: int | None
    time: int | None


def _beginning(rows: list[Row], wanted: str) -> tuple[list[Row], list[str], list[Row]]:
    """The titles above the table, its headings, and the rows below."""
    if not rows:
        return [], [], []
    sample = rows[:SAMPLE_ROWS]
    width = Counter(map(len, sample)).most_common(1)[0][0]
    first = 0
    while (
        first < len(rows)
        and width > 1
        and sum(map(bool, rows[first])) == 1
        and first < _MOST_TITLES
    ):
        first += 1
    if first in (_MOST_TITLES, len(rows)):
        first = 0
    titles, rows = rows[:first], rows[first:]
    has_header = wanted != "no" and (wanted == "yes" or _is_header(rows[0], rows[1:SAMPLE_ROWS]))
    widest = max(map(len, rows))
    names = rows[0] if has_header else []
    names = [
        " ".join(name.split()) or f"column {number}" for number, name in enumerate(names, start=1)
    ]
    names += [f"column {number}" for number in range(len(names) + 1, widest + 1)]
    below = rows[1:] if has_header else rows
    if has_header and (second := _second_headings(rows)):
        names = _under(names, rows[0], second)
        below = below[2 if _is_marks(below[1:2]) else 1 :]
    return titles, names, below


def begins_table(above: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether rows that stand below a gap are a table of their own, with headings that differ.

    So it is where their first row (below titles of one cell) is the headings above anew, or where
    it has words in a column that holds values, above the gap or below the row.
    """
    at = next((n for n, row in enumerate(rows[:_MOST_TITLES]) if sum(map(bool, row)) > 1), None)
    if at is None or len(rows) < at + 2:
        return False
    if all(sum(map(bool, row)) <= 1 for row in above[:SAMPLE_ROWS]):  # titles
        return False
    head, below = rows[at], rows[at + 1 : SAMPLE_ROWS]
    if head in above[:_MOST_TITLES]:
        return True
    if not _is_header(head, below) or any(_NOTHING_KNOWN.fullmatch(cell) for cell in head):
        return False
    return any(
        cell and (_of_values(above[:SAMPLE_ROWS], column) or _of_values(below, column))
        for column, cell in enumerate(head[:_SAMPLE_COLUMNS])
    )


def _of_values(rows: Sequence[Row], column: int) -> bool:
    """Whether nearly all of two cells or more are numbers and dates."""
    cells = _filled(rows, column)
    values = sum(1 for cell in cells if _VALUE.fullmatch(cell))
    return values > 1 and 5 * values >= 4 * len(cells)


def _under(names: list[str], above: Row, second: Row) -> list[str]:
    """The names of columns whose headings stand in two rows: a question, and a choice below it."""
    found: list[str] = []
    group = ""
    for column, name in enumerate(names):
        own, below = _cell(above, column), " ".join(_cell(second, column).split())
        group = " ".join(own.split()) if own else group if below else ""
        same = _letters(below) in ("", _letters(group)) or bool(_ANSWER_KIND.fullmatch(below))
        found.append(
            (group if own or below else name) if same else f"{group} > {below}".lstrip(" >")
        )
    return found


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _second_headings(rows: Sequence[Row]) -> Row | None:
    """The second row where it too is of headings, as programs for surveys export them; else None.

    So it is with a third that holds marks for programs, or where it names answers below a question
    whose cell spans them, or says what kind of answer there is, and is empty where each row has a
    value.
    """
    if len(rows) < 3:
        return None
    first, second, below = rows[0], rows[1], rows[2:SAMPLE_ROWS]
    if _is_marks(rows[2:3]):
        return second if len(rows) > 3 else None
    columns = range(min(max(len(first), len(second)), _SAMPLE_COLUMNS))
    if any(_is_entry(_cell(second, column)) for column in columns):
        return None
    kinds = any(_ANSWER_KIND.fullmatch(cell) for cell in second)
    spanned = any(_cell(second, column) and not _cell(first, column) for column in columns)
    spares = any(
        _cell(first, column)
        and not _cell(second, column)
        and len(_filled(below, column)) == len(below)
        for column in columns
    )
    return second if spares and (spanned or kinds) else None


def _is_entry(cell: str) -> bool:
    """Whether this is a value or a sentence, as no heading is but a year."""
    if _VALUE.fullmatch(cell):
        return _YEAR.fullmatch(cell) is None
    return cell.endswith((".", "!")) and len(cell.split()) >= _SENTENCE_WORDS


def _is_marks(rows: Sequence[Row]) -> bool:
    """Whether the row holds what programs know the questions by: ``{"ImportId":"QID1"}``."""
    return any(rows) and all(_MARK.fullmatch(cell) for cell in rows[0] if cell)


def _is_header(first: Row, rows: Sequence[Row]) -> bool:
    """Whether a row names the columns: no value, no sentence, nothing that comes back below."""
    if not rows:
        return False
    for column, cell in enumerate(first[:_SAMPLE_COLUMNS]):
        if _VALUE.fullmatch(cell) or _is_entry(cell):
            return False
        if cell and cell in [row[column] for row in rows if column < len(row)]:
            return False
    return True


def _columns(
    headings: Sequence[str], rows: Sequence[Row], options: Mapping[str, str]
) -> tuple[_Columns, str]:
    """The columns that the options name, else those guessed, and a note that says which."""
    sample = rows[:SAMPLE_ROWS]
    text = _named(headings, options.get("text"))
    voice = _named(headings, options.get("voice") or options.get("speaker"))
    time = _named(headings, options.get("time"))
    given = text is not None
    guessable = headings[:_SAMPLE_COLUMNS]
    if text is None:
        text = _prose(guessable, sample, {voice, time})
    if voice is None:
        voice = _voice(guessable, sample, {text, time})
    if time is None:
        time = _time(guessable, sample, {text, voice})
    used = [
        f"{name}={headings[column][:_LONGEST_SHOWN]}"
        for name, column in (("text", text), ("speaker", voice), ("time", time))
        if column is not None
    ]
    if text is None:
        used.insert(0, "none reads like prose, so that a row is read whole")
    how = "" if given else " (guessed; change with --column text=NAME)"
    return _Columns(text, voice, time), f"columns: {', '.join(used)}{how}"


def _named(headings: Sequence[str], given: str | None) -> int | None:
    if not given:
        return None
    wanted = " ".join(given.split())
    for parts in (1, 2):  # the whole, else either of the two rows of headings
        for column, heading in enumerate(headings):
            if wanted.casefold() in heading.casefold().split(" > ", parts - 1):
                return column
    if wanted.isdecimal() and len(wanted) < 6 and 1 <= int(wanted) <= len(headings):
        return int(wanted) - 1
    raise Unreadable(
        f'holds no column "{wanted}": name one that it has, {", ".join(headings[:20])}'
    )


def _prose(headings: Sequence[str], rows: Sequence[Row], taken: set[int | None]) -> int | None:
    """The column of longest text among those that read like prose, one so named first."""
    found: list[tuple[bool, float, int]] = []
    for column, heading in enumerate(headings):
        cells = _filled(rows, column)
        if column in taken or not cells:
            continue
        average = sum(map(len, cells)) / len(cells)
        words = sum(len(cell.split()) for cell in cells) / len(cells)
        named = bool(_TEXT_NAMES.search(heading))
        if words >= 2 and average >= (_NAMED_PROSE_AVERAGE if named else _PROSE_AVERAGE):
            found.append((named, average, -column))
    return -max(found)[2] if found else None


def _voice(headings: Sequence[str], rows: Sequence[Row], taken: set[int | None]) -> int | None:
    for name in _VOICE_NAMES:
        pattern = re.compile(rf"\b{name}\b", re.IGNORECASE)
        for column, heading in enumerate(headings):
            if column in taken or not pattern.search(heading):
                continue
            cells = _filled(rows, column)
            values = sum(1 for cell in cells if _VALUE.fullmatch(cell))
            short = sum(map(len, cells)) <= _LABEL_AVERAGE * len(cells)
            if cells and short and 2 * values <= len(cells):
                return column
    return None


def _time(headings: Sequence[str], rows: Sequence[Row], taken: set[int | None]) -> int | None:
    for column, heading in enumerate(headings):
        if column in taken or not _TIME_NAMES.search(heading):
            continue
        cells = _filled(rows, column)
        if sum(1 for cell in cells if clock(cell)) * 2 > len(cells):
            return column
    return None


def _times(rows: Sequence[Row], column: int | None) -> list[str | None]:
    """The time of each row; "10:30" is a time of day where every one may be, of office hours."""
    if column is None:
        return []
    cells = [_cell(row, column) for row in rows]
    parts = [_TWO_PARTS.fullmatch(cell) for cell in cells if cell]
    hours = [int(part[1]) for part in parts if part]
    if (
        hours
        and len(hours) == len(parts)
        and min(hours) >= _FIRST_HOUR
        and max(hours) <= _LAST_HOUR
    ):
        cells = [f"{cell}:00" if cell else "" for cell in cells]
    return [clock(cell) for cell in cells]


def _filled(rows: Sequence[Row], column: int) -> list[str]:
    return [row[column] for row in rows if column < len(row) and row[column]]


def _cell(row: Row, column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


def _row_text(row: Row, headings: Sequence[str], apart: set[int | None], text: int | None) -> str:
    """The prose cell and the other columns, but for those that stand apart or are it."""
    named = zip(headings, row, strict=False)  # there are headings for the widest row
    others = "; ".join(
        [
            f"{heading}: {cell}"
            for column, (heading, cell) in enumerate(named)
            if cell and column not in apart
        ]
    )
    prose = _cell(row, text)
    if not prose:
        return others
    return f"{prose} ({others})" if others else prose
