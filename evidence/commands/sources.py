"""Sources: added with their file, described, read anew, withdrawn and restored.

A text never changes: a source that is read anew has another, and keeps the earlier ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.commands.base import Command, Context, Effect, amended, found, made
from evidence.faults import refuse
from evidence.model import Place, Source, SourceFile
from evidence.state import State, adding
from evidence.words import Kind, number_of, spoken


@dataclass(frozen=True, slots=True)
class AddSource(Command):
    """Take in a source. Its file, if any, is stored already; ``details`` are further fields."""

    title: str
    kind: Kind
    file: SourceFile | None = None
    voices: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        fields: dict[str, Any] = {"recorded_by": context.by, "received": context.at[:10]}
        fields.update(self.details)
        source = made(
            Source,
            id=state.next_id("sources"),
            title=self.title,
            kind=self.kind,
            file=self.file,
            voices=self.voices or None,
            derived_from=self.derived_from or None,
            **fields,
        )
        says = f"added the {spoken(source.kind)} {source.label}"
        return Effect((adding("sources", source),), (source.id,), says)


@dataclass(frozen=True, slots=True)
class AmendSource(Command):
    """Change what is said of a source: title, date, voices, origin, reliability, site, a flag.

    A flag is ``clarify``, the note of what is unclear; None takes it off.
    """

    source: str
    fields: Mapping[str, Any]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        source = found(state.sources, self.source, "source")
        fixed = {"id", "file", "withdrawn", "withdrawn_reason"} & set(self.fields)
        if fixed:
            raise refuse(source.id, f"can't be given another {min(fixed)}")
        change = amended("sources", source, **self.fields)
        after = change.after
        spoken_for = {
            statement.voice
            for statement in state.statements_of_source.get(source.id, {}).values()
            if statement.voice
        }
        lost = spoken_for - set(after.voices if isinstance(after, Source) else ())
        if lost:
            raise refuse(source.id, f"has statements by {', '.join(sorted(lost))}: keep that voice")
        says = f"changed {', '.join(sorted(self.fields))} of {source.label}"
        return Effect((change,), (source.id,), says)


@dataclass(frozen=True, slots=True)
class RereadSource(Command):
    """Make another text of a source the one that is read; the one before is kept as earlier.

    ``text`` is stored already. ``places`` says where statements stand in it. Every other statement
    with a place keeps it, in the text that it was in.
    """

    source: str
    text: str
    places: Mapping[str, Place] = field(default_factory=dict)

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        source = found(state.sources, self.source, "source")
        file = source.file
        if file is None or file.text is None:
            raise refuse(source.id, "has no text that could be read anew")
        if file.text == self.text:
            raise refuse(source.id, "reads so already: nothing to change")
        earlier = tuple(text for text in (*file.earlier, file.text) if text != self.text)
        changes = [
            amended("sources", source, file=file.with_fields(text=self.text, earlier=earlier))
        ]
        left = 0
        for statement in state.statements_of_source.get(source.id, {}).values():
            place = statement.place
            if place is None or place.start is None or place.end is None:
                continue
            if statement.id in self.places:
                fields: dict[str, Any] = {"place": self.places[statement.id], "text": None}
            else:
                standing = statement.text or file.text
                left += standing != self.text
                fields = {"text": None if standing == self.text else standing}
            if statement.with_fields(**fields) != statement:
                changes.append(amended("statements", statement, **fields))
        says = f"read {source.label} anew"
        if left:
            says += f": {number_of(left, 'statement')} left in the earlier text"
        return Effect(tuple(changes), (source.id,), says)


@dataclass(frozen=True, slots=True)
class WithdrawSource(Command):
    """Count nothing of a source any more, for a reason; it stays to be read."""

    source: str
    reason: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        source = found(state.sources, self.source, "source")
        if source.withdrawn:
            raise refuse(source.id, "is withdrawn already")
        change = amended("sources", source, withdrawn=True, withdrawn_reason=self.reason or None)
        return Effect((change,), (source.id,), f"withdrew {source.label}: {self.reason}")


@dataclass(frozen=True, slots=True)
class RestoreSource(Command):
    """Count a withdrawn source again."""

    source: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        source = found(state.sources, self.source, "source")
        if not source.withdrawn:
            raise refuse(source.id, "is not withdrawn")
        change = amended("sources", source, withdrawn=None, withdrawn_reason=None)
        return Effect((change,), (source.id,), f"restored {source.label}")
