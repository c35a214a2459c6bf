"""The Sources screen, driven by keys as a person would."""

from __future__ import annotations

import itertools
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import Select

from evidence.reading_apart.processes import ReadingProcesses
from evidence.verifying import verify
from tests.evidence.projects.qdpx import project, qdpx, selection, text_source
from tests.tui.desk import Person, at_desk, small_inspection
from tui.asking.adding_file import path_of
from tui.asking.dialogs import FillIn
from tui.asking.voices import ChooseMany
from tui.screens.import_report import ImportReportScreen
from tui.screens.reading import ReadingScreen
from tui.screens.sources import SourcesScreen

HOSTILE = "[red]x[/] [@click=app.quit]bye[/] \x1b[31m \u202eabc"


def bundle(**more: Any) -> dict[str, Any]:
    """Two voices and three sources, of which one is withdrawn and one undated and doubtful."""
    return {
        "voices": [
            {"id": "V1", "role": "Head of service", "group": "leaders", "people": 1},
            {"id": "V2", "role": "Practitioners", "group": "practitioners", "people": 8},
        ],
        "sources": [
            {"id": "S1", "title": "Delivery plan", "kind": "document", "dated": "2026-01-10"},
            {"id": "S2", "title": "Old plan", "kind": "document", "withdrawn": True,
             "withdrawn_reason": "superseded", "dated": "2024-01-10"},
            {"id": "S3", "title": "Letter", "kind": "document", "reliability": "doubtful"},
        ],
        **more,
    }  # fmt: skip


async def added(person: Person, path: Path, *, fields: tuple[tuple[str, str], ...] = ()) -> None:
    """Press a, fill in the path and these fields, and wait until the file was read."""
    await person.press("a")
    assert isinstance(person.screen, FillIn)
    person.screen.query_one("#field-path").value = str(path)  # type: ignore[attr-defined]
    for name, value in fields:
        person.screen.query_one(f"#field-{name}").value = value  # type: ignore[attr-defined]
    await person.press("ctrl+s")
    await person.app.workers.wait_for_complete()
    await person.pilot.pause()


async def test_each_source_stands_with_its_kind_date_and_what_is_the_matter(tmp_path: Path) -> None:
    """Withdrawn, doubtful and undated are told by a sign and a word; the rest is below."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3", "j")
        seen = person.seen()
        assert "3 sources, 0 statements, 1 withdrawn, 1 doubtful, 1 undated" in seen
        assert "× S2   document    Old plan" in seen
        assert "? S3   document    Letter" in seen
        assert "undated" in seen
        assert "counts for nothing: superseded" in seen


async def test_nothing_here_teaches_what_to_do(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await person.press("3")
        assert "a  adds files" in person.seen()
        assert "triangulate add FOLDER FILES --kind document" in person.seen()
        await person.press("w", "f", "e", "p", "d", "y", "enter")
        assert isinstance(person.screen, SourcesScreen)


async def test_a_file_is_added_with_a_new_voice(tmp_path: Path) -> None:
    """It is read, stored, and in the list with its voice; the outcome is told."""
    file = tmp_path / "notes on [red] caseloads.txt"
    file.write_text("Caseloads are high.\n\nThey were higher.\n")
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        await person.press("3")
        await added(
            person,
            file,
            fields=(("kind", "interview"), ("role", "Team managers"), ("group", "middle_managers")),
        )
        source = person.work.state.sources["S4"]
        assert (source.title, source.kind) == ("notes on [red] caseloads", "interview")
        assert [person.work.state.voices[key].role for key in source.voices] == ["Team managers"]
        assert "is S4: 2 passages, 6 words" in person.seen()
        assert [head.command for head in person.work.folder.history()][-2:] == [
            "add_voice",
            "add_source",
        ]
        await person.press("enter")
        assert isinstance(person.screen, ReadingScreen)
        assert "They were higher." in person.seen()


async def test_what_cannot_be_added_says_why_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "picture.xyz"
    file.write_bytes(b"\x00\x01")
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3")
        await added(person, file)
        assert "picture.xyz was not added:" in person.seen()
        assert list(person.work.state.sources) == ["S1", "S2", "S3"]


async def test_the_same_file_twice_is_refused_and_makes_no_voice(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("A plan.")
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await person.press("3")
        await added(person, file)
        await added(person, file, fields=(("role", "Somebody"),))
        assert "is here already as S1" in person.seen()
        assert not person.work.state.voices


async def test_a_folder_of_files_is_added_and_told_in_a_report(tmp_path: Path) -> None:
    """Each file a line with what it came to; enter reads its source, i shows the report again."""
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    (evidence / "a.txt").write_text("Caseloads are high.\n\nThey were higher.")
    (evidence / "b.xyz").write_text("?")
    (evidence / "c.txt").write_bytes("Café".encode("cp1252"))
    (evidence / "d.txt").write_text("Caseloads are high.\n\nThey were higher.")
    (evidence / ".hidden").write_text("?")
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await person.press("3", "i")
        assert "No files were added since the program was opened." in person.seen()
        await added(person, evidence, fields=(("role", "Team managers"),))
        assert isinstance(person.screen, ImportReportScreen)
        seen = person.seen()
        assert "4 files: 2 added, 1 here already, 1 refused, 1 warning" in seen
        assert "3 passages, 7 words, hidden files left out: 1" in seen
        assert "+ S1    added" in seen
        assert "x       refused" in seen
        assert "! S2    warned" in seen
        assert "= S1    here" in seen
        assert [list(s.voices) for s in person.work.state.sources.values()] == [["V1"], ["V1"]]
        await person.press("j")
        assert "Not added: no reader for .xyz" in person.seen()
        await person.press("enter")
        assert isinstance(person.screen, ImportReportScreen)
        await person.press("j", "enter")
        assert isinstance(person.screen, ReadingScreen)
        await person.press("escape", "slash")
        await person.type("refused")
        assert "1 file: 0 added, 0 here already, 1 refused" in person.seen()
        await person.press("enter", "escape", "escape")
        assert isinstance(person.screen, SourcesScreen)
        await person.press("i")
        assert isinstance(person.screen, ImportReportScreen)


def hold_reading(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let so many files be read; the next wait until reading is stopped."""
    read, stop = ReadingProcesses.read, ReadingProcesses.stop
    begun, stopped = itertools.count(), Event()

    def held(self: ReadingProcesses, *given: Any, **named: Any) -> Any:
        if next(begun) >= after:
            stopped.wait(60)
        return read(self, *given, **named)

    def ended(self: ReadingProcesses) -> None:
        stop(self)
        stopped.set()

    monkeypatch.setattr(ReadingProcesses, "read", held)
    monkeypatch.setattr(ReadingProcesses, "stop", ended)


