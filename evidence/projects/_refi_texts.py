"""The texts of a REFI-QDA project with what is selected in them, and all that is said around."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from evidence.projects._archive import Archive
from evidence.projects._counting import Counting, Span, counting_of
from evidence.projects._qde import attribute, child, children, guid, moment, number, text_of
from evidence.projects.project import Loss, Note, Selection, reading_of_text, without_nulls
from evidence.readers._package import Element, local_name
from evidence.reading import Passage, Reading, Unreadable

__all__ = ["Gathering", "TextElement", "found_once"]

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OUTSIDE = re.compile(r"^(relative|absolute|file|https?):", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
_CORNERS = ("firstX", "firstY", "secondX", "secondY")
_LEAST_FOUND = 8


@dataclass
class Gathering:
    """What is found while a project is read."""

    archive: Archive | None
    users: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    referred: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    counts_pages_from_0: bool = False
    #: Whether positions are known to be the standard's, since this program wrote them.
    by_standard: bool = False

    def lost(self, kind: str, where: str, what: str) -> None:
        """List what an inspection has no record for."""
        self.losses.append(Loss(kind, where, what))

    def kept(self, kind: str, where: str, title: str, text: str) -> None:
        """List it, and keep its text as a note."""
        self.notes.append(Note(title, text))
        self.lost(kind, where, "kept as a note")

    def refer(self, element: Element, where: str) -> None:
        """Remember which notes an element refers to."""
        for reference in children(element, "NoteRef"):
            self.referred.setdefault(guid(reference, "targetGUID"), []).append(where)

    def named(self, key: str) -> str:
        """What a GUID stands for."""
        return self.names.get(key) or f"something unknown ({key})"

    def value(self, element: Element) -> str:
        """A variable's value in a line."""
        reference = child(element, "VariableRef")
        name = self.named(guid(reference, "targetGUID")) if reference is not None else "?"
        found = next((text for each in _VALUES if (text := text_of(element, each))), "")
        return f"{name} = {found}"

    def file(self, path: str, title: str) -> bytes | None:
        """A file of the project; what is not inside of it is listed, and never followed."""
        if not path or self.archive is None:
            return None
        if _OUTSIDE.match(path):
            self.lost("file outside", title, f"{path} is not in the project: add it by itself")
            return None
        try:
            content = self.archive.named(path)
        except Unreadable as unreadable:
            self.lost("file", title, str(unreadable))
            return None
        if content is None:
            self.lost("missing file", title, f"{path} is not in the project")
        return content

    def pages(
        self,
        element: Element,
        title: str,
        made: Reading,
        selections: Sequence[Selection],
        original: bytes | None,
    ) -> Iterator[Selection]:
        """A PDF's selections in its text with the pages that are said, then those of pages."""
        drawn = {guid(each): each for each in children(element, "PDFSelection")}
        for selection in selections:
            both = drawn.pop(selection.key, None)
            if both is None:
                yield selection
            else:
                codes = (*selection.codes, *_codes(self, both, title))
                merged = tuple(dict.fromkeys(codes))
                yield replace(selection, page=self._page(both), codes=merged)
        for key, each in drawn.items():
            page = self._page(each)
            quote = text_of(child(each, "Representation"), "PlainTextContent").strip()
            if not quote and original is not None and page is not None:
                from evidence.readers._pdfpage import words_between  # pdfium loads slowly

                corners = [number(each, name) for name in _CORNERS]
                quote = words_between(original, page, corners)
            where = f"{attribute(each, 'name') or 'a selection'} on page {page} of {title}"
            quote, _ = without_nulls(quote)
            self.said_of(each, where, quote)
            if not quote.strip():
                self.lost("part of a page", where, "holds no words: not brought in")
                continue
            place = found_once(quote, made.text)
            start, end = place or (None, None)
            said = made.text[start:end] if place else quote
            codes = _codes(self, each, where)
            yield Selection(key, said, start, end, codes, page, *_who(self, each))

    def lose_media(self, element: Element, title: str, known: set[str]) -> None:
        """List the parts of a picture, a sound or a film: they hold no words.

        ``known`` are those that are selected in its transcript too.
        """
        for each in children(element, "AudioSelection", "VideoSelection", "PictureSelection"):
            if guid(each) in known:
                continue
            begin, end = number(each, "begin"), number(each, "end")
            name = attribute(each, "name") or "a selection"
            where = f"{name} in {title}"
            if begin is not None and end is not None:
                where += f", {_clock(begin)} to {_clock(end)}"
            codes = _codes(self, each, where)
            self.said_of(each, where, "")
            named = ", ".join(self.codes.get(key, "an unknown code") for key in codes)
            coded = f", coded {named}" if named else ""
            self.lost("part of a picture or recording", where, f"holds no words{coded}")

    def said_of(self, element: Element, where: str, quote: str) -> None:
        """Keep what is said of a selection: its description, its notes, a name of its own."""
        description = text_of(element, "Description").strip()
        if description:
            self.kept("note on a selection", where, f"On {where}", description)
        self.refer(element, where)
        for coding in children(element, "Coding"):
            self.refer(coding, f"a code of {where}")
        name = _ELLIPSIS.sub("", attribute(element, "name"))
        if quote and name and " ".join(name.split())[:20] not in " ".join(quote.split()):
            self.lost("name of a selection", where, f"is called “{name}”: kept in this list only")

    def _page(self, element: Element) -> int | None:
        page = number(element, "page")
        return page if page is None else page + self.counts_pages_from_0


