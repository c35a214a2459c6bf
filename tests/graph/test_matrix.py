"""The convergence matrix: what each kind of source says to each key question."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.words import KINDS, id_order
from graph.drawing import plain
from graph.matrix import Cell, Matrix, Row, convergence, lines, text
from tests import oracle
from tests.bundles import bundles
from tests.graph.example import QUESTION, example
from tests.graph.hostile import assert_fits
from tests.loaded import PROBATION, state_of


def silence(*, expected: bool = False, tied: int = 0) -> Cell:
    return Cell("silence", tied=tied, expected=expected)


def test_a_question_has_a_cell_for_each_kind() -> None:
    """Dissonance before partial before agreement; what is silent may be expected."""
    matrix = convergence(state_of(example()), PROBATION, "people")
    first = PROBATION.questions[QUESTION]
    assert matrix.rows[0] == Row(
        QUESTION,
        "people",
        first.text,
        (
            Cell("partial", supports=1, qualifies=1, expected=True),
            silence(expected=True),
            Cell("dissonance", contradicts=1, tied=1, expected=True),
            silence(),
            silence(expected=True),
            silence(expected=True),
            silence(expected=True),
            silence(),
        ),
    )
    assert [row.question for row in matrix.rows] == [
        question.id for question in PROBATION.questions_in("people")
    ]


def test_a_doubtful_source_leaves_silence() -> None:
    """The survey of the second question does not count, so nothing is said."""
    row = convergence(state_of(example()), PROBATION, "people").rows[1]
    assert {cell.outcome for cell in row.cells} == {"silence"}


def test_what_agrees_agrees_and_what_is_tied_is_no_agreement() -> None:
    bundle = example()
    bundle["links"] = [{"statement": "E3", "finding": "F1", "stance": "supports"}]
    cells = convergence(state_of(bundle), PROBATION, "people").rows[0].cells
    assert cells[KINDS.index("focus_group")] == Cell("agreement", 1, tied=1, expected=True)
    bundle["links"] = []
    cells = convergence(state_of(bundle), PROBATION, "people").rows[0].cells
    assert cells[KINDS.index("focus_group")] == silence(expected=True, tied=1)


def test_without_an_area_every_key_question_has_a_row() -> None:
    matrix = convergence(state_of({}), PROBATION)
    assert [row.question for row in matrix.rows] == list(PROBATION.questions)
    assert convergence(state_of({}), PROBATION, "weather") == Matrix(())


def test_the_matrix_fits_eighty_columns() -> None:
    assert text(convergence(state_of(example()), PROBATION, "people"), 80) == [
        "key question                      docs  meet focus  intv cases  surv  data   obs",
        "PS.1.2.1 Are staffing and work…   ~1/2     ○    −1     ·     ○     ○     ○     ·",
        "PS.1.2.2 Do staff have the ski…      ○     ○     ○     ·     ·     ·     ○     ·",
        "PS.1.2.3 Does management overs…      ○     ○     ○     ·     ○     ○     ·     ·",
        "PS.1.2.4 Are learning, engagem…      ○     ○     ○     ·     ·     ○     ○     ·",
        "",
        "+ agreement: n support  ~ partial: n of m qualify",
        "− dissonance: n of m contradict  · silence (n tied to no finding)",
        "○ silence where this kind is expected",
    ]


def test_where_the_kinds_do_not_fit_they_follow_in_bands() -> None:
    """Every kind is there, and each line is about its question."""
    matrix = convergence(state_of(example()), PROBATION, "people")
    drawn = lines(Matrix(matrix.rows[:1]), 46, plain_ascii=True)
    assert [plain(line.spans) for line in drawn] == [
        "key question            docs  meet focus  intv",
        "PS.1.2.1 Are staffin~   ~1/2     o    -1     .",
        "",
        "key question           cases  surv  data   obs",
        "PS.1.2.1 Are staffin~      o     o     o     .",
    ]
    about = ("questions", QUESTION)
    assert [line.about for line in drawn] == [None, about, None, None, about]


def test_a_wide_terminal_has_the_kinds_in_full() -> None:
    matrix = convergence(state_of(example()), PROBATION, "people")
    assert text(matrix, 128)[0].endswith(" case review      survey        data observation")


@given(bundles(max_statements=16))
@settings(deadline=None)
def test_the_cells_agree_with_a_plain_reading_of_the_rules(bundle: dict[str, Any]) -> None:
    """Each original stands once on each side it is linked on, under its own source's kind."""
    matrix = convergence(state_of(bundle), PROBATION)
    for row in matrix.rows:
        found: dict[str, set[str]] = {stance: set() for stance in oracle.STANCES}
        for finding in bundle["findings"]:
            if finding["question"] == row.question:
                for stance, originals in oracle.sides(bundle, finding["id"]).items():
                    found[stance] |= originals
        tied = {
            oracle.original(bundle, statement["id"])
            for statement in bundle["statements"]
            if row.question in statement.get("questions", [])
            and oracle.statement_counts(bundle, statement["id"])
        }.difference(*found.values())
        for kind, cell in zip(KINDS, row.cells, strict=True):

            def here(originals: set[str], kind: str = kind) -> int:
                return sum(oracle.source_of(bundle, each)["kind"] == kind for each in originals)

            assert (cell.supports, cell.qualifies, cell.contradicts, cell.tied) == (
                here(found["supports"]),
                here(found["qualifies"]),
                here(found["contradicts"]),
                here(tied),
            )
            expected = (
                "dissonance" if cell.contradicts
                else "partial" if cell.qualifies
                else "agreement" if cell.supports
                else "silence"
            )  # fmt: skip
            assert cell.outcome == expected
            assert cell.expected == (kind in PROBATION.questions[row.question].expects)


