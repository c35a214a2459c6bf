"""Requests before the visit: what the service is asked to send, for which gaps, why, by when.

A request goes to those who are inspected: it names a document or data set and the key question,
and nothing that anybody said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from evidence.commands import MakeRequest
from evidence.model import GapRef, Request, Source, day_of
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Kind, id_order, spoken
from graph.gaps import Gap
from graph.status import Assessments
from graph.whereabouts import questions_about
from graph.yardstick import Yardstick

__all__ = ["Proposal", "RequestLine", "RequestList", "arrivals", "due_day", "request_list"]

_SENT: tuple[Kind, ...] = ("document", "data")
_WRITTEN: tuple[Kind, ...] = ("document", "data", "survey")
#: Whose papers a service sends as its own.
_OF_THE_SERVICE = frozenset({"leaders", "middle_managers", "support_staff", "data_system"})
_AHEAD = timedelta(days=14)
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that could be requested: the wording, why, and the gaps that it would close."""

    wording: str
    why: str
    gaps: tuple[GapRef, ...]

    def plain(self) -> dict[str, Any]:
        """As `requests --json` gives it."""
        return {
            "wording": self.wording,
            "why": self.why,
            "gaps": [gap.plain() for gap in self.gaps],
        }


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as a list shows it, with the labels of what arrived and what may be it."""

    request: Request
    overdue: bool
    arrived: tuple[tuple[str, str], ...]
    may_be: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """As `requests --json` gives it."""
        request = self.request
        return {
            "id": request.id,
            "wording": request.wording,
            "why": request.why,
            "by_when": request.by_when,
            "state": request.state,
            "overdue": self.overdue,
            "gaps": [gap.plain() for gap in request.gaps],
            "sources": [source for source, _ in self.arrived],
            "may_be": [source for source, _ in self.may_be],
        }


@dataclass(frozen=True, slots=True)
class RequestList:
    """What is requested, and what could be: everything that an export of it shows."""

    title: str
    service: str
    marking: str
    made_on: str
    lines: tuple[RequestLine, ...]
    proposed: tuple[Proposal, ...]
    due: str | None

    def wanted(self) -> Iterator[RequestLine]:
        """Those that the service is still to answer."""
        return (line for line in self.lines if line.request.state in ("open", "sent"))

    def commands(self) -> tuple[MakeRequest, ...]:
        """What requests everything that is proposed."""
        return tuple(
            MakeRequest(proposal.gaps, proposal.wording, proposal.why, self.due)
            for proposal in self.proposed
        )

    def plain(self) -> dict[str, Any]:
        """As `requests --json` gives it."""
        return {
            "requests": [line.plain() for line in self.lines],
            "proposed": [proposal.plain() for proposal in self.proposed],
            "by_when": self.due,
        }


def request_list(
    state: State,
    programme: Programme,
    assessments: Assessments,
    found: Sequence[Gap],
    today: date,
) -> RequestList:
    """The requests in the order in which they came, and those that the gaps ask for."""
    inspection = state.inspection
    return RequestList(
        inspection.title or "",
        inspection.service or "",
        inspection.marking,
        today.isoformat(),
        tuple(
            _line(state, state.requests[key], today) for key in sorted(state.requests, key=id_order)
        ),
        tuple(_proposals(state, programme, assessments, found, today)),
        due_day(state, today),
    )


def due_day(state: State, today: date) -> str | None:
    """By when to ask for something: two weeks before the visit, or by its first day; else None."""
    begins = state.inspection.visit_from
    if begins is None or day_of(begins) <= today:
        return None
    ahead = day_of(begins) - _AHEAD
    return (ahead if ahead > today else day_of(begins)).isoformat()


def _line(state: State, request: Request, today: date) -> RequestLine:
    waiting = request.state in ("open", "sent")
    overdue = waiting and request.by_when is not None and day_of(request.by_when) < today
    questions = (each for gap in request.gaps for each in questions_about(gap.about, state))
    return RequestLine(
        request,
        overdue,
        tuple((key, state.sources[key].label) for key in request.sources if key in state.sources),
        tuple((each.id, each.label) for each in arrivals(state, request)) if waiting else (),
        tuple(dict.fromkeys(questions)),
    )


def arrivals(state: State, request: Request) -> list[Source]:
    """The sources that may be what was requested, the likeliest first, by the words of their names.

    Those that answer another request, or were withdrawn, are none.
    """
    taken = {source for other in state.requests.values() for source in other.sources}
    wanted = _stems(request.wording)
    kinds = {gap.kind for gap in request.gaps if gap.kind is not None}
    found = []
    for source in state.sources.values():
        if source.withdrawn or source.id in taken or (kinds and source.kind not in kinds):
            continue
        name = f"{source.title} {source.file.name or '' if source.file else ''}"
        shared = len(wanted & _stems(name))
        if 2 * shared > len(wanted) or shared > 2:
            found.append((-shared, id_order(source.id), source))
    return [source for _, _, source in sorted(found, key=lambda each: each[:2])]


def _stems(text: str) -> set[str]:
    return {word.casefold()[:6] for word in _WORD.findall(text)} - {"and", "the", "for", "with"}


# -- what could be requested ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wish:
    """One gap's wish for one document."""

    wording: str
    why: str
    gap: Gap


