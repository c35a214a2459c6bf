"""The inspection as another program's project or codebook, stamped, and its stamp read again."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

from evidence.folder import InspectionFolder
from evidence.projects.project import Loss
from evidence.projects.writing import Exported, codebook_of, project_of
from graph.clearing import clearing_of
from graph.stamp import Stamp, new_stamp
from tui.export.documents._stamp import stamp_in, stamp_line
from tui.export.making import program_version
from tui.export.rescanning import must_not_leak_in_project

__all__ = [
    "PROJECTS",
    "is_project",
    "loss_lines",
    "made_project",
    "project_again",
    "stamp_in_project",
]

#: What each ending is called.
PROJECTS: Final = {".qdpx": "REFI-QDA project", ".qdc": "REFI-QDA codebook"}
_INSIDE: Final = "project.qde"
#: A stamp stands at the end, and is far shorter.
_TAIL, _MOST = 4_000, 400_000_000


def is_project(name: str) -> bool:
    """Whether a file of this name is one of these."""
    return PurePath(name.lower()).suffix in PROJECTS


def made_project(
    folder: InspectionFolder,
    name: str,
    made_at: str,
    by: str,
    day: str,
    left_open: Callable[[], int],
) -> Exported:
    """The project or codebook of this file's ending, as of now; what is left open is asked last.

    What is to be taken out of exports is taken out of it. Raises Refused where it stands in it all
    the same.
    """
    seq = len(folder.journal)
    clearing = clearing_of(folder.state)

    def vouching(digest: str) -> str:
        stamp = new_stamp(
            version=program_version(), reader="lead", made_at=made_at, by=clearing.text(by),
            seq=seq,
            journal=folder.journal.checksum_at(seq), day=day, since=0, digest=digest,
            left_open=left_open(),
        )  # fmt: skip
        return stamp_line(stamp.plain())

    suffix = PurePath(name.lower()).suffix
    if suffix == ".qdc":
        made = codebook_of(folder, vouching, clearing)
    else:
        made = project_of(folder, made_at, by, vouching, clearing)
    must_not_leak_in_project(PROJECTS[suffix], made.content, clearing)
    return made


def loss_lines(losses: Sequence[Loss]) -> Iterator[str]:
    """What a format had no place for, a line for each sort of it."""
    for (kind, what), number in Counter((loss.kind, loss.what) for loss in losses).items():
        one = next(loss for loss in losses if (loss.kind, loss.what) == (kind, what))
        where = one.where if number == 1 else f"{number}, the first of them {one.where}"
        yield f"{kind}: {where}: {what}"


def project_again(folder: InspectionFolder, name: str, stamp: Stamp) -> bytes:
    """The same file made once more, of the inspection as it is now."""
    made = made_project(folder, name, stamp.made_at, stamp.by, stamp.day, lambda: stamp.left_open)
    return made.content


def stamp_in_project(name: str, content: bytes) -> dict[str, str] | None:
    """The stamp of a project or codebook; None where there is none."""
    if PurePath(name.lower()).suffix == ".qdc":
        return stamp_in(content[-_TAIL:].decode(errors="replace"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo(_INSIDE).file_size > _MOST:
                return None
            with archive.open(_INSIDE) as inside:
                tail = b""
                while more := inside.read(1 << 20):
                    tail = (tail + more)[-_TAIL:]
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    return stamp_in(tail.decode(errors="replace"))
