"""What is offered of the echoes, and what is not offered again."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.commands import (
    AddSource,
    AmendSource,
    MarkRepeat,
    MarkRepeats,
    RefuseSuggestion,
    TakeStatement,
    WithdrawSource,
)
from evidence.echoes import EchoIndex, catch_up, echoes_among
from evidence.echoes.offers import Offer, offered
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Place, SourceFile
from tests.evidence.echoes.test_index import LONG, OTHER, VISION, text
from tests.evidence.inspections import dump, new_folder


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    """A plan, and minutes that quote two passages of it; statements from both."""
    folder = new_folder(tmp_path / "i")
    for number, reading in enumerate((text(VISION, OTHER), text(LONG, OTHER, VISION))):
        digest, sha = folder.store(b"%d" % number, reading, "fake", 1)
        folder.execute(AddSource(f"t{number}", "document", SourceFile(sha256=digest, text=sha)))
        for quote in (VISION, OTHER):
            start = reading.text.index(quote)
            folder.execute(
                TakeStatement(f"S{number + 1}", quote, Place(start=start, end=start + len(quote)))
            )
    return folder


def offers(folder: InspectionFolder) -> list[Offer]:
    """What is offered in this inspection."""
    index = EchoIndex()
    assert catch_up(index, folder) == ()
    return offered(folder.state, echoes_among(index, folder.state.sources))


def told(folder: InspectionFolder) -> list[tuple[str, str, bool, tuple[tuple[str, str], ...]]]:
    """The offers in short."""
    return [(o.echo.source, o.echo.other, o.derived, o.repeats) for o in offers(folder)]


def test_an_origin_and_repeats_are_offered(folder: InspectionFolder) -> None:
    """In the order in which the later source says them."""
    assert told(folder) == [("S2", "S1", True, (("E4", "E2"), ("E3", "E1")))]


def test_what_was_said_is_not_offered_again(folder: InspectionFolder) -> None:
    """First the origin, then one statement, then the other; undo offers it again."""
    folder.execute(AmendSource("S2", {"derived_from": ("S1",)}))
    assert told(folder) == [("S2", "S1", False, (("E4", "E2"), ("E3", "E1")))]
    folder.execute(MarkRepeat("E4", "E2"))
    assert told(folder) == [("S2", "S1", False, (("E3", "E1"),))]
    folder.execute(MarkRepeats((("E3", "E1"),)))
    assert told(folder) == []
    folder.undo()
    assert told(folder) == [("S2", "S1", False, (("E3", "E1"),))]


def test_an_origin_said_the_other_way_round_turns_what_is_offered(folder: InspectionFolder) -> None:
    folder.execute(AmendSource("S1", {"derived_from": ("S2",)}))
    assert told(folder) == [("S1", "S2", False, (("E1", "E3"), ("E2", "E4")))]


def test_an_origin_through_another_source_is_an_origin(folder: InspectionFolder) -> None:
    folder.execute(AddSource("between", "document", derived_from=("S1",)))
    folder.execute(AmendSource("S2", {"derived_from": ("S3",)}))
    assert [derived for _, _, derived, _ in told(folder)] == [False]


def test_what_was_turned_down_is_not_offered_again(folder: InspectionFolder) -> None:
    """A pair of statements, either way round, or the two sources with all that is in them."""
    folder.execute(RefuseSuggestion(statement="E2", other="E4"))
    assert told(folder) == [("S2", "S1", True, (("E3", "E1"),))]
    folder.execute(RefuseSuggestion(source="S1", origin="S2"))
    assert told(folder) == []


def test_nothing_is_offered_of_what_is_withdrawn(folder: InspectionFolder) -> None:
    folder.execute(WithdrawSource("S1", "superseded"))
    assert told(folder) == []


def test_all_repeats_are_one_change(folder: InspectionFolder) -> None:
    """That one undo takes back; one that repeats so already refuses all."""
    before = dump(folder)
    folder.execute(MarkRepeats((("E4", "E2"), ("E3", "E1"))))
    assert [s.repeats for s in folder.state.statements.values()] == [None, None, "E1", "E2"]
    with pytest.raises(Refused, match="stands so already"):
        folder.execute(MarkRepeats((("E4", "E2"),)))
    with pytest.raises(Refused, match="names no statement"):
        folder.execute(MarkRepeats(()))
    folder.undo()
    assert dump(folder) == before


def test_a_text_that_cannot_be_read_is_named(folder: InspectionFolder) -> None:
    """And the others are still compared."""
    file = folder.state.sources["S1"].file
    assert file is not None
    assert file.text is not None
    (folder.texts.path / file.text).write_text("other bytes")
    index = EchoIndex()
    assert [fault.where for fault in catch_up(index, folder)] == [f"texts/{file.text}"]
    assert index.sources == ("S2",)
