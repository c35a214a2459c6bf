"""Plain text: paragraphs between blank lines, or the turns of a transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from evidence.readers._decoding import decoded
from evidence.readers._hearing import Hearing, NumberedLine, numbered
from evidence.readers._speech import (
    Opening,
    clock,
    labels,
    lone_name,
    names_speaker,
    opening,
    speaks,
    timed_names,
)
from evidence.reading import NO_WORDS, Passage, Reading, TextBuilder, Unreadable

NAME = "plain text"
VERSION = 5
SUFFIXES = (".txt", ".text", ".log")
MEDIA_TYPE = "text/plain"

_LONGEST_TIME = 12
_LEAST_TIMES = 3


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The text as it stands, a passage a paragraph.

    In a transcript a passage is what was said, without the name and the time before it, and a
    paragraph without a name is still the last speaker's, unless it stands in brackets. Q and A are
    whoever the transcript says asks and answers. Where a transcript's lines are numbered, its text
    is without the numbers, and a passage has its page. Raises Unreadable.
    """
    text, warnings = decoded(content)
    if (lines := numbered(text)) is not None:
        return of_numbered(lines, warnings)
    marked = _with_lone_times(text, list(_lines(text)))
    pieces = _passages(text, _with_names_beside_times(text, marked))
    passages = tuple(piece._replace(paragraph=n) for n, piece in enumerate(pieces, start=1))
    reading = Reading(text, passages, warnings)
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    begins_paragraph: bool
    opening: Opening


def _lines(text: str) -> Iterator[_Line]:
    position, after_blank = 0, True
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = position + len(raw) - len(raw.lstrip())
            end = start + len(words)
            yield _Line(start, end, after_blank, opening(text, start, end))
        after_blank = not words
        position += len(raw) + 1


def _with_lone_times(text: str, lines: list[_Line]) -> list[_Line]:
    """The lines with those that are a time, where every second or third line is, in their order.

    So players of films write what was said: the minute on a line of its own, the words below.
    """
    found: dict[int, Opening] = {}
    last = ""
    for at, line in enumerate(lines):
        words = text[line.start : min(line.end, line.start + _LONGEST_TIME)]
        time = clock(words) if len(words) < _LONGEST_TIME else None
        if time is not None and time >= last:
            found[at] = Opening(None, time, line.end, line.end)
            last = time
    if len(found) < _LEAST_TIMES or 3 * len(found) < len(lines):
        return lines
    return [
        replace(line, opening=found[at]) if at in found else line for at, line in enumerate(lines)
    ]


def _with_names_beside_times(text: str, lines: list[_Line]) -> list[_Line]:
    """The lines with those opened by a name that are one, beside the time of what is said below.

    So Teams writes them, each of the three on a line of its own, and others the name first, or on
    the line of the time.
    """
    found: dict[int, Opening] = {}
    for at in range(len(lines) - 1):
        line, below = lines[at : at + 2]
        said = lines[at + 2] if at + 2 < len(lines) else below
        if _only_time(line) and not (below.begins_paragraph or said.begins_paragraph):
            if at + 2 < len(lines) and (name := lone_name(text, below.start, below.end)):
                found[at + 1] = Opening(name, line.opening.time, below.start, below.end)
        elif _timed(line) and not (line.opening.name or below.begins_paragraph):
            if name := lone_name(text, line.opening.after_time, line.end):
                found[at] = Opening(name, line.opening.time, line.opening.after_time, line.end)
        elif (
            _only_time(below)
            and said is not below
            and not (below.begins_paragraph or said.begins_paragraph)
        ) and (name := lone_name(text, line.start, line.end)):
            found[at] = Opening(name, below.opening.time, line.start, line.end)
    if not speaks(list(found.values()), len(found)):
        return lines
    return [
        replace(line, opening=found[at]) if at in found else line for at, line in enumerate(lines)
    ]


def _timed(line: _Line) -> bool:
    return line.opening.time is not None and line.opening.after_time > line.start


