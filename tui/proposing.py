"""Where the screens get suggestions from: the engine, loaded only when it is first asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.suggest.suggestion import Progress, Suggestion
from tui.session import WorkSession

if TYPE_CHECKING:
    from graph.suggest.meanings import Meanings
    from graph.suggest.questions import LikelyQuestion, Questions

__all__ = ["explained", "likely_questions", "proposals", "proposals_about"]

#: What was read for each inspection: looking again costs only what is new.
_read: WeakKeyDictionary[WorkSession, Meanings] = WeakKeyDictionary()
#: Its key questions with what hangs on them, and the version of the work that they are of.
_questions: WeakKeyDictionary[WorkSession, tuple[int, Questions]] = WeakKeyDictionary()
_making = Lock()
#: So many key questions are offered for a text.
_NEAREST = 8


def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
    """What may be suggested in this inspection, the best known so far each time."""
    from graph.suggest.proposing import Proposer

    proposer = Proposer(work.folder, learning=learning, meanings=_meanings(work))
    yield from proposer.run()


def proposals_about(
    work: WorkSession, statement: str, *, learning: bool = True
) -> Iterator[Progress]:
    """What may be suggested of one statement, the best known so far each time."""
    from graph.suggest.proposing import Proposer

    proposer = Proposer(work.folder, learning=learning, meanings=_meanings(work))
    yield from proposer.about(statement)


def explained(work: WorkSession, suggestion: Suggestion) -> Suggestion:
    """The suggestion with the words marked that decided how the model read it, where it did.

    For a thread: a pair is read for each clause of the text.
    """
    from graph.suggest.deciding import with_deciding_words

    return with_deciding_words(suggestion, _meanings(work))


class _Stopped(Exception):
    """Nobody wants to know any more."""


def likely_questions(
    work: WorkSession, text: str, version: int, stopped: Callable[[], bool]
) -> tuple[LikelyQuestion, ...]:
    """The key questions that a text comes nearest to, the nearest first; none once ``stopped``.

    What hangs on them is as it was at this version of the work, or later. For a thread: the first
    call loads the models, and reads what hangs on the questions.
    """
    from graph.suggest.questions import Questions

    def watch() -> None:
        if stopped():
            raise _Stopped

    try:
        with _making:
            watch()
            known = _questions.get(work)
            if known is None or known[0] < version:
                known = (work.version, Questions(work.folder, _meanings(work), watch))
                _questions[work] = known
    except _Stopped:
        return ()
    return tuple(known[1].likely(text, _NEAREST))


def _meanings(work: WorkSession) -> Meanings:
    from graph.suggest.meanings import Meanings

    known = _read.get(work)
    if known is None:
        known = _read[work] = Meanings.of(work.folder.path)
    return known
