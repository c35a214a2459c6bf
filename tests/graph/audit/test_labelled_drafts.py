"""Drafts by a blind author of three inspections: what the audit was fitted to, it keeps finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.labelled import NAMES
from benchmarks.labelled_drafts import DRAFTS, judged, own_draft
from graph.suggest.meanings import Meanings
from graph.suggest.runtime import lacking


@pytest.mark.skipif(bool(lacking()), reason="the models are not installed")
@pytest.mark.parametrize("name", NAMES)
def test_ten_faults_are_found_among_sixty_sound_sentences(name: str, tmp_path: Path) -> None:
    """All of them, and at most two sound sentences are flagged."""
    draft = own_draft(DRAFTS / f"{name}.md", DRAFTS / f"{name}.json", name)
    found = judged(draft, Meanings.of(tmp_path), tmp_path)
    assert [row.text for row in found if row.fault and not row.flags] == []
    assert len([row for row in found if row.flags and not row.fault]) <= 2
