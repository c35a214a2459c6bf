"""The tables of a summary, for spreadsheets: findings, evidence, matrix, gaps, sources.

A cell's text is what was said, made visible like everywhere. A text that a spreadsheet would take
for a formula gets an apostrophe before it: it is shown, and says that the cell is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from evidence.words import KINDS, spoken
from graph.drawing import safe
from graph.matrix import OUTCOMES, Cell
from graph.summary_parts import Changes, EvidenceItem, FindingSummary, Summary, told_apart

__all__ = ["MOST", "Grid", "Value", "calm", "grids"]

#: The most characters that Excel keeps in a cell.
MOST: Final = 32_767
_CUT: Final = " … (cut: {} characters in all)"
#: What a spreadsheet reads as a formula where it comes first, in its wide form too; white space
#: before it does not help.
_ACTING: Final = frozenset("=+-@＝＋－＠")
_WHITE: Final = frozenset("\t\r\n")

Value = str | int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its name, its columns with their widths in characters, and its rows."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Value, ...], ...]


@lru_cache(maxsize=4096)  # titles, roles and kinds come again in row after row
def calm(text: str, most: int | None = MOST) -> str:
    """A text in which nothing acts in a spreadsheet, in no more characters than a cell holds."""
    shown = safe(text)
    first = shown.lstrip()[:1]
    # tabs and returns are spaces by now
    if first in _ACTING or text[:1] in _WHITE:
        shown = f"'{shown}"
    if most is None or len(shown) <= most:
        return shown
    end = _CUT.format(f"{len(text):,}")
    return shown[: most - len(end)] + end


def grids(summary: Summary) -> Iterator[Grid]:
    """The tables that this summary has, each with at least its heads."""
    if summary.meta.reader == "accuracy":
        yield _points(summary)
    else:
        yield _findings(summary)
        yield _evidence(summary)
        yield _matrix(summary)
        yield _gaps(summary)
    if summary.changes:
        yield _changes(summary.changes)
    yield _sources(summary)


def _changes(changes: Changes) -> Grid:
    rows: list[tuple[Value, ...]] = [
        ("finding", f.id, f.text, spoken(f.before or "not there"), spoken(f.now or "not there"),
         ", ".join(w for w, so in (("reworded", f.reworded), ("resolved", f.resolved)) if so))
        for f in changes.findings
    ]  # fmt: skip
    for what, ids in (
        ("new statement", changes.new_statements),
        ("withdrawn statement", changes.withdrawn_statements),
        ("new source", changes.new_sources),
        ("withdrawn source", changes.withdrawn_sources),
    ):
        rows += [(what, identifier, "", "", "", "") for identifier in ids]
    columns = (("What", 20), ("Id", 9), ("Text", 70), ("Before", 20), ("Now", 20), ("And", 20))
    return Grid(f"Changes since entry {changes.seq}"[:31], columns, tuple(rows))


def _points(summary: Summary) -> Grid:
    return Grid(
        "Statements to check",
        (("Number", 9), ("Statement", 70), ("Document", 9), ("Title", 34), ("Place", 24),
         ("Dated", 12), ("Response", 50)),
        tuple(
            (i.statement, i.quote, i.source, i.source_title, i.place, i.dated or "", "")
            for i in summary.points
        ),
    )  # fmt: skip


def _findings(summary: Summary) -> Grid:
    rows: list[tuple[Value, ...]] = []
    for area in summary.areas:
        for standard in area.standards:
            for question in standard.questions:
                for f in question.findings:
                    place = (spoken(area.area), standard.id, question.id)
                    rows.append((*place, *_finding(f)))
    columns = (("Area", 12), ("Standard", 10), ("Question", 11), ("Finding", 9), ("Text", 50),
               ("Put as", 10), ("Status", 14), ("Why", 34), ("Lines for", 10),
               ("Lines qualifying", 11), ("Lines against", 10), ("Kinds", 8), ("Perspectives", 14),
               ("Recorders", 11), ("Tests failed", 18), ("To bear in mind", 34), ("Rests on", 14),
               ("Resolved as", 12), ("Reason", 30))  # fmt: skip
    return Grid("Findings", columns, tuple(rows))


def _finding(f: FindingSummary) -> tuple[Value, ...]:
    return (
        f.id, f.text, f.polarity, f"{spoken(f.status)}{', accepted' if f.accepted else ''}",
        f.reason, f.lines["supports"], f.lines["qualifies"], f.lines["contradicts"], f.kinds,
        f.perspectives, f.recorders,
        ", ".join(spoken(name) for name, passed in f.tests.items() if not passed),
        "; ".join(f"{each.aspect}: {each.text}" for each in f.caveats),
        "; ".join(told for _, told in told_apart(f.rests_on)),
        spoken(f.resolution.outcome) if f.resolution else "",
        f.resolution.reason if f.resolution else "",
    )  # fmt: skip


def _evidence(summary: Summary) -> Grid:
    rows: list[tuple[Value, ...]] = []
    for area in summary.areas:
        for standard in area.standards:
            for question in standard.questions:
                for found in question.findings:
                    for stance in ("supports", "qualifies", "contradicts"):
                        items: tuple[EvidenceItem, ...] = getattr(found, stance)
                        rows += [(question.id, found.id, stance, *_item(item)) for item in items]
                rows += [(question.id, "", "tied", *_item(item)) for item in question.tied]
    rows += [("", "", "", *_item(item)) for item in summary.orphans]
    columns = (("Question", 11), ("Finding", 9), ("Stance", 12), ("Statement", 10),
               ("Quote", 64), ("Source", 9), ("Title", 26), ("Kind", 13), ("Dated", 12),
               ("Place", 18), ("Voice", 24), ("Strongest", 10), ("Not counted", 16),
               ("Repeats", 9), ("Not attributed", 16), ("Wording", 10), ("Note", 24))  # fmt: skip
    return Grid("Evidence", columns, tuple(rows))


def _item(item: EvidenceItem) -> tuple[Value, ...]:
    return (
        item.statement, item.quote, item.source, item.source_title, spoken(item.kind),
        item.dated or "", item.place, item.voice.label if item.voice else "",
        "yes" if item.witness else "", item.not_counted, item.repeats or "", item.not_attributed,
        item.wording or "", item.note,
    )  # fmt: skip


def _matrix(summary: Summary) -> Grid:
    rows = tuple(
        (spoken(row.area), row.question, row.text, *map(_said, row.cells))
        for row in summary.matrix.rows
    )
    columns = (("Area", 12), ("Question", 11), ("Text", 60), *((spoken(k), 14) for k in KINDS))
    return Grid("Matrix", columns, rows)


def _said(cell: Cell) -> str:
    """A cell in words: a filter can ask for them."""
    if cell.outcome == "silence":
        word = "silence, expected" if cell.expected else "silence"
        return f"{word} ({cell.tied} tied)" if cell.tied else word
    every = cell.supports + cell.qualifies + cell.contradicts
    part = {"agreement": every, "partial": cell.qualifies, "dissonance": cell.contradicts}
    sign = OUTCOMES[cell.outcome].glyph
    word = "partial agreement" if cell.outcome == "partial" else cell.outcome
    return f"{word} {sign} {part[cell.outcome]} of {every}"


def _gaps(summary: Summary) -> Grid:
    columns = (("Gap", 18), ("About", 20), ("Severity", 10), ("Planned", 9), ("What", 80),
               ("To settle", 60))  # fmt: skip
    return Grid(
        "Gaps",
        columns,
        tuple(
            (spoken(g.code), " ".join(g.about.values()), g.severity, "yes" if g.planned else "",
             g.text, g.settles)
            for g in summary.gaps
        ),
    )  # fmt: skip


def _sources(summary: Summary) -> Grid:
    columns = (("Source", 9), ("Title", 44), ("Kind", 13), ("Dated", 12), ("Received", 12),
               ("Voices", 34), ("Derived from", 14), ("Reliability", 11), ("File", 30),
               ("SHA-256", 34), ("Statements", 11), ("Withdrawn", 24))  # fmt: skip
    return Grid(
        "Sources",
        columns,
        tuple(
            (s.id, s.title, spoken(s.kind), s.dated or "", s.received or "", ", ".join(s.voices),
             ", ".join(s.derived_from), s.reliability, s.file or "", s.sha256 or "", s.statements,
             (s.withdrawn_reason or "yes") if s.withdrawn else "")
            for s in summary.sources
        ),
    )  # fmt: skip
