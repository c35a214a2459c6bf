"""What is to be asked on the visit: asks that stand, gaps without one, and what they weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.model import Ask, GapRef
from evidence.programme import Programme
from evidence.state import State
from evidence.words import id_order
from graph.fitting import Fitting
from graph.gaps import Gap, Severity
from graph.plan_parts import Unplaced
from graph.whereabouts import questions_about
from graph.wording import offered_wording

__all__ = ["USUAL_MINUTES", "WEIGHTS", "ToAsk", "to_ask"]

#: How long an ask takes, where it does not say.
USUAL_MINUTES = 10
WEIGHTS: dict[Severity, int] = {"high": 100, "medium": 10, "low": 1}


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Something to be asked: an ask that stands, a gap without one, or both.

    ``also`` are other gaps of the same finding that are asked about together with it.
    """

    key: str
    ask: Ask | None
    gap: Gap | None
    reference: GapRef | None
    wording: str
    also: tuple[Gap, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it takes."""
        given = self.ask.minutes if self.ask is not None else None
        return USUAL_MINUTES if given is None else given

    @property
    def severity(self) -> Severity | None:
        """How grave its own gap is; None where it has none."""
        return self.gap.severity if self.gap is not None else None

    @property
    def weight(self) -> int:
        """What placing it is worth: all its gaps together."""
        return sum((WEIGHTS[gap.severity] for gap in self.also), WEIGHTS[self.severity or "medium"])

    @property
    def finding(self) -> str | None:
        """The finding that its gap is about, if it is about one."""
        return self.gap.about.finding if self.gap is not None else None

    def parted(self) -> Iterator[ToAsk]:
        """What it was made of: its own gap and each other one by itself."""
        yield replace(self, also=())
        for gap in self.also:
            yield ToAsk(gap.key, None, gap, gap.reference, self.wording)

    def unplaced(self, why: str, leaves: str | None = None) -> Unplaced:
        """It without a session, for this reason; ``leaves`` is the one it is taken out of."""
        ask = self.ask.id if self.ask is not None else None
        parts = (self.key, ask, self.reference, self.severity, self.wording, self.minutes)
        return Unplaced(*parts, why, leaves)


def to_ask(
    state: State, programme: Programme, known: Sequence[Gap], fitting: Fitting
) -> tuple[list[ToAsk], list[Unplaced]]:
    """What is to be asked, the gravest first, and what was asked already or set aside."""
    asks = _asks_of(state, known)
    wanted: list[ToAsk] = []
    aside: list[Unplaced] = []
    offered: Counter[tuple[str, ...]] = Counter()

    def question(gap: Gap) -> str:
        """A question on this gap, another one each time for the same key question."""
        if fitting.desk(gap):
            return ""
        on = questions_about(gap.about, state) or (gap.key,)
        offered[on] += 1
        return offered_wording(state, programme, gap.reference, offered[on] - 1).text

    for gap in known:
        if gap.dismissed is not None:
            continue
        made = asks.pop(gap.key, [])
        waiting = [ask for ask in made if ask.state in ("open", "planned")]
        for ask in waiting:
            wording = ask.wording or question(gap)
            key = gap.key if ask is waiting[0] else ask.id
            wanted.append(ToAsk(key, ask, gap, gap.reference, wording))
        if made and not waiting:
            last = made[-1]
            given = ToAsk(last.id, last, gap, gap.reference, last.wording)
            aside.append(given.unplaced(f"{last.id} was {last.state}, and the gap is still there"))
        elif not made:
            wanted.append(ToAsk(gap.key, None, gap, gap.reference, question(gap)))
    dismissed = {gap.key for gap in known if gap.dismissed is not None}
    for key, left in asks.items():
        wanted += [
            ToAsk(ask.id, ask, None, ask.gap, ask.wording)
            for ask in left
            if ask.state in ("open", "planned") and key not in dismissed
        ]
    return wanted, aside


def _asks_of(state: State, known: Sequence[Gap]) -> dict[str, list[Ask]]:
    """The asks by the key of their gap, or by their own id where that is not there.

    An ask that does not say which kind is missing is of the first gap with its code and subject.
    """
    if not state.asks:
        return {}
    keys = {gap.key for gap in known}
    loose: dict[str, str] = {}
    for gap in known:
        if gap.kind is not None:
            loose.setdefault(GapRef(code=gap.code, about=gap.about).key, gap.key)
    found: dict[str, list[Ask]] = {}
    for identifier in sorted(state.asks, key=id_order):
        ask = state.asks[identifier]
        key = ask.gap.key if ask.gap is not None else identifier
        key = key if key in keys else loose.get(key, identifier)
        found.setdefault(key, []).append(ask)
    return found
