"""A file is taken in with its text, or refused with the reason and no trace."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from evidence.adding import (
    Added,
    SourceDetails,
    Stored,
    add_content,
    store_content,
    take_in,
    take_in_each,
)
from evidence.commands import AddVoice
from evidence.folder import InspectionFolder
from evidence.journal import Entry, Journal
from evidence.reading import Passage, Reading, TrackedChange, Unreadable, last_changed
from evidence.verifying import verify
from tests.evidence.inspections import BY, dump, files_of, new_folder


class FakeReader:
    """Reads a .fake file: its words in one passage."""

    NAME = "fake"
    VERSION = 3
    SUFFIXES = (".fake",)
    MEDIA_TYPE = "text/x-fake"

    def read(self, content: bytes, options: Mapping[str, str]) -> Reading:
        """The text; what says "broken" can't be read, and "half" gives half a character."""
        if content == b"broken":
            raise Unreadable("is broken")
        text = "\ud800" if content == b"half" else content.decode()
        return Reading(text, (Passage(0, len(text)),), tuple(options))


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.readers.readers", lambda: (FakeReader(),))


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    """A new inspection."""
    return new_folder(tmp_path / "i")


def test_a_file_becomes_a_source_with_its_text(folder: InspectionFolder) -> None:
    """The outcome says how it was read; the text stands under its hash; all of it verifies."""
    details = SourceDetails(
        "document", fields={"dated": "2026-01-02", "received": "2026-02-03"}, options={"o": ""}
    )
    shown = "dir/Plan 1.FAKE"
    content = "Caseloads höher.".encode()
    added = add_content(folder, "Plan 1.FAKE", content, details, shown=shown)
    assert added == Added(shown, "S1", "fake", 1, 2, ("o",))
    assert added.plain() == {
        "file": shown,
        "source": "S1",
        "reader": "fake",
        "passages": 1,
        "words": 2,
        "warnings": ["o"],
        "refused": None,
        "already": None,
        "inside": 0,
    }
    (original,) = folder.sources.digests()
    (text,) = folder.texts.digests()
    assert dump(folder)["sources"] == [
        {
            "id": "S1",
            "title": "Plan 1",
            "kind": "document",
            "dated": "2026-01-02",
            "received": "2026-02-03",
            "recorded_by": BY,
            "file": {
                "name": "Plan 1.FAKE",
                "sha256": original,
                "media_type": "text/x-fake",
                "text": text,
                "columns": [["o", ""]],
            },
        }
    ]
    reading = folder.reading(folder.state.sources["S1"])
    assert reading == Reading("Caseloads höher.", (Passage(0, 16),), ("o",))
    folder.close()
    assert verify(folder.path).faults == ()


@pytest.mark.parametrize(
    ("name", "content", "details", "refused"),
    [
        ("a.fake", b"broken", SourceDetails("data"), "is broken"),
        ("a.odd", b"x", SourceDetails("data"), "no reader for .odd: it reads .fake"),
        (
            "a",
            b"x",
            SourceDetails("data"),
            "no reader for a file without an ending: it reads .fake",
        ),
        ("a.fake", b"x", SourceDetails("data", voices=("V9",)), 'S1.voices[0]: no voice "V9"'),
        (
            "a.fake",
            b"x",
            SourceDetails("data", fields={"dated": "soon"}),
            "dated: is no ISO 8601 date, such as 2026-03-09 (here: 'soon')",
        ),
        (
            "a.fake",
            b"half",
            SourceDetails("data"),
            "its text holds half a character (a lone surrogate): save it anew as UTF-8",
        ),
        (
            "\udcff.fake",
            b"x",
            SourceDetails("data"),
            "name: holds half a character (a lone surrogate) (here: '\\udcff.fake')",
        ),
    ],
)
def test_what_can_not_be_taken_in_is_refused_and_leaves_no_file(
    folder: InspectionFolder, name: str, content: bytes, details: SourceDetails, refused: str
) -> None:
    """The reason in a line, and the folder to the byte as it was."""
    before = files_of(folder.path)
    assert add_content(folder, name, content, details) == Added(name, refused=refused)
    assert files_of(folder.path) == before


def test_a_file_stored_twice_at_once_is_taken_in_once(folder: InspectionFolder) -> None:
    """Storing may be done in another thread; whichever comes second is told with the first."""
    details = SourceDetails("document", title="Plan")
    one, other = (store_content(folder, "a.fake", b"x", details) for _ in range(2))
    assert folder.state.sources == {}
    assert isinstance(one, Stored)
    assert isinstance(other, Stored)
    assert take_in(folder, one).source == "S1"
    again = take_in(folder, other)
    assert (again.refused, again.already) == ("is here already as S1 (Plan)", "S1")


