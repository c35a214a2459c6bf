"""The parts of a summary: an area, a question, a finding, its evidence, as frozen plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from evidence.words import Area, Kind, Polarity, Wording
from graph.matrix import Matrix
from graph.status import Settling, Status

__all__ = [
    "AreaSummary",
    "EvidenceItem",
    "FindingSummary",
    "GapSummary",
    "Meta",
    "QuestionSummary",
    "Settled",
    "SourceSummary",
    "StandardSummary",
    "Summary",
    "VoiceSummary",
]

#: A number of lines, kinds and so on, by name.
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Meta:
    """What was summarised, when and by whom, and what is to be known of its wording."""

    inspection: str | None
    title: str
    service: str
    visit_from: str | None
    visit_to: str | None
    marking: str
    programme: str
    programme_title: str
    #: Set where the programme's wording is not the published one.
    wording_note: str
    made_at: str
    by: str
    #: The last entry of the journal that is in it.
    seq: int


@dataclass(frozen=True, slots=True)
class VoiceSummary:
    """A voice; ``small`` where its words may not be attributed.

    It is then withheld: ``label`` says only what may be said of whose account it is ("" for
    nothing), and there is no id, group or number.
    """

    id: str
    label: str
    group: str | None
    people: int | None
    small: bool


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A statement on one side of a finding, or tied to a question.

    ``witness``: one of the ways that show the lines begins with it. ``not_counted`` says why it
    does not count, where it does not. ``not_attributed`` says why its words may not be attributed,
    where they may not: whatever would tell who spoke is then withheld here, for every reader.
    """

    statement: str
    quote: str
    source: str
    source_title: str
    kind: Kind
    dated: str | None
    place: str
    voice: VoiceSummary | None
    witness: bool
    not_counted: str = ""
    repeats: str | None = None
    note: str = ""
    not_attributed: str = ""
    #: Whether a typed note is what was said to the word, where that is known.
    wording: Wording | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """How an inspector resolved a conflict."""

    outcome: str
    reason: str
    by: str | None
    at: str | None


@dataclass(frozen=True, slots=True)
class FindingSummary:
    """A finding, how it is known and why, and its evidence: on each side the witness first."""

    id: str
    text: str
    polarity: Polarity
    recommendation: str | None
    status: Status
    accepted: bool
    reopened: bool
    rule: int
    reason: str
    tests: dict[str, bool]
    lines: Counts
    kinds: int
    perspectives: int
    recorders: int
    supports: tuple[EvidenceItem, ...]
    qualifies: tuple[EvidenceItem, ...]
    contradicts: tuple[EvidenceItem, ...]
    rests_on: tuple[str, ...]
    settles: tuple[Settling, ...]
    resolution: Settled | None


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """A key question, its findings, and the statements tied to it that no finding of it has."""

    id: str
    text: str
    findings: tuple[FindingSummary, ...]
    tied: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class StandardSummary:
    """A standard and its key questions."""

    id: str
    title: str
    questions: tuple[QuestionSummary, ...]


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """An area, how many of its findings have each status, and its standards."""

    area: Area
    counts: dict[Status, int]
    standards: tuple[StandardSummary, ...]


@dataclass(frozen=True, slots=True)
class GapSummary:
    """A gap; ``about`` names by its kind (finding, question, area and so on) what it is about."""

    code: str
    about: dict[str, str]
    severity: str
    planned: bool
    text: str
    settles: str


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source, for the appendix."""

    id: str
    title: str
    kind: Kind
    dated: str | None
    received: str | None
    voices: tuple[str, ...]
    derived_from: tuple[str, ...]
    reliability: str
    file: str | None
    sha256: str | None
    statements: int
    withdrawn: bool
    withdrawn_reason: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it. ``orphans`` are the statements that belong to nothing yet."""

    meta: Meta
    areas: tuple[AreaSummary, ...]
    matrix: Matrix
    gaps: tuple[GapSummary, ...]
    orphans: tuple[EvidenceItem, ...]
    sources: tuple[SourceSummary, ...]

    def findings(self) -> Iterator[FindingSummary]:
        """Every finding, in order."""
        for area in self.areas:
            for standard in area.standards:
                for question in standard.questions:
                    yield from question.findings

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)
