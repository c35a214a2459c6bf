"""The order in which a page is read: its rows, columns, and the blocks that they make."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from evidence.readers._pdfpieces import FULL, Piece

__all__ = ["Line", "blocks", "rows"]

_QUESTION = re.compile(r"Q\.?[0-9]{1,4}[.:]?")
#: Pieces on one row are cells of a table where the gap is this wide in heights of the type.
_CELL_GAP = 1.6
_MOST_COLUMNS = 6
_MOST_BLOCKS = 600


@dataclass(slots=True)
class Line:
    """A line of a block: its words, and how many cells stand side by side in it."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool
    cells: int
    last_cell: float = 0.0  # its left
    height: float = field(init=False)  # of the type; asked for often

    def __post_init__(self) -> None:
        self.height = self.top - self.bottom


def rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that follow one another on a line, together."""
    found: list[list[Piece]] = []
    last: Piece | None = None
    for piece in pieces:
        if last is not None and piece.left >= last.right - 1 and last.beside(piece):
            found[-1].append(piece)
        else:
            found.append([piece])
        last = piece
    return found


def blocks(pieces: Sequence[Piece]) -> list[list[Line]]:
    """The lines of a page in the order of reading, those that belong together in a block.

    The file's own order stands, for the programs that write it know it, except where it runs
    across columns of prose, or comes back to what stands above.
    """
    found: list[list[Line]] = []
    for row in _by_columns(_downwards(rows(pieces)), _MOST_COLUMNS):
        line = _line(row)
        if found and _goes_on(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    for block in found:
        _mend_justified(block)
    return _ordered(found)


def _mend_justified(block: Sequence[Line]) -> None:
    """Take for one what seems to be cells and is set to the width of a line beside it."""
    for one, other in pairwise(block):
        if one.cells == other.cells == 1:
            continue
        alike = abs(one.left - other.left) < 2 and abs(one.right - other.right) < 2
        if alike and min(one.cells, other.cells) == 1:
            for line in (one, other):
                line.text, line.cells = line.text.replace("\t", " "), 1


def _downwards(set_rows: list[list[Piece]]) -> list[list[Piece]]:
    """The rows, the last first where the file gives lines from the foot of the page up."""
    down = up = 0
    for one, other in pairwise(set_rows):
        above, below = one[0], other[0]
        if min(one[-1].right, other[-1].right) <= max(above.left, below.left):
            continue
        drop = above.middle - below.middle
        if 0.5 * above.height < abs(drop) < 2 * above.height:
            down, up = down + (drop > 0), up + (drop < 0)
    return set_rows if up <= down else rows(chain.from_iterable(reversed(set_rows)))


def _by_columns(wide: list[list[Piece]], most: int) -> list[list[Piece]]:
    """The rows with those that run across a gutter of prose set one column after the other."""
    gutter = _gutter(wide) if most > 1 else None
    if gutter is None:
        return wide
    found: list[Piece] = []
    sides: tuple[list[Piece], list[Piece]] = ([], [])

    def close() -> None:
        for side in sides:
            found.extend(chain.from_iterable(_by_columns(rows(side), most - 1)))
            side.clear()

    for row in wide:
        if any(piece.left < gutter < piece.right for piece in row):
            close()
            found.extend(row)
        else:
            for piece in row:
                sides[piece.left > gutter].append(piece)
    close()
    return rows(found)


def _gutter(wide: Sequence[Sequence[Piece]]) -> float | None:
    """Where four rows or more in a row have prose on either side of a gap."""
    run: list[tuple[float, float]] = []
    best: tuple[int, float] | None = None
    left, right = 0.0, 0.0
    for row in wide:
        if not run and len(row) == 1:
            continue
        gaps = [
            (one.right, other.left)
            for one, other in pairwise(row)
            if other.left - one.right > 0.7 * one.height and _prose(one) and _prose(other)
        ]
        for gap in gaps[:1]:
            narrowed = (max(left, gap[0]), min(right, gap[1]))
            if run and narrowed[0] < narrowed[1]:
                left, right = narrowed
                run.append(gap)
            else:
                left, right = gap
                run = [gap]
            if len(run) >= 4 and (best is None or len(run) > best[0]):
                best = (len(run), (left + right) / 2)
        if not gaps and any(piece.left < left and piece.right > right for piece in row):
            run = []
    return best[1] if best else None


def _prose(piece: Piece) -> bool:
    return len(piece.text) >= 15 and piece.text.count(" ") >= 2


def _line(row: Sequence[Piece]) -> Line:
    if len(row) == 1:
        one = row[0]
        return Line(one.text, one.left, one.right, one.bottom, one.top, one.bold, 1)
    text = row[0].text
    cells, last_cell = 1, row[0].left
    justified = _justified(row)
    for one, other in pairwise(row):
        gap = other.left - one.right
        cell = gap > _CELL_GAP * one.height and not justified and not _is_mark(text)
        if cell:
            cells, last_cell = cells + 1, other.left
        text += ("\t" if cell else " " if other.space or gap > 0 else "") + other.text
    tallest = max([piece.height for piece in row])
    full = [piece for piece in row if piece.height >= FULL * tallest]
    return Line(
        text,
        row[0].left,
        max(piece.right for piece in row),
        min(piece.bottom for piece in full),
        max(piece.top for piece in full),
        all(piece.bold for piece in row),
        cells,
        last_cell,
    )


def _is_mark(text: str) -> bool:
    """Whether this may be a list's mark (a bullet, "1." or "(a)"), or the number of a question."""
    return (len(text) <= 3 and not text.isalnum()) or _QUESTION.fullmatch(text) is not None


