"""What was written, read again: the words that were to be taken out must not stand in it.

A file is read as the person who receives it will read it, paragraph by paragraph and cell by cell,
and looked at as it is stored besides, with its properties, headers, comments and attributes.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from evidence.faults import Fault, Refused
from evidence.projects.project import RECORDS
from evidence.reading import Unreadable
from graph.clearing import Clearing
from graph.drawing import safe
from tui.export import Format, Progress, no_progress
from tui.export.documents import DocumentFormat
from tui.export.documents._stamp import stamp_in

__all__ = ["must_not_leak", "must_not_leak_in_project", "texts_of", "texts_of_project"]

_PACKED: Final = (".docx", ".xlsx")
_JSON: Final = (".json", ".jsonld", ".prov.json", ".cyjs")
_MARKED: Final = (".html", ".svg", ".graphml", ".gexf")
_MOST_LINES: Final = 20
_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_IN_LINE: Final = re.compile(r"</?(?:a|b|cite|code|em|i|mark|q|span|strong)(?: [^>]*)?>")
_ELEMENT: Final = re.compile(r"<[^>]*>")
_ATTRIBUTE: Final = re.compile(r"=[\"']([^\"']*)")
#: Parts whose every text is in a paragraph or cell.
_IN_PARAGRAPHS: Final = ("word/document.xml", "xl/sharedStrings.xml")
_PARAGRAPH: Final = re.compile(r"<(?:\w+:)?(?:p|si|is)[\s/>]")
_TEXT: Final = re.compile(">([^<]+)")
#: Where a cell of a sheet stands, how it looks, and which of the shared texts is in it: no words.
_SHEETS: Final = "xl/worksheets/sheet"
_TEXT_OF_SHEET: Final = re.compile(r'(?<!t="s"><v)>([^<]+)')
_ATTRIBUTE_OF_SHEET: Final = re.compile(r"(?<! [rst])=[\"']([^\"']*)")
_PARSER: Final = etree.XMLParser(
    resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True
)
#: Of projects: what XML and JSON hold that are no words.
_PROJECT: Final = "project.qde"
_NOT_WORDS_OF_QDE: Final = frozenset(
    {
        "guid", "targetGUID", "originGUID", "creatingUserGUID", "modifyingUserGUID", "creatingUser",
        "creationDateTime", "modifiedDateTime", "startPosition", "endPosition", "plainTextPath",
        "path", "richTextPath", "isCodable", "direction", "typeOfVariable", "origin",
    }
)  # fmt: skip
_NOT_WORDS: Final = frozenset(
    {
        "announced", "at", "by_when", "changed_at", "dated", "day", "digest", "files", "journal",
        "made_at", "namespace", "received", "recorded_at", "seq", "since", "starts", "visit_from",
        "visit_to",
    }
)  # fmt: skip
_HASH: Final = re.compile("[0-9a-f]{64}")
_AS_TEXT: Final[dict[str, Any]] = {"method": "text", "encoding": "unicode", "with_tail": False}


def must_not_leak(
    form: Format | DocumentFormat,
    content: bytes,
    clearing: Clearing,
    progress: Progress = no_progress,
) -> None:
    """Raise Refused, a line for each, where words that were to be taken out stand in the file.

    The history is not looked at: it is the records as they are.
    """
    suffix = form.SUFFIXES[0]
    if not clearing or suffix == ".jsonl":
        return
    progress("reading it again", 0.95)
    _refuse_leaks(form.NAME, texts_of(suffix, content), clearing)


def _refuse_leaks(form: str, texts: Iterable[str], clearing: Clearing) -> None:
    found: set[str] = set()
    for text in texts:
        found.update(clearing.leaks(text))
    if found:
        raise Refused(
            Fault(
                form,
                f'nothing was written: "{safe(" ".join(words.split()))[:80]}" was to be taken out, '
                "and stands in it all the same; choose other words with `triangulate clear`",
            )
            for words in sorted(found)[:_MOST_LINES]
        )


def must_not_leak_in_project(form: str, content: bytes, clearing: Clearing) -> None:
    """Raise Refused, a line for each, where words that were to be taken out stand in a project."""
    if clearing:
        _refuse_leaks(form, texts_of_project(content), clearing)


def texts_of_project(content: bytes) -> Iterator[str]:
    """Every text in a project or codebook: of its XML, of its readings and records, of its notes.

    GUIDs, hashes, offsets, days and times are passed over: a number that was taken out would be
    found in some of them by chance.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield from _texts_of_qde(etree.fromstring(content, _PARSER))
        return
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        root = etree.fromstring(file.read(_PROJECT), _PARSER)
        yield from _texts_of_qde(root)
        records = {str(note.get("plainTextPath")).replace("internal://", "sources/")
                   for note in root.iter("{*}Note") if note.get("name") == RECORDS}  # fmt: skip
        for name in file.namelist():
            if name.endswith(".json") or name in records:
                yield from _texts_of_json(file.read(name))
            elif name != _PROJECT:
                yield file.read(name).decode("utf-8", errors="replace")


