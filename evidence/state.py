"""The inspection as it stands: every record by its key, and the indexes that questions need.

A state changes only by ``apply``, one change at a time; a change knows what stood before, so that
its inverse undoes it. Readers of the state treat it as a value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from evidence.model import (
    ADDED_TABLES,
    LETTERS,
    TABLES,
    Ask,
    Clearance,
    Dismissal,
    Finding,
    Inspection,
    Link,
    Record,
    Refusal,
    Request,
    Session,
    Source,
    Statement,
    Voice,
    key_of,
)

_NUMBERED = re.compile(r"([A-Z])([1-9][0-9]{0,89})")


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after: None before is an addition, None after a removal.

    A removal says which record stood ``next`` in its table, so that its inverse puts it back there;
    an addition that names one comes to stand before it.
    """

    table: str
    key: str
    before: Record | None
    after: Record | None
    next: str | None = None

    def inverse(self) -> Change:
        """The change that undoes this one."""
        return Change(self.table, self.key, self.after, self.before, self.next)

    def plain(self) -> dict[str, Any]:
        """The change as JSON values."""
        document: dict[str, Any] = {
            "table": self.table,
            "key": self.key,
            "before": self.before.plain() if self.before else None,
            "after": self.after.plain() if self.after else None,
        }
        if self.next is not None:
            document["next"] = self.next
        return document

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Change:
        """The change that ``plain`` gave. Raises pydantic.ValidationError or KeyError."""
        kind = Inspection if plain["table"] == "inspection" else TABLES[plain["table"]]
        before, after = (
            None if plain[side] is None else kind.model_validate(plain[side])
            for side in ("before", "after")
        )
        return cls(plain["table"], plain["key"], before, after, plain.get("next"))


def adding(table: str, record: Record) -> Change:
    """The change that adds this record."""
    return Change(table, key_of(record), None, record)


def _put_back(records: dict[str, Record], places: Iterable[tuple[str, str]]) -> None:
    """Move each of these records, which stand last, to before the one named with it."""
    ahead: dict[str, list[str]] = {}
    moved: set[str] = set()
    for key, following in places:
        if following in records:
            ahead.setdefault(following, []).append(key)
            moved.add(key)
    order: dict[str, None] = {}
    for key in records:
        waiting = [] if key in moved else [key]
        while waiting:
            first = ahead.pop(waiting[-1], None)
            if first is None:
                order[waiting.pop()] = None
            else:
                waiting += reversed(first)
    standing = dict(records)
    records.clear()
    records.update((key, standing.pop(key)) for key in order)
    records.update(standing)  # none, unless two were each to stand before the other


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


#: For each table, its indexes: the name, and under which keys a record stands there.
_INDEXES: dict[str, dict[str, Callable[[Any], Iterable[str]]]] = {
    "sources": {
        "sources_of_voice": lambda source: source.voices,
        "derived_sources": lambda source: source.derived_from,
        "sources_of_file": lambda source: _one(source.file.sha256 if source.file else None),
    },
    "statements": {
        "statements_of_source": lambda statement: (statement.source,),
        "statements_of_question": lambda statement: statement.questions,
        "statements_of_voice": lambda statement: _one(statement.voice),
        "repeats_of": lambda statement: _one(statement.repeats),
    },
    "findings": {"findings_of_question": lambda finding: (finding.question,)},
    "links": {
        "links_of_finding": lambda link: (link.finding,),
        "links_of_statement": lambda link: (link.statement,),
    },
    "asks": {"asks_of_session": lambda ask: _one(ask.session)},
    "refusals": {
        "refusals_of_finding": lambda refusal: _one(refusal.finding),
        "refusals_of_statement": lambda refusal: (*_one(refusal.statement), *_one(refusal.other)),
        "refusals_of_source": lambda refusal: (*_one(refusal.source), *_one(refusal.origin)),
    },
}

Index = defaultdict[str, dict[str, Any]]


