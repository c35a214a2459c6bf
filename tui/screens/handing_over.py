"""The Check screen: what may not be handed over as it is, and what is done about each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from evidence.commands import ClearSeveral, ClearWords, RecallClearance
from evidence.words import ClearingAction, spoken
from graph.drawing import Sign, safe
from graph.handing_over import MISSES, Found, same_words, still_open
from graph.stamp import Receiver, next_reader
from tui.actions import bindings
from tui.asking.dialogs import AskLine
from tui.export.checking import found_for
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["HandingOverScreen", "explained", "found_line"]

_OPEN: Final = Sign("○", "o", "warn")
_DONE: Final[dict[ClearingAction, tuple[Sign, str]]] = {
    "redact": (Sign("■", "#", "good"), "redacted"),
    "paraphrase": (Sign("≈", "~", "good"), "paraphrased"),
    "keep": (Sign("●", "*", "muted"), "kept"),
}
_WORKING = "looking at what would be handed over …"
_CLEAN = "The check finds nothing that may not be handed over."
_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """Something found, or a heading."""

    found: Found | None = None
    heading: str = ""


class HandingOverScreen(InspectionScreen):
    """What the check finds for a reader: what is open, what was settled, and the highlighted one.

    A thread makes the summary and looks through it; what it read while the inspection was changed
    is thrown away and made again.
    """

    PLACE = "check"
    HEADING = "Check before handing over"
    BINDINGS: ClassVar[list[BindingType]] = bindings("check")
    DEFAULT_CSS = """
    HandingOverScreen #found { height: 1fr; }
    HandingOverScreen #detail { height: 8; }
    """

    class Checked(Message):
        """A thread has looked; or, with None, could not at this version."""

        def __init__(self, found: tuple[Found, ...] | None, reader: Receiver, version: int) -> None:
            super().__init__()
            self.found = found
            self.reader: Receiver = reader
            self.version = version

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Found, ...] | None = None
        #: The reader and version that were looked at, or are being.
        self._looked: tuple[Receiver, int] | None = None
        self._failed = 0
        #: What to stand on once it is shown: the first of these that is still open.
        self._next: list[tuple[str, str, str]] = []

    def compose_body(self) -> ComposeResult:
        """How many there are, the list, and the highlighted one."""
        yield Static(id="counts", classes="pane-title", markup=False)
        yield TellingList[_Row](
            [],
            self._draw,
            lambda row: row.heading or (" ".join(row.found.key) if row.found else ""),
            empty=_WORKING,
            selectable=lambda row: row.found is not None,
            plain_ascii=self.plain_ascii,
            id="found",
        )
        yield Paragraphs(plain_ascii=self.plain_ascii, id="detail", classes="detail")

    # -- showing ------------------------------------------------------------------------------

    @property
    def _reader(self) -> Receiver:
        return self.work.reader if self.work is not None else "lead"

    @property
    def _list(self) -> TellingList[_Row]:
        return cast("TellingList[_Row]", self.query_one("#found", TellingList))

    @property
    def _highlighted(self) -> Found | None:
        row = self._list.highlighted_row
        return row.found if row is not None else None

    def heading(self, work: WorkSession) -> str:
        """For whom."""
        return f"{self.HEADING} · for {self._reader}"

    def refresh_from(self, work: WorkSession) -> None:
        """Show what is known, and look anew where something changed since."""
        key = self.hangs_on(work)
        if self._looked is not None and self._looked[0] != key[0]:
            self._found = None
            self._list.tell(safe(_WORKING, self.plain_ascii))
            self._list.set_rows([])
        self._show()
        self._list.focus()
        if self._looked != key:
            self._looked = key
            self._look(work)

    def hangs_on(self, work: WorkSession) -> tuple[Receiver, int]:
        """The reader too, who may be chosen where an export is made."""
        return self._reader, work.version

    def _look(self, work: WorkSession) -> None:
        reader, version, today, folder = self._reader, work.version, work.today, work.folder

        def look() -> None:
            worker = get_current_worker()
            try:
                found: tuple[Found, ...] | None = found_for(folder, reader, today)
            except (RuntimeError, LookupError):
                found = None  # a change came while the state was read
            if not worker.is_cancelled:
                self.post_message(self.Checked(found, reader, version))

        self.run_worker(look, thread=True, exclusive=True, group="checking")

    @on(Checked)
    def _checked(self, event: Checked) -> None:
        """Show what was found, unless it is known to be old."""
        work = self.work
        if work is None or (event.reader, event.version) != (self._reader, work.version):
            return
        if event.found is None:
            self._failed += 1
            if self._failed < _TRIES:
                self._look(work)
            return
        self._failed, self._found = 0, event.found
        self._show()
        self._next = []

    def _show(self) -> None:
        found = self._found
        if found is None:
            self.query_one("#counts", Static).update(safe(_WORKING, self.plain_ascii))
            return
        waiting = still_open(found)
        told = f"{waiting} open · {len(found) - waiting} settled"
        if waiting and self._reader != "lead":
            told += f" · nothing is written for {self._reader} while something is open"
        told += f". {MISSES}"
        self.query_one("#counts", Static).update(safe(told, self.plain_ascii))
        self._list.tell(safe(_CLEAN, self.plain_ascii))
        rows = list(_rows(found))
        self._list.set_rows(rows)
        places = {row.found.key: n for n, row in enumerate(rows) if row.found and row.found.open}
        following = next((key for key in self._next if key in places), None)
        if following is not None:
            self._list.highlighted = places[following]
        self._explain()

    def _draw(self, row: _Row, width: int, highlighted: bool) -> Line:
        found = row.found
        if found is None:
            return (Cell(row.heading, FILL, "accent strong"),)
        return found_line(found, self.plain_ascii)

    @on(RowList.Highlighted, "#found")
    def _explain(self) -> None:
        found = self._highlighted
        told = list(explained(found)) if found is not None else []
        self.query_one("#detail", Paragraphs).set_paragraphs(told)

    def copied(self) -> str:
        """The words found."""
        found = self._highlighted
        return found.words if found is not None else ""

    # -- doing --------------------------------------------------------------------------------

    @on(RowList.Opened, "#found")
    async def _opened(self) -> None:
        await self.action_open()

    async def action_open(self) -> None:
        """Open the statement, source or finding that the words stand in."""
        await open_found(self, self._highlighted)

    def action_redact(self) -> None:
        """Leave the words out of every export."""
        if (found := self._highlighted) is not None:
            self._settle((found,), "redact")

    def action_redact_all(self) -> None:
        """Leave the words out, said at once wherever the same are open."""
        self._settle(self._alike(), "redact")

    def action_paraphrase(self) -> None:
        """Put other words in their place in every export."""
        if (found := self._highlighted) is not None:
            self._ask((found,), "paraphrase", "What is to stand in exports instead?")

    def action_keep(self) -> None:
        """Let the words stand there, for a reason."""
        if (found := self._highlighted) is not None:
            self._ask((found,), "keep", "Why may they be handed over as they are?")

    def action_keep_all(self) -> None:
        """Let the words stand wherever the same are open, for one reason."""
        self._ask(self._alike(), "keep", "Why may they be handed over as they are, everywhere?")

    def _alike(self) -> tuple[Found, ...]:
        """What is open of the highlighted words, wherever they stand."""
        found = self._highlighted
        alike = same_words(found.words, self._found or ()) if found is not None else ()
        if found is not None and not alike:
            self.quietly("Nothing is open of these words.")
        return alike

    def _ask(self, each: tuple[Found, ...], action: ClearingAction, question: str) -> None:
        if not each:
            return

        def answered(text: str | None) -> None:
            if text:
                self._settle(each, action, text)

        told = " ".join(each[0].words[:60].split())
        where = each[0].about if len(each) == 1 else f"{len(each)} places"
        self.app.push_screen(AskLine(f"“{told}” of {where}. {question}"), answered)

    def _settle(self, each: tuple[Found, ...], action: ClearingAction, text: str = "") -> None:
        """Do it, and stand on the next that is open then."""
        if not each:
            return
        waiting = [found.key for found in self._found or () if found.open]
        at = waiting.index(each[0].key) if each[0].key in waiting else len(waiting)
        self._next = [*waiting[at + 1 :], *waiting[:at]]
        instead, reason = (text, "") if action == "paraphrase" else (None, text)
        commands = tuple(
            ClearWords(found.check, found.about, found.words, action, instead, reason)
            for found in each
        )
        self.do(commands[0] if len(commands) == 1 else ClearSeveral(commands))

    def action_recall(self) -> None:
        """Take back what was done about the highlighted words."""
        found = self._highlighted
        if found is None or found.done is None:
            self.quietly("Nothing was done about it yet.")
            return
        self.do(RecallClearance(found.done.key))

    def action_reader(self) -> None:
        """Look at what the next reader would receive."""
        if self.work is None:
            return
        self.work.reader = next_reader(self._reader)
        self.show_work()


def _rows(found: tuple[Found, ...]) -> Iterator[_Row]:
    waiting = still_open(found)
    yield from (_Row(each) for each in found[:waiting])
    if waiting < len(found):
        yield _Row(heading=f"Settled ({len(found) - waiting})")
    yield from (_Row(each) for each in found[waiting:])


async def open_found(screen: InspectionScreen, found: Found | None) -> None:
    """Open the statement, source or finding that the words stand in."""
    if found is None or screen.work is None:
        return
    for table in ("statements", "sources", "findings"):
        if found.about in screen.work.state.table(table):
            await screen.inspection_app.open_record(table, found.about)
            return
    screen.quietly("It is said of the inspection: e on the Overview changes it.")


def found_line(found: Found, plain_ascii: bool) -> Line:
    """What was found in a line, with whether it is settled."""
    sign, word = _DONE[found.done.action] if found.done is not None else (_OPEN, "open")
    return (
        Cell(f"{sign.on(plain_ascii)} ", 2, sign.style),
        Cell(found.about, 6, "strong"),
        Cell(spoken(found.check), 13, "accent"),
        Cell(" ".join(found.words[:300].split()), FILL),
        Cell(f" {word}", 12, sign.style),
    )


def explained(found: Found) -> Iterator[Paragraph]:
    """Why it was found, what was done about it, and where it stands."""
    yield Paragraph(found.why, "strong", spoken(found.check))
    done = found.done
    if done is not None:
        who = ", ".join(filter(None, (done.by, (done.at or "")[:10])))
        where = f" at {done.about}" if done.about != found.about else ""
        said = "; ".join(filter(None, (f"“{done.instead}”" if done.instead else "", done.reason)))
        _, word = _DONE[done.action]
        yield Paragraph(f"{word}{where} ({who}){f': {said}' if said else ''}", "good", "Done")
    yield Paragraph(found.context or found.words, "", "Stands in")
