"""A list that says why it is empty, where the reason is not always the same."""

from __future__ import annotations

from typing import TypeVar

from tui.widgets.rows import RowList

__all__ = ["TellingList"]

R = TypeVar("R")


class TellingList(RowList[R]):
    """A `RowList` whose words for "there are no rows" can be changed."""

    def tell(self, empty: str) -> None:
        """Say this from now on where there are no rows."""
        if empty != self._empty:
            self._empty = empty
            self.refresh()
