"""An inspection full of texts that would act: every format opens in its own program, and none acts.

Word and Excel are opened by LibreOffice beside the sample's (test_office).
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import networkx as nx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from lxml import etree
from playwright.sync_api import Browser

from evidence.commands import parse_bundle
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.plain_text import HIDDEN
from evidence.projects.writing import codebook_of, project_of
from graph.drawing import safe
from tests.evidence.projects.test_refi_writing import CODEBOOK, PROJECT
from tests.tui.exports.browser import browser, opened
from tests.tui.exports.hostile import CALLED, LONG, SAID, hostile_inspection
from tests.tui.exports.programs import program_named
from tests.tui.exports.sample import AT, material_for, name_of, offered
from tests.tui.test_export import rendered as rendered_markdown
from tui.export._cells import calm
from tui.export.making import rendered

#: What its tests open is made once: they run in one process.
pytestmark = pytest.mark.xdist_group("hostile")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InspectionFolder]:
    """The inspection, open."""
    path = hostile_inspection(tmp_path_factory.mktemp("hostile") / "inspection")
    with InspectionFolder.open(path, read_only=True) as inspection:
        yield inspection


@pytest.fixture(scope="module")
def files(folder: InspectionFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every format for each of its readers."""
    top = tmp_path_factory.mktemp("written")
    for reader in {reader for _, reader in offered()}:
        material = material_for(folder, reader, "people")
        for form, other in offered():
            if other == reader:
                (top / name_of(form, reader)).write_bytes(rendered(form, material))
    return top


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    with browser() as started:
        yield started


def _word(file: Path) -> None:
    document = docx.Document(str(file))
    said = "\n".join(p.text for p in document.paragraphs)
    cells = "\n".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    assert safe(LONG).strip() in said + cells
    with zipfile.ZipFile(file) as package:
        linked = [name for name in package.namelist() if name.endswith(".rels")]
        assert b'TargetMode="External"' not in b"".join(map(package.read, linked))
        assert not any("vba" in name.lower() or "embed" in name for name in package.namelist())


def _excel(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert {calm(said) for said in SAID} <= {str(cell.value) for cell in cells}


def _csv(file: Path) -> None:
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) > len(SAID)
    assert not any(cell.lstrip()[:1] in {*"=+-@＝＋－＠"} for row in rows for cell in row)


def _pdf(file: Path) -> None:
    document = pypdfium2.PdfDocument(file)
    assert len(document) > 10
    assert pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) == 0
    assert pypdfium2.raw.FPDFDoc_GetAttachmentCount(document) == 0


def _markdown(file: Path) -> None:
    tokens = rendered_markdown(file.read_bytes().decode())
    kinds = {token.type for token in tokens}
    assert kinds.isdisjoint({"html_inline", "link_open", "image", "fence", "code_block", "hr"})
    assert sum(token.type == "html_block" for token in tokens) == 1  # the stamp


def _page(file: Path) -> None:
    parser = etree.HTMLParser(huge_tree=True)
    root = etree.fromstring(file.read_bytes(), parser)
    own = ("html", "head", "style", "script", "body", "main")
    counts = {name: len(list(root.iter(name))) for name in own}
    assert max(counts.values()) == 1
    assert not list(root.iter("img", "image", "iframe", "object", "embed", "link", "base", "form"))
    for each in root.iter():
        for name, value in each.attrib.items():
            assert not str(name).startswith("on")
            assert name != "href" or str(value).startswith("#")


def _xml(file: Path) -> None:
    root = etree.fromstring(file.read_bytes(), etree.XMLParser(huge_tree=True))
    assert not any(etree.QName(each).localname == "script" for each in root.iter(etree.Element))


def _graphml(file: Path) -> None:
    _xml(file)
    graph = nx.read_graphml(file, force_multigraph=True)
    assert {"findings/F1", f"findings/F{len(SAID)}"} <= set(graph.nodes)


