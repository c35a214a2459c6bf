"""The order in which a page is read: columns, running heads, numbers of lines in the margin."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from evidence.readers._pdfpage import Page
from evidence.readers._pdfpieces import Piece

__all__ = ["Line", "blocks", "line_numbers", "rows", "running"]

#: How many rows at a page's edge may be a running head.
_EDGE_ROWS = 4
_QUESTION = re.compile(r"Q\.?[0-9]{1,4}[.:]?")
_DIGITS = re.compile(r"[0-9]{1,9}|\b[ivxlc]+\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
#: In a row with more numbers, only the last so many may be of pages.
_MOST_NUMBERS = 8
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3
#: Pieces on one row are cells of a table where the gap is this wide in heights of the type.
_CELL_GAP = 1.6
_FEWEST_LINE_NUMBERS = 10
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


# Running heads


def running(pages: Sequence[Page]) -> dict[int, str]:
    """The pieces, by identity, that repeat at the top or the bottom of pages, and which it is.

    Numbers count as alike that rise with the pages. A row repeats where it stands at the same
    height on three pages, or on two of a document of two to four, with nothing beyond it towards
    the edge that does not; but words with a number that are set as lines of the text are text.
    """
    if len(pages) < 2:
        return {}
    enough = 2 if len(pages) <= 4 else 3
    found: dict[int, str] = {}
    for part in ("header", "footer"):
        edges = [(page, _edge(page, part)) for page in pages]
        times = Counter(
            key
            for page, edge in edges
            for key in {key for row in edge for key in _keys(row, page, part)}
        )
        for page, edge in edges:
            heads: list[list[Piece]] = []
            firm = 0  # so many repeat to the letter
            for row in edge:
                keys = _keys(row, page, part)
                if all(times[key] < enough for key in keys):
                    break
                heads.append(row)
                if any(times[key] >= enough for key in keys[:2]):
                    firm = len(heads)
            while len(heads) > firm and _is_text(heads[-1], page, part):
                heads.pop()
            found.update((id(piece), part) for row in heads for piece in row)
    return found


def _edge(page: Page, part: str) -> list[list[Piece]]:
    """The rows at an edge, the outermost first."""
    sign = -1 if part == "header" else 1
    within = 0.84 * page.height if part == "header" else -0.16 * page.height
    at_edge = [piece for piece in page.pieces if -sign * piece.middle > within]
    # What stands a little further in may be beside the innermost.
    within -= max((piece.height for piece in at_edge), default=0.0)
    near = [piece for piece in page.pieces if -sign * piece.middle > within]
    pieces = sorted(near, key=lambda piece: (sign * piece.middle, piece.left))
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and found[-1][0].beside(piece):
            found[-1].append(piece)
        elif len(found) == _EDGE_ROWS:
            break
        else:
            found.append([piece])
    # A page with few rows has them at one edge only.
    if part == "header":
        return [row for row in found if row[0].middle > 0.84 * page.height]
    return [row for row in found if row[0].middle < 0.16 * page.height]


def _is_text(row: Sequence[Piece], page: Page, part: str) -> bool:
    """Whether a row of some words has the next towards the middle as close as a line of text."""
    if sum(len(_WORDS.findall(piece.text)) for piece in row) < _FEWEST_WORDS:
        return False
    one, sign = row[0], 1 if part == "header" else -1
    away = [
        (sign * (one.middle - piece.middle), piece)
        for piece in page.pieces
        if sign * (one.middle - piece.middle) > 0.5 * one.height
    ]
    drop, nearest = min(away, key=lambda each: each[0], default=(0.0, one))
    alike = abs(nearest.height - one.height) < 0.1 * one.height
    return alike and 0 < drop < 1.5 * one.height


def _keys(row: Sequence[Piece], page: Page, part: str) -> list[tuple[str, int]]:
    """What a row is known by: its words, and its height give or take a little.

    The first two are of its words to the letter.
    """
    words = " ".join(piece.text for piece in sorted(row, key=lambda piece: piece.left))
    at = page.height - row[0].middle if part == "header" else row[0].middle
    places = (round(at / 6), round((at + 3) / 6) - 100_000)
    return [(said, place) for said in _by_page(words.casefold(), page.number) for place in places]


def _by_page(words: str, page: int) -> list[str]:
    """The words as they stand; then with one number, or all, as what it is beyond the page's own.

    That is the same on all pages for a number that rises with them.
    """
    numbers = list(_DIGITS.finditer(words))[-_MOST_NUMBERS:]
    ways = [[number] for number in numbers] + ([numbers] if len(numbers) > 1 else [])
    said = [words]
    for chosen in ways:
        parts, end = [], 0
        for number in chosen:
            parts += [words[end : number.start()], f"#{_value(number[0]) - page}"]
            end = number.end()
        said.append("".join([*parts, words[end:]]))
    return said


def _value(numeral: str) -> int:
    """What a number says, in Arabic or in Roman numerals."""
    if numeral.isdecimal():
        return int(numeral)
    values = [_ROMAN[letter] for letter in numeral]
    after = [*values[1:], 0]
    return sum(-one if one < next_one else one for one, next_one in zip(values, after, strict=True))


# Numbers of lines


def line_numbers(pages: Sequence[Page]) -> dict[int, list[Piece]]:
    """By page, the pieces that number its lines in the margin, from the top; often none.

    They are whole numbers in one column beside the words, rising by one from line to line, as
    many as most of the lines; where one page has them, other pages may have few in that column.
    """
    found: dict[int, list[Piece]] = {}
    for page in pages:
        if several := _side_by_side(page):
            found[page.number] = several
    columns = {page.number: _numbers(page.pieces) for page in pages}
    edges: Counter[int] = Counter()
    for page in pages:
        if page.number in found:
            continue
        runs = _runs(columns[page.number])
        run = max(runs, key=len) if runs else []
        rest = _others(page, run)
        if (
            len(run) >= _FEWEST_LINE_NUMBERS
            and _outside(run, rest)
            and len(run) * 10 >= len(rows(rest)) * 6
        ):
            found[page.number] = run
            edges[round(run[0].right)] += 1
    for page in pages if edges else ():
        column = columns[page.number]
        runs = list(_runs(column))
        near = all(abs(piece.right - edges.most_common(1)[0][0]) < 12 for piece in column)
        if page.number in found or len(runs) != 1 or not near:
            continue
        if _outside(column, _others(page, column)):
            found[page.number] = column
    return found


def _side_by_side(page: Page) -> list[Piece]:
    """The numbers of lines of a sheet with several pages of a transcript on it; else none."""
    columns: dict[int, list[Piece]] = {}
    for piece in page.pieces:
        if len(piece.text) <= 2 and piece.text.isdecimal() and piece.text.isascii():
            columns.setdefault(round(piece.right / 4), []).append(piece)
    numbered = []
    for column in columns.values():
        runs = _runs(sorted(column, key=lambda piece: -piece.middle))
        if long := [piece for run in runs if len(run) >= _FEWEST_LINE_NUMBERS for piece in run]:
            numbered.append(long)
    numbered.sort(key=lambda column: column[0].left)
    ends = [min(piece.left for piece in column) for column in numbered[1:]]
    for column, end in zip_longest(numbered, ends):
        begins = min(piece.left for piece in column)
        beside = [
            piece
            for piece in _others(page, column)
            if piece.left >= begins and (end is None or piece.right <= end + 1)
        ]
        if not _outside(column, beside) or len(column) * 10 < len(rows(beside)) * 6:
            return []
    return [piece for column in numbered for piece in column] if len(numbered) > 1 else []


def _numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """The whole numbers in that column which has most of them, from the top."""
    numbers = [
        piece
        for piece in pieces
        if len(piece.text) <= 5 and piece.text.isdecimal() and piece.text.isascii()
    ]
    if not numbers:
        return []
    columns: list[list[Piece]] = []
    for edges in ([piece.left for piece in numbers], [piece.right for piece in numbers]):
        usual = 4 * Counter(round(edge / 4) for edge in edges).most_common(1)[0][0]
        columns.append(
            [piece for piece, edge in zip(numbers, edges, strict=True) if abs(edge - usual) < 4]
        )
    column = max(columns, key=len)
    return sorted(column, key=lambda piece: -piece.middle)


def _runs(column: Sequence[Piece]) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    for piece in column:
        if runs and int(piece.text) == int(runs[-1][-1].text) + 1:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _others(page: Page, chosen: Sequence[Piece]) -> list[Piece]:
    """The page's other pieces, without a line at its foot or head that stands below or above."""
    taken = {id(piece) for piece in chosen}
    low = min((piece.bottom for piece in chosen), default=0.0)
    high = max((piece.top for piece in chosen), default=0.0)
    return [
        piece
        for piece in page.pieces
        if id(piece) not in taken and low - 1 <= piece.middle <= high + 1
    ]


