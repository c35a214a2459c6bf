"""Statements: taken from a source or typed, tied to key questions, amended, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence.commands.answering import answer_changes, asks_about, questions_of
from evidence.commands.base import Command, Context, Effect, amended, found, made, shortened
from evidence.faults import refuse
from evidence.model import Link, Place, Statement
from evidence.state import State, adding
from evidence.words import Stance, Wording


@dataclass(frozen=True, slots=True)
class TakeStatement(Command):
    """Take a passage, or a typed note, as evidence.

    It closes the asks that it ``answers``, and bears on the key questions that they are about. An
    ask that was answered before keeps its answer. ``clarify`` is what of it is unclear from the
    beginning.
    """

    source: str
    quote: str
    place: Place | None = None
    voice: str | None = None
    questions: tuple[str, ...] = ()
    repeats: str | None = None
    wording: Wording | None = None
    answers: tuple[str, ...] = ()
    clarify: str | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        source = found(state.sources, self.source, "source")
        questions = dict.fromkeys((*self.questions, *questions_of(state, self.answers)))
        statement = made(
            Statement,
            id=state.next_id("statements"),
            source=source.id,
            quote=self.quote,
            place=self.place,
            voice=self.voice,
            questions=tuple(questions) or None,
            repeats=self.repeats,
            wording=self.wording,
            recorded_by=context.by,
            recorded_at=context.at,
            clarify=self.clarify,
        )
        asks = [state.asks[ask] for ask in dict.fromkeys(self.answers)]
        for question in questions:
            asks += asks_about(state, source.id, question=question)
        answered = answer_changes({ask.id: ask for ask in asks}.values(), statement.id)
        tied = f" for {', '.join(questions)}" if questions else ""
        says = f"took {statement.id}{tied} from {source.label}: {shortened(self.quote)}"
        about = (statement.id, source.id, *(change.key for change in answered))
        return Effect((adding("statements", statement), *answered), about, says)


@dataclass(frozen=True, slots=True)
class TakeAndLink(Command):
    """Take a passage as evidence and judge how it bears on a finding, as one entry."""

    take: TakeStatement
    finding: str
    stance: Stance

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        found(state.findings, self.finding, "finding")
        taken = self.take.carry_out(state, context)
        statement, source = taken.about
        link = made(
            Link,
            statement=statement,
            finding=self.finding,
            stance=self.stance,
            by=context.by,
            at=context.at,
        )
        says = f"{taken.says}; it {self.stance} {self.finding}"
        changes = (*taken.changes, adding("links", link))
        return Effect(changes, (statement, source, self.finding), says)


@dataclass(frozen=True, slots=True)
class AmendStatement(Command):
    """Change a statement's voice, its questions, what it repeats or a flag.

    The quote may be corrected only where it was typed (it has no place in a stored text): what a
    source says is never reworded. The first wording stays in the history. Naming the voice takes
    off the flag that nobody was named.
    """

    statement: str
    fields: Mapping[str, Any]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        statement = found(state.statements, self.statement, "statement")
        fixed = {"id", "source", "place", "withdrawn", "withdrawn_reason"} & set(self.fields)
        if fixed:
            raise refuse(statement.id, f"can't be given another {min(fixed)}")
        if "quote" in self.fields and statement.place and statement.place.start is not None:
            raise refuse(
                statement.id,
                "is quoted from its source and can't be reworded: take the passage anew",
            )
        fields = dict(self.fields)
        if fields.get("voice") and statement.unnamed:
            fields.setdefault("clarify", None)
        change = amended("statements", statement, **fields)
        says = f"changed {', '.join(sorted(self.fields))} of {statement.id}"
        return Effect((change,), (statement.id,), says)


@dataclass(frozen=True, slots=True)
class MarkRepeat(Command):
    """Say that a statement only repeats another, or (None) that it does not."""

    statement: str
    of: str | None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        statement = found(state.statements, self.statement, "statement")
        change = amended("statements", statement, repeats=self.of)
        says = f"{statement.id} repeats {self.of}" if self.of else f"{statement.id} stands alone"
        return Effect((change,), tuple(filter(None, (statement.id, self.of))), says)


@dataclass(frozen=True, slots=True)
class MarkRepeats(Command):
    """Say of several statements, each beside the one it repeats, that they only repeat."""

    pairs: tuple[tuple[str, str], ...]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        if not self.pairs:
            raise refuse("repeats", "names no statement")
        changes = tuple(
            amended("statements", found(state.statements, statement, "statement"), repeats=other)
            for statement, other in dict(self.pairs).items()
        )
        said = ", ".join(f"{statement} repeats {other}" for statement, other in self.pairs)
        return Effect(changes, tuple(dict.fromkeys(sum(self.pairs, ()))), shortened(said, 100))


@dataclass(frozen=True, slots=True)
class TieToQuestion(Command):
    """Tie a statement to a key question; asks of its session about that are then answered."""

    statement: str
    question: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        statement = found(state.statements, self.statement, "statement")
        if self.question in statement.questions:
            raise refuse(statement.id, f"is tied to {self.question} already")
        change = amended("statements", statement, questions=(*statement.questions, self.question))
        asks = asks_about(state, statement.source, question=self.question)
        answered = answer_changes(asks, statement.id)
        about = (statement.id, *(answer.key for answer in answered))
        return Effect((change, *answered), about, f"tied {statement.id} to {self.question}")


@dataclass(frozen=True, slots=True)
class UntieFromQuestion(Command):
    """Take a statement off a key question."""

    statement: str
    question: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        statement = found(state.statements, self.statement, "statement")
        if self.question not in statement.questions:
            raise refuse(statement.id, f"is not tied to {self.question}")
        left = tuple(q for q in statement.questions if q != self.question)
        change = amended("statements", statement, questions=left or None)
        return Effect((change,), (statement.id,), f"untied {statement.id} from {self.question}")


@dataclass(frozen=True, slots=True)
class WithdrawStatement(Command):
    """Count a statement no more, for a reason; it stays to be read."""

    statement: str
    reason: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        statement = found(state.statements, self.statement, "statement")
        if statement.withdrawn:
            raise refuse(statement.id, "is withdrawn already")
        change = amended(
            "statements", statement, withdrawn=True, withdrawn_reason=self.reason or None
        )
        return Effect((change,), (statement.id,), f"withdrew {statement.id}: {self.reason}")


@dataclass(frozen=True, slots=True)
class RestoreStatement(Command):
    """Count a withdrawn statement again."""

    statement: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        statement = found(state.statements, self.statement, "statement")
        if not statement.withdrawn:
            raise refuse(statement.id, "is not withdrawn")
        change = amended("statements", statement, withdrawn=None, withdrawn_reason=None)
        return Effect((change,), (statement.id,), f"restored {statement.id}")
