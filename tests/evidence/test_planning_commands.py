"""What is set aside, requested and placed: whole effects, refusals, and undo as one change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evidence.commands import (
    AmendRequest,
    Command,
    DismissGap,
    HoldSession,
    LinkStatement,
    MakeRequest,
    MakeRequests,
    PlaceAsks,
    Placing,
    PlanSession,
    RecallGap,
    RemoveSession,
    TakeStatement,
)
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import About, GapRef
from tests.evidence.inspections import BY, dump, peopled

NOW = "2026-03-09T14:30:00+00:00"
CONFLICT = GapRef(code="conflict", about=About(finding="F1"))
ORPHAN = GapRef(code="orphan", about=About(statement="E2"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InspectionFolder:
    """An inspection with a conflict that is set aside, a session with an ask, and a request."""
    monkeypatch.setattr("evidence.folder.now", lambda: NOW)
    return peopled(tmp_path / "i")


def rows(folder: InspectionFolder, table: str) -> list[dict[str, Any]]:
    return list(dump(folder)[table])


def refused(folder: InspectionFolder, command: Command) -> str:
    """Why a command is refused; nothing is changed by it."""
    before = dump(folder)
    with pytest.raises(Refused) as found:
        folder.execute(command)
    assert dump(folder) == before
    return str(found.value)


def test_a_conflict_is_set_aside_with_the_links_that_there_were(folder: InspectionFolder) -> None:
    seen = [
        {"statement": "E1", "stance": "supports"},
        {"statement": "E2", "stance": "contradicts"},
    ]
    (dismissal,) = rows(folder, "dismissals")
    gap = {"code": "conflict", "about": {"finding": "F1"}}
    assert dismissal == {
        "gap": gap, "reason": "a slip of the pen", "by": BY, "at": NOW, "seen": seen,
    }  # fmt: skip


def test_a_gap_is_set_aside_once_until_evidence_comes(folder: InspectionFolder) -> None:
    """A link that was not seen lets a conflict be set aside anew; other gaps never twice."""
    assert "is set aside already" in refused(folder, DismissGap(CONFLICT, "again"))
    folder.execute(TakeStatement("S1", "We are full."))
    folder.execute(LinkStatement("E3", "F1", "supports"))
    folder.execute(DismissGap(CONFLICT, "known as well"))
    assert [row["reason"] for row in rows(folder, "dismissals")] == ["known as well"]
    folder.undo()
    assert [row["reason"] for row in rows(folder, "dismissals")] == ["a slip of the pen"]
    folder.execute(DismissGap(ORPHAN, "kept for later"))
    assert "is set aside already" in refused(folder, DismissGap(ORPHAN, "again"))


def test_setting_a_gap_aside_is_told_in_spoken_words(folder: InspectionFolder) -> None:
    gap = GapRef(code="no_voice", about=About(area="people"))
    told = [folder.execute(DismissGap(gap, "late")).says, folder.execute(RecallGap(gap)).says]
    assert told == [
        "set aside the gap no voice people: late",
        "took up the gap no voice people again",
    ]


def test_a_gap_is_not_set_aside_without_a_reason(folder: InspectionFolder) -> None:
    assert "say why" in refused(folder, DismissGap(ORPHAN, "  "))


def test_a_gap_is_taken_up_again(folder: InspectionFolder) -> None:
    folder.execute(RecallGap(CONFLICT))
    assert not folder.state.dismissals
    assert "no gap set aside" in refused(folder, RecallGap(CONFLICT))


def test_many_requests_are_one_change(folder: InspectionFolder) -> None:
    """With ids one after another; undo takes all of them back."""
    made = MakeRequests((MakeRequest((), "Plan", "why"), MakeRequest((ORPHAN,), "Log")))
    folder.execute(made)
    assert rows(folder, "requests")[1:] == [
        {"id": "R2", "gaps": [], "wording": "Plan", "why": "why"},
        {"id": "R3", "gaps": [ORPHAN.plain()], "wording": "Log"},
    ]
    folder.undo()
    assert [row["id"] for row in rows(folder, "requests")] == ["R1"]
    assert "nothing to request" in refused(folder, MakeRequests(()))


def test_a_request_is_ticked_off_against_a_source_that_is_there(folder: InspectionFolder) -> None:
    folder.execute(AmendRequest("R1", {"state": "received", "sources": ["S1"]}))
    assert folder.state.requests["R1"].sources == ("S1",)
    assert 'no source "S9"' in refused(folder, AmendRequest("R1", {"sources": ["S9"]}))


def test_placing_asks_raises_moves_and_takes_out_as_one_change(folder: InspectionFolder) -> None:
    """What stands in its session already is left alone."""
    folder.execute(PlanSession("Team", "focus_group"))
    before = rows(folder, "asks")
    entry = folder.execute(
        PlaceAsks((Placing("M2", "A1"), Placing("M1", None, ORPHAN, "What is it?")))
    )
    assert entry is not None
    assert entry.says == "placed 2 asks in 2 sessions"
    moved, raised = rows(folder, "asks")
    assert moved == {**before[0], "session": "M2", "placed": "plan"}
    assert raised == {
        "id": "A2", "gap": ORPHAN.plain(), "wording": "What is it?", "session": "M1",
        "placed": "plan", "state": "planned",
    }  # fmt: skip
    folder.execute(PlaceAsks((Placing(None, "A2"), Placing("M2", "A1"))))
    assert rows(folder, "asks")[1]["state"] == "open"
    assert "session" not in rows(folder, "asks")[1]
    folder.undo()
    folder.undo()
    assert rows(folder, "asks") == before
    assert "stands so already" in refused(folder, PlaceAsks((Placing("M1", "A1"),)))
    assert "no session" in refused(folder, PlaceAsks((Placing("M9", "A1"),)))


def test_a_session_goes_and_its_asks_stay(folder: InspectionFolder) -> None:
    """Held ones stay: they are evidence."""
    folder.execute(RemoveSession("M1"))
    assert rows(folder, "sessions") == []
    (ask,) = rows(folder, "asks")
    assert ask["state"] == "open"
    assert "session" not in ask
    folder.undo()
    assert [row["id"] for row in rows(folder, "sessions")] == ["M1"]
    folder.execute(HoldSession("M1"))
    assert "was held" in refused(folder, RemoveSession("M1"))
