"""The Review screen, driven by keys; what is suggested is given, so that no model is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.widgets import Label
from textual.widgets._footer import FooterKey

from evidence.commands import AddSource
from evidence.model import Place
from graph.suggest.suggestion import NewFinding, Progress, Reason, Suggestion, Suggestions, Unmarked
from tests.tui.desk import Person, at_desk, small_inspection
from tui.actions import actions
from tui.asking.dialogs import Choose
from tui.screens.finding import FindingScreen
from tui.screens.reading import ReadingScreen
from tui.screens.review import ReviewScreen
from tui.screens.search import SearchScreen
from tui.session import WorkSession
from tui.widgets.pages import TextPane

HOSTILE = "[red]x[/] \x1b[31m \u202eabc"


def bundle() -> dict[str, Any]:
    """Two statements of two sources, and a finding that nothing is tied to."""
    return {
        "voices": [
            {"id": "V1", "role": "Head of service", "group": "leaders"},
            {"id": "V2", "role": "Practitioners", "group": "practitioners", "people": 8},
        ],
        "sources": [
            {"id": "S1", "title": "Plan", "kind": "document", "voices": ["V1"]},
            {"id": "S2", "title": "Focus group", "kind": "focus_group", "voices": ["V2"]},
        ],
        "statements": [
            {"id": "E1", "source": "S1", "quote": "Caseloads are 31 on average.", "voice": "V1"},
            {"id": "E2", "source": "S2", "quote": "We hold 45 cases each.", "voice": "V2"},
        ],
        "findings": [{"id": "F1", "question": "PS.1.2.1", "text": "Caseloads are manageable."}],
    }


def of_finding(statement: str, bearing: Any, text: str, score: float) -> Suggestion:
    """That a statement bears on F1."""
    return Suggestion(
        statement,
        "S1" if statement == "E1" else "S2",
        text,
        "F1",
        "finding",
        "Caseloads are manageable.",
        bearing,
        score,
        (Reason("it says the same of caseloads", ((0, 9),), ((0, 9),)),),
        "PS.1.2.1",
        "people",
        strong=True,
    )


PAIR = Suggestion(
    "E2",
    "S2",
    "We hold 45 cases each.",
    "E1",
    "statement",
    "Caseloads are 31 on average.",
    "contradicts",
    0.7,
    (
        Reason("numbers differ: 45 / 31", ((8, 10),), ((14, 16),)),
        Reason("the period may be another", weight="caution"),
    ),
    "PS.1.2.1",
    "people",
    "S1",
    strong=True,
)
PASSAGE = Suggestion(
    Unmarked("S1", Place(start=0, end=12, paragraph=1)),
    "S1",
    f"Nobody left {HOSTILE}",
    "F1",
    "finding",
    "Caseloads are manageable.",
    "supports",
    0.5,
    strong=True,
)
FOR = of_finding("E1", "supports", "Caseloads are 31 on average.", 0.9)
AGAINST = of_finding("E2", "contradicts", "We hold 45 cases each.", 0.8)


@pytest.fixture
def suggested(monkeypatch: pytest.MonkeyPatch) -> list[Suggestion]:
    """What the screen will be given as suggestions, found in two steps."""
    given = [FOR, AGAINST, PAIR]

    def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
        yield Progress("reading", 1, 2, Suggestions(tuple(given[:1])))
        yield Progress("reading", 2, 2, Suggestions(tuple(given)), finished=True)

    monkeypatch.setattr("tui.screens.queue.proposals", proposals)
    return given


@pytest.fixture(autouse=True)
def seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses keys here reads at a glance."""
    monkeypatch.setattr("tui.screens.queue._LOOKED_AT", 0.0)


async def reviewing(person: Person) -> None:
    """Go to the Review screen and wait until all is found."""
    await person.press("7")
    await person.app.workers.wait_for_complete()
    await person.pilot.pause()


