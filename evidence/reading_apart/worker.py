"""The process that reads: `python -m evidence.reading_apart.worker`, over its pipes.

For each request it gives back what was read and the files inside the file, or why it can't be read.
It ends where its input ends, and by itself where a file takes far too long, so that none is left
behind by a program that was killed.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from evidence.frames import read_frame, write_frame
from evidence.readers import reader_for
from evidence.reading import TOO_DEEP, Part, Unreadable
from evidence.reading_apart.reply import read_here

__all__ = ["main"]

#: Seconds after which this process ends itself, beyond those that the program waits.
_GRACE = 10

#: How many more objects there must be before the collector looks while a file is read: after each
#: file it does.
_MANY_OBJECTS = 50_000


def main() -> None:
    """Read what is asked for until there is nothing more to read."""
    # openpyxl loads numpy where it finds it, and uses it for nothing that is read here.
    sys.modules["numpy"] = None  # type: ignore[assignment]  # as Python has it for "not there"
    gc.set_threshold(_MANY_OBJECTS)
    requests, replies = sys.stdin.buffer, _own_output()
    memory = _Memory()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        while True:
            try:
                head, content = read_frame(requests)
            except EOFError:
                return
            if "load" in head:
                with memory.grown():
                    _load_ahead(head["load"])
                continue
            faulthandler.dump_traceback_later(head["seconds"] + _GRACE, exit=True, file=nowhere)
            with memory.grown(), suppress(Unreadable):
                _load(head)  # loading a library is not the file's doing
            gc.freeze()  # what is loaded stays: it need not be looked at after every file
            memory.allow(head["memory"])
            go_on = _answer(replies, head, content)
            del content
            memory.allow(None)
            faulthandler.cancel_dump_traceback_later()
            if not go_on:
                return
            gc.collect()


def _load_ahead(names: Iterable[str]) -> None:
    for name in names:
        with suppress(Unreadable):
            reader_for(name)


def _load(head: dict[str, Any]) -> None:
    """Load what will read this. Raises Unreadable where nothing does."""
    if "project" in head:
        from evidence.projects import formats

        formats()
    else:
        reader_for(head["name"])


def _own_output() -> BinaryIO:
    """Where replies go; what a library prints goes nowhere."""
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return replies


def _answer(replies: BinaryIO, head: dict[str, Any], content: bytes) -> bool:
    """Give back what was read; whether this process is good for another file."""
    try:
        if "project" in head:
            _read_project(replies, Path(head["project"]))
        else:
            _read(replies, head, content)
    except Unreadable as unreadable:
        write_frame(replies, {"refused": str(unreadable)})
    except RecursionError:
        write_frame(replies, {"refused": TOO_DEEP})
    except MemoryError:
        del content
        gc.collect()
        write_frame(replies, {"memory": True})
        return False
    except Exception as error:  # noqa: BLE001  (whatever it is, it costs this file only)
        write_frame(replies, {"broke": type(error).__name__})
    return True


def _read(replies: BinaryIO, head: dict[str, Any], content: bytes) -> None:
    if head["parts_only"] and not getattr(reader_for(head["name"]), "HOLDS_FILES", False):
        raise Unreadable("is here already")
    reply = read_here(head["name"], content, head["options"], head["digest"])
    about = {
        "reader": reply.reader,
        "version": reply.version,
        "media_type": reply.media_type,
        "passages": reply.passages,
        "words": reply.words,
        "warnings": reply.warnings,
        "parts": len(reply.parts),
        "changed": reply.changed,
    }
    write_frame(replies, about, reply.text)
    for part in reply.parts:
        _send(replies, part)


def _read_project(replies: BinaryIO, path: Path) -> None:
    from evidence.projects import read_project
    from evidence.projects.packing import packed

    try:
        told, files = packed(read_project(path))
    except OSError as error:
        raise Unreadable(f"can't be read: {error.strerror or error}") from None
    write_frame(replies, {"project": True}, told)
    write_frame(replies, {"files": True}, files)


def _send(replies: BinaryIO, part: Part) -> None:
    told = {"name": part.name, "derived": part.derived, "refused": part.refused}
    write_frame(replies, told, part.content)


class _Memory:
    """How much memory this process may take, where the system can hold it to that."""

    def __init__(self) -> None:
        self._before = _address_space()

    @contextmanager
    def grown(self) -> Iterator[None]:
        """What is taken meanwhile is the program's own."""
        before = _address_space()
        yield
        self._before += max(0, _address_space() - before)

    def allow(self, memory: int | None) -> None:
        """Allow so many bytes more than the program itself uses; None allows any number."""
        try:
            import resource

            _, most = resource.getrlimit(resource.RLIMIT_AS)
            wanted = resource.RLIM_INFINITY if memory is None else self._before + memory
            if most != resource.RLIM_INFINITY and not 0 <= wanted <= most:
                wanted = most
            resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
        except (ImportError, OSError, ValueError):
            return  # no such limit on this system: the limit on time still holds


def _address_space() -> int:
    """The bytes that this process has mapped, as far as that is known."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        return pages * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, AttributeError):
        return 1_000_000_000


if __name__ == "__main__":
    main()
