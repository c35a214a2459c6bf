"""What findings are held against: a programme, and the day from which age is counted."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evidence.model import Source, day_of
from evidence.programme import Programme
from evidence.state import State
from evidence.words import KINDS, Kind

__all__ = ["Yardstick"]


def _months_before(day: date, months: int) -> date:
    """The same day some calendar months earlier, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Yardstick:
    """What findings are held against: a programme, and the day from which age is counted."""

    programme: Programme
    day: date

    @classmethod
    def of(cls, state: State, programme: Programme, today: date) -> Yardstick:
        """The yardstick of an inspection: age counts from the visit's first day, else today."""
        begins = state.inspection.visit_from
        return cls(programme, day_of(begins) if begins else today)

    def is_current(self, source: Source) -> bool:
        """Whether a source is dated within its kind's age limit; without a date it is not."""
        if source.dated is None:
            return False
        oldest = self._oldest.get(source.kind)
        return oldest is None or day_of(source.dated) >= oldest

    @cached_property
    def _oldest(self) -> dict[Kind, date]:
        limits = {kind: self.programme.stale_after(kind) for kind in KINDS}
        return {kind: _months_before(self.day, limit) for kind, limit in limits.items() if limit}
