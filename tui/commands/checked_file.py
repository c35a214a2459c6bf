"""A document for others: checked and cleared before it is written, and read again after."""

from __future__ import annotations

from pathlib import Path

from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.words import number_of
from graph.clearing import clearing_of
from graph.document import Document
from graph.handing_over import found_in_document, still_open
from tui.commands import output_file
from tui.export.documents import document_format_for
from tui.export.rescanning import must_not_leak

__all__ = ["write_checked"]


def write_checked(
    folder: InspectionFolder, document: Document, out: Path, *, unchecked: bool = False
) -> int:
    """Write it without what is to be redacted; gives how many things of the check are open.

    Raises Refused while some are, unless ``unchecked``, and where redacted words stand in it.
    """
    state = folder.state
    waiting = still_open(found_in_document(document, state, folder.programme))
    if waiting and not unchecked:
        raise refuse(
            str(out),
            f"nothing was written: the check finds {number_of(waiting, 'thing')} open in it; "
            "`triangulate check --for visit` shows them, --unchecked writes it all the same",
        )
    form, clearing = document_format_for(out.name), clearing_of(state)
    content = form.render(clearing.of(document))
    must_not_leak(form, content, clearing)
    output_file.write(out, content)
    return waiting
