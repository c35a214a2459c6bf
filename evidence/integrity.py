"""What must hold between records: references lead somewhere, chains end, voices fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from evidence.faults import Fault
from evidence.model import (
    Ask,
    Finding,
    Link,
    Record,
    Refusal,
    Request,
    Session,
    Source,
    Statement,
)
from evidence.programme import Programme
from evidence.state import Change, State


class View:
    """A state with some changes made on top of it, without touching it."""

    def __init__(self, state: State, changes: Sequence[Change]) -> None:
        self._state = state
        self._over: dict[str, dict[str, Record | None]] = {}
        for change in changes:
            self._over.setdefault(change.table, {})[change.key] = change.after

    def get(self, table: str, key: str) -> Record | None:
        """The record of this key, or None."""
        over = self._over.get(table)
        if over is not None and key in over:
            return over[key]
        return self._state.table(table).get(key)


def faults_in(
    state: State,
    changes: Sequence[Change],
    programme: Programme | None,
    paths: Mapping[tuple[str, str], str],
) -> list[Fault]:
    """What would not hold in ``state`` after ``changes``.

    ``programme`` names the key questions that findings and statements may stand under (None: not
    checked); ``paths`` gives the place to name for a record by its table and key (default: the
    key).
    """
    view = View(state, changes)
    faults: list[Fault] = []
    for change in changes:
        path = paths.get((change.table, change.key), change.key)
        if change.after is None:
            faults += _still_needed(state, view, change, path)
        else:
            faults += _of_record(change.after, view, programme, path)
    faults += _cycles(view, changes, paths, "sources", "derived_from", _derived_from)
    faults += _cycles(view, changes, paths, "statements", "repeats", _repeats)
    return faults


def _of_record(
    record: Record, view: View, programme: Programme | None, path: str
) -> Iterator[Fault]:
    def missing(table: str, key: str | None, field: str) -> Iterator[Fault]:
        if key is not None and view.get(table, key) is None:
            yield Fault(f"{path}.{field}", f'no {table[:-1]} "{key}"')

    def unknown_question(question: str, field: str) -> Iterator[Fault]:
        if programme is not None and question not in programme.questions:
            yield Fault(
                f"{path}.{field}",
                f'no key question "{question}" in the programme {programme.id}',
            )

    match record:
        case Source():
            for number, voice in enumerate(record.voices):
                yield from missing("voices", voice, f"voices[{number}]")
            for number, speaker in enumerate(record.speakers):
                if speaker.voice not in record.voices:
                    yield Fault(
                        f"{path}.speakers[{number}]",
                        f'"{speaker.voice}" is not one of the voices of {record.id}',
                    )
            for number, origin in enumerate(record.derived_from):
                yield from missing("sources", origin, f"derived_from[{number}]")
        case Statement():
            yield from missing("sources", record.source, "source")
            yield from missing("statements", record.repeats, "repeats")
            source = view.get("sources", record.source)
            voices = source.voices if isinstance(source, Source) else (record.voice,)
            if record.voice is not None and record.voice not in voices:
                yield Fault(
                    f"{path}.voice",
                    f'"{record.voice}" is not one of the voices of {record.source}',
                )
            for number, question in enumerate(record.questions):
                yield from unknown_question(question, f"questions[{number}]")
            place = record.place
            start, end = (place.start, place.end) if place else (None, None)
            if start is not None and end is not None and end < start:
                yield Fault(f"{path}.place", "ends before it starts")
        case Finding():
            yield from unknown_question(record.question, "question")
            for number, statement in enumerate(_seen(record)):
                yield from missing("statements", statement, f"resolution.seen[{number}]")
        case Link():
            yield from missing("statements", record.statement, "statement")
            yield from missing("findings", record.finding, "finding")
        case Refusal():
            yield from missing("statements", record.statement, "statement")
            yield from missing("sources", record.source, "source")
            yield from missing("findings", record.finding, "finding")
            yield from missing("statements", record.other, "other")
            yield from missing("sources", record.origin, "origin")
            if record.question is not None:
                yield from unknown_question(record.question, "question")
        case Session():
            for number, voice in enumerate(record.voices):
                yield from missing("voices", voice, f"voices[{number}]")
            yield from missing("sources", record.source, "source")
        case Ask():
            yield from missing("sessions", record.session, "session")
        case Request():
            for number, arrived in enumerate(record.sources):
                yield from missing("sources", arrived, f"sources[{number}]")
        case _:
            return


def _still_needed(state: State, view: View, change: Change, path: str) -> Iterator[Fault]:
    """What still refers to a record that goes."""
    needs: dict[str, list[tuple[str, Mapping[str, Record]]]] = {
        "voices": [
            ("sources", state.sources_of_voice.get(change.key, {})),
            ("statements", state.statements_of_voice.get(change.key, {})),
            ("sessions", {k: s for k, s in state.sessions.items() if change.key in s.voices}),
        ],
        "sources": [
            ("statements", state.statements_of_source.get(change.key, {})),
            ("sources", state.derived_sources.get(change.key, {})),
            ("sessions", {k: s for k, s in state.sessions.items() if change.key == s.source}),
            ("refusals", state.refusals_of_source.get(change.key, {})),
            ("requests", {k: r for k, r in state.requests.items() if change.key in r.sources}),
        ],
        "statements": [
            ("links", state.links_of_statement.get(change.key, {})),
            ("statements", state.repeats_of.get(change.key, {})),
            ("refusals", state.refusals_of_statement.get(change.key, {})),
            ("findings", {k: f for k, f in state.findings.items() if change.key in _seen(f)}),
        ],
        "findings": [
            ("links", state.links_of_finding.get(change.key, {})),
            ("refusals", state.refusals_of_finding.get(change.key, {})),
        ],
        "sessions": [("asks", state.asks_of_session.get(change.key, {}))],
    }
    for table, records in needs.get(change.table, []):
        for key, record in records.items():
            if view.get(table, key) == record:
                yield Fault(path, f"is still needed by {table[:-1]} {key}")
                break


def _seen(finding: Finding) -> Sequence[str]:
    seen = finding.resolution.seen if finding.resolution else ()
    return [each if isinstance(each, str) else each.statement for each in seen]


def _derived_from(record: Record) -> Sequence[str]:
    return record.derived_from if isinstance(record, Source) else ()


def _repeats(record: Record) -> Sequence[str]:
    return (record.repeats,) if isinstance(record, Statement) and record.repeats else ()


def _cycles(
    view: View,
    changes: Sequence[Change],
    paths: Mapping[tuple[str, str], str],
    table: str,
    field: str,
    onward: Callable[[Record], Sequence[str]],
) -> Iterator[Fault]:
    """A fault for each cycle that these changes close, found without recursion."""
    done: set[str] = set()
    for change in changes:
        if change.table != table or change.after is None or change.key in done:
            continue
        way: list[str] = [change.key]
        on_way = {change.key}
        branches = [iter(onward(change.after))]
        while branches:
            key = next(branches[-1], None)
            if key is None:
                branches.pop()
                left = way.pop()
                on_way.discard(left)
                done.add(left)
            elif key in on_way:
                cycle = [*way[way.index(key) :], key]
                path = paths.get((table, way[-1]), way[-1])
                yield Fault(f"{path}.{field}", f"goes round in a circle: {' -> '.join(cycle)}")
            elif key not in done:
                record = view.get(table, key)
                if record is not None:
                    way.append(key)
                    on_way.add(key)
                    branches.append(iter(onward(record)))
