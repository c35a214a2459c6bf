"""A reading pane: a long text piece by piece, its marks, and the choice of a part of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from evidence.plain_text import shown
from tui.widgets.cells import cells, clusters, uneven
from tui.widgets.lines import fitted
from tui.widgets.marks import Mark, MarkKind, Marks
from tui.widgets.painted import Painted
from tui.widgets.selection import Selection, by_piece, by_word, of_piece, sentence_after
from tui.widgets.words import words
from tui.widgets.wrapping import Layout, Piece, Span, wrapped

__all__ = ["Mark", "MarkKind", "Piece", "Span", "TextPane"]

_SIGNS = 2
"""Cells at the left: one for the piece being read, one for the marks of the line."""


def _widest(labels: Collection[str], plain_ascii: bool) -> int:
    """The cells of the widest label, without measuring each where all are of ordinary letters."""
    if uneven().search("".join(labels)):
        return max(cells(shown(label, plain_ascii)) for label in labels)
    return max(map(len, labels), default=0)


class TextPane(Painted, can_focus=True):
    """A text shown whole and wrapped, with one piece current, marks, and at most one selection.

    Offsets are code points of the text as given, whatever stands for them on the screen. Only
    text inside a piece is shown.
    """

    DEFAULT_CSS = """
    TextPane {
        overflow-x: hidden;
        overflow-y: scroll;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next piece", show=False, id="text.next"),
        Binding("up,k", "move(-1)", "Previous piece", show=False, id="text.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="text.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="text.page_up"),
        Binding("home,g", "first", "First piece", show=False, id="text.first"),
        Binding("end,G", "last", "Last piece", show=False, id="text.last"),
        Binding("enter", "choose", "Choose", show=False, id="text.choose"),
        Binding("v", "sentence", "Select sentence", show=False, id="text.sentence"),
        Binding("right,l", "word(1)", "A word more", show=False, id="text.word_more"),
        Binding("left,h", "word(-1)", "A word less", show=False, id="text.word_less"),
        Binding("shift+right", "begin_word(1)", "Select more", show=False, id="text.begin_more"),
        Binding("shift+left", "begin_word(-1)", "Select less", show=False, id="text.begin_less"),
        Binding("J,shift+down", "extend(1)", "A piece more", show=False, id="text.piece_more"),
        Binding("K,shift+up", "extend(-1)", "A piece less", show=False, id="text.piece_less"),
        Binding("o", "other_end", "Other end", show=False, id="text.other_end"),
        Binding("escape", "unselect", "Drop selection", show=False, id="text.unselect"),
    ]

    highlighted: reactive[int] = reactive(-1, init=False, repaint=False)
    """The index of the current piece; -1 if there are no pieces."""

    class PieceHighlighted(Message):
        """This piece became current; of a burst of them only the last may arrive."""

        def __init__(self, text_pane: TextPane, index: int) -> None:
            super().__init__()
            self.text_pane = text_pane
            self.index = index

        @property
        def control(self) -> TextPane:
            """The pane that sent the message."""
            return self.text_pane

        def can_replace(self, message: Message) -> bool:
            """True for a later message of the same kind from the same pane."""
            return (
                isinstance(message, TextPane.PieceHighlighted) and message.control is self.control
            )

    class SelectionMoved(Message):
        """Other characters are selected, or none; of a burst of them only the last may arrive."""

        def __init__(self, text_pane: TextPane) -> None:
            super().__init__()
            self.text_pane = text_pane

        @property
        def control(self) -> TextPane:
            """The pane that sent the message."""
            return self.text_pane

        def can_replace(self, message: Message) -> bool:
            """True for a later message of the same kind from the same pane."""
            return isinstance(message, TextPane.SelectionMoved) and message.control is self.control

    class RangeChosen(Message):
        """The characters `start` to `end` were chosen with Enter; never an empty range."""

        def __init__(self, text_pane: TextPane, start: int, end: int) -> None:
            super().__init__()
            self.text_pane = text_pane
            self.start = start
            self.end = end

        @property
        def control(self) -> TextPane:
            """The pane that sent the message."""
            return self.text_pane

    def __init__(
        self,
        text: str = "",
        pieces: Sequence[Piece] = (),
        marks: Iterable[Mark] = (),
        *,
        kinds: Mapping[str, MarkKind] | None = None,
        empty: str = "",
        spaced: bool = False,
        plain_ascii: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  (Textual's own name)
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Show `text` in `pieces`, which are in order and do not overlap (else ValueError).

        `kinds` says how each kind of mark looks; `empty` is read when there are no pieces;
        `spaced` puts a blank line after each piece.
        """
        super().__init__(
            plain_ascii=plain_ascii, name=name, id=id, classes=classes, disabled=disabled
        )
        self._kinds = dict(kinds or {})
        self._empty = empty
        self._gap = 1 if spaced else 0
        self._drag: Span | None = None
        self._fitted = Size()
        self._take(text, pieces, marks)

    # What is shown

    @property
    def text(self) -> str:
        """The text as given."""
        return self._text

    @property
    def pieces(self) -> Sequence[Piece]:
        """The pieces as given."""
        return self._pieces

    def set_text(self, text: str, pieces: Sequence[Piece], marks: Iterable[Mark] = ()) -> None:
        """Show another text from its start, with nothing selected."""
        self._take(text, pieces, marks)
        if not self.is_attached:
            return
        self._fit()
        self.scroll_top(0)
        self.refresh()
        self._announce()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks and no others."""
        self._marks = Marks(marks)
        self.refresh()

    def _take(self, text: str, pieces: Sequence[Piece], marks: Iterable[Mark]) -> None:
        end = 0
        for piece in pieces:
            if not end <= piece.start <= piece.end <= len(text):
                raise ValueError(f"{piece} overlaps another or lies outside the text")
            end = piece.end
        self._text = text
        self._pieces = pieces
        self._layouts: dict[int, Layout] = {}
        self._selection: Selection | None = None
        self._goal: int | None = None
        self._label_width = _widest({piece.label for piece in pieces}, self.plain_ascii)
        self.set_reactive(TextPane.highlighted, 0 if pieces else -1)
        self.set_marks(marks)

    def find(self, sought: str) -> list[int]:
        """Where these words stand one after the other, in any case and over line breaks."""
        parts = [re.escape(part) for part in sought.split()]
        if not parts:
            return []
        pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
        return [match.start() for match in pattern.finditer(self._text)]

    # Where things are

    @property
    def _view(self) -> Size:
        return self.scrollable_content_region.size

    def _gutter(self, width: int) -> int:
        """The cells left of the text in a view of this width: signs, label and a space."""
        label = min(self._label_width, 22, width // 3)
        return _SIGNS + label + 1 if label else _SIGNS

    def _layout_at(self, view_width: int) -> Layout:
        """The text wrapped for a view of this width; computed once for each of the last few."""
        width = max(1, view_width - self._gutter(view_width))
        layout = self._layouts.get(width)
        if layout is None:
            if len(self._layouts) >= 4:
                self._layouts.clear()
            layout = self._layouts[width] = wrapped(
                self._text, self._pieces, width, self._gap, self.plain_ascii
            )
        return layout

    def screen_place(self, offset: int) -> Offset:
        """Where in the widget's content a character is drawn, be it in view or not.

        There must be a piece.
        """
        width = self._view.width
        line, x = self._layout_at(width).place(offset)
        return Offset(x + self._gutter(width), line - self.scroll_offset.y)

    def span_at(self, place: Offset) -> Span:
        """The characters drawn at a cell of the content, an empty span beside the text.

        There must be a piece.
        """
        width = self._view.width
        layout = self._layout_at(width)
        line = min(max(0, place.y + self.scroll_offset.y), layout.height - 1)
        return layout.at(line, place.x - self._gutter(width))

    def go_to(self, offset: int) -> None:
        """Make the piece with this character current and bring its line into view."""
        if self._pieces:
            self.action_drop()
            self._show(offset)

    def _show(self, offset: int) -> None:
        if not self._view.height:
            self._goal = offset
            return
        layout = self._layout_at(self._view.width)
        line, _ = layout.place(offset)
        self.highlighted = layout.piece_of(line)
        if not 0 <= line - self.scroll_offset.y < self._view.height:
            self.scroll_top(line - self._view.height // 3)

    def _fit(self) -> None:
        """Bring the scrollable height in line with the wrapped text."""
        if self._view.width:
            self.virtual_size = Size(
                0, self._layout_at(self._view.width).height if self._pieces else 0
            )
            self._fitted = self._view

    def on_mount(self) -> None:
        """Announce the first piece, so that a screen can show what belongs to it."""
        self._fit()
        self._announce()

    def on_resize(self) -> None:
        """Keep the current piece on its line of the screen, or else the line at the top."""
        old, new = self._fitted, self._view
        if old == new or not new.width:
            return
        anchor, row = self._anchor_line(old)
        self._fit()
        if self._goal is not None:
            goal, self._goal = self._goal, None
            self._show(goal)
        elif self._pieces and old.width:
            line, _ = self._layout_at(self._view.width).place(anchor)
            self.scroll_top(line - min(row, new.height - 1))
        self.refresh()

    def _anchor_line(self, size: Size) -> tuple[int, int]:
        """An offset to hold on to when the width changes, and its row in the old view."""
        layout = self._layout_at(size.width) if size.width else None
        if layout is None or not self._pieces:
            return 0, 0
        top = min(self.scroll_offset.y, layout.height - 1)
        first = layout.lines_of(self.highlighted)[0]
        if top <= first < top + size.height:
            return self._pieces[self.highlighted].start, first - top
        return layout.span(top).start, 0

    # Painting

    def render_line(self, y: int) -> Strip:
        """One line of the view; only what is on it is measured and styled."""
        width = self._view.width
        if not self._pieces:
            return self.taught(self._empty, y, width)
        layout = self._layout_at(self._view.width)
        line = self.scroll_offset.y + y
        if line >= layout.height:
            return Strip.blank(width, self.ink())
        index = layout.piece_of(line)
        lines = layout.lines_of(index)
        if line > lines[-1]:
            return Strip.blank(width, self.ink())
        span = layout.span(line)
        current = index == self.highlighted
        marks = self._marks.on(span)
        segments = [
            *self._margin(index, marks, first=line == lines[0], top=y == 0, width=width),
            *self._inked(span, marks, "current" if current else ""),
        ]
        return Strip(segments).crop_extend(0, width, self.ink("current" if current else ""))

    def _margin(
        self, index: int, marks: list[Mark], *, first: bool, top: bool, width: int
    ) -> Iterator[Segment]:
        """The signs and the label; the top line of the view always says where one is."""
        current = index == self.highlighted
        bar = (">" if first else "|") if self.plain_ascii else ("›" if first else "│")
        kinds = [kind for kind in (self._kind(mark.kind) for mark in marks) if kind.glyph]
        glyphs = {kind.glyph for kind in kinds}
        glyph = next(iter(glyphs), " ") if len(glyphs) < 2 else "+"
        base = "current " if current else ""
        yield Segment(bar if current else " ", self.ink(base + "strong"))
        style = kinds[0].style if len(glyphs) == 1 else "strong"
        yield Segment(fitted(glyph, 1), self.ink(base + style))
        label = self._gutter(width) - _SIGNS
        if label:
            text = shown(self._pieces[index].label, self.plain_ascii) if first or top else ""
            text = fitted(text, label - 1, plain_ascii=self.plain_ascii)
            yield Segment(text + " ", self.ink(base + ("strong" if current else "muted")))

    def _inked(self, span: Span, marks: list[Mark], base: str) -> Iterator[Segment]:
        """The text of a line, cut where marks and selection begin and end."""
        text, chosen = self._text, self.selection
        if uneven().search(text, *span):
            for cluster in clusters(text, *span, self.plain_ascii):
                stretch = Span(cluster.start, cluster.end)
                yield Segment(cluster.sign, self._ink_of(stretch, marks, chosen, base))
            return
        edges = {edge for mark in marks for edge in (mark.start, mark.end)}
        edges.update(chosen or ())
        cuts = sorted({*span, *(edge for edge in edges if span.start < edge < span.end)})
        for start, end in pairwise(cuts):
            yield Segment(text[start:end], self._ink_of(Span(start, end), marks, chosen, base))

    def _ink_of(self, stretch: Span, marks: list[Mark], chosen: Span | None, base: str) -> Style:
        """The style of characters that are all alike; of several marks the last to begin wins."""
        start, end = stretch
        names = base
        for mark in marks:
            if mark.start < end and mark.end > start:
                names = f"{base} {self._kind(mark.kind).style} marked"
        selected = chosen is not None and chosen.start < end and chosen.end > start
        return self.ink(names, "selection" if selected else "")

    def _kind(self, kind: str) -> MarkKind:
        return self._kinds.get(kind, MarkKind("*" if self.plain_ascii else "▪"))

    # Moving

    def validate_highlighted(self, index: int) -> int:
        """The nearest piece there is."""
        return min(max(index, 0), len(self._pieces) - 1)

    def watch_highlighted(self, old: int, new: int) -> None:
        """Repaint the two pieces and tell the screen."""
        layout = self._layout_at(self._view.width)
        height = self._view.height
        for index in (old, new):
            if 0 <= index < len(self._pieces):
                lines = layout.lines_of(index)
                first = max(lines[0], self.scroll_offset.y)
                last = min(lines[-1], self.scroll_offset.y + height - 1)
                if first <= last:
                    self.refresh_lines(first, last - first + 1)
        self._announce()

    def _announce(self) -> None:
        if self.highlighted >= 0:
            self.post_message(self.PieceHighlighted(self, self.highlighted))

    def _reveal(self, first: int, last: int) -> None:
        """Scroll as little as shows these lines, or the first of them if they are too many."""
        top, height = self.scroll_offset.y, self._view.height
        if first < top or last - first >= height:
            self.scroll_top(first)
        elif last >= top + height:
            self.scroll_top(last - height + 1)

    def _go(self, index: int) -> None:
        self.action_drop()
        self.highlighted = index
        lines = self._layout_at(self._view.width).lines_of(self.highlighted)
        self._reveal(lines[0], lines[-1])

    def action_move(self, step: int) -> None:
        """Go to the next piece, but first read to the end of one taller than the view.

        From a piece scrolled out of view the nearest piece in view is next.
        """
        if not self._pieces:
            return
        layout = self._layout_at(self._view.width)
        top, height = self.scroll_offset.y, self._view.height
        lines = layout.lines_of(self.highlighted)
        if lines[-1] < top or lines[0] >= top + height:
            edge = top if step > 0 else min(top + height, layout.height) - 1
            self._go(layout.piece_of(edge))
        elif step > 0 and lines[-1] >= top + height:
            self.scroll_top(min(top + max(1, height // 2), lines[-1] - height + 1))
        elif step < 0 and lines[0] < top:
            self.scroll_top(max(top - max(1, height // 2), lines[0]))
        else:
            self._go(self.highlighted + step)

    def action_page(self, step: int) -> None:
        """Read on by a view less one line; the first piece that begins in view is current."""
        if not self._pieces:
            return
        top, page = self.scroll_offset.y, max(1, self._view.height - 1)
        self.scroll_top(top + page * step)
        now = self.scroll_offset.y
        self.action_drop()
        layout = self._layout_at(self._view.width)
        if now == top:
            self.highlighted = len(self._pieces) - 1 if step > 0 else 0
            return
        index = layout.piece_of(now)
        after = min(index + 1, len(self._pieces) - 1)
        begins = layout.lines_of(index)[0] < now and layout.lines_of(after)[0] <= now + page
        self.highlighted = after if begins else index

    def action_first(self) -> None:
        """Go to the first piece."""
        if self._pieces:
            self._go(0)

    def action_last(self) -> None:
        """Go to the end of the last piece."""
        if self._pieces:
            self._go(len(self._pieces) - 1)
            self.scroll_top(self.max_scroll_y)

    # Selecting

    @property
    def selection(self) -> Span | None:
        """The characters selected, or None."""
        return self._selection.span if self._selection is not None else None

    @property
    def selected_range(self) -> tuple[int, int]:
        """The selection, or else the current piece without the white space around it.

        It is empty where there is no piece or nothing but white space in it.
        """
        selection = self._selection
        if selection is None and self.highlighted >= 0:
            selection = of_piece(self._text, self._pieces[self.highlighted])
        return selection.span if selection is not None else (0, 0)

    def select(self, start: int, end: int) -> None:
        """Select these characters, make the piece they begin in current, and show them."""
        if not self._pieces or start >= end:
            return
        self._show(start)
        self._select(Selection(start, end))

    def _select(self, selection: Selection | None) -> None:
        if selection == self._selection:
            return
        self._selection = selection
        self.refresh()
        self.post_message(self.SelectionMoved(self))
        if selection is not None and self._view.height:
            head = selection.head - (selection.head > selection.anchor)
            line, _ = self._layout_at(self._view.width).place(head)
            self._reveal(line, line)

    def action_drop(self) -> None:
        """Drop the selection, if any."""
        self._select(None)

    def action_unselect(self) -> None:
        """Drop the selection; where there is none the key is left to the screen."""
        if self._selection is None:
            raise SkipAction
        self.action_drop()

    def action_sentence(self) -> None:
        """Select the first sentence in view of the current piece; again, the one after it."""
        if not self._pieces:
            raise SkipAction
        layout = self._layout_at(self._view.width)
        seen = layout.span(min(self.scroll_offset.y, layout.height - 1)).start
        span = sentence_after(self._text, self._pieces[self.highlighted], self.selection, seen)
        if span is not None:
            self._select(Selection(*span))

    def action_word(self, step: int) -> None:
        """Move the end of the selection by a word; without one the key is left to the screen."""
        if self._selection is None:
            raise SkipAction
        self._select(by_word(self._text, self._pieces, self._selection, step))

    def action_begin_word(self, step: int) -> None:
        """Move the end of the selection by a word, or begin one with a sentence."""
        if self._selection is None:
            self.action_sentence()
        else:
            self.action_word(step)

    def action_extend(self, step: int) -> None:
        """Move the end of the selection by a piece, beginning with the current one."""
        if not self._pieces:
            raise SkipAction
        selection = self._selection or of_piece(self._text, self._pieces[self.highlighted])
        self._select(by_piece(self._text, self._pieces, selection, step))

    def action_other_end(self) -> None:
        """Let the keys move the other end; without a selection the key is left to the screen."""
        if self._selection is None:
            raise SkipAction
        self._select(self._selection.turned)

    def action_choose(self) -> None:
        """Choose the selection or the piece; with nothing in it the key is left to the screen."""
        start, end = self.selected_range
        if start == end:
            raise SkipAction
        self.post_message(self.RangeChosen(self, start, end))

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Make the piece under the pointer current and begin to drag."""
        place = event.get_content_offset(self)
        if place is None or event.button != 1 or not self._pieces:
            return
        self.action_drop()
        layout = self._layout_at(self._view.width)
        line = min(place.y + self.scroll_offset.y, layout.height - 1)
        self.highlighted = layout.piece_of(line)
        self._drag = self.span_at(place)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the drag began to the character under the pointer, both whole."""
        if self._drag is None:
            return
        place, (width, height) = event.get_content_offset_capture(self), self._view
        if not 0 <= place.y < height:
            self.scroll_top(self.scroll_offset.y + (1 if place.y > 0 else -1))
        under = self.span_at(place.clamp(width, height))
        if under == self._drag and self._selection is None:
            return
        start, end = min(self._drag.start, under.start), max(self._drag.end, under.end)
        if under.start < self._drag.start:
            start, end = end, start
        self._select(Selection(start, end) if start != end else None)

    def on_mouse_up(self) -> None:
        """End the drag."""
        if self._drag is not None:
            self._drag = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word under a double click."""
        place = event.get_content_offset(self)
        if place is None or event.chain != 2 or event.button != 1 or not self._pieces:
            return
        offset = self.span_at(place).start
        piece = self._pieces[self.highlighted]
        for word in words(self._text, piece.start, piece.end):
            if word.start <= offset < word.end:
                self._select(Selection(*word))
