"""The Sources screen: what was submitted, heard and seen, and everything known of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from evidence.adding import Added
from evidence.commands import AmendSource, RestoreSource, WithdrawSource
from evidence.echoes import Echo, catch_up, echoes_of
from evidence.echoes.offers import offered
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Source, day_of
from evidence.plain_text import shown
from evidence.speakers import Speaking, unmapped
from evidence.words import KINDS, RELIABILITIES, number_of, spoken
from tui.actions import bindings
from tui.asking.choices import source_choices
from tui.asking.dialogs import AskLine, Field, FillIn
from tui.asking.speakers import ask_speakers, speaking_in
from tui.asking.voices import ChooseMany, ask_voices
from tui.screens.adding import progress_line
from tui.screens.filtered import filter_line
from tui.screens.reading_anew import ReadsAnew
from tui.session import WorkSession
from tui.showing.source_lines import (
    STANDINGS,
    Measure,
    searched,
    source_lines,
    standings,
    voices_said,
)
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.rows import RowList

__all__ = ["SourcesScreen"]

_TEACH = (
    "No source is here yet (or none has the filter's words: esc ends it).\n\n"
    "a  adds files: documents, transcripts, tables; one, a folder of them, or a zip\n\n"
    "Enter then reads a source, and m takes a passage of it as a statement.\n\n"
    "In a terminal: triangulate add FOLDER FILES --kind document"
)
_WIDE = 120
_PAUSE = 0.15
"""Seconds that the highlight rests on a source before its text is counted."""


class SourcesScreen(ReadsAnew):
    """Every source in a list, with what is known of the highlighted one."""

    PLACE = "sources"
    HEADING = "Sources"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = bindings("sources")
    DEFAULT_CSS = """
    SourcesScreen { layout: vertical; }
    SourcesScreen #list { height: 1fr; }
    SourcesScreen #detail { height: 9; }
    """

    class Measured(Message):
        """The stored text of this SHA-256 was counted."""

        def __init__(self, text: str, measure: Measure) -> None:
            super().__init__()
            self.text = text
            self.measure = measure

    class Seen(Message):
        """What was added was looked at: its echoes, and how many sources name speakers."""

        def __init__(self, echoes: tuple[Echo, ...], named: int) -> None:
            super().__init__()
            self.echoes = echoes
            self.named = named

    def __init__(self) -> None:
        super().__init__()
        self._measures: dict[str, Measure] = {}
        self._resting: Timer | None = None
        #: What was found out while another screen was in front.
        self._untold: list[str] = []

    def compose_body(self) -> ComposeResult:
        """How many there are, the filter, the list, and the detail."""
        yield Static(id="count", classes="pane-title", markup=False)
        yield progress_line()
        yield filter_line()
        yield RowList(
            [],
            self._draw,
            lambda key: key,
            empty=_TEACH,
            plain_ascii=self.plain_ascii,
            id="list",
        )
        yield RowList(
            [],
            lambda line, _width, _highlighted: line,
            cursor=False,
            plain_ascii=self.plain_ascii,
            id="detail",
            classes="detail",
        )

    # -- showing ------------------------------------------------------------------------------

    @property
    def _list(self) -> RowList[str]:
        return cast("RowList[str]", self.query_one("#list", RowList))

    @property
    def _source(self) -> Source | None:
        key = self._list.highlighted_row
        return self.work.state.sources.get(key) if self.work is not None and key else None

    def refresh_from(self, work: WorkSession) -> None:
        """Show the sources, those with the filter's words if there are any."""
        words = self.words
        sources = work.state.sources
        rows = [
            key
            for key, source in sources.items()
            if not words or all(word in searched(work, source) for word in words)
        ]
        counted = f"{len(rows)} of {len(sources)} sources" if words else f"{len(sources)} sources"
        matters = [
            f"{number} {name}"
            for name in STANDINGS
            if (number := sum(1 for key in rows if name in standings(sources[key])))
        ]
        told = ", ".join([counted, number_of(len(work.state.statements), "statement"), *matters])
        self.query_one("#count", Static).update(shown(told, self.plain_ascii))
        self._list.set_rows(rows)
        self._show_detail()
        self.look_for_newer(work)
        if self.focused is None:
            self._list.focus()

    def _draw(self, key: str, width: int, highlighted: bool) -> Line:
        work = self.work
        source = work.state.sources.get(key) if work is not None else None
        if work is None or source is None:
            return ()
        matters = standings(source)
        sign = STANDINGS[matters[0]] if matters else None
        graver = [name for name in matters if name != "undated"]
        word = graver[0] if graver else ""
        quiet = "muted" if source.withdrawn else ""
        voices = 26 if width >= _WIDE else 15
        return (
            Cell(sign.on(self.plain_ascii) if sign else "", 2, sign.style if sign else ""),
            Cell(source.id, 5, "strong"),
            Cell(spoken(source.kind), 12, "muted"),
            Cell(" ".join(source.label.split()), FILL, quiet),
            Cell(f" {source.dated or 'undated'}", 11, "" if source.dated else "warn"),
            Cell(f" {voices_said(work, source)}", voices, "muted"),
            Cell(str(len(work.state.statements_of_source.get(key, {}))), 5, "", "right"),
            Cell(f" {word}", 10, sign.style if sign else "")
            if word or width >= _WIDE
            else Cell(""),
        )

    @on(RowList.Highlighted, "#list")
    def _highlighted(self) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        source = self._source
        detail = self.query_one("#detail", RowList)
        if self.work is None or source is None:
            detail.set_rows([], keep=False)
            return
        text = source.file.text if source.file is not None else None
        measure = self._measures.get(text) if text else None
        width = (detail.size.width or self.app.size.width - 2) - 1
        lines = source_lines(
            self.work, source, width, measure, self.may_change, plain_ascii=self.plain_ascii
        )
        detail.set_rows(list(lines), keep=False)
        if self._resting is not None:
            self._resting.stop()
        if text and measure is None:
            self._resting = self.set_timer(_PAUSE, lambda: self._measure(source, text))

    def _measure(self, source: Source, text: str) -> None:
        if self.work is not None:
            self._count(self.work.folder, source, text)

    @work(thread=True, exclusive=True, group="counting")
    def _count(self, folder: InspectionFolder, source: Source, text: str) -> None:
        try:
            reading = folder.reading(source)
        except Refused as refused:
            self.post_message(self.Measured(text, Measure(fault=str(refused))))
            return
        if reading is not None:
            measure = Measure(len(reading.passages), reading.words, reading.warnings)
            self.post_message(self.Measured(text, measure))

    @on(Measured)
    def _measured(self, event: Measured) -> None:
        self._measures[event.text] = event.measure
        source = self._source
        if source is not None and source.file is not None and source.file.text == event.text:
            self._show_detail()

    def on_resize(self, event: Resize) -> None:
        """Wrap the detail anew."""
        self.call_after_refresh(self._show_detail)

    def copied(self) -> str:
        """The source's title with its id, kind and date."""
        source = self._source
        if source is None:
            return ""
        return f"{source.label} ({source.id}, {spoken(source.kind)}, {source.dated or 'undated'})"

    # -- moving -------------------------------------------------------------------------------

    def said_of_batch(self, sources: tuple[str, ...]) -> None:
        """Look, beside the screen, for echoes of what was added, and for who speaks in it."""
        if self.work is not None and sources:
            self._look_at(self.work, sources)

    @work(thread=True, exclusive=True, group="echoes")
    def _look_at(self, work: WorkSession, sources: tuple[str, ...]) -> None:
        worker = get_current_worker()
        catch_up(work.echoes, work.folder, lambda: not worker.is_cancelled)
        found = {
            (echo.source, echo.other): echo
            for source in sources
            for echo in echoes_of(work.echoes, dict(work.state.sources), source)
        }
        asked = len(sources) == 1  # a single file's speakers were asked for already
        named = 0 if asked else sum(map(bool, self._unmapped(work, sources)))
        if not worker.is_cancelled:
            self.post_message(self.Seen(tuple(found.values()), named))

    @staticmethod
    def _unmapped(work: WorkSession, keys: tuple[str, ...]) -> Iterator[tuple[Speaking, ...]]:
        for key in keys:
            source = work.state.sources.get(key)
            if source is not None:
                yield unmapped(source, speaking_in(work, source))

    @on(Seen)
    def _seen(self, event: Seen) -> None:
        if event.named:
            are = "source names its" if event.named == 1 else "sources name their"
            told = f"{event.named} {are} speakers: p says whose voices they are"
            self._say(told)
        offers = offered(self.work.state, event.echoes) if self.work is not None else []
        if offers:
            more = f", and {len(offers) - 1} more" if len(offers) > 1 else ""
            told = f"{offers[0].echo.told}{more}: = shows both texts"
            self._say(told)

    def _say(self, told: str) -> None:
        """Tell it above the list; where another screen is in front, on the way back.

        The keys that it names are this screen's, and it would lie upon what is read there.
        """
        if self.in_front:
            self.notify(shown(told, self.plain_ascii), markup=False, timeout=12)
        else:
            self._untold.append(told)

    def on_screen_resume(self) -> None:
        """Tell what was found out while another screen was in front."""
        super().on_screen_resume()
        untold, self._untold = self._untold, []
        for told in untold:
            self._say(told)

    def action_echoes(self) -> None:
        """Show what sources repeat of one another, this one first."""
        self.inspection_app.open_echoes(self._source.id if self._source is not None else None)

    @on(RowList.Opened, "#list")
    def _open(self, event: RowList.Opened[str]) -> None:
        self.inspection_app.open_source(event.row)

    def action_open(self) -> None:
        """Read the highlighted source."""
        if self._source is not None:
            self.inspection_app.open_source(self._source.id)

    @property
    def filtered(self) -> Widget:
        """The list of sources."""
        return self._list

    def filter_rows(self) -> None:
        """Show the sources that hold the words."""
        if self.work is not None:
            self.refresh_from(self.work)

    # -- adding -------------------------------------------------------------------------------

    def say_added(self, added: Added) -> None:
        """Say what became of one file, standing on its source."""
        if added.source is not None and added.source in self._list.rows:
            self._list.highlighted = list(self._list.rows).index(added.source)
        super().say_added(added)
        source = self.work.state.sources.get(added.source or "") if self.work else None
        if self.work is not None and source is not None and self.in_front:
            speaking = speaking_in(self.work, source)
            if unmapped(source, speaking):
                ask_speakers(self, source, speaking, lambda: self._ask_whole(source.id))

    # -- changing -----------------------------------------------------------------------------

    def _of_source(self, then: Callable[[WorkSession, Source], None]) -> None:
        if self.work is not None and self._source is not None:
            then(self.work, self._source)

    def action_describe(self) -> None:
        """Change the title, the kind, the date, the reliability, the site or the agency."""
        self._of_source(self._describe)

    def _describe(self, work: WorkSession, source: Source) -> None:
        inspection = work.state.inspection

        def free(name: str, label: str, hint: str = "") -> Field:
            return Field(name, label, shown(getattr(source, name) or ""), hint=hint)

        sites = _known(inspection.sites, source.site)
        agencies = _known(inspection.agencies, source.agency)
        certainty = tuple((each, each) for each in RELIABILITIES)
        fields = [
            free("title", "Title", shown(source.label)),
            Field("kind", "Kind", source.kind, tuple((each, spoken(each)) for each in KINDS)),
            free("dated", "Dated", "not known; else such as 2026-03-09"),
            Field("reliability", "Reliability", source.reliability, certainty),
            replace(free("site", "Site"), initial=source.site or "", options=sites)
            if sites
            else free("site", "Site"),
            replace(free("agency", "Agency"), initial=source.agency or "", options=agencies)
            if agencies
            else free("agency", "Agency"),
            free("recorded_by", "Recorded by"),
        ]

        def wrong(values: dict[str, str]) -> str | None:
            try:
                if values["dated"]:
                    day_of(values["dated"])
            except ValueError:
                return "Dated: a day such as 2026-03-09, or nothing."
            return None

        def describe(values: dict[str, str] | None) -> None:
            self._amend(source, values or {})

        title = f"{source.id} (p: its voices, d: what it is derived from)"
        self.app.push_screen(FillIn(title, fields, wrong), describe)

    def _amend(self, source: Source, values: dict[str, str]) -> None:
        """Change those of these fields that are other than the form showed them."""
        changed = {
            name: value or None
            for name, value in values.items()
            if value
            not in (getattr(source, name) or "", shown(getattr(source, name) or "").strip())
        }
        if changed:
            self.do(AmendSource(source.id, changed))

    def action_voices(self) -> None:
        """Say whose account the source is, speaker by speaker where it names them."""
        self._of_source(self._ask_voices)

    def _ask_voices(self, work: WorkSession, source: Source) -> None:
        speaking = speaking_in(work, source)
        if speaking:
            ask_speakers(self, source, speaking, lambda: self._ask_whole(source.id))
        else:
            self._ask_whole(source.id)

    def _ask_whole(self, key: str) -> None:
        """Ask whose account a source is as a whole."""
        if self.work is None:
            return
        source = self.work.state.sources[key]

        def give(voices: tuple[str, ...]) -> None:
            if voices != source.voices:
                self.do(AmendSource(source.id, {"voices": voices or None}))

        ask_voices(self, f"Whose account is {source.id} {source.label}?", source.voices, give)

    def action_origin(self) -> None:
        """Say what other sources this one is derived from."""
        self._of_source(self._ask_origin)

    def _ask_origin(self, work: WorkSession, source: Source) -> None:
        def derive(origins: tuple[str, ...] | None) -> None:
            if origins is not None and origins != source.derived_from:
                self.do(AmendSource(source.id, {"derived_from": origins or None}))

        choices = [choice for choice in source_choices(work) if choice.value != source.id]
        question = f"What is {source.id} {source.label} derived from?"
        screen = ChooseMany(question, choices, source.derived_from, "No source has these words.")
        self.app.push_screen(screen, derive)

    def action_withdraw(self) -> None:
        """Count nothing of the source, for a reason, or count it again."""
        self._of_source(self._withdraw)

    def _withdraw(self, work: WorkSession, source: Source) -> None:
        if source.withdrawn:
            self.do(RestoreSource(source.id))
            return

        def withdraw(reason: str | None) -> None:
            if reason is not None:
                self.do(WithdrawSource(source.id, reason))

        number = len(work.state.statements_of_source.get(source.id, {}))
        its = number_of(number, "statement")
        question = f"Why is {source.id} withdrawn? Its {its} will not count."
        self.app.push_screen(AskLine(question), withdraw)

    def action_flag(self) -> None:
        """Flag the source for clarification, or take the flag off."""
        self._of_source(self._flag)

    def _flag(self, work: WorkSession, source: Source) -> None:
        if source.clarify is not None:
            self.do(AmendSource(source.id, {"clarify": None}))
            return

        def flag(note: str | None) -> None:
            if note is not None:
                self.do(AmendSource(source.id, {"clarify": note}))

        self.app.push_screen(AskLine(f"What about {source.id} is unclear?"), flag)


def _known(names: tuple[str, ...], own: str | None) -> tuple[tuple[str, str], ...]:
    """The options of a field whose values the inspection lists; none where it lists none."""
    if not names:
        return ()
    listed = names if own is None or own in names else (*names, own)
    return (("", "not said"), *((name, name) for name in listed))
