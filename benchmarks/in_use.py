"""Precision in use: which links of an inspection come back in the queue, once they are removed.

    python -m benchmarks.in_use [--bundle BUNDLE.json] [--kept FOLDER]

Of the three labelled inspections, weights are fitted to two and the queue of the third is looked
at. Of a bundle of one's own, the shipped weights are tried as they are. Each with the statements'
ties to key questions, and with these taken away.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fitting import fit
from benchmarks.labelled import NAMES, inspection, labelled, links
from evidence.commands import UnlinkStatement, UntieFromQuestion
from evidence.folder import InspectionFolder
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
    for most in (100, 200, 400, 800, 1600):
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
        strong = [s for i, s in zip(queue, stances, strict=True) if i.bearing == side and i.strong]
        print(f"    {side}: {shown}; {tenth}; {strong.count(side)} of {len(strong)} strong right "
              f"({sum(s is not None for s in strong)} linked)")  # fmt: skip


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


def both_ways(name: str, meanings: Meanings, show: str | None) -> None:
    """Print what comes back of an inspection, tied to key questions and not."""
    with tempfile.TemporaryDirectory() as scratch, inspection(name, Path(scratch)) as folder:
        known = unlinked(folder)
        for how in ("tied", "untied"):
            if how == "untied":
                untie(folder)
            queue = queue_of(folder, meanings)
            told(queue, known, f"{Path(name).stem}, {how}")
            for item in [each for each in queue if each.bearing == show][:40]:
                stance = known.get((item.statement or "", item.target), "no link")
                print(f"{stance}: {item.text} | {item.target_text}")


def main() -> None:
    """All three, or a bundle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--show", choices=("supports", "contradicts"), help="print the first 40")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        meanings = Meanings.of(given.kept or Path(scratch))
        if given.bundle:
            both_ways(str(given.bundle), meanings, given.show)
            return
        known = {name: labelled(name, meanings) for name in NAMES}
        by_words = {name: labelled(name, meanings, "_words") for name in NAMES}
        for aside in NAMES:
            others = [name for name in NAMES if name != aside]
            fit([known[name] for name in others], [by_words[name] for name in others], meanings)
            both_ways(aside, meanings, given.show)


if __name__ == "__main__":
    main()
