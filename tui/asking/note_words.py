"""The words of a note, to be corrected or split: the cursor says where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from evidence.commands import AmendStatement, AnswerAsk, SplitStatement
from evidence.model import Statement, Voice
from evidence.plain_text import shown
from tui.asking.in_front import InFront
from tui.asking.typed_lines import is_unclear, read_line
from tui.screens.base import InspectionScreen
from tui.widgets.text_line import TextLine

__all__ = ["NoteWords", "ask_words"]

What = Literal["correct", "split"]


class Edited(NamedTuple):
    """What is to be done with the words, as they now are, and where the cursor stood."""

    what: What
    words: str
    cursor: int


class NoteWords(InFront[Edited | None]):
    """Asks for the words of a note; Enter does ``what``, f2 splits at the cursor, Escape, None."""

    BINDINGS = [  # noqa: RUF012
        ("escape", "dismiss(None)", "Cancel"),
        ("f2", "take('split')", "Split"),
    ]

    def __init__(self, question: str, words: str, what: What, *, plain_ascii: bool = False) -> None:
        super().__init__()
        self._question = question
        self._words = words
        self._what = what
        self._plain_ascii = plain_ascii

    def compose(self) -> ComposeResult:
        """The question, the line, what a split would give, and how to answer."""
        with Vertical(classes="dialog"):
            yield Label(shown(self._question, self._plain_ascii), markup=False, classes="question")
            yield TextLine(self._words)
            yield Static(id="parts", markup=False)
            enter = "split at the cursor" if self._what == "split" else "correct it"
            other = "" if self._what == "split" else "   f2: split at the cursor"
            yield Label(f"enter: {enter}{other}   esc: leave it", markup=False, classes="hint")

    def on_mount(self) -> None:
        """The cursor stands at the end, or in the middle where it is to be split."""
        line = self.query_one(TextLine)
        if self._what == "split":
            half = len(line.value) // 2
            line.cursor_position = line.value.find(" ", half) + 1 or half
            self.watch(line, "selection", self._show_parts)

    def _show_parts(self) -> None:
        line = self.query_one(TextLine)
        before = line.value[: line.cursor_position].rstrip()
        after = line.value[line.cursor_position :].lstrip()
        bar = "|" if self._plain_ascii else "│"
        room = 33
        told = f"…{before[-room:]}" if len(before) > room else before
        after = f"{after[:room]}…" if len(after) > room else after
        self.query_one("#parts", Static).update(shown(f"{told} {bar} {after}", self._plain_ascii))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_take(self._what)

    def action_take(self, what: What) -> None:
        """Give the words and the cursor."""
        line = self.query_one(TextLine)
        if line.text:
            self.dismiss(Edited(what, line.text, line.cursor_position))


def ask_words(
    screen: InspectionScreen,
    note: Statement,
    voices: Sequence[Voice],
    what: What,
    asks: Sequence[str] = (),
) -> None:
    """Ask for the words of a note, and correct or split it; a prefix changes whose account it is.

    Words that are corrected and split are corrected first. What it said first stays in the history.
    Of a note whose prefix named nothing all is read again, with the ``asks`` of its session.
    """
    if note.place is not None and note.place.start is not None:
        screen.quietly(f"{note.id} is quoted from its source: it is neither reworded nor split.")
        return

    def edit(edited: Edited | None) -> None:
        if edited is None:
            return
        words = edited.words
        if words != note.quote or is_unclear(note.clarify):
            typed = read_line(words, voices, asks)
            fields: dict[str, Any] = {
                "quote": typed.words,
                "voice": typed.chosen or note.voice,
                "wording": typed.wording or note.wording,
            }
            newly = typed.unclear not in (None, read_line(note.quote, voices, asks).unclear)
            if is_unclear(note.clarify) or (newly and note.clarify is None):
                fields["clarify"] = typed.unclear
                fields["voice"] = note.voice if typed.unclear and not newly else typed.voice
            changed = {
                name: value for name, value in fields.items() if value != getattr(note, name)
            }
            if not typed.words:
                changed.pop("quote", None)
            if changed and screen.do(AmendStatement(note.id, changed)) is None:
                return
            words = typed.words
            _answer(screen, note.id, typed.asks)
        if edited.what == "split":
            # what was taken off the beginning is no longer before the cursor
            at = edited.cursor - max(edited.words.find(words), 0)
            screen.do(SplitStatement(note.id, at))

    if what == "split":
        question = f"Where is {note.id} to be split?"
    else:
        question = f"{note.id} should say (a role's prefix changes whose account it is)"
    dialog = NoteWords(question, note.quote, what, plain_ascii=screen.plain_ascii)
    screen.app.push_screen(dialog, edit)


def _answer(screen: InspectionScreen, note: str, asks: Sequence[str]) -> None:
    """Have a corrected note answer these asks; one that is answered keeps its answer."""
    for key in asks:
        if screen.work is not None and screen.work.state.asks[key].answer is None:
            screen.do(AnswerAsk(key, note))
