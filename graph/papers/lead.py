"""The lead inspector's document: everything, area by area, before the report is written."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.words import spoken
from graph.document import Block, Heading, Items, Paragraph, Run, Runs, runs
from graph.papers.blocks import (
    appendix,
    counts,
    head,
    matrix,
    sentence,
    statement,
    status_words,
)
from graph.summary_parts import (
    AreaSummary,
    Changes,
    FindingSummary,
    QuestionSummary,
    Resting,
    Summary,
    told_apart,
)

__all__ = [
    "blocks",
    "change_blocks",
    "conflict_blocks",
    "finding_blocks",
    "gap_blocks",
    "orphan_blocks",
]

_READING = (
    "A status follows from rules and is no rating: each says which rule gave it. Statements "
    "marked ▸ are the strongest: they show the independent lines. Words marked † are not to be "
    "attributed, since few people spoke: they may be paraphrased, and who said them is left out "
    "here."
)
_SIDES = (("supports", "For"), ("qualifies", "Qualifying"), ("contradicts", "Against"))


def blocks(summary: Summary) -> Iterator[Block]:
    """The document from top to bottom."""
    yield from head(summary, _READING)
    if summary.changes:
        yield from change_blocks(summary.changes)
    yield Heading(1, runs("At a glance"))
    yield counts(summary.areas)
    yield Heading(1, runs("What each kind of evidence says"))
    yield from matrix(summary.matrix)
    yield from conflict_blocks(summary)
    for area in summary.areas:
        yield from _area(area)
    yield from gap_blocks(summary)
    yield from orphan_blocks(summary)
    yield from appendix(summary.sources)


def orphan_blocks(summary: Summary) -> Iterator[Block]:
    """What belongs to nothing yet, if anything."""
    if summary.orphans:
        yield Heading(1, runs("Statements that belong to nothing yet"))
        yield Items(tuple(statement(item) for item in summary.orphans))


def change_blocks(changes: Changes) -> Iterator[Block]:
    """What changed since an earlier entry."""
    yield Heading(1, runs(f"What changed since entry {changes.seq} of the journal"))
    yield Paragraph(runs(f"That entry was made {changes.at}."))
    if not changes.any():
        yield Paragraph(runs("Nothing."))
        return
    items: list[Runs] = []
    for found in changes.findings:
        name = Run(found.id, to=found.id)
        if found.before is None and found.now is not None:
            items.append(runs(name, f" is new: {spoken(found.now)}."))
        elif found.now is None:
            items.append(runs(f"{found.id} was taken away."))
        else:
            told = []
            if found.before != found.now:
                told.append(f"went from {spoken(found.before or '')} to {spoken(found.now)}")
            if found.reworded:
                told.append("was reworded")
            if found.resolved:
                told.append("was resolved")
            items.append(runs(name, f" {', '.join(told)}."))
    for what, ids in (
        ("New statements", changes.new_statements),
        ("Statements withdrawn", changes.withdrawn_statements),
        ("New sources", changes.new_sources),
        ("Sources withdrawn", changes.withdrawn_sources),
    ):
        if ids:
            items.append(runs(f"{what} ({len(ids)}): {', '.join(ids)}."))
    yield Items(tuple(items))


def conflict_blocks(summary: Summary) -> Iterator[Block]:
    """Each open conflict with what would end it."""
    open_ones = [
        finding
        for finding in summary.findings()
        if finding.status == "conflicting" and not finding.accepted
    ]
    yield Heading(1, runs("Conflicts to settle"))
    if not open_ones:
        yield Paragraph(runs("None."))
        return
    yield Items(
        tuple(
            runs(
                Run(finding.id, to=finding.id),
                f" {sentence(finding.text)} Next: ",
                sentence("; ".join(str(each) for each in finding.settles) or "a resolution"),
            )
            for finding in open_ones
        )
    )


def _area(area: AreaSummary) -> Iterator[Block]:
    yield Heading(1, runs(spoken(area.area).capitalize()), area.area)
    said = ", ".join(f"{number} {spoken(word)}" for word, number in area.counts.items() if number)
    yield Paragraph(runs(f"{said or 'No findings'}."))
    for standard in area.standards:
        yield Heading(2, runs(f"{standard.id} {standard.title}"))
        for question in standard.questions:
            yield from _question(question)


def _question(question: QuestionSummary) -> Iterator[Block]:
    yield Heading(3, runs(f"{question.id} {question.text}"))
    if not question.findings:
        yield Paragraph(runs("No finding yet."))
    for each in question.findings:
        yield from finding_blocks(each)
    if question.tied:
        yield Paragraph(runs("Tied to the question, to no finding of it:"))
        yield Items(tuple(statement(item) for item in question.tied))


def finding_blocks(finding: FindingSummary) -> Iterator[Block]:
    """A finding: its heading, then how it is known."""
    yield Heading(4, runs(f"{finding.id}: {finding.text}"), finding.id)
    yield Paragraph(runs(Run(status_words(finding), "strong"), f". {finding.reason}"))
    yield Items(tuple(_facts(finding)))
    for side, heading in _SIDES:
        items = getattr(finding, side)
        if items:
            yield Paragraph(runs(f"{heading}:"))
            yield Items(tuple(statement(item) for item in items))


def _facts(finding: FindingSummary) -> Iterator[Runs]:
    lines = finding.lines
    yield runs(
        f"Lines: {lines['supports']} for, {lines['qualifies']} qualifying, "
        f"{lines['contradicts']} against. For it: kinds {finding.kinds}, perspectives "
        f"{finding.perspectives}, recorders {finding.recorders}. It is put as: {finding.polarity}."
    )
    tests = (
        f"{spoken(name)} {'yes' if passed else 'no'}" for name, passed in finding.tests.items()
    )
    yield runs(f"Tests: {', '.join(tests)}.")
    if finding.caveats:
        yield runs(
            "Bear in mind: ", "; ".join(f"{each.text} ({each.aspect})" for each in finding.caveats),
            ".",
        )  # fmt: skip
    if finding.recommendation:
        yield runs(f"Follows up: {finding.recommendation}")
    if finding.rests_on:
        yield runs("Rests on: ", *_resting(finding.rests_on), ".")
    for settling in finding.settles:
        yield runs(f"Would settle it: {settling}.")
    if finding.resolution:
        resolution = finding.resolution
        reopened = " (reopened by later evidence)" if finding.reopened else ""
        who = ", ".join(filter(None, (resolution.by, (resolution.at or "")[:10])))
        yield runs(
            f"Resolved as {spoken(resolution.outcome)}{reopened}: {resolution.reason}",
            f" ({who})" if who else "",
        )


def _resting(each: tuple[Resting, ...]) -> Iterator[str | Run]:
    """What a status rests on: sources lead to where they are listed."""
    for number, (resting, told) in enumerate(told_apart(each)):
        yield "; " if number else ""
        linked = resting.id if resting.is_source else ""
        yield Run(linked, to=linked) if linked else ""
        yield told.removeprefix(linked)


def gap_blocks(summary: Summary) -> Iterator[Block]:
    """Every gap with what would settle it."""
    yield Heading(1, runs("Gaps"))
    if not summary.gaps:
        yield Paragraph(runs("None."))
        return
    items = []
    for gap in summary.gaps:
        planned = ", planned for fieldwork" if gap.planned else ""
        items.append(
            runs(
                f"{spoken(gap.code)} ({gap.severity}{planned}): {sentence(gap.text)} "
                f"To settle: {sentence(gap.settles)}"
            )
        )
    yield Items(tuple(items))
