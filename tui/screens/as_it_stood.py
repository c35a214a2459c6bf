"""The inspection as it stood after an entry of its history, to look at only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Button, Label

from evidence.faults import Refused
from evidence.journal import Head
from evidence.model import TABLES, day_of
from evidence.state import State
from evidence.words import id_order, spoken
from graph.drawing import STATUSES, clipped, safe
from graph.status import Assessments, Status
from tui.asking.in_front import InFront
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.paragraphs import Paragraph, wrapped_lines
from tui.widgets.telling import TellingList

__all__ = ["AsItStoodScreen", "FindingThen", "Then", "then_of"]


@dataclass(frozen=True, slots=True)
class FindingThen:
    """A finding and its status at a time."""

    id: str
    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class Then:
    """The inspection at a time: how many records of each table, and how each finding stood."""

    counts: tuple[tuple[str, int], ...]
    findings: tuple[FindingThen, ...]


#: A row: a line of its own, or a finding.
_Row = Line | FindingThen


def then_of(state: State, assessments: Assessments) -> Then:
    """What is told of a state, findings in the order of their ids."""
    findings = (
        FindingThen(identifier, state.findings[identifier].text, assessments[identifier].status)
        for identifier in sorted(state.findings, key=id_order)
    )
    return Then(tuple((name, len(state.table(name))) for name in TABLES), tuple(findings))


class AsItStoodScreen(InFront[None]):
    """Counts and statuses after an entry, each status beside what it is now where that differs.

    Age is counted as on the entry's own day, unless the visit's dates said otherwise.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "Close")]

    class Read(Message):
        """A thread has read the journal up to the entry, or says why it could not."""

        def __init__(self, then: Then | str) -> None:
            super().__init__()
            self.then = then

    def __init__(self, work: WorkSession, head: Head, when: str) -> None:
        super().__init__()
        self._work = work
        self._head = head
        self._when = when

    def compose(self) -> ComposeResult:
        """Which entry, and the list."""
        plain_ascii = getattr(self.app, "plain_ascii", False)
        head = self._head
        title = f"As it stood after entry {head.seq} ({self._when}, {head.by}: {head.says})"
        with Vertical(classes="dialog tall wide"):
            yield Label(clipped(title, 200, plain_ascii), markup=False, classes="question")
            yield TellingList[_Row](
                [],
                self._draw,
                empty=safe(f"reading entries 1 to {head.seq:,} …", plain_ascii),
                selectable=lambda row: isinstance(row, FindingThen),
                plain_ascii=plain_ascii,
            )
            yield Button("Close (esc)", compact=True)

    def on_mount(self) -> None:
        """Read beside the screen: a long journal takes its time."""
        self.query_one(TellingList).focus()
        work, head = self._work, self._head

        def read() -> None:
            then: Then | str
            try:
                state = work.folder.state_at(head.seq)
                then = then_of(state, Assessments(state, work.programme, day_of(head.at)))
            except (Refused, OSError) as error:
                then = f"It can't be read: {error}"
            self.post_message(self.Read(then))

        self.run_worker(read, thread=True)

    def on_as_it_stood_screen_read(self, event: Read) -> None:
        """Show what was read."""
        found = cast("TellingList[_Row]", self.query_one(TellingList))
        if isinstance(event.then, str):
            found.tell(safe(event.then, found.plain_ascii))
        else:
            cells = max(20, found.size.width - 3)
            found.set_rows(list(_rows(event.then, cells, found.plain_ascii)))

    def _draw(self, row: _Row, width: int, highlighted: bool) -> Line:
        if not isinstance(row, FindingThen):
            return row
        plain_ascii = self.query_one(TellingList).plain_ascii
        sign = STATUSES[row.status]
        now = ""
        if row.id not in self._work.state.findings:
            now = "now: removed"
        elif (standing := self._work.assessments[row.id].status) != row.status:
            now = f"now: {STATUSES[standing].on(plain_ascii)} {spoken(standing)}"
        return (
            Cell(f"{sign.on(plain_ascii)} ", 2, sign.style),
            Cell(spoken(row.status), 20, sign.style),
            Cell(clipped(row.id, 7, plain_ascii), 8, "strong"),
            Cell(clipped(row.text, width, plain_ascii), FILL),
            Cell(f" {now}" if now else "", None, "accent"),
        )

    @on(Button.Pressed)
    def _close(self) -> None:
        self.dismiss()


def _rows(then: Then, cells: int, plain_ascii: bool) -> Iterator[_Row]:
    totals = ((sum(found.status == word for found in then.findings), word) for word in STATUSES)
    counts = (
        Paragraph(", ".join(f"{count:,} {name}" for name, count in then.counts)),
        Paragraph(", ".join(f"{count:,} {spoken(word)}" for count, word in totals), "", "findings"),
    )
    yield from wrapped_lines(counts, cells, plain_ascii)
    yield (Cell(""),)
    yield from then.findings
