"""A worksheet whose rows are written whole.

xlsxwriter keeps an object for each cell and asks a dozen questions of each when it writes: three
quarters of the time of a workbook. What stands here is what it would write, to the byte, through
two of its names that are not public (``_write_rows``, ``fh``) and the indexes that it keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

__all__ = ["RowSheet"]

#: The most units of UTF-16 that Excel keeps in a cell.
_MOST: Final = 32_767
#: The rows that share what is said of how far they reach.
_TOGETHER: Final = 16


class RowSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter tells no types
    """A worksheet that is filled once, from its first row on."""

    def fill(self, rows: Iterable[tuple[float, Any, Sequence[str | int]]]) -> None:
        """Write rows, each with its height in points, its cells' format, and their values.

        A number is a number and all else text; an empty text is no cell.
        """
        index = self.str_table._get_shared_string_index  # noqa: SLF001
        names: list[str] = []
        made: list[tuple[float, str, int, int]] = []
        for at, (height, form, values) in enumerate(rows, 1):
            names += [xl_col_to_name(n) for n in range(len(names), len(values))]
            style = form._get_xf_index()  # noqa: SLF001
            told = [number for number, value in enumerate(values) if value != ""]
            cells = [
                f'<c r="{names[number]}{at}" s="{style}"><v>{value:.16G}</v></c>'
                if isinstance(value := values[number], int)
                else f'<c r="{names[number]}{at}" s="{style}" t="s"><v>{index(_cut(value))}</v></c>'
                for number in told
            ]
            made.append((height, "".join(cells), min(told, default=-1), max(told, default=-1)))
        self._filled = made
        self._check_dimensions(0, 0)
        self._check_dimensions(len(made) - 1, max(last for _, _, _, last in made))

    def _write_rows(self) -> None:
        written: list[str] = []
        for begin in range(0, len(self._filled), _TOGETHER):
            together = self._filled[begin : begin + _TOGETHER]
            first = min((first for _, _, first, _ in together if first >= 0), default=-1)
            last = max(last for _, _, _, last in together)
            span = f' spans="{first + 1}:{last + 1}"' if last >= 0 else ""
            for at, (height, cells, _, _) in enumerate(together, begin + 1):
                pixels = int(height * 4 / 3 + 0.5)
                high = f' ht="{pixels * 0.75:.16g}" customHeight="1"'
                high = high if pixels != self.default_row_height else ""
                written.append(f'<row r="{at}"{span}{high}>{cells}</row>')
        self.fh.write("".join(written))


def _cut(text: str) -> str:
    """The text in no more units of UTF-16 than a cell holds."""
    if len(text) <= _MOST // 2:
        return text
    return text.encode("utf-16-le")[: 2 * _MOST].decode("utf-16-le", errors="ignore")