def _justified(row: Sequence[Piece]) -> bool:
    """Whether the gaps are a justified line's spaces: as wide everywhere, or nearly."""
    words = row[1:] if _is_mark(row[0].text) else row
    gaps = [other.left - one.right for one, other in pairwise(words)]
    if not gaps or any(" " in piece.text for piece in words):
        return False
    return max(gaps) - min(gaps) < 0.25 * row[0].height and max(gaps) < 5 * row[0].height


def _goes_on(block: Sequence[Line], line: Line) -> bool:
    last = block[-1]
    drop = last.bottom - line.top
    overlap = min(last.right, line.right) - max(last.left, line.left)
    height = max(last.height, line.height)
    return -0.5 * height <= drop <= 1.6 * height and (
        overlap > 0 or (line.left - last.right) < height
    )


@dataclass(slots=True)
class _Box:
    left: float
    right: float
    bottom: float
    top: float
    lines: int


def _ordered(found: list[list[Line]]) -> list[list[Line]]:
    """Blocks with what stands above before what stands below, else in the file's order."""
    if not 1 < len(found) <= _MOST_BLOCKS:
        return found
    boxes = [
        _Box(
            min(line.left for line in block),
            max(line.right for line in block),
            min(line.bottom for line in block),
            max(line.top for line in block),
            len(block),
        )
        for block in found
    ]
    waits = [0] * len(found)
    frees: list[list[int]] = [[] for _ in found]
    for before, one in enumerate(boxes):
        for after, other in enumerate(boxes):
            if before != after and (_above(one, other) or _column_before(one, other)):
                frees[before].append(after)
                waits[after] += 1
    ready = [at for at, count in enumerate(waits) if not count]
    heapq.heapify(ready)
    done: list[int] = []
    taken = [False] * len(found)
    left_over = iter(range(len(found)))
    while len(done) < len(found):
        at = heapq.heappop(ready) if ready else next(n for n in left_over if not taken[n])
        if taken[at]:
            continue
        taken[at] = True
        done.append(at)
        for after in frees[at]:
            waits[after] -= 1
            if waits[after] == 0 and not taken[after]:
                heapq.heappush(ready, after)
    return [found[at] for at in done]


def _above(one: _Box, other: _Box) -> bool:
    """Whether one stands over the other."""
    overlap = min(one.right, other.right) - max(one.left, other.left)
    narrower = min(one.right - one.left, other.right - other.left)
    return overlap > 0.3 * narrower and one.bottom >= other.top - 2 and one.top > other.top


def _column_before(one: _Box, other: _Box) -> bool:
    """Whether these are columns of prose, the one to the left of the other."""
    beside = min(one.top, other.top) - max(one.bottom, other.bottom)
    lower = min(one.top - one.bottom, other.top - other.bottom)
    return one.lines >= 4 and other.lines >= 4 and one.right <= other.left and beside > 0.6 * lower
