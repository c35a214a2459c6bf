"""An export made whole before anything is written: the same for the command and the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evidence.folder import InspectionFolder
from evidence.uncollected import without_collecting
from evidence.words import number_of
from graph.handing_over import Found, still_open
from graph.stamp import Receiver
from graph.summary_parts import Reader
from tui.export import Material, Progress, format_for, no_progress
from tui.export.documents import document_format_for
from tui.export.making import Wanted, made_material, program_version, rendered
from tui.export.rescanning import must_not_leak
from tui.export.stamped import stamp_of_file

__all__ = ["Order", "Prepared", "form_name", "prepared", "replaced_entry"]


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
    ``found`` is what it found; ``material`` is None of what is for the visit.
    """

    form: str
    content: bytes | None
    holds: str
    open: int = 0
    material: Material | None = None
    found: tuple[Found, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """What this reader does not receive, in a line each."""
        return self.material.summary.left_out if self.material is not None else ()


def form_name(name: str, reader: Receiver) -> str:
    """What the format of a file of this name is called. Raises Refused where there is none."""
    if reader == "visit":
        return document_format_for(name).NAME
    return format_for(name, reader).NAME


def prepared(folder: InspectionFolder, order: Order, progress: Progress = no_progress) -> Prepared:
    """The file, made; nothing is written. Raises Refused."""
    with without_collecting():
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
    return Prepared(form.NAME, content, holds, waiting, material, material.found)


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

    One for another reader told her nothing of most: it is not what the lead inspector saw.
    """
    if not out.is_file():
        return 0
    stamp = stamp_of_file(out)
    if stamp is None or stamp.reader != "lead" or not 1 <= stamp.seq <= len(folder.journal):
        return 0
    return stamp.seq if folder.journal.checksum_at(stamp.seq) == stamp.journal else 0