def test_a_stored_file_that_no_longer_fits_is_refused(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """What was undone meanwhile is missed when the source is taken in."""
    folder.execute(AddVoice("x"))
    stored = store_content(folder, "a.fake", b"x", SourceDetails("data", voices=("V1",)))
    assert isinstance(stored, Stored)
    folder.undo()
    assert take_in(folder, stored).refused == 'S1.voices[0]: no voice "V1"'


def test_the_same_bytes_again_are_refused_with_their_source(folder: InspectionFolder) -> None:
    """Under any other name too: one document is one source."""
    add_content(folder, "a.fake", b"x", SourceDetails("document", title="Plan"))
    again = add_content(folder, "b.fake", b"x", SourceDetails("data"), shown="dir/b.fake")
    told = "is here already as S1 (Plan)"
    assert again == Added("dir/b.fake", refused=told, already="S1")
    assert not again.lost


def test_a_full_disk_is_refused_with_the_reason(
    folder: InspectionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is taken in of which the text could not be kept; later it works."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("evidence.durable.sync_file", full)
        added = add_content(folder, "a.fake", b"x", SourceDetails("data"))
    assert added.refused == "could not be stored: No space left on device"
    assert (folder.state.sources, folder.sources.digests()) == ({}, [])
    assert add_content(folder, "a.fake", b"x", SourceDetails("data")).source == "S1"


def test_for_reading_only_nothing_is_added(folder: InspectionFolder) -> None:
    """Not even the file."""
    folder.close()
    before = files_of(folder.path)
    with InspectionFolder.open(folder.path, read_only=True) as reader:
        added = add_content(reader, "a.fake", b"x", SourceDetails("data"))
    assert (
        added.refused
        == f"{folder.path}: is open for reading only: open it without --read-only to change it"
    )
    assert files_of(folder.path) == before


def test_the_latest_tracked_change_is_told_of_with_the_file() -> None:
    """Who made it and when, by the clock that the file has; an unreadable moment is passed over."""
    changes = (
        TrackedChange("deleted", 0, 0, "old", "Jo", "2026-02-03T10:00:00Z"),
        TrackedChange("deleted", 1, 1, "more", "Al", "2026-02-03T09:00:00+05:00"),
        TrackedChange("deleted", 2, 2, "much", "Di", "yesterday"),
    )
    assert last_changed(Reading("text", (), changes=changes)) == {
        "changed_at": "2026-02-03T10:00:00Z",
        "changed_by": "Jo",
    }
    assert last_changed(Reading("text", (), changes=changes[2:])) == {}
    assert last_changed(Reading("text", ())) == {}


def stored(folder: InspectionFolder, name: str, said: str, voices: tuple[str, ...] = ()) -> Stored:
    """A file that was read and stored, before any voice is missed."""
    found = store_content(folder, name, said.encode(), SourceDetails("document", title=name))
    assert isinstance(found, Stored)
    return found.said_by(voices)


def test_files_taken_in_together_come_to_what_they_would_one_by_one(
    folder: InspectionFolder,
) -> None:
    """In their order, one that is refused and the same file twice among them."""
    files = [
        stored(folder, "a.fake", "x"),
        stored(folder, "b.fake", "y", ("V1",)),
        stored(folder, "c.fake", "x"),
        stored(folder, "d.fake", "z"),
    ]
    added = take_in_each(folder, files)
    assert [(each.source, each.refused) for each in added] == [
        ("S1", None),
        (None, 'S2.voices[0]: no voice "V1"'),
        (None, "is here already as S1 (a.fake)"),
        ("S2", None),
    ]
    folder.undo()
    assert list(folder.state.sources) == ["S1"]
    folder.close()
    assert [each.what for each in verify(folder.path).faults] == []


def test_where_files_can_not_be_written_together_each_is_told_by_itself(
    folder: InspectionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that the journal does not take is refused, and the ids are as if it had not been."""
    files = [stored(folder, f"{name}.fake", name) for name in "abc"]
    append = Journal.append

    def picky(journal: Journal, *entries: Entry) -> None:
        if any("b" in entry.says for entry in entries):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        append(journal, *entries)

    monkeypatch.setattr(Journal, "append", picky)
    added = take_in_each(folder, files)
    assert [each.source for each in added] == ["S1", None, "S2"]
    assert "No space left on device): nothing was changed" in (added[1].refused or "")


def test_an_entry_is_written_only_when_the_files_it_is_about_have_their_names_on_disk(
    folder: InspectionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both folders are synced once for all that were put there, and before the journal is."""
    files = [stored(folder, f"{name}.fake", name) for name in "abc"]
    done: list[str] = []
    append = Journal.append

    def appended(journal: Journal, *entries: Entry) -> None:
        done.append(f"{len(entries)} entries")
        append(journal, *entries)

    monkeypatch.setattr("evidence.content.sync_folder", lambda path: done.append(path.name))
    monkeypatch.setattr(Journal, "append", appended)
    take_in_each(folder, files)
    folder.execute(AddVoice("x"))
    assert done == ["sources", "texts", "3 entries", "1 entries"]


def test_a_file_that_a_killed_import_left_has_its_name_on_disk_before_an_entry_names_it(
    folder: InspectionFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes stand there already, and nobody knows whether its name is settled."""
    stored(folder, "a.fake", "a")
    folder.close()
    done: list[str] = []
    monkeypatch.setattr("evidence.content.sync_folder", lambda path: done.append(path.name))
    with InspectionFolder.open(folder.path, by=BY) as again:
        assert take_in(again, stored(again, "a.fake", "a")).source == "S1"
    assert done == ["sources", "texts"]
