"""A suggestion with its reasons, and the queue of suggestions: values, nothing is decided here.

A score says which suggestion comes before which, in one inspection and one run. It is no measure
of confidence and is never shown as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from evidence.model import Place
from evidence.words import Area

#: What a suggestion is for.
TargetKind = Literal["finding", "question", "statement"]

#: How the subject is to its target. ``question`` says that it belongs to that key question;
#: ``repeats`` and, of two statements, ``contradicts`` are between two sources; ``answers`` says
#: that it was said when its target was asked about, and not how it bears on it.
Bearing = Literal["supports", "contradicts", "qualifies", "repeats", "question", "answers"]

#: Pieces of a text, each from a code point up to another, in order and without overlap.
Spans = tuple[tuple[int, int], ...]

#: What a reason speaks for: for the bearing, for the two being about one thing, or for caution.
Weight = Literal["bearing", "about", "caution"]


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A passage that nobody has taken as a statement: its source, and its place in the text."""

    source: str
    place: Place

    @property
    def key(self) -> str:
        """What names it among all."""
        return f"{self.source} {self.place.start}-{self.place.end}"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is suggested, in plain words, and the words in both texts that say so."""

    text: str
    marked: Spans = ()
    target_marked: Spans = ()
    weight: Weight = "bearing"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That a subject bears on a target: both texts, how, and why. It counts for nothing yet.

    ``subject`` is a statement's id or an unmarked passage, ``source`` the source it is from, and
    ``text`` its words. ``target`` is the id of a finding, a key question or another statement,
    ``target_text`` its words, and ``target_source`` a statement's source. ``question`` is the key
    question that it is under: the finding's, or the likeliest of the subject's. ``strong`` says
    that it is rather a link than none, in whichever bearing; the others are worth a look.
    """

    subject: str | Unmarked
    source: str
    text: str
    target: str
    target_kind: TargetKind
    target_text: str
    bearing: Bearing
    score: float
    why: tuple[Reason, ...] = ()
    question: str | None = None
    area: Area | None = None
    target_source: str | None = None
    strong: bool = False

    @property
    def statement(self) -> str | None:
        """The subject's id where it is a statement."""
        return self.subject if isinstance(self.subject, str) else None

    @property
    def key(self) -> str:
        """What names the suggestion among all, whatever its bearing and score.

        Two statements are the same pair in either order.
        """
        subject = self.subject if isinstance(self.subject, str) else self.subject.key
        if self.target_kind == "statement":
            return " ~ ".join(sorted((subject, self.target)))
        return f"{subject} > {self.target}"

    @property
    def is_conflict(self) -> bool:
        """Whether it says that something may be contradicted."""
        return self.bearing == "contradicts"

    @property
    def marked(self) -> Spans:
        """Every piece of the subject's text that a reason names."""
        return merged(span for reason in self.why for span in reason.marked)

    @property
    def target_marked(self) -> Spans:
        """Every piece of the target's text that a reason names."""
        return merged(span for reason in self.why for span in reason.target_marked)

    @property
    def refusal(self) -> dict[str, Any]:
        """What ``RefuseSuggestion`` is given to turn it down for good."""
        target = "other" if self.target_kind == "statement" else self.target_kind
        if isinstance(self.subject, str):
            return {"statement": self.subject, target: self.target}
        return {"source": self.subject.source, "place": self.subject.place, target: self.target}

    def plain(self) -> dict[str, Any]:
        """The suggestion as `suggest --json` gives it, its target under the kind that it is."""
        target = "other" if self.target_kind == "statement" else self.target_kind
        subject: Any = self.subject
        if isinstance(self.subject, Unmarked):
            subject = {"source": self.subject.source, "place": self.subject.place.plain()}
        return {
            "statement": subject,
            target: self.target,
            "stance": self.bearing,
            "score": round(self.score, 4),
            "strong": self.strong,
            "why": [reason.text for reason in self.why],
        }


@dataclass(frozen=True, slots=True)
class NewFinding:
    """Statements that agree or disagree with one another and hang on no finding.

    They may be a finding to write; its words are the inspector's. ``pairs`` are the two and two
    that bear on each other.
    """

    statements: tuple[str, ...]
    pairs: tuple[Suggestion, ...]
    question: str | None
    area: Area | None
    score: float

    @property
    def conflicting(self) -> bool:
        """Whether some of them seem to disagree."""
        return any(pair.is_conflict for pair in self.pairs)

    @property
    def key(self) -> str:
        """What names the group among all."""
        return " + ".join(self.statements)

    def plain(self) -> dict[str, Any]:
        """The group as `suggest --json` gives it."""
        return {
            "statements": list(self.statements),
            "question": self.question,
            "conflicting": self.conflicting,
            "why": [f"{pair.key}: {reason.text}" for pair in self.pairs for reason in pair.why],
        }


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The queue: suggestions, the one to judge first in front.

    ``lacking`` says in a line what is not installed and how to get it, where only the lexical part
    was at work; empty where nothing lacks.
    """

    items: tuple[Suggestion, ...] = ()
    new_findings: tuple[NewFinding, ...] = ()
    lacking: str = ""

    def __len__(self) -> int:
        return len(self.items)

    def only(
        self,
        *,
        area: str | None = None,
        finding: str | None = None,
        statement: str | None = None,
        source: str | None = None,
        bearing: str | None = None,
        target_kind: str | None = None,
        conflicts: bool = False,
        strong: bool = False,
    ) -> Suggestions:
        """Those of this area, finding, statement, source, bearing and kind, in the same order.

        With ``conflicts`` only possible conflicts, with ``strong`` only what is strong.
        """
        tests: list[Callable[[Suggestion], bool]] = []
        if area is not None:
            tests.append(lambda item: item.area == area)
        if finding is not None:
            tests.append(lambda item: item.target_kind == "finding" and item.target == finding)
        if statement is not None:
            tests.append(
                lambda item: (
                    item.statement == statement
                    or (item.target_kind == "statement" and item.target == statement)
                )
            )
        if source is not None:
            tests.append(lambda item: source in (item.source, item.target_source))
        if bearing is not None:
            tests.append(lambda item: item.bearing == bearing)
        if target_kind is not None:
            tests.append(lambda item: item.target_kind == target_kind)
        if conflicts:
            tests.append(lambda item: item.is_conflict)
        if strong:
            tests.append(lambda item: item.strong)
        kept = tuple(item for item in self.items if all(test(item) for test in tests))
        return replace(self, items=kept)

    def without(self, keys: Iterable[str]) -> Suggestions:
        """Those whose keys are not among these."""
        gone = frozenset(keys)
        return replace(
            self,
            items=tuple(item for item in self.items if item.key not in gone),
            new_findings=tuple(group for group in self.new_findings if group.key not in gone),
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: what is being done, how much of it, and the queue as known by now."""

    doing: str
    done: int
    of: int
    found: Suggestions = field(default_factory=Suggestions)
    finished: bool = False


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """These pieces in order, those that touch or overlap as one."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)
