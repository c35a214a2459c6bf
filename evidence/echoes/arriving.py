"""What is seen of texts as they arrive, one after the other: their echoes, and who speaks in them.

`python -m evidence.echoes.arriving FOLDER` does it in a process of its own, over its pipes, for the
texts kept in that folder. It gives nothing back before it was asked for all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from evidence.content import ContentFolder, reading_from_bytes
from evidence.echoes.echo import Outline, echoes_of
from evidence.echoes.index import EchoIndex
from evidence.faults import Refused
from evidence.frames import read_frame, write_frame
from evidence.speakers import Speaking, speakers_of
from evidence.uncollected import without_collecting

__all__ = ["Arriving", "Beside", "besides"]


class Arriving(NamedTuple):
    """A source whose text has this SHA-256; ``asked``: whether anything is to be said of it."""

    source: str
    text: str
    dated: str | None
    asked: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What is seen of a source beside those that came before it, most words first."""

    source: str
    echoes: tuple[Outline, ...] = ()
    speakers: tuple[Speaking, ...] = ()


def besides(texts: ContentFolder, arriving: Iterable[Arriving]) -> Iterator[Beside]:
    """What is seen of each source that is asked for, in their order."""
    index = EchoIndex()
    known: dict[str, Arriving] = {}
    for each in arriving:
        seen = Beside(each.source)
        # Of a text that is lost or damaged `verify` will tell.
        with suppress(Refused, ValueError, KeyError, TypeError):
            reading = reading_from_bytes(texts.get(each.text))
            known[each.source] = each
            index.add(each.source, reading, each.text)
            if each.asked:
                echoes = map(Outline.of, echoes_of(index, known, each.source))
                seen = Beside(each.source, tuple(echoes), speakers_of(reading))
        if each.asked:
            yield seen


def main() -> None:
    """Take in what comes; where nothing more does, give what was seen."""
    with without_collecting():
        found = list(besides(ContentFolder(Path(sys.argv[1])), _coming()))
    for each in found:
        write_frame(sys.stdout.buffer, asdict(each))


def _coming() -> Iterator[Arriving]:
    while True:
        try:
            head, _ = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        yield Arriving(**head)


if __name__ == "__main__":
    main()
