"""Where the screens get suggestions from: the engine, loaded only when it is first asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.suggest.suggestion import Progress
from tui.session import WorkSession

if TYPE_CHECKING:
    from graph.suggest.meanings import Meanings

__all__ = ["proposals"]

#: What was read for each inspection: looking again costs only what is new.
_read: WeakKeyDictionary[WorkSession, Meanings] = WeakKeyDictionary()


def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
    """What may be suggested in this inspection, the best known so far each time."""
    from graph.suggest.proposing import Proposer

    proposer = Proposer(work.folder, learning=learning, meanings=_read.get(work))
    _read[work] = proposer.meanings
    yield from proposer.run()
