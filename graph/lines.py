"""Lines: how many independent ways lead from a set of statements to people who spoke (DESIGN 4.2).

Ten mentions can be one voice. The statements of one side enter their sources; a source leads to its
voices, and to the sources that it is derived from; each source and each voice is used once. The
number of ways that fit beside one another is the number of lines, and the ways are the witness.
Gates of one, before the sources or after the voices, count the kinds of triangulation (Denzin
1978, "The Research Act": of methods, investigators and data).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from evidence.model import Source
from evidence.state import State
from evidence.words import Group, id_order
from graph.counting import NOTHING_LOST, Loss
from graph.flow import disjoint_ways

Way = tuple[str, ...]


Gate = Callable[[Source], str | None]


def kind_gate(source: Source) -> str | None:
    """The gate of the kind of a source."""
    return source.kind


def recorder_gate(source: Source) -> str | None:
    """The gate of who recorded a source."""
    return source.recorded_by


def site_gate(source: Source) -> str | None:
    """The gate of the site of a source."""
    return source.site


def agency_gate(source: Source) -> str | None:
    """The gate of the agency of a source."""
    return source.agency


@dataclass(frozen=True)
class Network:
    """The ways from one set of originals to those who spoke.

    ``entered`` holds the statements by the source that they enter, ``voices`` and ``derived`` what
    each source that can be reached leads to; all in the order of ids. A source that leads nowhere
    is its own origin.
    """

    state: State
    entered: dict[str, tuple[str, ...]]
    voices: dict[str, tuple[str, ...]]
    derived: dict[str, tuple[str, ...]]

    @cached_property
    def lines(self) -> int:
        """The maximum flow."""
        return len(self.entered) if self._apart else len(self._every_way)

    def at_least(self, wanted: int, gate: Gate | None = None) -> bool:
        """Whether so many ways fit, through ``gate`` if given: sooner known than how many."""
        if len(self._at_sight(gate, wanted)) >= wanted:
            return True
        return (self.lines if gate is None else self._before(gate)) >= wanted

    @cached_property
    def kinds(self) -> int:
        """The maximum flow through a gate for each kind of source (triangulation of methods)."""
        return self._before(kind_gate)

    @cached_property
    def recorders(self) -> int:
        """The same for those who recorded the sources (triangulation of investigators)."""
        return self._before(recorder_gate)

    @cached_property
    def sites(self) -> int:
        """The same for the sources' sites."""
        return self._before(site_gate)

    @cached_property
    def agencies(self) -> int:
        """The same for the sources' agencies."""
        return self._before(agency_gate)

    @cached_property
    def perspectives(self) -> int:
        """The same for the groups of the voices, after them (triangulation of data)."""
        most = min(len(self.groups), self.lines)
        taken: set[str] = set()
        found: set[Group] = set()
        for source in self.entered:
            for voice in self.voices[source]:
                group = self.state.voices[voice].group
                if group and group not in found and voice not in taken:
                    taken.add(voice)
                    found.add(group)
                    break
        return most if len(found) == most else len(self._searched(after=True))

    @cached_property
    def groups(self) -> frozenset[Group]:
        """The groups of every voice that can be reached, capacities aside."""
        return frozenset(
            group
            for voices in self.voices.values()
            for voice in voices
            if (group := self.state.voices[voice].group)
        )

    @cached_property
    def witness(self) -> tuple[Way, ...]:
        """One maximum flow's ways as ids, each from a statement to its origin."""
        return tuple((self._spoken(way), *way) for way in self._every_way)

    def ways(self, gate: Gate | None = None, most: int | None = None) -> list[Way]:
        """Ways from sources to origins that share nothing, gates left out of them: as many as fit.

        With ``most``, no more than so many.
        """
        if gate is None:
            return self._every_way[:most]
        seen = list(self._at_sight(gate, most).values())
        return seen if len(seen) == most else self._searched(gate, most=most)

    @cached_property
    def _every_way(self) -> list[Way]:
        """The ways of a maximum flow, the same every time."""
        seen = self._at_sight()
        ends = {voice for voices in self.voices.values() for voice in voices}
        origins = sum(map(self._is_origin, self.voices))
        if len(seen) == min(len(self.entered), len(ends) + origins):
            return list(seen.values())
        return self._searched()

    def _at_sight(self, gate: Gate | None = None, most: int | None = None) -> dict[str, Way]:
        """Ways that share nothing and are the shortest, by the source they enter.

        They are the ones that a search of shortest ways begins with; there may be more in all.
        """
        found: dict[str, Way] = {}
        values: set[str] = set()
        voices: set[str] = set()
        origins: set[str] = set()
        for source in self.entered:
            if len(found) == most:
                break
            value = gate(self.state.sources[source]) if gate else None
            if gate and (not value or value in values):
                continue
            if self._is_origin(source):
                found[source] = (source,)
            elif voice := next((v for v in self.voices[source] if v not in voices), None):
                voices.add(voice)
                found[source] = (source, voice)
            else:
                apart = (o for o in self.derived[source] if o not in self.entered)
                other = next((o for o in apart if o not in origins and self._is_origin(o)), None)
                if other is None:
                    continue
                origins.add(other)
                found[source] = (source, other)
            if value:
                values.add(value)
        return found

    def _is_origin(self, source: str) -> bool:
        """Whether a source has nobody behind it, and is its own origin."""
        if self.voices[source] or self.derived[source]:
            return False
        record = self.state.sources[source]
        return not record.voices and not record.derived_from

    def _searched(
        self, gate: Gate | None = None, *, after: bool = False, most: int | None = None
    ) -> list[Way]:
        """The ways of a maximum flow, through gates before the sources or ``after`` the voices."""
        names: list[tuple[str, str]] = [("start", ""), ("end", "")]
        numbers = {name: number for number, name in enumerate(names)}
        following: list[list[int]] = [[], []]

        def node(kind: str, name: str) -> int:
            number = numbers.setdefault((kind, name), len(names))
            if number == len(names):
                names.append((kind, name))
                following.append([])
            return number

        def leave(origin: int, group: str | None) -> None:
            if not after:
                following[origin].append(1)
            elif group:
                gated = node("group", group)
                following[origin].append(gated)
                following[gated] = [1]

        for source in self.entered:
            entry = 0
            if gate is not None:
                value = gate(self.state.sources[source])
                if not value:
                    continue
                entry = node("gate", value)
                if entry not in following[0]:
                    following[0].append(entry)
            following[entry].append(node("source", source))
        for source, voices in self.voices.items():
            here = node("source", source)
            following[here] += [node("voice", voice) for voice in voices]
            following[here] += [node("source", other) for other in self.derived[source]]
            if self._is_origin(source):
                leave(here, None)
        for kind, name in list(numbers):
            if kind == "voice":
                leave(numbers[kind, name], self.state.voices[name].group)
        return [
            tuple(names[n][1] for n in way if names[n][0] in ("source", "voice"))
            for way in disjoint_ways(following, 0, 1, most)
        ]

    @cached_property
    def _apart(self) -> bool:
        """Whether no source is derived and no voice shared: counting is then exact."""
        if any(self.derived.values()):
            return False
        met: set[str] = set()
        for voices in self.voices.values():
            if not met.isdisjoint(voices):
                return False
            met.update(voices)
        return True

    def _before(self, gate: Gate) -> int:
        values = {gate(self.state.sources[source]) for source in self.entered} - {None, ""}
        if self._apart or not values:
            return len(values)
        return len(self.ways(gate, most=min(len(values), self.lines)))

    def _spoken(self, way: Way) -> str:
        """The statement that a way begins with: by the voice it leads to where there is one."""
        statements = self.entered[way[0]]
        if len(way) > 1:
            for wanted in (way[1], None):
                for statement in statements:
                    if self.state.statements[statement].voice == wanted:
                        return statement
        return statements[0]


