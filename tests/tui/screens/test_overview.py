"""The Overview, driven by keys."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from textual.worker import WorkerCancelled

from evidence.commands import DescribeInspection
from evidence.folder import InspectionFolder
from graph.standing import GapCounts
from tests.loaded import PROBATION, TODAY, state_of
from tests.tui.desk import Person, at_desk, small_inspection
from tui.screens.area import AreaScreen
from tui.screens.gaps import GapsScreen
from tui.screens.overview import OverviewScreen
from tui.screens.reckoning import AreaSummary, Reckoning, reckoning_of

HOSTILE = "[red]x[/] [@click=app.quit]bye[/] \x1b[31m \u202eabc"


def bundle() -> dict[str, Any]:
    """A conflict under a question of people, an undated source, and an ask about the conflict."""
    return {
        "voices": [
            {"id": "V1", "role": "Head of service", "group": "leaders"},
            {"id": "V2", "role": "Practitioners", "group": "practitioners"},
        ],
        "sources": [
            {"id": "S1", "title": "Plan", "kind": "document", "voices": ["V1"]},
            {
                "id": "S2",
                "title": "Focus group",
                "kind": "focus_group",
                "dated": "2026-03-10",
                "voices": ["V2"],
            },
        ],
        "statements": [
            {"id": "E1", "source": "S1", "quote": "Every post is filled."},
            {"id": "E2", "source": "S2", "quote": "Two of us have left."},
        ],
        "findings": [{"id": "F1", "question": "PS.1.2.1", "text": "There are enough staff."}],
        "links": [
            {"statement": "E1", "finding": "F1", "stance": "supports"},
            {"statement": "E2", "finding": "F1", "stance": "contradicts"},
        ],
        "asks": [
            {
                "id": "A1",
                "gap": {"code": "conflict", "about": {"finding": "F1"}},
                "wording": "How are posts filled?",
            }
        ],
    }


async def settled(person: Person) -> None:
    """Wait for what is worked out beside the screen, also where another took its place."""
    while True:
        with suppress(WorkerCancelled):
            await person.app.workers.wait_for_complete()
            break
    await person.pilot.pause()


async def at_overview(person: Person) -> str:
    await settled(person)
    return person.seen()


def line_with(seen: str, words: str) -> str:
    return next(line for line in seen.splitlines() if words in line)


def test_the_areas_are_told_in_numbers() -> None:
    """Findings by status, gaps by how they stand, evidence, and whose voice is missing."""
    found = reckoning_of(state_of(bundle()), PROBATION, TODAY)
    people = next(row for row in found.areas if row.area == "people")
    assert people == AreaSummary(
        area="people",
        gaps=GapCounts(high=6, open=11, planned=14, to_place=1),
        findings=1,
        statuses=(
            ("silent", 0),
            ("single_source", 0),
            ("partly_corroborated", 0),
            ("corroborated", 0),
            ("conflicting", 1),
            ("not_supported", 0),
        ),
        questions=4,
        answered=1,
        statements=2,
        sources=2,
        unheard="supervised people, parents, carers or victims",
    )
    assert found.areas[-1] == AreaSummary(area=None, gaps=GapCounts(open=1))
    numbers = [row.gaps.all for row in found.areas]
    assert sum(numbers) == len(found.gaps)


async def test_the_areas_show_states_by_sign_and_word_in_80x24(tmp_path: Path) -> None:
    """Every area has a line, the signs their words, the recalled wording its warning."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        seen = await at_overview(person)
        assert "○0 ◔0 ◑0 ●0 ≠1 −0" in line_with(seen, "people ")
        assert "supervised people" in line_with(seen, "people ")
        for area in ("leadership", "people", "services", "information", "facilities"):
            assert f"  {area} " in seen or f"› {area} " in seen
        assert "○ silent  ◔ single source  ◑ partly corroborated  ● corroborated" in seen
        assert "≠ conflicting  − not supported" in seen
        assert "Not official wording" in seen
        assert "PS.1.1.1 Does the strategy" in seen
        assert "−1" in line_with(seen, "PS.1.2.1")
        assert "enter Open area" in seen


