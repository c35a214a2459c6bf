"""The Export screen, by its keys."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from evidence.folder import InspectionFolder
from tests.graph.example import example
from tests.tui.desk import Person, at_desk, small_inspection
from tui.app import TriangulateApp
from tui.export import Progress
from tui.export.naming import offered, with_ending
from tui.export.preparing import Order, Prepared, forms
from tui.export.rescanning import texts_of_project
from tui.export.stamped import stamp_of_file
from tui.screens import exporting
from tui.screens.exporting import ExportScreen
from tui.screens.handing_over import HandingOverScreen


def telling() -> dict[str, Any]:
    """The example with a statement that tells who somebody is."""
    bundle = example()
    bundle["statements"][0]["quote"] = "Mrs Jones fills every post."
    return bundle


def beside(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


async def settle(person: Person) -> None:
    """Wait for the threads that look and write."""
    await person.app.workers.wait_for_complete()
    await person.pilot.pause()


async def at_export(person: Person, *keys: str) -> None:
    """Open the screen and press keys, each once the one before came to its end."""
    for key in ("x", *keys):
        await person.press(key)
        await settle(person)


async def name(person: Person, text: str) -> None:
    """Name the file."""
    await person.press("e", "ctrl+u")
    await person.type(text)
    await person.press("enter")
    await settle(person)


async def test_a_summary_is_written_beside_the_inspection(tmp_path: Path) -> None:
    """What is open is seen first; then where the file lies and what it holds."""
    folder = small_inspection(tmp_path / "north", telling())
    async with at_desk(folder) as person:
        await at_export(person)
        assert isinstance(person.screen, ExportScreen)
        seen = person.seen()
        assert "1 open · 0 settled · c goes there, w writes it" in seen
        assert "Mrs Jones" in seen
        await person.press("w")
        await settle(person)
        out = tmp_path / "north-lead.docx"
        seen = person.seen()
        assert "Written:" in seen
        assert "It holds: 2 findings, as Word, for lead" in seen
    stamp = stamp_of_file(out)
    assert stamp is not None
    assert (stamp.reader, stamp.by, stamp.seq, stamp.left_open) == ("lead", "AB", 2, 1)
    assert beside(tmp_path) == ["north", "north-lead.docx"]


async def test_a_file_that_is_there_is_replaced_only_with_a_yes(tmp_path: Path) -> None:
    """Then the lead's tells what changed since."""
    folder = small_inspection(tmp_path / "north", telling())
    async with at_desk(folder) as person:
        await at_export(person, "w")
        before = (tmp_path / "north-lead.docx").read_bytes()
        await person.press("w")
        assert "north-lead.docx is there already. Replace it?" in person.seen()
        await person.press("enter")
        await settle(person)
        assert (tmp_path / "north-lead.docx").read_bytes() == before
        await person.press("w", "down", "enter")
        await settle(person)
        assert "It tells: what changed since entry 2" in person.seen()
    assert (tmp_path / "north-lead.docx").read_bytes() != before


async def test_nothing_is_written_for_the_panel_while_something_is_open(tmp_path: Path) -> None:
    """Unless that is said; the check is a key away, and what is settled there counts at once."""
    folder = small_inspection(tmp_path / "north", telling())
    out = tmp_path / "north-panel.docx"
    async with at_desk(folder) as person:
        await at_export(person, "f")
        assert "c goes there: it is not to be handed over so" in person.seen()
        await person.press("w")
        await settle(person)
        assert "For panel, the check finds 1 thing open: nothing was written." in person.seen()
        await person.press("down", "enter")
        assert not out.exists()
        await person.press("w")
        await settle(person)
        await person.press("down", "down", "enter")
        await settle(person)
        stamp = stamp_of_file(out)
        assert stamp is not None
        assert stamp.left_open == 1
        await person.press("c")
        await settle(person)
        assert isinstance(person.screen, HandingOverScreen)
        assert "for panel" in person.seen()
        await person.press("r")
        await settle(person)
        await person.press("escape")
        await settle(person)
        assert "0 open · 1 settled · w writes it" in person.seen()


async def test_a_drawing_asks_for_its_area(tmp_path: Path) -> None:
    """And is written of that one."""
    folder, out = small_inspection(tmp_path / "north", example()), tmp_path / "map.svg"
    async with at_desk(folder) as person:
        await at_export(person)
        await name(person, str(out))
        await person.press("w")
        await person.type("people")
        await person.press("enter")
        await settle(person)
        assert "SVG, of people" in person.seen()
    assert out.read_text(encoding="utf-8").startswith("<?xml")


async def test_a_place_or_ending_that_will_not_do_is_said(tmp_path: Path) -> None:
    """The inspection's own files are never touched."""
    folder = small_inspection(tmp_path / "north", example())
    before = (folder / "journal.jsonl").read_bytes()
    async with at_desk(folder) as person:
        await at_export(person)
        for text, says in (
            (str(folder / "journal.jsonl"), "belongs to the inspection itself"),
            (str(tmp_path / "x.doc"), "its ending must say the format"),
            (str(tmp_path / "no" / "x.md"), "its folder does not exist"),
        ):
            await name(person, text)
            await person.press("w")
            await settle(person)
            told = " ".join(each.message for each in person.app._notifications)
            assert says in told
    assert (folder / "journal.jsonl").read_bytes() == before


