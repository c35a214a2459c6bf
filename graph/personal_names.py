"""Where a text seems to name a person: by rules that say why, careful not to cry wolf.

A rule-based detector misses names: it is a second pair of eyes and never a promise. What it goes
by are titles, given names, pairs of capitalised words that are no organisation, place, role or word
of the programme, initials before a surname, and initials after "case" and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

__all__ = ["NameRules", "bare"]

_CAP: Final = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|['’-](?=[^\W\d_]))*[a-zß-öø-ÿ][^\W\d_]*"
_LETTERS: Final = r"(?:[Mm]rs?|[Mm]s|[Mm]iss|[Mm]x|[Dd]r|[Pp]rof(?:essor)?|Sir|Dame|Lord|Lady|"
_TITLE: Final = _LETTERS + (
    r"Judge|Magistrate|PC|DC|DS|DI|PCSO|Sergeant|Constable|Cllr|Councillor|Rev(?:erend)?)"
)
_TITLED: Final = re.compile(
    rf"\b{_TITLE}\.?[ \t\u00a0]+(?:[A-Z]\.?[ \t]+)?{_CAP}(?:[ \t\u00a0]+{_CAP}){{0,2}}"
)
_WORDS: Final = re.compile(rf"{_CAP}(?:[ \t\u00a0]+{_CAP})*")
_INITIAL: Final = re.compile(rf"\b(?:[A-Z]\.[ \t]?){{1,3}}{_CAP}")
_CASE: Final = re.compile(
    r"\b(?:[Cc]ase(?: of)?|[Cc]lient|[Pp]o[Pp]|[Ss]upervisee|[Pp]erson on probation|[Oo]ffender|"
    r"[Ss]ervice user|[Vv]ictim|[Cc]hild|[Yy]oung person)[ :(,]+"
    r"(?P<who>[A-Z]\.[ ]?[A-Z]\.?|[A-Z]{2})(?![\w/&-])"
)
_CAPITALS: Final = re.compile(r"\b([A-Z]{3,}) ([A-Z][A-Z'’-]{2,})\b")
_STARTS: Final = re.compile(r"(?:^|[.!?:;\n\t|•(\[“”\"‘'–—-])[\s“”\"‘'(\[*_>#-]*$")

#: Given names that are no ordinary word, month or place: enough by themselves in a sentence.
_GIVEN: Final = frozenset(
    """
    aaron abdul abigail adam adrian agnieszka ahmed aidan aisha alan albert alex alexander alexandra
    alfie ali alice alison amanda amelia amina amir amy andrea andrew angela anil anita ann anna anne
    anthony antonio aoife archie arthur ashley asif ayesha barbara barry beatrice ben benjamin bernard
    beth bethany beverley brenda brian bridget callum cameron carl carol caroline catherine charles
    charlie charlotte cheryl chloe chris christina christine christopher claire clare colin connor
    craig daisy daniel danielle darren dave david dawn dean deborah debbie denise dennis derek diana
    diane dominic donald donna doris dorothy duncan edith edward eileen elaine eleanor elizabeth ella
    ellen ellie emily emma eric erin ethan eva evelyn fatima fiona florence frances francis fraser
    gareth gary gavin gemma geoffrey george georgia gerald gillian glen gloria gordon graeme graham
    hamza hannah harold harpreet harriet harry hassan hayley hazel heather helen henry hilary holly
    howard hugh ian ibrahim imran irene isaac isabella isla jack jackie jacob jacqueline jacqui jade
    jake james jamie jan jane janet janice jasmine jason jean jeff jennifer jenny jeremy jessica jill
    joan joanna joanne joe john jonathan jordan joseph josh joshua joyce judith julia julian julie
    karen karl kate katherine kathleen katie katy kaye keith kelly ken kenneth kerry kevin khadija
    kieran kim kirsty kumar kyle laura lauren leah leanne lee leo leon leslie lesley lewis liam lily
    linda lisa liz lorraine louis louise lucy luke lynn lynne maggie malcolm mandeep marcus margaret
    maria marian marie marion martin mary matthew maureen megan melanie melissa michael michelle mike
    millie mohamed mohammad mohammed molly monica muhammad nadia naomi natalie natasha nathan neil
    niamh nicholas nick nicola nigel noah norma oliver olivia omar oscar owen pamela patricia paul
    paula pauline peter philip phillip priya rachael rachel raj rajesh ravi raymond rebecca rhys
    richard rita robert robin roger ronald rory rosemary rosie ross roy ruby russell ruth ryan sadia
    sally sam samantha samina samuel sandra sanjay sara sarah sean sebastian shannon sharon shaun
    sheila shirley simon sinead siobhan sophia sophie stacey stanley stephanie stephen steve steven
    stuart sunita susan suzanne sylvia tamara tanya tara terence teresa theresa thomas tim timothy
    tina toby tom tomasz tony tracey tracy trevor usman valerie vanessa vera veronica vicky vincent
    violet vivienne wayne wendy william yasmin yusuf yvonne zainab zara zoe
    """.split()
)
#: Given names that are other words too: only before a surname.
_GIVEN_WORDS: Final = frozenset(
    "april august faith florence grace hope jack jean joy june kaye lee leo may mark mercy pat penny "
    "ray rob robin rose ross summer sue tara victoria will charity bill frank guy heath dale grant "
    "dean glen carol dawn heather holly hazel ivy lily daisy ruby jade amber jordan kim kelly leslie "
    "lewis harry page paige drew chase skip miles basil olive rich jasmine violet art gene wade "
    "lance sandy misty autumn georgia florence chelsea paris india israel troy austin ashley ali "
    "jan sam chris alex".split()
)
#: Words of organisations, places, roles and the work: with one of them it is nobody's name.
_NOBODY: Final = frozenset(
    """
    academy act action acts additional administrator administrators adviser advice advisory agency
    agreement all-staff annual appeal approved area areas army assembly assessment assistant
    association audit authority avenue bank bench bill board borough branch bridge briefing briefings
    britain british building bureau business cabinet care case cases castle central centre centres
    chair chamber chancellor chapter charity chief children christmas church city civil clerk clinic
    close club code college commission commissioner committee community company constabulary contract
    coordinator cottage council counsel county court courts crescent criminal crown data deputy
    delivery department deputies director directorate disclosure district division document drive
    duty easter east eastern employment england english estate europe european executive family farm
    federation finance fire first force forum foundation freedom friday friends garden gardens
    gate general general's girls government governor grade great green group groups guidance hall harbour
    head health heights high hill hmpps home hospital hostel hotel house housing human hub ict
    independent information initiative inspection inspector inspectorate inspectors institute
    interview investigation ireland island january february march july september october november
    december joint justice key king kingdom kings king's lane law lead leader leaders leadership
    learning legal library limited local lodge london ltd magistrate magistrates mall manager managers
    management manor market mayor measure measures meeting member memorial men mental minister
    ministry mission model monday national network new north north-east north-west northern nurse
    occupational office officer officers offices old online operational outreach pact panel parade
    parish park parliament parole partner partners partnership part people performance personal
    personnel place plan planning police policy port practice practitioner practitioners premises
    president pre-sentence priority prison prisons probation programme project property protection
    public quality quarter queen queens queen's rail reception record records recovery red
    refuge region regional rehabilitation report reports research reserve residential resource
    resources restorative retail review river road room royal rules safe safeguarding safety saint
    samaritans saturday school science scotland scottish secretary section secure senior sentence
    sentencer service services sessions sheriff shelter shop single site social society software
    solicitor south south-east south-west southern specialist spokesperson square staff standard
    standards state station statutory strategic strategy street studies sunday supervision supervisor
    support survey system systems table task team teams technical terrace thames theatre third
    thursday tower town trade training tribunal trust tuesday union unit united university unpaid
    upper vale valley victim victims village visit voluntary volunteer wales walk ward way wednesday
    welfare welsh west western wing witness women women's women’s work worker workers works workshop
    young youth zone bus bank holiday pound pounds microsoft windows excel word teams google
    practitioner respondent participant speaker facilitator inspector interviewer question note notes
    answer appendix figure table page paragraph annex chapter item
    and the a an of for in on at to with by from as is it its we you he she they i there this that
    """.split()
)
#: Those of them that are surnames as often: after a given name they are somebody's.
_SURNAMES: Final = frozenset(
    "act bell castle chambers church cook court cross green hall hill house king lane london marsh "
    "north park parish reed church ward west wood young page bishop banks price day best grant".split()
)
#: Given names after which they are a place all the same.
_OF_PLACES: Final = frozenset({"victoria", "albert", "george", "james", "grace", "rose", "ivy"})
_AFTER_TITLE: Final = frozenset({"justice", "chancellor", "advocate", "mayor", "president"})
#: Pairs of capitals that are no initials.
_ABBREVIATIONS: Final = frozenset(
    "AI BC CP CC CJ CO DA DV EU GP HA HM HQ HR ID IT MA MP NI NO OK PC PO PP PS QA SO SP TV UK UN US "
    "VC YP YO WC ES RO TR OM FR PQ SW NE NW SE ON IN OF OR IS AS AT BY IF WE".split()
)


def bare(words: str) -> str:
    """A name without the title before it."""
    return re.sub(rf"^{_TITLE}\.?[ \t\u00a0]+", "", words)


class NameRules:
    """The rules, for texts in which ``known`` words name organisations, places and roles.

    ``ordinary`` gives every text: a word that stands in them in small letters may begin a sentence
    without being a name.
    """

    def __init__(self, known: Iterable[str], ordinary: Iterable[str]) -> None:
        self._known = {word.casefold() for text in known for word in re.findall(r"[\w'’-]+", text)}
        self._texts = ordinary

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        found: set[str] = set()
        for text in self._texts:
            found.update(re.findall(r"\b[a-zß-ÿ][\w'’-]*", text))
        return frozenset(found)

    def names(self, text: str) -> Iterator[tuple[str, int, str]]:
        """Each seeming name with where it begins, and why it seems one."""
        taken: list[tuple[int, int]] = []
        for match, why in self._candidates(text):
            start, end = match
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield text[start:end], start, why

    def _candidates(self, text: str) -> Iterator[tuple[tuple[int, int], str]]:
        for match in _TITLED.finditer(text):
            words = bare(match[0]).split()
            if words[0].casefold() not in _AFTER_TITLE and not self._nobody(words[0]):
                yield (match.start(), self._name_end(text, match)), "a title before a name"
        for match in _CASE.finditer(text):
            who = match["who"]
            if who.replace(".", "").replace(" ", "") not in _ABBREVIATIONS:
                yield match.span("who"), "initials where a case is told of"
        for match in _INITIAL.finditer(text):
            surname = match[0].split(".")[-1].strip()
            if len(surname) > 2 and not self._nobody(surname):
                yield match.span(), "initials before a surname"
        for match in _CAPITALS.finditer(text):
            first, second = match[1].casefold(), match[2].casefold()
            if self._given(first) and second not in _NOBODY | self._known:
                yield match.span(), "a given name with a surname, in capitals"
        for match in _WORDS.finditer(text):
            yield from self._sequence(text, match)

    def _name_end(self, text: str, match: re.Match[str]) -> int:
        """Where a titled name ends: before the first word that is nobody's."""
        first = match.start() + len(match[0]) - len(bare(match[0]))
        end = first
        for number, word in enumerate(re.finditer(r"\S+", text[first : match.end()])):
            if number and self._nobody(word[0]):
                break
            end = first + word.end()
        possessive = re.search(r"['’]s$", text[match.start() : end])
        return end - (len(possessive[0]) if possessive else 0)

    def _sequence(self, text: str, match: re.Match[str]) -> Iterator[tuple[tuple[int, int], str]]:
        """A name among capitalised words that stand side by side."""
        words = [(m[0], match.start() + m.start()) for m in re.finditer(r"\S+", match[0])]
        begins = bool(_STARTS.search(text[max(0, match.start() - 8) : match.start()]))
        begins = begins or match.start() == 0
        if begins and not self._given(words[0][0]) and self._is_ordinary(words[0][0]):
            words = words[1:]
            begins = False
        bearing = [(word, at) for word, at in words if not self._plural(word)]
        if not bearing:
            return
        first, at = words[0]
        if any(word.casefold() in _NOBODY for word, _ in words) and not (
            len(words) == 2
            and self._given(first)
            and first.casefold() not in _OF_PLACES
            and words[1][0].casefold() in _SURNAMES
        ):
            return
        end = words[-1][1] + len(words[-1][0])
        possessive = re.search(r"['’]s$", text[at:end])
        end -= len(possessive[0]) if possessive else 0
        if len(words) == 1:
            name = text[at:end].casefold()
            if name in _GIVEN and name not in _GIVEN_WORDS and name not in self._known:
                yield (at, end), "a given name"
            return
        if self._given(first):
            yield (at, end), "a given name with a surname"
        elif not all(self._is_known(word) for word, _ in words) and not any(
            self._is_known(word) for word, _ in words[:1]
        ):
            if len(words) <= 3 and not any(self._is_ordinary(word) for word, _ in words):
                yield (at, end), "capitalised words side by side that no list knows"

    def _given(self, word: str) -> bool:
        return word.casefold() in _GIVEN or word.casefold() in _GIVEN_WORDS

    def _nobody(self, word: str) -> bool:
        return word.casefold() in _NOBODY or word.casefold() in self._known

    def _is_known(self, word: str) -> bool:
        return word.casefold() in self._known

    def _is_ordinary(self, word: str) -> bool:
        lowered = word.casefold()
        return lowered in _NOBODY or lowered in self._ordinary

    @staticmethod
    def _plural(word: str) -> bool:
        """Whether it is one of the days, months or a word that ends as no name does."""
        return word.casefold().rstrip("s") in {"monday", "tuesday", "wednesday", "thursday",
                                               "friday", "saturday", "sunday"}  # fmt: skip
