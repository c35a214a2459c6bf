"""Search: words in every finding, statement and text of the inspection, found as they are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from evidence.corpus import findings_with, statements_with
from evidence.plain_text import shown
from evidence.search import Hit
from evidence.words import number_of, spoken
from graph.drawing import RELATIONS, STATUSES
from graph.nearest import NEAREST, nearest
from graph.outline import place_words
from tui.actions import bindings
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.flowing import flowing, with_found
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["FoundRow", "SearchScreen"]

_PAUSE = 0.12
"""Seconds without a key before the search begins."""
_BATCH = 200
_MOST = 5_000
"""Passages that are listed; with more, words are missing."""

_KEYS = "type words   up, down: move   enter: open   tab: to the list   esc: back"
_TEACH = (
    "Type words, or parts of words: what holds all of them is listed as you type, findings first, "
    "then statements, then passages that nobody took. Ask as you would speak: where nothing holds "
    "all of the words, what holds most of them is listed.\n\n"
    "The id of a finding or statement (F12, E8) finds it. Enter opens what is highlighted where it "
    "stands; a finding with the evidence behind it."
)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Something found: a finding by its id, or a statement or passage as a hit."""

    finding: str = ""
    hit: Hit | None = None

    @property
    def key(self) -> str:
        """What tells it apart from the others."""
        if self.hit is None:
            return self.finding
        return self.hit.statement or f"{self.hit.source} {self.hit.place.start}"


