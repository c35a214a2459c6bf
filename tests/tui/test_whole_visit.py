"""A whole visit on the sample inspection by key presses, and the tour that tells it.

`docs/TOUR.md` holds a picture of the terminal for each step. Where a change to a screen is meant,
`TRIANGULATE_PICTURES=write` draws them anew: look at the difference before you keep it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import docx
import pytest

from evidence.commands import bundle_of
from evidence.folder import InspectionFolder
from evidence.sample import make_sample
from evidence.verifying import verify
from graph.asks import asks_of
from tests.tui.desk import Person, at_desk
from tests.tui.screens.test_overview import line_with, settled
from tui.screens.day import DayScreen
from tui.screens.gaps import GapsScreen
from tui.screens.plan import PlanScreen
from tui.screens.reckoning import KnownGap
from tui.screens.requests import RequestsScreen
from tui.showing.plan_lines import PlanRow

TOUR = Path(__file__).parents[2] / "docs" / "TOUR.md"
#: Planned sessions of the sample: three of Tuesday, 17 March, and two of the days after.
HEAD, WORKFORCE, ADMINISTRATORS, PELLBRIDGE, PRACTITIONERS = "M7", "M8", "M9", "M12", "M13"


class Tour:
    """The pictures in `docs/TOUR.md`, each to be as the terminal shows it."""

    def __init__(self) -> None:
        self._text: Final = TOUR.read_text(encoding="utf-8")
        self.seen: dict[str, str] = {}

    def shows(self, name: str, person: Person) -> None:
        """This step's picture is what stands on the screen now."""
        self.seen[name] = "\n".join(line.rstrip() for line in person.seen().splitlines())

    def drawn_anew(self) -> str:
        """The tour with every picture as it was seen."""
        return re.sub(
            r"(<!-- picture: (\S+) -->\n```text\n).*?(```\n)",
            lambda found: f"{found[1]}{self.seen[found[2]]}\n{found[3]}",
            self._text,
            flags=re.DOTALL,
        )

    def names(self) -> list[str]:
        """The pictures that the tour has, in their order."""
        return re.findall(r"<!-- picture: (\S+) -->", self._text)


class Clock:
    """The time that entries and notes get, so that pictures show the same one every time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        monkeypatch.setattr("evidence.folder.now", lambda: self.at)
        monkeypatch.setattr("tui.screens.capture._clock", lambda: self.at[11:19])
        self.stands_at("2026-03-13", "16:00")

    def stands_at(self, day: str, time: str) -> None:
        """It is this day and this time until something else is said."""
        self._patch.setenv("TRIANGULATE_TODAY", day)
        self.at = f"{day}T{time}:00+00:00"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The afternoon of the visit's first Friday, when the sample was put together."""
    return Clock(monkeypatch)


async def to_row(person: Person, wanted: Callable[[PlanRow], bool]) -> None:
    """Go down the visit plan to a row."""
    assert isinstance(person.screen, PlanScreen)
    await person.press("g")
    for _ in person.screen._list.rows:
        row = person.screen._list.highlighted_row
        if row is not None and wanted(row):
            return
        await person.press("j")
    raise AssertionError("there is no such row")


def asks_in(person: Person, session: str) -> list[str]:
    """The asks of a session, as they are accepted."""
    return sorted(person.work.state.asks_of_session.get(session, {}))


async def review_gaps(person: Person, tour: Tour) -> None:
    """Next, next; one is set aside with a reason, one becomes an ask."""
    await person.press("4")
    await settled(person)
    assert isinstance(person.screen, GapsScreen)

    def highlighted() -> KnownGap:
        assert isinstance(person.screen, GapsScreen)
        known = person.screen.filtered.highlighted_row
        assert known is not None
        return known

    first = highlighted()
    assert "49 left (5 high)" in " ".join(person.seen().split())
    await person.press("n", "n", "n")
    assert "47 left (3 high)" in " ".join(person.seen().split())
    assert first.key != highlighted().key
    assert (highlighted().gap.code, highlighted().gap.about.finding) == ("leadership_only", "F15")
    await person.press("x")
    assert "Why is leadership only F15 set aside?" in person.seen()
    await person.type("The case audit answers it")
    await person.press("enter")
    await settled(person)
    aside = person.work.state.dismissals["leadership_only F15"]
    assert (aside.reason, aside.by) == ("The case audit answers it", "AB")
    assert "1 set aside" in person.seen()
    tour.shows("gaps", person)

    await person.press("n", "n")
    assert (highlighted().gap.code, highlighted().gap.about.finding) == ("circular", "F4")
    await person.press("a", "enter")
    await settled(person)
    ask = person.work.state.asks["A17"]
    assert (ask.state, ask.session) == ("open", None)
    assert ask.gap == highlighted().gap.reference
    assert "A17 asks (open): How far are risks to delivery spotted" in person.seen()
    assert line_with(person.seen(), "circular         F4").endswith("to place")


