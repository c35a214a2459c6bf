"""The Visit plan screen, driven by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evidence.commands import DescribeInspection
from evidence.folder import InspectionFolder
from tests.tui.desk import Person, at_desk, small_inspection
from tests.tui.screens.test_overview import HOSTILE, line_with, settled
from tests.tui.test_cli_planning import visit
from tui.screens.finding import FindingScreen
from tui.screens.plan import PlanScreen
from tui.screens.requests import RequestsScreen
from tui.showing.plan_lines import PlanRow


def a_visit(path: Path, **more: Any) -> Path:
    """The leaders' finding, a session with the head and one with the team."""
    folder = small_inspection(path, {**visit(), **more})
    with InspectionFolder.open(folder, by="AB") as opened:
        opened.execute(DescribeInspection({"visit_from": None}))
    return folder


async def at_plan(person: Person) -> str:
    await person.press("8")
    await settled(person)
    return person.seen()


def rows(person: Person) -> list[PlanRow]:
    assert isinstance(person.screen, PlanScreen)
    return list(person.screen._list.rows)


def in_sessions(person: Person) -> dict[str, list[str | None]]:
    """The asks' ids by session, None for one that is only proposed."""
    found: dict[str, list[str | None]] = {}
    for row in rows(person):
        if row.session is not None:
            asks = found.setdefault(row.session.session.id, [])
            if row.ask is not None:
                asks.append(row.ask.ask)
    return found


async def test_sessions_come_with_their_asks_and_what_is_left_below(tmp_path: Path) -> None:
    """What is by hand and what is only proposed can be told by glyph and word."""
    async with at_desk(a_visit(tmp_path / "i"), size=(80, 40)) as person:
        seen = await at_plan(person)
        assert "2 asks in 2 sessions" in seen
        assert "PROPOSAL: 1 change, R accepts" in seen
        assert "M1 Head" in line_with(seen, "0 of 0 min, 0 left")
        assert line_with(seen, "How are posts filled?").split()[:4] == ["■", "▲", "#1", "A1"]
        assert line_with(seen, "How are posts filled?").endswith("10 min by hand")
        assert "○" in line_with(seen, "proposed")
        assert "Without a session (" in seen
        assert rows(person)[-1].left is not None


async def test_what_is_highlighted_is_explained(tmp_path: Path) -> None:
    """An ask with why it is there and what would settle its gap; a session with who and when."""
    async with at_desk(a_visit(tmp_path / "i"), size=(80, 40)) as person:
        seen = await at_plan(person)
        assert "M1 Head, meeting, no time yet" in seen
        assert "Who: Head of service" in seen
        await person.press("j", "j")
        seen = person.seen()
        assert "A1: How are posts filled?" in seen
        assert "Why in M2: an inspector put it here: not of the leadership" in seen
        assert "What would settle it: support from outside leadership" in seen


async def test_accepting_is_one_change_and_undo_takes_it_back(tmp_path: Path) -> None:
    """Then nothing is proposed, and the next time it says so."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        assert in_sessions(person) == {"M1": [], "M2": ["A1", None]}
        await person.press("R")
        await settled(person)
        assert in_sessions(person) == {"M1": [], "M2": ["A1", "A2"]}
        assert "PROPOSAL" not in person.seen()
        assert person.work.state.asks["A2"].placed == "plan"
        await person.press("R")
        assert "Nothing is proposed" in person.seen()
        await person.press("u")
        await settled(person)
        assert list(person.work.state.asks) == ["A1"]


async def test_an_ask_is_moved_by_hand_and_the_plan_fills_the_rest(tmp_path: Path) -> None:
    """Sessions that would settle the gap come first; in no session the plan may place it anew."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        await person.press("j", "j", "m")
        seen = person.seen()
        assert "would not settle it" in line_with(seen, "M1  Head")
        await person.type("head")
        await person.press("enter")
        await settled(person)
        assert in_sessions(person)["M1"] == ["A1"]
        assert len(in_sessions(person)["M2"]) == 2
        ask = person.work.state.asks["A1"]
        assert (ask.session, ask.placed, ask.state) == ("M1", "hand", "planned")
        assert "10 min too many" in person.seen()
        assert "A1 is in M1 by hand: a plan leaves it there." in person.seen()
        await person.press("m")
        await person.type("in no")
        await person.press("enter")
        await settled(person)
        assert person.work.state.asks["A1"].session is None
        assert in_sessions(person)["M1"] == []


