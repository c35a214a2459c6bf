"""Whether words may be said to be somebody's: not where so few spoke that a reader could tell who.

A group of fewer people than the programme's ``small_group`` (five, as a rule), or a role held by
one, is known by its description as surely as by a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evidence.model import Source, Statement
from evidence.state import State
from evidence.words import Group, Kind, spoken
from graph.counting import original
from graph.drawing import Sign

__all__ = [
    "MARK",
    "SMALL_GROUP",
    "Attribution",
    "is_small",
    "may_be_attributed",
    "source_may_be_named",
    "voice_as_told",
    "voice_may_be_named",
]

#: Fewer people than these are a small group, where the programme says nothing else.
SMALL_GROUP: Final = 5

#: What stands beside words that may not be attributed.
MARK: Final = Sign("†", "^", "warn")

#: The kinds in which people are heard: the very title of such a source can name who spoke.
_HEARD: Final[frozenset[Kind]] = frozenset(
    {"meeting", "focus_group", "interview", "case_review", "observation"}
)

#: Whom nobody protects by leaving out: those who inspect, and a system of data.
_NOBODYS_SECRET: Final[frozenset[Group]] = frozenset({"inspectors", "data_system"})

#: Whose account it is, said so widely that it names nobody. Leaders are never said to be staff: a
#: reader would take their own words for somebody else's support.
_WIDELY: Final[dict[Group, str]] = {
    "leaders": "a leader",
    "middle_managers": "a member of staff",
    "practitioners": "a member of staff",
    "support_staff": "a member of staff",
    "partners": "a partner of the service",
    "sentencers": "a partner of the service",
    "supervised_people": "a person who is or was supervised",
    "parents_carers": "a parent or carer",
    "victims": "a victim",
    "inspectors": "an inspector",
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whether a statement's words may be said to be its voice's; ``reason`` says why not.

    Where they may not, ``said_as`` is what may be said of whose they are ("" for nothing), and
    ``source_named`` tells whether the source may be named: not one in which the few were heard.
    """

    allowed: bool
    reason: str = ""
    said_as: str = ""
    source_named: bool = True

    def __bool__(self) -> bool:
        return self.allowed


def is_small(people: int | None, fewest: int = SMALL_GROUP) -> bool:
    """Whether so few are a small group; where nobody counted them, they are not."""
    return people is not None and people < fewest


def may_be_attributed(state: State, statement: str, fewest: int = SMALL_GROUP) -> Attribution:
    """Whether the words of a statement may be attributed to its voice and source.

    They may not where the voice (the statement's own, or the only one of its source) is of fewer
    people than ``fewest``, nor where all that were heard in a focus group are; and what repeats
    such words is no better than they are.
    """
    record = state.statements[statement]
    source = state.sources[record.source]
    reason = next(_reasons(state, record, source, fewest), "")
    if reason:
        said_as = _widely(state, record, source)
    else:
        first = original(state, statement)
        other = may_be_attributed(state, first, fewest) if first != statement else None
        if other is None or other:
            return Attribution(allowed=True)
        reason, said_as = f"it repeats {first}: {other.reason}", other.said_as
    return Attribution(False, reason, said_as, source.kind not in _HEARD)


def voice_may_be_named(state: State, voice: str, fewest: int = SMALL_GROUP) -> bool:
    """Whether a voice is none of so few people that its role would tell who."""
    record = state.voices[voice]
    return record.group in _NOBODYS_SECRET or not is_small(record.people, fewest)


def source_may_be_named(state: State, source: str, fewest: int = SMALL_GROUP) -> bool:
    """Whether no voice that may not be named was heard in a source."""
    record = state.sources[source]
    return record.kind not in _HEARD or all(
        voice_may_be_named(state, voice, fewest) for voice in record.voices
    )


def voice_as_told(state: State, voice: str, fewest: int = SMALL_GROUP) -> str:
    """A voice by its role and group; one of few people as widely as its words are told to be."""
    record = state.voices[voice]
    if voice_may_be_named(state, voice, fewest):
        group = spoken(record.group) if record.group else ""
        return f"{record.label} ({group})" if group and record.role else record.label
    return _said_widely(state, {record.group}) or "a voice of few people"


def _widely(state: State, statement: Statement, source: Source) -> str:
    """What may be said of whose words these are; "" where that is not one thing."""
    return _said_widely(
        state, {state.voices[key].group for key in statement.said_by(source.voices)}
    )


def _said_widely(state: State, groups: set[Group | None]) -> str:
    said = {_WIDELY.get(group, "") if group else "" for group in groups}
    if "leaders" in groups and _only_leader(state):
        return ""
    return said.pop() if len(said) == 1 else ""


def _only_leader(state: State) -> bool:
    """Whether the inspection knows of one leader alone, who is then named by being called one."""
    known = [voice.people for voice in state.voices.values() if voice.group == "leaders"]
    return len(known) == 1 and known[0] == 1


def _reasons(state: State, statement: Statement, source: Source, fewest: int) -> Iterator[str]:
    # Also where nobody is named: the one who was heard may have said it.
    voice = statement.voice or (source.voices[0] if len(source.voices) == 1 else None)
    people = state.voices[voice].people if voice else None
    if voice and state.voices[voice].group in _NOBODYS_SECRET:
        people = None
    if is_small(people, fewest):
        yield "a role held by one" if people == 1 else f"a group of {people}, under {fewest}"
    counted = [state.voices[key].people for key in source.voices]
    present = sum(number for number in counted if number is not None)
    if (
        source.kind == "focus_group"
        and counted
        and None not in counted
        and is_small(present, fewest)
    ):
        yield f"a {spoken(source.kind)} of {present}, under {fewest}"
