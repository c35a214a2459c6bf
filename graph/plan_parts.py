"""The values that a visit plan is made of: asks in sessions, and what has no session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from evidence.model import GapRef, Session
from graph.gaps import Severity

__all__ = ["Plan", "PlannedAsk", "PlannedSession", "Standing", "Unplaced"]

#: How an ask comes to be where it is: an inspector put it there, a plan that was accepted, or it
#: is proposed now.
Standing = Literal["hand", "planned", "proposed"]


@dataclass(frozen=True, slots=True)
class PlannedAsk:
    """An ask in a session: ``ask`` is its id, None where it is only proposed; ``why`` it is here.

    ``severity`` is its gap's; None where it is from no gap, or from one that is no longer there.
    ``also`` are other gaps of the same finding that it would settle there, and ``number`` what it
    is called by in its session, None while it does not stand in it.
    """

    key: str
    ask: str | None
    gap: GapRef | None
    severity: Severity | None
    wording: str
    minutes: int
    standing: Standing
    why: str
    also: tuple[GapRef, ...] = ()
    number: int | None = None

    def plain(self) -> Iterator[dict[str, Any]]:
        """As `plan --json` gives it: an entry for each gap.

        Those that are asked about with another, its ``together_with``, take no minutes more.
        """
        said = {
            "wording": self.wording,
            "minutes": self.minutes,
            "ask": self.ask,
            "placed": "hand" if self.standing == "hand" else "plan",
            "why": self.why,
        }
        yield {**_plain_gap(self.gap), **said}
        for gap in self.also:
            together = self.gap.code if self.gap is not None else None
            yield {**_plain_gap(gap), **said, "minutes": 0, "together_with": together}


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session to come with its asks; ``minutes`` are assumed where nobody said how many."""

    session: Session
    minutes: int
    assumed: bool
    asks: tuple[PlannedAsk, ...]

    @property
    def used(self) -> int:
        """The minutes that its asks take."""
        return sum(ask.minutes for ask in self.asks)

    @property
    def left(self) -> int:
        """The minutes that are left; below nothing where it is too full."""
        return self.minutes - self.used

    def plain(self) -> dict[str, Any]:
        """As `plan --json` gives it."""
        return {
            "id": self.session.id,
            "asks": [entry for ask in self.asks for entry in ask.plain()],
            "minutes": self.minutes,
            "assumed": self.assumed,
            "used": self.used,
        }


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An ask or gap without a session, and why."""

    key: str
    ask: str | None
    gap: GapRef | None
    severity: Severity | None
    wording: str
    minutes: int
    why: str
    #: The session that it is in and that the plan takes it out of.
    leaves: str | None = None

    def plain(self) -> dict[str, Any]:
        """As `plan --json` gives it."""
        return {**_plain_gap(self.gap), "why": self.why, "ask": self.ask}


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit plan: sessions in the order of time, what has no session, what needs none any more.

    ``weight`` is what the asks placed by the plan weigh, and ``most`` what no plan exceeds.
    """

    sessions: tuple[PlannedSession, ...]
    unplaced: tuple[Unplaced, ...]
    aside: tuple[Unplaced, ...]
    weight: int
    most: int

    @property
    def proven(self) -> bool:
        """Whether no plan places more."""
        return self.weight == self.most

    def asks(self) -> Iterator[tuple[PlannedSession, PlannedAsk]]:
        """Every ask that is placed, with its session."""
        for session in self.sessions:
            for ask in session.asks:
                yield session, ask

    @property
    def proposed(self) -> int:
        """How many asks the plan would move, raise, or take out of a session."""
        moved = sum(ask.standing == "proposed" for _, ask in self.asks())
        return moved + sum(each.leaves is not None for each in self.unplaced)

    def plain(self) -> dict[str, Any]:
        """As `plan --json` gives it."""
        return {
            "sessions": [session.plain() for session in self.sessions],
            "unplaced": [each.plain() for each in self.unplaced],
            "aside": [each.plain() for each in self.aside],
            "weight": self.weight,
            "most": self.most,
        }


def _plain_gap(gap: GapRef | None) -> dict[str, Any]:
    if gap is None:
        return {"gap": None, "about": {}}
    kind = {"kind": gap.kind} if gap.kind else {}
    return {"gap": gap.code, "about": gap.about.plain(), **kind}
