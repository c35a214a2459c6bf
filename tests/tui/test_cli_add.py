"""Adding files from the command line."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from evidence.adding.dating import MESSAGES
from evidence.readers import mail, outlook
from tests.tui.program import TODAY, Program
from tests.tui.test_cli_keeping import kept

PROGRAM = "import sys; from tui.cli import main; sys.exit(main())"
NOTES = "The heating failed twice.\n\nNobody came for a week.\n"


@pytest.fixture
def notes(program: Program) -> Path:
    """A file of two passages."""
    file = program.folder / "notes.txt"
    file.write_text(NOTES, encoding="utf-8")
    return file


def test_a_file_becomes_a_source_with_what_is_said_of_it(program: Program, notes: Path) -> None:
    folder = program.new(bundle={"sources": [{"id": "S7", "kind": "document"}]})
    ran = program.done(
        "add", folder, notes, "--kind", "observation", "--dated", "2026-02-01", "--title", "Walk",
        "--voice", "inspectors:On site:2", "--derived-from", "S7", "--site", "North",
        "--agency", "police", "--reliability", "reliable", "--recorded-by", "MK", "--json",
    )  # fmt: skip
    assert ran.document == {
        "files": [
            {
                "file": str(notes),
                "source": "S8",
                "reader": "plain text",
                "passages": 2,
                "words": 9,
                "warnings": [],
                "refused": None,
                "already": None,
                "inside": 0,
                "statements": 0,
                "echoes": [],
                "speakers": [],
            }
        ],
        "counts": {
            "added": 1, "already": 0, "refused": 0, "warnings": 0, "passages": 2, "words": 9,
        },
    }  # fmt: skip
    dumped = program.done("dump", folder).document
    assert dumped["voices"] == [{"id": "V1", "role": "On site", "group": "inspectors", "people": 2}]
    source = dumped["sources"][1]
    assert source.pop("file")["name"] == "notes.txt"
    assert len(source.pop("received")) == len(TODAY)
    assert source == {
        "id": "S8", "title": "Walk", "kind": "observation", "dated": "2026-02-01",
        "voices": ["V1"], "derived_from": ["S7"], "reliability": "reliable", "site": "North",
        "agency": "police", "recorded_by": "MK",
    }  # fmt: skip
    assert program.done("verify", folder).code == 0


def test_one_bad_file_stops_nothing(program: Program, notes: Path) -> None:
    """The good are in, each bad one is a line, and the exit code is 2."""
    folder = program.new()
    other = program.folder / "other.md"
    other.write_text("# Minutes\n\nAll was well.\n", encoding="utf-8")
    odd = program.folder / "odd.xyz"
    odd.write_bytes(b"?")
    empty = program.folder / "empty.txt"
    empty.write_bytes(b"")
    nowhere = program.folder / "nowhere.txt"
    hollow = program.folder / "hollow"
    hollow.mkdir()
    files = (notes, odd, empty, nowhere, hollow, other, notes)
    ran = program("add", folder, *files, "--kind", "document", "--json")
    assert ran.code == 2
    rows = ran.document["files"]
    assert [row["source"] for row in rows] == ["S1", None, None, None, None, "S2", None]
    assert [line.removeprefix("triangulate: ").split(": ")[0] for line in ran.faults] == [
        str(odd), str(empty), str(nowhere), str(hollow),
    ]  # fmt: skip
    assert (rows[-1]["refused"], rows[-1]["already"]) == ("is here already as S1 (notes)", "S1")
    printed = program("add", folder, notes, program.folder / "odd.xyz", "--kind", "document")
    assert printed.code == 2
    assert printed.out.splitlines() == [
        f"S1  {notes}: is here already as S1 (notes)",
        "2 files: 0 added, 1 here already, 1 refused, 0 warnings; 0 passages, 0 words",
    ]


def test_a_file_that_is_here_already_is_told_and_is_no_mistake(
    program: Program, notes: Path
) -> None:
    folder = program.new()
    program.done("add", folder, notes, "--kind", "document")
    before = kept(folder)
    ran = program.done("add", folder, notes, "--kind", "document")
    assert ran.out == f"S1  {notes}: is here already as S1 (notes)\n"
    assert kept(folder) == before


def test_a_folder_stands_for_its_files_and_says_what_it_left_out(
    program: Program, notes: Path
) -> None:
    """In the names' order, also in folders inside; hidden files are named on standard error."""
    within = program.folder / "evidence" / "2025"
    within.mkdir(parents=True)
    for name in ("b.txt", "a.txt", ".hidden.txt", "~$plan.docx"):
        (within / name).write_text(f"This is {name}.", encoding="utf-8")
    (within.parent / "z.txt").write_text("The last.", encoding="utf-8")
    folder = program.new("evidence/inspection")
    ran = program("add", folder, within.parent, notes, "--kind", "document", "--json")
    assert ran.code == 0
    assert [Path(row["file"]).name for row in ran.document["files"]] == [
        "a.txt", "b.txt", "z.txt", "notes.txt",
    ]  # fmt: skip
    left_out = [within / ".hidden.txt", within / "~$plan.docx", folder]
    assert ran.document["left_out"] == [str(path) for path in left_out]
    assert [line.split(": ")[:2] for line in ran.faults] == [
        ["note", str(path)] for path in left_out
    ]


