"""The command line itself: help, lazy start, encodings, pipes, and mistakes in the call."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.graph.example import example
from tests.tui.program import Program
from tui.cli import COMMANDS, main, parser_of

START = "import sys; from tui.cli import main; sys.exit(main())"


def shell(
    *words: object, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", START, *map(str, words)],
        env={**os.environ, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        **options,
    )


def test_the_help_names_every_command(program: Program) -> None:
    ran = program.done("--help")
    for name, listed in COMMANDS.items():
        assert f"  {name} {listed.takes}".rstrip() in ran.out
        assert listed.says in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_every_listed_command_has_a_module_and_help(program: Program) -> None:
    for name in COMMANDS:
        module = import_module(f"tui.commands.{name}")
        assert callable(module.run)
        assert parser_of(name).format_help().startswith(f"usage: triangulate {name} ")
        assert f"triangulate {name}" in program.done(name, "--help").out


def test_the_package_runs_as_the_program() -> None:
    """Where the command is not on the path, Python finds it."""
    command = [sys.executable, "-m", "tui", "--version"]
    assert subprocess.check_output(command, text=True).startswith("triangulate ")


def test_the_version_is_printed(program: Program) -> None:
    assert program.done("--version").out.startswith("triangulate ")


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (["--version"], {"textual", "rich", "networkx", "tinydb"}),
        (["--help"], {"textual", "rich", "networkx", "tinydb"}),
        (["status", "--help"], {"textual", "rich", "networkx"}),
        (["status", "FOLDER", "--json"], {"textual", "rich", "networkx"}),
        (["gaps", "FOLDER"], {"textual", "rich", "networkx"}),
        (["graph", "FOLDER", "--form", "matrix"], {"textual", "rich", "networkx"}),
        (["export", "FOLDER", "OUT"], {"textual", "rich", "networkx"}),
        (["graph", "FOLDER", "--area", "people"], {"textual", "rich"}),
    ],
)
def test_a_command_imports_only_what_it_needs(
    program: Program, words: list[str], never: set[str]
) -> None:
    """`textual` is for the app alone and `networkx` for the graph."""
    places = {"FOLDER": str(program.new(bundle=example())), "OUT": str(program.folder / "o.md")}
    script = (
        "import sys, json; from tui.cli import main; code = main(sys.argv[1:]);"
        "print('\\n' + json.dumps([code, sorted(n for n in sys.modules if '.' not in n)]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *(places.get(word, word) for word in words)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, modules = json.loads(ran.stdout.splitlines()[-1])
    assert code == 0
    assert never.isdisjoint(modules)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothing"], 'no command "nothing": there are demo, new, '),
        (["status"], "the following arguments are required: FOLDER: see `triangulate status "),
        (["status", "x", "--area", "roof"], "argument --area: invalid choice: 'roof' (choose from"),
        (["status", "x", "--colour"], "unrecognized arguments: --colour"),
        (["new", "x", "--title", "T"], "the following arguments are required: --service, --prog"),
        (["gaps", "x", "--code", "odd"], "argument --code: invalid choice: 'odd'"),
        (["history", "x", "--at", "two"], "argument --at: invalid int value: 'two'"),
        (["search", "x", " "], "no words to search for: write some"),
        (["\x1b[2J\u202e"], 'no command "␛[2J‹RLO›": there are demo'),
        (["graph", "x", "--form", "lanes"], "--area: name one, for lanes: leadership, people"),
        (["programmes", "--show", "x"], 'programme: no programme "x": there are '),
        (["open"], "the screens need a terminal"),
        ([], "the screens need a terminal"),
    ],
)
def test_a_mistake_in_the_call_is_one_line(program: Program, words: list[str], says: str) -> None:
    """It says what is wrong, with exit code 2."""
    ran = program(*words)
    assert (ran.code, ran.out, len(ran.faults)) == (2, "", 1)
    assert ran.err.startswith(f"triangulate: {says}")


def test_no_traceback_reaches_a_user(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong inside is a line, unless a developer asks for more."""
    folder = program.new()
    for raised, says, code in (
        (ZeroDivisionError("by\nzero"), "something went wrong inside the program (ZeroDiv", 2),
        (OSError(28, "No space left on device", "x"), "x: No space left on device", 2),
        (RecursionError(), "the input is nested too deeply", 2),
        (MemoryError(), "there is not enough memory for this", 2),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), "the input is not in UTF-8", 2),
        (KeyboardInterrupt(), "stopped", 130),
    ):

        def broken(*_: object, raised: BaseException = raised) -> None:
            raise raised

        monkeypatch.setattr("tui.commands.status.Assessments", broken)
        ran = program("status", folder)
        assert (ran.code, ran.out, len(ran.faults)) == (code, "", 1)
        assert ran.err.startswith(f"triangulate: {says}")
    monkeypatch.setenv("TRIANGULATE_DEBUG", "1")
    monkeypatch.setattr("tui.commands.status.Assessments", None)
    with pytest.raises(TypeError):
        main(["status", str(folder)])


