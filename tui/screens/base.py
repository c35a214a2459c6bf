"""What every screen of an inspection has: the title line, the quiet line, and the way to act."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.events import Key, Resize
from textual.screen import Screen
from textual.widgets import Static

from evidence.commands import Command
from evidence.faults import Refused
from evidence.journal import Entry
from evidence.plain_text import shown
from tui.actions import changing
from tui.session import WorkSession
from tui.ways import Ways
from tui.widgets.footer_keys import FooterKeys


class InspectionScreen(Screen[None]):
    """A screen that shows an open inspection. ``refresh_from`` shows the state as it stands."""

    #: The place in the registry of actions.
    PLACE: ClassVar[str]
    #: What the title line says of the screen.
    HEADING: ClassVar[str]
    #: Every other screen with its key.
    WAYS: ClassVar[str] = (
        "1 Overview 2 Area 3 Sources 4 Gaps 5 Capture 6 History 7 Review 8 Plan 9 Audit"
    )

    def __init__(self) -> None:
        super().__init__()
        self._shown: Hashable = None
        self._said = ""

    def compose(self) -> ComposeResult:
        """The title line, the screen's own widgets, the quiet line and the footer."""
        yield Static(id="title", markup=False)
        yield from self.compose_body()
        yield Static(id="quiet", markup=False)
        yield FooterKeys()

    def compose_body(self) -> ComposeResult:
        """The screen's own widgets."""
        raise NotImplementedError

    def refresh_from(self, work: WorkSession) -> None:
        """Show the state as it stands."""
        raise NotImplementedError

    def copied(self) -> str:
        """What the copy key copies: as a rule what is highlighted."""
        return ""

    @property
    def chosen_statement(self) -> str | None:
        """The statement that the screen is about now, or that is highlighted; None without one."""
        return None

    def action_suggested(self) -> None:
        """Judge what is suggested of this statement alone, and come back."""
        statement = self.chosen_statement
        if statement is not None:
            self.inspection_app.open_review(statement)
        else:
            self.quietly("No statement stands here: Review (7) has what is suggested of all.")

    def leave_filter(self) -> bool:
        """Close the screen's filter; False where none is open."""
        return False

    def heading(self, work: WorkSession) -> str:
        """What the title line says of the screen now."""
        return self.HEADING

    # -- showing ------------------------------------------------------------------------------

    @property
    def inspection_app(self) -> Ways:
        """The app that this screen is of."""
        return cast("Ways", self.app)

    @property
    def work(self) -> WorkSession | None:
        """The open inspection; None while it is being read."""
        return self.inspection_app.work

    @property
    def may_change(self) -> bool:
        """Whether anything can be changed here: not in an inspection opened to look at only."""
        return self.work is not None and not self.work.folder.read_only

    @property
    def in_front(self) -> bool:
        """Whether it is the screen in front; ``is_current`` is true of the one behind it too."""
        return self.app.screen is self

    @property
    def plain_ascii(self) -> bool:
        """Whether to draw with ASCII only."""
        return self.inspection_app.plain_ascii

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What would be refused in an inspection opened to look at only has no key there."""
        read_only = self.work is not None and not self.may_change
        return not (read_only and action in changing(self.PLACE))

    def on_key(self, event: Key) -> None:
        """Say why a key does nothing where nothing may be changed."""
        if self.work is None or self.may_change:
            return
        if any(event.key in keys for keys in changing(self.PLACE).values()):
            self.quietly("This inspection is open to look at only: nothing is changed here.")

    def on_mount(self) -> None:
        """Show the state once the widgets are there."""
        self.quietly("")
        self.show_work()

    def on_resize(self, event: Resize) -> None:
        """Fit the title line anew."""
        if self.work is not None:
            self._show_title(self.work)

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen was in front."""
        if self.work is not None and self._shown != self.hangs_on(self.work):
            self.show_work()

    def hangs_on(self, work: WorkSession) -> Hashable:
        """What the screen hangs on: where this differs from what was shown, it is shown anew."""
        return work.version

    def show_work(self) -> None:
        """Show the state, or that it is still being read."""
        work = self.work
        title = self.query_one("#title", Static)
        if work is None:
            title.update(" Triangulate  ·  reading the inspection …")
            return
        self._shown = self.hangs_on(work)
        self._show_title(work)
        if work.folder.read_only:
            self.refresh_bindings()
        self.refresh_from(work)

    def _show_title(self, work: WorkSession) -> None:
        inspection = work.state.inspection
        parts = [self.heading(work), inspection.title or work.folder.path.name]
        access = work.folder.by
        if work.folder.read_only:
            access = "READ ONLY, OLD" if self.inspection_app.behind else "READ ONLY"
        tail = f"{inspection.marking} · {shown(access)}"
        room = self.app.size.width - len(tail) - 3
        left = f" {' · '.join(parts)}"
        left = shown(left, self.plain_ascii)
        if len(left) > room:
            left = left[: max(room - 1, 0)] + ("~" if self.plain_ascii else "…")
        title = self.query_one("#title", Static)
        title.update(f"{left}{' ' * max(1, room - len(left) + 1)}{tail}", layout=False)

    @property
    def ways(self) -> str:
        """What the quiet line says where there is nothing to say: the ways to other screens."""
        return self.WAYS

    def quietly(self, line: str) -> None:
        """Say something in the quiet line; with nothing to say it shows the ways.

        Where what is shown is old, that is said in place of the ways.
        """
        self._said = line
        # One line high whatever it says: nothing else has to be laid out anew.
        told = shown(f" {line or self.inspection_app.behind or self.ways}", self.plain_ascii)
        self.query_one("#quiet", Static).update(told, layout=False)

    def show_behind(self) -> None:
        """Say in the title and the quiet line whether there is something later than is shown."""
        if self.work is not None and self.is_mounted:
            self._show_title(self.work)
            self.quietly("")

    # -- doing --------------------------------------------------------------------------------

    def do(self, command: Command) -> Entry | None:
        """Do a command; a refusal is said, and gives None."""
        if self.work is None:
            return None
        try:
            return self.work.do(command)
        except Refused as refused:
            self.refused(refused)
            return None

    def refused(self, refused: Refused) -> None:
        """Say why something was not done."""
        for fault in refused.faults[:3]:
            self.notify(shown(str(fault)), severity="error", markup=False, timeout=8)
