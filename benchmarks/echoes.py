"""Echoes: how many known copies are found, how much else is named, and what it takes.

Texts are made of invented words with the frequencies of a language, since a copy is known only
where it was made. Copies are whole passages, and sentences quoted inside other passages, each with
0 to 30 % of its words replaced, left out or put in.
"""

from __future__ import annotations

import random
import resource
import time
from itertools import accumulate

from benchmarks.timing import row
from evidence.echoes import EchoIndex
from evidence.reading import Reading, TextBuilder

_WORDS = 8_000
_PASSAGES = 250


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Invented words, and their weights as Zipf has them."""
    syllables = ["ba", "de", "ki", "lo", "mu", "ra", "se", "ti", "vo", "na", "pe", "sha", "ste"]
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        words["".join(chance.choices(syllables, k=chance.randint(1, 5)))] = None
    return list(words), list(accumulate(1 / (rank + 2.7) for rank in range(_WORDS)))


class Writer:
    """Writes passages of some length, and copies of them with a part of the words edited."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._words, self._weights = vocabulary(self.chance)

    def words(self, number: int) -> list[str]:
        """So many words."""
        return self.chance.choices(self._words, cum_weights=self._weights, k=number)

    def passage(self) -> list[str]:
        """A passage of 12 to 80 words."""
        return self.words(self.chance.randint(12, 80))

    def edited(self, words: list[str], part: float) -> list[str]:
        """The words with this part of them replaced, left out, or with another put in."""
        edited = list(words)
        for at in sorted(self.chance.sample(range(len(words)), round(part * len(words))))[::-1]:
            match self.chance.choice(["replaced", "replaced", "left out", "put in"]):
                case "replaced":
                    edited[at : at + 1] = self.words(1)
                case "left out":
                    del edited[at]
                case _:
                    edited[at:at] = self.words(1)
        return edited


def reading(passages: list[list[str]]) -> Reading:
    """A text of these passages."""
    builder = TextBuilder()
    for number, passage in enumerate(passages, 1):
        builder.add(" ".join(passage), paragraph=number)
    return builder.reading()


def found(seed: int, part: float, *, quoted: bool) -> tuple[int, int, int]:
    """Of 500 copies in 20 documents: how many are found, how many there are, what else is named."""
    writer = Writer(seed)
    origins = [[writer.passage() for _ in range(100)] for _ in range(20)]
    index = EchoIndex()
    for number, passages in enumerate(origins):
        index.add(f"O{number}", reading(passages))
    from_origin: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for number in range(20):
        passages = [writer.passage() for _ in range(75)]
        for place in range(25):
            origin = writer.chance.randrange(20)
            at = writer.chance.randrange(100)
            copy = writer.edited(origins[origin][at], part)
            if quoted:
                copy = [*writer.words(25), *copy, *writer.words(25)]
            copies = from_origin.setdefault((origin, at), [(f"O{origin}", at + 1)])
            copies.append((f"C{number}", place * 3 + 1))
            passages.insert(place * 3, copy)
        index.add(f"C{number}", reading(passages))
    named = {
        (f"C{number}", each.passage.paragraph, other, each.other.paragraph)
        for number in range(20)
        for other, repeated in index.echoed(f"C{number}").items()
        for each in repeated
    }
    known = {
        (*one, *other)
        for (origin, _), copies in from_origin.items()
        for one in copies[1:]
        for other in copies
        if other[0] == f"O{origin}"
    }
    alike = {
        (*one, *other) for copies in from_origin.values() for one in copies for other in copies
    }
    return len(known & named), len(known), len(named - alike)


def main() -> None:
    """Print the tables."""
    print(f"{'copies':<24}{'edited':>8}{'recall':>10}{'precision':>11}")
    for quoted in (False, True):
        for part in (0.0, 0.1, 0.2, 0.3, 0.4):
            right, known, else_named = found(7, part, quoted=quoted)
            recall, precision = right / known, right / max(1, right + else_named)
            name = "quoted in a passage" if quoted else "whole passages"
            print(f"{name:<24}{part:>8.0%}{recall:>10.1%}{precision:>11.1%}")
    writer = Writer(1)
    texts = [reading([writer.passage() for _ in range(_PASSAGES)]) for _ in range(201)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    index = EchoIndex()
    began = time.process_time()
    for number, text in enumerate(texts[:200]):
        index.add(f"S{number}", text)
    row("200 documents of 50,000 passages indexed", (time.process_time() - began) * 1000)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    index.add("S200", texts[200])
    index.echoed("S200")
    row("one more document of 250 passages", (time.process_time() - began) * 1000)
    print(f"memory: {(after - before) / 1024:.0f} MB more for the index")


if __name__ == "__main__":
    main()
