"""REFI-QDA projects made by hand, as other programs write them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from evidence.adding import Codes, SourceDetails
from evidence.adding.projects import Brought, add_project
from evidence.folder import InspectionFolder
from tests.evidence.inspections import dump

TEXT = "Caseloads are managed.\nNobody came for a week.\nThe plan is new.\n"
CODES = '<Code guid="C1" name="Caseload" isCodable="true"/>'
NAMESPACE = 'xmlns="urn:QDA-XML:project:1.0"'


def selection(start: int, end: int, *codes: str, guid: str = "", name: str = "") -> str:
    """A selection of a text, as XML; with a comma after the GUID, further attributes."""
    coded = "".join(
        f'<Coding guid="K{start}{code}"><CodeRef targetGUID="{code}"/></Coding>' for code in codes
    )
    return (
        f'<PlainTextSelection guid="{guid or f"P{start}"}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}">{coded}</PlainTextSelection>'
    )


def text_source(inside: str = "", path: str = "internal://T1.txt", more: str = "") -> str:
    """A text of the project, as XML."""
    return f'<TextSource guid="T1" name="Notes" plainTextPath="{path}" {more}>{inside}</TextSource>'


def project(
    sources: str,
    *,
    codes: str = CODES,
    more: str = "",
    users: str = "",
    namespace: str = NAMESPACE,
    before: str = "",
) -> str:
    """A project's XML."""
    book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>" if codes else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{before}<Project name="Study" {namespace}>'
        f"{users}{book}<Sources>{sources}</Sources>{more}</Project>"
    )


def packed(files: dict[str, bytes | str]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def qdpx(xml: str, text: bytes | str = TEXT, **files: Any) -> bytes:
    """A project with one text, and other files by name."""
    return packed({"project.qde": xml, "sources/T1.txt": text, **files.pop("named", {}), **files})


def brought(
    folder: InspectionFolder,
    content: bytes,
    codes: Codes | None = None,
    name: str = "study.qdpx",
) -> Brought:
    """What bringing in these bytes comes to."""
    path = folder.path.parent / name
    path.write_bytes(content)
    return outcome_of(folder, path, codes)


def outcome_of(folder: InspectionFolder, path: Path, codes: Codes | None = None) -> Brought:
    """What bringing in this file or folder comes to, a refusal as one without sources."""
    added = add_project(folder, path, SourceDetails("interview", codes=codes or {}))
    if isinstance(added, Brought):
        return added
    return Brought(added.file, refused=added.refused, already=added.already)


def statements(folder: InspectionFolder) -> list[dict[str, Any]]:
    """The inspection's statements without who recorded them and when."""
    return [
        {k: v for k, v in each.items() if k not in ("recorded_by", "recorded_at")}
        for each in dump(folder)["statements"]
    ]


def quotes(folder: InspectionFolder) -> list[str]:
    """What the statements quote; each stands in its source's text at its place."""
    found = []
    for statement in folder.state.statements.values():
        place, reading = statement.place, folder.reading(folder.state.sources[statement.source])
        if place is not None and place.start is not None:
            assert reading is not None
            assert reading.text[place.start : place.end] == statement.quote
        found.append(statement.quote)
    return found


def write(path: Path, content: bytes) -> Path:
    """A file of these bytes."""
    path.write_bytes(content)
    return path
