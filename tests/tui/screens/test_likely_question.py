"""The likely key question in the reading pane and in Capture; what is likely is given here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from graph.suggest.questions import LikelyQuestion
from tests.tui.desk import at_desk, small_inspection
from tests.tui.screens.test_capture import begun, bundle
from tests.tui.screens.test_reading import commands, inspection, reading
from tui.session import WorkSession

STAFFING, STRATEGY = "PS.1.2.1", "PS.1.1.1"


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Staffing is likely for caseloads, for the rest nothing; known once this is set."""
    go_on = Event()
    go_on.set()

    def likely(
        work: WorkSession, text: str, version: int, stopped: Callable[[], bool]
    ) -> tuple[LikelyQuestion, ...]:
        assert go_on.wait(30)
        sure = "Caseloads" in text
        return (
            LikelyQuestion(STAFFING, "people", 0.8, "Caseloads are manageable.", sure),
            LikelyQuestion(STRATEGY, "leadership", 0.3, "Leaders lead."),
        )

    monkeypatch.setattr("tui.asking.likely.likely_questions", likely)
    yield go_on
    go_on.set()


async def test_one_key_takes_a_passage_under_its_likely_key_question(
    tmp_path: Path, known: Event
) -> None:
    """The quiet line says which; it is one entry, and one undo takes it away."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.wait_until("likely: PS.1.2.1 Are staffing")
        await person.press("q")
        taken = person.work.state.statements["E1"]
        assert (taken.quote[:18], taken.questions) == ("Caseloads are high", (STAFFING,))
        assert commands(person) == ["take_statement"]
        assert "likely:" not in person.seen()
        for key in ("q", "Q"):
            await person.press(key)
            assert "These words are tied already" in person.seen()
        await person.press("u")
        assert not person.work.state.statements


async def test_a_statement_taken_before_is_tied_by_the_same_key(
    tmp_path: Path, known: Event
) -> None:
    """A selection has a likely question of its own; where none is likely the key says so."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("v", "m")
        await person.wait_until("likely: PS.1.2.1")
        assert person.work.state.statements["E1"].questions == ()
        await person.press("q")
        assert person.work.state.statements["E1"].questions == (STAFFING,)
        assert commands(person) == ["take_statement", "tie_to_question"]
        await person.press("j")
        await person.settle()
        assert "likely:" not in person.seen()
        await person.press("q")
        assert "No key question is likely here" in person.seen()
        assert len(person.work.state.statements) == 1


async def test_another_key_chooses_among_the_next_likely(tmp_path: Path, known: Event) -> None:
    """With the question whole, and what of it comes near."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.wait_until("likely: PS.1.2.1")
        await person.press("Q")
        assert "It comes near to: Caseloads are manageable." in person.seen()
        await person.press("down", "enter")
        assert person.work.state.statements["E1"].questions == (STRATEGY,)
        assert commands(person) == ["take_statement"]


async def test_nothing_is_said_and_nothing_waits_until_it_is_known(
    tmp_path: Path, known: Event
) -> None:
    """Keys go on working meanwhile; what is found for words left behind is not shown."""
    known.clear()
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("j", "m", "q", "Q")
        assert "is not known yet" in person.seen()
        assert "likely:" not in person.seen()
        assert person.work.state.statements["E1"].quote == "Managers meet every month."
        assert person.work.state.statements["E1"].questions == ()
        known.set()
        await person.settle()
        assert "likely:" not in person.seen()
        await person.press("k")
        await person.wait_until("likely: PS.1.2.1")


async def test_what_may_only_be_looked_at_has_no_likely_question(
    tmp_path: Path, known: Event
) -> None:
    """Nothing can be taken there, and no key is taught that would be refused."""
    async with at_desk(inspection(tmp_path / "i"), read_only=True) as person:
        await reading(person)
        await person.settle()
        assert "likely:" not in person.seen()
        assert "takes" not in person.seen()


async def test_a_note_in_capture_is_tied_by_a_key_while_typing_goes_on(
    tmp_path: Path, known: Event
) -> None:
    """It is said beside the note once it is known; the line keeps the keyboard; undo is one."""
    known.clear()
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        line = await begun(person)
        await person.type("p: Caseloads hurt")
        await person.press("enter", "ctrl+y")
        assert "No key question is known to be likely" in person.seen()
        await person.type("p: And")
        assert line.value == "p: And"
        known.set()
        await person.wait_until("[likely PS.1.2.1 Are")
        await person.press("ctrl+y")
        assert person.work.state.statements["E1"].questions == (STAFFING,)
        assert "likely" not in person.seen()
        assert (line.value, line.has_focus) == ("p: And", True)
        await person.press("ctrl+z")
        assert person.work.state.statements["E1"].questions == ()
