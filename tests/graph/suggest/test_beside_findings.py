"""Pieces beside findings: what the quick reader leads to, the close reader has the last word on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evidence.folder import InspectionFolder
from graph.suggest import runtime
from graph.suggest.meanings import Meanings
from graph.suggest.proposing import Proposer
from graph.suggest.runtime import Models
from graph.suggest.suggestion import Progress
from tests.graph.suggest.small import SAYINGS, opened

AGAINST, FOR = (-4.0, -4.0, 4.0), (4.0, -4.0, -4.0)


class OneMinded(Models):
    """A close reader that reads every pair alike, and keeps what it was given."""

    def __init__(self, says: tuple[float, ...]) -> None:
        super().__init__(Path(runtime.__file__).parent / "models")
        self.says = says
        self.given: list[tuple[str, str]] = []

    def judge_closely(self, pairs: Sequence[tuple[str, str]], watch: Any = None) -> Any:
        """The same logits for each."""
        self.given += pairs
        return np.array([self.says] * len(pairs), dtype=np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[InspectionFolder]:
    """The small inspection."""
    with opened(tmp_path / "small") as inspection:
        yield inspection


def steps(folder: InspectionFolder, reader: Models) -> list[Progress]:
    """All steps of a run, nothing kept from before."""
    return list(Proposer(folder, meanings=Meanings(None, reader)).run())


@pytest.mark.parametrize(("says", "bearing"), [(FOR, "supports"), (AGAINST, "contradicts")])
def test_the_close_reader_has_the_last_word_on_what_leads(
    folder: InspectionFolder, says: tuple[float, ...], bearing: str
) -> None:
    """Whatever the quick one made of it; and the reasons are true to that."""
    found = {item.key: item for item in steps(folder, OneMinded(says))[-1].found.items}
    side = "for" if bearing == "supports" else "against"
    for key in ("E1 > F1", "E2 > F1"):
        assert found[key].bearing == bearing
        assert f"the language model reads the one as speaking {side} the other" in [
            reason.text for reason in found[key].why
        ]


def test_only_what_leads_is_read_closely_each_pair_once(folder: InspectionFolder) -> None:
    """The car park leads nowhere."""
    reader = OneMinded(FOR)
    told = [step.doing for step in steps(folder, reader)]
    assert "reading closely what leads" in told
    assert told.index("comparing with findings") < told.index("reading closely what leads")
    findings = {finding.text for finding in folder.state.findings.values()}
    beside = [pair for pair in reader.given if pair[1] in findings]
    assert len(set(beside)) == len(beside) > 0
    assert SAYINGS["E5"][1] not in {text for text, _ in beside}


def test_statements_that_seem_to_conflict_are_read_closely_before_it_is_said(
    folder: InspectionFolder,
) -> None:
    """A conflict that the close reader does not see is none."""

    def conflicts(says: tuple[float, ...]) -> set[str]:
        items = steps(folder, OneMinded(says))[-1].found.items
        return {i.key for i in items if i.target_kind == "statement" and i.is_conflict}

    assert conflicts(AGAINST)
    assert not conflicts(FOR)
