"""How the weights of suggestions are fitted, and what to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks.fitting import Choices, choice_fit
from benchmarks.labelled import inspection, links


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("brackwater", {"supports": 84, "contradicts": 42, "qualifies": 9}),
        ("saltmarrow", {"supports": 80, "contradicts": 42, "qualifies": 10}),
    ],
)
def test_the_labelled_inspections_load_with_their_links(
    tmp_path: Path, name: str, told: dict[str, int]
) -> None:
    """Under their own programmes."""
    with inspection(name, tmp_path) as folder:
        assert Counter(links(folder).values()) == told


def test_a_choice_is_fitted_back_to_the_weights_that_it_was_made_with() -> None:
    """Of five options and none; an option that is not there is never chosen."""
    chance = np.random.default_rng(5)
    signs = chance.normal(size=(4000, 5, 4))
    signs[:, :, 2:] = [1.0, 0.0]
    stands = np.zeros((4000, 5))
    stands[:, 4] = -1e3
    made = Choices(signs, stands, np.zeros((4000, 6)))
    weights = np.array([1.0, -0.5, -1.0, -3.0])
    shares = made.chances(weights)
    picked = [chance.choice(6, p=row) for row in shares]
    assert 4 not in picked
    found = choice_fit([Choices(signs, stands, np.eye(6)[picked])], pull=0.1)
    assert np.abs(found[:3] - weights[:3]).max() < 0.1