async def test_adding_shows_how_far_it_is_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in stays; the rest is told, and comes in when the files are added again."""
    hold_reading(monkeypatch, after=20)
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    for number in range(60):
        (evidence / f"{number:03}.txt").write_text(f"This is note {number}.")
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await person.press("3", "a")
        person.screen.query_one("#field-path").value = str(evidence / "*.txt")  # type: ignore[attr-defined]
        await person.press("ctrl+s")
        assert " of 60" in person.seen()
        assert "x: stop" in person.seen()
        await person.press("a")
        assert isinstance(person.screen, SourcesScreen)
        await person.press("x")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        number = len(person.work.state.sources)
        assert number <= 20
        assert f"stopped: {60 - number} files were not read" in person.seen()
        assert " of 60" not in person.seen()
        await person.press("3", "x")
        assert "No files are being added." in person.seen()


async def test_leaving_the_program_while_files_are_added_leaves_whole_sources(
    tmp_path: Path,
) -> None:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    for number in range(100):
        (evidence / f"{number:03}.txt").write_text(f"This is note {number}.")
    folder = small_inspection(tmp_path / "i")
    async with at_desk(folder) as person:
        await person.press("3", "a")
        person.screen.query_one("#field-path").value = str(evidence)  # type: ignore[attr-defined]
        await person.press("ctrl+s")
    assert verify(folder).faults == ()


async def test_wrong_fields_are_told_in_the_form(tmp_path: Path) -> None:
    """A file that is not there, a folder, and a date that is none keep the form open."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3")
        await added(person, tmp_path / "nowhere.txt")
        assert "There is no file" in person.seen()
        await person.press("escape")
        (tmp_path / "empty").mkdir()
        await added(person, tmp_path / "empty")
        assert "That folder holds no files." in person.seen()
        await person.press("escape")
        file = tmp_path / "a.txt"
        file.write_text("A.")
        await added(person, file, fields=(("dated", "9 March"),))
        assert "Dated: a day such as" in person.seen()


