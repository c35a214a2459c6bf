"""The end of the day: what changed, what is in conflict, what remains, where to go tomorrow."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.message import Message

from evidence.commands import PlaceAsks
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from graph.day import DayReport
from graph.day_lines import day_lines
from graph.drawing import Drawn, plain, safe
from graph.plan import placings
from tui.actions import bindings
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.days import entry_before, report_since
from tui.widgets.lines import line_of
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["DayScreen"]


class DayScreen(InspectionScreen):
    """The report of a day, opened in front of the screen where it was asked for.

    A thread reads the journal up to before the day and up to now; leaving stops its telling.
    """

    PLACE = "day"
    HEADING = "End of the day"
    BINDINGS: ClassVar[list[BindingType]] = bindings("day")
    DEFAULT_CSS = """
    DayScreen TellingList { height: 1fr; }
    """

    class Read(Message):
        """A thread has read the day, or says why it could not."""

        def __init__(self, report: DayReport | str, since: str, version: int) -> None:
            super().__init__()
            self.report = report
            self.since = since
            self.version = version

    def __init__(self) -> None:
        super().__init__()
        self._report: DayReport | None = None
        self._since = "today"
        self._whole = False
        #: The work's version that was read, or is being read.
        self._read_version = 0
        #: The version that the report is of.
        self._shown = 0

    def compose_body(self) -> ComposeResult:
        """The report, in lines."""
        yield TellingList[Drawn](
            [],
            lambda drawn, width, highlighted: line_of(drawn),
            lambda drawn: " ".join(drawn.about or ()),
            empty="reading the history ...",
            selectable=lambda drawn: drawn.about is not None,
            plain_ascii=self.plain_ascii,
            id="day",
        )

    @property
    def _list(self) -> TellingList[Drawn]:
        return self.query_one(TellingList)

    def heading(self, work: WorkSession) -> str:
        """Since when."""
        return f"{self.HEADING} · {self._since}"

    def refresh_from(self, work: WorkSession) -> None:
        """Show what is known, and have the day read again where something changed since."""
        if self._report is not None:
            cells = max(20, self.app.size.width - 4)
            self._list.set_rows(day_lines(self._report, cells, self.plain_ascii))
        self._list.focus()
        if self._read_version != work.version:
            self._read_version = work.version
            self._begin(work)

    def _begin(self, work: WorkSession) -> None:
        folder, today, version, whole = work.folder, work.today, work.version, self._whole

        def read() -> None:
            report, since = _read(folder, work, whole=whole)
            self.post_message(self.Read(report, since, version))

        self.quietly(f"reading the history up to {today.isoformat()} ...")
        self.run_worker(read, thread=True, exclusive=True, group="day")

    def on_day_screen_read(self, event: Read) -> None:
        """Show what was read, unless it is known to be old."""
        work = self.work
        if work is None or event.version != self._read_version:
            return
        self.quietly("")
        if isinstance(event.report, str):
            self._list.tell(safe(event.report, self.plain_ascii))
            return
        self._report, self._since, self._shown = event.report, event.since, event.version
        self.show_work()

    def on_resize(self, event: Resize) -> None:
        """Wrap the lines anew."""
        if self.work is not None and self._report is not None:
            self.show_work()

    def copied(self) -> str:
        """The highlighted line."""
        drawn = self._list.highlighted_row
        return plain(drawn.spans) if drawn is not None else ""

    @on(RowList.Opened)
    async def _open(self, event: RowList.Opened[Drawn]) -> None:
        if event.row.about is not None:
            await self.inspection_app.open_record(*event.row.about)

    def action_replan(self) -> None:
        """Accept the plan of the sessions to come: one change, which undo takes back."""
        report = self._report
        if report is None or self.work is None or self._shown != self.work.version:
            self.quietly("The day is still being read.")
        elif not report.plan.proposed:
            self.quietly("Nothing is proposed: the plan stands as it is.")
        else:
            self.do(PlaceAsks(placings(report.plan)))

    def action_since(self) -> None:
        """Count from the day's beginning, or from the beginning of the inspection."""
        self._whole = not self._whole
        if self.work is not None:
            self._read_version = self.work.version
            self._begin(self.work)


def _read(
    folder: InspectionFolder, work: WorkSession, *, whole: bool
) -> tuple[DayReport | str, str]:
    """The report and since when; or why it can't be read."""
    try:
        seq = 0 if whole else entry_before(folder, work.today)
        since = f"since entry {seq}" if seq else "since the beginning"
        return report_since(folder, seq, work.today), since
    except (Refused, OSError) as error:
        return f"It can't be read: {error}", ""
