"""The line that is typed in Capture, kept as a draft until it is kept or dropped."""

from __future__ import annotations

from typing import Final

from evidence.draft import Draft, DraftFile
from tui.screens.session_notes import SessionScreen
from tui.session import WorkSession
from tui.widgets.note_line import NoteLine

__all__ = ["DraftingScreen"]

#: A draft is written at most once in so many seconds, beside the keys.
_EVERY: Final = 1.0


class DraftingScreen(SessionScreen):
    """A session whose half-typed line outlives the program."""

    def __init__(self) -> None:
        super().__init__()
        self._draft_of: WorkSession | None = None
        self._draft_file: DraftFile | None = None
        self._drafted: Draft | None = None
        self._line: NoteLine | None = None

    def on_mount(self) -> None:
        """Begin to keep what is typed."""
        self._line = self.query_one(NoteLine)
        self.set_interval(_EVERY, self._keep_draft)

    def refresh_from(self, work: WorkSession) -> None:
        """Offer what was typed and not kept when the program ended, in its session."""
        if work is not self._draft_of:
            self._draft_of = work
            self._draft_file = DraftFile(work.folder.path) if self.may_change else None
            self._offer(work)
        super().refresh_from(work)

    def _offer(self, work: WorkSession) -> None:
        found = self._draft_file.read() if self._draft_file is not None else None
        session = work.state.sessions.get(found.session) if found is not None else None
        line = self.query_one(NoteLine)
        if found is None or session is None or session.source is None or line.value:
            return
        self._session = session.id
        self._drafted = found
        line.restore(found.line)
        self.call_after_refresh(
            self.quietly,
            "This line was typed and not kept when the program ended: enter keeps, ^u drops it",
        )

    def _draft(self) -> Draft | None:
        """What is typed now and would be lost."""
        line = self._line.value if self._line is not None else ""
        return Draft(self._session, line) if self._session and line.strip() else None

    def _keep_draft(self) -> None:
        """Have the draft written in a thread, if another stands in the line than was written."""
        file, draft = self._draft_file, self._draft()
        if file is None or draft == self._drafted:
            return
        self._drafted = draft
        file.give(draft)
        self.run_worker(file.write, thread=True, group="draft", exit_on_error=False)

    def on_unmount(self) -> None:
        """On leaving the program what is typed stays for the next time."""
        if self._draft_file is not None:
            self._draft_file.give(self._draft())
            self._draft_file.write()