def network(state: State, originals: Iterable[str], loss: Loss = NOTHING_LOST) -> Network:
    """The network of one side: these originals, with ``loss`` thought away."""
    entered: dict[str, list[str]] = {}
    for statement in _in_order(originals):
        entered.setdefault(state.statements[statement].source, []).append(statement)
    starts = _in_order(s for s in entered if s != loss.source)
    named = {source: _named(state, entered[source]) for source in starts}
    # What is reached by derivation leads to everything, also where it was entered with names.
    waiting = [source for source in starts if named[source] is None]
    whole: set[str] = set(waiting)
    while waiting:
        for other in state.sources[waiting.pop()].derived_from:
            if other not in whole and other != loss.source:
                whole.add(other)
                waiting.append(other)
    voices: dict[str, tuple[str, ...]] = {}
    derived: dict[str, tuple[str, ...]] = {}
    for source in _in_order({*starts, *whole}):
        record = state.sources[source]
        voices[source] = _without(record.voices if source in whole else named[source], loss.voice)
        onward = record.derived_from if source in whole else ()
        derived[source] = tuple(_in_order({o for o in onward if o in whole})) if onward else ()
    return Network(state, {s: tuple(entered[s]) for s in starts}, voices, derived)


def _in_order(ids: Iterable[str]) -> list[str]:
    """The ids by their order, without asking it of one alone."""
    listed = list(ids)
    if len(listed) > 1:
        listed.sort(key=id_order)
    return listed


def _without(voices: Collection[str] | None, lost: str | None) -> tuple[str, ...]:
    """Each of these voices once, in order, without the one that is lost."""
    if not voices:
        return ()
    if len(voices) == 1 and lost is None:
        return tuple(voices)
    return tuple(_in_order({voice for voice in voices if voice != lost}))


def _named(state: State, statements: Iterable[str]) -> set[str] | None:
    """The voices that these statements of one source name; None where one names none."""
    found: set[str] = set()
    for statement in statements:
        voice = state.statements[statement].voice
        if not voice:
            return None
        found.add(voice)
    return found
