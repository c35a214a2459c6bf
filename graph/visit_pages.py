"""What is taken along to a visit, as one document: a sheet for each session, then the requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evidence.model import Inspection
from graph.document import Document, Heading, PageBreak, runs
from graph.request_document import request_document
from graph.requests import RequestList
from graph.sheet_pages import sheet_pages
from graph.sheets import Sheet

__all__ = ["visit_pages"]


def visit_pages(pages: Sequence[Sheet], requests: RequestList, inspection: Inspection) -> Document:
    """The session sheets, and from a new page on what the service is asked to send."""
    of_sessions, of_service = sheet_pages(pages, inspection), request_document(requests)
    title = " · ".join(filter(None, ("Visit: session sheets and requests", inspection.title)))
    heading = Heading(1, runs("What the service is asked to send"), "requests")
    blocks = (*of_sessions.blocks, PageBreak(), heading, *of_service.blocks)
    return replace(of_sessions, title=title, blocks=blocks)