async def test_enter_opens_the_area_and_then_the_next_one(tmp_path: Path) -> None:
    """Enter on an area shows it; so it does for another after coming back."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await settled(person)
        await person.press("j", "enter")
        assert isinstance(person.screen, AreaScreen)
        assert "People" in person.seen().splitlines()[0]
        await person.press("1", "j", "o")
        assert isinstance(person.screen, AreaScreen)
        assert "Services" in person.seen().splitlines()[0]


async def test_what_has_no_area_opens_the_gaps(tmp_path: Path) -> None:
    """The last line counts gaps of sources and statements, and leads to them."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await settled(person)
        await person.press("G", "enter")
        assert isinstance(person.screen, GapsScreen)


async def test_tab_goes_to_the_matrix_and_enter_to_the_question(tmp_path: Path) -> None:
    """Tab moves between the two; a key question opens its area; G shows what the signs mean."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await settled(person)
        await person.press("tab", "G")
        assert "○ silence where this kind is expected" in person.seen()
        await person.press("g", "j", "j", "j", "y")
        assert person.app.clipboard.startswith("PS.1.2.1 Are staffing")
        await person.press("enter")
        assert isinstance(person.screen, AreaScreen)
        assert "People" in person.seen().splitlines()[0]
        await person.press("escape", "tab", "y")
        assert isinstance(person.screen, OverviewScreen)
        assert person.app.clipboard.startswith("leadership: 0 findings (none), ")


async def test_the_marker_says_which_list_the_keys_go_to(tmp_path: Path) -> None:
    """The highlighted row of the other list stays to be seen, by another sign."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await settled(person)
        marked = [row[:1] for row in person.seen().splitlines() if row[:1] in "›·" and row[:1]]
        assert marked == ["›", "·"]
        await person.press("tab")
        marked = [row[:1] for row in person.seen().splitlines() if row[:1] in "›·" and row[:1]]
        assert marked == ["·", "›"]


async def test_a_click_does_what_enter_does(tmp_path: Path) -> None:
    """The first click highlights an area, the second opens it."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await settled(person)
        await person.pilot.click("#areas", offset=(6, 2))
        await person.pilot.pause()
        assert line_with(person.seen(), "services ").startswith("›")
        await person.pilot.click("#areas", offset=(6, 2))
        await person.pilot.pause()
        assert "Services" in person.seen().splitlines()[0]


async def test_an_empty_inspection_teaches_the_first_steps(tmp_path: Path) -> None:
    """Without a finding the way to one is told, and the areas are there."""
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        seen = await at_overview(person)
        assert "No finding is written yet." in seen
        assert "3 Sources   a  adds a file" in seen
        assert "m takes a passage" in seen
        assert "n  writes a finding" in seen
        assert "ties a statement" in seen
        assert "leadership" in seen
    async with at_desk(tmp_path / "i", read_only=True) as person:
        assert "adds a file" not in await at_overview(person)


async def test_while_the_inspection_is_read_this_is_said(tmp_path: Path) -> None:
    """Before there is anything to show, the screen says why."""
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        person.app.work, work = None, person.app.work
        screen = OverviewScreen()
        await person.app.push_screen(screen)
        await person.pilot.pause()
        assert person.seen().count("reading the inspection …") == 3
        person.app.work = work


async def test_a_change_is_shown_once_it_is_worked_out(tmp_path: Path) -> None:
    """Undo of the load: the conflict goes."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await settled(person)
        await person.press("u", "down", "enter")
        await settled(person)
        assert "≠0" in line_with(person.seen(), "people ")


