"""Speakers and reading anew on the Sources screen, driven by keys as a person would."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from evidence.commands import AddSource
from evidence.echoes import catch_up
from evidence.model import SourceFile
from evidence.readers import plain
from evidence.reading import TextBuilder
from tests.evidence.echoes.test_index import VISION
from tests.evidence.inspections import new_folder
from tests.tui.desk import at_desk, small_inspection
from tests.tui.screens.test_sources import added, bundle
from tui.asking.dialogs import FillIn
from tui.asking.speakers import WhoseVoices
from tui.screens.import_report import ImportReportScreen

TALK = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Maria Example>Caseloads are high in the north.

00:00:06.000 --> 00:00:09.000
<v Sam [red]Other>They are fine here.
"""


def read_by_an_older_reader(path: Path) -> Path:
    """An inspection whose source S1 was read by a version that made other passages of it."""
    folder = new_folder(path)
    content = b"A line more.\n\nCaseloads are high.\n\nAgreed.\n\nAgreed by all.\n"
    builder = TextBuilder()
    for number, text in enumerate(("Caseloads are high.", "They were higher.", "Agreed."), 1):
        builder.add(text, paragraph=number)
    sha256, text = folder.store(content, builder.reading(), plain.NAME, 0)
    file = SourceFile(name="notes.txt", sha256=sha256, media_type=plain.MEDIA_TYPE, text=text)
    folder.execute(AddSource("Notes", "document", file))
    folder.close()
    return path


async def test_the_speakers_of_a_new_file_are_asked_for_once(tmp_path: Path) -> None:
    """Turns and words of each; a voice that stands or a new one; all taken as one change."""
    file = tmp_path / "talk.vtt"
    file.write_text(TALK)
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3")
        await added(person, file, fields=(("kind", "meeting"),))
        assert isinstance(person.screen, WhoseVoices)
        seen = person.seen()
        assert "Maria Example" in seen
        assert "1 turn " in seen
        assert "6 words" in seen
        assert "Sam [red]Other" in seen
        await person.press("enter")
        await person.type("practitioners, 8")
        await person.press("enter", "down", "enter", "enter")
        assert isinstance(person.screen, FillIn)
        person.screen.query_one("#field-role").value = "Councillor"  # type: ignore[attr-defined]
        await person.press("ctrl+s")
        assert "new: Councillor" in person.seen()
        await person.press("ctrl+s")
        source = person.work.state.sources["S4"]
        assert [(each.name, each.voice) for each in source.speakers] == [
            ("Maria Example", "V2"),
            ("Sam [red]Other", "V3"),
        ]
        assert person.work.state.voices["V3"].role == "Councillor"
        assert person.work.folder.history()[-1].command == "map_speakers"
        await person.press("enter", "m")
        assert person.work.state.statements["E1"].voice == "V2"
        await person.press("j", "m")
        assert person.work.state.statements["E2"].voice == "V3"


async def test_a_new_voice_may_be_given_to_two_spellings_of_a_name(tmp_path: Path) -> None:
    """It is described once, offered for the next speaker, and made once."""
    file = tmp_path / "talk.vtt"
    file.write_text(TALK)
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await person.press("3")
        await added(person, file, fields=(("kind", "meeting"),))
        await person.press("enter", "enter")
        person.screen.query_one("#field-role").value = "Councillor"  # type: ignore[attr-defined]
        await person.press("ctrl+s", "down", "enter", "down", "enter", "ctrl+s")
        assert [each.voice for each in person.work.state.sources["S1"].speakers] == ["V1", "V1"]
        assert list(person.work.state.voices) == ["V1"]


async def test_speakers_may_be_left_and_asked_for_later(tmp_path: Path) -> None:
    """Esc leaves them; p asks again, and takes what was said off again."""
    file = tmp_path / "talk.vtt"
    file.write_text(TALK)
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("3")
        await added(person, file, fields=(("kind", "meeting"),))
        await person.press("escape")
        assert person.work.state.sources["S4"].speakers == ()
        await person.press("p")
        assert isinstance(person.screen, WhoseVoices)
        await person.press("enter", "down", "enter", "ctrl+s")
        assert [each.voice for each in person.work.state.sources["S4"].speakers] == ["V1"]
        await person.press("p", "enter")
        await person.type("nobody")
        await person.press("enter", "ctrl+s")
        assert person.work.state.sources["S4"].speakers == ()
        await person.press("p", "end", "enter")
        assert "Whose account is S4" in person.seen()


