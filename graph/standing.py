"""How a gap stands: whether anything is under way for it, and where. A gap stands until it closes.

A question about it settles nothing before its answer is tied, so that a gap which was asked about
is still counted; setting it aside, with a reason, is the only other way out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal

from evidence.model import Ask
from evidence.state import State
from evidence.words import number_of
from graph.gaps import Gap
from graph.sessions import sessions_to_come

__all__ = ["GapCounts", "Standing", "Standings", "counted"]

#: ``open``: nothing is under way for it; ``planned``: only fieldwork can bring it, still to come;
#: ``to_place``: a question about it has no session to come; ``placed``: it has one; ``asked``: it
#: was put, and the gap stands still.
Way = Literal["open", "planned", "to_place", "placed", "asked"]

_WAITING: Final = frozenset({"open", "planned"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a gap stands, and of which session that is said; ``told`` is it in a few words.

    ``missed``: its question was not put in the session where it was to be.
    """

    way: Way
    session: str | None = None
    told: str = ""
    missed: bool = False

    def plain(self) -> dict[str, Any]:
        """What `gaps --json` says of it beside the gap."""
        where = {"session": self.session} if self.session is not None else {}
        return {"standing": self.way, **where}


_OPEN: Final = Standing("open")
_PLANNED: Final = Standing("planned", None, "planned")


@dataclass(frozen=True, slots=True)
class GapCounts:
    """How many gaps stand how. ``all`` of them is the number that is the same everywhere."""

    high: int = 0
    open: int = 0
    planned: int = 0
    to_place: int = 0
    placed: int = 0
    asked: int = 0

    @property
    def all(self) -> int:
        """Every gap that stands: those that are not closed, and not set aside."""
        return self.open + self.planned + self.to_place + self.placed + self.asked

    def parts(self) -> list[str]:
        """Each way that there are gaps of, with its number; the open ones in any case."""
        told = [f"{self.open} open"]
        for number, word in (
            (self.planned, "planned"),
            (self.to_place, "to place"),
            (self.placed, "placed"),
            (self.asked, "asked"),
        ):
            told += [f"{number} {word}"] if number else []
        return told

    def __str__(self) -> str:
        """In words, as "12 gaps (3 high): 4 open, 8 placed"."""
        high = f" ({self.high} high)" if self.high else ""
        return f"{number_of(self.all, 'gap')}{high}: {', '.join(self.parts())}"

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {"all": self.all, **asdict(self)}


class Standings:
    """How every gap stands by the asks that were made from it and not dropped."""

    def __init__(self, state: State, today: date) -> None:
        self._coming = {session.id for session in sessions_to_come(state, today)}
        self._asks: dict[str, list[Ask]] = {}
        for ask in state.asks.values():
            if ask.gap is not None and ask.state != "dropped":
                self._asks.setdefault(ask.gap.key, []).append(ask)

    def asks(self, key: str) -> Sequence[Ask]:
        """The asks made from the gap of this key."""
        return self._asks.get(key, ())

    def of(self, gap: Gap, key: str | None = None) -> Standing:
        """How a gap stands; ``key`` is its key, where that is known."""
        if not self._asks:
            return _PLANNED if gap.planned else _OPEN
        made = self.asks(gap.key if key is None else key)
        for ask in made:
            if ask.state in _WAITING and ask.session in self._coming:
                return Standing("placed", ask.session, f"placed in {ask.session}")
        for ask in made:
            if ask.state in _WAITING and ask.session is not None:
                told = f"not asked in {ask.session}"
                return Standing("to_place", ask.session, told, missed=True)
        for ask in made:
            if ask.state in _WAITING:
                return Standing("to_place", None, "to place")
        for ask in made:
            where = f" in {ask.session}" if ask.session is not None else ""
            return Standing("asked", ask.session, f"{ask.state}{where}")
        return _PLANNED if gap.planned else _OPEN


def counted(found: Iterable[tuple[Gap, Standing]]) -> GapCounts:
    """How many gaps stand how; those set aside are left out."""
    ways: Counter[str] = Counter()
    high = 0
    for gap, standing in found:
        if gap.dismissed is None:
            ways[standing.way] += 1
            high += gap.severity == "high"
    return GapCounts(high, **ways)
