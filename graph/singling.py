"""What makes one person known without a name: kin of an age, the only one, a condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["Singling", "kin_of_an_age"]

_KIN: Final = (
    r"(?:(?:step|grand|god)-?)?(?:son|daughter|child|children|sons|daughters)|baby|babies|twins?|"
    r"triplets|nephew|niece|(?:(?:little|younger|older|eldest|youngest) )?(?:brother|sister|boy|"
    r"girl)|toddler|newborn|kids?|infant|youngest|eldest|oldest|teenager"
)
_NUMBER: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen)"
)
#: No range and no count: "5 to 11", "7 per cent", "9 of them".
_NO_MORE: Final = (
    r"(?![\w%/-]|\.\d| ?(?:to|or|–|-|per|of|out|times?|days?|hours?|cases?|"
    r"and (?:over|under|above))\b)"
)
_AGED: Final = (
    rf"(?:\d{{1,2}}|{_NUMBER})(?:(?:, \d{{1,2}})* and (?:\d{{1,2}}|{_NUMBER}))?"
    r"[ -](?:and a half )?(?:years?|months?|weeks?)"
)
_BARE_AGE: Final = rf"\d{{1,2}}(?:(?:, \d{{1,2}})*,? and \d{{1,2}})?{_NO_MORE}"
_WHOSE: Final = (
    r"(?i:\b(?:her|his|their|my|our|the|an?|whose|one|two|three|both|\w{1,30}['’]s))"
    r"(?: (?:own|only|other|first|second|new|late|two|three|eldest|youngest|oldest))?"
)
_KIN_OF_AGE: Final = (
    re.compile(
        rf"{_WHOSE} (?:{_KIN})"
        r"(?:(?:,| who| [A-Z]\w{1,20},?)? (?:is|are|was|were)(?: (?:only|now|just))?|,| \()?"
        rf" ?(?:aged? ?(?:of )?(?:{_AGED}|{_BARE_AGE}|{_NUMBER}{_NO_MORE})"
        rf"|(?<=[ (]){_AGED}(?: of age|[ -]olds?\b)|(?<=[ (]){_BARE_AGE})\)?"
    ),
    re.compile(
        rf"{_WHOSE} (?:[a-z]+ )?(?:\d{{1,2}}|{_NUMBER})[ -](?:and-a-half-)?"
        rf"(?:year|month|week)s?[ -]old (?:{_KIN})\b"
    ),
)
#: One of these stands wherever kin is told of.
_OF_KIN: Final = (
    " son", "pson", "dson", "daughter", "child", "baby", "babies", "twin", "triplet", "nephew",
    "niece", "brother", "sister", " boy", " girl", "toddler", "newborn", " kid", "infant",
    "youngest", "eldest", "oldest", "teenager",
)  # fmt: skip

_PERSON: Final = (
    r"(?:administrator|adviser|advisor|applicant|apprentice|assistant|carer|caretaker|chaplain|chef|"
    r"cleaner|client|clinician|coach|colleague|coordinator|counsellor|deputy|director|doctor|"
    r"driver|employee|facilitator|father|governor|head|instructor|interpreter|judge|keyworker|lad|"
    r"lady|lawyer|lead|leader|learner|magistrate|man|manager|member|mentor|mother|navigator|nurse|"
    r"officer|parent|participant|patient|person|physiotherapist|planner|practitioner|prisoner|"
    r"probationer|psychiatrist|psychologist|receptionist|resident|secretary|solicitor|specialist|"
    r"student|supervisor|teacher|technician|teenager|therapist|trainee|trainer|translator|tutor|"
    r"user|visitor|volunteer|warden|woman|worker|boy|girl|speaker|male|female)"
)
_ONLY: Final = re.compile(
    rf"\b[Tt]he (?:only|sole|one)(?: [\w'’-]{{1,30}}){{0,4}}? {_PERSON}\b(?!['’-])"
)
_UNTIL_PLACE: Final = r"(?: [\w'’-]{1,30}){0,6}? (?:at|in|from|for|of|to) (?:the )?"
_UNTIL_TEAM: Final = re.compile(
    r"(?: [\w'’-]{1,30}){0,3}? (?:at|in|on|of) (?:the|our|this|that) "
    r"(?:[\w'’-]{1,30} )?(?:team|office|unit|group)\b"
)
_TRAIT: Final = (
    r"(?:pregnan(?:t|cy)|miscarriage|stillbirth|maternity leave|abortion|IVF|menopause|cancer|"
    r"chemotherapy|leukaemia|HIV|hepatitis|epilep(?:sy|tic)|seizures?|depress(?:ion|ed)|suicidal|"
    r"diabet(?:es|ic)|dyslexi[ac]|dyspraxi[ac]|autis(?:m|tic)|ADHD|Asperger\S{0,3}|"
    r"bipolar(?: disorder)?|schizophreni[ac]|psychosis|PTSD|anorexi[ac]|dementia|"
    r"Parkinson\S{0,3}|multiple sclerosis|arthritis|asthma(?:tic)?|long covid|disab(?:led|ility)|"
    r"wheelchair(?: user)?|deaf|blind|stroke|heart attack|breakdown|burnout|amputee|alcoholic|"
    r"an addict|Muslim|Christian|Catholic|Jewish|Jew|Sikh|Hindu|Buddhist|Mormon|Quaker|Rastafarian|"
    r"Pentecostal|Methodist|Jehovah['’]s Witness|Evangelical|hijab|turban|gay|lesbian|bisexual|"
    r"trans|transgender|non-binary|intersex|asylum seeker)"
)
_ONE: Final = r"\b(?i:an?|one|the|our|my|her|his|another|that|this)"
#: What may stand between "is" or "has" and what somebody has.
_BETWEEN: Final = (
    r"(?: (?:a|an|the|her|his|been|being|now|also|still|openly|six|several|months|weeks|heavily|"
    r"newly|recently|back|off|out|sick|ill|absent|away|work|on|for|with|of|from|in|by|treated|"
    r"treatment|having|recovering|suffering|suffers|diagnosed|living|registered|severe|clinical|"
    r"breast|lung|type|partly|practising|devout)){0,6}"
)
_OF_ONE: Final = (
    re.compile(rf"{_ONE}(?: [\w'’-]{{1,30}})? {_TRAIT}(?: [a-z-]{{1,30}})? {_PERSON}\b(?!['’-])"),
    re.compile(
        rf"{_ONE}(?: [\w'’-]{{1,30}}){{0,3}} {_PERSON}\b(?!['’-])[^.!?\n]{{0,60}}?"
        r"\b(?:is|was|has|had|uses|used|became|who wears|wears|with|after|since|"
        rf"having|suffers|came out as|identifies as){_BETWEEN} {_TRAIT}\b"
    ),
)
_TRAITS: Final = re.compile(rf"\b{_TRAIT}\b")
_SENTENCE: Final = re.compile(r"[^.!?\n]+")


def kin_of_an_age(text: str, *, numbered: bool) -> Iterator[tuple[int, int]]:
    """Where somebody's child or other kin is told of with an age; ``numbered`` with a digit."""
    if not (numbered or " old" in text or "-old" in text or "aged" in text):
        return
    if not any(kin in text for kin in _OF_KIN):
        return
    end = -1
    for start, stop in sorted(m.span() for each in _KIN_OF_AGE for m in each.finditer(text)):
        if start >= end:
            end = stop
            yield start, stop


