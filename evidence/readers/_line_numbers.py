"""Numbers of lines in the margin, as transcripts have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from evidence.readers._layout import rows
from evidence.readers._pdfpage import Page
from evidence.readers._pdfpieces import Piece

__all__ = ["line_numbers"]

_FEWEST_LINE_NUMBERS = 10


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
        if len(run) < _FEWEST_LINE_NUMBERS:
            continue
        rest = _others(page, run)
        if _outside(run, rest) and len(run) * 10 >= len(rows(rest)) * 6:
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
