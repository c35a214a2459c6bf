"""Capture in a real terminal: from an Enter until the line is on disk, and on the screen."""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.large_inspection import made
from evidence.commands import LoadBundle, parse_bundle
from evidence.folder import JOURNAL, InspectionFolder
from evidence.model import BUNDLE_FORMAT
from tests.tui.terminal import Terminal, begin_session

LINES = 60
BURST = 200
#: How long a picture stands at sixty a second, in milliseconds.
FRAME = 1000 / 60


def with_session(path: Path, notes: int = 0) -> Path:
    """An inspection with a planned session; with ``notes`` it is held and has so many already."""
    session: dict[str, Any] = {"id": "MX", "title": "Xylophone", "kind": "meeting"}
    bundle: dict[str, Any] = {"format": BUNDLE_FORMAT, "sessions": [session]}
    if notes:
        session["source"] = "SX"
        bundle["sources"] = [{"id": "SX", "kind": "meeting", "dated": "2026-03-01"}]
        bundle["statements"] = [
            {"id": f"EX{n}", "source": "SX", "quote": f"note {n}"} for n in range(notes)
        ]
    with InspectionFolder.open(path, by="AB") as folder:
        folder.execute(LoadBundle(parse_bundle(json.dumps(bundle).encode())))
    return path


def until(happened: Callable[[], bool]) -> float:
    """The moment at which something has happened, to a fifth of a millisecond."""
    ends = time.perf_counter() + 60
    while not happened():
        if time.perf_counter() > ends:
            raise TimeoutError
        time.sleep(0.0002)
    return time.perf_counter()


def typed(terminal: Terminal, journal: Path) -> tuple[list[float], list[float]]:
    """For each of some lines the milliseconds from its Enter to the disk, and to the screen."""
    disk, screen = [], []
    for number in range(LINES):
        words = f"line {number} of this meeting as it was said"
        terminal.press(words)
        time.sleep(0.1)
        size, mark = journal.stat().st_size, terminal.mark
        began = time.perf_counter()
        terminal.press("\r")
        disk.append((until(lambda size=size: journal.stat().st_size > size) - began) * 1000)
        said = f": {words}"  # in the quiet line, after "took E7 from ..."
        screen.append(until(lambda said=said, mark=mark: said in terminal.drawn(mark)) - began)
        screen[-1] *= 1000
    return disk, screen


def burst(terminal: Terminal, journal: Path) -> tuple[float, int]:
    """Lines typed at once: seconds until all are kept, and how many the screen was behind."""
    mark, behind, kept, shown = terminal.mark, 0, 0, 0
    first = None
    keys = "".join(f"line {number} of a burst\r" for number in range(BURST))
    with journal.open("rb") as written:
        written.seek(0, os.SEEK_END)
        began = time.perf_counter()
        threading.Thread(target=terminal.press, args=(keys,), daemon=True).start()
        while kept < BURST:
            kept += written.read().count(b"\n")
            drawn = re.findall(r"took E(\d+) ", terminal.drawn(mark))
            mark = max(mark, terminal.mark - 4_000)
            if drawn:
                first = int(drawn[0]) if first is None else first
                shown = int(drawn[-1]) - first + 1
                behind = max(behind, kept - shown)
            if time.perf_counter() - began > 120:
                raise TimeoutError
            time.sleep(0.005)
    return time.perf_counter() - began, behind


def measure(path: Path, config: Path, *, held: bool = False) -> tuple[float, float]:
    """Print the lines of one inspection; the medians to the disk and to the screen."""
    journal = path / JOURNAL
    with Terminal(path, config) as terminal:
        begin_session(terminal, "xylophone", held=held)
        typed(terminal, journal)
        disk, screen = typed(terminal, journal)
        for what, found in (("disk", disk), ("screen", screen)):
            late = quantiles(found, n=20)[-1]
            print(
                f"  to the {what:<7} median {median(found):7.1f} ms   95 of 100 {late:7.1f} ms"
                f"   {median(found) / FRAME:5.1f} frames"
            )
        taken, behind = burst(terminal, journal)
        print(f"  {BURST} lines at once: {taken:.1f} s, the screen at most {behind} lines behind")
    return median(disk), median(screen)


def main() -> None:
    """Measure a small inspection, a large one, and a session that is itself large."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        empty = with_session(made(place / "empty", statements=10, findings=4))
        large = with_session(made(place / "large", statements=50_000, findings=2_000))
        long = with_session(made(place / "long", statements=10, findings=4), 50_000)
        print("nothing loaded but ten statements")
        bare = measure(empty, place / "config")
        for what, path in (("50,000 statements loaded", large), ("50,000 in the session", long)):
            print(what)
            full = measure(path, place / "config", held=path == long)
            print(f"  ratio: disk {full[0] / bare[0]:.2f}, screen {full[1] / bare[1]:.2f}")


if __name__ == "__main__":
    main()
