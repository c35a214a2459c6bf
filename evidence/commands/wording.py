"""Typed notes taken apart and put together: what was said stays, and all that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from evidence.commands.base import Command, Context, Effect, amended, found, made
from evidence.faults import refuse
from evidence.model import Finding, Record, Statement, key_of
from evidence.state import Change, State, adding

__all__ = ["JoinStatements", "SplitStatement"]


@dataclass(frozen=True, slots=True)
class SplitStatement(Command):
    """Make two statements of a typed note: its words before and after character ``at``.

    Both keep the time, the voice, the wording, and what the note repeats. Links, key questions and
    answers stay with the first, since nobody judged the second by itself.
    """

    statement: str
    at: int

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        whole = _typed(state, self.statement)
        first, second = whole.quote[: self.at].rstrip(), whole.quote[max(self.at, 0) :].lstrip()
        if not first.strip() or not second or self.at < 0:
            raise refuse(whole.id, "has words on one side only of where it is to be split")
        added = made(
            Statement,
            id=state.next_id("statements"),
            source=whole.source,
            quote=second,
            place=whole.place,
            voice=whole.voice,
            repeats=whole.repeats,
            wording=whole.wording,
            labels=whole.labels or None,
            recorded_by=whole.recorded_by,
            recorded_at=whole.recorded_at,
            clarify=whole.clarify if whole.unnamed else None,
        )
        standing = iter(state.statements_of_source[whole.source])
        following = next((next(standing, None) for key in standing if key == whole.id), None)
        changes = (
            amended("statements", whole, quote=first),
            Change("statements", added.id, None, added, following),
        )
        kept = [link.finding for link in state.links_of_statement.get(whole.id, {}).values()]
        kept += [*whole.questions, *(ask for ask in state.asks if _answers(state, ask, whole.id))]
        stays = f"; {', '.join(dict.fromkeys(kept))} stays with {whole.id}" if kept else ""
        says = f"split {whole.id}: what follows is {added.id}{stays}"
        return Effect(changes, (whole.id, added.id), says)


@dataclass(frozen=True, slots=True)
class JoinStatements(Command):
    """Make one statement of two typed notes of one source: ``second`` goes into ``first``.

    The first keeps its id and time. All that was tied to the second, or refers to it, is then of
    the first.
    """

    first: str
    second: str

    def carry_out(self, state: State, context: Context) -> Effect:
        """See Command."""
        if self.first == self.second:
            raise refuse(self.first, "can't be joined with itself")
        first, second = _typed(state, self.first), _typed(state, self.second)
        if first.source != second.source:
            raise refuse(second.id, f"is of another source than {first.id}")
        if first.voice and second.voice and first.voice != second.voice:
            raise refuse(second.id, f"is another voice's than {first.id}: two people said it")
        if first.unnamed != second.unnamed and (first.voice or second.voice):
            nobodys = first if first.unnamed else second
            raise refuse(nobodys.id, "is said by somebody not named yet: name its voice first")
        if first.repeats != second.repeats:
            raise refuse(second.id, f"does not repeat the same as {first.id}: take that off first")
        both = {"quote", "paraphrase"}
        wordings = {first.wording, second.wording}
        fields: dict[str, Any] = {
            "quote": f"{first.quote.rstrip()} {second.quote.lstrip()}",
            "voice": first.voice or second.voice,
            "questions": tuple(dict.fromkeys((*first.questions, *second.questions))) or None,
            "labels": tuple(dict.fromkeys((*first.labels, *second.labels))) or None,
            "clarify": "; ".join(filter(None, (first.clarify, second.clarify))) or None,
            "wording": "paraphrase" if both <= wordings else first.wording or second.wording,
        }
        changes = (
            amended("statements", first, **fields),
            *_links_moved(state, first, second),
            *_references_moved(state, first.id, second.id),
            Change("statements", second.id, second, None),
        )
        moved = [link.finding for link in state.links_of_statement.get(second.id, {}).values()]
        moved += [
            *second.questions,
            *(ask for ask in state.asks if _answers(state, ask, second.id)),
        ]
        with_it = f", with {', '.join(dict.fromkeys(moved))}" if moved else ""
        says = f"joined {second.id} into {first.id}{with_it}"
        return Effect(changes, (first.id, second.id), says)


def _typed(state: State, key: str) -> Statement:
    """A note that may be taken apart. Raises Refused."""
    statement = found(state.statements, key, "statement")
    if statement.place is not None and statement.place.start is not None:
        raise refuse(statement.id, "is quoted from its source: take the passage anew instead")
    if statement.withdrawn:
        raise refuse(statement.id, "is withdrawn: restore it first")
    return statement


def _answers(state: State, ask: str, statement: str) -> bool:
    return state.asks[ask].answer == statement


def _links_moved(state: State, first: Statement, second: Statement) -> Iterator[Change]:
    """The second's links as the first's. Raises Refused where the two were judged unlike."""
    standing = {link.finding: link for link in state.links_of_statement.get(first.id, {}).values()}
    for link in state.links_of_statement.get(second.id, {}).values():
        other = standing.get(link.finding)
        if other is not None and other.stance != link.stance:
            raise refuse(
                second.id,
                f"{link.stance} {link.finding} and {first.id} {other.stance} it: "
                "take one of them off first",
            )
        yield Change("links", key_of(link), link, None)
        if other is None:
            yield adding("links", link.with_fields(statement=first.id))
        elif link.note and link.note != other.note:
            note = "; ".join(filter(None, (other.note, link.note)))
            yield amended("links", other, note=note)


def _references_moved(state: State, first: str, second: str) -> Iterator[Change]:
    """What refers to the second, referring to the first."""
    for repeating in state.repeats_of.get(second, {}).values():
        yield amended("statements", repeating, repeats=first)
    for finding in state.findings.values():
        yield from _seen_moved(finding, first, second)
    for ask in state.asks.values():
        about = ask.gap.about if ask.gap is not None else None
        fields: dict[str, Any] = {"answer": first} if ask.answer == second else {}
        if ask.gap is not None and about is not None and about.statement == second:
            fields["gap"] = ask.gap.with_fields(about=about.with_fields(statement=first))
        if fields:
            yield amended("asks", ask, **fields)
    for refusal in state.refusals_of_statement.get(second, {}).values():
        named = {name: first for name in ("statement", "other") if getattr(refusal, name) == second}
        moved = refusal.with_fields(**named)
        yield Change("refusals", key_of(refusal), refusal, None)
        if key_of(moved) not in state.refusals and moved.statement != moved.other:
            yield adding("refusals", moved)
    for key, dismissal in state.dismissals.items():
        if dismissal.gap.about.statement == second:
            yield Change("dismissals", key, dismissal, None)


def _seen_moved(finding: Finding, first: str, second: str) -> Iterator[Change]:
    resolution = finding.resolution
    if resolution is None or second not in {
        each if isinstance(each, str) else each.statement for each in resolution.seen
    }:
        return
    seen: list[Any] = []
    for each in resolution.plain()["seen"]:
        if each == second:
            moved: Any = first
        elif isinstance(each, dict) and each["statement"] == second:
            moved = each | {"statement": first}
        else:
            moved = each
        if moved not in seen:
            seen.append(moved)
    changed: Record = resolution.with_fields(seen=seen)
    yield amended("findings", finding, resolution=changed)
