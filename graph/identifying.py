"""What in a text may tell who somebody is: names, addresses, numbers, and role with site and date.

Each thing found says which check found it and why. Numbers are those of England and Wales: CRN (a
letter and six digits), PNC (year, number, letter), NOMIS (a letter, four digits, two letters),
National Insurance and NHS numbers, and any reference after "case number" and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from evidence.words import Check
from graph.homes import street_addresses
from graph.personal_names import NameRules
from graph.singling import Singling, kin_of_an_age

__all__ = ["Identifying", "Telling"]

_HIDDEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_EMAIL: Final = re.compile(r"[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE: Final = re.compile(r"(?<![\w+./-])(?:\+\d{1,3}|\(?0)[\d \t\u00a0().-]{8,18}(?!\d)")
_DAY: Final = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE: Final = rf"{_DAY}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?)"
_DATED: Final = re.compile(rf"\b{_DATE}\b")
_BORN: Final = re.compile(
    rf"(?i:\bborn(?: on)?|\bd\.?o\.?b\.?|\bdate of birth|\bbirth ?date|\bbirthday)"
    rf"(?: is| was)?[\s:,(-]{{1,3}}(?:the )?(?P<day>{_DATE})\b"
)
_POSTCODE: Final = re.compile(
    r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
    r"|[a-z]{1,2}\d[a-z\d]? \d[abd-hjlnp-uw-z]{2})\b"
)
#: Each with signs of which one must be there ("" for none).
_NUMBERS: Final[tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]] = (
    (re.compile(r"(?i)\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
     "a National Insurance number", ("",)),
    (re.compile(r"(?i)\b[A-Z]\d{6}\b"), "a letter and six digits, as a CRN", ("",)),
    (re.compile(r"(?i)(?<![\w/])(?:\d{4}|\d{2})/\d{1,7}[A-Z]\b"),
     "a number as of the PNC", ("/",)),
    (re.compile(r"(?i)\b[A-Z]\d{4}[A-Z]{2}\b"), "a prison number, as of NOMIS", ("",)),
    (re.compile(r"(?i)\bNHS(?: number| no\.?)?:? ?(?P<it>\d{3}[ -]?\d{3}[ -]?\d{4})\b"),
     "an NHS number", ("nhs",)),
    (re.compile(r"(?i)\b(?:CRN|PNC(?: ?ID)?|NOMIS(?: ID| number)?|(?:case|prison|file|crime) "
                r"(?:number|no\.?|ref(?:erence)?\.?))[\s:#]{1,3}"
                r"(?P<it>(?=[A-Z/-]*\d)[A-Z0-9][A-Z0-9/-]{2,20})"),
     "a number after its name", ("crn", "pnc", "nomis", "case ", "prison ", "file ", "crime ")),
    (re.compile(r"\b(?:[Cc]ase|CASE|[Rr]ef(?:erence)?|REF|CRN|PNC)(?: (?:no|number)\b)?[\s:.#]{1,3}"
                r"(?P<it>(?=[A-Z\d/-]*\d)(?=[\d/-]*[A-Z]|(?!(?:19|20)\d\d\b)\d{4})"
                r"[A-Z\d][A-Z\d/-]{1,20})(?![\w%])"),
     "a number of a case", ("case ", "case:", "ref", "crn", "pnc")),
)  # fmt: skip
#: One of these stands wherever a number without a sign or a postcode does: digits in pairs before
#: a letter, six digits, four before a letter, or one before two letters. It begins with what is
#: rare, so that most texts are passed over at once.
_OF_NUMBERS: Final = re.compile(
    r"\d(?:\d ?\d{2} ?\d{2} ?[A-Da-d]|\d{5}\b|\d{3}[^\W\d_]|[^\W\d_]{2}\b)"
)
#: So begins every telephone number.
_OF_PHONE: Final = re.compile(r"[+0][\d \t\u00a0().-]{8}")
#: One of these stands wherever somebody's birth is told of.
_OF_BIRTH: Final = ("born", "birth", "dob", "d.o", "do.b")
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]+)*[.!?]?")
_ROLE: Final = re.compile(
    r"(?i)\b(?:the|our|their|an?|my|his|her) (?:[\w'’-]{1,30} ){0,3}(?:manager|head|deputy|"
    r"director|chair|officer|administrator|practitioner|receptionist|adviser|lead|nurse|magistrate|judge|"
    r"governor|supervisor|trainer|psychologist|apprentice|resident|mother|father|parent)\b"
)
_DIGIT: Final = re.compile(r"\d")
_LEAST_DIGITS, _MOST_DIGITS = 10, 14


@dataclass(frozen=True, slots=True)
class Telling:
    """Words in a text that may tell who somebody is: which check found them, where, and why."""

    check: Check
    words: str
    start: int
    why: str


class Identifying:
    """The check of texts for one inspection, with what names its places and organisations."""

    def __init__(self, known: Iterable[str], sites: Iterable[str], ordinary: Iterable[str]) -> None:
        self._names = NameRules(known, ordinary)
        self._places = [site for site in sites if site.strip()]
        said = "|".join(map(re.escape, self._places))
        self._sites = re.compile(rf"\b(?:{said})\b")
        self._named = frozenset(self._places)
        self._singling = Singling(self._places)

    def in_text(self, text: str) -> Iterator[Telling]:
        """What is found, in the order of the checks; hidden characters hide nothing."""
        text = text if text.isascii() else _HIDDEN.sub("", text)
        taken = bytearray(len(text))
        for telling in self._all(text):
            start, end = telling.start, telling.start + len(telling.words)
            if telling.check == "singled_out":
                yield telling
            elif not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield telling

    def _all(self, text: str) -> Iterator[Telling]:
        numbered = _DIGIT.search(text) is not None
        if "@" in text:
            for match in _EMAIL.finditer(text):
                yield Telling("email", match[0], match.start(), "an e-mail address")
        if numbered:
            yield from self._numbers(text)
            for start, end in street_addresses(text, self._named):
                yield Telling("address", text[start:end], start, "a house number and a street")
        for words, start, why in self._names.names(text):
            yield Telling("name", words, start, why)
        for start, end in kin_of_an_age(text, numbered=numbered):
            yield Telling("singled_out", text[start:end], start, "whose kin, and of what age")
        here = any(place in text for place in self._places)
        for start, end, why in self._singling.found(text, here=here):
            yield Telling("singled_out", text[start:end], start, why)
        if numbered and here:
            yield from self._singled(text)

    def _numbers(self, text: str) -> Iterator[Telling]:
        lowered = text.casefold()
        standing = _OF_NUMBERS.search(text) is not None
        if any(sign in lowered for sign in _OF_BIRTH):
            for match in _BORN.finditer(text):
                yield Telling("birth_date", match["day"], match.start("day"), "a date of birth")
        for pattern, why, signs in _NUMBERS:
            if not (standing if "" in signs else any(sign in lowered for sign in signs)):
                continue
            for match in pattern.finditer(text):
                group = "it" if "it" in pattern.groupindex else 0
                yield Telling("case_number", match[group], match.start(group), why)
        if _OF_PHONE.search(text):
            yield from self._telephones(text)
        for match in _POSTCODE.finditer(text) if standing else ():
            yield Telling("postcode", match[0], match.start(), "a postcode")

    def _telephones(self, text: str) -> Iterator[Telling]:
        for match in _PHONE.finditer(text):
            words = match[0].rstrip(" \t\u00a0().-")
            digits = sum(character.isdigit() for character in words)
            if _LEAST_DIGITS <= digits <= _MOST_DIGITS and not _DATED.match(words):
                yield Telling("telephone", words, match.start(), "a telephone number")

    def _singled(self, text: str) -> Iterator[Telling]:
        for match in _SENTENCE.finditer(text):
            said = match[0]
            if (
                (site := self._sites.search(said))
                and (day := _DATED.search(said))
                and (role := _ROLE.search(said))
            ):
                why = f"{role[0]}, {site[0]} and {day[0]} together can single someone out"
                start = match.start() + len(said) - len(said.lstrip())
                yield Telling("singled_out", said.strip(), start, why)
