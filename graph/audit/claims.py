"""How many a sentence speaks for: what it claims beyond its matter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.words import Group
from graph.audit.telling import is_account
from graph.suggest.quantities import quantities

__all__ = [
    "Claim",
    "claim_of",
    "leaves_no_exception",
    "people_named",
]

#: The field's names for people, and the groups that each may mean.
_PEOPLE: tuple[tuple[str, tuple[Group, ...]], ...] = (
    (r"(?:team |middle )?managers?", ("middle_managers",)),
    (r"(?:senior )?leaders?", ("leaders",)),
    (r"(?:probation )?(?:practitioners?|officers?|case managers?)", ("practitioners",)),
    (r"administrators?|reception(?:ists?| officers?)", ("support_staff",)),
    (
        r"(?:members? of )?staff|everyone|everybody|nobody|no one|colleagues",
        ("practitioners", "support_staff", "middle_managers"),
    ),
    (r"partners?|partner agencies", ("partners",)),
    (r"magistrates?|judges?|sentencers?", ("sentencers",)),
    (
        (
            r"people on probation|people supervised|service users?|wom[ae]n|m[ae]n|child(?:ren)?|"
            r"young (?:people|person)|boys?|girls?"
        ),
        ("supervised_people",),
    ),
    (r"parents?(?: and carers?)?|carers?", ("parents_carers",)),
    (r"victims?", ("victims",)),
    (r"persons?|people", ("supervised_people",)),
)
_NAMED = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), who) for words, who in _PEOPLE)

_BETWEEN = r"(?:\s+(?:of\s+)?(?:the|our|its|their|those|these))?(?:\s+[\w'’-]+){0,1}?\s+"
_NOUN = (
    r"(?P<noun>(?:members?\s+of\s+)?staff|people(?:\s+on\s+probation)?|[a-z'’-]+?s\b|"
    r"wom[ae]n|m[ae]n|children|[a-z'’-]+)"
)
#: The words that claim a part of a whole: how they read, and from what share to what share.
_QUANTIFIERS = (
    (r"(?:nearly|almost|virtually)\s+(?:all|every)", 0.75, 1.0),
    (r"all|every|each(?:\s+of)?|the\s+(?:whole|entire)", 0.97, 1.0),
    (r"(?:the\s+)?(?:vast\s+)?majority|most|more\s+than\s+half|over\s+half", 0.5, 1.0),
    (r"none(?=\s+of\b)|no|not\s+one|not\s+a\s+single", 0.0, 0.03),
    (r"(?:very\s+)?few|hardly\s+any|a\s+minority", 0.0, 0.4),
)
_ALONE = (
    (r"every(?:one|body)|always|without\s+exception|invariably|unanimously|universally", 0.97, 1.0),
    (r"(?:nobody|no\s+one)(?!\s+to\b)|never", 0.0, 0.03),
)
_CLAIMS = tuple(
    (re.compile(rf"\b(?P<word>{words}){_BETWEEN}{_NOUN}", re.IGNORECASE), least, most)
    for words, least, most in _QUANTIFIERS
) + tuple(
    (re.compile(rf"\b(?P<word>{words})\b", re.IGNORECASE), least, most)
    for words, least, most in _ALONE
)
#: "Each month" says when, and "each other" nothing of how many.
_NO_WHOLE = re.compile(
    r"(?:day|week|fortnight|month|quarter|year|time|other|hour|order|sentence|longer|more|doubt)s?",
    re.IGNORECASE,
)
#: What stands after these claims no whole: "not all", "at all", "for each".
_WORD = re.compile(r"\s+[\w'’-]+")
#: "All along the wall" is a place, and "all at Wexcombe" says where those were who were counted.
_PLACES = re.compile(
    r"(?:along|at|over|round|around|across|through|throughout|down|in|on|from|by|day|night)",
    re.IGNORECASE,
)
#: "They are all taught alone": what it is all of stands before it.
_FLOATS = re.compile(
    r"(?:had|has|have|were|was|are|is|been|be|do|did|can|could|will|would|know|knew|said|say|felt|"
    r"[a-z]+(?:ed|ght))",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|than|the|a|per|too|so)\s+$", re.IGNORECASE)
_AVERAGED = re.compile(r"\b(?:for|to)\s+$", re.IGNORECASE)
_IDIOM = re.compile(r"\b(?:at|after|above)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """That something holds of a share of a whole between ``least`` and ``most``, in these words.

    ``groups`` are whose, where the whole is people of some kind; ``sites`` where it is offices;
    ``noun`` is what it is a whole of, where a word says it.
    """

    words: str
    least: float
    most: float
    groups: tuple[Group, ...] = ()
    sites: bool = False
    noun: str = ""

    @property
    def of_all(self) -> bool:
        """Whether it leaves no exception: all of them, or none."""
        return self.least > 0.9 or self.most < 0.1


def claim_of(sentence: str) -> Claim | None:
    """How much of a whole a sentence claims; None where it claims none."""
    found: list[tuple[int, Claim]] = []
    for pattern, least, most in _CLAIMS:
        for match in pattern.finditer(sentence):
            before, word = sentence[: match.start()], match["word"].lower()
            if is_account(before):  # it is theirs whom the sentence quotes
                continue
            if _DENIED.search(before) and word != "majority":
                continue
            noun = match.groupdict().get("noun") or ""
            if word in {"each", "everyone", "everybody"} and _AVERAGED.search(before):
                continue
            if word == "all" and _IDIOM.search(before) and not noun.endswith("s"):
                continue
            if noun and (_NO_WHOLE.fullmatch(noun) or noun.endswith(("'s", "’s"))):
                continue
            further = sentence[match.start() : _next_word(sentence, match.end())]
            if noun and _NO_WHOLE.fullmatch(further.rpartition(" ")[2]):
                continue
            floats = word == "all" and _FLOATS.fullmatch(noun) is not None
            if word == "all" and (_PLACES.fullmatch(noun) or (floats and quantities(before))):
                continue
            said = match[0] if noun else match["word"]
            groups = people_named(before if floats else said)
            if not groups and noun:  # "all team managers": its noun may be a word further on
                groups = people_named(further)
            # "No" before what is not people denies one thing, and counts no whole.
            if (word == "no" or word.endswith(("whole", "entire"))) and not groups:
                continue
            sites = noun.lower() in {"office", "offices", "site", "sites"}
            # Each of what is no people shares something out, as "each direction" does.
            if word == "each" and not (groups or sites):
                continue
            found.append((match.start(), Claim(said, least, most, groups, sites, noun)))
    return min(found, key=lambda each: each[0])[1] if found else None


def leaves_no_exception(sentence: str) -> bool:
    """Whether a sentence speaks for all or none of some people or offices."""
    claim = claim_of(sentence)
    return claim is not None and claim.of_all and bool(claim.groups or claim.sites)


def _next_word(sentence: str, at: int) -> int:
    """Where the word that follows a place ends."""
    found = _WORD.match(sentence, at)
    return found.end() if found else at


def people_named(text: str) -> tuple[Group, ...]:
    """The groups of people that a text names, the first that it names."""
    found = [(match.start(), who) for pattern, who in _NAMED for match in pattern.finditer(text)]
    return min(found, key=lambda each: each[0])[1] if found else ()
