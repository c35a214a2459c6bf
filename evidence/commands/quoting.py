"""Taking words that somebody quotes: they only repeat what was said elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evidence.commands.base import Command, Context, Effect, shortened
from evidence.commands.statements import TakeStatement
from evidence.state import Change, State, adding

__all__ = ["NOT_HERE", "TakeQuoted"]

NOT_HERE = "quoted from a message that is not here"


@dataclass(frozen=True, slots=True)
class TakeQuoted(Command):
    """Take quoted words as a statement that repeats the one holding the words as first said.

    That is ``repeats``; or where they are here and untaken, ``original`` takes them in the same
    entry; or where they are not here, the statement is flagged for clarification.
    """

    quoted: TakeStatement
    repeats: str | None = None
    original: TakeStatement | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        taken = self.quoted.carry_out(state, context)
        own: Any = taken.changes[0].after
        others: list[Change] = []
        of = self.repeats
        if self.original is not None:
            # It would be given the very id that the quoted words have: it takes the one after.
            first: Any = self.original.carry_out(state, context).changes[0].after
            of = _following(taken.about[0], state)
            others.append(adding("statements", first.with_fields(id=of)))
        fields = {"clarify": NOT_HERE} if of is None else {"repeats": of}
        quoted = adding("statements", own.with_fields(**fields))
        which = f"repeats {of}" if of else f"is {NOT_HERE}"
        says = f"took {taken.about[0]}, which {which}: {shortened(self.quoted.quote)}"
        about = (taken.about[0], *filter(None, (of,)), *taken.about[1:])
        return Effect((*others, quoted, *taken.changes[1:]), about, says)


def _following(identifier: str, state: State) -> str:
    """The id after this one that nothing has."""
    number = int(identifier[1:]) + 1
    while f"{identifier[0]}{number}" in state.statements:
        number += 1
    return f"{identifier[0]}{number}"
