"""An inspection's folder, open: its state, and the one way to change it.

Opening reads the checkpoint and the journal after it. ``execute`` checks a command, appends it to
the journal, and applies it; when it returns, the change is on disk. Whoever listens is told.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Self

from filelock import FileLock, Timeout

from evidence.checkpoint import Stamp, read_checkpoint, write_checkpoint
from evidence.commands.base import Command, Context, Effect
from evidence.commands.inspection import NewInspection
from evidence.content import (
    SOURCES,
    TEXTS,
    ContentFolder,
    reading_from_bytes,
    reading_to_bytes,
    sha256_of,
)
from evidence.durable import make_private_folder, remove_unfinished, sync_folder
from evidence.faults import Refused, refuse
from evidence.integrity import faults_in
from evidence.journal import Entry, Head, Journal, undo_stacks
from evidence.model import Inspection, Source
from evidence.one_writer import HOLDER, LOCK, take_lock
from evidence.programme import Programme, load_programme
from evidence.reading import Reading
from evidence.state import State
from evidence.uncollected import without_collecting

JOURNAL = "journal.jsonl"
CHECKPOINT = "inspection.json"

#: Open with this many entries after the checkpoint, and a new one is written at once.
_LONG_TAIL = 2_000

Listener = Callable[[Entry], None]


def now() -> str:
    """This moment with its offset from UTC, ISO 8601, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def is_inspection(path: Path) -> bool:
    """Whether this folder holds an inspection."""
    return (path / JOURNAL).is_file()


def must_be_inspection(path: Path) -> None:
    """Raise Refused where this folder holds no inspection."""
    try:
        holds_one = is_inspection(path)
    except OSError as error:
        raise refuse(str(path), f"can't be looked into: {error.strerror or error}") from None
    if not holds_one:
        what = "is no inspection" if path.exists() else "does not exist"
        raise refuse(str(path), f"{what}: make one with `triangulate new`")


def _never_began(path: Path) -> bool:
    """Whether a crash struck before the first entry: an empty journal, and nothing kept."""
    ours = {JOURNAL, LOCK, HOLDER}
    return (
        {entry.name for entry in path.iterdir()} <= ours
        and is_inspection(path)
        and (path / JOURNAL).stat().st_size == 0
    )


def _clear_what_never_began(path: Path) -> None:
    if _never_began(path):
        lock = FileLock(path / LOCK, mode=0o600, thread_local=False)
        with suppress(Timeout, OSError), lock.acquire(timeout=0):
            (path / JOURNAL).unlink()
            (path / HOLDER).unlink(missing_ok=True)
            (path / LOCK).unlink(missing_ok=True)


