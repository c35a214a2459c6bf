"""Capture, driven by keys as a person would who types while others talk."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events

from evidence.commands import LinkStatement
from evidence.draft import DraftFile
from evidence.folder import InspectionFolder
from evidence.verifying import verify
from graph.bearing import bearings
from tests.tui.desk import Person, at_desk, small_inspection
from tui.app import TriangulateApp
from tui.asking.dialogs import Choose
from tui.screens.capture import CaptureScreen
from tui.widgets.note_line import NoteLine
from tui.widgets.rows import RowList

HOSTILE = "[red]x[/] [@click=app.quit]bye[/] \x1b[31m \u202eabc"


def bundle(**more: Any) -> dict[str, Any]:
    """One planned session with two voices, and one finding."""
    return {
        "voices": [
            {"id": "V1", "role": "Team managers", "group": "middle_managers"},
            {"id": "V2", "role": "Practitioners", "group": "practitioners", "people": 8},
        ],
        "sessions": [
            {"id": "M1", "title": "Wexcombe staff", "kind": "focus_group", "voices": ["V1", "V2"],
             "starts": "2026-03-10T10:00", "site": "Wexcombe"},
        ],
        "findings": [{"id": "F1", "question": "PS.1.2.3", "text": "Caseloads are manageable."}],
        **more,
    }  # fmt: skip


async def begun(person: Person) -> NoteLine:
    """Go to Capture and hold the planned session."""
    await person.press("5", "ctrl+o")
    await person.type("wexcombe")
    await person.press("enter")
    if isinstance(person.screen, Choose):
        await person.press("enter")  # it begins now
    return person.screen.query_one(NoteLine)


def quotes(person: Person) -> list[str]:
    return [statement.quote for statement in person.work.state.statements.values()]


async def test_without_a_session_it_teaches_and_keeps_what_was_typed(tmp_path: Path) -> None:
    """Enter asks for the session first; the line waits, and is kept once that is chosen."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("5")
        assert "ctrl+o  chooses the session" in person.seen()
        await person.type("They came early")
        await person.press("enter")
        assert isinstance(person.screen, Choose)
        await person.type("xyz")
        assert "No such session: enter begins one of this name." in person.seen()
        await person.press("backspace", "backspace", "backspace", "down", "enter")
        assert "Does " in person.seen()
        assert person.work.state.sessions["M1"].source is None
        await person.press("enter")
        assert quotes(person) == ["They came early"]
        assert person.screen.query_one(NoteLine).value == ""
        await person.type("Then all left")
        await person.press("enter")
        assert quotes(person) == ["They came early", "Then all left"]


async def test_a_line_that_was_not_given_yet_is_not_kept_by_choosing_a_session(
    tmp_path: Path,
) -> None:
    """Nor is one that was given and changed since; each waits for its own Enter."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("5")
        await person.type("half a")
        line = person.screen.query_one(NoteLine)
        await person.press("ctrl+o", "down", "enter", "enter")
        assert (line.value, quotes(person)) == ("half a", [])
        await person.press("ctrl+z")
        assert "No session chosen" in person.seen()
        await person.press("enter", "escape")
        await person.type(" line")
        await person.press("ctrl+o", "down", "enter", "enter")
        assert (line.value, quotes(person)) == ("half a line", [])


async def test_a_planned_session_is_held_and_each_enter_is_a_statement(tmp_path: Path) -> None:
    """A prefix names the voice; time, id and voice stand before the words; all is on disk."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        line = await begun(person)
        source = person.work.state.sources["S1"]
        assert (source.title, source.kind, source.site, source.voices) == (
            *("Wexcombe staff", "focus_group", "Wexcombe"),
            ("V1", "V2"),
        )
        assert "t: Team managers   p: Practitioners" in person.seen()
        await person.type("p: We cope, mostly")
        await person.press("enter")
        await person.type("Laughter")
        await person.press("enter")
        assert line.value == ""
        first, second = person.work.state.statements.values()
        assert (first.quote, first.voice, first.source) == ("We cope, mostly", "V2", "S1")
        assert (second.quote, second.voice) == ("Laughter", None)
        assert first.place is not None
        assert str(first.place.time).count(":") == 2
        seen = person.seen()
        assert f"{first.place.time} E1    p: Practitioners We cope, mostly" in seen
        assert seen.index("We cope, mostly") < seen.index("Laughter")
        with InspectionFolder.open(folder, read_only=True) as other:
            assert [s.quote for s in other.state.statements.values()] == quotes(person)


