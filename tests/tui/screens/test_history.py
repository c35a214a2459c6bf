"""The History screen, driven by keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence.commands import (
    AddVoice,
    AmendFinding,
    DescribeInspection,
    LinkStatement,
    UnlinkStatement,
    WriteFinding,
)
from evidence.folder import InspectionFolder
from evidence.journal import Head, Journal
from tests.tui.desk import Person, at_desk, small_inspection
from tests.tui.screens.test_overview import HOSTILE, bundle, line_with, settled
from tui.screens.as_it_stood import AsItStoodScreen
from tui.screens.history import HistoryScreen


def with_a_past(path: Path) -> Path:
    """An inspection whose conflict was settled by unlinking, and a finding reworded and undone."""
    folder = small_inspection(path, bundle())
    with InspectionFolder.open(folder, by="MK") as opened:
        opened.execute(UnlinkStatement("E2", "F1"))
        opened.execute(AmendFinding("F1", {"text": "There are too few staff."}))
        opened.undo()
    return folder


async def at_history(person: Person) -> str:
    await settled(person)
    await person.press("6")
    await settled(person)
    return person.seen()


def entries(seen: str) -> Iterator[str]:
    """What stands in the list: number, who, and what, without the time."""
    for line in seen.splitlines():
        row = re.match(r"[›· ] +(\d+) +\d+ \w+ (?:\d\d:\d\d|\d{4}) +(.*)", line)
        if row:
            yield f"{row[1]} {' '.join(row[2].split())}"


async def test_the_newest_entry_is_first_and_undone_ones_are_marked(tmp_path: Path) -> None:
    """Number, who and what; the undo names what it undid, and that is marked."""
    async with at_desk(with_a_past(tmp_path / "i")) as person:
        seen = await at_history(person)
        heads = person.work.folder.history()
        assert list(entries(seen))[:3] == [
            "5 MK undid 4: changed text of F1",
            "4 MK changed text of F1 undone",
            "3 MK unlinked E2 from F1",
        ]
        assert len(list(entries(seen))) == len(heads) == 5
        assert "5 entries, the newest first · 1 undone" in seen


async def test_the_highlighted_entry_says_what_changed(tmp_path: Path) -> None:
    """Before and after of a field; what was removed; what was added."""
    async with at_desk(with_a_past(tmp_path / "i"), size=(80, 40)) as person:
        await at_history(person)
        await settled(person)
        seen = person.seen()
        assert "Undid entry 4: changed text of F1" in seen
        assert "~ findings F1: text: There are too few staff. → There are enough staff." in seen
        await person.press("j")
        await settled(person)
        seen = person.seen()
        assert "Undone: this entry does not act, since it was undone" in seen
        assert "There are enough staff. → There are too few staff." in seen
        await person.press("j")
        await settled(person)
        assert "- links E2 contradicts F1: statement: E2" in person.seen()
        await person.press("j")
        await settled(person)
        assert "+ voices V1: role: Head of service; group: leaders" in person.seen()


async def test_enter_shows_the_inspection_as_it_stood(tmp_path: Path) -> None:
    """Counts and statuses after that entry, each beside what it is now; esc comes back."""
    async with at_desk(with_a_past(tmp_path / "i")) as person:
        await at_history(person)
        await person.press("j", "j", "j", "enter")
        await settled(person)
        assert isinstance(person.screen, AsItStoodScreen)
        seen = person.seen()
        assert "As it stood after entry 2" in seen
        assert "2 voices, 2 sources, 2 statements, 1 findings, 2 links" in seen
        assert "≠ conflicting" in line_with(seen, "F1 ")
        assert "now: ◔ single source" in line_with(seen, "F1 ")
        assert person.work.assessments["F1"].status == "single_source"
        await person.press("escape")
        assert isinstance(person.screen, HistoryScreen)
        await person.press("G", "o")
        await settled(person)
        assert "0 voices, 0 sources" in person.seen()
        await person.pilot.click("Button")
        assert isinstance(person.screen, HistoryScreen)


async def test_undo_here_is_seen_here(tmp_path: Path) -> None:
    """Who stands on the newest entry sees the undo come above it; who stands lower stays."""
    async with at_desk(with_a_past(tmp_path / "i")) as person:
        await at_history(person)
        await person.press("u")
        assert next(entries(person.seen())) == "6 AB undid 3: unlinked E2 from F1"
        assert line_with(person.seen(), "› ").startswith("›    6")
        await person.press("j", "j", "U")
        assert line_with(person.seen(), "› ").startswith("›    4")
        await person.press("g")
        assert next(entries(person.seen())) == "7 AB redid 3: unlinked E2 from F1"
        assert "1 undone" in person.seen()


async def test_only_new_entries_are_read_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change asks the journal for what came after what is known, and for nothing else."""
    asked: list[int] = []
    heads = Journal.heads

    def noted(journal: Journal, after: int = 0, up_to: int | None = None) -> list[Head]:
        asked.append(after)
        return heads(journal, after, up_to)

    async with at_desk(with_a_past(tmp_path / "i")) as person:
        await at_history(person)
        monkeypatch.setattr(Journal, "heads", noted)
        person.work.do(AddVoice("Sentencers"))
        person.work.do(AddVoice("Partners"))
        await settled(person)
        assert asked == [5, 6]
        assert next(entries(person.seen())) == "7 AB added the voice Partners"


