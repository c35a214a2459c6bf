"""The rooms: what a command loads, and that each library stays where it belongs."""

from __future__ import annotations

import subprocess
import sys

import pytest

CALLS = {
    "--version": ["textual", "rich", "networkx", "tinydb"],
    "--help": ["textual", "rich", "networkx", "tinydb"],
    "programmes": ["textual", "rich", "networkx"],
    "schema": ["textual", "rich", "networkx"],
}


def loaded_by(*words: str) -> set[str]:
    """The modules that a process has loaded after one command line."""
    script = (
        "import sys; from tui.cli import main; main(sys.argv[1:]);print('\\nLOADED', *sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True
    )
    return set(ran.stdout.rsplit("LOADED ", 1)[1].split())


@pytest.mark.parametrize("call", CALLS)
def test_a_command_loads_only_the_libraries_that_it_needs(call: str) -> None:
    """So that it starts at once."""
    assert loaded_by(call).isdisjoint(CALLS[call])


@pytest.mark.parametrize(
    ("room", "not_there"),
    [
        ("evidence.folder", ["graph", "tui", "networkx", "textual", "rich"]),
        ("graph.status", ["tui", "textual", "rich", "networkx"]),
        ("graph.area", ["tui", "textual", "rich"]),
    ],
)
def test_a_room_never_loads_what_is_uphill(room: str, not_there: list[str]) -> None:
    """The evidence room knows nothing of graph, graph nothing of tui."""
    script = f"import sys, {room}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()).isdisjoint(not_there)