def _outside(chosen: Sequence[Piece], rest: Sequence[Piece]) -> bool:
    if not chosen or not rest:
        return False
    right = max(piece.right for piece in chosen)
    left = min(piece.left for piece in chosen)
    return all(piece.left >= right for piece in rest) or all(piece.right <= left for piece in rest)


# Columns and blocks


def blocks(pieces: Sequence[Piece]) -> list[list[Line]]:
    """The lines of a page in the order of reading, those that belong together in a block.

    The file's own order stands, for the programs that write it know it, except where it runs
    across columns of prose, or comes back to what stands above.
    """
    found: list[list[Line]] = []
    for row in rows(_by_columns(_downwards(list(pieces)), _MOST_COLUMNS)):
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


def _downwards(pieces: list[Piece]) -> list[Piece]:
    """The pieces, the last row first where the file gives lines from the foot of the page up."""
    set_rows = rows(pieces)
    down = up = 0
    for one, other in pairwise(set_rows):
        above, below = one[0], other[0]
        if min(one[-1].right, other[-1].right) <= max(above.left, below.left):
            continue
        drop = above.middle - below.middle
        if 0.5 * above.height < abs(drop) < 2 * above.height:
            down, up = down + (drop > 0), up + (drop < 0)
    return pieces if up <= down else [piece for row in reversed(set_rows) for piece in row]


def _by_columns(pieces: list[Piece], most: int) -> list[Piece]:
    """The pieces with those that run across a gutter of prose set one column after the other."""
    wide = rows(pieces)
    gutter = _gutter(wide) if most > 1 else None
    if gutter is None:
        return pieces
    found: list[Piece] = []
    sides: tuple[list[Piece], list[Piece]] = ([], [])

    def close() -> None:
        for side in sides:
            found.extend(_by_columns(side, most - 1))
            side.clear()

    for row in wide:
        if any(piece.left < gutter < piece.right for piece in row):
            close()
            found.extend(row)
        else:
            for piece in row:
                sides[piece.left > gutter].append(piece)
    close()
    return found


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
    return Line(
        text,
        row[0].left,
        max(piece.right for piece in row),
        min(piece.bottom for piece in row),
        max(piece.top for piece in row),
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
