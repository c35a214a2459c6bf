"""Cues of a recording, joined into turns: what transcripts and subtitles have in common."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.readers._speech import clock, names_speaker, opening
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable

__all__ = ["TIMING", "Cue", "cue", "turns_of"]

#: A turn is broken at the next cue's start once it is this long, or after this pause.
_READABLE = 600
_PAUSE_SECONDS = 20.0

_MOST_WARNINGS = 20
_FEWEST_ROLLED = 2
#: Of a cue, no more lines than these are shown again in the next.
_MOST_ROLLED = 4

TIMING = re.compile(r"\s*(?P<start>[0-9:.,]+)\s*-->\s*(?P<end>[0-9:.,]+)(?:\s.*)?", re.ASCII)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>v|b|i|u|s|c|ruby|rt|lang|font)?(?P<rest>[^<>]*)>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACES = re.compile(r"[ \t\n\f\r]+")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue's words as they stand in the file; without times where those can't be read."""

    time: str | None
    start: float
    end: float
    payload: str


def cue(timing: str, payload: str) -> Cue | None:
    """The cue with this line of times, None where they can't be read."""
    found = TIMING.fullmatch(timing)
    time = clock(found["start"]) if found else None
    end = clock(found["end"]) if found else None
    if time is None or end is None:
        return None
    return Cue(time, _seconds(time), _seconds(end), payload)


def turns_of(cues: Iterable[Cue], warnings: Sequence[str], faults: Sequence[str]) -> Reading:
    """A passage a turn: consecutive cues of one speaker, with the first one's time.

    Of the faults the first are told. Raises Unreadable where nothing was said.
    """
    builder = TextBuilder()
    for number, turn in enumerate(_turns(_said(_said_once(list(cues)))), start=1):
        builder.add(turn.words, paragraph=number, time=turn.time, speaker=turn.speaker)
    told = list(faults[:_MOST_WARNINGS])
    if len(faults) > _MOST_WARNINGS:
        told.append(f"and {len(faults) - _MOST_WARNINGS:,} faults more")
    reading = builder.reading((*warnings, *told))
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


@dataclass(frozen=True, slots=True)
class _Utterance:
    """What one speaker says in a cue, or in a turn."""

    time: str | None
    start: float
    end: float
    speaker: str | None
    words: str


def _seconds(time: str) -> float:
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _said_once(cues: list[Cue]) -> list[Cue]:
    """The cues, each without the lines that the one before showed, where they roll up the screen.

    So captions made by machine do: each line stands in two cues or three.
    """
    kept: list[Cue] = []
    rolled = in_part = 0
    shown: list[str] = []
    for each in cues:
        said = [(line, _words_of(line)) for line in each.payload.split("\n")]
        lines, words = (
            [line for line, of_it in said if of_it],
            [of_it for _, of_it in said if of_it],
        )
        most = min(len(words), _MOST_ROLLED)
        again = next((n for n in range(most, 0, -1) if shown[-n:] == words[:n]), 0)
        rolled += again > 0
        in_part += 0 < again < len(words)  # else somebody may have said it again
        kept.append(replace(each, payload="\n".join(lines[again:])))
        shown = words or shown
    rolls = in_part > 0 and rolled >= _FEWEST_ROLLED and 3 * rolled > len(cues)
    return kept if rolls else cues


def _words_of(line: str) -> str:
    return _plain(_TAG.sub("", line) if "<" in line else line)


def _said(cues: Iterable[Cue]) -> Iterator[_Utterance]:
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
        if name is not None and name in "vV":
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
    text = marked
    if "&" in marked:
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
