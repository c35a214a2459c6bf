"""Who says what in a document's paragraphs, where it is the transcript of a meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.readers._changes import Said, joined
from evidence.readers._hearing import Hearing
from evidence.readers._speech import (
    FEWEST_NAMED,
    Opening,
    labels,
    lone_name,
    may_open,
    names_speaker,
    opening,
    speaks,
    timed_names,
    timing,
)

__all__ = ["Turn", "turns"]

_LONGEST_NAME = 80
#: Cues of one speaker join until they are as long as this.
_READABLE = 600


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says, or (without one) what stands between."""

    said: Said
    speaker: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph; ``timing`` where it is nothing but the times of a cue."""

    said: Said
    paragraph: int
    first: bool
    timing: str | None
    opening: Opening


def turns(paragraphs: Sequence[Said | None]) -> list[list[Turn]] | None:
    """For each paragraph what is said in it; None where this is no transcript.

    A paragraph that is None (a heading, a table) ends what was said before it. Cues of one speaker
    in a row are one turn, in the first one's paragraph.
    """
    if not _may_be_transcript(paragraphs):
        return None
    lines = [line for at, said in enumerate(paragraphs) if said for line in _lines(said, at)]
    timings = [line for line in lines if line.timing]
    found: Iterator[tuple[int, Turn]]
    if len(timings) > 1:
        found = _cued(lines)
    else:
        speakers = _speakers(lines)
        if not speakers:
            return None
        found = _spoken(paragraphs, lines, speakers)
    each: list[list[Turn]] = [[] for _ in paragraphs]
    for at, turn in found:
        each[at].append(turn)
    return each


def _may_be_transcript(paragraphs: Sequence[Said | None]) -> bool:
    """Whether enough lines begin with a time or a name: told from those alone that could."""
    named = timed = 0
    for said in paragraphs:
        for line in said.text.split("\n") if said else ():
            if may_open(line):
                named += opening(line, 0, len(line)).name is not None
                timed += timing(line) is not None
                if named >= FEWEST_NAMED or timed > 1:
                    return True
    return False


def _lines(said: Said, at: int) -> Iterator[_Line]:
    for number, line in enumerate(said.lines()):
        text = line.text
        yield _Line(line, at, number == 0, timing(text), opening(text, 0, len(text)))


def _cued(lines: Sequence[_Line]) -> Iterator[tuple[int, Turn]]:
    """Cues: the times on a line, the name on the next, then the words."""
    starts = [at for at, line in enumerate(lines) if line.timing]
    for line in lines[: starts[0]]:
        yield line.paragraph, Turn(line.said)
    last: tuple[int, Turn] | None = None
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        inside = [line for line in lines[start + 1 : end] if line.said]
        speaker = None
        if len(inside) > 1 and _may_name(inside[0].said.text):
            speaker = " ".join(inside[0].said.text.split())
            inside = inside[1:]
        turn = Turn(joined(" ", [line.said for line in inside]), speaker, lines[start].timing)
        if last is not None and speaker == last[1].speaker and len(last[1].said.text) < _READABLE:
            last = last[0], replace(last[1], said=joined(" ", [last[1].said, turn.said]))
            continue
        if last is not None:
            yield last
        last = lines[start].paragraph, turn
    if last is not None:
        yield last


def _may_name(text: str) -> bool:
    return lone_name(text, 0, len(text)) is not None or (
        len(text) <= _LONGEST_NAME and text[-1:] not in ".?!," and len(text.split()) <= 6
    )


def _speakers(lines: Sequence[_Line]) -> frozenset[str]:
    """The names that speak: alone on a line with a time, or before what is said."""
    named = [line for line in lines if line.opening.name and (line.first or _alone(line))]
    pieces = sum(1 for line in lines if line.said.text and (line.first or _alone(line)))
    if not speaks([line.opening for line in named], pieces):
        return frozenset()
    times = Counter(line.opening.name for line in named)
    known = {name for name in times if name and names_speaker(name, times[name])}
    timed = timed_names(line.opening for line in named)
    known -= labels(line.opening for line in named)
    return frozenset(known if timed is None else known & timed)


def _alone(line: _Line) -> bool:
    """Whether a line is a name and a time, with what is said below it."""
    return line.opening.time is not None and line.opening.words == len(line.said.text)


def _spoken(
    paragraphs: Sequence[Said | None], lines: Sequence[_Line], speakers: frozenset[str]
) -> Iterator[tuple[int, Turn]]:
    hearing = Hearing()
    speaker: str | None = None
    time: str | None = None
    at = 0
    for number, said in enumerate(paragraphs):
        own: list[_Line] = []
        while at < len(lines) and lines[at].paragraph == number:
            own.append(lines[at])
            at += 1
        if said is None:
            speaker = time = None
            continue
        waiting: list[Said] = []
        for line in own:
            begins = line.opening
            if begins.name in speakers and (line.first or _alone(line)):
                if waiting:
                    yield number, Turn(joined("\n", waiting), speaker, time)
                    time = None
                speaker, time = hearing.name(begins.name), begins.time
                waiting = [line.said.after(begins.words)]
            else:
                waiting.append(line.said)
        left = joined("\n", waiting).stripped()
        text = left.text
        told = hearing.heard(text)
        aside = text[:1] in ("[", "(") and text[-1:] in ("]", ")")
        if told:
            speaker = None
        if left:
            yield number, Turn(left, None if aside else speaker, None if told or aside else time)
        if text and not aside:
            time = None
