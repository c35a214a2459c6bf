"""The panel's document: per standard, what was found and how it is known. It rates nothing."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.words import POLARITIES, number_of, spoken
from graph.document import Block, Heading, Items, Paragraph, Run, Table, runs
from graph.papers.blocks import appendix, head, sentence, statement, status_words
from graph.status import STATUSES
from graph.summary_parts import FindingSummary, StandardSummary, Summary

__all__ = ["blocks", "conflict_blocks", "finding_blocks", "unheard_blocks"]

_READING = (
    "This summary says what was found and how it is known. It holds no rating and no score: the "
    "panel judges. A status follows from rules, and each finding says which rule gave it. Under "
    "each finding stands the strongest evidence each way, a statement for each independent line. "
    "Words marked † come from so few people that they are not attributed."
)
_PUT_AS = {"strength": "Strengths", "weakness": "Weaknesses", "neutral": "Put as neither"}
_SIDES = (("supports", "For"), ("qualifies", "Qualifying"), ("contradicts", "Against"))


def blocks(summary: Summary) -> Iterator[Block]:
    """The document from top to bottom."""
    yield from head(summary, _READING)
    yield from conflict_blocks(summary)
    for area in summary.areas:
        yield Heading(1, runs(spoken(area.area).capitalize()), area.area)
        for standard in area.standards:
            yield from _standard(standard)
    yield from unheard_blocks(summary)
    yield from appendix(summary.sources)


def unheard_blocks(summary: Summary) -> Iterator[Block]:
    """Whose voices are missing, if any are."""
    missing = [gap for gap in summary.gaps if gap.code == "no_voice"]
    if missing:
        yield Heading(1, runs("Voices that were not heard"))
        yield Items(tuple(runs(sentence(gap.text)) for gap in missing))


def conflict_blocks(summary: Summary) -> Iterator[Block]:
    """The findings on which evidence stands on both sides, and nobody has settled it."""
    yield Heading(1, runs("Unresolved conflicts"))
    found = [f for f in summary.findings() if f.status == "conflicting" and not f.accepted]
    if not found:
        yield Paragraph(runs("None."))
        return
    yield Items(tuple(runs(Run(f.id, to=f.id), f" {sentence(f.text)}") for f in found))


def _standard(standard: StandardSummary) -> Iterator[Block]:
    yield Heading(2, runs(f"{standard.id} {standard.title}"))
    findings = [finding for question in standard.questions for finding in question.findings]
    if findings:
        yield _grid(findings)
    for polarity in POLARITIES:
        of_it = [finding for finding in findings if finding.polarity == polarity]
        if of_it:
            yield Heading(3, runs(_PUT_AS[polarity]))
        for each in of_it:
            yield from finding_blocks(each)
    silent = [
        runs(f"{question.id} {question.text}")
        for question in standard.questions
        if all(finding.status == "silent" for finding in question.findings)
    ]
    if silent:
        yield Heading(3, runs("Silence"))
        yield Paragraph(runs("No finding with counting evidence answers:"))
        yield Items(tuple(silent))


def _grid(findings: list[FindingSummary]) -> Table:
    """The standard's findings by how they are put and how they are known."""
    rows = []
    for polarity in POLARITIES:
        cells = []
        for status in STATUSES:
            ids = [f.id for f in findings if (f.polarity, f.status) == (polarity, status)]
            cells.append(
                tuple(
                    run
                    for number, each in enumerate(ids)
                    for run in runs(", " if number else "", Run(each, to=each))
                )
            )
        if polarity != "neutral" or any(cells):
            rows.append((runs(_PUT_AS[polarity]), *cells))
    return Table(
        head=("Findings", *(spoken(status) for status in STATUSES)),
        rows=tuple(rows),
        widths=(14, *(12 for _ in STATUSES)),
    )


def finding_blocks(finding: FindingSummary) -> Iterator[Block]:
    """A finding: its heading, then how it is known."""
    yield Heading(4, runs(f"{finding.id}: {finding.text}"), finding.id)
    yield Paragraph(runs(Run(status_words(finding), "strong"), f". {finding.reason}"))
    if finding.resolution:
        again = " Evidence that came later reopens it." if finding.reopened else ""
        yield Paragraph(
            runs(
                f"A conflict was resolved as {spoken(finding.resolution.outcome)}: "
                f"{sentence(finding.resolution.reason)}{again}"
            )
        )
    for side, heading in _SIDES:
        items = getattr(finding, side)
        if items:
            yield Paragraph(
                runs(f"{heading} ({number_of(finding.lines[side], 'independent line')}):")
            )
            yield Items(tuple(statement(item, strongest=False) for item in items))
    if finding.caveats:
        yield Paragraph(runs("To bear in mind:"))
        yield Items(
            tuple(
                runs(Run(each.aspect.capitalize(), "strong"), f": {sentence(each.text)}")
                for each in finding.caveats
            )
        )
