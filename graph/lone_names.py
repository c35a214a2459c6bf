"""Whether a capitalised word that stands alone, and that no list of names has, acts as a name.

At the beginning of a sentence it must do what somebody does; inside one it is enough that it is no
place, agency, language or word that is otherwise written small.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from graph.name_words import GIVEN_WORDS, NO_PERSON, NOBODY, OF_THE_CALENDAR

__all__ = ["is_said_small", "seems_lone_name", "surnames_in_capitals"]

_OFTEN: Final = r"(?:['’]s)?[ \t\u00a0]+(?:(?:also|then|never|later|once|always|only) )?"
#: What only somebody does.
_SAYS: Final = re.compile(
    rf"{_OFTEN}(?:told|tells|said|says|explained|explains|described|describes|asked|asks|added|"
    r"recalled|thinks|thought|feels|felt|believes|believed|remembers|remembered|noticed|wrote|"
    r"writes|rang|phoned|emailed|mentioned|complained|replied|agreed|knows|knew|wants|wanted|"
    r"hopes|wished|cried|laughed|apologised|worries)\b"
)
#: What somebody does, and much else.
_DOES: Final = re.compile(
    rf"{_OFTEN}(?:was|is|has|had|did|does|went|goes|came|comes|left|gave|gives|got|made|makes|took|"
    r"takes|lives|lived|works|worked|missed|waited|covers|covered|meets|met|needed|saw|sees|"
    r"helped|signed|joined|moved|reported)\b"
)
_OWNS: Final = re.compile(r"['’]s [a-z]{3,}")
_THING_AFTER: Final = re.compile(
    r"[ \t\u00a0-]+(?:\d|(?:act|agreements?|app|areas?|boards?|bridge|building|cases?|centre|"
    r"clinic|clubs?|college|contracts?|council|courses?|courts?|data|day|figures|forms?|forum|funds?|"
    r"groups?|hospital|house|hub|index|language|leaflets?|library|meetings?|method|model|offices?|"
    r"officers?|panels?|papers?|people|plans?|police|posts?|premises|prison|programmes?|projects?|"
    r"reports?|room|rules?|scale|schemes?|schools?|service|sessions?|sites?|software|speakers?|"
    r"staff|standards?|station|strategy|street|surveys?|systems?|teams?|tools?|units?|version|"
    r"versions|wing|workshops?|speaking|based)\b)"
)
_JOINED_AFTER: Final = re.compile(r"[ \t\u00a0]?(?:[/&]|(?:of|for|the) [^\W\d_a-z])|['’-]\d")
_JOINED_BEFORE: Final = re.compile(r"(?:[/&@#][ \t]?|[A-Z][a-z]+ (?:of|for|the) )$")
_DETERMINED: Final = re.compile(
    r"(?<![^\W\d_])(?:the|an?|our|their|its|your|this|each|every|no|any|some|most|all|non|"
    r"many|few|new|old|\d+)[ \t\u00a0-]$",
    re.IGNORECASE,
)
_PLACE_BEFORE: Final = re.compile(
    r"(?<![^\W\d_])(?:in|at|near|around|across|outside|inside|into|within|via|throughout|beyond|"
    r"towards|north of|south of|east of|west of)[ \t\u00a0]$",
    re.IGNORECASE,
)
_OF_PLACES: Final = re.compile(
    r"(?:gate|ton|ham|ford|bridge|bury|mouth|field|wick|shire|ville|pool|cester|chester|port|side|"
    r"well|combe|stead|borough|burgh|church|minster|haven|quay|vale|hurst|thorpe|worth|land)$"
)
_ADJECTIVE: Final = re.compile(
    r"(?:ish|ese|tion|tions|sion|ment|ments|ness|ship|ities|ology|isms?|ists?|ous|ive|ual|onal|"
    r"ical|able|ful)$"
)
#: Many of something, who do nothing as one.
_PLURAL: Final = re.compile(r"(?<![usiaeo])s$|(?:ers|ors|ies|ees|ives|ices|ages|ures|ates|ings)$")
_SURNAME: Final = re.compile(
    r"\b(?P<last>(?:Mc|Mac|[A-Z]['’])?[A-Z]{2,25}(?:-[A-Z]{2,25})?),[ \t\u00a0]+"
    r"(?P<first>[A-Z][a-zß-ÿ]{1,20}(?:-[A-Z][a-z]+)?|[A-Z]\.)(?![^\W_])"
)
#: Written as a name is: no contraction, no abbreviation with small letters.
_AS_A_NAME: Final = re.compile(
    r"(?:Mc|Mac|Fitz|[A-Z]['’](?=[A-Z]))?[^\W\d_a-zß-ÿ][a-zß-ÿ]{2,}(?:-[^\W\d_a-zß-ÿ][a-zß-ÿ]+)?$"
)
_BEFORE, _HEADING = 24, 9


@cache
def _ordinary() -> frozenset[str]:
    """Words that English writes small, for an inspection that has few words yet."""
    return frozenset(files("graph").joinpath("ordinary_words.txt").read_text("utf-8").split())


def is_said_small(word: str, here: frozenset[str]) -> bool:
    """Whether a word, in small letters, is no name: one of the language, or of these texts."""
    if (
        word in here
        or word in NOBODY
        or word in NO_PERSON
        or word in _ordinary()
        or word in OF_THE_CALENDAR
    ):
        return True
    stems = [word[: -len(end)] for end in ("s", "es", "ed", "d", "ing") if word.endswith(end)]
    stems += [f"{word[:-3]}e"] if word.endswith("ing") else []
    stems += [f"{word[:-3]}y"] if word.endswith("ies") else []
    return any(len(stem) > 3 and (stem in here or stem in _ordinary()) for stem in stems)


def seems_lone_name(text: str, start: int, end: int, *, begins: bool, said_small: bool) -> bool:
    """Whether the word at this place acts as somebody's name.

    ``said_small`` tells that it is an ordinary word as well: then only what nobody else does
    makes it a name, and only where it is a given name too (Grace told us).
    """
    word = text[start:end].casefold()
    says = _SAYS.match(text, end) is not None
    if said_small:
        return says and word in GIVEN_WORDS and word not in OF_THE_CALENDAR
    before = text[max(0, start - _BEFORE) : start]
    if (
        not _AS_A_NAME.match(text[start:end])
        or _THING_AFTER.match(text, end)
        or _JOINED_AFTER.match(text, end)
    ):
        return False
    if _DETERMINED.search(before) or _JOINED_BEFORE.search(before):
        return False
    unlikely = any(each.search(word) for each in (_OF_PLACES, _ADJECTIVE))
    if begins:
        does = _DOES.match(text, end) or _OWNS.match(text, end)
        likely = says or (does is not None and not unlikely)
        return likely and not _PLURAL.search(word)
    if _PLACE_BEFORE.search(before):
        return says
    return says or not (unlikely or _PLURAL.search(word) or _in_heading(text, start))


def _in_heading(text: str, start: int) -> bool:
    """Whether the line is a heading, where capitals tell nothing: few words, and no end."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    line = text[first : last if last >= 0 else len(text)].strip()
    if line.endswith((".", "?", "!", '"', "”", "'", "’")) or len(line) > 12 * _HEADING:
        return False
    words = line.split()
    capitals = sum(word[:1].isupper() for word in words)
    return len(words) <= _HEADING and 2 * capitals >= len(words)


def surnames_in_capitals(text: str, nobody: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where a surname in capitals stands before a given name or its initial, as in lists."""
    for match in _SURNAME.finditer(text):
        last, first = match["last"].casefold(), match["first"].casefold().rstrip(".")
        if not nobody(last) and (len(first) == 1 or not nobody(first)):
            yield match.span()
