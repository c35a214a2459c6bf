"""The parts of a summary: an area, a question, a finding, its evidence, as frozen plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from evidence.words import Area, Kind, Polarity, Wording
from graph.matrix import Matrix
from graph.settling import Settling
from graph.status import Status

__all__ = [
    "READERS",
    "AreaSummary",
    "Caveat",
    "ChangedFinding",
    "Changes",
    "EvidenceItem",
    "FindingSummary",
    "GapSummary",
    "Meta",
    "QuestionSummary",
    "Reader",
    "Resting",
    "Settled",
    "SourceSummary",
    "StandardSummary",
    "Summary",
    "VoiceSummary",
    "told_apart",
]

#: Who a summary is for.
Reader = Literal["lead", "panel", "accuracy"]
READERS: tuple[Reader, ...] = get_args(Reader)

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
    reader: Reader = "lead"
    #: The day from which age was counted where no visit is dated, and what is planned was told.
    day: str = ""
    #: The version of this program.
    version: str = ""
    #: The checksum of that entry of the journal, which vouches for all before it.
    journal: str = ""
    #: How much of what the check before handing over found was open when it was made.
    left_open: int = 0


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
class Caveat:
    """What to bear in mind of a finding's evidence.

    ``aspect`` is one of method, coherence, adequacy and relevance, after the four components of
    GRADE-CERQual (Lewin and others 2018, Implementation Science 13, supplement 1). Here they are
    told in words and never rated.
    """

    aspect: Literal["method", "coherence", "adequacy", "relevance"]
    text: str


@dataclass(frozen=True, slots=True)
class Resting:
    """A source or voice whose loss would change a status; without its id where few would be told.

    ``label`` is then its kind, or whose account it is as widely as that may be said.
    """

    id: str
    label: str
    is_source: bool

    @property
    def told(self) -> str:
        """A source by its id and title, a voice by its role: its id stands nowhere else."""
        return f"{self.id} {self.label}" if self.is_source and self.id else self.label

    @property
    def told_again(self) -> str:
        """Another one that is told by the same words: nobody takes the two for one."""
        return self.told if self.id else re.sub("^an? ", "another ", self.label)


def told_apart(resting: Sequence[Resting]) -> Iterator[tuple[Resting, str]]:
    """Each with how it is told among the others."""
    for number, each in enumerate(resting):
        yield each, each.told_again if each in resting[:number] else each.told


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
    rests_on: tuple[Resting, ...]
    settles: tuple[Settling, ...]
    resolution: Settled | None
    caveats: tuple[Caveat, ...] = ()


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
    """A source, for the appendix; ``few``: so few were heard in it that its title can name them."""

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
    few: bool = False


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """A finding that is new, gone, or differs: its statuses before and now (None: not there)."""

    id: str
    text: str
    before: Status | None
    now: Status | None
    reworded: bool = False
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the inspection as it stood after entry ``seq`` of the journal."""

    seq: int
    at: str
    findings: tuple[ChangedFinding, ...]
    new_statements: tuple[str, ...]
    withdrawn_statements: tuple[str, ...]
    new_sources: tuple[str, ...]
    withdrawn_sources: tuple[str, ...]

    def any(self) -> bool:
        """Whether anything differs."""
        return any((self.findings, self.new_statements, self.withdrawn_statements,
                    self.new_sources, self.withdrawn_sources))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """All that one reader may have; what she may not is not in it, whatever the format.

    ``orphans`` are the statements that belong to nothing yet. ``points`` are the statements that
    the service is asked to check; only the summary for accuracy has them, and it has little else.
    ``left_out`` says in a line each what this reader does not receive, and why.
    """

    meta: Meta
    areas: tuple[AreaSummary, ...]
    matrix: Matrix
    gaps: tuple[GapSummary, ...]
    orphans: tuple[EvidenceItem, ...]
    sources: tuple[SourceSummary, ...]
    points: tuple[EvidenceItem, ...] = ()
    changes: Changes | None = None
    left_out: tuple[str, ...] = ()

    def findings(self) -> Iterator[FindingSummary]:
        """Every finding, in order."""
        for area in self.areas:
            for standard in area.standards:
                for question in standard.questions:
                    yield from question.findings

    def evidence(self) -> Iterator[EvidenceItem]:
        """Every statement wherever it stands, as often as it does."""
        for area in self.areas:
            for standard in area.standards:
                for question in standard.questions:
                    for finding in question.findings:
                        yield from (*finding.supports, *finding.qualifies, *finding.contradicts)
                    yield from question.tied
        yield from self.orphans
        yield from self.points

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: Any) -> Any:
    """A frozen value as JSON values; copies nothing that is one already, unlike ``asdict``."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return {name: _plain(getattr(value, name)) for name in value.__slots__}
