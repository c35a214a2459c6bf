"""Echoes: passages that say in two sources what was said once, found and offered, never decided.

Passages that share runs of three words are found through an inverted index and confirmed by the
longest common run of words. Short passages, headings, headers and footers, and what stands in
very many sources are no echo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from evidence.echoes.echo import Echo, echoes_among, echoes_of, passages_said
from evidence.echoes.index import EchoIndex, Repeated
from evidence.faults import Fault, Refused

if TYPE_CHECKING:
    # A process that only looks for echoes does without the records and what checks them.
    from evidence.folder import InspectionFolder
    from evidence.model import Source

__all__ = [
    "Echo",
    "EchoIndex",
    "Repeated",
    "catch_up",
    "echoes_among",
    "echoes_of",
    "passages_said",
]


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
