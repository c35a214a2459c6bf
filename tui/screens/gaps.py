"""The Gaps screen: what is missing or unsettled, why it is a gap, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.widgets import Static

from evidence.commands import DismissGap, RaiseAsk, RecallGap
from evidence.words import number_of, spoken
from graph.drawing import Sign, clipped, safe
from graph.gaps import CODES, Code, Gap, Severity
from graph.review import Wanted, left_to_do
from graph.standing import GapCounts, Standing, Standings, counted
from graph.whereabouts import questions_about
from tui.actions import bindings
from tui.asking.dialogs import AskLine, Choose
from tui.asking.only import only_choices, only_said
from tui.asking.wording import ask_wording
from tui.screens.filtered import FilteredScreen, filter_line
from tui.screens.reckoning import KnownGap, ReckoningScreen, what_about
from tui.screens.requests import RequestsScreen
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

_SEVERITIES: Final[dict[Severity, Sign]] = {
    "high": Sign("▲", "!", "bad"),
    "medium": Sign("◆", "*", "warn"),
    "low": Sign("▽", "-", "muted"),
}

_WHY: Final[dict[Code, str]] = {
    "conflict": "Counting evidence stands on both sides, and nobody has settled it.",
    "no_evidence": "Nothing that counts bears on this key question.",
    "no_voice": "An area is not known before those whom it concerns most were heard.",
    "leadership_only": "What leaders say of their own service needs somebody else to say it.",
    "circular": "Several statements, but followed to whoever spoke they are one voice.",
    "one_kind": "One kind of evidence has one kind of weakness; another kind would show it.",
    "stale": "What supports it is older than the programme's limit for its kind, or undated.",
    "clarify": "Until this is answered nobody can say what it is worth.",
    "expected_missing": "The programme expects this kind of evidence for the key question.",
    "prior_action": "An earlier recommendation has no current evidence of what came of it.",
    "coverage": "The programme looks at every site or agency, and this one is not covered.",
    "orphan": "It was taken as evidence, but nothing is made of it yet.",
}

_EMPTY = "No gap is known."
_NONE_LEFT = "No gap with these words, of this code."
_WORKING = "working out the gaps …"


class GapsScreen(FilteredScreen, ReckoningScreen):
    """Every gap in a list, the gravest first, and the highlighted one explained below."""

    PLACE = "gaps"
    HEADING = "Gaps"
    BINDINGS: ClassVar[list[BindingType]] = bindings("gaps")
    AUTO_FOCUS = "#gaps"
    DEFAULT_CSS = """
    GapsScreen #gaps { height: 1fr; }
    GapsScreen #gap { height: 9; }
    GapsScreen.tall #gap { height: 14; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._code: Code | None = None
        self._hides_planned = False
        self._shows_aside = False
        self._only = Wanted()
        self._standings: Standings | None = None
        self._counted = GapCounts()
        #: The keys of the gaps that were looked at in this sitting.
        self._looked_at: set[str] = set()

    def compose_body(self) -> ComposeResult:
        """The counts, the filter, the list and the gap explained."""
        yield Static(id="counts", classes="pane-title", markup=False)
        yield filter_line()
        yield TellingList[KnownGap](
            [],
            self._draw,
            lambda known: known.key,
            empty="reading the inspection …",
            plain_ascii=self.plain_ascii,
            id="gaps",
        )
        yield Paragraphs(plain_ascii=self.plain_ascii, id="gap", classes="detail")

    # -- showing ------------------------------------------------------------------------------

    @property
    def filtered(self) -> TellingList[KnownGap]:
        """The list of gaps."""
        return cast("TellingList[KnownGap]", self.query_one("#gaps", TellingList))

    def show_reckoning(self, work: WorkSession) -> None:
        """Show the gaps that are known, with the asks as they are now."""
        self._standings = Standings(work.state, work.today)
        found = self.reckoning.gaps if self.reckoning is not None else ()
        self._counted = counted((known.gap, self._standing(known)) for known in found)
        self._show_rows(keep=True)

    def filter_rows(self) -> None:
        """Show the gaps with the words that are typed."""
        self._show_rows(keep=False)

    @property
    def _found(self) -> tuple[KnownGap, ...]:
        known = self.reckoning
        if known is None:
            return ()
        return (*known.gaps, *known.aside) if self._shows_aside else known.gaps

    def _standing(self, known: KnownGap) -> Standing:
        standings = self._standings
        return standings.of(known.gap, known.key) if standings is not None else Standing("open")

    @property
    def _done(self) -> set[str]:
        """The keys of the gaps that need no look now: looked at, asked about, or requested."""
        work = self.work
        asked = {known.key for known in self._found if not self._waits(known)}
        requests = work.state.requests.values() if work is not None else ()
        requested = {
            gap.key for request in requests if request.state != "dropped" for gap in request.gaps
        }
        return self._looked_at | asked | requested

    def _waits(self, known: KnownGap) -> bool:
        """Whether nobody has made a question of a gap, or it was not put where it was to be."""
        standing = self._standing(known)
        return standing.missed or standing.way in ("open", "planned")

    def _show_rows(self, *, keep: bool) -> None:
        gaps = self.filtered
        words = self.words
        rows = [known for known in self._found if self._wanted(known, words)]
        empty = _WORKING if self.working_out else _NONE_LEFT if self._found else _EMPTY
        gaps.tell(safe(empty, self.plain_ascii))
        gaps.set_rows(rows, keep=keep)
        self.query_one("#counts", Static).update(safe(self._counts(), self.plain_ascii))
        self._explain()

    def _wanted(self, known: KnownGap, words: tuple[str, ...]) -> bool:
        if self._code is not None and known.gap.code != self._code:
            return False
        if self._hides_planned and known.gap.planned:
            return False
        work = self.work
        if work is not None and not self._only.holds(work.state, work.programme, known.gap):
            return False
        return all(word in known.searched for word in words)

    @property
    def _highlighted(self) -> KnownGap | None:
        return self.filtered.highlighted_row

    @property
    def chosen_statement(self) -> str | None:
        """The statement that the highlighted gap is about."""
        known = self._highlighted
        return known.gap.about.statement if known is not None else None

    def _counts(self) -> str:
        found = self.reckoning.gaps if self.reckoning is not None else ()
        if self.work is None or (self.reckoning is None and self.working_out):
            return _WORKING
        counts, hidden = self._counted, " (hidden)" if self._hides_planned else ""
        high = f" ({counts.high} high)" if counts.high else ""
        parts = [f"{number_of(counts.all, 'gap')}{high}"]
        parts += [f"{part}{hidden if 'planned' in part else ''}" for part in counts.parts()]
        if self._code is not None:
            of_code = sum(known.gap.code == self._code for known in found)
            parts.append(f"only {spoken(self._code)} ({of_code})")
        if self._only != Wanted():
            parts.append(f"only {only_said(self._only)}")
        parts.append(str(left_to_do((known.gap for known in found), self._done)))
        aside = len(self.reckoning.aside) if self.reckoning is not None else 0
        if aside:
            parts.append(f"{aside} set aside")
        if self.working_out:
            parts.append(_WORKING)
        return " · ".join(parts)

    def _draw(self, known: KnownGap, width: int, highlighted: bool) -> Line:
        gap = known.gap
        sign = _SEVERITIES[gap.severity]
        standing = self._standing(known)
        word = "aside" if gap.dismissed is not None else standing.told
        seen = " seen" if known.key in self._looked_at else ""
        muted = "muted" if gap.planned or gap.dismissed is not None else ""
        about = what_about(gap.about)
        text = gap.text.removeprefix(f"{about} ")
        return (
            Cell(f"{sign.on(self.plain_ascii)} ", 2, muted or sign.style),
            Cell(gap.severity, 7, muted or sign.style),
            Cell(spoken(gap.code), 17, muted),
            Cell(clipped(about, 10, self.plain_ascii), 11, muted or "strong"),
            Cell(clipped(text, width, self.plain_ascii), FILL, muted),
            Cell(f" {word}" if word else "", None, _style(standing)),
            Cell(seen, None, "muted"),
        )

    @on(RowList.Highlighted, "#gaps")
    def _explain(self) -> None:
        known, work = self._highlighted, self.work
        pane = self.query_one("#gap", Paragraphs)
        if known is None or work is None:
            pane.set_paragraphs(())
        else:
            pane.set_paragraphs(list(self._explained(work, known)))

    def _explained(self, work: WorkSession, known: KnownGap) -> Iterator[Paragraph]:
        gap = known.gap
        yield Paragraph(gap.text, "strong")
        if gap.dismissed is not None:
            who = ", ".join(filter(None, (gap.dismissed.by, (gap.dismissed.at or "")[:10])))
            yield Paragraph(
                gap.dismissed.reason, "warn", f"Set aside ({who})" if who else "Set aside"
            )
        elif gap.key in work.state.dismissals:
            before = work.state.dismissals[gap.key].reason
            yield Paragraph(f"evidence came since; it said: {before}", "warn", "Was set aside")
        yield from self._of_record(work, gap)
        yield Paragraph(gap.settles, "", "What would settle it")
        if gap.planned:
            yield Paragraph("only fieldwork can bring it, and that is still to come", "", "Planned")
        for ask in self._standings.asks(known.key) if self._standings is not None else ():
            where = f", in {ask.session}" if ask.session else ""
            yield Paragraph(ask.wording, "", f"{ask.id} asks ({ask.state}{where})")
        for request in work.state.requests.values():
            if gap.key in (each.key for each in request.gaps):
                yield Paragraph(request.wording, "", f"{request.id} requests ({request.state})")
        for question in questions_about(gap.about, work.state):
            asked = work.programme.questions.get(question)
            if asked is not None:
                yield Paragraph(asked.text, "", f"Key question {question}")
        yield Paragraph(_WHY[gap.code], "muted", f"Why {spoken(gap.code)} is a gap")

    @staticmethod
    def _of_record(work: WorkSession, gap: Gap) -> Iterator[Paragraph]:
        """The finding, statement or source that the gap is about."""
        state, about = work.state, gap.about
        if about.finding in state.findings:
            finding = state.findings[about.finding]
            assessment = work.assessments[finding.id]
            yield Paragraph(finding.text, "", f"Finding {finding.id}")
            yield Paragraph(assessment.reason, "", spoken(assessment.status).capitalize())
        if about.statement in state.statements:
            statement = state.statements[about.statement]
            source = state.sources[statement.source]
            yield Paragraph(statement.quote, "", f"Statement {statement.id}")
            yield Paragraph(source.label, "", f"Source {source.id} ({spoken(source.kind)})")

    def on_resize(self, event: Resize) -> None:
        """Give the explanation more room where there is some."""
        self.set_class(self.app.size.height >= 34, "tall")

    def copied(self) -> str:
        """The highlighted gap with what would settle it."""
        known = self._highlighted
        if known is None:
            return ""
        gap = known.gap
        planned = " (planned)" if gap.planned else ""
        return f"{spoken(gap.code)}{planned}: {gap.text}. What would settle it: {gap.settles}"

    # -- moving -------------------------------------------------------------------------------

    def action_code(self) -> None:
        """Show the gaps of the next code that there are any of; after the last, all."""
        there = {known.gap.code for known in self._found}
        codes = [None, *(code for code in CODES if code in there)]
        place = codes.index(self._code) if self._code in codes else 0
        self._code = codes[(place + 1) % len(codes)]
        self._show_rows(keep=False)

    def action_only(self) -> None:
        """Show the gaps of one area, key question, source or phase alone, or all again."""
        work = self.work
        if work is None:
            return

        def chosen(wanted: Wanted | None) -> None:
            if wanted is not None:
                self._only = wanted
                self._show_rows(keep=False)

        choices = list(only_choices(work))
        self.app.push_screen(Choose("Show only the gaps of …", choices), chosen)

    def action_aside(self) -> None:
        """Show or hide the gaps that were set aside."""
        self._shows_aside = not self._shows_aside
        self._show_rows(keep=True)

    def action_next(self) -> None:
        """Mark the highlighted gap as looked at, and go to the next that was not."""
        known = self._highlighted
        if known is None:
            return
        self._looked_at.add(known.key)
        rows = self.filtered.rows
        here = self.filtered.highlighted
        order = [*range(here + 1, len(rows)), *range(here)]
        to_do = (at for at in order if rows[at].key not in self._done)
        following = next(to_do, None)
        self._show_rows(keep=True)
        if following is None:
            self.quietly("Every gap that is shown was looked at.")
        else:
            self.filtered.highlighted = following

    def action_planned(self) -> None:
        """Show or hide what fieldwork will bring."""
        self._hides_planned = not self._hides_planned
        self._show_rows(keep=True)

    @on(RowList.Opened, "#gaps")
    async def _opened(self) -> None:
        await self.action_open()

    async def action_open(self) -> None:
        """Open the evidence at hand: the finding, the source, or the key question's area."""
        known = self._highlighted
        if known is not None:
            await self.inspection_app.open_about(known.gap.about)

    # -- doing --------------------------------------------------------------------------------

    def action_ask(self) -> None:
        """Make a question for a session from the highlighted gap."""
        known, work = self._highlighted, self.work
        if known is None or work is None:
            return
        reference = known.gap.reference
        what = f"{spoken(known.gap.code)}: {what_about(known.gap.about)}"

        def raised(text: str) -> None:
            self.do(RaiseAsk(reference, text))

        ask_wording(self, f"What is to be asked in a session? ({what})", reference, raised)

    def action_set_aside(self) -> None:
        """Set the highlighted gap aside, for a reason; take up again one that was."""
        known, work = self._highlighted, self.work
        if known is None or work is None:
            return
        reference = known.gap.reference
        if known.gap.dismissed is not None:
            self.do(RecallGap(reference))
            return

        def dismiss(reason: str | None) -> None:
            if reason:
                self.do(DismissGap(reference, reason))

        question = f"Why is {spoken(known.gap.code)} {what_about(known.gap.about)} set aside?"
        self.app.push_screen(AskLine(question), dismiss)

    def action_requests(self) -> None:
        """Show what the service is asked to send."""
        self.app.push_screen(RequestsScreen())


def _style(standing: Standing) -> str:
    """A question that is under way stands out from what nobody asks; no colour says it is over."""
    if standing.missed:
        return "bad"
    return "accent" if standing.way in ("to_place", "placed", "asked") else "muted"
