"""What transcripts of hearings have of their own: Q and A, witnesses, numbered lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

__all__ = ["Hearing", "NumberedLine", "numbered"]

_QUESTIONS = re.compile(
    r"(?:further |cross-|re-)?(?:questioned|questions|questioning|examined|examination"
    r"(?:-in-chief)?) (?:by|from) (?P<name>[^\W\d_][^:?!]{1,60}?)[ .]*",
    re.IGNORECASE,
)
_WITNESS = re.compile(
    r"(?P<name>[^\W\d_][^():?!]{2,80}?),? \((?:re-?)?(?:sworn|affirmed|called|recalled|continued"
    r"|resumed)[^()]{0,40}\)[ .]*",
    re.IGNORECASE,
)

#: What programs write into the transcript of a meeting.
_RECORDING = re.compile(
    r".{1,80} (?:started|stopped) (?:transcription|recording)\.?|transcribed by https?://\S{1,80}"
    r"|meeting ended after [0-9:]{4,8}\W*",
    re.IGNORECASE,
)

_NUMBERED = re.compile(r"[ \t\f]*(?P<number>[0-9]{1,2})(?:[ \t]+(?P<words>\S.*?))?[ \t]*")
_LEAST_NUMBERED = 20
_MOST_LINES = 60


@dataclass
class Hearing:
    """Who asks and who answers, from the lines that say so."""

    asks: str | None = None
    answers: str | None = None

    def heard(self, line: str) -> bool:
        """Take note of a line that names who asks or answers; False where anybody may say it."""
        if len(line) > 160:
            return False
        line = line.strip().strip("*").strip()
        if found := _QUESTIONS.fullmatch(line):
            self.asks = " ".join(found["name"].split())
        elif found := _WITNESS.fullmatch(line):
            self.answers = " ".join(found["name"].split())
            self.asks = None
        return found is not None or _RECORDING.fullmatch(line) is not None

    def name(self, label: str | None) -> str | None:
        """Whose label this is: Q is whoever asks, A the witness, where they are known."""
        if label == "Q":
            return self.asks or label
        if label == "A":
            return self.answers or label
        return label


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line of a transcript whose lines are numbered, with its page counted from 1."""

    page: int
    words: str


def numbered(text: str) -> list[NumberedLine] | None:
    """The lines without their numbers, where they are numbered anew on each page; else None.

    A line that only holds a number out of turn is a page's own, and is left out.
    """
    if not (lines := [line for line in text.split("\n") if line.strip()]):
        return None
    sample = lines[:400]
    if len(lines) < _LEAST_NUMBERED or sum(map(_is_numbered, sample)) * 10 < 7 * len(sample):
        return None
    found = list(_lines(lines))
    in_turn = sum(1 for each in found if each is not None)
    if in_turn < _LEAST_NUMBERED or in_turn * 10 < 7 * len(lines):
        return None
    return [each for each in found if each is not None]


def _is_numbered(line: str) -> bool:
    return _NUMBERED.fullmatch(line) is not None


def _is_page(found: re.Match[str], after: str) -> bool:
    """Whether a number alone is its page's, for the next line begins to count."""
    below = None if found["words"] else _NUMBERED.fullmatch(after)
    return below is not None and bool(below["words"]) and below["number"] == "1"


def _lines(lines: list[str]) -> Iterator[NumberedLine | None]:
    page, last = 1, 0
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        found = _NUMBERED.fullmatch(line)
        number = int(found["number"]) if found else None
        if found and number == last + 1 <= _MOST_LINES and not _is_page(found, after):
            last = number
        elif found and found["words"] and number is not None and number <= 3 and number < last:
            page, last = page + 1, number  # its own number, or blank lines, stand before
        else:
            # A page's own number stands by itself; words without a number are kept.
            yield None if found and not found["words"] else NumberedLine(page, line.strip())
            continue
        yield NumberedLine(page, (found["words"] or "").strip())