def test_the_files_of_a_zip_are_each_a_line_of_the_report(program: Program) -> None:
    """A source of its own under its own name; what can't be read in it is named with its path."""
    archive = program.folder / "minutes.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("2025/board.txt", "The board met.")
        made.writestr("2025/photo.jpg", b"?")
        made.writestr("__MACOSX/2025/._board.txt", b"?")
    folder = program.new()
    ran = program("add", folder, archive, "--kind", "meeting")
    assert ran.code == 2
    assert ran.out.splitlines() == [
        f"    {archive}: 2 files inside (zip)",
        "    hidden files inside that were left out: 1",
        f"S1  {archive}/2025/board.txt: 1 passage, 3 words (plain text)",
        "1 source undated, and so never current: --dated says the day.",
        "3 files: 1 added, 0 here already, 1 refused, 1 warning; 1 passage, 3 words",
    ]
    assert ran.err.startswith(f"triangulate: {archive}/2025/photo.jpg: no reader for .jpg")
    source = program.done("dump", folder).document["sources"][0]
    assert (source["title"], source["file"]["name"]) == ("board", "board.txt")
    assert program.done("verify", folder).code == 0


def test_files_that_can_not_be_added_leave_no_voice_behind(program: Program, notes: Path) -> None:
    folder = program.new()
    program.done("add", folder, notes, "--kind", "document")
    before = kept(folder)
    ran = program(
        "add", folder, notes, "/nowhere", "--kind", "document", "--voice", "partners:Police"
    )
    assert (ran.code, len(ran.faults)) == (2, 1)
    assert kept(folder) == before


def test_a_voice_of_the_same_group_and_role_is_that_voice(program: Program, notes: Path) -> None:
    folder = program.new(
        bundle={"voices": [{"id": "V5", "role": "North team", "group": "practitioners"}]}
    )
    program.done(
        "add", folder, notes, "--kind", "document", "--voice", "practitioners:North team",
        "--voice", "V5", "--voice", "practitioners:South team:4", "--voice", "victims",
    )  # fmt: skip
    dumped = program.done("dump", folder).document
    assert dumped["sources"][0]["voices"] == ["V5", "V6", "V7"]
    assert dumped["voices"][1:] == [
        {"id": "V6", "role": "South team", "group": "practitioners", "people": 4},
        {"id": "V7", "role": "", "group": "victims"},
    ]


def test_every_mistake_in_what_is_said_is_told_at_once(program: Program, notes: Path) -> None:
    folder = program.new()
    before = kept(folder)
    ran = program(
        "add", folder, notes, "/nowhere", "--kind", "document", "--dated", "soon", "--title", "T",
        "--voice", "V9", "--voice", "partners:Police:many", "--derived-from", "S9",
        "--column", "quote",
    )  # fmt: skip
    assert (ran.code, ran.out) == (2, "")
    assert [line[: line.index(": ", 13)] for line in ran.faults] == [
        "triangulate: --title",
        "triangulate: --dated",
        "triangulate: --derived-from S9",
        "triangulate: --voice V9",
        "triangulate: --voice partners:Police:many",
        "triangulate: --column quote",
    ]
    assert kept(folder) == before


