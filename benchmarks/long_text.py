"""A text of two million characters in the reading pane: what opening it and a key press cost."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from textual.pilot import Pilot

from benchmarks.screens import pressed
from benchmarks.timing import row
from evidence.adding import SourceDetails, add_content
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from tui.app import TriangulateApp
from tui.screens.reading import ReadingScreen

LENGTH = 2_000_000
_WORDS = "The team meets every month to look at the caseloads and the plan for it. "


def texts() -> dict[str, str]:
    """Two million characters, cut into paragraphs in different ways."""
    long = (_WORDS * (LENGTH // len(_WORDS) + 1))[:LENGTH]
    return {
        "paragraphs": "\n\n".join(long[start : start + 600] for start in range(0, LENGTH, 600)),
        "one paragraph": long,
        "lines of 200,000": "\n\n".join(
            long[start : start + 200_000] for start in range(0, LENGTH, 200_000)
        ),
        "no space in 200,000": "\n\n".join(
            "x" * 200_000 if start % 400_000 == 0 else long[start : start + 200_000]
            for start in range(0, LENGTH, 200_000)
        ),
        "one paragraph, Chinese": "案件很多。" * (LENGTH // 5),
        "one paragraph, accents": (long[:50] + "e\u0301🙂") * (LENGTH // 52),
    }


async def opened(pilot: Pilot[int], app: TriangulateApp, source: str) -> float:
    """The CPU time from opening a source until its text is drawn, in milliseconds."""
    began = time.process_time()
    app.open_source(source)
    await pilot.pause()
    assert isinstance(app.screen, ReadingScreen)
    return (time.process_time() - began) * 1000


async def measure(path: Path) -> None:
    """Print the table."""
    app = TriangulateApp(path, by="AB")
    only = sys.argv[1:]
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for number, name in enumerate(texts(), start=1):
            if only and str(number) not in only:
                continue
            row(f"{name}: open", await opened(pilot, app, f"S{number}"))
            row(f"{name}: page down", await pressed(pilot, *["pagedown"] * 20))
            row(f"{name}: move down", await pressed(pilot, *["j"] * 20))
            row(f"{name}: a sentence, a word more", await pressed(pilot, "v", *["right"] * 9))
            await pressed(pilot, "escape")
            row(f"{name}: to the end", await pressed(pilot, "G"))
            row(f"{name}: take what is here", await pressed(pilot, "v", "m"))
            row(f"{name}: back", await pressed(pilot, "escape"))
            while isinstance(app.screen, ReadingScreen):
                await pilot.press("escape")
                await pilot.pause()


def main() -> None:
    """Make an inspection with the texts, then measure."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["TRIANGULATE_CONFIG"] = temporary
        path = Path(temporary) / "long"
        made = Inspection(id="I1", title="Long", service="S", programme="probation")
        with InspectionFolder.create(path, made, by="AB") as folder:
            for name, text in texts().items():
                added = add_content(folder, f"{name}.txt", text.encode(), SourceDetails("document"))
                assert added.source, added
        asyncio.run(measure(path))


if __name__ == "__main__":
    main()
