"""What is seen of a source as it arrives: the echoes of what is here, and who speaks in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from evidence.commands import MapSpeakers, NewVoice
from evidence.echoes.apart import EchoesApart
from evidence.echoes.arriving import Arriving
from evidence.echoes.echo import Outline, passages_said
from evidence.echoes.offers import derivations
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.speakers import Speaking, speakers_of, unmapped

__all__ = ["Arrivals", "Seen"]

#: Speakers that are named in the report; `triangulate speakers` lists all.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """The echoes of one source whose origin nobody has said, and its speakers without a voice."""

    echoes: tuple[Outline, ...] = ()
    speakers: tuple[Speaking, ...] = ()
    source: str = ""

    def plain(self) -> dict[str, Any]:
        """What was seen, as JSON values."""
        return {
            "echoes": [
                {
                    "source": echo.source,
                    "other": echo.other,
                    "passages": echo.passages,
                    "share": round(echo.share, 3),
                }
                for echo in self.echoes
            ],
            "speakers": [each.name for each in self.speakers],
        }

    def lines(self) -> Iterator[str]:
        """What was seen, a line each: "echoes S2 (12 passages, 63 %)"."""
        for echo in self.echoes:
            yield _said(echo, self.source)
        if self.speakers:
            names = ", ".join(each.name for each in self.speakers[:_NAMED])
            more = len(self.speakers) - _NAMED
            names += f" and {more} more" if more > 0 else ""
            yield f"whose voice are its speakers? {names} (`triangulate speakers`)"


def _said(echo: Outline, source: str) -> str:
    said = passages_said(echo).replace(" (", ", ").removesuffix(")")
    if echo.source == source:
        return f"echoes {echo.other} ({said})"
    return f"is echoed by {echo.source} ({said} of that)"


class Arrivals:
    """Sources as they arrive one by one, with the voices that were given for speakers.

    What is seen of them is looked for meanwhile, and had at the end.
    """

    def __init__(
        self, folder: InspectionFolder, voices: Mapping[str, str | NewVoice | None]
    ) -> None:
        self._folder = folder
        self._voices = voices
        self._heard: set[str] = set()
        self._told: set[str] = set()
        self._apart = EchoesApart(folder.texts)
        self._tell_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._apart.close()

    @property
    def unheard(self) -> list[str]:
        """The speakers for whom a voice was given and who speak in nothing that arrived."""
        return [name for name in self._voices if name not in self._heard]

    def tell(self, key: str, *, others: bool = False) -> None:
        """Tell of a source that arrived, ``others`` beside it or not; its speakers get voices."""
        if others:
            self._tell_all(but=key)
        self._tell(key, asked=True)
        if self._voices:
            self._give_voices(key)

    def seen(self) -> dict[str, Seen]:
        """What is seen of each source that was told of, once all are."""
        state = self._folder.state
        return {
            key: Seen(
                tuple(derivations(state, beside.echoes)),
                unmapped(state.sources[key], beside.speakers),
                key,
            )
            for key, beside in self._apart.seen().items()
        }

    def _tell_all(self, but: str = "") -> None:
        for key in self._folder.state.sources:
            if key not in self._told and key != but:
                self._tell(key, asked=False)

    def _tell(self, key: str, *, asked: bool) -> None:
        source = self._folder.state.sources[key]
        if source.file is not None and source.file.text is not None:
            self._told.add(key)
            self._apart.tell(Arriving(key, source.file.text, source.dated, asked))

    def _give_voices(self, key: str) -> None:
        try:
            reading = self._folder.reading(self._folder.state.sources[key])
        except Refused:
            return  # it was stored a moment ago: `verify` will tell
        speaking = speakers_of(reading) if reading is not None else ()
        given = {s.name: self._voices[s.name] for s in speaking if s.name in self._voices}
        self._heard |= given.keys()
        if given:
            self._folder.execute(MapSpeakers(key, given))
