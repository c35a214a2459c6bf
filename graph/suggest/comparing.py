"""Pieces beside claims: which pairs are worth reading, and the signs that each pair shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import log, tanh
from typing import TYPE_CHECKING, Any

from evidence.words import Area, Polarity
from graph.suggest.cues import Cue, Read, cues, read
from graph.suggest.matter import LEXICAL_SHARE, Matter
from graph.suggest.pieces import Piece
from graph.suggest.weighing import log_softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["Claim", "Comparison", "Pair", "put_reading"]

#: The signs of what the quick reader says.
_READINGS = ("neither", "direction")

#: How good the news of a finding is that an inspector called a strength or a weakness.
_TOLD: Mapping[Polarity, float | None] = {"strength": 3.0, "weakness": -3.0, "neutral": None}
_LEAST_LOG = -5.0


@dataclass(frozen=True, slots=True)
class Claim:
    """A finding, as something that pieces may bear on."""

    id: str
    text: str
    question: str
    area: Area | None
    polarity: Polarity = "neutral"


@dataclass(slots=True)
class Pair:
    """A piece and a claim by their numbers, what was measured, and what was seen.

    ``judged`` says whether a model of stance has read it, ``closely`` whether the close reader has.
    """

    piece: int
    claim: int
    signs: dict[str, float]
    cues: tuple[Cue, ...] = ()
    judged: bool = False
    closely: bool = False
    about: float = 0.0


@dataclass(slots=True)
class Comparison:
    """Pieces and claims with all that is known of either.

    ``claim_vectors`` are near to what bears on a claim; ``valence`` is good news or bad.
    """

    pieces: Sequence[Piece]
    claims: Sequence[Claim]
    matter: Matter
    claim_vectors: Matrix | None = None
    sites: Sequence[str] = ()
    piece_valence: Sequence[float] | None = None
    claim_valence: Sequence[float] | None = None
    _reads: dict[int, Read] = field(default_factory=dict)
    _claim_reads: dict[int, Read] = field(default_factory=dict)

    def read_piece(self, number: int) -> Read:
        """A piece made ready for cues, once."""
        if number not in self._reads:
            piece = self.pieces[number]
            self._reads[number] = read(piece.text, self.sites, piece.site)
        return self._reads[number]

    def read_claim(self, number: int) -> Read:
        """A claim made ready for cues, once."""
        if number not in self._claim_reads:
            self._claim_reads[number] = read(self.claims[number].text, self.sites)
        return self._claim_reads[number]

    def pairs(self, per_claim: int, per_piece: int) -> Iterator[Pair]:
        """The pairs worth reading: the best pieces of each claim, the best claims of each piece."""
        if not self.claims or not self.pieces:
            return
        if self.matter.vectors is None or self.claim_vectors is None:
            yield from self._by_words(per_claim)
        else:
            yield from self._by_both(per_claim, per_piece)

    def looked_at(self, pair: Pair) -> None:
        """Put what can be seen in the two texts among a pair's signs."""
        pair.cues = tuple(cues(self.read_piece(pair.piece), self.read_claim(pair.claim)))
        for cue in pair.cues:
            pair.signs[cue.name] = 1.0

    def judged(self, pair: Pair, logits: Sequence[float], *, closely: bool = False) -> None:
        """Put what a reader made of a pair among its signs, and whether both tell good news."""
        put_reading(pair, logits, closely=closely)
        if self.piece_valence is not None and self.claim_valence is not None:
            told = _TOLD[self.claims[pair.claim].polarity]
            claimed = self.claim_valence[pair.claim] if told is None else told
            pair.signs["leaning"] = tanh(self.piece_valence[pair.piece] / 2) * tanh(claimed / 2)

    def _by_words(self, per_claim: int) -> Iterator[Pair]:
        ranks: dict[int, list[tuple[float, int]]] = {}
        found: dict[tuple[int, int], dict[str, float]] = {}
        for number, claim in enumerate(self.claims):
            scores = self.matter.index.scores(claim.text)
            highest = max(scores.values(), default=0.0) or 1.0
            best = nlargest(per_claim, scores.items(), key=lambda item: (item[1], -item[0]))
            for rank, (piece, score) in enumerate(best):
                share = score / highest
                found[piece, number] = {"words": share, "place_of_piece": log(1 + rank)}
                ranks.setdefault(piece, []).append((-share, number))
        for piece, shares in ranks.items():
            for rank, (_, number) in enumerate(sorted(shares)):
                found[piece, number]["place_of_claim"] = log(1 + rank)
        for (piece, number), signs in found.items():
            yield self._pair(piece, number, signs)

    def _by_both(self, per_claim: int, per_piece: int) -> Iterator[Pair]:
        import numpy as np

        vectors, claims = self.matter.vectors, self.claim_vectors
        assert vectors is not None  # noqa: S101  (pairs() has looked)
        assert claims is not None  # noqa: S101
        cosine = vectors @ claims.T
        words = np.zeros_like(cosine)
        for number, claim in enumerate(self.claims):
            scores = self.matter.index.scores(claim.text)
            if scores:
                places = np.fromiter(scores.keys(), dtype=np.int64, count=len(scores))
                words[places, number] = np.fromiter(scores.values(), np.float32, len(scores))
                words[:, number] /= max(float(words[:, number].max()), 1e-9)
        mixed = LEXICAL_SHARE * words + (1 - LEXICAL_SHARE) * cosine
        chosen = np.zeros(cosine.shape, dtype=bool)
        per_claim, per_piece = min(per_claim, cosine.shape[0]), min(per_piece, cosine.shape[1])
        if per_claim:
            best = np.argpartition(-mixed, per_claim - 1, axis=0)[:per_claim]
            np.put_along_axis(chosen, best, values=True, axis=0)
        if per_piece:
            best = np.argpartition(-mixed, per_piece - 1, axis=1)[:, :per_piece]
            np.put_along_axis(chosen, best, values=True, axis=1)
        for number, tied in self._tied():
            most = tied[np.argsort(-mixed[tied, number], kind="stable")[:per_claim]]
            chosen[most, number] = True
        along, down = np.sort(cosine, axis=1), np.sort(cosine, axis=0).T.copy()
        by_piece = _standard(cosine, 1)
        by_both = _standard(_standard(cosine, 0), 1)
        for piece, number in zip(*np.nonzero(chosen), strict=True):
            nearness = cosine[piece, number]
            yield self._pair(
                int(piece),
                int(number),
                {
                    "meaning": float(nearness),
                    "meaning_for_piece": min(3.0, float(by_piece[piece, number])),
                    "meaning_for_both": min(3.0, float(by_both[piece, number])),
                    "words": float(words[piece, number]),
                    "place_of_claim": _place(along[piece], nearness),
                    "place_of_piece": _place(down[number], nearness),
                },
            )

    def _tied(self) -> Iterator[tuple[int, Any]]:
        """For each claim the pieces that are tied to its key question."""
        import numpy as np

        of: dict[str, list[int]] = {}
        for number, piece in enumerate(self.pieces):
            for question in piece.questions:
                of.setdefault(question, []).append(number)
        for number, claim in enumerate(self.claims):
            if claim.question in of:
                yield number, np.array(of[claim.question], dtype=np.int64)

    def _pair(self, piece: int, number: int, signs: dict[str, float]) -> Pair:
        subject, claim = self.pieces[piece], self.claims[number]
        here, there = self.read_piece(piece), self.read_claim(number)
        weight = self.matter.index.weight
        whole = sum(weight(word) for word in there.stems) or 1.0
        signs["shared"] = sum(weight(word) for word in there.stems & here.stems) / whole
        signs["first_claim"] = 1.0 if signs.get("place_of_claim") == 0 else 0.0
        if subject.questions:
            tied = claim.question in subject.questions
            signs["same_question" if tied else "other_question"] = 1.0
        return Pair(piece, number, signs)


def put_reading(pair: Pair, logits: Sequence[float], *, closely: bool = False) -> None:
    """Put what a reader made of a pair among its signs.

    What the quick one said weighs otherwise once the close one has read it too: it goes by another
    name then.
    """
    supports, neither, contradicts = log_softmax([float(value) for value in logits])
    for name in _READINGS if closely else ():
        if name in pair.signs:
            pair.signs[f"{name}_before"] = pair.signs.pop(name)
    how = "_closely" if closely else ""
    pair.signs[f"neither{how}"] = max(neither, _LEAST_LOG)
    pair.signs[f"direction{how}"] = max(-4.0, min(4.0, supports - contradicts))
    pair.judged, pair.closely = True, closely


def _place(ordered: Matrix, value: float) -> float:
    """The logarithm of a value's place among all of these, which are in order; 0 for the first."""
    import numpy as np

    return log(1 + len(ordered) - int(np.searchsorted(ordered, value, side="right")))


def _standard(values: Matrix, axis: int) -> Any:
    """How far each value stands from its row's or column's mean, in standard deviations."""
    spread = values.std(axis=axis, keepdims=True) + 0.02
    return (values - values.mean(axis=axis, keepdims=True)) / spread