async def test_a_long_history_is_read_beside_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above a few entries a thread reads them, and what is added meanwhile follows."""
    monkeypatch.setattr("tui.screens.history._FEW", 2)
    async with at_desk(with_a_past(tmp_path / "i")) as person:
        seen = await at_history(person)
        assert "5 entries" in seen
        assert next(entries(seen)) == "5 MK undid 4: changed text of F1"


async def test_the_filter_keeps_entries_with_the_words(tmp_path: Path) -> None:
    """Who, what, and "undone"; esc brings all back."""
    async with at_desk(with_a_past(tmp_path / "i")) as person:
        await at_history(person)
        await person.press("slash")
        await person.type("mk unlinked")
        assert list(entries(person.seen())) == ["3 MK unlinked E2 from F1"]
        assert "1 of 5 entries" in person.seen()
        await person.press("escape", "slash")
        await person.type("undone")
        assert list(entries(person.seen())) == ["4 MK changed text of F1 undone"]
        await person.type("zzz")
        assert "No entry with these words." in person.seen()
        await person.press("escape")
        assert len(list(entries(person.seen()))) == 5
        assert isinstance(person.screen, HistoryScreen)


async def test_the_filter_key_in_the_filter_is_a_letter(tmp_path: Path) -> None:
    """What is typed into the filter does nothing else; enter gives the keys to the list."""
    async with at_desk(with_a_past(tmp_path / "i")) as person:
        await at_history(person)
        await person.press("slash")
        await person.type("u1/")
        assert isinstance(person.screen, HistoryScreen)
        assert len(person.work.folder.history()) == 5
        await person.press("escape", "slash")
        await person.type("mk")
        await person.press("enter", "j")
        assert line_with(person.seen(), "› ").startswith("›    4")


async def test_an_entry_of_many_records_tells_the_first_and_how_many_more(tmp_path: Path) -> None:
    """Nobody reads a thousand lines in a pane."""
    many = bundle()
    many["voices"] += [{"id": f"V{number}", "role": "Partner"} for number in range(10, 100)]
    async with at_desk(small_inspection(tmp_path / "i", many)) as person:
        await at_history(person)
        await settled(person)
        await person.press("tab", "G")
        assert "and 40 more records" in person.seen()


async def test_y_copies_the_entry(tmp_path: Path) -> None:
    """Number, when, who, and what."""
    async with at_desk(with_a_past(tmp_path / "i")) as person:
        await at_history(person)
        await person.press("y")
        copied = person.app.clipboard
        assert copied.startswith("5  20")
        assert copied.endswith("  MK  undid 4: changed text of F1")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_is_shown_and_never_acts(tmp_path: Path, size: tuple[int, int]) -> None:
    """Names, records and what entries say stand there as text, also as it stood then."""
    hostile = bundle()
    hostile["sources"][0]["title"] = HOSTILE
    folder = small_inspection(tmp_path / "i", hostile)
    fields: dict[str, Any] = {"title": HOSTILE, "sites": [HOSTILE]}
    with InspectionFolder.open(folder, by=HOSTILE.split()[0]) as opened:
        opened.execute(DescribeInspection(fields))
        opened.execute(WriteFinding("PS.1.1.1", HOSTILE))
        opened.execute(AddVoice(HOSTILE))
        opened.execute(LinkStatement("E2", "F2", "supports", HOSTILE))
    async with at_desk(folder, size=size) as person:
        await at_history(person)
        for _ in range(6):
            await settled(person)
            seen = person.seen()
            assert "[red]x[/]" in seen
            assert "\x1b" not in seen
            assert "\u202e" not in seen
            await person.press("j")
        await person.press("g", "enter")
        await settled(person)
        seen = person.seen()
        assert "[red]x[/] [@click=app" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen
        assert isinstance(person.screen, AsItStoodScreen)


async def test_ascii_alone_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of the screen's own is ASCII where that is asked for."""
    monkeypatch.setenv("TRIANGULATE_ASCII", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk(with_a_past(tmp_path / "i")) as person:
        seen = await at_history(person)
        body = [line for line in seen.splitlines()[1:-1] if "─" not in line]
        assert "".join(body).translate({ord(bar): None for bar in "▁▂▃▄▅▆▇█▔"}).isascii()
        assert "undone" in seen
