"""A small app around one widget, what a person sees of it, and what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tui.widgets.pages import TextPane
from tui.widgets.rows import RowList

if TYPE_CHECKING:
    from rich.style import Style

W = TypeVar("W", bound=Widget)

HOSTILE = (
    "[red]not red[/red]",
    "[@click=app.quit]x[/]",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "abc\u202edcba",
    "a\u200bb\u2066c\u2069",
    "nul\x00tab\tnewline\nreturn\r",
    "lone \ud800 surrogate",
    "e\u0301 日本 👩\u200d⚕\ufe0f",
)


class Stage(App[None], Generic[W]):
    """Holds one widget and writes down every message it sends and every key it leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        (key, f"leave('{key}')", key) for key in ("h", "j", "l", "o", "enter", "escape")
    ]

    def __init__(self, widget: W) -> None:
        super().__init__()
        self.widget = widget
        self.said: list[tuple[object, ...]] = []
        self.keys_left: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        self.widget.focus()

    def on_row_list_highlighted(self, event: RowList.Highlighted[object]) -> None:
        self._hear("highlighted", event.index, event.row)

    def on_row_list_opened(self, event: RowList.Opened[object]) -> None:
        self._hear("opened", event.index, event.row)

    def on_text_pane_piece_highlighted(self, event: TextPane.PieceHighlighted) -> None:
        self._hear("piece", event.index)

    def on_text_pane_range_chosen(self, event: TextPane.RangeChosen) -> None:
        self._hear("chosen", event.start, event.end)

    def action_leave(self, key: str) -> None:
        self.keys_left.append(key)

    def _hear(self, *what: object) -> None:
        self.said.append(what)

    def heard(self) -> list[tuple[object, ...]]:
        """What was said since this was last asked."""
        said, self.said = self.said, []
        return said

    def seen(self) -> list[str]:
        """The lines on the screen, without the scrollbar and the spaces at their ends."""
        width = self.widget.scrollable_content_region.width
        strips = self.screen._compositor.render_strips()
        return [strip.crop(0, width).text.rstrip() for strip in strips]

    def style_of(self, text: str) -> Style:
        """The style in which this text is on the screen."""
        for strip in self.screen._compositor.render_strips():
            for segment in strip:
                if text in segment.text and segment.style is not None:
                    return segment.style
        raise AssertionError(f"{text!r} is not on the screen")
