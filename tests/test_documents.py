"""What the documents show is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from evidence.folder import InspectionFolder
from evidence.readers import readers
from evidence.sample import make_sample
from graph import lanes
from graph.area import finding_graph
from tests.tui.program import Program
from tui.actions import cheat_sheet
from tui.cli import COMMANDS, parser_of
from tui.export import formats
from tui.export.projects import PROJECTS

#: Options that stand at the top of the page, once.
EVERYWHERE = ("--help", "--json", "--as", "--ascii")
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_under(mark: str) -> str:
    """The one command in the block under a mark of the README."""
    found = re.search(rf"<!-- {mark} -->\n```sh\n(.+)\n```", README)
    assert found is not None
    return found[1]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    """To the letter."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command_under("run the tests") in script.splitlines()


def test_the_first_command_installs_and_opens_the_sample() -> None:
    """It ends in the command that makes and opens the sample."""
    assert command_under("open the sample").endswith(".venv/bin/triangulate demo")
    assert "demo" in COMMANDS


def test_the_picture_is_what_the_program_draws(tmp_path: Path) -> None:
    """The lanes of the finding that the README shows."""
    with make_sample(tmp_path / "sample", "AB") as folder:
        drawn = "\n".join(lanes.text(lanes.lanes(finding_graph(folder.state, "F1")), 78))
    assert f"<!-- picture: F1 -->\n```\n{drawn}\n```\n<!-- end of picture -->" in README


def test_the_commands_of_the_readme_do_what_it_says(program: Program, tmp_path: Path) -> None:
    """The tour of one's own inspection runs as it stands there."""
    found = re.search(r"## An inspection of your own\n\n```sh\n(.+?)\n```", README, re.DOTALL)
    assert found is not None
    sample = ROOT / "evidence" / "sample" / "files"
    names = {
        "plan.docx": sample / "delivery-plan-2025-26.docx",
        "minutes.md": sample / "supervision-policy.md",
        "meeting.vtt": sample / "focus-group-team-managers.vtt",
    }
    for line in found[1].splitlines():
        words = shlex.split(line)
        assert words.pop(0) == "triangulate"
        given = [
            str(names[word]) if word in names
            else str(tmp_path / word) if word in ("visit", "summary.md")
            else word
            for word in words
        ]  # fmt: skip
        ran = program(*given)
        assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8")
    with InspectionFolder.open(tmp_path / "visit", read_only=True) as folder:
        assert len(folder.state.sources) == 3


def test_the_sample_is_as_large_as_the_readme_says(tmp_path: Path) -> None:
    """Files, notes, statements and findings."""
    with make_sample(tmp_path / "sample", "AB") as folder:
        state = folder.state
    with_file = sum(source.file is not None for source in state.sources.values())
    assert (with_file, len(state.sources) - with_file) == (30, 2)
    assert len(state.statements) > 200
    assert len(state.findings) == 42


def test_the_page_of_keys_is_made_from_the_registry() -> None:
    """`triangulate keys > docs/KEYS.md` would change nothing."""
    assert (ROOT / "docs" / "KEYS.md").read_text(encoding="utf-8") == cheat_sheet()


def test_every_command_and_option_is_in_the_page_of_commands() -> None:
    """By its name."""
    page = (ROOT / "docs" / "COMMANDS.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"## {name}\n" in page
        section = page.split(f"## {name}\n")[1].split("\n## ")[0]
        for action in parser_of(name)._actions:
            for option in action.option_strings:
                if option.startswith("--") and option not in EVERYWHERE:
                    assert f"`{option}" in section, f"{name} {option}"


def test_every_module_that_the_architecture_names_is_there() -> None:
    """And every module of a room is named."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for room in ("evidence", "graph", "tui"):
        section = page.split(f"\n## {room}\n")[1].split("\n## ")[0]
        named = {name.rstrip("/") for name in re.findall(r"`([a-z_]+/?)`", section)}
        there = {
            path.stem
            for path in (ROOT / room).iterdir()
            if (path.suffix == ".py" or path.is_dir()) and not path.name.startswith("__")
        }
        assert there - named == set(), f"{room}: not in ARCHITECTURE.md"


def test_every_reader_is_in_the_page_of_formats_and_nothing_else() -> None:
    """With its endings."""
    page = (ROOT / "docs" / "FORMATS.md").read_text(encoding="utf-8")
    rows = {
        cells[1].strip(): tuple(cells[2].replace(",", " ").split())
        for cells in (line.split("|") for line in page.splitlines() if line.startswith("| "))
        if cells[2].strip().startswith(".")
    }
    assert rows == {reader.NAME: reader.SUFFIXES for reader in readers()}


def test_every_format_of_exports_is_in_their_page_and_nothing_else() -> None:
    """With its endings, and for whom it is."""
    page = (ROOT / "docs" / "EXPORTS.md").read_text(encoding="utf-8")
    rows = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if line.startswith("| ") and cells[2].startswith("."):
            rows[cells[1]] = (tuple(cells[2].split(", ")), tuple(cells[3].split(", ")))
    known = {form.NAME: (form.SUFFIXES, tuple(form.READERS)) for form in formats()}
    known["web page"] = (known["web page"][0], ("accuracy",))  # the page to explore for the others
    known |= {name: ((suffix,), ("lead",)) for suffix, name in PROJECTS.items()}
    assert rows == known
