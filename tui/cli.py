"""The program's command line: finds the command, lets it run, and turns faults into single lines.

Exit codes: 0 done, 1 a check found something wrong, 2 a mistake in the call or the input, 130
stopped by the user.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple, NoReturn, cast

from evidence.faults import Refused, refuse
from tui.commands.call import Call, CommandModule
from tui.commands.printing import complain, print_lines, speak_utf8

__all__ = ["COMMANDS", "Listed", "main", "parser_of"]


class Listed(NamedTuple):
    """A command as the help lists it: what it takes, what it does, and the heading it is under."""

    takes: str
    says: str
    heading: str


#: Every command; each is the module of that name in ``tui.commands``.
COMMANDS: Final = {
    "demo": Listed("[FOLDER]", "make the sample inspection, once, and open it", "Begin"),
    "new": Listed("FOLDER", "begin an inspection", "Begin"),
    "open": Listed("FOLDER", "open an inspection", "Begin"),
    "add": Listed("FOLDER FILE...", "take files in as sources", "Evidence"),
    "load": Listed("FOLDER BUNDLE.json", "take in another program's records", "Evidence"),
    "dump": Listed("FOLDER [OUT.json]", "give every record as one bundle", "Evidence"),
    "search": Listed("FOLDER WORDS...", "find words in everything said", "Evidence"),
    "echoes": Listed("FOLDER", "passages that stand in two sources", "Evidence"),
    "speakers": Listed("FOLDER SOURCE", "who speaks in it, and whose voice they are", "Evidence"),
    "reread": Listed("FOLDER [SOURCE...]", "read sources anew from their files", "Evidence"),
    "status": Listed("FOLDER", "how each finding is known, and why", "What it adds up to"),
    "gaps": Listed("FOLDER", "what is missing or unsettled", "What it adds up to"),
    "suggest": Listed("FOLDER", "what may bear on what, for you to judge", "What it adds up to"),
    "plan": Listed("FOLDER", "which question to ask in which session", "What it adds up to"),
    "sessions": Listed("FOLDER", "the visit's timetable; --import reads one", "What it adds up to"),
    "requests": Listed("FOLDER", "what the service is asked to send", "What it adds up to"),
    "graph": Listed("FOLDER --area A", "an area's graph", "What it adds up to"),
    "check": Listed("FOLDER", "what may not be handed over as it is", "What it adds up to"),
    "clear": Listed("FOLDER ID [WORDS]", "redact, paraphrase or keep it", "What it adds up to"),
    "export": Listed("FOLDER OUT", "write a summary; OUT's ending says how", "What it adds up to"),
    "audit": Listed(
        "FOLDER DRAFT", "hold a draft report against the evidence", "What it adds up to"
    ),
    "sheets": Listed("FOLDER OUT", "write the session sheets", "The visit"),
    "day": Listed("FOLDER", "what changed today, and what remains to ask", "The visit"),
    "saturation": Listed("FOLDER", "what each meeting added, area by area", "The visit"),
    "history": Listed("FOLDER", "every change, or how it stood after one", "Keeping"),
    "undo": Listed("FOLDER", "undo the last change", "Keeping"),
    "redo": Listed("FOLDER", "do again what was undone", "Keeping"),
    "verify": Listed("FOLDER", "check every record and file against its hash", "Keeping"),
    "programmes": Listed("", "the kinds of inspection; --show ID prints one", "About"),
    "keys": Listed("", "every key of the screens", "About"),
    "schema": Listed("", "the JSON Schema of a bundle", "About"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: the program's own) and give the exit code."""
    speak_utf8()
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()  # whoever reads has enough
        return 0
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except Refused as refused:
        for fault in refused.faults:
            complain(fault)
        return 2
    except KeyboardInterrupt:
        complain("stopped")
        return 130
    except Exception as error:
        if os.environ.get("TRIANGULATE_DEBUG"):
            raise
        complain(_told(error))
        try:
            sys.stdout.flush()
        except OSError:
            _let_go_of_output()
        return 2
    return code


def _let_go_of_output() -> None:
    """Python flushes once more at exit: give it somewhere to where nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser_of(name: str) -> argparse.ArgumentParser:
    """The parser of one command."""
    listed = COMMANDS[name]
    parser = _Parser(
        prog=f"triangulate {name}", description=f"{listed.says[0].upper()}{listed.says[1:]}."
    )
    _module(name).declare(parser)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser that tells a mistake in one line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to look, and leave with 2."""
        complain(f"{message}: see `{self.prog} --help`")
        raise SystemExit(2)


def _module(name: str) -> CommandModule:
    return cast("CommandModule", import_module(f"tui.commands.{name}"))


def _run(words: list[str]) -> int:
    parser = _Parser(prog="triangulate", add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("--as", dest="by")
    parser.add_argument("--ascii", action="store_true")
    parser.add_argument("command", nargs="?")
    parser.add_argument("words", nargs=argparse.REMAINDER)
    given = parser.parse_args(words)
    if given.help:
        print_lines(_help())
        return 0
    if given.version:
        print_lines([f"triangulate {_version()}"])
        return 0
    name = given.command or "open"
    if name not in COMMANDS:
        raise refuse("", f'no command "{name}": there are {", ".join(COMMANDS)}')
    options = parser_of(name).parse_intermixed_args(given.words)
    if given.by and not getattr(options, "by", None):
        options.by = given.by
    if given.ascii:
        options.ascii = True
    return _module(name).run(Call(options))


def _help() -> Iterator[str]:
    yield "Ties an inspection's evidence into a graph and says of every finding how it is known."
    yield ""
    yield "triangulate                     open the inspection in this folder, or choose one"
    heading = ""
    for name, listed in COMMANDS.items():
        if listed.heading != heading:
            heading = listed.heading
            yield from ("", heading)
        yield f"  {name} {listed.takes}".ljust(32) + listed.says
    yield ""
    yield "`triangulate COMMAND --help` tells more. Results are JSON with --json. Who is working"
    yield "comes from --as, TRIANGULATE_USER, or the name kept at first use; --ascii draws with"
    yield "ASCII characters only. Both may stand before the command."


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("triangulate")
    except PackageNotFoundError:
        return "(not installed)"


def _told(error: Exception) -> str:
    """What happened, in a line."""
    match error:
        case OSError():
            named = f"{error.filename}: " if error.filename else ""
            return f"{named}{error.strerror or error}"
        case UnicodeDecodeError():
            return "the input is not in UTF-8: save it in that encoding"
        case RecursionError():
            return "the input is nested too deeply"
        case MemoryError():
            return "there is not enough memory for this"
    return (
        f"something went wrong inside the program ({type(error).__name__}: {error}): "
        "set TRIANGULATE_DEBUG=1 to see where"
    )