async def request_what_documents_can_close(person: Person, tour: Tour, folder: Path) -> None:
    """One is requested by a day, and the list is written for the service."""
    await person.press("r")
    await settled(person)
    assert isinstance(person.screen, RequestsScreen)
    await person.press("j", "a", "tab", "tab")
    await person.type("2026-03-18")
    await person.press("enter")
    await settled(person)
    request = person.work.state.requests["R1"]
    assert (request.wording, request.by_when) == ("Diversity profile", "2026-03-18")
    assert [gap.key for gap in request.gaps] == [
        "no_evidence PS.1.2.2",
        "expected_missing PS.1.2.2 document",
    ]
    await person.press("w", "enter")
    words = "\n".join(
        cell.text
        for table in docx.Document(str(folder / "requests.docx")).tables
        for row in table.rows
        for cell in row.cells
    )
    assert "Diversity profile" in words
    tour.shows("requests", person)
    await person.press("s")
    await settled(person)
    assert person.work.state.requests["R1"].state == "sent"
    assert line_with(person.seen(), "R1 ").endswith("sent")
    await person.press("escape")
    assert isinstance(person.screen, GapsScreen)


async def plan_the_day(person: Person, tour: Tour, folder: Path) -> None:
    """A session moves, the proposal is accepted, an ask is moved by hand, sheets are written."""
    await person.press("8")
    await settled(person)
    await to_row(person, lambda row: row.session is not None and row.session.session.id == HEAD)
    await person.press("e", "tab", "tab", "ctrl+u")
    await person.type("2026-03-18 15:00")
    await person.press("ctrl+s")
    await settled(person)
    assert person.work.state.sessions[HEAD].starts == "2026-03-18T15:00"
    assert "18 changes, R accepts" in person.seen()
    await person.press("g")
    tour.shows("plan", person)

    await person.press("R")
    await settled(person)
    assert "PROPOSAL" not in person.seen()
    assert "(placed 18 asks in 8 sessions)" in person.seen()
    work = person.work
    *_, moved = (
        ask
        for ask in asks_of(work.state, PELLBRIDGE)
        if ask.gap is not None and ask.gap.about.finding == "F35"
    )
    await to_row(person, lambda row: row.ask is not None and row.ask.ask == moved.id)
    await person.press("m")
    await person.type(PRACTITIONERS)
    await person.press("enter")
    await settled(person)
    ask = work.state.asks[moved.id]
    assert (ask.session, ask.placed, ask.state) == (PRACTITIONERS, "hand", "planned")
    assert f"{moved.id} is in M13 by hand" in person.seen()
    assert "PROPOSAL" in person.seen()
    tour.shows("moved", person)
    await person.press("R")
    await settled(person)
    assert "PROPOSAL" not in person.seen()
    assert work.state.asks[moved.id] == ask

    await person.press("S", "enter")
    assert "wrote sheets.docx" in person.seen()
    told = [part.text for part in docx.Document(str(folder / "sheets.docx")).paragraphs]
    for session in work.state.sessions.values():
        if session.source is None:
            assert any(session.title in line for line in told), session.title
    quotes = [statement.quote for statement in work.state.statements.values()]
    assert not [quote for quote in quotes if len(quote) > 30 and quote in "\n".join(told)]


async def hold(person: Person, name: str) -> None:
    """Begin a planned session in Capture."""
    await person.press("ctrl+o")
    await person.type(name)
    await person.press("enter", "enter")


