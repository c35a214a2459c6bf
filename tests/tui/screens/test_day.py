"""The end of the day on the screen."""

from __future__ import annotations

from pathlib import Path

from tests.tui.desk import at_desk, small_inspection
from tests.tui.screens.test_capture import with_asks
from tui.screens.day import DayScreen
from tui.screens.overview import OverviewScreen


async def test_the_day_tells_what_changed_and_what_was_not_asked(tmp_path: Path) -> None:
    """From the Overview; what is done while it is open is read anew, and enter opens a finding."""
    bundle = with_asks(
        sources=[{"id": "S1", "kind": "focus_group", "title": "Staff", "voices": ["V2"]}],
        statements=[{"id": "E1", "source": "S1", "quote": "Twenty each"}],
        links=[{"statement": "E1", "finding": "F1", "stance": "supports"}],
    )
    bundle["sessions"][0]["source"] = "S1"
    async with at_desk(small_inspection(tmp_path / "i", bundle)) as person:
        await person.press("d")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert isinstance(person.screen, DayScreen)
        seen = person.seen()
        assert "End of the day · since the beginning" in seen
        assert "◔ F1 new: single source: Caseloads are manageable." in seen
        assert "□ S1 Staff: new, 1 statement, session M1 held" in seen
        await person.press("G")
        assert "too few to tell" in person.seen()
        await person.press("u", "u")
        await person.press("g", "j", "enter")
        await person.press("escape", "escape")
        assert isinstance(person.screen, OverviewScreen)


async def test_the_day_is_read_again_when_something_changes(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i", with_asks())) as person:
        await person.press("d")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert "Still to ask (3)" in person.seen()
        await person.press("u")  # the bundle: asked, and meant
        await person.press("down", "enter")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert "Still to ask (0)" in person.seen()
        await person.press("s")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert "Still to ask (0)" in person.seen()
