"""Capture: notes typed during a session, each a statement that is on disk at its Enter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType

from evidence.commands import (
    AmendAsk,
    AmendSource,
    AmendStatement,
    JoinStatements,
    LinkStatement,
    TakeStatement,
    TieToQuestion,
)
from evidence.journal import Entry
from evidence.model import Ask, Place, Statement
from evidence.plain_text import shown
from evidence.words import Stance, Wording, number_of
from graph.asks import loose_answers, unasked
from tui.actions import bindings
from tui.asking.choices import Tie
from tui.asking.holding import ask_session
from tui.asking.likely import LikelyQuestions
from tui.asking.note_words import ask_words
from tui.asking.statements import ask_voice
from tui.asking.ties import ask_tie
from tui.asking.typed_lines import Standing, TypedLine, read_line
from tui.asking.voices import ask_voices
from tui.screens.drafting import DraftingScreen
from tui.session import WorkSession
from tui.showing.statement_lines import statement_kind
from tui.widgets.note_line import NoteLine
from tui.widgets.rows import RowList

__all__ = ["CaptureScreen"]

#: What the key goes round for the lines that do not begin with a quotation mark.
_WORDINGS: Final[dict[Wording | None, Wording | None]] = {
    None: "quote",
    "quote": "paraphrase",
    "paraphrase": None,
}


def _clock() -> str:
    return datetime.now().strftime("%H:%M:%S")  # noqa: DTZ005  (the clock on the wall)


class CaptureScreen(DraftingScreen):
    """Notes typed while others talk: kept at once, then tied, corrected, split and joined."""

    PLACE = "capture"
    HEADING = "Capture"
    AUTO_FOCUS = "NoteLine"
    BINDINGS: ClassVar[list[BindingType]] = bindings("capture")

    def __init__(self) -> None:
        super().__init__()
        #: What was last said to be left unasked, so that it is not said twice.
        self._told: tuple[str, ...] = ()
        self._told_loose: tuple[str, ...] = ()
        self._likely = LikelyQuestions(self)

    # -- keeping ------------------------------------------------------------------------------

    def _keep(self, line: str) -> bool:
        """Take a typed line as a statement; True once it is on disk."""
        held = self._held
        if held is None:
            self.quietly("The line waits: choose the session that it belongs to.")
            self.action_sessions()
            return False
        if line.strip() == ":":
            self._choose_voice(None)
            return True
        work, _, source = held
        asks = [ask.id for ask in self._asks]
        typed = read_line(line, self._voices, asks, work.state.asks, self._standing)
        if not typed.words:
            return self._keep_no_words(typed)
        entry = self.do(
            TakeStatement(
                source.id,
                typed.words,
                Place(time=_clock()),
                voice=typed.voice,
                wording=typed.wording,
                answers=typed.asks,
                clarify=typed.unclear,
            )
        )
        if entry is not None:
            self._explain(work, typed, entry)
            self.call_after_refresh(self._keep_draft)
        return entry is not None

    def _keep_no_words(self, typed: TypedLine) -> bool:
        """A line of prefixes alone: the voice holds for the next lines, the asks were put."""
        if typed.chosen is not None:
            self._choose_voice(typed.chosen)
        for ask in typed.asks:
            self._put(ask)
        return bool(typed.chosen or typed.asks)

    def _choose_voice(self, voice: str | None) -> None:
        self._standing = Standing(voice, self._standing.wording)
        self._show_legend()
        label = next((each.label for each in self._voices if each.id == voice), None)
        told = f"The next lines are {label}'s; a colon alone ends it." if label else ""
        self.quietly(told or "The next lines are nobody's in particular.")

    def _explain(self, work: WorkSession, typed: TypedLine, entry: Entry) -> None:
        """Say what of a line was not understood, or what is left to do with it."""
        taken = entry.about[0]
        if typed.several:
            fitting = ", ".join(voice.label for voice in self._voices if voice.id in typed.several)
            self.quietly(f"{taken} is kept without a voice: it fits {fitting}")
        elif typed.unclear:
            whose = "" if typed.voice else ", with no voice"
            self.quietly(f"{taken} is kept whole{whose}: there is {typed.unclear} here; ^e")
        if typed.asks and not typed.several and not typed.unknown:
            told = []
            for key in typed.asks:
                ask = work.state.asks[key]
                finding = ask.gap.about.finding if ask.gap is not None else None
                told.append(
                    f"{taken} answers {key}"
                    if ask.answer == taken
                    else f"{key} keeps its first answer {ask.answer}"
                )
                if finding in work.state.findings:
                    told.append(f"^t ties it to {finding}")
            self.quietly("; ".join(told))

    @on(NoteLine.Pasted)
    def _pasted(self, event: NoteLine.Pasted) -> None:
        waiting = f"; {event.waiting} wait in the line" if event.waiting else ""
        self.quietly(f"{event.kept} pasted lines are kept, each by itself{waiting}")

    # -- asks ---------------------------------------------------------------------------------

    def action_asks(self) -> None:
        """Show the asks where there is no room beside the notes, or hide them."""
        self.toggle_class("asking")
        if not self.has_class("asking") and self._ask_list.has_focus:
            self.query_one(NoteLine).focus()

    @on(RowList.Opened, "#asks")
    def _ask_opened(self, event: RowList.Opened[Ask]) -> None:
        if event.row.state == "asked":
            self.do(AmendAsk(event.row.id, {"state": "planned"}))
        else:
            self._put(event.row.id)

    def _put(self, key: str) -> None:
        """Mark an ask as put, unless it is answered."""
        ask = self.work.state.asks[key] if self.work is not None else None
        if ask is None or ask.state in ("asked", "answered"):
            self.quietly(f"{key} was {ask.state if ask else 'taken away'} already.")
            return
        self.do(AmendAsk(key, {"state": "asked"}))

    def on_screen_suspend(self) -> None:
        """On leaving, say which asks were not put, and how many answers are tied to nothing."""
        held = self._held
        if held is None or self.app.current_mode == self.PLACE:
            return  # no session is left for what stands in front of it
        loose = loose_answers(held[0].state, held[1].id)
        if loose and loose != self._told_loose:
            self._told_loose = loose
            count = number_of(len(loose), "answer bears", "answers bear")
            self.notify(f"{count} on no finding yet: Review (7) offers each, to be judged by a key")
        left = tuple(ask.id for ask in unasked(held[0].state, held[1].id))
        if left and left != self._told:
            self._told = left
            count = number_of(len(left), "ask was", "asks were")
            told = f"{count} not put in {held[1].title or held[1].id}: {', '.join(left)}"
            self.notify(shown(told, self.plain_ascii), severity="warning", markup=False)

    # -- sessions -----------------------------------------------------------------------------

    def action_sessions(self) -> None:
        """Choose a planned or held session, or begin a new one."""
        ask_session(self, self._open)

    def _open(self, session: str) -> None:
        """Go on with a session that is held; a line that waited for one is kept in it."""
        if self.work is None:
            return
        waited = self._held is None
        self._session = session
        self._standing = Standing(None, self._standing.wording)
        self.refresh_from(self.work)
        if self._notes:
            self._list.highlighted = len(self._notes) - 1
        line = self.query_one(NoteLine)
        line.focus()
        if waited:
            line.keep_waiting()

    def action_voices(self) -> None:
        """Say whose account the session is."""
        if self._held is None:
            self.action_sessions()
            return
        _, _, source = self._held

        def give(voices: tuple[str, ...]) -> None:
            if voices != source.voices:
                self.do(AmendSource(source.id, {"voices": voices or None}))

        ask_voices(self, f"Whose account is {source.label}?", source.voices, give)

    # -- changing -----------------------------------------------------------------------------

    def action_tie(self) -> None:
        """Tie the highlighted note to a finding or key question."""
        note = self._note
        if note is None:
            self.quietly("There is no note yet.")
            return

        def tie(to: Tie, stance: Stance | None) -> None:
            if stance is None:
                self.do(TieToQuestion(note.id, to[1]))
            else:
                self.do(LinkStatement(note.id, to[1], stance))

        ask_tie(self, note.id, tie, self._answered_by(note.id) | self._likely.ties)

    def _beside(self, work: WorkSession, note: Statement) -> Iterator[str]:
        """The key question that a note tied to nothing is likely to belong to, once it is known."""
        loose = self.may_change and statement_kind(work, note.id) == "loose"
        likely = self._likely.of(note.quote if loose else "")
        if likely is not None:
            asked = work.programme.questions[likely.question].text
            yield f"[likely {likely.question} {asked} ^y ties it]"

    @on(LikelyQuestions.Known)
    def _known(self, event: LikelyQuestions.Known) -> None:
        if self._likely.take(event):
            self._show_whole()

    def action_likely(self) -> None:
        """Tie the highlighted note to its likely key question."""
        work, note = self.work, self._note
        if work is None or note is None:
            self.quietly("There is no note yet.")
            return
        likely = self._likely.of(note.quote)
        if likely is not None:
            self.do(TieToQuestion(note.id, likely.question))
        else:
            self.quietly("No key question is known to be likely here: ^t ties it to any.")

    def _answered_by(self, note: str) -> set[Tie]:
        """The findings and key questions that the asks answered by a note are about."""
        abouts = [ask.gap.about for ask in self._asks if ask.gap and ask.answer == note]
        findings = {("finding", about.finding) for about in abouts if about.finding}
        questions = {("question", about.question) for about in abouts if about.question}
        return {*findings, *questions}

    def action_correct(self) -> None:
        """Correct the highlighted note; what it said first stays in the history."""
        if self._note is None:
            self.quietly("There is no note yet.")
        else:
            ask_words(self, self._note, self._voices, "correct", [ask.id for ask in self._asks])

    def action_voice(self) -> None:
        """Name the voice of the highlighted note."""
        if self.work is not None and self._note is not None:
            ask_voice(self, self.work, self._note)

    def action_split(self) -> None:
        """Make two notes of the highlighted one."""
        if self._note is not None:
            ask_words(self, self._note, self._voices, "split")

    def action_join(self, step: int) -> None:
        """Make one of the highlighted note and the one before or after it."""
        index = self._list.highlighted
        other = index + step
        if not 0 <= index < len(self._notes) or not 0 <= other < len(self._notes):
            self.quietly("There is no note to join it with.")
            return
        first, second = self._notes[min(index, other)], self._notes[max(index, other)]
        if self.do(JoinStatements(first, second)) is not None and first in self._notes:
            self._list.highlighted = self._notes.index(first)

    def action_wording(self) -> None:
        """Mark the highlighted note as a quote, as a paraphrase, or as neither."""
        if self._note is not None:
            wording = _WORDINGS[self._note.wording]
            self.do(AmendStatement(self._note.id, {"wording": wording}))

    def action_every_wording(self) -> None:
        """Say what the next lines are: quotes, paraphrases, or neither."""
        self._standing = Standing(self._standing.voice, _WORDINGS[self._standing.wording])
        wording = self._standing.wording
        self.quietly(
            f"The next lines are each a {wording}."
            if wording
            else "The next lines are quotes where they begin with a quotation mark."
        )
        if self._held is not None:
            self._show_legend()

    @on(RowList.Opened, "#notes")
    def _correct_opened(self) -> None:
        self.action_correct()

    def action_undo_note(self) -> None:
        """Undo while the line has the keyboard."""
        self.inspection_app.action_undo()

    # -- moving -------------------------------------------------------------------------------

    def action_notes(self) -> None:
        """Go from the line to the notes, to the asks where they are shown, and back."""
        line = self.query_one(NoteLine)
        if line.has_focus:
            self._list.focus()
        elif self._list.has_focus and self._ask_list.display and self._asks:
            self._ask_list.focus()
        else:
            line.focus()

    def action_earlier(self) -> None:
        """Highlight the note before, while the line keeps the keyboard."""
        self._list.action_move(-1)

    def action_later(self) -> None:
        """Highlight the note after."""
        self._list.action_move(1)

    def action_page_earlier(self) -> None:
        """Go back by a page of notes."""
        self._list.action_page(-1)

    def action_page_later(self) -> None:
        """Go on by a page of notes."""
        self._list.action_page(1)
