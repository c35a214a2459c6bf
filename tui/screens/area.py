"""The Area screen: an area's key questions and findings, with the chosen finding explained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from evidence.commands import AmendFinding, RemoveFinding, WriteFinding
from evidence.plain_text import shown
from evidence.words import POLARITIES, Polarity, id_order, spoken
from graph import explanation, lanes, matrix, outline
from graph.area import area_by_source
from graph.drawing import RELATIONS, STATUSES, TABLES, Drawn, plain, wrapped
from tui.actions import bindings
from tui.asking.dialogs import Field, FillIn
from tui.screens.filtered import FilteredScreen, filter_line
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line, line_of
from tui.widgets.rows import RowList

#: A row of the list: "question" or "finding", and the id.
Row = tuple[str, str]
_VIEWS = ("findings", "outline", "lanes", "matrix")
_WIDE = 110
_ROWS = {"questions": "question", "findings": "finding"}


class AreaScreen(FilteredScreen):
    """The findings of one area under their key questions, or the area as a drawing."""

    PLACE = "area"
    HEADING = "Area"
    AUTO_FOCUS = "#findings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("area")
    DEFAULT_CSS = """
    AreaScreen #panes { height: 1fr; layout: vertical; }
    AreaScreen #findings { height: 1fr; }
    AreaScreen #why { height: 9; }
    AreaScreen #drawing { height: 1fr; display: none; }
    AreaScreen.drawn #drawing { display: block; }
    AreaScreen.drawn #panes { display: none; }
    AreaScreen.wide #panes { layout: horizontal; }
    AreaScreen.wide #findings { width: 3fr; }
    AreaScreen.wide #why { width: 2fr; height: 1fr; border-top: none; border-left: solid $primary; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._area = ""
        self._view = 0

    def compose_body(self) -> ComposeResult:
        """The tabs, the list with its detail, and the drawing in their place."""
        yield Static(id="areas", classes="pane-title", markup=False)
        yield filter_line()
        with Container(id="panes"):
            yield RowList(
                [],
                self._draw,
                lambda row: row[1],
                empty="This programme has no key question in this area.",
                plain_ascii=self.plain_ascii,
                id="findings",
            )
            yield RowList(
                [],
                lambda line, width, highlighted: line,
                cursor=False,
                plain_ascii=self.plain_ascii,
                id="why",
                classes="detail",
            )
        yield RowList(
            [],
            lambda drawn, width, highlighted: line_of(drawn),
            lambda drawn: " ".join(drawn.about or ()),
            selectable=lambda drawn: drawn.about is not None,
            plain_ascii=self.plain_ascii,
            id="drawing",
        )

    # -- showing ------------------------------------------------------------------------------

    def heading(self, work: WorkSession) -> str:
        """The area's name."""
        return self._chosen(work).capitalize()

    def _chosen(self, work: WorkSession) -> str:
        areas = list(dict.fromkeys(work.programme.area_of.values()))
        wanted = self.inspection_app.chosen_area
        if wanted is not None:
            self._area, self.inspection_app.chosen_area = wanted, None
        if self._area not in areas:
            self._area = areas[0] if areas else ""
        return self._area

    def refresh_from(self, work: WorkSession) -> None:
        """Show the area's findings, or its drawing."""
        area = self._chosen(work)
        names = dict.fromkeys(work.programme.area_of.values())
        tabs = "  ".join(f"[{name}]" if name == area else name for name in names)
        view = _VIEWS[self._view]
        self.query_one("#areas", Static).update(shown(f"{tabs}   · {view}", self.plain_ascii))
        self.set_class(view != "findings", "drawn")
        if view == "findings":
            findings = self.query_one("#findings", RowList)
            findings.set_rows(list(self._rows(work)))
            chosen = self.inspection_app.chosen_question
            if chosen is not None:
                self.inspection_app.chosen_question = None
                rows = list(findings.rows)
                if ("question", chosen) in rows:
                    findings.highlighted = rows.index(("question", chosen))
            self._explain()
        else:
            drawing = self.query_one("#drawing", RowList)
            drawing.set_rows(self._drawn(work, view))
        if self.focused is None:
            self.query_one("#findings" if view == "findings" else "#drawing").focus()

    def _rows(self, work: WorkSession) -> Iterator[Row]:
        words = self.words
        for question in work.programme.questions_in(self._area):
            findings = [
                finding
                for finding in sorted(
                    work.state.findings_of_question.get(question.id, {}), key=id_order
                )
                if all(word in self._searched(work, finding) for word in words)
            ]
            if findings or not words:
                yield "question", question.id
                yield from (("finding", finding) for finding in findings)

    @staticmethod
    def _searched(work: WorkSession, finding: str) -> str:
        record = work.state.findings[finding]
        status = spoken(work.assessments[finding].status)
        return f"{finding} {record.text} {record.polarity} {status}".casefold()

    def _draw(self, row: Row, width: int, highlighted: bool) -> Line:
        work = self.work
        table, key = row
        if work is None:
            return ()
        if table == "question":
            sign = TABLES["questions"]
            text = work.programme.questions[key].text
            return (
                Cell(f"{sign.on(self.plain_ascii)} {key} ", None, "accent"),
                Cell(text, FILL, "strong"),
            )
        finding = work.state.findings.get(key)
        if finding is None:
            return ()
        assessment = work.assessments[key]
        sign = STATUSES[assessment.status]
        word = "accepted conflict" if assessment.accepted else spoken(assessment.status)
        counts = " ".join(
            f"{RELATIONS[stance].on(self.plain_ascii)}{number}"
            for stance, number in (
                ("supports", len(assessment.sides.supports)),
                ("qualifies", len(assessment.sides.qualifies)),
                ("contradicts", len(assessment.sides.contradicts)),
            )
            if number
        )
        return (
            Cell(f"  {sign.on(self.plain_ascii)} ", None, sign.style),
            Cell(key, 5, "strong"),
            Cell(word, 20, sign.style),
            Cell(finding.text, FILL),
            Cell(f" {counts}", None, "muted"),
        )

    def _drawn(self, work: WorkSession, view: str) -> list[Drawn]:
        cells = self.app.size.width - 3
        statuses = {key: found.status for key, found in work.assessments.items()}
        if view == "outline":
            made = outline.outline(work.state, work.programme, self._area, statuses)
            return outline.lines(made, cells, self.plain_ascii)
        if view == "lanes":
            graph = area_by_source(work.state, work.programme, self._area)
            drawing = lanes.lanes(graph)
            key = [Drawn(None, line) for line in lanes.legend(drawing, cells, self.plain_ascii)]
            return [*lanes.lines(drawing, cells, self.plain_ascii), *key]
        table = matrix.convergence(work.state, work.programme, self._area)
        key = [Drawn(None, line) for line in matrix.legend(cells, self.plain_ascii)]
        return [*matrix.lines(table, cells, self.plain_ascii), *key]

    @on(RowList.Highlighted, "#findings")
    def _explain(self) -> None:
        work, row = self.work, self._highlighted
        if work is None:
            return
        why = self.query_one("#why", RowList)
        cells = max(20, (why.size.width or self.app.size.width) - 2)
        made: list[Line] = []
        if row is not None and row[0] == "finding" and row[1] in work.state.findings:
            finding = work.state.findings[row[1]]
            told = wrapped(f"{finding.id} {finding.text}", cells, self.plain_ascii)
            made += [(Cell(line, None, "strong"),) for line in told]
            short = explanation.lines(
                work.assessments[row[1]], cells, self.plain_ascii, short=not self.has_class("wide")
            )
            made += [line_of(drawn) for drawn in short]
        elif row is not None:
            made = list(self._of_question(work, row[1]))
        why.set_rows(made, keep=False)

    def _of_question(self, work: WorkSession, key: str) -> Iterator[Line]:
        question = work.programme.questions[key]
        yield (Cell(f"{key} {question.text}", None, "strong"),)
        for prompt in question.prompts:
            yield (Cell(f"  · {prompt}"),)
        for kind, examples in question.expects.items():
            yield (Cell(f"  {spoken(kind)}: ", None, "accent"), Cell(", ".join(examples)))
        if work.programme.recalled:
            yield (Cell(f"  {work.programme.wording_note}", None, "muted"),)
        yield (Cell("  n writes a finding under this question.", None, "muted"),)

    @property
    def _highlighted(self) -> Row | None:
        """The finding or key question that is highlighted in the view that is seen."""
        if _VIEWS[self._view] == "findings":
            return cast("Row | None", self.query_one("#findings", RowList).highlighted_row)
        drawn = self.query_one("#drawing", RowList).highlighted_row
        if drawn is None or drawn.about is None or drawn.about[0] not in _ROWS:
            return None
        return _ROWS[drawn.about[0]], drawn.about[1]

    def on_resize(self, event: Resize) -> None:
        """Put the explanation beside the list where there is room."""
        self.set_class(event.size.width >= _WIDE, "wide")
        self.call_after_refresh(self._explain)

    def copied(self) -> str:
        """The finding or key question highlighted, or the line of the drawing."""
        work, row = self.work, self._highlighted
        if _VIEWS[self._view] != "findings":
            drawn = self.query_one("#drawing", RowList).highlighted_row
            return plain(drawn.spans) if drawn else ""
        if work is None or row is None:
            return ""
        if row[0] == "question":
            return f"{row[1]} {work.programme.questions[row[1]].text}"
        return f"{row[1]} {work.state.findings[row[1]].text}"

    # -- moving -------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open what is highlighted."""
        shown = "#findings" if _VIEWS[self._view] == "findings" else "#drawing"
        self.query_one(shown, RowList).action_open()

    @on(RowList.Opened, "#findings")
    def _open_row(self, event: RowList.Opened[Row]) -> None:
        if event.row[0] == "finding":
            self.inspection_app.open_finding(event.row[1])
        else:
            self.action_write()

    @on(RowList.Opened, "#drawing")
    async def _open_drawn(self, event: RowList.Opened[Drawn]) -> None:
        await self.inspection_app.open_record(*(event.row.about or ("", "")))

    def action_next_area(self) -> None:
        """Show the next area."""
        self._turn(1)

    def action_previous_area(self) -> None:
        """Show the area before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self.work is not None:
            areas: list[str] = list(dict.fromkeys(self.work.programme.area_of.values()))
            place = areas.index(self._chosen(self.work)) + step
            self.inspection_app.chosen_area = areas[place % len(areas)]
            self.show_work()

    def action_view(self) -> None:
        """Show the list, the outline, the lanes or the matrix."""
        row = self._highlighted
        self._view = (self._view + 1) % len(_VIEWS)
        self.show_work()
        shown = "#findings" if _VIEWS[self._view] == "findings" else "#drawing"
        listed = self.query_one(shown, RowList)
        listed.focus()
        if row is not None and self.work is not None:
            wanted = [row]
            if row[0] == "finding":
                wanted.append(("question", self.work.state.findings[row[1]].question))
            self._stand_on(listed, wanted)

    @staticmethod
    def _stand_on(listed: RowList[Any], wanted: list[Row]) -> None:
        """Highlight the first of these that the list or drawing shows."""
        tables = {kind: table for table, kind in _ROWS.items()}
        for row in wanted:
            about = (tables[row[0]], row[1])
            for number, shown_row in enumerate(listed.rows):
                if row == shown_row or about == getattr(shown_row, "about", None):
                    listed.highlighted = number
                    return

    @property
    def filtered(self) -> Widget:
        """The list of findings."""
        return self.query_one("#findings")

    def filter_rows(self) -> None:
        """Show the findings that hold the words."""
        if self.work is not None:
            self.query_one("#findings", RowList).set_rows(list(self._rows(self.work)))

    # -- doing --------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Write a finding under the highlighted key question."""
        work, row = self.work, self._chosen_row()
        if work is None or row is None:
            return
        question = row[1] if row[0] == "question" else work.state.findings[row[1]].question
        fields = self._fields("", "neutral", "", question)
        title = f"A finding under {question}: {work.programme.questions[question].text}"
        self.app.push_screen(FillIn(title, fields), self._write)

    def _write(self, fields: dict[str, str] | None) -> None:
        if fields is None:
            return
        entry = self.do(
            WriteFinding(
                fields["question"],
                fields["text"],
                cast("Polarity", fields["polarity"]),
                fields["recommendation"] or None,
            )
        )
        if entry is not None:
            self._highlight(entry.about[0])

    def action_amend(self) -> None:
        """Change the highlighted finding."""
        work, row = self.work, self._chosen_row("finding")
        if work is None or row is None:
            return
        finding = work.state.findings[row[1]]
        fields = self._fields(
            finding.text, finding.polarity, finding.recommendation or "", finding.question
        )

        def amend(values: dict[str, str] | None) -> None:
            if values is not None:
                values["recommendation"] = values["recommendation"] or None  # type: ignore[assignment]
                self.do(AmendFinding(finding.id, values))

        self.app.push_screen(FillIn(f"Change {finding.id}", fields), amend)

    def _fields(self, text: str, polarity: str, recommendation: str, question: str) -> list[Field]:
        questions = self.work.programme.questions if self.work else {}
        return [
            Field("text", "Finding", text, required=True, hint="what the evidence is to bear on"),
            Field("polarity", "Polarity", polarity, tuple((p, p) for p in POLARITIES)),
            Field(
                "question",
                "Key question",
                question,
                tuple((key, f"{key} {asked.text}") for key, asked in questions.items()),
            ),
            Field(
                "recommendation",
                "Follows up",
                recommendation,
                hint="an earlier recommendation, if it is about one",
            ),
        ]

    def action_remove(self) -> None:
        """Take the highlighted finding away."""
        row = self._chosen_row("finding")
        if row is not None:
            self.do(RemoveFinding(row[1]))

    def _chosen_row(self, kind: str = "") -> Row | None:
        """The highlighted finding or key question, of this kind if one is given."""
        row = self._highlighted
        if row is not None and kind in ("", row[0]):
            return row
        self.quietly(f"Highlight a {kind or 'finding or a key question'} first.")
        return None

    def _highlight(self, finding: str) -> None:
        findings = self.query_one("#findings", RowList)
        rows = list(findings.rows)
        if ("finding", finding) in rows:
            findings.highlighted = rows.index(("finding", finding))
