"""Session sheets: for each session who is met, what is asked in which order, and what to look for.

A sheet has two parts. What is asked carries only neutral wording, so that it may lie on the table;
the inspector's part has the findings, what would corroborate or refute them in terms of kinds and
groups, and the documents to have at hand with their places. Neither quotes anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from evidence.model import About, Ask, Session
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Kind, id_order, spoken
from graph.asks import asks_of
from graph.attribution import is_small
from graph.counting import counting_links, counting_on, original
from graph.outline import place_words
from graph.status import Assessments

__all__ = ["AskOnSheet", "AtHand", "Sheet", "sheets"]

#: The kinds that can lie at hand. What people said elsewhere stays out of the room.
_WRITTEN: Final[frozenset[Kind]] = frozenset({"document", "data", "survey"})


@dataclass(frozen=True, slots=True)
class AtHand:
    """A document to have at hand, and the places in it that bear on what is asked."""

    source: str
    title: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskOnSheet:
    """An ask; ``about`` names what it would settle, ``text`` says it, and how it stands now."""

    number: int
    id: str
    wording: str
    minutes: int | None
    state: str
    about: str = ""
    text: str = ""
    status: str = ""
    corroborates: tuple[str, ...] = ()
    refutes: tuple[str, ...] = ()
    at_hand: tuple[AtHand, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session with its asks in order. ``unattributed`` says of whom nothing may be attributed."""

    session: str
    title: str
    kind: str
    starts: str | None
    minutes: int | None
    site: str | None
    agency: str | None
    voices: tuple[str, ...]
    unattributed: str
    asks: tuple[AskOnSheet, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def sheets(
    state: State, programme: Programme, assessments: Assessments, session: str | None = None
) -> tuple[Sheet, ...]:
    """The sheets of every session in the order of their beginning, or of one session.

    A session that was held is left out where nothing was to be asked in it.
    """
    chosen = [
        each
        for key, each in state.sessions.items()
        if key == session or (session is None and (each.source is None or _to_ask(state, each.id)))
    ]
    ordered = sorted(chosen, key=lambda each: (each.starts or "9", id_order(each.id)))
    return tuple(_sheet(state, programme, assessments, each) for each in ordered)


def _sheet(state: State, programme: Programme, assessments: Assessments, session: Session) -> Sheet:
    voices = [state.voices[key] for key in session.voices]
    few = [voice.label for voice in voices if is_small(voice.people, programme.small_group)]
    return Sheet(
        session=session.id,
        title=session.title or session.id,
        kind=spoken(session.kind),
        starts=session.starts,
        minutes=session.minutes,
        site=session.site,
        agency=session.agency,
        voices=tuple(
            f"{voice.label}{f' ({voice.people})' if voice.people else ''}" for voice in voices
        ),
        unattributed=", ".join(few),
        asks=tuple(
            _ask(state, programme, assessments, session, number)
            for number, ask in _to_ask(state, session.id)
        ),
    )


def _to_ask(state: State, session: str) -> list[tuple[int, Ask]]:
    """The asks of a session with their numbers, without those that were dropped."""
    numbered = enumerate(asks_of(state, session), 1)
    return [(number, ask) for number, ask in numbered if ask.state != "dropped"]


def _ask(
    state: State, programme: Programme, assessments: Assessments, session: Session, number: int
) -> AskOnSheet:
    ask = asks_of(state, session.id)[number - 1]
    about = ask.gap.about if ask.gap is not None else About()
    name = text = status = ""
    corroborates: tuple[str, ...] = ()
    refutes: tuple[str, ...] = ()
    if about.finding in state.findings:
        assessment = assessments[about.finding]
        name, text = about.finding, assessment.finding.text
        status = spoken(assessment.status)
        corroborates = tuple(map(str, assessment.settles))
        corroborates = corroborates or ("an account of their own in which it holds",)
        refutes = ("an account of their own in which it does not hold, or holds only in part",)
    elif about.question in programme.questions:
        question = programme.questions[about.question]
        name, text = question.id, question.text
        expected = ", ".join(map(spoken, question.expects))
        corroborates = (
            f"an account of their own practice{f'; expected: {expected}' * bool(expected)}",
        )
    elif about.area is not None:
        name, text = about.area, f"Whose voice is missing from {about.area}"
        corroborates = ("their own account of it",)
    elif about.statement in state.statements or about.source in state.sources:
        name, text = about.statement or about.source or "", "to be clarified"
    return AskOnSheet(
        number=number,
        id=ask.id,
        wording=ask.wording,
        minutes=ask.minutes,
        state=ask.state,
        about=name,
        text=text,
        status=status,
        corroborates=corroborates,
        refutes=refutes,
        at_hand=tuple(_at_hand(state, about)),
    )


def _at_hand(state: State, about: About) -> Iterator[AtHand]:
    """The written sources that bear on what an ask is about, each with the places in it."""
    bearing: set[str] = set()
    if about.finding in state.findings:
        for link in counting_links(state, about.finding):
            bearing |= {link.statement, original(state, link.statement)}
    elif about.question is not None:
        bearing = counting_on(state, about.question)
    places: dict[str, list[str]] = {}
    for key in sorted(bearing, key=id_order):
        statement = state.statements[key]
        if state.sources[statement.source].kind in _WRITTEN:
            found = places.setdefault(statement.source, [])
            place = statement.place.with_fields(speaker=None) if statement.place else None
            words = place_words(place) if place is not None else ""
            if words and words not in found:
                found.append(words)
    for source in sorted(places, key=id_order):
        yield AtHand(source, state.sources[source].label, tuple(places[source]))
