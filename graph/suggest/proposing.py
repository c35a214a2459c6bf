"""From an open inspection to the queue: candidates, signs, order; the best at once, then the rest.

``Proposer.run`` is an iterator of progress, each with the queue as it is known by then, so that a
worker can show the first suggestions early and stop at any point by no longer asking.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.faults import Fault
from evidence.folder import InspectionFolder
from graph.suggest import pairing, questions
from graph.suggest.choosing import Standing, standings
from graph.suggest.comparing import Claim, Comparison, Pair
from graph.suggest.learning import Lessons
from graph.suggest.lexical import LexicalIndex
from graph.suggest.matter import Matter
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import Piece, said, statement_pieces, unmarked_pieces
from graph.suggest.reasons import reasons
from graph.suggest.suggestion import NewFinding, Progress, Suggestion, Suggestions
from graph.suggest.turned_down import Judged
from graph.suggest.weighing import logistic, weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["Proposer", "suggestions"]

#: A pair that is less likely than this to be about one thing is not read by the model.
_LEAST_ABOUT = 0.003
_MOST_READ = 6_000
_MOST_READ_UNMARKED = 2_500
_TOGETHER = 96
#: What hangs on a finding already seldom hangs on a second one.
_HANGS = -1.5
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
        self._early: list[Suggestion] = []

    # -- the whole queue ----------------------------------------------------------------------

    def run(self) -> Iterator[Progress]:
        """Progress, each with the best by now; the last one is finished and has all.

        Leaving the iterator is stopping the work; what the models made so far stays kept.
        """
        state, programme = self._folder.state, self._folder.programme
        lacking = self.meanings.lacking
        yield Progress("reading statements and findings", 0, 1, Suggestions(lacking=lacking))
        claims = _claims(self._folder)
        judged = Judged(state)
        marked = tuple(statement_pieces(state))
        queue: list[Suggestion] = []

        yield from self._encoding([claim.text for claim in claims], "findings", queue)
        yield from self._first(marked, claims, judged)
        yield from self._encoding([piece.text for piece in marked], "statements", queue)
        comparison = self._comparison(marked, claims)
        lessons = yield from self._compared(comparison, judged, self._taught, _MOST_READ, queue)
        self._early.clear()
        groups, between = yield from self._between(comparison, judged, queue)
        queue += between
        queue += questions.for_statements(
            self._folder, marked, comparison.matter, self.meanings, judged
        )
        yield self._so_far("comparing statements", 1, 1, queue, groups)

        if self._unmarked:
            self.unread.clear()
            passages = tuple(unmarked_pieces(self._folder, self.unread))
            yield from self._encoding([piece.text for piece in passages], "passages", queue)
            rest = self._comparison(passages, claims)
            yield from self._compared(rest, judged, lessons, _MOST_READ_UNMARKED, queue)
            queue += questions.for_passages(self._folder, passages, rest.matter, self.meanings,
                                            judged)  # fmt: skip
            queue += pairing.repeated_passages(passages, marked, judged, programme)
        done = self._so_far("done", 1, 1, queue, groups)
        yield replace(done, finished=True)

    # -- one at a time ------------------------------------------------------------------------

    def about(self, statement: str) -> Iterator[Progress]:
        """What one statement may bear on, repeat or contradict, and its likely key question.

        It gives what the whole queue has of it: measured beside all other statements, and shifted
        by what was decided of them. Only its own pairs are read; passages that nobody has marked
        are left out. A statement that is gone or does not count has nothing.
        """
        yield self._so_far("reading statements and findings", 0, 1, ())
        state, judged = self._folder.state, Judged(self._folder.state)
        claims, marked = _claims(self._folder), tuple(statement_pieces(state))
        only = next((n for n, piece in enumerate(marked) if piece.key == statement), None)
        queue: list[Suggestion] = []
        if only is not None:
            yield from self._encoding([claim.text for claim in claims], "findings", queue)
            yield from self._first(marked, claims, judged, only)
            yield from self._encoding([piece.text for piece in marked], "statements", queue)
            comparison = self._comparison(marked, claims)
            yield from self._compared(comparison, judged, self._taught, _MOST_READ, queue, only)
            _, between = yield from self._between(comparison, judged, queue, only)
            queue += between
            queue += questions.for_statements(
                self._folder, marked, comparison.matter, self.meanings, judged, only
            )
            self._early.clear()
        yield replace(self._so_far("done", 1, 1, queue), finished=True)

    # -- the parts ----------------------------------------------------------------------------

    @property
    def _taught(self) -> Lessons | None:
        """Lessons that teach nothing, where nothing is to be learned from what was decided."""
        return None if self._learning else Lessons()

    def _encoding(
        self, texts: Sequence[str], what: str, queue: Sequence[Suggestion]
    ) -> Iterator[Progress]:
        """Have these texts' vectors at hand, telling how far it is."""
        waiting = self.meanings.not_kept([said(text) for text in texts])
        for start in range(0, len(waiting), 64):
            yield self._so_far(f"reading {what}", start, len(waiting), queue)
            self.meanings.vectors(waiting[start : start + 64])

    def _first(
        self,
        pieces: Sequence[Piece],
        claims: Sequence[Claim],
        judged: Judged,
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
        yield from self._compared(comparison, judged, Lessons(), _TOGETHER, self._early, own)

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

    def _compared(
        self,
        comparison: Comparison,
        judged: Judged,
        lessons: Lessons | None,
        most: int,
        queue: list[Suggestion],
        only: int | None = None,
    ) -> Generator[Progress, None, Lessons]:
        """Judge pieces beside findings, the likeliest first; what is found goes into the queue.

        With ``only`` that piece alone is judged, beside all others. It returns what was learned on
        the way, unless it was given.
        """
        pieces, claims = comparison.pieces, comparison.claims
        per_claim = max(24, min(60, 10_000 // max(len(claims), 1)))
        per_piece = max(2, min(12, 16_000 // max(len(pieces), 1)))
        waiting: list[Pair] = []
        decided: list[tuple[Pair, bool]] = []
        about = weights()["about" if self.meanings.there else "about_words"]
        for pair in comparison.pairs(per_claim, per_piece):
            piece, claim = pieces[pair.piece], claims[pair.claim].id
            if judged.done(piece, claim):
                decided.append((pair, not judged.refused(piece, claim)))
                continue
            pair.about = logistic(about.logit(pair.signs))
            if pair.about >= _LEAST_ABOUT:
                waiting.append(pair)
        if lessons is None:
            lessons = Lessons.learned(comparison, decided, waiting)
        if only is not None:
            waiting = [pair for pair in waiting if pair.piece == only]
        waiting.sort(key=lambda pair: (-pair.about, pair.piece, pair.claim))
        del waiting[most:]
        links = self._folder.state.links_of_statement
        done = 0
        for batch in _of_whole_pieces(waiting):
            yield self._so_far("comparing with findings", done, len(waiting), queue)
            some = [pair for pairs in batch for pair in pairs]
            texts = [(said(pieces[p.piece].text), said(claims[p.claim].text)) for p in some]
            for pair, row in zip(some, self.meanings.stances(texts), strict=False):
                comparison.judged(pair, row)
            for pairs in batch:
                hangs = pieces[pairs[0].piece].key in links
                shifts = [
                    lessons.shift(comparison, pair) + (_HANGS if hangs else 0.0) for pair in pairs
                ]
                for pair in pairs:
                    comparison.looked_at(pair)
                queue += [
                    self._worded(comparison, standing, hangs=hangs)
                    for standing in standings(pairs, shifts)
                ]
            done += len(some)
        return lessons

    def _between(
        self,
        comparison: Comparison,
        judged: Judged,
        queue: Sequence[Suggestion],
        only: int | None = None,
    ) -> Generator[Progress, None, tuple[list[NewFinding], list[Suggestion]]]:
        """Statements beside each other: (groups, suggestions), with progress on the way."""
        near = pairing.near_statements(comparison, judged, only)
        read: list[tuple[float, ...]] = []
        for start in range(0, len(near), _TOGETHER):
            yield self._so_far("comparing statements", start, len(near), queue)
            texts = [
                (said(comparison.pieces[one].text), said(comparison.pieces[other].text))
                for one, other, _ in near[start : start + _TOGETHER]
            ]
            read += self.meanings.stances_both_ways(texts)
        programme = self._folder.programme
        found = pairing.judged_statements(comparison, near, read, judged, programme, only)
        groups = pairing.new_findings(self._folder.state, comparison, found, programme)
        return groups, [each for each in found if each.bearing in ("contradicts", "repeats")]

    def _worded(self, comparison: Comparison, standing: Standing, *, hangs: bool) -> Suggestion:
        pair = standing.pair
        piece, claim = comparison.pieces[pair.piece], comparison.claims[pair.claim]
        tied = claim.question if "same_question" in pair.signs else ""
        return Suggestion(
            piece.subject,
            piece.source,
            piece.text,
            claim.id,
            "finding",
            claim.text,
            standing.bearing,
            standing.score,
            reasons(
                standing.bearing,
                pair.cues,
                comparison.read_piece(pair.piece),
                comparison.read_claim(pair.claim),
                comparison.matter.index.weight,
                judged=pair.judged,
                signs=pair.signs,
                same_question=tied,
                hangs=hangs,
            ),
            claim.question,
            claim.area,
            strong=standing.strong,
        )

    def _so_far(
        self,
        doing: str,
        done: int,
        of: int,
        queue: Sequence[Suggestion],
        groups: Sequence[NewFinding] = (),
    ) -> Progress:
        best: dict[str, Suggestion] = {}
        known = {item.key for item in queue}
        early = [item for item in self._early if item.key not in known]
        for item in sorted([*queue, *early], key=_order):
            best.setdefault(item.key, item)
        found = Suggestions(tuple(best.values()), tuple(groups), self.meanings.lacking)
        return Progress(doing, done, of, found)


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


def _of_whole_pieces(waiting: Sequence[Pair]) -> Iterator[list[list[Pair]]]:
    """The pairs by their pieces, that with the likeliest pair first, some pieces at a time."""
    of: dict[int, list[Pair]] = {}
    for pair in waiting:
        of.setdefault(pair.piece, []).append(pair)
    batch: list[list[Pair]] = []
    for pairs in of.values():
        batch.append(pairs)
        if sum(map(len, batch)) >= _TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch
