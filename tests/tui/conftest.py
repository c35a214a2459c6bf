"""What the screens find out by themselves is the same each time: no key question is likely."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def nothing_is_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    """The models are for the tests that ask for them."""
    monkeypatch.setattr("tui.asking.likely.likely_questions", lambda *_: ())
