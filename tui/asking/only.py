"""Choosing which gaps to look at: those of an area, a key question, a source or a phase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evidence.words import AREAS
from graph.gaps import PHASES, Phase
from graph.review import Wanted
from tui.asking.choices import source_choices
from tui.asking.dialogs import Choice
from tui.session import WorkSession

__all__ = ["only_choices", "only_said"]

_PHASES: Final[dict[Phase, str]] = {
    "before": "before the visit: what can be closed now",
    "during": "during the visit: what fieldwork is to close",
    "after": "after the visit: what is still open",
}


def only_choices(work: WorkSession) -> Iterator[Choice[Wanted]]:
    """Everything, then each phase, area, key question and source."""
    yield Choice(Wanted(), "all of them", "", "accent")
    for phase in PHASES:
        yield Choice(Wanted(phase=phase), _PHASES[phase], "phase")
    for area in AREAS:
        yield Choice(Wanted(area=area), area, "area", "accent")
        for question in work.programme.questions_in(area):
            text = f"   {question.id}  {question.text}"
            yield Choice(Wanted(question=question.id), text, area)
    for choice in source_choices(work):
        yield Choice(Wanted(source=choice.value), choice.text, choice.beside)


def only_said(wanted: Wanted) -> str:
    """What is shown, in few words."""
    phase = {"before": "before fieldwork", "during": "by fieldwork", "after": "after fieldwork"}
    of_phase = phase[wanted.phase] if wanted.phase is not None else None
    return ", ".join(filter(None, (of_phase, wanted.area, wanted.question, wanted.source)))
