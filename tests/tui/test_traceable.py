"""Every export can be traced: each statement to its place, each source to its file, the file to us.

One table over all formats: how a file falls into the pieces in which a reader meets one record.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from lxml import etree

from graph.summary_parts import READERS, Reader
from tests.graph.example import example
from tests.tui.program import Program
from tui.export import endings
from tui.export.stamped import stamp_of_file

SHA = "ab" * 32
#: What each statement that every reader has must be told with: its words, source and place.
CITED = {"E1": ("Every post is filled.", "S1", "page 3, paragraph 2")}
#: And what only lead and panel have.
HEARD = {"E3": ("Two of us have left and nobody came.", "S3", "00:14:05")}
FINDINGS = {"F1": "There are enough staff.", "F2": "Staff are content."}
SOURCES = {"S1": ("2026-01-05", SHA)}

#: A drawing has no statements, the history has records and no words for a place.
DRAWN, RECORDED = (".svg",), (".jsonl",)


def inspection() -> dict[str, Any]:
    """The example with what it takes to trace it."""
    bundle = example()
    bundle["voices"][0]["people"] = 9
    bundle["voices"][1]["people"] = 9
    bundle["sources"][0] |= {"dated": "2026-01-05", "file": {"name": "m.docx", "sha256": SHA}}
    return bundle


def later() -> dict[str, Any]:
    """More of everything: with numbers before, between and after those that stand."""
    return {
        "voices": [{"id": "V9", "role": "Police", "group": "partners", "people": 9}],
        "sources": [{"id": "S0", "kind": "survey", "title": "Survey", "voices": ["V9"]}],
        "statements": [{"id": f"E{n}", "source": "S0", "quote": f"More {n}."} for n in (0, 9)],
        "findings": [{"id": "F0", "question": "PS.1.2.1", "text": "An earlier number."}],
        "links": [{"statement": "E9", "finding": "F1", "stance": "supports"},
                  {"statement": "E0", "finding": "F0", "stance": "supports"}],
    }  # fmt: skip


# -- how a file falls into pieces -----------------------------------------------------------------


def _word(content: bytes) -> Iterator[str]:
    document = docx.Document(io.BytesIO(content))
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from (" ".join(cell.text for cell in row.cells) for row in table.rows)


def _excel(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows(values_only=True):
            yield " ".join(str(value) for value in row)


def _pdf(content: bytes) -> Iterator[str]:
    """One piece: lines break where they must."""
    pages = pypdfium2.PdfDocument(content)
    yield " ".join(page.get_textpage().get_text_range() for page in pages)


def _lines(content: bytes) -> Iterator[str]:
    for line in content.decode().splitlines():
        yield html.unescape(re.sub(r"\\(.)", r"\1", line))


def _page(content: bytes) -> Iterator[str]:
    for part in re.split(r"</(?:li|tr|p|h5|blockquote)>", content.decode()):
        yield html.unescape(re.sub(r"<[^>]*>", " ", part))


def _rows(content: bytes) -> Iterator[str]:
    yield from map(" ".join, csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _objects(content: bytes) -> Iterator[str]:
    """Each object of a document of JSON that holds no list of objects."""

    def inside(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield json.dumps(value, ensure_ascii=False)
        for each in value.values() if isinstance(value, dict) else value:
            if isinstance(each, dict | list):
                yield from inside(each)

    yield from inside(json.loads(content))


def _provenance(content: bytes) -> Iterator[str]:
    """Each entity with what it was derived from."""
    document = json.loads(content)
    for name, attributes in document["entity"].items():
        used = [
            relation["prov:usedEntity"]
            for relation in document["wasDerivedFrom"].values()
            if relation["prov:generatedEntity"] == name
        ]
        yield json.dumps([attributes, used], ensure_ascii=False).replace("source.", " ")


def _nodes(content: bytes) -> Iterator[str]:
    """Each node of a graph, and what its arrows lead to."""
    root = etree.fromstring(content)
    arrows = [(e.get("source"), e.get("target")) for e in root.iter("{*}edge")]
    for node in root.iter("{*}node"):
        told = [*map(str, node.itertext()), *(v for e in node.iter() for v in e.attrib.values())]
        yield " ".join([*map(str, told), *(str(t) for s, t in arrows if s == node.get("id"))])


def _cytoscape(content: bytes) -> Iterator[str]:
    elements = json.loads(content)["elements"]
    for node in elements["nodes"]:
        name = node["data"]["id"]
        led = [e["data"]["target"] for e in elements["edges"] if e["data"]["source"] == name]
        yield json.dumps([node, led], ensure_ascii=False)


def _graphviz(content: bytes) -> Iterator[str]:
    lines = content.decode().splitlines()
    for line in lines:
        found = re.match(r'  "([^"]+)" \[', line)
        if found:
            yield " ".join(each for each in lines if f'"{found[1]}"' in each)


PIECES: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".docx": _word, ".xlsx": _excel, ".pdf": _pdf, ".md": _lines, ".markdown": _lines,
    ".html": _page, ".htm": _page, ".csv": _rows, ".json": _objects, ".jsonl": _lines,
    ".jsonld": _objects, ".anno.json": _objects, ".prov.json": _provenance, ".argdown": _lines,
    ".graphml": _nodes, ".gexf": _nodes, ".svg": _page, ".cyjs": _cytoscape,
    ".dot": _graphviz, ".gv": _graphviz,
}  # fmt: skip


def found_in(pieces: list[str], *told: str) -> bool:
    """Whether one piece tells all of these, wherever its lines break."""
    packed = ["".join(each.split()) for each in told]
    return any(all(each in piece for each in packed) for piece in pieces)


@pytest.mark.parametrize(
    ("ending", "reader"), [(ending, reader) for reader in READERS for ending in endings(reader)]
)
def test_every_export_can_be_traced(program: Program, ending: str, reader: Reader) -> None:
    """Numbers stay, each statement cites its source and place, each source its date and hash."""
    folder, out = program.new(bundle=inspection()), program.folder / f"x{ending}"
    for number in (0, 1):
        if number:
            program.done("load", folder, program.written("later.json", later()))
        more = ("--area", "people", "--since", "no") if reader == "lead" else ("--unchecked",)
        program.done("export", folder, out, "--for", reader, *more)
        pieces = ["".join(each.split()) for each in PIECES[ending](out.read_bytes())]
        cited = CITED if reader == "accuracy" else CITED | HEARD
        for statement, (quote, source, place) in cited.items():
            if ending not in DRAWN:
                told = (quote, source) if ending in RECORDED else (quote, source, place)
                assert found_in(pieces, statement, *told), statement
        if reader != "accuracy" and ending not in (".csv", ".jsonld", ".anno.json"):
            for finding, text in FINDINGS.items():
                assert found_in(pieces, finding, text), finding
        for source, (dated, sha) in SOURCES.items():
            assert found_in(pieces, source, dated, sha), source
        _is_stamped(out, reader, 2 + number)


def _is_stamped(out: Path, reader: str, seq: int) -> None:
    """With version, moment, person, entry and hash."""
    stamp = stamp_of_file(out)
    assert stamp is not None
    assert (stamp.reader, stamp.by, stamp.seq) == (reader, "AB", seq)
    assert stamp.version
    assert re.fullmatch(r"[0-9a-f]{64}", stamp.digest)
    assert re.fullmatch(r"[0-9a-f]{64}", stamp.journal)
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", stamp.made_at)


@pytest.mark.parametrize("ending", [".md", ".docx", ".pdf", ".html"])
def test_what_is_taken_to_the_visit_is_stamped_and_held_against_its_inspection(
    program: Program, ending: str
) -> None:
    """Sheets and requests: current, and outdated once the inspection went on."""
    bundle = inspection() | {
        "sessions": [{"id": "M1", "kind": "meeting", "title": "Board"}],
        "asks": [{"id": "A1", "session": "M1", "wording": "How are posts filled?",
                  "gap": {"code": "conflict", "about": {"finding": "F1"}}}],
        "requests": [{"id": "R1", "wording": "The staff survey of 2025", "why": "It is old."}],
    }  # fmt: skip
    folder, out = program.new(bundle=bundle), program.folder / f"visit{ending}"
    ran = program.done("export", folder, out, "--for", "visit")
    assert ran.out.startswith(f"Wrote {out}: 1 session, 1 ask, 1 request, as ")
    pieces = ["".join(each.split()) for each in PIECES[ending](out.read_bytes())]
    assert found_in(pieces, "How are posts filled?")
    assert found_in(pieces, "R1", "The staff survey of 2025")
    _is_stamped(out, "visit", 2)
    assert (
        program.done("verify", folder, "--export", out, "--json").document["verdict"] == "current"
    )
    more = {"requests": [{"id": "R2", "wording": "The rota"}]}
    program.done("load", folder, program.written("more.json", more))
    ran = program("verify", folder, "--export", out, "--json")
    assert (ran.code, ran.document["verdict"]) == (1, "outdated")
