"""How many were heard, against how many a sentence speaks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from evidence.model import Statement
from evidence.state import State
from evidence.words import Group, spoken
from graph.audit.claims import Claim, claim_of, people_named
from graph.audit.figures import shares_in
from graph.audit.telling import is_account, who_tells
from graph.audit.values import Reason
from graph.counting import original
from graph.suggest.lexical import stem

__all__ = ["overclaimed", "unheard"]

#: What is told of one person, or of one case, speaks for nobody else.
_ONE_PERSON = re.compile(r"^(?:One|A|An|Another)\s", re.ASCII)
_ONE_CASE = re.compile(r"^(?:In|At|On|Of|After|For)\s(?:one|another|a single)\b", re.ASCII)


def overclaimed(
    state: State,
    sentence: str,
    statements: Sequence[str],
    around: Sequence[str] = (),
    settled: Sequence[str] = (),
    says: Callable[[str], bool] = lambda _: True,
) -> Iterator[Reason]:
    """What a sentence claims beyond these statements, which bear it out as far as they go.

    Statements ``around`` are about the same: that something "never" was, one of them may say.
    ``settled`` are the texts of corroborated findings: what they claim short of all, they may.
    ``says`` tells whether a text says what the sentence does, and is not only as wide.
    """
    claim = claim_of(sentence)
    if claim is None or _ONE_CASE.match(sentence):
        return
    if is_account(sentence) and _ONE_PERSON.match(sentence):
        return
    records = [
        state.statements[key] for key in dict.fromkeys(original(state, key) for key in statements)
    ]
    shares = [
        (each.share, record.id, each.words)
        for record in records
        if not _elsewhere(state, sentence, record)
        for each in shares_in(record.quote)
    ]
    if any(claim.least <= share <= claim.most for share, _, _ in shares):
        return
    told = [r for r in records if _as_wide(claim, r.quote) and says(r.quote)]
    people = claim.groups or claim.sites
    if not people and any(_as_wide(claim, state.statements[key].quote) for key in around):
        return
    if not claim.of_all and any(_as_wide(claim, text) for text in settled):
        return
    if any(not people or not _leaders_alone(state, record) for record in told):
        return
    if not claim.of_all and not claim.groups and not shares:
        return
    words = f"“{claim.words}”"
    if told:
        words = f"{words}: only leaders say so ({', '.join(r.id for r in told[:3])}), and it"
    if claim.groups:
        heard, of = _heard(state, records, claim.groups)
        text = f"{words}: {heard} of {of} heard" if of else f"{words}: {heard} heard"
    elif claim.sites and state.inspection.sites:
        sites = {s for record in records for s in _sites(state, record)}
        if len(sites) == len(state.inspection.sites):
            return
        text = f"{words}: evidence from {len(sites)} of {len(state.inspection.sites)} sites"
    else:
        text = f"{words}: no evidence says it so widely"
    if shares:
        _, key, figure = shares[0]
        text = f"{text}; {key} says {figure}"
    yield Reason("overclaimed", text)


def unheard(state: State, sentence: str, statements: Sequence[str]) -> str:
    """The people in whose name a sentence tells something, if none of these statements is theirs.

    Empty where one is, and where the sentence tells it in nobody's name.
    """
    teller = who_tells(sentence)
    groups = people_named(teller)
    if not groups or any(groups_of(state, key) & set(groups) for key in statements):
        return ""
    return " or ".join(spoken(group) for group in groups)


def groups_of(state: State, statement: str) -> set[Group | None]:
    """The groups of those whose words a statement may be."""
    record = state.statements[statement]
    voices = record.said_by(state.sources[record.source].voices)
    return {state.voices[voice].group for voice in voices}


def _as_wide(claim: Claim, quote: str) -> bool:
    """Whether a statement itself claims as much, and of the same people or things."""
    said = claim_of(quote)
    if said is None or (claim.groups and not set(claim.groups) & set(said.groups)):
        return False
    if not claim.groups and claim.noun and said.noun and stem(claim.noun) != stem(said.noun):
        return False
    if claim.least >= 0.5:
        return said.least >= claim.least
    return said.most <= claim.most


def _leaders_alone(state: State, statement: Statement) -> bool:
    """Whether a statement is the account of leaders and of nobody else."""
    voices = (statement.voice,) if statement.voice else state.sources[statement.source].voices
    groups = {state.voices[voice].group for voice in voices}
    return bool(groups) and groups == {"leaders"}


def _heard(
    state: State, records: Sequence[Statement], groups: tuple[Group, ...]
) -> tuple[int, int]:
    """How many statements are of these groups' people, and how many of them took part at all."""
    voices = {key for key, voice in state.voices.items() if voice.group in groups}
    people = sum(state.voices[key].people or 0 for key in voices)
    heard = 0
    for record in records:
        own = (record.voice,) if record.voice else state.sources[record.source].voices
        heard += bool(set(own) & voices)
    return heard, people


def _elsewhere(state: State, sentence: str, record: Statement) -> bool:
    """Whether a statement is of other sites than those that a sentence names."""
    own = {site for site in state.inspection.sites if site.casefold() in sentence.casefold()}
    return bool(own) and own.isdisjoint(_sites(state, record)) and any(_sites(state, record))


def _sites(state: State, record: Statement) -> Iterator[str]:
    """The sites that a statement is of: named in it, or its source's."""
    source = state.sources[record.source]
    for site in state.inspection.sites:
        if site == source.site or site.casefold() in record.quote.casefold():
            yield site
