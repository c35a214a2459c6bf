"""QualCoder's and Taguette's projects: every table that is filled, and files made to harm."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from evidence.adding.projects import Brought
from evidence.folder import InspectionFolder
from evidence.projects import is_project, read_project
from evidence.projects.packing import packed as packed_project
from evidence.projects.packing import unpacked
from evidence.reading import Unreadable
from evidence.reading_apart.processes import Limits, ReadingProcesses
from evidence.verifying import verify
from tests.evidence.inspections import dump, files_of, new_folder
from tests.evidence.projects.databases import QUALCODER, TAGUETTE, database
from tests.evidence.projects.qdpx import outcome_of, packed, quotes, statements, write

TEXT = "Caseloads are managed.\nNobody came for a week.\nThe plan is new.\n"
FIRST, SECOND = "Caseloads are managed.", "Nobody came for a week."

CODED = [
    {"cid": 1, "fid": 1, "seltext": FIRST, "pos0": 0, "pos1": 22, "owner": "ana",
     "date": "2024-01-15 10:00:00", "memo": "", "important": 1},
    {"cid": 2, "fid": 1, "seltext": FIRST, "pos0": 0, "pos1": 22, "owner": "ana",
     "date": "2024-01-15 10:01:00", "memo": "Really?"},
    {"cid": 2, "fid": 1, "seltext": SECOND, "pos0": 23, "pos1": 46, "owner": "ben",
     "date": "later", "memo": None},
]  # fmt: skip
STUDY: dict[str, list[dict[str, Any]]] = {
    "source": [
        {"id": 1, "name": "Notes", "fulltext": TEXT, "owner": "ana", "memo": "First day"},
        {"id": 2, "name": "office.png", "mediapath": "/images/office.png"},
        {"id": 3, "name": "talk.mp3", "mediapath": "audio:/home/ana/talk.mp3", "av_text_id": 1},
    ],
    "code_cat": [
        {"catid": 1, "name": "Work", "supercatid": 2, "memo": "What they do"},
        {"catid": 2, "name": "Service", "supercatid": 1},
    ],
    "code_name": [
        {"cid": 1, "name": "Caseload", "memo": "Too many", "catid": 1},
        {"cid": 2, "name": "Absence"},
    ],
    "code_text": CODED,
    "annotation": [{"fid": 1, "pos0": 47, "pos1": 63, "memo": "Check the date"}],
    "cases": [{"caseid": 1, "name": "North", "memo": "A team"}],
    "case_text": [{"caseid": 1, "fid": 1, "pos0": 0, "pos1": 22}],
    "attribute": [
        {"name": "Size", "attr_type": "case", "value": "12", "id": 1},
        {"name": "Year", "attr_type": "file", "value": "2024", "id": 1},
    ],
    "code_image": [{"id": 2, "x1": 5, "y1": 6, "cid": 1, "memo": "A pile"}],
    "code_av": [{"id": 3, "pos0": 1000, "pos1": 2000, "cid": 9}],
    "journal": [{"name": "Day 1", "jentry": "It rained"}],
    "project": [{"memo": "A study of one office"}],
    "stored_sql": [{"title": "All codes"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    """A new inspection."""
    return new_folder(tmp_path / "i")


def bring(folder: InspectionFolder, path: Path) -> Brought:
    """What bringing in this file or folder comes to."""
    assert is_project(path)
    return outcome_of(folder, path)


def qualcoder(tmp_path: Path, rows: Any = STUDY, more: tuple[str, ...] = ()) -> bytes:
    """A QualCoder database."""
    return database(tmp_path / "made.qda", QUALCODER, rows, more)


@pytest.fixture(params=["folder", "database", "zip", "zip of qda"])
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The study in each form in which it is handed on."""
    content = qualcoder(tmp_path)
    home = tmp_path / "Study.qda"
    match request.param:
        case "folder":
            (home / "images").mkdir(parents=True)
            (home / "images" / "office.png").write_bytes(b"\x89PNG")
            (home / "data.qda").write_bytes(content)
            return home
        case "database":
            return write(home, content)
        case "zip":
            files = {"Study.qda/data.qda": content, "Study.qda/images/office.png": b"\x89PNG"}
            return write(tmp_path / "handed on.zip", packed(files))
        case _:
            return write(home, packed({"data.qda": content, "images/office.png": b"\x89PNG"}))


