"""An area as an outline: its key questions, their findings, and the evidence on each side.

This is the form of the graph that can be read aloud: everything that a line shows is a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from evidence.model import Place, Statement
from evidence.programme import Programme
from evidence.state import State
from evidence.words import STANCES, id_order, spoken
from graph.counting import why_not
from graph.drawing import (
    RELATIONS,
    STATUSES,
    TABLES,
    Drawn,
    Line,
    Sign,
    clipped,
    cut,
    plain,
    safe,
    width,
    wrapped,
)

__all__ = ["Outline", "OutlineRow", "lines", "outline", "place_words", "row_lines", "spans", "text"]

RowKind = Literal["area", "question", "finding", "supports", "qualifies", "contradicts", "tied"]
_WORDS: Final = {"supports": "for", "qualifies": "qualifies", "contradicts": "against"}
_SIDES: Final = (*STANCES, "tied")
_TABLES: Final = {"question": "questions", "finding": "findings"}
_STEP: Final = 2  # cells that a depth is set in
_LEAST: Final = 24  # cells for a quote on its first line, else it begins below


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One record in its place.

    ``word`` says what it is there as (a finding's status, a statement's side), ``detail`` where it
    comes from, ``note`` why it does not count. ``glyph`` stands for ``word``.
    """

    depth: int
    kind: RowKind
    id: str
    text: str
    glyph: str = ""
    word: str = ""
    detail: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The rows from top to bottom; what is deeper belongs to what stands above it."""

    rows: tuple[OutlineRow, ...]


def outline(
    state: State,
    programme: Programme,
    area: str,
    status: Callable[[str], str] | Mapping[str, str],
) -> Outline:
    """The outline of an area; ``status`` gives each finding's status by its id.

    Under a finding stands each statement linked to it, those that do not count with the reason;
    under a question, after its findings, each statement tied to it alone.
    """
    status_of = status.__getitem__ if isinstance(status, Mapping) else status
    rows = [OutlineRow(0, "area", area, spoken(area).capitalize())]
    for question in programme.questions_in(area):
        findings = sorted(state.findings_of_question.get(question.id, {}), key=id_order)
        linked = {
            link.statement
            for finding in findings
            for link in state.links_of_finding.get(finding, {}).values()
        }
        tied = sorted(set(state.statements_of_question.get(question.id, {})) - linked, key=id_order)
        sign = TABLES["questions"].glyph
        detail = "" if findings else "no finding yet"
        rows.append(OutlineRow(1, "question", question.id, question.text, sign, detail=detail))
        for finding in findings:
            word = status_of(finding)
            sign = STATUSES.get(word, TABLES["findings"]).glyph
            said = state.findings[finding].text
            rows.append(OutlineRow(2, "finding", finding, said, sign, spoken(word)))
            links = state.links_of_finding.get(finding, {}).values()
            for stance in STANCES:
                statements = {link.statement for link in links if link.stance == stance}
                rows += [
                    _evidence(state, statement, 3, stance, _WORDS[stance])
                    for statement in sorted(statements, key=id_order)
                ]
        rows += [_evidence(state, statement, 2, "tied", "tied") for statement in tied]
    return Outline(tuple(rows))


def _evidence(state: State, identifier: str, depth: int, kind: RowKind, word: str) -> OutlineRow:
    statement = state.statements[identifier]
    sign = RELATIONS["bears_on" if kind == "tied" else kind].glyph
    detail = _origin(state, statement)
    note = why_not(state, identifier) or ""
    return OutlineRow(depth, kind, identifier, statement.quote, sign, word, detail, note)


def _origin(state: State, statement: Statement) -> str:
    source = state.sources[statement.source]
    parts = [f"{source.id} {source.label} ({spoken(source.kind)})"]
    if statement.voice is not None:
        parts.append(state.voices[statement.voice].label)
    if statement.place is not None:
        parts.append(place_words(statement.place))
    if statement.repeats is not None:
        parts.append(f"repeats {statement.repeats}")
    return ", ".join(part for part in parts if part)


def place_words(place: Place) -> str:
    """Where in its source a passage stands, as it is said: "page 3, paragraph 2, 00:14:05"."""
    parts = []
    if place.page is not None:
        parts.append(f"page {place.page}")
    if place.paragraph is not None:
        parts.append(f"paragraph {place.paragraph}")
    if place.time is not None:
        parts.append(place.time if isinstance(place.time, str) else _clock(place.time))
    if place.speaker:
        parts.append(place.speaker)
    return ", ".join(parts)


def _clock(seconds: float) -> str:
    if not 0 <= seconds < 360_000:
        return f"{seconds} seconds"
    minutes, left = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{left:02}"


def lines(drawing: Outline, cells: int, plain_ascii: bool = False) -> list[Drawn]:
    """The outline in lines of at most ``cells``, each about its record."""
    return [line for row in drawing.rows for line in row_lines(row, cells, plain_ascii)]


def row_lines(row: OutlineRow, cells: int, plain_ascii: bool = False) -> list[Drawn]:
    """One row's lines: a question or finding whole, a quote shortened, its origin below."""
    indent = min(row.depth * _STEP, max(0, cells - 12))
    below = min(indent + _STEP, max(0, cells - 4))
    head = [(" " * indent, ""), *_head(row, plain_ascii)]
    used = sum(width(part) for part, _ in head)
    if row.kind in _SIDES:
        left, right = ('"', '"') if plain_ascii else ("“", "”")
        room = cells - used if cells - used >= _LEAST else cells - below
        quote = f"{left}{clipped(row.text, room - 2, plain_ascii)}{right}"
        said: Line = [(quote, "muted" if row.note else "")]
        made = [[*head, *said]] if room == cells - used else [head, said]
    else:
        first, *others = wrapped(row.text, cells - below, plain_ascii, used=used - below)
        style = "strong" if row.kind == "area" else ""
        made = [[*head, (first, style)], *([(line, style)] for line in others)]
    if row.detail:
        room = cells - below
        detail = clipped(row.detail, room + room // 2, plain_ascii)
        made += [[(line, "muted")] for line in wrapped(detail, room, plain_ascii)]
    made[1:] = [[(" " * below, ""), *line] for line in made[1:]]
    about = None if row.kind == "area" else (_TABLES.get(row.kind, "statements"), row.id)
    return [Drawn(about, cut(line, cells, plain_ascii)) for line in made]


def _head(row: OutlineRow, plain_ascii: bool) -> Line:
    """What stands before a row's text: its sign, its id, and what it is there as."""
    if row.kind == "area":
        return []
    sign = _sign(row)
    word, name = safe(row.word, plain_ascii), safe(row.id, plain_ascii)
    made = [(f"{sign.on(plain_ascii)} ", sign.style)]
    if row.kind in _SIDES:
        made += [(f"{word} ", sign.style), (f"{name} ", "strong")]
    else:
        made.append((f"{name} ", "strong"))
        if word:
            made.append((f"{word}: ", sign.style))
    if row.note:
        made.append((f"(not counted: {safe(row.note, plain_ascii)}) ", "muted"))
    return made


def _sign(row: OutlineRow) -> Sign:
    match row.kind:
        case "question":
            return TABLES["questions"]
        case "finding":
            return STATUSES.get(row.word.replace(" ", "_"), TABLES["findings"])
        case "tied":
            return RELATIONS["bears_on"]
    return RELATIONS[row.kind]


def spans(drawing: Outline, cells: int, plain_ascii: bool = False) -> list[Line]:
    """The outline as lines of spans."""
    return [line.spans for line in lines(drawing, cells, plain_ascii)]


def text(drawing: Outline, cells: int, plain_ascii: bool = False) -> list[str]:
    """The outline as lines of text."""
    return [plain(line) for line in spans(drawing, cells, plain_ascii)]
