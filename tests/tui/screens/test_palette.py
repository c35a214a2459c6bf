"""The palette runs what was typed, however fast, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graph.example import example
from tests.tui.desk import at_desk, small_inspection
from tui.help import ChooseAction
from tui.screens.exporting import ExportScreen
from tui.screens.history import HistoryScreen
from tui.screens.overview import OverviewScreen


@pytest.fixture
def inspection(tmp_path: Path) -> Path:
    """The example."""
    return small_inspection(tmp_path / "i", example())


async def test_words_and_enter_in_one_burst_run_what_they_name(inspection: Path) -> None:
    """Not the first of the list as it stood before they were typed."""
    async with at_desk(inspection) as person:
        await person.press("colon")
        await person.burst("history", "enter")
        assert isinstance(person.screen, HistoryScreen)
        assert len(person.app.screen_stack) == 1


async def test_the_key_that_opens_it_may_be_of_the_same_burst(inspection: Path) -> None:
    """What is typed before the palette stands there is meant for it."""
    async with at_desk(inspection) as person:
        await person.burst("", "colon", *"history", "enter")
        assert isinstance(person.screen, HistoryScreen)
        assert len(person.app.screen_stack) == 1


async def test_a_second_enter_after_it_ends_nothing(inspection: Path) -> None:
    """Somebody who presses it again keeps the program."""
    async with at_desk(inspection) as person:
        await person.press("colon")
        await person.type("history")
        await person.burst("", "enter", "enter", "enter")
        assert isinstance(person.screen, HistoryScreen)


async def test_names_come_before_descriptions(inspection: Path) -> None:
    """Each action stands with what it does and its key; "redo" is not "Undo"."""
    async with at_desk(inspection) as person:
        await person.press("colon")
        assert "Open area: Open the highlighted area" in person.seen()
        await person.type("ex")
        screen = person.screen
        assert isinstance(screen, ChooseAction)
        first = screen.kept(("ex",))[0]
        assert (first.value.call, first.beside) == ("export", "x")
        await person.press("enter")
        await person.settle()
        assert isinstance(person.screen, ExportScreen)


async def test_words_that_no_action_has_run_nothing(inspection: Path) -> None:
    """Enter leaves the palette open and says so."""
    async with at_desk(inspection) as person:
        await person.press("colon")
        await person.type("zzz")
        await person.press("enter")
        assert "None has these words." in person.seen()
        await person.press("escape")
        assert isinstance(person.screen, OverviewScreen)


async def test_what_cannot_be_done_here_is_not_offered(inspection: Path) -> None:
    """Who only looks is offered nothing that changes anything."""
    async with at_desk(inspection, read_only=True) as person:
        await person.press("colon")
        screen = person.screen
        assert isinstance(screen, ChooseAction)
        assert [each.value.call for each in screen.kept(("describe",))] == []
        assert "catch_up" in [each.value.call for each in screen.kept(())]
