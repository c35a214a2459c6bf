"""What is offered of the echoes: an origin for a source, and what its statements repeat.

Nothing is offered that was said already or turned down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from evidence.echoes import Echo
from evidence.echoes.alikeness import words_in_both
from evidence.echoes.echo import Outline
from evidence.model import Statement
from evidence.reading import Passage
from evidence.search import place_of
from evidence.state import State
from evidence.word_runs import folded_words

__all__ = ["Offer", "derivations", "offered"]

E = TypeVar("E", Echo, Outline)

#: Words that two statements must share at least: they are often a part of their passage.
_LEAST_OF_STATEMENTS = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """An echo of which something may still be said.

    ``derived``: that the source is derived from the other. ``repeats``: statements of the source,
    each with the one of the other that it repeats.
    """

    echo: Echo
    derived: bool
    repeats: tuple[tuple[str, str], ...]

    def plain(self) -> dict[str, Any]:
        """The offer as JSON values."""
        return {
            **_plain(self.echo),
            "offers": {
                "derived_from": self.derived,
                "repeats": [
                    {"statement": statement, "other": other} for statement, other in self.repeats
                ],
            },
        }


def offered(state: State, echoes: Iterable[Echo]) -> list[Offer]:
    """What is offered of these echoes, in their order."""
    found = []
    for echo, derived in map(partial(_standing, state), echoes):
        if echo is not None:
            repeats = tuple(dict.fromkeys(_repeats(state, echo)))
            if derived or repeats:
                found.append(Offer(echo, derived, repeats))
    return found


def derivations(state: State, outlines: Iterable[Outline]) -> list[Outline]:
    """Those of these echoes of which it may still be said that one is derived from the other."""
    standing = map(partial(_standing, state), outlines)
    return [outline for outline, derived in standing if outline is not None and derived]


def _plain(echo: Echo) -> dict[str, Any]:
    """The echo as JSON values."""
    return {
        "source": echo.source,
        "other": echo.other,
        "share": round(echo.share, 3),
        "other_share": round(echo.other_share, 3),
        "passages": [
            {
                "text": each.text,
                "place": place_of(each.passage).plain(),
                "other_text": each.other_text,
                "other_place": place_of(each.other).plain(),
                "words": each.words,
            }
            for each in echo.repeated
        ],
    }


def _standing(state: State, echo: E) -> tuple[E | None, bool]:
    """An echo the way round that it may be spoken of, and whether its origin is yet to be said.

    None where a source of it is gone or withdrawn, or it was turned down.
    """
    source, other = echo.source, echo.other
    if source not in state.sources or other not in state.sources:
        return None, False
    if state.sources[source].withdrawn or state.sources[other].withdrawn:
        return None, False
    if _refused_sources(state, source, other):
        return None, False
    if source in _origins(state, other):
        echo = echo.turned()
    return echo, echo.other not in _origins(state, echo.source)


def _origins(state: State, source: str) -> set[str]:
    """Every source that this one is derived from, through others too."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        for origin in state.sources[waiting.pop()].derived_from:
            if origin not in found:
                found.add(origin)
                waiting.append(origin)
    return found


def _refused_sources(state: State, one: str, other: str) -> bool:
    return any(
        {refusal.source, refusal.origin} == {one, other}
        for refusal in state.refusals_of_source.get(one, {}).values()
    )


def _refused_statements(state: State, one: str, other: str) -> bool:
    return any(
        {refusal.statement, refusal.other} == {one, other}
        for refusal in state.refusals_of_statement.get(one, {}).values()
    )


def _repeats(state: State, echo: Echo) -> Iterator[tuple[str, str]]:
    """Each statement taken from an echoing passage, with the one that it is most alike."""
    for each in echo.repeated:
        theirs = _taken_from(state, echo.other, each.other)
        if not theirs:
            continue
        for statement in _taken_from(state, echo.source, each.passage):
            if statement.repeats is not None:
                continue
            words = folded_words(statement.quote)
            nearest = max(
                theirs,
                key=lambda other: words_in_both(
                    words, folded_words(other.quote), _LEAST_OF_STATEMENTS
                ),
            )
            if (
                words_in_both(words, folded_words(nearest.quote), _LEAST_OF_STATEMENTS)
                and statement.id not in _chain(state, nearest)
                and not _refused_statements(state, statement.id, nearest.id)
            ):
                yield statement.id, nearest.id


def _taken_from(state: State, source: str, passage: Passage) -> list[Statement]:
    """The statements that share a character with a passage of the text now read of a source."""
    file = state.sources[source].file
    current = file.text if file is not None else None
    return [
        statement
        for statement in state.statements_of_source.get(source, {}).values()
        if not statement.withdrawn
        and statement.text in (None, current)
        and statement.place is not None
        and statement.place.start is not None
        and statement.place.end is not None
        and statement.place.start < passage.end
        and passage.start < statement.place.end
    ]


def _chain(state: State, statement: Statement) -> set[str]:
    """A statement and all that it repeats, to the original."""
    chain = {statement.id}
    while statement.repeats is not None and statement.repeats not in chain:
        statement = state.statements[statement.repeats]
        chain.add(statement.id)
    return chain
