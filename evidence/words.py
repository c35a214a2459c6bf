"""The field's closed lists of words: areas, kinds, groups, stances, outcomes, states.

Each is a ``Literal`` for the type checker with the same words as a tuple, in the order in which
people expect to see them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, get_args

#: How the flag of a statement begins whose speaker is called like none of its source's voices.
NO_VOICE = "no voice '"

Area = Literal["leadership", "people", "services", "information", "facilities"]
Kind = Literal[
    "document",
    "meeting",
    "focus_group",
    "interview",
    "case_review",
    "survey",
    "data",
    "observation",
]
Group = Literal[
    "leaders",
    "middle_managers",
    "practitioners",
    "support_staff",
    "partners",
    "sentencers",
    "supervised_people",
    "parents_carers",
    "victims",
    "inspectors",
    "data_system",
]
Stance = Literal["supports", "qualifies", "contradicts"]
Polarity = Literal["strength", "weakness", "neutral"]
Outcome = Literal["upheld", "not_upheld", "stands"]
Reliability = Literal["reliable", "untested", "doubtful"]
AskState = Literal["open", "planned", "asked", "answered", "dropped"]
PlacedBy = Literal["hand", "plan"]
RequestState = Literal["open", "sent", "received", "dropped"]
Wording = Literal["quote", "paraphrase"]
Check = Literal[
    "name",
    "email",
    "telephone",
    "case_number",
    "postcode",
    "address",
    "birth_date",
    "few",
    "singled_out",
    "other",
]
ClearingAction = Literal["redact", "paraphrase", "keep"]

AREAS: tuple[Area, ...] = get_args(Area)
KINDS: tuple[Kind, ...] = get_args(Kind)
GROUPS: tuple[Group, ...] = get_args(Group)
STANCES: tuple[Stance, ...] = get_args(Stance)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
RELIABILITIES: tuple[Reliability, ...] = get_args(Reliability)
CHECKS: tuple[Check, ...] = get_args(Check)

_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=200_000)
def id_order(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """The sort key that puts ``E2`` before ``E10``: runs of digits compare as numbers."""
    return tuple(
        (0, int(part), part) if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(identifier)
        if part
    )


def spoken(word: str) -> str:
    """A word of these lists as it is said: ``focus_group`` is "focus group"."""
    return word.replace("_", " ")


def number_of(count: int, word: str, words: str = "") -> str:
    """A count with its noun: "1 passage", "2 passages"; ``words`` where the plural adds no s."""
    return f"{count:,} {word if count == 1 else words or f'{word}s'}"
