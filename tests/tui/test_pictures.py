"""Pictures of the screens on the sample inspection, as text, at two sizes.

Where a change to a screen is meant, `TRIANGULATE_PICTURES=write` writes them anew: look at the
difference before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evidence.sample import make_sample
from tests.tui.desk import at_desk
from tui.actions import actions, places

PICTURES = Path(__file__).parent / "pictures"
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
WAYS = {
    "overview": [],
    "area": ["2", "j"],
    "area-outline": ["2", "v"],
    "area-lanes": ["2", "v", "v"],
    "finding": ["2", "j", "enter"],
    "finding-why": ["2", "j", "enter", "v"],
    "finding-graph": ["2", "j", "enter", "v", "v"],
    "sources": ["3"],
    "reading": ["3", "enter", "j"],
    "gaps": ["4"],
    "plan": ["8", "j"],
    "capture": ["5", "ctrl+o", "M", "3", "enter", "ctrl+l"],
    "day": ["d"],
    "help": ["2", "question_mark"],
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample inspection, made once."""
    folder = tmp_path_factory.mktemp("pictures") / "sample"
    make_sample(folder, "AB").close()
    return folder


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", WAYS)
async def test_a_screen_looks_as_in_its_picture(
    sample: Path, way: str, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line by line."""
    monkeypatch.setenv("TRIANGULATE_TODAY", "2026-03-14")
    async with at_desk(sample, size=SIZES[size]) as person:
        await person.press(*WAYS[way])
        await person.app.workers.wait_for_complete()
        await person.pilot.pause()
        seen = person.seen().rstrip("\n") + "\n"
    picture = PICTURES / f"{way}-{size}.txt"
    if os.environ.get("TRIANGULATE_PICTURES") == "write":
        picture.parent.mkdir(exist_ok=True)
        picture.write_text(seen, encoding="utf-8")
    assert seen == picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", [place for place, _ in places() if place != "everywhere"])
def test_a_footer_fits_in_eighty_columns(place: str) -> None:
    """Its keys, their labels and the key of help, a space between."""
    shown = [a for a in (*actions(place), *actions("everywhere")) if a.footer]
    writing = [a for a in shown if a.call != "catch_up"]  # only where nothing is written
    assert sum(len(a.shown_keys.split()[0]) + len(a.label) + 2 for a in writing) <= 80


async def test_ascii_draws_nothing_else_around_evidence(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With TRIANGULATE_ASCII every screen's own signs are ASCII."""
    monkeypatch.setenv("TRIANGULATE_ASCII", "1")
    async with at_desk(sample) as person:
        for keys in (["1"], ["2", "j"], ["v"], ["v"], ["v"], ["4"]):
            await person.press(*keys)
            await person.app.workers.wait_for_complete()
            own = person.seen().replace("─", "").replace("▁", "")
            odd = {c for c in own if not c.isascii()} - set("▂▃▄▅▆▇█▔🔎–’“”·…")
            assert odd == set()


async def test_without_colour_the_highlight_is_still_to_be_seen(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR: the marker stands before the highlighted row."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk(sample) as person:
        await person.press("2", "j")
        marked = [line for line in person.seen().splitlines() if line.startswith("›")]
        assert len(marked) == 1
        assert "F1" in marked[0]
