"""A session as it is written down: its notes, its asks, and the highlighted one whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import DescendantFocus, Resize
from textual.widgets import Static

from evidence.model import Ask, Session, Source, Statement, Voice, day_of
from evidence.plain_text import shown
from evidence.words import number_of, spoken
from graph.asks import asks_of, unasked
from graph.drawing import clipped
from tui.asking.typed_lines import Standing
from tui.asking.voice_prefixes import prefixes
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.notes import ask_line, ask_whole, note_line, note_whole, small_group_told
from tui.widgets.lines import Line
from tui.widgets.note_line import NoteLine
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["SessionScreen"]

_TEACH = (
    "Notes during a meeting, a focus group or a visit to a site.\n\n"
    "ctrl+o  chooses the session, or begins one that nobody planned\n\n"
    "Then type. Each Enter keeps the line as a statement with its time, on disk at once. "
    "Begin a line with the first letters of a role and a colon to say whose account it is, and "
    "with #3 to say that it answers the third ask; ctrl+l shows the asks."
)
_TEACH_LOOKING = (
    "Notes during a meeting, a focus group or a visit to a site.\n\n"
    "ctrl+o  chooses the session; ctrl+l shows what was to be asked there"
)
_NO_ASKS = "Nothing was planned to be asked here.\n\nGaps (4) and the visit plan bring asks."
#: From this width on the asks stand beside the notes; below it ctrl+l shows and hides them.
_WIDE = 110


def _last(rows: list[str]) -> str | None:
    return rows[-1] if rows else None


class SessionScreen(InspectionScreen):
    """The notes of one session, newest at the bottom, its asks, and the line that is typed.

    What the line is given, and every change, is for whoever extends it.
    """

    WAYS = InspectionScreen.WAYS.replace("5 Capture ", "")
    DEFAULT_CSS = """
    SessionScreen #session { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    SessionScreen #said { height: 1fr; }
    SessionScreen #notes { height: 1fr; }
    SessionScreen #asks {
        display: none; height: 6; border-top: solid $primary-darken-1;
    }
    SessionScreen.asking #asks { display: block; }
    SessionScreen.wide #said { layout: horizontal; }
    SessionScreen.wide #notes { width: 1fr; }
    SessionScreen.wide #asks {
        display: block; width: 50; height: 1fr;
        border-top: none; border-left: solid $primary-darken-1;
    }
    SessionScreen #whole {
        height: 4; border-top: solid $primary-darken-1; padding: 0 1; color: $text-muted;
    }
    SessionScreen #legend {
        height: 1; padding: 0 1; color: $text-accent; text-wrap: nowrap; text-overflow: ellipsis;
    }
    SessionScreen NoteLine { padding: 0 1; background: $boost; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._session: str | None = None
        #: The ids of the notes, the very list that is shown: it grows at its end.
        self._notes: list[str] = []
        self._notes_of: str | None = None
        self._notes_version = 0
        self._asks: tuple[Ask, ...] = ()
        self._voices: list[Voice] = []
        self._prefixes: dict[str, str] = {}
        self._standing = Standing()

    def compose_body(self) -> ComposeResult:
        """The session, its notes and asks, the highlighted one whole, the prefixes, the line."""
        yield Static(id="session", classes="pane-title", markup=False)
        with Container(id="said"):
            yield TellingList(
                self._notes,
                self._draw,
                lambda key: key,
                empty=_TEACH,
                plain_ascii=self.plain_ascii,
                id="notes",
            )
            yield RowList(
                self._asks,
                self._draw_ask,
                lambda ask: ask.id,
                empty=_NO_ASKS,
                plain_ascii=self.plain_ascii,
                id="asks",
            )
        yield Static(id="whole", markup=False)
        yield Static(id="legend", markup=False)
        yield NoteLine(self._keep, placeholder="type; enter keeps the line")

    # -- showing ------------------------------------------------------------------------------

    @property
    def _list(self) -> TellingList[str]:
        return cast("TellingList[str]", self.query_one("#notes", TellingList))

    @property
    def _ask_list(self) -> RowList[Ask]:
        return cast("RowList[Ask]", self.query_one("#asks", RowList))

    @property
    def _held(self) -> tuple[WorkSession, Session, Source] | None:
        """The work, the session and its source, once one was chosen and still stands."""
        work = self.work
        if work is None or self._session is None:
            return None
        session = work.state.sessions.get(self._session)
        source = work.state.sources.get(session.source or "") if session is not None else None
        return (work, session, source) if session is not None and source is not None else None

    @property
    def _over(self) -> bool:
        """Whether the session was on a day before this one."""
        held = self._held
        dated = held[2].dated if held is not None else None
        return held is not None and dated is not None and day_of(dated) < held[0].today

    def on_resize(self, event: Resize) -> None:
        """The asks stand beside the notes where there is room."""
        self.set_class(event.size.width >= _WIDE, "wide")

    def refresh_from(self, work: WorkSession) -> None:
        """Show the session; a note more or less at the end costs no more than that note."""
        held = self._held
        if not self.may_change:
            self._list.tell(_TEACH_LOOKING)
            self.query_one(NoteLine).placeholder = "open to look at only: no line is kept"
        if held is None:
            self._session = None
            self._show_notes(None, {}, work.version)
            self._show_asks(())
            self._name_voices([])
            self.query_one("#session", Static).update("No session chosen: ctrl+o chooses one")
            self.query_one("#legend", Static).update("")
        else:
            _, session, source = held
            notes = work.state.statements_of_source.get(source.id, {})
            self._show_notes(source.id, notes, work.version)
            self._show_asks(asks_of(work.state, session.id))
            self._name_voices([work.state.voices[key] for key in source.voices])
            told = self._session_told(work, session, source, len(notes))
            self.query_one("#session", Static).update(told, layout=False)
            self._show_legend()
        self._show_whole()

    def _session_told(self, work: WorkSession, session: Session, source: Source, notes: int) -> str:
        """Which session it is, and how far it is; where there is little room, less of its title."""
        title = f"{session.id} {session.title or session.id}, {spoken(session.kind)}"
        many = number_of(notes, "statement")
        parts = [f"{source.id}{' withdrawn' if source.withdrawn else ''}: {many}"]
        small = small_group_told(work, source, plain_ascii=self.plain_ascii)
        waiting = len(unasked(work.state, session.id))
        if self._asks:
            parts.append(f"{waiting} of {len(self._asks)} to ask (^l)")
        tail = shown(", ".join(["", *([small] if small else []), *parts]), self.plain_ascii)
        room = max(len(session.id) + 12, self.app.size.width - 2 - len(tail))
        return clipped(shown(title, self.plain_ascii), room, self.plain_ascii) + tail

    def _show_notes(self, source: str | None, notes: dict[str, Statement], version: int) -> None:
        """Bring the list in line: a note that came or went at the end is added or taken there."""
        rows = self._notes
        near = source == self._notes_of and version - self._notes_version <= 1
        standing, last = len(rows), next(reversed(notes), None)
        if near and last is not None and len(notes) == standing + 1 and last != _last(rows):
            rows.append(last)
        elif near and rows and rows[-1] not in notes:
            rows.pop()
        moved = len(rows) != standing or source != self._notes_of
        if not near or len(rows) != len(notes) or _last(rows) != last:
            rows[:] = notes
        self._notes_of, self._notes_version = source, version
        self._list.set_rows(rows)
        if rows and moved:
            self._list.highlighted = len(rows) - 1

    def _show_asks(self, asks: tuple[Ask, ...]) -> None:
        self._asks = asks
        self._ask_list.set_rows(asks)

    def _name_voices(self, voices: list[Voice]) -> None:
        if voices != self._voices:
            self._voices, self._prefixes = voices, prefixes(voices)

    def _show_legend(self) -> None:
        legend = shown(self._legend(), self.plain_ascii)
        self.query_one("#legend", Static).update(legend, layout=False)

    def _legend(self) -> str:
        parts = [f"{self._prefixes[voice.id]}: {voice.label}" for voice in self._voices]
        chosen = next((v for v in self._voices if v.id == self._standing.voice), None)
        if len(self._voices) == 1:
            parts = [f"every line: {self._voices[0].label}   (ctrl+n: voices)"]
        elif chosen is not None:
            parts.insert(0, f"every line: {chosen.label} (: ends it)")
        if self._standing.wording is not None:
            parts.insert(0, f"every line a {self._standing.wording}")
        return "   ".join(parts) or "no voices named yet: ctrl+n names whose account it is"

    def _draw(self, key: str, width: int, highlighted: bool) -> Line:
        work = self.work
        note = work.state.statements.get(key) if work is not None else None
        if work is None or note is None:
            return ()
        called = self._called(work.state.voices.get(note.voice or ""))
        return note_line(work, note, called, plain_ascii=self.plain_ascii)

    def _draw_ask(self, ask: Ask, width: int, highlighted: bool) -> Line:
        if self.work is None:
            return ()
        number = self._asks.index(ask) + 1
        return ask_line(self.work, ask, number, late=self._over, plain_ascii=self.plain_ascii)

    def _called(self, voice: Voice | None) -> str:
        """A voice in few cells: where there are several, its prefix tells it from the others."""
        if voice is None:
            return ""
        several = len(self._voices) > 1 and voice.id in self._prefixes
        return f"{self._prefixes[voice.id]}: {voice.label}" if several else voice.label

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self._show_whole()

    @property
    def ways(self) -> str:
        """The line takes letters and figures: tab leaves it for the notes, where they are keys."""
        among_notes = self._list.has_focus or self._ask_list.has_focus
        return self.WAYS if among_notes else f"tab, then {self.WAYS}"

    @on(DescendantFocus)
    def _focused(self) -> None:
        self._show_whole()
        if not self._said:
            self.quietly("")

    def _show_whole(self) -> None:
        """The highlighted note, or the ask while the asks have the keyboard, with all its words."""
        work, note = self.work, self._note
        parts: list[str] = []
        ask = self._ask_list.highlighted_row if self._ask_list.has_focus else None
        if work is not None and ask is not None:
            number = self._asks.index(ask) + 1
            plain_ascii = self.plain_ascii
            parts += ask_whole(work, ask, number, late=self._over, plain_ascii=plain_ascii)
        elif work is not None and note is not None:
            parts += note_whole(work, note, plain_ascii=self.plain_ascii)
            parts += self._beside(work, note)
        whole = shown(" ".join(parts), self.plain_ascii)
        self.query_one("#whole", Static).update(whole, layout=False)

    def _beside(self, work: WorkSession, note: Statement) -> Iterator[str]:
        """What else is said of the highlighted note, in parts."""
        yield from ()

    @property
    def _note(self) -> Statement | None:
        """The highlighted note; the newest where none is."""
        key = self._list.highlighted_row or (self._notes[-1] if self._notes else None)
        return self.work.state.statements.get(key) if self.work is not None and key else None

    @property
    def chosen_statement(self) -> str | None:
        """The highlighted note, or the newest."""
        return self._note.id if self._note is not None else None

    def copied(self) -> str:
        """The highlighted note."""
        note = self._note
        if note is None or self.work is None:
            return ""
        return f"“{note.quote}” ({note.id}, {self.work.state.sources[note.source].label})"

    def _keep(self, line: str) -> bool:
        """Take a typed line; True once it is on disk, and the line may be cleared."""
        raise NotImplementedError
