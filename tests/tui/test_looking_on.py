"""Who only looks is told that somebody else went on, and sees it without leaving the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.commands import LinkStatement
from evidence.folder import JOURNAL, InspectionFolder
from tests.graph.example import example
from tests.tui.desk import at_desk, small_inspection
from tui.app import TriangulateApp


@pytest.fixture
def inspection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, looked at as often as can be."""
    monkeypatch.setattr(TriangulateApp, "LOOKS_EVERY", 0.01)
    return small_inspection(tmp_path / "i", example())


async def test_later_entries_are_told_and_shown_at_the_same_place(inspection: Path) -> None:
    """The title and the quiet line say that it is old; one key shows what changed, there."""
    async with at_desk(inspection, read_only=True) as person:
        person.app.open_finding("F2")
        await person.settle()
        assert "Not shown yet" not in person.seen()
        assert "f5 Show later" in person.seen()
        with InspectionFolder.open(inspection, by="CD") as writer:
            writer.execute(LinkStatement("E3", "F2", "contradicts"))
            await person.wait_until("Not shown yet: 1 later entry (f5 shows what changed).")
            assert "READ ONLY, OLD" in person.seen()
            assert "silent" in person.seen()
            writer.execute(LinkStatement("E4", "F2", "supports"))
            await person.wait_until("Not shown yet: 2 later entries")
            await person.press("f5")
        seen = person.seen()
        assert "F2 · evidence" in seen
        assert "conflicting" in seen
        assert "OLD" not in seen
        assert "F2: silent → not supported by practitioners, and 1 more" in seen
        await person.press("f5")
        assert "Nothing is later." in person.seen()


async def test_its_own_writer_is_told_nothing(inspection: Path) -> None:
    """What is written here is shown here, and the key is not offered."""
    async with at_desk(inspection) as person:
        person.work.do(LinkStatement("E3", "F2", "contradicts"))
        await person.settle()
        assert "Not shown yet" not in person.seen()
        assert "f5" not in person.seen()
        before = person.seen()
        await person.press("f5")
        assert person.seen() == before


async def test_a_journal_that_is_another_is_told(inspection: Path) -> None:
    """Once it is not what was opened, nothing is taken from it."""
    async with at_desk(inspection, (120, 24), read_only=True) as person:
        (inspection / JOURNAL).write_bytes(b"")
        await person.wait_until("What is shown may be old: ")
        await person.press("f5")
        await person.settle()
        assert len(person.work.state.findings) == 2