class Singling:
    """What singles out one person in one of these places."""

    def __init__(self, sites: Iterable[str]) -> None:
        place = "|".join(map(re.escape, sites)) or r"(?!)"
        self._site = re.compile(rf"\b(?:{place})\b")
        self._only_at = re.compile(rf"{_UNTIL_PLACE}(?:{place})\b")

    def found(self, text: str, *, here: bool) -> Iterator[tuple[int, int, str]]:
        """Each stretch with what it tells of one person; ``here`` where a place is named."""
        if " only " in text or " sole " in text or "he one " in text:
            for match in _ONLY.finditer(text):
                end = (here and self._only_at.match(text, match.end())) or _UNTIL_TEAM.match(
                    text, match.end()
                )
                if end:
                    yield match.start(), end.end(), "the only one there is known by that"
        if here:
            yield from self._with_a_condition(text)

    def _with_a_condition(self, text: str) -> Iterator[tuple[int, int, str]]:
        """What tells of one person's health, faith or love, in the sentence of the place."""
        if not _TRAITS.search(text):
            return
        for sentence in _SENTENCE.finditer(text):
            said = sentence[0]
            site = self._site.search(said)
            if site is None:
                continue
            match = next((m for each in _OF_ONE if (m := each.search(said))), None)
            if match is not None:
                at, after = sentence.start() + match.start(), sentence.start() + match.end()
                trait = _TRAITS.search(said, match.start())
                what = trait[0] if trait else match[0]
                yield at, after, f"one person, {site[0]} and “{what}” together single them out"
