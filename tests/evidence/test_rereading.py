"""Reading a source anew: the new text is the one that is read, and no statement is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evidence.adding import SourceDetails, add_content
from evidence.commands import AddSource, Command, Context, Effect, RereadSource, TakeStatement
from evidence.commands.base import amended
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Place
from evidence.reading import Reading, TextBuilder, Unreadable
from evidence.rereading import read_anew, reread, with_newer_reader
from evidence.search import Hit, place_of, search
from evidence.state import State
from evidence.verifying import verify
from graph.gaps import gaps
from graph.status import Assessments
from tests.evidence.inspections import dump, new_folder, reopened


class Lines:
    """Reads a line a passage; its second version leaves out lines that begin with a sign."""

    NAME = "lines"
    SUFFIXES = (".lines",)
    MEDIA_TYPE = "text/x-lines"

    def __init__(self) -> None:
        self.VERSION = 1
        self.options: Mapping[str, str] = {}
        self.broken = False

    def read(self, content: bytes, options: Mapping[str, str]) -> Reading:
        """Each line that is not a page header."""
        if self.broken:
            raise Unreadable("the file is broken")
        self.options = options
        builder = TextBuilder()
        for line in content.decode().splitlines():
            if self.VERSION == 1 or not line.startswith("#"):
                builder.add(line, paragraph=len(builder.reading().passages) + 1, page=self.VERSION)
        return builder.reading()


CONTENT = "# Plan\nCaseloads are high.\n# page 2\nThey were higher.\nAgreed.\n# page 3\nAgreed.\n"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Lines:
    """The only reader there is."""
    made = Lines()
    monkeypatch.setattr("evidence.readers.readers", lambda: (made,))
    return made


@pytest.fixture
def folder(tmp_path: Path, reader: Lines) -> InspectionFolder:
    """A source with every passage taken, and a typed note."""
    folder = new_folder(tmp_path / "i")
    add_content(folder, "plan.lines", CONTENT.encode(), SourceDetails(kind="document"))
    reading = folder.reading(folder.state.sources["S1"])
    assert reading is not None
    for passage in reading.passages:
        quote = reading.text[passage.start : passage.end]
        folder.execute(TakeStatement("S1", quote, place_of(passage)))
    folder.execute(TakeStatement("S1", "A typed note."))
    return folder


def test_a_newer_reader_is_noticed(folder: InspectionFolder, reader: Lines) -> None:
    """Until the source was read by it, also where it reads the same."""
    assert with_newer_reader(folder) == []
    reader.VERSION = 2
    assert with_newer_reader(folder) == ["S1"]
    read_anew(folder, ["S1"])
    assert with_newer_reader(folder) == []
    reader.VERSION = 1
    assert with_newer_reader(folder) == []


def test_statements_are_found_again_or_stay_in_the_earlier_text(
    folder: InspectionFolder, reader: Lines
) -> None:
    """Those whose words are there once move; headers, and what stands twice, stay and are named."""
    before, place = dump(folder), folder.state.statements["E6"].place
    old = folder.state.sources["S1"].file
    assert old is not None
    reader.VERSION = 2
    (outcome,) = read_anew(folder, ["S1"])
    assert outcome.plain() == {
        "source": "S1",
        "was": "lines/1",
        "reader": "lines/2",
        "changed": True,
        "passages": 4,
        "words": 8,
        "warnings": [],
        "anchored": ["E2", "E4"],
        "unanchored": ["E1", "E3", "E5", "E6", "E7"],
        "refused": None,
    }
    file = folder.state.sources["S1"].file
    assert file is not None
    assert file.earlier == (old.text,)
    assert [s.text for s in folder.state.statements.values()] == [
        *(old.text, None, old.text, None, old.text, old.text, old.text, None),
    ]
    assert folder.state.statements["E4"].place == Place(start=21, end=38, page=2, paragraph=2)
    assert folder.state.statements["E6"].place == place
    assert verify(folder.path).faults == ()
    folder.undo()
    assert dump(folder) == before
    assert verify(folder.path).faults == ()


def test_what_is_left_behind_is_a_gap_and_is_still_found(
    folder: InspectionFolder, reader: Lines
) -> None:
    """Named among what is to be clarified; a search finds it as a statement."""
    reader.VERSION = 2
    read_anew(folder, ["S1"])
    state = folder.state
    told = [
        gap.text
        for gap in gaps(
            state,
            folder.programme,
            Assessments(state, folder.programme, date(2026, 3, 1)),
            date(2026, 3, 1),
        )
        if gap.code == "clarify" and gap.about.statement
    ]
    assert told[0] == (
        "E1 stands in an earlier reading of S1 plan: the newer one does not hold its words at one "
        "certain place"
    )
    assert [text.split()[0] for text in told] == ["E1", "E3", "E5", "E6", "E7"]
    place = Place(start=29, end=37, page=1, paragraph=3)
    assert search(folder, "page 2").hits == [Hit("S1", "E3", "# page 2", place)]


def test_a_reader_that_goes_back_finds_what_was_left(
    folder: InspectionFolder, reader: Lines
) -> None:
    """A text that is read again as it was has its statements where they were."""
    before = {key: s.place for key, s in folder.state.statements.items()}
    reader.VERSION = 2
    read_anew(folder, ["S1"])
    reader.VERSION = 1
    (outcome,) = read_anew(folder, ["S1"])
    assert outcome.left == ()
    assert {key: s.place for key, s in folder.state.statements.items()} == before
    assert {s.text for s in folder.state.statements.values()} == {None}
    file = folder.state.sources["S1"].file
    assert file is not None
    assert len(file.earlier) == 1
    assert verify(folder.path).faults == ()


def test_a_third_reading_looks_for_what_the_second_left(
    folder: InspectionFolder, reader: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the text in which it stands."""
    reader.VERSION = 2
    read_anew(folder, ["S1"])
    whole = Lines.read

    def third(self: Lines, content: bytes, options: Mapping[str, str]) -> Reading:
        self.VERSION = 1
        reading = whole(self, b"A new first line.\n" + content, options)
        self.VERSION = 3
        return reading

    monkeypatch.setattr(Lines, "read", third)
    reader.VERSION = 3
    (outcome,) = read_anew(folder, ["S1"])
    assert outcome.left == ()
    assert [s.text for s in folder.state.statements.values()] == [None] * 8
    assert verify(folder.path).faults == ()


