"""Choosing the session that is written down: one held, one planned that begins, or a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from evidence.commands import HoldSession, PlanSession
from evidence.folder import now
from evidence.words import KINDS, Kind, spoken
from tui.asking.dialogs import Choice, Choose, Decide, Field, FillIn
from tui.asking.voices import ask_voices
from tui.screens.base import InspectionScreen

__all__ = ["ask_session"]

_LIVE: Final[tuple[Kind, ...]] = ("meeting", "focus_group", "interview", "observation")


def ask_session(screen: InspectionScreen, then: Callable[[str], object]) -> None:
    """Ask which session it is, and do ``then`` with its id once it is held; leaving does nothing.

    Holding a planned one is asked, since it becomes a source.
    """
    if screen.work is not None:
        _Asking(screen, then).ask()


class _Asking:
    """One way through the questions."""

    def __init__(self, screen: InspectionScreen, then: Callable[[str], object]) -> None:
        self._screen = screen
        self._then = then

    def ask(self) -> None:
        """Choose a planned or held session, or begin a new one."""
        work = self._screen.work
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
        self._screen.app.push_screen(
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
        """Go on with a session; whether a planned one begins is asked."""
        work = self._screen.work
        if work is None or session not in work.state.sessions:
            return
        planned = work.state.sessions[session]
        if planned.source is not None:
            self._then(session)
            return
        question = f"Does {planned.title or session} begin now?"
        choices = [
            Choice(True, "it begins: it becomes a source, dated today"),
            Choice(False, "not yet: leave it planned"),
        ]

        def begin(meant: bool | None) -> None:
            if meant:
                self._hold(session)

        self._screen.app.push_screen(Decide(question, choices), begin)

    def _hold(self, session: str) -> None:
        work = self._screen.work
        today = work.today.isoformat() if work is not None else None
        if self._screen.do(HoldSession(session, today)) is not None:
            self._then(session)

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
                ask_voices(self._screen, question, (), lambda voices: self._plan(values, voices))

        self._screen.app.push_screen(FillIn("A session that begins now", fields), described)

    def _plan(self, values: dict[str, str], voices: tuple[str, ...]) -> None:
        work = self._screen.work
        # The hour is the clock's; the day is the inspection's, which may be another.
        day = work.today.isoformat() if work is not None else now()[:10]
        details: dict[str, Any] = {"starts": f"{day}{now()[10:]}"}
        given = {"voices": voices, "site": values["site"]}
        details |= {name: value for name, value in given.items() if value}
        planned = PlanSession(values["title"], cast("Kind", values["kind"]), details)
        entry = self._screen.do(planned)
        if entry is not None:
            self._hold(entry.about[0])
