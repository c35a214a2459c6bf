"""A large inspection in the app: what a key press costs."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path

from textual.pilot import Pilot

from benchmarks.large_inspection import made
from benchmarks.timing import row
from tui.app import TriangulateApp


async def pressed(pilot: Pilot[int], *keys: str) -> float:
    """The CPU time from a key until the screen is drawn, in milliseconds a key."""
    await pilot.pause()
    began = time.process_time()
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    return (time.process_time() - began) * 1000 / len(keys)


async def measure(path: Path, empty: Path) -> None:
    """Print the table."""
    async with TriangulateApp(empty, by="AB").run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pressed(pilot, "2")
        bare = await pressed(pilot, *["j", "k"] * 10)
    began = time.process_time()
    app = TriangulateApp(path, by="AB")
    async with app.run_test(size=(80, 24)) as pilot:
        row("first screen, the inspection being read", (time.process_time() - began) * 1000)
        await app.workers.wait_for_complete()
        await pilot.pause()
        row("overview shown", (time.process_time() - began) * 1000)
        row("to Area", await pressed(pilot, "2"))
        row("move in Area", await pressed(pilot, *["j"] * 20), "in an empty inspection", bare)
        row("next area", await pressed(pilot, *["right_square_bracket"] * 4))
        row("filter, a letter", await pressed(pilot, "slash", "a", "b", "c") * 4 / 4)
        await pressed(pilot, "escape")
        assert app.work is not None
        finding = next(f for f, links in app.work.state.links_of_finding.items() if links)
        app.open_finding(finding)
        await pilot.pause()
        row("a link judged anew, shown and on disk", await pressed(pilot, *["q", "c", "s"] * 5))
        row("undo", await pressed(pilot, *["u"] * 5))
        row("the list of statements to tie", await pressed(pilot, "t"))
        row("filter 20,000 statements, a letter", await pressed(pilot, "e", "1", "2"))
        await pressed(pilot, "escape", "escape")
        row("to Sources", await pressed(pilot, "3"))
        row("move in Sources", await pressed(pilot, *["j"] * 20), "in an empty inspection", bare)
        row("to Gaps", await pressed(pilot, "4"))
        await app.workers.wait_for_complete()
        row("move in Gaps", await pressed(pilot, *["j"] * 20), "in an empty inspection", bare)


def main() -> None:
    """Make the inspections, then measure."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["TRIANGULATE_CONFIG"] = temporary
        path = made(Path(temporary) / "large")
        empty = made(Path(temporary) / "empty", statements=10, findings=4)
        asyncio.run(measure(path, empty))


if __name__ == "__main__":
    main()
