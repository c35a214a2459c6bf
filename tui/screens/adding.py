"""Adding files on a screen: the form, reading beside the screen, and what it came to."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

from textual import on, work
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from evidence.adding import Added, AddingFiles, Counts, ImportReport, Stored, take_in
from evidence.adding.gathering import Gathered
from evidence.plain_text import shown
from graph.drawing import clipped
from tui.asking.adding_file import (
    add_details,
    add_faults,
    add_fields,
    files_of,
    wants_new_voice,
)
from tui.asking.dialogs import FillIn
from tui.asking.voices import new_voice
from tui.screens.filtered import FilteredScreen
from tui.screens.import_report import ImportReportScreen
from tui.session import WorkSession

__all__ = ["AddsFiles", "progress_line"]

_BAR = 20
_PATIENCE = 0.2
"""Seconds between two looks at whether the program is closing, while a file is taken in."""


def progress_line() -> Static:
    """The line that shows how far adding has come; closed until there is something to add."""
    return Static(id="adding", classes="adding", markup=False)


class AddsFiles(FilteredScreen):
    """A screen with a `progress_line` that files are added on, one batch at a time."""

    DEFAULT_CSS = """
    AddsFiles .adding { height: 1; padding: 0 1; background: $boost; display: none; }
    AddsFiles .adding.open { display: block; }
    """

    class Came(Message):
        """A file was read and stored, or refused; ``taken`` is set once it was dealt with."""

        def __init__(self, outcome: Stored | Added, taken: Event) -> None:
            super().__init__()
            self.outcome = outcome
            self.taken = taken

    class AllCame(Message):
        """There are no more files to add; ``fault`` says what ended it before its time."""

        def __init__(self, fault: str = "") -> None:
            super().__init__()
            self.fault = fault

    def __init__(self) -> None:
        super().__init__()
        self._adding: AddingFiles | None = None
        self._values: dict[str, str] = {}
        self._voice: tuple[str, ...] | None = None
        self._outcomes: list[Added] = []
        self._left_out: tuple[Path, ...] = ()

    # -- asking -------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Ask for files and what is said of them, then read them beside the screen."""
        if self.work is None:
            return
        if self.work.folder.read_only:
            self.quietly("This inspection is open for reading only.")
        elif self._adding is not None:
            self.quietly("Files are being added: let it end, or stop it with x.")
        else:
            self.app.push_screen(FillIn("Add files", add_fields(self.work), add_faults), self._add)

    def _add(self, values: dict[str, str] | None) -> None:
        if values is not None and self.work is not None:
            self._begin(self.work, files_of(values["path"]), values)

    def _begin(self, work: WorkSession, found: Gathered, values: dict[str, str]) -> None:
        adding = AddingFiles(work.folder, found.files, add_details(values))
        self._adding = adding
        self._values = values
        self._voice = None
        self._outcomes = []
        self._left_out = found.left_out
        self._show_progress()
        self._read_files(adding)

    def action_stop(self) -> None:
        """Stop adding files; what is in stays."""
        if self._adding is None:
            self.quietly("No files are being added.")
        else:
            self._adding.stop()

    def action_report(self) -> None:
        """Show what the last files that were added came to."""
        if self.work is None or not self.work.import_report.outcomes:
            self.quietly("No files were added since the program was opened.")
        else:
            self.app.push_screen(ImportReportScreen())

    # -- reading ------------------------------------------------------------------------------

    @work(thread=True, group="adding")
    def _read_files(self, adding: AddingFiles) -> None:
        worker = get_current_worker()
        fault = ""
        try:
            with adding:
                for outcome in adding:
                    taken = Event()
                    self.post_message(self.Came(outcome, taken))
                    while not taken.wait(_PATIENCE):
                        if worker.is_cancelled:
                            return
        except Exception as error:  # noqa: BLE001  (it must not end the app)
            fault = f"{error or type(error).__name__}"
        self.post_message(self.AllCame(fault))

    @on(Came)
    def _came(self, event: Came) -> None:
        """Take in a file that was read."""
        outcome = event.outcome
        try:
            if isinstance(outcome, Stored) and self.work is not None:
                outcome = take_in(self.work.folder, self._with_voice(outcome))
            if isinstance(outcome, Added):
                self._outcomes.append(outcome)
        finally:
            event.taken.set()
        self._show_progress()

    def _with_voice(self, stored: Stored) -> Stored:
        """The file as said by the voice that the form described, made with the first file."""
        if not wants_new_voice(self._values):
            return stored
        if self._voice is None:
            voice = new_voice(self, self._values)
            self._voice = (voice,) if voice is not None else ()
        return stored.said_by(self._voice)

    @on(AllCame)
    def _all_came(self, event: AllCame) -> None:
        """Say what the files came to: one in a line, several in a report."""
        adding, self._adding = self._adding, None
        self._show_progress()
        if adding is None or self.work is None:
            return
        outcomes = tuple(self._outcomes)
        not_read = adding.total - adding.done
        left_out = len(self._left_out)
        if event.fault:
            self._warn(f"Adding ended before its time: {event.fault}", "error")
        if outcomes or not_read:
            self.work.import_report = ImportReport(outcomes, not_read, left_out)
        if len(outcomes) == 1 and not not_read and not left_out:
            self.say_added(outcomes[0])
        elif outcomes or not_read:
            stopped = f", {not_read} not read" if not_read else ""
            told = f"{len(outcomes)} files: {Counts.of(outcomes).became}{stopped}"
            self.quietly(f"{told}   i: the report")
            if self.in_front:
                self.app.push_screen(ImportReportScreen())
            else:
                self._warn(told, "information")
        self.said_of_batch(tuple(added.source for added in outcomes if added.source is not None))

    def on_unmount(self) -> None:
        """Read on for nobody."""
        if self._adding is not None:
            self._adding.stop()

    # -- saying -------------------------------------------------------------------------------

    def said_of_batch(self, sources: tuple[str, ...]) -> None:
        """Say what is to be said of these sources once all files are in."""

    def say_added(self, added: Added) -> None:
        """Say what became of one file."""
        name = Path(added.file).name
        if added.refused is not None:
            said = "is not added again: it" if added.already else "was not added:"
            self.quietly(f"{name} {said} {added.refused}")
            severity = "information" if added.already else "error"
            self._warn(f"{name} {said} {added.refused}", severity)
            return
        self.quietly(
            f"{name} is {added.source}: {added.passages:,} passages, {added.words:,} words "
            f"(read as {added.reader})"
        )
        for warning in added.warnings:
            self._warn(f"{added.source}: {warning}", "warning")

    def _show_progress(self) -> None:
        line = self.query_one("#adding", Static)
        adding = self._adding
        line.set_class(adding is not None, "open")
        if adding is None:
            return
        full = _BAR * adding.done // max(adding.total, 1)
        bar = f"[{'#' * full}{'.' * (_BAR - full)}] {adding.done} of {adding.total}"
        room = self.app.size.width - len(bar) - 16
        name = clipped(Path(adding.current).name, room, self.plain_ascii)
        line.update(f"{bar}  {name.ljust(room)}  x: stop")

    def _warn(self, text: str, severity: Any) -> None:
        text = shown(text, self.plain_ascii)
        self.notify(text, severity=severity, markup=False, timeout=12)
