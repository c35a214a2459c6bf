"""Echoes: passages that say in two sources what was said once, found and offered, never decided.

Passages that share runs of three words are found through an inverted index and confirmed by the
longest common run of words. Short passages, headings, headers and footers, and what stands in
very many sources are no echo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.echoes.index import EchoIndex, Repeated
from evidence.faults import Fault, Refused
from evidence.folder import InspectionFolder
from evidence.model import Source
from evidence.search import place_of
from evidence.words import number_of

__all__ = [
    "Echo",
    "EchoIndex",
    "Repeated",
    "catch_up",
    "echoes_among",
    "echoes_of",
    "passages_said",
]


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

    def plain(self) -> dict[str, Any]:
        """The echo as JSON values."""
        return {
            "source": self.source,
            "other": self.other,
            "share": round(self.share, 3),
            "other_share": round(self.other_share, 3),
            "passages": [
                {
                    "text": each.text,
                    "place": place_of(each.passage).plain(),
                    "other_text": each.other_text,
                    "other_place": place_of(each.other).plain(),
                    "words": each.words,
                }
                for each in self.repeated
            ],
        }


def catch_up(
    index: EchoIndex, folder: InspectionFolder, go_on: Callable[[], bool] = lambda: True
) -> tuple[Fault, ...]:
    """Add the stored texts that the index does not know, and forget those that are gone.

    Gives the texts that can't be read; ends early where ``go_on`` says so.
    """
    sources = dict(folder.state.sources)  # a copy: this may be another thread
    with index.guard:
        return _caught_up(index, folder, sources, go_on)


def _caught_up(
    index: EchoIndex,
    folder: InspectionFolder,
    sources: Mapping[str, Source],
    go_on: Callable[[], bool],
) -> tuple[Fault, ...]:
    for gone in set(index.sources) - set(sources):
        index.forget(gone)
    unread: list[Fault] = []
    for key, source in sources.items():
        if not go_on():
            break
        text = source.file.text if source.file is not None else None
        if text is None:
            index.forget(key)
        elif index.text(key) != text:
            try:
                reading = folder.reading(source)
            except Refused as refused:
                unread += refused.faults
                continue
            if reading is not None:
                index.add(key, reading, text)
    return tuple(unread)


def passages_said(echo: Echo) -> str:
    """How many passages, and what part of the source's words: "12 passages (63 %)"."""
    share = f"{round(100 * echo.share)} %" if echo.share >= 0.01 else "under 1 %"
    return f"{number_of(len(echo.repeated), 'passage')} ({share})"


def echoes_of(index: EchoIndex, sources: Mapping[str, Source], source: str) -> list[Echo]:
    """Every echo that this source is one side of, those with most words first."""
    with index.guard:
        found = [
            _echo(index, sources, source, other, repeated)
            for other, repeated in index.echoed(source).items()
            if other in sources
        ]
    return sorted(found, key=_by_size)


def echoes_among(index: EchoIndex, sources: Mapping[str, Source]) -> list[Echo]:
    """Every echo among these sources, each pair once, those with most words first."""
    with index.guard:
        return sorted(_pairs(index, sources), key=_by_size)


def _pairs(index: EchoIndex, sources: Mapping[str, Source]) -> Iterator[Echo]:
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
    sources: Mapping[str, Source],
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


def _came_first(sources: Mapping[str, Source], one: str, other: str) -> bool:
    """Whether the first of these is likely what the other repeats."""
    dates = sources[one].dated, sources[other].dated
    if dates[0] and dates[1] and dates[0][:10] != dates[1][:10]:
        return dates[0][:10] < dates[1][:10]
    order = list(sources)
    return order.index(one) < order.index(other)
