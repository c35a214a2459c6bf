"""Delimited tables: survey answers, case lists, exports of data sets. A row is a passage."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from itertools import chain, islice

from evidence.readers._decoding import decoded
from evidence.readers._tabular import SAMPLE_ROWS, Row, add_rows
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable

NAME = "table"
VERSION = 2
SUFFIXES = (".csv", ".tsv")
MEDIA_TYPE = "text/csv"

#: The csv module's own limit is 131,072 characters a cell, for the whole process.
csv.field_size_limit(2**31 - 1)

_DELIMITERS = ",;\t|"
#: Stands for "no delimiter": one column. Also ends the rows, to see whether a quote was left open.
_NONE = "\x1f"
_END = "\x1e"

_SAMPLE_CHARACTERS = 200_000


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """A passage a row that is not empty, numbered from 1 below the headings.

    Options: ``header`` ("yes" or "no", else it is guessed), and ``text``, ``voice`` (or
    ``speaker``) and ``time``, each naming a column by its heading or number. Raises Unreadable.
    """
    text, warnings = decoded(content)
    rows, faults = _rows(text)
    builder = TextBuilder(between="\n")
    note = add_rows(builder, rows, options)
    reading = builder.reading((*warnings, *faults, note))
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


def _rows(text: str) -> tuple[list[Row], tuple[str, ...]]:
    """The rows that are not empty, their cells without white space around them."""
    delimiter = _delimiter(text[:_SAMPLE_CHARACTERS])
    rows = list(csv.reader(chain(io.StringIO(text, newline=""), ["\n", _END]), delimiter=delimiter))
    faults: tuple[str, ...] = ()
    if rows.pop() != [_END]:
        lines = io.StringIO(text, newline="")
        rows = list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
        faults = ("a quotation mark is never closed, so that each line was read as a row",)
    stripped = ([cell.strip() for cell in row] for row in rows)
    return [row for row in stripped if any(row)], faults


def _delimiter(sample: str) -> str:
    """The delimiter under which most rows have the same number of cells, and more than one."""
    best, best_score = _NONE, (0.6, 0)
    for delimiter in filter(sample.__contains__, _DELIMITERS):
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = Counter(map(len, islice(rows, SAMPLE_ROWS)))
        widths.pop(0, None)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = (times / widths.total(), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best
