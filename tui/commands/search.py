"""`triangulate search`: find words in everything said, taken as a statement or not."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from evidence.corpus import Corpus, findings_with
from evidence.faults import refuse
from evidence.model import Finding
from evidence.search import Hit, search
from evidence.state import State
from evidence.words import number_of, spoken
from graph.drawing import clipped, wrapped
from graph.nearest import NEAREST, nearest
from graph.outline import place_words
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import complain

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.inspection(parser)
    parser.add_argument(
        "words", nargs="+", metavar="WORDS", help="words or parts of words, all of them to be there"
    )


def run(call: Call) -> int:
    """See CommandModule."""
    words = " ".join(call.options.words)
    if not words.strip():
        raise refuse("", "no words to search for: write some")
    with call.reading() as folder:
        found = search(folder, words)
        hits = found.hits
        for fault in found.unread:
            complain(fault)
        folded = words.casefold().split()
        findings = findings_with(folder.state, folded)
        told = ""
        if not hits and not findings_with(folder.state, folded, most=False):
            corpus = Corpus()
            close = nearest(folder.state, corpus, corpus.catch_up(folder), words)
            hits, findings = list(close.hits), [folder.state.findings[f] for f in close.findings]
            told = NEAREST if hits or findings else ""
        document: dict[str, Any] = {
            "hits": [
                {
                    "source": hit.source,
                    "statement": hit.statement,
                    "text": hit.text,
                    "place": hit.place.plain(),
                }
                for hit in hits
            ],
        }
        if findings:
            document["findings"] = [
                {"id": finding.id, "question": finding.question, "text": finding.text}
                for finding in findings
            ]
        if told:
            document["holding_most_of"] = close.words
        lines = _lines(findings, hits, folder.state, call.cells, call.plain_ascii)
        call.answer(document, (told, "", *lines) if told else lines)
    return 0


def _lines(
    findings: Sequence[Finding],
    hits: Sequence[Hit],
    state: State,
    cells: int,
    plain_ascii: bool,
) -> Iterator[str]:
    for finding in findings:
        yield clipped(f"{finding.id}  {finding.text}", cells, plain_ascii)
    statements = sum(hit.statement is not None for hit in hits)
    passages = number_of(len(hits) - statements, "passage")
    yield f"{number_of(statements, 'statement')}, and {passages} that nobody took"
    for hit in hits:
        source = state.sources[hit.source]
        named = f"{hit.statement or 'not taken'}  {source.id} {source.label}"
        where = ", ".join(filter(None, (spoken(source.kind), place_words(hit.place))))
        yield ""
        yield clipped(f"{named} ({where})", cells, plain_ascii)
        yield from (f"  {line}" for line in wrapped(hit.text, cells - 2, plain_ascii))
