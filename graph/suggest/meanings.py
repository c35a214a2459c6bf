"""The models' side of a comparison: vectors, good news or bad, stances; kept on disk as made.

Where the models are not installed every answer is "not known", and the rest goes on without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from graph.suggest.keeping import CACHE, KeptRows
from graph.suggest.runtime import Models, lacking, models
from graph.suggest.weighing import probe

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["Meanings"]

#: What stands between the two texts of a pair where they are kept as one.
_BETWEEN = "\x1f"
#: Rows that another version of the models made are of no use: count this up with them.
_VERSION = 1


class Meanings:
    """What the models say of texts. ``there`` is False where they are not installed."""

    def __init__(self, folder: Path | None, using: Models | None) -> None:
        self.lacking = lacking() if using is None else ""
        self._models = using
        if using is not None:
            where = folder / CACHE if folder else None
            self._vectors = KeptRows(where / f"vectors-{_VERSION}" if where else None, 384)
            self._stances = KeptRows(where / f"stances-{_VERSION}" if where else None, 3)
            self._close_stances = KeptRows(where / f"close-{_VERSION}" if where else None, 3)

    @classmethod
    def of(cls, folder: Path | None) -> Meanings:
        """With the models where they are installed, kept in this inspection's folder."""
        return cls(folder, None if lacking() else models())

    @property
    def there(self) -> bool:
        """Whether the models are installed."""
        return self._models is not None

    def not_kept(self, texts: Sequence[str]) -> list[str]:
        """The texts whose vectors are still to be made."""
        if self._models is None:
            return []
        return [text for text in dict.fromkeys(texts) if not self._vectors.has(text)]

    def vectors(self, texts: Sequence[str]) -> Matrix | None:
        """A row for each text, near where they mean alike."""
        if self._models is None:
            return None
        return self._vectors.rows(texts, self._models.encode)

    def vector(self, text: str) -> Matrix | None:
        """The row of one text, not kept: it may be half a line."""
        return None if self._models is None else self._models.encode([text])[0]

    def sought(self, claims: Matrix | None) -> Matrix | None:
        """The rows of claims turned so that near is what bears on them, for or against.

        The encoder's own rows are near where two texts say the same; what speaks against a finding
        rarely does.
        """
        return None if claims is None else claims + claims @ _bearing()

    def valence(self, vectors: Matrix | None) -> list[float] | None:
        """Of each vector, how far its text is good news (above 0) or bad."""
        if vectors is None:
            return None
        import numpy as np

        line = probe()
        found = vectors @ np.array(line[:-1], dtype=np.float32) + line[-1]
        return [float(value) for value in found]

    def stances(
        self, pairs: Sequence[tuple[str, str]], *, closely: bool = False
    ) -> list[tuple[float, ...]]:
        """Of each pair of evidence and claim the logits of supports, neither, contradicts.

        ``closely`` asks the close reader, which reads a fifth as many in the same time.
        """
        if self._models is None or not pairs:
            return []
        judge = self._models.judge_closely if closely else self._models.judge
        rows = (self._close_stances if closely else self._stances).rows(
            [_BETWEEN.join(pair) for pair in pairs],
            lambda joined: judge([_parted(text) for text in joined]),
            together=len(pairs),
        )
        return [tuple(float(value) for value in row) for row in rows]

    def was_read_closely(self, pair: tuple[str, str]) -> bool:
        """Whether the close reader has read a pair of evidence and claim, in this order."""
        return self._models is not None and self._close_stances.has(_BETWEEN.join(pair))

    def stances_both_ways(
        self, pairs: Sequence[tuple[str, str]], *, closely: bool = False
    ) -> list[tuple[float, ...]]:
        """The same for texts of which neither is the claim: the mean of both readings."""
        turned = [(other, one) for one, other in pairs]
        both = self.stances([*pairs, *turned], closely=closely)
        half = len(both) // 2
        return [
            tuple((a + b) / 2 for a, b in zip(one, other, strict=True))
            for one, other in zip(both[:half], both[half:], strict=True)
        ]


@cache
def _bearing() -> Matrix:
    """What is added to a claim's row; ``benchmarks/fitting.py`` learns it from labelled pairs."""
    import numpy as np

    with as_file(files("graph.suggest") / "bearing.npy") as path:
        learned: Matrix = np.load(path).astype(np.float32).T
    return learned


def _parted(text: str) -> tuple[str, str]:
    one, _, other = text.partition(_BETWEEN)
    return one, other
