"""Speed of suggestions, beside the bare parts: encoding and reading pairs with the models alone.

python -m benchmarks.suggesting [--statements 10000] [--findings 300] [--passages 50000]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from evidence.commands import LoadBundle
from evidence.commands.bundle import parse_bundle
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from evidence.programme import load_programme
from evidence.sample import make_sample
from graph.suggest.matter import Matter
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.proposing import Proposer
from graph.suggest.runtime import models


def wall(what: str, work: Callable[[], Any]) -> Any:
    """Do it, print how long it took by the clock and in CPU time."""
    began, cpu = time.perf_counter(), time.process_time()
    result = work()
    print(f"{what:<58}{time.perf_counter() - began:9.2f} s {time.process_time() - cpu:9.2f} CPU s",
          flush=True)  # fmt: skip
    return result


def sentences(scratch: Path) -> tuple[list[str], list[str]]:
    """What the sample's statements and findings say."""
    with make_sample(scratch / "sample", "AB") as folder:
        return (
            [statement.quote for statement in folder.state.statements.values()],
            [finding.text for finding in folder.state.findings.values()],
        )


def mixed(texts: list[str], count: int, chance: random.Random) -> list[str]:
    """So many different texts, made of halves of these."""
    made: dict[str, None] = {}
    while len(made) < count:
        one, other = chance.choice(texts).split(), chance.choice(texts).split()
        made[" ".join([*one[: len(one) // 2 + 1], *other[len(other) // 2 :]])] = None
    return list(made)


def large(path: Path, statements: list[str], findings: list[str]) -> InspectionFolder:
    """An inspection of these, from a hundred sources."""
    questions = list(load_programme("probation").questions)
    document = {
        "format": "triangulate-bundle/1",
        "sources": [{"id": f"S{n}", "kind": "document"} for n in range(1, 101)],
        "statements": [
            {"id": f"E{n}", "source": f"S{n % 100 + 1}", "quote": text}
            for n, text in enumerate(statements, 1)
        ],
        "findings": [
            {"id": f"F{n}", "question": questions[n % len(questions)], "text": text}
            for n, text in enumerate(findings, 1)
        ],
    }
    about = Inspection(title="large", service="large", programme="probation")
    folder = InspectionFolder.create(path, about, by="AB")
    folder.execute(LoadBundle(parse_bundle(json.dumps(document).encode())))
    return folder


def whole(folder: InspectionFolder) -> int:
    """The whole queue; prints when the first suggestion was there."""
    began, first = time.perf_counter(), 0.0
    progress = None
    for progress in Proposer(folder).run():
        if not first and len(progress.found):
            first = time.perf_counter() - began
            print(
                f"    the first suggestion after {first:.2f} s, at “{progress.doing}”", flush=True
            )
    return len(progress.found) if progress else 0


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--findings", type=int, default=300)
    parser.add_argument("--passages", type=int, default=50_000)
    given = parser.parse_args()
    chance = random.Random(4)
    with tempfile.TemporaryDirectory() as scratch:
        quotes, claims = sentences(Path(scratch))
        bare = mixed(quotes, 600, random.Random(1))
        models().encode(bare[:32])
        models().judge([(bare[0], bare[1])])
        models().judge_closely([(bare[0], bare[1])])
        wall("bare: 600 texts encoded", lambda: models().encode(bare))
        pairs = [(text, claims[n % len(claims)]) for n, text in enumerate(bare)]
        wall("bare: 600 pairs read", lambda: models().judge(pairs))
        wall("bare: 200 pairs read closely", lambda: models().judge_closely(pairs[:200]))

        texts = mixed(quotes, given.passages, chance)
        wall(f"{given.passages} passages: words indexed", lambda: Matter(texts))
        rows = np.random.default_rng(3).normal(size=(given.passages, 384)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        matter = Matter(texts, rows)
        meanings = Meanings.of(None)
        asked = mixed(claims, 200, chance)
        vectors = meanings.vectors([said(text) for text in asked])
        wall(
            "200 findings' candidates among them",
            lambda: [matter.nearest(t, v, 30) for t, v in zip(asked, vectors, strict=True)],
        )
        lines = mixed(quotes, 20, chance)
        wall(
            "20 new lines: each encoded, its candidates, taken in",
            lambda: [
                (matter.nearest(line, vector := meanings.vector(said(line)), 30),
                 matter.add(line, vector))
                for line in lines
            ],
        )  # fmt: skip

        folder = large(
            Path(scratch) / "large",
            mixed(quotes, given.statements, chance),
            mixed(claims, given.findings, chance),
        )
        with folder:
            what = f"{given.statements} statements and {given.findings} findings"
            count = wall(f"{what}: the whole queue", lambda: whole(folder))
            wall("    the same again, with what was kept", lambda: whole(folder))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count} suggestions; at most {most:.0f} MB of memory")


if __name__ == "__main__":
    main()
