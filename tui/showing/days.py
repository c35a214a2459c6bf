"""From which entry of the history a day's report counts, and the report itself."""

from __future__ import annotations

from datetime import date

from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.model import day_of
from evidence.state import State
from graph.day import DayReport, day_report

__all__ = ["entry_before", "report_since"]


def entry_before(folder: InspectionFolder, day: date) -> int:
    """The number of the last entry made before this day; 0 where there is none.

    Making the sample is no work of the day on which it is made.
    """
    before = (h for h in folder.history() if day_of(h.at) < day or h.command == "make_sample")
    return max((head.seq for head in before), default=0)


def report_since(folder: InspectionFolder, seq: int, today: date) -> DayReport:
    """What changed after entry ``seq`` (0: since the beginning), and what remains.

    Both states are read from the journal, so that a thread may ask while work goes on. Raises
    Refused.
    """
    last = len(folder.journal)
    if not 0 <= seq <= last:
        raise refuse("--since", f"there is no entry {seq}: they go from 1 to {last}")
    before = folder.state_at(seq) if seq else State()
    return day_report(before, folder.state_at(last), folder.programme, today)
