"""Asking which file a document is written to, and writing it there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evidence.faults import Refused
from graph.document import Document
from tui.asking.dialogs import AskLine
from tui.commands import output_file
from tui.export.documents import document_format_for
from tui.screens.base import InspectionScreen

__all__ = ["ask_file"]


def ask_file(
    screen: InspectionScreen, question: str, offered: str, made: Callable[[], Document]
) -> None:
    """Ask for a file, ``offered`` first, and write what ``made`` gives, as its ending says."""
    work = screen.work
    if work is None:
        return

    def named(text: str | None) -> None:
        if not text:
            return
        out = Path(text).expanduser()
        try:
            form = document_format_for(out.name)
            output_file.check_place(out, work.folder.path)
            output_file.write(out, form.render(made()))
        except Refused as refused:
            screen.refused(refused)
        else:
            screen.quietly(f"wrote {out}")

    hint = "its ending says how: .docx, .md, .html   enter: write it   esc: leave it"
    screen.app.push_screen(AskLine(question, offered, hint=hint), named)
