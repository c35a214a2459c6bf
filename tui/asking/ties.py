"""Tying a statement: one list of findings and key questions, and for a finding its stance."""

from __future__ import annotations

from collections.abc import Callable, Container

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from evidence.commands import WriteFinding
from evidence.plain_text import shown
from evidence.words import Stance
from tui.asking.choices import (
    STANCES,
    Tie,
    finding_or_question_choices,
    quoted,
    stance_choices,
)
from tui.asking.dialogs import Choice, Choose
from tui.asking.in_front import InFront
from tui.screens.base import InspectionScreen
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.rows import RowList

__all__ = ["AskStance", "ask_tie"]


#: Not yet a finding: its words stand in the place of an id.
_NEW = "new"


class AskStance(InFront[Stance | None]):
    """Asks how a statement bears on a finding: one key, or Enter on one of three; Escape, None."""

    BINDINGS = [  # noqa: RUF012
        ("escape", "dismiss(None)", "Cancel"),
        *((key, f"dismiss('{stance}')", said) for stance, (key, said) in STANCES.items()),
    ]

    def __init__(self, question: str, *, plain_ascii: bool = False) -> None:
        super().__init__()
        self._question = question
        self._plain_ascii = plain_ascii

    def compose(self) -> ComposeResult:
        """What is asked, and the three answers."""
        with Vertical(classes="dialog"):
            text = shown(self._question, self._plain_ascii)
            yield Label(text, markup=False, classes="question")
            answers = RowList(
                stance_choices(plain_ascii=self._plain_ascii),
                self._draw,
                plain_ascii=self._plain_ascii,
            )
            answers.styles.height = len(STANCES)
            yield answers
            yield Label("s, q, c, or enter   esc: leave", markup=False, classes="hint")

    @staticmethod
    def _draw(choice: Choice[Stance], width: int, highlighted: bool) -> Line:
        return (Cell(f"{choice.beside}  ", None, "accent"), Cell(choice.text, FILL))

    @on(RowList.Opened)
    def _choose(self, event: RowList.Opened[Choice[Stance]]) -> None:
        self.dismiss(event.row.value)


def ask_tie(
    screen: InspectionScreen,
    statement: str,
    then: Callable[[Tie, Stance | None], object],
    first: Container[Tie] = (),
    *,
    which: str = "it",
) -> None:
    """Ask what ``statement`` (an id, or words) bears on, and do ``then``; leaving does nothing.

    What is likely to be meant stands ``first``. For a finding ``then`` gets its stance too, for a
    key question None; ``which`` is whose stance that is. Words that none holds may be written as a
    new finding, under a key question that is asked for next.
    """
    work = screen.work
    if work is None:
        return
    app, plain_ascii = screen.app, screen.plain_ascii
    findings = work.state.findings

    def chosen(tie: Tie | None) -> None:
        if tie is None:
            return
        if tie[0] == "question":
            then(tie, None)
            return
        if tie[0] == _NEW:
            _write(screen, tie[1], chosen)
            return

        def judged(stance: Stance | None) -> None:
            if stance is not None:
                then(tie, stance)

        said = quoted(work, statement, plain_ascii=plain_ascii)
        question = f"How does {which} bear on {tie[1]}? {findings[tie[1]].text}   {said}".rstrip()
        app.push_screen(AskStance(question, plain_ascii=plain_ascii), judged)

    app.push_screen(
        Choose(
            f"What does {statement} bear on?",
            sorted(
                finding_or_question_choices(work, plain_ascii=plain_ascii),
                key=lambda choice: choice.value not in first,
            ),
            empty="No finding or key question has these words.\n\n"
            "enter  writes them as a new finding; its key question is asked next",
            make=lambda words: (_NEW, words),
        ),
        chosen,
    )


def _write(screen: InspectionScreen, text: str, then: Callable[[Tie], object]) -> None:
    """Write a new finding under a key question that is asked for, and go on with it."""
    work = screen.work
    if work is None:
        return

    def write(question: str | None) -> None:
        if question is not None:
            entry = screen.do(WriteFinding(question, text))
            if entry is not None:
                then(("finding", entry.about[0]))

    screen.app.push_screen(
        Choose(
            f"Under which key question does this finding stand? {text}",
            [
                Choice(key, f"{key}  {asked.text}", work.programme.area_of[key])
                for key, asked in work.programme.questions.items()
            ],
            empty="No key question has these words.",
        ),
        write,
    )