def test_the_columns_that_were_named_are_named_again(tmp_path: Path, reader: Lines) -> None:
    folder = new_folder(tmp_path / "i")
    details = SourceDetails(kind="survey", options={"text": "Answer"})
    add_content(folder, "survey.lines", CONTENT.encode(), details)
    reader.options = {}
    reread(folder, folder.state.sources["S1"], keep=False)
    assert reader.options == {"text": "Answer"}


def test_a_dry_run_leaves_no_trace(folder: InspectionFolder, reader: Lines) -> None:
    reader.VERSION = 2
    texts, before = folder.texts.digests(), dump(folder)
    outcome = reread(folder, folder.state.sources["S1"], keep=False)
    assert (outcome.anchored, folder.texts.digests(), dump(folder)) == (("E2", "E4"), texts, before)


def breaks_reader(folder: InspectionFolder, reader: Lines) -> None:
    """The newer reader can't read it."""
    reader.broken = True


def loses_original(folder: InspectionFolder, reader: Lines) -> None:
    """The stored file is gone."""
    for digest in folder.sources.digests():
        (folder.sources.path / digest).unlink()


@pytest.mark.parametrize(
    ("break_it", "said"),
    [(breaks_reader, "the file is broken"), (loses_original, "is missing: restore it from a copy")],
)
def test_what_cannot_be_read_anew_stays_as_it_is(
    folder: InspectionFolder,
    reader: Lines,
    break_it: Callable[[InspectionFolder, Lines], None],
    said: str,
) -> None:
    """With the reason."""
    before = dump(folder)
    reader.VERSION = 2
    break_it(folder, reader)
    (outcome,) = read_anew(folder, ["S1"])
    assert said in str(outcome.refused)
    assert dump(folder) == before


def test_a_source_without_a_file_cannot_be_read_anew(folder: InspectionFolder) -> None:
    folder.execute(AddSource("notes", "meeting"))
    (outcome,) = read_anew(folder, ["S2"])
    assert outcome.refused == "has no file that could be read anew"
    with pytest.raises(Refused, match="has no text"):
        folder.execute(RereadSource("S2", "0" * 64))


def test_a_statement_taken_meanwhile_is_not_lost(folder: InspectionFolder, reader: Lines) -> None:
    """Taken while the file was read anew, it keeps its place in the text it was taken from."""
    reader.VERSION = 2
    outcome = reread(folder, folder.state.sources["S1"])
    folder.execute(TakeStatement("S1", "Caseloads", Place(start=8, end=17)))
    assert outcome.command is not None
    folder.execute(outcome.command)
    assert folder.state.is_left_behind(folder.state.statements["E9"])
    assert verify(folder.path).faults == ()


@dataclass(frozen=True)
class Spoil(Command):
    """Writes what no command would write into E1."""

    fields: Mapping[str, Any]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        return Effect((amended("statements", state.statements["E1"], **self.fields),), ("E1",), "")


@pytest.mark.parametrize("change", [{"text": "f" * 64}, {"quote": "Other words"}])
def test_verify_looks_into_the_text_that_a_statement_stands_in(
    folder: InspectionFolder, reader: Lines, change: dict[str, Any]
) -> None:
    """A text that is none of its source's is a fault, and so is a quote that is not in it."""
    reader.VERSION = 2
    read_anew(folder, ["S1"])
    folder.execute(Spoil(change))
    faults = [fault.where for fault in verify(folder.path).faults]
    assert faults == ["E1"]


def test_it_survives_a_restart(folder: InspectionFolder, reader: Lines) -> None:
    reader.VERSION = 2
    read_anew(folder, ["S1"])
    before = dump(folder)
    folder.close()
    again = reopened(folder.path)
    assert dump(again) == before
    again.close()
