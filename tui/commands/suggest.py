"""`triangulate suggest`: which statements and passages may bear on what, for an inspector to judge.

With `--evaluate` it tries the model of stance on labelled pairs instead.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.state import State
from evidence.words import AREAS, spoken
from graph.drawing import clipped, safe, wrapped
from graph.outline import place_words
from graph.suggest.answers import with_answers
from graph.suggest.evaluation import Figures, figures, labelled_pairs
from graph.suggest.judging import Judging
from graph.suggest.proposing import Proposer
from graph.suggest.suggestion import Suggestion, Suggestions, Unmarked
from tui import settings
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import complain, note

__all__ = ["declare", "run"]

_CLEAR = "\r\x1b[K"
_SHOWN = 50
_LINE = "---- from here on worth a look: each of them is rather no link than one ----"


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="the inspection's folder")
    options.worker(parser)
    options.output(parser)
    parser.add_argument(
        "--limit",
        type=_number,
        metavar="N",
        help=f"the first N only (as text {_SHOWN} unless given; as JSON all)",
    )
    parser.add_argument("--area", choices=AREAS, help="only this area")
    parser.add_argument("--finding", metavar="ID", help="only for this finding")
    parser.add_argument(
        "--statement", metavar="ID", help="only of this statement, found without all the others"
    )
    parser.add_argument("--source", metavar="ID", help="only from this source")
    parser.add_argument(
        "--stance", choices=("supports", "contradicts"), help="only what is for, or against"
    )
    parser.add_argument("--conflicts", action="store_true", help="only possible conflicts")
    parser.add_argument(
        "--strong", action="store_true", help="only what is strong, not what is worth a look"
    )
    parser.add_argument(
        "--no-passages", action="store_true", help="only statements, not what nobody has marked"
    )
    parser.add_argument(
        "--no-learning",
        action="store_true",
        help="do not learn from what was confirmed and refused in this inspection",
    )
    parser.add_argument(
        "--evaluate",
        metavar="PAIRS.jsonl",
        help='try the model on pairs, a line each: {"a": evidence, "b": finding, "label": "E|C|N"}',
    )


def run(call: Call) -> int:
    """See CommandModule."""
    given = call.options
    if given.evaluate is not None:
        if given.folder is not None:
            raise refuse("--evaluate", "takes a file of pairs and no inspection: leave out FOLDER")
        return _evaluate(call)
    if given.folder is None:
        raise refuse("", "no inspection: name its folder, or a file of pairs with --evaluate")
    with call.reading() as folder:
        if given.finding is not None and given.finding not in folder.state.findings:
            raise refuse(
                "--finding",
                f'there is no finding "{given.finding}": `triangulate status` lists them',
            )
        if given.statement is not None and given.statement not in folder.state.statements:
            raise refuse(
                "--statement",
                f'there is no statement "{given.statement}": `triangulate search` finds them',
            )
        if given.source is not None and given.source not in folder.state.sources:
            raise refuse(
                "--source", f'there is no source "{given.source}": `triangulate dump` lists them'
            )
        found = _found(folder, call)
        shown = found.only(
            area=given.area,
            finding=given.finding,
            statement=given.statement,
            source=given.source,
            bearing=given.stance,
            conflicts=given.conflicts,
            strong=given.strong,
        )
        if found.lacking:
            note(found.lacking)
        call.answer(_document(shown, given.limit), _lines(shown, folder.state, call))
    return 0


def _number(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError("is no number from 0 on")
    return number


def _found(folder: InspectionFolder, call: Call) -> Suggestions:
    """The queue, told on the way on standard error where that is a terminal."""
    proposer = Proposer(
        folder,
        learning=settings.load().learning and not call.options.no_learning,
        unmarked=not call.options.no_passages,
    )
    seen = sys.stderr.isatty()
    found = Suggestions()
    one = call.options.statement
    for progress in proposer.run() if one is None else proposer.about(one):
        found = progress.found
        if seen:
            sys.stderr.write(
                f"{_CLEAR}{progress.doing}: {progress.done} of {progress.of}, "
                f"{len(found)} suggestions by now (Ctrl+C stops)"
            )
            sys.stderr.flush()
    if seen:
        sys.stderr.write(_CLEAR)
    for fault in proposer.unread:
        complain(fault)
    offered = with_answers(found, folder.state, folder.programme)
    return replace(offered, items=tuple(Judging().unjudged(folder.state, offered.items)))


def _document(found: Suggestions, limit: int | None) -> dict[str, Any]:
    by_kind: dict[str, list[dict[str, Any]]] = {"finding": [], "question": [], "statement": []}
    for item in found.items:
        rows = by_kind[item.target_kind]
        if limit is None or len(rows) < limit:
            rows.append(item.plain())
    return {
        "suggestions": by_kind["finding"],
        "between_statements": by_kind["statement"],
        "questions": by_kind["question"],
        "new_findings": [group.plain() for group in found.new_findings[:limit]],
        "lacking": found.lacking,
    }


def _lines(found: Suggestions, state: State, call: Call) -> Iterator[str]:
    most = call.options.limit if call.options.limit is not None else _SHOWN
    plain_ascii, cells = call.plain_ascii, call.cells
    count, strong = len(found.items), sum(item.strong for item in found.items)
    yield f"{count} suggestions, none of which counts until an inspector confirms it"
    if not call.options.strong:
        yield f"{strong} are strong, {count - strong} worth a look"
    for number, item in enumerate(found.items[:most]):
        if number == strong:
            yield ""
            yield clipped(_LINE, cells, plain_ascii)
        yield ""
        yield from _item(item, state, cells, plain_ascii)
    if count > most:
        yield ""
        yield f"{count - most} more: see them with --limit {count}"
    if found.new_findings:
        yield ""
        yield f"{len(found.new_findings)} groups of statements that may be a finding to write"
        for group in found.new_findings[:most]:
            how = "they seem to disagree" if group.conflicting else "they agree"
            yield ""
            yield clipped(f"{', '.join(group.statements)}: {how}", cells, plain_ascii)
            for statement in group.statements:
                quote = f"{statement} {state.statements[statement].quote}"
                yield f"  {clipped(quote, cells - 2, plain_ascii)}"


#: How a suggestion of each bearing is told, between its subject and its target.
_TOLD = {
    "supports": "may support",
    "contradicts": "may contradict",
    "qualifies": "may qualify",
    "repeats": "may repeat",
    "question": "may belong to",
    "answers": "answers what was asked about",
}


def _item(item: Suggestion, state: State, cells: int, plain_ascii: bool) -> Iterator[str]:
    subject = item.subject
    source = state.sources[item.source]
    if isinstance(subject, Unmarked):
        where = ", ".join(filter(None, (spoken(source.kind), place_words(subject.place))))
        named = f"a passage of {source.id} {source.label} ({where})"
    else:
        named = f"{subject} of {source.id} {source.label} ({spoken(source.kind)})"
    yield clipped(f"{named} {_TOLD[item.bearing]} {item.target}", cells, plain_ascii)
    yield from (f"  {line}" for line in wrapped(item.text, cells - 2, plain_ascii))
    yield from (f"  > {line}" for line in wrapped(item.target_text, cells - 4, plain_ascii))
    for reason in item.why:
        yield f"    {safe(clipped(reason.text, cells - 4, plain_ascii), plain_ascii)}"


def _evaluate(call: Call) -> int:
    pairs = labelled_pairs(Path(call.options.evaluate))
    seen = sys.stderr.isatty()

    def watch(done: int, of: int) -> None:
        if seen:
            sys.stderr.write(f"{_CLEAR}{done} of {of} pairs (Ctrl+C stops)")
            sys.stderr.flush()

    found = figures(pairs, watch)
    if seen:
        sys.stderr.write(_CLEAR)
    call.answer(found.plain(), _figures(found))
    return 0


def _figures(found: Figures) -> Iterator[str]:
    yield f"{found.pairs} pairs, {found.pairs_per_second:.0f} a second"
    for name, value in (
        ("accuracy", found.accuracy),
        ("macro-F1", found.macro_f1),
        ("conflicts: precision", found.conflict_precision),
        ("conflicts: recall", found.conflict_recall),
        ("conflicts: area under the curve", found.conflict_auc),
    ):
        shown = "none to tell" if value is None else f"{100 * value:.1f}"
        yield f"{name.ljust(34)}{shown}"
