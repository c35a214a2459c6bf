"""Which suggestions wait to be judged, in their order: what is strong, the line, and the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evidence.programme import Programme
from evidence.state import State
from evidence.words import spoken
from graph.suggest.answers import with_answers
from graph.suggest.judging import Judging
from graph.suggest.suggestion import Suggestion, Suggestions

__all__ = ["Queue", "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which suggestions are shown; empty is all."""

    area: str = ""
    finding: str = ""
    statement: str = ""
    source: str = ""
    bearing: str = ""
    conflicts: bool = False

    def of(self, found: Suggestions) -> Suggestions:
        """Those of them that are shown."""
        return found.only(
            area=self.area or None,
            finding=self.finding or None,
            statement=self.statement or None,
            source=self.source or None,
            bearing=self.bearing or None,
            conflicts=self.conflicts,
        )

    @property
    def told(self) -> str:
        """The filter in words."""
        parts = [self.area and spoken(self.area), self.finding, self.statement, self.source]
        parts += [self.bearing, "conflicts only" if self.conflicts else ""]
        return ", ".join(part for part in parts if part) or "all"


class Queue:
    """What waits to be judged, the next in front; what was put off stands behind the others.

    In front of what is ``found`` stands what answered an ask.

    It stops at the line below what is strong, unless ``beyond`` is set.
    """

    def __init__(self) -> None:
        self.found = Suggestions()
        #: What is found, and what answered an ask, whether it waits or not.
        self.offered = Suggestions()
        self.shown = Shown()
        self.beyond = False
        #: What waits and is reached, and how many of all that wait are strong and are not.
        self.items: tuple[Suggestion, ...] = ()
        self.strong = 0
        self.others = 0
        self._places: dict[str, int] = {}
        self._judging = Judging()
        self._waiting: Collection[str] = ()
        self._later: dict[str, None] = {}
        self._judged: dict[str, float] = {}

    def read(self, state: State, programme: Programme) -> None:
        """Take in what was judged, and what was undone, by the records as they stand."""
        self.offered = with_answers(self.found, state, programme)
        waiting = {item.key: item for item in self._judging.unjudged(state, self.offered.items)}
        self._waiting = waiting.keys()
        shown = self.shown.of(Suggestions(tuple(waiting.values()))).items
        self.strong = sum(item.strong for item in shown)
        self.others = len(shown) - self.strong
        reached = [item for item in shown if item.strong]
        if self.beyond:
            reached += [item for item in shown if not item.strong]
        if self._later:
            later = {item.key: item for item in reached if item.key in self._later}
            reached = [item for item in reached if item.key not in later]
            reached += [later[key] for key in self._later if key in later]
        self.items = tuple(reached)
        self._places = {item.key: place for place, item in enumerate(reached, 1)}

    def put_off(self, item: Suggestion) -> None:
        """Have it stand behind all others, also those that were put off before."""
        self._later.pop(item.key, None)
        self._later[item.key] = None

    def is_put_off(self, item: Suggestion) -> bool:
        """Whether it was put off."""
        return item.key in self._later

    def count(self, item: Suggestion, at: float) -> None:
        """Remember that it was judged at this second; while it waits it does not count."""
        self._judged[item.key] = at

    @property
    def passed(self) -> int:
        """How many of what is reached were put off and wait behind the others."""
        return sum(key in self._places for key in self._later)

    def count_of(self, item: Suggestion) -> int:
        """Which one it is of all that are reached, those passed counted before it.

        What was put off has the number it was passed at.
        """
        place, passed = self._places.get(item.key, 0), self.passed
        rest = len(self.items) - passed
        return place + passed if place <= rest else place - rest

    def judged_since(self, moment: float) -> int:
        """How many were judged from this second on, and stayed so: what was undone waits again."""
        return sum(at >= moment and key not in self._waiting for key, at in self._judged.items())

    @property
    def keys(self) -> Collection[str]:
        """The keys of what is reached."""
        return self._places.keys()

    def place(self, key: str | None) -> int | None:
        """Where the suggestion of this key stands, from 1; None where it does not wait."""
        return self._places.get(key or "")

    def item(self, key: str | None) -> Suggestion | None:
        """The suggestion of this key; None where it does not wait."""
        place = self.place(key)
        return self.items[place - 1] if place is not None else None

    def next_but(self, item: Suggestion) -> str | None:
        """The key of the next in front that is not this one."""
        return next((key for key in self._places if key != item.key), None)
