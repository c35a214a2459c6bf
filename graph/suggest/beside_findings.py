"""Pieces read beside findings: quickly all that may bear on one, then closely what leads.

The quick reader takes no time and often the wrong side; the close reader tells for from against
better, at a fifth of the pace. So the first says which pairs are worth the second's time, and
where both have read, the second holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.suggest.choosing import Standing, leading, standings
from graph.suggest.comparing import Comparison, Pair
from graph.suggest.learning import Lessons
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.reasons import reasons
from graph.suggest.suggestion import Suggestion
from graph.suggest.turned_down import Judged
from graph.suggest.weighing import logistic, weights

__all__ = ["BesideFindings"]

#: A pair that is less likely than this to be about one thing is not read.
_LEAST_ABOUT = 0.003
_TOGETHER, _TOGETHER_CLOSELY = 96, 24
#: What hangs on a finding already seldom hangs on a second one.
_HANGS = -1.5


@dataclass(slots=True)
class _Looked:
    """A piece's pairs that were read, what is added to the log odds of each, and what they say.

    ``suggested`` is in the order of ``standing``.
    """

    pairs: Sequence[Pair]
    shifts: Sequence[float]
    hangs: bool
    standing: list[Standing] = field(default_factory=list)
    suggested: list[Suggestion] = field(default_factory=list)


class BesideFindings:
    """What the pieces of a comparison come to beside its findings, as far as they were read.

    ``links`` are those that each statement has. With ``only``, the number of a piece, that one
    alone is read, measured beside all others.
    """

    def __init__(
        self,
        comparison: Comparison,
        meanings: Meanings,
        judged: Judged,
        links: Mapping[str, Any],
        *,
        lessons: Lessons | None = None,
        only: int | None = None,
    ) -> None:
        self.comparison = comparison
        self._meanings = meanings
        self._links = links
        self._looked: list[_Looked] = []
        self._waiting, self.lessons = self._likeliest(judged, lessons, only)

    def suggestions(self) -> Iterator[Suggestion]:
        """What is found by now."""
        for each in self._looked:
            yield from each.suggested

    def read(self, most: int) -> Iterator[tuple[int, int]]:
        """Read so many pairs, the likeliest first; tells before each step how many of all it is."""
        comparison, done = self.comparison, 0
        waiting = self._waiting[:most]
        for batch in _of_whole_pieces(waiting):
            yield done, len(waiting)
            some = [pair for pairs in batch for pair in pairs]
            for pair, row in zip(some, self._meanings.stances(self._texts(some)), strict=False):
                comparison.judged(pair, row)
            for pairs in batch:
                hangs = comparison.pieces[pairs[0].piece].key in self._links
                each = _Looked(pairs, [self._shift(pair, hangs=hangs) for pair in pairs], hangs)
                for pair in pairs:
                    comparison.looked_at(pair)
                self._looked.append(each)
                self._stand(each)
            done += len(some)

    def read_closely(self, most: int) -> Iterator[tuple[int, int]]:
        """Have the close reader read what leads of what was read, so many pairs at most."""
        if not self._meanings.there:
            return
        chosen = leading([each.standing for each in self._looked], most)
        done, of = 0, sum(map(len, chosen.values()))
        batch: list[int] = []
        for number in chosen:
            batch.append(number)
            pairs = [pair for each in batch for pair in chosen[each]]
            if len(pairs) < _TOGETHER_CLOSELY and done + len(pairs) < of:
                continue
            yield done, of
            rows = self._meanings.stances(self._texts(pairs), closely=True)
            for pair, row in zip(pairs, rows, strict=True):
                self.comparison.judged(pair, row, closely=True)
            for each in batch:
                self._stand(self._looked[each])
            done += len(pairs)
            batch = []

    def _likeliest(
        self, judged: Judged, lessons: Lessons | None, only: int | None
    ) -> tuple[list[Pair], Lessons]:
        """The pairs that are still to be judged, the likeliest first, and what was learned."""
        comparison = self.comparison
        pieces, claims = comparison.pieces, comparison.claims
        per_claim = max(24, min(60, 10_000 // max(len(claims), 1)))
        per_piece = max(2, min(12, 16_000 // max(len(pieces), 1)))
        waiting: list[Pair] = []
        decided: list[tuple[Pair, bool]] = []
        about = weights()["about" if self._meanings.there else "about_words"]
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
        return waiting, lessons

    def _texts(self, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
        pieces, claims = self.comparison.pieces, self.comparison.claims
        return [(said(pieces[p.piece].text), said(claims[p.claim].text)) for p in pairs]

    def _shift(self, pair: Pair, *, hangs: bool) -> float:
        return self.lessons.shift(self.comparison, pair) + (_HANGS if hangs else 0.0)

    def _stand(self, looked: _Looked) -> None:
        """Weigh a piece's pairs as they were read by now."""
        looked.standing = list(standings(looked.pairs, looked.shifts))
        looked.suggested = [self._worded(each, hangs=looked.hangs) for each in looked.standing]

    def _worded(self, standing: Standing, *, hangs: bool) -> Suggestion:
        comparison, pair = self.comparison, standing.pair
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
