"""Notes typed in a session: split, joined, and the asks that they close."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evidence.commands import (
    AmendStatement,
    Command,
    JoinStatements,
    LinkStatement,
    SplitStatement,
    TakeStatement,
    TieToQuestion,
)
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.verifying import verify
from tests.evidence.inspections import OTHER_QUESTION, QUESTION, dump, load, new_folder


def gap(**about: str) -> dict[str, Any]:
    return {"code": "one_kind", "about": about}


def held() -> dict[str, Any]:
    """A held session with three notes and four asks, and everything that can hang on a note."""
    return {
        "voices": [{"id": "V1", "role": "a"}, {"id": "V2", "role": "b"}],
        "sources": [
            {"id": "S1", "kind": "meeting", "voices": ["V1", "V2"]},
            {"id": "S2", "kind": "document"},
        ],
        "statements": [
            {"id": "E1", "source": "S1", "quote": "We cope. Mostly so.", "voice": "V1",
             "place": {"time": "10:00:00"}, "questions": [QUESTION], "wording": "quote"},
            {"id": "E2", "source": "S1", "quote": "Thirty each.", "voice": "V1",
             "questions": [OTHER_QUESTION], "clarify": "each?"},
            {"id": "E3", "source": "S1", "quote": "No.", "voice": "V2"},
            {"id": "E4", "source": "S2", "quote": "They have thirty.", "repeats": "E2"},
        ],
        "findings": [
            {"id": "F1", "question": QUESTION, "text": "t",
             "resolution": {"outcome": "stands", "seen": ["E1", {"statement": "E2"}]}},
            {"id": "F2", "question": OTHER_QUESTION, "text": "u"},
        ],
        "links": [
            {"statement": "E1", "finding": "F1", "stance": "supports"},
            {"statement": "E2", "finding": "F1", "stance": "supports", "note": "n"},
            {"statement": "E2", "finding": "F2", "stance": "contradicts"},
        ],
        "sessions": [
            {"id": "M1", "kind": "meeting", "source": "S1"},
            {"id": "M2", "kind": "meeting"},
        ],
        "asks": [
            {"id": "A1", "session": "M1", "gap": gap(finding="F2"), "state": "planned"},
            {"id": "A2", "session": "M1", "gap": gap(question=OTHER_QUESTION), "state": "asked"},
            {"id": "A3", "session": "M1", "gap": gap(statement="E2"), "state": "answered",
             "answer": "E2"},
            {"id": "A4", "session": "M2", "gap": gap(finding="F2"), "state": "planned"},
            {"id": "A5", "session": "M1", "gap": gap(finding="F2"), "state": "dropped"},
        ],
        "refusals": [{"statement": "E2", "other": "E3"}],
        "dismissals": [{"gap": {"code": "orphan", "about": {"statement": "E2"}}, "reason": "r"}],
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    opened = new_folder(tmp_path / "i")
    load(opened, held())
    return opened


def states(folder: InspectionFolder) -> dict[str, tuple[str, str | None]]:
    """Each ask's state and answer."""
    return {key: (ask.state, ask.answer) for key, ask in folder.state.asks.items()}


def test_a_split_note_is_two_and_the_second_stands_after_the_first(
    folder: InspectionFolder,
) -> None:
    """What was judged of the whole stays with the first; one undo puts it together again."""
    before = dump(folder)
    entry = folder.execute(SplitStatement("E1", 8))
    assert entry is not None
    assert entry.says == f"split E1: what follows is E5; F1, {QUESTION} stays with E1"
    state = folder.state
    assert list(state.statements) == ["E1", "E5", "E2", "E3", "E4"]
    assert list(state.statements_of_source["S1"]) == ["E1", "E5", "E2", "E3"]
    assert state.statements["E1"].quote == "We cope."
    assert state.statements["E5"].plain() == {
        "id": "E5",
        "source": "S1",
        "quote": "Mostly so.",
        "voice": "V1",
        "place": {"time": "10:00:00"},
        "wording": "quote",
    }
    assert list(state.links) == ["E1 supports F1", "E2 supports F1", "E2 contradicts F2"]
    folder.undo()
    assert dump(folder) == before
    folder.redo()
    assert list(folder.state.statements_of_source["S1"]) == ["E1", "E5", "E2", "E3"]


