"""A screen with a line of words that says which rows of its list are shown."""

from __future__ import annotations

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from tui.screens.base import InspectionScreen

__all__ = ["FilteredScreen", "filter_line"]


def filter_line() -> Input:
    """The line to type words in, closed until the filter key opens it."""
    return Input(placeholder="words to look for (esc ends)", classes="filter", compact=True)


class FilteredScreen(InspectionScreen):
    """Has a `filter_line` and one list, ``filtered``; ``filter_rows`` shows what fits."""

    @property
    def filtered(self) -> Widget:
        """The list that has the keyboard once the words are typed."""
        raise NotImplementedError

    def filter_rows(self) -> None:
        """Show the rows that hold the words."""
        raise NotImplementedError

    @property
    def words(self) -> tuple[str, ...]:
        """What a row must hold, in no order and without regard to case."""
        return tuple(self.query_one(".filter", Input).value.casefold().split())

    def action_filter(self) -> None:
        """Open the filter; from inside it, close it."""
        line = self.query_one(".filter", Input)
        if line.has_focus:
            self.leave_filter()
            return
        line.add_class("open")
        line.focus()

    def leave_filter(self) -> bool:
        """Close the filter and show all again; False where it was not open."""
        line = self.query_one(".filter", Input)
        if not line.has_class("open"):
            return False
        line.value = ""
        line.remove_class("open")
        self.filtered.focus()
        return True

    @on(Input.Changed, ".filter")
    def _typed(self) -> None:
        if self.work is not None:
            self.filter_rows()

    @on(Input.Submitted, ".filter")
    def _to_the_rows(self) -> None:
        self.filtered.focus()
