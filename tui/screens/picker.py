"""The picker: recent inspections, or how to begin one."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer, Static

from evidence.folder import is_inspection
from tui import settings
from tui.ways import Ways
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.rows import RowList

_TEACH = (
    "No inspection was opened here yet.\n\n"
    "triangulate demo            makes the sample inspection and opens it\n"
    "triangulate new FOLDER --title T --service S --programme probation\n"
    "                            begins one of your own\n"
    "triangulate open FOLDER     opens one"
)


class PickerScreen(Screen[None]):
    """A list of the inspections opened lately on this computer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.quit", "Quit")]

    def compose(self) -> ComposeResult:
        """The list."""
        yield Static(
            " Triangulate  ·  recent inspections: enter opens one", id="title", markup=False
        )
        found = [path for path in settings.recent() if is_inspection(path)]
        yield RowList(found, self._draw, str, empty=_TEACH)
        yield Footer(compact=True, show_command_palette=False)

    @staticmethod
    def _draw(path: Path, width: int, highlighted: bool) -> Line:
        return (Cell(path.name, 30, "strong"), Cell(str(path.parent), FILL, "muted"))

    @on(RowList.Opened)
    async def _open(self, event: RowList.Opened[Path]) -> None:
        await cast("Ways", self.app).open_folder(event.row)