@pytest.mark.parametrize("name", ["sheets.md", "sheets.html", "sheets.docx"])
async def test_the_session_sheets_are_written_to_a_file(tmp_path: Path, name: str) -> None:
    """By S, as the file's ending says; an ending that says nothing is named."""
    folder, out = a_visit(tmp_path / "i"), tmp_path / name
    async with at_desk(folder) as person:
        await at_plan(person)
        await person.press("S", "ctrl+u")
        await person.type(str(out))
        await person.press("enter")
        assert out.stat().st_size > 500
        if out.suffix == ".md":
            assert "How are posts filled?" in out.read_text(encoding="utf-8")
        await person.press("S", *["backspace"] * 5, "enter")
        assert not (tmp_path / "sheets").exists()
        assert [note.severity for note in person.app._notifications] == ["error"]


async def test_a_proposal_is_kept_and_let_go(tmp_path: Path) -> None:
    """Keeping raises the ask in its session; the plan may move it once it is let go."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        await person.press("j", "j", "j", "space")
        await settled(person)
        assert person.work.state.asks["A2"].session == "M2"
        assert line_with(person.seen(), " A2 ").endswith("by hand")
        await person.press("space")
        await settled(person)
        assert person.work.state.asks["A2"].placed == "plan"
        assert line_with(person.seen(), " A2 ").endswith("planned")
        await person.press("g", "space")
        assert "Only an ask in a session can be kept" in person.seen()


async def test_wording_and_minutes_are_changed_and_checked(tmp_path: Path) -> None:
    """A leading wording is said before it is kept; w says it at any time."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        await person.press("j", "j", "w")
        assert "Nothing leading or revealing" in person.seen()
        await person.press("e", "ctrl+u")
        await person.type("Is every post filled?")
        await person.press("tab", "backspace", "backspace")
        await person.type("15")
        await person.press("enter")
        seen = person.seen()
        assert "closed: “Is” can be answered with yes or no" in seen
        await person.press("down", "enter")
        await settled(person)
        ask = person.work.state.asks["A1"]
        assert (ask.wording, ask.minutes, ask.session) == ("Is every post filled?", 15, "M2")
        await person.press("w")
        assert "What may lead or reveal in it" in person.seen()
        await person.press("escape", "e", "tab", "backspace")
        await person.type("x")
        await person.press("enter")
        assert "Minutes: a number, such as 10" in person.seen()


