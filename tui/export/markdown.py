"""The summary as Markdown: what the lead inspector reads before writing the report."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.words import KINDS, spoken
from graph.drawing import STATUSES
from graph.matrix import OUTCOMES, Cell, Matrix
from graph.status import STATUSES as STATUS_WORDS
from graph.summary_parts import (
    AreaSummary,
    EvidenceItem,
    FindingSummary,
    Meta,
    SourceSummary,
    Summary,
)
from tui.export._markdown_text import plain_text

NAME = "Markdown"
SUFFIXES = (".md", ".markdown")

_READING = (
    "A status follows from rules and is no rating: each says which rule gave it. Statements "
    "marked ▸ show the independent lines. Words marked † are not to be attributed, since few "
    "people spoke: they may be paraphrased, and who said them is left out here."
)
_SIDES = (("supports", "For"), ("qualifies", "Qualifying"), ("contradicts", "Against"))


def render(summary: Summary) -> str:
    """The whole summary, with the marking at its top and bottom."""
    marking = f"**{plain_text(summary.meta.marking)}**" if summary.meta.marking else ""
    lines = [
        *([marking, ""] if marking else []),
        *_head(summary.meta),
        *_counts(summary.areas),
        *_matrix(summary.matrix),
    ]
    for area in summary.areas:
        lines += _area(area)
    lines += [*_gaps(summary), *_orphans(summary), *_sources(summary.sources)]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join([*lines, *(["", marking] if marking else []), ""])


def _head(meta: Meta) -> Iterator[str]:
    yield f"# {plain_text(meta.title or 'Inspection')}"
    yield ""
    visit = " to ".join(filter(None, (meta.visit_from, meta.visit_to)))
    facts = [
        ("Service", meta.service),
        ("Visit", visit or "not dated yet"),
        ("Programme", f"{meta.programme_title} ({meta.programme})"),
        ("Made", f"{meta.made_at} by {meta.by}, from entry {meta.seq} of the journal"),
    ]
    yield from (f"- {label}: {plain_text(text)}" for label, text in facts if text)
    if meta.wording_note:
        yield from ("", f"> {plain_text(meta.wording_note)}")
    yield from ("", _READING, "")


def _counts(areas: tuple[AreaSummary, ...]) -> Iterator[str]:
    yield from ("## At a glance", "")
    yield f"| Area | {' | '.join(f'{STATUSES[s].glyph} {spoken(s)}' for s in STATUS_WORDS)} |"
    yield f"| --- |{' ---: |' * len(STATUS_WORDS)}"
    for area in areas:
        numbers = " | ".join(str(area.counts[status]) for status in STATUS_WORDS)
        yield f"| {area.area.capitalize()} | {numbers} |"
    yield ""


def _matrix(matrix: Matrix) -> Iterator[str]:
    yield from ("## What each kind of evidence says", "")
    signs = {name: sign.glyph for name, sign in OUTCOMES.items()}
    yield (
        f"{signs['agreement']} agreement, {signs['partial']} partial agreement, "
        f"{signs['dissonance']} dissonance, {signs['expected']} silence where evidence is "
        f"expected, {signs['silence']} silence; with the number of statements, of how many."
    )
    yield ""
    yield f"| Key question | {' | '.join(spoken(kind) for kind in KINDS)} |"
    yield f"| --- |{' :---: |' * len(KINDS)}"
    for row in matrix.rows:
        cells = []
        for cell in row.cells:
            silent = cell.outcome == "silence"
            sign = signs["expected" if silent and cell.expected else cell.outcome]
            cells.append(plain_text(f"{sign} {_number(cell)}"))
        yield f"| {plain_text(row.question)} | {' | '.join(cells)} |"
    yield ""


def _number(cell: Cell) -> str:
    """How many statements say so, of how many that bear on it; in silence, how many are tied."""
    every = cell.supports + cell.qualifies + cell.contradicts
    match cell.outcome:
        case "silence":
            return str(cell.tied or "")
        case "agreement":
            return str(every)
    part = cell.contradicts if cell.outcome == "dissonance" else cell.qualifies
    return str(every) if part == every else f"{part}/{every}"


def _area(area: AreaSummary) -> Iterator[str]:
    said = ", ".join(f"{number} {spoken(word)}" for word, number in area.counts.items() if number)
    yield from (f"## {area.area.capitalize()}", "", f"{said or 'No findings'}.", "")
    for standard in area.standards:
        yield from (f"### {plain_text(standard.id)} {plain_text(standard.title)}", "")
        for question in standard.questions:
            yield from (f"#### {plain_text(question.id)} {plain_text(question.text)}", "")
            if not question.findings:
                yield from ("No finding yet.", "")
            for finding in question.findings:
                yield from _finding(finding)
            if question.tied:
                yield "Tied to the question, to no finding of it:"
                yield ""
                yield from (_item(item) for item in question.tied)
                yield ""


def _finding(finding: FindingSummary) -> Iterator[str]:
    yield f"##### {plain_text(finding.id)}: {plain_text(finding.text)}"
    yield ""
    accepted = ", accepted" if finding.accepted else ""
    word = f"{spoken(finding.status)}{accepted}"
    yield f"**{STATUSES[finding.status].glyph} {word}**. {plain_text(finding.reason)}"
    yield ""
    lines = finding.lines
    yield (
        f"- Lines: {lines['supports']} for, {lines['qualifies']} qualifying, "
        f"{lines['contradicts']} against. For it: kinds {finding.kinds}, perspectives "
        f"{finding.perspectives}, recorders {finding.recorders}. It is put as: {finding.polarity}."
    )
    tests = (
        f"{spoken(name)} {'yes' if passed else 'no'}" for name, passed in finding.tests.items()
    )
    yield f"- Tests: {', '.join(tests)}."
    if finding.recommendation:
        yield f"- Follows up: {plain_text(finding.recommendation)}"
    if finding.rests_on:
        yield f"- Rests on: {plain_text(', '.join(finding.rests_on))}."
    for settling in finding.settles:
        words = ", ".join(spoken(word) for word in (*settling.kinds, *settling.groups))
        yield f"- Would settle it: {plain_text(settling.text)}{f' ({words})' if words else ''}."
    if finding.resolution:
        resolution = finding.resolution
        reopened = " (reopened by later evidence)" if finding.reopened else ""
        who = ", ".join(filter(None, (resolution.by, (resolution.at or "")[:10])))
        signed = f" ({plain_text(who)})" if who else ""
        yield (
            f"- Resolved as {spoken(resolution.outcome)}{reopened}: "
            f"{plain_text(resolution.reason)}{signed}"
        )
    yield ""
    for side, heading in _SIDES:
        items: tuple[EvidenceItem, ...] = getattr(finding, side)
        if items:
            yield from (f"{heading}:", "")
            yield from (_item(item) for item in items)
            yield ""


def _item(item: EvidenceItem) -> str:
    """One statement in one line: what was said, where, when and by whom."""
    where = [f"{item.source} {item.source_title}"] if item.source else []
    where += [spoken(item.kind), item.dated or "undated"]
    if item.place:
        where.append(item.place)
    if item.not_attributed:
        told = item.voice.label if item.voice else ""
        where.append(f"{told} †".strip())
    else:
        where.append(item.voice.label if item.voice else "no voice named")
    begin = f"- {'▸ ' if item.witness else ''}{plain_text(item.statement)}"
    quote = plain_text(item.quote)
    words = f"paraphrased: {quote}" if item.wording == "paraphrase" else f"“{quote}”"
    said = [begin, words, f"({plain_text(', '.join(where))})"]
    if item.repeats:
        said.append(f"Repeats {plain_text(item.repeats)}.")
    if item.not_counted:
        said.append(f"Not counted: {plain_text(item.not_counted)}.")
    if item.note:
        said.append(f"Note: {plain_text(item.note)}")
    return " ".join(said)


def _gaps(summary: Summary) -> Iterator[str]:
    yield from ("## Gaps", "")
    if not summary.gaps:
        yield from ("None.", "")
        return
    for gap in summary.gaps:
        planned = ", planned for fieldwork" if gap.planned else ""
        yield (
            f"- {spoken(gap.code)} ({gap.severity}{planned}): {_sentence(gap.text)} "
            f"To settle: {_sentence(gap.settles)}"
        )
    yield ""


def _orphans(summary: Summary) -> Iterator[str]:
    if summary.orphans:
        yield from ("## Statements that belong to nothing yet", "")
        yield from (_item(item) for item in summary.orphans)
        yield ""


def _sources(sources: tuple[SourceSummary, ...]) -> Iterator[str]:
    yield from ("## Sources", "")
    if not sources:
        yield from ("None.", "")
        return
    yield "| Id | Title | Kind | Dated | Voices | Statements | Standing | SHA-256 |"
    yield "| --- | --- | --- | --- | --- | ---: | --- | --- |"
    for source in sources:
        standing = source.reliability
        if source.withdrawn:
            standing = f"withdrawn: {source.withdrawn_reason or 'no reason given'}"
        elif source.derived_from:
            standing += f", derived from {', '.join(source.derived_from)}"
        cells = (
            source.id,
            source.title,
            spoken(source.kind),
            source.dated or "undated",
            ", ".join(source.voices) or "none named",
            str(source.statements),
            standing,
            source.sha256 or "no file",
        )
        yield f"| {' | '.join(map(plain_text, cells))} |"
    yield ""


def _sentence(text: str) -> str:
    return plain_text(text if text.endswith((".", "?", "!")) else f"{text}.")
