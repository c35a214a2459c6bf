"""The echoes of texts that arrive, looked for by a process of its own while more is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from evidence.content import ContentFolder
from evidence.echoes.arriving import Arriving, Beside, besides
from evidence.echoes.echo import Outline
from evidence.frames import read_frame, write_frame
from evidence.own_process import OwnProcess, call_of
from evidence.speakers import Speaking

__all__ = ["EchoesApart"]


class EchoesApart:
    """Told of texts as they arrive, it says at the end what is seen of them.

    Where no process can be had, or it breaks down, the same is done here, at the end.
    """

    def __init__(self, texts: ContentFolder) -> None:
        self._texts = texts
        self._told: list[Arriving] = []
        self._process: OwnProcess | None = None
        with suppress(OSError):
            call = call_of("evidence.echoes.arriving", str(texts.path.absolute()))
            self._process = OwnProcess(call)

    def tell(self, arriving: Arriving) -> None:
        """Tell of a text that is kept."""
        self._told.append(arriving)
        if self._process is not None:
            try:
                write_frame(self._process.requests, arriving._asdict())
            except OSError:
                self.close()

    def seen(self) -> dict[str, Beside]:
        """What is seen of each source that was asked for; to be called once, when all are told."""
        found = tuple(self._replies())
        if len(found) != sum(each.asked for each in self._told):
            found = tuple(besides(self._texts, self._told))
        return {each.source: each for each in found}

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.end()
            process.release()

    def _replies(self) -> Iterator[Beside]:
        """What the process gives back, as far as it goes."""
        if self._process is None:
            return
        with suppress(OSError, EOFError, ValueError, KeyError, TypeError):
            self._process.requests.close()
            while True:
                head, _ = read_frame(self._process.replies)
                echoes = (Outline(*each) for each in head["echoes"])
                speakers = (Speaking(**each) for each in head["speakers"])
                yield Beside(head["source"], tuple(echoes), tuple(speakers))
