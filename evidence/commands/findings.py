"""Findings: written, linked to statements, resolved where the evidence conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.commands.answering import answer_changes, asks_about
from evidence.commands.base import Command, Context, Effect, amended, found, made, shortened
from evidence.faults import refuse
from evidence.model import Finding, Link, Place, Refusal, Resolution, SeenLink, key_of
from evidence.state import Change, State, adding
from evidence.words import Outcome, Polarity, Stance, spoken


@dataclass(frozen=True, slots=True)
class WriteFinding(Command):
    """Write a proposition under a key question.

    ``recommendation`` names the earlier recommendation that it follows up, if any.
    """

    question: str
    text: str
    polarity: Polarity = "neutral"
    recommendation: str | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        finding = made(
            Finding,
            id=state.next_id("findings"),
            question=self.question,
            text=self.text,
            polarity=self.polarity,
            recommendation=self.recommendation,
        )
        says = f"wrote {finding.id}: {shortened(finding.text)}"
        return Effect((adding("findings", finding),), (finding.id,), says)


@dataclass(frozen=True, slots=True)
class AmendFinding(Command):
    """Change a finding's wording, polarity, key question or the recommendation it follows up."""

    finding: str
    fields: Mapping[str, Any]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        finding = found(state.findings, self.finding, "finding")
        if {"id", "resolution"} & set(self.fields):
            raise refuse(finding.id, "its id stays, and its resolution has commands of its own")
        change = amended("findings", finding, **self.fields)
        says = f"changed {', '.join(sorted(self.fields))} of {finding.id}"
        return Effect((change,), (finding.id,), says)


@dataclass(frozen=True, slots=True)
class RemoveFinding(Command):
    """Take a finding away, with its links and refusals; the history keeps it, undo restores it."""

    finding: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        finding = found(state.findings, self.finding, "finding")
        links = state.links_of_finding.get(finding.id, {})
        refusals = state.refusals_of_finding.get(finding.id, {})
        changes = (
            *(Change("links", key, link, None) for key, link in links.items()),
            *(Change("refusals", key, refusal, None) for key, refusal in refusals.items()),
            Change("findings", finding.id, finding, None),
        )
        says = f"removed {finding.id} and {len(links)} links: {shortened(finding.text)}"
        return Effect(changes, (finding.id,), says)


def _links_between(state: State, statement: str, finding: str) -> Iterator[Link]:
    for link in state.links_of_finding.get(finding, {}).values():
        if link.statement == statement:
            yield link


@dataclass(frozen=True, slots=True)
class LinkStatement(Command):
    """Judge that a statement supports, qualifies or contradicts a finding.

    An earlier judgement of the same pair is replaced.
    """

    statement: str
    finding: str
    stance: Stance
    note: str | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        found(state.statements, self.statement, "statement")
        found(state.findings, self.finding, "finding")
        link = made(
            Link,
            statement=self.statement,
            finding=self.finding,
            stance=self.stance,
            note=self.note,
            by=context.by,
            at=context.at,
        )
        before = list(_links_between(state, self.statement, self.finding))
        if [(old.stance, old.note) for old in before] == [(link.stance, link.note)]:
            raise refuse(self.statement, f"{self.stance} {self.finding} already")
        changes = [
            Change("links", key_of(old), old, None) for old in before if old.stance != self.stance
        ]
        same = next((old for old in before if old.stance == self.stance), None)
        changes.append(Change("links", key_of(link), same, link))
        source = state.statements[self.statement].source
        answered = answer_changes(asks_about(state, source, finding=self.finding), self.statement)
        says = f"{self.statement} {self.stance} {self.finding}"
        about = (self.statement, self.finding, *(answer.key for answer in answered))
        return Effect((*changes, *answered), about, says)


@dataclass(frozen=True, slots=True)
class UnlinkStatement(Command):
    """Take away what was judged between a statement and a finding."""

    statement: str
    finding: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        links = list(_links_between(state, self.statement, self.finding))
        if not links:
            raise refuse(self.statement, f"is not linked to {self.finding}")
        changes = tuple(Change("links", key_of(link), link, None) for link in links)
        says = f"unlinked {self.statement} from {self.finding}"
        return Effect(changes, (self.statement, self.finding), says)


@dataclass(frozen=True, slots=True)
class ResolveFinding(Command):
    """Settle a conflict, with the reason and the counting links that were seen in doing so."""

    finding: str
    outcome: Outcome
    reason: str
    seen: tuple[SeenLink, ...]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        finding = found(state.findings, self.finding, "finding")
        if not self.reason.strip():
            raise refuse(finding.id, "say why: a resolution needs a reason")
        resolution = made(
            Resolution,
            outcome=self.outcome,
            reason=self.reason,
            by=context.by,
            at=context.at,
            seen=[seen.plain() for seen in self.seen],
        )
        change = amended("findings", finding, resolution=resolution)
        says = f"resolved {finding.id} as {spoken(self.outcome)}: {shortened(self.reason)}"
        return Effect((change,), (finding.id,), says)


@dataclass(frozen=True, slots=True)
class ReopenFinding(Command):
    """Take a resolution away."""

    finding: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        finding = found(state.findings, self.finding, "finding")
        if finding.resolution is None:
            raise refuse(finding.id, "has no resolution")
        change = amended("findings", finding, resolution=None)
        return Effect((change,), (finding.id,), f"reopened {finding.id}")


@dataclass(frozen=True, slots=True)
class RefuseSuggestion(Command):
    """Turn down something that was suggested, so that it is not raised again.

    What was suggested: a statement, or a passage by its source and place. For what: a finding, a
    key question, another statement that it was said to repeat or deny, or an origin that its
    source was said to be copied from.
    """

    statement: str | None = None
    finding: str | None = None
    question: str | None = None
    other: str | None = None
    source: str | None = None
    place: Place | None = None
    origin: str | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        refusal = made(
            Refusal,
            statement=self.statement,
            source=self.source,
            place=self.place,
            finding=self.finding,
            question=self.question,
            other=self.other,
            origin=self.origin,
            by=context.by,
            at=context.at,
        )
        what = str(refusal.statement or refusal.source)
        target = next(filter(None, refusal.targets))
        if key_of(refusal) in state.refusals:
            raise refuse(what, f"was refused for {target} already")
        return Effect(
            (adding("refusals", refusal),), (what, target), f"{what} is unrelated to {target}"
        )
