"""Running heads: the rows that repeat at the top or the bottom of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from evidence.readers._pdfpage import Page
from evidence.readers._pdfpieces import Piece

__all__ = ["running"]

#: How many rows at a page's edge may be a running head.
_EDGE_ROWS = 4
_DIGITS = re.compile(r"[0-9]{1,9}|\b[ivxlc]+\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
#: In a row with more numbers, only the last so many may be of pages.
_MOST_NUMBERS = 8
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3


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
        edges = [
            (page, [(row, _keys(row, page, part)) for row in _edge(page, part)]) for page in pages
        ]
        times = Counter(
            key for _, edge in edges for key in {key for _, keys in edge for key in keys}
        )
        for page, edge in edges:
            heads: list[list[Piece]] = []
            firm = 0  # so many repeat to the letter
            for row, keys in edge:
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
    inwards = [(sign * piece.middle, piece) for piece in page.pieces]
    # What stands a little further in may be beside the innermost.
    within -= max((piece.height for at, piece in inwards if -at > within), default=0.0)
    near = [each for each in inwards if -each[0] > within]
    near.sort(key=lambda each: (each[0], each[1].left))
    found: list[list[Piece]] = []
    for _, piece in near:
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
