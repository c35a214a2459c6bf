"""What can be seen in two texts beside each other, and checked at a glance, without any model.

Each cue is a reason with the words that show it: the same measure with different numbers, one side
negated, opposite words, a "every" with an exception, another site or period.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from graph.suggest.lexical import Term, stem, terms
from graph.suggest.quantities import Quantity, quantities
from graph.suggest.suggestion import Reason, Spans

__all__ = ["Cue", "Read", "cues", "read"]

_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|without|hardly|rarely|seldom|lacks?|"
    r"lacking|\w+n['’]t)\b",
    re.IGNORECASE,
)
_UNIVERSAL = re.compile(
    r"\b(?:every(?:one|body|where|thing)?|all|always|each|never|no(?:body|\s+one)?|none|any|"
    r"consistently|throughout|fully)\b",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\b(?:except|apart from|other than|only|not (?:all|every|always)|some|few|never|none|"
    r"no(?:body| one)?|neither|unless|had not|did not|does not|\w+n['’]t)\b",
    re.IGNORECASE,
)
_TEAM = re.compile(r"\b(?:team|unit|ward|wing|tier|level)\s+([A-Z]|\d{1,2})\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ([1-4])\b|\b(first|second|third|fourth|last) quarter\b", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:[-–/]\d{2,4})?\b")
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}

#: How much of a whole a word claims: from, to.
_CLAIMS = (
    (re.compile(r"\b(?:every|all|each|always)\b", re.IGNORECASE), 0.97, 1.0),
    (
        re.compile(r"\b(?:most|majority|generally|usually|(?:nearly|almost) all)\b", re.IGNORECASE),
        0.5,
        1.0,
    ),
    (re.compile(r"\b(?:few|rarely|seldom|hardly any|minority)\b", re.IGNORECASE), 0.0, 0.4),
    (re.compile(r"\b(?:none|never|nobody|no one)\b", re.IGNORECASE), 0.0, 0.03),
)

#: Words of the field that deny one another, each with its opposite.
_OPPOSITES = """
accept refuse|accessible inaccessible|accurate inaccurate|achieved missed|adequate inadequate
agree disagree|appropriate inappropriate|available unavailable|aware unaware|better worse
clear confusing|clear unclear|closed open|complete incomplete|compliant breach|confident anxious
consistent inconsistent|current outdated|declined improved|decrease increase|early late
easy difficult|easy hard|effective ineffective|efficient inefficient|empty full|enough insufficient
excellent poor|fall rise|falling rising|fell rose|fast slow|few many|filled vacant|fit unfit
frequent infrequent|frequent rare|good poor|good weak|happy unhappy|high low|helpful unhelpful
high falling|improving worsening|improved worsened|included excluded|informed uninformed
legal illegal|light heavy|likely unlikely|listened ignored|long short|manageable excessive
manageable unmanageable|met missed|met failed|more fewer|more less|most few|necessary unnecessary
older newer|passed failed|present absent|prompt delayed|promptly late|private overheard
protected cancelled|quick slow|quickly slowly|ready unready|reduced increased|regular irregular
regularly rarely|reliable unreliable|rising declining|rose declined|routinely rarely
safe dangerous|safe unsafe|satisfied dissatisfied|secure insecure|seldom often|stable unstable
started delayed|strong weak|succeed fail|sufficient insufficient|supported unsupported
suitable unsuitable|swift slow|timely late|timely delayed|together separate|trained untrained
trust distrust|up down|useful useless|valued ignored|visible invisible|visible remote
welcome unwelcome|well badly|well poorly|well-organised chaotic|willing unwilling|within outside
working broken|always never|all none|best worst|before after|everyone nobody|support oppose
"""
_OPPOSITE_OF: dict[str, set[str]] = {}
for _pair in _OPPOSITES.replace("\n", "|").split("|"):
    if _pair.strip():
        _one, _other = (stem(word) for word in _pair.split())
        _OPPOSITE_OF.setdefault(_one, set()).add(_other)
        _OPPOSITE_OF.setdefault(_other, set()).add(_one)


@dataclass(frozen=True, slots=True)
class Cue:
    """Something seen in two texts: its name, for weighing, and the reason, for reading."""

    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Read:
    """A text with what the cues need from it, so that it is read once."""

    text: str
    terms: tuple[Term, ...]
    stems: frozenset[str]
    quantities: tuple[Quantity, ...]
    negations: Spans
    sites: frozenset[str] = frozenset()
    words: dict[str, Term] = field(default_factory=dict)


def read(text: str, sites: Collection[str] = (), site: str = "") -> Read:
    """A text made ready. ``sites`` are the inspection's; ``site`` that of the text's source."""
    found = terms(text)
    folded = text.casefold()
    named = {each for each in sites if each.casefold() in folded}
    words: dict[str, Term] = {}
    for term in found:
        words.setdefault(term.stem, term)
    return Read(
        text,
        tuple(found),
        frozenset(words),
        tuple(quantities(text)),
        tuple(match.span() for match in _NEGATION.finditer(text)),
        frozenset(named or ({site} if site else ())),
        words,
    )


def cues(subject: Read, target: Read) -> Iterator[Cue]:
    """Everything seen; the subject is the evidence, the target what it may bear on."""
    yield from _numbers(subject, target)
    yield from _claimed(subject, target)
    yield from _negated(subject, target)
    yield from _opposed(subject, target)
    yield from _excepted(subject, target)
    yield from _elsewhere(subject, target)


def _words(read: Read, span: tuple[int, int]) -> str:
    return read.text[span[0] : span[1]]


def _near(read: Read, quantity: Quantity, reach: int = 60) -> set[str]:
    """The stems around a number, itself not among them."""
    return {
        term.stem
        for term in read.terms
        if quantity.start - reach <= term.start <= quantity.end + reach
        and not (quantity.start <= term.start < quantity.end)
        and not term.stem[0].isdigit()
    }


def _numbers(subject: Read, target: Read) -> Iterator[Cue]:
    pairs = []
    for one in subject.quantities:
        for other in target.quantities:
            if one.unit != other.unit or not one.unit:
                if one.value == other.value and one.value >= 10:
                    pairs.append((0, one, other))
                continue
            common = len(_near(subject, one) & _near(target, other) - {one.unit})
            if common >= (2 if one.unit == "%" else 1) or one.value == other.value:
                pairs.append((common, one, other))
    equal = [pair for pair in pairs if pair[1].value == pair[2].value]
    if equal:
        _, one, other = max(equal, key=lambda pair: (pair[0], pair[1].value))
        if one.value >= 10:
            shown = _words(subject, (one.start, one.end))
            marks = ((one.start, one.end),), ((other.start, other.end),)
            yield Cue("same_number", Reason(f"the same figure: {shown}", *marks, "about"))
        return
    differing = [pair for pair in pairs if pair[1].value != pair[2].value]
    if differing:
        _, one, other = max(differing, key=lambda pair: pair[0])
        here, there = (one.start, one.end), (other.start, other.end)
        shown = f"{_words(subject, here)} / {_words(target, there)}"
        yield Cue("numbers_differ", Reason(f"numbers differ: {shown}", (here,), (there,)))


def _claimed(subject: Read, target: Read) -> Iterator[Cue]:
    shares = [quantity for quantity in subject.quantities if quantity.share is not None]
    if not shares or target.quantities:
        return
    for pattern, least, most in _CLAIMS:
        claim = pattern.search(target.text)
        if claim is None:
            continue
        outside = [q for q in shares if q.share is not None and not least <= q.share <= most]
        chosen = outside[0] if outside else shares[0]
        figure = (chosen.start, chosen.end)
        shown = f"“{claim[0]}” and {_words(subject, figure)}"
        if outside:
            text, name = f"a figure against a claim: {shown}", "claim_broken"
        else:
            text, name = f"a figure in line with a claim: {shown}", "claim_kept"
        yield Cue(name, Reason(text, (figure,), (claim.span(),)))
        return


def _negator(read: Read, term: Term, reach: int = 28) -> tuple[int, int] | None:
    """The negation that governs this word: one in the same sentence, shortly before it."""
    for start, end in reversed(read.negations):
        between = read.text[end : term.start]
        if end <= term.start <= end + reach and not re.search(r"[.;:!?]", between):
            return start, end
    return None


def _negated(subject: Read, target: Read) -> Iterator[Cue]:
    found: list[tuple[int, Cue]] = []
    for word in sorted(subject.stems & target.stems):
        one, other = subject.words[word], target.words[word]
        here, there = _negator(subject, one), _negator(target, other)
        if (here is None) == (there is None):
            continue
        marks: Spans = ((one.start, one.end),)
        target_marks: Spans = ((other.start, other.end),)
        if here is not None:
            denied, gap, marks = _words(subject, here), one.start - here[1], (here, *marks)
        elif there is not None:
            denied, gap = _words(target, there), other.start - there[1]
            target_marks = (there, *target_marks)
        text = f"one side is negated: {denied} … {_words(subject, (one.start, one.end))}"
        found.append((gap, Cue("negated", Reason(text, marks, target_marks))))
    if found:
        yield min(found, key=lambda each: each[0])[1]  # the word that stands closest to its "not"


def _opposed(subject: Read, target: Read) -> Iterator[Cue]:
    for term in target.terms:
        for opposite in _OPPOSITE_OF.get(term.stem, ()):
            if opposite in subject.stems and term.stem not in subject.stems:
                here = subject.words[opposite]
                marks = ((here.start, here.end),), ((term.start, term.end),)
                shown = f"{_words(subject, marks[0][0])} / {_words(target, marks[1][0])}"
                yield Cue("opposed", Reason(f"opposite words: {shown}", *marks))
                return


def _excepted(subject: Read, target: Read) -> Iterator[Cue]:
    universal = _UNIVERSAL.search(target.text)
    exception = _EXCEPTION.search(subject.text)
    if universal is None or exception is None:
        return
    shown = f"“{universal[0]}” and “{exception[0]}”"
    yield Cue(
        "excepted",
        Reason(f"maybe an exception: {shown}", (exception.span(),), (universal.span(),)),
    )


def _elsewhere(subject: Read, target: Read) -> Iterator[Cue]:
    if target.sites and subject.sites:
        if target.sites.isdisjoint(subject.sites):
            here, there = ", ".join(sorted(subject.sites)), ", ".join(sorted(target.sites))
            text = f"other site: {here} / {there}, so maybe not comparable"
            marks = _places(subject, subject.sites), _places(target, target.sites)
            yield Cue("other_site", Reason(text, *marks, "caution"))
        else:
            shared = target.sites & subject.sites
            text = f"the same site: {', '.join(sorted(shared))}"
            marks = _places(subject, shared), _places(target, shared)
            yield Cue("same_site", Reason(text, *marks, "about"))
    for name, pattern, said in (
        ("other_team", _TEAM, "team"),
        ("other_period", _YEAR, "year"),
        ("other_period", _QUARTER, "quarter"),
    ):
        here_found = {_scope(m): m.span() for m in pattern.finditer(subject.text)}
        there_found = {_scope(m): m.span() for m in pattern.finditer(target.text)}
        if here_found and there_found and not here_found.keys() & there_found.keys():
            here_span, there_span = min(here_found.values()), min(there_found.values())
            shown = f"{_words(subject, here_span)} / {_words(target, there_span)}"
            text = f"other {said}: {shown}, so maybe not comparable"
            yield Cue(name, Reason(text, (here_span,), (there_span,), "caution"))


def _scope(match: re.Match[str]) -> str:
    word = next(group for group in match.groups() if group).casefold()
    return _ORDINALS.get(word, word)


def _places(read: Read, names: Collection[str]) -> Spans:
    return tuple(
        match.span()
        for name in sorted(names)
        for match in re.finditer(re.escape(name), read.text, re.IGNORECASE)
    )
