"""What every command is: a frozen value that says what it would change."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from evidence.faults import Fault, Refused, faults_of, refuse
from evidence.model import Record, key_of
from evidence.state import Change, State

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Context:
    """Who gives a command, and when (ISO 8601)."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command would change, the ids it is about, and a line that tells it.

    ``paths`` gives the place to name in a fault for a record by its table and key; ``faults`` are
    those found on the way, for which the command is refused together with any others.
    """

    changes: tuple[Change, ...]
    about: tuple[str, ...]
    says: str
    paths: Mapping[tuple[str, str], str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


class Command(ABC):
    """Something an inspector does."""

    @property
    def name(self) -> str:
        """The command as the journal calls it: ``LinkStatement`` is "link_statement"."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    @abstractmethod
    def carry_out(self, state: State, context: Context) -> Effect:
        """What this command would change in ``state``. Raises Refused."""


def made(record: type[R], /, **fields: Any) -> R:
    """A new record of these fields, those given as None left out.

    Raises Refused with every fault.
    """
    given = {
        name: value.plain() if isinstance(value, Record) else value
        for name, value in fields.items()
        if value is not None
    }
    try:
        return record.model_validate(given)
    except ValidationError as error:
        raise Refused(faults_of(error)) from None


def amended(table: str, record: R, /, **fields: Any) -> Change:
    """The change of these fields of a record; a field given as None is left out.

    Raises Refused with every fault, or where nothing would change.
    """
    try:
        after = record.with_fields(**fields)
    except ValidationError as error:
        raise Refused(
            Fault(f"{key_of(record)}.{fault.where}", fault.what) for fault in faults_of(error)
        ) from None
    if after == record:
        raise refuse(key_of(record), "stands so already: nothing to change")
    return Change(table, key_of(record), record, after)


def found(records: Mapping[str, R], key: str, what: str) -> R:
    """The record of this id. Raises Refused where there is none; ``what`` names the kind."""
    record = records.get(key)
    if record is None:
        raise refuse(key, f"there is no {what} of this id: `triangulate dump` lists all")
    return record


def shortened(text: str, length: int = 60) -> str:
    """A text in one line of at most ``length`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
