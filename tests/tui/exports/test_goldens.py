"""Every format of the sample inspection is, letter by letter, what it was.

Where a change to an export is meant, `TRIANGULATE_GOLDEN=write` writes the files anew: look at the
difference before you keep it. A new format is asked for its file here without a line being added.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.folder import InspectionFolder
from evidence.projects.writing import codebook_of, project_of
from graph.gaps import gaps
from graph.request_document import request_document
from graph.requests import request_list
from graph.sheet_pages import sheet_pages
from graph.sheets import sheets
from graph.status import Assessments
from graph.summary_parts import Reader
from tests.tui.exports.opened import told
from tests.tui.exports.sample import AT, BY, DAY, exported, fixed_sample, name_of, offered
from tui.export import Format
from tui.export.documents import markdown

GOLDEN = Path(__file__).parent / "golden"
#: Kept for each of their readers; of the others one file is enough.
FOR_ALL = (".md", ".json")
#: Kept for the reader who receives least: they say little in many words.
LARGE = (".prov.json", ".jsonld")
#: Other documents of an inspection.
OTHERS = ("project.qdpx", "codebook.qdc", "sheets.md", "requests.md")


def kept() -> dict[str, tuple[Format, Reader]]:
    """What has a golden file, by its name: of most formats one, for the panel or the first."""
    found: dict[str, tuple[Format, Reader]] = {}
    for form, reader in offered():
        only = [each for other, each in offered() if other is form]
        shown = "panel" if "panel" in only else only[0]
        if form.SUFFIXES[0] in LARGE:
            shown = only[-1]
        if form.SUFFIXES[0] in FOR_ALL or reader == shown:
            found[name_of(form, reader)] = form, reader
    return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InspectionFolder]:
    """The sample inspection, made once."""
    with fixed_sample(tmp_path_factory.mktemp("golden") / "sample") as folder:
        yield folder


def compared(name: str, content: bytes, sample: InspectionFolder) -> None:
    """It tells what the golden file tells. Of a PDF the words: lines break as its library does.

    Checksums of the journal and of texts are left out: they change with the readers.
    """
    golden, seen = GOLDEN / f"{name}.txt", told(Path(name).suffix, content)
    for seq in range(1, len(sample.journal) + 1):
        seen = seen.replace(sample.journal.checksum_at(seq), f"(checksum {seq})")
    for source in sample.state.sources.values():
        if source.file is not None and source.file.text:
            seen = seen.replace(source.file.text, f"(text of {source.id})")
    if os.environ.get("TRIANGULATE_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(seen.encode())
    assert golden.is_file(), f"{name} has no golden file: write it with TRIANGULATE_GOLDEN=write"
    was = golden.read_bytes().decode()
    if name.endswith(".pdf"):
        assert "".join(seen.split()) == "".join(was.split())
    else:
        assert seen.splitlines() == was.splitlines()
        assert seen == was


@pytest.mark.parametrize("name", kept())
def test_an_export_of_the_sample_is_as_it_was(name: str, sample: InspectionFolder) -> None:
    """In every format, opened again where it is packed."""
    form, reader = kept()[name]
    compared(name, exported(sample, form, reader), sample)


@pytest.mark.parametrize("name", OTHERS)
def test_another_document_of_the_sample_is_as_it_was(name: str, sample: InspectionFolder) -> None:
    """The project for other programs, its codebook, the session sheets, what is asked for."""
    state, programme = sample.state, sample.programme
    assessments = Assessments(state, programme, DAY)
    if name == "project.qdpx":
        content = project_of(sample, AT, BY).content
    elif name == "codebook.qdc":
        content = codebook_of(sample).content
    elif name == "sheets.md":
        pages = sheet_pages(sheets(state, programme, assessments), state.inspection)
        content = markdown.render(pages)
    else:
        found = gaps(state, programme, assessments, DAY)
        listed = request_list(state, programme, assessments, found, DAY)
        content = markdown.render(request_document(listed))
    compared(name, content, sample)


def test_no_golden_file_is_left_of_a_format_that_is_gone() -> None:
    """Each is somebody's, and every format with every ending has one."""
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{name}.txt" for name in (*kept(), *OTHERS)
    }


def test_an_export_of_the_sample_is_the_same_when_it_is_made_again(
    sample: InspectionFolder,
) -> None:
    """To the byte: by the same person at the same moment."""
    for form, reader in offered():
        if reader == form.READERS[-1]:
            assert exported(sample, form, reader) == exported(sample, form, reader), form.NAME
