"""Taking every passage of a source as a statement, as one entry of the journal."""

from __future__ import annotations

from evidence.commands import LoadBundle
from evidence.folder import InspectionFolder, now
from evidence.model import BUNDLE_FORMAT, Bundle, Source
from evidence.reading import Passage
from evidence.search import place_of

__all__ = ["take_passages"]


def take_passages(folder: InspectionFolder, source: Source) -> int:
    """Take each passage of a source's text as a statement; gives how many. Raises Refused."""
    reading = folder.reading(source)
    if reading is None:
        return 0
    first = int(folder.state.next_id("statements")[1:])
    at = now()
    statements = [
        {
            "id": f"E{number}",
            "source": source.id,
            "quote": reading.text[passage.start : passage.end],
            "place": place_of(passage).plain(),
            **_voice(source, passage),
            "recorded_by": folder.by,
            "recorded_at": at,
        }
        for number, passage in enumerate(reading.passages, first)
    ]
    bundle = Bundle.model_validate({"format": BUNDLE_FORMAT, "statements": statements})
    folder.execute(LoadBundle(bundle, f"the passages of {source.label}"))
    return len(statements)


def _voice(source: Source, passage: Passage) -> dict[str, str]:
    """The speaker's voice, where it is known whose that is."""
    voice = source.voice_of(passage.speaker)
    return {"voice": voice} if voice is not None else {}
