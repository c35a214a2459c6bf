"""The work on one open inspection: commands go in, what changed comes out.

Screens ask it for the state and its readings, and give it commands; nothing else writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from evidence.adding.outcome import ImportReport
from evidence.commands import Command
from evidence.corpus import Corpus
from evidence.echoes import EchoIndex
from evidence.folder import InspectionFolder
from evidence.journal import Entry
from evidence.programme import Programme
from evidence.state import State
from evidence.words import spoken
from graph.status import Assessments
from tui import settings


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry that came to be, the findings it touches, and the news in a few words each."""

    entry: Entry
    findings: frozenset[str]
    news: tuple[str, ...]


class WorkSession:
    """An open inspection with what is known of it; ``version`` grows with every change."""

    def __init__(self, folder: InspectionFolder, today: date | None = None) -> None:
        self.folder = folder
        self.today = today or settings.today()
        self.programme: Programme = folder.programme
        self.assessments = Assessments(folder.state, self.programme, self.today)
        #: Every text, folded to be searched, and what of them stands twice: read when asked for.
        self.corpus = Corpus()
        self.echoes = EchoIndex()
        self.version = 1
        #: What became of the files that were added last.
        self.import_report = ImportReport()
        self._listeners: list[Callable[[Changed], None]] = []
        folder.listen(self._entered)

    @property
    def state(self) -> State:
        """The inspection as it stands."""
        return self.folder.state

    def listen(self, listener: Callable[[Changed], None]) -> None:
        """Call this after every change."""
        self._listeners.append(listener)

    def do(self, command: Command) -> Entry | None:
        """Do a command; on return it is on disk and every listener was told. Raises Refused."""
        return self.folder.execute(command)

    def undo(self) -> Entry:
        """Undo the last command. Raises Refused where there is none."""
        return self.folder.undo()

    def redo(self) -> Entry:
        """Redo what was last undone. Raises Refused where there is nothing."""
        return self.folder.redo()

    def _entered(self, entry: Entry) -> None:
        before = self.assessments.known_statuses()
        touched = self.assessments.changed(entry.changes)
        self.version += 1
        news = tuple(
            f"{finding}: {spoken(before[finding])} → {spoken(self.assessments[finding].status)}"
            for finding in sorted(touched & before.keys())
            if finding in self.state.findings
            and self.assessments[finding].status != before[finding]
        )
        changed = Changed(entry, frozenset(touched), news)
        for listener in self._listeners:
            listener(changed)
