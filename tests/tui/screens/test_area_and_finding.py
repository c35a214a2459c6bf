"""The Area screen and a finding, driven by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.tui.desk import at_desk, small_inspection
from tui import settings
from tui.screens.area import AreaScreen
from tui.screens.finding import FindingScreen
from tui.screens.reading import ReadingScreen

HOSTILE = "[red]x[/] [@click=app.quit]bye[/] \x1b[31m \u202eabc"


def bundle(**more: Any) -> dict[str, Any]:
    """Two voices, two sources, three statements, one finding with one link."""
    return {
        "voices": [
            {"id": "V1", "role": "Head of service", "group": "leaders"},
            {"id": "V2", "role": "Practitioners", "group": "practitioners"},
        ],
        "sources": [
            {
                "id": "S1",
                "title": "Plan",
                "kind": "document",
                "dated": "2026-01-10",
                "voices": ["V1"],
                "recorded_by": "AB",
            },
            {
                "id": "S2",
                "title": "Focus group",
                "kind": "focus_group",
                "dated": "2026-03-10",
                "voices": ["V2"],
                "recorded_by": "MK",
            },
        ],
        "statements": [
            {"id": "E1", "source": "S1", "quote": "Supervision is monthly."},
            {"id": "E2", "source": "S2", "quote": "We are seen when someone is free."},
            {"id": "E3", "source": "S2", "quote": "Mine was every month this year."},
        ],
        "findings": [{"id": "F1", "question": "PS.1.2.3", "text": "Supervision is regular."}],
        "links": [{"statement": "E1", "finding": "F1", "stance": "supports"}],
        **more,
    }


async def test_a_finding_is_written_under_the_highlighted_question(tmp_path: Path) -> None:
    """n, the text, and ctrl+s: the finding is in the list, highlighted, and on disk."""
    folder = small_inspection(tmp_path / "i")
    async with at_desk(folder) as person:
        await person.press("2", "n")
        await person.type("Leaders know their risks")
        await person.press("ctrl+s")
        assert isinstance(person.screen, AreaScreen)
        finding = person.work.state.findings["F1"]
        assert (finding.question, finding.text) == ("PS.1.1.1", "Leaders know their risks")
        assert "○ F1   silent" in person.seen()
        assert person.work.folder.history()[-1].command == "write_finding"


async def test_tying_a_statement_moves_the_status_and_says_so(tmp_path: Path) -> None:
    """t, a word to find the statement, its stance: the quiet line tells the new status."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        await person.press("2", "right_square_bracket")
        await person.press("j", "j", "j", "enter")
        assert isinstance(person.screen, FindingScreen)
        await person.press("t")
        await person.type("every month")
        await person.press("enter", "s")
        assert person.work.assessments["F1"].status == "corroborated"
        seen = person.seen()
        assert "F1: single source → corroborated" in seen
        assert "+ E3 supports: S2 Focus group" in seen
        await person.press("u")
        assert person.work.assessments["F1"].status == "single_source"
        await person.press("U")
        assert person.work.assessments["F1"].status == "corroborated"


async def test_a_conflict_is_resolved_with_a_reason_and_reopened_by_what_comes_later(
    tmp_path: Path,
) -> None:
    """The key r asks for outcome and reason; a link that the resolution did not see reopens it."""
    links = [
        {"statement": "E1", "finding": "F1", "stance": "supports"},
        {"statement": "E2", "finding": "F1", "stance": "contradicts"},
    ]
    folder = small_inspection(tmp_path / "i", bundle(links=links))
    async with at_desk(folder) as person:
        person.app.open_finding("F1")
        await person.pilot.pause()
        assert "≠ conflicting" in person.seen()
        await person.press("r")
        await person.press("ctrl+s")
        assert "Choose the outcome." in person.seen()
        await person.press("enter", "down", "enter", "ctrl+s")
        assert "Say why." in person.seen()
        await person.press("tab")
        await person.type("the plan is borne out")
        await person.press("ctrl+s")
        resolution = person.work.state.findings["F1"].resolution
        assert resolution is not None
        assert (resolution.outcome, resolution.by) == ("upheld", "AB")
        assert person.work.assessments["F1"].status == "single_source"
        await person.press("t")
        await person.type("E3")
        await person.press("enter", "c")
        assert person.work.assessments["F1"].reopened
        assert person.work.assessments["F1"].status == "conflicting"


