"""Which evidence counts (DESIGN 4.1), and what stands on each side of a finding.

A statement that repeats another counts as that other, its *original*. Nothing withdrawn counts,
and nothing from a doubtful source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.model import Link
from evidence.state import State


@dataclass(frozen=True, slots=True)
class Loss:
    """A source or voice thought away, to see what rests on it."""

    source: str | None = None
    voice: str | None = None


NOTHING_LOST = Loss()


@dataclass(frozen=True, slots=True)
class Sides:
    """The originals that support, qualify and contradict a finding, by counting links."""

    supports: frozenset[str]
    qualifies: frozenset[str]
    contradicts: frozenset[str]

    @property
    def support_and_qualify(self) -> frozenset[str]:
        """Both, as one set."""
        return self.supports | self.qualifies

    def any(self) -> bool:
        """Whether anything counts."""
        return bool(self.supports or self.qualifies or self.contradicts)


def original(state: State, statement: str) -> str:
    """The statement at the end of the chain of repeats; without a chain, the statement itself."""
    repeats = state.statements[statement].repeats
    while repeats is not None:
        statement = repeats
        repeats = state.statements[statement].repeats
    return statement


def why_not(state: State, statement: str) -> str | None:
    """Why a statement does not count, in words; None where it counts."""
    own = state.statements[statement]
    if own.withdrawn:
        return "withdrawn"
    source = state.sources[own.source]
    if source.withdrawn:
        return f"its source {source.id} is withdrawn"
    if source.reliability == "doubtful":
        return f"its source {source.id} is doubtful"
    if own.repeats is None:
        return None
    first = original(state, statement)
    reason = why_not(state, first)
    return None if reason is None else f"it repeats {first}: {reason}"


def counts(state: State, statement: str, loss: Loss = NOTHING_LOST) -> bool:
    """Whether a statement's links count, once ``loss`` is thought away."""
    if not _counts_alone(state, statement, loss):
        return False
    first = original(state, statement)
    return first == statement or _counts_alone(state, first, loss)


def _counts_alone(state: State, statement: str, loss: Loss) -> bool:
    own = state.statements[statement]
    source = state.sources[own.source]
    if own.withdrawn or source.withdrawn or source.reliability == "doubtful":
        return False
    if loss is NOTHING_LOST:
        return True
    if loss.voice is not None and own.voice == loss.voice:
        return False
    return reaches_origin(state, own.source, loss)


def reaches_origin(state: State, source: str, loss: Loss) -> bool:
    """Whether a way is left from a source to somebody who spoke."""
    waiting, seen = [source], {source}
    while waiting:
        identifier = waiting.pop()
        if identifier == loss.source:
            continue
        record = state.sources[identifier]
        if not record.voices and not record.derived_from:
            return True
        if any(voice != loss.voice for voice in record.voices):
            return True
        for other in record.derived_from:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


def counting_links(state: State, finding: str, loss: Loss = NOTHING_LOST) -> list[Link]:
    """A finding's links that count, in the order in which they were made."""
    links = state.links_of_finding.get(finding, {})
    return [link for link in links.values() if counts(state, link.statement, loss)]


def sides_of(state: State, links: Iterable[Link]) -> Sides:
    """The originals on each side, of links that count."""
    found: dict[str, set[str]] = {"supports": set(), "qualifies": set(), "contradicts": set()}
    for link in links:
        found[link.stance].add(original(state, link.statement))
    return Sides(
        frozenset(found["supports"]),
        frozenset(found["qualifies"]),
        frozenset(found["contradicts"]),
    )


def sides(state: State, finding: str, loss: Loss = NOTHING_LOST) -> Sides:
    """The originals on each side of a finding."""
    return sides_of(state, counting_links(state, finding, loss))


def counting_on(state: State, question: str) -> set[str]:
    """The originals that bear on a key question: through its findings' links, or tied to it."""
    bearing = {
        original(state, link.statement)
        for finding in state.findings_of_question.get(question, {})
        for link in counting_links(state, finding)
    }
    bearing |= {
        original(state, statement)
        for statement in state.statements_of_question.get(question, {})
        if counts(state, statement)
    }
    return bearing
