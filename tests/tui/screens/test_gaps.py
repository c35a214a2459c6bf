"""The Gaps screen, driven by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evidence.commands import AmendAsk, DescribeInspection, LinkStatement
from evidence.folder import InspectionFolder
from graph.gaps import Gap, gaps
from tests.tui.desk import Person, at_desk, small_inspection
from tests.tui.screens.test_overview import HOSTILE, bundle, line_with, settled
from tui.screens.area import AreaScreen
from tui.screens.finding import FindingScreen
from tui.screens.gaps import GapsScreen
from tui.screens.reading import ReadingScreen
from tui.session import WorkSession


def gaps_of(work: WorkSession) -> list[Gap]:
    """Every gap, worked out on the spot."""
    return gaps(work.state, work.programme, work.assessments, work.today)


def before_the_visit(path: Path, **more: Any) -> Path:
    """The small inspection with a conflict and an ask, without a date of the visit."""
    folder = small_inspection(path, {**bundle(), **more})
    with InspectionFolder.open(folder, by="AB") as opened:
        opened.execute(DescribeInspection({"visit_from": None}))
    return folder


async def at_gaps(person: Person) -> str:
    await person.press("4")
    await settled(person)
    return person.seen()


def numbers(seen: str) -> dict[str, int]:
    """How many gaps there are, and how many stand how, as the lines below the title say."""
    told = " ".join(seen.splitlines()[1:3]).split("›")[0].split(" · ")
    parts = (part.split(" (")[0].split(maxsplit=1) for part in told)
    return {part[1].removesuffix("s"): int(part[0]) for part in parts if len(part) > 1}


def highlighted(person: Person) -> str:
    return line_with(person.seen(), "› ")


async def test_every_gap_is_a_line_with_severity_code_and_what_it_is_about(tmp_path: Path) -> None:
    """Sign and word, code, id, text, and whether it is planned or asked."""
    async with at_desk(before_the_visit(tmp_path / "i"), size=(80, 40)) as person:
        seen = await at_gaps(person)
        known = len(gaps_of(person.work))
        told = numbers(seen)
        assert told == {"gap": known, "open": 38, "planned": 46, "to place": 1, "left": 38}
        assert told["open"] + told["planned"] + told["to place"] == known
        assert "› ▲ high   conflict         F1 " in seen
        assert line_with(seen, "conflict").endswith("to place")
        assert line_with(seen, " no voice ").endswith("planned")


async def test_the_highlighted_gap_is_explained(tmp_path: Path) -> None:
    """Its text, the finding, what would settle it, the ask, the key question, and why it is one."""
    async with at_desk(before_the_visit(tmp_path / "i"), size=(80, 40)) as person:
        seen = await at_gaps(person)
        assert f" {gaps_of(person.work)[0].text}" in seen
        assert "Finding F1: There are enough staff." in seen
        assert "What would settle it: a line independent of both sides" in seen
        assert "A1 asks (open): How are posts filled?" in seen
        assert "Key question PS.1.2.1: Are staffing and workload levels enough" in seen
        assert "Why conflict is a gap: Counting evidence stands on both sides" in seen
        await person.press("j")
        seen = person.seen()
        assert "Finding F1" not in seen
        assert "What would settle it: evidence of the kinds expected" in seen


async def test_c_goes_through_the_codes_with_their_counts(tmp_path: Path) -> None:
    """One code, the next, and at the end all again."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        before = await at_gaps(person)
        await person.press("c")
        assert "only conflict (1)" in person.seen()
        await person.press("c")
        assert "only no evidence (13)" in person.seen()
        assert "conflict  " not in person.seen()
        for _ in range(len({gap.code for gap in gaps_of(person.work)}) - 1):
            await person.press("c")
        assert person.seen().splitlines()[:12] == before.splitlines()[:12]


async def test_p_hides_what_fieldwork_will_bring(tmp_path: Path) -> None:
    """The planned ones go, are still counted, and come back."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        assert isinstance(person.screen, GapsScreen)
        every = len(person.screen.filtered.rows)
        await person.press("p")
        assert "planned (hidden)" in person.seen()
        assert all(not known.gap.planned for known in person.screen.filtered.rows)
        await person.press("p")
        assert len(person.screen.filtered.rows) == every


async def test_the_filter_keeps_the_gaps_with_the_words(tmp_path: Path) -> None:
    """Words of the code and of the finding's text; enter goes to the rows, esc shows all."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        await person.press("slash")
        await person.type("enough staff STALE")
        assert "◆ medium stale            F1" in person.seen()
        assert "conflict  " not in person.seen()
        await person.type("zzz")
        assert "No gap with these words" in person.seen()
        await person.press("escape")
        assert "▲ high   conflict" in person.seen()
        assert isinstance(person.screen, GapsScreen)


