"""How the benchmarks measure and print: CPU time of this process, the median of some runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def cpu(work: Callable[[], object], runs: int = 5) -> float:
    """The median CPU time of a call, in milliseconds."""
    taken = []
    for _ in range(runs):
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    return median(taken)


def row(what: str, milliseconds: float, beside: str = "", bare: float = 0) -> None:
    """Print one line: what, how long, and its ratio to a bare part."""
    ratio = f"{milliseconds / bare:8.1f} x {beside} ({bare:.2f} ms)" if bare else ""
    print(f"{what:<44} {milliseconds:10.2f} ms  {ratio}")
