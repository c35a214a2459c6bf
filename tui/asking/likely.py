"""The key question that words are likely to belong to: found beside the screen, chosen by a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from tui.asking.choices import Tie
from tui.asking.dialogs import Choice, Choose
from tui.proposing import likely_questions
from tui.screens.base import InspectionScreen

if TYPE_CHECKING:
    from graph.suggest.questions import LikelyQuestion

__all__ = ["LikelyQuestions"]

#: Words are looked at once they stood still so many seconds: going through a text costs nothing.
_STILL = 0.15


class LikelyQuestions:
    """For one screen, the key questions that the words in question come nearest to."""

    class Known(Message):
        """They are known for these words."""

        def __init__(self, words: str, nearest: tuple[LikelyQuestion, ...]) -> None:
            super().__init__()
            self.words = words
            self.nearest = nearest

    def __init__(self, screen: InspectionScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._version: int | None = None
        self._words = ""
        self._nearest: tuple[LikelyQuestion, ...] = ()

    def of(self, words: str) -> LikelyQuestion | None:
        """The likeliest for these words, once it is known and likely enough to be named.

        Other words than the last ones are sought from now on; nobody waits for it.
        """
        if words != self._words:
            self._words, self._nearest = words, ()
            if self._timer is not None:
                self._timer.stop()
            if words:
                self._timer = self._screen.set_timer(_STILL, self._look)
        return next((each for each in self._nearest if each.likely), None)

    def take(self, known: Known) -> bool:
        """Take what was found; False where other words are in question by now."""
        if known.words == self._words:
            self._nearest = known.nearest
        return known.words == self._words

    @property
    def none(self) -> str:
        """Why no key question can be named or chosen now, in a line."""
        if not self._words:
            return "These words are tied already, or can't be taken: t ties them to any."
        if not self._nearest:
            return "Which key question is likely is not known yet."
        return "No key question is likely here: Q shows the nearest, t any."

    @property
    def ties(self) -> set[Tie]:
        """Those that are likely, as a chooser of findings and key questions names them."""
        return {("question", each.question) for each in self._nearest if each.likely}

    def choose(self, then: Callable[[str], object]) -> None:
        """Choose among the nearest, the likeliest first, and do ``then`` with the one chosen."""
        work = self._screen.work
        if work is None or not self._nearest:
            self._screen.quietly(self.none)
            return
        questions = work.programme.questions
        choices = [
            Choice(
                near.question,
                f"{near.question}  {questions[near.question].text}",
                near.area,
                whole=(questions[near.question].text, f"It comes near to: {near.nearest}"),
            )
            for near in self._nearest
        ]

        def chosen(question: str | None) -> None:
            if question is not None:
                then(question)

        title = "Which key question does it belong to? The likeliest stand first."
        self._screen.app.push_screen(Choose(title, choices), chosen)

    def _look(self) -> None:
        work, words, screen = self._screen.work, self._words, self._screen
        if work is None:
            return
        if self._version is None:
            self._version = work.version

        version = self._version

        def look() -> None:
            worker = get_current_worker()
            nearest = likely_questions(work, words, version, lambda: worker.is_cancelled)
            if not worker.is_cancelled:
                screen.post_message(self.Known(words, nearest))

        # Where it fails nothing is shown: it is a help, and Review says what goes wrong.
        screen.run_worker(look, thread=True, exclusive=True, group="likely", exit_on_error=False)
