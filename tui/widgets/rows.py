"""A list that draws only the rows in view: a hundred thousand open as fast as ten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, zip_longest
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.lines import FILL, Cell, Line, line_width, spans
from tui.widgets.painted import Painted

__all__ = ["FILL", "Cell", "Line", "RowList", "drawing"]

R = TypeVar("R")
M = TypeVar("M")

_MARGIN = 2
"""Cells at the left of each row, for the marker of the highlighted one."""

_MARKERS = (("·", "›"), ("-", ">"))
"""That marker in Unicode and ASCII, where keys go elsewhere and where they go to this list."""


class RowList(Painted, Generic[R], can_focus=True):
    """A list of rows of one line each, with a highlighted row that keys and mouse move.

    Rows are never copied, measured or drawn unless in view, so any `Sequence` will do. The three
    exceptions are asked for by the caller: `measure`, `selectable`, and `set_rows` with `keep`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next row", show=False, id="rows.next"),
        Binding("up,k", "move(-1)", "Previous row", show=False, id="rows.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="rows.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="rows.page_up"),
        Binding("home,g", "first", "First row", show=False, id="rows.first"),
        Binding("end,G", "last", "Last row", show=False, id="rows.last"),
        Binding("enter", "open", "Open", show=False, id="rows.open"),
        Binding("left,h", "sideways(-1)", "Scroll left", show=False, id="rows.left"),
        Binding("right,l", "sideways(1)", "Scroll right", show=False, id="rows.right"),
    ]

    highlighted: reactive[int] = reactive(-1, init=False, repaint=False)
    """The index of the highlighted row, always one that may be selected; -1 if there is none."""

    class RowMessage(Message, Generic[M]):
        """What Highlighted and Opened have in common: which list, row and index."""

        def __init__(self, row_list: RowList[M], row: M, index: int) -> None:
            super().__init__()
            self.row_list = row_list
            self.row = row
            self.index = index

        @property
        def control(self) -> RowList[M]:
            """The list that sent the message."""
            return self.row_list

    class Highlighted(RowMessage[M]):
        """The highlight came to this row; of a burst of them only the last may arrive."""

        def can_replace(self, message: Message) -> bool:
            """True for a later message of the same kind from the same list."""
            return isinstance(message, RowList.Highlighted) and message.control is self.control

    class Opened(RowMessage[M]):
        """This row was chosen: by Enter, a double click, or a click where the highlight was."""

    def __init__(
        self,
        rows: Sequence[R],
        draw: Callable[[R, int, bool], Line],
        key: Callable[[R], str] = lambda _row: "",
        empty: str = "",
        *,
        selectable: Callable[[R], bool] | None = None,
        measure: Callable[[R], int] | None = None,
        cursor: bool = True,
        plain_ascii: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  (Textual's own name)
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Show `rows`, each as `draw(row, width, highlighted)` says when it comes into view.

        `key` tells rows apart across `set_rows`; `empty` is read when there are no rows;
        `selectable` is false for headings, which the highlight passes over; `measure` gives the
        cells a row needs, is asked of every row, and makes the list scroll sideways to the widest;
        without `cursor` nothing is highlighted and the keys scroll.
        """
        super().__init__(
            plain_ascii=plain_ascii, name=name, id=id, classes=classes, disabled=disabled
        )
        self._rows = rows
        self._draw = draw
        self._key = key
        self._empty = empty
        self._selectable = selectable
        self._measure = measure
        self._cursor = cursor
        self._columns = 0
        self._click_opened = False
        self._held_key = ""
        self._hold(self._near(0))

    # What is shown

    @property
    def rows(self) -> Sequence[R]:
        """The rows as given, not a copy."""
        return self._rows

    @property
    def highlighted_row(self) -> R | None:
        """The row under the highlight, or None."""
        index = self.highlighted
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def set_rows(self, rows: Sequence[R], keep: bool = True) -> None:
        """Show other rows; with `keep` the highlight stays on the row with the same key.

        It then also stays on the same line of the screen. Where the key is gone the highlight
        goes to the row now at its place, without `keep` to the first. Looking for the key asks
        `key` of the rows outward from the old place until found.
        """
        old, old_key = self.highlighted, self._held_key
        keep = keep and old >= 0
        line = old - self.scroll_offset.y
        self._rows = rows
        new = self._hold(self._near(self._where(old_key, old) if keep else 0))
        if not self.is_attached:
            return
        self._fit()
        self.scroll_top(new - line if keep else 0)
        self._reveal()
        self.refresh()
        if new >= 0 and (not old_key or old_key != self._held_key):
            self.post_message(self.Highlighted(self, rows[new], new))

    def _hold(self, index: int) -> int:
        """Put the highlight here without a word to anyone, and remember the row's key.

        The key is remembered because a caller may change the very list it gave.
        """
        self.set_reactive(RowList.highlighted, index)
        self._held_key = self._key(self._rows[index]) if index >= 0 else ""
        return index

    def _where(self, key: str, index: int) -> int:
        """The index of the row with this key, the nearest to `index`; `index` if there is none."""
        if not key:
            return index
        rows = self._rows
        before = range(min(index, len(rows) - 1), -1, -1)
        outward = chain.from_iterable(zip_longest(before, range(index + 1, len(rows))))
        return next((i for i in outward if i is not None and self._key(rows[i]) == key), index)

    def _near(self, index: int, step: int = 0) -> int:
        """The selectable index nearest to `index`, or the nearest in the direction of `step`."""
        count = len(self._rows)
        if not count or not self._cursor:
            return -1
        index = min(max(index, 0), count - 1)
        may = self._selectable
        if may is None:
            return index
        after, before = range(index, count), range(index, -1, -1)
        outward: Iterable[int | None]
        if step:
            outward = chain(after, before) if step > 0 else chain(before, after)
        else:
            outward = chain.from_iterable(zip_longest(after, before))
        return next((i for i in outward if i is not None and may(self._rows[i])), -1)

    # Painting

    @property
    def _view(self) -> Size:
        return self.scrollable_content_region.size

    def _fit(self) -> None:
        """Bring the scrollable size in line with the rows."""
        if self._measure is not None:
            widest = max(map(self._measure, self._rows), default=0)
            self._columns = widest + (_MARGIN if self._cursor else 0)
        self.virtual_size = Size(self._columns, len(self._rows))

    def on_mount(self) -> None:
        """Announce the first highlighted row, so that a screen can show its detail."""
        self._fit()
        row = self.highlighted_row
        if row is not None:
            self.post_message(self.Highlighted(self, row, self.highlighted))

    def on_resize(self) -> None:
        """Keep the highlighted row in view."""
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """One line of the view; only the row on it is drawn."""
        width = self._view.width
        left, top = self.scroll_offset
        index = top + y
        if not self._rows:
            return self.taught(self._empty, y, width)
        if index >= len(self._rows):
            return Strip.blank(width, self.ink())
        here = index == self.highlighted
        over = "highlight" if here else ""
        margin = _MARGIN if self._cursor else 0
        room = max(width, self._columns) - margin
        line = self._draw(self._rows[index], room, here)
        strip = Strip(
            [
                Segment(text, self.ink(style, over))
                for text, style in spans(line, room, self.plain_ascii)
            ]
        )
        strip = strip.crop_extend(left, left + width - margin, self.ink("", over))
        if not margin:
            return strip
        marker = _MARKERS[self.plain_ascii][self.has_focus] if here else " "
        return Strip.join([Strip([Segment(marker + " ", self.ink("", over))], _MARGIN), strip])

    # Moving

    def validate_highlighted(self, index: int) -> int:
        """The nearest row that may be highlighted."""
        return self._near(index)

    def watch_highlighted(self, old: int, new: int) -> None:
        """Repaint the two lines that changed and tell the screen."""
        if old >= 0:
            self.refresh_line(old)
        if new >= 0:
            self._held_key = self._key(self._rows[new])
            self.refresh_line(new)
            self._reveal()
            self.post_message(self.Highlighted(self, self._rows[new], new))

    def _reveal(self) -> None:
        """Scroll as little as shows the highlighted row, with the heading above it if there is."""
        index, height = self.highlighted, self._view.height
        if index < 0 or height < 1:
            return
        first = index
        if self._selectable is not None:
            while (
                first > 0
                and index - first < min(3, height - 1)
                and not self._selectable(self._rows[first - 1])
            ):
                first -= 1
        top = self.scroll_offset.y
        if first < top:
            self.scroll_top(first)
        elif index >= top + height:
            self.scroll_top(index - height + 1)

    def _go(self, index: int, step: int) -> None:
        place = self._near(index, step)
        if (place - self.highlighted) * step > 0:
            self.highlighted = place
        elif step < 0:
            self.scroll_top(min(self.scroll_offset.y, max(0, index)))

    def action_move(self, step: int) -> None:
        """Move the highlight by rows, or scroll where there is no highlight."""
        if self.highlighted < 0:
            self.scroll_top(self.scroll_offset.y + step)
        else:
            self._go(self.highlighted + step, step)

    def action_page(self, step: int) -> None:
        """Move by a view less one row, so that one row stays as a thread."""
        page = max(1, self._view.height - 1)
        if self.highlighted < 0:
            self.scroll_top(self.scroll_offset.y + page * step)
            return
        index = self.highlighted
        self.scroll_top(self.scroll_offset.y + page * step)
        self._go(index + page * step, step)

    def action_first(self) -> None:
        """Go to the first row."""
        if self.highlighted >= 0:
            self.highlighted = self._near(0, 1)
        self.scroll_top(0)

    def action_last(self) -> None:
        """Go to the last row."""
        if self.highlighted >= 0:
            self.highlighted = self._near(len(self._rows) - 1, -1)
        self.scroll_top(self.max_scroll_y)

    def action_sideways(self, step: int) -> None:
        """Scroll sideways; where all is in view the key is left to the screen."""
        if not self.allow_horizontal_scroll:
            raise SkipAction
        self.scroll_to(x=self.scroll_offset.x + 4 * step, animate=False)

    # Opening

    def action_open(self) -> None:
        """Open the highlighted row; where there is none the key is left to the screen."""
        row = self.highlighted_row
        if row is None:
            raise SkipAction
        self.post_message(self.Opened(self, row, self.highlighted))

    def on_click(self, event: events.Click) -> None:
        """Highlight the row under the pointer, or open it if it was."""
        place = event.get_content_offset(self)
        if place is None or event.button != 1 or not self._cursor:
            return
        index = self.scroll_offset.y + place.y
        if index >= len(self._rows):
            return
        if self._selectable is not None and not self._selectable(self._rows[index]):
            return
        event.stop()
        again = index == self.highlighted
        if again and (event.chain == 1 or (event.chain == 2 and not self._click_opened)):
            self._click_opened = True
            self.action_open()
        else:
            self._click_opened = self._click_opened and event.chain > 1
            self.highlighted = index


def drawing(
    lines: Sequence[Line],
    *,
    cursor: bool = False,
    empty: str = "",
    plain_ascii: bool = False,
    name: str | None = None,
    id: str | None = None,  # noqa: A002  (Textual's own name)
    classes: str | None = None,
) -> RowList[Line]:
    """A list of lines already drawn, scrolling in both directions, with a highlight if asked."""
    return RowList(
        lines,
        draw=lambda line, _width, _highlighted: line,
        empty=empty,
        measure=lambda line: line_width(line, plain_ascii),
        cursor=cursor,
        plain_ascii=plain_ascii,
        name=name,
        id=id,
        classes=classes,
    )