def test_a_qualcoder_project_is_brought_in(folder: InspectionFolder, study: Path) -> None:
    """In each form: texts, codings of one passage by one coder as one statement, all the rest."""
    outcome = bring(folder, study)
    with_picture = study.is_dir() or study.suffix == ".zip" or study.read_bytes()[:2] == b"PK"
    assert outcome.refused is None
    assert outcome.reader == "QualCoder project"
    assert quotes(folder) == [FIRST, SECOND]
    assert [each["labels"] for each in statements(folder)] == [
        ["Caseload", "Absence"],
        ["Absence"],
    ]
    made = dump(folder)["statements"]
    assert (made[0]["recorded_by"], made[0]["recorded_at"]) == ("ana", "2024-01-15T10:00:00")
    assert made[1]["recorded_by"] == "ben"
    titles = [source["title"] for source in dump(folder)["sources"]]
    assert titles[:-1] == (["Notes", "office.png"] if with_picture else ["Notes"])
    assert titles[-1].startswith("Notes of ")
    missing = ["missing file", "source"] if not with_picture else []
    assert [loss.kind for loss in outcome.losses] == [
        "memo of a category", "description of a code", "memo of a source", "mark",
        "note on a selection", *missing, "file outside", "link", "source", "note on a selection",
        "part of a picture or recording", "note on a selection", "part of a picture or recording",
        "case", "variables of a source", "description", "journal", "saved query",
    ]  # fmt: skip
    reading = folder.reading(folder.state.sources[outcome.sources[-1]])
    assert reading is not None
    for kept in (
        "What they do", "Caseload: Too many", "First day", "Really?", "Check the date", "A pile",
        "A team\nSize = 12\n- Notes", "Year = 2024", "It rained", "A study of one office",
        "Service > Work > Caseload",
    ):  # fmt: skip
        assert kept in reading.text
    folder.close()
    assert verify(folder.path).faults == ()