async def capture_two_sessions(person: Person, tour: Tour, clock: Clock) -> None:
    """With prefixes for the voice and the ask; a line tied to a finding moves its status."""
    await person.press("5")
    await hold(person, "Workforce")
    work = person.work
    source = work.state.sessions[WORKFORCE].source
    assert source == "S33"
    assert (work.state.sources[source].dated, work.state.sources[source].kind) == (
        *("2026-03-17", "meeting"),
    )
    await person.press("ctrl+l")
    clock.stands_at("2026-03-17", "11:04")
    await person.type("r: #1 We count people in post, and two of them hold no cases")
    await person.press("enter")
    taken = work.state.statements["E228"]
    assert (taken.quote, taken.voice, taken.source) == (
        *("We count people in post, and two of them hold no cases", "V25", "S33"),
    )
    assert (work.state.asks["A2"].state, work.state.asks["A2"].answer) == ("answered", "E228")
    assert "E228 answers A2; ^t ties it to F11" in person.seen()
    tour.shows("line", person)
    await person.press("ctrl+t", "enter", "c")
    ties = [(tie.statement, tie.stance) for tie in work.state.links_of_finding["F11"].values()]
    assert ("E228", "contradicts") in ties
    assert work.assessments["F11"].status == "conflicting"
    clock.stands_at("2026-03-17", "11:15")
    await person.type("d: Cases go to whoever has room")
    await person.press("enter")
    assert work.state.statements["E229"].voice == "V2"

    clock.stands_at("2026-03-17", "14:02")
    await hold(person, "Administrators")
    assert work.state.sessions[ADMINISTRATORS].source == "S34"
    assert work.assessments["F6"].status == "partly_corroborated"
    clock.stands_at("2026-03-17", "14:09")
    await person.type("#1 We ran on paper for two days in January, and it worked")
    await person.press("enter")
    assert work.state.statements["E230"].voice == "V24"
    await person.press("ctrl+t", "enter", "s")
    assert work.assessments["F6"].status == "corroborated"
    assert "F6: partly corroborated → corroborated by support staff" in person.seen()
    assert work.state.asks["A8"].answer == "E230"
    tour.shows("tied", person)


async def end_the_day(person: Person, tour: Tour) -> None:
    """What moved, what came, what was not asked; then the rest is planned anew."""
    await person.press("tab", "1", "d")
    await settled(person)
    assert isinstance(person.screen, DayScreen)
    seen = person.seen()
    assert "Findings that moved (1)" in seen
    assert "F6 partly corroborated → corroborated" in seen
    assert "Sources and statements that came (2)" in seen
    assert "S33 Workforce planning: new, 2 statements, session M8 held" in seen
    assert "In conflict now (5)" in seen
    assert "Not asked where it was planned" in seen
    tour.shows("day", person)

    left = [key for key in asks_in(person, WORKFORCE) if key != "A2"]
    assert left
    await person.press("escape", "8")
    await settled(person)
    assert "PROPOSAL" in person.seen()
    await person.press("R")
    await settled(person)
    assert "PROPOSAL" not in person.seen()
    tour.shows("replanned", person)
    for key in left:
        ask = person.work.state.asks[key]
        assert ask.session != WORKFORCE or ask.placed == "hand" or ask.state != "planned", ask
    assert person.work.state.asks["A2"].state == "answered"


def undone_to(folder: Path, bundle: dict[str, Any]) -> None:
    """Every change of the visit is undone, one by one, until the sample stands as it was made."""
    with InspectionFolder.open(folder, by="AB") as opened:
        while (head := opened.next_undo) is not None and head.command != "load_bundle":
            if bundle_of(opened.state) == bundle:
                break
            opened.undo()
        assert bundle_of(opened.state) == bundle
    assert verify(folder).ok


async def test_a_whole_visit(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gaps, requests, plan, sheets, two sessions, the end of the day, the plan anew, undone."""
    monkeypatch.chdir(tmp_path)
    folder, tour = tmp_path / "sample", Tour()
    with make_sample(folder, "AB") as made:
        bundle = bundle_of(made.state)
    clock.stands_at("2026-03-16", "16:30")
    async with at_desk(folder) as person:
        await review_gaps(person, tour)
        await request_what_documents_can_close(person, tour, tmp_path)
        await plan_the_day(person, tour, tmp_path)
    clock.stands_at("2026-03-17", "11:00")
    async with at_desk(folder) as person:
        await capture_two_sessions(person, tour, clock)
        await end_the_day(person, tour)
    undone_to(folder, bundle)
    assert tour.names() == list(tour.seen)
    if os.environ.get("TRIANGULATE_PICTURES") == "write":
        TOUR.write_text(tour.drawn_anew(), encoding="utf-8")
    assert TOUR.read_text(encoding="utf-8") == tour.drawn_anew()