class TextElement:
    """An element that has a text and selections in it."""

    def __init__(
        self, got: Gathering, element: Element, title: str, around: Element | None = None
    ) -> None:
        self.got = got
        self.element = element
        self.title = title
        #: A PDF, where programs put selections of its text beside its text.
        self.around = around
        self.content: bytes | None = None

    def raw(self) -> tuple[str, tuple[str, ...]]:
        """The text as the project has it, with its own line ends, and warnings; empty if none."""
        inline = text_of(self.element, "PlainTextContent")
        if inline:
            return without_nulls(inline)[0], ()
        path = attribute(self.element, "plainTextPath")
        self.content = self.got.file(path, self.title) if path else None
        if self.content is None:
            return "", ()
        text, warnings = _decoded(self.content)
        text, nulls = without_nulls(text)
        if nulls:
            what = f"NUL characters, shown as \ufffd: {nulls:,}"
            self.got.lost("characters", self.title, what)
        return text, warnings

    def reading(
        self, raw: str, warnings: Sequence[str], *, by_name: bool, known: Reading | None = None
    ) -> tuple[Reading, list[Selection]]:
        """The text as it is stored, and what is selected in it.

        ``by_name``: the project's positions are in another text, so that a selection is found by
        the words that name it, where they stand once.
        """
        elements = list(self._selections())
        points = {guid(each): each for each in children(self.element, "SyncPoint")}
        spans = [self._span(each, points) for each in elements]
        if by_name:
            text, way = raw, None
        else:
            known_spans = [span for span in spans if span is not None]
            text, way = counting_of(raw, [] if self.got.by_standard else known_spans)
            if way.said:
                told = f"{self.title}: positions are counted {way.said}: so they fall on words"
                self.got.decided.append(told)
        made = known or reading_of_text(text, warnings)
        if points and way is not None:
            made = replace(made, passages=_timed(text, points.values(), way) or made.passages)
        found: dict[str, Selection] = {}
        for count, (each, span) in enumerate(zip(elements, spans, strict=True)):
            self._select(each, span, way, text, found, count)
        return made, list(found.values())

    def _selections(self) -> Iterator[Element]:
        for each in (self.element, self.around):
            yield from children(each, "PlainTextSelection", "TranscriptSelection")

    def _span(self, element: Element, points: dict[str, Element]) -> Span | None:
        if local_name(element) == "TranscriptSelection":
            ends = [points.get(guid(element, end)) for end in ("fromSyncPoint", "toSyncPoint")]
            at = [number(end, "position") if end is not None else None for end in ends]
        else:
            at = [number(element, "startPosition"), number(element, "endPosition")]
        start, end = at
        if start is None or end is None:
            return None
        return Span(min(start, end), max(start, end), attribute(element, "name"))

    def _select(
        self,
        element: Element,
        span: Span | None,
        way: Counting | None,
        text: str,
        found: dict[str, Selection],
        count: int,
    ) -> None:
        got = self.got
        name = attribute(element, "name")
        if way is None:
            place = found_once(_ELLIPSIS.sub("", name), text)
        else:
            place = way.place(span) if span is not None else None
        quote = text[place[0] : place[1]] if place else ""
        where = f"“{_short(quote or name or 'a selection')}” in {self.title}"
        codes = _codes(got, element, where)
        got.said_of(element, where, quote)
        if place is None or not quote.strip():
            got.lost("selection", where, self._why_lost(place, way, codes))
            return
        key = guid(element) or f"{self.title} {count}"
        got.names[key] = where
        if key in found and (found[key].start, found[key].end) == place:
            merged = tuple(dict.fromkeys((*found[key].codes, *codes)))
            found[key] = replace(found[key], codes=merged)
            return
        if key in found:
            key = f"{key} {count}"
        by, at = _who(got, element)
        found[key] = Selection(key, quote, *place, codes, None, by, at)

    def _why_lost(
        self, place: tuple[int, int] | None, way: Counting | None, codes: Sequence[str]
    ) -> str:
        named = ", ".join(self.got.codes.get(key, "an unknown code") for key in codes)
        coded = f" (coded {named})" if named else ""
        if place is not None:
            return f"selects no words{coded}"
        if way is None:
            return f"its words are not found in the text, or stand there more than once{coded}"
        return f"lies outside of the text{coded}"

    def lose_all(self, why: str) -> None:
        """List every selection, for this reason."""
        for each in self._selections():
            name = attribute(each, "name") or "a selection"
            codes = ", ".join(self.got.codes.get(key, "?") for key in _codes(self.got, each, name))
            self.got.said_of(each, f"{_short(name)} in {self.title}", "")
            coded = f" (coded {codes})" if codes else ""
            self.got.lost("selection", f"{_short(name)} in {self.title}", f"{why}{coded}")


