"""What a screen may ask of the app: the open inspection, and the ways to other screens."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from evidence.model import About
from tui.actions import Action
from tui.session import WorkSession


class Ways(Protocol):
    """The app as its screens know it."""

    work: WorkSession | None
    plain_ascii: bool
    #: The area that the Area screen is to show next, and the key question to stand on.
    chosen_area: str | None
    chosen_question: str | None

    #: What is to be said of entries later than those shown; "" where there are none.
    behind: str

    @property
    def place(self) -> str:
        """The place in the registry of actions of the screen in front."""

    def does(self, action: Action) -> bool:
        """Whether an action of the screen in front, or of everywhere, has something to do now."""

    async def open_folder(self, path: Path) -> None:
        """Open the inspection in this folder."""

    def open_finding(self, finding: str) -> None:
        """Show a finding's evidence in front of this screen."""

    def open_source(self, source: str, statement: str | None = None, at: int | None = None) -> None:
        """Show a source in the reading pane, at a statement or a character if one is given."""

    def open_review(self, statement: str) -> None:
        """Show what is suggested of a statement alone in front of this screen."""

    def open_echoes(self, source: str | None = None) -> None:
        """Show what sources repeat of one another, this source's first if one is given."""

    async def open_question(self, question: str) -> None:
        """Show the area of a key question, standing on it."""

    async def open_record(self, table: str, key: str) -> None:
        """Show the record of this table and id where it is looked at best."""

    async def open_about(self, about: About) -> None:
        """Show the evidence behind what a gap is about."""

    async def action_go(self, mode: str) -> None:
        """Show a screen; what was open above it is left."""

    def action_undo(self) -> None:
        """Undo the last change."""
