"""What holds for every project, whatever somebody wrote into it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.folder import InspectionFolder
from evidence.projects import read_project
from evidence.projects._counting import Span, counting_of
from evidence.projects._html_offsets import counted
from evidence.projects._xml_text import plain_lines
from evidence.projects.packing import packed as packed_project
from evidence.projects.packing import unpacked
from evidence.reading import Unreadable
from tests.evidence.inspections import new_folder
from tests.evidence.projects.databases import QUALCODER, TAGUETTE, database
from tests.evidence.projects.qdpx import outcome_of, packed, qdpx, quotes
from tests.graph.hostile import texts

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
#: What stands where a number should: any, none, huge, no number at all.
NUMBERS = st.integers(-3, 60) | st.sampled_from(["", "x", "9" * 30, "-1", "1e3", "٣", " 7 "])
NAMES = st.sampled_from(
    ["TextSource", "PDFSource", "VideoSource", "PictureSource", "Transcript", "SyncPoint",
     "PlainTextSelection", "TranscriptSelection", "PDFSelection", "Representation", "Coding",
     "CodeRef", "Code", "Codes", "CodeBook", "Sources", "Notes", "Note", "NoteRef", "Cases", "Case",
     "VariableValue", "VariableRef", "TextValue", "Sets", "Set", "Links", "Link", "Graphs", "Graph",
     "Vertex", "Users", "User", "Description", "PlainTextContent", "Other"]
)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    ["guid", "name", "plainTextPath", "path", "richTextPath", "startPosition", "endPosition",
     "page", "firstX", "firstY", "secondX", "secondY", "position", "timeStamp", "fromSyncPoint",
     "toSyncPoint", "targetGUID", "creatingUser", "creationDateTime", "begin", "end", "isCodable"]
)  # fmt: skip
VALUES = (
    NUMBERS.map(str)
    | st.sampled_from(["A", "B", "{a}", "b", "internal://A.txt", "A.txt", "sources/A.txt",
                       "../A.txt", "file:///etc/passwd", "2018-03-27T17:46:39Z"])
    | texts()
)  # fmt: skip


def escaped(text: str) -> str:
    """A text inside XML, as somebody careless writes it."""
    text = text.encode("utf-8", "ignore").decode()
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return text


ELEMENTS: st.SearchStrategy[str] = st.recursive(
    texts().map(escaped),
    lambda inner: st.builds(
        lambda name, told, inside: "<{0}{1}>{2}</{0}>".format(
            name, "".join(f' {key}="{escaped(value)}"' for key, value in told.items()),
            "".join(inside),
        ),
        NAMES,
        st.dictionaries(ATTRIBUTES, VALUES, max_size=5),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)  # fmt: skip


def brought_in(path: Path) -> tuple[InspectionFolder, Any]:
    """A new inspection into which this file was brought, and what came of it."""
    folder = new_folder(path.parent / "i")
    return folder, outcome_of(folder, path)


@SLOW
@given(ELEMENTS, st.lists(ELEMENTS, max_size=3), texts())
def test_any_elements_in_any_order_cost_a_line_at_most(
    first: str, more: Sequence[str], text: str
) -> None:
    """Every quote that comes in stands in its source's text, to the character."""
    codes = '<CodeBook><Codes><Code guid="A" name="A"/><Code guid="B" name="A"/></Codes></CodeBook>'
    sources = f"<Sources>{first}{''.join(more)}</Sources>"
    xml = f'<Project name="x">{codes}{sources}{"".join(more)}</Project>'
    with TemporaryDirectory() as temporary:
        path = Path(temporary) / "x.qdpx"
        path.write_bytes(packed({"project.qde": xml, "sources/A.txt": text}))
        folder, outcome = brought_in(path)
        with folder:
            quotes(folder)
            assert (outcome.refused is None) == bool(outcome.sources)
        if outcome.refused is None:
            project = read_project(path)
            assert unpacked(*packed_project(project)) == project


