"""What the check finds in what somebody would receive now: the same for commands and screens."""

from __future__ import annotations

from datetime import date

from evidence.folder import InspectionFolder, now
from graph.handing_over import Found, found_in_records
from graph.stamp import Receiver
from tui.export.making import Wanted, made_material, program_version

__all__ = ["found_for"]


def found_for(folder: InspectionFolder, reader: Receiver, day: date) -> tuple[Found, ...]:
    """What is found before anything is taken out; what is open first."""
    seq = len(folder.journal)
    if reader == "visit":
        from tui.export.visiting import visit_document

        made = visit_document(
            folder, seq=seq, made_at=now(), by="", day=day, version=program_version()
        )
        return made.found
    if reader == "lead":  # she receives all that there is
        return found_in_records(folder.state, folder.programme)
    return made_material(folder, Wanted(reader, now(), "", day, seq)).found
