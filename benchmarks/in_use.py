"""Precision in use: which links of an inspection come back in the queue, once they are removed.

    python -m benchmarks.in_use DEV-PAIRS.jsonl [--bundle BUNDLE.json] [--kept FOLDER]

Of the sample, weights are fitted without one half of its findings, and the queue for that half is
looked at, for both halves. Of a bundle of one's own, the shipped weights are tried as they are.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fitting import compared, crossed, every_pair, fit, links
from evidence.commands import LoadBundle, UnlinkStatement, UntieFromQuestion
from evidence.commands.bundle import parse_bundle
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from evidence.sample import make_sample
from graph.suggest import weighing
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import statement_pieces
from graph.suggest.proposing import Proposer
from graph.suggest.suggestion import Suggestion

Known = dict[tuple[str, str], str]


def told(items: Sequence[Suggestion], known: Known, what: str) -> None:
    """Print where the true links stand in a queue."""
    queue = [item for item in items if item.target_kind == "finding" and item.statement]
    stances = [known.get((item.statement or "", item.target)) for item in queue]
    found = sum(stance is not None for stance in stances)
    print(f"{what}: {len(queue)} suggestions hold {found} of {len(known)} links "
          f"({found / len(known):.0%})")  # fmt: skip
    for most in (100, 200, 400, 800):
        there = sum(stance is not None for stance in stances[:most])
        print(f"    the first {most}: {there / len(known):.0%}")
    for side in ("supports", "contradicts"):
        of_side = [s for item, s in zip(queue, stances, strict=True) if item.bearing == side]
        rights = [place for place, stance in enumerate(of_side, 1) if stance == side]
        tenth = f"{rights[9] - 10} false before the tenth right" if len(rights) > 9 else "under ten"
        shown = ", ".join(
            f"{of_side[:most].count(side)} of {most} right "
            f"({sum(s is not None for s in of_side[:most])} linked)"
            for most in (10, 20)
        )
        print(f"    {side}: {shown}; {tenth}")


def unlinked(folder: InspectionFolder) -> Known:
    """Take the links of an inspection away; gives those of statements that are not withdrawn."""
    known = links(folder)
    countable = {piece.key for piece in statement_pieces(folder.state)}
    for statement, finding in known:
        folder.execute(UnlinkStatement(statement, finding))
    return {pair: stance for pair, stance in known.items() if pair[0] in countable}


def untie(folder: InspectionFolder) -> None:
    """Take the statements' key questions away."""
    for statement in list(folder.state.statements.values()):
        for question in statement.questions:
            folder.execute(UntieFromQuestion(statement.id, question))


def queue_of(folder: InspectionFolder, meanings: Meanings) -> tuple[Suggestion, ...]:
    """The whole queue of what is marked."""
    *_, last = Proposer(folder, unmarked=False, meanings=meanings).run()
    return last.found.items


def main() -> None:
    """Both halves of the sample, or a bundle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dev", type=Path, help="the held-out pairs that weights are fitted to")
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--kept", type=Path)
    parser.add_argument(
        "--untied", action="store_true", help="with no statement tied to a question"
    )
    parser.add_argument("--show", choices=("supports", "contradicts"), help="print the first 30")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        meanings = Meanings.of(given.kept or Path(scratch))
        if given.bundle:
            about = Inspection(title="aside", service="aside", programme="probation")
            with InspectionFolder.create(Path(scratch) / "aside", about, by="AB") as folder:
                folder.execute(LoadBundle(parse_bundle(given.bundle.read_bytes())))
                known = unlinked(folder)
                told(queue_of(folder, meanings), known, str(given.bundle))
            return
        with make_sample(Path(scratch) / "sample", "AB") as folder:
            comparison = compared(folder, meanings)
            pairs, known = every_pair(comparison, meanings), links(folder)
            stances = [
                known.get((comparison.pieces[p.piece].key, comparison.claims[p.claim].id))
                for p in pairs
            ]
            others, other_stances = crossed(given.dev, meanings)
            known = unlinked(folder)
            if given.untied:
                untie(folder)
            everything: list[Suggestion] = []
            for half in (0, 1):
                own = [n for n, pair in enumerate(pairs) if pair.claim % 2 != half]
                models = fit(
                    [*(pairs[n] for n in own), *others],
                    [*(stances[n] for n in own), *other_stances],
                )
                weighing.shipped()["models"] = models
                weighing.weights.cache_clear()
                aside = {claim.id for claim in comparison.claims[half::2]}
                items = [item for item in queue_of(folder, meanings) if item.target in aside]
                everything += items
                told(items, {k: v for k, v in known.items() if k[1] in aside}, f"half {half + 1}")
            everything.sort(key=lambda item: -item.score)
            told(everything, known, "both halves")
            if given.show:
                for item in [i for i in everything if i.bearing == given.show][:30]:
                    stance = known.get((item.statement or "", item.target), "no link")
                    print(f"{stance}: {item.text} | {item.target_text}")


if __name__ == "__main__":
    main()
