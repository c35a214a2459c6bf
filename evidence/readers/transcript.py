"""WebVTT transcripts: what was said, joined into turns, with its speaker and time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evidence.readers._cues import Cue, cue, turns_of
from evidence.readers._decoding import decoded
from evidence.reading import Reading

NAME = "WebVTT transcript"
VERSION = 3
SUFFIXES = (".vtt",)
MEDIA_TYPE = "text/vtt"

_NOT_SPOKEN = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The turns: consecutive cues of one speaker are a passage, with the first one's time.

    A cue without a speaker's name is nobody's. What stands outside the format is kept as text with
    a warning. Raises Unreadable.
    """
    text, warnings = decoded(content)
    cues, faults = _cues(text.split("\n"))
    return turns_of(cues, warnings, faults)


def _cues(lines: Sequence[str]) -> tuple[list[Cue], list[str]]:
    """The cues in their order, and each fault with its line."""
    cues: list[Cue] = []
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
        while at < len(lines) and (lines[at].strip() or _begins_blank(lines, at)):
            at += 1
        block = lines[begins:at]
        if not _NOT_SPOKEN.match(block[0]) or any("-->" in line for line in block[:2]):
            _read_block(block, begins + 1, cues, faults)
    return cues, faults


def _begins_blank(lines: Sequence[str], at: int) -> bool:
    """Whether this is a cue's first line, of white space alone: only an empty line ends a cue."""
    return bool(lines[at]) and "-->" in lines[at - 1]


def _read_block(block: Sequence[str], number: int, cues: list[Cue], faults: list[str]) -> None:
    """Take the cues of a block of lines: one, or more where the blank line between is missing."""
    timings = [at for at, line in enumerate(block) if "-->" in line]
    if not timings:
        faults.append(f"line {number}: words outside any cue, kept as text")
        cues.append(Cue(None, 0.0, 0.0, "\n".join(block)))
        return
    if timings[0] > 1:
        faults.append(f"line {number}: words outside any cue, kept as text")
        cues.append(Cue(None, 0.0, 0.0, "\n".join(block[: timings[0]])))
    for at, following in zip(timings, [*timings[1:], None], strict=True):
        payload = list(block[at + 1 : following])
        if following is not None and payload and payload[-1].strip().isdecimal():
            del payload[-1]  # the next cue's number
        timed = cue(block[at], "\n".join(payload))
        if timed is None:
            faults.append(f"line {number + at}: a time that can't be read, kept as text")
            timed = Cue(None, 0.0, 0.0, "\n".join([block[at], *payload]))
        cues.append(timed)
