"""The Audit screen, as a person at the keys meets it."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from evidence.sample import make_sample
from tests.tui.desk import Person, at_desk
from tui.screens.audit import AuditScreen
from tui.screens.finding import FindingScreen

CONFLICT = "Offices are safe for staff and for people on probation."
SOUND = "Staff do not have protected time for learning."


async def audited(person: Person, draft: Path) -> None:
    """Go to the screen and audit a draft."""
    await person.press("9", "d")
    for character in str(draft):
        await person.pilot.press({"/": "slash", ".": "full_stop", "-": "minus"}.get(
            character, "underscore" if character == "_" else character))  # fmt: skip
    await person.press("enter")
    await person.app.workers.wait_for_complete()
    await person.pilot.pause()


async def test_the_flagged_sentences_stand_with_their_evidence(tmp_path: Path) -> None:
    """`a` shows the others too; Enter opens the finding; a change says that it is old."""
    make_sample(tmp_path / "sample", "AB").close()
    draft = tmp_path / "d.md"
    draft.write_text(f"{CONFLICT}\n\n{SOUND}\n", encoding="utf-8")
    async with at_desk(tmp_path / "sample") as person:
        await audited(person, draft)
        seen = person.seen()
        assert "d.md · 1 of 2 flagged" in seen
        assert "≠ conflicting" in seen
        assert CONFLICT in seen
        assert "F38 is in conflict" in seen
        assert "E71 contradicts" in seen or "E65" in seen
        assert SOUND not in seen
        await person.press("a")
        assert "○ no flag" in person.seen()
        await person.press("enter", "enter")
        assert isinstance(person.screen, FindingScreen)
        await person.press("escape")
        assert isinstance(person.screen, AuditScreen)


async def test_another_draft_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """By typing; and in a narrow terminal all that is said of the draft can be read."""
    make_sample(tmp_path / "sample", "AB").close()
    long = f"{'a' * 40}_draft.md"
    for name in (long, "e.md"):
        (tmp_path / name).write_text(f"{CONFLICT}\n", encoding="utf-8")
    async with at_desk(tmp_path / "sample", size=(60, 20)) as person:
        await audited(person, tmp_path / long)
        told = person.screen.query_one("#counts", Static)
        assert told.size.height > 1
        await audited(person, tmp_path / "e.md")
        assert "e.md · 1 of 1 flagged" in person.seen()


async def test_a_draft_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """And the screen still says how to begin."""
    make_sample(tmp_path / "sample", "AB").close()
    async with at_desk(tmp_path / "sample") as person:
        await audited(person, tmp_path / "none.md")
        assert "No draft is audited" in person.seen()
        assert any("can't be read" in str(note.message) for note in person.app._notifications)
