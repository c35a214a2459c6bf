"""Many files in one batch: in order, each its own entry, whatever happens to one of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.adding import Added, AddingFiles, Counts, SourceDetails, Stored, gathered, take_in
from evidence.folder import InspectionFolder
from evidence.reading_apart.processes import Limits, ReadingProcesses
from evidence.verifying import verify
from tests.evidence.hostile_readers import CALL
from tests.evidence.inspections import new_folder, reopened

DETAILS = SourceDetails("document")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[InspectionFolder]:
    """A new inspection."""
    with new_folder(tmp_path / "i") as made:
        yield made


def written(at: Path, **files: str) -> list[Path]:
    """Files with these contents, their names' last "_" being the dot, in the order given."""
    paths = []
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        paths.append(at / f"{stem}.{ending}")
        paths[-1].write_text(content, encoding="utf-8")
    return paths


def added(
    folder: InspectionFolder,
    files: list[Path],
    details: SourceDetails = DETAILS,
    *,
    limits: Limits | None = None,
    count: int = 2,
) -> list[Added]:
    """Read by processes that do what .odd files tell them to, and taken in."""
    processes = ReadingProcesses(folder.sources.path, limits, count, CALL)
    with AddingFiles(folder, files, details, processes=processes) as adding:
        return [
            take_in(folder, outcome) if isinstance(outcome, Stored) else outcome
            for outcome in adding
        ]


def told(outcomes: list[Added]) -> list[tuple[str, str]]:
    """Each file's name and its source, or why it has none."""
    return [(Path(each.file).name, each.source or each.refused or "") for each in outcomes]


def left_over(folder: InspectionFolder) -> list[Path]:
    """Files that were to be there for a moment only."""
    return [path for path in folder.path.rglob("*") if path.name.endswith(".unfinished")]


