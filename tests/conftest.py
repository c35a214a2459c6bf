"""Every test has its own settings, and none asks who is working."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.tui.program import program

__all__ = ["own_settings", "program"]

# Machines are shared and slow at times: no test asserts a time. A check of a change tries the same
# examples each time, so that what fails is the change; at a desk each run tries others.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings folder of this test alone."""
    folder = tmp_path_factory.mktemp("settings")
    monkeypatch.setenv("TRIANGULATE_CONFIG", str(folder))
    monkeypatch.delenv("TRIANGULATE_ASCII", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TRIANGULATE_USER", "AB")
    return folder


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes by their argument's name: a zip made now would name a test after the time of day."""
    return argname if isinstance(val, bytes) else None