async def test_where_nothing_may_be_changed_no_line_is_asked_for(tmp_path: Path) -> None:
    """The session can be chosen to read; what is typed is not said to be kept."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder, read_only=True) as person:
        await person.press("5")
        seen = person.seen()
        assert "no line is kept" in seen
        assert "ctrl+o  chooses the session; ctrl+l" in seen
        assert "begins one" not in seen
        assert "Each Enter keeps" not in seen


async def test_two_hundred_lines_typed_fast_are_all_there_in_order(tmp_path: Path) -> None:
    """Keys come in one burst, with slips taken back; a line ends before the next begins."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await begun(person)
        expected = [f"line {number} of many" for number in range(200)]
        for text in expected:
            for character in f"{text}x":
                name = "space" if character == " " else character
                person.app.post_message(events.Key(name, character))
            person.app.post_message(events.Key("backspace", None))
            person.app.post_message(events.Key("enter", "\r"))
        await person.pilot.pause()
        for _ in range(200):
            if len(quotes(person)) == 200:
                break
            await person.pilot.pause(0.05)
        assert quotes(person) == expected
        notes = person.screen.query_one("#notes", RowList)
        assert list(notes.rows) == [f"E{number}" for number in range(1, 201)]
        assert notes.highlighted == 199
        assert "line 199 of many" in person.seen()
        assert person.screen.query_one(NoteLine).value == ""


async def test_a_refused_line_stays_where_it_was_typed(tmp_path: Path, monkeypatch: Any) -> None:
    """A full disk loses nothing: the line is not cleared."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        line = await begun(person)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(person.work.folder.journal, "append", full)
            await person.type("Heard this")
            await person.press("enter")
            assert line.value == "Heard this"
        assert quotes(person) == []
        await person.press("enter")
        assert quotes(person) == ["Heard this"]


async def test_the_newest_or_the_highlighted_line_is_tied_while_typing(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        line = await begun(person)
        await person.type("p: Twenty cases each")
        await person.press("enter")
        await person.type("t: Thirty")
        await person.press("enter")
        await person.type("half a li")
        await person.press("ctrl+t")
        await person.type("manageable")
        await person.press("enter", "c")
        assert list(person.work.state.links) == ["E2 contradicts F1"]
        assert line.value == "half a li"
        await person.press("up", "ctrl+t")
        await person.type("PS.1.1.1")
        await person.press("enter")
        assert person.work.state.statements["E1"].questions == ("PS.1.1.1",)
        assert "−F1" in person.seen()
        assert "?PS.1.1.1" in person.seen()


async def test_a_line_is_corrected_and_its_first_wording_stays_in_the_history(
    tmp_path: Path,
) -> None:
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await begun(person)
        await person.type("p: Twenty casse")
        await person.press("enter", "ctrl+e", "backspace", "backspace")
        await person.type("es")
        await person.press("enter")
        assert quotes(person) == ["Twenty cases"]
        assert person.work.state.statements["E1"].voice == "V2"
        await person.press("ctrl+e", "home")
        await person.type("t: ")
        await person.press("enter")
        corrected = person.work.state.statements["E1"]
        assert (corrected.quote, corrected.voice) == ("Twenty cases", "V1")
        await person.press("ctrl+z", "ctrl+z")
        assert quotes(person) == ["Twenty casse"]
        assert [head.command for head in person.work.folder.history()][3:] == [
            *("take_statement", "amend_statement", "amend_statement"),
            *("undo", "undo"),
        ]
        await person.press("ctrl+z")
        assert quotes(person) == []
        assert list(person.screen.query_one("#notes", RowList).rows) == []


async def test_a_prefix_that_fits_two_voices_loses_nothing(tmp_path: Path) -> None:
    voices = [
        {"id": "V1", "role": "Practitioners, Wexcombe", "group": "practitioners"},
        {"id": "V2", "role": "Practitioners, Harrow Vale", "group": "practitioners"},
    ]
    async with at_desk(small_inspection(tmp_path / "i", bundle(voices=voices))) as person:
        await begun(person)
        assert "w: Practitioners, Wexcombe   h: Practitioners, Harrow Vale" in person.seen()
        await person.type("p: hello")
        await person.press("enter")
        assert quotes(person) == ["p: hello"]
        assert "E1 is kept without a voice" in person.seen()
        await person.type("h: hello")
        await person.press("enter")
        assert person.work.state.statements["E2"].voice == "V2"


async def test_tab_goes_to_the_notes_and_back(tmp_path: Path) -> None:
    """There the plain keys work: u undoes, y copies, enter corrects."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        line = await begun(person)
        for text in ("one", "two", "three"):
            await person.type(text)
            await person.press("enter")
        await person.type("four")
        await person.press("tab", "k", "y")
        assert person.app.clipboard == "“two” (E2, Wexcombe staff)"
        await person.press("u")
        assert quotes(person) == ["one", "two"]
        await person.press("tab")
        assert line.has_focus
        assert line.value == "four"
        await person.press("enter")
        assert quotes(person) == ["one", "two", "four"]


