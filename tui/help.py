"""Help and the command palette, both made from the registry of actions."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Label

from tui.actions import Action, actions, places
from tui.asking.dialogs import Choice, Choose
from tui.asking.in_front import InFront
from tui.widgets.lines import Cell, Line
from tui.widgets.pages import TextPane
from tui.widgets.rows import RowList, drawing

_STEPS = (
    "A source is read, a passage of it is taken as a statement, and a statement supports, "
    "qualifies or contradicts a finding. Rules then say of each finding how it stands, and why; "
    "you judge. Every change is on disk at once, and undo takes back the last one, also tomorrow."
)
_WORDS = (
    ("How it works", ""),
    ("", _STEPS),
    ("Words", ""),
    ("", "line: an independent way from statements to somebody who spoke"),
    ("", "kinds, perspectives, recorders: by how many, independently, it is supported"),
    ("", "rests on: each source or voice whose loss alone would change the status"),
    ("", "−1/3 in the matrix: of three links of that kind, one contradicts"),
)


class HelpScreen(InFront[None]):
    """The keys of the screen behind it, of its lists, and those that work everywhere.

    Those that have nothing to do there now, as ``does`` says, are left out.
    """

    BINDINGS = [("escape,question_mark,q", "dismiss", "Close")]  # noqa: RUF012

    def __init__(self, place: str, does: Callable[[Action], bool]) -> None:
        super().__init__()
        self._place = place
        self._does = does

    def compose(self) -> ComposeResult:
        """The keys as one list."""
        with Vertical(classes="dialog tall wide"):
            yield Label("Keys (esc closes)", classes="question")
            yield drawing(list(self._lines()), plain_ascii=getattr(self.app, "plain_ascii", False))

    def _lines(self) -> Iterator[Line]:
        titles = dict(places())
        room = min(self.app.size.width, 96) - 7
        for place in (self._place, "everywhere"):
            here = [action for action in actions(place) if self._does(action)]
            if place not in titles or not here:
                continue
            yield (Cell(titles[place], None, "strong"),)
            for action in here:
                yield from _key_lines(action.shown_keys, action.label, action.tip, room)
            yield (Cell(""),)
        widget, title = (
            (TextPane, "In the text") if self._place == "reading" else (RowList, "In every list")
        )
        yield (Cell(title, None, "strong"),)
        for binding in widget.BINDINGS:
            if isinstance(binding, Binding):
                yield from _key_lines(binding.key.replace(",", " "), binding.description, "", room)
        yield (Cell(""),)
        for heading, text in _WORDS:
            for line in textwrap.wrap(heading or text, room):
                yield (Cell(line, None, "strong" if heading else ""),)


def _key_lines(keys: str, label: str, tip: str, room: int) -> Iterator[Line]:
    """A key with what it does, the tip on as many lines as it needs."""
    first, *others = textwrap.wrap(tip, max(12, room - 30)) or [""]
    yield (Cell(f" {keys}", 14, "accent"), Cell(label, 16), Cell(first, None, "muted"))
    for line in others:
        yield (Cell("", 30), Cell(line, None, "muted"))


class ChooseAction(Choose[Action]):
    """The palette: the actions given, by name; those that are called as is typed come first."""

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__(
            "What is to be done?",
            [
                Choice(action, f"{action.label}: {action.tip}", action.shown_keys.split(" ")[0])
                for action in actions
            ],
        )

    def kept(self, words: Sequence[str]) -> list[Choice[Action]]:
        """Those that hold every word, those first whose names begin with what is typed."""
        typed = " ".join(words)
        return sorted(
            super().kept(words), key=lambda each: not each.text.casefold().startswith(typed)
        )
