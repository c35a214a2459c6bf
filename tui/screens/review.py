"""The Review screen: what is suggested, one at a time, both texts side by side, a key a judgement.

What was suggested is kept as it came; what of it waits is read from the records each time, so that
an undo brings a suggestion back by itself.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from evidence.commands import (
    Command,
    LinkStatement,
    MarkRepeat,
    RefuseSuggestion,
    TakeAndLink,
    TakeStatement,
    TieToQuestion,
)
from evidence.plain_text import shown
from evidence.words import AREAS, Stance, id_order, spoken
from graph.suggest.judging import statement_of, unjudged
from graph.suggest.suggestion import NewFinding, Progress, Suggestion, Suggestions, Unmarked
from tui.actions import bindings
from tui.asking.dialogs import Choice, Choose, Field, FillIn
from tui.asking.ties import AskStance, ask_tie
from tui.proposing import proposals
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.suggestion_sides import BEARINGS, Side, reasons, sides
from tui.widgets.pages import Mark, MarkKind, Piece, TextPane
from tui.widgets.paragraphs import Paragraphs

_HOUR = 3600.0
_MARKS = {"differs": MarkKind("»", "accent strong")}
_ASCII_MARKS = {"differs": MarkKind(">", "accent strong")}
_TEACH = """Nothing waits to be judged.

Suggestions come from what you have: passages that may bear on your
findings and key questions, and statements that may agree or conflict.
None counts until you judge it.

3  adds sources      2  then n writes a finding      R  looks again"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which suggestions are shown; empty is all."""

    area: str = ""
    finding: str = ""
    source: str = ""
    bearing: str = ""
    conflicts: bool = False

    def of(self, found: Suggestions) -> Suggestions:
        """Those of them that are shown."""
        return found.only(
            area=self.area or None,
            finding=self.finding or None,
            source=self.source or None,
            bearing=self.bearing or None,
            conflicts=self.conflicts,
        )

    @property
    def told(self) -> str:
        """The filter in words."""
        parts = [self.area and spoken(self.area), self.finding, self.source, self.bearing]
        parts.append("conflicts only" if self.conflicts else "")
        return ", ".join(part for part in parts if part) or "all"


