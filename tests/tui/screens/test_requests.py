"""The Requests screen, driven by keys."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from evidence.commands import AddSource
from tests.tui.desk import Person, at_desk
from tests.tui.screens.test_overview import HOSTILE, line_with, settled
from tests.tui.screens.test_plan import a_visit
from tests.tui.test_cli_planning import visit
from tui.screens.gaps import GapsScreen
from tui.screens.requests import RequestsScreen


async def at_requests(person: Person) -> str:
    await person.press("4")
    await settled(person)
    await person.press("r")
    await settled(person)
    assert isinstance(person.screen, RequestsScreen)
    return person.seen()


async def test_what_the_gaps_ask_for_is_proposed_with_why(tmp_path: Path) -> None:
    """One line a document, with how many gaps it would close; esc goes back to the gaps."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        seen = await at_requests(person)
        assert "0 requests" in seen
        assert line_with(seen, "Business plan").endswith("2 gaps")
        assert "Why: Key question PS.1.1.1: Does the strategy aim" in seen
        await person.press("escape")
        assert isinstance(person.screen, GapsScreen)


async def test_a_proposal_is_worded_and_requested(tmp_path: Path) -> None:
    """With what it is, why, and by when; it is then no proposal any more."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_requests(person)
        await person.press("a")
        await person.type(" for 2026")
        await person.press("tab", "tab")
        await person.type("x")
        await person.press("enter")
        assert "By when: a date" in person.seen()
        await person.press("backspace")
        await person.type("2026-02-20")
        await person.press("enter")
        await settled(person)
        request = person.work.state.requests["R1"]
        assert (request.wording, request.by_when) == ("Business plan for 2026", "2026-02-20")
        assert [gap.code for gap in request.gaps] == ["no_evidence", "expected_missing"]
        assert " 1 request · 1 not answered" in person.seen()
        assert line_with(person.seen(), "R1 ").endswith("overdue")


async def test_a_request_is_sent_ticked_off_dropped_and_taken_back(tmp_path: Path) -> None:
    """What arrived is offered first where its name fits."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_requests(person)
        await person.press("R")
        await settled(person)
        states = person.work.state.requests
        assert len(states) > 20
        assert "Could be requested" not in person.seen()
        person.work.do(AddSource("Business plan 2026", "document"))
        await settled(person)
        assert "may be here" in line_with(person.seen(), "R1 ")
        assert "May be it: S3 Business plan 2026" in person.seen()
        await person.press("s")
        await settled(person)
        assert states["R1"].state == "sent"
        await person.press("t", "enter", "ctrl+s")
        await settled(person)
        assert (states["R1"].state, states["R1"].sources) == ("received", ("S3",))
        assert "Arrived: S3 Business plan 2026" in person.seen()
        await person.press("j", "x")
        await settled(person)
        assert states["R2"].state == "dropped"
        await person.press("x")
        await settled(person)
        assert states["R2"].state == "open"
        await person.press("u")
        await settled(person)
        assert states["R2"].state == "dropped"


async def test_something_else_is_requested_and_changed(tmp_path: Path) -> None:
    """Edit on a request changes what was filled in."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_requests(person)
        await person.press("a", "tab", "tab", "enter")
        await settled(person)
        await person.press("g", "e")
        await person.type(" and log")
        await person.press("ctrl+s")
        await settled(person)
        assert person.work.state.requests["R1"].wording == "Business plan and log"


async def test_the_list_is_written_for_the_service(tmp_path: Path) -> None:
    """As its ending says; another ending says which there are."""
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_requests(person)
        await person.press("R")
        await settled(person)
        for name in ("r.docx", "r.md", "r.xyz"):
            await person.press("w", "ctrl+u")
            await person.type(str(tmp_path / name))
            await person.press("enter")
        assert zipfile.is_zipfile(tmp_path / "r.docx")
        assert "| R1 | Business plan |" in (tmp_path / "r.md").read_text(encoding="utf-8")
        assert "its ending must say the format" in list(person.app._notifications)[-1].message


async def test_what_is_only_proposed_is_no_request_yet(tmp_path: Path) -> None:
    async with at_desk(a_visit(tmp_path / "i")) as person:
        await at_requests(person)
        for key in ("s", "t", "x"):
            await person.press(key)
            assert "a makes one of what is proposed" in person.seen()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_is_shown_and_never_acts(tmp_path: Path, size: tuple[int, int]) -> None:
    hostile = visit()
    hostile["sources"][0]["title"] = HOSTILE
    hostile["requests"] = [{"id": "R1", "wording": HOSTILE, "why": HOSTILE}]
    async with at_desk(a_visit(tmp_path / "i", **hostile), size=size) as person:
        seen = await at_requests(person)
        assert "[red]x[/]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen
