"""Files kept under the SHA-256 of what they hold: originals of sources, and the texts read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from evidence.durable import make_private_folder, sync_folder, write_whole
from evidence.faults import refuse
from evidence.reading import Passage, Reading, TrackedChange

TEXT_FORMAT = "triangulate-text/1"

#: The folders of an inspection in which originals, and the texts read from them, are kept.
SOURCES, TEXTS = "sources", "texts"


def sha256_of(content: bytes) -> str:
    """The SHA-256 of these bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class ContentFolder:
    """A folder of files named by the SHA-256 of their bytes; what stands there never changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._unnamed = False  # whether files were put here whose names may not be on disk

    def put(self, content: bytes, digest: str | None = None) -> str:
        """Keep these bytes; gives their SHA-256, which the caller may know.

        They are on disk at return, their name once it is settled. A file of that name whose bytes
        are damaged is made good. Raises OSError.
        """
        digest = digest or sha256_of(content)
        target = self.path / digest
        if not (target.is_file() and target.read_bytes() == content):
            try:
                write_whole(target, content, named=False)
            except FileNotFoundError:  # the first of an inspection
                make_private_folder(self.path)
                sync_folder(self.path.parent)
                write_whole(target, content, named=False)
        self._unnamed = True  # one that stood here too: whoever put it may have been killed
        return digest

    def settle(self) -> None:
        """Have the names of all that was put here on disk. Raises OSError."""
        if self._unnamed:
            self._unnamed = False
            try:
                sync_folder(self.path)
            except OSError:
                self._unnamed = True
                raise

    def has(self, digest: str) -> bool:
        """Whether a file of this name is there."""
        return (self.path / digest).exists()

    def remove(self, digest: str) -> None:
        """Take a file away, where it can be; for one that was put here and belongs to nothing."""
        with suppress(OSError):
            (self.path / digest).unlink()

    def get(self, digest: str) -> bytes:
        """The bytes of this SHA-256. Raises Refused where they are missing or changed."""
        target = self.path / digest
        try:
            content = target.read_bytes()
        except OSError as error:
            raise refuse(f"{self.path.name}/{digest}", _why(error)) from None
        if sha256_of(content) != digest:
            raise refuse(
                f"{self.path.name}/{digest}",
                "its bytes are not the ones that were stored: restore it from a copy",
            )
        return content

    def beginning(self, digest: str, size: int) -> bytes:
        """The first bytes of a file of this name, not checked; none where it can't be read."""
        try:
            with (self.path / digest).open("rb") as file:
                return file.read(size)
        except OSError:
            return b""

    def digests(self) -> list[str]:
        """The names of what is kept, in order."""
        if not self.path.is_dir():
            return []
        return sorted(p.name for p in self.path.iterdir() if not p.name.startswith("."))


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is missing: restore it from a copy"
    return f"can't be read: {error.strerror or error}"


def reading_to_bytes(reading: Reading, reader: str, version: int, source_sha256: str) -> bytes:
    """A reading as it is kept in ``texts/``: JSON, with the reader that made it and from what.

    Its tracked changes are kept where there are any. Its parts are not: the file holds them.
    """
    document: dict[str, Any] = {
        "format": TEXT_FORMAT,
        "reader": f"{reader}/{version}",
        "source_sha256": source_sha256,
        "warnings": list(reading.warnings),
        "text": reading.text,
        "passages": [_said(Passage._fields, passage) for passage in reading.passages],
    }
    if reading.changes:
        names = TrackedChange.__slots__
        values = attrgetter(*names)
        document["changes"] = [_said(names, values(change)) for change in reading.changes]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _said(names: tuple[str, ...], values: Iterable[Any]) -> dict[str, Any]:
    """The fields that say something; dataclasses.asdict would take longer than most readers."""
    fields = zip(names, values, strict=True)
    return {name: value for name, value in fields if value is not None and value != ""}


@lru_cache(maxsize=8)
def reading_from_bytes(content: bytes) -> Reading:
    """The reading that ``reading_to_bytes`` gave. Raises ValueError, KeyError or TypeError."""
    document = json.loads(content)
    return Reading(
        document["text"],
        tuple(Passage(**passage) for passage in document["passages"]),
        tuple(document["warnings"]),
        tuple(TrackedChange(**change) for change in document.get("changes", ())),
    )


def reader_of(beginning: bytes) -> tuple[str, int] | None:
    """The reader that made a kept reading, and its version; None where that is not said.

    The first few hundred bytes are enough.
    """
    said = re.match(rb'\{"format":"[^"]*","reader":"([^"/]{1,100})/([0-9]{1,9})"', beginning)
    return (said[1].decode(errors="replace"), int(said[2])) if said else None
