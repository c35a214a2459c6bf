"""The Check screen, by its keys."""

from __future__ import annotations

from pathlib import Path

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
