"""From an open inspection to the queue: candidates, signs, order; the best at once, then the rest.

``Proposer.run`` is an iterator of progress, each with the queue as it is known by then, so that a
worker can show the first suggestions early and stop at any point by no longer asking.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.faults import Fault
from evidence.folder import InspectionFolder
from graph.suggest import pairing, questions
from graph.suggest.beside_findings import BesideFindings
from graph.suggest.choosing import MOST_CLOSELY
from graph.suggest.comparing import Claim, Comparison
from graph.suggest.learning import Lessons
from graph.suggest.lexical import LexicalIndex
from graph.suggest.matter import Matter
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import Piece, said, statement_pieces, unmarked_pieces
from graph.suggest.suggestion import NewFinding, Progress, Suggestion, Suggestions
from graph.suggest.turned_down import Judged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["Proposer", "suggestions"]

_MOST_READ = 6_000
_MOST_READ_UNMARKED, _MOST_UNMARKED_CLOSELY = 2_500, 200
_MOST_CONFLICTS_CLOSELY = 150
#: So many pairs are read at once.
_TOGETHER, _TOGETHER_CLOSELY = 96, 12
#: With more texts to encode than these, suggestions to begin with are made of so many.
_FEW = 128


def suggestions(folder: InspectionFolder, *, learning: bool = True) -> Suggestions:
    """The whole queue of an inspection."""
    found = Suggestions()
    for progress in Proposer(folder, learning=learning).run():
        found = progress.found
    return found


class Proposer:
    """What proposes in one open inspection; it keeps what it has read for the next run."""

    def __init__(
        self,
        folder: InspectionFolder,
        *,
        learning: bool = True,
        unmarked: bool = True,
        meanings: Meanings | None = None,
    ) -> None:
        self._folder = folder
        self._learning = learning
        self._unmarked = unmarked
        self.meanings = meanings or Meanings.of(folder.path)
        self.unread: list[Fault] = []

    # -- the whole queue ----------------------------------------------------------------------

    def run(self) -> Iterator[Progress]:
        """Progress, each with the best by now; the last one is finished and has all.

        Leaving the iterator is stopping the work; what the models made so far stays kept.
        """
        state, programme = self._folder.state, self._folder.programme
        queue = _Queue(self.meanings.lacking)
        yield queue.so_far("reading statements and findings", 0, 1)
        claims = _claims(self._folder)
        judged = Judged(state)
        marked = tuple(statement_pieces(state))

        yield from self._encoding([claim.text for claim in claims], "findings", queue)
        yield from self._first(marked, claims, judged, queue)
        yield from self._encoding([piece.text for piece in marked], "statements", queue)
        beside = self._beside(self._comparison(marked, claims), judged, self._taught)
        yield from self._read(beside, _MOST_READ, MOST_CLOSELY, queue)
        yield from self._between(beside.comparison, judged, queue)
        matter = beside.comparison.matter
        queue.others += questions.for_statements(
            self._folder, marked, matter, self.meanings, judged
        )
        yield queue.so_far("comparing statements", 1, 1)

        if self._unmarked:
            self.unread.clear()
            passages = tuple(unmarked_pieces(self._folder, self.unread))
            yield from self._encoding([piece.text for piece in passages], "passages", queue)
            rest = self._beside(self._comparison(passages, claims), judged, beside.lessons)
            yield from self._read(rest, _MOST_READ_UNMARKED, _MOST_UNMARKED_CLOSELY, queue)
            queue.others += questions.for_passages(
                self._folder, passages, rest.comparison.matter, self.meanings, judged
            )
            queue.others += pairing.repeated_passages(passages, marked, judged, programme)
        yield replace(queue.so_far("done", 1, 1), finished=True)

    # -- one at a time ------------------------------------------------------------------------

    def about(self, statement: str) -> Iterator[Progress]:
        """What one statement may bear on, repeat or contradict, and its likely key question.

        It gives what the whole queue has of it: measured beside all other statements, and shifted
        by what was decided of them. Only its own pairs are read; passages that nobody has marked
        are left out. A statement that is gone or does not count has nothing.
        """
        queue = _Queue(self.meanings.lacking)
        yield queue.so_far("reading statements and findings", 0, 1)
        state, judged = self._folder.state, Judged(self._folder.state)
        claims, marked = _claims(self._folder), tuple(statement_pieces(state))
        only = next((n for n, piece in enumerate(marked) if piece.key == statement), None)
        if only is not None:
            yield from self._encoding([claim.text for claim in claims], "findings", queue)
            yield from self._first(marked, claims, judged, queue, only)
            yield from self._encoding([piece.text for piece in marked], "statements", queue)
            beside = self._beside(self._comparison(marked, claims), judged, self._taught, only)
            yield from self._read(beside, _MOST_READ, MOST_CLOSELY, queue)
            yield from self._between(beside.comparison, judged, queue, only)
            queue.groups = ()
            matter = beside.comparison.matter
            queue.others += questions.for_statements(
                self._folder, marked, matter, self.meanings, judged, only
            )
        yield replace(queue.so_far("done", 1, 1), finished=True)

    # -- the parts ----------------------------------------------------------------------------

    @property
    def _taught(self) -> Lessons | None:
        """Lessons that teach nothing, where nothing is to be learned from what was decided."""
        return None if self._learning else Lessons()

    def _encoding(self, texts: Sequence[str], what: str, queue: _Queue) -> Iterator[Progress]:
        """Have these texts' vectors at hand, telling how far it is."""
        waiting = self.meanings.not_kept([said(text) for text in texts])
        for start in range(0, len(waiting), 64):
            yield queue.so_far(f"reading {what}", start, len(waiting))
            self.meanings.vectors(waiting[start : start + 64])

    def _first(
        self,
        pieces: Sequence[Piece],
        claims: Sequence[Claim],
        judged: Judged,
        queue: _Queue,
        only: int | None = None,
    ) -> Iterator[Progress]:
        """Where much is still to be encoded, suggestions to begin with: what shares most words.

        They give way to those of the whole, which are measured beside all the others. ``only`` is
        the number of the one piece that is asked about.
        """
        waiting = self.meanings.not_kept([said(piece.text) for piece in pieces])
        if len(waiting) <= _FEW:
            return
        index = LexicalIndex(piece.text for piece in pieces)
        best = [(score, n) for claim in claims for n, score in index.best(claim.text, 2)]
        few = {number for _, number in sorted(best, reverse=True)[:_FEW]}
        chosen = sorted(few if only is None else few | {only})
        comparison = self._comparison([pieces[number] for number in chosen], claims)
        own = None if only is None else chosen.index(only)
        queue.early = self._beside(comparison, judged, Lessons(), own)
        for done, of in queue.early.read(_TOGETHER):
            yield queue.so_far("comparing with findings", done, of)

    def _comparison(self, pieces: Sequence[Piece], claims: Sequence[Claim]) -> Comparison:
        vectors = self.meanings.vectors([said(piece.text) for piece in pieces])
        claim_vectors = self.meanings.vectors([said(claim.text) for claim in claims])
        return Comparison(
            pieces,
            claims,
            Matter([piece.text for piece in pieces], vectors),
            self.meanings.sought(claim_vectors),
            sites=self._folder.state.inspection.sites,
            piece_valence=self.meanings.valence(vectors),
            claim_valence=self.meanings.valence(claim_vectors),
        )

    def _beside(
        self,
        comparison: Comparison,
        judged: Judged,
        lessons: Lessons | None,
        only: int | None = None,
    ) -> BesideFindings:
        links = self._folder.state.links_of_statement
        return BesideFindings(comparison, self.meanings, judged, links, lessons=lessons, only=only)

    def _read(
        self, beside: BesideFindings, most: int, closely: int, queue: _Queue
    ) -> Iterator[Progress]:
        """Read pairs and then what leads of them closely; what is found is in the queue at once."""
        queue.beside.append(beside)
        for done, of in beside.read(most):
            yield queue.so_far("comparing with findings", done, of)
        queue.early = None
        for done, of in beside.read_closely(closely):
            yield queue.so_far("reading closely what leads", done, of)

    def _between(
        self, comparison: Comparison, judged: Judged, queue: _Queue, only: int | None = None
    ) -> Iterator[Progress]:
        """Statements beside each other: groups and suggestions, with progress on the way."""
        pieces, programme = comparison.pieces, self._folder.programme
        near = pairing.near_statements(comparison, judged, only)
        texts = [(said(pieces[one].text), said(pieces[other].text)) for one, other, _ in near]
        read: list[tuple[float, ...]] = []
        for start in range(0, len(near), _TOGETHER):
            yield queue.so_far("comparing statements", start, len(near))
            read += self.meanings.stances_both_ways(texts[start : start + _TOGETHER])
        against = pairing.may_contradict(comparison, near, read)[:_MOST_CONFLICTS_CLOSELY]
        for start in range(0, len(against), _TOGETHER_CLOSELY):
            yield queue.so_far("reading closely what may conflict", start, len(against))
            some = against[start : start + _TOGETHER_CLOSELY]
            rows = self.meanings.stances_both_ways([texts[n] for n in some], closely=True)
            for number, row in zip(some, rows, strict=True):
                read[number] = row
        found = pairing.judged_statements(comparison, near, read, judged, programme, only)
        queue.groups = pairing.new_findings(self._folder.state, comparison, found, programme)
        queue.others += [each for each in found if each.bearing in ("contradicts", "repeats")]


