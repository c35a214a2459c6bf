"""The document that is taken along to a visit, made from an open inspection, with its stamp."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from evidence.folder import InspectionFolder
from evidence.words import number_of
from graph.clearing import Clearing, clearing_of
from graph.document import Document
from graph.gaps import gaps
from graph.handing_over import Found, found_in_document, still_open
from graph.requests import request_list
from graph.sheets import sheets
from graph.stamp import digest_of_document, new_stamp
from graph.status import Assessments
from graph.visit_pages import visit_pages

__all__ = ["VisitPages", "visit_document"]


@dataclass(frozen=True, slots=True)
class VisitPages:
    """What is taken along, cleared; how much it holds, and what the check found before clearing."""

    document: Document
    holds: str
    found: tuple[Found, ...]
    clearing: Clearing


def visit_document(
    folder: InspectionFolder, *, seq: int, made_at: str, by: str, day: date, version: str
) -> VisitPages:
    """The session sheets and the request list as of entry ``seq``."""
    state = folder.state if seq == len(folder.journal) else folder.state_at(seq)
    programme = folder.programme
    assessments = Assessments(state, programme, day)
    asked = request_list(
        state, programme, assessments, gaps(state, programme, assessments, day), day
    )
    found = sheets(state, programme, assessments)
    whole = visit_pages(found, asked, state.inspection)
    checked = found_in_document(whole, state, programme)
    made = clearing_of(state).of(whole)
    stamp = new_stamp(
        version=version,
        reader="visit",
        made_at=made_at,
        by=by,
        seq=seq,
        journal=folder.journal.checksum_at(seq),
        day=day.isoformat(),
        since=0,
        digest=digest_of_document(made),
        left_open=still_open(checked),
    )
    foot = f"Made {made_at[:10]} from entry {seq} of the journal"
    holds = ", ".join(
        (
            number_of(len(found), "session"),
            number_of(sum(len(sheet.asks) for sheet in found), "ask"),
            number_of(sum(1 for _ in asked.wanted()), "request"),
        )
    )
    document = replace(made, footer=foot, stamp=stamp.plain())
    return VisitPages(document, holds, checked, clearing_of(state))
