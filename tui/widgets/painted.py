"""The one place where a style by meaning becomes colours and attributes of the theme."""

from __future__ import annotations

import textwrap
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from evidence.plain_text import shown

__all__ = ["Painted"]


class Painted(ScrollView):
    """A Line-API widget whose spans are styled by meaning, in any theme and without colour."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "painted--muted",
        "painted--strong",
        "painted--good",
        "painted--bad",
        "painted--warn",
        "painted--accent",
        "painted--marked",
        "painted--struck",
        "painted--current",
        "painted--highlight",
        "painted--selection",
    }
    """
    `muted`, `strong`, `good`, `bad`, `warn`, `accent` are what a cell may ask for; `marked` lies
    under a mark, `struck` through what was taken out, `current` under the piece being read,
    `highlight` is the row with the cursor and `selection` what is being chosen.
    """

    DEFAULT_CSS = """
    Painted {
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
        & > .painted--muted { color: $text-muted; }
        & > .painted--strong { text-style: bold; }
        & > .painted--good { color: $text-success; }
        & > .painted--bad { color: $text-error; }
        & > .painted--warn { color: $text-warning; }
        & > .painted--accent { color: $text-accent; }
        & > .painted--marked { text-style: underline; }
        & > .painted--struck { text-style: strike; }
        & > .painted--current { background: $boost; }
        & > .painted--highlight {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
            text-style: bold;
        }
        & > .painted--selection {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: bold;
        }
        &:focus > .painted--highlight {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
        }
    }
    """

    def __init__(
        self,
        *,
        plain_ascii: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  (Textual's own name)
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self.plain_ascii = plain_ascii
        self._inks: dict[tuple[str, str], Style] = {}

    def notify_style_update(self) -> None:
        """Forget computed styles; Textual calls this when theme, focus or CSS change them."""
        super().notify_style_update()
        self._inks.clear()

    def scroll_top(self, line: int) -> None:
        """Put this line at the top of the view, or as near to it as there are lines."""
        self.scroll_to(y=max(0, line), animate=False, force=True)

    def taught(self, text: str, y: int, width: int) -> Strip:
        """Line `y` of the text that stands where there is nothing to show."""
        lines = [
            line
            for paragraph in text.split("\n")
            for line in textwrap.wrap(shown(paragraph, self.plain_ascii), max(1, width)) or [""]
        ]
        line = lines[y] if y < len(lines) else ""
        return Strip([Segment(line, self.ink("muted"))]).crop_extend(0, width, self.ink())

    def ink(self, names: str = "", over: str = "") -> Style:
        """The style for names with spaces between, lying on a `highlight` or `selection`, if any.

        On those two only the attributes of the names are kept, not their colours, so that text
        stays readable on the cursor's own colour. Without colour both are reversed.
        """
        key = (names, over)
        style = self._inks.get(key)
        if style is None:
            style = self._inks[key] = self._mixed(names.split(), over)
        return style

    def _mixed(self, names: list[str], over: str) -> Style:
        parts = [f"painted--{name}" for name in names]
        own: Style = self.get_visual_style(*parts).rich_style
        if not over:
            return own
        attributes = Style(
            bold=own.bold, italic=own.italic, underline=own.underline, strike=own.strike
        )
        if self.app.no_color:
            base: Style = self.visual_style.rich_style
            reverse = over == "selection" or self.has_focus
            return base + attributes + Style(bold=True, reverse=reverse)
        under: Style = self.get_visual_style(f"painted--{over}").rich_style
        return under + attributes + Style(bold=True)
