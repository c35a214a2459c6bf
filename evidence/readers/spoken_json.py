"""Transcripts as JSON: a list of turns, each with who speaks and what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from evidence.readers._decoding import decoded
from evidence.readers._speech import clock
from evidence.reading import Reading, TextBuilder, Unreadable

NAME = "JSON transcript"
VERSION = 1
SUFFIXES = (".json",)
MEDIA_TYPE = "application/json"

_SPEAKERS = ("speaker", "speaker_name", "speakername", "name", "who", "participant", "role")
_WORDS = ("content", "text", "utterance", "transcript", "words", "sentence", "said", "caption")
_TIMES = ("start", "start_time", "starttime", "time", "timestamp", "begin", "offset")
_DEEPEST = 8


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """A passage a turn, under the topic that the file gives it, if any. Raises Unreadable."""
    text, warnings = decoded(content)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("is no JSON, or is cut short: ask for another copy") from None
    if isinstance(document, dict) and "triangulate-bundle" in str(document.get("format", "")):
        raise Unreadable("is a bundle of records: take it in with `triangulate load`")
    turns = max(_lists(document), key=len, default=[])
    if not turns:
        raise Unreadable("is no transcript: it holds no list of turns with speaker and words")
    topics = _topics(document, len(turns))
    builder = TextBuilder()
    for number, turn in enumerate(turns, start=1):
        builder.add(
            _first(turn, _WORDS).strip(),
            paragraph=number,
            time=_time(turn),
            speaker=" ".join(_first(turn, _SPEAKERS).split()) or None,
            heading=topics.get(number - 1),
        )
    if left := _unread(document, turns):
        warnings += (f"not read, since nobody says it in the meeting: {', '.join(left)}",)
    reading = builder.reading(warnings)
    if not reading.words:
        raise Unreadable("holds no words")
    return reading


def _lists(value: Any, depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Every list whose items are turns."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        turns = [each for each in value if isinstance(each, dict) and _first(each, _WORDS)]
        if any(_first(each, _SPEAKERS) for each in turns) and 2 * len(turns) >= len(value):
            yield turns
    inside = value.values() if isinstance(value, dict) else value
    for each in inside if isinstance(value, dict | list) else ():
        yield from _lists(each, depth + 1)


def _first(turn: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of these that is there and is text."""
    known = {str(name).casefold(): value for name, value in turn.items()}
    for name in names:
        value = known.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return _whole(value)
    return ""


def _whole(text: str) -> str:
    """The text with half characters, which JSON can name, shown as damaged."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _time(turn: Mapping[str, Any]) -> str | None:
    known = {str(name).casefold(): value for name, value in turn.items()}
    for name in _TIMES:
        value = known.get(name)
        if isinstance(value, str) and (time := clock(value)):
            return time
        if isinstance(value, int | float) and 0 <= value < 360_000:
            minutes, seconds = divmod(float(value), 60)
            hours, minutes = divmod(int(minutes), 60)
            return clock(f"{hours}:{minutes:02}:{min(seconds, 59.999):06.3f}")
    return None


def _topics(document: Any, turns: int) -> dict[int, str]:
    """The topic of each turn, by its index, where the file lists topics with their spans."""
    found: dict[int, str] = {}
    listed = document.get("topic_list") if isinstance(document, dict) else None
    for topic in listed if isinstance(listed, list) else ():
        if not isinstance(topic, dict) or not isinstance(topic.get("topic"), str):
            continue
        spans = topic.get("relevant_text_span")
        for span in spans if isinstance(spans, list) else ():
            try:
                first, last = (int(edge) for edge in span)
            except (TypeError, ValueError):
                continue
            for at in range(max(0, first), min(last, turns - 1) + 1):
                found.setdefault(at, " ".join(_whole(topic["topic"]).split()))
    return {at: title for at, title in found.items() if title}


def _unread(document: Any, turns: list[dict[str, Any]]) -> list[str]:
    if not isinstance(document, dict):
        return []
    return [
        " ".join(_whole(str(name)).split())
        for name, value in document.items()
        if isinstance(value, list | dict)
        and name != "topic_list"
        and not any(found == turns for found in _lists({"": value}))
    ][:20]
