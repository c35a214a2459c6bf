"""The stamp that an export carries, so that it can be held against its inspection later.

Its digest is over what the summary says, not over when and by whom it was made: the same evidence
gives the same digest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, Literal

from graph.document import Document
from graph.summary_parts import READERS, Meta, Reader, Summary

__all__ = [
    "RECEIVERS",
    "Receiver",
    "Stamp",
    "digest",
    "digest_of_document",
    "new_stamp",
    "next_reader",
    "stamp_from",
    "stamp_of",
]

#: Who receives something: the readers of a summary, and whoever goes to the visit.
Receiver = Reader | Literal["visit"]
RECEIVERS: tuple[Receiver, ...] = (*READERS, "visit")


def next_reader(reader: Receiver) -> Receiver:
    """The one after this, and after the last the first."""
    return RECEIVERS[(RECEIVERS.index(reader) + 1) % len(RECEIVERS)]


#: What of the meta is about the making, and not about the inspection.
_MAKING = ("made_at", "by", "version", "journal", "left_open")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file says of itself."""

    #: The form of the stamp and what it is over.
    form: str
    version: str
    reader: Receiver
    made_at: str
    by: str
    seq: int
    #: The checksum of that entry of the journal.
    journal: str
    day: str
    #: The entry since which changes were told; 0 for none.
    since: int
    digest: str
    #: How much of what the check found was open; told only where something was.
    left_open: int = 0

    def plain(self) -> tuple[tuple[str, str], ...]:
        """As names and texts, as a file carries them."""
        return tuple(
            (field.name, str(getattr(self, field.name)))
            for field in fields(self)
            if field.name != "left_open" or self.left_open
        )


def digest_of_document(document: Document) -> str:
    """The SHA-256 of what a document says, without the foot that tells when it was made."""
    return sha256(repr((document.title, document.marking, document.blocks)).encode()).hexdigest()


def new_stamp(**told: Any) -> Stamp:
    """A stamp of this form."""
    return Stamp(form=_FORM, **told)


def digest(summary: Summary) -> str:
    """The SHA-256 of what a summary says: of its plain form, in the order of its names."""
    said = _said(summary)
    said["meta"] = {n: value for n, value in _said(summary.meta).items() if n not in _MAKING}
    canonical = json.dumps(
        said, default=_said, sort_keys=True, ensure_ascii=True, separators=(",", ":")
    )
    return sha256(canonical.encode()).hexdigest()


def _said(value: Any) -> dict[str, Any]:
    """A part of a summary by its fields; json has no need of a copy of all that is in them."""
    return {name: getattr(value, name) for name in value.__slots__}


def stamp_of(summary: Summary) -> tuple[tuple[str, str], ...]:
    """The stamp of a summary, as names and texts."""
    meta: Meta = summary.meta
    return new_stamp(
        version=meta.version,
        reader=meta.reader,
        made_at=meta.made_at,
        by=meta.by,
        seq=meta.seq,
        journal=meta.journal,
        day=meta.day,
        since=summary.changes.seq if summary.changes else 0,
        digest=digest(summary),
        left_open=meta.left_open,
    ).plain()


def stamp_from(plain: dict[str, str]) -> Stamp | None:
    """The stamp in names and texts; None where it is none of ours."""
    try:
        stamp = Stamp(
            **{
                field.name: int(plain[field.name])
                if field.name in ("seq", "since", "left_open")
                else plain[field.name]
                for field in fields(Stamp)
                if field.name != "left_open" or field.name in plain
            }  # type: ignore[arg-type]  # each has the type that its name says
        )
    except (KeyError, ValueError):
        return None
    return stamp if stamp.form == _FORM and stamp.reader in RECEIVERS else None


_FORM = "triangulate-export/1"
