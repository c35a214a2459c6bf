"""The import report: what became of each file of the last batch, and why."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from evidence.adding import Added, Counts, ImportReport
from evidence.words import number_of
from tui.actions import bindings
from tui.screens.filtered import FilteredScreen, filter_line
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList

__all__ = ["ImportReportScreen"]

_WIDE = 100


class ImportReportScreen(FilteredScreen):
    """A line for each file that was added last; Enter reads its source."""

    PLACE = "import"
    HEADING = "Import report"
    AUTO_FOCUS = "#files"
    BINDINGS: ClassVar[list[BindingType]] = bindings("import")
    DEFAULT_CSS = """
    ImportReportScreen #amount { height: 1; padding: 0 1; }
    ImportReportScreen #files { height: 1fr; }
    ImportReportScreen #file { height: 7; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shared = 0

    def on_mount(self) -> None:
        """The report tells all that was told while files came in, which would lie upon it."""
        super().on_mount()
        self.app.clear_notifications()

    def compose_body(self) -> ComposeResult:
        """The counts, the filter, the files, and all that is known of the highlighted one."""
        yield Static(id="counts", classes="pane-title", markup=False)
        yield Static(id="amount", markup=False)
        yield filter_line()
        yield RowList[Added](
            [],
            self._draw,
            lambda added: added.file,
            empty="No file has these words.",
            plain_ascii=self.plain_ascii,
            id="files",
        )
        yield Paragraphs(plain_ascii=self.plain_ascii, id="file", classes="detail")

    def refresh_from(self, work: WorkSession) -> None:
        """Show the files, those with the filter's words if there are any."""
        words = self.words
        rows = [
            added
            for added in work.import_report.outcomes
            if all(word in _searched(added) for word in words)
        ]
        self._shared = _shared([each.file for each in work.import_report.outcomes])
        counts = Counts.of(rows)
        files = number_of(len(rows), "file")
        self.query_one("#counts", Static).update(f"{files}: {counts.became}")
        self.query_one("#amount", Static).update(_amount(counts, work.import_report))
        self.filtered.set_rows(rows)
        self._show_file()

    @property
    def filtered(self) -> RowList[Added]:
        """The list of files."""
        return cast("RowList[Added]", self.query_one("#files", RowList))

    def filter_rows(self) -> None:
        """Show the files that hold the words."""
        if self.work is not None:
            self.refresh_from(self.work)

    def _draw(self, added: Added, width: int, highlighted: bool) -> Line:
        sign, word, style = _standing(added)
        wide = width >= _WIDE
        known = bool(added.source)
        why = added.refused if added.lost else ""
        if not why and added.warnings:
            why = added.warnings[0]
        return (
            Cell(f"{sign} ", 2, style),
            Cell(added.source or added.already or "", 6, "strong"),
            Cell(f"{word} ", 9, style),
            Cell(added.file[self._shared :], FILL),
            Cell(f" {why}", width // 3 if why else 0, style or "warn"),
            Cell(f" {added.reader or ''}", 20 if wide else 0, "muted"),
            Cell(f"{added.passages:,}" if known else "", 7, "", "right"),
            Cell(f"{added.words:,}" if known else "", 9 if wide else 0, "", "right"),
        )

    @on(RowList.Highlighted, "#files")
    def _highlighted(self) -> None:
        self._show_file()

    def _show_file(self) -> None:
        added = self.filtered.highlighted_row
        told = list(_told(added)) if added is not None else []
        self.query_one("#file", Paragraphs).set_paragraphs(told)

    @on(RowList.Opened, "#files")
    def action_open(self) -> None:
        """Read the source that the highlighted file became, or is already."""
        added = self.filtered.highlighted_row
        if added is None:
            return
        source = added.source or added.already
        if source is None:
            self.quietly(added.refused or "This file only holds others: they stand below it.")
        else:
            self.inspection_app.open_source(source)

    def copied(self) -> str:
        """What is known of the highlighted file."""
        added = self.filtered.highlighted_row
        return "\n".join(each.text for each in _told(added)) if added is not None else ""


def _shared(files: Sequence[str]) -> int:
    """How many characters of their paths say the same of all files: the folder they lie in."""
    folders = [file[: file.rfind(os.sep) + 1] for file in files]
    shared = os.path.commonprefix(folders)  # noqa: RUF071  (cut at a folder below)
    return shared.rfind(os.sep) + 1


def _amount(counts: Counts, report: ImportReport) -> str:
    parts = [counts.read]
    if report.not_read:
        parts.append(f"stopped: {report.not_read:,} files were not read")
    if report.left_out:
        parts.append(f"hidden files left out: {report.left_out:,}")
    return ", ".join(parts)


def _standing(added: Added) -> tuple[str, str, str]:
    """A sign, a word and a style for what became of a file."""
    if added.already is not None:
        return "=", "here", "muted"
    if added.lost:
        return "x", "refused", "bad"
    if added.warnings:
        return "!", "warned", "warn"
    if added.source is None:
        return " ", "held", "muted"
    return "+", "added", "good"


def _searched(added: Added) -> str:
    words = (added.file, added.source, added.already, added.reader, added.refused, *added.warnings)
    return " ".join([_standing(added)[1], *(word or "" for word in words)]).casefold()


def _told(added: Added) -> Iterator[Paragraph]:
    yield Paragraph(added.file, "strong")
    if added.refused is not None:
        yield Paragraph(added.refused, "muted" if added.already else "bad", "Not added")
        return
    if added.source is not None:
        read = f"{number_of(added.passages, 'passage')}, {number_of(added.words, 'word')}"
        yield Paragraph(f"{added.source}, {read}, read as {added.reader}")
    if added.inside:
        inside = number_of(added.inside, "file")
        yield Paragraph(f"{inside} inside, each in a line of its own below")
    for warning in added.warnings:
        yield Paragraph(warning, "warn", "Mind")