async def test_both_sides_are_read_while_the_reason_is_written(tmp_path: Path) -> None:
    """In 80x24 the quotes of both stand side by side, with source and voice; page keys go on."""
    many = [
        {"id": f"E{n}", "source": "S2", "voice": "V2", "quote": f"Mine was put off {n} times."}
        for n in range(4, 9)
    ]
    links = [
        {"statement": "E1", "finding": "F1", "stance": "supports"},
        {"statement": "E3", "finding": "F1", "stance": "qualifies"},
        {"statement": "E2", "finding": "F1", "stance": "contradicts"},
        *({"statement": each["id"], "finding": "F1", "stance": "contradicts"} for each in many),
    ]
    given = bundle(links=links)
    given["statements"] += many
    async with at_desk(small_inspection(tmp_path / "i", given)) as person:
        person.app.open_finding("F1")
        await person.pilot.pause()
        await person.press("r", "tab")
        await person.type("the plan is older")
        seen = person.seen()
        for words in (
            "Resolve F1: Supervision is regular.",
            "“Supervision is monthly.”",
            "document, 2026-01-10 · Head of",
            "Qualifying (1)",
            "“Mine was every month this",
            "Against (6)",
            "E2 contradicts: S2 Focus group",
            "“We are seen when someone is",
            "Practitioners",
            "the plan is older",
        ):
            assert words in seen
        assert "put off 8 times" not in seen
        await person.press(*(["pagedown"] * 3))
        assert "put off 8 times" in person.seen()
        assert "the plan is older" in person.seen()
        await person.press(*(["pageup"] * 3))
        assert "“We are seen when someone is" in person.seen()
        await person.press("shift+tab", "enter", "down", "enter", "ctrl+s")
        resolution = person.work.state.findings["F1"].resolution
        assert resolution is not None
        assert (resolution.outcome, resolution.reason) == ("upheld", "the plan is older")
        assert len(resolution.seen) == 8


async def test_a_statement_is_judged_anew_unlinked_withdrawn_and_read(tmp_path: Path) -> None:
    """One key each on the highlighted statement."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        person.app.open_finding("F1")
        await person.pilot.pause()
        await person.press("c")
        assert [link.stance for link in person.work.state.links.values()] == ["contradicts"]
        await person.press("w")
        await person.type("recorded twice")
        await person.press("enter")
        assert "does not count: withdrawn" in person.seen()
        await person.press("w")
        assert not person.work.state.statements["E1"].withdrawn
        await person.press("o")
        assert isinstance(person.screen, ReadingScreen)
        await person.press("escape", "x")
        assert person.work.state.links == {}
        assert "Nothing is linked to this finding yet." in person.seen()


async def test_the_views_show_the_reasons_and_the_graph(tmp_path: Path) -> None:
    """The key v goes from the evidence to why, to the small graph, and round again."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        person.app.open_finding("F1")
        await person.pilot.pause()
        await person.press("v")
        assert "Rests on  S1 Plan, V1 Head of service" in person.seen()
        await person.press("v")
        assert "◆ F1" in person.seen()
        await person.press("escape", "2", "v")
        assert "· outline" in person.seen()
        await person.press("v")
        assert "· lanes" in person.seen()
        await person.press("v")
        assert "· matrix" in person.seen()


async def test_the_filter_keeps_findings_with_the_words(tmp_path: Path) -> None:
    """/ and words; esc brings all back."""
    findings = [
        {"id": "F1", "question": "PS.1.1.1", "text": "Leaders listen."},
        {"id": "F2", "question": "PS.1.1.2", "text": "Risks are owned."},
    ]
    folder = small_inspection(tmp_path / "i", bundle(findings=findings, links=[]))
    async with at_desk(folder) as person:
        await person.press("2", "slash")
        await person.type("owned")
        assert "F2" in person.seen()
        assert "F1 " not in person.seen()
        await person.press("escape")
        assert "F1 " in person.seen()


async def test_hostile_evidence_is_shown_and_never_acts(tmp_path: Path) -> None:
    """Markup, escape sequences and direction marks stand there as text, in every view."""
    hostile = bundle()
    hostile["statements"][0]["quote"] = HOSTILE
    hostile["findings"][0]["text"] = HOSTILE
    hostile["voices"][0]["role"] = HOSTILE
    hostile["sources"][0]["title"] = HOSTILE
    folder = small_inspection(tmp_path / "i", hostile)
    async with at_desk(folder, size=(120, 40)) as person:
        await person.press("2", "right_square_bracket")
        for _ in range(3):
            assert "[red]x[/] [@click=app.quit]bye[/]" in person.seen()
            assert "\x1b" not in person.seen()
            assert "\u202e" not in person.seen()
            await person.press("v")
        person.app.open_finding("F1")
        await person.pilot.pause()
        for _ in range(3):
            assert "[red]x[/] [@click=app.quit]bye[/]" in person.seen()
            assert "\u202e" not in person.seen()
            await person.press("v")