def _proposals(
    state: State,
    programme: Programme,
    assessments: Assessments,
    found: Iterable[Gap],
    today: date,
) -> list[Proposal]:
    """One proposal for each document asked for, with all the gaps that it would close."""
    yardstick = Yardstick.of(state, programme, today)
    wishes: dict[str, list[_Wish]] = {}
    for gap in found:
        if gap.dismissed is None:
            for wish in _wishes(state, programme, assessments, yardstick, gap):
                wishes.setdefault(wish.wording.casefold(), []).append(wish)
    standing = {request.wording.casefold() for request in state.requests.values()}
    return [
        Proposal(
            wished[0].wording,
            " ".join(dict.fromkeys(wish.why for wish in wished)),
            tuple(wish.gap.reference for wish in {wish.gap.key: wish for wish in wished}.values()),
        )
        for wording, wished in wishes.items()
        if wording not in standing
    ]


def _wishes(
    state: State,
    programme: Programme,
    assessments: Assessments,
    yardstick: Yardstick,
    gap: Gap,
) -> Iterator[_Wish]:
    """The documents and data that would close a gap."""
    match gap.code:
        case "expected_missing" if gap.kind in _SENT:
            yield from _expected(programme, gap, gap.about.question or "", (gap.kind,))
        case "no_evidence":
            yield from _expected(programme, gap, gap.about.question or "", _SENT)
        case "one_kind" if gap.about.finding is not None:
            assessment = assessments[gap.about.finding]
            lacking = [
                kind
                for settling in assessment.settles
                if settling.test == "second_kind"
                for kind in settling.kinds
                if kind in _SENT
            ]
            for wish in _expected(programme, gap, assessment.finding.question, lacking):
                if not _is_here(state, wish.wording):
                    yield wish
        case "stale":
            entered = assessments[gap.about.finding or ""].supports.entered
            for source in (state.sources[key] for key in entered):
                if _own_paper(state, source) and source.dated and not yardstick.is_current(source):
                    why = f"The edition that we hold is of {source.dated}."
                    yield _Wish(f"The present edition of: {source.label}", why, gap)
        case "prior_action":
            finding = state.findings[gap.about.finding or ""]
            wording = f"What was done about: {finding.recommendation}"
            yield _Wish(wording, "It was recommended earlier.", gap)
        case "clarify":
            yield from _undescribed(state, gap)
        case _:
            return


def _expected(
    programme: Programme, gap: Gap, question: str, kinds: Iterable[Kind]
) -> Iterator[_Wish]:
    """What the programme names as examples of these kinds for a key question."""
    asked = programme.questions.get(question)
    if asked is None:
        return
    for kind in kinds:
        if kind not in asked.expects:
            continue
        why = f"Key question {asked.id}: {asked.text}"
        for example in asked.expects[kind] or (f"{spoken(kind)} on {asked.id}",):
            yield _Wish(f"{example[0].upper()}{example[1:]}", why, gap)


def _is_here(state: State, wording: str) -> bool:
    """Whether a source's name has every word of what would be asked for."""
    wanted = _stems(wording)
    return bool(wanted) and any(
        wanted <= _stems(source.label) for source in state.sources.values() if not source.withdrawn
    )


def _own_paper(state: State, source: Source) -> bool:
    """Whether a source is a paper of the service's own, so that it may be named to the service.

    What nobody is named for may be an anonymous letter, and what staff or those supervised wrote
    may have come in confidence: neither is ever named by a proposal.
    """
    groups = {state.voices[voice].group for voice in source.voices}
    own = bool(groups) and groups <= _OF_THE_SERVICE
    counted = not groups and source.kind in ("data", "survey")
    return source.kind in _WRITTEN and (own or counted) and source.reliability != "doubtful"


def _undescribed(state: State, gap: Gap) -> Iterator[_Wish]:
    """What is not known of a paper of the service's own; an inspector's flag stays hers."""
    source = state.sources.get(gap.about.source or "")
    if source is None or not _own_paper(state, source):
        return
    lacking = []
    if source.dated is None:
        lacking.append("its date")
    if not source.voices:
        lacking.append("who answers for it")
    if lacking:
        why = "The copy that we hold does not say so."
        yield _Wish(f"Of {source.label}: {' and '.join(lacking)}", why, gap)
