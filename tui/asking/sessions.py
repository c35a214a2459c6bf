"""The fields of a session of the timetable, and choosing one for an ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from evidence.model import Session
from evidence.words import KINDS, Kind, spoken
from graph.plan_parts import PlannedSession
from tui.asking.dialogs import Choice, Field

__all__ = ["session_changes", "session_choices", "session_faults", "session_fields"]

_LIVE: tuple[Kind, ...] = ("meeting", "focus_group", "interview", "observation", "case_review")


def session_fields(session: Session | None = None) -> list[Field]:
    """The fields that describe a session, as it stands if there is one."""
    kinds = (*_LIVE, *(kind for kind in KINDS if kind not in _LIVE))
    kind = session.kind if session is not None else "meeting"
    starts = ((session.starts or "") if session else "").replace("T", " ")
    minutes = "" if session is None or session.minutes is None else str(session.minutes)
    return [
        Field("title", "Title", session.title if session else "", required=True),
        Field("kind", "Kind", kind, options=tuple((each, spoken(each)) for each in kinds)),
        Field("starts", "Starts", starts, hint="such as 2026-03-09 14:30"),
        Field("minutes", "Minutes", minutes, hint="60 are assumed"),
        Field("site", "Site", (session.site or "") if session else ""),
        Field("agency", "Agency", (session.agency or "") if session else ""),
    ]


def session_faults(values: dict[str, str]) -> str | None:
    """What is wrong with the fields of a session, or nothing."""
    if values["starts"]:
        try:
            datetime.fromisoformat(values["starts"])
        except ValueError:
            return "Starts: a date and time, such as 2026-03-09 14:30, or nothing."
    minutes = values["minutes"]
    if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) < 5):
        return "Minutes: a number, such as 60, or nothing."
    return None


def session_changes(values: dict[str, str], session: Session | None = None) -> dict[str, Any]:
    """What of the fields is given anew; without a session, all that is given."""
    starts = values["starts"].replace(" ", "T")
    given: dict[str, Any] = {
        "title": values["title"],
        "kind": values["kind"],
        "starts": starts or None,
        "minutes": int(values["minutes"]) if values["minutes"] else None,
        "site": values["site"] or None,
        "agency": values["agency"] or None,
    }
    if session is None:
        return {name: value for name, value in given.items() if value is not None}
    return {name: value for name, value in given.items() if value != getattr(session, name)}


def session_choices(sessions: Iterable[PlannedSession], fitting: set[str]) -> list[Choice[str]]:
    """The sessions to come with the minutes left, those that would settle the gap first.

    "" is none of them.
    """
    listed = sorted(sessions, key=lambda each: each.session.id not in fitting)
    choices = []
    for each in listed:
        session = each.session
        when = (session.starts or "no time").replace("T", " ")[:16]
        beside = f"{each.left} left, {when}" if session.id in fitting else "would not settle it"
        text = f"{session.id}  {' '.join((session.title or spoken(session.kind)).split())}"
        style = "" if session.id in fitting else "muted"
        choices.append(Choice(session.id, text, beside, style))
    return [*choices, Choice("", "in no session", "", "muted")]
