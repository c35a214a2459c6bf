"""Where the lines of a long text begin at a given width, exactly and for all of it at once.

A line of ordinary text is found by one search for the last space that fits, so two million
characters take a few hundredths of a second; only lines with characters that may not be one cell
wide are measured character by character.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from evidence.plain_text import shown
from tui.widgets.cells import Cluster, Widths, cells, clusters, uneven, wide_run, widths_of

__all__ = ["Layout", "Piece", "Span", "wrapped"]


_MOST = 8
"""Characters a line may hold for each of its cells; a flood of combining marks is cut there."""


class Piece(NamedTuple):
    """The characters `start` to `end` of a text, read under a label such as "¶12" or "p. 3"."""

    start: int
    end: int
    label: str = ""


class Span(NamedTuple):
    """A stretch of the text in code points, `end` not included."""

    start: int
    end: int


class Layout:
    """A text wrapped to a width: which characters are on which line, and the way back."""

    def __init__(
        self,
        text: str,
        pieces: Sequence[Piece],
        starts: array[int],
        first_lines: array[int],
        gap: int,
        plain_ascii: bool,
    ) -> None:
        self._text = text
        self._pieces = pieces
        self._starts = starts
        self._first_lines = first_lines
        self._gap = gap
        self._plain_ascii = plain_ascii

    @property
    def height(self) -> int:
        """The number of lines."""
        return len(self._starts)

    def lines_of(self, piece: int) -> range:
        """The lines of a piece, without the blank one that may follow it."""
        return range(self._first_lines[piece], self._first_lines[piece + 1] - self._gap)

    def piece_of(self, line: int) -> int:
        """The piece a line belongs to; a blank line belongs to the piece before it."""
        return bisect_right(self._first_lines, line, 0, len(self._pieces)) - 1

    def span(self, line: int) -> Span:
        """The characters on a line, without the newline that ends it."""
        piece = self.piece_of(line)
        start = self._starts[line]
        last = line + 1 >= self._first_lines[piece + 1] - self._gap
        end = self._pieces[piece].end if last else self._starts[line + 1]
        if end > start and self._text[end - 1] == "\n":
            end -= 1
            if end > start and self._text[end - 1] == "\r":
                end -= 1
        return Span(start, max(start, end))

    def clusters(self, line: int) -> list[Cluster]:
        """The line as it is drawn, cluster by cluster."""
        start, end = self.span(line)
        return clusters(self._text, start, end, self._plain_ascii)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and cell where a character is; one outside all pieces is at the nearest end.

        Spaces at which a line was broken may lie beyond the width.
        """
        piece = max(0, bisect_right(self._pieces, offset, key=lambda piece: piece.start) - 1)
        lines = self.lines_of(piece)
        line = max(lines[0], bisect_right(self._starts, offset, lines[0], lines[-1] + 1) - 1)
        x = 0
        for cluster in self.clusters(line):
            if offset < cluster.end:
                return line, cluster.x
            x = cluster.x + cluster.width
        return line, x

    def at(self, line: int, x: int) -> Span:
        """The characters drawn at a cell; an empty span left of the line or past its end."""
        start, end = self.span(line)
        if x < 0:
            return Span(start, start)
        for cluster in self.clusters(line):
            if x < cluster.x + cluster.width:
                return Span(cluster.start, cluster.end)
        return Span(end, end)


def wrapped(
    text: str, pieces: Sequence[Piece], width: int, gap: int = 0, plain_ascii: bool = False
) -> Layout:
    """Wrap every piece to `width` cells, with `gap` (0 or 1) blank lines after each.

    Lines break after spaces and tabs, beside wide characters, at newlines, and anywhere in a
    word longer than the line. Pieces must be in order and not overlap.
    """
    width = max(1, width)
    table = widths_of(plain_ascii)
    starts: list[int] = []
    first_lines: list[int] = []
    add, find, rfind, search = starts.append, text.find, text.rfind, uneven().search
    odd = -1
    for begin, end, _label in pieces:
        first_lines.append(len(starts))
        start = begin
        while True:
            newline = find("\n", start, end)
            stop = end if newline < 0 else newline
            while True:
                add(start)
                limit = start + width
                if odd < start:
                    match = search(text, start)
                    odd = match.start() if match else len(text)
                if odd > limit or odd >= stop:
                    if stop <= limit:
                        break
                    cut = rfind(" ", start, limit + 1)
                    start = limit if cut < 0 else cut + 1
                    while start < stop and text[start] == " ":
                        start += 1
                else:
                    start = _measured_break(text, start, stop, width, table)
                if start >= stop:
                    break
            if newline < 0 or newline + 1 >= end:
                break
            start = newline + 1
        if gap:
            add(end)
    first_lines.append(len(starts))
    return Layout(text, pieces, array("q", starts), array("q", first_lines), gap, plain_ascii)


def _measured_break(text: str, start: int, stop: int, width: int, table: Widths) -> int:
    """Where the line after the one at `start` begins, by the width of each character."""
    half = width // 2
    run = wide_run().match(text, start, min(stop, start + half + 1))
    if run is not None and half and run.end() == start + half + 1:
        return start + half
    shown_stop = min(stop, start + _MOST * width)
    if shown_stop == stop and text[stop - 1] == "\r" and text.startswith("\n", stop):
        shown_stop -= 1
    lead = cells(shown(text[start], table.plain_ascii)) - table[text[start]]
    window = width // max(1, table[text[start]]) + 1
    while True:
        part = text[start : min(shown_stop, start + window)]
        sums = list(accumulate(map(table.__getitem__, part), initial=lead))
        if sums[-1] > width:
            break
        if start + len(part) >= shown_stop:
            return stop if stop - shown_stop <= 1 else shown_stop
        window *= 2
    count = bisect_right(sums, width) - 1
    if count <= 0:
        end = start + 1
        while end < shown_stop and table[text[end]] == 0:
            end += 1
        return end
    cut = max(part.rfind(" ", 0, count + 1), part.rfind("\t", 0, count)) + 1
    if sums[count] != count + lead:
        cut = _beside_wide(part, cut, count, table)
    start += cut or count
    while start < stop and text[start] == " ":
        start += 1
    return start


def _beside_wide(part: str, least: int, most: int, table: Widths) -> int:
    """The last place after `least` and up to `most` beside a wide character, or `least`."""
    for cut in range(most, least, -1):
        after = table[part[cut]]
        if after > 1 or (after and table[part[cut - 1]] > 1):
            return cut
    return least
