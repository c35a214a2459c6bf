"""The inspection itself, and the voices that are heard in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.commands.base import Command, Context, Effect, amended, found, made
from evidence.faults import refuse
from evidence.model import Inspection, Voice, day_of
from evidence.state import Change, State, adding
from evidence.words import Group


def _check_days(inspection: Inspection) -> None:
    first, last = inspection.visit_from, inspection.visit_to
    if first and last and day_of(last) < day_of(first):
        raise refuse("visit_to", f"{last} is before the visit begins ({first})")
    told = inspection.announced
    if first and told and day_of(first) < day_of(told):
        raise refuse("announced", f"{told} is after the visit begins ({first})")


@dataclass(frozen=True, slots=True)
class NewInspection(Command):
    """Begin the inspection: the first entry of every journal."""

    inspection: Inspection

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        if state.inspection != Inspection():
            raise refuse("inspection", "has begun already")
        _check_days(self.inspection)
        change = Change("inspection", "inspection", state.inspection, self.inspection)
        return Effect((change,), (), f"began the inspection {self.inspection.title or ''}".strip())


@dataclass(frozen=True, slots=True)
class DescribeInspection(Command):
    """Change what is said of the inspection: title, service, dates, sites, marking.

    Its programme stays, since every finding stands under one of its key questions.
    """

    fields: Mapping[str, Any]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        if "programme" in self.fields:
            raise refuse(
                "inspection", "can't be given another programme: make a new inspection for it"
            )
        change = amended("inspection", state.inspection, **self.fields)
        if isinstance(change.after, Inspection):
            _check_days(change.after)
        return Effect((change,), (), f"described the inspection: {', '.join(self.fields)}")


@dataclass(frozen=True, slots=True)
class AddVoice(Command):
    """Name a role that is heard, with its group and how many people it is."""

    role: str
    group: Group | None = None
    people: int | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        voice = made(
            Voice,
            id=state.next_id("voices"),
            role=self.role,
            group=self.group,
            people=self.people,
        )
        return Effect((adding("voices", voice),), (voice.id,), f"added the voice {voice.label}")


@dataclass(frozen=True, slots=True)
class AmendVoice(Command):
    """Change what is said of a voice: role, group, people."""

    voice: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        voice = found(state.voices, self.voice, "voice")
        if "id" in self.fields:
            raise refuse(voice.id, "can't be given another id")
        change = amended("voices", voice, **self.fields)
        return Effect((change,), (voice.id,), f"changed the voice {voice.label}")
