"""One call of a command: its options, who makes it, and how inspections are opened for it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from evidence.faults import Refused
from tui import settings
from tui.commands.printing import cells, note, print_document, print_lines

if TYPE_CHECKING:
    from evidence.folder import InspectionFolder

__all__ = ["Call", "CommandModule"]


@dataclass(frozen=True, slots=True)
class Call:
    """A command as it was called."""

    options: Namespace

    @property
    def folder(self) -> Path:
        """The inspection's folder."""
        return Path(self.options.folder)

    @property
    def plain_ascii(self) -> bool:
        """Whether to print ASCII only."""
        return bool(self.options.ascii) or settings.plain_ascii()

    @property
    def cells(self) -> int:
        """How wide lines may be."""
        return cells()

    def answer(self, document: Mapping[str, Any], lines: Iterable[str]) -> None:
        """Print the result: the document where JSON was asked for, else the lines."""
        if self.options.json:
            print_document(document)
        else:
            print_lines(lines)

    def who(self) -> str:
        """Who is working: as said, kept or asked for once; else the name of the login."""
        known = settings.who(getattr(self.options, "by", None))
        if known:
            return known
        if sys.stdin.isatty() and sys.stderr.isatty():
            sys.stderr.write("Who is working? Your name or initials go into the history: ")
            sys.stderr.flush()
            answered = sys.stdin.readline().strip()
            if answered:
                settings.keep_who(answered)
                return answered
        return settings.login()

    @contextmanager
    def reading(self) -> Iterator[InspectionFolder]:
        """The inspection, to be looked at; what opening it found goes to standard error.

        Raises Refused.
        """
        from evidence.folder import InspectionFolder

        own = settings.own_programmes()
        opened = InspectionFolder.open(self.folder, read_only=True, own_programmes=own)
        if opened.journal.torn:
            # Only a writer may set a torn line aside: be one, unless somebody else is.
            known = settings.who(getattr(self.options, "by", None)) or settings.login()
            with suppress(Refused):
                opened = InspectionFolder.open(self.folder, by=known, own_programmes=own)
        with opened:
            _tell(opened)
            yield opened

    @contextmanager
    def writing(self) -> Iterator[InspectionFolder]:
        """The inspection, to be changed; what opening and closing it found goes to standard error.

        Raises Refused.
        """
        from evidence.folder import InspectionFolder, must_be_inspection

        must_be_inspection(self.folder)  # before anybody is asked for a name
        own = settings.own_programmes()
        opened = InspectionFolder.open(self.folder, by=self.who(), own_programmes=own)
        _tell(opened)
        found = len(opened.notices)
        with opened:
            yield opened
        _tell(opened, found)


class CommandModule(Protocol):
    """What a command's module offers."""

    def declare(self, parser: ArgumentParser) -> None:
        """Say what the command takes."""

    def run(self, call: Call) -> int:
        """Do it; gives the exit code. Raises Refused or OSError."""


def _tell(opened: InspectionFolder, after: int = 0) -> None:
    for notice in opened.notices[after:]:
        note(notice)