class SearchScreen(InspectionScreen):
    """A line to type words in, what holds them, and the highlighted one in full."""

    PLACE = "search"
    HEADING = "Search"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = bindings("search")
    DEFAULT_CSS = """
    SearchScreen #words { height: 1; border: none; padding: 0 1; background: $boost; }
    SearchScreen #found { height: 1fr; }
    SearchScreen #one { height: 8; }
    """

    class FoundSome(Message):
        """A thread found these, after those before; ``done`` says what was not read."""

        def __init__(
            self,
            sought: str,
            rows: list[FoundRow],
            *,
            first: bool,
            done: str | None,
            near: Sequence[str] = (),
        ) -> None:
            super().__init__()
            #: The parts of words that the rows hold most of, where nothing holds all.
            self.near = near
            self.sought = sought
            self.rows = rows
            self.first = first
            self.done = done

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[FoundRow] = []
        self._words: list[str] = []
        self._resting: Timer | None = None
        self._sought = ""
        self._version = 0

    def compose_body(self) -> ComposeResult:
        """The line, how many, the list, and one of them in full."""
        yield Input(placeholder="words to find in the whole inspection", id="words", compact=True)
        yield Static(id="count", classes="pane-title", markup=False)
        yield TellingList[FoundRow](
            [],
            self._draw,
            lambda row: row.key,
            empty=_TEACH,
            plain_ascii=self.plain_ascii,
            id="found",
        )
        yield RowList(
            [],
            lambda line, _width, _highlighted: line,
            cursor=False,
            plain_ascii=self.plain_ascii,
            id="one",
            classes="detail",
        )

    def quietly(self, line: str) -> None:
        """Say something in the quiet line; with nothing to say it tells how to work here."""
        super().quietly(line or _KEYS)

    # -- showing ------------------------------------------------------------------------------

    @property
    def _list(self) -> TellingList[FoundRow]:
        return cast("TellingList[FoundRow]", self.query_one("#found", TellingList))

    def begin(self) -> None:
        """Give the line the keyboard, what is in it ready to be typed over."""
        field = self.query_one("#words", Input)
        field.focus()
        field.select_all()

    def refresh_from(self, work: WorkSession) -> None:
        """Search again where something changed; what goes meanwhile is shown no more."""
        if self._sought and work.version != self._version:
            self._search(self._sought)
        self._show_one()

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        if self._resting is not None:
            self._resting.stop()
        sought = event.value
        self._resting = self.set_timer(_PAUSE, lambda: self._search(sought))

    def _search(self, sought: str) -> None:
        work = self.work
        self._sought = " ".join(sought.split())
        self._words = self._sought.casefold().split()
        if work is None:
            return
        self._version = work.version
        if not self._words:
            self.workers.cancel_group(self, "searching")
            self._rows = []
            self._list.tell(_TEACH)
            self._list.set_rows([], keep=False)
            self.query_one("#count", Static).update("")
            self._show_one()
            return
        self.query_one("#count", Static).update("searching ...")
        self._look(work, self._sought, list(self._words))

    @work(thread=True, exclusive=True, group="searching")
    def _look(self, work: WorkSession, sought: str, words: list[str]) -> None:
        worker = get_current_worker()
        state = work.folder.state

        def post(
            rows: list[FoundRow],
            *,
            first: bool = False,
            done: str | None = None,
            near: Sequence[str] = (),
        ) -> None:
            if not worker.is_cancelled:
                self.post_message(self.FoundSome(sought, rows, first=first, done=done, near=near))

        hits = list(statements_with(state, words))
        rows = [FoundRow(finding.id) for finding in findings_with(state, words)]
        rows += [FoundRow(hit=hit) for hit in hits]
        post(rows, first=True)
        taken: dict[str, set[str]] = {}
        for hit in hits:
            taken.setdefault(hit.source, set()).add(hit.text.strip())
        found = 0
        read: list[str] = []
        for source in work.corpus.catch_up(work.folder, lambda: not worker.is_cancelled):
            read.append(source)
            passages = work.corpus.passages_with(source, words, frozenset(taken.get(source, ())))
            while some := list(islice(passages, _BATCH)):
                post([FoundRow(hit=hit) for hit in some])
                found += len(some)
                if worker.is_cancelled or found >= _MOST:
                    break
            if found >= _MOST:
                break
        unread = work.corpus.unread
        told = f"; NOT READ: {', '.join(sorted({f.where for f in unread}))}" if unread else ""
        if found >= _MOST:
            told += "; there are more: type another word"
        holding = hits or found or findings_with(state, words, most=False)
        if not holding and not worker.is_cancelled:
            close = nearest(state, work.corpus, read, sought)
            rows = [*map(FoundRow, close.findings), *(FoundRow(hit=hit) for hit in close.hits)]
            if rows:
                post(rows, first=True, done=told, near=close.words)
                return
        post([], done=told)

    @on(FoundSome)
    def _found_some(self, event: FoundSome) -> None:
        if event.sought != self._sought:
            return
        self._rows = [*event.rows] if event.first else [*self._rows, *event.rows]
        if event.near:
            self._words = list(event.near)
        if event.first or event.rows:
            self._list.tell("searching ...")
            self._list.set_rows(self._rows, keep=not event.first)
            self._show_one()
        if event.done is not None:
            self._list.tell(f"Nothing holds all of these words: “{self._sought}”")
            self._list.refresh()
        if event.near:
            self.query_one("#count", Static).update(f"{NEAREST}{event.done}")
        else:
            self._count(event.done)

    def _count(self, done: str | None) -> None:
        findings = sum(row.hit is None for row in self._rows)
        statements = sum(bool(row.hit and row.hit.statement) for row in self._rows)
        passages = len(self._rows) - findings - statements
        told = ", ".join(
            number_of(number, name)
            for number, name in (
                (findings, "finding"),
                (statements, "statement"),
                (passages, "passage"),
            )
        )
        told += " that nobody took"
        told += " ..." if done is None else done
        self.query_one("#count", Static).update(shown(told, self.plain_ascii))

    def _draw(self, row: FoundRow, width: int, highlighted: bool) -> Line:
        work = self.work
        if work is None:
            return ()
        state = work.state
        if row.hit is None:
            finding = state.findings.get(row.finding)
            if finding is None:
                return (Cell(f"{row.finding} is gone", FILL, "muted"),)
            status = work.assessments[finding.id].status
            sign = STATUSES[status]
            return (
                Cell(sign.on(self.plain_ascii), 2, sign.style),
                Cell(finding.id, 6, "strong"),
                Cell(spoken(status), 20, sign.style),
                *self._snippet(finding.text),
            )
        hit = row.hit
        return (
            Cell(('"' if self.plain_ascii else "“") if hit.statement else "", 2, "accent"),
            Cell(hit.statement or "", 6, "strong"),
            Cell(f"{hit.source} {place_words(hit.place)}", 19, "muted"),
            Cell(" "),
            *self._snippet(hit.text),
        )

    def _snippet(self, text: str) -> Iterator[Cell]:
        """The text from a little before the first word found, with the words marked."""
        line = " ".join(text.split())
        folded = line.casefold()
        first = min((at for word in self._words if (at := folded.find(word)) >= 0), default=0)
        if first > 24:
            cut = line.find(" ", first - 20) + 1
            line = ("..." if self.plain_ascii else "…") + line[cut if 0 < cut <= first else first :]
        for piece, style in with_found(line[:400], self._words):
            yield Cell(piece, None, style)

    @on(RowList.Highlighted, "#found")
    def _highlighted(self) -> None:
        self._show_one()

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._show_one)

    def _show_one(self) -> None:
        row, work = self._list.highlighted_row, self.work
        one = self.query_one("#one", RowList)
        width = max(20, (one.size.width or self.app.size.width - 2) - 1)
        lines = list(self._told(work, row, width)) if work is not None and row is not None else []
        one.set_rows(lines, keep=False)

    def _told(self, work: WorkSession, row: FoundRow, width: int) -> Iterator[Line]:
        state = work.state
        if row.hit is None:
            finding = state.findings.get(row.finding)
            if finding is None:
                return
            assessment = work.assessments[finding.id]
            sign = STATUSES[assessment.status]
            yield (
                Cell(f"{finding.id}  ", None, "strong"),
                Cell(f"{sign.on(self.plain_ascii)} {spoken(assessment.status)}", None, sign.style),
                Cell(f"   on {finding.question}", None, "muted"),
            )
            yield from flowing(with_found(finding.text, self._words), width, self.plain_ascii)
            yield from flowing([(assessment.reason, "muted")], width, self.plain_ascii)
            return
        hit = row.hit
        source = state.sources.get(hit.source)
        statement = state.statements.get(hit.statement or "")
        voice = state.voices.get((statement.voice if statement is not None else None) or "")
        if source is None:
            return
        said = voice.label if voice is not None else ""
        where = ", ".join(filter(None, (spoken(source.kind), place_words(hit.place), said)))
        name = f"{hit.statement or 'not taken'}  {source.id} {source.label}"
        yield (Cell(name, None, "strong"), Cell(f"  {where}", FILL, "muted"))
        if statement is not None:
            links = state.links_of_statement.get(statement.id, {}).values()
            signs = ((RELATIONS[link.stance].on(self.plain_ascii), link.finding) for link in links)
            ties = " ".join(f"{sign}{finding}" for sign, finding in signs)
            if ties:
                yield (Cell(f"bears on {ties}", FILL, "accent"),)
        yield from flowing(with_found(hit.text, self._words), width, self.plain_ascii)

    def copied(self) -> str:
        """What is highlighted, with where it stands."""
        row, work = self._list.highlighted_row, self.work
        if row is None or work is None:
            return ""
        if row.hit is None:
            return f"{work.state.findings[row.finding].text} ({row.finding})"
        label = work.state.sources[row.hit.source].label
        return f"“{row.hit.text}” ({', '.join(filter(None, (row.hit.statement, label)))})"

    @property
    def chosen_statement(self) -> str | None:
        """The statement that was found, where one is highlighted."""
        row = self._list.highlighted_row
        return row.hit.statement if row is not None and row.hit is not None else None

    # -- moving -------------------------------------------------------------------------------

    def action_down(self) -> None:
        """Move the highlight while the words keep the keyboard."""
        self._list.action_move(1)

    def action_up(self) -> None:
        """Move it back."""
        self._list.action_move(-1)

    def action_page_down(self) -> None:
        """Move it by a page."""
        self._list.action_page(1)

    def action_page_up(self) -> None:
        """Move it back by a page."""
        self._list.action_page(-1)

    def action_other(self) -> None:
        """Between the words and the list."""
        if self._list.has_focus:
            self.query_one("#words", Input).focus()
        else:
            self._list.focus()

    @on(Input.Submitted, "#words")
    def _submitted(self) -> None:
        self.action_open()

    @on(RowList.Opened, "#found")
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the finding, or the statement or passage where it stands."""
        row, app = self._list.highlighted_row, self.inspection_app
        if row is None:
            return
        if row.hit is None:
            app.open_finding(row.finding)
        else:
            app.open_source(row.hit.source, row.hit.statement, row.hit.place.start)
