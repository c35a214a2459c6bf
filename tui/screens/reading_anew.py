"""Reading sources anew on a screen, where a newer reader reads them: offered, done by a key."""

from __future__ import annotations

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from evidence.folder import InspectionFolder
from evidence.plain_text import shown
from evidence.rereading import Reread, reader_apart, reread, with_newer_reader
from evidence.words import number_of
from tui.screens.adding import AddsFiles
from tui.session import WorkSession

__all__ = ["ReadsAnew"]


class ReadsAnew(AddsFiles):
    """A screen on which sources are added, and read anew."""

    class Newer(Message):
        """These sources are read by a newer reader now."""

        def __init__(self, sources: tuple[str, ...]) -> None:
            super().__init__()
            self.sources = sources

    class ReadAnew(Message):
        """A source was read anew, the change still to be made, or it could not be read."""

        def __init__(self, outcome: Reread) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self) -> None:
        super().__init__()
        #: The sources that a newer reader reads; None until that was looked for.
        self._newer_readers: tuple[str, ...] | None = None

    def look_for_newer(self, work: WorkSession) -> None:
        """Look once whether there is anything to read anew, and say so in the quiet line."""
        if self._newer_readers is None:
            self._newer_readers = ()
            self._look_for_newer(work.folder)

    @work(thread=True, exclusive=True, group="newer")
    def _look_for_newer(self, folder: InspectionFolder) -> None:
        self.post_message(self.Newer(tuple(with_newer_reader(folder))))

    @on(Newer)
    def _newer(self, event: Newer) -> None:
        self._newer_readers = event.sources
        if event.sources:
            number = len(event.sources)
            are = "source is" if number == 1 else "sources are"
            self.quietly(f"{number} {are} read better by a newer reader: R reads anew.")

    def action_reread(self) -> None:
        """Read anew, beside the screen, what a newer reader reads."""
        if self.work is None:
            return
        if self.work.folder.read_only:
            self.quietly("This inspection is open for reading only.")
        elif not self._newer_readers:
            self.quietly("No source was read by an older reader than is here.")
        else:
            self.quietly(f"Reading {len(self._newer_readers)} anew ...")
            self._read_anew(self.work.folder, self._newer_readers)
            self._newer_readers = ()

    @work(thread=True, exclusive=True, group="rereading")
    def _read_anew(self, folder: InspectionFolder, keys: tuple[str, ...]) -> None:
        worker = get_current_worker()
        with reader_apart(folder) as read:
            for key in keys:
                source = folder.state.sources.get(key)
                if not worker.is_cancelled and source is not None:
                    self.post_message(self.ReadAnew(reread(folder, source, read)))

    @on(ReadAnew)
    def _was_read_anew(self, event: ReadAnew) -> None:
        outcome = event.outcome
        if outcome.refused is not None:
            told = f"{outcome.source} was not read anew: {outcome.refused}"
            self.quietly(told)
            self.notify(shown(told, self.plain_ascii), severity="error", markup=False, timeout=12)
        elif outcome.command is not None and self.do(outcome.command) is not None:
            found = f"{number_of(len(outcome.anchored), 'statement')} found again"
            told = f"{outcome.source} read anew: {found}"
            if outcome.left:
                told += f", {len(outcome.left)} left in the earlier text (Gaps names them)"
            self.quietly(told)
