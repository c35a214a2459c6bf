"""Verifying an inspection: journal, checkpoint and every stored text against their hashes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.checkpoint import Stamp, read_checkpoint
from evidence.content import SOURCES, TEXTS, ContentFolder, reading_from_bytes
from evidence.faults import Fault, Refused
from evidence.folder import CHECKPOINT, JOURNAL, must_be_inspection
from evidence.journal import Journal
from evidence.reading import Reading
from evidence.state import State


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, by name and number, and every fault found."""

    checked: dict[str, int]
    faults: tuple[Fault, ...]
    notices: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults

    def plain(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        return {
            "ok": self.ok,
            "checked": self.checked,
            "faults": [{"where": fault.where, "what": fault.what} for fault in self.faults],
            "notices": list(self.notices),
        }


def verify(path: Path) -> Verified:
    """Check an inspection's folder without changing it. Raises Refused where it is none."""
    must_be_inspection(path)
    faults: list[Fault] = []
    checked = {"journal_entries": 0, "checkpoint_records": 0, "originals": 0, "texts": 0}
    checked["quotes"] = 0
    notices: list[str] = []
    state = State()
    try:
        standing: tuple[State, Stamp] | Refused | None = read_checkpoint(path / CHECKPOINT)
    except Refused as refused:
        standing = refused
    try:
        # After the checkpoint: a writer may write both meanwhile, the journal first.
        journal = Journal(path / JOURNAL)
        came: set[str] = set()
        for entry in journal.entries():
            state.apply(entry.changes)
            if entry.command in ("load_bundle", "restore_project"):
                came.update(change.key for change in entry.changes if change.table == "sources")
        checked["journal_entries"] = len(journal)
        if journal.torn:
            notices.append(f"The journal's last line is not whole ({len(journal.torn)} bytes).")
        _check_checkpoint(standing, journal, checked, faults, notices)
        _check_content(path, state, came, checked, faults, notices)
    except Refused as refused:
        faults += refused.faults
        _check_names(path, checked, faults)
    return Verified(checked, tuple(faults), tuple(notices))


def _check_checkpoint(
    standing: tuple[State, Stamp] | Refused | None,
    journal: Journal,
    checked: dict[str, int],
    faults: list[Fault],
    notices: list[str],
) -> None:
    if isinstance(standing, Refused):
        faults += standing.faults
        return
    if standing is None:
        notices.append(f"There is no {CHECKPOINT} yet: it is written when the program closes.")
        return
    state, stamp = standing
    if stamp.seq > len(journal) or journal.checksum_at(stamp.seq) != stamp.journal_checksum:
        faults.append(Fault(CHECKPOINT, f"does not fit {JOURNAL}"))
        return
    replayed = State()
    for entry in journal.entries(up_to=stamp.seq):
        replayed.apply(entry.changes)
    ours, theirs = replayed.plain(), state.plain()
    for table, rows in ours.items():
        checked["checkpoint_records"] += len(rows) if isinstance(rows, list) else 1
        if rows != theirs[table]:
            faults.append(Fault(CHECKPOINT, f"its {table} are not what the journal says"))


def _check_names(path: Path, checked: dict[str, int], faults: list[Fault]) -> None:
    """Check each kept file against its name alone: the journal can't say what it is of."""
    for kept, name in ((SOURCES, "originals"), (TEXTS, "texts")):
        folder = ContentFolder(path / kept)
        for digest in folder.digests():
            try:
                folder.get(digest)
                checked[name] += 1
            except Refused as refused:
                faults += refused.faults


def _check_content(
    path: Path,
    state: State,
    came: set[str],
    checked: dict[str, int],
    faults: list[Fault],
    notices: list[str],
) -> None:
    """Check every kept file, and quotes against texts; ``came`` are sources from bundles."""
    originals, texts = ContentFolder(path / SOURCES), ContentFolder(path / TEXTS)
    needed: dict[str, set[str]] = {SOURCES: set(), TEXTS: set()}
    for source in state.sources.values():
        file = source.file
        if file is None or file.text is None:
            continue  # another program's bundle names a file that is not kept here
        if source.id in came and not texts.has(file.text):
            notices.append(f"{source.id} came in a bundle without its file: its text is not here.")
            continue
        needed[TEXTS].update((file.text, *file.earlier))
        if file.sha256 is not None:
            needed[SOURCES].add(file.sha256)
            try:
                originals.get(file.sha256)
                checked["originals"] += 1
            except Refused as refused:
                faults += [Fault(f"{source.id}: {f.where}", f.what) for f in refused.faults]
        readings: dict[str, Reading] = {}
        for text in (file.text, *file.earlier):
            if source.id in came and not texts.has(text):
                continue  # an earlier reading in the program that the bundle is from
            try:
                readings[text] = reading_from_bytes(texts.get(text))
                checked["texts"] += 1
            except Refused as refused:
                faults += [Fault(f"{source.id}: {f.where}", f.what) for f in refused.faults]
            except (ValueError, KeyError, TypeError):
                faults.append(Fault(f"{source.id}: {TEXTS}/{text}", "can't be understood"))
        for statement in state.statements_of_source.get(source.id, {}).values():
            place = statement.place
            if place is None or place.start is None or place.end is None:
                continue
            text = statement.text or file.text
            if text not in (file.text, *file.earlier):
                faults.append(Fault(statement.id, f"its text is not one of {source.id}"))
            elif text in readings:
                checked["quotes"] += 1
                if readings[text].text[place.start : place.end] != statement.quote:
                    faults.append(Fault(statement.id, "its quote is not what stands at its place"))
    for kept in (originals, texts):
        idle = [digest for digest in kept.digests() if digest not in needed[kept.path.name]]
        if idle:
            notices.append(
                f"{len(idle)} files in {kept.path.name}/ belong to no source: left by an import "
                "that was stopped or undone."
            )
