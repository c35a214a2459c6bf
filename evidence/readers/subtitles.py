"""Subtitles (.srt): what was said, joined into turns, with its speaker and time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evidence.readers._cues import TIMING, Cue, cue, turns_of
from evidence.readers._decoding import decoded
from evidence.reading import Reading

NAME = "subtitles"
VERSION = 3
SUFFIXES = (".srt",)
MEDIA_TYPE = "application/x-subrip"

#: Where on the picture a line stands, as editors write it.
_PLACED = re.compile(r"\{\\[a-z][^{}\n]{0,200}\}", re.IGNORECASE)


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The turns: consecutive cues of one speaker are a passage, with the first one's time.

    A blank line within a cue does not end it. What stands outside the format is kept as text with
    a warning. Raises Unreadable.
    """
    text, warnings = decoded(content)
    cues, faults = _cues(_PLACED.sub("", text.removeprefix("\ufeff")).split("\n"))
    return turns_of(cues, warnings, faults)


def _cues(lines: Sequence[str]) -> tuple[list[Cue], list[str]]:
    """The cues in their order, and each fault with its line."""
    cues: list[Cue] = []
    faults: list[str] = []
    timings = [at for at, line in enumerate(lines) if "-->" in line]
    before = _words(lines, 0, timings[0] if timings else len(lines), follows=bool(timings))
    if before:
        faults.append("line 1: words before any time, kept as text")
        cues.append(Cue(None, 0.0, 0.0, before))
    for number, at in enumerate(timings, start=1):
        follows = number < len(timings)
        end = timings[number] if follows else len(lines)
        payload = _words(lines, at + 1, end, follows=follows)
        timed = cue(lines[at], payload) if TIMING.fullmatch(lines[at]) else None
        if timed is None:
            faults.append(f"line {at + 1}: a time that can't be read, kept as text")
            timed = Cue(None, 0.0, 0.0, f"{lines[at]}\n{payload}")
        cues.append(timed)
    return cues, faults


def _words(lines: Sequence[str], start: int, end: int, *, follows: bool) -> str:
    """The lines between two times, without the number of the cue that follows."""
    if follows and end > start and lines[end - 1].strip().isdecimal():
        end -= 1
    return "\n".join(line for line in lines[start:end] if line.strip())
