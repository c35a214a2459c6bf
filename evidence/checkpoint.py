"""The checkpoint: the inspection's tables as a TinyDB file, sealed, written whole.

Any TinyDB opens it with its default storage and reads the tables. The first line holds the table
``_checkpoint``: which journal entry it stands for, and the SHA-256 of the lines after it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from tinydb import TinyDB
from tinydb.storages import Storage

from evidence.content import sha256_of
from evidence.durable import write_whole
from evidence.faults import refuse
from evidence.model import TABLES, Inspection
from evidence.state import Change, State

FORMAT = "triangulate-checkpoint/1"


class SealedStorage(Storage):
    """TinyDB's JSON file with a seal on its first line, replaced whole at each write."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables, or None where there is no file. Raises Refused where the seal is broken."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise refuse(str(self._path), f"can't be read: {error.strerror or error}") from None
        first, _, rest = content.partition(b"\n")
        try:
            tables: dict[str, dict[str, Any]] = json.loads(content)
            sealed = tables["_checkpoint"]["1"]["sha256"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise refuse(str(self._path), "is no checkpoint") from None
        if not first.startswith(b'{"_checkpoint":') or sealed != sha256_of(rest):
            raise refuse(str(self._path), "was changed outside the program")
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file; on return it is on disk."""
        rest = ",\n".join(
            f"{json.dumps(name)}:{json.dumps(rows, ensure_ascii=False, separators=(',', ':'))}"
            for name, rows in data.items()
            if name != "_checkpoint"
        )
        after = f"{rest}}}\n".encode()
        stamp = {**data["_checkpoint"]["1"], "sha256": sha256_of(after)}
        first = f'{{"_checkpoint":{json.dumps({"1": stamp})},\n'.encode()
        write_whole(self._path, first + after)

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where in the journal a checkpoint stands, and what can't be read from the tables."""

    seq: int
    journal_checksum: str
    numbers: dict[str, int] = field(default_factory=dict)
    undo: list[int] = field(default_factory=list)
    redo: list[int] = field(default_factory=list)
    format: str = FORMAT


def write_checkpoint(path: Path, state: State, stamp: Stamp) -> None:
    """Write the state's tables, whole or not at all. Raises OSError."""
    document: dict[str, Any] = {"_checkpoint": {"1": asdict(stamp)}}
    for name, rows in state.plain().items():
        listed = [rows] if name == "inspection" else rows
        document[name] = {str(number): row for number, row in enumerate(listed, 1)}
    with TinyDB(path, storage=SealedStorage) as database:
        database.storage.write(document)


def read_checkpoint(path: Path) -> tuple[State, Stamp] | None:
    """The state and where it stands, or None where there is no checkpoint.

    Raises Refused where the file is not as it was written.
    """
    with TinyDB(path, storage=SealedStorage) as database:
        tables = database.storage.read()
    if tables is None:
        return None
    try:
        plain = tables["_checkpoint"]["1"]
        plain.pop("sha256")
        stamp = Stamp(**plain)
        state = State()
        inspection = Inspection.model_validate(tables["inspection"]["1"])
        state.apply([Change("inspection", "inspection", None, inspection)])
        for name, kind in TABLES.items():
            records = TypeAdapter(list[kind]).validate_python(  # type: ignore[valid-type]
                list(tables.get(name, {}).values())
            )
            state.take_in(name, records)
        state.numbers.update(stamp.numbers)
    except (KeyError, TypeError, ValidationError):
        raise refuse(str(path), "can't be understood") from None
    if stamp.format != FORMAT:
        raise refuse(str(path), f'has the format "{stamp.format}", not "{FORMAT}"')
    return state, stamp


__all__ = ["SealedStorage", "Stamp", "read_checkpoint", "write_checkpoint"]
