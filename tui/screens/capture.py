"""Capture: notes typed during a session, each a statement that is on disk at its Enter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from evidence.commands import (
    AmendSource,
    AmendStatement,
    HoldSession,
    LinkStatement,
    PlanSession,
    TakeStatement,
    TieToQuestion,
)
from evidence.folder import now
from evidence.model import Place, Session, Source, Statement, Voice
from evidence.plain_text import shown
from evidence.words import KINDS, Kind, Stance, spoken
from graph.counting import why_not
from tui.actions import bindings
from tui.asking.choices import Tie
from tui.asking.dialogs import AskLine, Choice, Choose, Field, FillIn
from tui.asking.ties import ask_tie
from tui.asking.voice_prefixes import prefixes, said
from tui.asking.voices import ask_voices
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.statement_lines import ties_in_short
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.note_line import NoteLine
from tui.widgets.rows import RowList

__all__ = ["CaptureScreen"]

_TEACH = (
    "Notes during a meeting, a focus group or a visit to a site.\n\n"
    "ctrl+o  chooses the session, or begins one that nobody planned\n\n"
    "Then type. Each Enter keeps the line as a statement with its time, on disk at once. "
    "Begin a line with the first letters of a role and a colon to say whose account it is."
)
_LIVE: tuple[Kind, ...] = ("meeting", "focus_group", "interview", "observation")


def _clock() -> str:
    return datetime.now().strftime("%H:%M:%S")  # noqa: DTZ005  (the clock on the wall)


class CaptureScreen(InspectionScreen):
    """The notes of one session, newest at the bottom, and the line in which the next is typed."""

    PLACE = "capture"
    HEADING = "Capture"
    AUTO_FOCUS = "NoteLine"
    BINDINGS: ClassVar[list[BindingType]] = bindings("capture")
    DEFAULT_CSS = """
    CaptureScreen #session { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    CaptureScreen #notes { height: 1fr; }
    CaptureScreen #whole {
        height: 4; border-top: solid $primary-darken-1; padding: 0 1; color: $text-muted;
    }
    CaptureScreen #legend {
        height: 1; padding: 0 1; color: $text-accent; text-wrap: nowrap; text-overflow: ellipsis;
    }
    CaptureScreen NoteLine { padding: 0 1; background: $boost; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._session: str | None = None
        #: The ids of the notes, the very list that is shown: it grows at its end.
        self._notes: list[str] = []
        self._notes_of: str | None = None
        self._voices: list[Voice] = []
        self._prefixes: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """The session, its notes, the highlighted one whole, the prefixes, and the line."""
        yield Static(id="session", classes="pane-title", markup=False)
        yield RowList(
            self._notes,
            self._draw,
            lambda key: key,
            empty=_TEACH,
            plain_ascii=self.plain_ascii,
            id="notes",
        )
        yield Static(id="whole", markup=False)
        yield Static(id="legend", markup=False)
        yield NoteLine(self._keep, placeholder="type; enter keeps the line")

    # -- showing ------------------------------------------------------------------------------

    @property
    def _list(self) -> RowList[str]:
        return cast("RowList[str]", self.query_one("#notes", RowList))

    @property
    def _held(self) -> tuple[WorkSession, Session, Source] | None:
        """The work, the session and its source, once one was chosen and still stands."""
        work = self.work
        if work is None or self._session is None:
            return None
        session = work.state.sessions.get(self._session)
        source = work.state.sources.get(session.source or "") if session is not None else None
        return (work, session, source) if session is not None and source is not None else None

    def refresh_from(self, work: WorkSession) -> None:
        """Show the session; a note more or less at the end costs no more than that note."""
        held = self._held
        if held is None:
            self._session = None
            self._show_notes(None, {})
            self._name_voices([])
            self.query_one("#session", Static).update("No session chosen: ctrl+o chooses one")
            self.query_one("#legend", Static).update("")
        else:
            _, session, source = held
            notes = work.state.statements_of_source.get(source.id, {})
            self._show_notes(source.id, notes)
            self._name_voices([work.state.voices[key] for key in source.voices])
            withdrawn = ", withdrawn" if source.withdrawn else ""
            told = f"{session.title or session.id}, {spoken(session.kind)} ({session.id})"
            told = f"{told}, source {source.id}{withdrawn}: {len(notes)} statements"
            self.query_one("#session", Static).update(shown(told, self.plain_ascii))
            self.query_one("#legend", Static).update(shown(self._legend(), self.plain_ascii))
        self._show_whole()

    def _show_notes(self, source: str | None, notes: dict[str, Statement]) -> None:
        """Bring the list in line: a note that came or went at the end is added or taken there."""
        rows = self._notes
        standing, last = len(rows), next(reversed(notes), None)
        if source == self._notes_of and last is not None and len(notes) == standing + 1:
            rows.append(last)
        elif source == self._notes_of and rows and rows[-1] not in notes:
            rows.pop()
        if source != self._notes_of or len(rows) != len(notes) or (rows and rows[-1] != last):
            rows[:] = notes
            self._notes_of = source
        self._list.set_rows(rows)
        if rows and len(rows) != standing:
            self._list.highlighted = len(rows) - 1

    def _name_voices(self, voices: list[Voice]) -> None:
        if voices != self._voices:
            self._voices, self._prefixes = voices, prefixes(voices)

    def _legend(self) -> str:
        if len(self._voices) == 1:
            return f"every line: {self._voices[0].label}   (ctrl+n: voices)"
        told = "   ".join(f"{self._prefixes[voice.id]}: {voice.label}" for voice in self._voices)
        return told or "no voices named yet: ctrl+n names whose account it is"

    def _draw(self, key: str, width: int, highlighted: bool) -> Line:
        work = self.work
        note = work.state.statements.get(key) if work is not None else None
        if work is None or note is None:
            return ()
        voice = work.state.voices.get(note.voice or "")
        time = str(note.place.time) if note.place is not None and note.place.time else ""
        out = why_not(work.state, key) is not None
        tied = ties_in_short(work, note, plain_ascii=self.plain_ascii)
        sign = "x" if self.plain_ascii else "×"
        return (
            Cell(time[:8], 9, "muted"),
            Cell(key, 6, "strong"),
            Cell(self._called(voice), 16, "accent"),
            Cell(" ", 1),
            Cell(f"{sign} " if out else "", None, "bad"),
            Cell(" ".join(note.quote.split()), FILL, "muted" if out else ""),
            Cell(f" {tied}" if tied else "", min(len(tied) + 1, 16) if tied else 0, "good"),
        )

    def _called(self, voice: Voice | None) -> str:
        """A voice in few cells: where there are several, its prefix tells it from the others."""
        if voice is None:
            return ""
        several = len(self._voices) > 1 and voice.id in self._prefixes
        return f"{self._prefixes[voice.id]}: {voice.label}" if several else voice.label

    @on(RowList.Highlighted, "#notes")
    def _highlighted(self) -> None:
        self._show_whole()

    def _show_whole(self) -> None:
        self.query_one("#whole", Static).update(shown(" ".join(self._whole()), self.plain_ascii))

    def _whole(self) -> Iterator[str]:
        """The highlighted note with all that the list has no room for."""
        note, work = self._note, self.work
        if note is None or work is None:
            return
        voice = work.state.voices.get(note.voice or "")
        tied = ties_in_short(work, note, plain_ascii=self.plain_ascii)
        yield f"{note.id} {voice.label if voice else 'nobody in particular'}:"
        yield " ".join(note.quote.split())
        reason = why_not(work.state, note.id)
        yield f"[does not count: {reason}]" if reason else f"[{tied or 'tied to nothing yet'}]"

    @property
    def _note(self) -> Statement | None:
        """The highlighted note; the newest where none is."""
        key = self._list.highlighted_row or (self._notes[-1] if self._notes else None)
        return self.work.state.statements.get(key) if self.work is not None and key else None

    def copied(self) -> str:
        """The highlighted note."""
        note = self._note
        if note is None or self.work is None:
            return ""
        return f"“{note.quote}” ({note.id}, {self.work.state.sources[note.source].label})"

    # -- keeping ------------------------------------------------------------------------------

    def _keep(self, line: str) -> bool:
        """Take a typed line as a statement; True once it is on disk."""
        held = self._held
        if held is None:
            self.quietly("The line waits: choose the session that it belongs to.")
            self.action_sessions()
            return False
        spoke = said(line, self._voices)
        if not spoke.quote:
            return False
        _, _, source = held
        entry = self.do(
            TakeStatement(source.id, spoke.quote, Place(time=_clock()), voice=spoke.voice)
        )
        if entry is not None and spoke.several:
            fitting = ", ".join(voice.label for voice in self._voices if voice.id in spoke.several)
            self.quietly(f"{entry.about[0]} is kept without a voice: it fits {fitting}")
        return entry is not None

    @on(NoteLine.Joined)
    def _joined(self, event: NoteLine.Joined) -> None:
        self.quietly(f"{event.lines} pasted lines were put into one: enter keeps it")

    # -- sessions -----------------------------------------------------------------------------

    def action_sessions(self) -> None:
        """Choose a planned or held session, or begin a new one."""
        work = self.work
        if work is None:
            return
        sessions = work.state.sessions.values()
        waiting = sorted(
            (session for session in sessions if session.source is None),
            key=lambda session: (session.starts or "9", session.id),
        )
        held = [session for session in sessions if session.source is not None]
        choices = [Choice(("new", ""), "+ a session that nobody planned", "", "accent")]
        for session in (*waiting, *reversed(held)):
            starts = (session.starts or "").replace("T", " ")[:16]
            state = f"held: {session.source}" if session.source else "not held yet"
            text = f"{session.id}  {' '.join((session.title or spoken(session.kind)).split())}"
            choices.append(Choice(("session", session.id), text, f"{starts} {state}".strip()))
        self.app.push_screen(
            Choose(
                "Which session?",
                choices,
                make=lambda words: ("new", words),
                empty="No such session: enter begins one of this name.",
            ),
            self._chosen,
        )

    def _chosen(self, choice: tuple[str, str] | None) -> None:
        match choice:
            case ("new", title):
                self._begin(title)
            case ("session", session):
                self._open_if_meant(session)
            case _:
                return

    def _open_if_meant(self, session: str) -> None:
        """Go on with a session; holding a planned one is asked, since it becomes a source."""
        work = self.work
        if work is None or session not in work.state.sessions:
            return
        planned = work.state.sessions[session]
        if planned.source is not None:
            self._open(session)
            return
        question = f"Does {planned.title or session} begin now?"
        choices = [
            Choice(True, "it begins: it becomes a source, dated today"),
            Choice(False, "not yet: leave it planned"),
        ]

        def begin(meant: bool | None) -> None:
            if meant:
                self._open(session)

        self.app.push_screen(Choose(question, choices), begin)

    def _open(self, session: str) -> None:
        """Go on with a session; one not held yet is held from now on."""
        work = self.work
        if work is None or session not in work.state.sessions:
            return
        before, self._session = self._session, session
        if work.state.sessions[session].source is not None:
            self.refresh_from(work)
        elif self.do(HoldSession(session)) is None:
            self._session = before
            return
        if self._notes:
            self._list.highlighted = len(self._notes) - 1
        self.query_one(NoteLine).focus()

    def _begin(self, title: str) -> None:
        """Ask what a new session is, then whose account it will be, and hold it."""
        others = tuple(kind for kind in KINDS if kind not in _LIVE)
        kinds = tuple((kind, spoken(kind)) for kind in (*_LIVE, *others))
        fields = [
            Field("title", "Title", title, required=True),
            Field("kind", "Kind", options=kinds),
            Field("site", "Site", hint="if it is of one"),
        ]

        def described(values: dict[str, str] | None) -> None:
            if values is not None:
                question = f"Whose account will {values['title']} be?"
                ask_voices(self, question, (), lambda voices: self._plan(values, voices))

        self.app.push_screen(FillIn("A session that begins now", fields), described)

    def _plan(self, values: dict[str, str], voices: tuple[str, ...]) -> None:
        details: dict[str, Any] = {"starts": now()}
        given = {"voices": voices, "site": values["site"]}
        details |= {name: value for name, value in given.items() if value}
        entry = self.do(PlanSession(values["title"], cast("Kind", values["kind"]), details))
        if entry is not None:
            self._open(entry.about[0])

    def action_voices(self) -> None:
        """Say whose account the session is."""
        if self._held is None:
            self.action_sessions()
            return
        _, _, source = self._held

        def give(voices: tuple[str, ...]) -> None:
            if voices != source.voices:
                self.do(AmendSource(source.id, {"voices": voices or None}))

        ask_voices(self, f"Whose account is {source.label}?", source.voices, give)

    # -- changing -----------------------------------------------------------------------------

    def action_tie(self) -> None:
        """Tie the highlighted note to a finding or key question."""
        note = self._note
        if note is None:
            self.quietly("There is no note yet.")
            return

        def tie(to: Tie, stance: Stance | None) -> None:
            if stance is None:
                self.do(TieToQuestion(note.id, to[1]))
            else:
                self.do(LinkStatement(note.id, to[1], stance))

        ask_tie(self, note.id, tie)

    def action_correct(self) -> None:
        """Correct the highlighted note; what it said first stays in the history."""
        note = self._note
        if note is None:
            self.quietly("There is no note yet.")
            return
        if note.place is not None and note.place.start is not None:
            self.quietly(f"{note.id} is quoted from its source and is not reworded.")
            return

        def correct(line: str | None) -> None:
            if line is None or line == shown(note.quote):
                return
            spoke = said(line, self._voices)
            prefixed = spoke.quote != line.strip()
            fields: dict[str, str | None] = {
                "quote": spoke.quote,
                "voice": spoke.voice if prefixed else note.voice,
            }
            changed = {
                name: value for name, value in fields.items() if value != getattr(note, name)
            }
            if changed and spoke.quote:
                self.do(AmendStatement(note.id, changed))

        question = f"{note.id} should say (a role's prefix changes whose account it is)"
        self.app.push_screen(AskLine(question, shown(note.quote)), correct)

    @on(RowList.Opened, "#notes")
    def _correct_opened(self) -> None:
        self.action_correct()

    def action_undo_note(self) -> None:
        """Undo while the line has the keyboard."""
        self.inspection_app.action_undo()

    # -- moving -------------------------------------------------------------------------------

    def action_notes(self) -> None:
        """Go between the line and the notes."""
        line = self.query_one(NoteLine)
        (self._list if line.has_focus else line).focus()

    def action_earlier(self) -> None:
        """Highlight the note before, while the line keeps the keyboard."""
        self._list.action_move(-1)

    def action_later(self) -> None:
        """Highlight the note after."""
        self._list.action_move(1)

    def action_page_earlier(self) -> None:
        """Go back by a page of notes."""
        self._list.action_page(-1)

    def action_page_later(self) -> None:
        """Go on by a page of notes."""
        self._list.action_page(1)
