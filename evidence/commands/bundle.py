"""Bundles: the whole of an inspection as one JSON document, taken whole or refused whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from evidence.commands.base import Command, Context, Effect
from evidence.faults import Fault, Refused, faults_of
from evidence.model import BUNDLE_FORMAT, TABLES, Bundle, Inspection, Record, key_of
from evidence.state import Change, State, adding


def parse_bundle(content: bytes) -> Bundle:
    """The bundle in these bytes of JSON. Raises Refused with every fault and its path."""
    try:
        return Bundle.model_validate_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise Refused(faults_of(error)) from None


def bundle_of(state: State) -> dict[str, Any]:
    """The state as a bundle of JSON values; what was loaded is given back as it was."""
    return {"format": BUNDLE_FORMAT, **state.plain()}


@dataclass(frozen=True, slots=True)
class LoadBundle(Command):
    """Take in another program's records, as one entry.

    A record that stands already with the same content is passed over; with other content it is a
    fault. The bundle's inspection fills what the folder's own leaves empty.
    """

    bundle: Bundle
    called: str = "a bundle"

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command; an effect without changes says that all of it stood already."""
        faults: list[Fault] = []
        changes: list[Change] = []
        paths: dict[tuple[str, str], str] = {}
        for table in TABLES:
            standing = state.table(table)
            coming: dict[str, Record] = {}
            records: tuple[Record, ...] = getattr(self.bundle, table)
            for number, record in enumerate(records):
                key = key_of(record)
                path = f"{table}[{number}]"
                known = coming.get(key) or standing.get(key)
                if known is None:
                    coming[key] = record
                    paths[table, key] = path
                    changes.append(adding(table, record))
                elif known != record:
                    here = "in this bundle" if key in coming else "in the inspection"
                    faults.append(Fault(path, f'"{key}" stands {here} with other content'))
        described = _filled(state.inspection, self.bundle.inspection)
        if described is not None:
            changes.append(Change("inspection", "inspection", state.inspection, described))
        says = f"loaded {len(changes)} records from {self.called}"
        return Effect(tuple(changes), (), says, paths, tuple(faults))


def _filled(own: Inspection, theirs: Inspection | None) -> Inspection | None:
    """Our inspection with what it leaves empty taken from theirs; None where that is nothing."""
    if theirs is None:
        return None
    empty = {
        name: value
        for name, value in theirs.plain().items()
        if value not in (None, "", []) and not own.plain().get(name)
    }
    if not empty:
        return None
    filled = own.with_fields(**empty)
    return filled if isinstance(filled, Inspection) else None


__all__ = ["LoadBundle", "bundle_of", "parse_bundle"]
