"""Near-identical wording: which texts of different sources say the same in the same words.

The measure is the share of the shorter text's runs of four words that the longer one holds too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.suggest.suggestion import Spans, merged

__all__ = ["Echo", "echoes"]

_RUN = 4
#: The least share that is an echo, and the least number of common runs.
_LEAST_SHARE = 0.5
_LEAST_RUNS = 3
#: A run that more texts hold is a turn of phrase, or a form.
_COMMONPLACE = 20

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Echo:
    """Two texts by number, the share of common words, and where these stand in each."""

    one: int
    other: int
    share: float
    marked: Spans
    other_marked: Spans


_Runs = dict[tuple[str, ...], tuple[int, int]]


def echoes(texts: Sequence[str], sources: Sequence[str]) -> Iterator[Echo]:
    """Every two texts of different sources that are nearly the same, by their numbers."""
    runs = [_runs(text) for text in texts]
    holding: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            holding[run].append(number)
    common: defaultdict[tuple[int, int], list[tuple[str, ...]]] = defaultdict(list)
    for run, numbers in holding.items():
        if 1 < len(numbers) <= _COMMONPLACE:
            for place, one in enumerate(numbers):
                for other in numbers[place + 1 :]:
                    if sources[one] != sources[other]:
                        common[one, other].append(run)
    for (one, other), shared in sorted(common.items()):
        share = len(shared) / min(len(runs[one]), len(runs[other]))
        if len(shared) >= _LEAST_RUNS and share >= _LEAST_SHARE:
            yield Echo(
                one,
                other,
                share,
                merged(runs[one][run] for run in shared),
                merged(runs[other][run] for run in shared),
            )


def _runs(text: str) -> _Runs:
    words = list(_WORD.finditer(text))
    return {
        tuple(word[0].casefold() for word in words[start : start + _RUN]): (
            words[start].start(),
            words[start + _RUN - 1].end(),
        )
        for start in range(len(words) - _RUN + 1)
    }