def found_once(words: str, text: str) -> tuple[int, int] | None:
    """Where these words stand in a text, their spaces being of any kind; None unless once."""
    pieces = words.split()
    if sum(map(len, pieces)) < _LEAST_FOUND or len(words) > 20_000:
        return None
    places = re.finditer(r"\s*".join(map(re.escape, pieces)), text)
    first = next(places, None)
    return first.span() if first is not None and next(places, None) is None else None


def _codes(got: Gathering, element: Element, where: str) -> tuple[str, ...]:
    """The codes of a selection; what refers to no code is listed."""
    found: dict[str, None] = {}
    for coding in children(element, "Coding"):
        for reference in children(coding, "CodeRef"):
            key = guid(reference, "targetGUID")
            if key in got.codes:
                found[key] = None
            else:
                got.lost("code", where, f"is coded with {key or 'nothing'}, which is no code here")
    return tuple(found)


def _who(got: Gathering, element: Element) -> tuple[str | None, str | None]:
    user = guid(element, "creatingUser")
    if not user:
        coding = child(element, "Coding")
        user = guid(coding, "creatingUser") if coding is not None else ""
    return got.users.get(user) or None, moment(element)


def _timed(text: str, points: Iterable[Element], way: Counting) -> tuple[Passage, ...]:
    """A passage between each two points at which text and recording meet."""
    known: list[tuple[int, int]] = []
    for point in points:
        position, time = number(point, "position"), number(point, "timeStamp")
        place = way.place(Span(position, position)) if position is not None else None
        if place is not None and time is not None and time >= 0:
            known.append((place[0], time))
    known.sort()
    passages = []
    for count, (start, time) in enumerate(known):
        end = known[count + 1][0] if count + 1 < len(known) else len(text)
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            last = first + len(piece.strip())
            passages.append(Passage(first, last, time=_clock(time), part="cue"))
    return tuple(passages)


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(max(0, milliseconds), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else f"{line[:49]}…"


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text with its own line ends and its byte order mark."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), ("read as cp1252: check the accents",)
