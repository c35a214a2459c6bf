"""What the widgets draw on a terminal of ASCII only."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color

from tests.tui.desk import Person, small_inspection
from tui.app import TriangulateApp
from tui.widgets.ascii_lines import AsciiLines


def test_frames_bars_and_arrows_become_ascii_and_words_stay() -> None:
    """A sign for a sign, so that nothing moves; a word in another script is left as it is."""
    drawn = "╭─╮│ ▁▅█▌ ▼↑ S1 · Café … 北"
    (segment,) = AsciiLines().apply([Segment(drawn)], Color(0, 0, 0))
    assert segment.text == "+-+| _##| v^ S1 . Café ~ 北"


@pytest.mark.parametrize("keys", [(), ("3", "a"), ("3", "e"), ("4",), ("7",), ("F",), ("colon",)])
async def test_screens_and_dialogs_are_drawn_in_ascii(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """Frames, rules, scroll bars and the arrows of choices as well."""
    sources = [{"id": f"S{n}", "title": f"Plan {n}", "kind": "document"} for n in range(1, 40)]
    app = TriangulateApp(
        small_inspection(tmp_path / "i", {"sources": sources}), by="AB", plain_ascii=True
    )
    async with app.run_test(size=(80, 24)) as pilot:
        person = Person(app, pilot)
        await app.workers.wait_for_complete()
        await person.press(*keys)
        assert [line for line in person.seen().splitlines() if not line.isascii()] == []
