"""Suggestions one at a time: found beside the screen, both texts side by side, with the reasons.

What was suggested is kept as it came; what of it waits is read from the records each time, so that
an undo brings a suggestion back by itself.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from evidence.plain_text import shown
from graph.suggest.queue import Queue, Shown
from graph.suggest.suggestion import Progress, Suggestion
from tui.proposing import explained, proposals, proposals_about
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.suggestion_sides import BEARINGS, Side, reasons, sides
from tui.widgets.pages import Mark, MarkKind, Piece, TextPane
from tui.widgets.paragraphs import Paragraphs

__all__ = ["QueueScreen"]

_HOUR = 3600.0
#: So many seconds somebody has to have had a suggestion in front of them to judge it.
_LOOKED_AT = 0.5
_MARKS = {"differs": MarkKind("»", "accent strong")}
_ASCII_MARKS = {"differs": MarkKind(">", "accent strong")}
_LOOKING = (
    "Still looking: nothing strong is found yet.\n\n"
    "What is found first is shown at once; better ones come before it as they are found."
)
_TEACH = (
    "Nothing waits to be judged.\n\n"
    "Suggestions come from what you have: passages that may bear on your findings and key "
    "questions, and statements that may agree or conflict.\n\n"
    "None counts until you judge it."
)
_LINE = (
    "Nothing strong is left.\n\n"
    "{others}: each of them is rather no link than one, and nobody has to go through them. "
    "They stay here for another time."
)
_TEACH_ONE = (
    "Nothing waits to be judged of {statement} alone.\n\n"
    "esc  goes back\n7    shows what is suggested of all"
)
#: The ways on from either, with and without what changes the inspection.
_FROM_NOTHING = ("3  adds sources\n2  then n writes a finding\nR  looks again", "R  looks again")
_FROM_LINE = (
    "enter  goes on with what is worth a look\nn      new findings\nR      looks again",
    "enter  goes on with what is worth a look\nR      looks again",
)


class QueueScreen(InspectionScreen):
    """The queue of suggestions, and the one in front of it; of one statement alone if one is given.

    How it is judged, and which are shown, is for whoever extends it. What judges, ``JUDGING``,
    does so only once the suggestion was to be seen for a moment: a key that was typed before is
    meant for another.
    """

    #: The actions that judge, by their call's name.
    JUDGING: ClassVar[frozenset[str]] = frozenset()

    DEFAULT_CSS = """
    QueueScreen #count { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
    QueueScreen #bearing { height: 1; padding: 0 1; text-style: bold; }
    QueueScreen #texts { height: 1fr; }
    QueueScreen .side { width: 1fr; height: 1fr; padding: 0 1; }
    QueueScreen .side.right { border-left: solid $primary-darken-1; }
    QueueScreen .name { height: auto; max-height: 2; text-style: bold; }
    QueueScreen .where { height: auto; max-height: 4; color: $text-muted; }
    QueueScreen TextPane { height: 1fr; }
    QueueScreen #why {
        height: auto; max-height: 6; padding: 0 1; border-top: solid $primary-darken-1;
    }
    QueueScreen #teach { height: 1fr; padding: 1 2; display: none; }
    QueueScreen.nothing #teach { display: block; }
    QueueScreen.nothing #texts, QueueScreen.nothing #why { display: none; }
    """

    class Drawn(Message):
        """The suggestion in front stands on the screen, from this message's time on."""

    class Found(Message):
        """The worker has found more, or has come to its end."""

        def __init__(self, work: WorkSession, progress: Progress) -> None:
            super().__init__()
            self.work = work
            self.progress = progress

    class Explained(Message):
        """The suggestion in front, with the words marked that decided how it was read."""

        def __init__(self, item: Suggestion) -> None:
            super().__init__()
            self.item = item

    class Failed(Message):
        """The worker could not go on, for this reason."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, statement: str = "") -> None:
        super().__init__()
        self._of_one = statement
        self._progress: Progress | None = None
        self._looking = False
        self._asked_version = 0
        self._queue = Queue()
        # Of one statement there is little, and somebody asked for it: all of it is gone through.
        self._queue.shown, self._queue.beyond = self._all, bool(statement)
        #: What stood in the queue, where it is still made of the same and shows the same.
        self._before: frozenset[str] = frozenset()
        self._current: str | None = None
        #: Which is drawn, and since when it is to be seen; None until it is.
        self._drawn: str | None = None
        self._seen_since: float | None = None
        self._explained: Suggestion | None = None
        self._learning = True

    def compose_body(self) -> ComposeResult:
        """The count, how the one bears on the other, both texts, and the reasons."""
        kinds = _ASCII_MARKS if self.plain_ascii else _MARKS
        yield Static(id="count", markup=False)
        yield Static(id="bearing", markup=False)
        yield Static(id="teach", markup=False)
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
        learning, statement = self._learning, self._of_one

        def look() -> None:
            worker = get_current_worker()
            try:
                found = proposals(work, learning=learning)
                if statement:
                    found = proposals_about(work, statement, learning=learning)
                for progress in found:
                    if worker.is_cancelled:
                        return
                    self.post_message(self.Found(work, progress))
            except Exception as error:  # noqa: BLE001  (of a state that changes meanwhile, anything)
                self.post_message(self.Failed(f"{type(error).__name__}: {error}"))

        self.run_worker(look, thread=True, exclusive=True, group="suggesting", exit_on_error=False)

    def on_queue_screen_found(self, event: Found) -> None:
        """Take what was found into the queue."""
        if self.work is None or event.work is not self.work:
            return
        self._progress = event.progress
        self._looking = not event.progress.finished
        if len(event.progress.found) or event.progress.finished:
            self._queue.found = event.progress.found
            self._before = frozenset()
        self._show_queue(self.work)

    def on_queue_screen_failed(self, event: Failed) -> None:
        """Say why there are no more."""
        self._looking = False
        if self.work is not None:
            self._show_queue(self.work)
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

    # -- looking before judging ---------------------------------------------------------------

    def on_screen_resume(self) -> None:
        """What was drawn while another screen was in front has not been seen."""
        self._draw_anew()

    def on_queue_screen_drawn(self, event: Drawn) -> None:
        """Count from here how long the suggestion in front is to be seen; find what decided it."""
        self._seen_since = event.time
        item, work = self._item, self.work
        if item is None or work is None:
            return

        def explain() -> None:
            found = explained(work, item)
            if found != item and not get_current_worker().is_cancelled:
                self.post_message(self.Explained(found))

        self.run_worker(explain, thread=True, exclusive=True, group="deciding", exit_on_error=False)

    def on_queue_screen_explained(self, event: Explained) -> None:
        """Mark what decided, if that suggestion is in front still."""
        self._explained = event.item
        if self.work is not None:
            self._show_current(self.work)

    def on_key(self, event: Key) -> None:
        """Let no key judge that was typed before the suggestion in front could be read."""
        bound = self.active_bindings.get(event.key)
        judges = bound is not None and bound.binding.action.split("(")[0] in self.JUDGING
        if judges and not self._was_seen(event.time):
            event.stop()
            event.prevent_default()

    def _draw_anew(self) -> None:
        self._seen_since = None
        self.call_after_refresh(lambda: self.post_message(self.Drawn()))

    def _was_seen(self, at: float) -> bool:
        """Whether the suggestion in front was to be seen for a moment by then; else it is said."""
        item, since = self._item, self._seen_since
        if item is None or (since is not None and at - since >= _LOOKED_AT):
            return True
        self.quietly("This one has only just come: read it, then judge.")
        return False

    @property
    def _seen(self) -> Suggestion | None:
        """The suggestion in front, if it was to be seen long enough to be judged."""
        # A message's time is by the clock that keys are timed by.
        return self._item if self._was_seen(Message().time) else None

    # -- showing ------------------------------------------------------------------------------

    def _show_queue(self, work: WorkSession) -> None:
        self._queue.read(work.state, work.programme)
        keys = self._queue.keys
        back = [key for key in keys if key not in self._before] if self._before else []
        self._before = frozenset(keys)
        if len(back) == 1:  # undone: the one that came back is the one to look at
            self._current = back[0]
        if self._queue.place(self._current) is None:
            self._current = next(iter(keys), None)
        self._show_count(work)
        self._show_current(work)

    @property
    def _all(self) -> Shown:
        """What is shown where nothing is chosen: all, or all of the one statement."""
        return Shown(statement=self._of_one)

    @property
    def _at_the_line(self) -> bool:
        """Whether only what is worth a look is left, and nobody went on with it."""
        queue = self._queue
        return not queue.items and queue.others > 0 and not self._looking

    def _show_count(self, work: WorkSession) -> None:
        queue = self._queue
        hour = queue.judged_since(time.monotonic() - _HOUR)
        left = f"{queue.strong} strong left, {queue.others} worth a look"
        if self._looking and not queue.strong + queue.others:
            left = "still looking"
        passed = [f"{queue.passed} passed"] if queue.passed else []
        parts = [left, f"{hour} judged this hour", *passed, queue.shown.told]
        if self._looking:
            told = self._progress
            parts.append(f"{told.doing} {told.done}/{told.of}, S stops" if told else "looking …")
        elif work.version != self._asked_version and not queue.items:
            parts.append("R looks again")
        if not self._learning:
            parts.append("learning off")
        if queue.found.lacking:
            parts.append(queue.found.lacking)
        self.query_one("#count", Static).update(shown(" · ".join(parts), self.plain_ascii))

    def _show_current(self, work: WorkSession) -> None:
        item = self._item
        self.set_class(item is None, "nothing")
        if self._drawn != (item.key if item is not None else None):
            self._drawn = item.key if item is not None else None
            self._draw_anew()
        bearing = self.query_one("#bearing", Static)
        if item is None:
            bearing.update("looking for suggestions …" if self._looking else "")
            lines = self._nothing().split("\n")
            told = "\n".join(shown(line, self.plain_ascii) for line in lines)
            self.query_one("#teach", Static).update(told)
            return
        bearing.update(f"{BEARINGS[item.bearing]}{self._reach(item)}")
        item = self._as_explained(item)
        for name, side in zip(("left", "right"), sides(work, item, self.plain_ascii), strict=True):
            self._show_side(name, side)
        self.query_one("#why", Paragraphs).set_paragraphs(reasons(item))

    def _as_explained(self, item: Suggestion) -> Suggestion:
        """A suggestion with what decided it marked, once that is known of these very reasons."""
        known = self._explained
        if known is None or known.key != item.key:
            return item
        said = [[reason.text for reason in each.why] for each in (known, item)]
        return replace(item, why=known.why) if said[0] == said[1] else item

    def _nothing(self) -> str:
        """What is said where no suggestion is shown."""
        if self._at_the_line:
            others = self._queue.others
            told = "1 more is" if others == 1 else f"{others} more are"
            line = _LINE.format(others=f"{told} worth a look")
            return f"{line}\n\n{_FROM_LINE[not self.may_change]}"
        if self._looking:
            return _LOOKING
        if self._queue.shown != self._all:
            return f"Nothing waits of what is shown: {self._queue.shown.told}.\n\nf  shows others"
        if self._of_one:
            return _TEACH_ONE.format(statement=self._of_one)
        return f"{_TEACH}\n\n{_FROM_NOTHING[not self.may_change]}"

    def _reach(self, item: Suggestion) -> str:
        queue = self._queue
        look = "" if item.strong else ", worth a look"
        later = ", put off before" if queue.is_put_off(item) else ""
        return f"   ({queue.count_of(item)} of {len(queue.items)}{look}{later})"

    def _show_side(self, name: str, side: Side) -> None:
        self.query_one(f"#{name}-name", Static).update(shown(side.name, self.plain_ascii))
        self.query_one(f"#{name}-where", Static).update(shown(side.whereabouts, self.plain_ascii))
        pane = self.query_one(f"#{name}-text", TextPane)
        marks = [Mark(start, end, "differs") for start, end in side.marked if end <= len(side.text)]
        pane.set_text(side.text, [Piece(0, len(side.text))], marks)

    def heading(self, work: WorkSession) -> str:
        """What is shown."""
        shown_now = self._queue.shown
        return self.HEADING if shown_now == Shown() else f"{self.HEADING} · {shown_now.told}"

    def copied(self) -> str:
        """Both texts."""
        item = self._item
        return f"{item.text}\n{item.target_text}" if item is not None else ""

    @property
    def _item(self) -> Suggestion | None:
        return self._queue.item(self._current)

    @on(TextPane.RangeChosen)
    def _nothing_is_chosen(self, event: TextPane.RangeChosen) -> None:
        event.stop()
