"""The Visit plan screen: the timetable, what is asked in which session, and what has none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.widgets import Static

from evidence.commands import (
    AmendAsk,
    DismissGap,
    PlaceAsks,
    RaiseAsk,
    RemoveSession,
)
from evidence.model import GapRef, Session
from evidence.words import number_of, spoken
from graph.drawing import safe
from graph.fitting import Fitting
from graph.plan import placings
from graph.plan_parts import Plan, PlannedAsk, PlannedSession, Unplaced
from tui.actions import bindings
from tui.asking.dialogs import AskLine, Choice, Choose, Field, FillIn
from tui.asking.sessions import (
    session_choices,
)
from tui.asking.wording import checked, if_sound
from tui.screens.requests import RequestsScreen
from tui.screens.timetable import TimetableScreen
from tui.session import WorkSession
from tui.showing.plan_lines import PlanRow, plan_line, plan_rows
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["PlanScreen"]

_WORKING = "working out the plan …"
_TEACH = (
    "No session is planned, and no gap is known.\n\n"
    "n  adds a session to the timetable\n"
    "i  takes a timetable in, from a table (.csv) or a calendar (.ics)\n\n"
    "Each gap is then proposed for the session that would settle it."
)


class PlanScreen(TimetableScreen):
    """Sessions in the order of time with their asks, and below what is left without one."""

    PLACE = "plan"
    HEADING = "Visit plan"
    PLANNING = True
    AUTO_FOCUS = "#plan"
    BINDINGS: ClassVar[list[BindingType]] = bindings("plan")
    DEFAULT_CSS = """
    PlanScreen #plan { height: 1fr; }
    PlanScreen #detail { height: 8; }
    PlanScreen.tall #detail { height: 13; }
    """

    def compose_body(self) -> ComposeResult:
        """How it adds up, the plan, and the highlighted row explained."""
        yield Static(id="counts", classes="pane-title", markup=False)
        yield TellingList[PlanRow](
            [],
            lambda row, width, _highlighted: plan_line(row, width, self.plain_ascii),
            lambda row: row.key,
            empty=_WORKING,
            selectable=lambda row: row.kind != "heading",
            plain_ascii=self.plain_ascii,
            id="plan",
        )
        yield Paragraphs(plain_ascii=self.plain_ascii, id="detail", classes="detail")

    # -- showing ------------------------------------------------------------------------------

    @property
    def _list(self) -> TellingList[PlanRow]:
        return cast("TellingList[PlanRow]", self.query_one("#plan", TellingList))

    @property
    def _row(self) -> PlanRow | None:
        return self._list.highlighted_row

    @property
    def session_here(self) -> Session | None:
        """See TimetableScreen."""
        row = self._row
        return row.session.session if row is not None and row.session is not None else None

    @property
    def _plan(self) -> Plan | None:
        return self.reckoning.plan if self.reckoning is not None else None

    def show_reckoning(self, work: WorkSession) -> None:
        """Show the plan that is known."""
        made = self._plan
        rows = list(plan_rows(made)) if made is not None else []
        self._list.tell(safe(_WORKING if self.working_out else _TEACH, self.plain_ascii))
        self._list.set_rows(rows)
        self.query_one("#counts", Static).update(safe(self._counts(), self.plain_ascii))
        self._explain()

    def _counts(self) -> str:
        made = self._plan
        if made is None:
            return _WORKING
        asks = list(made.asks())
        parts = [
            f"{number_of(len(asks), 'ask')} in {len(made.sessions)} sessions",
            f"{len(made.unplaced)} without",
        ]
        if made.proposed:
            changes = number_of(made.proposed, "change")
            parts.append(f"PROPOSAL: {changes}, R accepts")
        if not made.proven:
            parts.append(f"weighs {made.weight}, none more than {made.most}")
        if self.working_out:
            parts.append(_WORKING)
        return " · ".join(parts)

    @on(RowList.Highlighted, "#plan")
    def _explain(self) -> None:
        row, work = self._row, self.work
        told = list(self._explained(work, row)) if row is not None and work is not None else []
        self.query_one("#detail", Paragraphs).set_paragraphs(told)

    def _explained(self, work: WorkSession, row: PlanRow) -> Iterator[Paragraph]:
        if row.ask is not None and row.session is not None:
            yield Paragraph(row.ask.wording, "strong", row.ask.ask or "Proposed")
            yield Paragraph(row.ask.why, "", f"Why in {row.session.session.id}")
            yield from self._of_gap(row.ask.gap)
            voices = row.session.session.voices
            for warned in checked(work, row.ask.gap, row.ask.wording, voices):
                yield Paragraph(str(warned), "warn", "Wording")
        elif row.left is not None:
            if row.left.wording:
                yield Paragraph(row.left.wording, "strong", row.left.ask or "Proposed")
            yield Paragraph(row.left.why, "", "Why in no session")
            yield from self._of_gap(row.left.gap)
        elif row.session is not None:
            yield from self._of_session(work, row.session)

    def _of_gap(self, reference: GapRef | None) -> Iterator[Paragraph]:
        """The gap, what would settle it, and the finding."""
        work, known = self.work, self.reckoning
        if reference is None or work is None or known is None:
            return
        gap = next((each.gap for each in known.gaps if each.key == reference.key), None)
        yield Paragraph(gap.text if gap else reference.key, "", spoken(reference.code))
        if gap is not None:
            yield Paragraph(gap.settles, "", "What would settle it")
        finding = work.state.findings.get(reference.about.finding or "")
        if finding is not None:
            yield Paragraph(finding.text, "muted", f"Finding {finding.id}")

    @staticmethod
    def _of_session(work: WorkSession, planned: PlannedSession) -> Iterator[Paragraph]:
        session = planned.session
        when = (session.starts or "no time yet").replace("T", " ")[:16]
        title = session.title or spoken(session.kind)
        yield Paragraph(f"{session.id} {title}, {spoken(session.kind)}, {when}", "strong")
        voices = "; ".join(work.state.voices[voice].label for voice in session.voices)
        yield Paragraph(voices or "nobody named yet: p names whose account it will be", "", "Who")
        where = ", ".join(filter(None, (session.site, session.agency)))
        if where:
            yield Paragraph(where, "", "Where")
        assumed = " (assumed: nobody said how long it is)" if planned.assumed else ""
        over = f"; {-planned.left} too many: move or drop some" if planned.left < 0 else ""
        used = f"{planned.used} of {planned.minutes}{assumed}{over}"
        yield Paragraph(used, "bad" if planned.left < 0 else "", "Minutes")

    def on_resize(self, event: Resize) -> None:
        """Give the explanation more room where there is some."""
        self.set_class(self.app.size.height >= 34, "tall")

    def copied(self) -> str:
        """The wording of the highlighted ask, or the session."""
        row = self._row
        if row is None:
            return ""
        if row.ask is not None:
            return row.ask.wording
        if row.left is not None:
            return row.left.wording or row.left.why
        return row.session.session.title if row.session is not None else ""

    # -- asks ---------------------------------------------------------------------------------

    @property
    def _ask(self) -> PlannedAsk | Unplaced | None:
        """The highlighted ask, in a session or without; a session says what to do."""
        row = self._row
        found = (row.ask or row.left) if row is not None else None
        if found is None:
            self.quietly("That is for an ask: highlight one.")
        return found

    @on(RowList.Opened, "#plan")
    async def _opened(self) -> None:
        await self.action_open()

    async def action_open(self) -> None:
        """Open what an ask is about; change a session."""
        row, work, app = self._row, self.work, self.inspection_app
        if row is None or work is None:
            return
        found = row.ask or row.left
        if found is None:
            self.action_edit()
            return
        about = found.gap.about if found.gap is not None else None
        if about is None:
            self.quietly("It is from no gap: there is nothing behind it.")
        else:
            await app.open_about(about)

    def action_move(self) -> None:
        """Put the highlighted ask into another session, by hand."""
        found, work, made = self._ask, self.work, self._plan
        if found is None or work is None or made is None:
            return
        fitting = Fitting(work.state, work.programme, work.assessments)
        gap = next((g.gap for g in self._gaps if found.gap and g.key == found.gap.key), None)
        fits = {
            each.session.id
            for each in made.sessions
            if gap is None or fitting.fit(gap, each.session) is not None
        }

        def chosen(session: str | None) -> None:
            if session is not None:
                self._put(found, session or None)

        choices = session_choices(made.sessions, fits)
        self.app.push_screen(Choose("Into which session?", choices), chosen)

    @property
    def _gaps(self) -> Iterator[Any]:
        return iter(self.reckoning.gaps if self.reckoning is not None else ())

    def _put(self, found: PlannedAsk | Unplaced, session: str | None) -> None:
        """Put an ask into a session by hand, raising it if need be; None takes it out."""
        if found.ask is None:
            if found.gap is not None and session is not None:
                self.do(RaiseAsk(found.gap, found.wording, session))
            return
        work = self.work
        standing = work.state.asks.get(found.ask) if work is not None else None
        if standing is None:
            return
        placed = "hand" if session is not None else None
        state = "planned" if session is not None else "open"
        fields: dict[str, Any] = {"session": session, "placed": placed, "state": state}
        if any(getattr(standing, name) != value for name, value in fields.items()) and self.do(
            AmendAsk(found.ask, fields)
        ):
            where = f"{session} by hand: a plan leaves it there" if session else "no session"
            self.quietly(f"{found.ask} is in {where}.")

    def action_keep(self) -> None:
        """Keep the highlighted ask where it is, whatever a plan says, or let plans move it."""
        row = self._row
        if row is None or row.ask is None or row.session is None:
            self.quietly("Only an ask in a session can be kept there: m puts it into one.")
            return
        if row.ask.standing == "hand" and row.ask.ask is not None:
            self.do(AmendAsk(row.ask.ask, {"placed": "plan"}))
        else:
            self._put(row.ask, row.session.session.id)

    def action_accept(self) -> None:
        """Accept the plan as it is proposed: one change, which undo takes back."""
        made = self._plan
        if made is None or self.working_out:
            self.quietly("The plan is still being worked out.")
        elif not made.proposed:
            self.quietly("Nothing is proposed: the plan stands as it is.")
        else:
            self.do(PlaceAsks(placings(made)))

    def action_edit(self) -> None:
        """Change the wording and minutes of an ask, or what is planned for a session."""
        row = self._row
        if row is None:
            return
        found = row.ask or row.left
        if found is not None:
            self._edit_ask(found, row.session)
        elif row.session is not None:
            self.edit_session(row.session.session)

    def _edit_ask(
        self,
        found: PlannedAsk | Unplaced,
        planned: PlannedSession | None,
        values: dict[str, str] | None = None,
    ) -> None:
        given = values or {"wording": found.wording, "minutes": str(found.minutes)}
        fields = [
            Field("wording", "Wording", given["wording"], required=True),
            Field("minutes", "Minutes", given["minutes"]),
        ]

        def faults(typed: dict[str, str]) -> str | None:
            minutes = typed["minutes"]
            sound = not minutes or (minutes.isascii() and minutes.isdigit() and len(minutes) < 4)
            return None if sound else "Minutes: a number, such as 10, or nothing."

        def edited(typed: dict[str, str] | None) -> None:
            work = self.work
            if typed is None or work is None:
                return
            voices = planned.session.voices if planned is not None else ()
            warned = checked(work, found.gap, typed["wording"], voices)
            if typed["wording"] == found.wording:
                warned = []
            if_sound(
                self,
                warned,
                lambda: self._word(found, typed),
                lambda: self._edit_ask(found, planned, typed),
            )

        title = f"{found.ask or 'A new ask'}: {found.gap.key if found.gap else 'no gap'}"
        self.app.push_screen(FillIn(title, fields, faults), edited)

    def _word(self, found: PlannedAsk | Unplaced, typed: dict[str, str]) -> None:
        """Give an ask its wording and minutes, raising it if it was only proposed."""
        work = self.work
        identifier = found.ask
        if work is None:
            return
        if identifier is None and found.gap is not None:
            entry = self.do(RaiseAsk(found.gap, typed["wording"]))
            identifier = entry.about[0] if entry is not None else None
        standing = work.state.asks.get(identifier or "")
        if standing is None:
            return
        minutes = int(typed["minutes"]) if typed["minutes"] else None
        if standing.minutes is None and minutes == found.minutes:
            minutes = None
        fields = {"wording": typed["wording"], "minutes": minutes}
        changed = {n: value for n, value in fields.items() if value != getattr(standing, n)}
        if changed:
            self.do(AmendAsk(standing.id, changed))

    def action_check(self) -> None:
        """Say what is leading or revealing in the wording of the highlighted ask."""
        found, work, row = self._ask, self.work, self._row
        if found is None or work is None or row is None:
            return
        voices = row.session.session.voices if row.session is not None else ()
        warned = checked(work, found.gap, found.wording, voices)
        if not warned:
            self.quietly("Nothing leading or revealing was found in the wording.")
            return
        choices = [Choice(None, str(each), "", "warn") for each in warned]
        self.app.push_screen(Choose("What may lead or reveal in it", choices))

    def action_remove(self) -> None:
        """Drop an ask, set a proposed one's gap aside, or take a session off the timetable."""
        row = self._row
        if row is None:
            return
        found = row.ask or row.left
        if found is None and row.session is not None:
            self.do(RemoveSession(row.session.session.id))
        elif found is not None and found.ask is not None:
            self.do(AmendAsk(found.ask, {"state": "dropped", "session": None, "placed": None}))
        elif found is not None and found.gap is not None:
            gap = found.gap

            def reason(text: str | None) -> None:
                if text:
                    self.do(DismissGap(gap, text))

            self.app.push_screen(AskLine(f"Why is {gap.key} not to be asked about?"), reason)

    def action_requests(self) -> None:
        """Show what the service is asked to send."""
        self.app.push_screen(RequestsScreen())
