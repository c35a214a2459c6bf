"""Making an export from an open inspection: the same for a command, a screen and a check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from evidence.folder import InspectionFolder
from evidence.state import State
from evidence.uncollected import without_collecting
from graph.changes import changes_since
from graph.clearing import clearing_of
from graph.for_reader import for_reader
from graph.gaps import gaps
from graph.handing_over import found_in, still_open
from graph.looking import Looking
from graph.status import Assessments
from graph.summary import summary
from graph.summary_parts import Changes, Reader
from tui.export import Format, Material, Progress, no_progress
from tui.export.rescanning import must_not_leak

__all__ = ["Wanted", "made_material", "program_version", "rendered"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported: for whom, by whom, when, from which entry of the journal."""

    reader: Reader
    made_at: str
    by: str
    day: date
    seq: int
    #: Tell what changed since this entry; 0 for not.
    since: int = 0
    area: str | None = None
    version: str = ""


def program_version() -> str:
    """The version of this program; "" where it is not installed."""
    try:
        return version("triangulate")
    except PackageNotFoundError:
        return ""


def made_material(
    folder: InspectionFolder, wanted: Wanted, progress: Progress = no_progress
) -> Material:
    """What the export is rendered from. Raises Refused."""
    with without_collecting():
        return _made_material(folder, wanted, progress)


def _made_material(folder: InspectionFolder, wanted: Wanted, progress: Progress) -> Material:
    progress("reading the inspection", 0.0)
    latest = wanted.seq == len(folder.journal)
    state = folder.state if latest else folder.state_at(wanted.seq)
    programme = folder.programme
    looking = Looking(state, programme)
    assessments = Assessments(state, programme, wanted.day)
    count = len(assessments) or 1
    for number, assessment in enumerate(assessments.values()):
        if not number % 100:
            progress("working out what findings rest on", 0.02 + 0.2 * number / count)
        _ = assessment.rests_on
    progress("looking for gaps", 0.22)
    found = gaps(state, programme, assessments, wanted.day)
    changes = _changes(folder, wanted, state, assessments) if wanted.since else None
    progress("summarising", 0.25)
    whole = summary(
        state,
        programme,
        assessments,
        found,
        made_at=wanted.made_at,
        by=wanted.by,
        seq=wanted.seq,
        day=wanted.day.isoformat(),
        version=wanted.version,
        journal=folder.journal.checksum_at(wanted.seq),
        changes=changes,
    )

    def history() -> list[bytes]:
        return list(folder.journal.lines(up_to=wanted.seq))

    received = for_reader(whole, wanted.reader, state)
    progress("checking what would be handed over", 0.27)
    checked = found_in(received, state, programme, looking)
    clearing = clearing_of(state)
    cleared = clearing.of(received)
    return Material(
        replace(cleared, meta=replace(cleared.meta, left_open=still_open(checked))),
        state,
        programme,
        assessments,
        wanted.area,
        history,
        progress,
        clearing,
        checked,
        folder.journal.checksum_at(1)[:16],
    )


def rendered(form: Format, material: Material) -> bytes:
    """The file in a format; progress is told to its end.

    Raises Refused where words stand in it that were to be taken out.
    """
    with without_collecting():
        content = form.render(material)
    must_not_leak(form, content, material.clearing, material.progress)
    material.progress("done", 1.0)
    return content


def _changes(
    folder: InspectionFolder, wanted: Wanted, state: State, assessments: Assessments
) -> Changes:
    before = folder.state_at(wanted.since)
    (entry,) = folder.journal.heads(wanted.since - 1, wanted.since)
    return changes_since(
        before,
        Assessments(before, folder.programme, wanted.day),
        state,
        assessments,
        seq=wanted.since,
        at=entry.at,
    )
