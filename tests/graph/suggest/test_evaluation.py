"""The figures of labelled pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.suggest.evaluation import Label, measured
from graph.suggest.stance import between, shares_of
from graph.suggest.weighing import log_softmax

ROWS = st.lists(
    st.tuples(st.sampled_from(["E", "N", "C"]), st.tuples(*[st.integers(0, 4)] * 3)),
    min_size=1,
    max_size=30,
)


def test_the_figures_are_those_of_the_textbook() -> None:
    """Two of four right, one of two conflicts found and one named that is none."""
    labels: list[Label] = ["C", "C", "E", "N"]
    shares = [(0.1, 0.2, 0.7), (0.6, 0.2, 0.2), (0.8, 0.1, 0.1), (0.1, 0.3, 0.6)]
    figures = measured(labels, shares)
    assert figures.accuracy == 0.5
    assert figures.macro_f1 == pytest.approx((2 / 3 + 0 + 1 / 2) / 3)
    assert (figures.conflict_precision, figures.conflict_recall) == (0.5, 0.5)
    assert figures.conflict_auc == 0.75


@given(ROWS)
def test_the_area_is_how_often_a_conflict_stands_above_what_is_none(
    rows: list[tuple[Label, tuple[int, int, int]]],
) -> None:
    """Counted pair by pair; none where there is nothing to compare."""
    against = [shares[2] for label, shares in rows if label == "C"]
    others = [shares[2] for label, shares in rows if label != "C"]
    won = [(a > b) + (a == b) / 2 for a in against for b in others]
    area = measured([label for label, _ in rows], [shares for _, shares in rows]).conflict_auc
    assert area == (pytest.approx(sum(won) / len(won)) if won else None)


def test_a_rule_moves_the_shares_and_they_still_sum_to_one() -> None:
    """Another number of the same measure makes a conflict likelier."""
    logits = (0.4, 0.3, 0.3)
    same = shares_of(("Staff hold 31 cases each.", "Staff hold 31 cases each."), logits)
    other = shares_of(("Staff hold 45 cases each.", "Staff hold 31 cases each."), logits)
    assert other[2] > same[2]
    assert sum(other) == pytest.approx(1)


@given(*[st.tuples(*[st.floats(-6, 6)] * 3)] * 2)
def test_two_readers_have_each_as_much_of_a_say(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> None:
    """What both say alike is said; what they say differently stands half way."""
    assert between(one, one) == pytest.approx(log_softmax(one))
    assert between(one, other) == pytest.approx(between(other, one))
    half = between(one, other)
    for here, there, said in zip(log_softmax(one), log_softmax(other), half, strict=True):
        assert said == pytest.approx((here + there) / 2)
