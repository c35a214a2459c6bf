"""Choosing any number from a list, and the voices of a source or session among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from evidence.commands import AddVoice
from evidence.plain_text import shown
from evidence.words import GROUPS, spoken
from tui.asking.choices import voice_choices
from tui.asking.dialogs import Choice, Field, FillIn
from tui.asking.in_front import InFront
from tui.screens.base import InspectionScreen
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.rows import RowList

__all__ = ["ChooseMany", "ask_voices", "new_voice", "voice_faults", "voice_fields"]

_NEW = ""


class ChooseMany(InFront[tuple[str, ...] | None]):
    """Asks for any number of choices; Enter puts one in or out, ctrl+s takes them, Escape, None.

    A choice of the value "" is taken at once, after those that are in.
    """

    BINDINGS = [  # noqa: RUF012
        ("escape", "dismiss(None)", "Cancel"),
        ("ctrl+s", "take", "Take"),
        ("down", "move(1)", "Next"),
        ("up", "move(-1)", "Previous"),
    ]

    def __init__(
        self, question: str, choices: Sequence[Choice[str]], chosen: Sequence[str], empty: str = ""
    ) -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._chosen = list(chosen)
        self._empty = empty

    def compose(self) -> ComposeResult:
        """The question, the filter, the list, and the ways out."""
        plain_ascii = getattr(self.app, "plain_ascii", False)
        with Vertical(classes="dialog tall"):
            yield Label(shown(self._question, plain_ascii), markup=False, classes="question")
            yield Input(placeholder="type to filter", compact=True)
            yield RowList(
                self._choices,
                self._draw,
                lambda choice: choice.value,
                empty=self._empty,
                plain_ascii=plain_ascii,
            )
            yield Label("type to filter   enter: in or out", markup=False, classes="hint")
            with Horizontal(classes="buttons"):
                yield Button("Save (ctrl+s)", id="save", compact=True)
                yield Button("Leave (esc)", id="leave", compact=True)

    def on_mount(self) -> None:
        """Typing filters from the start."""
        self.query_one(Input).focus()

    def _draw(self, choice: Choice[str], width: int, highlighted: bool) -> Line:
        sign = "+ " if choice.value == _NEW else "[x] " if choice.value in self._chosen else "[ ] "
        beside = min(len(choice.beside), width // 3)
        return (
            Cell(sign, 4, "accent"),
            Cell(choice.text, FILL, choice.style),
            Cell(" ", 1),
            Cell(choice.beside, beside, "muted", "right"),
        )

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        kept = [
            choice
            for choice in self._choices
            if all(word in f"{choice.text}\n{choice.beside}".casefold() for word in words)
        ]
        self.query_one(RowList).set_rows(kept, keep=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        chosen = self.query_one(RowList).highlighted_row
        if chosen is not None:
            self._toggle(chosen)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened[Choice[str]]) -> None:
        self._toggle(event.row)

    def _toggle(self, choice: Choice[str]) -> None:
        if choice.value == _NEW:
            self.dismiss((*self._chosen, _NEW))
        elif choice.value in self._chosen:
            self._chosen.remove(choice.value)
        else:
            self._chosen.append(choice.value)
        self.query_one(RowList).refresh()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self.action_take()
        else:
            self.dismiss(None)

    def action_take(self) -> None:
        """Give those that are in."""
        self.dismiss(tuple(self._chosen))

    def action_move(self, step: int) -> None:
        """Move the highlight while the filter keeps the keyboard."""
        self.query_one(RowList).action_move(step)


def voice_fields(role: str = "") -> list[Field]:
    """The fields that describe a new voice, whose role may be known already."""
    groups = (("", "not said"), *((group, spoken(group)) for group in GROUPS))
    return [
        Field("role", "Role, never a name", role, hint="such as probation officers, Leeds"),
        Field("group", "Group", options=groups),
        Field("people", "How many people", hint="if known"),
    ]


def voice_faults(values: dict[str, str]) -> str | None:
    """What is wrong with the fields of a new voice, or nothing."""
    people = values["people"]
    if people and not (people.isascii() and people.isdigit() and len(people) < 10):
        return "How many people: a number, such as 8, or nothing."
    if not values["role"] and not values["group"]:
        return "A voice needs a role or a group."
    return None


def new_voice(screen: InspectionScreen, values: dict[str, str]) -> str | None:
    """The id of the voice of these fields: one that stands with role and group, else a new one."""
    work = screen.work
    if work is None:
        return None
    role, group = values["role"], values["group"] or None
    for voice in work.state.voices.values():
        if (voice.role, voice.group) == (role, group):
            return voice.id
    known = next((each for each in GROUPS if each == group), None)
    entry = screen.do(AddVoice(role, known, int(values["people"]) if values["people"] else None))
    return entry.about[0] if entry else None


def ask_voices(
    screen: InspectionScreen,
    question: str,
    chosen: Sequence[str],
    then: Callable[[tuple[str, ...]], object],
) -> None:
    """Ask whose account something is, making new voices on the way, and do ``then`` with the ids.

    Leaving does nothing, but a voice made on the way stays.
    """
    work = screen.work
    if work is None:
        return
    choices = [Choice(_NEW, "a new voice …" if not screen.plain_ascii else "a new voice ...")]
    choices += voice_choices(work)

    def answered(voices: tuple[str, ...] | None) -> None:
        if voices is None:
            return
        if _NEW not in voices:
            then(voices)
            return

        def described(values: dict[str, str] | None) -> None:
            voice = new_voice(screen, values) if values is not None else None
            with_it = [*voices[:-1], *([voice] if voice and voice not in voices else ())]
            ask_voices(screen, question, with_it, then)

        screen.app.push_screen(FillIn("A new voice", voice_fields(), voice_faults), described)

    screen.app.push_screen(
        ChooseMany(question, choices, chosen, "No voice has these words."), answered
    )
