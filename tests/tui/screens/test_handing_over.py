"""The Check screen, by its keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.handing_over import MISSES
from tests.graph.example import example
from tests.tui.desk import Person, at_desk, small_inspection
from tui.screens.handing_over import HandingOverScreen
from tui.screens.reading import ReadingScreen


async def settle(person: Person) -> None:
    """Wait for the thread that looks."""
    await person.app.workers.wait_for_complete()
    await person.pilot.pause()


async def test_the_check_is_gone_through_by_keys(tmp_path: Path) -> None:
    """Redact, paraphrase, keep, take back, undo; enter opens the statement."""
    bundle = example()
    bundle["statements"][0]["quote"] = "Mrs Jones rang 01632 960123 about X123456."
    async with at_desk(small_inspection(tmp_path / "i", bundle)) as person:
        await person.press("c")
        await settle(person)
        assert isinstance(person.screen, HandingOverScreen)
        assert "3 open · 0 settled" in person.seen()
        await person.press("r")
        await settle(person)
        assert "2 open · 1 settled" in person.seen()
        await person.press("p")
        await person.type("a number")
        await person.press("enter")
        await settle(person)
        assert "1 open · 2 settled" in person.seen()
        await person.press("K")
        await person.type("it is known")
        await person.press("enter")
        await settle(person)
        assert "0 open · 3 settled" in person.seen()
        done = {c.words: (c.action, c.instead, c.reason)
                for c in person.work.state.clearances.values()}  # fmt: skip
        assert done == {
            "Mrs Jones": ("redact", None, ""),
            "01632 960123": ("paraphrase", "a number", ""),
            "X123456": ("keep", None, "it is known"),
        }
        await person.press("u")
        await settle(person)
        assert "1 open · 2 settled" in person.seen()
        await person.press("f")
        await settle(person)
        assert "for panel" in person.seen()
        await person.press("end", "x")
        await settle(person)
        assert "2 open · 1 settled" in person.seen()
        await person.press("home", "enter")
        await settle(person)
        assert isinstance(person.screen, ReadingScreen) or person.screen.PLACE == "reading"  # type: ignore[attr-defined]


def told_twice() -> dict[str, Any]:
    """The same name in two statements, another between them, and another after."""
    bundle = example()
    for statement, quote in zip(
        bundle["statements"],
        ("Mrs Jones rang.", "Dr Zhang wrote to us.", "Then mrs Jones came.", "Mr Okoro left."),
        strict=False,
    ):
        statement["quote"] = quote
    return bundle


async def test_the_same_words_are_settled_everywhere_with_one_key(tmp_path: Path) -> None:
    """As one change, and the next that is still open is highlighted."""
    async with at_desk(small_inspection(tmp_path / "i", told_twice())) as person:
        await person.press("c")
        await settle(person)
        assert "4 open · 0 settled" in person.seen()
        await person.press("R")
        await settle(person)
        state = person.work.state
        assert {(c.about, c.action) for c in state.clearances.values()} == {
            ("E1", "redact"),
            ("E3", "redact"),
        }
        assert "2 open · 2 settled" in person.seen()
        assert person.screen.copied() == "Dr Zhang"  # type: ignore[attr-defined]
        await person.press("u")
        await settle(person)
        assert not person.work.state.clearances
        await person.press("home", "A")
        await person.type("it is her office")
        await person.press("enter")
        await settle(person)
        assert {(c.about, c.reason) for c in person.work.state.clearances.values()} == {
            ("E1", "it is her office"),
            ("E3", "it is her office"),
        }


async def test_the_next_that_is_open_is_highlighted_though_more_was_settled(tmp_path: Path) -> None:
    """To redact words takes them out elsewhere too: what is next in the list may be settled."""
    bundle = told_twice()
    bundle["statements"][1]["quote"] = "mrs Jones again."
    async with at_desk(small_inspection(tmp_path / "i", bundle)) as person:
        await person.press("c")
        await settle(person)
        await person.press("home", "r")
        await settle(person)
        assert person.screen.copied() == "Mr Okoro"  # type: ignore[attr-defined]


async def test_the_reader_stays_from_check_to_export_and_back(tmp_path: Path) -> None:
    """Whoever looked for the panel goes on for the panel."""
    async with at_desk(small_inspection(tmp_path / "i", example())) as person:
        await person.press("c", "f")
        await settle(person)
        assert "for panel" in person.seen()
        await person.press("escape", "x")
        await settle(person)
        assert "for      panel" in person.seen()
        await person.press("f")
        await settle(person)
        await person.press("escape", "c")
        await settle(person)
        assert "for accuracy" in person.seen()


async def test_that_the_check_misses_things_is_always_said(tmp_path: Path) -> None:
    """While something is open as when nothing is."""
    async with at_desk(small_inspection(tmp_path / "i", told_twice())) as person:
        await person.press("c")
        await settle(person)
        assert MISSES in " ".join(person.seen().split())
        await person.press("R", "R", "R")
        await settle(person)
        await person.press("escape", "x")
        await settle(person)
        assert MISSES in " ".join(person.seen().split())
