"""The wording of an ask: neutral and open to begin with, and what is amiss with one that is given.

A question in a session never carries what another group said, nor the answer that is hoped for
(DESIGN 4.7). What is offered is made of the programme's words alone; what an inspector writes is
checked, and each warning says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence.model import GapRef, Source, Statement, Voice
from evidence.programme import Programme, Question
from evidence.state import State
from evidence.words import Group, id_order
from graph.aloud import said_aloud
from graph.counting import why_not
from graph.whereabouts import questions_about

__all__ = ["Offered", "Warned", "offered_wording", "said_about", "warnings"]

#: What is asked of a source or statement; it names no content.
_CLARIFYING = "When was this written or said, and whose account is it?"

_YES_OR_NO = """
am is are was were do does did has have had can could will would should shall may might must
isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't
wouldn't shouldn't
"""
_CLOSED = frozenset(_YES_OR_NO.split())
_OF_MANY = frozenset(("are", "do", "have"))
_OPEN = ("how", "what", "when", "where", "which", "who", "whose", "why", "in", "to", "from", "at")
_PARTS = re.compile(r",?\s+and\s+(?=(?:do|does|is|are|has|have|can)\b)", re.IGNORECASE)
_THERE = re.compile(r"(?:is|are) there\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")

_ASKING = {
    "conflict": "Please tell us what it looks like from day to day.",
    "stale": "Please tell us what it looks like now.",
    "prior_action": "Please tell us what has changed since the last inspection.",
    "coverage": "Please tell us what it looks like here.",
}
_USUAL = "Please tell us what you see of it in your own work."

#: How many words in a row, the same as in somebody's statement, carry what was said.
_IN_A_ROW = 4
#: Words that say too little for a row of them to be anybody's.
_SAYING_LITTLE = """
a an the and or of to in on at for with by from is are was were be been do does did has have had
it its that this these those there as how what when where which who why you your we our they their
i my not no so if than then about into out up
"""
_PLAIN_WORDS = frozenset(_SAYING_LITTLE.split())


@dataclass(frozen=True, slots=True)
class Offered:
    """A question to begin from, and the topics that it may go into; nobody's words are in it."""

    text: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """Something amiss with a wording: what kind, the words, and why it matters."""

    kind: str
    words: str
    why: str

    def __str__(self) -> str:
        """In one line."""
        return f"{self.kind}: “{self.words}” {self.why}"


def offered_wording(state: State, programme: Programme, gap: GapRef, variant: int = 0) -> Offered:
    """A neutral, open question about what a gap lacks.

    It is the key question opened, with the topic that comes nearest to the finding; a ``variant``
    takes the next topic, so that two asks on one key question are not the same.
    """
    questions = [
        programme.questions[question]
        for question in questions_about(gap.about, state)
        if question in programme.questions
    ]
    if gap.about.area is not None:
        questions = programme.questions_in(gap.about.area)
    if gap.code == "clarify" or not questions:
        return Offered(_CLARIFYING)
    finding = state.findings.get(gap.about.finding or "")
    near = _stems(finding.text) if finding else set()
    question = questions[0]
    opened = _opened(question, near)
    topics = sorted(question.prompts, key=lambda prompt: -len(near & _stems(prompt)))
    topic = topics[variant % len(topics)] if topics else ""
    if topic and (variant or near & _stems(topic)):
        many = question.text.split()[0].casefold() in _OF_MANY
        text = f"{opened} {said_aloud(topic, of_many=many)}"
    else:
        text = f"{opened} {_ASKING.get(gap.code, _USUAL)}"
    return Offered(text, question.prompts)


def _opened(question: Question, near: set[str]) -> str:
    """A key question as an open one, of one thing: that which comes nearest to the finding."""
    parts = _PARTS.split(question.text.strip().rstrip("?").strip())
    text = max(parts, key=lambda part: len(near & _stems(part)))
    first = _WORD.match(text)
    there = _THERE.match(text)
    if there is not None:
        return f"What have you seen of {text[there.end() :]}?"
    if first is None:
        return f"How would you describe this: {text}?"
    if first[0].casefold() in _CLOSED:
        return f"How far {text[0].lower()}{text[1:]}?"
    if first[0].casefold() in _OPEN:
        return f"{text}?"
    return f"How would you describe this in practice: {text}?"


def _stems(text: str) -> set[str]:
    """The words that say something, shortened so that forms of one word meet."""
    words = (word.casefold() for word in _WORD.findall(text))
    return {word[:5] for word in words if word not in _PLAIN_WORDS and len(word) > 2}


# -- checking -------------------------------------------------------------------------------------

