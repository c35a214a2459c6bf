"""Words together with the changes that their authors left in them to be accepted or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from evidence.reading import Reading, TrackedChange
from evidence.words import number_of

__all__ = [
    "NOBODY",
    "STRUCK",
    "STRUCK_THROUGH",
    "Author",
    "Context",
    "Said",
    "Saying",
    "all_deleted",
    "all_inserted",
    "joined",
    "told",
    "told_of",
    "told_of_struck",
]


@dataclass(frozen=True, slots=True)
class Author:
    """Who made a change, and when, as the file has it."""

    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Whose insertion and whose deletion words stand in, if any."""

    inserted: Author | None = None
    deleted: Author | None = None

    def within(self, other: Context) -> Context:
        """This, inside of another: the innermost of each."""
        if self is NOBODY:
            return other
        return Context(self.inserted or other.inserted, self.deleted or other.deleted)


NOBODY = Context()
#: Struck through by hand: taken out, by nobody who left a name.
STRUCK = Context(None, Author())
#: The part of a passage that is struck through as a whole.
STRUCK_THROUGH = "struck through"


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it reads with its changes accepted, and those changes by their offsets in it.

    ``end_inserted`` is whoever put in the end of the paragraph.
    """

    text: str = ""
    changes: tuple[TrackedChange, ...] = ()
    end_inserted: Author | None = None

    def __bool__(self) -> bool:
        return bool(self.text or self.changes)

    def unstruck(self) -> Said | None:
        """The words as they stand where all that is said is struck through by hand; else None."""
        words = "".join([change.words for change in self.changes]).strip()
        struck = all(c.kind == "deleted" and not c.by and not c.at for c in self.changes)
        return Said(words) if words and struck and not self.text else None

    @property
    def break_inserted(self) -> TrackedChange | None:
        """The insertion of the paragraph's end, as the text's builder takes it."""
        by = self.end_inserted
        return None if by is None else TrackedChange("inserted", 0, 0, "", by.by, by.at)

    def stripped(self, letters: str | None = None) -> Said:
        """Without the white space (or these letters) around it.

        A deletion in there moves to the nearest end.
        """
        text = self.text.strip(letters)
        first = len(self.text) - len(self.text.lstrip(letters))
        if len(text) == len(self.text):
            return self
        return replace(self, text=text, changes=tuple(_clamped(self.changes, text, max(0, first))))

    def after(self, start: int) -> Said:
        """What follows this character, white space aside."""
        rest = self.text[start:]
        return replace(
            self, text=rest, changes=tuple(_clamped(self.changes, rest, start))
        ).stripped()

    def lines(self) -> list[Said]:
        """Its lines, each with the changes in it; one over their ends is cut there."""
        found: list[Said] = []
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            inside = [c for c in self.changes if _touches(c, start, end)]
            found.append(Said(line, tuple(_clamped(inside, line, start))))
            start = end + 1
        return found

    def lettered(self, mend: Callable[[str], str]) -> Said:
        """With its letters mended piece by piece, so that every change still stands in its place.

        A change that begins within a letter of two halves takes the whole of it.
        """
        if not self.changes:
            return replace(self, text=mend(self.text))
        cuts = sorted({0, len(self.text), *(e for c in self.changes for e in (c.start, c.end))})
        pieces: list[str] = []
        where = {0: 0}
        for start, end in pairwise(cuts):
            pieces.append(mend(self.text[start:end]))
            where[end] = where[start] + len(pieces[-1])
        text = "".join(pieces)
        changes = [
            replace(
                change,
                start=where[change.start],
                end=where[change.end],
                words=text[where[change.start] : where[change.end]]
                if change.start < change.end
                else mend(change.words),
            )
            for change in self.changes
        ]
        return replace(self, text=text, changes=tuple(changes))


def _touches(change: TrackedChange, start: int, end: int) -> bool:
    """Whether a change is about these characters, a deletion also at their ends."""
    if change.start == change.end:
        return start <= change.start <= end
    return change.start < end and change.end > start


def _clamped(changes: Iterable[TrackedChange], text: str, cut: int) -> Iterable[TrackedChange]:
    for change in changes:
        start = min(max(0, change.start - cut), len(text))
        end = min(max(0, change.end - cut), len(text))
        if change.start == change.end:
            yield replace(change, start=start, end=start)
        elif start < end:
            yield replace(change, start=start, end=end, words=text[start:end])


def joined(between: str, pieces: Sequence[Said], *, all_of_them: bool = False) -> Said:
    """The pieces that say something, one after the other, or all of them, blank ones too.

    What a blank piece lost stands where it was, as a line of its own.
    """
    if not any(piece.changes for piece in pieces):  # nearly always
        texts = [piece.text for piece in pieces]
        return Said(between.join(texts if all_of_them else filter(None, texts)))
    saying = Saying()
    begun = False
    says = any(piece.text for piece in pieces)
    for number, piece in enumerate(pieces):
        if not piece.text and not all_of_them:
            parted = bool(saying.changes) and not says
            for change in piece.changes:
                words = change.words
                if parted and change.kind == "deleted":
                    words, parted = f"{between}{words}", False
                if says:
                    words = words.strip("\n")
                    words = f"\n{words}" if begun else f"{words}\n"
                saying.changes.append(
                    replace(change, start=saying.length, end=saying.length, words=words)
                )
            continue
        if begun or (all_of_them and number):
            saying.say(between)
        saying.take(piece)
        begun = True
    return saying.said


def all_inserted(said: Said, by: Author) -> Said:
    """The same text as one insertion; what was deleted in it stays so."""
    whole = TrackedChange("inserted", 0, len(said.text), said.text, by.by, by.at)
    deletions = _deletions(said)
    return replace(said, changes=(whole, *deletions) if said.text else tuple(deletions))


def all_deleted(pieces: Iterable[Said], between: str, by: Author) -> Said:
    """Nothing, but what the pieces said and what they had lost, as one deletion."""
    words = [piece.text + "".join(c.words for c in _deletions(piece)) for piece in pieces]
    if not any(words):
        return Said()
    return Said("", (TrackedChange("deleted", 0, 0, between.join(words), by.by, by.at),))


def _deletions(said: Said) -> list[TrackedChange]:
    return [change for change in said.changes if change.kind == "deleted"]


@dataclass
class Saying:
    """Words as they come, each in its context."""

    changes: list[TrackedChange] = field(default_factory=list)
    length: int = 0
    _parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words so far, as accepted."""
        return "".join(self._parts)

    @property
    def said(self) -> Said:
        """All so far; runs of one change are one."""
        return Said(self.text, tuple(_merged(self.changes)))

    def say(self, text: str, context: Context = NOBODY) -> None:
        """Take these words."""
        if not text:
            return
        at = self.length
        if context.deleted is None:
            self._parts.append(text)
            self.length += len(text)
        put_in, taken_out = context.inserted, context.deleted
        if put_in is not None:
            self._note("inserted", at, text, put_in)
        if taken_out is not None:
            self._note("deleted", at, text, taken_out)

    def take(self, said: Said, context: Context = NOBODY) -> None:
        """Take what was said elsewhere, all of it in this context."""
        at = self.length
        if context.deleted is not None:
            self.say(said.text, context)
            self.changes += [replace(change, start=at, end=at) for change in _deletions(said)]
            return
        if context.inserted is not None:
            said = all_inserted(said, context.inserted)
        self._parts.append(said.text)
        self.length += len(said.text)
        self.changes += [
            replace(change, start=change.start + at, end=change.end + at) for change in said.changes
        ]

    def _note(
        self, kind: Literal["inserted", "deleted"], at: int, text: str, author: Author
    ) -> None:
        self.changes.append(TrackedChange(kind, at, self.length, text, author.by, author.at))


