"""`triangulate add`: take files in as sources; what can't be read is told, and stops nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evidence.adding import Added, SourceDetails, add_file, can_be_added
from evidence.commands.base import found, made
from evidence.faults import Fault, Refused, refuse
from evidence.folder import InspectionFolder
from evidence.model import Source
from evidence.words import KINDS, RELIABILITIES
from graph.drawing import clipped, safe
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import complain
from tui.commands.taking import take_passages
from tui.commands.voices import NamedVoice, made_voices, named_voices

__all__ = ["declare", "run"]

_CLEAR = "\r\x1b[K"


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("files", nargs="+", metavar="FILE", help="the files to take in")
    parser.add_argument("--kind", required=True, choices=KINDS, help="what kind of source")
    parser.add_argument(
        "--voice",
        action="append",
        default=[],
        metavar="V",
        help="whose account it is: the id of a voice, or GROUP, GROUP:ROLE or GROUP:ROLE:PEOPLE, "
        "such as practitioners:Practitioners in Wexcombe:8; may be repeated",
    )
    parser.add_argument("--dated", metavar="DATE", help="the day it is from: 2026-03-09")
    parser.add_argument(
        "--derived-from",
        action="append",
        default=[],
        metavar="ID",
        help="a source that it is made from; may be repeated",
    )
    parser.add_argument("--title", help="what it is called (default: the file's name)")
    parser.add_argument("--site", help="the site that it is about")
    parser.add_argument("--agency", help="the agency that it comes from")
    parser.add_argument("--reliability", choices=RELIABILITIES, help="default untested")
    parser.add_argument("--recorded-by", metavar="NAME", help="who recorded it (default: you)")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="text=NAME",
        help="of a table, which column holds the text (or voice, time); may be repeated",
    )
    parser.add_argument("--take", action="store_true", help="take every passage as a statement")


def run(call: Call) -> int:
    """See CommandModule. The code is 2 where a file was refused; the others are in."""
    files = [Path(file) for file in call.options.files]
    with call.writing() as folder:
        details, voices = _details(call, folder, files)
        if any(can_be_added(folder, file, details.options) for file in files):
            details = replace(details, voices=made_voices(folder, voices))
        rows = [_add(call, folder, file, details) for file in _watched(files)]
    call.answer({"files": [row for _, row in rows]}, _lines(rows, call))
    for added, _ in rows:
        if added.refused is not None:
            complain(Fault(added.file, added.refused))
    return 2 if any(added.refused is not None for added, _ in rows) else 0


_Row = tuple[Added, dict[str, Any]]


def _add(call: Call, folder: InspectionFolder, file: Path, details: SourceDetails) -> _Row:
    added = add_file(folder, file, details)
    taken = 0
    if call.options.take and added.source is not None:
        taken = take_passages(folder, folder.state.sources[added.source])
    return added, {**added.plain(), "statements": taken}


def _details(
    call: Call, folder: InspectionFolder, files: Sequence[Path]
) -> tuple[SourceDetails, list[NamedVoice]]:
    """What is said of the files, and whose they are. Raises Refused with every fault."""
    given = call.options
    faults: list[Fault] = []
    if given.title and len(files) > 1:
        faults.append(Fault("--title", "one title can't be that of several files"))
    names = ("dated", "site", "agency", "reliability", "recorded_by")
    fields = {name: value for name in names if (value := getattr(given, name)) is not None}
    try:
        made(Source, id="S1", kind=given.kind, **fields)
    except Refused as refused:
        faults += [Fault(f"--{f.where.replace('_', '-')}", f.what) for f in refused.faults]
    for source in given.derived_from:
        try:
            found(folder.state.sources, source, "source")
        except Refused as refused:
            faults += [Fault(f"--derived-from {f.where}", f.what) for f in refused.faults]
    voices, wrong = named_voices(folder.state, given.voice)
    faults += wrong
    columns: Mapping[str, str] = {}
    try:
        columns = _columns(given.column)
    except Refused as refused:
        faults += refused.faults
    if faults:
        raise Refused(faults)
    details = SourceDetails(
        kind=given.kind,
        title=given.title,
        derived_from=tuple(dict.fromkeys(given.derived_from)),
        fields=fields,
        options=columns,
    )
    return details, voices


def _columns(given: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in given:
        name, equals, column = pair.partition("=")
        if not equals or name not in ("text", "voice", "speaker", "time", "header"):
            raise refuse(f"--column {pair}", "write text=NAME, voice=NAME, time=NAME or header=no")
        columns[name] = column
    return columns


def _watched(files: Sequence[Path]) -> Iterator[Path]:
    """The files one by one, told on standard error where that is a terminal."""
    seen = len(files) > 1 and sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        if seen:
            sys.stderr.write(f"{_CLEAR}{number} of {len(files)}: {clipped(file.name, 60)}")
            sys.stderr.flush()
        yield file
    if seen:
        sys.stderr.write(_CLEAR)


def _lines(rows: Sequence[_Row], call: Call) -> Iterator[str]:
    plain_ascii = call.plain_ascii
    for added, row in rows:
        if added.refused is not None:
            continue
        taken = f", {row['statements']} statements" if call.options.take else ""
        yield (
            f"{safe(added.source or '', plain_ascii)}  {safe(added.file, plain_ascii)}: "
            f"{added.passages} passages, {added.words:,} words{taken} ({added.reader})"
        )
        for warning in added.warnings:
            yield f"    {safe(warning, plain_ascii)}"
    refused = sum(added.refused is not None for added, _ in rows)
    if refused:
        yield f"{len(rows) - refused} of {len(rows)} files are in."
