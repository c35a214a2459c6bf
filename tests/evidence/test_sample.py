"""The sample inspection holds what there is to study, and each quote stands in its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from evidence.content import sha256_of
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.sample import make_sample
from evidence.verifying import verify
from graph.gaps import CODES, gaps
from graph.status import STATUSES, Assessments

DURING_THE_VISIT = date(2026, 3, 13)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InspectionFolder]:
    """The sample, made once."""
    with make_sample(tmp_path_factory.mktemp("sample") / "inspection", "AB") as folder:
        yield folder


def test_it_is_large_enough_to_study(sample: InspectionFolder) -> None:
    state = sample.state
    assert len(state.statements) >= 120
    assert len(state.findings) >= 30
    assert len([source for source in state.sources.values() if source.file]) >= 14
    assert len({source.kind for source in state.sources.values()}) >= 7
    assert set(state.inspection.plain()) >= {"id", "title", "service", "visit_from", "sites"}
    assert [head.command for head in sample.history()] == ["new_inspection", "make_sample"]


def test_it_has_every_status_and_every_gap_of_its_programme(sample: InspectionFolder) -> None:
    """But coverage, which is for programmes that ask it of each site."""
    found = Assessments(sample.state, sample.programme, DURING_THE_VISIT)
    statuses = Counter(assessment.status for assessment in found.values())
    assert set(statuses) == set(STATUSES)
    missing = gaps(sample.state, sample.programme, found, DURING_THE_VISIT)
    assert {gap.code for gap in missing} == set(CODES) - {"coverage"}


def test_each_quote_is_what_stands_at_its_place(sample: InspectionFolder) -> None:
    """In one passage of the stored text, with that passage's page, time and speaker."""
    quotes = 0
    for statement in sample.state.statements.values():
        source = sample.state.sources[statement.source]
        reading = sample.reading(source)
        if reading is None:
            assert source.file is None
            assert statement.place is None
            continue
        place = statement.place
        assert place is not None
        assert place.start is not None
        assert place.end is not None
        assert reading.text[place.start : place.end] == statement.quote
        (passage,) = (p for p in reading.passages if p.start <= place.start and place.end <= p.end)
        assert (place.page, place.paragraph, place.time, place.speaker) == (
            passage.page,
            passage.paragraph,
            passage.time,
            passage.speaker,
        )
        quotes += 1
    assert quotes == 220


def test_each_source_file_is_kept_as_it_is_shipped(sample: InspectionFolder) -> None:
    shipped = {
        entry.name: entry.read_bytes()
        for entry in files("evidence").joinpath("sample", "files").iterdir()
    }
    kept = {
        source.file.name: source.file
        for source in sample.state.sources.values()
        if source.file is not None and source.file.name is not None
    }
    assert set(kept) == set(shipped)
    for name, content in shipped.items():
        file = kept[name]
        assert file.sha256 == sha256_of(content)
        assert sample.sources.get(file.sha256) == content
        assert file.media_type


def test_it_verifies_and_is_made_only_in_an_empty_place(tmp_path: Path) -> None:
    make_sample(tmp_path / "sample", "AB").close()
    verified = verify(tmp_path / "sample")
    assert (verified.ok, verified.notices) == (True, ())
    assert verified.checked["quotes"] == 220
    with pytest.raises(Refused):
        make_sample(tmp_path / "sample", "AB")
    with pytest.raises(Refused):
        make_sample(tmp_path, "AB")
    folder = InspectionFolder.open(tmp_path / "sample", by="AB")
    with folder, pytest.raises(Refused, match="nothing to undo"):
        folder.undo()  # the sample is there as long as its folder is