def test_sources_come_in_the_order_given_whatever_is_read_first(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """A slow file first: those after it are read meanwhile, and wait for it."""
    files = written(tmp_path, slow_odd="sleep 1", b_odd="b", a_odd="a", bad_odd="fault", c_odd="c")
    assert told(added(folder, files)) == [
        ("slow.odd", "S1"),
        ("b.odd", "S2"),
        ("a.odd", "S3"),
        ("bad.odd", "the reader broke down on it: open it in its own program and save it anew"),
        ("c.odd", "S4"),
    ]
    assert [head.command for head in folder.history()][1:] == ["add_source"] * 4
    assert [source.title for source in folder.state.sources.values()] == ["slow", "b", "a", "c"]


def test_the_same_bytes_twice_in_one_batch_are_one_source(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    files = written(tmp_path, a_odd="same", b_odd="same", c_odd="other")
    outcomes = added(folder, [*files, files[0]])
    assert told(outcomes) == [
        ("a.odd", "S1"),
        ("b.odd", "is here already as S1 (a)"),
        ("c.odd", "S2"),
        ("a.odd", "is here already as S1 (a)"),
    ]
    assert Counts.of(outcomes) == Counts(added=2, already=2, passages=2, words=2)
    assert not any(each.lost for each in outcomes)


def test_what_is_no_ordinary_file_is_refused_without_waiting_for_it(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """A pipe without a writer would never end."""
    pipe = tmp_path / "pipe.odd"
    os.mkfifo(pipe)
    hollow = tmp_path / "hollow"
    hollow.mkdir()
    nowhere = tmp_path / "nowhere.odd"
    assert told(added(folder, [pipe, hollow, nowhere, Path("nul\0.odd")])) == [
        ("pipe.odd", "is no ordinary file, but a pipe or a device: add a file"),
        ("hollow", "is a folder without a file in it that could be read: name the files"),
        ("nowhere.odd", "can't be opened: No such file or directory"),
        ("nul\0.odd", "can't be the name of a file: check how it is written"),
    ]


def test_a_name_that_is_no_text_is_shown_as_damaged(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """The file is taken in all the same, and no report holds half a character."""
    path = Path(os.fsdecode(os.fsencode(tmp_path / "caf") + b"\xe9.odd"))
    path.write_bytes(b"words")
    assert told(added(folder, [path])) == [("caf\ufffd.odd", "S1")]


def test_what_is_attached_derives_from_what_it_came_with(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """It comes right after, is told with the path, and has no title of the outer file's."""
    files = written(tmp_path, mail_odd="mail one two", last_odd="last")
    outcomes = added(folder, files, SourceDetails("document", title="The mail"))
    assert [(each.file, each.source, each.inside) for each in outcomes] == [
        (str(files[0]), "S1", 2),
        (f"{files[0]}/one.odd", "S2", 0),
        (f"{files[0]}/two.odd", "S3", 0),
        (str(files[1]), "S4", 0),
    ]
    sources = folder.state.sources
    assert [sources[key].derived_from for key in ("S1", "S2", "S3", "S4")] == [
        (), ("S1",), ("S1",), (),
    ]  # fmt: skip
    assert [sources[key].title for key in ("S1", "S2", "S3")] == ["The mail", "one", "two"]
    assert left_over(folder) == []


def test_what_came_with_a_file_that_is_here_is_still_taken_in(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """As when the program was killed between the two."""
    files = written(tmp_path, mail_odd="mail one two")
    added(folder, files)
    folder.undo()
    assert told(added(folder, files)) == [
        ("mail.odd", "is here already as S1 (mail)"),
        ("one.odd", "is here already as S2 (one)"),
        ("two.odd", "S4"),
    ]
    assert folder.state.sources["S4"].derived_from == ("S1",)


def test_files_stand_in_files_twice_and_no_deeper(folder: InspectionFolder, tmp_path: Path) -> None:
    """Each file that holds others holds two here; beyond the limit one line tells of both."""
    files = written(tmp_path, nest_odd="nest 5")
    deep = "stands too deep, in a file in a file in a file: unpack it first"
    assert [
        (each.file.removeprefix(str(tmp_path)), each.refused) for each in added(folder, files)
    ] == [
        ("/nest.odd", None),
        ("/nest.odd/in.odd", None),
        ("/nest.odd/in.odd/in.odd", None),
        ("/nest.odd/in.odd/in.odd/in.odd", f"{deep} (and 1 more beside it)"),
        ("/nest.odd/in.odd/in.odd", None),
        ("/nest.odd/in.odd/in.odd/in.odd", f"{deep} (and 1 more beside it)"),
        ("/nest.odd/in.odd", None),
        ("/nest.odd/in.odd/in.odd", None),
        ("/nest.odd/in.odd/in.odd/in.odd", f"{deep} (and 1 more beside it)"),
        ("/nest.odd/in.odd/in.odd", None),
        ("/nest.odd/in.odd/in.odd/in.odd", f"{deep} (and 1 more beside it)"),
    ]
    assert left_over(folder) == []


def test_all_that_is_in_a_file_counts_towards_its_limits(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    """Also what is in the files inside, so that many small steps make no large one."""
    files = written(tmp_path, nest_odd="nest 5")
    outcomes = added(folder, files, limits=Limits(parts=4))
    deep = "stands too deep, in a file in a file in a file: unpack it first"
    assert [each.refused for each in outcomes if each.refused] == [
        f"{deep} (and 1 more beside it)",
        f"{deep} (and 1 more beside it)",
        "is one of more than 4 files inside one (and 1 more beside it)",
    ]


def test_stopping_ends_with_what_is_whole_and_adding_again_takes_the_rest(
    folder: InspectionFolder, tmp_path: Path
) -> None:
    files = written(tmp_path, a_odd="a", b_odd="b", c_odd="loop", d_odd="d")
    # two: the one that reads without end may be begun before those that go before it are read
    processes = ReadingProcesses(folder.sources.path, Limits(seconds=600), 2, CALL)
    with AddingFiles(folder, files, DETAILS, processes=processes) as adding:
        outcomes = []
        for outcome in adding:
            assert isinstance(outcome, Stored)
            outcomes.append(take_in(folder, outcome))
            if len(outcomes) == 2:
                adding.stop()
    assert (told(outcomes), adding.stopped) == ([("a.odd", "S1"), ("b.odd", "S2")], True)
    files[2].write_text("c")
    assert told(added(folder, files)) == [
        ("a.odd", "is here already as S1 (a)"),
        ("b.odd", "is here already as S2 (b)"),
        ("c.odd", "S3"),
        ("d.odd", "S4"),
    ]
    folder.close()
    assert verify(folder.path).faults == ()


ADDING = """
import sys
from tui.cli import main
sys.exit(main(["add", *sys.argv[1:], "--kind", "document", "--as", "AB"]))
"""


def test_killed_at_any_moment_whole_sources_are_left_and_the_rest_comes_in_again(
    tmp_path: Path,
) -> None:
    """Kill -9 among plain files and a zip: nothing is half in, nothing is twice in."""
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    for number in range(160):
        (evidence / f"{number:03}.txt").write_text(f"This is note {number}.\n\n" * 40)
    with zipfile.ZipFile(evidence / "030.zip", "w") as archive:
        for number in range(160, 200):
            archive.writestr(f"{number}.txt", f"This is note {number}.\n\n" * 40)
    path = tmp_path / "i"
    new_folder(path).close()
    for entries in (15, 30, 45, 75):
        with subprocess.Popen(
            [sys.executable, "-c", ADDING, str(path), str(evidence)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            while (path / "journal.jsonl").read_bytes().count(b"\n") < entries:
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
        assert verify(path).faults == ()
        with reopened(path) as folder:
            assert left_over(folder) == []
            assert entries <= len(folder.state.sources) + 1 < 200
    call = [sys.executable, "-c", ADDING, str(path), str(evidence)]
    subprocess.run(call, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with reopened(path) as folder:
        names = [source.file.name for source in folder.state.sources.values() if source.file]
        assert sorted(map(str, names)) == [f"{number:03}.txt" for number in range(200)]
    assert verify(path).faults == ()


def test_a_folder_is_gone_through_in_the_order_of_names(tmp_path: Path) -> None:
    """Hidden files, links and inspections are left out; what is named stays."""
    new_folder(tmp_path / "b" / "inspection").close()
    for name in ("b/z.txt", "b/a.txt", ".hidden", "a.txt", "c.txt", "b/~$z.docx"):
        (tmp_path / name).write_text(name)
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "b" / "same.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "b" / "secret.txt").symlink_to("/etc/passwd")
    found = gathered([tmp_path / "c.txt", tmp_path, tmp_path / ".hidden", tmp_path / "none"])
    names = ("c.txt", "a.txt", "b/a.txt", "b/same.txt", "b/z.txt", "c.txt", ".hidden", "none")
    assert found.files == tuple(tmp_path / name for name in names)
    left_out = (".hidden", "again", "b/inspection", "b/secret.txt", "b/~$z.docx")
    assert found.left_out == tuple(tmp_path / name for name in left_out)


def test_a_pattern_stands_for_what_it_fits(tmp_path: Path) -> None:
    """Also where no shell was there to say so; a file of that very name comes first."""
    for name in ("b.txt", "a.txt", "c.md", "[x].txt"):
        (tmp_path / name).write_text(name)
    found = gathered([tmp_path / "?.txt", tmp_path / "[x].txt", tmp_path / "*.none"])
    names = ("a.txt", "b.txt", "[x].txt", "*.none")
    assert found.files == tuple(tmp_path / name for name in names)
