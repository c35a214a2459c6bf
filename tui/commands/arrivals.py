"""What is seen of a source as it arrives: the echoes of what is here, and who speaks in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.commands import MapSpeakers, NewVoice
from evidence.echoes import Echo, EchoIndex, catch_up, echoes_of, passages_said
from evidence.echoes.offers import Offer, offered
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.reading import Reading
from evidence.speakers import Speaking, speakers_of, unmapped

__all__ = ["Arrivals", "Seen"]

#: Speakers that are named in the report; `triangulate speakers` lists all.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """The echoes that are offered of one source, and its speakers who have no voice yet."""

    echoes: tuple[Offer, ...] = ()
    speakers: tuple[Speaking, ...] = ()
    source: str = ""

    def plain(self) -> dict[str, Any]:
        """What was seen, as JSON values."""
        return {
            "echoes": [
                {
                    "source": echo.source,
                    "other": echo.other,
                    "passages": len(echo.repeated),
                    "share": round(echo.share, 3),
                }
                for echo in (offer.echo for offer in self.echoes)
            ],
            "speakers": [each.name for each in self.speakers],
        }

    def lines(self) -> Iterator[str]:
        """What was seen, a line each: "echoes S2 (12 passages, 63 %)"."""
        for offer in self.echoes:
            yield _said(offer.echo, self.source)
        if self.speakers:
            names = ", ".join(each.name for each in self.speakers[:_NAMED])
            more = len(self.speakers) - _NAMED
            names += f" and {more} more" if more > 0 else ""
            yield f"whose voice are its speakers? {names} (`triangulate speakers`)"


def _said(echo: Echo, source: str) -> str:
    said = passages_said(echo).replace(" (", ", ").removesuffix(")")
    if echo.source == source:
        return f"echoes {echo.other} ({said})"
    return f"is echoed by {echo.source} ({said} of that)"


@dataclass(slots=True)
class Arrivals:
    """Sources as they arrive one by one, with the voices that were given for speakers."""

    folder: InspectionFolder
    voices: Mapping[str, str | NewVoice | None]
    heard: set[str] = field(default_factory=set)
    _index: EchoIndex = field(default_factory=EchoIndex)
    _caught_up: bool = False

    @property
    def unheard(self) -> list[str]:
        """The speakers for whom a voice was given and who speak in nothing that arrived."""
        return [name for name in self.voices if name not in self.heard]

    def told(self, key: str | None, reading: Reading | None = None) -> Seen:
        """Give the speakers of a source that is in their voices; what is seen of it.

        ``reading`` is what was just read of it, else it is had from the folder.
        """
        if key is None:
            return Seen()
        state = self.folder.state
        if not self._caught_up or reading is None:  # a project brings several sources at once
            catch_up(self._index, self.folder)
            self._caught_up = True
        elif (file := state.sources[key].file) is not None:
            self._index.add(key, reading, file.text or "")
        try:
            reading = reading or self.folder.reading(state.sources[key])
        except Refused:
            return Seen()  # it was stored a moment ago: `verify` will tell
        speaking = speakers_of(reading) if reading is not None else ()
        given = {s.name: self.voices[s.name] for s in speaking if s.name in self.voices}
        self.heard |= given.keys()
        if given:
            self.folder.execute(MapSpeakers(key, given))
        echoes = offered(state, echoes_of(self._index, state.sources, key))
        return Seen(tuple(echoes), unmapped(state.sources[key], speaking), key)
