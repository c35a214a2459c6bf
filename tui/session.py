"""The work on one open inspection: commands go in, what changed comes out.

Screens ask it for the state and its readings, and give it commands; nothing else writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from evidence.adding.outcome import ImportReport
from evidence.commands import Command
from evidence.corpus import Corpus
from evidence.echoes import EchoIndex
from evidence.folder import InspectionFolder
from evidence.journal import Entry
from evidence.model import Ask, Link
from evidence.programme import Programme
from evidence.state import State
from evidence.words import spoken
from graph.stamp import Receiver
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
        #: For whom Check and Export look, the one after the other.
        self.reader: Receiver = "lead"
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

    def catch_up(self) -> int:
        """Take in what somebody else has written since; gives how many entries. Raises Refused."""
        return self.folder.catch_up()

    def _entered(self, entry: Entry) -> None:
        before = self.assessments.known_statuses(entry.changes)
        touched = self.assessments.changed(entry.changes)
        self.version += 1
        news = [
            f"{finding}: {spoken(before[finding])} → {spoken(self.assessments[finding].status)}"
            f"{self._by_whom(entry, finding)}"
            for finding in sorted(touched & before.keys())
            if finding in self.state.findings
            and self.assessments[finding].status != before[finding]
        ]
        news += _news_of_asks(entry)
        changed = Changed(entry, frozenset(touched), tuple(news))
        for listener in self._listeners:
            listener(changed)

    def _by_whom(self, entry: Entry, finding: str) -> str:
        """By whose account an entry moved a finding: " by practitioners"; "" where by none's."""
        groups: dict[str, None] = {}
        for change in entry.changes:
            link = change.after
            if isinstance(link, Link) and link.finding == finding:
                statement = self.state.statements[link.statement]
                source = self.state.sources[statement.source]
                voices = statement.said_by(source.voices)
                groups.update(
                    (spoken(group), None)
                    for group in (self.state.voices[voice].group for voice in voices)
                    if group is not None
                )
        return f" by {' and '.join(groups)}" if groups else ""


def _news_of_asks(entry: Entry) -> Iterator[str]:
    """The asks whose state an entry changed, each with what it was and is."""
    for change in entry.changes:
        before, after = change.before, change.after
        if isinstance(before, Ask) and isinstance(after, Ask) and before.state != after.state:
            yield f"{after.id}: {before.state} → {after.state}"
