"""A pane of short paragraphs, wrapped to its width again whenever that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.drawing import safe, width, wrapped
from tui.widgets.lines import Cell, Line
from tui.widgets.rows import RowList

__all__ = ["Paragraph", "Paragraphs", "wrapped_lines"]

_MOST = 4_000
"""Characters of a paragraph that are shown; a pane explains, it is no place to read in."""

_INDENT = 2


class Paragraph(NamedTuple):
    """A text from anywhere, in a style of `lines`, with a label before it if there is one."""

    text: str
    style: str = ""
    label: str = ""


def wrapped_lines(
    paragraphs: Sequence[Paragraph], cells: int, plain_ascii: bool = False
) -> Iterator[Line]:
    """The paragraphs as lines of at most `cells`; those after a labelled first are indented."""
    for paragraph in paragraphs:
        label = f"{safe(paragraph.label, plain_ascii)}: " if paragraph.label else ""
        text = paragraph.text
        if len(text) > _MOST:
            text = f"{text[:_MOST]} …"
        room = cells - (_INDENT if label else 0)
        used = max(0, width(label) - (_INDENT if label else 0))
        for number, line in enumerate(wrapped(text, room, plain_ascii, used=used)):
            if not label:
                yield (Cell(line, None, paragraph.style),)
            elif number == 0:
                yield (Cell(label, None, "accent"), Cell(line, None, paragraph.style))
            else:
                yield (Cell(" " * _INDENT), Cell(line, None, paragraph.style))


class Paragraphs(RowList[Line]):
    """Paragraphs to read, scrolling by keys when focused and by the wheel; nothing highlighted."""

    def __init__(
        self,
        *,
        plain_ascii: bool = False,
        id: str | None = None,  # noqa: A002  (Textual's own name)
        classes: str | None = None,
    ) -> None:
        super().__init__(
            [],
            lambda line, _width, _highlighted: line,
            cursor=False,
            plain_ascii=plain_ascii,
            id=id,
            classes=classes,
        )
        self._paragraphs: Sequence[Paragraph] = ()

    def set_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other paragraphs; the same ones stay scrolled as they are."""
        if list(paragraphs) != list(self._paragraphs):
            self._paragraphs = paragraphs
            self._wrap()
            self.scroll_top(0)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._wrap()

    def _wrap(self) -> None:
        # a cell less, so that a scrollbar that comes or goes changes nothing
        cells = max(20, self.size.width - 1)
        self.set_rows(list(wrapped_lines(self._paragraphs, cells, self.plain_ascii)), keep=False)