async def test_enter_opens_the_evidence_at_hand(tmp_path: Path) -> None:
    """A finding, a source, a statement, a key question, an area: each where it is looked at."""
    orphan = {"id": "E3", "source": "S1", "quote": "The kettle is new."}
    statements = [*bundle()["statements"], orphan]
    async with at_desk(before_the_visit(tmp_path / "i", statements=statements)) as person:
        await at_gaps(person)
        await person.press("enter")
        assert isinstance(person.screen, FindingScreen)
        await person.press("escape", "j", "o")
        assert isinstance(person.screen, AreaScreen)
        assert "Leadership" in person.seen().splitlines()[0]
        for words, expected in (
            ("no voice facilities", AreaScreen),
            ("clarify s1", ReadingScreen),
            ("orphan e3", ReadingScreen),
        ):
            await person.press("4", "slash")
            await person.type(words)
            await person.press("enter", "enter")
            assert isinstance(person.screen, expected), words
            if expected is AreaScreen:
                assert "Facilities" in person.seen().splitlines()[0]
            await person.press("4", "escape")


async def test_a_click_does_what_enter_does(tmp_path: Path) -> None:
    """A click on the highlighted gap opens it."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        await person.pilot.click("#gaps", offset=(20, 0))
        await person.pilot.pause()
        assert isinstance(person.screen, FindingScreen)


async def test_a_makes_an_ask_that_begins_from_the_key_question(tmp_path: Path) -> None:
    """The wording offered is the programme's own; the gap is then asked about."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        await person.press("slash")
        await person.type("leadership only")
        await person.press("enter", "a")
        seen = person.seen()
        assert "Offered: How far are staffing and" in seen
        assert "It may go into: vacancy" in " ".join(seen.replace("│", " ").split())
        assert "Every post is filled" not in seen
        await person.press("backspace")
        await person.type(" here.")
        await person.press("enter")
        await settled(person)
        ask = person.work.state.asks["A2"]
        assert ask.wording == (
            "How far are staffing and workload levels enough for the work? "
            "Please tell us what you see of it in your own work here."
        )
        assert ask.gap is not None
        assert (ask.gap.code, ask.gap.about.plain()) == ("leadership_only", {"finding": "F1"})
        assert highlighted(person).endswith("to place")
        await person.press("u")
        await settled(person)
        assert not highlighted(person).endswith("to place")


async def test_an_ask_about_a_source_names_nothing_that_was_said(tmp_path: Path) -> None:
    """What needs clarifying is asked in words of our own."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        await person.press("slash")
        await person.type("clarify")
        await person.press("enter", "a")
        assert "When was this written or said, and whose account is it?" in person.seen()
        await person.press("escape")
        assert list(person.work.state.asks) == ["A1"]


async def test_a_leading_wording_is_said_and_can_be_kept_or_worded_again(tmp_path: Path) -> None:
    """Each reason in a line; the ask is made only once it is meant."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        await person.press("a", "ctrl+u")
        await person.type("Do you never get help?")
        await person.press("enter")
        assert "closed: “Do” can be answered with yes or no" in person.seen()
        assert "absolute: “never” asks for all or nothing" in person.seen()
        await person.press("enter")
        assert "Do you never get help?" in person.seen()
        await person.press("enter", "down", "enter")
        await settled(person)
        assert person.work.state.asks["A2"].wording == "Do you never get help?"


