"""Files that were written, opened by other people's libraries and told as text."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
from docx.table import Table
from lxml import etree

__all__ = ["told"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def told(ending: str, content: bytes) -> str:
    """What is in a file of this ending, as text that a person can compare."""
    match ending:
        case ".docx":
            return "\n".join(_of_word(content)) + "\n"
        case ".xlsx":
            return "\n".join(_of_excel(content)) + "\n"
        case ".pdf":
            return "\n".join(_of_pdf(content)) + "\n"
        case ".qdpx":
            return "\n".join(_of_project(content)) + "\n"
        case ".qdc":
            return _indented(content)
        case ".jsonl":
            return "\n".join(_of_history(content)) + "\n"
        case _:
            return content.decode("utf-8")


def _of_word(content: bytes) -> Iterator[str]:
    """Each paragraph with its style, each row of a table, the header and footer, the properties."""
    document = docx.Document(io.BytesIO(content))
    for section in document.sections:
        for part in (section.header, section.footer):
            words = (each.text or "" for each in part._element.iter(f"{_W}t"))
            yield f"[{type(part).__name__.strip('_').lower()}] {' / '.join(words)}"
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield f"[table {block.style.name if block.style else ''}]"
            yield from (" | ".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield f"[{block.style.name if block.style else ''}] {block.text}"
    yield from _properties(content)


def _of_excel(content: bytes) -> Iterator[str]:
    """Each sheet with what is frozen and filtered, and its rows; then the properties."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        yield f"[sheet {sheet.title}, frozen at {sheet.freeze_panes}, {sheet.auto_filter.ref}]"
        yield f"[above {sheet.oddHeader.center.text}, below {sheet.oddFooter.center.text}]"
        for row in sheet.iter_rows(values_only=True):
            yield " | ".join("" if value is None else str(value) for value in row)
    yield from _properties(content)


def _properties(content: bytes) -> Iterator[str]:
    """What Word and Excel keep beside the text: the stamp."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        root = etree.fromstring(file.read("docProps/custom.xml"))
    yield "[properties]"
    yield from (f"{each.get('name')}: {''.join(each.itertext())}" for each in root)


def _of_pdf(content: bytes) -> Iterator[str]:
    """The outline, and the words in their order without what stands on every page."""
    document = pypdfium2.PdfDocument(content)
    yield f"[keywords] {document.get_metadata_value('Keywords')}"
    yield "[outline]"
    yield from (f"{'  ' * entry.level}{entry.get_title()}" for entry in document.get_toc())
    yield "[words]"
    pages = [page.get_textpage().get_text_range().splitlines() for page in document]
    often = {line for line in pages[0] if all(line in page for page in pages)}
    for lines in pages:
        yield from (line for line in lines if line not in often and not _numbers(line))


def _numbers(line: str) -> bool:
    return re.search(r"Page \d+( of \d+)?$", line) is not None


def _of_project(content: bytes) -> Iterator[str]:
    """The project's XML, indented, and each other file by its size and checksum.

    What our readers read stands in it as .json: it is theirs to be the same, and only counted.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = sorted(file.namelist())
        yield f"[{sum(name.endswith('.json') for name in names)} texts as they were read]"
        for name in names:
            if name.endswith(".json"):
                continue
            part = file.read(name)
            if PurePath(name).suffix == ".qde":
                yield _indented(part).rstrip("\n")
            else:
                yield f"[{name}] {len(part)} {hashlib.sha256(part).hexdigest()[:16]}"


def _of_history(content: bytes) -> Iterator[str]:
    """Each entry, and each of its changes by table, key and checksum: the records are elsewhere."""
    for line in content.splitlines():
        entry = json.loads(line)
        changes = entry.pop("changes", ())
        yield json.dumps(entry, ensure_ascii=False)
        for change in changes:
            after = change.get("after") or {}
            if isinstance(after.get("file"), dict):
                after["file"].pop("text", None)  # of what a reader read, which is shown elsewhere
            whole = json.dumps(change, ensure_ascii=False, sort_keys=True).encode()
            yield f"  {change['table']} {change['key']} {hashlib.sha256(whole).hexdigest()[:16]}"


def _indented(content: bytes) -> str:
    root: Any = etree.fromstring(content, etree.XMLParser(remove_blank_text=True, huge_tree=True))
    return etree.tostring(root, pretty_print=True, encoding="unicode")
