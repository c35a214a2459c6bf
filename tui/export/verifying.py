"""Holding an export against its inspection: whether it is of it, untouched, and still so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.words import number_of
from graph.stamp import Stamp, digest, digest_of_document
from graph.summary_parts import Summary
from tui.export import Format, Material, format_for, is_of_area
from tui.export.documents import document_format_for
from tui.export.making import Wanted, made_material, program_version
from tui.export.projects import is_project, project_again
from tui.export.stamped import stamp_of_content
from tui.export.visiting import visit_document

__all__ = ["Held", "held_against"]

Verdict = Literal["current", "outdated", "altered", "foreign", "unstamped"]


@dataclass(frozen=True, slots=True)
class Held:
    """What came of it, in a word and in sentences.

    *current*: it says what the inspection says. *outdated*: it was right when it was made, and the
    inspection has moved on. *altered*: it is not what this inspection gave. *foreign*: it is of
    another inspection. *unstamped*: it does not say where it comes from.
    """

    verdict: Verdict
    lines: tuple[str, ...]
    stamp: Stamp | None = None

    @property
    def ok(self) -> bool:
        """Whether the file can be relied on as it stands."""
        return self.verdict == "current"


def held_against(folder: InspectionFolder, name: str, content: bytes) -> Held:
    """A file held against an open inspection. Raises Refused where that can't be read."""
    stamp = stamp_of_content(name, content)
    if stamp is None:
        return Held("unstamped", ("It carries no stamp: it is no export, or of a form without.",))
    made = f"It was made from entry {stamp.seq} at {stamp.made_at} by {stamp.by}."
    last = len(folder.journal)
    if not 1 <= stamp.seq <= last or folder.journal.checksum_at(stamp.seq) != stamp.journal:
        why = "It is of another inspection, or of a history that is not this one's."
        return Held("foreign", (made, why), stamp)
    if is_project(name):
        return _held_project(folder, name, content, stamp, made)
    then = _again(folder, name, stamp, stamp.seq, stamp.since)
    if then.digest != stamp.digest:
        if stamp.version != program_version():
            why = (f"Version {stamp.version} made it; this is {program_version()}, and may "
                   "summarise otherwise: it can't be held against the inspection.")  # fmt: skip
        else:
            why = "Its stamp is not what the inspection gave at that entry."
        return Held("altered", (made, why), stamp)
    lines = [made, "Its stamp is what the inspection gave at that entry."]
    if stamp.version == program_version():
        if content not in then.files():
            lines.append("Its content is not, to the byte, what was written: it was changed since, "
                         "or written on another machine or with another template.")  # fmt: skip
            return Held("altered", tuple(lines), stamp)
        lines.append("Its content is what was written, to the byte.")
    else:
        lines.append(f"Version {stamp.version} wrote it: its content can't be compared.")
    if stamp.seq == last or _again(folder, name, stamp, last).said() == then.said():
        lines.append("The inspection says the same now.")
        return Held("current", tuple(lines), stamp)
    lines.append(
        f"The inspection has gone on by {_entries(last, stamp)}, and says something else now."
    )
    return Held("outdated", tuple(lines), stamp)


def _held_project(
    folder: InspectionFolder, name: str, content: bytes, stamp: Stamp, made: str
) -> Held:
    """Another program's project, which can be made again of the inspection as it is now alone."""
    last = len(folder.journal)
    if stamp.seq < last:
        since = _entries(last, stamp)
        why = (f"The inspection has gone on by {since}: whether the file is as it was written "
               "can't be told any more.")  # fmt: skip
        return Held("outdated", (made, why), stamp)
    if stamp.version != program_version():
        why = f"Version {stamp.version} wrote it: its content can't be compared."
        return Held("current", (made, why, "The inspection is at that entry still."), stamp)
    if content != project_again(folder, name, stamp):
        why = "Its content is not, to the byte, what this inspection gives: it was changed since."
        return Held("altered", (made, why), stamp)
    same = "Its content is what was written, to the byte."
    return Held("current", (made, same, "The inspection is at that entry still."), stamp)


def _entries(last: int, stamp: Stamp) -> str:
    return number_of(last - stamp.seq, "entry", "entries")


@dataclass(frozen=True, slots=True)
class _Again:
    """An export made again: its digest, what it says of the evidence, and its files."""

    digest: str
    said: Callable[[], Any]
    files: Callable[[], Iterator[bytes]]


def _again(folder: InspectionFolder, name: str, stamp: Stamp, seq: int, since: int = 0) -> _Again:
    """What was asked for then, as of entry ``seq``; the drawing of each area is a file."""
    day = date.fromisoformat(stamp.day)
    if stamp.reader == "visit":
        document = visit_document(
            folder, seq=seq, made_at=stamp.made_at, by=stamp.by, day=day, version=stamp.version
        ).document
        render = document_format_for(name).render
        return _Again(
            digest_of_document(document),
            lambda: document.blocks,
            lambda: iter((render(document),)),
        )
    wanted = Wanted(stamp.reader, stamp.made_at, stamp.by, day, seq, since, version=stamp.version)
    material = made_material(folder, wanted)
    return _Again(
        digest(material.summary),
        lambda: _said(material.summary),
        lambda: _files(format_for(name, wanted.reader), material),
    )


def _said(summary: Summary) -> dict[str, Any]:
    """What a summary says of the evidence, apart from when and from which entry it was made."""
    plain = summary.plain()
    for name in ("meta", "changes"):
        plain.pop(name)
    return plain


def _files(form: Format, material: Material) -> Iterator[bytes]:
    areas: list[str | None] = [None]
    if is_of_area(form):
        areas = list(dict.fromkeys(material.programme.area_of.values()))
    for area in areas:
        try:
            yield form.render(replace(material, area=area))
        except Refused:
            continue