async def test_n_goes_through_the_gaps_and_counts_what_is_left(tmp_path: Path) -> None:
    """Each is marked as looked at, the next that was not is highlighted; asked ones are done."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        seen = await at_gaps(person)
        assert "38 left (14 high)" in seen
        await person.press("j", "n")
        seen = person.seen()
        assert "37 left (13 high)" in seen
        assert numbers(seen)["gap"] == 85
        assert " seen" in line_with(seen, "PS.1.1.1 ")
        assert "PS.1.1.2" in highlighted(person)
        await person.press("g", "n")
        assert "PS.1.1.2" in highlighted(person)


async def test_x_sets_a_gap_aside_with_a_reason_and_takes_it_up_again(tmp_path: Path) -> None:
    """It is counted no more, shown when asked for with who and why, and undo brings it back."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        await person.press("j", "x")
        await person.type("looked at in another inspection")
        await person.press("enter")
        await settled(person)
        seen = person.seen()
        assert (numbers(seen)["gap"], numbers(seen)["open"]) == (84, 37)
        assert "1 set aside" in " ".join(seen.split())
        assert "PS.1.1.1 " not in seen
        await person.press("d", "G")
        seen = person.seen()
        assert highlighted(person).endswith("aside")
        assert "Set aside (AB, " in seen
        assert "looked at in another inspection" in seen
        await person.press("x")
        await settled(person)
        assert person.work.state.dismissals == {}
        await person.press("u", "u")
        await settled(person)
        assert numbers(person.seen())["open"] == 38


async def test_s_shows_only_what_is_chosen(tmp_path: Path) -> None:
    """A key question, a source, a phase; then all again."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        before = await at_gaps(person)
        assert isinstance(person.screen, GapsScreen)
        for words, said in (
            ("PS.1.2.1", "only PS.1.2.1"),
            ("source S1 ", "only S1"),
            ("during", "only by fieldwork"),
        ):
            await person.press("s")
            await person.type(words.removeprefix("source "))
            await person.press("enter")
            assert said in person.seen()
            assert 0 < len(person.screen.filtered.rows) < 84
        await person.press("s", "enter")
        assert person.seen().splitlines()[:14] == before.splitlines()[:14]


async def test_a_dropped_ask_does_not_mark_its_gap(tmp_path: Path) -> None:
    """Only asks that stand count."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        person.work.do(AmendAsk("A1", {"state": "dropped"}))
        await settled(person)
        assert "to place" not in numbers(person.seen())
        assert numbers(person.seen())["gap"] == len(gaps_of(person.work))


async def test_a_change_while_another_screen_is_in_front_is_there_on_return(
    tmp_path: Path,
) -> None:
    """The gap closes while the finding is open; back at the gaps it is gone."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        await person.press("enter")
        person.work.do(LinkStatement("E2", "F1", "supports"))
        await person.press("escape")
        await settled(person)
        assert "conflict  " not in person.seen()


async def test_an_inspection_that_is_only_looked_at_takes_no_ask(tmp_path: Path) -> None:
    """The key says so before anything is typed."""
    async with at_desk(before_the_visit(tmp_path / "i"), read_only=True) as person:
        await at_gaps(person)
        await person.press("a")
        assert isinstance(person.screen, GapsScreen)
        assert "This inspection is open to look at only" in person.seen()


async def test_y_copies_the_gap_with_what_would_settle_it(tmp_path: Path) -> None:
    """The code, the text, and what would settle it."""
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        await at_gaps(person)
        await person.press("y")
        copied = person.app.clipboard
        assert copied.startswith(f"conflict: {gaps_of(person.work)[0].text}. What")
        assert "What would settle it: a line independent of both sides" in copied


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_is_shown_and_never_acts(tmp_path: Path, size: tuple[int, int]) -> None:
    """Findings, sources, statements, flags and asks that would act stand there as text."""
    hostile = bundle()
    hostile["findings"][0]["text"] = HOSTILE
    hostile["findings"][0]["recommendation"] = HOSTILE
    hostile["sources"][0]["title"] = HOSTILE
    hostile["statements"][0]["quote"] = HOSTILE
    hostile["statements"][0]["clarify"] = HOSTILE
    hostile["asks"][0]["wording"] = HOSTILE
    async with at_desk(before_the_visit(tmp_path / "i", **hostile), size=size) as person:
        await at_gaps(person)
        assert isinstance(person.screen, GapsScreen)
        marked = 0
        for known in person.screen.filtered.rows:
            seen = person.seen()
            marked += "[red]x[/]" in seen
            assert "\x1b" not in seen, known
            assert "\u202e" not in seen, known
            await person.press("j")
        assert marked > 5
        assert isinstance(person.screen, GapsScreen)


async def test_ascii_alone_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of the screen's own is ASCII where that is asked for."""
    monkeypatch.setenv("TRIANGULATE_ASCII", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk(before_the_visit(tmp_path / "i")) as person:
        seen = await at_gaps(person)
        assert "> ! high   conflict         F1" in seen
        body = [line for line in seen.splitlines()[1:-1] if "─" not in line]
        assert "".join(body).translate({ord(bar): None for bar in "▁▂▃▄▅▆▇█▔"}).isascii()