def _texts_of_qde(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        yield " ".join(filter(None, (element.text, element.tail)))
        for name, value in element.attrib.items():
            if name not in _NOT_WORDS_OF_QDE:
                yield str(value)
    for beside in root.itersiblings():
        yield from (str(value) for name, value in (stamp_in(beside.text or "") or {}).items()
                    if name not in _NOT_WORDS)  # fmt: skip


def _texts_of_json(content: bytes) -> Iterator[str]:
    """Every text of our own records or of a reading by itself, a name of a member too."""
    waiting = [json.loads(content)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if not _HASH.fullmatch(value):
                yield value
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield from value
            waiting += [each for name, each in value.items() if name not in _NOT_WORDS]


def texts_of(suffix: str, content: bytes) -> Iterator[str]:
    """Every text in a file of this ending. Raises Refused where it can't be read again."""
    if suffix in _PACKED:
        yield from _parts(content)
    elif suffix == ".pdf":
        yield _read(suffix, content)
        yield _properties(content)
    elif suffix in _JSON:
        yield "\0".join(_strings(json.loads(content)))
    else:
        text = content.decode("utf-8", errors="replace")
        # as it is stored, without the signs by which a format writes a letter of its own
        yield html.unescape(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text).replace("\\", ""))
        if suffix in _MARKED:  # as it is read: a word goes on over what is set apart in a line
            yield html.unescape(_ELEMENT.sub(" ", _IN_LINE.sub("", text)))


def _read(suffix: str, content: bytes) -> str:
    from evidence.readers import reader_for

    try:
        return reader_for(f"export{suffix}").read(content, {}).text
    except Unreadable as unreadable:
        raise Refused(
            [
                Fault(
                    suffix, f"nothing was written: it can't be read again to check it: {unreadable}"
                )
            ]
        ) from None


def _strings(value: Any) -> Iterator[str]:
    """Every text in a document of JSON, as a program reads it; names of members too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _strings(each)


def _parts(content: bytes) -> Iterator[str]:
    """Every part of a package as it is read, paragraph by paragraph and cell by cell.

    Headers, properties and comments too, and what stands in attributes.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                yield from _part(name, file.read(name))


def _part(name: str, content: bytes) -> Iterator[str]:
    part, texts, attributes = content.decode(), _TEXT, _ATTRIBUTE
    if name.startswith(_SHEETS):
        texts, attributes = _TEXT_OF_SHEET, _ATTRIBUTE_OF_SHEET
    if _PARAGRAPH.search(part):
        root = etree.fromstring(content, _PARSER)
        whole = root.iter("{*}p", "{*}si", "{*}is")
        yield "\n".join([etree.tostring(e, **_AS_TEXT) for e in whole])
    if "<!" in part:
        yield " ".join(map(str, etree.fromstring(content, _PARSER).itertext()))
    elif name not in _IN_PARAGRAPHS:
        yield html.unescape(" ".join(texts.findall(part)))
    yield html.unescape(" ".join(set(attributes.findall(part))))


def _properties(content: bytes) -> str:
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(content)
    return " ".join(str(value) for value in document.get_metadata_dict().values())
