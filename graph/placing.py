"""Which of many items go into which rooms, so that the most worth is placed: a minimum-cost flow.

Items have a length and a worth, rooms a length; an item goes whole into one room that it fits, or
nowhere. Of the placements of the greatest worth, one that is liked best is taken.

Where all lengths are the same this is a transport problem, which one minimum-cost flow solves
(Ford and Fulkerson 1962, "Flows in Networks"), by networkx's network simplex. With unequal lengths
it is a knapsack with many sacks: the flow in which items may be split gives what no placement can
exceed, a search from its whole items gives the placement, and on small cases branch and bound
(Land and Doig 1960, "An automatic method of solving discrete programming problems", Econometrica
28) goes on until the placement is proven the best. ``Placement.most`` says how far it is proven.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from math import gcd, lcm

import networkx as nx  # type: ignore[import-untyped]

__all__ = ["Item", "Placement", "placement"]

#: Steps of the search before it rests with what it has: some tenths of a second.
_STEPS = 30_000
#: So many items it goes into at all.
_DEEP = 400
#: The dislike of a room's last place beside its first: what is alike spreads over the rooms.
_CROWDED = 4


@dataclass(frozen=True, slots=True)
class Item:
    """Something to place: ``fits`` are the rooms it may go to, each with how little it is liked.

    ``now`` is the room that it is in: where lengths differ, the search begins from there.
    """

    key: str
    minutes: int
    worth: int
    fits: Mapping[str, int]
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """The room of each item that is placed, what they are worth, and what none is worth beyond."""

    rooms: Mapping[str, str]
    worth: int
    most: int

    @property
    def proven(self) -> bool:
        """Whether no placement is worth more."""
        return self.worth == self.most


def placement(items: Sequence[Item], rooms: Mapping[str, int]) -> Placement:
    """A placement of these items in rooms of so many minutes; the same one every time."""
    found: dict[str, str] = {}
    for item in items:
        if item.minutes == 0 and item.fits:
            found[item.key] = min(item.fits, key=lambda room: (item.fits[room], room))
    weighty = [
        replace(item, fits=fits)
        for item in items
        if item.minutes > 0
        and (fits := {r: n for r, n in item.fits.items() if rooms[r] >= item.minutes})
    ]
    worth = {item.key: item.worth for item in items}
    lengths = {item.minutes for item in weighty}
    if len(lengths) > 1:
        split = _Split(weighty, rooms)
        placed, most = _searched(weighty, rooms, split)
    else:
        placed = _flowed(weighty, rooms, min(lengths, default=1))
        most = sum(worth[key] for key in placed)
    found |= placed
    free = sum(item.worth for item in items if item.minutes == 0 and item.fits)
    return Placement(found, sum(worth[key] for key in found), most + free)


def _flowed(items: Sequence[Item], rooms: Mapping[str, int], length: int) -> dict[str, str]:
    """The best placement of items of one length, by one flow of an item a unit."""
    if not items:
        return {}
    beyond = 1 + sum(max(item.fits.values()) + _CROWDED for item in items)
    alike = _alike(items, lambda item: (item.worth, *sorted(item.fits.items())))
    network = nx.MultiDiGraph()
    network.add_node("start", demand=-len(items))
    network.add_node("end", demand=len(items))
    for number, group in enumerate(alike):
        network.add_edge("start", number, capacity=len(group), weight=0)
        network.add_edge(number, "end", capacity=len(group), weight=0)
        for room, dislike in group[0].fits.items():
            cost = dislike - group[0].worth * beyond
            network.add_edge(number, ("room", room), capacity=len(group), weight=cost)
    for room in dict.fromkeys(room for item in items for room in item.fits):
        places = rooms[room] // length
        for number in range(places):
            cost = number * _CROWDED // places
            network.add_edge(("room", room), "end", capacity=1, weight=cost)
    _, flow = nx.network_simplex(network)
    placed: dict[str, str] = {}
    for number, group in enumerate(alike):
        waiting = iter(group)
        for room in group[0].fits:
            into = sum(flow[number][("room", room)].values())
            placed |= {item.key: room for item in islice(waiting, into)}
    return placed


def _alike(items: Iterable[Item], like: Callable[[Item], Hashable]) -> list[list[Item]]:
    """The items in groups that are alike: the network needs one node for each."""
    found: dict[Hashable, list[Item]] = {}
    for item in items:
        found.setdefault(like(item), []).append(item)
    return list(found.values())


class _Split:
    """The flow in which items may be split over rooms, minute by minute."""

    def __init__(self, items: Sequence[Item], rooms: Mapping[str, int]) -> None:
        unit = gcd(*(item.minutes for item in items))
        scale = lcm(*(item.minutes // unit for item in items))
        alike = _alike(items, lambda item: (item.minutes, item.worth, *sorted(item.fits)))
        total = sum(item.minutes for item in items) // unit
        network = nx.DiGraph()
        network.add_node("start", demand=-total)
        network.add_node("end", demand=total)
        for number, group in enumerate(alike):
            parts = group[0].minutes // unit
            count = parts * len(group)
            network.add_edge("start", number, capacity=count, weight=0)
            network.add_edge(number, "end", capacity=count, weight=0)
            for room in group[0].fits:
                cost = -group[0].worth * (scale // parts)
                network.add_edge(number, ("room", room), capacity=count, weight=cost)
                network.add_edge(("room", room), "end", capacity=rooms[room] // unit, weight=0)
        cost, flow = nx.network_simplex(network)
        #: What no placement is worth beyond.
        self.most = -cost // scale
        #: The items that it puts whole into one room.
        self.whole: dict[str, str] = {}
        for number, group in enumerate(alike):
            waiting = iter(group)
            for room in group[0].fits:
                into = flow[number][("room", room)] * unit // group[0].minutes
                self.whole |= {item.key: room for item in islice(waiting, into)}


def _searched(
    items: Sequence[Item], rooms: Mapping[str, int], split: _Split
) -> tuple[dict[str, str], int]:
    """A placement of items of many lengths, and what no placement is worth beyond."""
    by_key = {item.key: item for item in items}
    best: dict[str, str] = {}
    for start in (_standing(items, rooms), split.whole, {}):
        found = _filled(items, rooms, start)
        if _worth(by_key, found) > _worth(by_key, best) or not best:
            best = found
    if _worth(by_key, best) == split.most:
        return best, split.most
    search = _Search(items, rooms, best)
    search.run()
    exact = _worth(by_key, search.best)
    return search.best, exact if search.finished else split.most


def _standing(items: Sequence[Item], rooms: Mapping[str, int]) -> dict[str, str]:
    """Where items are, as far as there is room for them."""
    left = dict(rooms)
    found: dict[str, str] = {}
    for item in items:
        room = item.now
        if room is not None and room in item.fits and left[room] >= item.minutes:
            found[item.key] = room
            left[room] -= item.minutes
    return found


def _worth(items: Mapping[str, Item], placed: Iterable[str]) -> int:
    return sum(items[key].worth for key in placed)


def _filled(
    items: Sequence[Item], rooms: Mapping[str, int], start: Mapping[str, str]
) -> dict[str, str]:
    """A good placement from this one: what is worth most per minute first, then better for less."""
    placed = dict(start)
    left = dict(rooms)
    by_key = {item.key: item for item in items}
    for key, room in placed.items():
        left[room] -= by_key[key].minutes

    def put(item: Item) -> bool:
        for room in sorted(item.fits, key=lambda room: (item.fits[room], left[room], room)):
            if left[room] >= item.minutes:
                placed[item.key] = room
                left[room] -= item.minutes
                return True
        return False

    def out(key: str) -> str:
        room = placed.pop(key)
        left[room] += by_key[key].minutes
        return room

    def back(key: str, room: str) -> None:
        placed[key] = room
        left[room] -= by_key[key].minutes

    def instead(item: Item) -> bool:
        """Put an item where one of less worth gives way, or one that fits elsewhere."""
        for key in sorted(placed, key=lambda key: (by_key[key].worth, key)):
            other, room = by_key[key], placed[key]
            if room not in item.fits or left[room] + other.minutes < item.minutes:
                continue
            out(key)
            back(item.key, room)
            if put(other) or other.worth < item.worth:
                return True
            out(item.key)
            back(key, room)
        return False

    for item in _densest(items):
        if item.key not in placed:
            put(item)
    better = True
    while better:
        better = False
        for item in _densest(items):
            if item.key not in placed and (put(item) or instead(item)):
                better = True
    return placed


def _densest(items: Iterable[Item]) -> list[Item]:
    """The items, those of most worth a minute first."""
    return sorted(items, key=lambda item: (-item.worth / item.minutes, item.minutes, item.key))


class _Search:
    """Branch and bound over the items, those of most worth a minute first."""

    def __init__(
        self, items: Sequence[Item], rooms: Mapping[str, int], start: Mapping[str, str]
    ) -> None:
        self.best = dict(start)
        self.finished = False
        self._items = _densest(items)
        self._left = {room: rooms[room] for item in items for room in item.fits}
        self._placed: dict[str, str] = {}
        self._beyond = 1 + sum(max(item.fits.values()) for item in items)
        self._most = sum(self._value(item, start[item.key]) for item in items if item.key in start)
        best = (max(self._value(item, room) for room in item.fits) for item in self._items)
        self._minutes = [0, *accumulate(item.minutes for item in self._items)]
        self._values = [0, *accumulate(best)]
        self._steps = _STEPS

    def _value(self, item: Item, room: str) -> int:
        return item.worth * self._beyond - item.fits[room]

    def run(self) -> None:
        """Search until the best is known, or the steps are used up."""
        if len(self._items) <= _DEEP:
            self._go_on(0, 0)
            self.finished = self._steps > 0

    def _go_on(self, number: int, value: int) -> None:
        """Try every room for the item of this number, and none, and go on."""
        if value > self._most:
            self._most, self.best = value, dict(self._placed)
        if number == len(self._items) or self._bound(number, value) <= self._most:
            return
        self._steps -= 1
        item = self._items[number]
        for room in sorted(item.fits, key=lambda room: (item.fits[room], room)):
            if self._steps <= 0:
                return
            if self._left[room] >= item.minutes:
                self._left[room] -= item.minutes
                self._placed[item.key] = room
                self._go_on(number + 1, value + self._value(item, room))
                del self._placed[item.key]
                self._left[room] += item.minutes
        if self._steps > 0:
            self._go_on(number + 1, value)

    def _bound(self, number: int, value: int) -> float:
        """What is possible from here if the rooms were one, and the last item could be split."""
        room = sum(self._left.values())
        full = bisect_right(self._minutes, self._minutes[number] + room) - 1
        beyond = float(value + self._values[full] - self._values[number])
        if full < len(self._items):
            spare = self._minutes[number] + room - self._minutes[full]
            item = self._items[full]
            beyond += (self._values[full + 1] - self._values[full]) * spare / item.minutes
        return beyond
