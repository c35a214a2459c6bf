"""The Overview screen: the areas in numbers, and how each kind of source bears on each question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.events import Resize
from textual.widgets import Static

from evidence.commands import DescribeInspection
from evidence.faults import Refused
from evidence.plain_text import shown
from evidence.words import spoken
from graph import matrix
from graph.drawing import STATUSES, Drawn, clipped, keyed, plain, safe
from tui.actions import bindings
from tui.asking.dialogs import Field, FillIn
from tui.screens.day import DayScreen
from tui.screens.exporting import ExportScreen
from tui.screens.handing_over import HandingOverScreen
from tui.screens.reckoning import AreaSummary, ReckoningScreen
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line, line_of, spans
from tui.widgets.rows import RowList

#: From this width on, the areas tell more of the evidence; from the other, the matrix is beside.
_MORE_COLUMNS = 104
_BESIDE = 150

_MARGIN = 2

_FIRST_STEPS = (
    ("No finding is written yet. This is how an inspection begins:", "strong"),
    ("", ""),
    (" 3 Sources   a  adds a file: a document, notes of a meeting, a survey", ""),
    ("             enter  opens it, and m takes a passage of it as a statement", ""),
    (" 2 Area      n  writes a finding under a key question", ""),
    ("             enter, then t  ties a statement: it supports, qualifies, contradicts", ""),
    (" 5 Capture   takes notes during a session, a line a statement", ""),
    (" 4 Gaps      what is missing, and what would settle it", ""),
    ("", ""),
)
_OUTCOMES = (
    ("agreement", "agree"),
    ("partial", "partial"),
    ("dissonance", "dissonance"),
    ("silence", "silence"),
    ("expected", "expected"),
)
_FIELDS = (
    ("title", "Title", "what this inspection is called"),
    ("service", "Service", "who is inspected"),
    ("visit_from", "Visit from", "not said; else such as 2026-03-09"),
    ("visit_to", "Visit to", "not said; else such as 2026-03-13"),
    ("marking", "Marking", "such as OFFICIAL-SENSITIVE"),
    ("sites", "Sites", "such as North office; South office"),
    ("agencies", "Agencies", "with ; between them"),
    ("announced", "Announced", "when the service was told, such as 2026-01-19"),
)
_LISTS = ("sites", "agencies")


class OverviewScreen(ReckoningScreen):
    """The areas with their findings and gaps, and the convergence matrix of them all."""

    PLACE = "overview"
    HEADING = "Overview"
    BINDINGS: ClassVar[list[BindingType]] = bindings("overview")
    DEFAULT_CSS = """
    OverviewScreen #panes { height: 1fr; layout: vertical; }
    OverviewScreen #in-areas { height: auto; }
    OverviewScreen #areas { height: auto; max-height: 10; min-height: 2; }
    OverviewScreen #legend { height: auto; padding: 0 2; color: $text-muted; }
    OverviewScreen #wording { height: 1; padding: 0 2; color: $text-warning; }
    OverviewScreen #in-matrix { height: 1fr; }
    OverviewScreen #matrix { height: 1fr; }
    OverviewScreen.beside #panes { layout: horizontal; }
    OverviewScreen.beside #in-areas { width: 82; height: 1fr; }
    OverviewScreen.beside #wording { height: auto; }
    """

    def compose_body(self) -> ComposeResult:
        """The areas with the words for their signs, and the matrix."""
        with Container(id="panes"):
            with Vertical(id="in-areas"):
                yield Static(id="columns", classes="pane-title", markup=False)
                yield RowList[AreaSummary](
                    [],
                    self._draw,
                    lambda row: row.area or "none",
                    empty="reading the inspection …",
                    plain_ascii=self.plain_ascii,
                    id="areas",
                )
                yield Static(id="legend", markup=False)
                yield Static(id="wording", markup=False)
            with Vertical(id="in-matrix"):
                yield Static(id="matrix-title", classes="pane-title", markup=False)
                yield RowList[Drawn](
                    [],
                    lambda drawn, _width, _highlighted: line_of(drawn),
                    lambda drawn: " ".join(drawn.about or ()),
                    empty="reading the inspection …",
                    selectable=lambda drawn: drawn.about is not None,
                    plain_ascii=self.plain_ascii,
                    id="matrix",
                )

    # -- showing ------------------------------------------------------------------------------

    @property
    def _areas(self) -> RowList[AreaSummary]:
        return cast("RowList[AreaSummary]", self.query_one("#areas", RowList))

    @property
    def _matrix(self) -> RowList[Drawn]:
        return cast("RowList[Drawn]", self.query_one("#matrix", RowList))

    def show_reckoning(self, work: WorkSession) -> None:
        """Show what is known of the areas; what is being worked out anew is said."""
        known = self.reckoning
        cells = self._cells_of_areas
        legend = keyed(((s, spoken(word)) for word, s in STATUSES.items()), cells, self.plain_ascii)
        self.query_one("#legend", Static).update("\n".join(map(plain, legend)))
        self.query_one("#wording", Static).update(self._wording(work, cells))
        self.query_one("#columns", Static).update(self._columns(cells))
        self.query_one("#matrix-title", Static).update(self._title_of_matrix())
        if known is not None:
            self._areas.set_rows(known.areas)
            self._matrix.set_rows(list(self._drawn(known.matrix, known.areas)))

    def _title_of_matrix(self) -> str:
        if self.working_out:
            return safe("working out how it stands …", self.plain_ascii)
        signs = (f"{matrix.OUTCOMES[sign].on(self.plain_ascii)} {said}" for sign, said in _OUTCOMES)
        return f"Key question by kind:  {'  '.join(signs)}"

    def _wording(self, work: WorkSession, cells: int) -> str:
        if not work.programme.recalled:
            return ""
        note = work.programme.wording_note or "check it before you quote it as official."
        text = f"Not official wording: {note}"
        if self.has_class("beside"):
            return safe(text, self.plain_ascii)
        return clipped(text, cells, self.plain_ascii)

    @property
    def _cells_of_areas(self) -> int:
        return (82 if self.has_class("beside") else self.app.size.width) - 2 * _MARGIN

    @property
    def _more_columns(self) -> bool:
        return not self.has_class("beside") and self.app.size.width >= _MORE_COLUMNS

    @property
    def _cells_of_status(self) -> int:
        """The cells for a status's sign, its widest number, and a space."""
        areas = self.reckoning.areas if self.reckoning is not None else ()
        most = max((number for row in areas for _, number in row.statuses), default=0)
        return len(str(most)) + (3 if self.plain_ascii else 2)

    def _columns(self, cells: int) -> str:
        """The heads of the columns, above the cells that `_draw` gives."""
        counts = self._cells_of_status * len(STATUSES)
        line: Line = (
            Cell(" ", 1),  # the title has a cell of padding, a row has two of margin
            Cell("area", 12),
            Cell("all", 4, align="right"),
            Cell(" findings by status", counts + 2),
            *self._wide(Cell("answered", 10), Cell("sources", 9), Cell("statements", 12)),
            Cell("gaps", 5, align="right"),
            Cell("open", 6, align="right"),
            Cell("  without the voice of", FILL),
        )
        return "".join(text for text, _ in spans(line, cells + 1, self.plain_ascii))

    def _wide(self, *more: Cell) -> tuple[Cell, ...]:
        if not self._more_columns:
            return ()
        return tuple(Cell(cell.text, cell.width, cell.style, "right") for cell in more)

    def _draw(self, row: AreaSummary, width: int, highlighted: bool) -> Line:
        each = self._cells_of_status
        between = ":" if self.plain_ascii else ""  # ASCII signs are digits and letters too
        gaps = (
            Cell(str(row.gaps.all), 5, "" if row.gaps.all else "muted", "right"),
            Cell(str(row.gaps.open), 6, "warn" if row.gaps.open else "muted", "right"),
        )
        if row.area is None:
            before = 12 + 4 + each * len(STATUSES) + 2 + (31 if self._more_columns else 0)
            name = "of sources and statements, no area"
            return (Cell(name, before, "muted"), *gaps)
        return (
            Cell(row.area, 12, "strong"),
            Cell(str(row.findings), 4, align="right"),
            Cell("  ", 2),
            *(
                Cell(
                    f"{STATUSES[status].on(self.plain_ascii)}{between}{number}",
                    each,
                    STATUSES[status].style if number else "muted",
                )
                for status, number in row.statuses
            ),
            *self._wide(
                Cell(f"{row.answered}/{row.questions}", 10),
                Cell(str(row.sources), 9),
                Cell(str(row.statements), 12),
            ),
            *gaps,
            Cell("  ", 2),
            Cell(clipped(_short(row.unheard), width, self.plain_ascii), FILL, "warn"),
        )

    def _drawn(self, found: matrix.Matrix, areas: Iterable[AreaSummary]) -> Iterable[Drawn]:
        cells = self.app.size.width - 3 - (82 if self.has_class("beside") else 0)
        begun = any(area.findings for area in areas)
        if not begun and self.may_change:
            for text, style in _FIRST_STEPS:
                yield Drawn(None, [(clipped(text, cells, self.plain_ascii), style)])
        for drawn in matrix.lines(found, cells, self.plain_ascii):
            # nothing is highlighted below the first steps, so that they stay in view
            yield drawn if begun else Drawn(None, drawn.spans)
        yield Drawn(None, [])
        for line in matrix.legend(cells, self.plain_ascii):
            yield Drawn(None, line)

    def on_resize(self, event: Resize) -> None:
        """Put the matrix beside the areas where there is room, and draw it anew."""
        self.set_class(event.size.width >= _BESIDE, "beside")
        if self.work is not None:
            self.show_reckoning(self.work)

    def copied(self) -> str:
        """The highlighted area in numbers, or the line of the matrix."""
        if self._matrix.has_focus:
            drawn = self._matrix.highlighted_row
            return plain(drawn.spans) if drawn is not None else ""
        row = self._areas.highlighted_row
        return _told(row) if row is not None else ""

    # -- moving -------------------------------------------------------------------------------

    def action_other_pane(self) -> None:
        """Go between the areas and the matrix."""
        (self._areas if self._matrix.has_focus else self._matrix).focus()

    async def action_open(self) -> None:
        """Open the highlighted area or key question; of what has no area, its gaps."""
        if self._matrix.has_focus:
            drawn = self._matrix.highlighted_row
            if drawn is not None and drawn.about is not None:
                await self.inspection_app.open_question(drawn.about[1])
        elif (row := self._areas.highlighted_row) is not None:
            await self._open_area(row)

    @on(RowList.Opened, "#areas")
    async def _area_opened(self, event: RowList.Opened[AreaSummary]) -> None:
        await self._open_area(event.row)

    @on(RowList.Opened, "#matrix")
    async def _question_opened(self, event: RowList.Opened[Drawn]) -> None:
        if event.row.about is not None:
            await self.inspection_app.open_question(event.row.about[1])

    async def _open_area(self, row: AreaSummary) -> None:
        if self.work is None:
            return
        if row.area is None:
            await self.inspection_app.action_go("gaps")
        else:
            first = self.work.programme.questions_in(row.area)[0]
            await self.inspection_app.open_question(first.id)

    # -- doing --------------------------------------------------------------------------------

    def action_day(self) -> None:
        """Show the end of the day."""
        if self.work is not None:
            self.app.push_screen(DayScreen())

    def action_check(self) -> None:
        """Show what may not be handed over as it is."""
        if self.work is not None:
            self.app.push_screen(HandingOverScreen())

    def action_export(self) -> None:
        """Write a summary to a file."""
        if self.work is not None:
            self.app.push_screen(ExportScreen())

    async def action_quit(self) -> None:
        """Leave the program."""
        await self.app.action_quit()

    def action_describe(self) -> None:
        """Change what is said of the inspection."""
        work = self.work
        if work is None:
            return
        standing = work.state.inspection.plain()
        fields = [
            Field(name, label, _typed(standing.get(name)), hint=hint)
            for name, label, hint in _FIELDS
        ]
        title = f"The inspection ({work.programme.title})"
        self.app.push_screen(FillIn(title, fields, self._wrong(work)), self._describe)

    @staticmethod
    def _wrong(work: WorkSession) -> Callable[[dict[str, str]], str | None]:
        def wrong(values: dict[str, str]) -> str | None:
            changed = _changed(work, values)
            try:
                if changed:
                    work.folder.check(DescribeInspection(changed))
            except Refused as refused:
                return "; ".join(str(fault) for fault in refused.faults)
            return None

        return wrong

    def _describe(self, values: dict[str, str] | None) -> None:
        if values is not None and self.work is not None:
            changed = _changed(self.work, values)
            if changed:
                self.do(DescribeInspection(changed))