@given(bundles(max_statements=16), st.integers(0, 160), st.booleans())
@settings(deadline=None)
def test_no_line_is_wider_than_asked(bundle: dict[str, Any], cells: int, plain_ascii: bool) -> None:
    matrix = convergence(state_of(bundle), PROBATION)
    assert_fits(text(matrix, cells, plain_ascii), cells, plain_ascii)


@given(st.lists(st.integers(0, 20) | st.integers(0, 1_000_000), min_size=4, max_size=4))
def test_large_numbers_fit_their_column(numbers: list[int]) -> None:
    """Columns stay beneath one another, whatever the counts."""
    for outcome in ("agreement", "partial", "dissonance", "silence"):
        cell = Cell(outcome, *numbers)
        row = Row("PS.1.1.1", "people", "Is it so?", (cell,) * 8)
        heading, drawn = lines(Matrix((row,)), 80)
        assert len(plain(heading.spans)) == len(plain(drawn.spans)) == 80
        assert plain(drawn.spans)[32:] == plain(drawn.spans)[-6:] * 8
        assert plain(drawn.spans)[-6] == " "


def test_a_cell_says_how_many_of_how_many() -> None:
    """Where both do not fit, how many; thousands are short."""
    cells = (
        Cell("agreement", supports=12),
        Cell("agreement", supports=1, tied=7),
        Cell("partial", supports=8, qualifies=2),
        Cell("dissonance", supports=9, contradicts=3),
        Cell("dissonance", supports=90, contradicts=13),
        Cell("silence", tied=4),
        Cell("silence", tied=4, expected=True),
        Cell("agreement", supports=12_345),
    )
    row = Row("PS.1.1.1", "people", "Is it so?", cells)
    drawn = plain(lines(Matrix((row,)), 80)[1].spans)
    assert drawn.split()[4:] == ["+12", "+1", "~2/10", "−3/12", "−13", "·4", "○4", "+12k"]
    wide = plain(lines(Matrix((row,)), 140)[1].spans)
    assert "−13/103" in wide.split()


def test_questions_stand_in_the_programmes_order() -> None:
    ids = [row.question for row in convergence(state_of({}), PROBATION, "leadership").rows]
    assert ids == sorted(ids, key=id_order)
