"""`triangulate echoes`: passages that say in two sources what was said once, as they are offered.

`--derived`, `--repeats` and `--unrelated` answer what is offered, as the keys of the screen do.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence

from evidence.commands import AmendSource, MarkRepeats, RefuseSuggestion
from evidence.commands.base import found
from evidence.echoes import EchoIndex, catch_up, echoes_among, echoes_of
from evidence.echoes.offers import Offer, offered
from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.search import place_of
from evidence.state import State
from graph.drawing import clipped, wrapped
from graph.outline import place_words
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import complain

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument("--source", metavar="ID", help="only echoes of this source")
    answer = parser.add_mutually_exclusive_group()
    answer.add_argument(
        "--derived",
        nargs=2,
        metavar=("ID", "ORIGIN"),
        help="say that the first source is derived from the second",
    )
    answer.add_argument(
        "--repeats",
        nargs=2,
        metavar=("ID", "ORIGIN"),
        help="say that statements of the first source repeat those of the second, as offered",
    )
    answer.add_argument(
        "--unrelated",
        nargs=2,
        metavar=("ID", "ORIGIN"),
        help="say that the two sources have nothing to do with each other: never offered again",
    )


def run(call: Call) -> int:
    """See CommandModule."""
    given = call.options
    if given.derived or given.repeats or given.unrelated:
        with call.writing() as folder:
            _answer(call, folder)
            return _show(call, folder)
    with call.reading() as folder:
        return _show(call, folder)


def _answer(call: Call, folder: InspectionFolder) -> None:
    """Say what the call says of two sources. Raises Refused."""
    given = call.options
    one, other = given.derived or given.repeats or given.unrelated
    source = found(folder.state.sources, one, "source")
    found(folder.state.sources, other, "source")
    if given.derived:
        origins = tuple(dict.fromkeys((*source.derived_from, other)))
        folder.execute(AmendSource(one, {"derived_from": origins}))
    elif given.unrelated:
        folder.execute(RefuseSuggestion(source=one, origin=other))
    else:
        index = EchoIndex()
        catch_up(index, folder)
        for offer in offered(folder.state, echoes_of(index, folder.state.sources, one)):
            if {offer.echo.source, offer.echo.other} == {one, other} and offer.repeats:
                pairs = offer.repeats
                if offer.echo.source != one:
                    pairs = tuple((origin, statement) for statement, origin in pairs)
                folder.execute(MarkRepeats(pairs))
                return
        raise refuse(
            one,
            f"no statement of it is offered as a repeat of one of {other}: `echoes` lists what is",
        )


def _show(call: Call, folder: InspectionFolder) -> int:
    only = call.options.source
    if only is not None:
        found(folder.state.sources, only, "source")
    index = EchoIndex()
    for fault in catch_up(index, folder):
        complain(fault)
    sources = folder.state.sources
    echoes = echoes_among(index, sources) if only is None else echoes_of(index, sources, only)
    offers = offered(folder.state, echoes)
    call.answer(
        {"echoes": [offer.plain() for offer in offers]},
        _lines(offers, folder.state, call.cells, call.plain_ascii),
    )
    return 0


def _lines(offers: Sequence[Offer], state: State, cells: int, plain_ascii: bool) -> Iterator[str]:
    if not offers:
        yield "No passage of a source stands in another that nobody has spoken of yet."
    for offer in offers:
        echo = offer.echo
        yield clipped(f"{echo.told}: {state.sources[echo.source].label}", cells, plain_ascii)
        if offer.derived:
            yield clipped(
                f"  is {echo.source} derived from {echo.other} {state.sources[echo.other].label}?",
                cells,
                plain_ascii,
            )
        for statement, other in offer.repeats:
            yield f"  does {statement} only repeat {other}?"
        for each in echo.repeated:
            for source, passage, text in (
                (echo.source, each.passage, each.text),
                (echo.other, each.other, each.other_text),
            ):
                where = place_words(place_of(passage))
                yield clipped(f"    {source}{f', {where}' if where else ''}", cells, plain_ascii)
                yield from (f"      {line}" for line in wrapped(text, cells - 6, plain_ascii))
            yield ""
