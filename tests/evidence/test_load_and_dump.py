"""What goes in comes out: bundles, restarts, and a checkpoint that was lost."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings

from evidence.folder import CHECKPOINT
from tests.bundles import bundles
from tests.evidence.inspections import crash, dump, lists, load, new_folder, peopled, reopened


@settings(max_examples=60, deadline=None)
@given(bundles())
def test_dump_of_what_was_loaded_is_the_same_to_the_letter(bundle: dict[str, Any]) -> None:
    """Also after closing, after a crash before the checkpoint, and without the checkpoint."""
    with TemporaryDirectory() as place:
        path = Path(place) / "i"
        folder = new_folder(path)
        load(folder, bundle)
        loaded = dump(folder)
        assert lists(loaded) == lists(bundle)
        crash(folder)
        folder = reopened(path)
        assert dump(folder) == loaded
        folder.close()
        with reopened(path) as folder:
            assert dump(folder) == loaded
        (path / CHECKPOINT).unlink()
        with reopened(path) as folder:
            assert dump(folder) == loaded
            assert folder.notices == []


@settings(max_examples=25, deadline=None)
@given(bundles())
def test_a_dump_loaded_elsewhere_gives_the_same_dump(bundle: dict[str, Any]) -> None:
    """A bundle carries everything that was loaded, in its order."""
    with TemporaryDirectory() as place:
        with new_folder(Path(place) / "a") as one:
            load(one, bundle)
            first = dump(one)
        with new_folder(Path(place) / "b") as other:
            load(other, first)
            assert lists(dump(other)) == lists(first)


def test_every_kind_of_record_comes_through_a_bundle(tmp_path: Path) -> None:
    """Sessions, asks and refusals as well, with who and when."""
    with peopled(tmp_path / "a") as one, new_folder(tmp_path / "b") as other:
        load(other, dump(one))
        assert dump(other) == dump(one)
        assert all(lists(dump(other)).values())


def test_the_state_at_an_entry_is_what_stood_then(tmp_path: Path) -> None:
    """Each number of the history gives back the dump of that moment."""
    from evidence.commands import RemoveFinding, WithdrawSource

    with peopled(tmp_path / "i") as folder:
        moments = {len(folder.journal): dump(folder)}
        for command in (RemoveFinding("F1"), WithdrawSource("S1", "wrong year")):
            folder.execute(command)
            moments[len(folder.journal)] = dump(folder)
        folder.undo()
        assert {seq: dump(folder.state_at(seq)) for seq in moments} == moments
