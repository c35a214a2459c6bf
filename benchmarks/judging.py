"""A thousand decisions in Review: whether they grow slow, and what many waiting cost."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.large_inspection import made
from benchmarks.screens import pressed
from benchmarks.timing import row
from evidence.folder import InspectionFolder
from graph.suggest.suggestion import Progress, Suggestion, Suggestions
from tui.app import TriangulateApp
from tui.screens import queue
from tui.session import WorkSession

DECISIONS = 1000


def suggested(path: Path, count: int) -> Suggestions:
    """So many suggestions between statements and findings that are not linked, all strong."""
    with InspectionFolder.open(path, read_only=True) as folder:
        state = folder.state
        findings = list(state.findings.values())
        items: list[Suggestion] = []
        for number, statement in enumerate(state.statements.values()):
            finding = findings[number % len(findings)]
            links = state.links_of_statement.get(statement.id, {}).values()
            source = state.sources[statement.source]
            out = statement.withdrawn or source.withdrawn
            if not out and all(link.finding != finding.id for link in links):
                parts = (statement.id, statement.source, statement.quote, finding.id, "finding")
                items.append(Suggestion(*parts, finding.text, "supports", 0.9, strong=True))
        return Suggestions(tuple(items[:count]))


async def judged(path: Path, count: int, decisions: int = DECISIONS) -> list[float]:
    """The CPU milliseconds of a decision, for each hundred of them, with so many waiting."""
    found = suggested(path, count)

    def proposals(work: WorkSession, *, learning: bool = True) -> Iterator[Progress]:
        yield Progress("given", 1, 1, found, finished=True)

    queue.proposals = proposals
    app = TriangulateApp(path, by="AB")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("7")
        await app.workers.wait_for_complete()
        return [await pressed(pilot, *"sx" * 50) for _ in range(decisions // 100)]


async def measure(folder: Path) -> None:
    """Print the table."""
    few = await judged(made(folder / "small", statements=2_000, findings=200), DECISIONS)
    row("a decision of the first hundred of 1,000", few[0])
    row("a decision of the last hundred", few[-1], "the first hundred's", few[0])
    many = await judged(made(folder / "large"), 10_000, 100)
    row("10,000 waiting among 20,000 statements", many[0], "1,000 among 2,000", few[0])


def main() -> None:
    """Make the inspections, then measure."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["TRIANGULATE_CONFIG"] = temporary
        asyncio.run(measure(Path(temporary)))


if __name__ == "__main__":
    main()
