"""What several documents have in common: the head, a finding's line, a statement, the appendix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from evidence.words import KINDS, spoken
from graph.document import (
    Align,
    Block,
    Heading,
    Items,
    Paragraph,
    Run,
    Runs,
    Style,
    Table,
    Terms,
    runs,
)
from graph.drawing import STATUSES
from graph.matrix import OUTCOMES, Cell, Matrix
from graph.status import STATUSES as STATUS_WORDS
from graph.summary_parts import AreaSummary, EvidenceItem, FindingSummary, SourceSummary, Summary

__all__ = [
    "appendix",
    "counts",
    "head",
    "matrix",
    "sentence",
    "statement",
    "status_words",
]


def head(summary: Summary, reading: str) -> Iterator[Block]:
    """What was summarised, when and from what, and how to read it."""
    meta = summary.meta
    visit = " to ".join(filter(None, (meta.visit_from, meta.visit_to)))
    facts = [
        ("Service", meta.service),
        ("Visit", visit or "not dated yet"),
        ("Programme", f"{meta.programme_title} ({meta.programme})"),
        ("Made", _made(summary)),
    ]
    yield Terms(tuple((label, runs(text)) for label, text in facts if text))
    for_service = meta.reader == "accuracy"  # it learns nothing of our questions, nor of the rest
    if meta.wording_note and not for_service:
        yield Paragraph((Run(meta.wording_note, "emphasis"),))
    yield Paragraph(runs(reading))
    if summary.left_out and not for_service:
        yield Paragraph(runs("Left out of this summary:"))
        yield Items(tuple(runs(each) for each in summary.left_out))


def _made(summary: Summary) -> str:
    meta = summary.meta
    version = f" with Triangulate {meta.version}" if meta.version else ""
    return f"{meta.made_at} by {meta.by}, from entry {meta.seq} of the journal{version}"


def status_words(finding: FindingSummary) -> str:
    """A finding's status with its sign."""
    accepted = ", accepted" if finding.accepted else ""
    return f"{STATUSES[finding.status].glyph} {spoken(finding.status)}{accepted}"


def counts(areas: tuple[AreaSummary, ...]) -> Table:
    """How many findings of each area have each status."""
    return Table(
        head=("Area", *(f"{STATUSES[s].glyph} {spoken(s)}" for s in STATUS_WORDS)),
        rows=tuple(
            (
                runs(spoken(area.area).capitalize()),
                *(runs(str(area.counts[status])) for status in STATUS_WORDS),
            )
            for area in areas
        ),
        widths=(2, *(2 for _ in STATUS_WORDS)),
        align=("left", *_RIGHT),
    )


def matrix(found: Matrix) -> Iterator[Block]:
    """How each kind of source bears on each key question."""
    signs = {name: sign.glyph for name, sign in OUTCOMES.items()}
    yield Paragraph(
        runs(
            f"{signs['agreement']} agreement, {signs['partial']} partial agreement, "
            f"{signs['dissonance']} dissonance, {signs['expected']} silence where evidence is "
            f"expected, {signs['silence']} silence; with the number of statements, of how many."
        )
    )
    rows = []
    for row in found.rows:
        cells = []
        for cell in row.cells:
            silent = cell.outcome == "silence"
            sign = signs["expected" if silent and cell.expected else cell.outcome]
            cells.append(runs(f"{sign} {_number(cell)}".strip()))
        rows.append((runs(row.question), *cells))
    yield Table(
        head=("Key question", *(spoken(kind) for kind in KINDS)),
        rows=tuple(rows),
        widths=(13, *(13 if kind == "observation" else 11 for kind in KINDS)),
        align=("left", *_CENTRE),
    )


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


def statement(item: EvidenceItem, *, strongest: bool = True) -> Runs:
    """One statement in a line: what was said, where, when and by whom, and how it stands."""
    mark = "▸ " if item.witness and strongest else ""
    style: Style = (
        "plain" if item.wording == "paraphrase" or item.quote.startswith("(not") else "quote"
    )
    parts: list[str | Run] = [mark, Run(item.statement, "strong"), " "]
    if item.wording == "paraphrase":
        parts.append("paraphrased: ")
    parts += [Run(item.quote, style), " ", *_where(item)]
    if item.repeats:
        parts.append(f" Repeats {item.repeats}.")
    if item.not_counted:
        parts.append(f" Not counted: {item.not_counted}.")
    if item.note:
        parts.append(f" Note: {item.note}")
    return runs(*parts)


def _where(item: EvidenceItem) -> list[str | Run]:
    where = [item.source_title] if item.source else []
    where += [spoken(item.kind), item.dated or "undated"]
    if item.place:
        where.append(item.place)
    if item.voice or not item.not_attributed:
        where.append(item.voice.label if item.voice else "no voice named")
    told = ", ".join(filter(None, where)) + (" †" if item.not_attributed else "")
    if not item.source:
        return [Run(f"({told})", "citation")]
    return [
        Run("(", "citation"),
        Run(item.source, "citation", to=item.source),
        Run(f" {told})", "citation"),
    ]


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def appendix(sources: tuple[SourceSummary, ...], *, brief: bool = False) -> Iterator[Block]:
    """Every source with its date and the hash of its file; ``brief``: no voices, no standing."""
    yield Heading(1, runs("Sources"), "sources")
    if not sources:
        yield Paragraph(runs("None."))
        return
    columns = [column for column in _COLUMNS if column[0] not in (_LEFT_OUT if brief else ())]
    yield Table(
        head=tuple(name for name, *_ in columns),
        rows=tuple(tuple(runs(told(each)) for *_, told in columns) for each in sources),
        widths=tuple(width for _, width, *_ in columns),
        align=tuple(align for _, _, align, _ in columns),
        anchors=tuple(source.id for source in sources),
    )


def _standing(source: SourceSummary) -> str:
    if source.withdrawn:
        return f"withdrawn{f': {source.withdrawn_reason}' if source.withdrawn_reason else ''}"
    if source.derived_from:
        return f"{source.reliability}, derived from {', '.join(source.derived_from)}"
    return source.reliability


_RIGHT: Final[list[Align]] = ["right"] * len(STATUS_WORDS)
_CENTRE: Final[list[Align]] = ["centre"] * len(KINDS)
_COLUMNS: Final[tuple[tuple[str, int, Align, Callable[[SourceSummary], str]], ...]] = (
    ("Id", 8, "left", lambda source: source.id),
    ("Title", 24, "left", lambda source: source.title or "(withheld: so few people spoke)"),
    ("Kind", 16, "left", lambda source: spoken(source.kind)),
    ("Dated", 15, "left", lambda source: source.dated or "undated"),
    ("Voices", 21, "left", lambda source: ", ".join(source.voices) or "none named"),
    ("Statements", 16, "right", lambda source: str(source.statements)),
    ("Standing", 19, "left", _standing),
    ("SHA-256", 25, "left", lambda source: source.sha256 or "no file"),
)
_LEFT_OUT: Final = ("Voices", "Statements", "Standing")