def test_take_makes_each_passage_a_statement(program: Program, notes: Path) -> None:
    """In one entry, so that one undo takes them back; each quote is exact."""
    folder = program.new()
    ran = program.done("add", folder, notes, "--kind", "observation", "--take")
    assert ran.out == (
        f"S1  {notes}: 2 passages, 9 words, 2 statements (plain text)\n"
        "1 source undated, and so never current: --dated says the day.\n"
    )
    statements = program.done("dump", folder).document["statements"]
    assert [(s["id"], s["quote"], s["recorded_by"]) for s in statements] == [
        ("E1", "The heating failed twice.", "AB"),
        ("E2", "Nobody came for a week.", "AB"),
    ]
    assert program.done("verify", folder, "--json").document["checked"]["quotes"] == 2
    program.done("undo", folder)
    assert program.done("dump", folder).document["statements"] == []


def test_a_table_can_be_told_its_columns(program: Program) -> None:
    folder = program.new()
    table = program.folder / "survey.csv"
    table.write_text(
        "team,remark\nNorth,We are too few for the work.\nSouth,It is fine with us here.\n",
        encoding="utf-8",
    )
    program.done("add", folder, table, "--kind", "survey", "--take", "--column", "text=team")
    statements = program.done("dump", folder).document["statements"]
    assert [statement["quote"] for statement in statements] == [
        "North (remark: We are too few for the work.)",
        "South (remark: It is fine with us here.)",
    ]


def test_ctrl_c_stops_between_two_files_and_tells_what_was_done(program: Program) -> None:
    """What is in stays and is told; the exit code says that it was stopped."""
    evidence = program.folder / "evidence"
    evidence.mkdir()
    for number in range(1_500):
        (evidence / f"{number:04}.txt").write_text(f"This is note {number}.", encoding="utf-8")
    folder = program.new()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "add", folder, evidence, "--kind", "document"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while (folder / "journal.jsonl").read_bytes().count(b"\n") < 20:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    sources = program.done("dump", folder).document["sources"]
    assert process.returncode == 130
    assert 19 <= len(sources) < 1_500
    assert [source["file"]["name"] for source in sources] == [
        f"{number:04}.txt" for number in range(len(sources))
    ]
    *rows, undated, counts = out.splitlines()
    assert undated.startswith(f"{len(sources)} sources undated")
    assert len(rows) == len(sources)
    assert counts.startswith(f"{len(sources)} files: {len(sources)} added, 0 here already")
    left = 1_500 - len(sources)
    assert err == (
        f"triangulate: stopped: {left} files were not read; adding them again takes in the rest\n"
    )
    assert program.done("verify", folder).code == 0