class InspectionFolder:
    """An open inspection. ``notices`` tells what opening found; ``close`` writes a checkpoint."""

    def __init__(
        self,
        path: Path,
        journal: Journal,
        *,
        by: str,
        lock: FileLock | None,
        own_programmes: Path | None,
    ) -> None:
        self.path = path
        self.by = by
        self.journal = journal
        self.state = State()
        self.notices: list[str] = []
        self.sources = ContentFolder(path / SOURCES)
        self.texts = ContentFolder(path / TEXTS)
        self._lock = lock
        self._guard = RLock()
        self._own_programmes = own_programmes
        self._programme: Programme | None = None
        self._listeners: list[Listener] = []
        self._undo: list[int] = []
        self._redo: list[int] = []
        self._checkpointed = -1

    @classmethod
    def create(
        cls,
        path: Path,
        inspection: Inspection,
        *,
        by: str,
        own_programmes: Path | None = None,
    ) -> InspectionFolder:
        """A new inspection in a folder that holds none.

        Raises Refused where the folder holds one or other files, or the programme is unknown.
        """
        load_programme(inspection.programme or "", own_programmes)
        if is_inspection(path) and not _never_began(path):
            raise refuse(
                str(path), "holds an inspection already: open it, or choose another folder"
            )
        if path.exists() and not path.is_dir():
            raise refuse(str(path), "is a file: choose a folder")
        if path.is_dir():
            _clear_what_never_began(path)
            if any(path.iterdir()):
                raise refuse(str(path), "is not empty: choose a new or an empty folder")
        try:
            make_private_folder(path)
        except OSError as error:
            raise refuse(str(path), f"can't be made: {error.strerror or error}") from None
        lock = take_lock(path, by, now())
        try:
            journal = Journal.create(path / JOURNAL)
            folder = cls(path, journal, by=by, lock=lock, own_programmes=own_programmes)
            folder.execute(NewInspection(inspection))
        except BaseException as error:
            (path / JOURNAL).unlink(missing_ok=True)
            (path / HOLDER).unlink(missing_ok=True)
            lock.release()
            (path / LOCK).unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise refuse(str(path), f"can't be made: {error.strerror or error}") from None
            raise
        folder._checkpoint_if_possible()
        return folder

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        by: str = "",
        read_only: bool = False,
        own_programmes: Path | None = None,
    ) -> InspectionFolder:
        """The inspection in this folder, for reading and writing unless ``read_only``.

        Raises Refused where there is none, it is damaged, or somebody else is writing in it.
        """
        must_be_inspection(path)
        lock = None if read_only else take_lock(path, by, now())
        try:
            with without_collecting():
                # The checkpoint first: what a writer adds while we read is then in the journal.
                standing = _standing(path / CHECKPOINT)
                journal = Journal(path / JOURNAL)
                folder = cls(path, journal, by=by, lock=lock, own_programmes=own_programmes)
                folder._load(standing)
                if lock is not None:
                    for kept in (path, folder.sources.path, folder.texts.path):
                        remove_unfinished(kept)
        except BaseException:
            if lock is not None:
                (path / HOLDER).unlink(missing_ok=True)
                lock.release()
            raise
        gc.freeze()  # records are many and hold no cycles: spare the collector looking at them
        return folder

    # -- reading ------------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether this can't be changed from here."""
        return self._lock is None

    @property
    def programme(self) -> Programme:
        """The programme of the inspection. Raises Refused where it is unknown here."""
        identifier = self.state.inspection.programme or ""
        if self._programme is None or self._programme.id != identifier:
            self._programme = load_programme(identifier, self._own_programmes)
        return self._programme

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._undo)

    @property
    def next_undo(self) -> Head | None:
        """What undo would undo."""
        return self.journal.heads(self._undo[-1] - 1, self._undo[-1])[0] if self._undo else None

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return bool(self._redo)

    def history(self, up_to: int | None = None) -> list[Head]:
        """What the journal's entries say of themselves, first to last."""
        return self.journal.heads(up_to=up_to)

    def later(self) -> int:
        """How many entries its writer added since this was read; its own writer knows them all.

        Raises Refused where the journal can't be looked at, or is not the one that was read.
        """
        return self.journal.later() if self.read_only else 0

    def catch_up(self) -> int:
        """Take in what its writer added since, told to whoever listens; gives how many entries.

        Raises Refused, with nothing taken in.
        """
        with self._guard:
            known = len(self.journal)
            if self.read_only:
                self.journal.read_on()
            for entry in self.journal.entries(after=known):
                self._apply(entry)
            return len(self.journal) - known

    def state_at(self, seq: int) -> State:
        """The inspection as it stood after entry ``seq``. Raises Refused where there is none."""
        if not 1 <= seq <= len(self.journal):
            raise refuse(
                "history", f"there is no entry {seq}: they go from 1 to {len(self.journal)}"
            )
        state = State()
        with without_collecting():
            for entry in self.journal.entries(up_to=seq):
                state.apply(entry.changes)
        return state

    def reading(self, source: Source, earlier: str | None = None) -> Reading | None:
        """The text read from a source's file, or None where it has none.

        ``earlier`` is the SHA-256 of one of its earlier texts, to have that one. Raises Refused
        where the stored text is missing or changed.
        """
        text = earlier or (source.file.text if source.file is not None else None)
        if text is None:
            return None
        content = self.texts.get(text)
        try:
            return reading_from_bytes(content)
        except (ValueError, KeyError, TypeError):
            raise refuse(f"{TEXTS}/{text}", "can't be understood") from None

    # -- writing ------------------------------------------------------------------------------

    def listen(self, listener: Listener) -> None:
        """Call this with each entry once it is on disk and applied."""
        self._listeners.append(listener)

    def store(self, content: bytes, reading: Reading, reader: str, version: int) -> tuple[str, str]:
        """Keep a file's bytes and the text read from it; gives the SHA-256 of each."""
        text = reading_to_bytes(reading, reader, version, sha256_of(content))
        return self.keep(content, text)

    def keep(
        self, content: bytes, text: bytes, digests: tuple[str | None, str | None] = (None, None)
    ) -> tuple[str, str]:
        """Keep a file's bytes and a text as ``reading_to_bytes`` gave it; the SHA-256 of each.

        ``digests`` are these where the caller knows them.
        """
        self._must_write()
        return self.sources.put(content, digests[0]), self.texts.put(text, digests[1])

    def check(self, command: Command) -> None:
        """Raise Refused where this command would be refused now; nothing is changed."""
        with self._guard:
            self._checked(command, Context(self.by, now()))

    def execute(self, command: Command) -> Entry | None:
        """Do a command; on return it is on disk. None where there was nothing to change.

        Raises Refused, with nothing changed.
        """
        with self._guard:
            context = Context(self.by, now())
            effect = self._checked(command, context)
            return self._commit(context, command.name, effect) if effect.changes else None

    def execute_each(self, commands: Iterable[Command]) -> list[Entry | Refused | None]:
        """Do commands one after another; on return all are on disk, for which they wait once.

        Gives for each its entry, or why it was refused, or None where there was nothing to change.
        Raises Refused where they could not be written, with nothing changed.
        """
        with self._guard:
            outcomes: list[Entry | Refused | None] = []
            entries: list[Entry] = []
            numbers = dict(self.state.numbers)
            try:
                for command in commands:
                    context = Context(self.by, now())
                    try:
                        effect = self._checked(command, context)
                    except Refused as refused:
                        outcomes.append(refused)
                        continue
                    entry = None
                    if effect.changes:
                        entry = self._entry(context, command.name, effect, before=len(entries))
                        entries.append(entry)
                        self.state.apply(entry.changes)
                    outcomes.append(entry)
                self._write(*entries)
            except BaseException:
                for entry in reversed(entries):
                    self.state.apply(tuple(each.inverse() for each in reversed(entry.changes)))
                self.state.numbers = numbers
                raise
            for entry in entries:
                self._tell(entry)
            return outcomes

    def undo(self) -> Entry:
        """Undo the last command that was not undone. Raises Refused where there is none."""
        with self._guard:
            self._must_write()
            if not self._undo:
                raise refuse("undo", "there is nothing to undo")
            undone = self.journal.entry(self._undo[-1])
            changes = tuple(change.inverse() for change in reversed(undone.changes))
            effect = Effect(changes, undone.about, f"undid {undone.seq}: {undone.says}")
            return self._commit(Context(self.by, now()), "undo", effect, undone.seq)

    def redo(self) -> Entry:
        """Do again what was last undone. Raises Refused where there is nothing."""
        with self._guard:
            self._must_write()
            if not self._redo:
                raise refuse("redo", "there is nothing to redo")
            redone = self.journal.entry(self._redo[-1])
            effect = Effect(redone.changes, redone.about, f"redid {redone.seq}: {redone.says}")
            return self._commit(Context(self.by, now()), "redo", effect, redone.seq)

    def checkpoint(self) -> None:
        """Write the state as a TinyDB file, unless the one there is as new. Raises OSError."""
        with self._guard:
            seq = len(self.journal)
            if self.read_only or self._checkpointed == seq:
                return
            stamp = Stamp(
                seq, self.journal.checksum_at(seq), self.state.numbers, self._undo, self._redo
            )
            write_checkpoint(self.path / CHECKPOINT, self.state, stamp)
            self._checkpointed = seq

    def close(self) -> None:
        """Write a checkpoint and let others write; closing twice does nothing.

        Where the checkpoint can't be written, a notice says so: the journal has everything.
        """
        with self._guard:
            if self._lock is None:
                return
            lock = self._lock
            try:
                self._checkpoint_if_possible()
            finally:
                self._lock = None
                with suppress(OSError):
                    (self.path / HOLDER).unlink(missing_ok=True)
                lock.release()
                gc.unfreeze()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- inside -------------------------------------------------------------------------------

    def _checked(self, command: Command, context: Context) -> Effect:
        """What a command would change. Raises Refused with every fault."""
        self._must_write()
        effect = command.carry_out(self.state, context)
        programme = None if isinstance(command, NewInspection) else self.programme
        faults = [
            *effect.faults,
            *faults_in(self.state, effect.changes, programme, effect.paths),
        ]
        if faults:
            raise Refused(faults)
        return effect

    def _checkpoint_if_possible(self) -> None:
        try:
            self.checkpoint()
        except OSError as error:
            self.notices.append(
                f"The checkpoint could not be written ({error.strerror or error}): nothing is "
                "lost, but the next opening reads the whole journal."
            )

    def _must_write(self) -> None:
        if self._lock is None:
            raise refuse(
                str(self.path), "is open for reading only: open it without --read-only to change it"
            )

    def _commit(
        self, context: Context, command: str, effect: Effect, of: int | None = None
    ) -> Entry:
        entry = self._entry(context, command, effect, of)
        self._write(entry)
        self._apply(entry)
        return entry

    def _entry(
        self,
        context: Context,
        command: str,
        effect: Effect,
        of: int | None = None,
        *,
        before: int = 0,
    ) -> Entry:
        """The entry of an effect, so many ``before`` it being still unwritten."""
        seq = len(self.journal) + before + 1
        changes = effect.changes if of else self.state.with_places(effect.changes)
        return Entry(seq, context.at, context.by, command, effect.about, effect.says, changes, of)

    def _write(self, *entries: Entry) -> None:
        """Have entries on disk, and first the files that they are about. Raises Refused."""
        try:
            self.sources.settle()
            self.texts.settle()
            self.journal.append(*entries)
        except OSError as error:
            raise refuse(
                str(self.journal.path),
                f"could not be written ({error.strerror or error}): nothing was changed",
            ) from None
        except UnicodeEncodeError:
            raise refuse(
                entries[0].command, "a name in it holds half a character: nothing was changed"
            ) from None

    def _apply(self, entry: Entry) -> None:
        """Apply an entry that is on disk, and tell whoever listens."""
        self.state.apply(entry.changes)
        self._tell(entry)

    def _tell(self, entry: Entry) -> None:
        """Take an entry for the last that can be undone, and tell whoever listens."""
        told = (entry.seq, entry.at, entry.by, entry.command, entry.about, entry.says, entry.of)
        self._undo, self._redo = undo_stacks([Head(*told)], self._undo, self._redo)
        for listener in self._listeners:
            listener(entry)

    def _load(self, standing: tuple[State, Stamp] | Refused | None) -> None:
        """Take the checkpoint and the journal after it; set damage aside once all else is well."""
        journal = self.journal
        if not len(journal):
            raise refuse(str(journal.path), "holds no whole entry: restore it from a copy")
        stamp = Stamp(0, "")
        damaged = isinstance(standing, Refused)
        if isinstance(standing, Refused):
            self.notices.append(
                f"The checkpoint {standing.faults[0].what}: it was read from its journal."
            )
        elif standing is not None:
            if self._fits(standing[1]):
                self.state, stamp = standing
            else:
                damaged = True
                self.notices.append(
                    f"The checkpoint knows entry {standing[1].seq}, of which the journal has no "
                    "whole line: it was read from its journal."
                )
        for entry in journal.entries(after=stamp.seq):
            self.state.apply(entry.changes)
        self._undo, self._redo = undo_stacks(journal.heads(after=stamp.seq), stamp.undo, stamp.redo)
        self._checkpointed = stamp.seq
        if damaged:
            self._keep_damaged(self.path / CHECKPOINT)
        if journal.torn:
            self._set_torn_aside()
        if len(journal) - stamp.seq > _LONG_TAIL:
            self._checkpoint_if_possible()

    def _fits(self, stamp: Stamp) -> bool:
        """Whether the checkpoint stands in this journal; not, if the journal's last line is torn.

        Raises Refused where the two do not belong together.
        """
        seq = len(self.journal)
        if stamp.seq <= seq:
            if self.journal.checksum_at(stamp.seq) == stamp.journal_checksum:
                return True
            raise refuse(
                str(self.path),
                f"{CHECKPOINT} and {JOURNAL} are not of one inspection: "
                "restore both from the same copy",
            )
        if stamp.seq == seq + 1 and self.journal.torn:
            return False
        raise refuse(
            str(self.journal.path),
            f"ends at entry {seq}, but {CHECKPOINT} knows {stamp.seq}: restore the journal from a "
            f"copy, or move {CHECKPOINT} away to open what is left",
        )

    def _set_torn_aside(self) -> None:
        length = len(self.journal.torn)
        last = len(self.journal)
        if self.read_only:
            self.notices.append(
                f"The journal's last line ({length} bytes after entry {last}) is not whole and was "
                "left out: it is being written, or was torn by a crash."
            )
            return
        aside = self.journal.set_torn_aside()
        self.notices.append(
            f"The journal's last line was torn ({length} bytes after entry {last}): it is set "
            f"aside in {aside.name}. Everything up to entry {last} is here."
        )

    def _keep_damaged(self, checkpoint: Path) -> None:
        if not self.read_only:
            stamp = now().replace(":", "")
            aside = checkpoint.with_name(f"{checkpoint.name}.damaged-{stamp}")
            checkpoint.replace(aside)
            sync_folder(self.path)
            self.notices.append(f"The checkpoint that stood there is kept as {aside.name}.")


def _standing(checkpoint: Path) -> tuple[State, Stamp] | Refused | None:
    """The checkpoint, or why it can't be used, or None where there is none."""
    try:
        return read_checkpoint(checkpoint)
    except Refused as refused:
        return refused
