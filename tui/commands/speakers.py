"""`triangulate speakers`: who speaks in a source, and whose voice each of them is."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence

from evidence.commands import MapSpeakers
from evidence.commands.base import found
from evidence.faults import Fault, Refused
from evidence.folder import InspectionFolder
from evidence.model import Source
from evidence.speakers import Speaking, speakers_of
from evidence.state import State
from evidence.words import number_of
from graph.drawing import clipped
from tui.commands import options
from tui.commands.call import Call
from tui.commands.speaking import speakers_named

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("source", metavar="SOURCE", help="the source's id")
    options.speakers(parser)


def run(call: Call) -> int:
    """See CommandModule."""
    if call.options.speaker:
        with call.writing() as folder:
            source, speaking = _speaking(folder, call.options.source)
            voices, faults = speakers_named(folder.state, call.options.speaker)
            there = {each.name for each in speaking}
            faults += [
                Fault(
                    f"--speaker {name}",
                    f"nobody of this name speaks in {source.id}: `speakers` lists who does",
                )
                for name in voices
                if name not in there
            ]
            if faults:
                raise Refused(faults)
            folder.execute(MapSpeakers(source.id, voices))
            _show(call, folder, speaking)
    else:
        with call.reading() as folder:
            _, speaking = _speaking(folder, call.options.source)
            _show(call, folder, speaking)
    return 0


def _speaking(folder: InspectionFolder, key: str) -> tuple[Source, Sequence[Speaking]]:
    """The source of this id, and who speaks in it. Raises Refused."""
    source = found(folder.state.sources, key, "source")
    reading = folder.reading(source)
    return source, speakers_of(reading) if reading is not None else ()


def _show(call: Call, folder: InspectionFolder, speaking: Sequence[Speaking]) -> None:
    source = folder.state.sources[call.options.source]
    rows = [
        {
            "name": each.name,
            "turns": each.turns,
            "words": each.words,
            "voice": source.voice_of(each.name),
        }
        for each in speaking
    ]
    call.answer(
        {"source": source.id, "speakers": rows},
        _lines(source, speaking, folder.state, call.cells, call.plain_ascii),
    )


def _lines(
    source: Source,
    speaking: Sequence[Speaking],
    state: State,
    cells: int,
    plain_ascii: bool,
) -> Iterator[str]:
    if not speaking:
        yield f"Nobody is named as speaking in {source.id}."
    for each in speaking:
        voice = state.voices.get(source.voice_of(each.name) or "")
        whose = f"{voice.id} {voice.label}" if voice is not None else "no voice yet"
        turns = number_of(each.turns, "turn")
        yield clipped(f"{each.name}: {turns}, {each.words:,} words; {whose}", cells, plain_ascii)