def test_the_order_after_a_split_is_the_same_once_it_is_read_again(
    folder: InspectionFolder,
) -> None:
    """From the journal alone, and from the checkpoint."""
    folder.execute(SplitStatement("E1", 8))
    expected = dump(folder)
    with InspectionFolder.open(folder.path, read_only=True) as other:
        assert dump(other) == expected
        assert list(other.state.statements_of_source["S1"]) == ["E1", "E5", "E2", "E3"]
    folder.close()
    assert verify(folder.path).faults == ()
    with InspectionFolder.open(folder.path, read_only=True) as other:
        assert list(other.state.statements_of_source["S1"]) == ["E1", "E5", "E2", "E3"]


def test_joined_notes_are_one_with_all_that_hung_on_either(folder: InspectionFolder) -> None:
    """Links, questions, answers, repeats, what a resolution saw, and what was turned down."""
    before = dump(folder)
    entry = folder.execute(JoinStatements("E1", "E2"))
    assert entry is not None
    assert entry.says == f"joined E2 into E1, with F1, F2, {OTHER_QUESTION}, A3"
    after = dump(folder)
    assert after["statements"] == [
        {"id": "E1", "source": "S1", "quote": "We cope. Mostly so. Thirty each.", "voice": "V1",
         "place": {"time": "10:00:00"}, "questions": [QUESTION, OTHER_QUESTION],
         "wording": "quote", "clarify": "each?"},
        {"id": "E3", "source": "S1", "quote": "No.", "voice": "V2"},
        {"id": "E4", "source": "S2", "quote": "They have thirty.", "repeats": "E1"},
    ]  # fmt: skip
    assert after["links"] == [
        {"statement": "E1", "finding": "F1", "stance": "supports", "note": "n"},
        {"statement": "E1", "finding": "F2", "stance": "contradicts"},
    ]
    assert after["findings"][0]["resolution"]["seen"] == ["E1", {"statement": "E1"}]
    assert folder.state.asks["A3"].plain() == {
        "id": "A3",
        "session": "M1",
        "gap": gap(statement="E1"),
        "state": "answered",
        "answer": "E1",
    }
    assert after["refusals"] == [{"statement": "E1", "other": "E3"}]
    assert after.get("dismissals", []) == []
    folder.undo()
    assert dump(folder) == before


def test_a_split_is_what_a_join_undoes(folder: InspectionFolder) -> None:
    before = dump(folder)
    folder.execute(SplitStatement("E1", 8))
    folder.execute(JoinStatements("E1", "E5"))
    assert dump(folder) == before


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (SplitStatement("E1", 0), "E1: has words on one side only"),
        (SplitStatement("E1", -3), "E1: has words on one side only"),
        (SplitStatement("E1", 99), "E1: has words on one side only"),
        (
            SplitStatement("E9", 1),
            "E9: there is no statement of this id: `triangulate dump` lists all",
        ),
        (JoinStatements("E1", "E1"), "E1: can't be joined with itself"),
        (JoinStatements("E1", "E3"), "E3: is another voice's than E1: two people said it"),
        (JoinStatements("E2", "E4"), "E4: is of another source than E2"),
    ],
)
def test_what_can_not_be_split_or_joined_is_refused(
    folder: InspectionFolder, command: Command, why: str
) -> None:
    before = dump(folder)
    with pytest.raises(Refused, match=why):
        folder.execute(command)
    assert dump(folder) == before


