"""How a sentence tells what it tells: in whose name, of both sides, leaning on the one before."""

from __future__ import annotations

import re

__all__ = [
    "answers_back",
    "content_of",
    "gives_both_sides",
    "is_account",
    "leans_back",
    "parts_of",
    "who_tells",
]

#: What people do with words, and not with deeds.
_SAYS = (
    r"(?:told (?:us|inspectors|our inspectors?)|(?<!being )said|says|explain(?:ed|s)|"
    r"admit(?:ted|s)|conced(?:ed|es)|acknowledg(?:ed|es)|accept(?:ed|s)|insist(?:ed|s)|"
    r"maintain(?:ed|s) that|maintains|claim(?:ed|s) that|claims|assert(?:ed|s)|assured|warned|"
    r"suppos(?:ed|es)|remember(?:ed|s)|recall(?:ed|s)|recounted|mentioned|describ(?:ed|es)|"
    r"believ(?:ed|es?)|felt|thought|thinks|reported that|wrote|writes|doubt(?:ed|s)|"
    r"regard(?:ed|s)|hop(?:ed|es)|confirmed|argu(?:ed|es)|stress(?:ed|es)|complained|lamented|"
    r"objected|praised|credited|blamed|likened|expressed|questioned|remarked|"
    r"(?:agreed|added|noted|found|feared|worried|commented|estimated|guessed|reckoned|"
    r"reckons|recognised|suggested|knew|heard) that|point(?:ed|s) (?:out|to)|"
    r"sp(?:oke|eaks) (?:\w+ )?of|put it|did not dispute|took pride|"
    r"could not (?:tell us|say|name|give|easily)|had not heard|"
    r"(?:was|were) (?:confident|proud|sure|certain|adamant|unsure|clear) (?:that|of|in))"
)
_PAPER = (
    r"(?:return|log|audit|plan|policy|register|directory|minutes|survey|data|figures|report|"
    r"assessment|self-assessment|analysis|note|notice|protocol|contract|records?|letter|list|"
    r"statement|strategy|guidance|agreement|specification|review|dashboard|summary|briefing|"
    r"document|paper|case|bulletin|leaflet|timetable|questionnaire)"
)
_STATES = (
    r"(?:gives?|gave|shows?|showed|lists?|listed|records?|recorded|puts?|requires?|required|asks?|"
    r"asked|counts?|counted|cites?|cited|says?|said|states?|stated|expects?|expected|allows?|"
    r"allowed|assumes?|assumed|describes?|described|promises?|promised|notes?|noted|found|finds|"
    r"intends?|commits?|claims?|claimed|sets? out|speaks?|suggests?|suggested|reports?|reported|"
    r"estimates?|estimated|maintains?|asserts?|names?|mentions?)"
)
_ACCOUNT = re.compile(
    rf"\b(?:{_SAYS}|according to|told by|(?:we|inspectors) heard|by the service['’]s own|"
    r"in (?:the|their|its|his|her|one [\w ]{1,30}['’]s) (?:own )?"
    r"(?:view|words|opinion|experience|account)|"
    r"on (?:the|its|their)(?: [\w'’]+){0,3} (?:measure|figures?|count)|"
    rf"{_PAPER}(?: of (?:[\w']+ ?){{1,3}})?,? ?(?:itself |also |then )?{_STATES})\b",
    re.IGNORECASE,
)
#: "As the policy says" is no account: the sentence says so itself.
_AS_SAID = re.compile(
    r"\bas (?:the|its|their) [\w’' ]{1,30}? (?:says?|requires?|states?)\b", re.IGNORECASE
)
_WHO_SAYS = re.compile(
    rf"^(?:[^,;:]{{2,90}}?)\s(?:{_SAYS}|{_PAPER} (?:also |then )?{_STATES})"
    r"(?:\s+(?:us|frankly|openly|plainly|simply))*\s+(?:that\s+|of\s+|how\s+|to\s+)?(?P<what>.{15,})$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"^(?:according to|in the view of|in the words of|by)\s[^,]{2,80},\s*(?P<what>.{15,})$",
    re.IGNORECASE,
)
_SAID_BETWEEN = re.compile(
    rf",\s*(?:according to [^,]{{2,60}}|(?:an? |one |the |another )[^,]{{2,60}}?\s{_SAYS})"
    r"(?:,|(?=\.))",
    re.IGNORECASE,
)
_BETWEEN_PARTS = re.compile(
    r"(?:;|:|,?\s+(?:but|whereas|while|although|though|because|so that)|"
    r",\s+(?:and|or|which|who|with|where|when|even|nor|since)|\s+and that|,\s+namely that)\s",
    re.IGNORECASE,
)
#: A part of a sentence with fewer words says nothing by itself.
_LEAST_WORDS = 4

_BALANCES = re.compile(
    r"(?:^|[\s,;(])(?:but|although|though|even though|whereas|while|yet|however|despite|"
    r"in contrast|nevertheless|others|did not match|both sides|two ways|(?:two|three) accounts|"
    r"differing|contested|depends on (?:whom|who)|split|divided|disagree(?:[ds]|ments?)?|"
    r"differ(?:s|ed)?|diverge[ds]?|part(?:s|ed)? company|uneven(?:ly)?|told differently|"
    r"(?:looks?|looked|seems?|seemed) different|with (?:one|some) reservations?|mixed(?!-)|"
    r"disputed?|conflicting|contradict(?:ed|s|ory)?)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:however|but|yet|nevertheless|by contrast|similarly|also)\b|"
    r"\b(?:it|this(?! (?:year|winter|spring|summer|autumn|month|week|quarter|inspection)\b)|that|"
    r"these|those|they|them|there|such|others?)\b|"
    r"\b(?:easier|harder|better|worse|differ(?:s|ed)?)\b",
    re.IGNORECASE,
)
_OTHER_HAND = re.compile(
    r"\b(?:on the other hand|by contrast|in contrast|however)\b", re.IGNORECASE
)
_ANSWERS = re.compile(
    r"(?:but|however|yet|in contrast|by contrast|on the other hand|others|nevertheless)\b",
    re.IGNORECASE,
)


def is_account(sentence: str) -> bool:
    """Whether it gives what somebody said, and does not say it itself."""
    return _ACCOUNT.search(_AS_SAID.sub("", sentence)) is not None


def content_of(sentence: str) -> str:
    """A sentence without who says it: what an account claims."""
    bare = _SAID_BETWEEN.sub("", sentence)
    found = _ACCORDING.match(bare) or _WHO_SAYS.match(bare)
    return found["what"] if found else bare


def who_tells(sentence: str) -> str:
    """In whose name an account is given, in its words; empty where it is none."""
    found = _ACCORDING.match(sentence) or _WHO_SAYS.match(sentence)
    return sentence[: found.start("what")] if found else ""


def parts_of(text: str) -> list[str]:
    """What a text draws together, where it is several things."""
    found = [part.strip(" ,.") for part in _BETWEEN_PARTS.split(text)]
    found = [part for part in found if len(part.split()) >= _LEAST_WORDS]
    return found if len(found) > 1 else []


def gives_both_sides(sentence: str) -> bool:
    """Whether a sentence tells of a difference; a "however" at its beginning is about others."""
    return any(match.start() > 0 for match in _BALANCES.finditer(sentence))


def leans_back(sentence: str) -> bool:
    """Whether a sentence can't be understood without the one before it."""
    return _LEANS.search(sentence) is not None


def answers_back(sentence: str) -> bool:
    """Whether a sentence tells the other side of the one before it."""
    return (_ANSWERS.match(sentence) or _OTHER_HAND.search(sentence)) is not None