async def test_text_copied_is_the_statement_with_its_source(tmp_path: Path) -> None:
    """The key y copies what is highlighted."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        person.app.open_finding("F1")
        await person.pilot.pause()
        await person.press("y")
        assert person.app.clipboard == "“Supervision is monthly.” (E1, Plan)"


async def test_a_hostile_text_is_edited_as_signs_and_kept_to_the_letter(tmp_path: Path) -> None:
    """A field shows what a terminal would obey as signs; untouched, it stays as it was."""
    hostile = bundle()
    hostile["findings"][0]["text"] = HOSTILE
    folder = small_inspection(tmp_path / "i", hostile)
    async with at_desk(folder) as person:
        await person.press("2", "right_square_bracket", "j", "j", "j", "e")
        assert "␛[31m ‹RLO›abc" in person.seen()
        await person.press("tab", "enter", "down", "enter", "ctrl+s")
        finding = person.work.state.findings["F1"]
        assert finding.text == HOSTILE
        assert finding.polarity != "neutral"


async def test_a_finding_is_written_from_the_reading_pane(tmp_path: Path) -> None:
    """Words that nothing holds: Enter writes them, asks for the key question, then the stance."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        person.app.open_source("S1", "E1")
        await person.pilot.pause()
        await person.press("t")
        await person.type("Rooms are private")
        assert "writes them as a new finding" in person.seen()
        await person.press("enter")
        await person.type("premises")
        await person.press("enter", "s")
        finding = person.work.state.findings["F2"]
        assert (finding.text, finding.question) == ("Rooms are private", "PS.1.4.2")
        assert [link.finding for link in person.work.state.links.values()] == ["F1", "F2"]
        assert isinstance(person.screen, ReadingScreen)


async def test_keys_act_on_what_is_highlighted_in_the_view_that_is_seen(tmp_path: Path) -> None:
    """In a drawing, delete takes the finding under the mark, and nothing where none is."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        await person.press("2", "right_square_bracket", "j", "j", "j", "v")
        seen = person.seen()
        assert "· outline" in seen
        assert any(line.startswith("›") and "F1" in line for line in seen.splitlines())
        await person.press("k", "delete")
        assert "F1" in person.work.state.findings
        assert "Highlight a finding first." in person.seen()
        await person.press("j", "delete")
        assert "F1" not in person.work.state.findings


async def test_a_form_drops_what_was_typed_only_when_asked_twice(tmp_path: Path) -> None:
    """The first escape warns, the second leaves."""
    folder = small_inspection(tmp_path / "i")
    async with at_desk(folder) as person:
        await person.press("2", "n")
        await person.type("Half a thought")
        await person.press("escape")
        assert "Press esc again to drop what you typed" in person.seen()
        assert "Half a thought" in person.seen()
        await person.press("escape")
        assert isinstance(person.screen, AreaScreen)


async def test_a_whole_bundle_is_undone_only_when_that_is_meant(tmp_path: Path) -> None:
    """The key u asks first; Enter on what is offered first keeps it."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        await person.press("2", "u")
        assert "Undo all of it?" in person.seen()
        await person.press("enter")
        assert len(person.work.state.statements) == 3
        await person.press("u", "down", "enter")
        assert person.work.state.statements == {}


async def test_the_title_line_refits_and_keeps_the_marking(tmp_path: Path) -> None:
    """Also when the terminal becomes narrow."""
    folder = small_inspection(tmp_path / "i")
    async with at_desk(folder, size=(120, 40)) as person:
        await person.pilot.resize_terminal(60, 20)
        await person.pilot.pause()
        first = person.seen().splitlines()[0]
        assert first.endswith("OFFICIAL-SENSITIVE · AB")


async def test_settings_may_give_other_keys(tmp_path: Path) -> None:
    """By an action's id, as docs/KEYS.md and `triangulate keys --json` name it."""
    settings.change(keys={"area.write": "w"})
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        await person.press("2", "n")
        assert isinstance(person.screen, AreaScreen)
        await person.press("w")
        assert "A finding under PS.1.1.1" in person.seen()


async def test_a_repeat_is_marked_and_a_note_is_kept(tmp_path: Path) -> None:
    """The key = says what the statement only repeats; e says why it bears on the finding so."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        person.app.open_finding("F1")
        await person.pilot.pause()
        await person.press("e")
        await person.type("as the board minuted it")
        await person.press("enter")
        assert [link.note for link in person.work.state.links.values()] == [
            "as the board minuted it"
        ]
        await person.press("equals_sign")
        await person.type("E3")
        await person.press("enter")
        assert person.work.state.statements["E1"].repeats == "E3"
        assert "counts as E3, which it repeats" in " ".join(person.seen().split())