class _Queue:
    """What is found by now: the first few until all were read, what is beside findings, others."""

    def __init__(self, lacking: str) -> None:
        self._lacking = lacking
        self.early: BesideFindings | None = None
        self.beside: list[BesideFindings] = []
        self.others: list[Suggestion] = []
        self.groups: Sequence[NewFinding] = ()

    def so_far(self, doing: str, done: int, of: int) -> Progress:
        """The queue in its order, and what is being done."""
        found = [item for each in self.beside for item in each.suggestions()] + self.others
        known = {item.key for item in found}
        early = self.early.suggestions() if self.early else ()
        best: dict[str, Suggestion] = {}
        for item in sorted([*found, *(e for e in early if e.key not in known)], key=_order):
            best.setdefault(item.key, item)
        return Progress(
            doing, done, of, Suggestions(tuple(best.values()), tuple(self.groups), self._lacking)
        )


def _order(item: Suggestion) -> tuple[bool, float, str]:
    """What is strong stands before what is worth a look, each the best first."""
    return (not item.strong, -item.score, item.key)


def _claims(folder: InspectionFolder) -> tuple[Claim, ...]:
    areas = folder.programme.area_of
    return tuple(
        Claim(
            finding.id,
            finding.text,
            finding.question,
            areas.get(finding.question),
            finding.polarity,
        )
        for finding in tuple(folder.state.findings.values())
    )
