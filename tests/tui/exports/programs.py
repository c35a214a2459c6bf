"""Other people's programs that open what was written: found on this machine, or told as missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

__all__ = ["accessibility_checker", "program_named"]


def program_named(*names: str) -> str:
    """The first of these programs that is here. A check of a change never does without it."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or _missing(f"{names[0]} is not installed here")


def accessibility_checker() -> str:
    """The script of axe-core, from the package that `.ci/run` has npm fetch."""
    named = os.environ.get("AXE_CORE", "")
    script = Path(named, "axe.min.js")
    if not named or not script.is_file():
        _missing("AXE_CORE names no folder of npm's package axe-core")
    return script.read_text(encoding="utf-8")


def _missing(why: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{why}, and a check of a change needs it: see .ci/run")
    pytest.skip(why)