_PUSHING = re.compile(
    r"\b(?:(?:do|is|are|was|were|have|has|did|would|could|should)n['’]t (?:you|it|they|there|we)"
    r"|would you agree|do you agree|you(?:'d| would) agree|surely|obviously|clearly|of course"
    r"|as you know|as we know|isn['’]t that so|am i right|right\?|correct\?)",
    re.IGNORECASE,
)
_PRESUMING = re.compile(
    r"\b(?:why (?:is|are|was|were|do|does|did|has|have|can|could|won['’]t|can['’]t)\b"
    r"|how (?:bad|badly|poor|poorly|good|excellent|serious|difficult|often do you fail)\b"
    r"|(?:the|your) (?:lack|failure|failings?|problems?|shortage|success|weakness|weaknesses) "
    r"(?:of|with|to|in)\b"
    r"|when will you (?:stop|start|finally)|still (?:not|no)\b|fail(?:s|ed|ing)? to\b)",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\b(?:(?:we|i)(?:['’]ve| have)? (?:been told|heard|read|seen|found|understand)"
    r"|(?:told|said to) (?:us|me)|according to|(?:others|people|some|they|staff|managers|leaders"
    r"|practitioners|partners|colleagues) (?:say|said|tell|told|report|reported|claim|claimed"
    r"|complain|complained|mentioned|feel|felt|think|thought))\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|everyone|everybody|nobody|no one|no-one|completely|totally|entirely"
    r"|constantly|all of (?:you|them|the)|none of)\b",
    re.IGNORECASE,
)
_DOUBLED = re.compile(
    r"[,;]?\s+(?:and|or)\s+(?=(?:how|what|why|when|where|which|who|do|does|did|is|are|was|were|has"
    r"|have|can|will)\b)",
    re.IGNORECASE,
)


def said_about(
    state: State, programme: Programme, gap: GapRef, hearing: Iterable[Group] = ()
) -> list[Statement]:
    """What was said on a gap's key questions, or in its source, by others than these groups."""
    groups = set(hearing)
    questions = set(questions_about(gap.about, state))
    if gap.about.area is not None:
        questions |= {question.id for question in programme.questions_in(gap.about.area)}
    found: dict[str, Statement] = {}
    for question in questions:
        found |= state.statements_of_question.get(question, {})
        for finding in state.findings_of_question.get(question, {}):
            for link in state.links_of_finding.get(finding, {}).values():
                found[link.statement] = state.statements[link.statement]
    found |= state.statements_of_source.get(gap.about.source or "", {})
    if gap.about.statement in state.statements:
        found[gap.about.statement] = state.statements[gap.about.statement]
    return [
        found[key]
        for key in sorted(found, key=id_order)
        if why_not(state, key) is None and not (groups and _groups(state, found[key]) <= groups)
    ]


def _groups(state: State, statement: Statement) -> set[Group | None]:
    voices = statement.said_by(state.sources[statement.source].voices)
    return {state.voices[voice].group for voice in voices} or {None}


def warnings(
    text: str,
    said: Iterable[Statement] = (),
    sources: Iterable[Source] = (),
    voices: Iterable[Voice] = (),
) -> list[Warned]:
    """What is leading or revealing in a wording; nothing found is no proof that it is neutral.

    ``said`` are statements whose words must not be carried on, ``sources`` and ``voices`` those
    that must not be named.
    """
    found = list(_of_form(text))
    found += _named(text, sources, voices)
    found += _carried(text, said)
    return found


def _of_form(text: str) -> Iterator[Warned]:
    """What can be told from the words alone."""
    for sentence in _SENTENCE.findall(text):
        first = _WORD.search(sentence)
        if first and "?" in sentence and first[0].casefold().replace("’", "'") in _CLOSED:
            yield Warned("closed", first[0], "can be answered with yes or no: ask how, or what")
            break
    for kind, pattern, why in (
        ("leading", _PUSHING, "says which answer is hoped for"),
        ("presuming", _PRESUMING, "takes for so what is to be found out"),
        ("revealing", _REPORTING, "says that somebody has spoken about it"),
        ("absolute", _ABSOLUTE, "asks for all or nothing; most practice lies between"),
    ):
        match = pattern.search(text)
        if match:
            yield Warned(kind, match[0].strip(), why)
    doubled = _DOUBLED.search(text)
    if doubled is not None or text.count("?") > 1:
        words = (
            "?" if doubled is None else " ".join(text[doubled.start() :].split()[:3]).strip(",;")
        )
        yield Warned("double", words, "asks two things at once: one of them goes unanswered")


def _named(text: str, sources: Iterable[Source], voices: Iterable[Voice]) -> Iterator[Warned]:
    """Sources and voices whose very names stand in the text."""
    folded = f" {' '.join(_words(text))} "
    for what, names in (
        ("source", ((source.id, source.title) for source in sources)),
        ("voice", ((voice.id, voice.role) for voice in voices)),
    ):
        for identifier, name in names:
            words = _words(name)
            whole = len(words) > 1 and f" {' '.join(words)} " in folded
            if whole or re.search(rf"\b{re.escape(identifier)}\b", text):
                why = f"names a {what}: it tells where this comes from"
                yield Warned("revealing", name if whole else identifier, why)
                break


def _carried(text: str, said: Iterable[Statement]) -> Iterator[Warned]:
    """Words in a row, or a figure, that somebody else's statement has."""
    words = _words(text)
    rows = {
        " ".join(words[start : start + _IN_A_ROW])
        for start in range(len(words) - _IN_A_ROW + 1)
        if sum(word not in _PLAIN_WORDS for word in words[start : start + _IN_A_ROW]) > 1
    }
    figures = {word for word in words if word.isdecimal() and len(word) > 1}
    for statement in said:
        theirs = _words(statement.quote)
        folded = f" {' '.join(theirs)} "
        shared = next((row for row in sorted(rows) if f" {row} " in folded), None)
        if shared is None:
            shared = next((figure for figure in sorted(figures) if figure in theirs), None)
        if shared is not None:
            why = f"carries on what {statement.id} says"
            yield Warned("revealing", shared, why)
            return


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