def test_a_bar_shows_how_far_it_has_come_on_a_terminal_only(
    program: Program, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the file, with nothing in its name obeyed, and is gone at the end."""
    folder = program.new()
    hostile = program.folder / "x\x1b[31m.txt"
    hostile.write_text("Well.", encoding="utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    # With --take files come one by one.
    ran = program("add", folder, notes, hostile, "--kind", "document", "--take")
    assert ran.err == (
        "\r\x1b[K[....................] 0 of 2  notes.txt"
        "\r\x1b[K[##########..........] 1 of 2  x␛[31m.txt"
        "\r\x1b[K"
    )


MAIL = (
    "From: Ann <ann@example.org>\nSubject: Cases\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nHow are the caseloads in May?\n--b\n'
    'Content-Type: text/plain\nContent-Disposition: attachment; filename="../notes.txt"\n\n'
    "They are high.\n--b--\n"
)
ANSWER = (
    "From: Jo <jo@example.org>\nSubject: Re: Cases\n\nThey are high.\n\nAnn wrote this:\n\n"
    "> How are the caseloads in May?\n\n> Words of somebody who sent us nothing.\n"
)


def test_an_attachment_is_a_source_derived_from_its_mail(program: Program) -> None:
    """Under its own name, whatever path was put before it."""
    (program.folder / "cases.eml").write_text(MAIL)
    folder = program.new()
    program.done("add", folder, program.folder / "cases.eml", "--kind", "document")
    sources = program.done("dump", folder).document["sources"]
    assert [(each["title"], each.get("derived_from")) for each in sources] == [
        ("cases", None),
        ("notes", ["S1"]),
    ]


def test_take_leads_quoted_words_back_to_who_said_them(program: Program) -> None:
    """What is here is taken too, once; what is nowhere is to be clarified."""
    (program.folder / "cases.eml").write_text(MAIL)
    (program.folder / "answer.eml").write_text(ANSWER)
    folder = program.new()
    program.done("add", folder, program.folder / "cases.eml", "--kind", "document")
    program.done("add", folder, program.folder / "answer.eml", "--kind", "document", "--take")
    taken = program.done("dump", folder).document["statements"]
    of = {each["quote"]: each for each in taken if each["source"] == "S3"}
    first = next(each for each in taken if each["source"] == "S1")
    assert of["How are the caseloads in May?"]["repeats"] == first["id"]
    unknown = of["Words of somebody who sent us nothing."]
    assert unknown["clarify"] == "quoted from a message that is not here"
    assert program.done("verify", folder).code == 0


def test_words_that_a_quote_brings_along_are_in_the_voice_of_who_sent_them(
    program: Program,
) -> None:
    """A sender is given a voice as a speaker is."""
    (program.folder / "cases.eml").write_text(MAIL)
    (program.folder / "answer.eml").write_text(ANSWER)
    folder = program.new()
    told = program.done("add", folder, program.folder / "cases.eml", "--kind", "document").out
    assert "whose voice are its speakers? Ann" in told
    program.done("speakers", folder, "S1", "--speaker", "Ann=leaders:Head")
    program.done("add", folder, program.folder / "answer.eml", "--kind", "document", "--take")
    taken = program.done("dump", folder).document["statements"]
    assert [each.get("voice") for each in taken if each["source"] == "S1"] == ["V1"]


def test_a_document_changed_since_the_service_knew_is_a_gap(program: Program) -> None:
    """Told by name and day, also where the file is read apart from the program."""
    changed = Path(__file__).parents[1] / "evidence" / "readers" / "files" / "changes.docx"
    folder = program.folder / "i"
    program.done(
        *("new", folder, "--title", "T", "--service", "S", "--programme", "probation"),
        *("--visit-from", "2026-03-09", "--announced", "2026-01-19"),
    )
    program.done("add", folder, changed, "--kind", "document")
    told = "Al changed it on 2026-02-07, once the inspection was announced (2026-01-19)"
    gaps = program.done("gaps", folder, "--json").document["gaps"]
    assert any(told in gap["text"] for gap in gaps)


def test_a_message_is_dated_by_its_header_where_no_day_is_given(program: Program) -> None:
    """The report says so; a day that is given stands; what has none is told once."""
    folder = program.new()
    file = program.folder / "rooms.eml"
    head = "From: Team <team@example.org>\nDate: Mon, 02 Mar 2026 23:30:00 -0500\nSubject: Rooms\n"
    file.write_text(f"{head}\nThe rooms are full.\n", encoding="utf-8")
    ran = program.done("add", folder, file)
    assert "dated 2026-03-02, as its header says" in ran.out
    assert "Taken as document, by the ending" in ran.out
    assert "undated" not in ran.out
    other = program.folder / "other.eml"
    other.write_text(f"{head}\nThe rooms are cold.\n", encoding="utf-8")
    program.done("add", folder, other, "--dated", "2026-01-05")
    odd = program.folder / "odd.eml"
    odd.write_text("From: a@example.org\nDate: soon\n\nSee below.\n", encoding="utf-8")
    plain = program.folder / "plain.txt"
    plain.write_text("Date: Mon, 02 Mar 2026 10:00:00 +0000\n\nNo message.\n", encoding="utf-8")
    ran = program.done("add", folder, odd, plain, "--kind", "document")
    assert ran.out.count("2 sources undated") == 1
    dated = [each.get("dated") for each in program.done("dump", folder).document["sources"]]
    assert dated == ["2026-03-02", "2026-01-05", None, None]


def test_a_kind_is_asked_for_only_where_the_ending_tells_none(
    program: Program, notes: Path
) -> None:
    """Captions are of a meeting; a text can be any."""
    folder = program.new()
    captions = program.folder / "talk.vtt"
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Ann>The rooms are full."
    captions.write_text(text, encoding="utf-8")
    program.done("add", folder, captions)
    assert program.done("dump", folder).document["sources"][0]["kind"] == "meeting"
    ran = program("add", folder, notes)
    assert ran.code == 2
    assert "--kind: say what kind of source" in ran.err
    assert "notes.txt can be any" in ran.err


def test_what_reads_messages_is_called_as_it_is_dated_by() -> None:
    """The names stand in two places, since reading is apart."""
    assert (mail.NAME, outlook.NAME) == MESSAGES