async def test_a_source_is_described_withdrawn_restored_and_flagged(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3", "e")
        await person.type("X")
        await person.press("ctrl+s")
        assert person.work.state.sources["S1"].title == "Delivery planX"
        await person.press("w")
        await person.type("wrong")
        await person.press("enter")
        assert person.work.state.sources["S1"].withdrawn_reason == "wrong"
        await person.press("w")
        assert not person.work.state.sources["S1"].withdrawn
        await person.press("f")
        await person.type("whose")
        await person.press("enter")
        assert person.work.state.sources["S1"].clarify == "whose"
        assert "! S1" in person.seen()
        await person.press("f")
        assert person.work.state.sources["S1"].clarify is None


async def test_the_kind_of_a_source_is_corrected_where_it_is_described(tmp_path: Path) -> None:
    """A folder comes in as one kind: what was a survey among the documents is said to be one."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3", "e")
        person.screen.query_one("#field-kind", Select).value = "survey"
        await person.press("ctrl+s")
        assert person.work.state.sources["S1"].kind == "survey"
        await person.press("u")
        assert person.work.state.sources["S1"].kind == "document"


async def test_voices_and_origins_are_chosen_from_lists(tmp_path: Path) -> None:
    """Enter puts one in or out, ctrl+s saves; leaving changes nothing."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3", "p")
        assert isinstance(person.screen, ChooseMany)
        await person.type("pract")
        await person.press("enter", "ctrl+s")
        assert list(person.work.state.sources["S1"].voices) == ["V2"]
        await person.press("d", "enter", "escape")
        assert list(person.work.state.sources["S1"].derived_from) == []
        await person.press("d", "enter", "down", "enter", "ctrl+s")
        assert list(person.work.state.sources["S1"].derived_from) == ["S2", "S3"]
        await person.press("p", "enter")
        await person.type("Sentencers")
        await person.press("ctrl+s", "ctrl+s")
        assert list(person.work.state.sources["S1"].voices) == ["V2", "V3"]
        await person.press("u", "u")
        assert list(person.work.state.sources["S1"].voices) == ["V2"]
        assert "V3" not in person.work.state.voices


async def test_the_filter_works_while_typing_and_escape_ends_it(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3", "slash")
        await person.type("plan withdrawn")
        assert "1 of 3 sources" in person.seen()
        await person.press("enter", "escape")
        assert "3 sources" in person.seen()
        assert person.app.current_mode == "sources"


async def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    """In the list, the detail, the forms and the outcome nothing of it is obeyed."""
    hostile = bundle()
    hostile["sources"][0] |= {"title": HOSTILE, "voices": ["V1"], "clarify": HOSTILE,
                              "site": HOSTILE, "recorded_by": HOSTILE}  # fmt: skip
    hostile["voices"][0]["role"] = HOSTILE
    file = tmp_path / "[red]x[@click=app.quit]\u202e.txt"
    file.write_text(HOSTILE)
    async with at_desk(small_inspection(tmp_path / "i", hostile), size=(120, 40)) as person:
        await person.press("3")
        assert "[red]x[/] [@click=app.quit]bye[/] ␛[31m ‹RLO›abc" in person.seen()
        for key in ("e", "p", "d", "w", "f", "a"):
            await person.press(key)
            assert "\x1b[31m" not in person.seen()
            assert "\u202e" not in person.seen()
            if isinstance(person.screen, SourcesScreen):
                continue
            await person.press("escape")
        await added(person, file)
        assert "\u202e" not in person.seen()
        assert "S4" in person.work.state.sources


def test_a_path_is_understood_as_terminals_give_it(tmp_path: Path, monkeypatch: Any) -> None:
    """Typed with ~, dragged in with quotes or with escaped spaces."""
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "my plan.txt"
    file.write_text("A plan.")
    for typed in ("~/my plan.txt", f"'{file}'", f'"{file}"', str(file).replace(" ", "\\ ")):
        assert path_of(typed) == file, typed


async def test_a_project_is_added_whole_and_undone_with_one_key(tmp_path: Path) -> None:
    """Its texts and its notes are sources, its selections statements; u takes all of it back."""
    file = tmp_path / "study.qdpx"
    file.write_bytes(qdpx(project(text_source(selection(0, 22, "C1") + selection(23, 46, "C1")))))
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await person.press("3")
        await added(person, file, fields=(("kind", "interview"), ("role", "Team")))
        seen = person.seen()
        assert "2 sources, 2 statements, 1 withdrawn" in seen
        assert "S1   interview   Notes" in seen
        assert "S2   document    Notes of Study" in seen
        state = person.work.state
        assert [source.voices for source in state.sources.values()] == [("V1",), ()]
        await person.press("u")
        assert (state.sources, state.statements) == ({}, {})