async def test_a_newer_reader_is_offered_and_reads_anew(tmp_path: Path) -> None:
    """A quiet line and a key; what is left in the earlier text opens there, and says so."""
    async with at_desk(read_by_an_older_reader(tmp_path / "i")) as person:
        await person.press("3")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert "1 source is read better by a newer reader: R reads anew." in person.seen()
        await person.press("enter", "m", "j", "m", "escape", "R")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert "S1 read anew: 1 statement found again, 1 left in the earlier" in person.seen()
        await person.press("R")
        assert "No source was read by an older reader than is here." in person.seen()
        await person.press("enter")
        assert "A line more." in person.seen()
        await person.press("n", "n")
        assert "Stands in an earlier reading: enter opens that." in person.seen()
        await person.press("enter")
        await person.type("earlier")
        await person.press("enter")
        assert "An earlier reading of S1" in person.seen()
        assert "They were higher." in person.seen()
        await person.press("j", "m")
        assert "This is an earlier reading" in person.seen()
        assert len(person.work.state.statements) == 2
        await person.press("escape", "escape", "u")
        assert person.work.state.statements["E2"].text is None


async def test_a_reading_that_is_open_shows_the_text_that_undo_brings_back(tmp_path: Path) -> None:
    """And its statements in it."""
    async with at_desk(read_by_an_older_reader(tmp_path / "i")) as person:
        await person.press("3")
        await person.app.workers.wait_for_complete()
        await person.press("enter", "m", "escape", "R")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        await person.press("enter")
        assert "A line more." in person.seen()
        await person.press("u")
        assert "A line more." not in person.seen()
        assert "They were higher." in person.seen()


async def test_what_a_new_file_echoes_is_told(tmp_path: Path) -> None:
    """With the key that shows both texts; speakers of several files are told together."""
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await person.press("3")
        for name in ("plan", "minutes"):
            (tmp_path / f"{name}.txt").write_text(f"{VISION}\n\n{name} of the unit.\n")
            await added(person, tmp_path / f"{name}.txt")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        told = [notice.message for notice in person.app._notifications]
        assert told == ["S2 repeats 1 passage (87 %) of S1: = shows both texts"]
        talks = tmp_path / "talks"
        talks.mkdir()
        for number in range(2):
            (talks / f"{number}.vtt").write_text(TALK.replace("north", f"north {number}"))
        await added(person, talks, fields=(("kind", "meeting"),))
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        await person.press("escape")
        told = [notice.message for notice in person.app._notifications]
        assert "2 sources name their speakers: p says whose voices they are" in told


async def test_what_is_found_out_while_a_source_is_read_is_told_on_the_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the keys that it names are; nothing lies upon what is read meanwhile."""
    go_on = Event()

    def once_told(*looked_at: Any) -> None:
        assert go_on.wait(30)
        catch_up(*looked_at)

    monkeypatch.setattr("tui.screens.sources.catch_up", once_told)
    async with at_desk(read_by_an_older_reader(tmp_path / "i")) as person:
        await person.press("3")
        talks = tmp_path / "talks"
        talks.mkdir()
        for number in range(2):
            (talks / f"{number}.vtt").write_text(TALK.replace("north", f"north {number}"))
        fields = {"path": str(talks), "kind": "meeting"}
        await person.press("a")
        for name, value in fields.items():
            person.screen.query_one(f"#field-{name}").value = value  # type: ignore[attr-defined]
        await person.press("ctrl+s")
        for _ in range(200):
            if isinstance(person.screen, ImportReportScreen):
                break
            await person.pilot.pause(0.05)
        go_on.set()
        await person.settle()
        assert isinstance(person.screen, ImportReportScreen)
        assert not person.app._notifications
        await person.press("escape")
        told = [notice.message for notice in person.app._notifications]
        assert "2 sources name their speakers: p says whose voices they are" in told
