"""What reading a file came to, ready to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evidence.content import reading_to_bytes
from evidence.readers import reader_for
from evidence.reading import Part, Unreadable, last_changed

__all__ = ["Reply", "read_here"]


@dataclass(frozen=True, slots=True)
class Reply:
    """The text as it is kept, what is told of it, and the files that were inside the file.

    ``passages`` is 0 where the file is only a wrapping around its parts. ``changed`` are the fields
    of the source's file that tell of its latest tracked change.
    """

    reader: str
    version: int
    media_type: str
    passages: int
    words: int
    warnings: tuple[str, ...]
    text: bytes
    parts: Sequence[Part] = ()
    changed: Mapping[str, str] = field(default_factory=dict)


def read_here(name: str, content: bytes, options: Mapping[str, str], digest: str) -> Reply:
    """Read a file in this very process. Raises Unreadable with the reason.

    ``digest`` is the SHA-256 of ``content``.
    """
    reader = reader_for(name)
    reading = reader.read(content, options)
    try:
        text = reading_to_bytes(reading, reader.NAME, reader.VERSION, digest)
    except UnicodeEncodeError:
        raise Unreadable(
            "its text holds half a character (a lone surrogate): save it anew as UTF-8"
        ) from None
    return Reply(
        reader.NAME,
        reader.VERSION,
        reader.MEDIA_TYPE,
        len(reading.passages),
        reading.words,
        reading.warnings,
        text,
        reading.parts,
        last_changed(reading),
    )
