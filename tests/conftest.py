"""Every test has its own settings, and none asks who is working."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.program import program

__all__ = ["own_settings", "program"]


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings folder of this test alone."""
    folder = tmp_path_factory.mktemp("settings")
    monkeypatch.setenv("TRIANGULATE_CONFIG", str(folder))
    monkeypatch.delenv("TRIANGULATE_ASCII", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TRIANGULATE_USER", "AB")
    return folder
