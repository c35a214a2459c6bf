"""What `triangulate add` does: files taken in as they are read, and what became of each told."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from evidence.adding import (
    Added,
    AddingFiles,
    Brought,
    Codes,
    Counts,
    SourceDetails,
    Stored,
    gathered,
    spelled,
    take_in_each,
)
from evidence.commands.base import found, made
from evidence.faults import Fault, Refused, refuse
from evidence.folder import InspectionFolder
from evidence.model import Source
from evidence.reading_apart.processes import ReadingProcesses
from evidence.words import KINDS, Kind, number_of, spoken
from graph.drawing import clipped, safe
from tui.commands import project_codes
from tui.commands.arrivals import Arrivals, Seen
from tui.commands.call import Call
from tui.commands.printing import complain, note, print_lines
from tui.commands.speaking import speakers_named
from tui.commands.taking import take_passages
from tui.commands.voices import NamedVoice, made_voices, named_voices

__all__ = ["added"]

#: What files are by their endings, where nobody says.
_KIND_OF: Final[dict[str, Kind]] = {
    ".vtt": "meeting",
    ".srt": "meeting",
    ".eml": "document",
    ".msg": "document",
}
_CLEAR = "\r\x1b[K"
_BAR = 20
#: The exit code where the user stopped it.
_STOPPED = 130


def added(call: Call, processes: ReadingProcesses) -> int:
    """Add the files of a call, read by these processes; gives the exit code. Raises Refused."""
    named = [Path(file) for file in call.options.files]
    with call.writing() as folder:
        found = gathered(named)
        details, voices = _details(call, folder, found.files)
        taken: list[tuple[Added, int]] = []
        speaking = speakers_named(folder.state, call.options.speaker)[0]
        with (
            Arrivals(folder, speaking) as arrivals,
            AddingFiles(folder, found.files, details, processes=processes) as adding,
            _ctrl_c_stops(adding),
        ):
            made: tuple[str, ...] | None = None
            for outcomes in _watched(adding, together=not call.options.take):
                if made is None and any(isinstance(each, Stored) for each in outcomes):
                    made = made_voices(folder, voices)  # with the first file that comes in
                became = _taken_in(folder, outcomes, made or ())
                taken += [(added, _taken(call, folder, added, arrivals)) for added in became]
            seen = arrivals.seen()
        rows = [_Row(added, many, seen.get(added.source or "", Seen())) for added, many in taken]
        undated = sum(
            folder.state.sources[row.added.source].dated is None
            for row in rows
            if row.added.source is not None
        )
    counts = Counts.of(row.added for row in rows)
    document: dict[str, Any] = {
        "files": [row.plain() for row in rows],
        "counts": counts.plain(),
    }
    if found.left_out:
        document["left_out"] = [spelled(path) for path in found.left_out]
    if undated:
        document["undated"] = undated
    if adding.stopped:
        document["stopped"] = True
    told = [*_lines(rows, call)]
    if call.options.kind is None and counts.added:
        told.append(f"Taken as {spoken(details.kind)}, by the ending; --kind says otherwise.")
    if undated:
        many = number_of(undated, "source")
        told.append(f"{many} undated, and so never current: --dated says the day.")
    call.answer(document, told)
    for path in found.left_out:
        note(f"{spelled(path)}: left out, as hidden files, links and other inspections are")
    for row in rows:
        if row.added.lost:
            complain(Fault(row.added.file, row.added.refused or ""))
    for name in arrivals.unheard:
        complain(
            Fault(
                f"--speaker {name}",
                "nobody of this name speaks in what was added: `speakers` lists who does",
            )
        )
    if adding.stopped:
        left = adding.total - adding.done
        complain(f"stopped: {left} files were not read; adding them again takes in the rest")
    if not call.options.json and (len(rows) > 1 or adding.stopped):
        sys.stdout.flush()
        print_lines([f"{len(rows)} files: {counts}"])
    if adding.stopped:
        return _STOPPED
    return 2 if counts.refused or arrivals.unheard else 0


class _Row(NamedTuple):
    """What became of a file, how many statements were taken from it, and what is seen of it."""

    added: Added
    statements: int
    seen: Seen

    def plain(self) -> dict[str, Any]:
        """The row as JSON values."""
        return {"statements": self.statements, **self.added.plain(), **self.seen.plain()}


def _taken_in(
    folder: InspectionFolder, outcomes: Sequence[Stored | Added], voices: tuple[str, ...]
) -> list[Added]:
    """Take in the files that were read, said by these voices."""
    stored = [each.said_by(voices) for each in outcomes if isinstance(each, Stored)]
    taken = iter(take_in_each(folder, stored))
    return [each if isinstance(each, Added) else next(taken) for each in outcomes]


def _taken(call: Call, folder: InspectionFolder, added: Added, arrivals: Arrivals) -> int:
    """Tell of a file that became a source; how many statements were taken of it."""
    if added.source is None:
        return 0
    arrivals.tell(added.source, others=isinstance(added, Brought))
    if isinstance(added, Brought):
        return added.statements
    taking = call.options.take
    return take_passages(folder, folder.state.sources[added.source]) if taking else 0


@contextmanager
def _ctrl_c_stops(adding: AddingFiles) -> Iterator[None]:
    """Let Ctrl+C stop the batch between two files, never in the midst of one that is taken in."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: adding.stop())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _details(
    call: Call, folder: InspectionFolder, files: Sequence[Path]
) -> tuple[SourceDetails, list[NamedVoice]]:
    """What is said of the files, and whose they are. Raises Refused with every fault."""
    given = call.options
    faults: list[Fault] = []
    kind: Kind = given.kind or "document"
    if given.kind is None:
        try:
            kind = _kind_of(files)
        except Refused as refused:
            faults += refused.faults
    if given.title and len(files) > 1:
        faults.append(
            Fault(
                "--title",
                "one title can't be that of several files: leave it out, or add them one by one",
            )
        )
    names = ("dated", "site", "agency", "reliability", "recorded_by")
    fields = {name: value for name in names if (value := getattr(given, name)) is not None}
    try:
        made(Source, id="S1", kind=kind, **fields)
    except Refused as refused:
        faults += [Fault(f"--{f.where.replace('_', '-')}", f.what) for f in refused.faults]
    for source in given.derived_from:
        try:
            found(folder.state.sources, source, "source")
        except Refused as refused:
            faults += [Fault(f"--derived-from {f.where}", f.what) for f in refused.faults]
    voices, wrong = named_voices(folder.state, given.voice)
    faults += [*wrong, *speakers_named(folder.state, given.speaker)[1]]
    columns: Mapping[str, str] = {}
    try:
        columns = _columns(given.column)
    except Refused as refused:
        faults += refused.faults
    codes: Codes = {}
    try:
        codes = project_codes.codes(call)
    except Refused as refused:
        faults += refused.faults
    if faults:
        raise Refused(faults)
    details = SourceDetails(
        kind=kind,
        title=given.title,
        derived_from=tuple(dict.fromkeys(given.derived_from)),
        fields=fields,
        options=columns,
        codes=codes,
    )
    return details, voices


