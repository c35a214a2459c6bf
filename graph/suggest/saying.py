"""Whether a text says something: no heading, no header of a mail, no few words without a verb."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["says_something"]

_LEAST_WORDS: Final = 5
#: "and", "of", "the" are written small in a heading too.
_SHORT: Final = 3
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HEADER: Final = re.compile(
    r"\s*(?:to|from|cc|bcc|sent|date|subject|reply-to|importance|attachments?|attached|present|"
    r"apologies|attendees|attending|chair|minutes|venue|location|author|owner|version|status|"
    r"classification|re|fwd?)\s*:",
    re.IGNORECASE,
)
#: A sentence ends so, a heading does not.
_ENDS: Final = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
#: What begins a heading that has a verb all the same, and what parts the cells of a row.
_HEADS: Final = re.compile(
    r"\s*(?:\d[\d.]*[.)]?\s|(?:how|what|why|where|when|who)\b)|.*\|", re.IGNORECASE
)
#: Words that are verbs wherever they stand, and below those that are nouns as often.
_VERB: Final = re.compile(
    r"\b(?:am|are|be|been|being|can|cannot|could|did|do|does|had|has|have|is|may|might|must|ought|"
    r"shall|should|was|were|will|would|agree|agrees|became|become|becomes|began|begin|believe|"
    r"believes|bring|brings|brought|came|come|comes|describes|discusses|expects|feels|fell|felt|"
    r"find|finds|found|gave|get|gets|give|gives|goes|got|grew|grows?|hear|heard|held|holds?|keep|"
    r"keeps|kept|knew|know|knows|lacks|lost|made|make|makes|meet|meets|met|misses|rang|relies|rely|"
    r"remains?|said|sat|saw|say|says|see|sees|sends?|sent|sits?|speaks?|spoke|stands|stood|takes?|"
    r"tells?|thinks?|thought|told|took|wants?|went|writes?|wrote|(?<!^)\w{3,}ed)\b"
    r"|\w['’](?:m|re|ve|ll|d)\b|n['’]t\b|\b(?:it|that|there|he|she|what|who|here)['’]s\b",
    re.IGNORECASE,
)
_ALSO_NOUN: Final = re.compile(
    r"\b(?:asks?|build|built|calls?|cost|covers?|drops?|ends?|follows?|helps?|leads?|leaves?|left|"
    r"lists?|lives?|looks?|means?|needs?|offers?|pays?|reads?|runs?|sets?|shows?|signs?|starts?|"
    r"stays?|tests?|tries|try|turns?|uses?|works?|\w{3,}ed)\b",
    re.IGNORECASE,
)
#: So many words that end as a sentence are one, whatever their verb.
_SENTENCE_WORDS: Final = 8


def says_something(text: str) -> bool:
    """Whether it is a sentence, or words enough with a verb to be one."""
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS or _HEADER.match(text):
        return False
    if _ENDS.search(text):
        return len(words) >= _SENTENCE_WORDS or bool(_VERB.search(text) or _ALSO_NOUN.search(text))
    return _VERB.search(text) is not None and not (_HEADS.match(text) or _as_heading(words))


def _as_heading(words: list[str]) -> bool:
    """Whether most of its longer words begin with a capital."""
    long = [word for word in words if len(word) > _SHORT]
    return bool(long) and 2 * sum(word[0].isupper() for word in long) > len(long)
