"""The footer: as many keys as there is room for."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

__all__ = ["FooterKeys"]


class FooterKeys(Footer):
    """Shows keys in the order of the registry; where there is little room the later ones go.

    None is cut, and the key that shows all of them stays.
    """

    _fitted = 0

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        self._fitted = self.app.size.width
        yield from _fitting([*super().compose()], self._fitted)

    async def on_resize(self) -> None:
        """Fit them anew where the width is another one."""
        if self._fitted != self.app.size.width:
            await self.recompose()


def _fitting(keys: list[Widget], room: int) -> Iterator[Widget]:
    named = [key for key in keys if isinstance(key, FooterKey)]
    left = room - sum(_cells(key) for key in named if _is_help(key))
    for key in named:
        if _is_help(key):
            yield key
        elif _cells(key) <= left:
            left -= _cells(key)
            yield key


def _is_help(key: FooterKey) -> bool:
    return key.action.removeprefix("app.") == "help"


def _cells(key: FooterKey) -> int:
    """The cells of a key with its name, and the one between it and the next."""
    return len(key.key_display) + len(key.description) + 2
