"""WebVTT transcripts: what was said, joined into turns, with its speaker and time."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.readers._decoding import decoded
from evidence.readers._speech import clock, names_speaker, opening
from evidence.reading import Reading, TextBuilder, Unreadable

NAME = "WebVTT transcript"
VERSION = 1
SUFFIXES = (".vtt",)
MEDIA_TYPE = "text/vtt"

#: A turn is broken at the next cue's start once it is this long, or after this pause.
_READABLE = 600
_PAUSE_SECONDS = 20.0

_MOST_WARNINGS = 20

_TIMING = re.compile(r"\s*(?P<start>[0-9:.,]+)\s*-->\s*(?P<end>[0-9:.,]+)(?:\s.*)?", re.ASCII)
_NOT_SPOKEN = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>v|b|i|u|c|ruby|rt|lang)?(?P<rest>[^<>]*)>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACES = re.compile(r"[ \t\n\f\r]+")


def read(content: bytes, options: Mapping[str, str]) -> Reading:  # noqa: ARG001  # as all readers
    """The turns: consecutive cues of one speaker are a passage, with the first one's time.

    A cue without a speaker's name is nobody's. What stands outside the format is kept as text with
    a warning. Raises Unreadable.
    """
    text, warnings = decoded(content)
    cues, faults = _cues(text.split("\n"))
    builder = TextBuilder()
    for number, turn in enumerate(_turns(_said(cues)), start=1):
        builder.add(turn.words, paragraph=number, time=turn.time, speaker=turn.speaker)
    if len(faults) > _MOST_WARNINGS:
        faults[_MOST_WARNINGS:] = [f"and {len(faults) - _MOST_WARNINGS:,} faults more"]
    reading = builder.reading((*warnings, *faults))
    if not reading.words:
        raise Unreadable("holds no words")
    return reading


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue's words as they stand in the file; without times where those can't be read."""

    time: str | None
    start: float
    end: float
    payload: str


@dataclass(frozen=True, slots=True)
class _Utterance:
    """What one speaker says in a cue, or in a turn."""

    time: str | None
    start: float
    end: float
    speaker: str | None
    words: str


def _cues(lines: Sequence[str]) -> tuple[list[_Cue], list[str]]:
    """The cues in their order, and each fault with its line."""
    cues: list[_Cue] = []
    faults: list[str] = []
    at = 0
    if lines[0].split(maxsplit=1)[:1] == ["WEBVTT"]:
        while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
            at += 1
    else:
        faults.append("line 1: does not begin with WEBVTT")
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        begins = at
        while at < len(lines) and lines[at].strip():
            at += 1
        block = lines[begins:at]
        if not _NOT_SPOKEN.match(block[0]) or any("-->" in line for line in block[:2]):
            _read_block(block, begins + 1, cues, faults)
    return cues, faults


def _read_block(block: Sequence[str], number: int, cues: list[_Cue], faults: list[str]) -> None:
    """Take the cues of a block of lines: one, or more where the blank line between is missing."""
    timings = [at for at, line in enumerate(block) if "-->" in line]
    if not timings:
        faults.append(f"line {number}: words outside any cue, kept as text")
        cues.append(_Cue(None, 0.0, 0.0, "\n".join(block)))
        return
    if timings[0] > 1:
        faults.append(f"line {number}: words outside any cue, kept as text")
        cues.append(_Cue(None, 0.0, 0.0, "\n".join(block[: timings[0]])))
    for at, following in zip(timings, [*timings[1:], None], strict=True):
        payload = list(block[at + 1 : following])
        if following is not None and payload and payload[-1].strip().isdecimal():
            del payload[-1]  # the next cue's number
        found = _TIMING.fullmatch(block[at])
        time = clock(found["start"]) if found else None
        end = clock(found["end"]) if found else None
        if time is None or end is None:
            faults.append(f"line {number + at}: a time that can't be read, kept as text")
            payload = [block[at], *payload]
            cues.append(_Cue(None, 0.0, 0.0, "\n".join(payload)))
        else:
            cues.append(_Cue(time, _seconds(time), _seconds(end), "\n".join(payload)))


def _seconds(time: str) -> float:
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _said(cues: Iterable[_Cue]) -> Iterator[_Utterance]:
    """What each cue's speakers say, the names taken from voice tags or from before a colon."""
    said = [
        _Utterance(cue.time, cue.start, cue.end, speaker, words)
        for cue in cues
        for speaker, words in _voices(cue.payload)
    ]
    opened = [
        None if piece.speaker else opening(piece.words, 0, len(piece.words)) for piece in said
    ]
    times = Counter(begins.name for begins in opened if begins and begins.name)
    for piece, begins in zip(said, opened, strict=True):
        if (
            begins
            and begins.name
            and begins.words < len(piece.words)
            and names_speaker(begins.name, times[begins.name])
        ):
            yield replace(piece, speaker=begins.name, words=piece.words[begins.words :])
        else:
            yield piece


def _voices(payload: str) -> Iterator[tuple[str | None, str]]:
    """A cue's words without its tags, split where a voice tag opens or closes."""
    speaker: str | None = None
    parts: list[str] = []
    position = 0
    for tag in _TAG.finditer(payload):
        name, rest = tag["name"], tag["rest"]
        known = name is not None and (not rest or rest[0] in ". \t\n")
        if not known and not (name is None and clock(rest)):
            continue  # words in angle brackets, such as <inaudible>
        parts.append(payload[position : tag.start()])
        position = tag.end()
        if name == "v":
            if words := _plain("".join(parts)):
                yield speaker, words
            parts = []
            speaker = None if tag["close"] else _annotation(rest)
    parts.append(payload[position:])
    if words := _plain("".join(parts)):
        yield speaker, words


def _annotation(rest: str) -> str | None:
    """The name in the rest of a voice tag, after its classes: ".loud Jane Doe" is "Jane Doe"."""
    if rest.startswith("."):
        rest = "".join(_SPACES.split(rest, maxsplit=1)[1:])
    return _plain(rest) or None


def _plain(marked: str) -> str:
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), marked)
    return _SPACES.sub(" ", text).strip()


def _turns(said: Iterable[_Utterance]) -> Iterator[_Utterance]:
    turn: _Utterance | None = None
    words: list[str] = []
    length = 0
    for piece in said:
        joins = (
            turn is not None
            and turn.time is not None
            and piece.time is not None
            and piece.speaker == turn.speaker
            and length < _READABLE
            and piece.start - turn.end < _PAUSE_SECONDS
        )
        if turn is not None and joins:
            turn = replace(turn, end=max(turn.end, piece.end))
            words.append(piece.words)
            length += len(piece.words) + 1
        else:
            if turn is not None:
                yield replace(turn, words=" ".join(words))
            turn, words, length = piece, [piece.words], len(piece.words)
    if turn is not None:
        yield replace(turn, words=" ".join(words))
