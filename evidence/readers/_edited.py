"""What a page marks as put in, taken out or struck through, as changes in its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import unquote

from evidence.readers._changes import NOBODY, STRUCK, Author, Context, Said, Saying
from evidence.readers._package import Element

__all__ = [
    "Piece",
    "context_of",
    "is_edited",
    "number_struck",
    "reasons_for",
    "said_of",
    "unstruck",
]

Piece = tuple[str, Context]
"""Words, and the change that they stand in."""

_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
_EDITED = re.compile(r"<(?:ins|del|s|strike)\b|line-through", re.IGNORECASE)
_LONGEST_STYLE = 10_000
_LONGEST_REASON = 80
#: ``title="Deleted by Ann Ray - 2 March"``
_BY = re.compile(r"\bby\s+(?P<name>[^\s,;:()][^,;:()]{0,78}?)(?=\s+(?:[-–—@]|on\b|at\b)|[,;:()]|$)")
_RUN = re.compile(r"[^ \n]+| |\n")
_LINE_ENDS = re.compile(r" *\n *")
_DOUBLED = re.compile(" {2,}")


def is_edited(markup: str) -> bool:
    """Whether anything in a page may be marked so; quickly, since most pages have nothing."""
    return _EDITED.search(markup) is not None


def context_of(element: Element, name: str) -> Context | None:
    """The change that an element of this name marks its words as, None where it marks none."""
    if name == "ins":
        return Context(_author(element))
    if name == "del":
        return Context(None, _author(element))
    if name in ("s", "strike"):
        return STRUCK
    style = element.get("style")
    struck = style is not None and _STRUCK_STYLE.search(style[:_LONGEST_STYLE])
    return STRUCK if struck else None


def _author(element: Element) -> Author:
    return Author(_who(element), _when(element.get("datetime") or ""))


def _who(element: Element) -> str | None:
    """Who made the change: Word writes ``cite="mailto:Ann%20Ray"``, editors a title or a name."""
    cited = (element.get("cite") or "").strip()
    named = unquote(cited[7:]) if cited.lower().startswith("mailto:") else ""
    titled = _BY.search(element.get("title") or "")
    found = named or element.get("data-username") or (titled["name"] if titled else "")
    return " ".join(found.split()) or None


def _when(written: str) -> str | None:
    """The moment or the day, ISO 8601; None where it can't be read."""
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return moment.isoformat() if ":" in written else moment.date().isoformat()


def reasons_for(element: Element) -> Iterator[str]:
    """What an element says of the change beside who made it: a title, the address of a page."""
    title, cited = (" ".join((element.get(name) or "").split()) for name in ("title", "cite"))
    if title and not _BY.search(title):
        yield f"“{title[:_LONGEST_REASON]}”"
    if cited and not cited.lower().startswith("mailto:"):
        yield cited[:_LONGEST_REASON]


def number_struck(pieces: Iterable[Piece]) -> int:
    """How many stretches of these are struck through."""
    count = 0
    before = False
    for words, context in pieces:
        if words.strip():
            struck = context.deleted is STRUCK.deleted
            count += struck and not before
            before = struck
    return count


def unstruck(pieces: Sequence[Piece]) -> list[Piece] | None:
    """The pieces as they stand where all that they say is struck through; else None."""
    said = [context for words, context in pieces if words.strip()]
    if not said or any(context.deleted is not STRUCK.deleted for context in said):
        return None
    return [
        (words, NOBODY if context.inserted is None else Context(context.inserted))
        for words, context in pieces
    ]


def said_of(pieces: Sequence[Piece], *, edited: bool, typed: bool) -> Said:
    """The words with their changes and single spaces, as a browser shows them.

    Where nothing in the page is ``edited`` there are no changes; where the words are ``typed``
    their white space stands as it is.
    """
    if not edited:
        text = "".join([words for words, _ in pieces])
        if typed:
            return Said(text.strip("\n"))
        text = _LINE_ENDS.sub("\n", text) if "\n" in text else text
        return Said((_DOUBLED.sub(" ", text) if "  " in text else text).strip())
    saying = Saying()
    for words, context in pieces if typed else _single_spaced(pieces):
        saying.say(words, context)
    return saying.said.stripped("\n" if typed else None)


def _single_spaced(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without the white space that neither reading shows.

    A space that only one of them shows, since the other has one already where words were put in or
    taken out beside it, is part of that change.
    """
    runs = [(run, context) for words, context in pieces for run in _RUN.findall(words)]
    accepted = _shown([at for at, (_, change) in enumerate(runs) if not change.deleted], runs)
    before = _shown([at for at, (_, change) in enumerate(runs) if not change.inserted], runs)
    for at, (run, context) in enumerate(runs):
        if context is not NOBODY:
            neither = context.inserted and context.deleted
            if neither or at in accepted or at in before:
                yield run, context
        elif at in accepted and at in before:
            yield run, context
        elif at in accepted:
            yield run, Context(_nearest(runs, at))
        elif at in before:
            yield run, Context(None, _nearest(runs, at))


def _shown(reading: Iterable[int], runs: Sequence[Piece]) -> set[int]:
    """Of the runs of one reading those that are shown: one space, and none at a line's ends."""
    shown: set[int] = set()
    space: int | None = None
    begun = False
    for at in reading:
        run = runs[at][0]
        if run == " ":
            space = at if space is None and begun else space
            continue
        if space is not None and run != "\n":
            shown.add(space)
        shown.add(at)
        space, begun = None, run != "\n"
    return shown


def _nearest(runs: Sequence[Piece], at: int) -> Author:
    """Who made the change that is nearest to a run."""
    for distance in range(1, len(runs)):
        for near in (at - distance, at + distance):
            if 0 <= near < len(runs) and runs[near][1] is not NOBODY:
                return runs[near][1].inserted or runs[near][1].deleted or Author()
    return Author()
