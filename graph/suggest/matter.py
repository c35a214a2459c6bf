"""Texts to be found by their words, by their meaning, or by both: the candidates' first sieve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.suggest.lexical import LexicalIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["LEXICAL_SHARE", "Matter"]

#: How much of the mix is BM25, by the best text's score; the rest is the cosine of meanings.
LEXICAL_SHARE = 0.35


class Matter:
    """Texts by number, with their vectors where the encoder is at hand."""

    def __init__(self, texts: Sequence[str], vectors: Matrix | None = None) -> None:
        self.index = LexicalIndex(texts)
        self._vectors: Any = vectors
        self._filled = len(texts)

    def __len__(self) -> int:
        return self._filled

    @property
    def vectors(self) -> Matrix | None:
        """A row for each text; None without the encoder."""
        return None if self._vectors is None else self._vectors[: self._filled]

    def add(self, text: str, vector: Matrix | None) -> int:
        """Take in one more text; gives its number."""
        number = self.index.add(text)
        if self._vectors is not None and vector is not None:
            import numpy as np

            if number >= len(self._vectors):
                # Grown by half, so that line after line costs no copy of all.
                room = np.zeros((max(64, number // 2), self._vectors.shape[1]), dtype=np.float32)
                self._vectors = np.concatenate([self._vectors[:number], room])
            self._vectors[number] = vector
        self._filled = number + 1
        return number

    def nearest(self, text: str, vector: Matrix | None, most: int) -> list[tuple[int, float]]:
        """The texts most likely to bear on this one, best first, each with its share of 1."""
        scores = self.index.scores(text)
        highest = max(scores.values(), default=0.0) or 1.0
        if self._vectors is None or vector is None:
            return [(n, score / highest) for n, score in self.index.best(text, most)]
        import numpy as np

        mixed = (1 - LEXICAL_SHARE) * (self._vectors[: self._filled] @ vector)
        if scores:
            numbers = np.fromiter(scores.keys(), dtype=np.int64, count=len(scores))
            values = np.fromiter(scores.values(), dtype=np.float32, count=len(scores))
            mixed[numbers] += LEXICAL_SHARE / highest * values
        most = min(most, len(mixed))
        if not most:
            return []
        first = np.argpartition(-mixed, most - 1)[:most]
        ordered = first[np.lexsort((first, -mixed[first]))]
        return [(int(number), float(mixed[number])) for number in ordered]
