"""Searching finds every statement and passage with the words, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.commands import AddSource, TakeStatement
from evidence.content import reading_to_bytes, sha256_of
from evidence.folder import InspectionFolder
from evidence.model import Place, SourceFile
from evidence.reading import Passage, Reading
from evidence.search import Hit, search
from tests.evidence.inspections import new_folder

TEXT = Reading(
    "Caseloads are HIGH. Morale is low. Straße and caseloads.",
    (
        Passage(0, 19, page=1, paragraph=1, speaker="A"),
        Passage(20, 34, page=1, paragraph=2),
        Passage(35, 56, page=2, time="00:00:01.000"),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    """A document with three passages, of which one was taken, and a typed note."""
    folder = new_folder(tmp_path / "i")
    digest, text = folder.store(b"x", TEXT, "fake", 1)
    folder.execute(AddSource("t", "document", SourceFile(sha256=digest, text=text)))
    folder.execute(AddSource("u", "meeting"))
    folder.execute(TakeStatement("S1", "Caseloads are HIGH.", Place(start=0, end=19)))
    folder.execute(TakeStatement("S2", "High caseloads, she said."))
    return folder


def test_statements_come_first_and_a_taken_passage_is_not_named_twice(
    folder: InspectionFolder,
) -> None:
    """A passage that nobody took follows, with its place."""
    assert search(folder, "caseLOADS").hits == [
        Hit("S1", "E1", "Caseloads are HIGH.", Place(start=0, end=19)),
        Hit("S2", "E2", "High caseloads, she said.", Place()),
        Hit(
            "S1",
            None,
            "Straße and caseloads.",
            Place(start=35, end=56, page=2, time="00:00:01.000"),
        ),
    ]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", []),
        ("  \n", []),
        ("high  caseloads", ["Caseloads are HIGH.", "High caseloads, she said."]),
        ("STRASSE", ["Straße and caseloads."]),
        ("mora low", ["Morale is low."]),
        ("nowhere", []),
        (".*", []),
    ],
)
def test_all_words_must_be_there_in_any_order_and_case(
    folder: InspectionFolder, query: str, texts: list[str]
) -> None:
    """Words are words, parts count, and no sign in them means anything else."""
    assert [hit.text for hit in search(folder, query).hits] == texts


def test_a_text_that_is_missing_is_said_not_passed_over(folder: InspectionFolder) -> None:
    """No hits would read as nobody said it."""
    digest = sha256_of(reading_to_bytes(TEXT, "fake", 1, sha256_of(b"x")))
    (folder.texts.path / digest).unlink()
    found = search(folder, "caseloads")
    assert [str(fault) for fault in found.unread] == [
        f"texts/{digest}: is missing: restore it from a copy"
    ]
    assert [hit.statement for hit in found.hits if hit.statement] != []
