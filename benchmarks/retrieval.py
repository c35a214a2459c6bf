"""How many of the passages that bear on something are among the first twenty: words, meaning, both.

    python -m benchmarks.retrieval [MEETING.json ...]

In the labelled inspections the linked statements of each finding are sought among all statements. A
meeting is a file of QMSum (transcripts, and questions with the spans of turns that answer them).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.labelled import NAMES, beside, inspection
from graph.suggest.comparing import Claim
from graph.suggest.lexical import LexicalIndex
from graph.suggest.matter import Matter
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import Piece, said, statement_pieces
from graph.suggest.weighing import weights

MOST = 20
_LEAST_WORDS = 5


def recall(
    texts: Sequence[str], asked: Sequence[tuple[str, set[int]]], meanings: Meanings
) -> dict[str, float]:
    """The share of the passages sought that stands among the first twenty, over all that is asked.

    Where more than twenty are sought, twenty found are all.
    """
    vectors = meanings.vectors([said(text) for text in texts])
    queries = meanings.vectors([said(query) for query, _ in asked])
    assert vectors is not None
    assert queries is not None
    turned = meanings.sought(queries)
    assert turned is not None
    index, matter = LexicalIndex(texts), Matter(texts, vectors)
    found = {"words alone (BM25)": 0, "meaning alone": 0, "both": 0, "learned": 0,
             "all signs": 0}  # fmt: skip
    whole = 0
    signed = by_signs(texts, [query for query, _ in asked], meanings)
    for place, ((query, sought), vector) in enumerate(zip(asked, queries, strict=True)):
        whole += min(MOST, len(sought))
        ranked = {
            "words alone (BM25)": [number for number, _ in index.best(query, MOST)],
            "meaning alone": np.argsort(-(vectors @ vector))[:MOST].tolist(),
            "learned": np.argsort(-(vectors @ turned[place]))[:MOST].tolist(),
            "both": [number for number, _ in matter.nearest(query, vector, MOST)],
            "all signs": signed[place],
        }
        for name, numbers in ranked.items():
            found[name] += len(sought.intersection(numbers))
    return {name: count / whole for name, count in found.items()}


def by_signs(texts: Sequence[str], queries: Sequence[str], meanings: Meanings) -> list[list[int]]:
    """For each query the first texts by all that is known of a pair before it is read.

    No text is tied to a key question here.
    """
    pieces = [Piece(f"E{n}", "S1", text) for n, text in enumerate(texts)]
    claims = [Claim(f"F{n}", text, "", None) for n, text in enumerate(queries)]
    ranked: list[list[tuple[float, int]]] = [[] for _ in queries]
    about = weights()["about"]
    for pair in beside(pieces, claims, (), meanings).pairs(len(texts), 0):
        ranked[pair.claim].append((-about.logit(pair.signs), pair.piece))
    return [[number for _, number in sorted(found)[:MOST]] for found in ranked]


def of_inspection(name: str, scratch: Path) -> tuple[list[str], list[tuple[str, set[int]]]]:
    """An inspection's statements, and its findings with the linked ones."""
    with inspection(name, scratch) as folder:
        state = folder.state
        pieces = list(statement_pieces(state))
        number = {piece.key: place for place, piece in enumerate(pieces)}
        asked = [
            (finding.text, {number[link.statement] for link in links.values()
                            if link.statement in number})
            for finding in state.findings.values()
            if (links := state.links_of_finding.get(finding.id))
        ]  # fmt: skip
        return [piece.text for piece in pieces], [pair for pair in asked if pair[1]]


def of_meeting(path: Path) -> tuple[list[str], list[tuple[str, set[int]]]]:
    """A meeting's turns, and its questions with the turns that answer them."""
    document = json.loads(path.read_text(encoding="utf-8"))
    turns = [turn["content"] for turn in document["meeting_transcripts"]]
    asked = []
    for question in document["specific_query_list"]:
        sought: set[int] = set()
        for first, last in question["relevant_text_span"]:
            sought.update(range(int(first), int(last) + 1))
        telling = {n for n in sought if len(turns[n].split()) >= _LEAST_WORDS}
        if telling:
            asked.append((question["query"], telling))
    return turns, asked


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("meetings", nargs="*", type=Path)
    parser.add_argument("--kept", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        meanings = Meanings.of(given.kept or Path(scratch) / "kept")
        sets = {name: of_inspection(name, Path(scratch)) for name in NAMES}
        sets.update({path.stem: of_meeting(path) for path in given.meetings})
        for name, (texts, asked) in sets.items():
            found = recall(texts, asked, meanings)
            cells = ", ".join(f"{how} {share:.1%}" for how, share in found.items())
            print(f"{name}: {len(asked)} asked of {len(texts)}: {cells}", flush=True)


if __name__ == "__main__":
    main()