async def test_a_session_that_nobody_planned_begins(tmp_path: Path) -> None:
    """Its title is what was typed in the list; a new voice is named on the way."""
    async with at_desk(small_inspection(tmp_path / "i")) as person:
        await person.press("5", "ctrl+o")
        await person.type("Corridor talk")
        await person.press("enter", "ctrl+s", "enter")
        await person.type("Duty officer")
        await person.press("ctrl+s", "ctrl+s")
        assert isinstance(person.screen, CaptureScreen)
        assert person.work.state.sources["S1"].title == "Corridor talk"
        assert person.work.state.sources["S1"].voices == ("V1",)
        await person.type("Quiet today")
        await person.press("enter")
        assert person.work.state.statements["E1"].voice == "V1"


async def test_going_on_with_a_held_session_shows_its_notes(tmp_path: Path) -> None:
    more = bundle(
        sources=[{"id": "S1", "kind": "meeting", "title": "Big", "voices": ["V1"]}],
        statements=[{"id": f"E{n}", "source": "S1", "quote": f"said {n}"} for n in range(1, 3_001)],
        sessions=[{"id": "M1", "kind": "meeting", "title": "Wexcombe", "source": "S1"}],
    )
    async with at_desk(small_inspection(tmp_path / "i", more)) as person:
        await begun(person)
        assert "said 3000" in person.seen()
        await person.type("and more")
        await person.press("enter")
        notes = person.screen.query_one("#notes", RowList)
        assert (len(notes.rows), notes.highlighted) == (3_001, 3_000)
        await person.press("1")
        assert person.screen.query_one(NoteLine).value == "1"
        await person.press("escape", "u", "5", "enter")
        assert quotes(person)[-2:] == ["said 3000", "1"]
        assert list(notes.rows)[-2:] == ["E3000", "E3002"]


