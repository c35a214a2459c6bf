"""A source's text with its statements marked: going through it, finding words, standing on one."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.widgets import Input, Static

from evidence.faults import Refused
from evidence.model import Source
from evidence.plain_text import shown
from evidence.reading import Reading
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.changes_drawn import VIEWS
from tui.showing.found_words import FoundWords
from tui.showing.source_page import SourcePage, place_label
from tui.showing.statement_lines import statement_kind, statement_kinds, statement_lines
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.pages import Mark, Span, TextPane
from tui.widgets.rows import RowList
from tui.widgets.words import stripped

__all__ = ["SourceTextScreen"]

_TEACH = (
    "Nothing is here to read yet.\n\nThis source came without a file, and nothing was said in it. "
    "Notes typed in Capture (5) appear here; a file is added in Sources (3) with a."
)


_SHOWN = {
    "changes": "Shown with its changes: [+put in+] [−taken out−]",
    "accepted": "Shown as accepted, changes hidden",
    "before": "Shown as it was before the changes: nothing is taken here",
}


class _Page(TextPane):
    """The text; a statement that was gone to is selected, yet Escape does not stop at it."""

    _pointed: Span | None = None

    def point_at(self, span: Span) -> None:
        """Select the words of a statement, and show them."""
        self._pointed = span
        self.select(*span)

    def action_unselect(self) -> None:
        """Drop what a person selected; else the key is left to the screen."""
        if self.selection == self._pointed:
            raise SkipAction
        super().action_unselect()


class SourceTextScreen(InspectionScreen):
    """The text of one source, and below it what is known of the statement in question.

    What is done about it is for whoever extends it.
    """

    AUTO_FOCUS = "TextPane"
    DEFAULT_CSS = """
    SourceTextScreen #notice {
        height: auto; max-height: 2; color: $text-warning; padding: 0 1;
    }
    SourceTextScreen TextPane { height: 1fr; }
    SourceTextScreen #strip { height: 6; }
    """

    def __init__(
        self, source_id: str, statement_id: str | None = None, at: int | None = None
    ) -> None:
        super().__init__()
        self._source = source_id
        self._at = at
        #: The text that is shown, and whether its source is read by another one since.
        self._text: str | None = None
        self._is_earlier = False
        self._asked_for: str | None = None
        self._page: SourcePage | None = None
        self._going: str | None = statement_id
        self._found = FoundWords()
        self._warned = ""

    def compose_body(self) -> ComposeResult:
        """A line for what is wrong, the text, the words to find, and the statement in question."""
        yield Static(id="notice", markup=False)
        yield _Page(
            kinds=statement_kinds(self.plain_ascii), empty=_TEACH, plain_ascii=self.plain_ascii
        )
        yield Input(
            placeholder="words to find (enter finds, esc ends)", classes="filter", compact=True
        )
        strip: RowList[Line] = RowList(
            [],
            lambda line, _width, _highlighted: line,
            cursor=False,
            plain_ascii=self.plain_ascii,
            id="strip",
            classes="detail",
        )
        strip.can_focus = False
        yield strip

    # -- showing ------------------------------------------------------------------------------

    @property
    def _pane(self) -> _Page:
        return self.query_one(_Page)

    def heading(self, work: WorkSession) -> str:
        """The source's title."""
        source = work.state.sources.get(self._source)
        return f"{source.id} {source.label}" if source is not None else self.HEADING

    def refresh_from(self, work: WorkSession) -> None:
        """Show the source and its statements as they stand; a source undone closes the screen."""
        source = work.state.sources.get(self._source)
        if source is None:
            self.app.pop_screen()
            return
        first = self._page is None
        going = work.state.statements.get(self._going or "")
        current = source.file.text if source.file is not None else None
        if first and going is not None and work.state.is_left_behind(going):
            self._text, self._is_earlier = going.text, True
        shown_text = self._text if self._is_earlier else current
        anew = self._page is None or shown_text != self._text
        if self._page is None or anew:
            self._text = shown_text
            reading = self._read(work, source)
            self._page = SourcePage(reading, shown_text, plain_ascii=self.plain_ascii)
        statements = work.state.statements_of_source.get(self._source, {})
        if self._is_earlier:
            statements = {k: s for k, s in statements.items() if s.text == self._text}
        changed = self._page.hold(statements)
        if changed or anew:
            self._draw(self._page)
        self._mark_all(work)
        if first:
            self._tell(work)
            if self._going in self._page.spans:
                self._go(self._going)
            elif self._at is not None:
                place = self._page.drawn.to_drawn((self._at, self._at + 1))
                self._pane.go_to(place.start)
            self._pane.focus()
        self._stand_on(self._statement)

    def _draw(self, page: SourcePage) -> None:
        """Show the page as it is drawn now, where one was."""
        place = self._pane.highlighted
        self._pane.set_text(page.drawn.text, page.drawn.pieces)
        self._pane.highlighted = place

    def action_changes(self) -> None:
        """Show the text with its changes, as accepted, or as it was before."""
        page, work = self._page, self.work
        if page is None or work is None:
            return
        if not page.has_changes:
            self.quietly("Nobody left tracked changes in this text.")
            return
        here = self._chosen().start
        page.show(VIEWS[(VIEWS.index(page.view) + 1) % len(VIEWS)])
        self._found = FoundWords()
        self._draw(page)
        self._mark_all(work)
        self._tell(work)
        self._pane.go_to(page.drawn.to_drawn((here, here + 1)).start)

    def _chosen(self) -> Span:
        """The selection or else the current piece, by its place in the text as it reads."""
        chosen = self._pane.selected_range
        if self._page is None:
            return Span(*chosen)
        return stripped(self._page.text, *self._page.drawn.to_text(chosen))

    def _read(self, work: WorkSession, source: Source) -> Reading | None:
        """The stored text; where it can't be had, the notice says why."""
        self._warned = ""
        try:
            reading = work.folder.reading(source, self._text)
        except Refused as refused:
            what = "; ".join(fault.what for fault in refused.faults)
            self._warned = (
                f"The stored text of {source.id}: {what}. (`triangulate verify` names the file.)"
            )
            return None
        if self._is_earlier:
            self._warned = (
                f"An earlier reading of {source.id}: in the newer one the words of "
                f"{self._going} do not stand at one certain place. esc goes back."
            )
        elif reading is not None and reading.warnings:
            self._warned = f"Read with care: {'; '.join(reading.warnings)}"
        return reading

    def _tell(self, work: WorkSession) -> None:
        """Say above the text how it is shown, and what is wrong with it."""
        told = [self._warned] if self._warned else []
        if self._page is not None and self._page.has_changes:
            told.insert(0, f"{_SHOWN[self._page.view]} (c changes this).")
        notice = self.query_one("#notice", Static)
        notice.update(shown(" ".join(told), self.plain_ascii))
        notice.display = bool(told)

    def _mark_all(self, work: WorkSession) -> None:
        if self._page is not None:
            page = self._page
            marks = [
                Mark(*page.drawn.to_drawn(at), statement_kind(work, key))
                for key, at in page.spans.items()
            ]
            found = self._found.marks(page.drawn.text, "found")
            self._pane.set_marks([*page.drawn.marks, *marks, *found])

    def _here(self) -> list[str]:
        """The statements in the current piece."""
        index = self._pane.highlighted
        if self._page is None or not 0 <= index < len(self._page.drawn.spans):
            return []
        return self._page.statements_on(*self._page.drawn.spans[index])

    @property
    def _statement(self) -> str | None:
        """The statement in question: the one asked for if the current piece has it, else its first.

        A key that is pressed right after the piece changed is already about the new one.
        """
        here = self._here()
        return self._asked_for if self._asked_for in here else next(iter(here), None)

    @on(TextPane.PieceHighlighted)
    def _moved(self) -> None:
        self._stand_on(self._statement)

    def _stand_on(self, statement: str | None) -> None:
        """Show this statement if it is in the current piece, else the first that is."""
        here = self._here()
        if self._going in here:
            statement, self._going = self._going, None
        self._asked_for = statement
        work = self.work
        if work is not None:
            self.query_one("#strip", RowList).set_rows(list(self._told(work, here)), keep=False)

    def _told(self, work: WorkSession, here: list[str]) -> Iterator[Line]:
        """The lines about the statement in question, or about a passage that nobody took."""
        statement = work.state.statements.get(self._statement or "")
        if statement is None:
            yield from self._untaken()
        else:
            which = f"{here.index(statement.id) + 1} of {len(here)} here" if here[1:] else ""
            yield from statement_lines(work, statement, which, plain_ascii=self.plain_ascii)
            if not self._is_earlier and work.state.is_left_behind(statement):
                yield (Cell("Stands in an earlier reading: enter opens that.", FILL, "warn"),)
            if self.may_change and statement_kind(work, statement.id) == "loose":
                yield (Cell("t  ties it to a finding or key question", FILL),)

    def _untaken(self) -> Iterator[Line]:
        """What stands here, and how it becomes evidence."""
        index = self._pane.highlighted
        if self._page is None or not 0 <= index < len(self._page.drawn.spans):
            return
        passage = self._page.passage_at(self._page.drawn.spans[index].start)
        if passage is not None:
            label = place_label(passage, plain_ascii=self.plain_ascii) or passage.part
            under = f"  {passage.heading}" if passage.heading else ""
            yield (Cell(label, None, "strong"), Cell(under, FILL, "muted"))
        if not self.may_change:
            return
        arrows = "left/right" if self.plain_ascii else "← →"
        yield (Cell("m  takes this passage as a statement; t  takes it and ties it", FILL),)
        yield (
            Cell(f"v  selects a sentence, then {arrows} a word less or more; J K a piece", FILL),
        )

    def copied(self) -> str:
        """The selection, else the statement, else the piece, with where it stands."""
        work, page = self.work, self._page
        if work is None or page is None:
            return ""
        label = work.state.sources[self._source].label
        if self._pane.selection is None and self._statement is not None:
            return f"“{work.state.statements[self._statement].quote}” ({self._statement}, {label})"
        start, end = self._chosen()
        passage = page.passage_at(start)
        place = place_label(passage) if passage is not None else ""
        words = page.text[start:end]
        return f"“{words}” ({label}{f', {place}' if place else ''})" if words else ""

    # -- moving -------------------------------------------------------------------------------

    def _go(self, statement: str) -> None:
        """Go to a statement and select its words."""
        if self._page is not None:
            self._going = statement
            self._pane.point_at(self._page.drawn.to_drawn(self._page.spans[statement]))
            self._stand_on(statement)

    def action_next_mark(self) -> None:
        """Go to the next statement, or while words are sought to the next place found."""
        self._step(1)

    def action_previous_mark(self) -> None:
        """Go to the one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        page = self._page
        if page is None:
            return
        if self._found.starts:
            self._look_at(self._found.step(step))
            return
        order = page.in_order()
        if not order:
            how = ": m takes the passage." if self.may_change else "."
            self.quietly(f"No statement was taken here yet{how}")
            return
        if self._statement is not None:
            index = order.index(self._statement) + step
        else:
            here = self._chosen().start
            past = here + (step > 0 and self._pane.selection is not None)
            before = sum(1 for key in order if page.spans[key].start < past)
            index = before if step > 0 else before - 1
        if not 0 <= index < len(order):
            self.quietly("That is the last statement." if step > 0 else "That is the first.")
            return
        self._go(order[index])

    def _look_at(self, found: FoundWords) -> None:
        self._found = found
        self._pane.go_to(found.place)
        self.quietly(found.told)

    def action_find(self) -> None:
        """Ask for words to find."""
        field = self.query_one(Input)
        field.add_class("open")
        field.focus()

    @on(Input.Submitted, ".filter")
    def _find(self, event: Input.Submitted) -> None:
        sought = " ".join(event.value.split())
        page = self._page
        starts = tuple(page.drawn.find(page.text, sought)) if page is not None else ()
        if sought and not starts:
            self.quietly(f"Nowhere in this text: “{sought}”")
            return
        event.input.remove_class("open")
        self._pane.focus()
        self._found = FoundWords(sought, starts)
        if self.work is not None:
            self._mark_all(self.work)
        if starts:
            self._look_at(self._found.from_place(self._pane.selected_range[0]))

    def leave_filter(self) -> bool:
        """Find no more; False where nothing was sought."""
        field = self.query_one(Input)
        if not field.has_class("open") and not self._found.starts:
            return False
        field.remove_class("open")
        field.value = ""
        self._found = FoundWords()
        self._pane.focus()
        self.quietly("")
        if self.work is not None:
            self._mark_all(self.work)
        return True