def test_output_is_utf8_whatever_the_locale(program: Program) -> None:
    bundle = example()
    bundle["findings"][0]["text"] = "Wörkloads are “fine”."
    folder = program.new(bundle=bundle)
    for encoding in ({"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX"}):
        ran = shell("status", folder, env=encoding)
        assert ran.returncode == 0
        assert "Wörkloads are “fine”." in ran.stdout


def test_a_reader_that_has_enough_ends_a_command_quietly(program: Program) -> None:
    folder = program.new(bundle=example())
    command = f'{sys.executable} -c "{START}" dump {folder} | head -c 1; exit ${{PIPESTATUS[0]}}'
    ran = subprocess.run(
        ["bash", "-c", command], capture_output=True, encoding="utf-8", check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_options_of_every_command_may_stand_before_it(program: Program) -> None:
    """Who is working, and ASCII only."""
    folder = program.new(bundle=example())
    assert program.done("--ascii", "status", folder).out.isascii()
    assert not program.done("status", folder).out.isascii()
    program.done("--as", "Z", "undo", folder)
    assert json.loads(program.done("history", folder, "--json").out)["entries"][-1]["by"] == "Z"


def test_ascii_is_printed_where_it_is_asked_for(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every report has its words, and no other characters, as an option or a setting."""
    bundle = example()
    bundle["findings"][0]["text"] = "Wörkloads → “fine” 界."
    folder = program.new(bundle=bundle)
    reports = (
        ("status", folder),
        ("gaps", folder),
        ("search", folder, "e"),
        ("history", folder, "--at", "2"),
        ("graph", folder, "--area", "people"),
        ("graph", folder, "--area", "people", "--form", "outline"),
        ("graph", folder, "--form", "matrix"),
        ("programmes",),
        ("programmes", "--show", "probation"),
        ("verify", folder),
    )
    for words in reports:
        assert program.done(*words, "--ascii").out.isascii()
    monkeypatch.setenv("TRIANGULATE_ASCII", "1")
    for words in reports:
        assert program.done(*words).out.isascii()


def test_who_is_working_is_named_first_given_then_set_then_kept(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def worker(*words: object) -> str:
        folder = program.folder / f"by-{len(list(program.folder.iterdir()))}"
        new = ("new", folder, "--title", "T", "--service", "S", "--programme", "probation")
        program.done(*new, *words)
        history: list[dict[str, str]] = program.done("history", folder, "--json").document[
            "entries"
        ]
        return history[0]["by"]

    assert worker("--as", "MK") == "MK"
    assert worker() == "AB"
    monkeypatch.delenv("TRIANGULATE_USER")
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    assert worker() == "login"
    (program.folder / "config").mkdir(exist_ok=True)
    settings = program.folder / "config" / "settings.json"
    settings.write_text('{"who": "TR"}', encoding="utf-8")
    assert worker() == "TR"
    first = program("--as", "ZZ", "undo", program.folder / "by-0")
    assert first.code == 2


def test_a_day_that_is_none_is_told(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = program.new()
    monkeypatch.setenv("TRIANGULATE_TODAY", "tomorrow")
    ran = program("status", folder)
    assert (ran.code, ran.err) == (
        2,
        "triangulate: TRIANGULATE_TODAY: is no date, such as 2026-03-09\n",
    )


def test_a_file_named_with_a_dash_can_be_added(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(program.folder)
    Path("-odd.txt").write_text("What was said at length.", encoding="utf-8")
    folder = program.new()
    ran = program("add", folder, "--kind", "document", "--", "-odd.txt")
    assert ran.code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_where_nothing_can_be_written_the_code_says_so() -> None:
    """As on a disk that is full, or in a terminal that is gone: neither answer nor fault fits."""
    call = [sys.executable, "-c", START, "programmes"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(call, stdout=full, stderr=full, check=False)
    assert done.returncode == 2
