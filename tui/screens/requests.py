"""The Requests screen: what the service is asked to send, and what arrived of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from evidence.commands import AmendRequest, MakeRequest, MakeRequests
from evidence.model import day_of
from evidence.words import RequestState, number_of, spoken
from graph.drawing import Sign, safe
from graph.request_document import request_document
from graph.requests import Proposal, RequestLine, RequestList
from tui.actions import bindings
from tui.asking.choices import source_choices
from tui.asking.dialogs import Field, FillIn
from tui.asking.out_file import ask_file
from tui.asking.voices import ChooseMany
from tui.screens.reckoning import ReckoningScreen
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["RequestsScreen"]

_STATES: Final[dict[RequestState, Sign]] = {
    "open": Sign("○", "o", "warn"),
    "sent": Sign("◐", ">", "accent"),
    "received": Sign("●", "*", "good"),
    "dropped": Sign("×", "x", "muted"),
}
_WORKING = "working out what could be requested …"
_TEACH = (
    "Nothing is requested, and no gap asks for a document or data.\n\n"
    "a  requests something all the same"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A request, something that could be requested, or a heading."""

    key: str
    line: RequestLine | None = None
    proposal: Proposal | None = None
    heading: str = ""


class RequestsScreen(ReckoningScreen):
    """The requests, then what could be requested, and the highlighted one explained."""

    PLACE = "requests"
    HEADING = "Requests"
    PLANNING = True
    AUTO_FOCUS = "#requests"
    BINDINGS: ClassVar[list[BindingType]] = bindings("requests")
    DEFAULT_CSS = """
    RequestsScreen #requests { height: 1fr; }
    RequestsScreen #detail { height: 8; }
    """

    def __init__(self) -> None:
        super().__init__()
        #: The request to stand on once it is shown.
        self._made: str | None = None

    def compose_body(self) -> ComposeResult:
        """How many there are, the list, and the highlighted one."""
        yield Static(id="counts", classes="pane-title", markup=False)
        yield TellingList[_Row](
            [],
            self._draw,
            lambda row: row.key,
            empty=_WORKING,
            selectable=lambda row: not row.heading,
            plain_ascii=self.plain_ascii,
            id="requests",
        )
        yield Paragraphs(plain_ascii=self.plain_ascii, id="detail", classes="detail")

    # -- showing ------------------------------------------------------------------------------

    @property
    def _list(self) -> TellingList[_Row]:
        return cast("TellingList[_Row]", self.query_one("#requests", TellingList))

    @property
    def _known(self) -> RequestList | None:
        return self.reckoning.requests if self.reckoning is not None else None

    @property
    def _request(self) -> RequestLine | None:
        """The highlighted request; what is only proposed is none, and says so."""
        row = self._list.highlighted_row
        if row is None or row.line is None:
            self.quietly("That is for a request: a makes one of what is proposed.")
            return None
        return row.line

    def show_reckoning(self, work: WorkSession) -> None:
        """Show the requests that are known."""
        known = self._known
        self._list.tell(safe(_WORKING if self.working_out else _TEACH, self.plain_ascii))
        rows = list(_rows(known)) if known is not None else []
        self._list.set_rows(rows)
        made = next((at for at, row in enumerate(rows) if row.key == self._made), None)
        if made is not None:
            self._made = None
            self._list.highlighted = made
        self.query_one("#counts", Static).update(safe(_counts(known), self.plain_ascii))
        self._explain()

    def _draw(self, row: _Row, width: int, highlighted: bool) -> Line:
        if row.line is not None:
            request = row.line.request
            sign = _STATES[request.state]
            by = f"by {request.by_when}" if request.by_when else ""
            word = "overdue" if row.line.overdue else request.state
            arrived = " may be here" if row.line.may_be else ""
            return (
                Cell(f"{sign.on(self.plain_ascii)} ", 2, sign.style),
                Cell(request.id, 5, "strong"),
                Cell(request.wording, FILL, "muted" if request.state == "dropped" else ""),
                Cell(arrived, None, "good"),
                Cell(f" {by}", 14, "muted"),
                Cell(f" {word}", 9, "bad" if row.line.overdue else sign.style),
            )
        if row.proposal is not None:
            return (
                Cell("  + ", 7, "accent"),
                Cell(row.proposal.wording, FILL),
                Cell(f" {number_of(len(row.proposal.gaps), 'gap')}", None, "muted"),
            )
        return (Cell(row.heading, FILL, "accent strong"),)

    @on(RowList.Highlighted, "#requests")
    def _explain(self) -> None:
        row = self._list.highlighted_row
        told = list(self._explained(row)) if row is not None else []
        self.query_one("#detail", Paragraphs).set_paragraphs(told)

    def _explained(self, row: _Row) -> Iterator[Paragraph]:
        gaps: tuple[Any, ...] = ()
        if row.line is not None:
            request = row.line.request
            gaps = request.gaps
            yield Paragraph(request.wording, "strong", request.id)
            if request.why:
                yield Paragraph(request.why, "", "Why")
            for title, found in (("Arrived", row.line.arrived), ("May be it", row.line.may_be)):
                if found:
                    labels = "; ".join(f"{key} {label}" for key, label in found)
                    yield Paragraph(labels, "", title)
        elif row.proposal is not None:
            gaps = row.proposal.gaps
            yield Paragraph(row.proposal.wording, "strong", "Could be requested")
            yield Paragraph(row.proposal.why, "", "Why")
        texts = {each.key: each.gap.text for each in self.reckoning.gaps} if self.reckoning else {}
        for gap in gaps:
            closed = "closed, or set aside" if self.reckoning else ""
            yield Paragraph(texts.get(gap.key, f"{gap.key}: {closed}"), "muted", spoken(gap.code))

    def copied(self) -> str:
        """The wording of what is highlighted."""
        row = self._list.highlighted_row
        if row is None:
            return ""
        if row.line is not None:
            return row.line.request.wording
        return row.proposal.wording if row.proposal is not None else ""

    # -- doing --------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Request what is highlighted among the proposals, or something else, once worded."""
        row, known = self._list.highlighted_row, self._known
        if known is None:
            return
        proposal = row.proposal if row is not None else None
        wording, why = (proposal.wording, proposal.why) if proposal is not None else ("", "")
        gaps = proposal.gaps if proposal is not None else ()
        fields = _fields(wording, why, known.due or "")

        def worded(values: dict[str, str] | None) -> None:
            if values is not None:
                by_when = values["by_when"] or None
                self._make(MakeRequest(gaps, values["wording"], values["why"], by_when))

        self.app.push_screen(FillIn("Ask the service to send", fields, _faults), worded)

    def action_accept(self) -> None:
        """Request everything that is proposed."""
        known = self._known
        if known is None or not known.proposed:
            self.quietly("Nothing is proposed.")
            return
        self._make(MakeRequests(known.commands()))

    def _make(self, command: MakeRequest | MakeRequests) -> None:
        """Make requests, and stand on the first of them."""
        entry = self.do(command)
        self._made = entry.about[0] if entry is not None else None

    @on(RowList.Opened, "#requests")
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Change the highlighted request; request the highlighted proposal."""
        row = self._list.highlighted_row
        if row is None or row.line is None:
            self.action_add()
            return
        request = row.line.request

        def worded(values: dict[str, str] | None) -> None:
            given = {name: value or None for name, value in (values or {}).items()}
            changes = {
                name: value
                for name, value in given.items()
                if value != (getattr(request, name) or None)
            }
            if changes:
                self.do(AmendRequest(request.id, changes))

        fields = _fields(request.wording, request.why, request.by_when or "")
        self.app.push_screen(FillIn(f"Request {request.id}", fields, _faults), worded)

    def action_sent(self) -> None:
        """Mark the highlighted request as sent, or as not sent yet."""
        line = self._request
        if line is not None:
            state = "open" if line.request.state == "sent" else "sent"
            self.do(AmendRequest(line.request.id, {"state": state}))

    def action_drop(self) -> None:
        """Ask for it no more, or again."""
        line = self._request
        if line is not None:
            state = "open" if line.request.state == "dropped" else "dropped"
            self.do(AmendRequest(line.request.id, {"state": state}))

    def action_received(self) -> None:
        """Say which sources arrived for the highlighted request; with none it waits again."""
        line, work = self._request, self.work
        if line is None or work is None:
            return
        request = line.request
        likely = [key for key, _ in (*line.arrived, *line.may_be)]
        choices = sorted(
            source_choices(work),
            key=lambda choice: (
                likely.index(choice.value) if choice.value in likely else len(likely)
            ),
        )

        def arrived(sources: tuple[str, ...] | None) -> None:
            if sources is not None and sources != request.sources:
                state = "received" if sources else "sent"
                self.do(AmendRequest(request.id, {"sources": sources or None, "state": state}))

        question = f"What arrived for {request.id}: {request.wording}?"
        self.app.push_screen(ChooseMany(question, choices, request.sources), arrived)

    def action_write(self) -> None:
        """Write the list to a file, as its ending says."""
        known = self._known
        if known is not None:
            ask_file(self, "Write the requests to which file?", "requests.docx",
                     lambda: request_document(known))  # fmt: skip


def _rows(known: RequestList) -> Iterator[_Row]:
    for line in known.lines:
        yield _Row(line.request.id, line)
    if known.proposed:
        yield _Row("", heading=f"Could be requested ({len(known.proposed)})")
    for proposal in known.proposed:
        yield _Row(f"+ {proposal.wording}", proposal=proposal)


def _counts(known: RequestList | None) -> str:
    if known is None:
        return _WORKING
    states = [line.request.state for line in known.lines]
    waiting = states.count("open") + states.count("sent")
    parts = [number_of(len(states), "request"), f"{waiting} not answered"]
    parts += [f"{states.count(state)} {state}" for state in ("sent", "received")]
    if known.proposed:
        parts.append(f"{len(known.proposed)} could be made")
    return " · ".join(parts)


def _fields(wording: str, why: str, by_when: str) -> list[Field]:
    return [
        Field("wording", "What", wording, required=True),
        Field("why", "Why", why),
        Field("by_when", "By when", by_when, hint="such as 2026-02-20"),
    ]


def _faults(values: dict[str, str]) -> str | None:
    try:
        if values["by_when"]:
            day_of(values["by_when"])
    except ValueError:
        return "By when: a date, such as 2026-02-20, or nothing."
    return None