def test_positions_of_half_characters_are_found_by_the_words(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """QualCoder keeps what was selected beside the places."""
    coded = [{"cid": 1, "fid": 1, "seltext": FIRST, "pos0": 2, "pos1": 24}]
    rows = {
        **STUDY,
        "code_text": coded,
        "source": [{"id": 1, "name": "N", "fulltext": "😀" + TEXT}],
    }
    outcome = bring(folder, write(tmp_path / "a.qda", qualcoder(tmp_path, rows)))
    assert quotes(folder) == [FIRST]
    assert outcome.warnings[0].startswith("N: positions are counted in halves of UTF-16")


def test_an_open_project_is_read_without_its_log(folder: InspectionFolder, tmp_path: Path) -> None:
    """A database that says it has a log beside it is read as it stands."""
    content = bytearray(qualcoder(tmp_path))
    content[18:20] = b"\x02\x02"
    bring(folder, write(tmp_path / "a.qda", bytes(content)))
    assert quotes(folder) == [FIRST, SECOND]


def test_a_link_in_a_projects_folder_leads_nowhere(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """Nothing outside of the folder is read."""
    home = tmp_path / "a.qda"
    (home / "images").mkdir(parents=True)
    secret = write(tmp_path / "secret.png", b"secret")
    (home / "images" / "office.png").symlink_to(secret)
    (home / "data.qda").write_bytes(qualcoder(tmp_path))
    outcome = bring(folder, home)
    assert ("missing file", "office.png") in [(loss.kind, loss.where) for loss in outcome.losses]


HTML = (
    "\n<h1>Vi\u00ebring</h1>\n<p>Caseloads <b>are</b> managed.</p>\n<p>Nobody&nbsp;came<br>for a "
    "week \U0001f600 at all.</p><table><tr><td>One</td><td>Two</td></tr></table>"
)
SAID = "\nVi\u00ebring\nCaseloads are managed.\nNobody\xa0camefor a week \U0001f600 at all.OneTwo"


def places(words: str, shift: int = 0) -> tuple[int, int]:
    """Where these words stand, in bytes of what the HTML says."""
    start = len(SAID[: SAID.index(words)].encode()) - shift
    return start, start + len(words.encode())


def taguette(tmp_path: Path, marked: list[tuple[str, str]], shift: int = 0, **more: Any) -> Path:
    """A Taguette project with these words marked, each with its snippet."""
    highlights = []
    for number, (words, snippet) in enumerate(marked, 1):
        start, end = places(words, shift)
        highlights.append(
            {"id": number, "document_id": 1, "start_offset": start, "end_offset": end,
             "snippet": snippet}
        )  # fmt: skip
    rows = {
        "projects": [{"id": 1, "name": "Study", "description": "One office", "created": "2024"}],
        "documents": [
            {"id": 1, "name": "Notes", "description": "", "created": "2024-01-01 10:00:00",
             "project_id": 1, "contents": HTML}
        ],
        "highlights": highlights,
        "tags": [
            {"id": 1, "project_id": 1, "path": "work.caseload", "description": "Too many"},
            {"id": 2, "project_id": 1, "path": "absence", "description": ""},
        ],
        "highlight_tags": [
            {"highlight_id": 1, "tag_id": 1},
            {"highlight_id": 1, "tag_id": 2},
            {"highlight_id": 2, "tag_id": 7},
        ],
        **more,
    }  # fmt: skip
    content = database(tmp_path / "made.sqlite3", TAGUETTE, rows)
    return write(tmp_path / "Study.sqlite3", content)


@pytest.mark.parametrize("shift", [0, 1])
def test_a_taguette_project_is_brought_in(
    folder: InspectionFolder, tmp_path: Path, shift: int
) -> None:
    """Bytes of the words alone lead to places in a text of paragraphs, wherever it begins."""
    marked = [
        ("Caseloads are managed.", "<p>Caseloads <b>are</b> managed.</p>"),
        ("week \U0001f600 at", "<p>week \U0001f600 at</p>"),
        ("\nNobody\xa0camefor", "<p>Nobody&nbsp;came<br/>for</p>"),
    ]
    outcome = bring(folder, taguette(tmp_path, marked, shift))
    assert outcome.reader == "Taguette project"
    assert quotes(folder) == [
        "Caseloads are managed.", "week \U0001f600 at", "Nobody\xa0came\nfor",
    ]  # fmt: skip
    assert [each.get("labels") for each in statements(folder)] == [
        ["work.caseload", "absence"], None, None,
    ]  # fmt: skip
    reading = folder.reading(folder.state.sources["S1"])
    assert reading is not None
    assert reading.text == (
        "Vi\u00ebring\n\nCaseloads are managed.\n\nNobody\xa0came\nfor a week \U0001f600 at all."
        "\n\nOne\n\nTwo"
    )
    assert [(loss.kind, loss.where) for loss in outcome.losses] == [
        ("description", "Study"),
        ("description of a code", "work.caseload"),
        ("code", "a highlight"),
    ]
    said = ("Notes: positions are counted from its first word: so they fall on words",)
    assert outcome.warnings[: len(said) * shift] == said * shift
    folder.close()
    assert verify(folder.path).faults == ()


def test_a_highlight_that_says_other_words_is_told(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """It is where its bytes lead; what Taguette shows for it is listed."""
    outcome = bring(folder, taguette(tmp_path, [("managed.", "<p>manages</p>")]))
    assert quotes(folder) == ["managed."]
    assert ("snippet", "Taguette shows “manages” for it") in [
        (loss.kind, loss.what) for loss in outcome.losses
    ]


def test_a_file_of_several_taguette_projects_is_refused(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """It says what to do."""
    two = [{"id": n, "name": f"P{n}", "description": "", "created": ""} for n in (1, 2)]
    outcome = bring(folder, taguette(tmp_path, [], projects=two))
    assert outcome.refused == "holds 2 projects (P1, P2): export one of them from Taguette"


def test_a_view_is_never_looked_at(folder: InspectionFolder, tmp_path: Path) -> None:
    """A view that would never end stands in the place of a table."""
    endless = (
        "create view code_text as with recursive n(x) as (select 1 union all select x + 1 from n) "
        "select x as cid from n"
    )
    content = qualcoder(tmp_path, {}, ("drop table code_text", endless))
    before = files_of(folder.path)
    outcome = bring(folder, write(tmp_path / "a.qda", content))
    assert (
        outcome.refused
        == "is a database of another program, without sources and codes: export it as .qdpx"
    )
    assert files_of(folder.path) == before


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("a.qda", b"words", "is no QualCoder project: ask for another copy"),
        ("a.sqlite3", b"", "is no Taguette project: ask for another copy"),
        (
            "a.sqlite3",
            b"SQLite format 3\0" + b"\xff" * 5000,
            "is a damaged Taguette project: export it anew",
        ),
        ("a.qda", b"SQLite format 3\0", "is a damaged QualCoder project: export it anew"),
        ("a.qda", packed({"x.txt": "x"}), "holds 0 QualCoder projects: pack one alone"),
        ("a.qda", b"PK\3\4", "is no QualCoder project, or is cut short: ask for another copy"),
    ],
)
def test_what_is_no_database_is_refused(
    folder: InspectionFolder, tmp_path: Path, name: str, content: bytes, refused: str
) -> None:
    """In a line."""
    assert bring(folder, write(tmp_path / name, content)).refused == refused


def test_a_damaged_table_is_refused(folder: InspectionFolder, tmp_path: Path) -> None:
    """Pages overwritten in the midst cost a line, and nothing is taken in."""
    rows = {**STUDY, "journal": [{"name": f"Day {n}", "jentry": "x" * 3000} for n in range(50)]}
    content = bytearray(qualcoder(tmp_path, rows))
    size = int.from_bytes(content[16:18], "big")
    for at in range(size, len(content), size):
        content[at : at + 40] = b"\xff" * 40
    outcome = bring(folder, write(tmp_path / "a.qda", bytes(content)))
    assert outcome.refused is not None
    assert dump(folder)["sources"] == []


def test_values_of_any_type_are_read(folder: InspectionFolder, tmp_path: Path) -> None:
    """SQLite holds anything in any column."""
    rows: dict[str, Any] = {
        "source": [{"id": 1, "name": b"Bytes\xff", "fulltext": TEXT.encode(), "owner": 7}],
        "code_name": [{"cid": 1, "name": 3.5}],
        "code_text": [
            {"cid": 1, "fid": 1, "pos0": 0, "pos1": 22, "seltext": b"x"},
            {"cid": 1, "fid": 1, "pos0": "start", "pos1": 22},
            {"cid": 1, "fid": 1, "pos0": -4, "pos1": 2**60},
            {"cid": 5, "fid": 1, "pos0": 23, "pos1": 46},
            {"cid": 1, "fid": 8, "pos0": 23, "pos1": 46},
        ],
    }
    outcome = bring(folder, write(tmp_path / "a.qda", qualcoder(tmp_path, rows)))
    assert quotes(folder) == [FIRST, SECOND]
    assert [(each.get("labels")) for each in statements(folder)] == [["3.5"], None]
    assert dump(folder)["sources"][0]["title"] == "Bytes\ufffd"
    assert [loss.what for loss in outcome.losses] == [
        "has no place",
        "lies outside of the text (coded 3.5)",
        "is coded with a code that is not there",
        "its source is missing",
    ]


def test_a_zip_without_a_project_is_none(tmp_path: Path) -> None:
    """It is read as any zip; so are other databases' endings."""
    assert not is_project(write(tmp_path / "a.zip", packed({"x.txt": "x"})))
    assert not is_project(write(tmp_path / "b.zip", b"no zip"))
    assert not is_project(tmp_path)
    sqlite3.connect(tmp_path / "c.db").close()
    assert not is_project(tmp_path / "c.db")


def test_what_a_process_gives_back_is_the_project_that_it_read(study: Path, tmp_path: Path) -> None:
    """Through its pipes, as JSON and bytes; and what takes too long costs one line."""
    project = read_project(study)
    assert unpacked(*packed_project(project)) == project
    with ReadingProcesses(tmp_path / "kept") as processes:
        assert processes.read_project(study) == project
        with pytest.raises(Unreadable, match="is no Taguette project"):
            processes.read_project(write(tmp_path / "a.sqlite3", b"x"))
    limits = Limits(seconds=0.001)
    with (
        ReadingProcesses(tmp_path / "kept", limits) as processes,
        pytest.raises(Unreadable, match=r"took longer than 0\.001 seconds"),
    ):
        processes.read_project(study)
