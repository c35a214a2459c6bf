"""A finding: its evidence for and against, why it stands as it does, and its small graph."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.widgets import Static

from evidence.commands import LinkStatement, UnlinkStatement
from evidence.words import Stance, spoken
from graph import bearing, explanation, lanes
from graph.area import finding_graph
from graph.drawing import STATUSES, Drawn, plain, safe
from tui.actions import bindings
from tui.asking.choices import quoted, statement_choices
from tui.asking.dialogs import AskLine, Choose
from tui.asking.resolving import ask_resolution
from tui.asking.statements import ask_repeats, ask_withdrawn
from tui.asking.ties import AskStance
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.widgets.lines import line_of
from tui.widgets.rows import RowList

_VIEWS = ("evidence", "why", "graph")


class FindingScreen(InspectionScreen):
    """One finding, opened in front of the screen where it was chosen."""

    PLACE = "finding"
    HEADING = "Finding"
    BINDINGS: ClassVar[list[BindingType]] = bindings("finding")
    DEFAULT_CSS = """
    FindingScreen #proposition { height: auto; max-height: 4; padding: 0 1; text-style: bold; }
    FindingScreen #status { height: auto; max-height: 4; padding: 0 1; }
    FindingScreen #evidence { height: 1fr; }
    """

    def __init__(self, finding: str) -> None:
        super().__init__()
        self._finding = finding
        self._view = 0

    def compose_body(self) -> ComposeResult:
        """The proposition, its status in a line, and the evidence, the reasons or the graph."""
        yield Static(id="proposition", markup=False)
        yield Static(id="status", markup=False)
        yield RowList(
            [],
            lambda drawn, width, highlighted: line_of(drawn),
            lambda drawn: " ".join(drawn.about or ()),
            empty="Nothing is linked to this finding yet.\n\n"
            "t  finds a statement and ties it to this finding\n"
            "3  goes to the sources, where a passage is taken with m and tied with t",
            selectable=self._selectable,
            plain_ascii=self.plain_ascii,
            id="evidence",
        )

    def _selectable(self, drawn: Drawn) -> bool:
        return drawn.about is not None or _VIEWS[self._view] == "why"

    # -- showing ------------------------------------------------------------------------------

    def heading(self, work: WorkSession) -> str:
        """The finding's id and the view."""
        return f"{self._finding} · {_VIEWS[self._view]}"

    def refresh_from(self, work: WorkSession) -> None:
        """Show the finding as it stands; one that was taken away closes the screen."""
        finding = work.state.findings.get(self._finding)
        if finding is None:
            self.app.pop_screen()
            return
        assessment = work.assessments[finding.id]
        shown = work.programme.questions[finding.question].text
        line = safe(f"{finding.id} ({finding.polarity}) {finding.text}", self.plain_ascii)
        self.query_one("#proposition", Static).update(line)
        sign = STATUSES[assessment.status].on(self.plain_ascii)
        self.query_one("#status", Static).update(
            safe(
                f"{sign} {spoken(assessment.status)}: {assessment.reason} "
                f"[{finding.question} {shown}]",
                self.plain_ascii,
            )
        )
        self.query_one("#evidence", RowList).set_rows(self._lines(work))
        self.query_one("#evidence").focus()

    def _lines(self, work: WorkSession) -> list[Drawn]:
        cells = max(20, self.app.size.width - 4)
        match _VIEWS[self._view]:
            case "evidence":
                found = bearing.bearings(work.state, self._finding, work.programme.small_group)
                return bearing.lines(found, cells, self.plain_ascii)
            case "why":
                assessment = work.assessments[self._finding]
                return explanation.lines(assessment, cells, self.plain_ascii)
            case _:
                drawing = lanes.lanes(finding_graph(work.state, self._finding))
                key = [Drawn(None, line) for line in lanes.legend(drawing, cells, self.plain_ascii)]
                return [*lanes.lines(drawing, cells, self.plain_ascii), *key]

    def on_resize(self, event: Resize) -> None:
        """Wrap the text anew."""
        if self.work is not None:
            self.show_work()

    @property
    def chosen_statement(self) -> str | None:
        """The highlighted statement."""
        drawn = self.query_one("#evidence", RowList).highlighted_row
        if drawn is not None and drawn.about is not None and drawn.about[0] == "statements":
            return str(drawn.about[1])
        return None

    def copied(self) -> str:
        """The highlighted statement with its source, else the line."""
        work, statement = self.work, self.chosen_statement
        if work is not None and statement is not None:
            record = work.state.statements[statement]
            return f"“{record.quote}” ({record.id}, {work.state.sources[record.source].label})"
        drawn = self.query_one("#evidence", RowList).highlighted_row
        return plain(drawn.spans) if drawn is not None else ""

    def action_view(self) -> None:
        """Show the evidence, the reasons, or the graph."""
        self._view = (self._view + 1) % len(_VIEWS)
        self.show_work()

    @on(RowList.Opened)
    async def _open(self, event: RowList.Opened[Drawn]) -> None:
        if event.row.about is not None:
            await self.inspection_app.open_record(*event.row.about)

    def action_source(self) -> None:
        """Read the highlighted statement where it stands."""
        statement = self.chosen_statement
        if self.work is not None and statement is not None:
            self.inspection_app.open_source(self.work.state.statements[statement].source, statement)

    # -- doing --------------------------------------------------------------------------------

    def action_stance(self, stance: str) -> None:
        """Judge the highlighted statement anew."""
        if self.chosen_statement is not None:
            self.do(LinkStatement(self.chosen_statement, self._finding, cast("Stance", stance)))

    def action_link(self) -> None:
        """Find a statement, then say how it bears on this finding."""
        if self.work is None:
            return
        linked = {
            link.statement
            for link in self.work.state.links_of_finding.get(self._finding, {}).values()
        }
        choices = [c for c in statement_choices(self.work) if c.value not in linked]
        self.app.push_screen(
            Choose(
                f"Which statement bears on {self._finding}?",
                choices,
                empty="No such statement. Take one in the reading pane (3, enter, m).",
            ),
            self._judge,
        )

    def _judge(self, statement: str | None) -> None:
        if statement is None:
            return

        def link(stance: Stance | None) -> None:
            if stance is not None:
                self.do(LinkStatement(statement, self._finding, stance))

        words = quoted(self.work, statement, plain_ascii=self.plain_ascii) if self.work else ""
        question = f"How does {statement} bear on {self._finding}? {words}"
        self.app.push_screen(AskStance(question, plain_ascii=self.plain_ascii), link)

    def action_unlink(self) -> None:
        """Take the highlighted statement off this finding."""
        if self.chosen_statement is not None:
            self.do(UnlinkStatement(self.chosen_statement, self._finding))

    def action_note(self) -> None:
        """Write why the highlighted statement bears on the finding so."""
        work, statement = self.work, self.chosen_statement
        if work is None or statement is None:
            return
        link = next(
            link
            for link in work.state.links_of_finding[self._finding].values()
            if link.statement == statement
        )

        def note(text: str | None) -> None:
            if text is not None:
                self.do(LinkStatement(statement, self._finding, link.stance, text or None))

        question = f"Why does {statement} bear on {self._finding} so?"
        self.app.push_screen(AskLine(question, link.note or "", may_be_empty=True), note)

    def action_withdraw(self) -> None:
        """Count the highlighted statement no more, for a reason, or count it again."""
        work, statement = self.work, self.chosen_statement
        if work is None or statement is None:
            return
        ask_withdrawn(self, work.state.statements[statement])

    def action_repeats(self) -> None:
        """Say which statement the highlighted one only repeats."""
        statement = self.chosen_statement
        if statement is not None:
            ask_repeats(self, statement, lambda: statement)

    def action_resolve(self) -> None:
        """Settle the conflict, both sides in sight, with a reason; or reopen it."""
        ask_resolution(self, self._finding)
