"""The tables of an SQLite database that came from somebody else: looked at in memory, not trusted.

Nothing is written, no view, trigger or virtual table is ever used, and a database that makes a
plain look at a table take long is given up.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from evidence.projects.project import without_nulls
from evidence.reading import Unreadable

__all__ = ["Row", "Tables", "moment_of", "number_of", "text_of"]

Row = Mapping[str, Any]

_HEADER = b"SQLite format 3\x00"
_LONGEST = 100_000_000
_MOST_ROWS = 1_000_000
#: A check of a table's rows runs a few steps a row: this many are far more than any needs.
_STEPS, _MOST_CHECKS = 1_000_000, 500
_VIRTUAL = re.compile(r"\s*create\s+virtual", re.IGNORECASE)
_LOOKING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)


class Tables:
    """The ordinary tables of a database. Raises Unreadable for what is no sound database."""

    def __init__(self, content: bytes, expected: str) -> None:
        if not content.startswith(_HEADER):
            raise Unreadable(f"is no {expected}: ask for another copy")
        self._expected = expected
        self._checks = 0
        self._open = sqlite3.connect(":memory:")
        try:
            # Bytes 18 and 19 say that a log stands beside the file; in memory there is none.
            self._open.deserialize(content[:18] + b"\x01\x01" + content[20:])
            self._open.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
            for name in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
                self._open.execute(f"PRAGMA {name}")
            self._open.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            self._open.set_authorizer(_looks_only)
            self._open.set_progress_handler(self._enough, _STEPS)
            found = self._open.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
        except (sqlite3.Error, ValueError, OverflowError, MemoryError):
            self._open.close()
            raise Unreadable(f"is a damaged {expected}: export it anew") from None
        self.names = frozenset(
            str(name) for name, sort, sql in found
            if sort == "table" and not _VIRTUAL.match(str(sql or ""))
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def rows(self, table: str) -> list[Row]:
        """Every row of a table by its columns' names; none where there is no such table.

        Raises Unreadable where the table is damaged.
        """
        if table not in self.names:
            return []
        try:
            looked = self._open.execute(f'SELECT * FROM "{table}" LIMIT {_MOST_ROWS}')  # noqa: S608
            columns = [str(column[0]).lower() for column in looked.description]
            return [dict(zip(columns, row, strict=True)) for row in looked]
        except (sqlite3.Error, ValueError, OverflowError, MemoryError):
            raise Unreadable(
                f"is a damaged {self._expected}: its table {table} can't be read, so export it anew"
            ) from None

    def _enough(self) -> int:
        self._checks += 1
        return int(self._checks > _MOST_CHECKS)


def _looks_only(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _LOOKING else sqlite3.SQLITE_DENY


def text_of(row: Row, column: str) -> str:
    """A column's text whatever its type; empty where it is missing."""
    value = row.get(column)
    if value is None:
        return ""
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="replace")
    return without_nulls(str(value))[0]


def number_of(row: Row, column: str) -> int | None:
    """A column's whole number, or None."""
    value = row.get(column)
    return value if isinstance(value, int) else None


def moment_of(row: Row, column: str) -> str | None:
    """A column's date and time, or None."""
    text = text_of(row, column).strip()
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text.replace(" ", "T", 1)
