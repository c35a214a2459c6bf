"""The codes that an inspection gives: key questions with their findings, stances, labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.model import Finding
from evidence.programme import Programme
from evidence.projects._guids import Guids
from evidence.projects._xml_text import attributes, within
from evidence.state import State
from evidence.words import AREAS, STANCES, id_order, spoken

__all__ = ["codebook", "finding_notes"]


def codebook(state: State, programme: Programme, guid: Guids, *, notes: bool) -> Iterator[str]:
    """The element Codes; ``notes`` where findings may refer to the notes on their resolutions."""
    yield "<Codes>"
    yield _open(guid("codes", "questions"), "Key questions", codable=False)
    known = programme.questions
    for area in AREAS:
        questions = list(programme.questions_in(area))
        if not questions:
            continue
        yield _open(guid("area", area), area.capitalize(), codable=False)
        for question in questions:
            yield from _question(state, guid, question.id, question.text, notes=notes)
        yield "</Code>"
    for identifier in _others(state, known):
        yield from _question(state, guid, identifier, "", notes=notes)
    yield "</Code>"
    labels = sorted({label for each in state.statements.values() for label in each.labels})
    if labels:
        yield _open(guid("codes", "labels"), "Labels", codable=False)
        for label in labels:
            yield f"{_open(guid('label', label), label)}</Code>"
        yield "</Code>"
    yield "</Codes>"


def _others(state: State, known: Iterable[str]) -> list[str]:
    """Key questions that records name and the programme does not."""
    named = set(state.findings_of_question) | set(state.statements_of_question)
    return sorted(named.difference(known), key=id_order)


def _question(
    state: State, guid: Guids, identifier: str, text: str, *, notes: bool
) -> Iterator[str]:
    yield _open(guid("question", identifier), f"{identifier} {text}".strip())
    for key in sorted(state.findings_of_question.get(identifier, {}), key=id_order):
        yield from _finding(state.findings[key], guid, notes=notes)
    yield "</Code>"


def _finding(finding: Finding, guid: Guids, *, notes: bool) -> Iterator[str]:
    yield _open(guid("finding", finding.id), f"{finding.id} {finding.text}", codable=False)
    said = f"A finding, put as {finding.polarity}."
    if finding.recommendation:
        said += f" It follows up: {finding.recommendation}"
    yield f"<Description>{within(said)}</Description>"
    if notes and finding.resolution is not None:
        yield f'<NoteRef targetGUID="{guid("resolution", finding.id)}"/>'
    for stance in STANCES:
        yield f"{_open(guid('stance', f'{stance} {finding.id}'), f'{stance} {finding.id}')}</Code>"
    yield "</Code>"


def finding_notes(finding: Finding) -> str:
    """What a note says of how a finding was resolved."""
    resolution = finding.resolution
    if resolution is None:
        return ""
    who = " ".join(filter(None, (resolution.by, resolution.at)))
    return f"{spoken(resolution.outcome)}: {resolution.reason}{f' ({who})' if who else ''}"


def _open(guid: str, name: str, *, codable: bool = True) -> str:
    return f"<Code{attributes(guid=guid, name=name, isCodable=str(codable).lower())}>"