@SLOW
@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, texts(), st.integers(0, 3)), max_size=5),
    texts(),
    st.booleans(),
)
def test_any_rows_in_a_database_cost_a_line_at_most(
    rows: list[tuple[Any, Any, str, int]], text: str, taguette: bool
) -> None:
    """Every quote stands in its text, in QualCoder's tables as in Taguette's."""
    with TemporaryDirectory() as temporary:
        path = Path(temporary) / ("x.sqlite3" if taguette else "x.qda")
        if taguette:
            tables: dict[str, list[dict[str, Any]]] = {
                "projects": [{"id": 1, "name": text, "description": text, "created": ""}],
                "documents": [
                    {"id": 0, "name": text, "description": "", "created": "", "project_id": 1,
                     "contents": f"<p>{text}</p><p>And {text} again"}
                ],
                "highlights": [
                    {"document_id": of, "start_offset": start, "end_offset": end, "snippet": said}
                    for start, end, said, of in rows
                ],
            }  # fmt: skip
        else:
            tables = {
                "source": [{"id": 0, "name": text, "fulltext": text}],
                "code_name": [{"cid": 0, "name": text}],
                "code_text": [
                    {"cid": of, "fid": 0, "pos0": start, "pos1": end, "seltext": said}
                    for start, end, said, of in rows
                ],
            }
        path.write_bytes(
            database(Path(temporary) / "made", TAGUETTE if taguette else QUALCODER, tables)
        )
        folder, outcome = brought_in(path)
        with folder:
            quotes(folder)
        assert outcome.refused is None


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["x.qdpx", "x.qda", "x.sqlite3"]))
def test_damaged_bytes_are_read_or_refused(seed: int, name: str) -> None:
    """Nothing but the reason comes out of a file in which bytes were changed."""
    rng = Random(seed)
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        match name:
            case "x.qdpx":
                content = qdpx("<Project><Sources/></Project>" * rng.randint(1, 2))
            case "x.qda":
                rows = [{"id": n, "name": f"n{n}", "fulltext": "words " * 90} for n in range(40)]
                content = database(home / "made", QUALCODER, {"source": rows})
            case _:
                content = database(home / "made", TAGUETTE, {})
        damaged = bytearray(content)
        for _ in range(rng.randint(1, 30)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path = home / name
        path.write_bytes(damaged)
        try:
            read_project(path)
        except Unreadable as unreadable:
            assert str(unreadable)  # noqa: PT017  (either is well)


WAYS: list[tuple[str, Callable[[str, int], int]]] = [
    ("code points", lambda text, at: at),
    ("two for a line's end", lambda text, at: at + text[:at].count("\n")),
    ("halves of UTF-16", lambda text, at: len(text[:at].encode("utf-16-le", "replace")) // 2),
]


@settings(deadline=None)
@pytest.mark.parametrize("way", range(len(WAYS)), ids=[name for name, _ in WAYS])
@given(data=st.data())
def test_words_that_name_selections_show_how_they_are_counted(
    way: int, data: st.DataObject
) -> None:
    """However a program counts, selections that bear their words are found where they stand."""
    words = st.lists(st.sampled_from(["Staff", "plan", "😀week", "heard", "again"]), min_size=4)
    lines = data.draw(st.lists(words.map(" ".join), min_size=3, max_size=6))
    text = "\n".join(f"{number} {line}" for number, line in enumerate(lines))
    places = [
        (start := text.index(f"{number} {line}"), start + len(f"{number} {line}"))
        for number, line in enumerate(lines)
    ]
    count = WAYS[way][1]
    spans = [Span(count(text, start), count(text, end), text[start:end]) for start, end in places]
    read, found = counting_of(text.replace("\n", "\r\n"), spans)
    assert read == text
    assert [found.place(span) for span in spans] == places


@settings(deadline=None)
@given(texts())
def test_a_text_goes_out_character_for_character(text: str) -> None:
    """As long as it was, with LF alone, and nothing in it that XML can't hold."""
    shown, changed = plain_lines(text)
    assert len(shown) == len(text)
    assert changed == sum(a != b for a, b in zip(text, shown, strict=True))
    assert "\r" not in shown
    assert "\x00" not in shown
    assert not shown.startswith("\ufeff")


@settings(deadline=None)
@given(st.lists(texts().map(lambda text: text.replace("<", "").replace("&", "")), max_size=6))
def test_bytes_of_html_lead_to_the_words(pieces: list[str]) -> None:
    """Each piece stands where its bytes say, whatever tags stand between."""
    html = "".join(f"<p>{piece}</p>" for piece in pieces)
    found = counted(html)
    at = 0
    for piece in pieces:
        size = len(piece.encode())
        if piece.strip():
            place = found.place(at, at + size)
            assert place is not None
            assert found.text[place[0] : place[1]] == piece
        at += size


def test_a_zip_in_which_a_name_stands_twice_is_read_once(tmp_path: Path) -> None:
    """The first is taken, as by its place in the archive."""
    out = io.BytesIO()
    source = '<Sources><TextSource guid="A" plainTextPath="A.txt"/></Sources>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", f'<Project name="x">{source}</Project>')
        archive.writestr("sources/A.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("sources/A.txt", "two")
    path = tmp_path / "x.qdpx"
    path.write_bytes(out.getvalue())
    assert [source.reading.text for source in read_project(path).sources] == ["one"]
