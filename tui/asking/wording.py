"""Asking for the wording of an ask, and saying what is leading or revealing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from evidence.model import GapRef
from graph.wording import Warned, offered_wording, said_about, warnings
from tui.asking.dialogs import AskLine, Choice, Decide
from tui.screens.base import InspectionScreen
from tui.session import WorkSession

__all__ = ["ask_wording", "checked", "if_sound"]


def checked(
    work: WorkSession, gap: GapRef | None, text: str, voices: Iterable[str] = ()
) -> list[Warned]:
    """What is amiss with the wording of an ask about a gap, put to these voices."""
    state = work.state
    if gap is None:
        return warnings(text, (), state.sources.values(), state.voices.values())
    groups = [state.voices[voice].group for voice in voices if voice in state.voices]
    hearing = [group for group in groups if group is not None]
    said = said_about(state, work.programme, gap, hearing)
    return warnings(text, said, state.sources.values(), state.voices.values())


def ask_wording(
    screen: InspectionScreen,
    question: str,
    gap: GapRef,
    then: Callable[[str], object],
    initial: str = "",
) -> None:
    """Ask for a wording, offering a neutral one, and do ``then`` with it once it is meant."""
    work = screen.work
    if work is None:
        return
    offered = offered_wording(work.state, work.programme, gap)
    hint = f"enter: take it   esc: leave it   Offered: {offered.text}"
    if offered.topics:
        hint = f"{hint} It may go into: {'; '.join(offered.topics)}."

    def typed(text: str | None) -> None:
        if text:
            again = lambda: ask_wording(screen, question, gap, then, text)  # noqa: E731
            if_sound(screen, checked(work, gap, text), lambda: then(text), again)

    screen.app.push_screen(AskLine(question, initial or offered.text, hint=hint), typed)


def if_sound(
    screen: InspectionScreen,
    found: Iterable[Warned],
    then: Callable[[], object],
    again: Callable[[], object],
) -> None:
    """Do ``then``; where something is amiss, say it and let the inspector decide."""
    warned = list(found)
    if not warned:
        then()
        return
    choices = [
        Choice(False, "word it again"),
        Choice(True, "keep it as it is"),
        *(Choice(False, f"  {each}", "", "warn") for each in warned),
    ]

    def chosen(keep: bool | None) -> None:
        if keep is not None:
            (then if keep else again)()

    question = "The wording may lead or reveal. Keep it?"
    screen.app.push_screen(Decide(question, choices), chosen)
