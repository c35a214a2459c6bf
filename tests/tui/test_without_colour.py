"""What is written to the terminal where NO_COLOR asks for no colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.tui.desk import small_inspection
from tests.tui.screens.test_area_and_finding import bundle
from tests.tui.terminal import Terminal

_ATTRIBUTES = re.compile(r"\x1b\[([\d;:]*)m")
#: What sets a letter or its background in a colour, by its number in a terminal's sign.
_COLOURS = {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)}


def painted(terminal: Terminal) -> list[str]:
    """The signs drawn so far that set a colour."""
    found = [sign for sign in terminal.signs() if _ATTRIBUTES.fullmatch(sign)]
    numbers = [re.findall(r"\d+", sign) for sign in found]
    return [
        sign
        for sign, each in zip(found, numbers, strict=True)
        if any(int(number) in _COLOURS for number in each)
    ]


@contextmanager
def walked(folder: Path, config: Path) -> Iterator[Terminal]:
    """The program after lists, a text, a form with a choice opened, help and a message."""
    links = [
        {"statement": "E1", "finding": "F1", "stance": "supports"},
        {"statement": "E2", "finding": "F1", "stance": "contradicts"},
    ]
    ways = (
        ("", "leadership"),
        ("3", "Focus group"),
        ("\r", "Supervision is monthly."),
        ("?", "Reading pane"),
        ("q", "Supervision is monthly."),
        ("4", "conflict"),
        ("\r", "≠ conflicting"),
        ("r", "Resolve F1"),
        ("\x13", "Choose the outcome."),
        ("\r", "the disagreement is itself"),
    )
    with Terminal(small_inspection(folder, bundle(links=links)), config) as terminal:
        for keys, told in ways:
            since = terminal.mark
            terminal.press(keys)
            terminal.wait_for(told, since)
        yield terminal


def test_without_colour_no_colour_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither letters nor backgrounds, greys among them; what is highlighted is reversed."""
    monkeypatch.setenv("NO_COLOR", "1")
    with walked(tmp_path / "i", tmp_path / "config") as terminal:
        assert painted(terminal) == []
        assert any("7" in sign[2:-1].split(";") for sign in terminal.signs())


def test_with_colour_the_same_way_writes_some(tmp_path: Path) -> None:
    """So that the test without it would see one."""
    with walked(tmp_path / "i", tmp_path / "config") as terminal:
        assert painted(terminal)