async def test_both_texts_stand_side_by_side_with_why(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """In 80x24: whose words, where, the status of the finding, and the reason."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        seen = person.seen()
        for words in (
            "3 strong left",
            "May support",
            "E1 · S1 Plan",
            "Finding F1 · PS.1.2.1",
            "silent",
            "Head of service",
            "Caseloads are 31 on",
            "Because it says the same of caseloads.",
        ):
            assert words in seen


def marked(person: Person) -> list[str]:
    """The words of the evidence in front that are marked."""
    pane = person.app.screen.query_one("#left-text", TextPane)
    item = person.app.screen._item
    return [item.text[mark.start : mark.end] for mark in pane._marks._marks]


async def test_the_words_that_decided_are_marked_once_it_is_in_front(
    tmp_path: Path, suggested: list[Suggestion], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are found beside the screen, of the one in front alone, and hold up no key."""
    asked: list[str] = []
    first = Event()

    def explained(work: WorkSession, item: Suggestion) -> Suggestion:
        asked.append(item.key)
        if item.key == FOR.key:
            first.wait(10)
            return replace(item, why=(replace(item.why[0], marked=((14, 28),)),))
        return item

    monkeypatch.setattr("tui.screens.queue.explained", explained)
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("7")
        while not asked:
            await person.pilot.pause(0.01)
        assert marked(person) == ["Caseloads"]
        first.set()
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert marked(person) == ["31 on average."]
        await person.press("l")
        await person.app.workers.wait_for_complete()
        assert list(dict.fromkeys(asked)) == [FOR.key, person.app.screen._item.key]
        assert marked(person) == ["We hold 4"]


async def test_from_a_conflict_suggested_to_a_conflicting_finding(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """One key for, one against; the pair of the two is judged with them; undo brings each back."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        await person.press("s", "c")
        assert person.work.assessments["F1"].status == "conflicting"
        assert "Nothing waits to be judged" in person.seen()
        assert "2 judged this hour" in person.seen()
        await person.press("u")
        assert "Possible conflict   (1 of 2" in person.seen()
        assert "We hold 45 cases" in person.seen()
        await person.press("u")
        assert "3 strong left" in person.seen()
        assert "May support" in person.seen()


async def test_what_was_refused_does_not_return_after_a_restart(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """Undo puts it back, also then."""
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        await reviewing(person)
        await person.press("x")
        assert "2 strong left" in person.seen()
    async with at_desk(folder) as person:
        await reviewing(person)
        assert "2 strong left" in person.seen()
        await person.press("u")
        assert "3 strong left" in person.seen()
        assert "May support" in person.seen()


async def test_two_statements_are_judged_on_a_finding_written_for_them(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """Its wording is the inspector's; each of the two is judged."""
    suggested[:] = [PAIR]
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        assert "Because the numbers differ (45 / 31)." in person.seen()
        assert "Look again: the period may be another." in person.seen()
        await person.press("c")
        await person.type("Staff have time")
        await person.press("enter", "enter", "c", "s")
        links = {(link.statement, link.stance) for link in person.work.state.links.values()}
        assert links == {("E2", "contradicts"), ("E1", "supports")}
        (written,) = [f for f in person.work.state.findings.values() if f.id != "F1"]
        assert written.text == "Staff have time"
        assert person.work.assessments[written.id].status == "conflicting"


async def test_a_statement_that_echoes_another_is_said_to_repeat_it(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """Beside a finding the key asks which one it repeats."""
    suggested[:] = [FOR, PAIR]
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        await person.press("equals_sign")
        await person.type("45 cases")
        await person.press("enter")
        assert person.work.state.statements["E1"].repeats == "E2"
        await person.press("u", "l", "l")
        assert "Possible conflict" in person.seen()
        await person.press("equals_sign")
        assert person.work.state.statements["E2"].repeats == "E1"
        assert "put off before" in person.seen()


async def test_a_passage_nobody_marked_is_taken_and_linked_in_one_step(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """One undo takes both away; hostile words are shown and do nothing."""
    suggested[:] = [PASSAGE]
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        assert "Not marked yet · S1 Plan" in person.seen()
        assert all(words in person.seen() for words in ("[red]x[/]", "␛[31m", "‹RLO›"))
        entries = len(person.work.folder.journal)
        await person.press("s")
        taken = person.work.state.statements["E3"]
        assert (taken.quote, taken.voice) == (PASSAGE.text, "V1")
        assert person.work.assessments["F1"].status == "single_source"
        assert len(person.work.folder.journal) == entries + 1
        await person.press("u")
        assert "E3" not in person.work.state.statements
        assert "1 strong left" in person.seen()


async def test_after_a_judgement_the_best_that_waits_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found better while the first was read is not passed over."""
    steps = ((AGAINST,), (FOR, AGAINST, PAIR))

    def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
        for at, found in enumerate(steps, 1):
            yield Progress("reading", at, 2, Suggestions(found), finished=at == 2)

    monkeypatch.setattr("tui.screens.queue.proposals", proposals)
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        assert "Possible conflict   (2 of 3)" in person.seen()
        await person.press("x")
        assert "May support   (1 of 2)" in person.seen()


async def test_what_is_put_off_again_goes_behind_what_was_put_off_before(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """Where all were put off, the queue goes round."""
    suggested[:] = [FOR, PAIR]
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        await person.press("l", "l")
        assert "May support   (1 of 2, put off before)" in person.seen()
        await person.press("l")
        assert "Possible conflict   (1 of 2, put off before)" in person.seen()
        await person.press("l")
        assert "May support   (1 of 2, put off before)" in person.seen()


async def test_what_a_new_finding_would_rest_on_is_read_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of each statement of the group, not their ids alone."""
    group = NewFinding(("E1", "E2"), (PAIR,), "PS.1.2.1", "people", 1.0)
    found = Suggestions((PAIR,), (group,))

    def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
        yield Progress("reading", 1, 1, found, finished=True)

    monkeypatch.setattr("tui.screens.queue.proposals", proposals)
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        await person.press("n", "enter")
        asked = person.screen.query(Label).first().render()
        quotes = "E1 Caseloads are 31 on average.  |  E2 We hold 45 cases each."
        assert str(asked) == f"What does {quotes} bear on?"


async def test_the_queue_stops_where_nothing_strong_is_left(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """Enter goes on with what is worth a look, w leaves it, undo comes back above the line."""
    suggested[:] = [FOR, replace(AGAINST, strong=False), replace(PAIR, strong=False)]
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        assert "1 strong left, 2 worth a look · 0 judged this hour" in person.seen()
        assert "May support   (1 of 1)" in person.seen()
        await person.press("x")
        assert "Nothing strong is left." in person.seen()
        assert "2 more are worth a look: each" in person.seen()
        assert "n      new findings" in person.seen()
        assert "⏎" not in person.seen()
        assert "0 strong left, 2 worth a look · 1 judged this hour" in person.seen()
        await person.press("c")
        assert not person.work.state.links
        await person.press("enter")
        assert "Possible conflict   (1 of 2, worth a look)" in person.seen()
        await person.press("w")
        assert "Nothing strong is left." in person.seen()
        await person.press("u")
        assert "May support   (1 of 1)" in person.seen()


async def test_what_was_undone_was_not_judged_this_hour(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """The count falls with each undo, and rises again with redo."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        await person.press("x", "x")
        assert "2 judged this hour" in person.seen()
        await person.press("u")
        assert "1 judged this hour" in person.seen()
        await person.press("u")
        assert "0 judged this hour" in person.seen()
        await person.press("U")
        assert "1 judged this hour" in person.seen()


async def test_a_passage_is_opened_where_it_stands_and_a_key_question_is_not_contradicted(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """The passage's own place in its source; the key question with its findings in its area."""
    question = replace(PASSAGE, target="PS.1.2.1", target_kind="question", bearing="question")
    suggested[:] = [question]
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        await person.press("c")
        assert "A key question claims nothing" in person.seen()
        await person.press("e")
        assert "People" in person.seen().splitlines()[0]
        await person.press("7", "o")
        assert isinstance(person.screen, ReadingScreen)
        await person.press("escape", "s")
        assert person.work.state.statements["E3"].questions == ("PS.1.2.1",)


async def test_from_a_conflicting_finding_both_sides_are_read(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """The finding's other evidence is a key away, its sides with their quotes in the open."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        await person.press("s", "e")
        assert isinstance(person.screen, FindingScreen)
        assert "Caseloads are 31 on average." in person.seen()
        await person.press("escape", "c", "2", "right_square_bracket", "slash")
        await person.type("manageable")
        await person.press("enter", "j", "enter")
        assert isinstance(person.screen, FindingScreen)
        seen = person.seen()
        assert "conflicting" in seen
        assert "Caseloads are 31 on average." in seen
        assert "We hold 45 cases each." in seen


async def test_filters_show_some_and_say_which(tmp_path: Path, suggested: list[Suggestion]) -> None:
    """Only conflicts by a key; area, bearing, finding and source by a form."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        await person.press("k")
        assert "2 strong left" in person.seen()
        assert "conflicts only" in person.seen()
        await person.press("k", "f", "enter", "down", "enter", "ctrl+s")
        assert "0 strong left" in person.seen()
        assert "leadership" in person.seen()


async def test_an_empty_queue_teaches(tmp_path: Path, suggested: list[Suggestion]) -> None:
    """And new evidence is looked at again by a key."""
    suggested.clear()
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        assert "None counts until you judge it" in person.seen()
        suggested.append(FOR)
        person.work.do(AddSource("Another", "document"))
        await person.pilot.pause()
        assert "R looks again" in person.seen()
        await person.press("R")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert "1 strong left" in person.seen()


async def test_what_is_taught_where_nothing_waits_is_lines_and_keys_that_work(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """Where nothing may be changed no key is taught that would be refused."""
    suggested.clear()
    folder = small_inspection(tmp_path / "i", bundle())
    async with at_desk(folder) as person:
        await reviewing(person)
        assert "\n  3  adds sources\n  2  then n writes a finding\n  R  looks" in person.seen()
    async with at_desk(folder, read_only=True) as person:
        await reviewing(person)
        assert "\n  R  looks again" in person.seen()
        assert "adds sources" not in person.seen()
        suggested[:] = [replace(PAIR, strong=False)]
        await person.press("R")
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        assert "1 more is worth a look: each" in person.seen()
        assert "new findings" not in person.seen()


async def test_what_goes_wrong_while_looking_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen stays, with what was found."""

    def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
        yield Progress("reading", 1, 2, Suggestions((FOR,)))
        raise ValueError("torn")

    monkeypatch.setattr("tui.screens.queue.proposals", proposals)
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        assert "ended early (ValueError: torn)" in person.seen()
        assert "1 strong left" in person.seen()


async def test_a_thousand_judgements_are_one_key_each(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """The queue is worked through; what is left is counted down."""
    many = bundle()
    many["statements"] += [
        {"id": f"E{n}", "source": "S2", "quote": f"Words {n}."} for n in range(3, 43)
    ]
    suggested[:] = [of_finding(f"E{n}", "supports", f"Words {n}.", 0.5) for n in range(3, 43)]
    async with at_desk(small_inspection(tmp_path / "i", many)) as person:
        await reviewing(person)
        await person.press(*"sx" * 20)
        assert "40 judged this hour" in person.seen()
        state = person.work.state
        assert (len(state.links), len(state.refusals)) == (20, 20)


async def test_a_suggestion_is_judged_only_once_it_was_to_be_seen(
    tmp_path: Path, suggested: list[Suggestion], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by a key pressed as it comes, nor by one typed before that arrives late."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        monkeypatch.setattr("tui.screens.queue._LOOKED_AT", 1e6)
        for key in ("s", "c", "q", "x", "t", "equals_sign"):
            await person.press(key)
            assert "This one has only just come: read it, then judge." in person.seen()
            await person.press("l", "l", "l")
        assert (person.work.state.links, person.work.state.refusals) == ({}, {})
        monkeypatch.setattr("tui.screens.queue._LOOKED_AT", 0.0)
        early = events.Key("s", "s")
        early.time = 0.0
        person.app.post_message(early)
        await person.pilot.pause()
        assert person.work.state.links == {}
        for key in ("s", "s", "s"):  # in one burst, of which the first is meant
            person.app.post_message(events.Key(key, key))
        await person.settle()
        assert len(person.work.state.links) == 1
        await person.press("x")
        assert len(person.work.state.refusals) == 1


async def test_while_it_looks_nothing_is_said_to_wait_and_no_key_judges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys pressed into the void judge nothing that comes after them."""
    found = Event()

    def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
        yield Progress("reading", 0, 2)
        found.wait(20)
        yield Progress("reading", 2, 2, Suggestions((FOR, AGAINST)), finished=True)

    monkeypatch.setattr("tui.screens.queue.proposals", proposals)
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await person.press("7", "s", "s", "x")
        seen = person.seen()
        assert "Still looking: nothing strong is found yet." in seen
        assert "still looking" in seen
        assert "Nothing waits" not in seen
        assert "0 strong" not in seen
        found.set()
        await person.settle()
        assert "2 strong left" in person.seen()
        assert (person.work.state.links, person.work.state.refusals) == ({}, {})


def answered() -> dict[str, Any]:
    """Both statements were said in a session, each when it was asked about the finding."""
    gap = {"code": "one_kind", "about": {"finding": "F1"}}
    of = {"session": "M1", "gap": gap, "state": "answered"}
    return bundle() | {
        "sessions": [{"id": "M1", "kind": "focus_group", "title": "Focus group", "source": "S2"}],
        "asks": [
            {"id": "A1", "wording": HOSTILE, "answer": "E2", **of},
            {"id": "A2", "wording": "How many?", "answer": "E1", **of},
            {"id": "A3", "wording": "Why?", "session": "M1", "gap": gap},
        ],
    }


async def test_what_answered_an_ask_is_offered_to_its_finding_first(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """By one key each, once, and before anything was found; nothing is tied by itself."""
    suggested[:] = [FOR]
    async with at_desk(small_inspection(tmp_path / "i", answered())) as person:
        await reviewing(person)
        seen = person.seen()
        assert "Answers what was asked: how does it bear on the finding?" in seen
        assert "2 strong left" in seen
        assert "it answers A1, which was asked about F1 ([red]x[/] " in seen
        assert "\x1b" not in seen
        assert person.work.state.links == {}
        await person.press("c")
        assert "How many?" in person.seen()
        await person.press("x")
        assert list(person.work.state.links) == ["E2 contradicts F1"]
        assert "Nothing waits to be judged" in person.seen()
        await person.press("u")
        assert "How many?" in person.seen()


async def test_leaving_a_session_says_how_many_answers_bear_on_nothing(tmp_path: Path) -> None:
    """They are not lost among what is typed: Review offers them."""
    async with at_desk(small_inspection(tmp_path / "i", answered())) as person:
        await person.press("5", "ctrl+o")
        await person.type("focus")
        await person.press("enter", "tab", "1")
        await person.settle()
        told = "2 answers bear on no finding yet: Review (7) offers each, to be judged by a key"
        assert told in [notice.message for notice in person.app._notifications]


async def test_putting_off_goes_on_through_the_queue(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """How many were passed and which one this is are told; what was passed keeps its number."""
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        told = ("(1 of 3)", "(2 of 3)", "(3 of 3)", "(1 of 3, put off before)")
        for passed, number in enumerate(told):
            assert number in person.seen()
            assert (f"{passed} passed" in person.seen()) == (passed > 0)
            await person.press("l")
        await person.press("x")
        assert "1 judged this hour · 2 passed" in person.seen()


def keys_told(person: Person) -> set[str]:
    """The keys that help lists for the screen, and those of its footer."""
    footer = {key.key_display for key in person.screen.query(FooterKey)}
    told = [action for action in actions("review") if person.app.does(action)]
    return footer | {action.shown_keys.split(" ")[0] for action in told}


async def test_keys_that_have_nothing_to_do_are_in_neither_footer_nor_help(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """Not where nothing waits any more, nor below the line; undo brings them back."""
    suggested[:] = [FOR, replace(AGAINST, strong=False)]
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        await reviewing(person)
        judging = {"s", "c", "q", "x", "l", "=", "t", "e"}
        assert keys_told(person) == {*judging, *"owk/RL?"}
        await person.press("x")
        assert keys_told(person) == set("owk/RL?")
        await person.press("enter", "x")
        assert keys_told(person) == set("RL?")
        await person.press("question_mark")
        assert "Look again" in person.seen()
        for gone in ("Supports", "Worth a look", "Conflicts", "New finding", "Filter", "Stop"):
            assert gone not in person.seen()
        await person.press("escape", "w", "k", "n", "s")
        assert "Nothing waits to be judged" in person.seen()
        await person.press("u")
        assert keys_told(person) == {*judging, *"owk/RL?"}


@pytest.fixture
def asked_about(suggested: list[Suggestion], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that were asked about one by one; each has what is suggested of it."""
    asked: list[str] = []

    def about(work: WorkSession, statement: str, *, learning: bool = True) -> Iterator[Progress]:
        asked.append(statement)
        found = Suggestions(tuple(suggested)).only(statement=statement)
        yield Progress("reading", 1, 2, Suggestions())
        yield Progress("done", 1, 1, found, finished=True)

    monkeypatch.setattr("tui.screens.queue.proposals_about", about)
    return asked


async def test_one_key_goes_from_a_statement_to_its_cards_alone_and_back(
    tmp_path: Path, suggested: list[Suggestion], asked_about: list[str]
) -> None:
    """From the reading pane: judged by the same keys, undone, and esc is where she was."""
    suggested[2] = replace(PAIR, strong=False)
    async with at_desk(small_inspection(tmp_path / "i", bundle())) as person:
        person.app.open_source("S2", "E2")
        await person.settle()
        await person.press("f7")
        await person.settle()
        assert asked_about == ["E2"]
        assert isinstance(person.screen, ReviewScreen)
        seen = person.seen()
        assert "Review · E2" in seen
        assert "1 strong left, 1 worth a look" in seen
        assert "Possible conflict   (1 of 2" in seen
        assert "May support" not in seen
        await person.press("c")
        assert {link.stance for link in person.work.state.links.values()} == {"contradicts"}
        assert "(1 of 1" in person.seen()
        await person.press("u")
        assert not person.work.state.links
        assert "(1 of 2" in person.seen()
        await person.press("x", "x")
        assert "Nothing waits to be judged of E2 alone." in person.seen()
        await person.press("escape")
        assert isinstance(person.screen, ReadingScreen)
        await person.press("escape", "7")
        await person.settle()
        assert "Review · E2" not in person.seen()
        assert "May support   (1 of 1)" in person.seen()


async def test_from_each_list_of_statements_the_same_key_leads_to_its_cards(
    tmp_path: Path, suggested: list[Suggestion], asked_about: list[str]
) -> None:
    """A finding's evidence, what was found by its words, a gap about a statement."""
    given = bundle()
    given["links"] = [{"statement": "E1", "finding": "F1", "stance": "supports"}]
    given["statements"][1]["clarify"] = "which team?"
    async with at_desk(small_inspection(tmp_path / "i", given)) as person:
        person.app.open_finding("F1")
        await person.pilot.pause()
        await person.press("f7")
        await person.settle()
        assert asked_about == ["E1"]
        await person.press("escape")
        assert isinstance(person.screen, FindingScreen)
        await person.press("escape", "F")
        await person.type("45 cases")
        await person.settle()
        await person.press("f7")
        await person.settle()
        assert asked_about == ["E1", "E2"]
        await person.press("escape")
        assert isinstance(person.screen, SearchScreen)
        await person.press("escape", "escape", "4")
        await person.settle()
        await person.press("slash")
        await person.type("which team")
        await person.press("enter")
        await person.press("f7")
        await person.settle()
        assert asked_about == ["E1", "E2", "E2"]


async def test_a_line_just_typed_has_its_cards_by_one_key_and_the_next_line_goes_on(
    tmp_path: Path, suggested: list[Suggestion], asked_about: list[str]
) -> None:
    """Nothing is said to be left behind, and the half-typed line stays."""
    given = bundle()
    given["sessions"] = [
        {"id": "M1", "title": "Staff", "kind": "focus_group", "starts": "2026-03-09T10:00"}
    ]
    given["asks"] = [{"id": "A1", "wording": "How many?", "session": "M1", "state": "planned"}]
    async with at_desk(small_inspection(tmp_path / "i", given)) as person:
        await person.press("5", "ctrl+o")
        await person.type("staff")
        await person.press("enter")
        if isinstance(person.screen, Choose):
            await person.press("enter")  # it begins now
        await person.type("We hold too many")
        await person.press("enter")
        await person.type("And ")
        taken = [key for key in person.work.state.statements if key not in ("E1", "E2")]
        suggested[:] = [replace(AGAINST, subject=taken[0])]
        await person.press("f7")
        await person.settle()
        assert asked_about == taken
        assert "not put in" not in person.seen()
        await person.press("c")
        assert person.work.state.links_of_statement[taken[0]]
        await person.press("escape")
        assert person.app.place == "capture"
        await person.type("more")
        await person.press("enter")
        assert "And more" in [each.quote for each in person.work.state.statements.values()]


async def test_how_a_statement_bears_is_asked_beside_its_words(
    tmp_path: Path, suggested: list[Suggestion]
) -> None:
    """All of them while it is chosen, and in the question itself."""
    long = bundle()
    long["statements"][1]["quote"] = f"{'We hold 45 cases each, ' * 5} {HOSTILE} and that is that."
    async with at_desk(small_inspection(tmp_path / "i", long)) as person:
        person.app.open_finding("F1")
        await person.pilot.pause()
        await person.press("t", "down")
        assert "and that is that." in person.seen()
        await person.press("enter")
        seen = person.seen()
        assert "How does E2 bear on F1?" in seen
        assert "and that is that." in seen
        assert "\x1b" not in seen