class State:
    """Every record of an inspection by its key, in the order in which they came."""

    def __init__(self) -> None:
        self.inspection = Inspection()
        self.voices: dict[str, Voice] = {}
        self.sources: dict[str, Source] = {}
        self.statements: dict[str, Statement] = {}
        self.findings: dict[str, Finding] = {}
        self.links: dict[str, Link] = {}
        self.sessions: dict[str, Session] = {}
        self.asks: dict[str, Ask] = {}
        self.refusals: dict[str, Refusal] = {}
        self.dismissals: dict[str, Dismissal] = {}
        self.requests: dict[str, Request] = {}
        self.clearances: dict[str, Clearance] = {}
        #: The highest number ever given out for each letter; ids are not used twice.
        self.numbers: dict[str, int] = {}
        self.sources_of_voice: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self.derived_sources: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self.sources_of_file: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self.statements_of_source: defaultdict[str, dict[str, Statement]] = defaultdict(dict)
        self.statements_of_question: defaultdict[str, dict[str, Statement]] = defaultdict(dict)
        self.statements_of_voice: defaultdict[str, dict[str, Statement]] = defaultdict(dict)
        self.repeats_of: defaultdict[str, dict[str, Statement]] = defaultdict(dict)
        self.findings_of_question: defaultdict[str, dict[str, Finding]] = defaultdict(dict)
        self.links_of_finding: defaultdict[str, dict[str, Link]] = defaultdict(dict)
        self.links_of_statement: defaultdict[str, dict[str, Link]] = defaultdict(dict)
        self.asks_of_session: defaultdict[str, dict[str, Ask]] = defaultdict(dict)
        self.refusals_of_finding: defaultdict[str, dict[str, Refusal]] = defaultdict(dict)
        self.refusals_of_statement: defaultdict[str, dict[str, Refusal]] = defaultdict(dict)
        self.refusals_of_source: defaultdict[str, dict[str, Refusal]] = defaultdict(dict)
        self._tables: dict[str, dict[str, Record]] = {
            name: cast("dict[str, Record]", getattr(self, name)) for name in TABLES
        }
        self._indexes: dict[str, list[tuple[Index, Callable[[Any], Iterable[str]]]]] = {
            table: [(getattr(self, name), keys) for name, keys in indexes.items()]
            for table, indexes in _INDEXES.items()
        }

    def table(self, name: str) -> Mapping[str, Record]:
        """One table's records by key; "inspection" is a table of one."""
        if name == "inspection":
            return {"inspection": self.inspection}
        return self._tables[name]

    def is_left_behind(self, statement: Statement) -> bool:
        """Whether a statement's place is in a text that its source is read by no more."""
        source = self.sources.get(statement.source)
        file = source.file if source is not None else None
        return statement.text is not None and (file is None or statement.text != file.text)

    def next_id(self, table: str) -> str:
        """An id of this table that was never given out in this inspection."""
        letter = LETTERS[table]
        number = self.numbers.get(letter, 0) + 1
        while f"{letter}{number}" in self._tables[table]:
            number += 1
        return f"{letter}{number}"

    def take_in(self, table: str, records: Iterable[Record]) -> None:
        """Add records to a table that is empty, as ``apply`` would one by one."""
        standing = self._tables[table]
        standing.update((key_of(record), record) for record in records)
        for index, keys in self._indexes.get(table, ()):
            for key, record in standing.items():
                for group in keys(record):
                    index[group][key] = record
        for key in standing:
            self._numbered(key)

    def apply(self, changes: Iterable[Change]) -> None:
        """Make these changes, in order; what they say stood before is not checked here."""
        back: dict[str, list[tuple[str, str]]] = {}
        for change in changes:
            if change.table == "inspection":
                self.inspection = cast("Inspection", change.after or Inspection())
                continue
            if change.next is not None and change.after is not None:
                back.setdefault(change.table, []).append((change.key, change.next))
            self._put(change.table, change.key, change.after)
        for table, places in back.items():
            _put_back(self._tables[table], places)
            self._in_order(table, [key for key, _ in places])

    def _in_order(self, table: str, keys: Iterable[str]) -> None:
        """Bring the groups of the indexes that these records are in into the table's order."""
        records = self._tables[table]
        place = {key: number for number, key in enumerate(records)}
        standing = [records[key] for key in keys if key in records]
        for index, keys_of in self._indexes.get(table, ()):
            for group in {group for record in standing for group in keys_of(record)}:
                ordered = sorted(index[group].items(), key=lambda item: place[item[0]])
                index[group].clear()
                index[group].update(ordered)

    def with_places(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """These changes, each removal with the record that stands next to the one that goes."""
        followers: dict[str, dict[str, str | None]] = {}
        gone: set[tuple[str, str | None]] = set()

        def follower(table: str, key: str) -> str | None:
            if table not in followers:
                keys = list(self._tables[table])
                followers[table] = dict(zip(keys, [*keys[1:], None], strict=True))
            gone.add((table, key))
            following = followers[table][key]
            while following is not None and (table, following) in gone:
                following = followers[table][following]
            return following

        return tuple(
            replace(change, next=follower(change.table, change.key))
            if change.after is None and change.key in self.table(change.table)
            else change
            for change in changes
        )

    def _put(self, table: str, key: str, record: Record | None) -> None:
        records = self._tables[table]
        old = records.get(key)
        indexes = self._indexes.get(table, ())
        if old is not None:
            for index, keys in indexes:
                for group in set(keys(old)).difference(() if record is None else keys(record)):
                    del index[group][key]
                    if not index[group]:
                        del index[group]
        if record is None:
            records.pop(key, None)
            return
        records[key] = record
        for index, keys in indexes:
            for group in keys(record):
                index[group][key] = record
        self._numbered(key)

    def _numbered(self, key: str) -> None:
        """Remember the number of an id as given out."""
        numbered = _NUMBERED.fullmatch(key)
        if numbered:
            letter, number = numbered[1], int(numbered[2])
            if number > self.numbers.get(letter, 0):
                self.numbers[letter] = number

    def plain(self) -> dict[str, Any]:
        """Every record as JSON values: the inspection, then a list for each table.

        The lists that DESIGN does not name are there only where they hold something.
        """
        document: dict[str, Any] = {"inspection": self.inspection.plain()}
        for name, records in self._tables.items():
            if name in ADDED_TABLES and not records:
                continue
            document[name] = [record.plain() for record in records.values()]
        return document
