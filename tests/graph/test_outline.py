"""An area as an outline of words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Place
from evidence.words import AREAS
from graph.drawing import plain
from graph.outline import Outline, OutlineRow, lines, outline, place_words, text
from graph.status import STATUSES
from tests.bundles import bundles
from tests.graph.example import OTHER, QUESTION, example
from tests.graph.hostile import assert_fits, hostile_bundles
from tests.loaded import PROBATION, state_of

STATUS = {"F1": "conflicting", "F2": "silent"}


def people() -> Outline:
    return outline(state_of(example()), PROBATION, "people", STATUS)


def test_an_area_is_its_questions_findings_and_evidence_in_order() -> None:
    """For, qualifies, against; then what is tied to the question alone; reasons beside."""
    asked = {question.id: question.text for question in PROBATION.questions_in("people")}
    assert people() == Outline(
        (
            OutlineRow(0, "area", "people", "People"),
            OutlineRow(1, "question", QUESTION, asked[QUESTION], "?"),
            OutlineRow(2, "finding", "F1", "There are enough staff.", "≠", "conflicting"),
            OutlineRow(
                3, "supports", "E1", "Every post is filled.", "+", "for",
                "S1 Board minutes (document), page 3, paragraph 2",
            ),
            OutlineRow(
                3, "qualifies", "E2", "All posts were filled.", "~", "qualifies",
                "S2 Annual report (document), repeats E1",
            ),
            OutlineRow(
                3, "contradicts", "E3", "Two of us have left and nobody came.", "−", "against",
                "S3 North team (focus group), Practitioners, North, 00:14:05, Speaker 2",
            ),
            OutlineRow(
                2, "tied", "E4", "We cover for them.", "?", "tied", "S3 North team (focus group)"
            ),
            OutlineRow(1, "question", OTHER, asked[OTHER], "?"),
            OutlineRow(2, "finding", "F2", "Staff are content.", "○", "silent"),
            OutlineRow(
                3, "supports", "E5", "Nine in ten are content.", "+", "for",
                "S4 Old survey (survey)", "its source S4 is doubtful",
            ),
            OutlineRow(1, "question", "PS.1.2.3", asked["PS.1.2.3"], "?", "", "no finding yet"),
            OutlineRow(1, "question", "PS.1.2.4", asked["PS.1.2.4"], "?", "", "no finding yet"),
        )
    )  # fmt: skip


def test_the_outline_is_read_from_top_to_bottom() -> None:
    assert text(people(), 66)[:19] == [
        "People",
        "  ? PS.1.2.1 Are staffing and workload levels enough for the work?",
        "    ≠ F1 conflicting: There are enough staff.",
        "      + for E1 “Every post is filled.”",
        "        S1 Board minutes (document), page 3, paragraph 2",
        "      ~ qualifies E2 “All posts were filled.”",
        "        S2 Annual report (document), repeats E1",
        "      − against E3 “Two of us have left and nobody came.”",
        "        S3 North team (focus group), Practitioners, North,",
        "        00:14:05, Speaker 2",
        "    ? tied E4 “We cover for them.”",
        "      S3 North team (focus group)",
        "  ? PS.1.2.2 Do staff have the skills, and does the workforce",
        "    reflect the people supervised?",
        "    ○ F2 silent: Staff are content.",
        "      + for E5 (not counted: its source S4 is doubtful)",
        "        “Nine in ten are content.”",
        "        S4 Old survey (survey)",
        "  ? PS.1.2.3 Does management oversight help people do better work?",
    ]


def test_each_line_is_about_its_record() -> None:
    about = [line.about for line in lines(people(), 77, plain_ascii=True)]
    assert about[:5] == [
        None,
        ("questions", QUESTION),
        ("findings", "F1"),
        ("statements", "E1"),
        ("statements", "E1"),
    ]
    assert all(plain(line.spans).isascii() for line in lines(people(), 77, plain_ascii=True))


def test_the_status_may_come_from_a_function() -> None:
    """A status of two words is read as two; each has its own sign."""
    state = state_of(example())
    for status in STATUSES:
        drawn = outline(state, PROBATION, "people", lambda _, status=status: status)
        assert drawn.rows[2].word == status.replace("_", " ")
    row = outline(state, PROBATION, "people", lambda _: "partly_corroborated").rows[2]
    assert row.glyph == "◑"
    assert "% F1 partly corroborated: There" in text(Outline((row,)), 77, plain_ascii=True)[0]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(), ""),
        (Place(page=4), "page 4"),
        (Place(page="iv", paragraph=2), "page iv, paragraph 2"),
        (Place(time="14:05", speaker="Chair"), "14:05, Chair"),
        (Place(time=3725.5), "01:02:05"),
        (Place(time=-1.0), "-1.0 seconds"),
        (Place(start=3, end=9), ""),
    ],
)
def test_a_place_is_said_in_words(place: Place, words: str) -> None:
    assert place_words(place) == words


@given(bundles(max_statements=14))
@settings(deadline=None)
def test_every_link_and_every_tie_has_its_row(bundle: dict[str, Any]) -> None:
    """A statement stands under each finding it is linked to, with each of its stances."""
    state = state_of(bundle)
    linked, tied = set(), set()
    for area in AREAS:
        finding = question = ""
        for row in outline(state, PROBATION, area, lambda _: "silent").rows:
            if row.kind == "question":
                question = row.id
            elif row.kind == "finding":
                finding = row.id
            elif row.kind == "tied":
                tied.add((row.id, question))
            elif row.kind != "area":
                linked.add((row.id, finding, row.kind))
    assert linked == {(link.statement, link.finding, link.stance) for link in state.links.values()}
    under = {
        (link.statement, state.findings[link.finding].question) for link in state.links.values()
    }
    assert tied == {
        (statement.id, question)
        for statement in state.statements.values()
        for question in statement.questions
    } - under  # fmt: skip


@given(hostile_bundles(), st.integers(0, 120), st.booleans())
@settings(deadline=None)
def test_hostile_text_neither_breaks_nor_widens_an_outline(
    bundle: dict[str, Any], cells: int, plain_ascii: bool
) -> None:
    state = state_of(bundle)
    for area in AREAS:
        drawn = text(outline(state, PROBATION, area, lambda _: "silent"), cells, plain_ascii)
        assert_fits(drawn, cells, plain_ascii)
