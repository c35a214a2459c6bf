"""The reading pane: a source's text, its statements marked, each tied without leaving the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from evidence.commands import (
    AmendStatement,
    LinkStatement,
    RestoreStatement,
    TakeQuoted,
    TakeStatement,
    TieToQuestion,
    UnlinkStatement,
    UntieFromQuestion,
    WithdrawStatement,
)
from evidence.faults import Refused
from evidence.model import Place, Source, Statement
from evidence.originals import original_of
from evidence.plain_text import shown
from evidence.reading import Reading
from evidence.search import place_of
from evidence.words import Stance
from graph.drawing import RELATIONS
from tui.actions import bindings
from tui.asking.choices import Tie, voice_choices
from tui.asking.dialogs import AskLine, Choice, Choose
from tui.asking.ties import ask_tie
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.changes_drawn import VIEWS
from tui.showing.found_words import FoundWords
from tui.showing.source_page import SourcePage, place_label
from tui.showing.statement_lines import statement_kind, statement_lines
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.pages import Mark, MarkKind, Span, TextPane
from tui.widgets.rows import RowList
from tui.widgets.words import stripped

__all__ = ["ReadingScreen"]

_TEACH = (
    "Nothing is here to read yet.\n\nThis source came without a file, and nothing was said in it. "
    "Notes typed in Capture (5) appear here; a file is added in Sources (3) with a."
)


def _kinds(plain_ascii: bool) -> dict[str, MarkKind]:
    """How the statements of each kind, and what was found, are marked."""
    glyphs = "*o.x>" if plain_ascii else "●○·×→"
    styles = ("good", "accent", "warn", "muted", "warn")
    names = ("linked", "tied", "loose", "withdrawn", "found")
    return {
        **{
            name: MarkKind(glyph, style)
            for name, glyph, style in zip(names, glyphs, styles, strict=True)
        },
        # Changes say what they are by the signs around them, not in the margin.
        "inserted": MarkKind("", "good"),
        "deleted": MarkKind("", "bad struck"),
    }


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


class ReadingScreen(InspectionScreen):
    """A source's text; opened at a statement or a character if one is given.

    A statement whose place is in an earlier reading of its source is shown in that one.
    """

    PLACE = "reading"
    HEADING = "Reading"
    AUTO_FOCUS = "TextPane"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reading")
    DEFAULT_CSS = """
    ReadingScreen #notice { height: auto; max-height: 2; color: $text-warning; padding: 0 1; }
    ReadingScreen TextPane { height: 1fr; }
    ReadingScreen #strip { height: 6; }
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
        self._statement: str | None = None
        self._page: SourcePage | None = None
        self._going: str | None = statement_id
        self._found = FoundWords()
        self._warned = ""

    def compose_body(self) -> ComposeResult:
        """A line for what is wrong, the text, the words to find, and the statement in question."""
        yield Static(id="notice", markup=False)
        yield _Page(kinds=_kinds(self.plain_ascii), empty=_TEACH, plain_ascii=self.plain_ascii)
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

    @on(TextPane.PieceHighlighted)
    def _moved(self) -> None:
        self._stand_on(self._statement)

    def _stand_on(self, statement: str | None) -> None:
        """Show this statement if it is in the current piece, else the first that is."""
        here = self._here()
        if self._going in here:
            statement, self._going = self._going, None
        self._statement = statement if statement in here else next(iter(here), None)
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
            if statement_kind(work, statement.id) == "loose":
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
            self.quietly("No statement was taken here yet: m takes the passage.")
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

    # -- taking -------------------------------------------------------------------------------

    def _exactly(self, span: Span) -> str | None:
        """The statement of exactly these characters that is not withdrawn, or None."""
        work, page = self.work, self._page
        if work is None or page is None:
            return None
        same = [key for key in page.statements_on(*span) if page.spans[key] == span]
        return next((key for key in same if not work.state.statements[key].withdrawn), None)

    def _target(self) -> str | None:
        """The statement that a key is about: that of the selection, or without one the current."""
        if self._pane.selection is None:
            return self._statement
        return self._exactly(self._chosen())

    def action_mark(self) -> None:
        """Take the selection, or else the current piece, as a statement."""
        standing = self._exactly(self._chosen())
        if standing is not None:
            self._pane.action_drop()
            self._stand_on(standing)
            self.quietly(f"These words are {standing} already: t ties it.")
            return
        self._take()

    def _take(self, questions: tuple[str, ...] = ()) -> str | None:
        """Take the selection or piece as a statement; its id, or None where it can't be."""
        work, page = self.work, self._page
        start, end = self._chosen()
        if work is None or page is None or not self._can_take():
            return None
        source = work.state.sources[self._source]
        passage = page.passage_at(start)
        fields = place_of(passage).plain() if passage is not None else {}
        speaker = passage.speaker if passage is not None else None
        taking = TakeStatement(
            source.id,
            page.text[start:end],
            Place(**{**fields, "start": start, "end": end}),
            self._voice_of(work, source, speaker),
            questions,
        )
        quoted = passage is not None and passage.part == "quoted"
        entry = self.do(self._as_quoted(work, taking) if quoted else taking)
        if entry is None:
            return None
        if quoted:
            self.quietly(entry.says[:1].upper() + entry.says[1:])
        self._pane.action_drop()
        self._stand_on(entry.about[0])
        return entry.about[0]

    def _as_quoted(self, work: WorkSession, taking: TakeStatement) -> TakeQuoted:
        """Take quoted words as a repetition of what was said first, wherever that is."""

        def reading(source: Source) -> Reading | None:
            try:
                return work.folder.reading(source)
            except Refused:
                return None  # what can't be read holds no original; the source's own pane says so

        start = taking.place.start if taking.place and taking.place.start is not None else 0
        first = original_of(work.state, reading, taking.source, start, taking.quote)
        if first is None or first.statement is not None:
            return TakeQuoted(taking, first.statement if first is not None else None)
        voice = self._voice_of(work, work.state.sources[first.source], first.speaker)
        return TakeQuoted(
            taking, original=TakeStatement(first.source, first.quote, first.place, voice)
        )

    def _can_take(self) -> bool:
        """Whether what is chosen can be quoted; where not, it is said."""
        page = self._page
        start, end = self._chosen()
        if page is None or self._pane.selected_range[0] == self._pane.selected_range[1]:
            return False
        if self._is_earlier:
            self.quietly("This is an earlier reading: passages are taken from the newer one.")
        elif page.has_changes and page.view == "before":
            self.quietly("Only the text as it reads can be taken: c shows it.")
        elif start == end:
            self.quietly("These words were taken out: only what stands can be taken.")
        elif end > page.own:
            self.quietly("Only what stands in the source's own text can be taken.")
        else:
            return True
        return False

    @staticmethod
    def _voice_of(work: WorkSession, source: Source, speaker: str | None) -> str | None:
        """The speaker's voice, the source's only one, or the one whose role is the label."""
        known = source.voice_of(speaker)
        if known is not None:
            return known
        if len(source.voices) == 1:
            return source.voices[0]
        label = (speaker or "").strip().casefold()
        fitting = [
            key for key in source.voices if work.state.voices[key].role.strip().casefold() == label
        ]
        return fitting[0] if label and len(fitting) == 1 else None

    @on(TextPane.RangeChosen)
    def _choose(self) -> None:
        statement = self._target()
        if statement is None:
            self.action_mark()
        else:
            self._show_details(statement)

    def action_tie(self) -> None:
        """Tie the statement, or the passage once it is taken, to a finding or key question."""
        statement = self._target()
        start, end = self._chosen()
        if self._page is None or (statement is None and not self._can_take()):
            return

        def tie(to: Tie, stance: Stance | None) -> None:
            if stance is None and statement is None:
                self._take((to[1],))
                return
            taken = statement or self._take()
            if taken is None:
                return
            if stance is None:
                self.do(TieToQuestion(taken, to[1]))
            else:
                self.do(LinkStatement(taken, to[1], stance))

        words = " ".join(self._page.text[start:end].split())
        ask_tie(self, statement or f"“{words[:60]}{'…' if len(words) > 60 else ''}”", tie)

    # -- changing -----------------------------------------------------------------------------

    def _of_statement(self, then: Callable[[WorkSession, Statement], None]) -> None:
        """Do this with the statement in question, if there is one."""
        key = self._target()
        if self.work is None:
            return
        if key is None:
            self.quietly("No statement stands here: m takes the passage.")
            return
        then(self.work, self.work.state.statements[key])

    def action_voice(self) -> None:
        """Say whose account the statement is."""
        self._of_statement(self._ask_voice)

    def _ask_voice(self, work: WorkSession, statement: Statement) -> None:
        if not work.state.sources[self._source].voices:
            self.quietly(f"{self._source} has no voices yet: p in Sources (3) names them.")
            return

        def give(voice: str | None) -> None:
            if voice is not None and (voice or None) != statement.voice:
                self.do(AmendStatement(statement.id, {"voice": voice or None}))

        choices = voice_choices(work, self._source, nobody="nobody in particular")
        self.app.push_screen(Choose(f"Whose account is {statement.id}?", choices), give)

    def action_withdraw(self) -> None:
        """Count the statement no more, for a reason, or count it again."""
        self._of_statement(self._withdraw)

    def _withdraw(self, work: WorkSession, statement: Statement) -> None:
        if statement.withdrawn:
            self.do(RestoreStatement(statement.id))
            return

        def withdraw(reason: str | None) -> None:
            if reason is not None:
                self.do(WithdrawStatement(statement.id, reason))

        self.app.push_screen(AskLine(f"Why is {statement.id} withdrawn?"), withdraw)

    def action_flag(self) -> None:
        """Flag the statement for clarification, or take the flag off."""
        self._of_statement(self._flag)

    def _flag(self, work: WorkSession, statement: Statement) -> None:
        if statement.clarify is not None:
            self.do(AmendStatement(statement.id, {"clarify": None}))
            return

        def flag(note: str | None) -> None:
            if note is not None:
                self.do(AmendStatement(statement.id, {"clarify": note}))

        self.app.push_screen(AskLine(f"What about {statement.id} is unclear?"), flag)

    def _show_details(self, statement: str) -> None:
        """Offer what the statement is tied to: to be opened, or taken off."""
        work = self.work
        if work is None:
            return
        record = work.state.statements[statement]
        choices: list[Choice[Tie]] = []
        for link in work.state.links_of_statement.get(statement, {}).values():
            text = " ".join(work.state.findings[link.finding].text.split())
            sign = RELATIONS[link.stance].on(self.plain_ascii)
            tied = f"{link.finding}  {text}"
            choices.append(Choice(("finding", link.finding), f"{sign} open {tied}", link.stance))
            choices.append(Choice(("unlink", link.finding), f"  take off {tied}", "", "muted"))
        for question in record.questions:
            asked = work.programme.questions.get(question)
            tied = f"{question}  {asked.text if asked else ''}"
            choices.append(Choice(("question", question), f"? open {tied}", "key question"))
            choices.append(Choice(("untie", question), f"  take off {tied}", "", "muted"))
        if record.repeats:
            choices.append(Choice(("repeats", record.repeats), f"= open {record.repeats}"))
        if not self._is_earlier and work.state.is_left_behind(record):
            choices.append(Choice(("earlier", record.id), "  open it in the earlier reading"))
        choices.append(Choice(("tie", ""), "t tie it to a finding or key question"))

        async def chosen(choice: Tie | None) -> None:
            match choice:
                case ("finding", key):
                    self.inspection_app.open_finding(key)
                case ("question", key):
                    await self.inspection_app.open_question(key)
                case ("repeats" | "earlier", key):
                    await self.inspection_app.open_record("statements", key)
                case ("unlink", key):
                    self.do(UnlinkStatement(statement, key))
                case ("untie", key):
                    self.do(UntieFromQuestion(statement, key))
                case ("tie", _):
                    self.action_tie()
                case _:
                    return

        quote = " ".join(record.quote.split())
        title = f"{statement}  “{quote[:400]}{'…' if len(quote) > 400 else ''}”"
        self.app.push_screen(Choose(title, choices), chosen)
