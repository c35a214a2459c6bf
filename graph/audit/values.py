"""What an audit of a draft gives: plain values, for a screen, a printed list, or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from evidence.words import Stance
from graph.audit.draft import PassedOver, Sentence

__all__ = ["FLAGS", "Audit", "Audited", "Beside", "Flag", "Reason"]

#: What may be wrong with a sentence; where several are, the first of these is shown.
Flag = Literal["unsupported", "stale", "conflicting", "overclaimed"]
FLAGS: tuple[Flag, ...] = get_args(Flag)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is flagged, in a line."""

    flag: Flag
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A record that a sentence was held against; ``table`` is that of the inspection.

    ``note`` tells how it stands: a finding's status, or whose statement it is.
    """

    table: Literal["findings", "statements", "sources"]
    id: str
    text: str
    note: str
    stance: Stance | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "table": self.table,
            "id": self.id,
            "text": self.text,
            "note": self.note,
            "stance": self.stance,
        }


@dataclass(frozen=True, slots=True)
class Audited:
    """A sentence, why it is flagged if it is, and what it was held against, nearest first.

    ``looks`` tell why it may be worth a look though nothing is plainly wrong: that is no flag.
    ``signs`` are what was weighed of it, by name, where that was asked.
    """

    sentence: Sentence
    reasons: tuple[Reason, ...]
    beside: tuple[Beside, ...]
    looks: tuple[str, ...] = ()
    signs: Mapping[str, float] = field(default_factory=dict)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is wrong with it, the gravest first; nothing where it is sound."""
        there = {reason.flag for reason in self.reasons}
        return tuple(flag for flag in FLAGS if flag in there)

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "number": self.sentence.number,
            "paragraph": self.sentence.paragraph,
            "heading": self.sentence.heading,
            "page": self.sentence.page,
            "text": self.sentence.text,
            "cited": list(self.sentence.cited),
            "flags": list(self.flags),
            "reasons": [{"flag": each.flag, "text": each.text} for each in self.reasons],
            "looks": list(self.looks),
            "beside": [each.plain() for each in self.beside],
        }


@dataclass(frozen=True, slots=True)
class Audit:
    """Every sentence of a draft held against the inspection.

    ``since`` says which entry of the history the draft is taken to be of and why; ``lacking`` what
    was not at hand to do it better.
    """

    sentences: tuple[Audited, ...]
    passed_over: tuple[PassedOver, ...] = ()
    since: str = ""
    lacking: str = ""

    @property
    def flagged(self) -> tuple[Audited, ...]:
        """Those in which something is wrong."""
        return tuple(each for each in self.sentences if each.reasons)

    @property
    def worth_a_look(self) -> tuple[Audited, ...]:
        """Those that are not flagged, and of which the audit could not tell what they stand on."""
        return tuple(each for each in self.sentences if each.looks and not each.reasons)

    def counts(self) -> dict[Flag, int]:
        """How many sentences have each flag."""
        return {flag: sum(flag in each.flags for each in self.sentences) for flag in FLAGS}

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "flagged": len(self.flagged),
            "counts": self.counts(),
            "worth_a_look": len(self.worth_a_look),
            "since": self.since,
            "lacking": self.lacking,
            "sentences": [each.plain() for each in self.sentences],
            "passed_over": [{"text": each.text, "why": each.why} for each in self.passed_over],
        }
