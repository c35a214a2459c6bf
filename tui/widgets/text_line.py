"""A line to type in that begins with a text from outside, made visible."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input

from evidence.plain_text import shown


class TextLine(Input):
    """An Input for a text that may be hostile: Textual's own writes control characters as they are.

    What was not touched is given back to the letter. With ``replaced`` it is selected at first, so
    that typing takes its place.
    """

    def __init__(self, initial: str = "", *, replaced: bool = False, **settings: Any) -> None:
        super().__init__(shown(initial), select_on_focus=replaced, **settings)
        self._initial = initial

    @property
    def text(self) -> str:
        """What stands in the line, or the text that it began with if that was not changed."""
        return self._initial if self.value == shown(self._initial) else self.value.strip()
