"""Asking whose voice each speaker of a transcript is: all of them at once, taken together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label

from evidence.commands import MapSpeakers, NewVoice
from evidence.faults import Refused
from evidence.model import Source
from evidence.plain_text import shown
from evidence.speakers import Speaking, speakers_of
from evidence.words import GROUPS, spoken
from tui.asking.choices import voice_choices
from tui.asking.dialogs import Choice, Choose, FillIn
from tui.asking.in_front import InFront
from tui.asking.voices import voice_faults, voice_fields
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.rows import RowList

__all__ = ["WhoseVoices", "ask_speakers", "speaking_in"]

_NEW: Final = "new"
_NOBODY: Final = "nobody"
_WHOLE: Final = Speaking("", 0, 0)
"""The row for the voices of the source as a whole."""

Given = dict[str, "str | NewVoice | None"]


def speaking_in(work: WorkSession, source: Source) -> tuple[Speaking, ...]:
    """Who speaks in a source; nobody where its text can't be read."""
    try:
        reading = work.folder.reading(source)
    except Refused:
        return ()
    return speakers_of(reading) if reading is not None else ()


class WhoseVoices(InFront[Given | None]):
    """The speakers with their turns and words; Enter says whose voice one is, ctrl+s takes all.

    Escape gives None. A name of "" in what is given asks for the source's own voices instead.
    """

    BINDINGS = [("escape", "dismiss(None)", "Leave"), ("ctrl+s", "take", "Take")]  # noqa: RUF012

    def __init__(self, work: WorkSession, source: Source, speaking: Sequence[Speaking]) -> None:
        super().__init__()
        self._work = work
        self._source = source
        self._speaking = speaking
        self._given: Given = {}

    def compose(self) -> ComposeResult:
        """What is asked, the speakers, and the ways out."""
        plain_ascii = getattr(self.app, "plain_ascii", False)
        question = f"Whose voice is each speaker of {self._source.id} {self._source.label}?"
        with Vertical(classes="dialog tall"):
            yield Label(shown(question, plain_ascii), markup=False, classes="question")
            yield RowList(
                [*self._speaking, _WHOLE],
                self._draw,
                lambda each: each.name,
                plain_ascii=plain_ascii,
            )
            yield Label(
                "Names stay with this source: a voice is a role and a group.\n"
                "enter: say whose voice   ctrl+s: take it so   esc: leave it",
                markup=False,
                classes="hint",
            )
            with Horizontal(classes="buttons"):
                yield Button("Save (ctrl+s)", id="save", compact=True)
                yield Button("Leave (esc)", id="leave", compact=True)

    def on_mount(self) -> None:
        """The list has the keyboard."""
        self.query_one(RowList).focus()

    def _whose(self, name: str) -> tuple[str, str]:
        """Whose voice somebody is, and the style that it is said in."""
        voice = self._given.get(name, self._source.voice_of(name))
        if isinstance(voice, NewVoice):
            group = spoken(voice.group) if voice.group else ""
            return f"new: {', '.join(filter(None, (voice.role, group)))}", "accent"
        if voice is None:
            return "not said", "muted"
        return f"{voice} {self._work.state.voices[voice].label}", ""

    def _draw(self, each: Speaking, width: int, highlighted: bool) -> Line:
        if each is _WHOLE:
            return (Cell("the voices of the whole source ...", FILL, "muted"),)
        whose, style = self._whose(each.name)
        return (
            Cell(each.name, FILL, "strong"),
            Cell(f" {each.turns:,} turn{' ' if each.turns == 1 else 's'}", 11, "muted", "right"),
            Cell(f" {each.words:,} words ", 14, "muted", "right"),
            Cell(whose, 24, style),
        )

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened[Speaking]) -> None:
        speaker = event.row
        if speaker is _WHOLE:
            self.dismiss({**self._given, "": None})
            return
        choices = [
            Choice(_NEW, "a new voice, by role and group ..."),
            *voice_choices(self._work),
            *self._new_voices(),
            Choice(_NOBODY, "nobody in particular, as it was", "", "muted"),
        ]
        question = f"Whose voice is {speaker.name}?"
        self.app.push_screen(Choose(question, choices), lambda key: self._give(speaker, key))

    def _new_voices(self) -> list[Choice[str]]:
        """The voices that were described here for other speakers."""
        new = dict.fromkeys(v for v in self._given.values() if isinstance(v, NewVoice))
        return [
            Choice(f"{_NEW} {number}", f"new: {voice.role or spoken(voice.group or '')}")
            for number, voice in enumerate(new)
        ]

    def _give(self, speaker: Speaking, key: str | None) -> None:
        if key == _NEW:
            asking = FillIn(f"A voice for {speaker.name}", voice_fields(), voice_faults)
            self.app.push_screen(asking, lambda values: self._describe(speaker, values))
            return
        if key == _NOBODY:
            self._given.pop(speaker.name, None)
            if self._source.voice_of(speaker.name) is not None:
                self._given[speaker.name] = None
        elif key is not None and key.startswith(f"{_NEW} "):
            new = dict.fromkeys(v for v in self._given.values() if isinstance(v, NewVoice))
            self._given[speaker.name] = list(new)[int(key.split()[1])]
        elif key is not None:
            self._given[speaker.name] = key
        self.query_one(RowList).refresh()

    def _describe(self, speaker: Speaking, values: dict[str, str] | None) -> None:
        if values is not None:
            group = next((each for each in GROUPS if each == values["group"]), None)
            people = int(values["people"]) if values["people"] else None
            self._given[speaker.name] = NewVoice(group, values["role"], people)
        self.query_one(RowList).refresh()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "save":
            self.action_take()
        else:
            self.dismiss(None)

    def action_take(self) -> None:
        """Give what was said."""
        self.dismiss(self._given)


def ask_speakers(
    screen: InspectionScreen,
    source: Source,
    speaking: Sequence[Speaking],
    whole: Callable[[], object],
) -> None:
    """Ask whose voices these are, and say it in one change; ``whole`` asks it of the source."""
    work = screen.work
    if work is None:
        return

    def answered(given: Given | None) -> None:
        if given is None:
            return
        of_whole = "" in given
        voices = {name: voice for name, voice in given.items() if name}
        if voices:
            screen.do(MapSpeakers(source.id, voices))
        if of_whole:
            whole()

    screen.app.push_screen(WhoseVoices(work, source, speaking), answered)
