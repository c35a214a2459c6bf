"""What is looked through for suggestions."""

from __future__ import annotations

from pathlib import Path

from evidence.adding import SourceDetails, add_content
from evidence.faults import Fault
from graph.suggest.pieces import unmarked_pieces
from tests.evidence.inspections import new_folder

MAIL = (
    b"From: Jo <jo@example.org>\nSubject: Re: Cases\n\nCaseloads of the team are far too high.\n\n"
    b"On 2 March 2026, Ann <ann@example.org> wrote:\n\n> Managers read every plan each week.\n"
)


def test_what_a_message_quotes_is_not_offered_as_evidence_of_its_own(tmp_path: Path) -> None:
    """It repeats what another message says."""
    folder = new_folder(tmp_path / "i")
    add_content(folder, "mail.eml", MAIL, SourceDetails("document"))
    unread: list[Fault] = []
    assert [piece.text for piece in unmarked_pieces(folder, unread)] == [
        "Caseloads of the team are far too high."
    ]
    assert not unread
