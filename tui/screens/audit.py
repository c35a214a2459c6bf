"""The Audit screen: a draft report's sentences, and what bears each out or does not."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from evidence.faults import Refused
from graph.audit.values import Audit, Audited, Beside
from graph.drawing import safe
from tui.actions import bindings
from tui.asking.dialogs import AskLine, Choice, Choose
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.audit_lines import beside_label, explained, sign_and_word
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["AuditScreen"]

_TEACH = (
    "No draft is audited.\n\n"
    "d  chooses a draft report (.docx, .md): each of its sentences is held against the findings "
    "and statements of this inspection"
)
_ALL_SOUND = "Nothing is flagged. a shows every sentence."


class _Stopped(Exception):
    """The person wants the audit to end."""


class AuditScreen(InspectionScreen):
    """The sentences with their flags, and the highlighted one's reasons and evidence.

    A thread audits and only posts messages; what it found stays until the draft is audited again.
    """

    PLACE = "audit"
    HEADING = "Audit"
    AUTO_FOCUS = "#sentences"
    BINDINGS: ClassVar[list[BindingType]] = bindings("audit")
    DEFAULT_CSS = """
    AuditScreen #sentences { height: 1fr; }
    AuditScreen #detail { height: 11; }
    """

    class Told(Message):
        """How far the thread is."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done = done
            self.of = of

    class Done(Message):
        """A thread has audited the draft, was stopped (None), or could not."""

        def __init__(self, outcome: Audit | Refused | None, version: int) -> None:
            super().__init__()
            self.outcome = outcome
            self.version = version

    def __init__(self) -> None:
        super().__init__()
        self._draft: Path | None = None
        self._audit: Audit | None = None
        #: The version of the inspection that the audit is of.
        self._version = 0
        self._auditing = False
        self._stop = False
        self._flagged_only = True

    def compose_body(self) -> ComposeResult:
        """How many are flagged, the sentences, and the highlighted one."""
        yield Static(id="counts", classes="pane-title", markup=False)
        yield TellingList[Audited](
            [],
            self._drawn,
            lambda audited: str(audited.sentence.number),
            empty=_TEACH,
            plain_ascii=self.plain_ascii,
            id="sentences",
        )
        yield Paragraphs(plain_ascii=self.plain_ascii, id="detail", classes="detail")

    # -- showing ------------------------------------------------------------------------------

    @property
    def _list(self) -> TellingList[Audited]:
        return cast("TellingList[Audited]", self.query_one("#sentences", TellingList))

    def refresh_from(self, work: WorkSession) -> None:
        """Show what was found, and whether the inspection has changed since."""
        audit = self._audit
        rows: tuple[Audited, ...] = ()
        if audit is not None:
            rows = (*audit.flagged, *audit.worth_a_look) if self._flagged_only else audit.sentences
            self._list.tell(safe(_ALL_SOUND, self.plain_ascii))
        self._list.set_rows(list(rows))
        self._count(work)
        self._explain()

    def _count(self, work: WorkSession) -> None:
        counts = self.query_one("#counts", Static)
        if self._audit is None or self._draft is None:
            counts.update("")
            return
        parts = [self._draft.name, f"{len(self._audit.flagged)} of {len(self._audit.sentences)}"]
        parts[1] += " flagged"
        if self._audit.worth_a_look:
            parts[1] += f", {len(self._audit.worth_a_look)} worth a look"
        if self._version != work.version:
            parts.append("the inspection changed since: R audits again")
        elif self._audit.lacking:
            parts.append("by shared words alone")
        else:
            parts.append(self._audit.since)
        counts.update(safe(" · ".join(parts), self.plain_ascii))

    def _drawn(self, audited: Audited, width: int, highlighted: bool) -> Line:
        sign, word = sign_and_word(audited)
        return (
            Cell(f"{sign.on(self.plain_ascii)} ", 2, sign.style),
            Cell(word, 15, sign.style),
            Cell(audited.sentence.text, FILL),
        )

    @on(RowList.Highlighted, "#sentences")
    def _explain(self) -> None:
        audited = self._list.highlighted_row
        told = [Paragraph(*parts) for parts in explained(audited)] if audited is not None else []
        if audited is None and self._audit is not None:
            told = [Paragraph(self._audit.since)]
        self.query_one("#detail", Paragraphs).set_paragraphs(told)

    def copied(self) -> str:
        """The highlighted sentence with its reasons."""
        audited = self._list.highlighted_row
        if audited is None:
            return ""
        reasons = [f"{reason.flag}: {reason.text}" for reason in audited.reasons]
        return "\n".join((audited.sentence.text, *reasons))

    # -- doing --------------------------------------------------------------------------------

    def action_draft(self) -> None:
        """Choose the draft to audit."""

        def named(text: str | None) -> None:
            if text:
                self._draft = Path(text).expanduser()
                self._begin()

        before = str(self._draft) if self._draft is not None else ""
        hint = "a .docx, .md, .odt, .pdf ...   enter: audit it   esc: leave it"
        asking = AskLine("Audit which draft?", before, hint=hint, replaced=True)
        self.app.push_screen(asking, named)

    def action_again(self) -> None:
        """Audit the same draft again, as it and the inspection are now."""
        if self._draft is None:
            self.action_draft()
        else:
            self._begin()

    def action_stop(self) -> None:
        """Stop auditing; what was found before stays."""
        self._stop = self._auditing
        if not self._auditing:
            self.quietly("Nothing is being audited.")

    def action_every(self) -> None:
        """Show every sentence, or only those flagged and then those worth a look."""
        self._flagged_only = not self._flagged_only
        self.show_work()

    @on(RowList.Opened, "#sentences")
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open what stands beside the highlighted sentence: the one, or one of several."""
        audited = self._list.highlighted_row
        if audited is None:
            if self._audit is None:
                self.action_draft()
            return
        if not audited.beside:
            self.quietly("Nothing in the inspection stands beside it.")
        elif len(audited.beside) == 1:
            self._show(audited.beside[0])
        else:
            choices = [
                Choice(beside, f"{beside_label(beside)}  {beside.text}")
                for beside in audited.beside
            ]
            self.app.push_screen(Choose("Open which?", choices), self._show)

    def _show(self, beside: Beside | None) -> None:
        if beside is not None:
            self.call_later(self.inspection_app.open_record, beside.table, beside.id)

    def _begin(self) -> None:
        work, draft = self.work, self._draft
        if work is None or draft is None:
            return
        if self._auditing:
            self.quietly("A draft is being audited: x stops it.")
            return
        self._auditing, self._stop = True, False
        version = work.version

        def watch(done: int, of: int) -> None:
            if self._stop:
                raise _Stopped
            self.post_message(self.Told(done, of))

        def read() -> None:
            from tui.auditing import audit_of

            outcome: Audit | Refused | None
            try:
                outcome = audit_of(work.folder, draft, work.today, watch=watch)
            except Refused as refused:
                outcome = refused
            except _Stopped:
                outcome = None
            self.post_message(self.Done(outcome, version))

        self._list.tell(safe(f"auditing {draft.name} ...", self.plain_ascii))
        self.quietly(f"reading {draft.name} ...")
        self.run_worker(read, thread=True, group="audit")

    def on_audit_screen_told(self, event: Told) -> None:
        """Say how far it is."""
        if self._auditing:
            self.quietly(f"sentence {event.done} of {event.of}   (x stops)")

    def on_audit_screen_done(self, event: Done) -> None:
        """Show what was found; a refusal is said."""
        self._auditing = False
        if isinstance(event.outcome, Audit):
            self._audit, self._version = event.outcome, event.version
            self.quietly("")
        else:
            self._list.tell(_TEACH)
            self.quietly("stopped" if event.outcome is None else "")
            if event.outcome is not None:
                self.refused(event.outcome)
        if self.work is not None:
            self.show_work()
