"""Taking every passage of a source as a statement, as one entry of the journal."""

from __future__ import annotations

from typing import Any

from evidence.commands import LoadBundle
from evidence.commands.quoting import NOT_HERE
from evidence.faults import Refused
from evidence.folder import InspectionFolder, now
from evidence.model import BUNDLE_FORMAT, Bundle, Place, Source
from evidence.originals import original_of
from evidence.reading import Reading
from evidence.search import place_of

__all__ = ["take_passages"]


def take_passages(folder: InspectionFolder, source: Source) -> int:
    """Take each passage of a source's text as a statement; gives how many. Raises Refused.

    What it quotes repeats what was said first: a statement, or words that are here and then taken
    too; where they are not here, it is flagged for clarification.
    """
    reading = folder.reading(source)
    if reading is None:
        return 0
    taking = _Taking(folder)
    for passage in reading.passages:
        words = reading.text[passage.start : passage.end]
        fields = _voice(source, passage.speaker)
        if passage.part == "quoted":
            fields |= taking.as_quoted(source.id, passage.start, words)
        taking.take(source.id, words, place_of(passage), fields)
    bundle = Bundle.model_validate({"format": BUNDLE_FORMAT, "statements": taking.statements})
    folder.execute(LoadBundle(bundle, f"the passages of {source.label}"))
    return len(taking.statements)


class _Taking:
    """Statements on their way, numbered on from those that are here."""

    def __init__(self, folder: InspectionFolder) -> None:
        self.statements: list[dict[str, Any]] = []
        self._folder = folder
        self._first = int(folder.state.next_id("statements")[1:])
        self._at = now()
        self._originals: dict[tuple[str, str], str] = {}

    def take(self, source: str, quote: str, place: Place, fields: dict[str, str]) -> str:
        """Take these words; gives the statement's id."""
        identifier = f"E{self._first + len(self.statements)}"
        self.statements.append(
            {
                "id": identifier,
                "source": source,
                "quote": quote,
                "place": place.plain(),
                **fields,
                "recorded_by": self._folder.by,
                "recorded_at": self._at,
            }
        )
        return identifier

    def as_quoted(self, source: str, start: int, words: str) -> dict[str, str]:
        """What is said of a statement that quotes these words."""
        original = original_of(self._folder.state, self._reading, source, start, words)
        if original is None:
            return {"clarify": NOT_HERE}
        if original.statement is not None:
            return {"repeats": original.statement}
        if original.source == source:  # it stands before, and so was just taken
            return {"repeats": self._holding(original.place)}
        where = (original.source, str(original.place))
        if where not in self._originals:
            voice = _voice(self._folder.state.sources[original.source], original.speaker)
            self._originals[where] = self.take(
                original.source, original.quote, original.place, voice
            )
        return {"repeats": self._originals[where]}

    def _holding(self, place: Place) -> str:
        start = place.start or 0
        last = [each for each in self.statements if each["place"].get("start", 0) <= start][-1]
        return str(last["id"])

    def _reading(self, source: Source) -> Reading | None:
        try:
            return self._folder.reading(source)
        except Refused:
            return None


def _voice(source: Source, speaker: str | None) -> dict[str, str]:
    """The speaker's voice, where it is known whose that is."""
    voice = source.voice_of(speaker)
    return {"voice": voice} if voice is not None else {}
