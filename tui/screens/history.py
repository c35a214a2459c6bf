"""The History screen: every entry of the journal, what it changed, and how all stood after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar, Final, NamedTuple, cast, overload

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from evidence.faults import Refused
from evidence.journal import Entry, Head, Journal
from evidence.state import Change
from evidence.words import spoken
from graph.drawing import clipped, safe
from tui.actions import bindings
from tui.screens.as_it_stood import AsItStoodScreen
from tui.screens.filtered import FilteredScreen, filter_line
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_READING = "reading the history …"
#: Up to so many new entries are read at once, more in a thread.
_FEW = 200
#: Records of one entry that are told one by one, and characters of one value.
_MOST_RECORDS: Final = 60
_MOST_CHARACTERS: Final = 160
#: Entries whose changes are kept for when they are looked at again.
_KEPT = 40


class Found(NamedTuple):
    """A head, and the text in which the filter looks for words."""

    head: Head
    searched: str


def found_after(journal: Journal, seq: int) -> list[Found]:
    """The heads of the entries after this one."""
    return [
        Found(
            head,
            f"{head.seq} {head.at} {head.by} {spoken(head.command)} {head.says} "
            f"{' '.join(head.about)}".casefold(),
        )
        for head in journal.heads(after=seq)
    ]


class NewestFirst(Sequence[Found]):
    """A growing list, read from its end without a copy."""

    def __init__(self, found: list[Found]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> Found: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Found]: ...
    def __getitem__(self, index: int | slice) -> Found | Sequence[Found]:
        if isinstance(index, slice):
            return self._found[::-1][index]
        return self._found[-1 - index]


class HistoryScreen(FilteredScreen):
    """The entries, newest first, and below them what the highlighted one changed."""

    PLACE = "history"
    HEADING = "History"
    BINDINGS: ClassVar[list[BindingType]] = bindings("history")
    AUTO_FOCUS = "#entries"
    DEFAULT_CSS = """
    HistoryScreen #entries { height: 1fr; }
    HistoryScreen #entry { height: 9; }
    HistoryScreen.tall #entry { height: 16; }
    """

    class HeadsRead(Message):
        """A thread has read the heads after those that were known."""

        def __init__(self, work: WorkSession, after: int, found: list[Found]) -> None:
            super().__init__()
            self.work = work
            self.after = after
            self.found = found

    class EntryRead(Message):
        """A thread has read an entry and says what it changed."""

        def __init__(self, work: WorkSession, seq: int, told: list[Paragraph]) -> None:
            super().__init__()
            self.work = work
            self.seq = seq
            self.told = told

    def __init__(self) -> None:
        super().__init__()
        self._of: WorkSession | None = None
        self._found: list[Found] = []
        self._undone: set[int] = set()
        self._reading = False
        self._told: dict[int, list[Paragraph]] = {}

    def compose_body(self) -> ComposeResult:
        """The counts, the filter, the entries and what one of them changed."""
        yield Static(id="counts", classes="pane-title", markup=False)
        yield filter_line()
        yield TellingList[Found](
            NewestFirst(self._found),
            self._draw,
            lambda found: str(found.head.seq),
            empty="reading the inspection …",
            plain_ascii=self.plain_ascii,
            id="entries",
        )
        yield Paragraphs(plain_ascii=self.plain_ascii, id="entry", classes="detail")

    # -- reading ------------------------------------------------------------------------------

    def refresh_from(self, work: WorkSession) -> None:
        """Read what is new in the journal and show it."""
        if self._of is not work:
            self._of = work
            self._found = []
            self._undone.clear()
            self._told.clear()
            self._reading = False
        journal = work.folder.journal
        known = len(self._found)

        def read() -> None:
            try:
                found = found_after(journal, known)
            except OSError as error:
                said = f"The journal can't be read: {error.strerror or error}"
                self.app.call_from_thread(self.notify, said, markup=False, severity="error")
            else:
                self.post_message(self.HeadsRead(work, known, found))

        if len(journal) - known <= _FEW:
            self._take(found_after(journal, known))
        elif not self._reading:
            self._reading = True
            self.run_worker(read, thread=True, group="heads")
        self._show_new()

    def on_history_screen_heads_read(self, event: HeadsRead) -> None:
        """Show what was read, and read on if there is more by now."""
        if event.work is self._of and event.after == len(self._found):
            self._reading = False
            self._take(event.found)
            self.refresh_from(event.work)

    def _take(self, found: list[Found]) -> None:
        self._found += found
        for head, _ in found:
            if head.of is not None:
                (self._undone.add if head.command == "undo" else self._undone.discard)(head.of)

    def _show_new(self) -> None:
        # who stands on the newest entry sees the newer one come; others stay where they are
        entries = self.filtered
        keep = entries.highlighted > 0
        self._show_rows(keep=keep)

    def filter_rows(self) -> None:
        """Show the entries with the words that are typed."""
        self._show_rows(keep=False)

    def _show_rows(self, *, keep: bool) -> None:
        found = self._found
        for word in self.words:
            of = self._undone if word == "undone" else ()
            found = [each for each in found if word in each.searched or each.head.seq in of]
        rows = NewestFirst(found)
        empty = _READING if self._reading else "No entry with these words."
        self.filtered.tell(safe(empty, self.plain_ascii))
        self.filtered.set_rows(rows, keep=keep)
        self.query_one("#counts", Static).update(safe(self._counts(len(rows)), self.plain_ascii))
        self._explain()

    def _counts(self, shown: int) -> str:
        if self._reading:
            return _READING
        counts = f"{len(self._found):,} entries, the newest first"
        if self._undone:
            counts += f" · {len(self._undone):,} undone"
        return f"{shown:,} of {counts}" if self.words else counts

    # -- showing ------------------------------------------------------------------------------

    @property
    def filtered(self) -> TellingList[Found]:
        """The list of entries."""
        return cast("TellingList[Found]", self.query_one("#entries", TellingList))

    @property
    def _highlighted(self) -> Head | None:
        found = self.filtered.highlighted_row
        return found.head if found is not None else None

    def _draw(self, found: Found, width: int, highlighted: bool) -> Line:
        head = found.head
        undone = head.seq in self._undone
        muted = "muted" if undone else ""
        return (
            Cell(str(head.seq), max(4, len(str(len(self._found)))), "muted", "right"),
            Cell(" ", 1),
            Cell(_short(head.at), 13, "muted"),
            Cell(clipped(head.by, 9, self.plain_ascii), 10, muted or "accent"),
            Cell(clipped(head.says, width, self.plain_ascii), FILL, muted),
            Cell(" undone" if undone else "", None, "warn"),
        )

    @on(RowList.Highlighted, "#entries")
    def _explain(self) -> None:
        head, work = self._highlighted, self.work
        pane = self.query_one("#entry", Paragraphs)
        if head is None or work is None:
            pane.set_paragraphs(())
            return
        told = self._told.get(head.seq)
        if told is None:
            self._read(work, head.seq)
            told = [Paragraph(f"reading entry {head.seq} …", "muted")]
        pane.set_paragraphs([*self._of_head(head), *told])

    def _of_head(self, head: Head) -> Iterator[Paragraph]:
        yield Paragraph(f"{head.seq}  {head.says}", "strong")
        yield Paragraph(f"{head.by}, {_when(head.at)} ({spoken(head.command)})", "muted")
        if head.seq in self._undone:
            yield Paragraph("this entry does not act, since it was undone", "warn", "Undone")
        if head.of is not None and head.of <= len(self._found):
            did = "Undid" if head.command == "undo" else "Did again"
            yield Paragraph(self._found[head.of - 1].head.says, "", f"{did} entry {head.of}")
        if head.about:
            yield Paragraph(_listed(head.about), "", "About")

    def _read(self, work: WorkSession, seq: int) -> None:
        journal = work.folder.journal

        def read() -> None:
            try:
                told = list(changes_told(journal.entry(seq)))
            except (Refused, OSError) as error:
                told = [Paragraph(f"This entry can't be read: {error}", "bad")]
            if not get_current_worker().is_cancelled:
                self.post_message(self.EntryRead(work, seq, told))

        self.run_worker(read, thread=True, group="entry", exclusive=True)

    def on_history_screen_entry_read(self, event: EntryRead) -> None:
        """Keep what an entry changed, and show it if it is still the one looked at."""
        if event.work is not self._of:
            return
        for seq in list(islice(self._told, max(0, len(self._told) - _KEPT))):
            del self._told[seq]
        self._told[event.seq] = event.told
        head = self._highlighted
        if head is not None and head.seq == event.seq:
            self._explain()

    def on_resize(self, event: Resize) -> None:
        """Give what was changed more room where there is some."""
        self.set_class(self.app.size.height >= 34, "tall")

    def copied(self) -> str:
        """The highlighted entry in a line."""
        head = self._highlighted
        return f"{head.seq}  {_when(head.at)}  {head.by}  {head.says}" if head is not None else ""

    # -- moving -------------------------------------------------------------------------------

    @on(RowList.Opened, "#entries")
    def action_open(self) -> None:
        """Show the inspection as it stood after the highlighted entry."""
        head, work = self._highlighted, self.work
        if head is not None and work is not None:
            self.app.push_screen(AsItStoodScreen(work, head, _when(head.at)))


def changes_told(entry: Entry) -> Iterator[Paragraph]:
    """What an entry changed, record by record: what was added, removed, or before and after."""
    for change in entry.changes[:_MOST_RECORDS]:
        yield _told(change)
    more = len(entry.changes) - _MOST_RECORDS
    if more > 0:
        yield Paragraph(f"and {more:,} more records", "muted")


def _told(change: Change) -> Paragraph:
    name = change.key if change.table == "inspection" else f"{change.table} {change.key}"
    before = change.before.plain() if change.before is not None else {}
    after = change.after.plain() if change.after is not None else {}
    if change.before is None:
        return Paragraph(_fields(after), "good", f"+ {name}")
    if change.after is None:
        return Paragraph(_fields(before), "bad", f"- {name}")
    parts = [
        f"{field}: {_value(before.get(field))} → {_value(after.get(field))}"
        for field in dict.fromkeys((*before, *after))
        if before.get(field) != after.get(field)
    ]
    return Paragraph("; ".join(parts) or "as it was", "", f"~ {name}")


def _fields(plain: dict[str, Any]) -> str:
    return "; ".join(f"{field}: {_value(value)}" for field, value in plain.items() if field != "id")


def _value(value: Any) -> str:
    """A JSON value in short, nothing being a dash."""
    match value:
        case None | "" | []:
            return "-"
        case str():
            text = value
        case list():
            text = ", ".join(_value(part) for part in value[:_MOST_RECORDS])
        case dict():
            text = ", ".join(f"{key} {_value(part)}" for key, part in value.items())
        case _:
            text = str(value)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def _listed(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - _MOST_RECORDS:,} more" if len(ids) > _MOST_RECORDS else ""
    return ", ".join(ids[:_MOST_RECORDS]) + more


def _local(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _when(at: str) -> str:
    """A moment in local time, as people write it."""
    moment = _local(at)
    return at if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"


def _short(at: str) -> str:
    """A moment in twelve cells: of this year with its time, of another with its year."""
    moment = _local(at)
    if moment is None:
        return at
    day = f"{moment.day:2} {_MONTHS[moment.month - 1]}"
    this_year = moment.year == datetime.now().astimezone().year
    return f"{day} {moment:%H:%M}" if this_year else f"{day} {moment.year}"