def _gexf(file: Path) -> None:
    _xml(file)
    assert {"findings/F1", f"findings/F{len(SAID)}"} <= set(nx.read_gexf(file).nodes)


def _history(file: Path) -> None:
    entries = [json.loads(line) for line in file.read_bytes().split(b"\n")[:-1]]
    assert [entry.get("seq") for entry in entries] == [1, 2, None]  # the last is the stamp


def _json(file: Path) -> None:
    assert isinstance(json.loads(file.read_bytes()), dict)


def _graphviz(file: Path) -> None:
    drawn = subprocess.run(
        [program_named("dot"), "-Tplain", file], check=True, capture_output=True, timeout=120
    )
    assert drawn.stderr == b""
    nodes = [line for line in drawn.stdout.decode().splitlines() if line.startswith("node ")]
    assert sum(line.startswith('node "findings/F') for line in nodes) == len(SAID)


#: How each ending is opened; another one is read as text, like all that are text.
OPENED: dict[str, Callable[[Path], Any]] = {
    ".docx": _word, ".xlsx": _excel, ".csv": _csv, ".pdf": _pdf, ".md": _markdown, ".html": _page,
    ".svg": _xml, ".graphml": _graphml, ".gexf": _gexf, ".jsonl": _history, ".dot": _graphviz,
}  # fmt: skip


@pytest.mark.parametrize("name", [name_of(form, reader) for form, reader in offered()])
def test_a_hostile_inspection_opens_in_every_format_and_nothing_acts(
    name: str, files: Path
) -> None:
    """By the library that knows it; no text format hides or turns round a character."""
    file = files / name
    ending = file.name.removeprefix(file.name.split(".")[0])
    if file.suffix not in (".docx", ".xlsx", ".pdf"):
        text = file.read_bytes().decode("utf-8-sig")
        # the history holds the records as they are, its hidden characters in JSON's own signs
        hidden = HIDDEN.findall(text) if ending != ".jsonl" else []
        assert set(hidden) <= {"\n", "\r"}
    if "json" in ending and ending != ".jsonl":
        _json(file)
    OPENED.get(ending, lambda _file: None)(file)


@pytest.mark.parametrize(
    "name",
    [name_of(form, reader) for form, reader in offered() if form.SUFFIXES[0] in (".html", ".svg")],
)
def test_no_script_of_the_evidence_runs_in_a_browser(
    name: str, files: Path, chromium: Browser
) -> None:
    """No dialog, no request, no complaint, whatever is unfolded, searched and pointed at."""
    with opened(chromium, files / name) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        if seen.page.locator("#search").count():
            for words in ("<script>", CALLED, "onerror"):
                seen.page.fill("#search", words)
                seen.page.wait_for_timeout(200)
                assert seen.shown()
        seen.page.mouse.move(300, 300)
        assert seen.page.evaluate("document.querySelectorAll('img, iframe, base').length") == 0
        assert seen.page.evaluate("({}).polluted") is None


def test_a_hostile_project_is_valid_and_comes_with_every_text(folder: InspectionFolder) -> None:
    """By the schemas of REFI-QDA."""
    content = project_of(folder, AT, "AB").content
    with zipfile.ZipFile(io.BytesIO(content)) as project:
        assert project.testzip() is None
        assert not any(".." in name or name.startswith("/") for name in project.namelist())
        PROJECT.assertValid(etree.fromstring(project.read("project.qde"), _HUGE))
    CODEBOOK.assertValid(etree.fromstring(codebook_of(folder).content))


_HUGE = etree.XMLParser(huge_tree=True)


def test_half_a_character_does_not_come_in() -> None:
    """A lone surrogate, which no encoding can hold: refused in one line at the door."""
    bundle = json.dumps({"format": "triangulate-bundle/1", "voices": [
        {"id": "V1", "role": "a\ud800b", "group": "leaders"}]})  # fmt: skip
    with pytest.raises(Refused, match="is no JSON"):
        parse_bundle(bundle.encode())