def _only_time(line: _Line) -> bool:
    return _timed(line) and line.opening.after_time >= line.end


def _passages(text: str, lines: Sequence[_Line]) -> Iterator[Passage]:
    speakers = _speakers(lines)
    speaker: str | None = None
    hearing = Hearing()
    piece: Passage | None = None
    for line in lines:
        opened = line.opening
        speaks_now = line.start in speakers
        timed = opened.after_time > line.start
        waits = piece is not None and piece.start >= piece.end  # a name or a time alone on its line
        told = bool(speakers) and not speaks_now and hearing.heard(text[line.start : line.end])
        if piece is not None and not (
            waits or speaks_now or timed or told or line.begins_paragraph
        ):
            piece = piece._replace(end=line.end)
            continue
        if piece is not None and not waits:
            yield piece
        time = opened.time if timed or speaks_now else None
        if piece is not None and waits:
            time = time or piece.time
        if speaks_now:
            speaker = hearing.name(opened.name)
        elif told:
            speaker = None
        aside = text[line.start] in "[(" and text[line.end - 1] in "])"
        piece = Passage(
            start=opened.words if speaks_now else opened.after_time,
            end=line.end,
            time=time,
            speaker=None if aside and not timed else speaker,
        )
    if piece is not None and piece.start < piece.end:
        yield piece


def _speakers(lines: Sequence[_Line]) -> frozenset[int]:
    """The starts of the lines that begin with a speaker's name."""
    named = [line for line in lines if line.opening.name]
    pieces = sum(1 for line in lines if line.begins_paragraph or line.opening.name)
    if not speaks([line.opening for line in named], pieces):
        return frozenset()
    times = Counter(line.opening.name for line in named)
    fields = labels(line.opening for line in named)
    timed = timed_names(line.opening for line in named)
    # What stands below a name alone on its line is what was said.
    below = {
        line.start
        for above, line in pairwise(lines)
        if above.opening.name
        and above.opening.words >= above.end
        and not line.begins_paragraph
        and times[line.opening.name] == 1
    }
    # A turn a line: no line goes on from the one before, so that each name is one.
    dense = 2 * len(named) >= len(lines)
    return frozenset(
        line.start
        for line in named
        if line.opening.name
        and line.opening.name not in fields
        and line.start not in below
        and (timed is None or line.opening.name in timed)
        and (
            dense
            or line.begins_paragraph
            or names_speaker(line.opening.name, times[line.opening.name])
        )
    )


def of_numbered(lines: Sequence[NumberedLine], warnings: tuple[str, ...]) -> Reading:
    """A transcript with numbered lines: a passage begins with a name, or with a page's heading."""
    opened = [opening(line.words, 0, len(line.words)) for line in lines]
    names = Counter(each.name for each in opened if each.name)
    known = {name for name, times in names.items() if name and names_speaker(name, times)}
    known -= labels(opened)
    hearing = Hearing()
    builder = TextBuilder()
    speaker: str | None = None
    page, words, number = 1, "", 0

    def say() -> None:
        nonlocal words, number
        if words:
            number += 1
            builder.add(words, page=page, paragraph=number, speaker=speaker)
        words = ""

    for line, begins in zip(lines, opened, strict=True):
        told = begins.name not in known and hearing.heard(line.words)
        aside = bool(line.words) and line.words[0] in "[(" and line.words[-1] in ")]"
        if begins.name in known or told or aside:
            say()
            page = line.page
            if begins.name in known:
                speaker, words = hearing.name(begins.name), line.words[begins.words :]
                continue
            kept, speaker = speaker, None
            words = line.words
            say()
            speaker = kept if aside else None
        else:
            if not known and line.page != page:
                say()  # nothing else tells where a passage ends
            page = page if words else line.page
            words = f"{words} {line.words}".strip()
    say()
    told_of = "numbered lines: their numbers are left out of the text"
    reading = builder.reading((*warnings, told_of))
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading
