"""The small questions in front of a screen: a line of text, a choice from a list, a few fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Select, Static

from evidence.plain_text import shown
from tui.asking.in_front import InFront
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList
from tui.widgets.text_line import TextLine

T = TypeVar("T")

#: What an empty list says, where whoever asks has nothing better to say.
_NOTHING = "Nothing here."
_NONE_SO = "None has these words."


class AskLine(InFront[str | None]):
    """Asks for one line of text; Enter takes it, Escape gives None.

    With ``replaced`` the first letter typed takes the place of what stands in the line.
    """

    BINDINGS = [("escape", "dismiss(None)", "Cancel")]  # noqa: RUF012

    def __init__(
        self,
        question: str,
        initial: str = "",
        *,
        hint: str = "",
        may_be_empty: bool = False,
        replaced: bool = False,
    ) -> None:
        super().__init__()
        self._question = question
        self._initial = initial
        self._hint = hint
        self._may_be_empty = may_be_empty
        self._replaced = replaced

    def compose(self) -> ComposeResult:
        """The question, the line, and how to answer."""
        with Vertical(classes="dialog"):
            yield Label(shown(self._question), markup=False, classes="question")
            yield TextLine(self._initial, replaced=self._replaced)
            hint = self._hint or "enter: take it   esc: leave it"
            yield Label(shown(hint), markup=False, classes="hint")

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        text = self.query_one(TextLine).text
        if text or self._may_be_empty:
            self.dismiss(text)


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """Something to choose: what it is, its name, and a word beside it. Filtering looks at both.

    ``whole`` is what is read below the list while it is highlighted, in paragraphs.
    """

    value: T
    text: str
    beside: str = ""
    style: str = ""
    whole: tuple[str, ...] = ()


class Choose(InFront[T | None]):
    """Asks for one of many; typing filters, arrows move, Enter chooses, Escape gives None.

    With ``make``, Enter on words that no choice holds gives ``make(words)``. The choice that is
    ``current`` is the one highlighted at first.
    """

    #: Whether what is typed filters.
    FILTERS = True

    BINDINGS = [  # noqa: RUF012
        ("escape", "dismiss(None)", "Cancel"),
        ("down", "move(1)", "Next"),
        ("up", "move(-1)", "Previous"),
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
    ]

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice[T]],
        *,
        empty: str = "",
        make: Callable[[str], T] | None = None,
        hint: str = "",
        current: T | None = None,
    ) -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._current = current
        self._folded = [f"{c.text}\n{c.beside}".casefold() for c in choices]
        self._empty = empty
        self._make = make
        filtering = "type to filter   " if self.FILTERS else ""
        self._hint = hint or f"{filtering}↑↓ move   enter: choose   esc: leave"

    def compose(self) -> ComposeResult:
        """The question, the filter, and the list."""
        with Vertical(classes="dialog tall"):
            yield Label(shown(self._question), markup=False, classes="question")
            if self.FILTERS:
                yield Input(placeholder="type to filter")
            yield TellingList(
                self._choices,
                self._draw,
                empty=self._empty or _NOTHING,
                plain_ascii=self._plain_ascii,
            )
            if any(choice.whole for choice in self._choices):
                whole = Paragraphs(plain_ascii=self._plain_ascii, id="whole", classes="detail")
                whole.can_focus = False
                yield whole
            yield Label(shown(self._hint), markup=False, classes="hint")

    @property
    def _plain_ascii(self) -> bool:
        return bool(getattr(self.app, "plain_ascii", False))

    @on(RowList.Highlighted)
    def _show_whole(self) -> None:
        """Show all of what is highlighted, where there is more to it than its line."""
        for pane in self.query("#whole").results(Paragraphs):
            row = self.query_one(RowList).highlighted_row
            pane.set_paragraphs([Paragraph(text) for text in row.whole] if row else [])

    def on_mount(self) -> None:
        """Typing filters from the start."""
        self.query_one(Input if self.FILTERS else TellingList).focus()
        values = [choice.value for choice in self._choices]
        if self._current in values:
            self.query_one(TellingList).highlighted = values.index(self._current)

    def _draw(self, choice: Choice[T], width: int, highlighted: bool) -> Line:
        beside = min(len(choice.beside), width // 3)
        return (
            Cell(choice.text, FILL, choice.style),
            Cell(" ", 1),
            Cell(choice.beside, beside, "muted", "right"),
        )

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        rows = self.query_one(TellingList)
        rows.tell(self._empty or (_NONE_SO if words and self._choices else _NOTHING))
        rows.set_rows(self.kept(words), keep=False)

    def kept(self, words: Sequence[str]) -> list[Choice[T]]:
        """The choices that hold every one of these words, in lower case."""
        return [
            choice
            for choice, folded in zip(self._choices, self._folded, strict=True)
            if all(word in folded for word in words)
        ]

    @on(Input.Submitted)
    def _choose_highlighted(self, event: Input.Submitted) -> None:
        chosen = self.query_one(RowList).highlighted_row
        if chosen is not None:
            self.dismiss(chosen.value)
        elif self._make is not None and event.value.strip():
            self.dismiss(self._make(event.value.strip()))

    @on(RowList.Opened)
    def _choose(self, event: RowList.Opened[Choice[T]]) -> None:
        self.dismiss(event.row.value)

    def action_move(self, step: int) -> None:
        """Move the highlight while the filter keeps the keyboard."""
        self.query_one(RowList).action_move(step)

    def action_page(self, step: int) -> None:
        """Move it by a page."""
        self.query_one(RowList).action_page(step)


class Decide(Choose[T]):
    """Asks what is answered by one of the few answers in sight, such as yes or no.

    It has no line to type in: words that were meant for the screen behind it would be lost there.
    """

    FILTERS = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: free text, or one of ``options`` (value and how it is called)."""

    name: str
    label: str
    initial: str = ""
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    hint: str = ""


