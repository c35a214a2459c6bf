"""The day that a message says it was sent, for a source whose day nobody gave."""

from __future__ import annotations

from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Final

from evidence.content import reading_from_bytes

__all__ = ["MESSAGES", "sent_on"]

#: What the readers of messages are called.
MESSAGES: Final = ("e-mail", "Outlook message")


def sent_on(reader: str, kept: bytes) -> str | None:
    """The day of a message by its own header, ISO 8601; None of what is no message, or undated."""
    if reader not in MESSAGES:
        return None
    reading = reading_from_bytes(kept)
    for passage in reading.passages:
        name, _, value = reading.text[passage.start : passage.end].partition(":")
        if passage.part != "header":
            break  # what follows is another message's
        if name == "Date":
            with suppress(ValueError, TypeError, OverflowError):
                return parsedate_to_datetime(value).date().isoformat()
    return None