def test_two_notes_judged_unlike_are_not_joined(folder: InspectionFolder) -> None:
    """One supports what the other contradicts: the inspector decides first."""
    folder.execute(LinkStatement("E2", "F1", "contradicts"))
    with pytest.raises(Refused, match="E2: contradicts F1 and E1 supports it: take one"):
        folder.execute(JoinStatements("E1", "E2"))


def test_a_quote_and_a_paraphrase_are_a_paraphrase_together(folder: InspectionFolder) -> None:
    folder.execute(AmendStatement("E2", {"wording": "paraphrase"}))
    folder.execute(JoinStatements("E1", "E2"))
    assert folder.state.statements["E1"].wording == "paraphrase"


def test_a_link_answers_the_asks_of_its_session_about_that_finding(
    folder: InspectionFolder,
) -> None:
    """And about the key question it is under; not those of other sessions, nor dropped ones."""
    before = dump(folder)
    entry = folder.execute(LinkStatement("E3", "F2", "qualifies"))
    assert entry is not None
    assert entry.about == ("E3", "F2", "A1", "A2")
    assert states(folder) == {
        "A1": ("answered", "E3"),
        "A2": ("answered", "E3"),
        "A3": ("answered", "E2"),
        "A4": ("planned", None),
        "A5": ("dropped", None),
    }
    folder.undo()
    assert dump(folder) == before


def test_what_is_said_elsewhere_answers_nothing(folder: InspectionFolder) -> None:
    folder.execute(LinkStatement("E4", "F2", "qualifies"))
    assert states(folder)["A1"] == ("planned", None)


def test_a_tie_to_a_key_question_answers_the_asks_about_it_alone(
    folder: InspectionFolder,
) -> None:
    folder.execute(TieToQuestion("E3", OTHER_QUESTION))
    assert (states(folder)["A1"], states(folder)["A2"]) == (("planned", None), ("answered", "E3"))


def test_a_note_that_is_an_answer_closes_the_ask_and_bears_on_its_question(
    folder: InspectionFolder,
) -> None:
    """In one entry; a second answer leaves the first."""
    folder.execute(TakeStatement("S1", "All of us.", answers=("A1", "A2")))
    assert (states(folder)["A1"], states(folder)["A2"]) == (("answered", "E5"), ("answered", "E5"))
    assert folder.state.statements["E5"].questions == (OTHER_QUESTION,)
    folder.execute(TakeStatement("S1", "And more.", answers=("A2",)))
    assert states(folder)["A2"] == ("answered", "E5")
    assert folder.state.statements["E6"].questions == (OTHER_QUESTION,)
    folder.undo()
    folder.undo()
    assert states(folder)["A1"] == ("planned", None)
    with pytest.raises(
        Refused, match="A9: there is no ask of this id: `triangulate dump` lists all"
    ):
        folder.execute(TakeStatement("S1", "x", answers=("A9",)))


def test_words_of_somebody_not_named_stay_so_until_the_voice_is_named(tmp_path: Path) -> None:
    """Both halves of a split are; they are not joined with what a known voice said."""
    with new_folder(tmp_path / "i") as folder:
        load(folder, held())
        folder.execute(TakeStatement("S1", "p: One. Two.", clarify="no voice 'p:'"))
        folder.execute(SplitStatement("E5", len("p: One.")))
        halves = [folder.state.statements[key] for key in ("E5", "E6")]
        assert [(each.quote, each.unnamed) for each in halves] == [
            ("p: One.", True),
            ("Two.", True),
        ]
        with pytest.raises(Refused, match="E6: is said by somebody not named yet"):
            folder.execute(JoinStatements("E3", "E6"))
        folder.execute(AmendStatement("E5", {"voice": "V2"}))
        assert (folder.state.statements["E5"].voice, folder.state.statements["E5"].clarify) == (
            "V2",
            None,
        )
        folder.undo()
        folder.execute(JoinStatements("E5", "E6"))
        assert folder.state.statements["E5"].unnamed
