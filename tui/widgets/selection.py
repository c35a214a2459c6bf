"""A selection in a text and how keys change it; pure, so that it can be tested without a screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.widgets.words import sentences, sentences_from, stripped, words, words_near
from tui.widgets.wrapping import Piece, Span

__all__ = ["Selection", "by_piece", "by_word", "of_piece", "sentence_after"]

_LONG = 20_000
"""Characters from which a piece is searched for sentences only near what is in view."""


class Selection(NamedTuple):
    """Two places in a text: `anchor` stays where it is and `head` is moved by keys."""

    anchor: int
    head: int

    @property
    def span(self) -> Span:
        """The characters between the two."""
        return Span(min(self), max(self))

    @property
    def turned(self) -> Selection:
        """The same characters with the other end to be moved."""
        return Selection(self.head, self.anchor)


def of_piece(text: str, piece: Piece) -> Selection:
    """A piece without the white space around it."""
    return Selection(*stripped(text, piece.start, piece.end))


def sentence_after(text: str, piece: Piece, chosen: Span | None, seen: int) -> Span | None:
    """The sentence of a piece after the chosen one, after the last the first again.

    Where none is chosen, the first that ends after ``seen``; of a long piece only a small part is
    looked at. None where there is no sentence.
    """
    if piece.end - piece.start > _LONG:
        return _sentence_near(text, piece, chosen, seen)
    found = sentences(text, piece.start, piece.end)
    if chosen in found:
        return found[(found.index(chosen) + 1) % len(found)]
    return next((span for span in found if span.end > seen), found[0] if found else None)


def _sentence_near(text: str, piece: Piece, chosen: Span | None, seen: int) -> Span | None:
    if chosen is not None and piece.start <= chosen.start < piece.end:
        before: Span | None = None
        for span in sentences_from(text, piece.start, piece.end, chosen.start):
            if before == chosen:
                return span
            if span.start > chosen.start:
                break
            before = span
    near = sentences_from(text, piece.start, piece.end, seen)
    return next((span for span in near if span.end > seen), None)


def by_word(text: str, pieces: Sequence[Piece], selection: Selection, step: int) -> Selection:
    """The head one word further on (1) or back (-1), within its piece; one word at least stays."""
    head = selection.head
    at_end = head >= selection.anchor
    piece = pieces[_piece_at(pieces, head - 1 if at_end else head)]
    # In a piece of millions of characters most words are far from the head.
    at = min(max(head, piece.start), piece.end)
    near, looked = words_near(text, piece.start, piece.end, at)
    moved = _over(selection, near, step)
    more = looked.end < piece.end if step > 0 else looked.start > piece.start
    if moved is None and more:
        moved = _over(selection, words(text, piece.start, piece.end), step)
    return moved or selection


def _over(selection: Selection, among: Sequence[Span], step: int) -> Selection | None:
    """The head over one of these words, None where none lies that way."""
    anchor, head = selection
    at_end = head >= anchor
    edges = [word.end if at_end else word.start for word in among]
    if step > 0:
        further = [edge for edge in edges if edge > head and (at_end or edge < anchor)]
        return Selection(anchor, further[0]) if further else None
    back = [edge for edge in edges if edge < head and (edge > anchor or not at_end)]
    return Selection(anchor, back[-1]) if back else None


def by_piece(text: str, pieces: Sequence[Piece], selection: Selection, step: int) -> Selection:
    """The head at the next edge of a piece in that direction.

    Where the head cannot come nearer to the anchor, the other end of the selection is moved
    instead, so that what is selected always grows or shrinks towards `step`.
    """
    anchor, head = selection
    start, end = selection.span
    outward = head >= anchor if step > 0 else head <= anchor
    if not outward:
        for edge in _edges(text, pieces, head, step, ends=head >= anchor):
            if (anchor - edge) * step > 0:
                return Selection(anchor, edge)
            break
        anchor, head = (start, end) if step > 0 else (end, start)
    for edge in _edges(text, pieces, head, step, ends=step > 0):
        return Selection(anchor, edge)
    return selection


def _edges(
    text: str, pieces: Sequence[Piece], offset: int, step: int, *, ends: bool
) -> Iterator[int]:
    """The ends, or starts, of the pieces beyond `offset` in one direction, nearest first."""
    index = _piece_at(pieces, offset - 1 if step > 0 else offset)
    while 0 <= index < len(pieces):
        span = stripped(text, pieces[index].start, pieces[index].end)
        edge = span.end if ends else span.start
        if span.start < span.end and (edge - offset) * step > 0:
            yield edge
        index += step


def _piece_at(pieces: Sequence[Piece], offset: int) -> int:
    """The index of the last piece that starts at or before an offset."""
    return max(0, bisect_right(pieces, offset, key=lambda piece: piece.start) - 1)
