"""The document that is taken along to a visit, made from an open inspection, with its stamp."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evidence.folder import InspectionFolder
from evidence.words import number_of
from graph.document import Document
from graph.gaps import gaps
from graph.requests import request_list
from graph.sheets import sheets
from graph.stamp import digest_of_document, new_stamp
from graph.status import Assessments
from graph.visit_pages import visit_pages

__all__ = ["visit_document"]


def visit_document(
    folder: InspectionFolder, *, seq: int, made_at: str, by: str, day: date, version: str
) -> tuple[Document, str]:
    """The session sheets and the request list as of entry ``seq``, and how many there are."""
    state = folder.state if seq == len(folder.journal) else folder.state_at(seq)
    programme = folder.programme
    assessments = Assessments(state, programme, day)
    asked = request_list(
        state, programme, assessments, gaps(state, programme, assessments, day), day
    )
    found = sheets(state, programme, assessments)
    made = visit_pages(found, asked, state.inspection)
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
    )
    foot = f"Made {made_at[:10]} from entry {seq} of the journal"
    holds = ", ".join(
        (
            number_of(len(found), "session"),
            number_of(sum(len(sheet.asks) for sheet in found), "ask"),
            number_of(sum(1 for _ in asked.wanted()), "request"),
        )
    )
    return replace(made, footer=foot, stamp=stamp.plain()), holds
