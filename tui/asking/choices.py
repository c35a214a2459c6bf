"""The lists that the choosers of every screen offer: findings, key questions, voices, the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from evidence.model import Voice
from evidence.words import AREAS, Stance, id_order, number_of, spoken
from graph.drawing import RELATIONS, STATUSES, clipped
from tui.asking.dialogs import Choice
from tui.session import WorkSession

__all__ = [
    "STANCES",
    "Tie",
    "finding_or_question_choices",
    "people_said",
    "quoted",
    "source_choices",
    "stance_choices",
    "statement_choices",
    "voice_choices",
]

#: What a statement is tied to: "finding" or "question", and its id.
Tie = tuple[str, str]

#: So much of a statement's words stands in a question about it.
_QUOTED: Final = 400

#: Each stance with its key and how it is said.
STANCES: Final[dict[Stance, tuple[str, str]]] = {
    "supports": ("s", "supports the finding"),
    "qualifies": ("q", "qualifies it: true within limits"),
    "contradicts": ("c", "contradicts the finding"),
}


def finding_or_question_choices(
    work: WorkSession, *, plain_ascii: bool = False
) -> list[Choice[Tie]]:
    """Every key question by area, each followed by its findings, those set in with their status."""
    choices: list[Choice[Tie]] = []
    for area in AREAS:
        for question in work.programme.questions_in(area):
            heading = f"{question.id}  {question.text}"
            choices.append(Choice(("question", question.id), heading, area, "accent"))
            findings = work.state.findings_of_question.get(question.id, {})
            for key in sorted(findings, key=id_order):
                status = work.assessments[key].status
                sign = STATUSES[status].on(plain_ascii)
                choices.append(
                    Choice(
                        ("finding", key),
                        f"   {sign} {key}  {_one_line(work.state.findings[key].text)}",
                        spoken(status),
                    )
                )
    return choices


def stance_choices(*, plain_ascii: bool = False) -> list[Choice[Stance]]:
    """The three stances, each with its sign and its key."""
    return [
        Choice(stance, f"{RELATIONS[stance].on(plain_ascii)} {said}", key)
        for stance, (key, said) in STANCES.items()
    ]


def voice_choices(
    work: WorkSession, source: str | None = None, *, nobody: str = ""
) -> list[Choice[str]]:
    """The voices of a source, or every voice; ``nobody``, if given, is said of the value ""."""
    if source is None:
        keys: Sequence[str] = sorted(work.state.voices, key=id_order)
    else:
        keys = work.state.sources[source].voices
    choices = [Choice("", nobody, "", "muted")] if nobody else []
    for key in keys:
        voice = work.state.voices[key]
        choices.append(Choice(key, f"{key}  {_one_line(voice.label)}", people_said(voice)))
    return choices


def people_said(voice: Voice) -> str:
    """A voice's group and how many people it is: "practitioners, 8 people"."""
    group = spoken(voice.group) if voice.group else "no group"
    if not voice.people:
        return group
    return f"{group}, {number_of(voice.people, 'person', 'people')}"


def quoted(work: WorkSession, statement: str, *, plain_ascii: bool = False) -> str:
    """The words of a statement in quotation marks, long ones cut; "" where there is none."""
    record = work.state.statements.get(statement)
    if record is None:
        return ""
    left, right = ('"', '"') if plain_ascii else ("“", "”")
    return f"{left}{clipped(_one_line(record.quote), _QUOTED, plain_ascii)}{right}"


def statement_choices(work: WorkSession) -> list[Choice[str]]:
    """Every statement: its id, what it says, and its source; withdrawn ones say so.

    All of its words are read below the list.
    """
    sources = work.state.sources
    return [
        Choice(
            key,
            f"{key}  {_one_line(statement.quote)}",
            f"{'withdrawn, ' if statement.withdrawn else ''}"
            f"{statement.source} {_one_line(sources[statement.source].label)}",
            whole=(f"{key}  {_one_line(statement.quote)}",),
        )
        for key, statement in work.state.statements.items()
    ]


def source_choices(work: WorkSession) -> list[Choice[str]]:
    """Every source: its id, what it is called, its kind and date."""
    return [
        Choice(
            key,
            f"{key}  {_one_line(source.label)}",
            f"{spoken(source.kind)}, {source.dated or 'undated'}",
        )
        for key, source in work.state.sources.items()
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())
