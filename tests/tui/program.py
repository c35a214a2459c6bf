"""The program as a person at a shell meets it: a command line in, lines and an exit code out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main

TODAY = "2026-03-01"


@dataclass(frozen=True)
class Ran:
    """What a command line gave."""

    code: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()

    @property
    def document(self) -> Any:
        """The JSON that was printed."""
        return json.loads(self.out)


class Program:
    """Runs command lines in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        #: A place for inspections and files.
        self.folder = folder

    def __call__(self, *words: object) -> Ran:
        """Run `triangulate` with these words."""
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        captured = self._capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    def done(self, *words: object) -> Ran:
        """Run it, and see that it did well and had nothing to say about it."""
        ran = self(*words)
        assert (ran.code, ran.err) == (0, "")
        return ran

    def new(self, name: str = "inspection", bundle: dict[str, Any] | None = None) -> Path:
        """A new inspection's folder, with this bundle loaded."""
        folder = self.folder / name
        self.done("new", folder, "--title", "North", "--service", "N", "--programme", "probation")
        if bundle is not None:
            self.done("load", folder, self.written(f"{name}.json", bundle))
        return folder

    def written(self, name: str, bundle: dict[str, Any]) -> Path:
        """A bundle in a file."""
        file = self.folder / name
        file.write_text(json.dumps({"format": "triangulate-bundle/1", **bundle}), encoding="utf-8")
        return file


@pytest.fixture
def program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Program:
    """The program, with settings, a user, a day and a width of its own."""
    monkeypatch.setenv("TRIANGULATE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TRIANGULATE_USER", "AB")
    monkeypatch.setenv("TRIANGULATE_TODAY", TODAY)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("TRIANGULATE_ASCII", raising=False)
    monkeypatch.delenv("TRIANGULATE_DEBUG", raising=False)
    return Program(capsys, tmp_path)
