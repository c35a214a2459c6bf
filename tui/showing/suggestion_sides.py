"""The two sides of a suggestion as they are judged: whose words, where they stand, what decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Place, Source, Statement
from evidence.state import State
from evidence.words import spoken
from graph.attribution import MARK, may_be_attributed
from graph.drawing import STATUSES
from graph.outline import place_words
from graph.suggest.judging import statement_of
from graph.suggest.suggestion import Bearing, Spans, Suggestion, Unmarked, Weight
from tui.session import WorkSession
from tui.widgets.paragraphs import Paragraph

__all__ = ["BEARINGS", "Side", "reasons", "sides"]

#: How a suggestion is said; nothing of it is so until an inspector says so.
BEARINGS: dict[Bearing, str] = {
    "supports": "May support",
    "contradicts": "Possible conflict",
    "qualifies": "May qualify",
    "repeats": "May repeat the other: an echo, no second voice",
    "question": "May belong to this key question",
    "answers": "Answers what was asked: how does it bear on the finding?",
}

#: How the sentence of each sort of reason begins.
_BEGINNINGS: dict[Weight, str] = {
    "bearing": "Because ",
    "about": "They may speak of one thing: ",
    "caution": "Look again: ",
}
#: What stands before the colon of a reason, as a sentence says it; what follows it is in brackets.
_SAID = {
    "numbers differ": "the numbers differ",
    "opposite words": "they use opposite words",
    "maybe an exception": "one may be an exception to the other",
    "a figure against a claim": "a figure stands against a claim",
    "a figure in line with a claim": "a figure is in line with a claim",
    "says the same in nearly the same words": "one says the same in nearly the same words",
    "other site": "they are of different sites",
    "other team": "they are of different teams",
    "other year": "they are of different years",
    "other quarter": "they are of different quarters",
}
#: What reads on over the colon.
_READS_ON = frozenset({"both speak of", "near to"})


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: what it is, where it stands, and the pieces that decided."""

    name: str
    whereabouts: str
    text: str
    marked: Spans


def sides(
    work: WorkSession, suggestion: Suggestion, plain_ascii: bool = False
) -> tuple[Side, Side]:
    """The evidence, and what it is suggested for."""
    state = work.state
    subject = suggestion.subject
    taken = statement_of(state, suggestion)
    if taken is not None:
        left = _statement_side(work, taken, suggestion.text, suggestion.marked, plain_ascii)
    else:
        place = subject.place if isinstance(subject, Unmarked) else None
        source = state.sources[suggestion.source]
        left = Side(
            f"Not marked yet · {source.id} {source.label}",
            _told(_of_source(state, source), place),
            suggestion.text,
            suggestion.marked,
        )
    return left, _target_side(work, suggestion, plain_ascii)


def _target_side(work: WorkSession, suggestion: Suggestion, plain_ascii: bool) -> Side:
    state, target = work.state, suggestion.target
    if suggestion.target_kind == "statement":
        return _statement_side(
            work,
            state.statements[target],
            suggestion.target_text,
            suggestion.target_marked,
            plain_ascii,
        )
    if suggestion.target_kind == "question":
        area = spoken(work.programme.area_of[target])
        return Side(
            f"Key question {target}", area, suggestion.target_text, suggestion.target_marked
        )
    finding = state.findings[target]
    status = work.assessments[target].status
    sign = STATUSES[status].on(plain_ascii)
    return Side(
        f"Finding {target} · {finding.question}",
        f"{sign} {spoken(status)} · {finding.polarity}",
        finding.text,
        suggestion.target_marked,
    )


def _statement_side(
    work: WorkSession, statement: Statement, text: str, marked: Spans, plain_ascii: bool
) -> Side:
    source = work.state.sources[statement.source]
    voices = statement.said_by(source.voices)
    said = [", ".join(work.state.voices[key].label for key in voices)]
    if statement.unnamed:
        said.append("nobody is named whose words these are")
    if not may_be_attributed(work.state, statement.id, work.programme.small_group):
        said.append(f"{MARK.on(plain_ascii)} not to be attributed")
    return Side(
        f"{statement.id} · {source.id} {source.label}",
        _told([*_about(source), *said], statement.place),
        text,
        marked,
    )


def _of_source(state: State, source: Source) -> list[str]:
    return [*_about(source), *_voices(state, source)]


def _about(source: Source) -> Iterator[str]:
    yield f"{spoken(source.kind)}, {source.dated or 'undated'}"
    if source.reliability == "doubtful":
        yield "doubtful"


def _voices(state: State, source: Source) -> Iterator[str]:
    if source.voices:
        yield ", ".join(state.voices[key].label for key in source.voices)


def _told(parts: list[str], place: Place | None) -> str:
    where = place_words(place) if place is not None else ""
    return " · ".join(part for part in (*parts, where) if part)


def reasons(suggestion: Suggestion) -> list[Paragraph]:
    """A sentence on why it is suggested, one on what it is about, and one on what to look at."""
    told = []
    for weight, beginning in _BEGINNINGS.items():
        clauses = [_clause(each.text) for each in suggestion.why if each.weight == weight]
        if clauses:
            joined = ", and ".join(clauses) if weight == "bearing" else "; ".join(clauses)
            style = "warn" if weight == "caution" else ""
            told.append(Paragraph(f"{beginning}{joined}.", style))
    return told


def _clause(text: str) -> str:
    """A reason as a part of a sentence."""
    head, colon, rest = text.removeprefix("but ").partition(": ")
    if not colon:
        return _SAID.get(head, head)
    return f"{head} {rest}" if head in _READS_ON else f"{_SAID.get(head, head)} ({rest})"
