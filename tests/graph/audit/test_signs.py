"""Signs that nothing bears a sentence out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.folder import InspectionFolder
from evidence.sample import make_sample
from graph.audit.ground import Ground
from graph.audit.signs import SIGNS, Signs, signs_of, weights
from graph.suggest.meanings import Meanings
from graph.suggest.runtime import lacking
from graph.suggest.weighing import Weights

_MADE_UP = "An orchestra and a choir rehearse in the cellar."
_NEVER = Weights({}, -9.0)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[InspectionFolder]:
    """The sample inspection."""
    with make_sample(tmp_path / "sample", "AB") as folder:
        yield folder


def seen(folder: InspectionFolder, text: str, meanings: Meanings) -> Signs:
    """The signs of a sentence alone, by words where nothing is weighed."""
    ground = Ground(folder.state, None, meanings)
    return signs_of(text, ground.near(text), (), ground, meanings)


def test_what_names_things_of_which_nothing_near_speaks_is_likely_made_up(
    sample: InspectionFolder,
) -> None:
    """And what repeats a statement is not."""
    made_up = seen(sample, _MADE_UP, Meanings(None, None))
    assert {"orchestra", "choir", "cellar"} <= set(made_up.foreign)
    assert made_up.unborne()
    repeated = seen(sample, sample.state.statements["E142"].quote, Meanings(None, None))
    assert repeated.values["nearness"] == pytest.approx(1.0)
    assert not repeated.unborne()


def test_an_account_of_both_sides_that_leans_back_has_those_signs(
    sample: InspectionFolder,
) -> None:
    """Each is told as it is seen, so that it can be named."""
    signs = seen(sample, "They told us of it, but others disagreed.", Meanings(None, None)).values
    told = {name: signs[name] for name in ("account", "leans", "sides", "little")}
    assert told == {"account": 1.0, "leans": 1.0, "sides": 1.0, "little": 1.0}


@pytest.mark.skipif(bool(lacking()), reason="the models are not installed")
def test_no_text_is_read_where_it_could_not_make_a_sentence_flagged(
    sample: InspectionFolder,
) -> None:
    """Unless every sign is asked for."""
    meanings = Meanings.of(sample.path)
    ground = Ground(sample.state, None, meanings)
    text = sample.state.statements["E142"].quote
    near = ground.near(text)
    few = signs_of(text, near, (), ground, meanings, _NEVER)
    every = signs_of(text, near, (), ground, meanings, _NEVER, every=True)
    assert few.values["said"] < 0 < every.values["said"]
    assert {**few.values, "said": 0.0} == {**every.values, "said": 0.0}


def test_every_weight_is_of_a_sign() -> None:
    """With the models, and without what they say."""
    assert set(weights()["unsupported"].of) == set(SIGNS)
    assert set(weights()["unsupported_words"].of) == set(SIGNS) - {"said"}
