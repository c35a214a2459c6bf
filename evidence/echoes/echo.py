"""What one source repeats of another, as the index of echoes knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from evidence.echoes.index import EchoIndex, Repeated
from evidence.words import number_of

__all__ = [
    "Dated",
    "Echo",
    "Outline",
    "echoes_among",
    "echoes_of",
    "passages_said",
]


class Dated(Protocol):
    """What is known of when a source is from."""

    @property
    def dated(self) -> str | None:
        """The day, or the moment: ISO 8601."""


@dataclass(frozen=True, slots=True)
class Echo:
    """What ``source`` repeats of ``other``, which is likely the origin.

    That is the earlier dated of the two, else the one that came first. ``share`` is the part of
    the source's words that stand in both, ``other_share`` that of the other's.
    """

    source: str
    other: str
    repeated: tuple[Repeated, ...]
    share: float
    other_share: float

    def turned(self) -> Echo:
        """The same with the other as the one that repeats."""
        turned = (each.turned() for each in self.repeated)
        return Echo(
            self.other,
            self.source,
            tuple(sorted(turned, key=lambda each: each.passage.start)),
            self.other_share,
            self.share,
        )

    @property
    def told(self) -> str:
        """The echo in a line: "S7 repeats 12 passages (63 %) of S2"."""
        return f"{self.source} repeats {passages_said(self)} of {self.other}"


class Outline(NamedTuple):
    """An echo without its passages: how many of them there are, and the shares that they have."""

    source: str
    other: str
    passages: int
    share: float
    other_share: float

    @classmethod
    def of(cls, echo: Echo) -> Outline:
        """The outline of an echo."""
        return cls(echo.source, echo.other, len(echo.repeated), echo.share, echo.other_share)

    def turned(self) -> Outline:
        """The same with the other as the one that repeats."""
        return Outline(self.other, self.source, self.passages, self.other_share, self.share)


def passages_said(echo: Echo | Outline) -> str:
    """How many passages, and what part of the source's words: "12 passages (63 %)"."""
    share = f"{round(100 * echo.share)} %" if echo.share >= 0.01 else "under 1 %"
    many = echo.passages if isinstance(echo, Outline) else len(echo.repeated)
    return f"{number_of(many, 'passage')} ({share})"


def echoes_of(index: EchoIndex, sources: Mapping[str, Dated], source: str) -> list[Echo]:
    """Every echo that this source is one side of, those with most words first."""
    with index.guard:
        found = [
            _echo(index, sources, source, other, repeated)
            for other, repeated in index.echoed(source).items()
            if other in sources
        ]
    return sorted(found, key=_by_size)


def echoes_among(index: EchoIndex, sources: Mapping[str, Dated]) -> list[Echo]:
    """Every echo among these sources, each pair once, those with most words first."""
    with index.guard:
        return sorted(_pairs(index, sources), key=_by_size)


def _pairs(index: EchoIndex, sources: Mapping[str, Dated]) -> Iterator[Echo]:
    seen: set[str] = set()
    for source in sources:
        if source not in index:
            continue
        seen.add(source)
        for other, repeated in index.echoed(source).items():
            if other in sources and other not in seen:
                yield _echo(index, sources, source, other, repeated)


def _by_size(echo: Echo) -> tuple[int, str, str]:
    return (-sum(each.words for each in echo.repeated), echo.source, echo.other)


def _echo(
    index: EchoIndex,
    sources: Mapping[str, Dated],
    source: str,
    other: str,
    repeated: Iterable[Repeated],
) -> Echo:
    if _came_first(sources, source, other):
        source, other = other, source
        repeated = index.echoed(source)[other]
    repeated = tuple(repeated)
    words = sum(each.words for each in repeated)
    return Echo(
        source,
        other,
        repeated,
        min(1.0, words / max(1, index.words(source))),
        min(1.0, words / max(1, index.words(other))),
    )


def _came_first(sources: Mapping[str, Dated], one: str, other: str) -> bool:
    """Whether the first of these is likely what the other repeats."""
    dates = sources[one].dated, sources[other].dated
    if dates[0] and dates[1] and dates[0][:10] != dates[1][:10]:
        return dates[0][:10] < dates[1][:10]
    order = list(sources)
    return order.index(one) < order.index(other)
