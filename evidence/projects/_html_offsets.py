"""The text of an HTML document, and where a count of its bytes without markup leads in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

__all__ = ["Counted", "counted", "words_of"]

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
    "details", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "title"))


@dataclass(frozen=True, slots=True)
class Counted:
    """A text, a block a paragraph, and the way from the UTF-8 bytes of what the HTML says to it."""

    text: str
    #: How many bytes of white space stand before the first word.
    before: int
    _bytes: Sequence[int]
    _starts: Sequence[int]
    _ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """The code points between two counts of bytes; None where that is outside of the text."""
        if not 0 <= start < end <= self._bytes[-1]:
            return None
        first = bisect_right(self._bytes, start) - 1
        last = bisect_left(self._bytes, end)
        place = self._starts[first], self._ends[last - 1]
        return place if place[0] < place[1] else None


class _Walk(HTMLParser):
    """Gathers text; for each character that is counted, where it is shown, or None."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.length = 0
        self.shown: list[int | None] = []
        self.said: list[str] = []
        self._gap = ""
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a paragraph, a break a line."""
        if tag == "br":
            self._gap = self._gap or "\n"
        elif tag in _BLOCKS:
            self._gap = "\n\n"
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        """A block ends its paragraph."""
        if tag in _BLOCKS:
            self._gap = "\n\n"
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        """Text: counted always, shown where it is more than the space between two blocks."""
        self.said.append(data)
        blank = not data.strip()
        if self._unseen or (blank and (self._gap or not self.length)):
            self.shown += [None] * len(data)
            return
        if self._gap and self.length:
            self.parts.append(self._gap)
            self.length += len(self._gap)
        self._gap = ""
        self.parts.append(data)
        self.shown += range(self.length, self.length + len(data))
        self.length += len(data)


def counted(html: str) -> Counted:
    """The text of a document, or of a piece of one."""
    walk = _Walk()
    walk.feed(html)
    walk.close()
    said = "".join(walk.said)
    starts: list[int] = []
    after = walk.length
    for place in reversed(walk.shown):
        after = after if place is None else place
        starts.append(after)
    ends: list[int] = []
    until = 0
    for place in walk.shown:
        until = until if place is None else place + 1
        ends.append(until)
    sizes = [0, *accumulate(len(character.encode("utf-8", "replace")) for character in said)]
    blank = len(said) - len(said.lstrip())
    return Counted("".join(walk.parts), sizes[blank], sizes, starts[::-1], ends)


def words_of(html: str) -> str:
    """What a piece of HTML says, without any white space."""
    return "".join(counted(html).text.split())
