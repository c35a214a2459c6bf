"""A draft report from a file held against an open inspection: as it reads, and since when."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from lxml import etree

from evidence.content import reading_from_bytes
from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.model import day_of
from evidence.reading import Unreadable
from evidence.rereading import reader_apart
from graph.audit.draft import sentences
from graph.audit.judging import Moment, auditing
from graph.audit.values import Audit
from graph.status import Assessments
from graph.suggest.meanings import Meanings
from tui.export.stamped import stamp_of_content

__all__ = ["audit_of", "told_of"]

_MOST: Final = 100_000_000
_CORE: Final = "docProps/core.xml"
_MODIFIED: Final = "{http://purl.org/dc/terms/}modified"

#: Told how many sentences of how many are done; raises to have the work end.
Watch = Callable[[int, int], None]


def audit_of(
    folder: InspectionFolder,
    draft: Path,
    today: date,
    *,
    since: str | None = None,
    watch: Watch | None = None,
    meanings: Meanings | None = None,
) -> Audit:
    """Every sentence of a draft held against the inspection. Raises Refused.

    The draft is read in a process of its own, with limits on time and memory, like every file.
    ``since`` is a day or the number of an entry of the history, where the draft's own date is not
    to be gone by.
    """
    try:
        if draft.stat().st_size > _MOST:
            raise refuse(str(draft), "is too large to be a draft")
        content = draft.read_bytes()
    except OSError as error:
        raise refuse(str(draft), f"can't be read: {error.strerror or error}") from None
    try:
        with reader_apart(folder) as read:
            reply = read(draft.name, content, {}, hashlib.sha256(content).hexdigest())
    except Unreadable as unreadable:
        raise refuse(str(draft), str(unreadable)) from None
    found, passed_over = sentences(reading_from_bytes(reply.text))
    seq, why = _written_after(folder, draft, content, since)
    last = len(folder.journal)
    # Read from the journal, so that a thread may audit while work goes on.
    now = _moment(folder, last, today)
    then = _moment(folder, seq, today) if 0 < seq < last else None
    using = meanings or Meanings.of(folder.path)
    made = []
    for audited in auditing(found, now, then, using):
        made.append(audited)
        if watch is not None:
            watch(len(made), len(found))
    lacking = "the models are not installed: by shared words alone" if using.lacking else ""
    return Audit(tuple(made), tuple(passed_over), why, lacking)


def told_of(audit: Audit) -> str:
    """How many sentences there are, and how many have each flag, in a line."""
    flags = ", ".join(f"{number} {flag}" for flag, number in audit.counts().items() if number)
    told = f"{len(audit.sentences)} sentences, {len(audit.flagged)} flagged"
    told = f"{told}: {flags}" if flags else told
    return f"{told}; {len(audit.worth_a_look)} worth a look" if audit.worth_a_look else told


def _moment(folder: InspectionFolder, seq: int, today: date) -> Moment:
    state = folder.state_at(seq)
    return Moment(state, Assessments(state, folder.programme, today))


def _written_after(
    folder: InspectionFolder, draft: Path, content: bytes, since: str | None
) -> tuple[int, str]:
    """After which entry a draft was written, and how that is known; 0 is before all."""
    last = len(folder.journal)
    if since is not None:
        seq = _said(folder, since)
        return seq, _words(seq, last, f"as --since {since} says")
    stamp = stamp_of_content(draft.name, content)
    if stamp is not None:
        if 1 <= stamp.seq <= last and folder.journal.checksum_at(stamp.seq) == stamp.journal:
            return stamp.seq, _words(stamp.seq, last, "by the stamp of the export that it began as")
        return 0, "its stamp is of another inspection: what changed since is not told"
    moment, how = _saved(content), "by when it was last saved in Word"
    if moment is None:
        moment = datetime.fromtimestamp(draft.stat().st_mtime, tz=UTC)
        how = "by when the file was last changed"
    seq = sum(1 for head in folder.history() if _aware(head.at) <= moment)
    return seq, _words(seq, last, f"{how}, {moment.astimezone():%Y-%m-%d %H:%M}")


def _words(seq: int, last: int, how: str) -> str:
    if seq == 0:
        return f"the draft is older than the inspection ({how}): what changed since is not told"
    later = last - seq
    came = "nothing came after it" if not later else f"{later} of {last} entries came after it"
    return f"the draft is taken to be of entry {seq} ({how}): {came}"


def _said(folder: InspectionFolder, since: str) -> int:
    last = len(folder.journal)
    if re.fullmatch(r"[0-9]{1,7}", since):
        seq = int(since)
        if not 1 <= seq <= last:
            raise refuse("--since", f"there is no entry {seq}: they go from 1 to {last}")
        return seq
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise refuse(
            "--since", f'"{since}" is no day such as 2026-03-09, nor the number of an entry'
        ) from None
    return sum(1 for head in folder.history() if day_of(head.at) < day)


def _aware(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo else moment.astimezone()


def _saved(content: bytes) -> datetime | None:
    """When a Word file says that it was last saved; None where it does not."""
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if file.getinfo(_CORE).file_size > 1_000_000:
                return None
            parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
            root = etree.fromstring(file.read(_CORE), parser)
        moment = datetime.fromisoformat(root.findtext(_MODIFIED) or "")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, etree.XMLSyntaxError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