class ReviewScreen(InspectionScreen):
    """The queue of suggestions."""

    PLACE = "review"
    HEADING = "Review"
    BINDINGS: ClassVar[list[BindingType]] = bindings("review")
    DEFAULT_CSS = """
    ReviewScreen #count { height: 1; padding: 0 1; color: $text-muted; }
    ReviewScreen #bearing { height: 1; padding: 0 1; text-style: bold; }
    ReviewScreen #texts { height: 1fr; }
    ReviewScreen .side { width: 1fr; height: 1fr; padding: 0 1; }
    ReviewScreen .side.right { border-left: solid $primary-darken-1; }
    ReviewScreen .name { height: auto; max-height: 2; text-style: bold; }
    ReviewScreen .where { height: auto; max-height: 3; color: $text-muted; }
    ReviewScreen TextPane { height: 1fr; }
    ReviewScreen #why {
        height: auto; max-height: 6; padding: 0 1; border-top: solid $primary-darken-1;
    }
    ReviewScreen #teach { height: 1fr; padding: 1 2; display: none; }
    ReviewScreen.nothing #teach { display: block; }
    ReviewScreen.nothing #texts, ReviewScreen.nothing #why { display: none; }
    """

    class Found(Message):
        """The worker has found more, or has come to its end."""

        def __init__(self, work: WorkSession, progress: Progress) -> None:
            super().__init__()
            self.work = work
            self.progress = progress

    class Failed(Message):
        """The worker could not go on, for this reason."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self) -> None:
        super().__init__()
        self._found = Suggestions()
        self._progress: Progress | None = None
        self._looking = False
        self._asked_version = 0
        self._filter = Shown()
        self._later: dict[str, None] = {}
        self._queue: list[Suggestion] = []
        #: What the queue was made from: only where that is the same has a new one come back.
        self._queued = self._found
        self._current: str | None = None
        self._judged: deque[float] = deque()
        self._learning = True

    def compose_body(self) -> ComposeResult:
        """The count, how the one bears on the other, both texts, and the reasons."""
        kinds = _ASCII_MARKS if self.plain_ascii else _MARKS
        yield Static(id="count", markup=False)
        yield Static(id="bearing", markup=False)
        yield Static(_TEACH, id="teach", markup=False)
        with Horizontal(id="texts"):
            for side in ("left", "right"):
                with Vertical(classes=f"side {side}"):
                    yield Static(id=f"{side}-name", classes="name", markup=False)
                    yield Static(id=f"{side}-where", classes="where", markup=False)
                    pane = TextPane(kinds=kinds, plain_ascii=self.plain_ascii, id=f"{side}-text")
                    pane.can_focus = False
                    yield pane
        why = Paragraphs(plain_ascii=self.plain_ascii, id="why")
        why.can_focus = False
        yield why

    # -- looking for suggestions --------------------------------------------------------------

    def refresh_from(self, work: WorkSession) -> None:
        """Show what waits; look for suggestions when the screen is seen first."""
        if not self._asked_version:
            self._look(work)
        self._show_queue(work)

    def _look(self, work: WorkSession) -> None:
        """Have suggestions made beside the screen, the best shown at once."""
        self._asked_version = work.version
        self._looking = True
        learning = self._learning

        def look() -> None:
            worker = get_current_worker()
            try:
                for progress in proposals(work, learning=learning):
                    if worker.is_cancelled:
                        return
                    self.post_message(self.Found(work, progress))
            except Exception as error:  # noqa: BLE001  (of a state that changes meanwhile, anything)
                self.post_message(self.Failed(f"{type(error).__name__}: {error}"))

        self.run_worker(look, thread=True, exclusive=True, group="suggesting", exit_on_error=False)

    def on_review_screen_found(self, event: Found) -> None:
        """Take what was found into the queue."""
        if self.work is None or event.work is not self.work:
            return
        self._progress = event.progress
        self._looking = not event.progress.finished
        if len(event.progress.found) or event.progress.finished:
            self._found = event.progress.found
        self._show_queue(self.work)

    def on_review_screen_failed(self, event: Failed) -> None:
        """Say why there are no more."""
        self._looking = False
        self.quietly(f"Looking for suggestions ended early ({event.why}): R looks again")

    def action_again(self) -> None:
        """Look for suggestions anew, over everything as it stands now."""
        if self.work is not None:
            self._look(self.work)
            self._show_queue(self.work)

    def action_stop(self) -> None:
        """Stop looking for more; what was found stays."""
        if self._looking:
            self.workers.cancel_group(self, "suggesting")
            self._looking = False
            self.quietly("stopped: what was found so far stays; R looks again")
            if self.work is not None:
                self._show_queue(self.work)

    # -- showing ------------------------------------------------------------------------------

    def _show_queue(self, work: WorkSession) -> None:
        before = {item.key for item in self._queue} if self._found is self._queued else set()
        self._queued = self._found
        waiting = list(unjudged(work.state, self._filter.of(self._found).items))
        self._queue = [item for item in waiting if item.key not in self._later]
        put_off = {item.key: item for item in waiting if item.key in self._later}
        self._queue += [put_off[key] for key in self._later if key in put_off]
        keys = [item.key for item in self._queue]
        back = [key for key in keys if key not in before] if before else []
        if len(back) == 1:  # undone: the one that came back is the one to look at
            self._current = back[0]
        if self._current not in keys:
            self._current = keys[0] if keys else None
        self._show_count(work)
        self._show_current(work)

    def _show_count(self, work: WorkSession) -> None:
        now = time.monotonic()
        while self._judged and now - self._judged[0] > _HOUR:
            self._judged.popleft()
        parts = [f"{len(self._queue)} left", f"{len(self._judged)} this hour", self._filter.told]
        if self._looking:
            told = self._progress
            parts.append(f"{told.doing} {told.done}/{told.of}, S stops" if told else "looking …")
        elif work.version != self._asked_version and not self._queue:
            parts.append("R looks again")
        if not self._learning:
            parts.append("learning off")
        if self._found.lacking:
            parts.append(self._found.lacking)
        self.query_one("#count", Static).update(shown(" · ".join(parts), self.plain_ascii))

    def _show_current(self, work: WorkSession) -> None:
        item = self._item
        self.set_class(item is None, "nothing")
        bearing = self.query_one("#bearing", Static)
        if item is None:
            bearing.update("looking for suggestions …" if self._looking else "")
            return
        bearing.update(f"{BEARINGS[item.bearing]}{self._reach(item)}")
        for name, side in zip(("left", "right"), sides(work, item, self.plain_ascii), strict=True):
            self._show_side(name, side)
        self.query_one("#why", Paragraphs).set_paragraphs(reasons(item))

    def _reach(self, item: Suggestion) -> str:
        place = next(n for n, each in enumerate(self._queue, 1) if each.key == item.key)
        later = ", put off before" if item.key in self._later else ""
        return f"   ({place} of {len(self._queue)}{later})"

    def _show_side(self, name: str, side: Side) -> None:
        self.query_one(f"#{name}-name", Static).update(shown(side.name, self.plain_ascii))
        self.query_one(f"#{name}-where", Static).update(shown(side.whereabouts, self.plain_ascii))
        pane = self.query_one(f"#{name}-text", TextPane)
        marks = [Mark(start, end, "differs") for start, end in side.marked if end <= len(side.text)]
        pane.set_text(side.text, [Piece(0, len(side.text))], marks)

    def heading(self, work: WorkSession) -> str:
        """What is shown."""
        return self.HEADING if self._filter == Shown() else f"{self.HEADING} · {self._filter.told}"

    def copied(self) -> str:
        """Both texts."""
        item = self._item
        return f"{item.text}\n{item.target_text}" if item is not None else ""

    @property
    def _item(self) -> Suggestion | None:
        return next((item for item in self._queue if item.key == self._current), None)

    # -- judging ------------------------------------------------------------------------------

    def _judge(self, *commands: Command) -> bool:
        """Do what was judged, and go on to the best that waits."""
        item = self._item
        if item is None:
            return False
        # Better ones may have been found while this one was read: they come before it.
        self._current = next((each.key for each in self._queue if each.key != item.key), None)
        if not all(self.do(command) is not None for command in commands):
            self._current = item.key
            return False
        self._judged.append(time.monotonic())
        if self.work is not None:
            self._show_queue(self.work)
        return True

    def _taking(self, item: Suggestion, questions: tuple[str, ...] = ()) -> TakeStatement | None:
        """The command that takes an unmarked passage; None where it is a statement already."""
        work, passage = self.work, item.subject
        if work is None or not isinstance(passage, Unmarked) or statement_of(work.state, item):
            return None
        voices = work.state.sources[passage.source].voices
        voice = voices[0] if len(voices) == 1 else None
        return TakeStatement(passage.source, item.text, passage.place, voice, questions)

    def _statement(self, item: Suggestion) -> str:
        """The id of the statement that is judged, taken first where nobody had marked it."""
        if self.work is None:
            return ""
        taken = statement_of(self.work.state, item)
        if taken is not None:
            return taken.id
        taking = self._taking(item)
        entry = self.do(taking) if taking is not None else None
        return entry.about[0] if entry is not None else ""

    def action_stance(self, stance: str) -> None:
        """Judge how it bears on the finding; of two statements, on which finding they bear."""
        item = self._item
        if item is None or self.work is None:
            return
        said = cast("Stance", stance)
        if item.target_kind == "finding":
            taking = self._taking(item)
            if taking is not None:
                self._judge(TakeAndLink(taking, item.target, said))
            else:
                self._judge(LinkStatement(self._statement(item), item.target, said))
        elif item.target_kind == "question":
            self.action_tie()
        else:
            self._link_pair(item, item.target, said)

    def action_tie(self) -> None:
        """Tie it to the key question that it may belong to, or to any finding or question."""
        item, work = self._item, self.work
        if item is None or work is None:
            return
        if item.target_kind == "question":
            taking = self._taking(item, (item.target,))
            taken = statement_of(work.state, item)
            if taking is not None:
                self._judge(taking)
            elif taken is not None:
                self._judge(TieToQuestion(taken.id, item.target))
            return

        def tie(to: tuple[str, str], stance: Stance | None) -> None:
            statement = self._statement(item)
            if not statement:
                return
            if stance is None:
                self.do(TieToQuestion(statement, to[1]))
            else:
                self.do(LinkStatement(statement, to[1], stance))

        ask_tie(self, item.statement or "this passage", tie)

    def _link_pair(self, item: Suggestion, other: str, stance: Stance) -> None:
        """Find the finding that two statements bear on, and judge each of them."""

        def tie(to: tuple[str, str], first: Stance | None) -> None:
            one = self._statement(item)
            if not one:
                return
            if first is None:
                self._judge(*(TieToQuestion(each, to[1]) for each in (one, other)))
                return

            def both(second: Stance | None) -> None:
                if second is not None:
                    self._judge(
                        LinkStatement(one, to[1], first), LinkStatement(other, to[1], second)
                    )

            question = f"And {other}: how does it bear on {to[1]}? {item.target_text}"
            self.app.push_screen(AskStance(question, plain_ascii=self.plain_ascii), both)

        said = "agree" if stance == "supports" else "may conflict"
        ask_tie(self, f"{item.statement or 'this passage'} and {other}, which {said},", tie)

    def action_repeats(self) -> None:
        """Say that it only repeats the other statement."""
        item = self._item
        if item is None or self.work is None:
            return
        if item.target_kind != "statement":
            self.quietly("= is for two statements: the one repeats the other")
            return
        statement = self._statement(item)
        if statement:
            self._judge(MarkRepeat(statement, item.target))

    def action_unrelated(self) -> None:
        """Turn it down for good; undo brings it back."""
        item = self._item
        if item is not None:
            self._judge(RefuseSuggestion(**item.refusal))

    def action_later(self) -> None:
        """Put it at the end of the queue."""
        item = self._item
        if item is None or self.work is None:
            return
        self._later.pop(item.key, None)
        self._later[item.key] = None
        keys = (each.key for each in self._queue if each.key != item.key)
        self._current = next(keys, item.key)
        self._show_queue(self.work)

    # -- looking ------------------------------------------------------------------------------

    def action_source(self) -> None:
        """Read it where it stands."""
        item = self._item
        if item is not None and self.work is not None:
            taken = statement_of(self.work.state, item)
            self.inspection_app.open_source(item.source, taken.id if taken else None)

    def action_evidence(self) -> None:
        """See the other evidence of the finding, or the other statement in its source."""
        item = self._item
        if item is None:
            return
        if item.target_kind == "finding":
            self.inspection_app.open_finding(item.target)
        elif item.target_source is not None:
            self.inspection_app.open_source(item.target_source, item.target)
        else:
            self.quietly("This is about a key question: 2 shows its findings")

    def action_conflicts(self) -> None:
        """Show only possible conflicts, or all."""
        self._show_only(replace(self._filter, conflicts=not self._filter.conflicts))

    def _show_only(self, wanted: Shown) -> None:
        self._filter = wanted
        self._queue = []
        if self.work is not None:
            self.show_work()

    def action_filter(self) -> None:
        """Choose the area, finding, source and bearing that are shown."""
        work = self.work
        if work is None:
            return
        sources = {item.source for item in self._found.items}
        findings = {i.target for i in self._found.items if i.target_kind == "finding"}
        now = self._filter
        fields = [
            Field("area", "Area", now.area, (("", "all"), *((a, spoken(a)) for a in AREAS))),
            Field("bearing", "May", now.bearing, (("", "all"), *((b, b) for b in BEARINGS))),
            Field("finding", "Finding", now.finding, _options(findings, self._finding_text)),
            Field("source", "Source", now.source, _options(sources, self._source_text)),
        ]

        def show(values: dict[str, str] | None) -> None:
            if values is not None:
                self._show_only(Shown(**values, conflicts=now.conflicts))

        self.app.push_screen(FillIn("Which suggestions are shown?", fields), show)

    def _finding_text(self, key: str) -> str:
        finding = self.work.state.findings.get(key) if self.work is not None else None
        return finding.text if finding is not None else ""

    def _source_text(self, key: str) -> str:
        source = self.work.state.sources.get(key) if self.work is not None else None
        return source.label if source is not None else ""

    def action_learning(self) -> None:
        """Let what was judged here order what follows, or not."""
        self._learning = not self._learning
        self.action_again()

    # -- new findings -------------------------------------------------------------------------

    def action_groups(self) -> None:
        """Choose a group of statements that hang on no finding, and write the finding."""
        work = self.work
        if work is None:
            return
        choices = [
            Choice(group, _told(work, group), "may conflict" if group.conflicting else "agree")
            for group in self._found.new_findings
            if all(each in work.state.statements for each in group.statements)
            and not any(work.state.links_of_statement.get(each) for each in group.statements)
        ]

        def chosen(group: NewFinding | None) -> None:
            if group is not None:
                ask_tie(self, _told(work, group), self._each_of(group))

        self.app.push_screen(
            Choose(
                "Statements that hang on no finding and speak of one matter: write the finding?",
                choices,
                empty="No such group was found.",
            ),
            chosen,
        )

    def _each_of(self, group: NewFinding) -> Callable[[tuple[str, str], Stance | None], None]:
        """What to do once it is known what a group bears on: judge each of the others in turn."""

        def tie(to: tuple[str, str], first: Stance | None) -> None:
            if first is None:
                for each in group.statements:
                    self.do(TieToQuestion(each, to[1]))
                return
            self.do(LinkStatement(group.statements[0], to[1], first))
            self._judge_each(iter(group.statements[1:]), to[1])

        return tie

    def _judge_each(self, statements: Iterator[str], finding: str) -> None:
        statement = next(statements, None)
        if statement is None or self.work is None:
            return

        def judged(stance: Stance | None) -> None:
            if stance is not None:
                self.do(LinkStatement(statement, finding, stance))
            self._judge_each(statements, finding)

        quote = self.work.state.statements[statement].quote
        question = f"And {statement}: how does it bear on {finding}? {quote}"
        self.app.push_screen(AskStance(question, plain_ascii=self.plain_ascii), judged)

    @on(TextPane.RangeChosen)
    def _nothing_is_chosen(self, event: TextPane.RangeChosen) -> None:
        event.stop()


def _options(keys: Iterable[str], text: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    return (
        ("", "all"),
        *((key, f"{key}  {text(key)[:60]}") for key in sorted(keys, key=id_order)),
    )


def _told(work: WorkSession, group: NewFinding) -> str:
    quotes = (" ".join(work.state.statements[each].quote.split()) for each in group.statements)
    return "  |  ".join(f"{key} {q[:60]}" for key, q in zip(group.statements, quotes, strict=True))
