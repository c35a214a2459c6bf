"""Without a folder the program offers the inspections opened lately, and opens the one chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.desk import at_desk, small_inspection
from tui import settings


@pytest.fixture
def inspections(tmp_path: Path) -> tuple[Path, Path]:
    """Two inspections that were opened here before, the second one last."""
    first, second = small_inspection(tmp_path / "first"), small_inspection(tmp_path / "second")
    settings.remember(first)
    settings.remember(second)
    return first, second


async def test_a_recent_inspection_is_opened_and_shown(
    inspections: tuple[Path, Path],
) -> None:
    """Enter shows the Overview of the one highlighted."""
    async with at_desk(None) as person:
        await person.press("down", "enter")
        await person.settle()
        assert person.work.folder.path == inspections[0]
        assert "Overview · A small inspection" in person.seen()
        assert "No finding is written yet" in person.seen()


async def test_the_program_is_left_from_the_list(inspections: tuple[Path, Path]) -> None:
    """Nobody has to open an inspection to get out again: the footer names the key."""
    async with at_desk(None) as person:
        assert "q Quit" in person.seen()
        await person.press("q")
        assert person.app.return_code == 0
        assert person.app.work is None
