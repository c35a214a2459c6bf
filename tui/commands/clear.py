"""`triangulate clear`: redact, paraphrase or keep what the check found, or words of one's own."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence

from evidence.commands import ClearSeveral, ClearWords, Command, RecallClearance
from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.model import Clearance
from evidence.words import ClearingAction
from graph.clearing import Clearing
from graph.drawing import safe
from graph.handing_over import Found, same_words, still_open
from tui.commands import options
from tui.commands.call import Call
from tui.export.checking import found_for
from tui.settings import today

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "about", metavar="ID", help='the statement, source or finding, or "inspection"'
    )
    parser.add_argument(
        "words", metavar="WORDS", nargs="?", help="the words; without them, all that is open there"
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--redact", action="store_true", help="leave them out of every export")
    what.add_argument("--paraphrase", metavar="TEXT", help="put this in their place")
    what.add_argument("--keep", action="store_true", help="let them stand there; say why")
    what.add_argument("--recall", action="store_true", help="take back what was done")
    parser.add_argument(
        "--everywhere", action="store_true", help="wherever the same words are open, as one change"
    )
    parser.add_argument("--reason", metavar="TEXT", default="", help="why")


def run(call: Call) -> int:
    """See CommandModule."""
    given = call.options
    with call.writing() as folder:
        found = _found(folder)
        command = _command(folder, found, call)
        entry = folder.execute(command)
        waiting = still_open(_found(folder))
    says = entry.says if entry is not None else ""
    document = {"about": given.about, "says": says, "open": waiting}
    call.answer(document, [safe(f"{says}; {waiting} still open", call.plain_ascii)])
    return 0


def _found(folder: InspectionFolder) -> tuple[Found, ...]:
    """What may be settled: of the summary, then what stands only in what goes along to a visit."""
    of_summary = found_for(folder, "lead", today())
    known = {each.key for each in of_summary}
    more = (each for each in found_for(folder, "visit", today()) if each.key not in known)
    return (*of_summary, *more)


def _command(folder: InspectionFolder, found: Sequence[Found], call: Call) -> Command:
    """What is to be done. Raises Refused."""
    given, state = call.options, folder.state
    if given.recall:
        done = [
            each.key
            for each in state.clearances.values()
            if each.about == given.about and given.words in (None, each.words)
        ]
        if len(done) != 1:
            why = "name the words, of several" if done else "nothing was done about it"
            raise refuse(given.about, why)
        return RecallClearance(done[0])
    action: ClearingAction = "redact" if given.redact else "keep" if given.keep else "paraphrase"
    here = [each for each in found if each.about == given.about]
    if given.words is None:
        wanted = [(each.check, each.words) for each in here if each.open]
        if not wanted:
            raise refuse(given.about, "nothing is open there: `triangulate check` lists what is")
        if action == "paraphrase" and len(wanted) > 1:
            told = ", ".join(f'"{words[:40]}"' for _, words in wanted)
            raise refuse(given.about, f"name the words that it stands for: {told}")
    else:
        wanted = [(each.check, each.words) for each in here if each.words == given.words]
        if not wanted:
            _must_stand(folder, given.about, given.words)
            wanted = [("other", given.words)]
    places = [(check, given.about, words) for check, words in wanted]
    if given.everywhere:
        alike = [each for _, words in wanted for each in same_words(words, found)]
        places += [(each.check, each.about, each.words) for each in alike]
        places = list(dict.fromkeys(places))
    each = tuple(
        ClearWords(check, about, words, action, given.paraphrase, given.reason)
        for check, about, words in places
    )
    return each[0] if len(each) == 1 else ClearSeveral(each)


def _must_stand(folder: InspectionFolder, about: str, words: str) -> None:
    """Raise Refused where words that the check did not find do not stand in the record either."""
    state = folder.state
    if about == "inspection":
        plain = state.inspection.plain()
    else:
        tables = (state.statements, state.sources, state.findings, state.voices)
        record = next((table[about] for table in tables if about in table), None)
        if record is None:
            raise refuse(
                about,
                "there is no statement, source or finding of this id: `check` lists them",
            )
        plain = record.plain()
    if not words.strip():
        raise refuse(about, "say which words, or `triangulate check` lists what is open")
    probe = Clearing([Clearance(check="other", about=about, words=words, action="redact")])
    if not any(set(probe.leaks(str(value))) for value in plain.values()):
        raise refuse(about, f'"{words}" does not stand there: write it as it does')
