"""The convergence matrix: how each kind of source bears on each key question.

After the convergence coding of Farmer, Robinson, Elliott and Eyles (2006), "Developing and
implementing a triangulation protocol for qualitative health research", Qualitative Health Research
16(3), 377-394, as taken up by O'Cathain, Murphy and Nicholl (2010), "Three techniques for
integrating data in mixed methods studies", BMJ 341, c4587: agreement, partial agreement,
dissonance, and silence, which is a result too. Rows are key questions, columns the eight kinds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, Literal

from evidence.programme import Programme, Question
from evidence.state import State
from evidence.words import KINDS, Area, Kind, spoken
from graph.counting import counts, original, sides
from graph.drawing import RELATIONS, Drawn, Line, Sign, clipped, cut, keyed, padded, plain, width

__all__ = [
    "OUTCOMES",
    "Cell",
    "Convergence",
    "Matrix",
    "Row",
    "convergence",
    "legend",
    "lines",
    "spans",
    "text",
]

Convergence = Literal["agreement", "partial", "dissonance", "silence"]

#: The sign of each outcome; silence where the programme expects this kind has a sign of its own.
OUTCOMES: Final = {
    "agreement": RELATIONS["supports"],
    "partial": RELATIONS["qualifies"],
    "dissonance": RELATIONS["contradicts"],
    "silence": Sign("·", ".", "muted"),
    "expected": Sign("○", "o", "accent"),
}
_HEADINGS: Final[dict[Kind, str]] = {
    "document": "docs",
    "meeting": "meet",
    "focus_group": "focus",
    "interview": "intv",
    "case_review": "cases",
    "survey": "surv",
    "data": "data",
    "observation": "obs",
}
_MEANINGS: Final = {
    "agreement": "agreement: n support",
    "partial": "partial: n of m qualify",
    "dissonance": "dissonance: n of m contradict",
    "silence": "silence (n tied to no finding)",
    "expected": "silence where this kind is expected",
}
_LEAST: Final = 16  # cells for the question, where there are so many
_COLUMN: Final = 6  # cells for a kind, with the space before it


@dataclass(frozen=True, slots=True)
class Cell:
    """What sources of one kind say to one key question, in originals on each side.

    ``tied`` counts those tied to the question without bearing on a finding of it; ``expected``
    says whether the programme expects this kind here.
    """

    outcome: Convergence
    supports: int = 0
    qualifies: int = 0
    contradicts: int = 0
    tied: int = 0
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One key question's cells, in the order of KINDS."""

    question: str
    area: Area
    text: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows, in the programme's order."""

    rows: tuple[Row, ...]


def convergence(state: State, programme: Programme, area: str | None = None) -> Matrix:
    """The matrix of an area's key questions, or of all."""
    questions = programme.questions.values() if area is None else programme.questions_in(area)
    return Matrix(
        tuple(Row(q.id, programme.area_of[q.id], q.text, _cells_of(state, q)) for q in questions)
    )


def _cells_of(state: State, question: Question) -> tuple[Cell, ...]:
    supports: set[str] = set()
    qualifies: set[str] = set()
    contradicts: set[str] = set()
    for finding in state.findings_of_question.get(question.id, {}):
        found = sides(state, finding)
        supports |= found.supports
        qualifies |= found.qualifies
        contradicts |= found.contradicts
    tied = {
        original(state, statement)
        for statement in state.statements_of_question.get(question.id, {})
        if counts(state, statement)
    }
    tied -= supports | qualifies | contradicts
    numbers: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for side, statements in enumerate((supports, qualifies, contradicts, tied)):
        for statement in statements:
            source = state.sources[state.statements[statement].source]
            numbers[source.kind][side] += 1
    return tuple(_cell(*numbers[kind], expected=kind in question.expects) for kind in KINDS)


def _cell(supports: int, qualifies: int, contradicts: int, tied: int, *, expected: bool) -> Cell:
    outcome: Convergence = "silence"
    if contradicts:
        outcome = "dissonance"
    elif qualifies:
        outcome = "partial"
    elif supports:
        outcome = "agreement"
    return Cell(outcome, supports, qualifies, contradicts, tied, expected)


def lines(matrix: Matrix, cells: int, plain_ascii: bool = False) -> list[Drawn]:
    """The matrix in lines of at most ``cells``, each about its question.

    Where not all kinds fit beside one another, they follow in bands of as many as do.
    """
    fitting = max(1, (cells - _LEAST) // _COLUMN)
    # a band's columns are even, so that eight kinds make 8, 4 + 4 or 3 + 3 + 2
    bands = -(-len(KINDS) // fitting)
    size = -(-len(KINDS) // bands)
    made: list[Drawn] = []
    for first in range(0, len(KINDS), size):
        shown = range(first, min(first + size, len(KINDS)))
        column = _COLUMN
        if cells >= 2 * _LEAST + 12 * len(shown):
            column = 12  # room for the kinds' whole words
        head = max(0, cells - column * len(shown))
        if made:
            made.append(Drawn(None, []))
        heading: Line = [(padded(clipped("key question", head, plain_ascii), head), "muted")]
        for number in shown:
            word = spoken(KINDS[number]) if column > _COLUMN else _HEADINGS[KINDS[number]]
            heading.append((word.rjust(column), "muted"))
        made.append(Drawn(None, cut(heading, cells, plain_ascii)))
        for row in matrix.rows:
            name = clipped(row.question, head, plain_ascii)
            about = clipped(row.text, head - width(name) - 2, plain_ascii)
            line: Line = [(name, "strong"), (padded(f" {about}", head - width(name)), "")]
            for number in shown:
                word, style = _said(row.cells[number], column - 1, plain_ascii)
                line.append((" " * (column - len(word)), ""))
                line.append((word, style))
            made.append(Drawn(("questions", row.question), cut(line, cells, plain_ascii)))
    return made


def _said(cell: Cell, room: int, plain_ascii: bool) -> tuple[str, str]:
    """A cell in at most ``room`` characters: its outcome's sign, how many say so; and its style."""
    whole = cell.supports + cell.qualifies + cell.contradicts
    part = {
        "agreement": cell.supports,
        "partial": cell.qualifies,
        "dissonance": cell.contradicts,
        "silence": cell.tied,
    }[cell.outcome]
    number = _short(part) if part else ""
    if whole > part and len(number) + len(_short(whole)) + 2 <= room:
        number = f"{number}/{_short(whole)}"
    silent = cell.outcome == "silence" and cell.expected
    sign = OUTCOMES["expected" if silent else cell.outcome]
    return f"{sign.on(plain_ascii)}{number}", sign.style


def _short(number: int) -> str:
    return str(number) if number < 10_000 else f"{min(number // 1000, 999)}k"


def legend(cells: int, plain_ascii: bool = False) -> list[Line]:
    """What the signs mean, in lines of at most ``cells``."""
    items = [(OUTCOMES[outcome], meaning) for outcome, meaning in _MEANINGS.items()]
    return keyed(items, cells, plain_ascii)


def spans(matrix: Matrix, cells: int, plain_ascii: bool = False) -> list[Line]:
    """The matrix and what its signs mean, as lines of spans."""
    drawn = [line.spans for line in lines(matrix, cells, plain_ascii)]
    return [*drawn, [], *legend(cells, plain_ascii)]


def text(matrix: Matrix, cells: int, plain_ascii: bool = False) -> list[str]:
    """The matrix and what its signs mean, as lines of text."""
    return [plain(line) for line in spans(matrix, cells, plain_ascii)]
