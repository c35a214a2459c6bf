"""An export made whole before anything is written: the same for the command and the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.meanwhile import Meanwhile
from evidence.projects.project import Loss
from evidence.uncollected import without_collecting
from evidence.words import number_of
from graph.handing_over import Found, still_open
from graph.stamp import Receiver
from graph.summary_parts import Reader
from tui.export import Material, Progress, endings, format_for, formats, no_progress
from tui.export.checking import found_for
from tui.export.documents import document_format_for, document_formats
from tui.export.making import Wanted, made_material, program_version, rendered
from tui.export.projects import PROJECTS, is_project, made_project
from tui.export.rescanning import must_not_leak
from tui.export.stamped import stamp_of_file

__all__ = [
    "Order",
    "Prepared",
    "form_name",
    "forms",
    "known_endings",
    "prepared",
    "replaced_entry",
]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written where, for whom, by whom and when.

    ``since`` is the entry since which changes are told; with ``unchecked`` it is made although
    something of the check is open.
    """

    out: Path
    reader: Receiver
    made_at: str
    by: str
    day: date
    since: int = 0
    area: str | None = None
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file's bytes and what is to be said of them.

    ``content`` is None where nothing may be written while ``open`` things of the check are.
    ``found`` is what it found; ``material`` is None of what is for the visit and of a project.
    ``left_out`` says in a line each what this reader does not receive, ``losses`` what a project
    has no place for.
    """

    form: str
    content: bytes | None
    holds: str
    open: int = 0
    material: Material | None = None
    found: tuple[Found, ...] = ()
    left_out: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()


def form_name(name: str, reader: Receiver) -> str:
    """What the format of a file of this name is called. Raises Refused where there is none."""
    if is_project(name):
        return _project_name(name, reader)
    if reader == "visit":
        return document_format_for(name).NAME
    if not any(name.lower().endswith(each) for each in known_endings("lead")):
        raise refuse(name, f"its ending must say the format: {', '.join(known_endings(reader))}")
    return format_for(name, reader).NAME


def _project_name(name: str, reader: Receiver) -> str:
    form = PROJECTS[Path(name.lower()).suffix]
    if reader != "lead":
        raise refuse(name, f"a {form} holds every record: it is written for lead alone")
    return form


def forms(reader: Receiver) -> tuple[tuple[str, str], ...]:
    """Every form that can be written for somebody, by name, with the ending that says it."""
    found: dict[str, str] = {}
    for name, suffix in _forms(reader):
        found.setdefault(suffix, name)
    ordered = sorted(found.items(), key=lambda item: item[1].casefold())
    return tuple((name, suffix) for suffix, name in ordered)


def _forms(reader: Receiver) -> Iterator[tuple[str, str]]:
    if reader == "visit":
        yield from ((form.NAME, form.SUFFIXES[0]) for form in document_formats())
        return
    yield from ((form.NAME, form.SUFFIXES[0]) for form in formats() if reader in form.READERS)
    if reader == "lead":
        yield from ((name, suffix) for suffix, name in PROJECTS.items())


def known_endings(reader: Receiver) -> list[str]:
    """Every ending that says a form for somebody."""
    if reader == "visit":
        return sorted(suffix for form in document_formats() for suffix in form.SUFFIXES)
    return sorted({*endings(reader), *(PROJECTS if reader == "lead" else ())})


def prepared(folder: InspectionFolder, order: Order, progress: Progress = no_progress) -> Prepared:
    """The file, made; nothing is written. Raises Refused."""
    with without_collecting():
        if is_project(order.out.name):
            return _of_project(folder, order, progress)
        if order.reader == "visit":
            return _for_visit(folder, order, progress)
        return _of_summary(folder, order, order.reader, progress)


def _of_summary(
    folder: InspectionFolder, order: Order, reader: Reader, progress: Progress
) -> Prepared:
    form = format_for(order.out.name, reader)
    wanted = Wanted(
        reader, order.made_at, order.by, order.day, len(folder.journal), order.since,
        order.area, program_version(),
    )  # fmt: skip
    material = made_material(folder, wanted, progress)
    waiting = still_open(material.found)
    stopped = waiting and order.reader != "lead" and not order.unchecked
    content = None if stopped else rendered(form, material)
    summary = material.summary
    holds = (
        number_of(len(summary.points), "statement")
        if order.reader == "accuracy"
        else number_of(sum(1 for _ in summary.findings()), "finding")
    )
    left_out = summary.left_out
    return Prepared(form.NAME, content, holds, waiting, material, material.found, left_out)


def _of_project(folder: InspectionFolder, order: Order, progress: Progress) -> Prepared:
    name = _project_name(order.out.name, order.reader)
    checked = Meanwhile(lambda: still_open(found_for(folder, "lead", order.day)))

    @cache
    def waiting() -> int:
        progress("checking what would be handed over", 0.6)
        count: int = checked.result()
        progress("packing", 0.9)
        return count

    progress("writing records and texts", 0.1)
    made = made_project(
        folder, order.out.name, order.made_at, order.by, order.day.isoformat(), waiting
    )
    holds = number_of(len(folder.state.findings), "finding")
    return Prepared(
        name, made.content, holds, waiting(), left_out=made.left_out, losses=made.losses
    )


def _for_visit(folder: InspectionFolder, order: Order, progress: Progress) -> Prepared:
    from tui.export.visiting import visit_document

    form = document_format_for(order.out.name)
    progress("gathering the sheets and requests", 0.1)
    made = visit_document(
        folder, seq=len(folder.journal), made_at=order.made_at, by=order.by, day=order.day,
        version=program_version(),
    )  # fmt: skip
    waiting = still_open(made.found)
    if waiting and not order.unchecked:
        return Prepared(form.NAME, None, made.holds, waiting, found=made.found)
    progress("writing", 0.6)
    content = form.render(made.document)
    must_not_leak(form, content, made.clearing, progress)
    return Prepared(form.NAME, content, made.holds, waiting, found=made.found)


def replaced_entry(folder: InspectionFolder, out: Path) -> int:
    """The entry from which the lead's export was made that stands at ``out``; 0 for none of ours.

    One for another reader told her nothing of most: it is not what the lead inspector saw. A
    project tells nothing of what changed.
    """
    if is_project(out.name) or not out.is_file():
        return 0
    stamp = stamp_of_file(out)
    if stamp is None or stamp.reader != "lead" or not 1 <= stamp.seq <= len(folder.journal):
        return 0
    return stamp.seq if folder.journal.checksum_at(stamp.seq) == stamp.journal else 0
