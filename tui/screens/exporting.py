"""The Export screen: for whom, into which file, and what the check finds before it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from evidence.faults import Refused
from evidence.folder import InspectionFolder, now
from evidence.words import number_of, spoken
from graph.drawing import clipped, safe
from graph.handing_over import MISSES, Found, still_open
from graph.stamp import Receiver, next_reader
from tui import settings
from tui.actions import bindings
from tui.asking.dialogs import AskLine, Choice, Choose, Decide
from tui.commands import output_file
from tui.export import format_for, is_of_area
from tui.export.checking import found_for
from tui.export.naming import offered, with_ending
from tui.export.preparing import (
    Order,
    Prepared,
    form_name,
    forms,
    known_endings,
    prepared,
    replaced_entry,
)
from tui.export.projects import is_project, loss_lines
from tui.screens.base import InspectionScreen
from tui.screens.handing_over import HandingOverScreen, explained, found_line, open_found
from tui.session import WorkSession
from tui.widgets.lines import Line
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["ExportScreen"]

_SAID: Final[dict[Receiver, str]] = {
    "lead": "everything, with reasons, gaps and what changed",
    "panel": "per standard, no rating, no notes, no names of inspectors",
    "accuracy": "the service's factual check: its own documents and data",
    "visit": "the session sheets and the list of requests",
}
_WORKING: Final = "looking at what would be handed over …"
_CLEAN: Final = "The check finds nothing open."


class _Stopped(Exception):
    """The person wants the export to end."""


class ExportScreen(InspectionScreen):
    """What is to be written, and below it what is open of the check.

    A thread makes the file from the folder as it is on disk, so that work may go on, and writes it
    whole; until then nothing stands at its place that was not there before.
    """

    PLACE = "export"
    HEADING = "Export"
    AUTO_FOCUS = "#open"
    BINDINGS: ClassVar[list[BindingType]] = bindings("export")
    DEFAULT_CSS = """
    ExportScreen #order { height: 3; padding: 0 1; }
    ExportScreen #open { height: 1fr; }
    ExportScreen #detail { height: 8; }
    """

    class Checked(Message):
        """A thread has looked at what this reader would receive of this version."""

        def __init__(self, found: tuple[Found, ...] | Refused, key: tuple[Receiver, int]) -> None:
            super().__init__()
            self.found = found
            self.key = key

    class Told(Message):
        """How far the thread is."""

        def __init__(self, doing: str, part: float) -> None:
            super().__init__()
            self.doing = doing
            self.part = part

    class Done(Message):
        """A thread has made the file and, where nothing stood in the way, written it."""

        def __init__(self, order: Order, outcome: Prepared | Refused | None) -> None:
            super().__init__()
            self.order = order
            self.outcome = outcome

    def __init__(self) -> None:
        super().__init__()
        #: The file as it was typed, and the area that a drawing was asked of.
        self._named: Path | None = None
        self._ending = ".docx"
        self._area: str | None = None
        self._found: tuple[Found, ...] | None = None
        self._looked: tuple[Receiver, int] | None = None
        self._making = False
        self._to_stop = False
        #: What came of the last one, until something else is chosen.
        self._came: list[Paragraph] = []

    def compose_body(self) -> ComposeResult:
        """The order, what is open, and the highlighted one or what came of it."""
        yield Static(id="order", markup=False)
        yield Static(id="counts", classes="pane-title", markup=False)
        yield TellingList[Found](
            [],
            self._draw,
            lambda found: " ".join(found.key),
            empty=_WORKING,
            plain_ascii=self.plain_ascii,
            id="open",
        )
        yield Paragraphs(plain_ascii=self.plain_ascii, id="detail", classes="detail")

    # -- showing ------------------------------------------------------------------------------

    @property
    def _reader(self) -> Receiver:
        return self.work.reader if self.work is not None else "lead"

    @property
    def _list(self) -> TellingList[Found]:
        return cast("TellingList[Found]", self.query_one("#open", TellingList))

    def heading(self, work: WorkSession) -> str:
        """For whom."""
        return f"{self.HEADING} · for {self._reader}"

    def refresh_from(self, work: WorkSession) -> None:
        """Show what is known, and look anew where something changed since."""
        key = self.hangs_on(work)
        if self._looked is not None and self._looked[0] != key[0]:
            self._came = []
        self._show(work)
        self._list.focus()
        if self._looked != key:
            self._looked = key
            self._look(work, key)

    def hangs_on(self, work: WorkSession) -> tuple[Receiver, int]:
        """The reader too, who may be chosen where the check is shown."""
        return self._reader, work.version

    def _out(self, work: WorkSession) -> Path:
        """The file as it was named, or beside the inspection's folder."""
        return self._named or offered(work.folder.path, self._reader, self._ending)

    def _form(self, work: WorkSession) -> str:
        """The form that the file's ending says, or why it says none."""
        try:
            return form_name(self._out(work).name, self._reader)
        except Refused as refused:
            return str(refused.faults[0]).partition(": ")[2]

    def _show(self, work: WorkSession) -> None:
        out, cells = self._out(work), self.app.size.width - 2
        form = self._form(work)
        area = f", of {self._area}" if self._area and self._is_of_area(out) else ""
        room = max(cells - 9, 20)
        place = str(out) if len(str(out)) <= room else f"…{str(out)[-room + 1 :]}"
        lines = (
            f"for      {self._reader}: {_SAID[self._reader]}",
            f"file     {place}",
            f"form     {form}{area}{'; it is there already' if out.exists() else ''}",
        )
        told = "\n".join(clipped(line, cells, self.plain_ascii) for line in lines)
        self.query_one("#order", Static).update(told)
        self.query_one("#counts", Static).update(safe(self._counted(), self.plain_ascii))
        waiting = [each for each in self._found or () if each.open]
        self._list.tell(safe(_WORKING if self._found is None else _CLEAN, self.plain_ascii))
        self._list.set_rows(waiting)
        self._explain()

    def _counted(self) -> str:
        if self._found is None:
            return _WORKING
        waiting = still_open(self._found)
        told = f"{waiting} open · {len(self._found) - waiting} settled"
        if not waiting:
            told = f"{told} · w writes it"
        elif self._reader == "lead":
            told = f"{told} · c goes there, w writes it"
        else:
            told = f"{told} · c goes there: it is not to be handed over so"
        return f"{told}. {MISSES}"

    def _draw(self, found: Found, width: int, highlighted: bool) -> Line:
        return found_line(found, self.plain_ascii)

    @on(RowList.Highlighted, "#open")
    def _explain(self) -> None:
        found = self._list.highlighted_row
        told = self._came or (list(explained(found)) if found is not None else [])
        self.query_one("#detail", Paragraphs).set_paragraphs(told)

    def copied(self) -> str:
        """The file's place."""
        return str(self._out(self.work)) if self.work is not None else ""

    # -- the check ----------------------------------------------------------------------------

    def _look(self, work: WorkSession, key: tuple[Receiver, int]) -> None:
        reader, today, path = self._reader, work.today, work.folder.path
        self._found = None
        self._show(work)

        def look() -> None:
            worker = get_current_worker()
            found: tuple[Found, ...] | Refused
            try:
                with _as_on_disk(path) as folder:
                    found = found_for(folder, reader, today)
            except Refused as refused:
                found = refused
            if not worker.is_cancelled:
                self.post_message(self.Checked(found, key))

        self.run_worker(look, thread=True, exclusive=True, group="checking")

    @on(Checked)
    def _checked(self, event: Checked) -> None:
        """Show what was found, unless something else is looked at by now."""
        work = self.work
        if work is None or event.key != (self._reader, work.version):
            return
        if isinstance(event.found, Refused):
            self.refused(event.found)
            return
        self._found = event.found
        self._show(work)

    # -- choosing -----------------------------------------------------------------------------

    def action_reader(self) -> None:
        """The next reader; a file that was not named goes with her."""
        if self.work is None:
            return
        self.work.reader = next_reader(self._reader)
        self.show_work()

    def action_file(self) -> None:
        """Name the file; its ending says the format."""
        work = self.work
        if work is None:
            return

        def named(text: str | None) -> None:
            if text:
                self._named = Path(text).expanduser()
                self._came = []
                self._show(work)

        hint = f"its ending says how: {' '.join(known_endings(self._reader))}"
        self.app.push_screen(AskLine("Write which file?", str(self._out(work)), hint=hint), named)

    def action_form(self) -> None:
        """Choose the form among all that there are for this reader; the file is named so."""
        work = self.work
        if work is None:
            return

        def chosen(ending: str | None) -> None:
            if ending is None:
                return
            self._ending = ending
            if self._named is not None:
                self._named = with_ending(self._named, ending)
            self._came = []
            self._show(work)

        every, form = forms(self._reader), self._form(work)
        choices = [Choice(ending, name[:1].upper() + name[1:], ending) for name, ending in every]
        current = next((ending for name, ending in every if name == form), None)
        question = f"In which form, for {self._reader}?"
        self.app.push_screen(Choose(question, choices, current=current), chosen)

    def action_area(self) -> None:
        """Choose the area of a drawing or graph."""
        self._choose_area(lambda: None)

    def action_check(self) -> None:
        """Show what is open, to settle it."""
        self.app.push_screen(HandingOverScreen())

    @on(RowList.Opened, "#open")
    async def _opened(self) -> None:
        await self.action_open()

    async def action_open(self) -> None:
        """Open the statement, source or finding that the words stand in."""
        await open_found(self, self._list.highlighted_row)

    # -- writing ------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Write the file, once what has to be asked was answered."""
        work = self.work
        if work is None:
            return
        if self._making:
            self.quietly("A file is being made: x stops it.")
            return
        out = self._out(work)
        try:
            form_name(out.name, self._reader)
            output_file.check_place(out, work.folder.path)
        except Refused as refused:
            self.refused(refused)
            return
        if self._is_of_area(out) and self._area is None:
            self._choose_area(self.action_write)
        elif out.exists():
            self._ask_to_replace(out)
        else:
            self._make()

    def action_stop(self) -> None:
        """Stop; what stood at the file's place stays."""
        self._to_stop = self._making
        self.quietly("stopping …" if self._making else "Nothing is being written.")

    def _is_of_area(self, out: Path) -> bool:
        if self._reader == "visit" or is_project(out.name):
            return False
        try:
            return is_of_area(format_for(out.name, self._reader))
        except Refused:
            return False

    def _choose_area(self, then: Callable[[], None]) -> None:
        work = self.work
        if work is None:
            return

        def chosen(area: str | None) -> None:
            if area is not None:
                self._area = area
                self._came = []
                self._show(work)
                then()

        areas = dict.fromkeys(work.programme.area_of.values())
        choices = [Choice(str(area), spoken(area)) for area in areas]
        self.app.push_screen(Choose("A drawing or graph of which area?", choices), chosen)

    def _ask_to_replace(self, out: Path) -> None:
        choices = [Choice(False, "leave it as it is"), Choice(True, "replace it")]

        def answered(sure: bool | None) -> None:
            if sure:
                self._make()

        self.app.push_screen(Decide(f"{out.name} is there already. Replace it?", choices), answered)

    def _make(self, *, unchecked: bool = False) -> None:
        work = self.work
        if work is None:
            return
        self._making, self._to_stop, self._came = True, False, []
        self._explain()
        out, reader, area = self._out(work), self._reader, self._area
        path, today = work.folder.path, work.today
        by = work.folder.by or settings.who() or settings.login()

        def told(doing: str, part: float) -> None:
            if self._to_stop or get_current_worker().is_cancelled:
                raise _Stopped
            self.post_message(self.Told(doing, part))

        def make() -> None:
            order = Order(out, reader, now(), by, today, area=area, unchecked=unchecked)
            outcome: Prepared | Refused | None
            try:
                told("opening the inspection", 0.0)
                with _as_on_disk(path) as folder:
                    if reader == "lead":
                        since = replaced_entry(folder, out)
                        order = Order(out, reader, now(), by, today, since, area)
                    outcome = prepared(folder, order, told)
                if outcome.content is not None:
                    told("putting it in its place", 1.0)
                    output_file.write(out, outcome.content)
            except Refused as refused:
                outcome = refused
            except _Stopped:
                outcome = None
            self.post_message(self.Done(order, outcome))

        self.quietly("opening the inspection …   (x stops)")
        self.run_worker(make, thread=True, group="exporting")

    @on(Told)
    def _told(self, event: Told) -> None:
        """Say how far it is."""
        if self._making and not self._to_stop:
            done = round(20 * event.part)
            bar = "#" * done + "-" * (20 - done)
            self.quietly(f"[{bar}] {event.doing} …   (x stops)")

    @on(Done)
    def _done(self, event: Done) -> None:
        """Say what came of it; where the check stood in the way, ask."""
        self._making = False
        outcome = event.outcome
        if outcome is None:
            self.quietly(f"stopped: nothing was written to {event.order.out.name}")
        elif isinstance(outcome, Refused):
            self.quietly("")
            self.refused(outcome)
        elif outcome.content is None:
            self.quietly("")
            self._ask_unchecked(event.order, outcome)
        else:
            still = f", with {outcome.open} of its check open" if outcome.open else ""
            self.quietly(f"wrote {event.order.out.name}{still}")
            self._came = _came(event.order, outcome, len(outcome.content))
        if self.work is not None:
            self._show(self.work)

    def _ask_unchecked(self, order: Order, outcome: Prepared) -> None:
        waiting = number_of(outcome.open, "thing")
        choices = [
            Choice("check", "go to the check and settle them"),
            Choice("leave", "write nothing"),
            Choice("write", "write it all the same: its stamp then says how much was open"),
        ]

        def answered(choice: str | None) -> None:
            if choice == "check":
                self.action_check()
            elif choice == "write":
                self._make(unchecked=True)

        told = f"For {order.reader}, the check finds {waiting} open: nothing was written."
        self.app.push_screen(Decide(told, choices), answered)


def _as_on_disk(path: Path) -> InspectionFolder:
    """The inspection, opened once more to be read: what is done meanwhile does not reach it."""
    own = settings.own_programmes()
    return InspectionFolder.open(path, read_only=True, own_programmes=own)


def _came(order: Order, made: Prepared, size: int) -> list[Paragraph]:
    told = f"{made.holds}, as {made.form}, for {order.reader}; {max(1, round(size / 1000)):,} kB"
    paragraphs = [Paragraph(str(order.out), "good", "Written"), Paragraph(told, "", "It holds")]
    if order.since:
        paragraphs.append(Paragraph(f"what changed since entry {order.since}", "", "It tells"))
    if made.open:
        waiting = number_of(made.open, "thing")
        paragraphs.append(Paragraph(f"{waiting} of the check when it was written", "warn", "Open"))
    paragraphs += [Paragraph(line, "muted", "Left out") for line in made.left_out]
    return paragraphs + [Paragraph(each, "muted", "No place") for each in loss_lines(made.losses)]
