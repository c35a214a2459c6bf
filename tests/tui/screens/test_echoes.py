"""The Echoes screen, driven by keys as a person would."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.adding import SourceDetails, add_content
from evidence.commands import TakeStatement
from evidence.model import Place
from tests.evidence.echoes.test_index import LONG, OTHER, VISION
from tests.evidence.inspections import new_folder
from tests.tui.desk import Person, at_desk, small_inspection
from tui.screens.echoes import EchoesScreen, differing
from tui.screens.reading import ReadingScreen

EDITED = VISION.replace("good work", "[red]better[/] work")


@pytest.fixture
def inspection(tmp_path: Path) -> Path:
    """A plan, minutes with two of its passages, one of them edited; statements of one in both."""
    folder = new_folder(tmp_path / "i")
    for name, text in (
        ("plan", f"{LONG}\n\n{OTHER}\n\n{VISION}\n"),
        ("minutes", f"{EDITED}\n\n{OTHER}\n"),
    ):
        add_content(folder, f"{name}.txt", text.encode(), SourceDetails(kind="document"))
    for source in ("S1", "S2"):
        reading = folder.reading(folder.state.sources[source])
        assert reading is not None
        start = reading.text.index(OTHER)
        folder.execute(TakeStatement(source, OTHER, Place(start=start, end=start + len(OTHER))))
    folder.close()
    return tmp_path / "i"


async def opened(person: Person) -> None:
    """Go to Echoes by way of Sources, and wait until the texts were compared."""
    await person.press("3", "equals_sign")
    await person.app.workers.wait_for_complete()
    await person.pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_both_texts_are_shown_with_the_words_that_differ(
    inspection: Path, size: tuple[int, int]
) -> None:
    """Above each other, or side by side; the differing words between marks, nothing as markup."""
    async with at_desk(inspection, size=size) as person:
        await opened(person)
        seen = person.seen()
        assert "1 pair of sources: one repeats the other" in seen
        assert "S2 repeats S1    2 passages" in seen
        assert "‹[red]better[/]› work" in seen
        assert "‹good› work" in seen
        assert "passage 1 of 2" in seen
        mine, theirs = (person.screen.query_one(f"#{side}").region for side in ("mine", "theirs"))
        assert (mine.y == theirs.y) == (size[0] == 120)
        await person.press("n")
        assert "passage 2 of 2" in person.seen()
        await person.press("n")
        assert "That is the last passage." in person.seen()
        await person.press("N", "N")
        assert "That is the first." in person.seen()


async def test_an_origin_and_repeats_are_said_by_a_key_each(inspection: Path) -> None:
    """The pair goes once nothing is left to say; undo brings it back."""
    async with at_desk(inspection) as person:
        await opened(person)
        await person.press("d")
        assert person.work.state.sources["S2"].derived_from == ("S1",)
        await person.press("d")
        assert "S2 is derived from S1 already." in person.seen()
        await person.press("equals_sign")
        assert person.work.state.statements["E2"].repeats == "E1"
        assert "No passage of a source stands in another" in person.seen()
        await person.press("d", "D", "x", "equals_sign", "n", "O", "y")
        assert isinstance(person.screen, EchoesScreen)
        await person.press("u")
        assert person.work.state.statements["E2"].repeats is None
        assert "S2 repeats S1" in person.seen()


async def test_it_may_be_the_other_way_round(inspection: Path) -> None:
    """Then the repeats are offered the other way round too."""
    async with at_desk(inspection) as person:
        await opened(person)
        await person.press("D")
        assert person.work.state.sources["S1"].derived_from == ("S2",)
        assert "S1 repeats S2" in person.seen()
        await person.press("equals_sign")
        assert person.work.state.statements["E1"].repeats == "E2"


async def test_a_pair_that_is_turned_down_is_not_offered_again(inspection: Path) -> None:
    """Also not after the program was closed."""
    async with at_desk(inspection) as person:
        await opened(person)
        await person.press("x")
        assert "No passage of a source stands in another" in person.seen()
    async with at_desk(inspection) as person:
        await opened(person)
        assert "No passage of a source stands in another" in person.seen()


async def test_a_passage_opens_where_it_stands(inspection: Path) -> None:
    """Enter that of the source, O that of the other; esc comes back."""
    async with at_desk(inspection) as person:
        await opened(person)
        await person.press("enter")
        assert isinstance(person.screen, ReadingScreen)
        assert person.seen().splitlines()[0].startswith(" S2 minutes")
        await person.press("escape", "O")
        assert person.seen().splitlines()[0].startswith(" S1 plan")
        here = [line for line in person.seen().splitlines() if line.startswith("›")]
        assert "Every member of staff knows our vision" in here[0]
        await person.press("escape")
        assert isinstance(person.screen, EchoesScreen)


async def test_an_inspection_without_echoes_is_told_what_comes_here(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await opened(person)
        assert "No passage of a source stands in another" in person.seen()
        assert "d says that one" in person.seen()


def test_words_that_only_one_has_are_between_marks() -> None:
    """Signs and case do not make a word another; ASCII has marks of its own."""
    assert differing("Our staff knows it well.", "our STAFF, knows it") == (
        [("Our staff knows it ", ""), ("‹well.› ", "warn")],
        [("our STAFF, knows it ", "")],
    )
    assert differing("a b", "a c", plain_ascii=True)[1] == [("<a c> ", "warn")]