async def test_an_ask_is_dropped_and_a_proposed_gap_set_aside(tmp_path: Path) -> None:
    """A dropped ask is told below; a gap set aside is gone."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        await person.press("j", "j", "x")
        await settled(person)
        assert person.work.state.asks["A1"].state == "dropped"
        (told,) = [row.left for row in rows(person) if row.left and row.left.ask == "A1"]
        assert told.why == "A1 was dropped, and the gap is still there"
        await person.press("g", "j", "j")
        row = rows(person)[2]
        assert row.ask is not None
        await person.press("x")
        await person.type("known")
        await person.press("enter")
        await settled(person)
        assert [each.reason for each in person.work.state.dismissals.values()] == ["known"]
        assert row.key not in [each.key for each in rows(person)]


async def test_enter_opens_the_evidence_behind_an_ask(tmp_path: Path) -> None:
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        await person.press("j", "j", "enter")
        assert isinstance(person.screen, FindingScreen)
        await person.press("escape", "r")
        assert isinstance(person.screen, RequestsScreen)
        await person.press("escape")
        assert isinstance(person.screen, PlanScreen)


async def test_sessions_are_added_changed_and_taken_away(tmp_path: Path) -> None:
    """The timetable is kept here; asks of a session that goes stand without one."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        await person.press("n")
        await person.type("Courts")
        await person.press("tab", "tab")
        await person.type("soon")
        await person.press("ctrl+s")
        assert "Starts: a date and time" in person.seen()
        await person.press(*["backspace"] * 4)
        await person.type("2026-03-09 14:30")
        await person.press("tab")
        await person.type("45")
        await person.press("ctrl+s")
        await person.press("down", "enter", "ctrl+s")
        await settled(person)
        added = person.work.state.sessions["M3"]
        assert (added.title, added.starts, added.minutes, added.kind) == (
            "Courts", "2026-03-09T14:30", 45, "meeting",
        )  # fmt: skip
        assert added.voices == ("V1",)
        assert rows(person)[0].key == "session M3"
        await person.press("g", "e", "tab", "tab", "tab", "backspace", "backspace")
        await person.type("50")
        await person.press("ctrl+s")
        await settled(person)
        assert person.work.state.sessions["M3"].minutes == 50
        await person.press("g", "x")
        await settled(person)
        assert list(person.work.state.sessions) == ["M1", "M2"]


async def test_a_timetable_is_taken_in_once_it_was_seen(tmp_path: Path) -> None:
    """How the columns were read is shown first; a file that cannot be read says why."""
    file = tmp_path / "t.csv"
    file.write_text("Title,When\nPartners,2026-03-09 10:00\nCourts,2026-03-10 09:00\n")
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        await person.press("i")
        await person.type(str(tmp_path / "none.csv"))
        await person.press("enter")
        assert list(person.app._notifications)[-1].message.endswith(
            "can't be read: No such file or directory"
        )
        await person.press("i")
        await person.type(str(file))
        await person.press("enter")
        seen = person.seen()
        assert "take in 2 sessions; 0 stand already" in seen
        assert "columns: title=Title, date=When" in seen
        await person.press("enter")
        await settled(person)
        assert [row.key for row in rows(person) if row.kind == "session"] == [
            "session M3", "session M4", "session M1", "session M2",
        ]  # fmt: skip


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_is_shown_and_never_acts(tmp_path: Path, size: tuple[int, int]) -> None:
    """Titles, wordings, roles and findings that would act stand there as text."""
    hostile = visit()
    hostile["sessions"][1]["title"] = HOSTILE
    hostile["asks"][0]["wording"] = HOSTILE
    hostile["voices"][1]["role"] = HOSTILE
    hostile["findings"][0]["text"] = HOSTILE
    hostile["sources"][1]["title"] = HOSTILE
    async with at_desk(a_visit(tmp_path / "i", **hostile), size=size) as person:
        await at_plan(person)
        marked = 0
        for _ in range(12):
            seen = person.seen()
            marked += "[red]x[/]" in seen
            assert "\x1b" not in seen
            assert "\u202e" not in seen
            await person.press("j")
        assert marked > 5
        assert isinstance(person.screen, PlanScreen)


async def test_ascii_alone_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIANGULATE_ASCII", "1")
    async with at_desk(a_visit(tmp_path / "i")) as person:
        seen = await at_plan(person)
        assert "# ! #1 A1" in " ".join(line_with(seen, "How are posts").split())
        body = [line for line in seen.splitlines()[1:-1] if "─" not in line]
        assert "".join(body).translate({ord(bar): None for bar in "▁▂▃▄▅▆▇█▔"}).isascii()


async def test_read_only_changes_nothing(tmp_path: Path) -> None:
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_plan(person)
        person.work.folder.close()
        await person.press("R")
        assert list(person.work.state.asks) == ["A1"]
        assert "open to look at only" in person.seen()
