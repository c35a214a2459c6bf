"""Documents as Markdown: nothing in a text acts, and the stamp is a comment at the end.

Markdown has no anchors of its own: what leads to a place says the id that stands there, and a
search finds it. A page break is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.document import (
    Block,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    Terms,
    WritingSpace,
)
from tui.export._markdown_text import line_begins, plain_text
from tui.export.documents._stamp import stamp_line

NAME = "Markdown"
SUFFIXES = (".md", ".markdown")

_RULES = {"left": "---", "centre": ":---:", "right": "---:"}
_MARKS = {"strong": "**", "emphasis": "*"}


def render(document: Document) -> bytes:
    """The document, with the marking at its top and bottom."""
    marking = f"**{plain_text(document.marking)}**" if document.marking.strip() else ""
    parts = [marking, f"# {plain_text(document.title)}", plain_text(document.header)]
    parts += ["\n".join(_block(block)) for block in document.blocks]
    parts += [plain_text(document.footer), marking]
    if document.stamp:
        parts.append(f"<!-- {stamp_line(document.stamp)} -->")
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {inline(block.text)}"
        case Paragraph():
            yield inline(block.text)
        case Items():
            for number, item in enumerate(block.items, 1):
                yield f"{f'{number}.' if block.numbered else '-'} {inline(item)}"
        case Quote():
            yield f"> “{plain_text(block.text)}”"
            if block.citation:
                yield ">"
                yield f"> {inline(block.citation)}"
        case Terms():
            for term, meaning in block.rows:
                yield f"- {plain_text(term)}: {inline(meaning)}"
        case Table():
            yield from _table(block)
        case WritingSpace():
            yield "\n\n".join(["· " * 30] * block.lines)
        case PageBreak():
            return


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield plain_text(table.caption)
        yield ""
    align = table.align or ("left",) * len(table.head)
    yield f"| {' | '.join(map(plain_text, table.head))} |"
    yield f"| {' | '.join(_RULES[each] for each in align)} |"
    for row in table.rows:
        yield f"| {' | '.join(inline(cell) for cell in row)} |"


def inline(runs: Iterable[Run]) -> str:
    """Runs as Markdown in one line; spaces at the ends of a marked run stand outside its marks."""
    made = ""
    for run in runs:
        text = _run(run)
        if run.text[:1].isspace() and not made.endswith(" "):
            made += " "
        made += text
        if text and run.text[-1:].isspace():
            made += " "
    return line_begins(made.strip())


def _run(run: Run) -> str:
    text = plain_text(run.text)
    if not text:
        return ""
    if run.style == "quote":
        return f"“{text}”"
    mark = _MARKS.get(run.style, "")
    return f"{mark}{text}{mark}"
