"""What the models made is made once, and a damaged file costs nothing but time."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.suggest.keeping import KeptRows


class Maker:
    """Makes a row of a text's length, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> Any:
        self.asked += texts
        return np.array([[float(len(text)), 1.0] for text in texts], dtype=np.float32)


def test_a_row_is_made_once_and_read_back_by_the_next(tmp_path: Path) -> None:
    """Across openings, for its own text, private to its owner."""
    path, maker = tmp_path / "cache" / "rows", Maker()
    first = KeptRows(path, 2).rows(["a", "bb", "a"], maker)
    again = KeptRows(path, 2).rows(["bb", "a", "ccc"], maker)
    assert maker.asked == ["a", "bb", "ccc"]
    assert first.tolist() == [[1, 1], [2, 1], [1, 1]]
    assert again.tolist() == [[2, 1], [1, 1], [3, 1]]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_torn_or_changed_file_is_made_again(tmp_path: Path) -> None:
    """Nothing is trusted of it."""
    path = tmp_path / "rows"
    for damage in (lambda content: content[:-1], lambda content: b"x" + content[1:]):
        KeptRows(path, 2).rows(["a", "bb"], Maker())
        path.write_bytes(damage(path.read_bytes()))
        maker = Maker()
        assert KeptRows(path, 2).rows(["a", "bb"], maker).tolist() == [[1, 1], [2, 1]]
        assert maker.asked == ["a", "bb"]


def test_what_was_made_before_a_stop_is_kept(tmp_path: Path) -> None:
    """So that the next run goes on from there."""
    path, maker = tmp_path / "rows", Maker()

    def stopping(texts: list[str]) -> Any:
        if "ccc" in texts:
            raise KeyboardInterrupt
        return maker(texts)

    rows = KeptRows(path, 2)
    with pytest.raises(KeyboardInterrupt):
        rows.rows(["a", "bb", "ccc"], stopping, together=1)
    assert [KeptRows(path, 2).has(text) for text in ("a", "bb", "ccc")] == [True, True, False]


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    """The rows are there all the same."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    assert KeptRows(blocked / "cache" / "rows", 2).rows(["a"], Maker()).tolist() == [[1, 1]]
