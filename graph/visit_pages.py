"""What is taken along to a visit, as one document: sheets, requests, the inspector's own pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evidence.model import Inspection
from graph.document import Document, Heading, runs
from graph.request_document import request_document
from graph.requests import RequestList
from graph.sheet_pages import sheet_pages
from graph.sheets import Sheet

__all__ = ["visit_pages"]


def visit_pages(pages: Sequence[Sheet], requests: RequestList, inspection: Inspection) -> Document:
    """The session sheets, from a new page on what the service is asked to send, then the rest."""
    title = " · ".join(filter(None, ("Visit: session sheets and requests", inspection.title)))
    heading = Heading(1, runs("What the service is asked to send"), "requests")
    made = sheet_pages(pages, inspection, (heading, *request_document(requests).blocks))
    return replace(made, title=title)