class FillIn(InFront[dict[str, str] | None]):
    """Asks for a few fields; ctrl+s or Enter in the last takes them, Escape gives None.

    ``check`` says what is wrong with the fields, or nothing.
    """

    #: The classes of its frame, and what is said beside its buttons.
    SHAPE = "dialog tall"
    HINT = ""

    BINDINGS = [("escape", "leave", "Cancel"), ("ctrl+s", "take", "Take")]  # noqa: RUF012

    def __init__(
        self,
        question: str,
        fields: Sequence[Field],
        check: Callable[[dict[str, str]], str | None] | None = None,
    ) -> None:
        super().__init__()
        self._warned = False
        self._question = question
        self._fields = fields
        self._check = check

    def compose(self) -> ComposeResult:
        """The fields, one below the other."""
        with Vertical(classes=self.SHAPE):
            yield Label(shown(self._question), markup=False, classes="question")
            yield from self.compose_read()
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="field"):
                        yield Label(shown(field.label), markup=False)
                        if field.options:
                            known = {value for value, _ in field.options}
                            yield Select(
                                [(Content(shown(label)), value) for value, label in field.options],
                                value=field.initial
                                if field.initial in known
                                else field.options[0][0],
                                allow_blank=False,
                                compact=True,
                                id=f"field-{field.name}",
                            )
                        else:
                            yield TextLine(
                                field.initial,
                                placeholder=field.hint,
                                compact=True,
                                id=f"field-{field.name}",
                            )
            yield Static(id="fault", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Save (ctrl+s)", id="save", compact=True)
                yield Button("Leave (esc)", id="leave", compact=True)
                yield Label(self.HINT, markup=False, classes="hint")

    def compose_read(self) -> ComposeResult:
        """What is to be read while it is filled in: as a rule nothing."""
        yield from ()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self.action_take()
        else:
            self.action_leave()

    @on(Input.Submitted)
    def _next_or_take(self, event: Input.Submitted) -> None:
        if event.input.id == f"field-{self._fields[-1].name}":
            self.action_take()
        else:
            self.focus_next()
            self._fault("Enter goes to the next field; ctrl+s saves.")

    def action_leave(self) -> None:
        """Leave; what was typed is dropped only at the second time."""
        typed = any(
            line.text != field.initial.strip()
            for field in self._fields
            if not field.options
            for line in [self.query_one(f"#field-{field.name}", TextLine)]
        )
        if typed and not self._warned:
            self._warned = True
            self._fault("Press esc again to drop what you typed; ctrl+s saves it.")
            return
        self.dismiss(None)

    def action_take(self) -> None:
        """Give the fields, or say what is wrong."""
        values = {}
        for field in self._fields:
            widget = self.query_one(f"#field-{field.name}")
            if isinstance(widget, TextLine):
                values[field.name] = widget.text
            elif isinstance(widget, Select):
                values[field.name] = str(widget.value)
            if field.required and not values[field.name]:
                self._fault(f"{field.label} is missing.")
                widget.focus()
                return
        wrong = self._check(values) if self._check else None
        if wrong:
            self._fault(wrong)
            return
        self.dismiss(values)

    def _fault(self, text: str) -> None:
        self.query_one("#fault", Static).update(shown(text))
