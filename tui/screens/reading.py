"""The reading pane: a source's text, its statements marked, each tied without leaving the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from evidence.commands import LinkStatement, TieToQuestion
from evidence.model import Statement
from evidence.words import Stance
from tui.actions import bindings
from tui.asking.choices import Tie
from tui.asking.likely import LikelyQuestions
from tui.asking.statements import ask_flag, ask_voice, ask_withdrawn, show_ties
from tui.asking.ties import ask_tie
from tui.screens.source_text import SourceTextScreen
from tui.session import WorkSession
from tui.showing.statement_lines import statement_kind
from tui.taking import as_quoted, statement_of_words
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.pages import Span, TextPane

__all__ = ["ReadingScreen"]


class ReadingScreen(SourceTextScreen):
    """A source's text; opened at a statement or a character if one is given.

    A statement whose place is in an earlier reading of its source is shown in that one.
    """

    PLACE = "reading"
    HEADING = "Reading"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reading")

    def __init__(
        self, source_id: str, statement_id: str | None = None, at: int | None = None
    ) -> None:
        super().__init__(source_id, statement_id, at)
        self._likely = LikelyQuestions(self)

    # -- the likely key question --------------------------------------------------------------

    @on(TextPane.SelectionMoved)
    def _selected(self) -> None:
        self._stand_on(self._statement)

    def _unasked(self) -> str:
        """The words in question that are under no key question yet, by a tie or by a finding."""
        work, page = self.work, self._page
        if work is None or page is None or not self.may_change:
            return ""
        statement = self._target()
        if statement is not None:
            loose = statement_kind(work, statement) == "loose"
            return work.state.statements[statement].quote if loose else ""
        start, end = self._chosen()
        return page.text[start:end] if self._why_not_taken() is None else ""

    @on(LikelyQuestions.Known)
    def _known(self, event: LikelyQuestions.Known) -> None:
        if self._likely.take(event):
            self._stand_on(self._statement)

    def _told(self, work: WorkSession, here: list[str]) -> Iterator[Line]:
        lines = super()._told(work, here)
        yield from islice(lines, 1)
        likely = self._likely.of(self._unasked())
        if likely is not None:
            asked = work.programme.questions[likely.question].text
            yield (
                Cell(f"likely: {likely.question} ", None, "accent"),
                Cell(asked, FILL),
                Cell("  q ties, Q others", None, "muted"),
            )
        yield from lines

    def action_likely(self) -> None:
        """Take or tie what is in question under its likely key question."""
        likely = self._likely.of(self._unasked())
        if likely is not None:
            self._put_under(likely.question)
        else:
            self.quietly(self._likely.none)

    def action_other_likely(self) -> None:
        """Choose among the key questions that come nearest."""
        self._likely.choose(self._put_under)

    def _put_under(self, question: str) -> None:
        statement = self._target()
        if statement is None:
            self._take((question,))
        else:
            self.do(TieToQuestion(statement, question))

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
        source, passage = work.state.sources[self._source], page.passage_at(start)
        words = page.text[start:end]
        taking = statement_of_words(work.state, source, words, start, passage, questions)
        quoted = passage is not None and passage.part == "quoted"
        entry = self.do(as_quoted(work, taking) if quoted else taking)
        if entry is None:
            return None
        if quoted:
            self.quietly(entry.says[:1].upper() + entry.says[1:])
        self._pane.action_drop()
        self._stand_on(entry.about[0])
        return entry.about[0]

    def _can_take(self) -> bool:
        """Whether what is chosen can be quoted; where not, it is said."""
        why = self._why_not_taken()
        if why:
            self.quietly(why)
        return why is None

    def _why_not_taken(self) -> str | None:
        """Why what is chosen can't be quoted; empty where nothing is, None where it can be."""
        page = self._page
        start, end = self._chosen()
        if page is None or self._pane.selected_range[0] == self._pane.selected_range[1]:
            return ""
        if self._is_earlier:
            return "This is an earlier reading: passages are taken from the newer one."
        if page.has_changes and page.view == "before":
            return "Only the text as it reads can be taken: c shows it."
        if start == end:
            return "These words were taken out: only what stands can be taken."
        if end > page.own:
            return "Only what stands in the source's own text can be taken."
        return None

    @on(TextPane.RangeChosen)
    def _choose(self) -> None:
        statement = self._target()
        work = self.work
        if statement is None:
            self.action_mark()
        elif work is not None:
            record = work.state.statements[statement]
            show_ties(self, record, self.action_tie, earlier=not self._is_earlier)

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

    @property
    def chosen_statement(self) -> str | None:
        """The statement that a key is about."""
        return self._target()

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
        self._of_statement(lambda work, statement: ask_voice(self, work, statement))

    def action_withdraw(self) -> None:
        """Count the statement no more, for a reason, or count it again."""
        self._of_statement(lambda _, statement: ask_withdrawn(self, statement))

    def action_flag(self) -> None:
        """Flag the statement for clarification, or take the flag off."""
        self._of_statement(lambda _, statement: ask_flag(self, statement))
