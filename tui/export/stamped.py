"""The stamp that a file carries, read again: by the file's ending, from wherever it is kept."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Final

from lxml import etree

from evidence.faults import refuse
from graph.stamp import Stamp, stamp_from
from tui.export.documents._stamp import stamp_in
from tui.export.projects import is_project, stamp_in_project

__all__ = ["stamp_of_content", "stamp_of_file"]

_MOST: Final = 400_000_000
_PROPERTIES: Final = "docProps/custom.xml"
_PREFIX: Final = "triangulate-"


def stamp_of_file(path: Path) -> Stamp | None:
    """The stamp of a file; None where it has none. Raises Refused where it can't be read."""
    try:
        if path.stat().st_size > _MOST:
            raise refuse(str(path), "is too large to be an export")
        return stamp_of_content(path.name, path.read_bytes())
    except OSError as error:
        raise refuse(str(path), f"can't be read: {error.strerror or error}") from None


def stamp_of_content(name: str, content: bytes) -> Stamp | None:
    """The stamp in a file's bytes; None where there is none."""
    lowered = name.lower()
    plain: dict[str, str] | None
    if lowered.endswith((".docx", ".xlsx")):
        plain = _properties(content)
    elif lowered.endswith(".pdf"):
        plain = _of_pdf(content)
    elif is_project(name):
        plain = stamp_in_project(name, content)
    else:
        text = content.decode(errors="replace")
        if lowered.endswith(".jsonl"):
            text = text.rstrip("\n").rpartition("\n")[2]
        plain = _of_json(text) or stamp_in(text)
    return stamp_from(plain) if plain else None


def _properties(content: bytes) -> dict[str, str] | None:
    """The properties that Word and Excel keep beside the text."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if file.getinfo(_PROPERTIES).file_size > 1_000_000:
                return None
            part = file.read(_PROPERTIES)
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
        root = etree.fromstring(part, parser)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, etree.XMLSyntaxError):
        return None
    named = {str(each.get("name") or ""): "".join(each.itertext()) for each in root}  # type: ignore[arg-type]
    return {
        name.removeprefix(_PREFIX): text for name, text in named.items() if name.startswith(_PREFIX)
    }


def _of_pdf(content: bytes) -> dict[str, str] | None:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
        return stamp_in(str(document.get_metadata_value("Keywords")))
    except pypdfium2.PdfiumError:
        return None


def _of_json(text: str) -> dict[str, str] | None:
    """The member ``stamp`` of a document of JSON, or what PROV tells of the export."""
    if not text.startswith("{"):
        return None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for way in (("stamp",), ("entity", "of:export")):
        found = document
        for name in way:
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, dict):
            return {str(n).removeprefix("tri:"): str(value) for n, value in found.items()}
    return None
