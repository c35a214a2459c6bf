"""The status of a finding, and everything that explains it (DESIGN 4.3 to 4.5).

Only rules with reasons: no score. An assessment names the rule that fitted, the tests passed and
failed, the witness lines, what the status rests on, and what would settle it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args

from evidence.model import Finding, Link, key_of
from evidence.programme import Programme
from evidence.state import Change, State
from evidence.words import Area, id_order, spoken
from graph.counting import (
    NOTHING_LOST,
    Loss,
    Sides,
    counting_links,
    original,
    sides_of,
)
from graph.lines import Network, agency_gate, kind_gate, network, site_gate
from graph.settling import Settling, settling
from graph.touching import touched_findings
from graph.yardstick import Yardstick

Status = Literal[
    "silent",
    "single_source",
    "partly_corroborated",
    "corroborated",
    "conflicting",
    "not_supported",
]
STATUSES: tuple[Status, ...] = get_args(Status)

_RULES = {
    1: "No counting statement bears on it.",
    2: "Counting evidence stands on both sides.",
    3: "Everything that counts contradicts it.",
    4: "All that supports or qualifies it comes down to one line.",
    5: "It passes every test of corroboration.",
    6: "More than one line, but not every test of corroboration.",
}

#: Rule 3 again, where a resolution and not the evidence leaves one side alone.
_JUDGED_AGAINST = "Evidence stands on both sides; an inspector judged against it."

_FAILED = {
    "second_line": "no second independent line supports it",
    "second_kind": "what supports it is of one kind",
    "outside_leadership": "nobody outside leadership supports it",
    "current": "nothing that supports it is current",
    "second_site": "too few sites support it",
    "second_agency": "too few agencies support it",
}


@dataclass(frozen=True)
class Assessment:
    """A finding's status with its reasons; what takes longer is worked out when asked for."""

    state: State
    yardstick: Yardstick
    finding: Finding
    loss: Loss = NOTHING_LOST
    #: The counting links to judge by, where that is not all of them.
    links: tuple[Link, ...] | None = None

    @cached_property
    def sides(self) -> Sides:
        """The originals on each side."""
        return sides_of(self.state, self._counting)

    @cached_property
    def supports(self) -> Network:
        """The network of what supports it."""
        return network(self.state, self.sides.supports, self.loss)

    @cached_property
    def qualifies(self) -> Network:
        """The network of what qualifies it."""
        return network(self.state, self.sides.qualifies, self.loss)

    @cached_property
    def contradicts(self) -> Network:
        """The network of what contradicts it."""
        return network(self.state, self.sides.contradicts, self.loss)

    @cached_property
    def support_and_qualify(self) -> Network:
        """The network of both together."""
        if not self.sides.qualifies:
            return self.supports
        return network(self.state, self.sides.support_and_qualify, self.loss)

    @cached_property
    def tests(self) -> dict[str, bool]:
        """Each test of corroboration, passed or failed, over what supports the finding."""
        needed = self.yardstick.programme.thresholds
        found = {
            "second_line": self.supports.at_least(needed.lines),
            "second_kind": self.supports.at_least(needed.kinds, kind_gate),
            "outside_leadership": bool(self.supports.groups - {"leaders"}),
            "current": any(
                self.yardstick.is_current(self.state.sources[source])
                for source in self.supports.entered
            ),
        }
        if needed.sites:
            found["second_site"] = self.supports.at_least(needed.sites, site_gate)
        if needed.agencies:
            found["second_agency"] = self.supports.at_least(needed.agencies, agency_gate)
        return found

    @property
    def failed(self) -> list[str]:
        """The names of the tests that fail."""
        return [name for name, passed in self.tests.items() if not passed]

    @property
    def status(self) -> Status:
        """The status."""
        return self._verdict[0]

    @property
    def rule(self) -> int:
        """The number of the rule of DESIGN 4.4 that gave it."""
        return self._verdict[1]

    @property
    def accepted(self) -> bool:
        """Whether an inspector has judged that the disagreement is itself the finding."""
        return self.status == "conflicting" and self.outcome == "stands"

    @cached_property
    def outcome(self) -> str | None:
        """The outcome of the resolution, unless a counting link that it did not see reopened it."""
        resolution = self.finding.resolution
        if resolution is None or not all(resolution.saw(link) for link in self._counting):
            return None
        return resolution.outcome

    @property
    def reopened(self) -> bool:
        """Whether there is a resolution that a later link has reopened."""
        return self.finding.resolution is not None and self.outcome is None

    @property
    def area(self) -> Area:
        """The area of the finding's key question."""
        return self.yardstick.programme.area_of[self.finding.question]

    @property
    def reason(self) -> str:
        """The rule in words, with the tests that fail or the resolution that acts."""
        both = self.sides.support_and_qualify and self.sides.contradicts
        said = _RULES[self.rule]
        if self.rule == 6:
            said = "More than one line, but " + "; ".join(_FAILED[t] for t in self.failed) + "."
        if both and self.outcome == "not_upheld":
            return _JUDGED_AGAINST
        if both and self.outcome == "upheld":
            return f"A conflict resolved as {spoken(self.outcome)}. {said}"
        if self.accepted:
            return f"{said} An inspector accepted the disagreement as the finding."
        if both and self.reopened:
            return f"{said} It was resolved, but evidence that came later reopens it."
        return said

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of each single source or voice whose loss would change the status."""
        enough = self._enough()
        sources, voices = self._behind(enough)
        if self._is_enough(self._beyond(sources, voices)):
            return ()  # twice enough, with nothing in common that could be lost
        losses = [
            *((key, Loss(source=key)) for key in sorted(sources, key=id_order)),
            *((key, Loss(voice=key)) for key in sorted(voices, key=id_order)),
        ]
        return tuple(key for key, loss in losses if self._without(loss).status != self.status)

    @cached_property
    def settles(self) -> tuple[Settling, ...]:
        """What would settle it: for each failing test the kinds and groups that would pass it."""
        return tuple(settling(self))

    def plain(self) -> dict[str, Any]:
        """The assessment as `status --json` gives it."""
        return {
            "id": self.finding.id,
            "area": self.area,
            "question": self.finding.question,
            "text": self.finding.text,
            "polarity": self.finding.polarity,
            "status": self.status,
            "accepted": self.accepted,
            "reopened": self.reopened,
            "lines": {
                "supports": self.supports.lines,
                "qualifies": self.qualifies.lines,
                "contradicts": self.contradicts.lines,
                "support_and_qualify": self.support_and_qualify.lines,
            },
            "kinds": self.supports.kinds,
            "perspectives": self.supports.perspectives,
            "recorders": self.supports.recorders,
            "tests": self.tests,
            "rule": self.rule,
            "reason": self.reason,
            "witness": {
                "supports": [list(way) for way in self.supports.witness],
                "qualifies": [list(way) for way in self.qualifies.witness],
                "contradicts": [list(way) for way in self.contradicts.witness],
            },
            "rests_on": list(self.rests_on),
            "settles": [settling.plain() for settling in self.settles],
        }

    @cached_property
    def _counting(self) -> list[Link]:
        if self.links is not None:
            return list(self.links)
        return counting_links(self.state, self.finding.id, self.loss)

    @cached_property
    def _verdict(self) -> tuple[Status, int]:
        sides = self.sides
        either = bool(sides.supports or sides.qualifies)
        if not sides.any():
            return "silent", 1
        if either and sides.contradicts:
            if self.outcome in (None, "stands"):
                return "conflicting", 2
            if self.outcome == "not_upheld":
                return "not_supported", 3
        if not either:
            return "not_supported", 3
        if not self.support_and_qualify.at_least(2):
            return "single_source", 4
        if all(self.tests.values()):
            return "corroborated", 5
        return "partly_corroborated", 6

    def _without(self, loss: Loss) -> Assessment:
        return Assessment(self.state, self.yardstick, self.finding, loss)

    def _enough(self) -> list[Link]:
        """A few counting links that alone give this status; all of them where none are known to.

        Every test and every count only grows with what supports (the network of more statements
        holds that of fewer), so a loss that touches none of these changes nothing.
        """
        picked = self._few() if self.rule in (5, 6) else self._one_a_side()
        if self.reopened:  # a loss may take away the very link that reopened it
            resolution = self.finding.resolution
            unseen = (link for link in self._counting if resolution and not resolution.saw(link))
            picked += [*unseen][:1]
        few = list({key_of(link): link for link in picked}.values())
        return few if self._is_enough(few) else self._counting

    def _is_enough(self, links: list[Link]) -> bool:
        """Whether these of the counting links alone give this status, by the same resolution."""
        alone = Assessment(self.state, self.yardstick, self.finding, links=tuple(links))
        return alone.status == self.status and alone.outcome == self.outcome

    def _beyond(self, sources: set[str], voices: set[str]) -> list[Link]:
        """The counting links that have none of these behind them."""
        found = []
        for link in self._counting:
            own_sources, own_voices = self._behind([link])
            if sources.isdisjoint(own_sources) and voices.isdisjoint(own_voices):
                found.append(link)
        return found

    def _one_a_side(self) -> list[Link]:
        sides = {link.stance == "contradicts": link for link in reversed(self._counting)}
        return list(sides.values())

    def _few(self) -> list[Link]:
        """The links that show the lines and kinds, and one for each test that passes."""
        ways = [*self.supports.ways(kind_gate, most=self.yardstick.programme.thresholds.kinds)]
        ways += self.support_and_qualify.ways(most=self.yardstick.programme.thresholds.lines)
        entries = {way[0] for way in ways}
        picked: dict[str, Link] = {}
        current = outside = False
        for link in self._counting:
            source = self.state.statements[original(self.state, link.statement)].source
            supporting = link.stance == "supports"
            fresh = (
                supporting and not current and self.yardstick.is_current(self.state.sources[source])
            )
            beyond = (
                supporting
                and not outside
                and bool(
                    network(self.state, [original(self.state, link.statement)]).groups - {"leaders"}
                )
            )
            if source in entries or link.stance not in picked or fresh or beyond:
                picked[link.stance] = picked[key_of(link)] = link
                current, outside = current or fresh, outside or beyond
        return list(picked.values())

    def _behind(self, links: Iterable[Link]) -> tuple[set[str], set[str]]:
        """The sources and voices that could stand behind these links, at any remove."""
        statements = {link.statement for link in links}
        statements |= {original(self.state, statement) for statement in statements}
        sources = {self.state.statements[statement].source for statement in statements}
        waiting = list(sources)
        while waiting:
            for other in self.state.sources[waiting.pop()].derived_from:
                if other not in sources:
                    sources.add(other)
                    waiting.append(other)
        return sources, {voice for s in sources for voice in self.state.sources[s].voices}


class Assessments(Mapping[str, Assessment]):
    """Every finding's assessment by its id, worked out when asked for and kept.

    ``changed`` drops those that a change may touch; nothing else is worked out again.
    """

    def __init__(self, state: State, programme: Programme, today: date) -> None:
        self._state = state
        self._programme = programme
        self._today = today
        self._yardstick = Yardstick.of(state, programme, today)
        self._known: dict[str, Assessment] = {}

    def __getitem__(self, finding: str) -> Assessment:
        known = self._known.get(finding)
        if known is None:
            record = self._state.findings[finding]
            known = Assessment(self._state, self._yardstick, record)
            self._known[finding] = known
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.findings)

    def __len__(self) -> int:
        return len(self._state.findings)

    def known_statuses(self, changes: Iterable[Change]) -> dict[str, Status]:
        """The statuses worked out so far of what these changes, now applied, may touch.

        They are as before the changes, until ``changed`` is called.
        """
        touched = touched_findings(self._state, changes)
        findings = list(self._known) if touched is None else touched & self._known.keys()
        return {
            finding: self._known[finding].status
            for finding in findings
            if "_verdict" in self._known[finding].__dict__
        }

    def changed(self, changes: Iterable[Change]) -> set[str]:
        """Forget what these changes, now applied, may touch; gives those findings' ids."""
        touched = touched_findings(self._state, changes)
        if touched is None:
            self._yardstick = Yardstick.of(self._state, self._programme, self._today)
            self._known.clear()
            return set(self._state.findings)
        for finding in touched:
            self._known.pop(finding, None)
        return touched


def count_by_area(assessments: Assessments, programme: Programme) -> dict[Area, dict[Status, int]]:
    """How many findings of each area have each status; every area and status is named."""
    areas = dict.fromkeys(programme.area_of.values())
    found: dict[Area, dict[Status, int]] = {area: dict.fromkeys(STATUSES, 0) for area in areas}
    for assessment in assessments.values():
        found[assessment.area][assessment.status] += 1
    return found
