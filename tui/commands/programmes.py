"""`triangulate programmes`: the kinds of inspection known here, one of them, or a check."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator

from evidence.faults import Fault, Refused
from evidence.programme import Programme, load_programme, programme_ids
from evidence.words import spoken
from graph.drawing import padded, safe, width, wrapped
from tui import settings
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import complain

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--show", metavar="ID", help="print this programme")
    one.add_argument("--check", action="store_true", help="check every programme's file")
    options.output(parser)


def run(call: Call) -> int:
    """See CommandModule."""
    if call.options.show is not None:
        programme = load_programme(call.options.show, settings.own_programmes())
        call.answer(programme.plain(), _shown(programme, call.cells, call.plain_ascii))
        return 0
    programmes, faults = _known()
    return (
        _checked(call, programmes, faults)
        if call.options.check
        else _listed(call, programmes, faults)
    )


def _known() -> tuple[list[Programme], list[Fault]]:
    """Every programme that can be loaded, and what is wrong with the others."""
    own = settings.own_programmes()
    programmes: list[Programme] = []
    faults: list[Fault] = []
    for identifier in programme_ids(own):
        try:
            programmes.append(load_programme(identifier, own))
        except Refused as refused:
            faults += refused.faults
    return programmes, faults


def _listed(call: Call, programmes: list[Programme], faults: list[Fault]) -> int:
    document = {
        "programmes": [
            {
                "id": programme.id,
                "title": programme.title,
                "lead": programme.lead,
                "wording": programme.wording,
                "questions": len(programme.questions),
            }
            for programme in programmes
        ]
    }
    rows = [
        (safe(p.id, call.plain_ascii), f"{len(p.questions)} key questions", p) for p in programmes
    ]
    widest = max((width(name) for name, *_ in rows), default=0)
    lines = [
        f"{padded(name, widest)}  {count.rjust(16)}  {safe(p.title, call.plain_ascii)}"
        for name, count, p in rows
    ]
    where = safe(str(settings.own_programmes()), call.plain_ascii)
    lines = [*lines, "", f"Your own are looked for in {where}"]
    call.answer(document, lines)
    for fault in faults:
        complain(fault)
    return 0


def _checked(call: Call, programmes: list[Programme], faults: list[Fault]) -> int:
    document = {
        "ok": not faults,
        "checked": {"programmes": len(programmes)},
        "faults": [{"where": fault.where, "what": fault.what} for fault in faults],
    }
    sound = ", ".join(programme.id for programme in programmes)
    lines = [safe(f"sound: {sound or 'none'}", call.plain_ascii)]
    lines += [safe(f"at fault: {fault}", call.plain_ascii) for fault in faults]
    call.answer(document, lines)
    return 1 if faults else 0


def _shown(programme: Programme, cells: int, plain_ascii: bool) -> Iterator[str]:
    def block(indent: int, text: str) -> Iterator[str]:
        yield from (" " * indent + line for line in wrapped(text, cells - indent, plain_ascii))

    yield from block(0, f"{programme.title} ({programme.id}), {programme.lead}")
    if programme.recalled:
        yield from block(0, programme.wording_note or "The wording is not the published one.")
    limits = ", ".join(f"{spoken(k)} {n}" for k, n in programme.stale_after_months.items())
    yield from block(0, f"Current for so many months: {limits}.")
    needed = (f"{name} {number}" for name, number in programme.thresholds if number)
    yield from block(0, f"Corroborated takes at least: {', '.join(needed)}.")
    for domain in programme.domains:
        yield ""
        yield from block(0, domain.title)
        for standard in domain.standards:
            area = f" ({standard.area})" if standard.area else ""
            yield from block(2, f"{standard.id}  {standard.title}{area}")
            for question in standard.questions:
                yield from block(4, f"{question.id}  {question.text}")
                for prompt in question.prompts:
                    yield from block(8, f"- {prompt}")
                expected = ", ".join(spoken(kind) for kind in question.expects)
                if expected:
                    yield from block(8, f"expects {expected}")
