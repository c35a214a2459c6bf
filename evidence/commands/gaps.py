"""Gaps that are set aside, and what the service is asked to send so that gaps close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence.commands.base import Command, Context, Effect, amended, found, made, shortened
from evidence.faults import refuse
from evidence.model import Dismissal, GapRef, Request
from evidence.state import Change, State, adding
from evidence.words import spoken


@dataclass(frozen=True, slots=True)
class DismissGap(Command):
    """Set a gap aside, for a reason; it stays to be seen.

    Of a conflict it is noted which links there are: one that comes later brings the gap back, and
    then it can be set aside anew.
    """

    gap: GapRef
    reason: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        key = self.gap.key
        before = state.dismissals.get(key)
        links = tuple(state.links_of_finding.get(self.gap.about.finding or "", {}).values())
        if before is not None and (self.gap.code != "conflict" or all(map(before.saw, links))):
            raise refuse(key, "is set aside already")
        if not self.reason.strip():
            raise refuse(key, "say why: a gap is set aside for a reason")
        seen = [{"statement": link.statement, "stance": link.stance} for link in links]
        dismissal = made(
            Dismissal,
            gap=self.gap,
            reason=self.reason,
            by=context.by,
            at=context.at,
            seen=seen if seen and self.gap.code == "conflict" else None,
        )
        says = f"set aside the gap {spoken(key)}: {shortened(self.reason)}"
        change = Change("dismissals", key, before, dismissal)
        return Effect((change,), _about(self.gap), says)


@dataclass(frozen=True, slots=True)
class RecallGap(Command):
    """Take up again a gap that was set aside."""

    gap: GapRef

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        dismissal = found(state.dismissals, self.gap.key, "gap set aside")
        change = Change("dismissals", self.gap.key, dismissal, None)
        return Effect((change,), _about(self.gap), f"took up the gap {spoken(self.gap.key)} again")


@dataclass(frozen=True, slots=True)
class MakeRequest(Command):
    """Ask the service to send something that would close these gaps."""

    gaps: tuple[GapRef, ...]
    wording: str
    why: str = ""
    by_when: str | None = None

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        request = self.record(state.next_id("requests"))
        says = f"requested {request.id}: {shortened(self.wording)}"
        return Effect((adding("requests", request),), (request.id,), says)

    def record(self, identifier: str) -> Request:
        """The request under this id. Raises Refused."""
        return made(
            Request,
            id=identifier,
            gaps=[gap.plain() for gap in self.gaps],
            wording=self.wording,
            why=self.why or None,
            by_when=self.by_when,
        )


@dataclass(frozen=True, slots=True)
class MakeRequests(Command):
    """Make several requests at once: one entry."""

    requests: tuple[MakeRequest, ...]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        if not self.requests:
            raise refuse("", "there is nothing to request")
        first = int(state.next_id("requests")[1:])
        made = [request.record(f"R{number}") for number, request in enumerate(self.requests, first)]
        changes = tuple(adding("requests", request) for request in made)
        says = f"made {len(made)} requests"
        return Effect(changes, tuple(request.id for request in made), says)


@dataclass(frozen=True, slots=True)
class AmendRequest(Command):
    """Change a request's wording, reason, day, state, or which sources arrived for it."""

    request: str
    fields: Mapping[str, Any]

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        request = found(state.requests, self.request, "request")
        if "id" in self.fields:
            raise refuse(request.id, "can't be given another id")
        change = amended("requests", request, **self.fields)
        says = f"changed {', '.join(sorted(self.fields))} of {request.id}"
        return Effect((change,), (request.id,), says)


def _about(gap: GapRef) -> tuple[str, ...]:
    return tuple(str(value) for value in gap.about.plain().values())
