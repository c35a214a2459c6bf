"""What was suggested and is not to be raised again: refused, or judged already.

A refusal holds for the words: it stands whether they were a statement or an unmarked passage then,
and whichever they are now.
"""

from __future__ import annotations

from collections import defaultdict

from evidence.model import Refusal
from evidence.state import State
from graph.suggest.pieces import Piece
from graph.suggest.suggestion import Unmarked

__all__ = ["Judged"]

_Extent = tuple[str, int, int]


class Judged:
    """The pairs that an inspector has decided about."""

    def __init__(self, state: State) -> None:
        self._statements = dict(state.statements)
        self._refused: defaultdict[str, set[str]] = defaultdict(set)
        self._extents: defaultdict[str, list[_Extent]] = defaultdict(list)
        self._linked = {(link.statement, link.finding) for link in list(state.links.values())}
        for refusal in list(state.refusals.values()):
            self._take(refusal)

    def refused(self, piece: Piece, target: str) -> bool:
        """Whether these words were turned down for this target."""
        if piece.key in self._refused[target]:
            return True
        extent = self._extent(piece)
        if extent is None:
            return False
        source, start, end = extent
        return any(
            other == source and start < stop and begin < end
            for other, begin, stop in self._extents[target]
        )

    def done(self, piece: Piece, target: str) -> bool:
        """Whether these words are linked to this target, tied to it, or were turned down."""
        return (
            (piece.key, target) in self._linked
            or target in piece.questions
            or self.refused(piece, target)
        )

    def same(self, one: Piece, other: Piece) -> bool:
        """Whether two pieces are known as one, or were said not to be about each other."""
        for piece, against in ((one, other), (other, one)):
            statement = self._statements.get(piece.key)
            if statement is not None and statement.repeats == against.key:
                return True
            if self.refused(piece, against.key):
                return True
        return False

    def _take(self, refusal: Refusal) -> None:
        target = next(filter(None, refusal.targets))
        if refusal.statement is not None:
            self._refused[target].add(refusal.statement)
            statement = self._statements.get(refusal.statement)
            if statement is None:
                return
            source, place = statement.source, statement.place
        else:
            source, place = refusal.source or "", refusal.place
        if place is not None and place.start is not None and place.end is not None:
            self._extents[target].append((source, place.start, place.end))

    def _extent(self, piece: Piece) -> _Extent | None:
        if isinstance(piece.subject, Unmarked):
            place = piece.subject.place
        else:
            statement = self._statements.get(piece.subject)
            if statement is None or statement.place is None:
                return None
            place = statement.place
        if place.start is None or place.end is None:
            return None
        return piece.source, place.start, place.end
