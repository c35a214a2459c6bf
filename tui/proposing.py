"""Where the screens get suggestions from: the engine, loaded only when it is first asked."""

from __future__ import annotations

from collections.abc import Iterator

from graph.suggest.suggestion import Progress
from tui.session import WorkSession

__all__ = ["proposals"]


def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
    """What may be suggested in this inspection, the best known so far each time."""
    from graph.suggest.proposing import propose

    yield from propose(work.folder, learning=learning)
