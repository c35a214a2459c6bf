"""Notes typed at full speed through a pseudo-terminal: every line is kept, in its order."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from evidence.folder import InspectionFolder
from evidence.one_writer import holder_of
from evidence.verifying import verify
from tests.tui.desk import small_inspection
from tests.tui.screens.test_capture import bundle

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from tests.tui.terminal import Terminal, begin_session

LINES = [f"p: they said number {number} of many, and more" for number in range(200)]
SAID = [line.removeprefix("p: ") for line in LINES]


def kept(folder: Path) -> list[tuple[str, str | None]]:
    """The statements on disk, each with its voice."""
    with InspectionFolder.open(folder, read_only=True) as opened:
        return [(each.quote, each.voice) for each in opened.state.statements.values()]


def acknowledged(terminal: Terminal) -> int:
    """The number of the last line that the screen said was taken."""
    return max(map(int, re.findall(r"took E(\d+) ", terminal.drawn())), default=0)


def test_two_hundred_lines_at_full_speed_are_all_kept_in_order(tmp_path: Path) -> None:
    """Typed as fast as the terminal takes them, into the program as a person starts it."""
    folder = small_inspection(tmp_path / "i", bundle())
    with Terminal(folder, tmp_path / "config") as terminal:
        begin_session(terminal, "wexcombe")
        terminal.press("".join(f"{line}\r" for line in LINES))
        terminal.wait_for("took E200 ")
        terminal.wait(lambda: SAID[-1] in terminal.drawn().split("took E199 ")[-1])
    assert kept(folder) == [(line, "V2") for line in SAID]


def test_kill_9_in_the_middle_leaves_every_line_that_was_acknowledged(tmp_path: Path) -> None:
    """What the screen said was taken is on disk, and nothing stands out of its order."""
    folder = small_inspection(tmp_path / "i", bundle())
    with Terminal(folder, tmp_path / "config") as terminal:
        begin_session(terminal, "wexcombe")
        terminal.press("".join(f"{line}\r" for line in LINES[:150]))
        # Which of the lines are told is the screen's affair: some pass between two drawings.
        terminal.wait(lambda: acknowledged(terminal) >= 60)
        terminal.kill()
        told = acknowledged(terminal)
    found = kept(folder)
    assert told <= len(found) < 150
    assert found == [(line, "V2") for line in SAID[: len(found)]]
    assert verify(folder).faults == ()


def test_a_terminal_that_vanishes_without_a_signal_ends_the_program(tmp_path: Path) -> None:
    """It ends by itself: what was typed is kept, and the inspection is closed as with the key."""
    folder = small_inspection(tmp_path / "i", bundle())
    with Terminal(folder, tmp_path / "config") as terminal:
        begin_session(terminal, "wexcombe")
        terminal.press(f"{LINES[0]}\r")
        terminal.wait_for("took E1 ")
        terminal.vanish()
        assert terminal.process.wait(60) == 0
    assert kept(folder) == [(SAID[0], "V2")]
    assert holder_of(folder) is None
    assert verify(folder).faults == ()
