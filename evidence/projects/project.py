"""What a reader makes of another program's project: its texts, selections, codes, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from evidence.reading import Passage, Reading, Unreadable

__all__ = [
    "RECORDS",
    "Code",
    "Loss",
    "Note",
    "Project",
    "ProjectSource",
    "Selection",
    "called",
    "media_type_of",
    "reading_of_text",
    "without_nulls",
]

#: The name of the note in which an export of ours carries its records.
RECORDS = "Triangulate records"

_WORD = re.compile(r"\w")
_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".rtf": "application/rtf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code by its key in the project; ``path`` is its name after those of its parents."""

    key: str
    path: tuple[str, ...]
    description: str = ""

    @property
    def name(self) -> str:
        """The code's own name."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Selection:
    """A piece of a source with its codes' keys.

    ``quote`` is the text at ``start`` to ``end`` in code points; where those are None it is all
    that is known of what was selected.
    """

    key: str
    quote: str
    start: int | None = None
    end: int | None = None
    codes: tuple[str, ...] = ()
    page: int | None = None
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectSource:
    """A text of the project, with the file that it came in and what was selected in it."""

    key: str
    title: str
    file: str
    original: bytes
    media_type: str
    reading: Reading
    selections: tuple[Selection, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote beside the evidence: a memo, a description, a journal."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that an inspection has no record for.

    ``kind`` groups alike things, ``where`` names this one, ``what`` says what became of it.
    """

    kind: str
    where: str
    what: str

    def plain(self) -> dict[str, str]:
        """The loss as JSON values."""
        return {"kind": self.kind, "where": self.where, "what": self.what}


@dataclass(frozen=True, slots=True)
class Project:
    """All of a project. ``decided`` says what had to be decided in reading it.

    ``records`` is our own bundle and ``files`` its stored files, where this program made it.
    """

    name: str
    reader: str
    version: int
    codes: tuple[Code, ...] = ()
    sources: tuple[ProjectSource, ...] = ()
    notes: tuple[Note, ...] = ()
    losses: tuple[Loss, ...] = ()
    decided: tuple[str, ...] = ()
    records: bytes | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """What each code is called among all: its name, or its whole path where names are equal."""
        names: dict[str, set[tuple[str, ...]]] = {}
        for code in self.codes:
            names.setdefault(code.name.strip(), set()).add(code.path)
        return {
            code.key: code.name.strip()
            if len(names[code.name.strip()]) == 1
            else " > ".join(part.strip() for part in code.path)
            for code in self.codes
        }


def called(title: str, file: str) -> str:
    """What a source's file is called: its title, with the ending of the file in the project."""
    suffix = PurePath(file).suffix
    return title if PurePath(title).suffix.lower() == suffix.lower() else f"{title}{suffix}"


def media_type_of(file: str) -> str:
    """What kind of file this is, by its ending."""
    return _MEDIA_TYPES.get(PurePath(file).suffix.lower(), "application/octet-stream")


def without_nulls(text: str) -> tuple[str, int]:
    """The text with each NUL and half character replaced by one sign, and how many there were."""
    count = 0

    def replaced(_: Any) -> str:
        nonlocal count
        count += 1
        return "\ufffd"

    return re.sub("[\x00\ud800-\udfff]", replaced, text), count


def reading_of_text(text: str, warnings: Iterable[str] = ()) -> Reading:
    """A text as it stands, with the passages that our reader of plain text finds in it."""
    from evidence.readers import plain

    passages: tuple[Passage, ...] = ()
    try:
        read = plain.read(text.encode(), {})
    except Unreadable:
        read = None
    if read is not None and read.text == text:
        passages = read.passages
    elif _WORD.search(text):
        passages = tuple(
            Passage(found.start(), found.end(), paragraph=number)
            for number, found in enumerate(re.finditer(r"\S(?:.*\S)?", text), 1)
        )
    return Reading(text, passages, tuple(warnings))