async def test_undoing_the_session_itself_teaches_again(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        line = await begun(person)
        await person.type("unfinished")
        await person.press("ctrl+z")
        assert "No session chosen" in person.seen()
        assert line.value == "unfinished"
        await person.press("ctrl+t", "ctrl+e")
        assert isinstance(person.screen, CaptureScreen)


async def test_pasted_lines_are_each_a_statement(tmp_path: Path) -> None:
    """The first with what stood before the cursor; a line pasted alone waits for its Enter."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        line = await begun(person)
        await person.type("p: ")
        line.post_message(events.Paste("first\nt: second \x1b[31m\n\nthird\n"))
        await person.pilot.pause()
        assert quotes(person) == ["first", "second  [31m", "third"]
        voices = [statement.voice for statement in person.work.state.statements.values()]
        assert voices == ["V2", "V1", None]
        assert line.value == ""
        assert "3 pasted lines are kept, each by itself" in person.seen()
        line.post_message(events.Paste("fourth\n"))
        await person.pilot.pause()
        assert line.value == "fourth"


async def test_pasted_lines_without_a_session_wait_in_the_line(tmp_path: Path) -> None:
    """Nothing is lost: they wait together."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("5")
        line = person.screen.query_one(NoteLine)
        line.post_message(events.Paste("first\nsecond"))
        await person.pilot.pause()
        assert line.value == "first second"
        assert isinstance(person.screen, Choose)
        await person.press("down", "enter", "enter")
        assert quotes(person) == ["first", "second"]
        assert line.value == ""


async def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    """In the session's line, the legend, the notes and the lists nothing of it is obeyed."""
    hostile = bundle(
        sources=[{"id": "S1", "kind": "meeting", "title": HOSTILE, "voices": ["V1", "V2"]}],
        statements=[{"id": "E1", "source": "S1", "quote": HOSTILE, "voice": "V1"}],
        sessions=[{"id": "M1", "kind": "meeting", "title": f"wexcombe {HOSTILE}", "source": "S1"}],
    )
    hostile["voices"][0]["role"] = HOSTILE
    async with at_desk(small_inspection(tmp_path / "i", hostile), size=(120, 30)) as person:
        await begun(person)
        for key in ("up", "ctrl+o", "ctrl+n", "ctrl+e"):
            await person.press(key)
            seen = person.seen()
            assert "[red]x[/] [@click=app.quit]bye[/] ␛[31m ‹RLO›abc" in seen
            assert "\x1b" not in seen
            assert "\u202e" not in seen
            if not isinstance(person.screen, CaptureScreen):
                await person.press("escape")
        await person.press("ctrl+e", "enter")
        assert quotes(person) == [HOSTILE]
        await person.type("[red]plain[/red]")
        await person.press("enter")
        assert "[red]plain[/red]" in person.seen()


def with_asks(**more: Any) -> dict[str, Any]:
    """A planned session with three asks: about a finding, a key question, and nothing."""
    wordings = ("How are cases shared out?", "How is training planned?", "What else?")
    abouts = ({"finding": "F1"}, {"question": "PS.1.1.1"}, {"area": "people"})
    return bundle(
        asks=[
            {"id": f"A{number}", "session": "M1", "state": "planned", "wording": wording,
             "gap": {"code": "one_kind", "about": about}}
            for number, (wording, about) in enumerate(zip(wordings, abouts, strict=True), 4)
        ],
        **more,
    )  # fmt: skip


def ask_states(person: Person) -> list[tuple[str, str | None]]:
    return [(ask.state, ask.answer) for ask in person.work.state.asks.values()]


async def test_a_line_answers_the_ask_that_it_names(tmp_path: Path) -> None:
    """By its number here or by its id; the question it is about then has evidence."""
    async with at_desk(small_inspection(tmp_path / "i", with_asks())) as person:
        await begun(person)
        assert "3 of 3 to ask (^l)" in person.seen()
        await person.type("p: #2 We have a plan")
        await person.press("enter")
        assert ask_states(person)[1] == ("answered", "E1")
        assert person.work.state.statements["E1"].questions == ("PS.1.1.1",)
        assert "E1 answers A5" in person.seen()
        await person.type("#A4 Fairly")
        await person.press("enter")
        assert ask_states(person)[0] == ("answered", "E2")
        assert "E2 answers A4; ^t ties it to F1" in person.seen()
        await person.type("#1 And evenly")
        await person.press("enter")
        assert "A4 keeps its first answer E2" in person.seen()
        assert "1 of 3 to ask" in person.seen()


async def test_the_asks_stand_beside_the_notes_or_below_them_on_demand(tmp_path: Path) -> None:
    """Each with its number, its state, its words and how its finding stands; enter puts one."""
    folder = small_inspection(tmp_path / "i", with_asks())
    async with at_desk(folder) as person:
        await begun(person)
        assert "How are cases shared out?" not in person.seen()
        await person.press("ctrl+l")
        assert "#1  ○ to ask    How are cases shared out?" in person.seen()
        assert "○F1" in person.seen()
        await person.type("#3")
        await person.press("enter")
        assert ask_states(person)[2] == ("asked", None)
        await person.type("x")
        await person.press("enter", "tab", "tab", "enter")
        assert ask_states(person)[0] == ("asked", None)
        assert "#1  ◔ asked" in person.seen()
        assert "#1 (A4, asked): How are cases shared out? [F1 ○ silent" in person.seen()
        await person.press("enter")
        assert ask_states(person)[0] == ("planned", None)
        await person.press("tab")
        assert person.screen.query_one(NoteLine).has_focus
        await person.press("ctrl+l")
        assert "How are cases shared out?" not in person.seen()
    async with at_desk(folder, size=(120, 30)) as person:
        await begun(person)
        assert "#1  ○ to ask    How are cases" in person.seen()


async def test_asks_that_were_not_put_are_told_on_leaving_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And stand in red once the day of the session is over."""
    monkeypatch.setattr(TriangulateApp, "NOTIFICATION_TIMEOUT", 1e6)
    folder = small_inspection(tmp_path / "i", with_asks())
    async with at_desk(folder) as person:
        await begun(person)
        await person.type("#2")
        await person.press("enter", "ctrl+l", "tab", "1")
        told = "2 asks were not put in Wexcombe staff: A4, A6"
        assert [each.message for each in person.app._notifications] == [told]
        await person.press("5", "tab", "1")
        assert len(list(person.app._notifications)) == 1
        person.work.today = date(2030, 1, 1)
        await person.press("5")
        person.screen.show_work()  # type: ignore[attr-defined]
        await person.pilot.pause()
        assert "#1  ! not asked" in person.seen()


async def test_a_voice_holds_for_the_next_lines_until_a_colon_ends_it(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await begun(person)
        for line in ("prac:", "one", "t: two", "three", ":", "four"):
            await person.type(line)
            await person.press("enter")
            if line == "prac:":
                assert "The next lines are Practitioners's" in person.seen()
                assert "every line: Practitioners (: ends it)" in person.seen()
        voices = [(each.quote, each.voice) for each in person.work.state.statements.values()]
        assert voices == [("one", "V2"), ("two", "V1"), ("three", "V2"), ("four", None)]


async def test_a_prefix_that_names_nobody_is_explained_and_kept(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await begun(person)
        await person.type("x: hello")
        await person.press("enter")
        assert quotes(person) == ["x: hello"]
        assert "E1 is kept whole, with no voice: there is no voice 'x:' here" in person.seen()
        await person.type("#7 hello")
        await person.press("enter")
        assert "E2 is kept whole, with no voice: there is no ask '#7' here" in person.seen()


async def test_a_note_is_a_quote_or_a_paraphrase(tmp_path: Path) -> None:
    """By its quotation mark, by what was said of the next lines, or by a key afterwards."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await begun(person)
        await person.press(*'"no', "enter", "ctrl+g", "ctrl+g")
        assert "every line a paraphrase" in person.seen()
        await person.type("yes")
        await person.press("enter", "tab", "q")
        wordings = [each.wording for each in person.work.state.statements.values()]
        assert wordings == ["quote", None]
        await person.press("q", "q")
        assert person.work.state.statements["E2"].wording == "paraphrase"
        assert "Practitioners" in person.seen()


async def test_a_note_is_split_where_the_cursor_stands_and_joined_again(tmp_path: Path) -> None:
    """Each is one undo; the halves stand one after the other among the notes."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await begun(person)
        for line in ("p: one two", "three"):
            await person.type(line)
            await person.press("enter")
        notes = person.screen.query_one("#notes", RowList)
        await person.press("tab", "k", "s", "home", *["right"] * 4)
        assert "one │ two" in person.seen()
        await person.press("enter")
        assert list(notes.rows) == ["E1", "E3", "E2"]
        assert [each.quote for each in person.work.state.statements.values()] == [
            *("one", "two", "three"),
        ]
        assert "split E1: what follows is E3" in person.seen()
        await person.press("a")
        assert quotes(person) == ["one two", "three"]
        await person.press("u")
        assert list(notes.rows) == ["E1", "E3", "E2"]
        await person.press("g", "j", "b")
        assert quotes(person) == ["one two", "three"]
        assert notes.highlighted == 0
        await person.press("b")
        assert "There is no note to join it with." in person.seen()


async def test_a_correction_may_split_as_well(tmp_path: Path) -> None:
    """The key f2 keeps what was corrected, then splits it at the cursor."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await begun(person)
        await person.type("t: one twoo")
        await person.press("enter", "ctrl+e", "backspace", *["left"] * 3, "f2")
        assert quotes(person) == ["one", "two"]
        assert [each.voice for each in person.work.state.statements.values()] == ["V1", "V1"]


async def test_what_a_tie_changed_is_said_with_by_whom(tmp_path: Path) -> None:
    async with at_desk(small_inspection(tmp_path / "i", with_asks())) as person:
        await begun(person)
        await person.type("p: Twenty each")
        await person.press("enter", "ctrl+t")
        await person.type("manageable")
        await person.press("enter", "s")
        assert "F1: silent → single source by practitioners   A4: planned → answered" in (
            person.seen()
        )
        assert ask_states(person)[0] == ("answered", "E1")


async def test_a_small_group_is_told_in_the_title_and_beside_its_notes(tmp_path: Path) -> None:
    few = bundle()
    few["voices"][0]["people"] = 1
    async with at_desk(small_inspection(tmp_path / "i", few)) as person:
        await begun(person)
        assert "† not to be attributed: Team managers" in person.seen()
        await person.type("t: I decide")
        await person.press("enter")
        seen = " ".join(person.seen().split())
        assert "[† not to be attributed: a role held by one]" in seen


async def test_what_an_answer_is_about_is_offered_first(tmp_path: Path) -> None:
    """Tying a line to the finding of the ask that it answers takes no search for it."""
    other = {"id": "F0", "question": "PS.1.1.1", "text": "Before it in the list"}
    findings = [other, *bundle()["findings"]]
    async with at_desk(
        small_inspection(tmp_path / "i", with_asks() | {"findings": findings})
    ) as person:
        await begun(person)
        await person.type("p: #1 Twenty each")
        await person.press("enter", "ctrl+t", "enter", "s")
        assert [link.finding for link in person.work.state.links.values()] == ["F1"]


async def test_of_much_news_the_first_is_said_and_what_was_done(tmp_path: Path) -> None:
    """The quiet line is one line: a count stands for what it has no room for."""
    async with at_desk(small_inspection(tmp_path / "i", with_asks())) as person:
        await begun(person)
        await person.type("p: #1 #2 #3 Twenty each")
        await person.press("enter", "ctrl+z")
        assert "A6: answered → planned, and 2 more   (undid 4: took E1" in person.seen()


async def test_at_eighty_columns_it_says_what_is_left_to_ask_and_how_to_leave(
    tmp_path: Path,
) -> None:
    """A long title gives way; the line takes the letters, so the ways out begin with tab."""
    long = with_asks()
    long["sessions"][0]["title"] = "Practitioners of Wexcombe and of Harrow Vale, second session"
    async with at_desk(small_inspection(tmp_path / "i", long)) as person:
        await person.press("5")
        every = "1 Overview 2 Area 3 Sources 4 Gaps 6 History 7 Review 8 Plan 9 Audit"
        assert f" tab, then {every}\n" in person.seen()
        assert "^z Undo" in person.seen()
        assert "? Help" in person.seen()
        await begun(person)
        assert "S1: 0 statements, 3 of 3 to ask (^l)" in person.seen()
        await person.press("tab", "4")
        assert person.app.current_mode == "gaps"


async def test_the_ways_out_begin_with_tab_only_where_the_line_has_the_keys(
    tmp_path: Path,
) -> None:
    """Who comes back to the notes is not sent into the line, where a figure would be typed."""
    async with at_desk(small_inspection(tmp_path / "i", with_asks())) as person:
        await person.press("5")
        assert "\n tab, then 1 Overview" in person.seen()
        await person.press("tab")
        assert "\n 1 Overview 2 Area" in person.seen()
        await person.press("1", "5")
        assert "\n 1 Overview 2 Area" in person.seen()
        await person.press("4")
        assert person.app.current_mode == "gaps"


async def test_a_session_held_is_dated_by_the_day_of_the_inspection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the clock of the machine; a session that nobody planned begins on that day too."""
    monkeypatch.setenv("TRIANGULATE_TODAY", "2026-03-10")
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await begun(person)
        held = person.work.state.sources["S1"]
        assert (held.dated, held.received) == ("2026-03-10", "2026-03-10")
        await person.press("ctrl+o", "enter")
        await person.type("Corridor")
        await person.press("ctrl+s", "escape")
        await person.press("ctrl+o", "enter")
        await person.type("Corridor")
        await person.press("ctrl+s", "ctrl+s")
        starts = [each.starts for each in person.work.state.sessions.values()][1:]
        assert [str(moment)[:10] for moment in starts] == ["2026-03-10"]


async def written(person: Person, folder: Path, line: str) -> None:
    """Wait until this line is the draft; "" for none."""
    for _ in range(200):
        draft = DraftFile(folder).read()
        if (draft.line if draft is not None else "") == line:
            return
        await person.pilot.pause(0.05)
    raise AssertionError(f"{line!r} is not the draft")


async def test_a_half_typed_line_outlives_the_program(tmp_path: Path) -> None:
    """It is offered back in its session, is no part of the journal, and goes once it is kept."""
    folder = small_inspection(tmp_path / "i", bundle())
    draft = folder / "capture.draft"
    async with at_desk(folder) as person:
        await begun(person)
        await person.type("p: half a line")
        await written(person, folder, "p: half a line")
        assert draft.stat().st_mode & 0o777 == 0o600
        assert b"half a line" not in (folder / "journal.jsonl").read_bytes()
        shutil.copytree(folder, tmp_path / "killed")
    async with at_desk(tmp_path / "killed") as person:
        await person.press("5")
        line = person.screen.query_one(NoteLine)
        assert (line.value, quotes(person)) == ("p: half a line", [])
        assert "M1 Wexcombe staff" in person.seen()
        assert "typed and not kept when the program ended" in person.seen()
        await person.press("enter")
        assert quotes(person) == ["half a line"]
        await written(person, tmp_path / "killed", "")
        await person.type("another")
        await written(person, tmp_path / "killed", "another")
        await person.press("ctrl+u")
        await written(person, tmp_path / "killed", "")
        assert not verify(tmp_path / "killed").faults


@pytest.mark.parametrize("found", ["", "[]", '{"session": 1, "line": "x"}', "{", "\xff"])
async def test_a_draft_that_cannot_be_read_is_none(tmp_path: Path, found: str) -> None:
    """Nor is one of a session that is not held."""
    folder = small_inspection(tmp_path / "i", bundle())
    for content in (found, '{"session": "M1", "line": "x"}', '{"session": "M9", "line": "x"}'):
        (folder / "capture.draft").write_text(content, encoding="latin-1")
        async with at_desk(folder) as person:
            await person.press("5")
            assert person.screen.query_one(NoteLine).value == ""
            assert "No session chosen" in person.seen()


async def test_a_hostile_draft_is_text(tmp_path: Path) -> None:
    """Whatever wrote it: no control character reaches the terminal."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        await begun(person)
    hostile = {"session": "M1", "line": HOSTILE}
    (folder / "capture.draft").write_text(json.dumps(hostile), encoding="utf-8")
    async with at_desk(folder, read_only=True) as person:
        await person.press("5")
        assert person.screen.query_one(NoteLine).value == ""
    async with at_desk(folder) as person:
        await person.press("5")
        assert person.screen.query_one(NoteLine).value == HOSTILE.replace("\x1b", " ")
        assert "\x1b" not in person.seen()


def head_only() -> dict[str, Any]:
    """A session of one voice, in an inspection that knows another."""
    heard = bundle()
    heard["sessions"][0]["voices"] = ["V1"]
    return heard


async def test_words_after_an_unknown_prefix_are_kept_and_are_nobodys(tmp_path: Path) -> None:
    """In a session of one voice: the row says so for good, with the key that names the voice."""
    async with at_desk(small_inspection(tmp_path / "i", head_only())) as person:
        await begun(person)
        for line in ("x: somebody says this", "#9 not an ask", "Laughter"):
            await person.press(*("number_sign" if c == "#" else c for c in line[:1]))
            await person.type(line[1:])
            await person.press("enter")
        said = [(s.quote, s.voice, s.clarify) for s in person.work.state.statements.values()]
        assert said == [
            ("x: somebody says this", None, "no voice 'x:'"),
            ("#9 not an ask", "V1", "no ask '#9'"),
            ("Laughter", "V1", None),
        ]
        seen = person.seen()
        assert "E1    no voice 'x:'    x: somebody says this" in seen
        assert "tab p" in seen
        assert "no ask '#9'" in seen
        assert bearings_of(person, "E1") == "no voice"
        await person.press("up", "up")
        assert "tab p names whose words these are" in " ".join(person.seen().split())


async def test_one_key_names_the_voice_also_of_somebody_not_heard_there_yet(
    tmp_path: Path,
) -> None:
    """A voice of the inspection, or one of a role that is typed; the flag is then gone."""
    async with at_desk(small_inspection(tmp_path / "i", head_only())) as person:
        await begun(person)
        for line in ("p: we were asked", "d: and we were"):
            await person.type(line)
            await person.press("enter")
        await person.press("up", "tab", "p")
        assert "not yet heard in S1" in person.seen()
        await person.type("practitioners")
        await person.press("enter")
        first = person.work.state.statements["E1"]
        assert (first.quote, first.voice, first.clarify) == ("p: we were asked", "V2", None)
        assert person.work.state.sources["S1"].voices == ("V1", "V2")
        await person.press("j", "p")
        await person.type("Duty officers")
        assert "enter  makes one of this role" in person.seen()
        await person.press("enter", "ctrl+s")
        assert person.work.state.voices["V3"].role == "Duty officers"
        assert person.work.state.statements["E2"].voice == "V3"


async def test_a_mistyped_prefix_is_corrected_where_it_was_typed(tmp_path: Path) -> None:
    """The line is read again: voice and ask are those that it then names."""
    asks = [{"id": "A1", "session": "M1", "wording": "How many?", "state": "planned",
             "gap": {"code": "one_kind", "about": {"finding": "F1"}}}]  # fmt: skip
    async with at_desk(small_inspection(tmp_path / "i", head_only() | {"asks": asks})) as person:
        await begun(person)
        await person.type("x: hello")
        await person.press("enter", "ctrl+e", "home", "delete", "t", "enter")
        first = person.work.state.statements["E1"]
        assert (first.quote, first.voice, first.clarify) == ("hello", "V1", None)
        await person.press("ctrl+e", "home")
        await person.type("y: ")
        await person.press("enter")
        first = person.work.state.statements["E1"]
        assert (first.quote, first.voice, first.clarify) == ("y: hello", None, "no voice 'y:'")
        await person.press("number_sign")
        await person.type("9 thirty")
        await person.press("enter", "ctrl+e", "home", "right", "delete", "1", "enter")
        second = person.work.state.statements["E2"]
        assert (second.quote, second.voice, second.clarify) == ("thirty", "V1", None)
        assert person.work.state.asks["A1"].answer == "E2"


def bearings_of(person: Person, statement: str) -> str:
    """Whose words a statement is said to be beside a finding."""
    person.work.do(LinkStatement(statement, "F1", "supports"))
    (found,) = bearings(person.work.state, "F1")
    person.work.undo()
    return found.voice
