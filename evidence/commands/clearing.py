"""What is done about words before they are handed over; the records keep them as they are."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.commands.base import Command, Context, Effect, found, made, shortened
from evidence.faults import refuse
from evidence.model import Clearance
from evidence.state import Change, State
from evidence.words import Check, ClearingAction

__all__ = ["ClearSeveral", "ClearWords", "RecallClearance"]

_DID = {"redact": "redacts", "paraphrase": "paraphrases", "keep": "keeps"}


@dataclass(frozen=True, slots=True)
class ClearWords(Command):
    """Redact, paraphrase or keep words of one record in exports; said anew, it is changed."""

    check: Check
    about: str
    words: str
    action: ClearingAction
    instead: str | None = None
    reason: str = ""

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        change = self.change(state, context)
        says = f"{_DID[self.action]} {shortened(self.words, 30)!r} of {self.about} in exports"
        return Effect((change,), (self.about,), says)

    def change(self, state: State, context: Context) -> Change:
        """What this would change. Raises Refused."""
        tables = (state.statements, state.sources, state.findings, state.voices)
        if self.about != "inspection" and not any(self.about in table for table in tables):
            raise refuse(self.about, "there is no statement, source or finding of this id")
        instead = (self.instead or "").strip()
        if self.action == "keep" and not self.reason.strip():
            raise refuse(self.about, "say why: words are kept for a reason")
        if self.action == "paraphrase" and not instead:
            raise refuse(self.about, "say what is to stand instead")
        if self.action != "paraphrase" and instead:
            raise refuse(self.about, "only a paraphrase has words instead")
        if instead and " ".join(self.words.split()).casefold() in instead.casefold():
            raise refuse(self.about, "the words instead hold the words themselves")
        clearance = made(
            Clearance,
            check=self.check,
            about=self.about,
            words=self.words,
            action=self.action,
            instead=instead or None,
            reason=self.reason or None,
            by=context.by,
            at=context.at,
        )
        before = state.clearances.get(clearance.key)
        if before is not None and (before.action, before.instead, before.reason) == (
            clearance.action,
            clearance.instead,
            clearance.reason,
        ):
            raise refuse(self.about, "stands so already: nothing to change")
        return Change("clearances", clearance.key, before, clearance)


@dataclass(frozen=True, slots=True)
class ClearSeveral(Command):
    """Settle several things that the check found, as one entry."""

    each: tuple[ClearWords, ...]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        if not self.each:
            raise refuse("", "there is nothing to settle")
        changes = {change.key: change for change in (c.change(state, context) for c in self.each)}
        about = tuple(dict.fromkeys(command.about for command in self.each))
        says = f"settled {len(changes)} things that the check before handing over found"
        return Effect(tuple(changes.values()), about, says)


@dataclass(frozen=True, slots=True)
class RecallClearance(Command):
    """Take back what was done about words: they are open again."""

    clearance: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        clearance = found(state.clearances, self.clearance, "clearance")
        says = f"took back: {clearance.action} {shortened(clearance.words, 30)!r}"
        change = Change("clearances", self.clearance, clearance, None)
        return Effect((change,), (clearance.about,), says)
