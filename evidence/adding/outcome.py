"""What is said of files that are added, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from evidence.commands import AddSource
from evidence.commands.projects import Meaning
from evidence.journal import Entry
from evidence.words import Kind, number_of

__all__ = ["Added", "Codes", "Counts", "ImportReport", "SourceDetails", "Stored"]

#: What a project's codes are here, by their name or their path ("Parent > Child").
Codes = Mapping[str, tuple[Meaning, ...]]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: its source and how it was read, or why it was refused.

    A file whose bytes are a source's already is refused and named in ``already``. A file that only
    wraps others (a zip) becomes no source and is not refused: ``inside`` says how many it holds.
    """

    file: str
    source: str | None = None
    reader: str | None = None
    passages: int = 0
    words: int = 0
    warnings: tuple[str, ...] = ()
    refused: str | None = None
    already: str | None = None
    inside: int = 0

    @property
    def lost(self) -> bool:
        """Whether something that was handed in is not here."""
        return self.refused is not None and self.already is None

    def plain(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        return {
            "file": self.file,
            "source": self.source,
            "reader": self.reader,
            "passages": self.passages,
            "words": self.words,
            "warnings": list(self.warnings),
            "refused": self.refused,
            "already": self.already,
            "inside": self.inside,
        }


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """What is said of the sources that a batch of files becomes."""

    kind: Kind
    title: str | None = None
    voices: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    codes: Codes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was read and stored, and the command that would take it in as a source."""

    file: str
    command: AddSource
    reader: str
    passages: int
    words: int
    warnings: tuple[str, ...]
    inside: int = 0

    def said_by(self, voices: tuple[str, ...]) -> Self:
        """The same, as the account of these voices."""
        return replace(self, command=replace(self.command, voices=voices))

    def became(self, entry: Entry | None) -> Added:
        """What became of the file with this entry of the journal."""
        return Added(
            self.file,
            source=entry.about[0] if entry else None,
            reader=self.reader,
            passages=self.passages,
            words=self.words,
            warnings=self.warnings,
            inside=self.inside,
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """A batch in numbers."""

    added: int = 0
    already: int = 0
    refused: int = 0
    warnings: int = 0
    passages: int = 0
    words: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[Added]) -> Counts:
        """The numbers of these outcomes."""
        counts = dict.fromkeys((each.name for each in fields(cls)), 0)
        for added in outcomes:
            counts["added"] += added.source is not None
            counts["already"] += added.already is not None
            counts["refused"] += added.lost
            counts["warnings"] += len(added.warnings)
            counts["passages"] += added.passages
            counts["words"] += added.words
        return cls(**counts)

    def plain(self) -> dict[str, int]:
        """The numbers as JSON values."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def became(self) -> str:
        """What the files became, in words."""
        warnings = number_of(self.warnings, "warning")
        return (
            f"{self.added:,} added, {self.already:,} here already, {self.refused:,} refused, "
            f"{warnings}"
        )

    @property
    def read(self) -> str:
        """How much was read, in words."""
        return f"{number_of(self.passages, 'passage')}, {number_of(self.words, 'word')}"

    def __str__(self) -> str:
        return f"{self.became}; {self.read}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of each file of a batch, and what of it was not looked at.

    ``not_read`` counts the files that were still to come when it was stopped; ``left_out`` those
    that nobody handed in, such as hidden files.
    """

    outcomes: tuple[Added, ...] = ()
    not_read: int = 0
    left_out: int = 0