def _short(unheard: str) -> str:
    return unheard.replace(", parents, carers or victims", "").replace(" and of ", ", ")


def _told(row: AreaSummary) -> str:
    """An area's line in words."""
    gaps = str(row.gaps)
    if row.area is None:
        return f"of sources and statements, no area: {gaps}"
    statuses = ", ".join(f"{number} {spoken(word)}" for word, number in row.statuses if number)
    told = f"{row.area}: {row.findings} findings ({statuses or 'none'}), {gaps}"
    return f"{told}, without the voice of {row.unheard}" if row.unheard else told


def _typed(value: Any) -> str:
    """A field's value as it is typed: a list with semicolons, hidden characters as their signs.

    A field to type in writes what it holds to the terminal as it is.
    """
    return shown("; ".join(value) if isinstance(value, list) else str(value or "")).strip()


def _changed(work: WorkSession, values: dict[str, str]) -> dict[str, Any]:
    """The fields that say something else than the inspection does; an emptied one is None."""
    standing = work.state.inspection.plain()
    changed: dict[str, Any] = {}
    for name, text in values.items():
        if text == _typed(standing.get(name)):
            continue
        if name in _LISTS:
            changed[name] = [part.strip() for part in text.split(";") if part.strip()] or None
        else:
            changed[name] = text or None
    return changed
