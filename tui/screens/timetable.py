"""Keeping the visit's timetable: sessions added, changed, and taken in from a file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from evidence.commands import AmendSession, LoadBundle, PlanSession
from evidence.faults import Refused, refuse
from evidence.model import Session
from evidence.timetable import Timetable, read_timetable, sessions_of
from evidence.words import Kind, spoken
from graph.sheet_pages import sheet_pages
from graph.sheets import sheets
from tui.asking.dialogs import AskLine, Choice, Decide, FillIn
from tui.asking.out_file import ask_file
from tui.asking.sessions import session_changes, session_faults, session_fields
from tui.asking.voices import ask_voices
from tui.screens.reckoning import ReckoningScreen

__all__ = ["TimetableScreen"]


class TimetableScreen(ReckoningScreen):
    """A screen that shows sessions; ``session_here`` is the highlighted one, or that of its row."""

    @property
    def session_here(self) -> Session | None:
        """The session that an action is about."""
        raise NotImplementedError

    def action_new(self) -> None:
        """Add a session, and say whose account it will be."""

        def described(values: dict[str, str] | None) -> None:
            if values is None:
                return
            details = session_changes(values)
            title, kind = details.pop("title"), cast("Kind", details.pop("kind"))

            def add(voices: tuple[str, ...]) -> None:
                given = {**details, "voices": voices} if voices else details
                self.do(PlanSession(title, kind, given))

            ask_voices(self, f"Whose account will {title} be?", (), add)

        self.app.push_screen(FillIn("A session", session_fields(), session_faults), described)

    def edit_session(self, session: Session) -> None:
        """Change what is planned for a session."""

        def described(values: dict[str, str] | None) -> None:
            changes = session_changes(values, session) if values is not None else {}
            if changes:
                self.do(AmendSession(session.id, changes))

        form = FillIn(f"Session {session.id}", session_fields(session), session_faults)
        self.app.push_screen(form, described)

    def action_voices(self) -> None:
        """Say whose account the highlighted session will be."""
        session = self.session_here
        if session is None:
            self.quietly("That is for a session: highlight one.")
            return

        def give(voices: tuple[str, ...]) -> None:
            if voices != session.voices:
                self.do(AmendSession(session.id, {"voices": voices or None}))

        question = f"Whose account will {session.title or session.id} be?"
        ask_voices(self, question, session.voices, give)

    def action_take_in(self) -> None:
        """Take a timetable in from a file, once it was shown how it was read."""

        def named(text: str | None) -> None:
            if text:
                try:
                    path = Path(text).expanduser()
                    timetable = read_timetable(path.name, path.read_bytes())
                    self._take_in(path.name, timetable)
                except Refused as refused:
                    self.refused(refused)
                except OSError as error:
                    self.refused(refuse(text, f"can't be read: {error.strerror or error}"))

        hint = "a table (.csv, .tsv) or a calendar (.ics)   enter: read it   esc: leave it"
        self.app.push_screen(AskLine("Which file holds the timetable?", hint=hint), named)

    def _take_in(self, name: str, timetable: Timetable) -> None:
        work = self.work
        if work is None:
            return
        bundle, over = sessions_of(work.state, timetable)
        choices = [
            Choice(True, f"take in {len(bundle.sessions)} sessions; {len(over)} stand already"),
            Choice(False, "leave them"),
            *(Choice(False, f"  {note}", "", "muted") for note in timetable.notes),
            *(Choice(False, f"  {s.title}", f"{spoken(s.kind)}, {s.starts or 'no time'}")
              for s in bundle.sessions),
        ]  # fmt: skip

        def taken(sure: bool | None) -> None:
            if sure and bundle.sessions:
                self.do(LoadBundle(bundle, f"the timetable {name}"))

        self.app.push_screen(Decide(f"{name} was read so. Take it in?", choices), taken)

    def action_sheets(self) -> None:
        """Write a page for each session to a file, as its ending says."""
        work = self.work
        if work is not None:
            ask_file(self, "Write the session sheets to which file?", "sheets.docx",
                     lambda: sheet_pages(sheets(work.state, work.programme, work.assessments),
                                         work.state.inspection))  # fmt: skip
