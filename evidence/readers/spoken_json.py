"""Transcripts as JSON: a list of turns, each with who speaks and what is said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from evidence.readers._decoding import decoded
from evidence.readers._speech import clock
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable

NAME = "JSON transcript"
VERSION = 2
SUFFIXES = (".json",)
MEDIA_TYPE = "application/json"

_SPEAKERS = (
    *("speaker", "speaker_name", "speakername", "name", "who", "participant", "participantname"),
    *("speaker_label", "role"),
)
_WORDS = (
    *("content", "text", "utterance", "transcript", "words", "sentence", "said", "caption"),
    "speech",
)
_TIMES = ("start", "start_time", "starttime", "time", "timestamp", "begin", "offset")
_ENDS = ("end", "end_time", "endtime", "stop")
_DURATION = re.compile(r"PT(?:([0-9]{1,3})H)?(?:([0-9]{1,4})M)?(?:([0-9]{1,6}(?:\.[0-9]{1,7})?)S)?")
#: Nobody takes so many seconds for a word: where turns seem to, the unit is the thousandth.
_SLOWEST = 20
_LONGEST = 360_000
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
    turns = max(_lists(document), key=_length, default=[])
    if not turns:
        raise Unreadable(
            "holds no list of turns with speaker and words: save it as text or a table (.csv)"
        )
    topics = _topics(document, len(turns))
    unit = _unit(turns)
    builder = TextBuilder()
    for number, turn in enumerate(turns, start=1):
        builder.add(
            _first(turn, _WORDS).strip(),
            paragraph=number,
            time=_time(turn, unit),
            speaker=_speaker(turn) or None,
            heading=topics.get(number - 1),
        )
    if left := _unread(document, turns):
        warnings += (f"not read, since nobody says it in the meeting: {', '.join(left)}",)
    reading = builder.reading(warnings)
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


def _lists(value: Any, depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Every list whose items are turns."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        turns = [each for each in value if isinstance(each, dict) and _first(each, _WORDS)]
        told = any(_speaker(each) or _time(each, 1) for each in turns)
        if told and 2 * len(turns) >= len(value):
            yield turns
    inside = value.values() if isinstance(value, dict) else value
    for each in inside if isinstance(value, dict | list) else ():
        yield from _lists(each, depth + 1)


def _length(turns: list[dict[str, Any]]) -> int:
    """How much is said; of the same words, a turn's are more than each word by itself."""
    return sum(len(_first(each, _WORDS)) + 1 for each in turns if " " in _first(each, _WORDS)) or -1


def _speaker(turn: Mapping[str, Any]) -> str:
    """Who speaks, also where programs that listen only number the voices."""
    if named := _first(turn, _SPEAKERS):
        return " ".join(named.split())
    number = _number(turn, ("speaker", "speaker_label"))
    return "" if number is None or number % 1 else f"Speaker {int(number)}"


def _number(turn: Mapping[str, Any], names: tuple[str, ...]) -> float | None:
    known = {str(name).casefold(): value for name, value in turn.items()}
    found = next((known[name] for name in names if name in known), None)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return float(found) if abs(found) < 1e15 else None


def _unit(turns: list[dict[str, Any]]) -> int:
    """How many of its units of time are a second: 1, or 1,000."""
    paces = []
    for turn in turns:
        start, end = _number(turn, _TIMES), _number(turn, _ENDS)
        if start is not None and start >= _LONGEST:
            return 1_000
        if start is not None and end is not None:
            paces.append((end - start) / max(1, len(_first(turn, _WORDS).split())))
    return 1_000 if paces and sorted(paces)[len(paces) // 2] > _SLOWEST else 1


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


def _time(turn: Mapping[str, Any], unit: int) -> str | None:
    known = {str(name).casefold(): value for name, value in turn.items()}
    for name in _TIMES:
        value = known.get(name)
        if isinstance(value, str) and (time := clock(value)):
            return time
        if isinstance(value, str) and value != "PT" and (found := _DURATION.fullmatch(value)):
            hours, minutes, seconds = (float(each or 0) for each in found.groups())
            value, unit = 3600 * hours + 60 * minutes + seconds, 1
        if isinstance(value, int | float) and 0 <= value < _LONGEST * unit:
            minutes, seconds = divmod(float(value) / unit, 60)
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