def _merged(changes: Iterable[TrackedChange]) -> list[TrackedChange]:
    """The changes with what one author did in one go, run by run, joined."""
    groups: list[list[TrackedChange]] = []
    for change in changes:
        # What was put in and taken out again is a group of two.
        if groups and len(groups[-1]) == 1 and _is_taken_back(groups[-1][0]):
            groups[-1].append(change)
        else:
            groups.append([change])
    found: list[list[TrackedChange]] = []
    for group in groups:
        last = found[-1] if found else []
        if len(last) == len(group) and all(map(_goes_on, last, group)):
            found[-1] = [
                replace(one, end=other.end, words=one.words + other.words)
                for one, other in zip(last, group, strict=True)
            ]
        else:
            found.append(group)
    return [change for group in found for change in group]


def _is_taken_back(change: TrackedChange) -> bool:
    """Whether this is an insertion whose words were deleted again."""
    return change.kind == "inserted" and change.start == change.end


def _goes_on(last: TrackedChange, new: TrackedChange) -> bool:
    same = (last.kind, last.by, last.at) == (new.kind, new.by, new.at)
    return same and last.end == new.start


def told_of_struck(pieces: int, passages: int) -> Iterator[str]:
    """Warnings of what is struck through: pieces within other words, and passages as a whole."""
    if pieces:
        yield f"{number_of(pieces, 'piece')} struck through within other words, read as taken out"
    if passages:
        whole = number_of(passages, "passage")
        yield f"{whole} struck through, read with the part “{STRUCK_THROUGH}”"


def told_of(reading: Reading, *, by_hand: bool) -> list[str]:
    """Warnings of a reading's changes; ``by_hand`` where words may be struck through by hand."""
    struck = [c for c in reading.changes if by_hand and not c.by and not c.at]
    alone = sum(passage.part == STRUCK_THROUGH for passage in reading.passages)
    changes = [c for c in reading.changes if c.by or c.at] if struck else reading.changes
    return [*told(changes), *told_of_struck(len(struck), alone)]


def told(changes: Sequence[TrackedChange]) -> list[str]:
    """A warning of the changes: how many, by whom and when; none where there are none."""
    if not changes:
        return []
    count = number_of(len(changes), "tracked change")
    people = list(dict.fromkeys(change.by for change in changes if change.by))
    days = sorted({change.at[:10] for change in changes if change.at})
    said = []
    if people:
        named = ", ".join(people[:3])
        more = f" and {len(people) - 3} more" if len(people) > 3 else ""
        said.append(f"by {' '.join(named.split())}{more}")
    if days:
        said.append(days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}")
    about = f" ({', '.join(said)})" if said else ""
    return [f"{count}{about}, read as accepted"]
