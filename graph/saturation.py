"""Saturation: what each meeting added in an area, and whether another is likely to add more.

A *point* is what counting evidence bears on: a side of a finding (F3 supported), or a key question
in the account of one group (PS.1.1.1 by practitioners). A point is new in a session where no
session before it made it. What repeats another statement makes no point of its own.

The measure is that of Guest, Namey and Chen (2020), "A simple method to assess and report thematic
saturation in qualitative research", PLoS ONE 15(5): e0232076. The *base* is the number of points
that the first sessions made, the *run* the new points of the last sessions taken together;
saturation is reached where the run adds no more than a twentieth of the base. Of the sizes that
they tried, a base of four sessions and a run of two are used here. It is about points met, not
about how well each is understood, and no reason to leave out a group that was not heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from evidence.model import Source
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Area, Kind, id_order, number_of
from graph.counting import counts

__all__ = ["BASE", "RUN", "THRESHOLD", "AreaSaturation", "Heard", "Verdict", "saturation"]

#: How many sessions make the base, how many the run, and how much the run may add.
BASE: Final = 4
RUN: Final = 2
THRESHOLD: Final = 0.05

_HEARD: Final[frozenset[Kind]] = frozenset({"meeting", "focus_group", "interview", "observation"})

Verdict = Literal["too_few", "adds_nothing", "still_adds"]


@dataclass(frozen=True, slots=True)
class Heard:
    """A session that bore on an area: the points it made there, and how many were new."""

    source: str
    title: str
    dated: str | None
    points: int
    new: int


@dataclass(frozen=True, slots=True)
class AreaSaturation:
    """The sessions that bore on an area in their order, and what another would be likely to add.

    ``ratio`` is what the run added of the base, None where there are too few sessions to say.
    """

    area: Area
    sessions: tuple[Heard, ...]
    base: int
    run: int
    ratio: float | None
    verdict: Verdict

    @property
    def told(self) -> str:
        """The verdict in words."""
        heard = number_of(len(self.sessions), "session")
        if self.ratio is None:
            return f"too few to tell: {heard}, {BASE + RUN} are needed"
        added = f"the last {RUN} of {heard} added {self.run} to the {self.base} of the first {BASE}"
        if self.verdict == "adds_nothing":
            return f"another meeting is likely to add nothing: {added} ({self.ratio:.0%})"
        return f"another meeting would still add: {added} ({self.ratio:.0%})"

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {**asdict(self), "text": self.told}


def saturation(state: State, programme: Programme) -> tuple[AreaSaturation, ...]:
    """For each area the sessions that bore on it, and whether another would add."""
    ordered = sorted(
        (source for source in state.sources.values() if source.kind in _HEARD),
        key=lambda source: _when(state, source),
    )
    heard = {source.id: set(_points(state, programme, source.id)) for source in ordered}
    found = []
    for area in dict.fromkeys(programme.area_of[question] for question in programme.questions):
        known: set[tuple[str, ...]] = set()
        sessions = []
        for source in ordered:
            made = {point for point in heard[source.id] if point[0] == area}
            if made:
                new = len(made - known)
                known |= made
                sessions.append(Heard(source.id, source.label, source.dated, len(made), new))
        found.append(_judged(area, tuple(sessions)))
    return tuple(found)


def _when(state: State, source: Source) -> tuple[str, str, tuple[tuple[int, int, str], ...]]:
    """By day, then by the hour of its session, then by id; what has no date comes last."""
    starts = min(
        (each.starts or "~" for each in state.sessions.values() if each.source == source.id),
        default="~",
    )
    return (source.dated or "~", starts, id_order(source.id))


def _points(state: State, programme: Programme, source: str) -> Iterator[tuple[str, ...]]:
    """The points that a source makes, each with its area first."""
    voices = state.sources[source].voices
    for key, statement in state.statements_of_source.get(source, {}).items():
        if statement.repeats is not None or not counts(state, key):
            continue
        for link in state.links_of_statement.get(key, {}).values():
            area = programme.area_of[state.findings[link.finding].question]
            yield (area, "finding", link.finding, link.stance)
        said_by = statement.said_by(voices)
        group = (state.voices[said_by[0]].group if len(said_by) == 1 else None) or ""
        for question in statement.questions:
            if question in programme.area_of:
                yield (programme.area_of[question], "question", question, group)


def _judged(area: Area, sessions: tuple[Heard, ...]) -> AreaSaturation:
    base = sum(each.new for each in sessions[:BASE])
    run = sum(each.new for each in sessions[-RUN:])
    if len(sessions) < BASE + RUN:
        return AreaSaturation(area, sessions, base, run, None, "too_few")
    ratio = run / base
    verdict: Verdict = "adds_nothing" if ratio <= THRESHOLD else "still_adds"
    return AreaSaturation(area, sessions, base, run, ratio, verdict)