def _kind_of(files: Sequence[Path]) -> Kind:
    """The kind of all of these files by their endings. Raises Refused where one can be any."""
    unsaid = [each for each in files if each.suffix.lower() not in _KIND_OF]
    kinds = {_KIND_OF[each.suffix.lower()] for each in files if each not in unsaid}
    if not unsaid and len(kinds) == 1:
        return kinds.pop()
    why = f"{unsaid[0].name} can be any" if unsaid else f"these are {' and '.join(sorted(kinds))}"
    if not files:
        why = "there are no files"
    raise refuse("--kind", f"say what kind of source, {', '.join(KINDS)}: {why}")


def _columns(given: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in given:
        name, equals, column = pair.partition("=")
        if not equals or name not in ("text", "voice", "speaker", "time", "header"):
            raise refuse(f"--column {pair}", "write text=NAME, voice=NAME, time=NAME or header=no")
        columns[name] = column
    return columns


def _watched(adding: AddingFiles, *, together: bool) -> Iterator[tuple[Stored | Added, ...]]:
    """The outcomes, some ``together``, with a bar on standard error where that is a terminal."""
    seen = sys.stderr.isatty()
    steps = adding.together() if together else adding.together(1)
    while True:
        if seen and adding.total > 1 and adding.current:
            full = _BAR * adding.done // max(adding.total, 1)
            bar = f"[{'#' * full}{'.' * (_BAR - full)}] {adding.done} of {adding.total}"
            name = clipped(safe(Path(adding.current).name), 79 - len(bar) - 2)
            sys.stderr.write(f"{_CLEAR}{bar}  {name}")
            sys.stderr.flush()
        outcomes = next(steps, None)
        if outcomes is None:
            break
        yield outcomes
    if seen and adding.total > 1:
        sys.stderr.write(_CLEAR)


def _lines(rows: Sequence[_Row], call: Call) -> Iterator[str]:
    """A line for each file that is here or wraps others, and its warnings below it."""
    plain_ascii = call.plain_ascii
    wide = max((len(row.added.source or row.added.already or "") for row in rows), default=0)
    for row in rows:
        added = row.added
        if added.lost:
            continue
        key = safe(added.source or added.already or "", plain_ascii).ljust(wide)
        became = _became(added, row.statements, taking=call.options.take, plain_ascii=plain_ascii)
        yield f"{key}  {safe(added.file, plain_ascii)}: {became}"
        for warning in added.warnings:
            yield f"    {safe(warning, plain_ascii)}"
        for line in row.seen.lines():
            yield f"    {safe(line, plain_ascii)}"


def _became(added: Added, statements: int, *, taking: bool, plain_ascii: bool) -> str:
    inside = f"{number_of(added.inside, 'file')} inside"
    if added.refused is not None:
        return safe(added.refused, plain_ascii)
    if added.source is None:
        return f"{inside} ({added.reader})"
    brought = isinstance(added, Brought)
    taken = f", {number_of(statements, 'statement')}" if taking or brought else ""
    also = f", {inside}" if added.inside else ""
    if isinstance(added, Brought):
        also = f", {number_of(len(added.sources), 'source')}"
    read = f"{number_of(added.passages, 'passage')}, {number_of(added.words, 'word')}"
    return f"{read}{taken}{also} ({added.reader})"
