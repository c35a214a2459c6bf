"""The app: opens an inspection, moves between screens, and tells each what changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from weakref import WeakKeyDictionary

from textual import work
from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key
from textual.filter import LineFilter
from textual.screen import Screen

from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import About
from evidence.plain_text import shown
from evidence.words import number_of
from tui import settings
from tui.actions import Action, actions, bindings
from tui.asking.dialogs import Choice, Decide
from tui.asking.in_front import InFront
from tui.hanging_up import hung_up
from tui.help import ChooseAction, HelpScreen
from tui.screens.area import AreaScreen
from tui.screens.audit import AuditScreen
from tui.screens.base import InspectionScreen
from tui.screens.capture import CaptureScreen
from tui.screens.echoes import EchoesScreen
from tui.screens.finding import FindingScreen
from tui.screens.gaps import GapsScreen
from tui.screens.history import HistoryScreen
from tui.screens.overview import OverviewScreen
from tui.screens.picker import PickerScreen
from tui.screens.plan import PlanScreen
from tui.screens.reading import ReadingScreen
from tui.screens.review import ReviewScreen
from tui.screens.search import SearchScreen
from tui.screens.sources import SourcesScreen
from tui.screens.who import WhoScreen
from tui.session import Changed, WorkSession
from tui.widgets.ascii_lines import AsciiLines
from tui.widgets.without_colour import WithoutColour


class TriangulateApp(App[int]):
    """One inspection in a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "Triangulate"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    #: So many seconds lie between two looks for what somebody else has written, or whether the
    #: terminal is still there.
    LOOKS_EVERY: ClassVar[float] = 3.0
    MODES: ClassVar[dict[str, type[Screen[None]]]] = {  # type: ignore[assignment]
        "picker": PickerScreen,
        "overview": OverviewScreen,
        "area": AreaScreen,
        "sources": SourcesScreen,
        "gaps": GapsScreen,
        "capture": CaptureScreen,
        "review": ReviewScreen,
        "history": HistoryScreen,
        "plan": PlanScreen,
        "audit": AuditScreen,
    }

    def __init__(
        self,
        folder: Path | None = None,
        *,
        by: str | None = None,
        read_only: bool = False,
        plain_ascii: bool | None = None,
    ) -> None:
        super().__init__()
        self.work: WorkSession | None = None
        self.plain_ascii = settings.plain_ascii() if plain_ascii is None else plain_ascii
        self._folder = folder
        self._by = by
        self._read_only = read_only
        self._visited: list[str] = []
        #: What is to be said of entries later than those shown; "" where there are none.
        self.behind = ""
        self._catching_up: list[Changed] | None = None
        #: The area that the Area screen is to show next, and the key question to stand on.
        self.chosen_area: str | None = None
        self.chosen_question: str | None = None
        #: Why the inspection could not be opened, for whoever started the app.
        self.faults: tuple[str, ...] = ()
        self._pressed: WeakKeyDictionary[Key, Screen[object] | None] = WeakKeyDictionary()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes before it is drawn: no colours, frames in ASCII, if asked for."""
        filters = list(super().get_line_filters())
        if self.no_color:
            filters.append(WithoutColour())
        if self.plain_ascii:
            filters.append(AsciiLines())
        return filters

    # -- opening ------------------------------------------------------------------------------

    async def on_mount(self) -> None:
        """Show the first screen, ask who is working if that is not known, then open."""
        chosen = settings.load()
        if chosen.theme in self.available_themes:
            self.theme = str(chosen.theme)
        if chosen.keys:
            self.set_keymap(chosen.keys)
        if not self.is_headless:
            self.set_interval(self.LOOKS_EVERY, self._leave_where_hung_up)
        await self.switch_mode("overview" if self._folder else "picker")
        if self._by is None and not self._read_only:
            asking = WhoScreen()
            self.push_screen(asking, lambda name: self._named(asking.keep(name)))
        elif self._folder is not None:
            await self.open_folder(self._folder)

    async def _named(self, name: str | None) -> None:
        if not name:
            self.exit(0)
            return
        self._by = name
        if self._folder is not None:
            await self.open_folder(self._folder)

    async def open_folder(self, path: Path) -> None:
        """Open the inspection in this folder, reading it beside the Overview."""
        self._folder = path
        # What is read is shown where the Overview's widgets stand: they come first, and with the
        # picker out of the way nothing is opened twice.
        await self.switch_mode("overview")
        self._read(path)

    @work(thread=True, exclusive=True)
    def _read(self, path: Path) -> None:
        folder = None
        try:
            folder = InspectionFolder.open(
                path,
                by=self._by or "",
                read_only=self._read_only,
                own_programmes=settings.own_programmes(),
            )
            opened = WorkSession(folder)
        except Refused as refused:
            if folder is not None:
                folder.close()
            self.call_from_thread(self._not_opened, refused)
            return
        self.call_from_thread(self._take, opened)

    def _not_opened(self, refused: Refused) -> None:
        self.faults = tuple(str(fault) for fault in refused.faults)
        self.exit(2)

    def _take(self, opened: WorkSession) -> None:
        """Show an inspection that was just read."""
        self.work = opened
        opened.listen(self._changed)
        if opened.folder.read_only:
            self.set_interval(self.LOOKS_EVERY, self._look_for_later)
        settings.remember(opened.folder.path)
        for notice in opened.folder.notices:
            self.notify(shown(notice), severity="warning", markup=False, timeout=20)
        self._show_work()

    def _changed(self, changed: Changed) -> None:
        if self._catching_up is not None:
            self._catching_up.append(changed)
            return
        self._show_work()
        if isinstance(self.screen, InspectionScreen):
            self.screen.quietly(_told(changed, self.size.width - 2))

    def _look_for_later(self) -> None:
        """See whether its writer has added something, and say so."""
        if self.work is None:
            return
        try:
            later = self.work.folder.later()
            more = number_of(later, "later entry", "later entries")
            self._say_behind(f"Not shown yet: {more} (f5 shows what changed)." if later else "")
        except Refused as refused:
            self._say_behind(f"What is shown may be old: {refused.faults[0]}")

    def _say_behind(self, behind: str) -> None:
        if behind != self.behind:
            self.behind = behind
            for screen in self.screen_stack:
                if isinstance(screen, InspectionScreen):
                    screen.show_behind()

    def action_catch_up(self) -> None:
        """Show what its writer has added, at the same place."""
        if self.work is None or not isinstance(self.screen, InspectionScreen):
            return
        caught: list[Changed] = []
        self._catching_up = caught
        try:
            number = self.work.catch_up()
        except Refused as refused:
            self.screen.refused(refused)
            return
        finally:
            self._catching_up = None
        self._say_behind("")
        self._show_work()
        news = [piece for changed in caught for piece in changed.news]
        read = f"{number_of(number, 'later entry', 'later entries')} read" if number else ""
        self.screen.quietly(_line_of(news, read, self.size.width - 2) or "Nothing is later.")

    def _show_work(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, InspectionScreen) and screen.is_current:
                screen.show_work()

    def close_inspection(self) -> None:
        """Write the checkpoint and let others write."""
        if self.work is not None:
            self.work.folder.close()
            self.work = None

    # -- moving -------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What somebody else has written can be later only where one looks and nothing more."""
        looking = self.work is not None and self.work.folder.read_only
        return looking or action != "catch_up"

    def does(self, action: Action) -> bool:
        """Whether an action of the screen in front, or of everywhere, has something to do now."""
        where = self._in_front if action.place != "everywhere" else self
        return where is None or bool(where.check_action(action.name, ()))

    @property
    def _in_front(self) -> InspectionScreen | None:
        """The screen of the inspection in front, whatever is asked before it."""
        every = reversed(self.screen_stack)
        return next((each for each in every if isinstance(each, InspectionScreen)), None)

    @property
    def place(self) -> str:
        """The place in the registry of actions of the screen in front."""
        screen = self._in_front
        return screen.PLACE if screen is not None else "everywhere"

    async def action_go(self, mode: str) -> None:
        """Show a screen; what was open above it is left."""
        if self.work is None:
            return
        before = self.current_mode
        while len(self.screen_stack) > 1 and isinstance(self.screen, InspectionScreen):
            self.pop_screen()
        if mode != before:
            self._visited.append(before)
            await self._show_mode(mode)

    def open_finding(self, finding: str) -> None:
        """Show a finding's evidence in front of this screen."""
        if self.work is not None and finding in self.work.state.findings:
            self.push_screen(FindingScreen(finding))

    def open_source(self, source: str, statement: str | None = None, at: int | None = None) -> None:
        """Show a source in the reading pane, at a statement or a character if one is given."""
        if self.work is not None and source in self.work.state.sources:
            self.push_screen(ReadingScreen(source, statement, at))

    def open_review(self, statement: str) -> None:
        """Show what is suggested of a statement alone in front of this screen."""
        if self.work is not None and statement in self.work.state.statements:
            self.push_screen(ReviewScreen(statement))

    def open_echoes(self, source: str | None = None) -> None:
        """Show what sources repeat of one another, this source's first if one is given."""
        if self.work is not None:
            self.push_screen(EchoesScreen(source))

    def action_search(self) -> None:
        """Find words in the whole inspection."""
        if self.work is not None and isinstance(self.screen, InspectionScreen):
            if isinstance(self.screen, SearchScreen):
                self.screen.begin()
            else:
                self.push_screen(SearchScreen())

    async def open_question(self, question: str) -> None:
        """Show the area of a key question, standing on it."""
        if self.work is not None and question in self.work.programme.area_of:
            self.chosen_area = self.work.programme.area_of[question]
            self.chosen_question = question
            await self.action_go("area")
            self._show_work()

    async def open_record(self, table: str, key: str) -> None:
        """Show the record of this table and id where it is looked at best."""
        if self.work is None:
            return
        match table:
            case "findings":
                self.open_finding(key)
            case "questions":
                await self.open_question(key)
            case "sources":
                self.open_source(key)
            case "statements" if key in self.work.state.statements:
                self.open_source(self.work.state.statements[key].source, key)
            case "asks" if key in self.work.state.asks:
                gap = self.work.state.asks[key].gap
                if gap is not None:
                    await self.open_about(gap.about)
            case _:
                return

    async def open_about(self, about: About) -> None:
        """Show the evidence behind what a gap is about."""
        if self.work is None:
            return
        statement = self.work.state.statements.get(about.statement or "")
        if about.finding is not None:
            self.open_finding(about.finding)
        elif about.source is not None:
            self.open_source(about.source)
        elif statement is not None:
            self.open_source(statement.source, statement.id)
        elif about.question is not None:
            await self.open_question(about.question)
        elif about.area is not None:
            await self.open_question(self.work.programme.questions_in(about.area)[0].id)

    async def action_back(self) -> None:
        """Close a filter, else what is open above a screen, else go to the screen before."""
        if isinstance(self.screen, InspectionScreen) and self.screen.leave_filter():
            return
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif self._visited:
            await self._show_mode(self._visited.pop())

    async def _show_mode(self, mode: str) -> None:
        """Show a screen; what it said when it was last seen is said no more."""
        await self.switch_mode(mode)
        if isinstance(self.screen, InspectionScreen) and self.screen.is_mounted:
            self.screen.quietly("")

    def action_help(self) -> None:
        """Show the keys."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.place, self.does))

    def action_palette(self) -> None:
        """Find an action by name."""
        if isinstance(self.screen, InspectionScreen):
            every = (*actions(self.place), *actions("everywhere"))
            here = [each for each in every if each.call != "palette" and self.does(each)]
            self.push_screen(ChooseAction(here), self._run)

    async def on_event(self, event: Event) -> None:
        """Note where a key was pressed before it goes there."""
        if isinstance(event, Key) and event not in self._pressed:
            self._pressed[event] = self.screen if self.screen_stack else None
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """A key pressed while a question was about to stand in front is meant for the question.

        Words typed fast after the key that asks would do something behind it, or be lost, and
        their Enter would take what is highlighted at first.
        """
        pressed = self._pressed.pop(event, None)
        asking = self.screen
        if pressed is not None and pressed is not asking and isinstance(asking, InFront):
            event.stop()
            event.prevent_default()
            again = Key(event.key, event.character)
            asking.call_after_refresh(self.post_message, again)

    async def _run(self, action: Action | None) -> None:
        if action is not None:
            target = self if action.place == "everywhere" else self._in_front
            await self.run_action(action.call, default_namespace=target)

    # -- doing --------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Undo the last change; a whole bundle only when that is what is meant."""
        head = self.work.folder.next_undo if self.work is not None else None
        if head is None or head.command != "load_bundle":
            self._step(undo=True)
        elif isinstance(self.screen, InspectionScreen):
            choices = [Choice(False, "keep it"), Choice(True, f"undo it: {head.says}")]
            question = "The last change brought in a whole bundle. Undo all of it?"
            self.push_screen(Decide(question, choices), self._undo_bundle)

    def _undo_bundle(self, sure: bool | None) -> None:
        if sure:
            self._step(undo=True)

    def action_redo(self) -> None:
        """Redo what was last undone."""
        self._step(undo=False)

    def _step(self, *, undo: bool) -> None:
        if self.work is None or not isinstance(self.screen, InspectionScreen):
            return
        try:
            if undo:
                self.work.undo()
            else:
                self.work.redo()
        except Refused as refused:
            self.screen.refused(refused)

    def action_copy(self) -> None:
        """Copy what is highlighted."""
        if isinstance(self.screen, InspectionScreen):
            text = self.screen.copied()
            if text:
                self.copy_to_clipboard(text)
                self.screen.quietly("copied")

    def _leave_where_hung_up(self) -> None:
        """Leave as with the key to quit where nobody can see or press anything any more."""
        if hung_up():
            self.exit(0)

    async def action_quit(self) -> None:
        """Close the inspection and leave."""
        self.exit(0)

    def on_unmount(self) -> None:
        """However the app ends, the checkpoint is written and the lock is given back."""
        self.close_inspection()


def _told(changed: Changed, room: int) -> str:
    """A change in a line: its news, then what was done."""
    return _line_of(changed.news, changed.entry.says, room)


def _line_of(news: Sequence[str], said: str, room: int) -> str:
    """News in a line, then what brought it; of much news the first piece."""
    line = "   ".join(news)
    if len(news) > 2 or (len(news) > 1 and len(line) > room):
        line = f"{news[0]}, and {len(news) - 1} more"
    return f"{line}   ({said})" if news else said


def run(
    folder: Path | None, *, by: str | None, read_only: bool = False, plain_ascii: bool | None = None
) -> int:
    """Run the app in this terminal on an inspection, or on the picker; gives the exit code.

    Raises Refused where the inspection could not be opened.
    """
    app = TriangulateApp(folder, by=by, read_only=read_only, plain_ascii=plain_ascii)
    code = app.run()
    app.close_inspection()
    if app.faults:
        from evidence.faults import Fault

        raise Refused(Fault("", fault) for fault in app.faults)
    return code or 0