async def test_what_was_worked_out_for_another_version_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change in the middle of the working out: the outcome is made again."""
    made: list[int] = []

    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await settled(person)

        def torn(*given: Any, planning: bool) -> Reckoning:
            assert not planning
            made.append(given[-1])
            if len(made) == 1:
                person.app.call_from_thread(lambda: person.app._step(undo=True))
                raise KeyError("E1")
            return reckoning_of(*given)

        monkeypatch.setattr("tui.screens.reckoning.reckoning_of", torn)
        person.work.do(DescribeInspection({"service": "Elsewhere"}))
        await settled(person)
        await settled(person)
        assert made == [person.work.version - 1, person.work.version]
        assert isinstance(person.screen, OverviewScreen)
        assert person.screen.reckoning is not None
        assert person.screen.reckoning.version == person.work.version


async def test_e_describes_the_inspection_and_says_what_is_wrong(tmp_path: Path) -> None:
    """A date that is none is refused in the form; a right one and two sites are kept."""
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await settled(person)
        await person.press("e", "tab", "tab")
        await person.press("end", "ctrl+u")
        await person.type("soon")
        await person.press("ctrl+s")
        assert "visit_from" in person.seen()
        assert person.work.state.inspection.visit_from == "2026-03-09"
        await person.press("end", "ctrl+u")
        await person.type("2026-05-11")
        await person.press("tab", "tab", "tab")
        await person.type("North; South ")
        await person.press("ctrl+s")
        inspection = person.work.state.inspection
        assert (inspection.visit_from, inspection.sites) == ("2026-05-11", ("North", "South"))
        assert person.work.folder.history()[-1].command == "describe_inspection"


async def test_describing_nothing_else_changes_nothing(tmp_path: Path) -> None:
    """ctrl+s on an untouched form makes no entry."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await settled(person)
        before = len(person.work.folder.history())
        await person.press("e", "ctrl+s")
        assert isinstance(person.screen, OverviewScreen)
        assert len(person.work.folder.history()) == before


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (170, 40)])
async def test_hostile_text_is_shown_and_never_acts(tmp_path: Path, size: tuple[int, int]) -> None:
    """A title that would act stands there as text, in every width, also in the form."""
    folder = small_inspection(tmp_path / "i", bundle())
    with InspectionFolder.open(folder, by="AB") as opened:
        fields = {"title": HOSTILE, "service": HOSTILE, "sites": [HOSTILE]}
        opened.execute(DescribeInspection(fields))
    async with at_desk(folder, size=size) as person:
        await settled(person)
        for seen in (person.seen(), await pressed(person, "e")):
            assert "[red]x[/]" in seen
            assert "\x1b" not in seen
            assert "\u202e" not in seen


async def pressed(person: Person, *keys: str) -> str:
    await person.press(*keys)
    return person.seen()


async def test_more_room_shows_more(tmp_path: Path) -> None:
    """At 120 cells the evidence of each area is counted; at 170 the matrix stands beside."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder, size=(120, 40)) as person:
        seen = await at_overview(person)
        assert "answered  sources  statements" in seen
        assert " 1/4        2           2" in line_with(seen, "people ")
        assert "silence where this kind is expected" in seen
    async with at_desk(folder, size=(170, 40)) as person:
        seen = await at_overview(person)
        assert "PS.1.1.1 Does" in line_with(seen, "people ")


async def test_ascii_alone_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of the screen's own is ASCII where that is asked for."""
    monkeypatch.setenv("TRIANGULATE_ASCII", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        seen = await at_overview(person)
        body = "\n".join(seen.splitlines()[1:-1])
        own = body.translate({ord(bar): None for bar in "▁▂▃▄▅▆▇█▔ "})
        assert own.isascii()
        assert ".:0 1:0 %:0 *:0 !:1 -:0" in line_with(seen, "people ")


async def test_in_a_narrow_terminal_no_key_of_the_footer_is_cut(tmp_path: Path) -> None:
    """The first ones and help stay whole; wider, the others come back."""
    async with at_desk(small_inspection(tmp_path / "i"), size=(60, 20)) as person:
        await person.press("8")
        await person.pilot.pause()
        footer = person.seen().rstrip("\n").splitlines()[-1]
        assert footer.startswith("enter Open m Move")
        assert footer.rstrip().endswith("? Help")
        assert "Sheets" not in footer
        await person.pilot.resize_terminal(80, 24)
        await person.pilot.pause()
        footer = person.seen().rstrip("\n").splitlines()[-1]
        assert "S Sheets ? Help" in footer


async def test_q_leaves_and_the_footer_says_so(tmp_path: Path) -> None:
    """Nothing is asked: everything is on disk already."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        assert "q Quit" in await at_overview(person)
        await person.press("q")
        assert person.app.return_code == 0
        assert not person.app.is_running