async def test_who_only_looks_may_write_an_export(tmp_path: Path) -> None:
    """Also what is for the visit, while somebody else is working."""
    folder = small_inspection(tmp_path / "north", example())
    with InspectionFolder.open(folder, by="CD"):
        app = TriangulateApp(folder, by="AB", read_only=True)
        async with app.run_test(size=(80, 24)) as pilot:
            person = Person(app, pilot)
            await settle(person)
            await at_export(person, "f", "f", "f", "w")
            assert "0 sessions, 0 asks, 0 requests" in person.seen()
    stamp = stamp_of_file(tmp_path / "north-visit.docx")
    assert stamp is not None
    assert stamp.reader == "visit"


async def test_an_export_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written, and what stood there stands."""

    def endless(folder: InspectionFolder, order: Order, progress: Progress) -> Prepared:
        while True:
            progress("working", 0.5)
            time.sleep(0.01)

    monkeypatch.setattr(exporting, "prepared", endless)
    folder = small_inspection(tmp_path / "north", example())
    async with at_desk(folder) as person:
        await at_export(person)
        await person.press("w")
        while "working" not in person.seen():
            await person.pilot.pause(0.01)
        assert "[##########----------] working" in person.seen()
        await person.press("x")
        await settle(person)
        assert "stopped: nothing was written to north-lead.docx" in person.seen()
    assert beside(tmp_path) == ["north"]


def test_a_file_is_offered_beside_the_inspection_and_never_in_it(tmp_path: Path) -> None:
    """Named after it, the reader and the form; where she has none of that, as a Word file."""
    assert offered(tmp_path / "north", "panel") == tmp_path / "north-panel.docx"
    assert offered(tmp_path / "north", "lead", ".qdpx") == tmp_path / "north-lead.qdpx"
    assert offered(tmp_path / "north", "panel", ".qdpx") == tmp_path / "north-panel.docx"
    assert with_ending(tmp_path / "a.b.prov.json", ".qdc") == tmp_path / "a.b.qdc"
    assert with_ending(tmp_path / "a.b", ".md") == tmp_path / "a.b.md"


async def test_the_reader_chosen_at_the_check_is_the_one_shown_and_written_for(
    tmp_path: Path,
) -> None:
    """And the other way round: neither screen shows what another reader would receive."""
    folder = small_inspection(tmp_path / "north")
    async with at_desk(folder) as person:
        await at_export(person, "c", "f", "escape")
        seen = person.seen()
        assert isinstance(person.screen, ExportScreen)
        assert "Export · for panel" in seen
        assert "for      panel" in seen
        assert "north-panel.docx" in seen
        await person.press("f", "c")
        await settle(person)
        assert isinstance(person.screen, HandingOverScreen)
        assert "for accuracy" in person.seen()


async def test_the_list_of_forms_begins_at_the_one_that_is_current(tmp_path: Path) -> None:
    """Each is named as a title is; Enter at once changes nothing."""
    async with at_desk(small_inspection(tmp_path / "north", example()), (80, 40)) as person:
        await at_export(person, "t")
        assert "› Word" in person.seen().replace("·", "›")
        assert "  History" in person.seen()
        await person.press("enter")
        assert "form     Word" in person.seen()
        await person.press("t")
        await person.type("history")
        await person.press("enter", "t")
        assert "› History" in person.seen().replace("·", "›")


async def test_every_form_is_chosen_from_a_list_and_written(tmp_path: Path) -> None:
    """For the lead inspector projects are among them; each file is what its ending says."""
    folder = small_inspection(tmp_path / "north", example())
    async with at_desk(folder) as person:
        await at_export(person)
        for number, (form, ending) in enumerate(forms("lead")):
            await person.press("t", "pageup", "pageup", *["down"] * number)
            assert "In which form, for lead?" in person.seen()
            await person.press("enter")
            await settle(person)
            seen = person.seen()
            assert f"north-lead{ending}" in seen
            assert f"form     {form}" in seen
            await person.press("w")
            if "graph of which area" in person.seen():
                await person.type("people")
                await person.press("enter")
            await settle(person)
            stamp = stamp_of_file(tmp_path / f"north-lead{ending}")
            assert stamp is not None
            assert (stamp.reader, stamp.seq) == ("lead", 2)
    assert {".qdpx", ".qdc", ".graphml", ".jsonl"} <= {ending for _, ending in forms("lead")}


async def test_a_project_says_what_it_leaves_out_and_has_no_place_for(tmp_path: Path) -> None:
    """Redacted as anything else, and with the check told that is open."""
    bundle = telling()
    bundle["clearances"] = [
        {"check": "name", "about": "E1", "words": "fills every post", "action": "redact"}
    ]
    folder, out = small_inspection(tmp_path / "north", bundle), tmp_path / "for others.qdpx"
    async with at_desk(folder, size=(80, 40)) as person:
        await at_export(person)
        await name(person, str(out))
        assert "form     REFI-QDA project" in person.seen()
        await person.press("w")
        await settle(person)
        seen = person.seen()
        assert "It holds: 2 findings, as REFI-QDA project, for lead" in seen
        assert "Open: 1 thing of the check when it was written" in seen
        assert "Left out: 1 record of what was redacted or paraphrased." in seen
        assert "No place: page, paragraph, time, speaker: 2 statements" in seen
        await person.press("f")
        await settle(person)
        assert "a REFI-QDA project holds every record: it is written for" in person.seen()
        await person.press("w")
        await settle(person)
        told = " ".join(each.message for each in person.app._notifications)
        assert "it is written for lead alone" in told
    text = "\n".join(texts_of_project(out.read_bytes()))
    assert "fills every post" not in text
    assert "Mrs Jones [redacted]." in text
